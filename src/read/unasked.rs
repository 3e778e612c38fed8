//! Answers under a heading that asks nothing: a question whose kind was left out, or is hidden in
//! braces that are not closed. Read as words it would show its answers to learners.

use std::collections::BTreeMap;

use pulldown_cmark::{Event, Tag};

use super::{heading::is_class, prose::depth, reader::Reader};
use crate::{
    block::{Document, Node, Stretch},
    diagnostic::{Code, Fix},
    source::Span,
};

const KINDS: [&str; 9] = [
    "single", "multiple", "order", "match", "gap", "number", "short", "rate", "reflect",
];

/// Headings without a class over what only a question has, by their places, each with the class
/// that it probably lacks.
pub(super) fn find(document: &Document<'_>) -> BTreeMap<usize, &'static str> {
    let mut found = BTreeMap::new();
    let mut heading = None;
    let mut before: Option<(usize, &Event<'_>)> = None;
    let mut question = u8::MAX;
    for (at, node) in document.siblings(document.all()) {
        let inside = document.inside(at);
        if let Event::Start(Tag::Heading {
            level,
            classes,
            attrs,
            ..
        }) = &node.event
        {
            let level = depth(*level);
            // A class without its full stop, and a heading in a question, are told as what they are.
            let is_told = attrs.iter().any(|(key, _)| is_class(key)) || level > question;
            if classes.iter().any(|class| KINDS.contains(&&**class)) {
                question = level;
            } else if level <= question {
                question = u8::MAX;
            }
            heading = (classes.is_empty() && !is_told).then_some(at);
        }
        let asked = match (&node.event, before) {
            (Event::Start(Tag::List(_)), _) if has_answers(document, inside.clone()) => {
                Some(class_of_list(document, inside))
            }
            (Event::Start(Tag::BlockQuote(None)), Some((above, Event::Start(tag)))) => {
                let judges = judges(document, inside);
                let asks = || heading.is_some_and(|at| ends_asking(document, at));
                match tag {
                    Tag::List(Some(_)) if judges => Some("order"),
                    Tag::Table(_) if judges => Some("match"),
                    Tag::List(None) if judges || asks() => {
                        let list = document.inside(above);
                        let is_known = ticks(document, list.clone()).0 > 0;
                        is_known.then(|| class_of_list(document, list))
                    }
                    _ => None,
                }
            }
            (Event::Start(Tag::Paragraph), _) if has_gap(document, inside.clone()) => Some("gap"),
            _ => None,
        };
        if let (Some(heading), Some(class)) = (heading, asked) {
            found.entry(heading).or_insert(class);
        }
        before = Some((at, &node.event));
    }
    found
}

fn ends_asking(document: &Document<'_>, heading: usize) -> bool {
    document
        .words(document.inside(heading))
        .trim_end()
        .ends_with('?')
}

/// Whether an item with a box has a quotation, as an answer has its feedback.
pub(super) fn has_answers(document: &Document<'_>, list: Stretch) -> bool {
    document.siblings(list).any(|(item, _)| {
        let inside = document.inside(item);
        let quotes = document
            .siblings(inside.clone())
            .any(|(_, node)| matches!(node.event, Event::Start(Tag::BlockQuote(_))));
        quotes && ticks(document, inside) != (0, 0)
    })
}

/// How many boxes are ticked, and how many are not.
fn ticks(document: &Document<'_>, stretch: Stretch) -> (usize, usize) {
    let mut counted = (0, 0);
    for node in document.nodes(stretch) {
        match node.event {
            Event::TaskListMarker(true) => counted.0 += 1,
            Event::TaskListMarker(false) => counted.1 += 1,
            _ => {}
        }
    }
    counted
}

fn class_of_list(document: &Document<'_>, list: Stretch) -> &'static str {
    match ticks(document, list) {
        (0 | 1, _) => "single",
        _ => "multiple",
    }
}

/// Whether a paragraph of a quotation is for right responses or for others.
fn judges(document: &Document<'_>, quote: Stretch) -> bool {
    document.siblings(quote).any(|(at, _)| {
        let mut inside = document.siblings(document.inside(at));
        let lead = inside
            .next()
            .filter(|(_, node)| node.event == Event::Start(Tag::Strong));
        let words = lead.map(|(at, _)| document.words(document.inside(at)));
        words.is_some_and(|words| matches!(&*words, "Right." | "Otherwise."))
    })
}

fn has_gap(document: &Document<'_>, paragraph: Stretch) -> bool {
    document
        .nodes(paragraph)
        .iter()
        .any(|node| match &node.event {
            Event::Text(text) => text
                .split_once("[[")
                .is_some_and(|(_, behind)| behind.contains("]]")),
            _ => false,
        })
}

impl Reader<'_> {
    /// Tells of braces on a heading that Markdown takes for words, with the kind of question in
    /// them.
    pub fn check_braces(&mut self, at: usize) -> bool {
        let Some(node) = self.document.node(at) else {
            return false;
        };
        let span = node.span.trimmed(self.source.text);
        let line = self.text(span);
        let is_read = match &node.event {
            Event::Start(Tag::Heading {
                id, classes, attrs, ..
            }) => id.is_some() || !classes.is_empty() || !attrs.is_empty(),
            _ => true,
        };
        let open = line.rfind(" {").filter(|open| {
            let inside = line[open + 2..].trim_start();
            !is_read && inside.starts_with(['#', '.'])
        });
        let Some(open) = open else {
            return false;
        };
        let is_open = !line[open..].contains('}');
        let place = Span::new(span.start + open + 1, span.end);
        let (message, help) = match is_open {
            true => ("these braces are not closed", "close them: `}`"),
            false => (
                "these braces do not stand at the heading's end",
                "take away what stands behind them, or put it before them",
            ),
        };
        let told = self.wrong(Code::MissingId, place, message, help);
        told.fix = is_open.then(|| Fix::one("Close them", Span::at(span.end), "}"));
        true
    }

    /// Tells of a heading that asks nothing, and has answers below it.
    pub fn check_unasked(&mut self, at: usize) {
        let (Some(class), Some(node)) = (self.unasked.get(&at), self.document.node(at)) else {
            return;
        };
        let span = node.span.trimmed(self.source.text);
        let id = match self.raw_id(at) {
            Some(id) => id.to_owned(),
            None => self.proposed_id(&self.document.words(self.document.inside(at))),
        };
        let kinds = KINDS.join(", .");
        self.wrong(
            Code::AnswersShown,
            span,
            "this heading has no kind of question, so learners would read the answers under it",
            format!(
                "write the kind into its braces, such as `{{#{id} .{class}}}`; kinds: .{kinds}"
            ),
        );
    }

    /// Whether a heading without a class may be a question's all the same.
    pub fn may_ask(&self, at: usize) -> bool {
        let mut below = self
            .document
            .siblings(self.document.end(at)..self.document.all().end)
            .take_while(|(_, node)| !matches!(node.event, Event::Start(Tag::Heading { .. })));
        let is_said = |node: &Node<'_>| matches!(node.event, Event::Start(Tag::BlockQuote(None)));
        ends_asking(self.document, at) || below.any(|(_, node)| is_said(node))
    }
}
