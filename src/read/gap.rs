//! The gaps in a question's stem.

use super::{options::MAX_OPTIONS, question::alternatives, reader::Reader};
use crate::{
    diagnostic::{Code, Fix},
    id::OptionId,
    normal::one_line,
    prose::{Piece, Prose},
    question::{Blank, Gap, GapKind},
    source::Span,
};

impl Reader<'_> {
    /// Takes the gaps out of a stem's words.
    pub fn gaps(&mut self, stem: &mut Prose, mut span: Span, heading: Span) -> Gap {
        let mut gap = Gap::default();
        let mut pieces = Vec::with_capacity(stem.0.len());
        for piece in std::mem::take(&mut stem.0) {
            match piece {
                Piece::Text(text) if text.contains('[') => {
                    self.gaps_in(&text, &mut span, &mut gap, &mut pieces)
                }
                piece => pieces.push(piece),
            }
        }
        stem.0 = pieces;
        if gap.blanks.is_empty() {
            self.wrong(
                Code::WrongShape,
                heading,
                "the question has no gaps",
                "write `[[answer|also accepted]]` for typing, `[[=right|wrong]]` for choosing",
            );
        }
        gap
    }

    /// Takes the gaps out of some words. `span` is where the words still to come stand.
    fn gaps_in(&mut self, text: &str, span: &mut Span, gap: &mut Gap, pieces: &mut Vec<Piece>) {
        let mut rest = text;
        while let Some((before, after)) = rest.split_once("[[") {
            self.single_brackets(before, span);
            let Some((inner, behind)) = after.split_once("]]") else {
                self.open_gap(span);
                break;
            };
            // The closing brackets are the next gap's.
            if let Some(next) = inner.rfind("[[") {
                self.open_gap(span);
                let (words, others) = rest.split_at(before.len() + 2 + next);
                pieces.push(Piece::Text(words.into()));
                rest = others;
                continue;
            }
            if !before.is_empty() {
                pieces.push(Piece::Text(before.into()));
            }
            let place = self.gap_place(inner, span);
            match blank(inner, place) {
                Some(blank) if gap.blank(&blank.id).is_some() => {
                    self.wrong(
                        Code::DuplicateOption,
                        place,
                        "another gap has the same answers",
                        "make them differ, or turn one of them into words",
                    );
                    pieces.push(Piece::Text(blank.answer().into()));
                }
                Some(blank) if gap.blanks.len() >= MAX_OPTIONS => {
                    self.wrong(
                        Code::TooFewOrMany,
                        place,
                        format!("more than {MAX_OPTIONS} gaps are not read"),
                        "part the question in two",
                    );
                    pieces.push(Piece::Text(blank.answer().into()));
                }
                Some(blank) => {
                    pieces.push(Piece::Gap(blank.id.clone()));
                    gap.blanks.push(blank);
                }
                None => {
                    self.wrong(
                        Code::BadGap,
                        place,
                        "this gap has no answer, or no wrong one to choose",
                        "write `[[answer]]`, or `[[=right|wrong]]`",
                    );
                }
            }
            rest = behind;
        }
        self.single_brackets(rest, span);
        if !rest.is_empty() {
            pieces.push(Piece::Text(rest.into()));
        }
    }
}

impl Reader<'_> {
    /// Where a gap stands, which is then taken off what is left. A sign behind a backslash, or written as an
    /// entity, reads otherwise than it stands there.
    fn gap_place(&self, inner: &str, span: &mut Span) -> Span {
        let text = self.source.text;
        let written = format!("[[{inner}]]");
        if span.of(text).contains(&written) {
            return span.find_next(text, &written);
        }
        let open = span.find_next(text, "[[");
        let close = span.find_next(text, "]]");
        Span::new(open.start, close.end)
    }

    /// Tells of a gap whose words do not go on to its end.
    fn open_gap(&mut self, span: &mut Span) {
        let open = span.find_next(self.source.text, "[[");
        let behind = self.text(*span);
        let inner = behind.split_once("]]").map(|(inner, _)| inner);
        match inner.filter(|inner| !inner.contains("[[") && !inner.contains("\n\n")) {
            Some(inner) => {
                let place = Span::new(open.start, open.end + inner.len() + 2);
                span.start = place.end;
                let message = "this gap holds more than plain words on one line";
                let help = "take marks, links and line breaks out of it; bold or slanting goes around it: \
                            `*[[answer]]*`";
                self.wrong(Code::BadGap, place, message, help);
            }
            None => {
                let message = "this gap is not closed";
                let help = "close it with `]]` in the same paragraph";
                self.wrong(Code::BadGap, open, message, help);
            }
        }
    }

    /// Tells of answers that stand in one bracket: they would be shown.
    fn single_brackets(&mut self, words: &str, span: &mut Span) {
        let closed = words
            .split('[')
            .skip(1)
            .filter_map(|behind| behind.split_once(']'));
        for (inner, behind) in closed.filter(|(inner, _)| inner.contains('|')) {
            let closing = if behind.starts_with(']') { "]]" } else { "]" };
            let place = span.find_next(self.source.text, &format!("[{inner}{closing}"));
            let fix = Fix::one("Write two brackets", place, format!("[[{inner}]]"));
            let help = format!("write two brackets: `[[{inner}]]`");
            let told = self.wrong(
                Code::BadGap,
                place,
                "this is no gap, and learners would read it",
                help,
            );
            told.fix = Some(fix);
        }
    }
}

fn blank(inner: &str, span: Span) -> Option<Blank> {
    let id: OptionId = Reader::option_id(&one_line(inner));
    let kind = match inner.trim().strip_prefix('=') {
        Some(choices) => {
            let mut choices = alternatives(choices).into_iter();
            let right = choices.next()?;
            let wrong: Vec<String> = choices.collect();
            if wrong.is_empty() {
                return None;
            }
            GapKind::Chosen { right, wrong }
        }
        None => {
            let accepted = alternatives(inner);
            if accepted.is_empty() {
                return None;
            }
            GapKind::Typed { accepted }
        }
    };
    Some(Blank { id, kind, span })
}
