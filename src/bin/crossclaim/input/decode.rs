//! Bytes into text: byte order mark, then valid UTF-8, then what the page declares, then detection.

use anyhow::{Result, bail};
use chardetng::{EncodingDetector, Iso2022JpDetection, Utf8Detection};
use encoding_rs::{Encoding, UTF_8, UTF_16BE, UTF_16LE};

/// A text, and what the reader should be told about its encoding.
pub(super) struct Decoded {
    pub(super) text: String,
    pub(super) note: Option<String>,
}

/// How many bytes a page has to declare its encoding in, by the HTML standard.
const DECLARED_WITHIN: usize = 1024;

/// Decodes the bytes of a file. A byte order mark is dropped; line ends stay as they are.
pub(super) fn decode(bytes: &[u8], html: bool) -> Result<Decoded> {
    if let Some((encoding, mark)) = Encoding::for_bom(bytes) {
        return Ok(with(encoding, &bytes[mark..], encoding != UTF_8));
    }
    if let Some(encoding) = without_mark(bytes) {
        return Ok(with(encoding, bytes, true));
    }
    if bytes.starts_with(b"%PDF") {
        bail!("is a PDF; extract its text first (pdftotext FILE.pdf FILE.txt)");
    }
    if bytes.contains(&0) {
        bail!("is not text (it holds NUL bytes); save the article as text or HTML");
    }
    let declared = if html { declared(bytes) } else { None };
    if let Ok(text) = std::str::from_utf8(bytes)
        && (declared.is_none() || !text.is_ascii())
    {
        return Ok(Decoded { text: text.to_owned(), note: None });
    }
    if let Some(encoding) = declared {
        return Ok(with(encoding, bytes, false));
    }
    let mut detector = EncodingDetector::new(Iso2022JpDetection::Allow);
    detector.feed(bytes, true);
    Ok(with(detector.guess(None, Utf8Detection::Allow), bytes, true))
}

fn with(encoding: &'static Encoding, bytes: &[u8], tell: bool) -> Decoded {
    let (text, lossy) = encoding.decode_without_bom_handling(bytes);
    let note = match (lossy, tell) {
        (true, _) => Some(format!("read as {}; what is no {0} in it became \u{fffd}", encoding.name())),
        (false, true) => Some(format!("read as {}", encoding.name())),
        (false, false) => None,
    };
    Decoded { text: text.into_owned(), note }
}

/// UTF-16 without its mark: nearly every other byte of a European text is zero.
fn without_mark(bytes: &[u8]) -> Option<&'static Encoding> {
    let head = &bytes[..bytes.len().min(512)];
    let zeros = |odd: usize| head.iter().skip(odd).step_by(2).filter(|b| **b == 0).count();
    let enough = head.len() * 2 / 5;
    match (zeros(0), zeros(1)) {
        (0, n) if n > enough => Some(UTF_16LE),
        (n, 0) if n > enough => Some(UTF_16BE),
        _ => None,
    }
}

/// The encoding that a page declares in a `meta` element or an XML declaration.
fn declared(bytes: &[u8]) -> Option<&'static Encoding> {
    let head: Vec<u8> = bytes.iter().take(DECLARED_WITHIN).map(u8::to_ascii_lowercase).collect();
    let after = |needle: &[u8]| {
        let at = head.windows(needle.len()).position(|w| w == needle)? + needle.len();
        let label: Vec<u8> = head[at..]
            .iter()
            .copied()
            .skip_while(|b| matches!(b, b'"' | b'\'' | b' '))
            .take_while(|b| b.is_ascii_alphanumeric() || matches!(b, b'-' | b'_' | b':'))
            .collect();
        Encoding::for_label(&label)
    };
    let found = after(b"charset=").or_else(|| after(b"encoding="));
    // A page whose declaration could be read as ASCII is not UTF-16, whatever it says.
    found.map(|e| if e == UTF_16LE || e == UTF_16BE { UTF_8 } else { e })
}

#[cfg(test)]
mod tests {
    use super::*;

    fn text(bytes: &[u8], html: bool) -> String {
        decode(bytes, html).unwrap().text
    }

    #[test]
    fn reads_what_people_have() {
        let words = "Der Bürgermeister von Öhringen sagte, fünf Häuser seien zerstört worden.";
        let (latin, _, _) = encoding_rs::WINDOWS_1252.encode(words);
        assert_eq!(text(&latin, false), words);
        assert_eq!(text(words.as_bytes(), false), words);
        let marked = [b"\xef\xbb\xbf", words.as_bytes()].concat();
        assert_eq!(text(&marked, false), words);
        let wide: Vec<u8> = words.encode_utf16().flat_map(u16::to_le_bytes).collect();
        assert_eq!(text(&wide, false), words);
        assert_eq!(text(&[b"\xff\xfe".as_slice(), &wide].concat(), false), words);
    }

    #[test]
    fn a_page_says_what_it_is() {
        let page =
            b"<html><head><meta charset=\"windows-1251\"></head><body>\xcf\xf0\xe8\xe2\xe5\xf2</body></html>";
        assert!(text(page, true).contains("Привет"));
    }

    #[test]
    fn refuses_what_is_no_text() {
        assert!(decode(b"%PDF-1.7 x", false).is_err());
        assert!(decode(b"GIF89a\0\0\x01\0abc", false).is_err());
    }
}
