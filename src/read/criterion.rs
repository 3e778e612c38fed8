//! A criterion's heading and body: its number, verb and text, and the points an answer covers.

use std::collections::BTreeSet;

use pulldown_cmark::{Event, Tag};

use super::{
    heading::Heading,
    options::{lead_of, without_lead},
    reader::Reader,
};
use crate::{
    block::Stretch,
    criterion::{Criterion, CriterionKind, Point},
    diagnostic::Code,
    id::SectionId,
    level::Level,
    nation::Nations,
    prose::{Piece, Prose},
    source::Span,
    verb::Verb,
};

impl Reader<'_> {
    /// Reads the body of a criterion.
    pub fn criterion(
        &mut self,
        heading: &Heading,
        id: &SectionId,
        nations: Nations,
        unit_level: Level,
        body: Stretch,
        span: Span,
    ) -> Criterion {
        let kinds = [
            ("knowledge", CriterionKind::Knowledge),
            ("skill", CriterionKind::Skill),
        ];
        let kind = self.word(heading, "kind", &kinds, CriterionKind::Knowledge);
        let level = self
            .number(heading, "level", 1..=8)
            .and_then(|n| Level::new(u8::try_from(n).ok()?).ok());
        let (reference, text) = self.reference(heading);
        let first = text.pieces().iter().find_map(|piece| match piece {
            Piece::Text(text) => text.split_whitespace().next(),
            _ => None,
        });
        let verb = first.and_then(Verb::of_word);
        if verb.is_none() {
            let first = first.unwrap_or_default();
            self.wrong(
                Code::NoCommandVerb,
                heading.span,
                format!("`{first}` is not a command verb"),
                "begin the criterion with a verb such as Describe, Explain or Demonstrate",
            );
        }
        self.no_headings(body.clone());
        let (guidance, points) = self.points(heading, body);
        Criterion {
            id: id.clone().into(),
            reference,
            verb,
            text,
            level: level.unwrap_or(unit_level),
            kind,
            guidance,
            points,
            nations,
            span,
            heading: heading.span,
        }
    }

    /// Parts `3.2 Explain …` into its number and its text.
    fn reference(&mut self, heading: &Heading) -> (String, Prose) {
        let mut text = heading.title.clone();
        let numbered = text.0.first_mut().and_then(|piece| match piece {
            Piece::Text(words) => {
                let (number, rest) = words.split_once(char::is_whitespace)?;
                let is_number = number.starts_with(|c: char| c.is_ascii_digit())
                    && number
                        .chars()
                        .all(|c| c.is_ascii_alphanumeric() || c == '.');
                is_number.then(|| {
                    (
                        number.trim_end_matches('.').to_owned(),
                        rest.trim_start().to_owned(),
                    )
                })
            }
            _ => None,
        });
        match (numbered, text.0.first_mut()) {
            (Some((number, rest)), Some(first)) => {
                *first = Piece::Text(rest.into());
                (number, text)
            }
            _ => {
                self.wrong(
                    Code::NoReference,
                    heading.span,
                    "the criterion has no number",
                    "begin the heading with it: `## 3.2 Explain …`",
                );
                (String::new(), text)
            }
        }
    }

    fn points(&mut self, heading: &Heading, body: Stretch) -> (Prose, Vec<Point>) {
        let list = self
            .document
            .siblings(body.clone())
            .filter(|(_, node)| matches!(node.event, Event::Start(Tag::List(_))))
            .map(|(at, _)| at)
            .last();
        let Some(list) = list else {
            let help = "say what a sufficient answer covers, in a list: `- **Knowledge.** What carers \
                        know …`";
            let message = "the criterion has no points";
            self.wrong(Code::NoPoints, heading.span, message, help);
            return (self.prose(body), Vec::new());
        };
        let guidance = self.prose(body.start..list);
        let places: Vec<(usize, Span)> = self
            .document
            .siblings(self.document.inside(list))
            .map(|(at, node)| (at, node.span.trimmed(self.source.text)))
            .collect();
        let mut points: Vec<Point> = Vec::new();
        let mut leads = BTreeSet::new();
        for (at, span) in places {
            let prose = self.prose(self.document.inside(at));
            match lead_of(&prose) {
                Some(lead) if !leads.insert(lead.clone()) => {
                    self.wrong(
                        Code::DuplicatePoint,
                        span,
                        format!("another point is called “{lead}”"),
                        "a point is known by its bold words; make them differ",
                    );
                }
                Some(lead) => points.push(Point {
                    lead,
                    text: without_lead(prose),
                    span,
                }),
                None => {
                    self.wrong(
                        Code::PointWithoutLead,
                        span.first_line(self.source.text),
                        "this point has no name",
                        "begin it with bold words: `- **Knowledge.** …`",
                    );
                }
            }
        }
        let after = self.document.end(list)..body.end;
        let strays: Vec<Span> = self
            .document
            .siblings(after)
            .map(|(_, node)| node.span)
            .collect();
        for span in strays {
            self.stray(span);
        }
        (guidance, points)
    }
}
