//! Where the parts of a question stand in its own text.

use pulldown_cmark::{BlockQuoteKind, Event, Tag};

use crate::{
    block::{Document, is_block},
    question::Kind,
    source::Span,
};

/// The places of a question's parts, from the start of its heading.
pub(super) struct Layout {
    /// The words of the heading.
    pub title: Span,
    /// What stands within the heading's braces.
    pub braces: Span,
    /// What stands before the answers, from the start of its first line.
    pub stem: Option<Span>,
    /// The end of what stands before the stem: the heading, or comments under it.
    pub before_stem: usize,
    /// The answers, where the kind has any.
    pub body: Body,
    /// The paragraphs and lists of the quotations under the answers.
    pub parts: Vec<Part>,
    /// The quotations under the answers.
    pub quotes: Vec<Span>,
    /// The end of the last thing in the question.
    pub end: usize,
}

/// The block that holds the answers.
pub(super) enum Body {
    None,
    List {
        span: Span,
        lines: Vec<Line>,
    },
    Table {
        span: Span,
        /// The cells of each row, the titles first.
        rows: Vec<Row>,
    },
}

/// An item of a list.
#[derive(Clone)]
pub(super) struct Line {
    /// From its marker to the end of what is in it.
    pub span: Span,
    /// `[x]` or `[ ]`.
    pub mark: Option<Span>,
    /// Its words, without its id.
    pub words: Span,
    /// Its id with the braces.
    pub own: Option<Span>,
    /// Its quotations, from the start of the first's first line.
    pub quotes: Vec<Quote>,
    /// How far what is in it is indented.
    pub indent: usize,
}

#[derive(Clone, Copy)]
pub(super) struct Quote {
    pub span: Span,
    pub kind: Option<BlockQuoteKind>,
}

pub(super) struct Row {
    pub span: Span,
    pub cells: Vec<Span>,
}

/// A block within the quotations under the answers.
pub(super) struct Part {
    pub span: Span,
    pub is_paragraph: bool,
}

impl Layout {
    /// The places in the text of a question of this kind. None where the text is none.
    pub fn of(text: &str, kind: Kind) -> Option<Self> {
        let document = Document::parse(text);
        let heading = document.node(0)?;
        if !matches!(heading.event, Event::Start(Tag::Heading { .. })) {
            return None;
        }
        let heading_span = heading.span.trimmed(text);
        let start = {
            let rest = text.get(heading_span.range())?;
            heading_span.start + rest.len() - rest.trim_start_matches('#').trim_start().len()
        };
        let inside = document.inside(0);
        let end = match inside.is_empty() {
            true => start,
            false => document.span(inside).end.max(start),
        };
        let title = Span::new(start, end).trimmed(text);
        let behind = Span::new(end, heading_span.end).of(text);
        let (open, close) = (behind.find('{')?, behind.rfind('}')?);
        let braces = Span::new(end + open + 1, end + close);

        let body = document.end(0)..document.all().end;
        let answers = answers(&document, kind, body.start);
        let (stem_end, rest) = match answers {
            Some(at) => (at, document.end(at)),
            None => {
                let at = trailing_quotes(&document, body.start);
                (at, at)
            }
        };
        let mut before_stem = heading_span.end;
        let mut stem: Option<Span> = None;
        let mut blocks: Vec<Span> = Vec::new();
        for (_, node) in document.siblings(body.start..stem_end) {
            blocks.push(node.span.trimmed(text));
        }
        let is_comment = |span: &Span| span.of(text).trim_start().starts_with("<!--");
        while blocks.last().is_some_and(is_comment) && blocks.iter().any(|b| !is_comment(b)) {
            blocks.pop();
        }
        for span in blocks {
            if stem.is_none() && is_comment(&span) {
                before_stem = span.end;
                continue;
            }
            let from = stem.map_or(line_start(text, span.start), |stem| stem.start);
            stem = Some(Span::new(from, span.end));
        }
        let mut parts = Vec::new();
        let mut quotes = Vec::new();
        for (at, node) in document.siblings(rest..body.end) {
            if !matches!(node.event, Event::Start(Tag::BlockQuote(_))) {
                continue;
            }
            for (_, inner) in document.siblings(document.inside(at)) {
                parts.push(Part {
                    span: inner.span.trimmed(text),
                    is_paragraph: matches!(inner.event, Event::Start(Tag::Paragraph)),
                });
            }
            quotes.push(node.span.trimmed(text));
        }
        Some(Self {
            title,
            braces,
            stem,
            before_stem,
            body: answers.map_or(Body::None, |at| body_at(&document, text, at)),
            parts,
            quotes,
            end: text.trim_end().len(),
        })
    }
}

/// The start of the line that a place is in.
pub(super) fn line_start(text: &str, at: usize) -> usize {
    text.get(..at)
        .and_then(|before| before.rfind('\n'))
        .map_or(0, |line| line + 1)
}

fn answers(document: &Document<'_>, kind: Kind, from: usize) -> Option<usize> {
    let is_tasks = |at: usize| {
        document
            .nodes(document.inside(at))
            .iter()
            .any(|node| matches!(node.event, Event::TaskListMarker(_)))
    };
    let found = document
        .siblings(from..document.all().end)
        .filter(|(at, node)| match (&node.event, kind) {
            (
                Event::Start(Tag::List(None)),
                Kind::Single | Kind::Multiple | Kind::Number | Kind::Short,
            ) => is_tasks(*at),
            (Event::Start(Tag::List(Some(_))), Kind::Order | Kind::Rate) => true,
            (Event::Start(Tag::Table(_)), Kind::Match) => true,
            _ => false,
        });
    found.map(|(at, _)| at).last()
}

fn trailing_quotes(document: &Document<'_>, from: usize) -> usize {
    let mut start = document.all().end;
    let mut places: Vec<_> = document.siblings(from..start).collect();
    while let Some((at, node)) = places.pop() {
        match node.event {
            Event::Start(Tag::BlockQuote(None)) => start = at,
            _ => break,
        }
    }
    start
}

fn body_at(document: &Document<'_>, text: &str, at: usize) -> Body {
    let Some(node) = document.node(at) else {
        return Body::None;
    };
    let span = node.span.trimmed(text);
    let inside = document.siblings(document.inside(at));
    if matches!(node.event, Event::Start(Tag::Table(_))) {
        let rows = inside.map(|(row, node)| Row {
            span: node.span.trimmed(text),
            cells: document
                .siblings(document.inside(row))
                .map(|(_, cell)| cell_words(text, cell.span))
                .collect(),
        });
        return Body::Table {
            span,
            rows: rows.collect(),
        };
    }
    let lines = inside.map(|(item, node)| line(document, text, item, node.span));
    Body::List {
        span,
        lines: lines.collect(),
    }
}

/// A cell without the strokes and blanks around its words.
fn cell_words(text: &str, cell: Span) -> Span {
    let raw = cell.of(text);
    let bare = raw.trim_start_matches(['|', ' ', '\t']);
    let start = cell.start + raw.len() - bare.len();
    let mut bare = bare.trim_end();
    while bare.ends_with('|') && !bare.ends_with("\\|") {
        bare = bare[..bare.len() - 1].trim_end();
    }
    Span::new(start, start + bare.len())
}

fn line(document: &Document<'_>, text: &str, item: usize, whole: Span) -> Line {
    let raw = whole.of(text);
    let start = whole.start + raw.len() - raw.trim_start().len();
    let span = Span::new(start, whole.end).trimmed(text);
    let rest = span.of(text);
    let marker = rest
        .find(|c: char| !c.is_ascii_digit())
        .map_or(0, |at| if at == 0 { 1 } else { at + 1 });
    let after = rest.get(marker..).unwrap_or_default();
    let blanks = after.len() - after.trim_start_matches([' ', '\t']).len();
    let indent = (start - line_start(text, start)) + marker + blanks.clamp(1, 4);
    let mut words_start = start + marker + blanks;
    let mut words_end = words_start;
    let mut mark = None;
    let mut quotes: Vec<Quote> = Vec::new();
    let mut seen = false;
    for (at, node) in document.siblings(document.inside(item)) {
        match &node.event {
            Event::TaskListMarker(_) if mark.is_none() && !seen => mark = Some(node.span),
            Event::Start(Tag::Paragraph) if !seen => {
                seen = true;
                for (_, inner) in document.siblings(document.inside(at)) {
                    match inner.event {
                        Event::TaskListMarker(_) if mark.is_none() => mark = Some(inner.span),
                        _ => words_end = words_end.max(inner.span.end),
                    }
                }
            }
            Event::Start(Tag::BlockQuote(kind)) => {
                seen = true;
                let from = line_start(text, node.span.start).max(start);
                quotes.push(Quote {
                    span: Span::new(from, node.span.end).trimmed(text),
                    kind: *kind,
                });
            }
            Event::Start(tag) if is_block(tag) => seen = true,
            _ if !seen => words_end = words_end.max(node.span.end),
            _ => {}
        }
    }
    if let Some(mark) = mark {
        let behind = text.get(mark.end..).unwrap_or_default();
        words_start = mark.end + behind.len() - behind.trim_start_matches([' ', '\t']).len();
    }
    let words = Span::new(words_start, words_end).trimmed(text);
    let (words, own) = without_own_id(text, words);
    Line {
        span,
        mark,
        words,
        own,
        quotes,
        indent,
    }
}

/// Words without the id at their end, and the id with its braces.
pub(super) fn without_own_id(text: &str, words: Span) -> (Span, Option<Span>) {
    let raw = words.of(text);
    let open = raw
        .strip_suffix('}')
        .and_then(|open| open.rfind("{#"))
        .map(|open| words.start + open);
    match open {
        Some(open) => (
            Span::new(words.start, open).trimmed(text),
            Some(Span::new(open, words.end)),
        ),
        None => (words, None),
    }
}
