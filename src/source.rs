//! A text an author wrote, and places in it.
//!
//! It knows nothing of Markdown: a span is bytes, a position is what a person counts.

use std::ops::Range;

use serde::{Deserialize, Serialize};

/// A file's name, as the author knows it, and its text.
#[derive(Clone, Copy, Debug)]
pub struct Source<'a> {
    /// The path within the pack, such as `carer-partnerships.md`.
    pub name: &'a str,
    /// The whole text.
    pub text: &'a str,
}

/// Why a file’s bytes are no text that can be read.
#[derive(Clone, Debug, PartialEq, Eq, thiserror::Error)]
pub enum NotText {
    /// They are UTF-16.
    #[error(
        "it is UTF-16, which Windows programs call Unicode and PowerShell’s > writes \
         (Out-File -Encoding utf8 does not)"
    )]
    Wide,
    /// Something in this line is not UTF-8.
    #[error("line {0} holds something else")]
    Line(usize),
}

/// The text of a file. Editors on Windows put a mark before a text in UTF-8; it is none of the
/// author's words, so no text has it here.
///
/// # Errors
/// The bytes are not UTF-8.
pub fn text_of(bytes: Vec<u8>) -> Result<String, NotText> {
    let mut text = String::from_utf8(bytes).map_err(|wrong| match wrong.as_bytes() {
        [0xff, 0xfe, ..] | [0xfe, 0xff, ..] => NotText::Wide,
        bytes => {
            let before = &bytes[..wrong.utf8_error().valid_up_to()];
            NotText::Line(1 + before.iter().filter(|byte| **byte == b'\n').count())
        }
    })?;
    if text.starts_with('\u{feff}') {
        text.remove(0);
    }
    Ok(text)
}

/// A stretch of a source: byte offsets on character boundaries, the end not included.
#[derive(
    Clone, Copy, Debug, Default, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize,
)]
pub struct Span {
    /// Where it begins.
    pub start: usize,
    /// Where it ends; never before the start.
    pub end: usize,
}

impl Span {
    /// The span from `start` to `end`; empty at `start` where `end` would lie before it.
    pub fn new(start: usize, end: usize) -> Self {
        Self {
            start,
            end: end.max(start),
        }
    }

    /// An empty span.
    pub fn at(offset: usize) -> Self {
        Self::new(offset, offset)
    }

    /// The span as a range of bytes.
    pub fn range(self) -> Range<usize> {
        self.start..self.end
    }

    /// The text it covers; nothing where it does not lie in `text`.
    pub fn of(self, text: &str) -> &str {
        text.get(self.range()).unwrap_or_default()
    }

    /// The first place of `needle` within this span of `text`, or the whole span without one.
    pub fn find(self, text: &str, needle: &str) -> Self {
        match self.of(text).find(needle) {
            Some(at) => Self::new(self.start + at, self.start + at + needle.len()),
            None => self,
        }
    }

    /// The first place of `needle` within what is left of this span, which is then taken off it.
    /// Looking for many things in the order in which they stand passes over the text once.
    pub fn find_next(&mut self, text: &str, needle: &str) -> Self {
        match self.of(text).find(needle) {
            Some(at) => {
                let found = Self::new(self.start + at, self.start + at + needle.len());
                self.start = found.end;
                found
            }
            None => *self,
        }
    }

    /// The span less the line breaks and blanks at its end.
    pub fn trimmed(self, text: &str) -> Self {
        Self::new(self.start, self.start + self.of(text).trim_end().len())
    }

    /// The first line it covers.
    pub fn first_line(self, text: &str) -> Self {
        let length = self.of(text).lines().next().map_or(0, str::len);
        Self::new(self.start, self.start + length).trimmed(text)
    }
}

impl From<Range<usize>> for Span {
    fn from(range: Range<usize>) -> Self {
        Self::new(range.start, range.end)
    }
}

/// A place as an editor counts it: both from 1, columns in characters.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub struct Position {
    /// The line, from 1.
    pub line: usize,
    /// The column, from 1, in Unicode scalar values.
    pub column: usize,
}

impl Position {
    /// The position of a byte offset; an offset past the end or inside a character counts as the
    /// nearest boundary before it.
    pub fn of(text: &str, offset: usize) -> Self {
        let mut offset = offset.min(text.len());
        while !text.is_char_boundary(offset) {
            offset -= 1;
        }
        let before = &text[..offset];
        let line_start = before.rfind('\n').map_or(0, |at| at + 1);
        Self {
            line: before.bytes().filter(|b| *b == b'\n').count() + 1,
            column: before[line_start..].chars().count() + 1,
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn positions_count_as_an_editor_does() {
        let text = "né\nb";
        for (offset, line, column) in [
            (0, 1, 1),
            (1, 1, 2),
            (2, 1, 2),
            (3, 1, 3),
            (4, 2, 1),
            (5, 2, 2),
            (99, 2, 2),
        ] {
            assert_eq!(
                Position::of(text, offset),
                Position { line, column },
                "at {offset}"
            );
        }
    }

    #[test]
    fn a_text_is_read_without_the_mark_that_windows_puts_before_it() {
        assert_eq!(
            text_of(b"\xef\xbb\xbf+++\n".to_vec()),
            Ok("+++\n".to_owned())
        );
        assert_eq!(text_of("né".into()), Ok("né".to_owned()));
        assert_eq!(text_of(b"\xff\xfe+\0".to_vec()), Err(NotText::Wide));
        assert_eq!(text_of(b"\xfe\xff\0+".to_vec()), Err(NotText::Wide));
        assert_eq!(text_of(b"a\nn\xefve".to_vec()), Err(NotText::Line(2)));
    }
}
