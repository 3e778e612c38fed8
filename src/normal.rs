//! Unicode normalisation (UAX #15): one spelling for texts that look the same.
//!
//! Every browser has the tables for it, which would be a tenth of what a phone fetches of the
//! program. So there it is the browser that normalises, and the crate everywhere else; the
//! standard allows them no difference in characters that both know.

#[cfg(target_arch = "wasm32")]
pub use crate::ui::normal::{canonical, compatible};

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
    fn each_text_has_one_spelling() {
        for (text, nfc, nfkc) in EXAMPLES {
            assert_eq!(canonical(text), nfc, "{text:?}");
            assert_eq!(compatible(text), nfkc, "{text:?}");
        }
    }
}
