//! An item's body: words and, among or between them, what is to be answered.

use std::collections::BTreeSet;

use roxmltree::Node;

use super::xml::{self, attribute, child, elements, name, words};
use crate::exchange::{
    bank::{
        GAP, Loss, Losses,
        html::{Cleaning, Element, Node as Html},
    },
    qti::names::{ASKS, FILLING},
};

/// A part of a body.
#[derive(Debug)]
pub(super) enum Part<'n, 'i> {
    /// Words, in which gaps may be.
    Words(Vec<Html>),
    /// An interaction that stands by itself.
    Block(Node<'n, 'i>),
}

/// An item's body.
#[derive(Debug, Default)]
pub(super) struct Body<'n, 'i> {
    pub parts: Vec<Part<'n, 'i>>,
    /// The interactions among the words, in order.
    pub gaps: Vec<Node<'n, 'i>>,
    /// The heading, where the item says which words are it.
    pub title: Vec<Html>,
    pub losses: Losses,
}

/// What stands for a gap while words become Markdown: its number between two letters that nobody writes.
pub(super) fn mark_of_gap(at: usize) -> String {
    format!("{GAP}{at}{GAP}")
}

impl<'n, 'i> Body<'n, 'i> {
    /// The body of an item.
    pub fn of(body: Node<'n, 'i>) -> Self {
        let mut found = Self::default();
        found.walk(body, &around_blocks(body));
        found
    }

    fn walk(&mut self, node: Node<'n, 'i>, around: &BTreeSet<u32>) {
        for at in node.children() {
            if !at.is_element() {
                // Blanks part words from words, and stand for nothing elsewhere.
                let is_among_words = matches!(self.parts.last(), Some(Part::Words(_)));
                let text = at
                    .text()
                    .filter(|text| at.is_text() && (is_among_words || !text.trim().is_empty()));
                if let Some(text) = text {
                    self.words(vec![Html::Text(text.to_owned())]);
                }
                continue;
            }
            let kind = name(at);
            if attribute(at, "class")
                .split_whitespace()
                .any(|class| class == ASKS)
            {
                let title = xml::html(at, &mut |below| self.instead(below));
                self.title = title;
            } else if is_block(&kind) {
                self.parts.push(Part::Block(at));
            } else if around.contains(&at.id().get()) {
                self.walk(at, around);
            } else {
                let inside = self.html(at);
                self.words(inside);
            }
        }
    }

    fn words(&mut self, more: Vec<Html>) {
        match self.parts.last_mut() {
            Some(Part::Words(words)) => words.extend(more),
            _ => self.parts.push(Part::Words(more)),
        }
    }

    /// An element as HTML, with its gaps and without what is not for everybody.
    fn html(&mut self, node: Node<'n, 'i>) -> Vec<Html> {
        if let Some(instead) = self.instead(node) {
            return instead;
        }
        let inside = xml::html(node, &mut |below| self.instead(below));
        let attributes = node.attributes().map(|attribute| {
            (
                attribute.name().to_lowercase(),
                attribute.value().to_owned(),
            )
        });
        vec![Html::Element(Element {
            name: name(node).into_owned(),
            attributes: attributes.collect(),
            inside,
        })]
    }

    fn instead(&mut self, node: Node<'n, 'i>) -> Option<Vec<Html>> {
        let class = attribute(node, "class");
        match &*name(node) {
            "text-entry-interaction" | "inline-choice-interaction" => {
                self.gaps.push(node);
                let gap = mark_of_gap(self.gaps.len() - 1);
                Some(vec![Html::Markdown(gap)])
            }
            "end-attempt-interaction" => Some(Vec::new()),
            "feedback-inline" | "feedback-block" => Some(Vec::new()),
            "rubric-block" => {
                let view = attribute(node, "view");
                if view.contains("candidate") || view.is_empty() {
                    let inside = xml::html(node, &mut |below| self.instead(below));
                    return Some(vec![Html::Element(Element {
                        name: "div".to_owned(),
                        inside,
                        ..Element::default()
                    })]);
                }
                self.losses.tell(Loss::ForMarkers);
                Some(Vec::new())
            }
            "stylesheet" | "catalog-info" | "companion-materials-info" => Some(Vec::new()),
            "printed-variable" | "template-inline" | "template-block" => {
                self.losses.tell(Loss::Markup(name(node).into_owned()));
                Some(Vec::new())
            }
            "math" => {
                self.losses.tell(Loss::Markup("math".to_owned()));
                Some(vec![Html::Text(words(node))])
            }
            "span" if class == FILLING => Some(vec![Html::Markdown(words(node))]),
            _ => None,
        }
    }
}

/// The HTML of an element without what a body leaves out.
pub(super) fn bare_html(node: Node<'_, '_>, losses: &mut Losses) -> Vec<Html> {
    let mut body = Body::default();
    let inside = xml::html(node, &mut |below| body.instead(below));
    losses.extend(body.losses);
    inside
}

/// The elements within which interactions stand that stand by themselves.
fn around_blocks(body: Node<'_, '_>) -> BTreeSet<u32> {
    let mut around = BTreeSet::new();
    for block in body.descendants().filter(|node| is_block(&name(*node))) {
        let mut above = block.ancestors().skip(1).map(|node| node.id().get());
        // Those above one that is known are known too.
        while above.next().is_some_and(|id| around.insert(id)) {}
    }
    around
}

/// Whether it is an interaction that stands by itself.
fn is_block(kind: &str) -> bool {
    let inline = ["text-entry", "inline-choice", "end-attempt"];
    kind.strip_suffix("-interaction")
        .is_some_and(|kind| !inline.contains(&kind))
        || kind == "position-object-stage"
}

/// Something that is said, and by which outcome and identifier it is known.
#[derive(Debug)]
pub(super) struct Spoken {
    pub outcome: String,
    pub identifier: String,
    pub title: String,
    pub html: Vec<Html>,
    /// Whether it stands by the answer that its identifier names.
    pub within: bool,
}

/// Everything that an item may say.
pub(super) fn spoken(item: Node<'_, '_>, cleaning: &mut Cleaning<'_>) -> Vec<Spoken> {
    let mut found = Vec::new();
    for node in item.descendants().filter(Node::is_element) {
        let kind = name(node);
        let within = match &*kind {
            "modal-feedback" => false,
            "feedback-inline" | "feedback-block" => true,
            _ => continue,
        };
        if attribute(node, "show-hide") == "hide" {
            cleaning.losses.tell(Loss::Feedback);
            continue;
        }
        let content = child(node, "content-body").unwrap_or(node);
        found.push(Spoken {
            outcome: attribute(node, "outcome-identifier").to_owned(),
            identifier: attribute(node, "identifier").to_owned(),
            title: attribute(node, "title").to_owned(),
            html: bare_html(content, &mut cleaning.losses),
            within,
        });
    }
    found
}

/// The choices of an interaction, whatever their name.
pub(super) fn choices<'n, 'i>(interaction: Node<'n, 'i>) -> Vec<Node<'n, 'i>> {
    let named = |node: &Node<'n, 'i>| {
        matches!(
            &*name(*node),
            "simple-choice" | "inline-choice" | "simple-associable-choice"
        )
    };
    elements(interaction).filter(named).collect()
}
