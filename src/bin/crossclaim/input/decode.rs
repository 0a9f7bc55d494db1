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
    if declared.is_none_or(|e| e == UTF_8)
        && let Some(decoded) = mostly_utf_8(bytes)
    {
        return Ok(decoded);
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

/// UTF-8 with some bytes in it that are none, as a page has that was put together from two sources: these are read as
/// windows-1252. `None` where they are as many as what is UTF-8: hardly any text of another encoding is so by chance.
fn mostly_utf_8(bytes: &[u8]) -> Option<Decoded> {
    let (mut text, mut right, mut stray) = (String::with_capacity(bytes.len()), 0, 0);
    let mut end = 0;
    for chunk in bytes.utf8_chunks() {
        right += chunk.valid().chars().filter(|c| !c.is_ascii()).count();
        text.push_str(chunk.valid());
        end += chunk.valid().len() + chunk.invalid().len();
        // A character that is cut off where the file ends is none of another encoding.
        let cut = end == bytes.len()
            && std::str::from_utf8(chunk.invalid()).is_err_and(|e| e.error_len().is_none());
        if cut {
            text.push(char::REPLACEMENT_CHARACTER);
        } else {
            stray += chunk.invalid().len();
            text.push_str(&encoding_rs::WINDOWS_1252.decode_without_bom_handling(chunk.invalid()).0);
        }
    }
    let what = match stray {
        0 => "the last character is cut off".to_owned(),
        1 => "1 byte that is not was read as windows-1252".to_owned(),
        n => format!("{n} bytes that are not were read as windows-1252"),
    };
    (right > stray).then(|| Decoded { text, note: Some(format!("mostly UTF-8; {what}")) })
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
    fn stray_bytes_in_utf_8_are_read_as_windows_1252() {
        let mixed =
            b"\xe2\x80\x9cThe caf\xc3\xa9 was closed,\xe2\x80\x9d she said. The caf\xe9\x92s owner agreed.";
        for page in [true, false] {
            let decoded = decode(mixed, page).unwrap();
            assert_eq!(decoded.text, "“The café was closed,” she said. The café’s owner agreed.");
            assert_eq!(decoded.note.unwrap(), "mostly UTF-8; 2 bytes that are not were read as windows-1252");
        }
        let cut = "“The café was closed,” she said. “Why?”";
        let decoded = decode(&cut.as_bytes()[..cut.len() - 1], false).unwrap();
        assert!(decoded.text.ends_with("Why?\u{fffd}") && decoded.note.unwrap().ends_with("is cut off"));
        // Other encodings stay what they are.
        for (encoding, words) in [
            (encoding_rs::WINDOWS_1251, "Паром затонул в воскресенье, сообщила береговая охрана."),
            (encoding_rs::EUC_KR, "여객선이 일요일에 침몰했다고 해안경비대가 밝혔다. 서른한 명이 숨졌다."),
            (encoding_rs::SHIFT_JIS, "フェリーは日曜日に沈没したと沿岸警備隊は述べた。三十一人が死亡した。"),
            (encoding_rs::GBK, "海岸警卫队说，渡轮星期天沉没，三十一人死亡。潜水员星期一下水。"),
        ] {
            assert_eq!(text(&encoding.encode(words).0, false), words, "{}", encoding.name());
        }
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
