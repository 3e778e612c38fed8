//! Markdown as a tree of blocks, each with its place in the source.
//!
//! pulldown-cmark parses; this keeps its events in one flat list where every opening knows its
//! closing, so that walking siblings is a jump and a hostile nesting of ten thousand quotations
//! costs no stack. It attaches no meaning to anything: that is [`crate::read`]'s work.

use std::ops::Range;

use pulldown_cmark::{Event, Options, Parser, Tag, TextMergeWithOffset};

use crate::source::Span;

/// Quotations, lists and emphasis inside one another beyond this depth are taken out of their
/// containers: nobody can read them, and browsers stop nesting soon after.
pub const MAX_DEPTH: usize = 24;

/// A run of sibling nodes: indices into a [`Document`].
pub type Stretch = Range<usize>;

/// One event and where it stands.
#[derive(Debug)]
pub struct Node<'a> {
    /// What pulldown-cmark saw. Closings are not nodes of their own.
    pub event: Event<'a>,
    /// The bytes of the source it covers, with its closing.
    pub span: Span,
    /// The index after the last node inside it.
    end: usize,
}

/// A parsed text.
#[derive(Debug)]
pub struct Document<'a> {
    nodes: Vec<Node<'a>>,
    /// Where nesting first went past [`MAX_DEPTH`], if it did.
    pub too_deep: Option<Span>,
}

/// What of Markdown is read: CommonMark and the GitHub extensions, nothing that guesses.
pub fn options() -> Options {
    Options::ENABLE_TABLES
        | Options::ENABLE_FOOTNOTES
        | Options::ENABLE_STRIKETHROUGH
        | Options::ENABLE_TASKLISTS
        | Options::ENABLE_HEADING_ATTRIBUTES
        | Options::ENABLE_PLUSES_DELIMITED_METADATA_BLOCKS
        | Options::ENABLE_GFM
}

impl<'a> Document<'a> {
    /// Parses a text. Every text is a document.
    pub fn parse(text: &'a str) -> Self {
        let mut nodes: Vec<Node<'a>> = Vec::with_capacity(text.len() / 24);
        let mut open = Vec::new();
        let mut dropped = 0_usize;
        let mut too_deep = None;
        let events = Parser::new_ext(text, options()).into_offset_iter();
        for (event, range) in TextMergeWithOffset::new(events) {
            match event {
                Event::Start(_) if open.len() >= MAX_DEPTH => {
                    dropped += 1;
                    too_deep.get_or_insert(Span::from(range));
                }
                Event::End(_) if dropped > 0 => dropped -= 1,
                Event::End(_) => {
                    let end = nodes.len();
                    if let Some(node) = open.pop().and_then(|at: usize| nodes.get_mut(at)) {
                        node.end = end;
                    }
                }
                event => {
                    let at = nodes.len();
                    if matches!(event, Event::Start(_)) {
                        open.push(at);
                    }
                    nodes.push(Node {
                        event,
                        span: range.into(),
                        end: at + 1,
                    });
                }
            }
        }
        Self { nodes, too_deep }
    }

    /// The whole document.
    pub fn all(&self) -> Stretch {
        0..self.nodes.len()
    }

    /// The nodes of a stretch and all that is inside them, in source order.
    pub fn nodes(&self, stretch: Stretch) -> &[Node<'a>] {
        self.nodes.get(stretch).unwrap_or_default()
    }

    /// One node.
    pub fn node(&self, at: usize) -> Option<&Node<'a>> {
        self.nodes.get(at)
    }

    /// What is inside the node at this index.
    pub fn inside(&self, at: usize) -> Stretch {
        at + 1..self.end(at)
    }

    /// The index after the node at this index and all that is inside it.
    pub fn end(&self, at: usize) -> usize {
        self.nodes.get(at).map_or(at + 1, |node| node.end)
    }

    /// The nodes of a stretch with their indices, without those inside them.
    pub fn siblings(&self, stretch: Stretch) -> impl Iterator<Item = (usize, &Node<'a>)> {
        let mut next = stretch.start;
        std::iter::from_fn(move || {
            let at = next;
            let node = self.nodes.get(at).filter(|_| at < stretch.end)?;
            next = node.end;
            Some((at, node))
        })
    }

    /// The source that a stretch covers.
    pub fn span(&self, stretch: Stretch) -> Span {
        let nodes = self.nodes(stretch);
        let start = nodes.first().map_or(0, |node| node.span.start);
        Span::new(
            start,
            nodes
                .iter()
                .map(|node| node.span.end)
                .max()
                .unwrap_or(start),
        )
    }

    /// The words of a stretch, without marks.
    pub fn words(&self, stretch: Stretch) -> String {
        let mut words = String::new();
        for node in self.nodes(stretch) {
            match &node.event {
                Event::Text(text) | Event::Code(text) => words.push_str(text),
                Event::SoftBreak | Event::HardBreak => words.push(' '),
                Event::Start(_)
                | Event::End(_)
                | Event::InlineMath(_)
                | Event::DisplayMath(_)
                | Event::Html(_)
                | Event::InlineHtml(_)
                | Event::FootnoteReference(_)
                | Event::Rule
                | Event::TaskListMarker(_) => {}
            }
        }
        words
    }
}

/// Whether a tag is a block of its own, rather than a run of words within one.
pub fn is_block(tag: &Tag<'_>) -> bool {
    match tag {
        Tag::Paragraph
        | Tag::Heading { .. }
        | Tag::BlockQuote(_)
        | Tag::CodeBlock(_)
        | Tag::HtmlBlock
        | Tag::List(_)
        | Tag::Item
        | Tag::FootnoteDefinition(_)
        | Tag::DefinitionList
        | Tag::DefinitionListTitle
        | Tag::DefinitionListDefinition
        | Tag::Table(_)
        | Tag::TableHead
        | Tag::TableRow
        | Tag::TableCell
        | Tag::MetadataBlock(_) => true,
        Tag::Emphasis
        | Tag::Strong
        | Tag::Strikethrough
        | Tag::Superscript
        | Tag::Subscript
        | Tag::Link { .. }
        | Tag::Image { .. } => false,
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn siblings_skip_what_is_inside_them() {
        let document = Document::parse("# One\n\n- a\n- b\n\nlast");
        let spans: Vec<_> = document
            .siblings(document.all())
            .map(|(_, node)| node.span)
            .collect();
        assert_eq!(spans.len(), 3);
        assert!(spans.is_sorted());
    }

    #[test]
    fn ten_thousand_quotations_are_read_without_their_depth() {
        for mark in ["> ", "- ", "*", "1. "] {
            let text = format!("{}deep", mark.repeat(10_000));
            let document = Document::parse(&text);
            assert!(document.words(document.all()).contains("deep"), "{mark:?}");
        }
        assert!(Document::parse(&"> ".repeat(100)).too_deep.is_some());
    }
}
