//! A question for a word or a few, and how words are compared.

use super::{
    Response,
    entry::{Answer, Entry},
};
use crate::normal;

/// A question for a word or a few. A known answer is all the ways to say it.
pub type Short = Entry<Vec<String>>;

impl Answer for Vec<String> {
    type Typed = String;

    fn typed(text: &str) -> Option<String> {
        Some(fold_text(text))
    }

    fn fits(&self, typed: &String) -> bool {
        self.iter().any(|text| fold_text(text) == *typed)
    }

    fn response(typed: String) -> Response {
        Response::Short(typed)
    }

    fn to_type(all: &[&Self]) -> impl Iterator<Item = String> {
        all.iter().copied().flatten().cloned()
    }
}

/// A text as it is compared: trimmed, inner space folded to one blank, case folded, Unicode
/// normalised, curly quotes and dashes as straight ones.
pub fn fold_text(text: &str) -> String {
    let mut folded = String::with_capacity(text.len());
    for c in normal::folded_case(&normal::compatible(text)).chars() {
        if !c.is_whitespace() {
            folded.push(normal::straight(c));
        } else if !folded.is_empty() && !folded.ends_with(' ') {
            folded.push(' ');
        }
    }
    folded.truncate(folded.trim_end().len());
    normal::canonical(&folded)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn texts_are_compared_without_their_dress() {
        for (a, b) in [
            ("  Care   Plan ", "care plan"),
            ("carer’s", "carer's"),
            ("one–to–one", "one-to-one"),
            ("Cafe\u{301}", "café"),
            ("STRASSE", "straße"),
            ("ΦΩΣ", "φως"),
        ] {
            assert_eq!(fold_text(a), fold_text(b));
        }
        assert_ne!(fold_text("carers"), fold_text("carer's"));
    }
}
