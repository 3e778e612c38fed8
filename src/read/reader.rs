//! What reading a unit carries along: the source, its blocks, the ids seen, what was wrong.

use std::{borrow::Cow, cell::OnceCell, collections::BTreeMap, str::FromStr};

use sha2::{Digest, Sha256};

use super::unasked;
use crate::{
    block::Document,
    diagnostic::{Code, Diagnostic},
    id::{BadId, OptionId},
    normal::{self, one_line},
    prose::Piece,
    source::{Source, Span},
};

/// The state of reading one file.
pub(super) struct Reader<'a> {
    pub source: Source<'a>,
    pub document: &'a Document<'a>,
    pub diagnostics: Vec<Diagnostic>,
    /// Every heading's id, and where it was first used.
    pub ids: BTreeMap<String, Span>,
    /// The numbers of footnotes, from 1 in the order in which they are first referred to.
    pub notes: BTreeMap<String, u32>,
    /// Headings that ask nothing, over answers, with the class that each probably lacks.
    pub unasked: BTreeMap<usize, &'static str>,
    /// Where each line ends, for messages that name one.
    lines: OnceCell<Vec<usize>>,
}

impl<'a> Reader<'a> {
    pub fn new(source: Source<'a>, document: &'a Document<'a>) -> Self {
        Self {
            source,
            document,
            diagnostics: Vec::new(),
            ids: BTreeMap::new(),
            notes: BTreeMap::new(),
            unasked: unasked::find(document),
            lines: OnceCell::new(),
        }
    }

    /// Tells what is wrong, and how to mend it. What is returned can still be given a fix.
    pub fn wrong(
        &mut self,
        code: Code,
        span: Span,
        message: impl Into<String>,
        help: impl Into<String>,
    ) -> &mut Diagnostic {
        self.diagnostics
            .push(Diagnostic::new(code, self.source, span, message).help(help));
        let last = self.diagnostics.len() - 1;
        &mut self.diagnostics[last]
    }

    /// The source at a span.
    pub fn text(&self, span: Span) -> &'a str {
        span.of(self.source.text)
    }

    /// The number of the footnote with this name, from 1.
    pub fn note_number(&mut self, name: &str) -> u32 {
        if let Some(number) = self.notes.get(name) {
            return *number;
        }
        let number = u32::try_from(self.notes.len()).unwrap_or(u32::MAX - 1) + 1;
        self.notes.insert(name.to_owned(), number);
        number
    }

    /// The line of a byte offset, from 1.
    pub fn line_of(&self, offset: usize) -> usize {
        let breaks = || self.source.text.match_indices('\n').map(|(at, _)| at);
        let lines = self.lines.get_or_init(|| breaks().collect());
        lines.partition_point(|end| *end < offset) + 1
    }

    /// A mark that leads to the footnote of this name.
    pub fn note_mark(&mut self, name: &str) -> Piece {
        let first = !self.notes.contains_key(name);
        Piece::Note {
            number: self.note_number(name),
            first,
        }
    }

    /// Reads an id, telling what is wrong with it.
    pub fn id<I: FromStr<Err = BadId>>(&mut self, text: &str, span: Span) -> Option<I> {
        match text.parse() {
            Ok(id) => Some(id),
            Err(wrong) => {
                let proposed = crate::id::propose(text);
                self.wrong(
                    Code::BadId,
                    span,
                    wrong.to_string(),
                    format!("write `{proposed}` instead"),
                );
                None
            }
        }
    }

    /// The id of an option: a hash of its source text on [`one_line`], before terms are put in.
    pub fn option_id(source_line: &str) -> OptionId {
        // Editors write é in one character or in two.
        let folded: Cow<'_, str> = match source_line.is_ascii() {
            true => source_line.into(),
            false => normal::canonical(source_line).into(),
        };
        let hash = Sha256::digest(folded.as_bytes());
        let six_bytes = hash.iter().take(6);
        let number = six_bytes.fold(0, |number: u64, byte| number << 8 | u64::from(*byte));
        format!("o{number:012x}")
            .parse()
            .unwrap_or_else(|_| unreachable!("hexadecimal digits are an id"))
    }
}

/// The id of an option whose words are written so.
pub(crate) fn option_id(source_line: &str) -> OptionId {
    Reader::option_id(&one_line(source_line))
}
