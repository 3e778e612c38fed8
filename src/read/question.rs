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
        Amount, Answer, Choice, ChoiceOption, Entry, Interaction, Item, Kind, KnownAnswer, Label,
        Match, Multiple, Order, Pair, Question, Rate,
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

/// What the heading of a question has told already.
pub(super) struct Asked<'h> {
    pub heading: &'h Heading,
    pub id: &'h SectionId,
    pub kind: Kind,
    pub nations: Nations,
    /// The steps that an answer may lead to.
    pub steps: &'h [StepId],
    /// The whole question.
    pub span: Span,
}

impl Reader<'_> {
    /// Reads the body of a question.
    pub fn question(&mut self, asked: &Asked<'_>, body: Stretch) -> Question {
        self.no_headings(body.clone());
        let heading = asked.heading;
        let points = self.number(heading, "points", 1..=100).unwrap_or(1);
        let shuffle = self.word(heading, "shuffle", &[("no", false), ("yes", true)], true);
        let all_or_nothing = self.word(
            heading,
            "scoring",
            &[("all", true), ("parts", false)],
            false,
        );
        let criteria = self.criteria(heading);
        let answers = self.answers(asked.kind, &body, heading.span);
        let (stem_end, rest) = match answers {
            Some(at) => (at, self.document.end(at)),
            None => {
                let at = self.trailing_quotes(&body);
                (at, at)
            }
        };
        let mut stem = self.prose(body.start..stem_end);
        let items = match (answers, shape(asked.kind)) {
            (Some(list), Shape::TaskList | Shape::OrderedList) => self.items(list, asked.steps),
            _ => Vec::new(),
        };
        let interaction = match asked.kind {
            Kind::Single => Interaction::Single(self.choice(items)),
            Kind::Multiple => Interaction::Multiple(Multiple {
                choice: self.choice(items),
                all_or_nothing,
            }),
            Kind::Order => Interaction::Order(order(items)),
            Kind::Rate => Interaction::Rate(rate(items)),
            Kind::Match => {
                Interaction::Match(answers.map_or_else(Match::default, |at| self.pairs(at)))
            }
            Kind::Gap => {
                let span = self.document.span(body.start..stem_end);
                Interaction::Gap(self.gaps(&mut stem, span, heading.span))
            }
            Kind::Number => Interaction::Number(self.entry(items, Self::amount)),
            Kind::Short => Interaction::Short(self.entry(items, Self::ways)),
            Kind::Reflect => Interaction::Reflect,
        };
        let discussion = self.discussion(rest..body.end, asked.steps);
        Question {
            id: asked.id.clone().into(),
            title: heading.title.clone(),
            stem,
            points: Points::whole(points),
            shuffle,
            criteria,
            nations: asked.nations,
            interaction,
            discussion,
            span: asked.span,
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
        self.wrong(Code::WrongShape, heading, message, help);
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
            self.wrong(
                Code::MisplacedHeading,
                span,
                "a heading inside a question",
                "end the question first: give this heading as many # signs as the question has",
            );
        }
    }

    fn choice(&mut self, items: Vec<RawItem>) -> Choice {
        let options = self.judged(items, |_, raw, right| {
            Some(ChoiceOption {
                id: raw.id,
                text: raw.text,
                right,
                feedback: raw.feedback,
                span: raw.span,
            })
        });
        Choice { options }
    }

    /// What an author knows of that may be typed.
    fn entry<A: Answer>(
        &mut self,
        items: Vec<RawItem>,
        read: impl Fn(&mut Self, &RawItem) -> Option<A>,
    ) -> Entry<A> {
        let known = self.judged(items, |reader, raw, right| {
            Some(KnownAnswer {
                answer: read(reader, &raw)?,
                id: raw.id,
                right,
                feedback: raw.feedback,
                span: raw.span,
            })
        });
        let entry = Entry { known };
        for known in entry.out_of_reach() {
            self.wrong(
                Code::DuplicateOption,
                known.span,
                "lines above take every answer that this is for",
                "put it above them, or take it out",
            );
        }
        entry
    }

    /// What is made of the items that say whether they are right.
    fn judged<A>(
        &mut self,
        items: Vec<RawItem>,
        make: impl Fn(&mut Self, RawItem, bool) -> Option<A>,
    ) -> Vec<A> {
        let mut made = Vec::new();
        for raw in items {
            if let Some(right) = self.tick(&raw) {
                self.check_caution(&raw);
                made.extend(make(self, raw, right));
            }
        }
        made
    }

    fn tick(&mut self, raw: &RawItem) -> Option<bool> {
        if raw.ticked.is_none() {
            self.wrong(
                Code::WrongShape,
                raw.span,
                "this does not say whether it is right",
                "begin it with `[x]` if it is right and with `[ ]` if it is not",
            );
        }
        raw.ticked
    }

    fn amount(&mut self, raw: &RawItem) -> Option<Amount> {
        match raw.words.parse::<Amount>() {
            Ok(amount) => Some(amount),
            Err(wrong) => {
                let help =
                    "write the number first, then `± 2` for what is near enough, then its unit";
                self.wrong(Code::BadNumber, raw.span, wrong.to_string(), help);
                None
            }
        }
    }

    /// The ways to say an answer.
    fn ways(&mut self, raw: &RawItem) -> Option<Vec<String>> {
        let ways = alternatives(&raw.text.text(&Fillings::default()));
        if ways.is_empty() || raw.text.fillings().next().is_some() {
            self.wrong(
                Code::WrongShape,
                raw.span,
                "nobody can type this answer",
                "write plain words; the pack's own words cannot be part of them",
            );
            return None;
        }
        Some(ways)
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
                    "a table of pairs has two columns",
                );
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
                self.wrong(
                    Code::WrongShape,
                    span,
                    "a side of this pair is empty",
                    "write both sides, or take the row out",
                );
            } else if matching
                .pairs
                .iter()
                .any(|pair| pair.right != right && pair.right_text == right_text)
            {
                self.wrong(
                    Code::DuplicateOption,
                    span.trimmed(self.source.text),
                    "this right side has the words of another, and another id",
                    "make them differ, or take the ids away",
                );
            } else if matching
                .pairs
                .iter()
                .any(|pair| pair.left == left || pair.left_text == left_text)
            {
                self.wrong(
                    Code::DuplicateOption,
                    span,
                    "this left side stands in another row too",
                    "each left side has one right side; make them differ",
                );
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

fn order(items: Vec<RawItem>) -> Order {
    let items = items.into_iter().map(|raw| Item {
        id: raw.id,
        text: raw.text,
        span: raw.span,
    });
    Order {
        items: items.collect(),
    }
}

fn rate(items: Vec<RawItem>) -> Rate {
    let labels = items.into_iter().map(|raw| Label {
        id: raw.id,
        text: raw.text,
        span: raw.span,
    });
    Rate {
        labels: labels.collect(),
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
