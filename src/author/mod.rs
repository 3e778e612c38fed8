//! Help for people who write units: a question as a form, what a toolbar puts in, a scenario as a
//! picture, problems by line.
//!
//! Everything here takes a text and gives edits of it; none changes anything by itself, so that
//! an editor can show, undo and refuse.

pub mod graph;
pub mod insert;
pub mod place;
pub mod problems;
pub mod question;
pub mod start;

use crate::{diagnostic::Edit, source::Span};

/// The one edit that makes one text of another, as small as it gets.
pub fn edit_between(old: &str, new: &str) -> Edit {
    let mut start = old
        .bytes()
        .zip(new.bytes())
        .take_while(|(a, b)| a == b)
        .count();
    while !(old.is_char_boundary(start) && new.is_char_boundary(start)) {
        start -= 1;
    }
    let (old_rest, new_rest) = (&old[start..], &new[start..]);
    let mut same = old_rest
        .bytes()
        .rev()
        .zip(new_rest.bytes().rev())
        .take_while(|(a, b)| a == b)
        .count();
    while !(old_rest.is_char_boundary(old_rest.len() - same)
        && new_rest.is_char_boundary(new_rest.len() - same))
    {
        same -= 1;
    }
    Edit {
        span: Span::new(start, old.len() - same),
        text: new_rest[..new_rest.len() - same].to_owned(),
    }
}

/// The text with an edit made; unchanged where the edit does not lie in it.
pub fn with_edit(text: &str, edit: &Edit) -> String {
    let mut new = text.to_owned();
    if text.get(edit.span.range()).is_some() {
        new.replace_range(edit.span.range(), &edit.text);
    }
    new
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::*;

    proptest! {
        #[test]
        fn one_edit_makes_one_text_of_another(old in "[aé🙂\n]{0,8}", new in "[aé🙂\n]{0,8}") {
            let edit = edit_between(&old, &new);
            prop_assert_eq!(with_edit(&old, &edit), new);
        }
    }
}
