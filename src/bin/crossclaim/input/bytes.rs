//! The bytes of a file or of standard input, unpacked, and never more of them than fit.

use std::io::Read;
use std::path::Path;

use anyhow::{Context, Error, Result, anyhow, bail};
use flate2::read::MultiGzDecoder;

/// A year of articles of a news agency is smaller; several files are read at once and each is held several times over.
const MOST: u64 = 256 << 20;
/// Text packs to a third or a tenth, records that repeat themselves to a fortieth; a bomb reaches a thousandth.
const MOST_RATIO: u64 = 100;
/// What a small file may unpack to, whatever the ratio.
const SMALL: u64 = 1 << 20;

/// The bytes at `path`, `-` for standard input; unpacked where they are gzip.
pub(super) fn read(path: &Path) -> Result<Vec<u8>> {
    let bytes = if path.as_os_str() == "-" {
        limited(std::io::stdin().lock(), MOST).context("cannot be read")?
    } else {
        let file = std::fs::File::open(path).map_err(remedy)?;
        if file.metadata().map_err(remedy)?.is_dir() {
            bail!("is a folder; name it without a pattern, or its files");
        }
        limited(file, MOST).map_err(|error| match error.downcast::<std::io::Error>() {
            Ok(error) => remedy(error),
            Err(error) => error,
        })?
    };
    if bytes.starts_with(&[0x1f, 0x8b]) { unpack(&bytes) } else { Ok(bytes) }
}

/// Everything that `reader` gives, if that is at most `most` bytes.
fn limited(reader: impl Read, most: u64) -> Result<Vec<u8>> {
    let mut bytes = Vec::new();
    reader.take(most + 1).read_to_end(&mut bytes)?;
    if bytes.len() as u64 > most {
        bail!("is larger than {} MiB; split it into several files", most >> 20);
    }
    Ok(bytes)
}

/// Unpacks gzip, no further than text can have been packed.
pub(super) fn unpack(packed: &[u8]) -> Result<Vec<u8>> {
    inflate(MultiGzDecoder::new(packed), packed.len() as u64).map_err(|error| {
        let broken = error.is::<std::io::Error>();
        if broken {
            error.context("cannot be unpacked; it is broken or cut off, pack it again")
        } else {
            error
        }
    })
}

/// Reads what `reader` unpacks from `packed` bytes, as long as that can be text.
pub(super) fn inflate(reader: impl Read, packed: u64) -> Result<Vec<u8>> {
    let most = (packed * MOST_RATIO).clamp(SMALL, MOST);
    let mut bytes = Vec::new();
    reader.take(most + 1).read_to_end(&mut bytes)?;
    if bytes.len() as u64 > most {
        bail!(
            "unpacks to more than {} MiB, {MOST_RATIO} times its size or more, which no text does",
            most >> 20
        );
    }
    Ok(bytes)
}

/// An error of the system with what can be done about it.
fn remedy(error: std::io::Error) -> Error {
    match error.kind() {
        std::io::ErrorKind::NotFound => anyhow!("no such file or folder; check the spelling"),
        std::io::ErrorKind::PermissionDenied => anyhow!("may not be read; check its permissions"),
        _ => Error::new(error).context("cannot be read"),
    }
}

#[cfg(test)]
mod tests {
    use std::io::Write;

    use flate2::{Compression, write::GzEncoder};

    use super::*;

    fn pack(bytes: &[u8]) -> Vec<u8> {
        let mut encoder = GzEncoder::new(Vec::new(), Compression::best());
        encoder.write_all(bytes).unwrap();
        encoder.finish().unwrap()
    }

    #[test]
    fn unpacks_text_and_no_bomb() {
        assert_eq!(unpack(&pack(b"Ferry sinks")).unwrap(), b"Ferry sinks");
        assert_eq!(unpack(&pack(&vec![b'a'; 900_000])).unwrap().len(), 900_000);
        assert!(unpack(&pack(&vec![0; 64 << 20])).is_err());
        let packed = pack(b"Ferry sinks off Port Ellery");
        assert!(unpack(&packed[..packed.len() - 6]).is_err());
    }
}
