//! A text with some of its places said otherwise.

use std::cmp::Reverse;

use crate::source::Span;

/// Puts other words into places of a text. Of two that overlap the first and longer counts.
pub fn edited(text: &str, mut edits: Vec<(Span, String)>) -> String {
    edits.sort_by_key(|(span, _)| (span.start, Reverse(span.end)));
    let mut out = String::with_capacity(text.len());
    let mut from = 0;
    for (span, with) in edits {
        if span.start < from {
            continue;
        }
        out.push_str(Span::new(from, span.start).of(text));
        out.push_str(&with);
        from = span.end;
    }
    out.push_str(text.get(from..).unwrap_or_default());
    out
}
