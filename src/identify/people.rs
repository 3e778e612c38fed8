//! The people of one text: which letter stands for whom ("Mrs Brown" becomes "Mrs A" wherever
//! she is named, and the next person B), and which names no list has have been met in it.
//!
//! The letters say nothing about the names: an initial that is somebody's own is a clue.

use std::collections::{BTreeMap, BTreeSet};

use super::{
    Finding, Kind, lists, person,
    token::{Shape, Tokens},
};

/// Who is named in a text.
pub(super) struct People {
    /// Letters that the writer already uses ("Mrs B"), which must not come to mean two people.
    taken: [bool; 26],
    letters: BTreeMap<String, String>,
    next: usize,
    /// Words of names that the first reading found and no list has.
    met: BTreeSet<String>,
}

impl People {
    /// Nobody yet, with letters that do not clash with single capitals already in a text.
    pub fn of(tokens: &Tokens) -> Self {
        let mut taken = [false; 26];
        for at in 0..tokens.len() {
            // "I" and "A" are words too, and take no letter away unless a title stands before.
            let letter = tokens.word(at);
            let is_word = matches!(letter, "A" | "I") && !person::is_after_polite_title(tokens, at);
            if tokens.shape(at) == Shape::Initial
                && !is_word
                && let Some(slot) = letter.bytes().next().and_then(index)
                && let Some(taken) = taken.get_mut(slot)
            {
                *taken = true;
            }
        }
        Self {
            taken,
            letters: BTreeMap::new(),
            next: 0,
            met: BTreeSet::new(),
        }
    }

    /// Remembers the names that were found in the company of a title, a relation or another
    /// name, so that they are known where they stand alone. Says whether there are any.
    pub fn meet(&mut self, tokens: &Tokens, findings: &[Finding]) -> bool {
        for finding in findings.iter().filter(|f| f.kind == Kind::Name) {
            let words = (tokens
                .starting_at(finding.range.start)
                .into_iter()
                .flat_map(|at| at..))
            .take_while(|&at| tokens.get(at).is_some_and(|t| t.start < finding.range.end));
            for at in words {
                if tokens.shape(at) == Shape::Capitalised
                    && !tokens.class(at).is_first_name()
                    && !person::is_unlikely_name(tokens, at)
                {
                    self.met.insert(lists::fold(tokens.word(at)));
                }
            }
        }
        !self.met.is_empty()
    }

    /// Whether this word has been met as part of a name.
    pub fn have(&self, word: &str) -> bool {
        !self.met.is_empty() && self.met.contains(&lists::fold(word))
    }

    /// The letter for a name: the same one each time, and another for each name. After Z comes
    /// A2.
    pub fn letter(&mut self, name: &str) -> String {
        let name = lists::fold(name);
        if let Some(letter) = self.letters.get(&name) {
            return letter.clone();
        }
        while self.taken.get(self.next) == Some(&true) {
            self.next += 1;
        }
        let letter = char::from(b'A' + u8::try_from(self.next % 26).unwrap_or_default());
        let letter = match self.next / 26 {
            0 => letter.to_string(),
            round => format!("{letter}{}", round + 1),
        };
        self.next += 1;
        self.letters.insert(name, letter.clone());
        letter
    }
}

fn index(letter: u8) -> Option<usize> {
    letter
        .is_ascii_uppercase()
        .then(|| usize::from(letter - b'A'))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_letter_is_kept_for_a_name_and_taken_from_nobody() {
        let tokens = Tokens::of("A friend and I told Mrs B. Mr C came.");
        let mut people = People::of(&tokens);
        let given: Vec<String> = ["Brown", "Green", "BROWN", "Hill"]
            .iter()
            .map(|name| people.letter(name))
            .collect();
        assert_eq!(given, ["A", "D", "A", "E"]);
    }

    #[test]
    fn letters_do_not_run_out() {
        let mut people = People::of(&Tokens::of(""));
        let given: std::collections::BTreeSet<String> = (0..60)
            .map(|n| people.letter(&format!("name {n}")))
            .collect();
        assert_eq!(given.len(), 60);
        assert!(given.contains("A") && given.contains("A2") && given.contains("A3"));
    }
}
