//! A question's body: the stem, the list or table that its kind calls for, and what is said
//! to responses.

use pulldown_cmark::{Event, Tag};

use super::{
    heading::Heading,
    options::{MAX_OPTIONS, RawItem},
    reader::Reader,
};
use crate::{
    block::Stretch,
    diagnostic::Code,
    id::{SectionId, StepId},
    nation::Nations,
    pack::Fillings,
    question::{
        Amount, Choice, ChoiceOption, Interaction, Item, Kind, KnownAnswer, Label, Match, Multiple,
        Number, Order, Pair, Question, Rate, Short,
    },
    score::Points,
    source::Span,
};

/// Which block holds a kind's answers.
enum Shape {
    TaskList,
    OrderedList,
    Table,
    /// The stem itself, or nothing.
    None,
}

fn shape(kind: Kind) -> Shape {
    match kind {
        Kind::Single | Kind::Multiple | Kind::Number | Kind::Short => Shape::TaskList,
        Kind::Order | Kind::Rate => Shape::OrderedList,
        Kind::Match => Shape::Table,
        Kind::Gap | Kind::Reflect => Shape::None,
    }
}

impl Reader<'_> {
    /// Reads the body of a question.
    #[expect(
        clippy::too_many_arguments,
        reason = "what a heading already told is not read again"
    )]
    pub fn question(
        &mut self,
        heading: &Heading,
        id: &SectionId,
        kind: Kind,
        nations: Nations,
        body: Stretch,
        span: Span,
        steps: &[StepId],
    ) -> Question {
        let points = self.number(heading, "points", 1..=100).unwrap_or(1);
        let shuffle = self.word(heading, "shuffle", &[("no", false), ("yes", true)], true);
        let all = self.word(
            heading,
            "scoring",
            &[("all", true), ("parts", false)],
            false,
        );
        let criteria = self.criteria(heading);
        let answers = self.answers(kind, &body, heading.span);
        let (stem_end, rest) = match answers {
            Some(at) => (at, self.document.end(at)),
            None => {
                let at = self.trailing_quotes(&body);
                (at, at)
            }
        };
        let mut stem = self.prose(body.start..stem_end);
        let items = |reader: &mut Self| answers.map_or_else(Vec::new, |at| reader.items(at, steps));
        let interaction = match kind {
            Kind::Single => {
                let items = items(self);
                Interaction::Single(self.choice(items))
            }
            Kind::Multiple => {
                let items = items(self);
                Interaction::Multiple(Multiple {
                    choice: self.choice(items),
                    all_or_nothing: all,
                })
            }
            Kind::Order => {
                let items = items(self).into_iter().map(|raw| Item {
                    id: raw.id,
                    text: raw.text,
                    span: raw.span,
                });
                Interaction::Order(Order {
                    items: items.collect(),
                })
            }
            Kind::Rate => {
                let labels = items(self).into_iter().map(|raw| Label {
                    id: raw.id,
                    text: raw.text,
                    span: raw.span,
                });
                Interaction::Rate(Rate {
                    labels: labels.collect(),
                })
            }
            Kind::Match => {
                Interaction::Match(answers.map_or_else(Match::default, |at| self.pairs(at)))
            }
            Kind::Gap => {
                let gap = self.gaps(
                    &mut stem,
                    self.document.span(body.start..stem_end),
                    heading.span,
                );
                Interaction::Gap(gap)
            }
            Kind::Number => {
                let items = items(self);
                let number = Number {
                    known: self.amounts(items),
                };
                self.out_of_reach(number.out_of_reach().into_iter().map(|known| known.span));
                Interaction::Number(number)
            }
            Kind::Short => {
                let items = items(self);
                let short = Short {
                    known: self.texts(items),
                };
                self.out_of_reach(short.out_of_reach().into_iter().map(|known| known.span));
                Interaction::Short(short)
            }
            Kind::Reflect => Interaction::Reflect,
        };
        let discussion = self.discussion(rest..body.end, steps);
        Question {
            id: id.clone().into(),
            title: heading.title.clone(),
            stem,
            points: Points::whole(points),
            shuffle,
            criteria,
            nations,
            interaction,
            discussion,
            span,
            heading: heading.span,
        }
    }

    /// The last block of the shape that the kind's answers have.
    fn answers(&mut self, kind: Kind, body: &Stretch, heading: Span) -> Option<usize> {
        let is_list = |at: usize| self.is_task_list(at);
        let found = self.document.siblings(body.clone()).filter(|(at, node)| {
            match (&node.event, shape(kind)) {
                (Event::Start(Tag::List(None)), Shape::TaskList) => is_list(*at),
                (Event::Start(Tag::List(Some(_))), Shape::OrderedList) => true,
                (Event::Start(Tag::Table(_)), Shape::Table) => true,
                _ => false,
            }
        });
        let found = found.map(|(at, _)| at).last();
        let (message, help) = match (found, shape(kind)) {
            (Some(_), _) | (None, Shape::None) => return found,
            (None, Shape::TaskList) => (
                "the question has no list of answers",
                "write a list of `- [x] right` and `- [ ] wrong` answers",
            ),
            (None, Shape::OrderedList) => (
                "the question has no numbered list",
                "write a list of `1.` `2.` `3.` lines",
            ),
            (None, Shape::Table) => (
                "the question has no table of pairs",
                "write a table of two columns, each row a right pair",
            ),
        };
        self.wrong(Code::WrongShape, heading, message).help = Some(help.to_owned());
        None
    }

    fn is_task_list(&self, list: usize) -> bool {
        self.document
            .nodes(self.document.inside(list))
            .iter()
            .any(|node| matches!(node.event, Event::TaskListMarker(_)))
    }

    /// Where the quotations at the end of a body begin.
    fn trailing_quotes(&self, body: &Stretch) -> usize {
        let mut start = body.end;
        let mut places: Vec<_> = self.document.siblings(body.clone()).collect();
        while let Some((at, node)) = places.pop() {
            match node.event {
                Event::Start(Tag::BlockQuote(None)) => start = at,
                _ => break,
            }
        }
        start
    }

    /// Tells of headings where a question or criterion does not have them.
    pub fn no_headings(&mut self, body: Stretch) {
        let spans: Vec<Span> = self
            .document
            .siblings(body)
            .filter(|(_, node)| matches!(node.event, Event::Start(Tag::Heading { .. })))
            .map(|(_, node)| node.span.trimmed(self.source.text))
            .collect();
        for span in spans {
            self.wrong(Code::MisplacedHeading, span, "a heading inside a question")
                .help = Some(
                "end the question first: give this heading as many # signs as the question has"
                    .to_owned(),
            );
        }
    }

    fn choice(&mut self, items: Vec<RawItem>) -> Choice {
        let mut options = Vec::new();
        for raw in items {
            let Some(right) = self.tick(&raw) else {
                continue;
            };
            self.check_caution(&raw);
            let RawItem {
                id,
                text,
                feedback,
                span,
                ..
            } = raw;
            options.push(ChoiceOption {
                id,
                text,
                right,
                feedback,
                span,
            });
        }
        Choice { options }
    }

    fn tick(&mut self, raw: &RawItem) -> Option<bool> {
        if raw.ticked.is_none() {
            self.wrong(
                Code::WrongShape,
                raw.span,
                "this does not say whether it is right",
            )
            .help =
                Some("begin it with `[x]` if it is right and with `[ ]` if it is not".to_owned());
        }
        raw.ticked
    }

    fn amounts(&mut self, items: Vec<RawItem>) -> Vec<KnownAnswer<Amount>> {
        let mut known = Vec::new();
        for raw in items {
            let Some(right) = self.tick(&raw) else {
                continue;
            };
            self.check_caution(&raw);
            match raw.words.parse::<Amount>() {
                Ok(answer) => known.push(KnownAnswer {
                    id: raw.id,
                    answer,
                    right,
                    feedback: raw.feedback,
                    span: raw.span,
                }),
                Err(wrong) => {
                    self.wrong(Code::BadNumber, raw.span, wrong.to_string())
                        .help = Some(
                        "write the number first, then `± 2` for what is near enough, then its unit"
                            .to_owned(),
                    );
                }
            }
        }
        known
    }

    fn texts(&mut self, items: Vec<RawItem>) -> Vec<KnownAnswer<Vec<String>>> {
        let mut known = Vec::new();
        for raw in items {
            let Some(right) = self.tick(&raw) else {
                continue;
            };
            self.check_caution(&raw);
            let text = raw.text.text(&Fillings::default());
            let answer = alternatives(&text);
            if answer.is_empty() || raw.text.fillings().next().is_some() {
                self.wrong(Code::WrongShape, raw.span, "nobody can type this answer")
                    .help = Some(
                    "write plain words; the pack's own words cannot be part of them".to_owned(),
                );
                continue;
            }
            known.push(KnownAnswer {
                id: raw.id,
                answer,
                right,
                feedback: raw.feedback,
                span: raw.span,
            });
        }
        known
    }

    fn out_of_reach(&mut self, spans: impl Iterator<Item = Span>) {
        for span in spans {
            self.wrong(
                Code::DuplicateOption,
                span,
                "lines above take every answer that this is for",
            )
            .help = Some("put it above them, or take it out".to_owned());
        }
    }

    /// A table of two columns to pairs.
    fn pairs(&mut self, table: usize) -> Match {
        let mut matching = Match::default();
        let rows: Vec<(usize, bool)> = self
            .document
            .siblings(self.document.inside(table))
            .map(|(at, node)| (at, matches!(node.event, Event::Start(Tag::TableHead))))
            .collect();
        for (row, head) in rows.into_iter().take(MAX_OPTIONS + 1) {
            let span = self
                .document
                .node(row)
                .map_or(Span::default(), |node| node.span);
            let cells: Vec<Stretch> = self
                .document
                .siblings(self.document.inside(row))
                .map(|(at, _)| self.document.inside(at))
                .collect();
            let [left, right] = cells.as_slice() else {
                let span = span.trimmed(self.source.text);
                self.wrong(
                    Code::WrongShape,
                    span,
                    format!("this row has {} cells, not two", cells.len()),
                )
                .help = Some("a table of pairs has two columns".to_owned());
                // Every row has as many cells as the first: once is enough.
                break;
            };
            if head {
                matching.left_title = self.prose(left.clone());
                matching.right_title = self.prose(right.clone());
                continue;
            }
            let (left_text, left_words, left) = self.words_of_item(left.clone());
            let (right_text, right_words, right) = self.words_of_item(right.clone());
            if left_words.is_empty() || right_words.is_empty() {
                let span = span.trimmed(self.source.text);
                self.wrong(Code::WrongShape, span, "a side of this pair is empty")
                    .help = Some("write both sides, or take the row out".to_owned());
            } else if matching
                .pairs
                .iter()
                .any(|pair| pair.right != right && pair.right_text == right_text)
            {
                self.wrong(
                    Code::DuplicateOption,
                    span.trimmed(self.source.text),
                    "this right side has the words of another, and another id",
                )
                .help = Some("make them differ, or take the ids away".to_owned());
            } else if matching
                .pairs
                .iter()
                .any(|pair| pair.left == left || pair.left_text == left_text)
            {
                self.wrong(
                    Code::DuplicateOption,
                    span,
                    "this left side stands in another row too",
                )
                .help = Some("each left side has one right side; make them differ".to_owned());
            } else {
                matching.pairs.push(Pair {
                    left,
                    left_text,
                    right,
                    right_text,
                    span,
                });
            }
        }
        matching
    }
}

/// The answers that a bar parts.
pub(super) fn alternatives(text: &str) -> Vec<String> {
    let texts = text
        .split('|')
        .map(str::trim)
        .filter(|text| !text.is_empty());
    texts.map(str::to_owned).collect()
}
