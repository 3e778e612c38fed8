//! The lists that the scanners look words up in: first names, and words that are no name
//! though a care worker may give them a capital.
//!
//! The long lists are plain text files, sorted by bytes, one word a line, so that anybody can
//! add a word. They are searched where they lie: nothing is built at start.

use crate::normal;

/// First names that are no other word: "Joan".
const FIRST_NAMES: &str = include_str!("lists/first-names.txt");

/// First names that are also words, plants mostly: "Rose". A capital tells them inside a
/// sentence, and nothing does at its start.
const WORD_NAMES: &str = include_str!("lists/word-names.txt");

/// Words that are no name of a person, home or ward: everyday words, roles, law, bodies,
/// nations, tools, medicines, conditions. Possessives stand without their ending, and a plural
/// is found by its singular.
const ORDINARY: &str = include_str!("lists/ordinary.txt");

/// First names that care workers write with a capital in another sense too (months, virtues,
/// places): names only where something else in the sentence says so.
const DOUBTFUL_NAMES: &str = include_str!("lists/doubtful-names.txt");

/// People and things known to the whole field: naming them identifies nobody in a learner's
/// care. Two or three words each.
const PUBLIC: &str = include_str!("lists/public.txt");

/// What somebody can be to a learner or to the person she supports.
const RELATIONS: &str = include_str!("lists/relations.txt");

/// Words that lead to a noun.
pub(super) const DETERMINERS: [&str; 20] = [
    "the", "a", "an", "this", "these", "those", "each", "every", "any", "some", "no", "another",
    "my", "your", "his", "her", "its", "our", "their", "whose",
];

/// Words before a place.
pub(super) const WHERE: [&str; 14] = [
    "in", "at", "on", "from", "to", "near", "outside", "inside", "along", "down", "off", "of",
    "around", "into",
];

/// What the lists say of a word.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Class {
    /// A first name that is no other word.
    PlainName,
    /// A first name that is a word as well.
    WordName,
    /// A first name that is written with a capital in another sense as well.
    DoubtfulName,
    /// A word that names nobody.
    Ordinary,
    /// A word on no list.
    Unknown,
}

impl Class {
    /// Whether it is on a list of first names.
    pub fn is_first_name(self) -> bool {
        match self {
            Self::PlainName | Self::WordName | Self::DoubtfulName => true,
            Self::Ordinary | Self::Unknown => false,
        }
    }
}

/// What the lists say of a word with a capital.
pub(super) fn class(word: &str) -> Class {
    let word = fold(word);
    if let Some(name) = class_of_name(&word) {
        name
    } else if word
        .split_once('-')
        .is_some_and(|(one, other)| class_of_name(one).and(class_of_name(other)).is_some())
    {
        // "Anne-Marie", and no plant or month is doubled.
        Class::PlainName
    } else if is_ordinary(&word) {
        Class::Ordinary
    } else {
        Class::Unknown
    }
}

fn class_of_name(word: &str) -> Option<Class> {
    if holds(DOUBTFUL_NAMES, word) {
        Some(Class::DoubtfulName)
    } else if holds(WORD_NAMES, word) {
        Some(Class::WordName)
    } else if holds(FIRST_NAMES, word) {
        Some(Class::PlainName)
    } else {
        None
    }
}

/// What the lists say of a word in small letters: only the plainest of names is still one.
pub(super) fn class_in_small_letters(word: &str) -> Class {
    if word.len() > 3 && holds(FIRST_NAMES, word) {
        Class::PlainName
    } else {
        Class::Unknown
    }
}

/// Endings of long words that are no names: "Communication", "Awareness".
const ENDINGS: [&str; 20] = [
    "able", "ally", "ance", "ence", "ful", "ible", "ical", "ician", "ism", "ity", "ive", "less",
    "ment", "ness", "ology", "ous", "pist", "ship", "sion", "tion",
];

/// The shortest word that is judged by its ending: shorter ones are names too ("Clive").
const LONG_WORD: usize = 8;

/// Whether a word in small letters names nobody: it is on the list, or is built as such words
/// are. Of a compound, every part must be.
pub(super) fn is_ordinary(word: &str) -> bool {
    let is_built =
        |word: &str| word.len() >= LONG_WORD && ENDINGS.iter().any(|ending| word.ends_with(ending));
    let listed = |part: &str| {
        let one = part.strip_suffix('s').unwrap_or(part);
        holds(ORDINARY, part) || holds(ORDINARY, one) || is_built(part) || is_built(one)
    };
    listed(word) || (word.contains('-') && word.split('-').all(listed))
}

/// Whether a word says what somebody is to somebody: "daughter", "GP".
pub(super) fn is_relation(word: &str) -> bool {
    if word.bytes().any(|b| b.is_ascii_uppercase()) {
        holds(RELATIONS, &fold(word))
    } else {
        holds(RELATIONS, word)
    }
}

/// How many words at the start of these make the name of somebody or something public; 0 if
/// none do.
pub(super) fn public_words<'t>(mut words: impl Iterator<Item = &'t str>) -> usize {
    let mut phrase = words.next().map(fold).unwrap_or_default();
    for (more, word) in words.take(2).enumerate() {
        phrase.push(' ');
        phrase.push_str(&fold(word));
        if holds(PUBLIC, &phrase) {
            return more + 2;
        }
    }
    0
}

/// A word in small letters, with straight apostrophes and without accents: Zoë is Zoe, in however
/// many pieces her ë was typed.
pub(super) fn fold(word: &str) -> String {
    // Nearly every word, and several times faster.
    if word.is_ascii() {
        return word.to_ascii_lowercase();
    }
    normal::decomposed(word)
        .chars()
        .filter(|c| !is_accent(*c))
        .flat_map(char::to_lowercase)
        .map(|c| if matches!(c, '’' | 'ʼ') { '\'' } else { c })
        .collect()
}

/// Whether a character only belongs to the letter before it.
pub(super) fn is_accent(c: char) -> bool {
    ('\u{300}'..='\u{36f}').contains(&c)
}

/// Whether a sorted list of lines holds this one: a binary search over bytes that moves back to
/// the start of the line it falls in.
fn holds(list: &str, wanted: &str) -> bool {
    let bytes = list.as_bytes();
    let (mut low, mut high) = (0, bytes.len());
    while low < high {
        let middle = low + (high - low) / 2;
        let before = bytes.get(low..middle).unwrap_or_default();
        let start = before
            .iter()
            .rposition(|&b| b == b'\n')
            .map_or(low, |at| low + at + 1);
        let rest = bytes.get(start..high).unwrap_or_default();
        let length = rest.iter().position(|&b| b == b'\n').unwrap_or(rest.len());
        let line = rest.get(..length).unwrap_or_default();
        match line.cmp(wanted.as_bytes()) {
            std::cmp::Ordering::Equal => return !wanted.is_empty(),
            std::cmp::Ordering::Less => low = start + length + 1,
            std::cmp::Ordering::Greater => high = start,
        }
    }
    false
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn every_list_is_sorted_without_repeats() {
        for list in [
            FIRST_NAMES,
            WORD_NAMES,
            DOUBTFUL_NAMES,
            ORDINARY,
            PUBLIC,
            RELATIONS,
        ] {
            let lines: Vec<&str> = list.lines().collect();
            for pair in lines.windows(2) {
                assert!(pair[0] < pair[1], "{pair:?} is out of order");
            }
            for line in &lines {
                assert!(holds(list, line), "{line:?} is not found");
                assert_eq!(*line, fold(line));
            }
            assert!(!list.contains('\r'));
        }
    }

    #[test]
    fn no_name_is_on_two_lists() {
        for name in DOUBTFUL_NAMES.lines() {
            assert!(!holds(WORD_NAMES, name), "{name}");
        }
        for name in DOUBTFUL_NAMES.lines().chain(WORD_NAMES.lines()) {
            assert!(!holds(FIRST_NAMES, name), "{name}");
        }
        for name in WORD_NAMES.lines().chain(FIRST_NAMES.lines()) {
            assert!(!holds(ORDINARY, name), "{name} is a name and ordinary");
        }
    }

    #[test]
    fn what_is_not_listed_is_not_found() {
        for word in ["", "a\nb", "\n", "aaaa", "zzzz", "joa", "joann"] {
            assert!(!holds(FIRST_NAMES, word), "{word:?}");
        }
    }

    #[test]
    fn words_are_told_apart() {
        for (word, wanted) in [
            ("JOAN", Class::PlainName),
            ("Siân", Class::PlainName),
            ("Anne-Marie", Class::PlainName),
            ("Rose", Class::WordName),
            ("Hope", Class::DoubtfulName),
            ("Managers", Class::Ordinary),
            ("Person-Centred", Class::Ordinary),
            ("Reminiscence", Class::Ordinary),
            ("Activities", Class::Ordinary),
            ("Oluwadamilare", Class::Unknown),
        ] {
            assert_eq!(class(word), wanted, "{word}");
        }
        assert_eq!(class_in_small_letters("joan"), Class::PlainName);
        assert_eq!(class_in_small_letters("rose"), Class::Unknown);
        assert!(is_relation("GP") && is_relation("Daughter") && !is_relation("chair"));
    }

    #[test]
    fn the_public_are_known_by_their_whole_name() {
        let count = |text: &str| public_words(text.split(' '));
        assert_eq!(count("Tom Kitwood wrote"), 2);
        assert_eq!(count("Bob the Builder"), 3);
        assert_eq!(count("Tom Smith wrote"), 0);
        assert_eq!(count("Tom"), 0);
    }
}
