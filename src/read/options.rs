//! The items of a question's list: what each says, its id, its feedback.

use pulldown_cmark::{BlockQuoteKind, Event, Tag};

use super::reader::Reader;
use crate::{
    block::{Stretch, is_block},
    diagnostic::{Code, Fix, nearest},
    id::{OptionId, SectionId, StepId},
    normal::one_line,
    prose::{Mark, Piece, Prose, Target},
    question::{Discussion, Feedback},
    source::Span,
};

/// The most options, items or known answers of one question. It keeps sums of points exact, and
/// questions answerable.
pub(super) const MAX_OPTIONS: usize = 50;

/// An item as it stands, before its kind makes something of it.
pub(super) struct RawItem {
    pub id: OptionId,
    /// Its words, without its mark and id.
    pub text: Prose,
    /// The same as plain source words.
    pub words: String,
    /// Whether it has a ticked box; none without a box.
    pub ticked: Option<bool>,
    pub feedback: Option<Feedback>,
    pub span: Span,
}

impl RawItem {
    /// Whether a reader could not tell the two apart.
    fn same(&self, other: &Self) -> bool {
        self.id == other.id || (self.words == other.words && !self.words.is_empty())
    }
}

impl Reader<'_> {
    /// Reads the items of the list at this node. Links in feedback to one of `steps` lead there.
    pub fn items(&mut self, list: usize, steps: &[StepId]) -> Vec<RawItem> {
        let places: Vec<usize> = self
            .document
            .siblings(self.document.inside(list))
            .map(|(at, _)| at)
            .collect();
        if places.len() > MAX_OPTIONS {
            let span = self
                .document
                .node(list)
                .map_or(Span::default(), |node| node.span);
            let span = span.first_line(self.source.text);
            self.wrong(
                Code::TooFewOrMany,
                span,
                format!("more than {MAX_OPTIONS} are not read"),
                "part the question in two",
            );
        }
        let mut items: Vec<RawItem> = Vec::new();
        for at in places.into_iter().take(MAX_OPTIONS) {
            let item = self.item(at, steps);
            if let Some(same) = items.iter().find(|other| other.same(&item)) {
                let line = self.line_of(same.span.start);
                self.wrong(
                    Code::DuplicateOption,
                    item.span,
                    format!("this is the same as line {line}"),
                    "make it say something else, or take it out",
                );
            } else {
                items.push(item);
            }
        }
        items
    }

    fn item(&mut self, at: usize, steps: &[StepId]) -> RawItem {
        let inside = self.document.inside(at);
        let whole = self
            .document
            .node(at)
            .map_or(Span::default(), |node| node.span);
        let (ticked, lead, rest) = self.parts_of_item(inside);
        let (text, words, id) = self.words_of_item(lead.clone());
        let span = match self.document.span(lead) {
            span if span == Span::default() => whole.first_line(self.source.text),
            span => Span::new(whole.start, span.end).trimmed(self.source.text),
        };
        let mut feedback = None;
        for (at, kind) in self.quotes_and_strays(rest) {
            feedback = Some(match feedback.take() {
                None => self.feedback(at, kind, steps),
                Some(first) => self.more_feedback(first, at, kind, steps),
            });
        }
        if words.is_empty() {
            self.wrong(
                Code::StrayContent,
                span,
                "there is nothing to choose here",
                "write what the learner may choose, behind the box",
            );
        }
        RawItem {
            id,
            text,
            words,
            ticked,
            feedback,
            span,
        }
    }

    /// An item's box, the words behind it, and the blocks below them.
    fn parts_of_item(&self, inside: Stretch) -> (Option<bool>, Stretch, Stretch) {
        let mut ticked = None;
        let mut lead = inside.start..inside.start;
        let mut rest = inside.end;
        for (at, node) in self.document.siblings(inside.clone()) {
            match &node.event {
                Event::TaskListMarker(tick) if ticked.is_none() && lead.is_empty() => {
                    ticked = Some(*tick);
                    lead = at + 1..at + 1;
                }
                Event::Start(Tag::Paragraph) if lead.is_empty() => {
                    lead = self.document.inside(at);
                    let first = lead.start;
                    if let Some(Event::TaskListMarker(tick)) =
                        self.document.node(first).map(|n| &n.event)
                    {
                        ticked = Some(*tick);
                        lead.start += 1;
                    }
                    rest = self.document.end(at);
                    break;
                }
                Event::Start(tag) if is_block(tag) => {
                    rest = at;
                    break;
                }
                _ => lead.end = self.document.end(at),
            }
        }
        (ticked, lead, rest..inside.end)
    }

    /// An item's words without the id at their end, and the id.
    pub fn words_of_item(&mut self, lead: Stretch) -> (Prose, String, OptionId) {
        let source = self.text(self.document.span(lead.clone())).trim();
        let braces = source.strip_suffix('}');
        let (words, own) = match braces.and_then(|open| open.rsplit_once("{#")) {
            Some((words, id)) => (words.trim_end(), Some(id)),
            None => (source, None),
        };
        let words = one_line(words);
        let mut prose = self.prose(lead.clone());
        let id = own.and_then(|own| {
            strip_id(&mut prose, own);
            let span = self
                .document
                .span(lead)
                .find(self.source.text, &format!("{{#{own}}}"));
            let id: Option<SectionId> = self.id(own, span);
            if let Some(id) = &id {
                if self.ids.contains_key(id.as_str()) {
                    self.wrong(
                        Code::DuplicateId,
                        span,
                        format!("the id `{id}` is already used in this unit"),
                        "ids are all different within a unit; choose another",
                    );
                } else {
                    self.ids.insert(id.to_string(), span);
                }
            }
            id.map(OptionId::from)
        });
        let id = id.unwrap_or_else(|| Self::option_id(&words));
        (prose, words, id)
    }

    /// The quotations of a stretch; everything else in it has no meaning there.
    fn quotes_and_strays(&mut self, stretch: Stretch) -> Vec<(usize, Option<BlockQuoteKind>)> {
        let mut quotes = Vec::new();
        let mut strays = Vec::new();
        for (at, node) in self.document.siblings(stretch) {
            match &node.event {
                Event::Start(Tag::BlockQuote(kind)) => quotes.push((at, *kind)),
                _ => strays.push(node.span),
            }
        }
        for span in strays {
            self.stray(span);
        }
        quotes
    }

    pub fn stray(&mut self, span: Span) {
        let span = span.first_line(self.source.text);
        if span.of(self.source.text).trim_start().starts_with("<!--") {
            return;
        }
        let help = "feedback is a quotation, each of its lines begun with `>`; other text goes above \
                    the options";
        let message = "this has no meaning here and is not shown";
        self.wrong(Code::StrayContent, span, message, help);
    }

    /// Reads a quotation as feedback. The first link to a step is where it leads.
    pub fn feedback(
        &mut self,
        at: usize,
        kind: Option<BlockQuoteKind>,
        steps: &[StepId],
    ) -> Feedback {
        let prose = self.prose(self.document.inside(at));
        let span = self
            .document
            .node(at)
            .map_or(Span::default(), |node| node.span);
        let mut feedback = leading(prose, steps);
        feedback.is_unsafe = kind == Some(BlockQuoteKind::Caution);
        feedback.span = span.trimmed(self.source.text);
        feedback
    }

    /// A further quotation adds to the first.
    fn more_feedback(
        &mut self,
        first: Feedback,
        at: usize,
        kind: Option<BlockQuoteKind>,
        steps: &[StepId],
    ) -> Feedback {
        let more = self.feedback(at, kind, steps);
        let mut prose = first.prose.0;
        prose.extend(more.prose.0);
        Feedback {
            prose: Prose(prose),
            is_unsafe: first.is_unsafe || more.is_unsafe,
            leads_to: first.leads_to.or(more.leads_to),
            leads_by: first.leads_by.or(more.leads_by),
            span: Span::new(first.span.start, more.span.end),
        }
    }

    /// What stands under a question's options: quotations, whose paragraphs may be for right
    /// responses or for others.
    pub fn discussion(&mut self, stretch: Stretch, steps: &[StepId]) -> Discussion {
        let mut discussion = Discussion::default();
        for (at, kind) in self.quotes_and_strays(stretch) {
            if kind == Some(BlockQuoteKind::Caution) {
                let span = self
                    .document
                    .node(at)
                    .map_or(Span::default(), |node| node.span);
                let span = span.first_line(self.source.text);
                self.wrong(
                    Code::StrayContent,
                    span,
                    "a caution belongs to one option",
                    "put it under the unsafe option, indented by two spaces",
                );
            }
            let inner: Vec<usize> = self
                .document
                .siblings(self.document.inside(at))
                .map(|(at, _)| at)
                .collect();
            for at in inner {
                let prose = self.prose(at..self.document.end(at));
                let span = self
                    .document
                    .node(at)
                    .map_or(Span::default(), |node| node.span);
                self.check_lead(&prose, span);
                let (place, prose) = match lead_of(&prose).as_deref() {
                    Some("Right") => (&mut discussion.right, without_lead(prose)),
                    Some("Otherwise") => (&mut discussion.otherwise, without_lead(prose)),
                    _ => (&mut discussion.always, prose),
                };
                let mut more = leading(prose, steps);
                more.span = span;
                match place {
                    Some(said) => {
                        said.prose.0.extend(more.prose.0);
                        said.leads_to = said.leads_to.take().or(more.leads_to);
                        said.leads_by = said.leads_by.take().or(more.leads_by);
                    }
                    None => *place = Some(more),
                }
            }
        }
        discussion
    }

    /// Tells of bold words that are nearly those that say whom a paragraph is for.
    fn check_lead(&mut self, prose: &Prose, span: Span) {
        let Some(lead) = lead_of(prose) else {
            return;
        };
        let Some(meant) = meant_lead(&lead) else {
            return;
        };
        let place = span.find(self.source.text, &lead);
        let whom = match meant {
            "Right" => "those who earned all points",
            _ => "all others",
        };
        let told = self.wrong(
            Code::MistypedMark,
            place.first_line(self.source.text),
            format!("`{lead}` is said to everybody, whatever they answered"),
            format!("write `**{meant}.**` for what is said to {whom}"),
        );
        if place != span {
            told.fix = Some(Fix::one(format!("Write {meant}"), place, meant));
        }
    }

    /// Tells of a choice marked both right and unsafe.
    pub fn check_caution(&mut self, item: &RawItem) {
        if item.ticked == Some(true) && item.feedback.as_ref().is_some_and(|said| said.is_unsafe) {
            let mark = item.span.find(self.source.text, "[x]");
            let diagnostic = self.wrong(
                Code::RightIsUnsafe,
                mark,
                "this option is marked both right and unsafe",
                "write `[ ]`, or take `[!CAUTION]` out of its feedback",
            );
            diagnostic.fix = Some(Fix::one("Mark it wrong", mark, "[ ]"));
        }
    }
}

/// Takes the first link to one of the steps out of some prose and into where it leads.
fn leading(prose: Prose, steps: &[StepId]) -> Feedback {
    let mut pieces = prose.0;
    let is_way = |piece: &Piece| match piece {
        Piece::Open(Mark::Link(Target::Pack {
            unit: None,
            anchor: Some(anchor),
        })) => steps
            .iter()
            .find(|step| step.as_str() == anchor.as_str())
            .cloned(),
        _ => None,
    };
    let found = pieces
        .iter()
        .enumerate()
        .find_map(|(at, piece)| Some((at, is_way(piece)?)));
    let (mut leads_to, mut leads_by) = (None, None);
    if let Some((at, step)) = found {
        let close = pieces
            .iter()
            .skip(at)
            .position(|piece| *piece == Piece::Close);
        let inside: Vec<Piece> = pieces.drain(at..=at + close.unwrap_or(0)).collect();
        let words = Prose(inside).text(&crate::pack::Fillings::default());
        leads_to = Some(step);
        leads_by = Some(words).filter(|words| !words.is_empty());
        if let Some(Piece::Text(text)) = at.checked_sub(1).and_then(|before| pieces.get_mut(before))
        {
            *text = text.trim_end().into();
        }
    }
    Feedback {
        prose: Prose(pieces),
        is_unsafe: false,
        leads_to,
        leads_by,
        span: Span::default(),
    }
}

/// The bold words at the start of a paragraph or item, without the full stop.
pub(super) fn lead_of(prose: &Prose) -> Option<String> {
    let mut pieces = prose
        .pieces()
        .iter()
        .skip_while(|p| matches!(p, Piece::Open(Mark::Paragraph)));
    if pieces.next() != Some(&Piece::Open(Mark::Strong)) {
        return None;
    }
    let mut lead = String::new();
    for piece in pieces.take_while(|piece| **piece != Piece::Close) {
        match piece {
            Piece::Text(text) | Piece::Code(text) => lead.push_str(text),
            Piece::SoftBreak => lead.push(' '),
            _ => {}
        }
    }
    let lead = lead.trim().trim_end_matches(['.', ':', '!', '?']).trim();
    (!lead.is_empty()).then(|| lead.to_owned())
}

/// What somebody means who begins feedback with these bold words.
fn meant_lead(lead: &str) -> Option<&'static str> {
    match (lead, &*lead.to_lowercase()) {
        ("Right" | "Otherwise", _) => None,
        (_, "right" | "rigth" | "rihgt" | "righ" | "correct") => Some("Right"),
        (_, "wrong" | "incorrect" | "not right" | "not quite" | "not correct") => Some("Otherwise"),
        (_, lower) => nearest(lower, ["otherwise"]).map(|_| "Otherwise"),
    }
}

/// The same prose without its bold lead.
pub(super) fn without_lead(prose: Prose) -> Prose {
    let mut pieces = prose.0;
    let open = pieces
        .iter()
        .position(|piece| *piece == Piece::Open(Mark::Strong));
    if let Some(open) = open {
        let close = pieces
            .iter()
            .skip(open)
            .position(|piece| *piece == Piece::Close)
            .unwrap_or(0);
        pieces.drain(open..=open + close);
        if let Some(Piece::Text(text)) = pieces.get_mut(open) {
            *text = text.trim_start_matches(['.', ':']).trim_start().into();
        }
    }
    Prose(pieces)
}

/// Takes an option's own id off the end of its words.
fn strip_id(prose: &mut Prose, id: &str) {
    let mark = format!("{{#{id}}}");
    if let Some(Piece::Text(text)) = prose
        .0
        .iter_mut()
        .rev()
        .find(|piece| matches!(piece, Piece::Text(text) if text.contains(&mark)))
    {
        *text = text.replace(&mark, "").trim_end().into();
    }
    while matches!(prose.0.last(), Some(Piece::SoftBreak))
        || matches!(prose.0.last(), Some(Piece::Text(text)) if text.is_empty())
    {
        prose.0.pop();
    }
}
