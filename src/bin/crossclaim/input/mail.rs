//! Messages and pages in MIME parts: `.eml` as mail programs save it, `.mhtml` as browsers do.

use anyhow::Result;
use crossclaim::calendar::Day;
use mail_parser::{MessageParser, MessagePart, MimeHeaders, PartType};

use super::outlet::is_address;
use super::{Draft, Field, decode, field, nothing, page, wrapped};

/// The least share of a message's words that the extractor must find for it to be a page with an article in it: a
/// newsletter of short items is taken whole.
const LEAST_SHARE: usize = 3;

/// Reads a web archive as the page that it holds, and any other message as mail.
pub(super) fn read(bytes: &[u8], base: Draft) -> Result<Draft> {
    let message = MessageParser::default().parse(bytes).ok_or_else(|| nothing("message"))?;
    let snapshot = message.header_raw("Snapshot-Content-Location").map(|url| url.trim().to_owned());
    let html = message.parts.iter().find(|part| part.is_text_html());
    let location = html.and_then(|part| part.content_location()).map(str::to_owned);
    let archive = message.from().is_none() || snapshot.is_some() || base.path.to_lowercase().contains(".mht");
    if archive && let Some(part) = html {
        let url = snapshot.or(location).filter(|url| is_address(url));
        let draft = page::read(&text(part)?, base)?;
        let url = draft.url.clone().or_else(|| field(url?, "the archive's location"));
        return Ok(Draft { url, ..draft });
    }
    let from = message.from().and_then(|from| from.first());
    let sender =
        from.and_then(|a| a.name().or_else(|| a.address().and_then(|a| a.split_once('@')).map(|a| a.1)));
    let published = message.date().and_then(|d| {
        let value = Day::new(d.year as i16, d.month as i8, d.day as i8)?;
        Some(Field { value, from: "mail header Date".to_owned() })
    });
    let base = Draft {
        outlet: sender.and_then(|name| field(name, "mail header From")),
        title: message.subject().and_then(|s| field(without_marks(s), "mail header Subject")),
        published,
        ..base
    };
    let written = message.text_bodies().find_map(|part| match &part.body {
        PartType::Text(text) if !text.trim().is_empty() => Some(text.as_ref()),
        _ => None,
    });
    if let Some(part) = html {
        let html = text(part)?;
        let whole = page::plain(&html)?;
        if let Ok(draft) = page::read(&html, base.clone())
            && draft.text.len() * LEAST_SHARE > whole.len()
        {
            return Ok(draft);
        }
        if written.is_none() {
            return Ok(Draft { text: whole, ..base });
        }
    }
    let text = written.ok_or_else(|| nothing("text in any of its parts"))?.replace("\r\n", "\n");
    Ok(Draft { text: if wrapped::is_wrapped(&text) { wrapped::unwrap(&text) } else { text }, ..base })
}

/// The text of a part: in the encoding that the part names, or else as a page would be read.
fn text(part: &MessagePart<'_>) -> Result<String> {
    match &part.body {
        PartType::Html(text) | PartType::Text(text)
            if part.content_type().is_some_and(|c| c.has_attribute("charset")) =>
        {
            Ok(text.clone().into_owned())
        }
        _ => Ok(decode::decode(part.contents(), true)?.text),
    }
}

/// A subject without the marks of answers and forwards.
fn without_marks(subject: &str) -> &str {
    let mut subject = subject.trim();
    while let Some((mark, rest)) = subject.split_once(':')
        && ["re", "fw", "fwd", "aw", "wg"].contains(&mark.trim().to_lowercase().as_str())
    {
        subject = rest.trim();
    }
    subject
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn mail_with_its_headers() {
        let mail = "From: \"The Gazette\" <news@gazette.example>\r\nSubject: Fwd: =?utf-8?Q?Ferry_sinks_=E2=80=93_31_dead?=\r\n\
            Date: Mon, 28 Sep 2015 23:30:00 -0400\r\nMIME-Version: 1.0\r\nContent-Type: text/plain; charset=windows-1252\r\n\
            Content-Transfer-Encoding: quoted-printable\r\n\r\nThe ferry sank, said Ida=92s brother.\r\n";
        let draft = read(mail.as_bytes(), Draft::default()).unwrap();
        assert_eq!(draft.outlet.unwrap().value, "The Gazette");
        assert_eq!(draft.title.unwrap().value, "Ferry sinks – 31 dead");
        assert_eq!(draft.published.unwrap().value, Day::new(2015, 9, 28).unwrap());
        assert_eq!(draft.text.trim(), "The ferry sank, said Ida’s brother.");
    }

    #[test]
    fn no_text_is_an_error() {
        let mail = "From: a@b.example\r\nSubject: x\r\nContent-Type: image/png\r\nContent-Transfer-Encoding: base64\r\n\r\nAAAA\r\n";
        assert!(read(mail.as_bytes(), Draft::default()).is_err());
    }
}
