//! Hashes of texts, and how they are written: in hexadecimal digits, all of them or the first few.

use sha2::{Digest, Sha256};

/// The hash of several texts. The length of each parts it from the next, so that nothing can move from
/// one to the other unseen.
pub fn of_all<'t>(texts: impl IntoIterator<Item = &'t str>) -> [u8; 32] {
    let mut hash = Sha256::new();
    for text in texts {
        hash.update((text.len() as u64).to_be_bytes());
        hash.update(text);
    }
    hash.finalize().into()
}

/// The first bytes of a text's hash, in hexadecimal: enough to tell a few texts apart.
pub fn short(text: &str, bytes: usize) -> String {
    let hash = Sha256::digest(text);
    hex(hash.get(..bytes).unwrap_or(&hash))
}

/// Bytes in hexadecimal digits, in lower case.
pub fn hex(bytes: &[u8]) -> String {
    let mut buffer = vec![0; bytes.len() * 2];
    hex_in(bytes, &mut buffer).to_owned()
}

/// The same without an allocation, in a buffer with room for two digits a byte.
pub fn hex_in<'b>(bytes: &[u8], buffer: &'b mut [u8]) -> &'b str {
    const DIGITS: &[u8; 16] = b"0123456789abcdef";
    for (pair, byte) in buffer.chunks_exact_mut(2).zip(bytes) {
        pair[0] = DIGITS[usize::from(byte >> 4)];
        pair[1] = DIGITS[usize::from(byte & 15)];
    }
    // The digits above are ASCII.
    std::str::from_utf8(buffer).unwrap_or_default()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn bytes_are_written_in_digits() {
        assert_eq!(hex(&[]), "");
        assert_eq!(hex(&[0, 9, 10, 0xab, 0xff]), "00090aabff");
    }

    /// The hash of “abc” that the standard itself gives (FIPS 180-2, appendix B.1).
    #[test]
    fn a_text_is_known_by_the_first_digits_of_its_hash() {
        assert_eq!(short("abc", 4), "ba7816bf");
        assert_eq!(short("abc", 40).len(), 64);
    }

    #[test]
    fn nothing_moves_from_one_text_to_the_next_unseen() {
        assert_ne!(of_all(["ab", "c"]), of_all(["a", "bc"]));
        assert_ne!(of_all(["ab"]), of_all(["ab", ""]));
    }
}
