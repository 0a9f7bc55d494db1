//! What is true of the stages of every single text, for properties and for fuzzing.

use crossclaim::Article;
use crossclaim::article::sentence;
use crossclaim::story::tell;
use crossclaim::text::Span;

/// The text without white space and without characters that have no width.
fn solid(text: &str) -> String {
    let invisible = |c: char| matches!(c, '\u{feff}' | '\u{200b}'..='\u{200f}' | '\u{202a}'..='\u{202e}' | '\u{2060}'..='\u{2069}' | '\u{ad}');
    text.chars().filter(|&c| !c.is_whitespace() && !invisible(c)).collect()
}

/// What is true of the stages of every single text.
pub(crate) fn check(text: &str) {
    let told = tell(Article::new("a", "Gazette", text));
    let inside = |span: Span, what: &str| {
        assert!(text.get(span.start()..span.end()).is_some(), "{what} {span:?} is no part of the text");
    };
    let page = &told.page;
    let mut end = 0;
    for block in &page.blocks {
        inside(block.span, "block");
        assert!(block.span.start() >= end, "blocks overlap");
        end = block.span.end();
    }
    let mut end = 0;
    let mut together = String::new();
    for s in &page.sentences {
        inside(s.span, "sentence");
        assert!(s.span.start() >= end, "sentences overlap");
        end = s.span.end();
        together.push_str(s.span.of(text));
        assert!(page.blocks[s.block].span.contains(s.span), "a sentence leaves its block");
    }
    assert_eq!(solid(&together), solid(text), "sentences are not the whole text");
    for block in &page.blocks {
        let kept = sentence::split(text, block.span, sentence::Quotes::Keep);
        let together: String = kept.iter().map(|s| s.of(text)).collect();
        assert_eq!(solid(&together), solid(block.span.of(text)), "uncut quotations lose text");
    }
    for claim in &told.claims {
        inside(claim.span, "claim");
        assert!(!claim.span.is_empty(), "an empty claim");
        // A statement in quotation marks may run on over sentences.
        let sentence = page.sentences[claim.sentence].span;
        assert!(sentence.overlaps(claim.span), "a claim stands outside of its sentence");
        claim.subject.iter().for_each(|s| inside(*s, "subject"));
        for figure in &claim.facets.figures {
            inside(figure.span, "figure");
            figure.of.iter().for_each(|s| inside(*s, "what is counted"));
            if let (Some(low), Some(high)) = (figure.low, figure.high) {
                assert!(low <= high, "an upside-down interval: {figure:?}");
            }
        }
        claim.facets.whens.iter().for_each(|w| inside(w.span, "point in time"));
        claim.facets.names.iter().for_each(|n| inside(n.span, "name"));
        claim.facets.quotes.iter().for_each(|q| inside(q.span, "quotation"));
    }
}
