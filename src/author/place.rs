//! Places in a text as a browser counts them: in UTF-16 code units. Ours are bytes.

use crate::source::Span;

/// The byte at which a number of UTF-16 code units ends: the nearest character boundary before
/// it, and the end of the text past it.
pub fn byte_of(text: &str, units: usize) -> usize {
    let mut seen = 0;
    for (at, c) in text.char_indices() {
        seen += c.len_utf16();
        if seen > units {
            return at;
        }
    }
    text.len()
}

/// How many UTF-16 code units stand before a byte.
pub fn units_of(text: &str, byte: usize) -> usize {
    let mut at = byte.min(text.len());
    while !text.is_char_boundary(at) {
        at -= 1;
    }
    text[..at].chars().map(char::len_utf16).sum()
}

/// The bytes that a line covers, without its break; the last line for a number beyond it.
pub fn line_span(text: &str, line: usize) -> Span {
    let mut start = 0;
    for (at, found) in text.split_inclusive('\n').enumerate() {
        let bare = found.trim_end_matches(['\n', '\r']).len();
        if at + 1 == line {
            return Span::new(start, start + bare);
        }
        start += found.len();
    }
    Span::at(text.len())
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn places_go_both_ways() {
        let text = "aé🙂\nb";
        for (byte, units) in [(0, 0), (1, 1), (3, 2), (7, 4), (8, 5), (9, 6)] {
            assert_eq!(units_of(text, byte), units);
            assert_eq!(byte_of(text, units), byte);
        }
        assert_eq!(
            byte_of(text, 3),
            3,
            "inside a character counts as before it"
        );
        assert_eq!(units_of(text, 99), 6);
        assert_eq!(line_span(text, 2).of(text), "b");
        assert_eq!(line_span("a\r\nb\r\n", 1).of("a\r\nb\r\n"), "a");
    }
}
