//! A GIFT file as blocks parted by blank lines, and a block as marks: characters that know whether
//! a backslash took away their meaning, and where they stand.

use crate::source::Span;

/// A character of a block.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) struct Mark {
    /// The character.
    pub c: char,
    /// Whether it was written with a backslash, so that it is a word's and not the format's.
    pub escaped: bool,
    /// Where it stands in the file.
    pub at: usize,
}

/// A comment: what is behind its two strokes, and where.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) struct Comment<'t> {
    pub text: &'t str,
    pub at: usize,
}

/// What stands between blank lines.
#[derive(Debug)]
pub(super) struct Block<'t> {
    pub marks: Vec<Mark>,
    pub comments: Vec<Comment<'t>>,
    /// The whole block in the file, without comments above it.
    pub span: Span,
    /// The line it begins on, from 1.
    pub line: usize,
}

/// How a line begins that changes the category.
pub(super) const CATEGORY: &str = "$CATEGORY:";

/// The blocks of a file. Comments between blocks belong to the one below them, as long as no blank
/// line comes between. A change of the category is a block by itself: people leave out the blank
/// line behind it, and the question there is one all the same.
pub(super) fn blocks(text: &str) -> Vec<Block<'_>> {
    let mut found = Vec::new();
    let mut open: Option<Block<'_>> = None;
    for (number, (start, line)) in lines(text).enumerate() {
        let bare = line.trim();
        if bare.is_empty() {
            found.extend(open.take().filter(|block| !block.marks.is_empty()));
            continue;
        }
        let is_category = bare.starts_with(CATEGORY);
        if is_category {
            found.extend(open.take_if(|block| !block.marks.is_empty()));
        }
        let block = open.get_or_insert_with(|| Block {
            marks: Vec::new(),
            comments: Vec::new(),
            span: Span::at(start),
            line: number + 1,
        });
        if let Some(comment) = bare.strip_prefix("//") {
            let at = start + line.len() - line.trim_start().len() + 2;
            block.comments.push(Comment { text: comment, at });
            continue;
        }
        match block.marks.last() {
            None => {
                let at = start + line.len() - line.trim_start().len();
                block.span = Span::at(at);
                block.line = number + 1;
            }
            Some(last) => {
                let at = last.at + last.c.len_utf8();
                block.marks.push(Mark {
                    c: '\n',
                    escaped: false,
                    at,
                });
            }
        }
        push_marks(line.trim_end(), start, &mut block.marks);
        block.span = Span::new(block.span.start, start + line.trim_end().len());
        if is_category {
            found.extend(open.take());
        }
    }
    found.extend(open.filter(|block| !block.marks.is_empty()));
    found
}

/// The lines of a text with where they begin, whichever system wrote them.
pub(super) fn lines(text: &str) -> impl Iterator<Item = (usize, &str)> {
    let mut rest = Some(0);
    std::iter::from_fn(move || {
        let start = rest?;
        let behind = text.get(start..)?;
        let Some(end) = behind.find(['\n', '\r']) else {
            rest = None;
            return Some((start, behind));
        };
        let width = if behind[end..].starts_with("\r\n") {
            2
        } else {
            1
        };
        rest = Some(start + end + width);
        Some((start, &behind[..end]))
    })
}

/// A backslash takes away the meaning of what is behind it, and makes a line break of an n. Before
/// anything else it is a backslash.
fn push_marks(line: &str, start: usize, marks: &mut Vec<Mark>) {
    let mut rest = line.char_indices().peekable();
    while let Some((at, c)) = rest.next() {
        let at = start + at;
        let next = rest.peek().map(|(_, c)| *c);
        let (c, escaped) = match (c, next) {
            ('\\', Some(next @ (':' | '#' | '=' | '{' | '}' | '~' | '\\'))) => {
                rest.next();
                (next, true)
            }
            ('\\', Some('n')) => {
                rest.next();
                ('\n', true)
            }
            (c, _) => (c, false),
        };
        marks.push(Mark { c, escaped, at });
    }
}

/// The place of the first mark of a sign of the format's.
pub(super) fn find(marks: &[Mark], sign: &str) -> Option<usize> {
    let signs: Vec<char> = sign.chars().collect();
    let is_here = |window: &[Mark]| {
        let mut pairs = window.iter().zip(&signs);
        pairs.all(|(mark, sign)| mark.c == *sign && !mark.escaped)
    };
    marks.windows(signs.len()).position(is_here)
}

/// The same from the end.
pub(super) fn find_last(marks: &[Mark], sign: &str) -> Option<usize> {
    let mut last = None;
    let mut from = 0;
    while let Some(at) = find(marks.get(from..).unwrap_or_default(), sign) {
        last = Some(from + at);
        from += at + 1;
    }
    last
}

/// Marks without blanks at their ends. Line breaks that were written with a backslash are words.
pub(super) fn trim(marks: &[Mark]) -> &[Mark] {
    let is_blank = |mark: &&Mark| mark.c.is_whitespace() && !mark.escaped;
    let start = marks.iter().take_while(is_blank).count();
    let rest = marks.get(start..).unwrap_or_default();
    let end = rest.iter().rev().take_while(is_blank).count();
    rest.get(..rest.len() - end).unwrap_or_default()
}

/// What the marks say.
pub(super) fn said(marks: &[Mark]) -> String {
    marks.iter().map(|mark| mark.c).collect()
}

/// Where the marks stand.
pub(super) fn span(marks: &[Mark]) -> Span {
    match (marks.first(), marks.last()) {
        (Some(first), Some(last)) => Span::new(first.at, last.at + last.c.len_utf8()),
        _ => Span::default(),
    }
}
