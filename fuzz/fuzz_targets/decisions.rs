//! Any bytes as a file of decisions; what is read from them and written again is read again as the same.
#![no_main]
#![allow(dead_code, unused_imports)]

#[path = "../../src/bin/crossclaim/decisions/mod.rs"]
mod decisions;

mod output {
    pub(crate) fn say(_: &str) {}
}

use decisions::Table;
use libfuzzer_sys::fuzz_target;

fuzz_target!(|bytes: &[u8]| {
    let table = Table::parse("decisions.csv", bytes);
    if !table.errors.is_empty() {
        return;
    }
    let columns: Vec<String> = decisions::COLUMNS.iter().map(|c| (*c).to_owned()).collect();
    let mut written = columns.join(",").into_bytes();
    written.extend(b"\r\n");
    let rows = decisions::encode(&columns, &table.rows, b',').expect("decisions are written into memory");
    written.extend(rows);
    let again = Table::parse("decisions.csv", &written);
    assert!(again.errors.is_empty(), "{:?} {:?}", again.errors, table.rows);
    let kept = |t: &Table| t.rows.iter().map(|r| (r.choice, r.sides.len())).collect::<Vec<_>>();
    assert_eq!(kept(&table).len(), kept(&again).len());
    assert!(kept(&table).iter().zip(kept(&again)).all(|(a, b)| a.0 == b.0));
});
