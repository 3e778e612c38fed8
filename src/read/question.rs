//! A question's body: the stem, the list or table that its kind calls for, and what is said
//! to responses.

use pulldown_cmark::{Event, Tag};

use super::{
    heading::Heading,
    number,
    options::{MAX_OPTIONS, RawItem},
    reader::Reader,
    unasked::has_answers,
};
use crate::{
    block::Stretch,
    diagnostic::{Code, Diagnostic, Fix},
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
        let told = self.diagnostics.len();
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
        self.check_before_answers(body.start..stem_end, answers);
        if self.has_mistyped(asked.span) {
            self.leave_out_what_follows(told);
        }
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

    /// Tells of answers that stand in the stem: only the last list holds any.
    fn check_before_answers(&mut self, stem: Stretch, answers: Option<usize>) {
        let counts_on = answers.is_some_and(|at| self.counts_on(at));
        let blocks: Vec<usize> = self.document.siblings(stem).map(|(at, _)| at).collect();
        for (place, at) in blocks.iter().copied().enumerate() {
            let Some(node) = self.document.node(at) else {
                continue;
            };
            let Event::Start(Tag::List(first)) = node.event else {
                continue;
            };
            let after = blocks.get(place + 1).copied().or(answers);
            let next = after.and_then(|at| self.document.node(at));
            let list = node.span.trimmed(self.source.text);
            let is_parted = after.is_some_and(|at| self.is_task_list(at));
            match next.map(|next| (&next.event, next.span)) {
                Some((Event::Start(Tag::BlockQuote(_)), quote))
                    if self.is_task_list(at) && self.are_together(list, quote) =>
                {
                    self.parting_quote(quote.trimmed(self.source.text));
                }
                next => {
                    let is_list = matches!(next, Some((Event::Start(Tag::List(_)), _)));
                    if (first.is_some() && counts_on)
                        || (self.is_task_list(at) && is_list && is_parted)
                        || has_answers(self.document, self.document.inside(at))
                    {
                        self.wrong(
                            Code::AnswersShown,
                            list.first_line(self.source.text),
                            "this list is read as words of the question, and learners would read its answers",
                            "write all answers as one list, with the same sign before each and no words \
                             between; another question begins with a heading of its own",
                        );
                    }
                }
            }
        }
    }

    /// Tells of a quotation that was to be indented.
    fn parting_quote(&mut self, quote: Span) {
        let indented = self.text(quote).replace('\n', "\n  ");
        let told = self.wrong(
            Code::WrongShape,
            quote.first_line(self.source.text),
            "this quotation parts the answers, and learners would read those above it",
            "if it is said to the answer above, indent it by two spaces: `  > …`",
        );
        told.fix = Some(Fix::one("Indent it", quote, format!("  {indented}")));
    }

    /// Whether no empty line stands between them.
    fn are_together(&self, above: Span, below: Span) -> bool {
        let between = self.text(Span::new(above.end, below.start));
        between.matches('\n').count() < 2
    }

    /// Whether a numbered list begins behind 1.
    fn counts_on(&self, list: usize) -> bool {
        let first = self.document.node(list).map(|node| &node.event);
        matches!(first, Some(Event::Start(Tag::List(Some(first)))) if *first > 1)
    }

    /// Takes back what was told from `first` on and is only what follows from a mistyped mark.
    fn leave_out_what_follows(&mut self, first: usize) {
        let told = self.diagnostics.split_off(first);
        let follows = |told: &Diagnostic| {
            matches!(
                told.code,
                Code::WrongShape
                    | Code::AnswersShown
                    | Code::BadNumber
                    | Code::DuplicateOption
                    | Code::StrayContent
            )
        };
        let own = told.into_iter().filter(|told| !follows(told));
        self.diagnostics.extend(own);
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
        match number::amount(&raw.words) {
            Ok(amount) => Some(amount),
            Err(wrong) => {
                self.wrong(Code::BadNumber, raw.span, wrong.message, wrong.help);
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
