//! An item to a question, or to several where it asks several things.

use std::collections::{BTreeMap, BTreeSet};

use roxmltree::Node;

use super::{
    body::{Body, Part, Spoken, bare_html, spoken},
    declared::ResponseId,
    interaction, known,
    package::not_text,
    said::SaidTo,
    scoring::Scoring,
    stimulus::{Beside, Stimulus},
    when::When,
    xml::{self, attribute, child, name},
};
use crate::{
    author::question::{Answers, Draft, Said},
    exchange::{
        bank::{
            Content, Fault, GAP, Group, Item, Loss, Losses, Taken,
            heading::{Heading, headed},
            html::{self, Cleaning},
        },
        qti::names::{CLASS, ID, TOOL},
    },
    question::Kind,
    source::{Position, Source, Span},
    wording::bank as said_words,
};

/// Reads a file that holds an item.
pub fn read(source: Source<'_>) -> Taken {
    // What could not be decoded is marked with it.
    if let Some(at) = source.text.find('\u{fffd}') {
        return Taken {
            faults: vec![not_text(source.name, at)],
            ..Taken::default()
        };
    }
    read_with(source, &Group::default(), Beside::default())
}

/// The same, with what it is gathered under, and what stands beside it.
pub(super) fn read_with(source: Source<'_>, group: &Group, beside: Beside) -> Taken {
    // A byte order mark is no part of the document.
    let bare = source.text.trim_start_matches('\u{feff}');
    let shift = source.text.len() - bare.len();
    let bare = Source {
        text: bare,
        ..source
    };
    let mut taken = Taken::default();
    match items(bare, group, beside) {
        Ok(items) => taken.items = items,
        Err(mut fault) => {
            fault.span = Span::new(fault.span.start + shift, fault.span.end + shift);
            taken.faults.push(fault);
        }
    }
    taken
}

fn items(source: Source<'_>, group: &Group, beside: Beside) -> Result<Vec<Item>, Fault> {
    let document = xml::parse(source)?;
    let root = document.root_element();
    let line = Position::of(source.text, root.range().start).line;
    let kind = name(root);
    let named = |node: Node<'_, '_>| match attribute(node, "title").trim() {
        "" => attribute(node, "identifier").to_owned(),
        title => title.to_owned(),
    };
    let made = |content, losses| Item {
        name: named(root),
        file: source.name.to_owned(),
        line,
        group: group.clone(),
        content,
        losses,
    };
    match &*kind {
        "assessment-item" => {}
        "assessment-test" | "assessment-section" | "assessment-stimulus" | "outcome-processing" => {
            let mut losses = Losses::default();
            losses.tell(Loss::NoQuestion(kind.into_owned()));
            return Ok(vec![made(Content::Nothing, losses)]);
        }
        _ => {
            let (message, help) = match &*kind {
                "questestinterop" => (
                    "this is QTI 1, and 2.1 to 3.0 are read".to_owned(),
                    "export it again as QTI 2.1 or later",
                ),
                "manifest" => (
                    "this is only the list of a package’s files".to_owned(),
                    "name the package itself (.zip)",
                ),
                other => (
                    format!("this is XML, but no item: it begins with `{other}`"),
                    "name files that begin with `assessmentItem` or `qti-assessment-item`",
                ),
            };
            let start = root.range().start;
            return Err(Fault {
                file: source.name.to_owned(),
                span: Span::new(start, start + 1 + root.tag_name().name().len()),
                message,
                help: help.to_owned(),
            });
        }
    }
    let mut reading = Reading::new(root, beside);
    let contents = reading.contents();
    let several = contents.len() > 1;
    let mut items: Vec<Item> = Vec::new();
    for (at, (content, own)) in contents.into_iter().enumerate() {
        let mut losses = own;
        losses.extend(reading.cleaning.losses.clone());
        if several {
            losses.tell(Loss::Split(reading.asked));
        }
        let mut item = made(content, losses);
        if at > 0 {
            item.name = format!("{} ({})", item.name, at + 1);
        }
        items.push(item);
    }
    Ok(items)
}

/// An item that is being read.
pub(super) struct Reading<'n, 'i, 'c> {
    pub item: Node<'n, 'i>,
    pub scoring: Scoring,
    pub spoken: Vec<Spoken>,
    pub said_to: SaidTo,
    pub cleaning: Cleaning<'c>,
    pub own: Option<Heading>,
    pub stimuli: BTreeMap<String, Option<Stimulus>>,
    /// The places of what its questions have taken of all that is said.
    pub used: BTreeSet<usize>,
    asked: usize,
}

impl<'n, 'i> Reading<'n, 'i, '_> {
    fn new(item: Node<'n, 'i>, beside: Beside) -> Self {
        let is_ours = attribute(item, "tool-name") == TOOL;
        let mut cleaning = Cleaning {
            images: beside.images,
            alert: is_ours.then_some(CLASS),
            ..Cleaning::default()
        };
        let spoken = spoken(item, &mut cleaning);
        let scoring = Scoring::of(item);
        Self {
            item,
            said_to: SaidTo::of(&scoring, &spoken),
            scoring,
            spoken,
            own: Heading::read(attribute(item, "label")).filter(|_| is_ours),
            cleaning,
            stimuli: beside.stimuli,
            used: BTreeSet::new(),
            asked: 0,
        }
    }

    /// What the item asks, each with what only it loses.
    fn contents(&mut self) -> Vec<(Content, Losses)> {
        if child(self.item, "template-processing").is_some() {
            return self.nothing(Loss::Kind("template".to_owned()));
        }
        // What it asks next depends on what was answered before.
        if xml::is_true(self.item, "adaptive") {
            return self.nothing(Loss::Kind("adaptive".to_owned()));
        }
        let Some(node) = child(self.item, "item-body") else {
            return self.nothing(Loss::NoQuestion("item".to_owned()));
        };
        let mut body = Body::of(node);
        self.cleaning
            .losses
            .extend(std::mem::take(&mut body.losses));
        let parts = std::mem::take(&mut body.parts);
        let blocks = parts
            .iter()
            .filter(|part| matches!(part, Part::Block(_)))
            .count();
        self.asked = blocks + usize::from(!body.gaps.is_empty());
        let is_free = |part: &Part<'_, '_>| match part {
            Part::Block(node) => name(*node) == "extended-text-interaction",
            Part::Words(_) => false,
        };
        self.cleaning.no_quotations =
            !body.gaps.is_empty() || self.asked == 0 || parts.iter().any(is_free);
        let mut found = Vec::new();
        let mut before: Vec<String> = Vec::new();
        let mut with_gaps: Vec<String> = Vec::new();
        match body.gaps.is_empty() {
            true => before.extend(self.read_with_it()),
            false => with_gaps.extend(self.read_with_it()),
        }
        for part in &parts {
            match part {
                Part::Words(words) => {
                    let text = html::blocks(words, &mut self.cleaning);
                    match (text.is_empty(), text.contains(GAP)) {
                        (true, _) => {}
                        (false, true) => with_gaps.push(text),
                        (false, false) if body.gaps.is_empty() => before.push(text),
                        (false, false) => with_gaps.push(text),
                    }
                }
                Part::Block(node) => {
                    let text = std::mem::take(&mut before).join("\n\n");
                    found.push(self.block(*node, &body, &text));
                }
            }
        }
        if !body.gaps.is_empty() {
            let text = with_gaps.join("\n\n");
            found.push(self.among_words(&body, &text));
        } else if !before.is_empty() && found.is_empty() {
            let title = attribute(self.item, "title");
            let title = match title {
                "" => said_words::READ_THIS.to_owned(),
                title => crate::exchange::bank::escape::line(title, &mut self.cleaning.losses),
            };
            let text = before.join("\n\n");
            found.push((Content::Words { title, text }, Losses::default()));
        } else if let (false, Some((Content::Question(draft), _))) =
            (before.is_empty(), found.last_mut())
        {
            // What stands behind the last question belongs to it.
            let more = before.join("\n\n");
            draft.stem = [draft.stem.as_str(), &more]
                .iter()
                .filter(|text| !text.is_empty())
                .copied()
                .collect::<Vec<_>>()
                .join("\n\n");
        }
        if found.is_empty() {
            return self.nothing(Loss::NoQuestion("item".to_owned()));
        }
        // One question says what another does not: all have to be read first.
        if (0..self.spoken.len()).any(|at| !self.used.contains(&at)) {
            for (content, losses) in &mut found {
                if matches!(content, Content::Question(_)) {
                    losses.tell(Loss::Feedback);
                }
            }
        }
        found
    }

    fn nothing(&mut self, why: Loss) -> Vec<(Content, Losses)> {
        let mut losses = Losses::default();
        losses.tell(why);
        vec![(Content::Nothing, losses)]
    }

    /// A question by its interaction.
    fn block(
        &mut self,
        node: Node<'n, 'i>,
        body: &Body<'n, 'i>,
        before: &str,
    ) -> (Content, Losses) {
        let mut losses = Losses::default();
        let prompt = match child(node, "prompt") {
            Some(prompt) => bare_html(prompt, &mut losses),
            None => Vec::new(),
        };
        let (title, stem) = self.heading(&prompt, body, before);
        let mut draft = self.draft(title, stem);
        let read = interaction::read(self, node, &mut draft, &mut losses);
        let content = match read {
            true => Content::Question(Box::new(self.finished(draft))),
            false => {
                let kind = name(node).trim_end_matches("-interaction").to_owned();
                losses.tell(Loss::Kind(kind));
                Content::Nothing
            }
        };
        (content, losses)
    }

    /// A question whose answers stand among its words.
    fn among_words(&mut self, body: &Body<'n, 'i>, text: &str) -> (Content, Losses) {
        let mut losses = Losses::default();
        let draft = known::question(self, body, text, &mut losses);
        (Content::Question(Box::new(self.finished(draft))), losses)
    }

    /// What is asked, and what stands before the answers.
    pub fn heading(
        &mut self,
        prompt: &[html::Node],
        body: &Body<'n, 'i>,
        before: &str,
    ) -> (String, String) {
        if !body.title.is_empty() {
            return (
                html::line(&body.title, &mut self.cleaning),
                before.to_owned(),
            );
        }
        if self.own.is_some() && !prompt.is_empty() {
            return (html::line(prompt, &mut self.cleaning), before.to_owned());
        }
        let prompt = html::blocks(prompt, &mut self.cleaning);
        let whole = [before, &prompt]
            .into_iter()
            .filter(|text| !text.is_empty());
        let whole = whole.collect::<Vec<_>>().join("\n\n");
        let name = attribute(self.item, "title");
        if prompt.is_empty() || prompt.contains("\n\n") {
            return headed(&whole, name, &mut self.cleaning.losses);
        }
        let (title, rest) = headed(&prompt, name, &mut self.cleaning.losses);
        match rest.is_empty() {
            true => (title, before.to_owned()),
            false => (title, whole),
        }
    }

    /// What the item is called.
    pub fn item_title(&self) -> String {
        attribute(self.item, "title").trim().to_owned()
    }

    /// A question without answers yet.
    pub fn draft(&mut self, title: String, stem: String) -> Draft {
        Draft {
            id: crate::id::propose(attribute(self.item, "identifier")),
            kind: Kind::Reflect,
            title,
            points: 1,
            shuffle: true,
            all_or_nothing: false,
            criteria: Vec::new(),
            nations: Vec::new(),
            stem,
            answers: Answers::None,
            right: Said::default(),
            otherwise: Said::default(),
            always: Said::default(),
        }
    }

    /// The same with what our own heading said, if it is ours.
    fn finished(&self, mut draft: Draft) -> Draft {
        if let Some(own) = self.own.as_ref().filter(|own| own.kind == draft.kind) {
            draft.id.clone_from(&own.id);
            draft.points = own.points;
            draft.shuffle = own.shuffle;
            draft.all_or_nothing = own.all_or_nothing;
            draft.nations.clone_from(&own.nations);
        }
        draft
    }

    /// Puts what is said under the answers of a question that asks for these responses into a draft.
    pub fn under(&mut self, responses: &[ResponseId], draft: &mut Draft) {
        let scoring = &self.scoring;
        for shown in &scoring.shown {
            let to = match &shown.when {
                When::Always => &mut draft.always,
                When::Right(which) if scoring.is_all_of(which, responses) => &mut draft.right,
                When::Wrong(which) if scoring.is_all_of(which, responses) => &mut draft.otherwise,
                When::Right(_) | When::Wrong(_) => continue,
                When::Never | When::Is(..) | When::Other => continue,
            };
            if let Some(at) = self.said_to.place(shown) {
                self.used.insert(at);
                let text = html::blocks(&self.spoken[at].html, &mut self.cleaning);
                let apart = if to.text.is_empty() { "" } else { "\n\n" };
                to.text.push_str(&format!("{apart}{text}"));
            }
        }
    }

    /// What is said, in Markdown, and whether it is said to something unsafe.
    pub fn said(&mut self, at: usize) -> (Said, bool) {
        let html = match self.spoken.get(at) {
            Some(spoken) => spoken.html.clone(),
            None => Vec::new(),
        };
        let class = format!("{CLASS}unsafe");
        let is_unsafe = self.own.is_some() && has_class(&html, &class);
        let text = html::blocks(&html, &mut self.cleaning);
        let safe = text.strip_prefix(said_words::LEAD_UNSAFE.trim_end());
        let text = match (is_unsafe, safe) {
            (true, Some(rest)) => rest.trim_start().to_owned(),
            _ => text,
        };
        (Said { text, leads: None }, is_unsafe)
    }

    /// An id of ours out of an identifier of ours.
    pub fn own_id(&self, identifier: &str, words: &str) -> String {
        let id = identifier.strip_prefix(ID).filter(|_| self.own.is_some());
        // Words that begin with an escaped sign are read from that sign on.
        let begins = words
            .strip_prefix('\\')
            .filter(|rest| rest.starts_with(|c: char| c.is_ascii_punctuation()));
        let hashed = crate::read::option_id(begins.unwrap_or(words));
        id.filter(|id| *id != hashed.as_str())
            .unwrap_or_default()
            .to_owned()
    }
}

fn has_class(nodes: &[html::Node], class: &str) -> bool {
    nodes.iter().any(|node| match node {
        html::Node::Element(element) => {
            element.attribute("class") == class || has_class(&element.inside, class)
        }
        _ => false,
    })
}
