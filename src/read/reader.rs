//! What reading a unit carries along: the source, its blocks, the ids seen, what was wrong.

use std::{collections::BTreeMap, str::FromStr};

use sha2::{Digest, Sha256};
use unicode_normalization::UnicodeNormalization;

use crate::{
    block::Document,
    diagnostic::{Code, Diagnostic},
    id::{BadId, OptionId},
    prose::Piece,
    source::{Source, Span},
};

/// The state of reading one file.
pub(super) struct Reader<'a> {
    pub source: Source<'a>,
    pub document: Document<'a>,
    pub diagnostics: Vec<Diagnostic>,
    /// Every heading's id, and where it was first used.
    pub ids: BTreeMap<String, Span>,
    /// The numbers of footnotes, from 1 in the order in which they are first referred to.
    pub notes: BTreeMap<String, u32>,
    /// Where each line ends, for messages that name one.
    lines: Vec<usize>,
}

impl<'a> Reader<'a> {
    pub fn new(source: Source<'a>) -> Self {
        Self {
            source,
            document: Document::parse(source.text),
            diagnostics: Vec::new(),
            ids: BTreeMap::new(),
            notes: BTreeMap::new(),
            lines: source.text.match_indices('\n').map(|(at, _)| at).collect(),
        }
    }

    /// Tells that something is wrong. What is returned can still be given a help and a fix.
    pub fn wrong(&mut self, code: Code, span: Span, message: impl Into<String>) -> &mut Diagnostic {
        self.diagnostics
            .push(Diagnostic::new(code, self.source, span, message));
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
        self.lines.partition_point(|end| *end < offset) + 1
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
                let diagnostic = self.wrong(Code::BadId, span, wrong.to_string());
                diagnostic.help = Some(format!("write `{proposed}` instead"));
                None
            }
        }
    }

    /// The id of an option: a hash of its source text, before terms are put in.
    pub fn option_id(source_text: &str) -> OptionId {
        let folded = source_text.split_whitespace().collect::<Vec<_>>().join(" ");
        // Editors write é in one character or in two.
        let folded: String = folded.nfc().collect();
        let hash = Sha256::digest(folded.as_bytes());
        let mut id = String::from("o");
        for byte in hash.iter().take(6) {
            id.push_str(&format!("{byte:02x}"));
        }
        id.parse()
            .unwrap_or_else(|_| unreachable!("hexadecimal digits are an id"))
    }
}
