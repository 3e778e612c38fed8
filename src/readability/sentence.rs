//! Where sentences begin and end, and what counts as a word.

use std::ops::Range;

/// One sentence of a text.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Sentence {
    /// Where it stands in the text, in bytes, with its marks and without the space around it.
    pub range: Range<usize>,
    /// How many words it has: one or more.
    pub words: usize,
}

/// Words whose full stop ends no sentence.
const ABBREVIATED: [&str; 12] = [
    "mr", "mrs", "ms", "dr", "st", "prof", "rev", "vs", "cf", "e.g", "i.e", "no",
];

/// The sentences of a plain text, in its order. A line break ends one, and so does a full
/// stop, question mark or exclamation mark with a space after it, unless a small letter follows.
pub fn sentences(text: &str) -> Vec<Sentence> {
    let mut found = Vec::new();
    let mut start = 0;
    let mut rest = text.char_indices().peekable();
    // Gone through once, because what follows a mark may stand far behind it.
    let letters = text.char_indices().filter(|(_, c)| c.is_alphanumeric());
    let mut letters = letters.peekable();
    while let Some((at, c)) = rest.next() {
        if !matches!(c, '.' | '!' | '?' | '…' | '\n') {
            continue;
        }
        let mut end = at + c.len_utf8();
        while let Some((at, c)) = rest.next_if(|&(_, c)| closes(c)) {
            end = at + c.len_utf8();
        }
        while letters.next_if(|(at, _)| *at < end).is_some() {}
        let [next, letter] = [rest.peek(), letters.peek()].map(|next| next.map(|(_, c)| *c));
        let before = text.get(start..at).unwrap_or_default();
        if c == '\n' || ends(before, c, next, letter) {
            found.extend(sentence(text, start..end));
            start = end;
        }
    }
    found.extend(sentence(text, start..text.len()));
    found
}

/// What may stand between the end of a sentence and the next space.
fn closes(c: char) -> bool {
    matches!(
        c,
        '.' | '!' | '?' | '…' | '”' | '’' | '"' | '\'' | ')' | ']'
    )
}

/// Whether a mark ends the sentence before it, where this stands next and this letter follows.
fn ends(before: &str, mark: char, next: Option<char>, letter: Option<char>) -> bool {
    if !next.is_none_or(char::is_whitespace) {
        return false;
    }
    let goes_on = letter.is_some_and(char::is_lowercase);
    let word = before
        .rsplit(|c: char| c.is_whitespace() || c == '(')
        .next()
        .unwrap_or_default();
    let is_short = mark == '.' && ABBREVIATED.iter().any(|a| a.eq_ignore_ascii_case(word));
    !goes_on && !is_short
}

fn sentence(text: &str, range: Range<usize>) -> Option<Sentence> {
    let whole = text.get(range.clone())?;
    let trimmed = whole.trim_start();
    let start = range.end - trimmed.len();
    let words = words(trimmed).count();
    (words > 0).then(|| Sentence {
        range: start..start + trimmed.trim_end().len(),
        words,
    })
}

/// The words of a sentence: what stands between spaces and has a letter or a digit.
pub(super) fn words(sentence: &str) -> impl Iterator<Item = &str> {
    sentence
        .split_whitespace()
        .filter(|word| word.chars().any(char::is_alphanumeric))
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::*;

    #[test]
    fn sentences_end_where_a_reader_stops() {
        for (text, wanted) in [
            (
                "One. Two! Three? Four",
                vec!["One.", "Two!", "Three?", "Four"],
            ),
            (
                "At 9.30 we met. All came.",
                vec!["At 9.30 we met.", "All came."],
            ),
            (
                "Ask Mr. Green, e.g. by phone.",
                vec!["Ask Mr. Green, e.g. by phone."],
            ),
            (
                "“Is it late?” she asked. “No.”",
                vec!["“Is it late?” she asked.", "“No.”"],
            ),
            (
                "A heading\nA line. And more…",
                vec!["A heading", "A line.", "And more…"],
            ),
            ("Wait… what?", vec!["Wait… what?"]),
            (
                "Really?! Yes (he said so.) Then go.",
                vec!["Really?!", "Yes (he said so.)", "Then go."],
            ),
            (" . – \n\n", vec![]),
        ] {
            let found: Vec<&str> = sentences(text)
                .into_iter()
                .map(|sentence| &text[sentence.range])
                .collect();
            assert_eq!(found, wanted, "{text}");
        }
    }

    #[test]
    fn marks_alone_are_no_words() {
        assert_eq!(
            words("We – she and I – met at 9.30, well-rested.").count(),
            8
        );
    }

    proptest! {
        #[test]
        fn sentences_are_in_order_and_keep_every_word(text in "(\\PC|[.!? \na”])*") {
            let found = sentences(&text);
            let mut end = 0;
            for sentence in &found {
                prop_assert!(sentence.range.start >= end);
                prop_assert_eq!(words(&text[sentence.range.clone()]).count(), sentence.words);
                end = sentence.range.end;
            }
        }
    }
}
