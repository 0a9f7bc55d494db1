//! Word documents: the text of `word/document.xml`, a paragraph a line.

use std::io::{Cursor, Read};

use anyhow::{Context, Result, anyhow, bail};
use quick_xml::Reader;
use quick_xml::events::Event;
use zip::ZipArchive;

use super::{Draft, bytes, field, nothing};

/// Reads a document with its title and author. The day on which a document was made says nothing of the article's.
pub(super) fn read(bytes: &[u8], base: Draft) -> Result<Draft> {
    let mut archive =
        ZipArchive::new(Cursor::new(bytes)).context("is no document; it is broken or cut off")?;
    let Some(body) = part(&mut archive, "word/document.xml")? else {
        bail!("is an archive without a Word document in it; unpack it, and name the articles in it");
    };
    let text = text(&body)?;
    if text.trim().is_empty() {
        return Err(nothing("text"));
    }
    let core = part(&mut archive, "docProps/core.xml")?.unwrap_or_default();
    let title = property(&core, "dc:title").and_then(|t| field(t, "document property title"));
    let author = property(&core, "dc:creator").and_then(|a| field(a, "document property creator"));
    Ok(Draft { title, author, text, ..base })
}

/// A file of the archive as text.
fn part(archive: &mut ZipArchive<Cursor<&[u8]>>, name: &str) -> Result<Option<String>> {
    let Ok(file) = archive.by_name(name) else { return Ok(None) };
    let packed = file.compressed_size();
    let bytes =
        bytes::inflate(file.take(u64::MAX), packed).with_context(|| format!("{name} cannot be unpacked"))?;
    String::from_utf8(bytes)
        .map(Some)
        .map_err(|_| anyhow!("{name} is no UTF-8; save the article's text instead"))
}

/// The text of a document: what was deleted under track changes is not in it, nor are field codes and notes.
fn text(xml: &str) -> Result<String> {
    let mut reader = Reader::from_str(xml);
    let mut out = String::new();
    let mut inside = false;
    loop {
        let event = reader.read_event();
        match event
            .with_context(|| format!("word/document.xml is broken at byte {}", reader.error_position()))?
        {
            Event::Start(tag) if tag.local_name().as_ref() == "t" => inside = true,
            Event::End(tag) if tag.local_name().as_ref() == "t" => inside = false,
            Event::Text(words) if inside => out.push_str(&words),
            Event::CData(words) if inside => out.push_str(&words),
            Event::GeneralRef(entity) if inside => match entity.resolve_char_ref()? {
                Some(c) => out.push(c),
                None => {
                    out.push_str(quick_xml::escape::resolve_predefined_entity(&entity).unwrap_or_default());
                }
            },
            Event::Empty(tag) => match tag.local_name().as_ref() {
                "tab" => out.push('\t'),
                "br" | "cr" => out.push('\n'),
                "noBreakHyphen" => out.push('-'),
                _ => {}
            },
            Event::End(tag) if tag.local_name().as_ref() == "p" => out.push_str("\n\n"),
            Event::Eof => break,
            _ => {}
        }
    }
    let mut text = String::with_capacity(out.len());
    for line in out.lines().map(str::trim_end) {
        if !(line.is_empty() && (text.is_empty() || text.ends_with("\n\n"))) {
            text.push_str(line);
            text.push('\n');
        }
    }
    text.truncate(text.trim_end().len());
    text.push('\n');
    Ok(text)
}

/// What stands in the first element of that name.
fn property(xml: &str, name: &str) -> Option<String> {
    let mut reader = Reader::from_str(xml);
    loop {
        match reader.read_event().ok()? {
            Event::Start(tag) if tag.name().as_ref() == name => {
                let raw = reader.read_text(tag.name()).ok()?.to_string();
                return Some(quick_xml::escape::unescape(&raw).ok()?.into_owned());
            }
            Event::Eof => return None,
            _ => {}
        }
    }
}

#[cfg(test)]
mod tests {
    use std::io::Write;

    use zip::write::SimpleFileOptions;

    use super::*;

    fn document(parts: &[(&str, &str)]) -> Vec<u8> {
        let mut zip = zip::ZipWriter::new(Cursor::new(Vec::new()));
        for (name, text) in parts {
            zip.start_file(*name, SimpleFileOptions::default()).unwrap();
            zip.write_all(text.as_bytes()).unwrap();
        }
        zip.finish().unwrap().into_inner()
    }

    #[test]
    fn paragraphs_without_what_was_deleted() {
        let body = "<w:document xmlns:w=\"w\"><w:body><w:p><w:r><w:t>Ferry &amp; crew</w:t></w:r><w:del><w:r><w:delText> \
            lost</w:delText></w:r></w:del></w:p><w:p/><w:p><w:r><w:t xml:space=\"preserve\">The ferry </w:t></w:r><w:r>\
            <w:t>sank.</w:t><w:br/><w:t>Ida&#8217;s too.</w:t></w:r></w:p></w:body></w:document>";
        let core = "<cp:coreProperties><dc:title>Ferry &lt;sinks&gt;</dc:title><dc:creator>Ida Roe</dc:creator></cp:coreProperties>";
        let draft =
            read(&document(&[("word/document.xml", body), ("docProps/core.xml", core)]), Draft::default())
                .unwrap();
        assert_eq!(draft.text, "Ferry & crew\n\nThe ferry sank.\nIda’s too.\n");
        assert_eq!(draft.title.unwrap().value, "Ferry <sinks>");
        assert_eq!(draft.author.unwrap().value, "Ida Roe");
    }

    #[test]
    fn other_archives_and_broken_ones_are_errors() {
        assert!(read(&document(&[("a.txt", "x")]), Draft::default()).is_err());
        let whole = document(&[("word/document.xml", "<w:document/>")]);
        assert!(read(&whole[..whole.len() / 2], Draft::default()).is_err());
    }
}
