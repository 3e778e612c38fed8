//! The bytes of a bank as text: UTF-8, UTF-16 that says so in its first bytes, and what XML says that
//! it is, where it is not UTF-8 all the same: files are saved anew and go on saying what they were.

/// A text, and the place of the first thing in it that is no text, which stands there as `U+FFFD`.
pub fn decoded(bytes: &[u8]) -> (String, Option<usize>) {
    match bytes {
        [0xff, 0xfe, rest @ ..] => wide(rest, u16::from_le_bytes),
        [0xfe, 0xff, rest @ ..] => wide(rest, u16::from_be_bytes),
        _ => match str::from_utf8(bytes) {
            Ok(text) => (text.to_owned(), None),
            Err(_) if says_western(bytes) => {
                (bytes.iter().map(|byte| western(*byte)).collect(), None)
            }
            Err(wrong) => {
                let text = String::from_utf8_lossy(bytes).into_owned();
                (text, Some(wrong.valid_up_to()))
            }
        },
    }
}

fn wide(bytes: &[u8], unit: fn([u8; 2]) -> u16) -> (String, Option<usize>) {
    let pairs = bytes.chunks_exact(2);
    let half = !pairs.remainder().is_empty();
    let units = pairs.map(|pair| unit([pair[0], pair[1]]));
    let mut text = String::with_capacity(bytes.len());
    let mut bad = None;
    for read in char::decode_utf16(units) {
        if read.is_err() {
            bad = bad.or(Some(text.len()));
        }
        text.push(read.unwrap_or(char::REPLACEMENT_CHARACTER));
    }
    if half {
        bad = bad.or(Some(text.len()));
        text.push(char::REPLACEMENT_CHARACTER);
    }
    (text, bad)
}

/// Whether XML says in its first line that it is in the letters of Western Europe, a byte each.
fn says_western(bytes: &[u8]) -> bool {
    let Some(end) = bytes.iter().take(200).position(|byte| *byte == b'>') else {
        return false;
    };
    let line = String::from_utf8_lossy(&bytes[..end]).to_lowercase();
    let named = line
        .split_once("encoding")
        .filter(|_| line.starts_with("<?xml"))
        .map(|(_, named)| named.trim_start_matches([' ', '=', '"', '\'']));
    named.is_some_and(|named| {
        let all = ["iso-8859-1", "latin1", "windows-1252", "cp1252", "us-ascii"];
        all.iter().any(|name| {
            let behind = named.strip_prefix(name);
            behind.is_some_and(|behind| behind.starts_with(['"', '\'']))
        })
    })
}

/// A byte of Windows-1252, as browsers read ISO 8859-1 too.
fn western(byte: u8) -> char {
    const SIGNS: &str = "€\u{81}‚ƒ„…†‡ˆ‰Š‹Œ\u{8d}Ž\u{8f}\u{90}‘’“”•–—˜™š›œ\u{9d}žŸ";
    match byte {
        0x80..=0x9f => SIGNS
            .chars()
            .nth(usize::from(byte - 0x80))
            .unwrap_or('\u{fffd}'),
        byte => char::from(byte),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_says_what_it_is_is_read_so() {
        let text = "Où est Zoë? “Ici” 😀";
        let units: Vec<u16> = text.encode_utf16().collect();
        let little = units.iter().flat_map(|unit| unit.to_le_bytes());
        let little: Vec<u8> = [0xff, 0xfe].into_iter().chain(little).collect();
        let big = units.iter().flat_map(|unit| unit.to_be_bytes());
        let big: Vec<u8> = [0xfe, 0xff].into_iter().chain(big).collect();
        for bytes in [text.as_bytes(), &little, &big] {
            assert_eq!(decoded(bytes), (text.to_owned(), None));
        }
        let western = b"<?xml version='1.0' encoding='ISO-8859-1'?><p>Zo\xeb \x93so\x94</p>";
        assert!(decoded(western).0.ends_with("<p>Zoë “so”</p>"));
        assert_eq!(decoded(western).1, None);
    }

    #[test]
    fn what_is_no_text_is_named_with_its_place() {
        assert_eq!(decoded(b"Zo\xeb!"), ("Zo\u{fffd}!".to_owned(), Some(2)));
        assert_eq!(
            decoded(&[0xff, 0xfe, b'a', 0, b'b']),
            ("a\u{fffd}".to_owned(), Some(1))
        );
        assert_eq!(
            decoded(&[0xff, 0xfe, b'a', 0, 0, 0xd8]),
            ("a\u{fffd}".to_owned(), Some(1))
        );
        let other = b"<?xml version='1.0' encoding='KOI8-R'?><p>\xc4\xc1</p>";
        assert_eq!(decoded(other).1, Some(42));
    }
}
