//! Mending a text: making the changes that diagnostics offer.

use crate::diagnostic::{Diagnostic, Edit};

/// The text with every fix made that diagnostics of it offer. Of two fixes that touch the same
/// place the first is made: the next check may offer the other again.
pub fn mend<'d>(text: &str, found: impl IntoIterator<Item = &'d Diagnostic>) -> String {
    let mut edits: Vec<&Edit> = Vec::new();
    for fix in found.into_iter().filter_map(|wrong| wrong.fix.as_ref()) {
        let fits = |edit: &Edit| text.get(edit.span.range()).is_some();
        let is_free = |edit: &Edit| {
            let apart = |made: &&Edit| {
                made.span.end <= edit.span.start && made.span.start < edit.span.start
                    || edit.span.end <= made.span.start && edit.span.start < made.span.start
            };
            edits.iter().all(apart)
        };
        if fix.edits.iter().all(|edit| fits(edit) && is_free(edit)) {
            edits.extend(&fix.edits);
        }
    }
    edits.sort_by_key(|edit| edit.span);
    let mut mended = text.to_owned();
    for edit in edits.into_iter().rev() {
        mended.replace_range(edit.span.range(), &edit.text);
    }
    mended
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::{
        diagnostic::{Code, Fix},
        source::{Source, Span},
    };

    #[test]
    fn fixes_that_touch_wait_for_the_next_check() {
        let text = "one two three";
        let source = Source {
            name: "unit.md",
            text,
        };
        let offer = |start, end, text: &str| {
            let span = Span::new(start, end);
            Diagnostic::new(Code::UnknownClass, source, span, "").fix(Fix::one("", span, text))
        };
        let found = [
            offer(8, 13, "3"),
            offer(0, 3, "1"),
            offer(2, 5, "lost"),
            offer(0, 0, "lost"),
            offer(7, 7, ","),
            offer(99, 99, "lost"),
        ];
        assert_eq!(mend(text, &found), "1 two, 3");
    }
}
