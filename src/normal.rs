//! Unicode normalisation (UAX #15), case and blanks: one spelling for texts that look the same.
//!
//! Every browser has the tables for it, which would be a tenth of what a phone fetches of the
//! program. So there it is the browser that normalises, and the crate everywhere else; the
//! standard allows them no difference in characters that both know.

#[cfg(target_arch = "wasm32")]
pub use crate::ui::normal::{canonical, compatible, decomposed, folded_case};

/// The canonical spelling (NFC): é is one character, not two.
#[cfg(not(target_arch = "wasm32"))]
pub fn canonical(text: &str) -> String {
    unicode_normalization::UnicodeNormalization::nfc(text).collect()
}

/// The compatible spelling (NFKC): ﬁ is fi as well, and ² is 2.
#[cfg(not(target_arch = "wasm32"))]
pub fn compatible(text: &str) -> String {
    unicode_normalization::UnicodeNormalization::nfkc(text).collect()
}

/// The spelling in parts (NFD): é is e and the accent behind it.
#[cfg(not(target_arch = "wasm32"))]
pub fn decomposed(text: &str) -> String {
    unicode_normalization::UnicodeNormalization::nfd(text).collect()
}

/// Every letter in the case in which letters are compared, whatever stands around it.
#[cfg(not(target_arch = "wasm32"))]
pub fn folded_case(text: &str) -> String {
    // Upper case first: it is what ß and ss, σ and ς have in common.
    let folded = |c: char| c.to_uppercase().flat_map(char::to_lowercase);
    text.chars().flat_map(folded).collect()
}

/// A text with every run of blanks and line breaks as one blank, and none around it.
pub fn one_line(text: &str) -> String {
    let mut line = String::with_capacity(text.len());
    for word in text.split_whitespace() {
        if !line.is_empty() {
            line.push(' ');
        }
        line.push_str(word);
    }
    line
}

/// A mark as a plain keyboard types it: curly quotes and every dash as the straight ones.
pub fn straight(mark: char) -> char {
    match mark {
        '‘' | '’' | '‛' | '′' => '\'',
        '“' | '”' | '„' | '″' => '"',
        '‐' | '‑' | '‒' | '–' | '—' | '―' | '−' => '-',
        mark => mark,
    }
}

/// Texts as their letters are compared, for the tests here and in a browser.
#[doc(hidden)]
pub const CASES: [(&str, &str); 5] = [
    ("Care Plan 2", "care plan 2"),
    ("STRASSE Straße", "strasse strasse"),
    ("ΣΟΦΟΣ σοφός", "σοφοσ σοφόσ"),
    ("Éire ÀÉÎ", "éire àéî"),
    ("İı ŉ", "i\u{307}i ʼn"),
];

/// Texts with their canonical and their compatible spelling, for the tests here and in a browser.
#[doc(hidden)]
pub const EXAMPLES: [(&str, &str, &str); 5] = [
    ("plain", "plain", "plain"),
    ("e\u{301}", "\u{e9}", "\u{e9}"),
    ("\u{fb01}ne x\u{b2}", "\u{fb01}ne x\u{b2}", "fine x2"),
    ("\u{212b}", "\u{c5}", "\u{c5}"),
    (
        "\u{ff21}\u{3000}\u{1100}\u{1161}",
        "\u{ff21}\u{3000}\u{ac00}",
        "A \u{ac00}",
    ),
];

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn an_accent_stands_behind_its_letter() {
        assert_eq!(decomposed("t\u{177}"), "ty\u{302}");
    }

    #[test]
    fn letters_are_compared_in_one_case() {
        for (text, folded) in CASES {
            assert_eq!(folded_case(text), folded, "{text:?}");
        }
    }

    #[test]
    fn a_text_is_put_on_one_line() {
        for (text, line) in [("", ""), (" \n ", ""), (" a\tb \u{a0}\n c\n", "a b c")] {
            assert_eq!(one_line(text), line, "{text:?}");
        }
    }

    #[test]
    fn each_text_has_one_spelling() {
        for (text, nfc, nfkc) in EXAMPLES {
            assert_eq!(canonical(text), nfc, "{text:?}");
            assert_eq!(compatible(text), nfkc, "{text:?}");
            assert_eq!(canonical(&decomposed(text)), nfc, "{text:?}");
        }
    }
}
