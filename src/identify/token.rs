//! A text as words, numbers and marks, with what the scanners ask about them: how a word is
//! written, what the lists say of it, whether it opens a sentence, what stands beside it.
//!
//! It decides nothing; it is made once for a text, and every question it answers looks at a
//! bounded number of neighbours, so that a scan stays linear.

use std::ops::Range;

use super::{
    lists::{self, Class},
    sentence,
};

/// How a token is written.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Shape {
    /// A word without capitals: "senior".
    Lower,
    /// A word that begins with a capital and goes on in small letters: "Joan", "McGowan".
    Capitalised,
    /// One capital letter: the "B" of "Mrs B".
    Initial,
    /// Two capitals or more and no small letter: "CQC".
    Capitals,
    /// Digits only.
    Digits,
    /// Letters and digits: "12a", "3rd", "LS1".
    Mixed,
    /// Any one character that is neither letter, digit nor space.
    Mark,
}

/// One word, number or mark.
#[derive(Clone, Copy, Debug)]
pub(super) struct Token {
    /// Where it starts, in bytes.
    pub start: usize,
    /// Where it ends, in bytes.
    pub end: usize,
    /// Where its stem ends, in bytes: before a possessive "'s" or "s'", else the same as `end`.
    pub stem_end: usize,
    /// How it is written.
    pub shape: Shape,
    /// What the lists say of it.
    pub class: Class,
    /// Whether it is the first word of a sentence, line or quotation, where a capital says
    /// nothing.
    pub opens: bool,
    /// The sentence it stands in, counted from 1.
    pub sentence: usize,
}

impl Token {
    /// Whether it ends in a possessive: "Joan's", "James'".
    pub fn is_possessive(&self) -> bool {
        self.stem_end != self.end
    }
}

/// A text and its tokens.
pub(super) struct Tokens<'t> {
    text: &'t str,
    all: Vec<Token>,
    /// Every word that stands in small letters somewhere in the text, sorted.
    in_small_letters: Vec<&'t str>,
}

impl<'t> Tokens<'t> {
    /// Reads a text.
    pub fn of(text: &'t str) -> Self {
        let mut all = split(text);
        sentence::mark(text, &mut all);
        let mut in_small_letters: Vec<&str> = all
            .iter()
            .filter(|t| t.shape == Shape::Lower)
            .filter_map(|t| text.get(t.start..t.stem_end))
            .collect();
        in_small_letters.sort_unstable();
        in_small_letters.dedup();
        Self {
            text,
            all,
            in_small_letters,
        }
    }

    /// The text that was read.
    pub fn text(&self) -> &'t str {
        self.text
    }

    /// How many tokens there are.
    pub fn len(&self) -> usize {
        self.all.len()
    }

    /// The token at a place, if there is one.
    pub fn get(&self, at: usize) -> Option<&Token> {
        self.all.get(at)
    }

    /// The place of the token that starts at a byte.
    pub fn starting_at(&self, byte: usize) -> Option<usize> {
        self.all.binary_search_by_key(&byte, |t| t.start).ok()
    }

    /// How the token at a place is written; a mark beyond either end.
    pub fn shape(&self, at: usize) -> Shape {
        self.get(at).map_or(Shape::Mark, |t| t.shape)
    }

    /// What the lists say of the word at a place.
    pub fn class(&self, at: usize) -> Class {
        self.get(at).map_or(Class::Unknown, |t| t.class)
    }

    /// The word at a place without its possessive; empty beyond the end.
    pub fn word(&self, at: usize) -> &'t str {
        self.get(at)
            .and_then(|t| self.text.get(t.start..t.stem_end))
            .unwrap_or_default()
    }

    /// The token at a place as it stands; empty beyond the end.
    pub fn whole(&self, at: usize) -> &'t str {
        self.get(at)
            .and_then(|t| self.text.get(t.start..t.end))
            .unwrap_or_default()
    }

    /// Whether the token at a place is this one, in capitals or small letters.
    pub fn is(&self, at: usize, wanted: &str) -> bool {
        self.word(at).eq_ignore_ascii_case(wanted)
    }

    /// Whether the token at a place is one of these, in capitals or small letters.
    pub fn is_any(&self, at: usize, wanted: &[&str]) -> bool {
        let found = self.word(at);
        wanted.iter().any(|word| found.eq_ignore_ascii_case(word))
    }

    /// Whether the token at a place is this mark.
    pub fn is_mark(&self, at: usize, mark: char) -> bool {
        let whole = self.whole(at);
        whole.starts_with(mark) && whole.len() == mark.len_utf8()
    }

    /// The bytes from the start of one token to the end of another.
    pub fn bytes(&self, first: usize, last: usize) -> Range<usize> {
        match (self.get(first), self.get(last)) {
            (Some(first), Some(last)) if first.start <= last.end => first.start..last.end,
            _ => 0..0,
        }
    }

    /// What stands between a token and the one before it.
    pub fn gap(&self, at: usize) -> &'t str {
        let from = at.checked_sub(1).and_then(|b| self.get(b)).map(|t| t.end);
        let to = self.get(at).map(|t| t.start);
        match (from, to) {
            (Some(from), Some(to)) => self.text.get(from..to).unwrap_or_default(),
            _ => "",
        }
    }

    /// Whether nothing stands between a token and the one before it.
    pub fn is_glued(&self, at: usize) -> bool {
        at > 0 && at < self.len() && self.gap(at).is_empty()
    }

    /// Whether a token follows the one before it, with nothing but space between them, in the
    /// same line or where an editor wrapped it.
    pub fn follows(&self, at: usize) -> bool {
        at > 0
            && at < self.len()
            && !self.gap(at).is_empty()
            && (!self.gap(at).contains('\n') || !self.opens(at))
    }

    /// The place before, if it holds a word or number of the same sentence that this token
    /// [`follows`](Self::follows).
    pub fn before(&self, at: usize) -> Option<usize> {
        let before = at.checked_sub(1)?;
        let (one, other) = (self.get(before)?, self.get(at)?);
        (one.shape != Shape::Mark && one.sentence == other.sentence && self.follows(at))
            .then_some(before)
    }

    /// Whether the token at a place opens a sentence.
    pub fn opens(&self, at: usize) -> bool {
        self.get(at).is_some_and(|t| t.opens)
    }

    /// Whether this word, given in small letters, is written so somewhere in the text. Names
    /// rarely are, and words that a writer sometimes gives a capital usually are.
    pub fn in_small_letters(&self, word: &str) -> bool {
        self.in_small_letters.binary_search(&word).is_ok()
    }
}

fn is_apostrophe(c: char) -> bool {
    matches!(c, '\'' | '’' | 'ʼ')
}

fn is_word_char(c: char) -> bool {
    c.is_alphanumeric() || lists::is_accent(c)
}

fn split(text: &str) -> Vec<Token> {
    let mut all = Vec::with_capacity(text.len() / 5);
    let mut chars = text.char_indices().peekable();
    while let Some((start, first)) = chars.next() {
        if first.is_whitespace() {
            continue;
        }
        let mut end = start + first.len_utf8();
        if is_word_char(first) {
            let mut last = first;
            while let Some(&(at, c)) = chars.peek() {
                let next = text.get(at + c.len_utf8()..).and_then(|r| r.chars().next());
                let joins = (is_apostrophe(c) || matches!(c, '-' | '‑'))
                    && last.is_alphabetic()
                    && next.is_some_and(char::is_alphabetic);
                if !is_word_char(c) && !joins {
                    break;
                }
                end = at + c.len_utf8();
                last = c;
                chars.next();
            }
        }
        all.push(token(text, start, end));
    }
    all
}

fn token(text: &str, start: usize, end: usize) -> Token {
    let whole = text.get(start..end).unwrap_or_default();
    let stem = whole
        .strip_suffix(['s', 'S'])
        .and_then(|rest| rest.strip_suffix(is_apostrophe))
        .unwrap_or(whole);
    let shape = shape(stem);
    Token {
        start,
        end,
        stem_end: start + stem.len(),
        shape,
        class: match shape {
            Shape::Capitalised | Shape::Capitals => lists::class(stem),
            Shape::Lower => lists::class_in_small_letters(stem),
            Shape::Initial | Shape::Digits | Shape::Mixed | Shape::Mark => Class::Unknown,
        },
        opens: false,
        sentence: 0,
    }
}

fn shape(word: &str) -> Shape {
    let mut letters = 0_usize;
    let (mut digits, mut small, mut starts_large) = (false, false, false);
    for (at, c) in word.char_indices() {
        if c.is_alphabetic() {
            letters += 1;
            small |= c.is_lowercase();
            starts_large |= at == 0 && c.is_uppercase();
        } else if c.is_numeric() {
            digits = true;
        }
    }
    match (digits, letters) {
        (false, 0) => Shape::Mark,
        (true, 0) => Shape::Digits,
        (true, _) => Shape::Mixed,
        (false, 1) if starts_large => Shape::Initial,
        (false, _) if starts_large && small => Shape::Capitalised,
        (false, _) if starts_large => Shape::Capitals,
        // "iPad" and scripts without capitals count as small letters.
        (false, _) => Shape::Lower,
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn words_keep_their_apostrophes_and_hyphens() {
        let tokens = Tokens::of("Joan’s co-worker, O'Brien, is 94-year-old Smith-Jones.");
        let words: Vec<&str> = (0..tokens.len()).map(|at| tokens.whole(at)).collect();
        assert_eq!(
            words,
            [
                "Joan’s",
                "co-worker",
                ",",
                "O'Brien",
                ",",
                "is",
                "94",
                "-",
                "year-old",
                "Smith-Jones",
                "."
            ]
        );
        assert_eq!(tokens.word(0), "Joan");
        assert!(tokens.get(0).unwrap().is_possessive());
    }

    #[test]
    fn shapes_are_told_apart() {
        for (word, wanted) in [
            ("senior", Shape::Lower),
            ("McGowan", Shape::Capitalised),
            ("B", Shape::Initial),
            ("B's", Shape::Initial),
            ("CQC", Shape::Capitals),
            ("1999", Shape::Digits),
            ("12a", Shape::Mixed),
            ("LS1", Shape::Mixed),
            ("?", Shape::Mark),
            ("Siân", Shape::Capitalised),
            ("Sia\u{302}n", Shape::Capitalised),
            ("iPad", Shape::Lower),
        ] {
            assert_eq!(Tokens::of(word).shape(0), wanted, "{word}");
        }
    }

    #[test]
    fn what_stands_before_is_found_only_within_the_sentence() {
        let tokens = Tokens::of("I left. Joan, my friend, came");
        assert_eq!(tokens.before(1), Some(0));
        // "Joan" opens a sentence, and a comma stands before "my".
        assert_eq!(tokens.before(3), None);
        assert_eq!(tokens.before(5), None);
        assert_eq!(tokens.before(6), Some(5));
    }
}
