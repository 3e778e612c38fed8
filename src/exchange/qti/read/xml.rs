//! QTI's XML, whichever version spelt it: `simpleChoice` and `qti-simple-choice` are one name here.

use std::{borrow::Cow, collections::BTreeSet, ops::Range};

use roxmltree::{Document, Error, Node, ParsingOptions};

use crate::{
    exchange::bank::{
        Fault,
        html::{Element, MAX_DEPTH, Node as Html},
    },
    normal::one_line,
    source::{Source, Span},
};

/// The most nodes that are read: a large item has some hundreds.
const MOST_NODES: u32 = 2_000_000;

/// The most elements that stand inside one another: what reads them goes down with them.
const DEEPEST: usize = 500;

/// The most namespaces that are named: for each element the parser compares them all with one another.
const MOST_PREFIXES: usize = 100;

/// Parses a file.
pub(super) fn parse<'t>(source: Source<'t>) -> Result<Document<'t>, Fault> {
    let options = ParsingOptions {
        allow_dtd: false,
        nodes_limit: MOST_NODES,
        ..ParsingOptions::default()
    };
    let beyond = |span, message: &str| Fault {
        file: source.name.to_owned(),
        span,
        message: message.to_owned(),
        help: "make the file again with the program that it came from".to_owned(),
    };
    if let Some(span) = too_many_prefixes(source.text) {
        let message = "more namespaces are named than anybody uses";
        return Err(beyond(span, message));
    }
    let document =
        Document::parse_with_options(source.text, options).map_err(|why| fault(source, &why))?;
    match too_deep(&document) {
        Some(span) => {
            let message = "elements stand inside one another deeper than anybody writes";
            Err(beyond(span, message))
        }
        None => Ok(document),
    }
}

/// Where too many namespaces are named.
fn too_many_prefixes(text: &str) -> Option<Span> {
    const NAMES: &str = "xmlns:";
    let mut named = BTreeSet::new();
    let mut places = text.match_indices(NAMES).map(|(at, _)| at);
    places.find_map(|at| {
        let rest = text.get(at + NAMES.len()..)?;
        named.insert(rest.split(|c: char| c == '=' || c.is_whitespace()).next());
        (named.len() > MOST_PREFIXES).then(|| Span::new(at, at + NAMES.len()))
    })
}

/// The first element that stands too deep. The parser goes down without a stack, and so does this;
/// only here is it known for sure where an element ends.
fn too_deep(document: &Document<'_>) -> Option<Span> {
    let mut ends: Vec<usize> = Vec::new();
    let mut elements = document.descendants().filter(Node::is_element);
    elements.find_map(|element| {
        let Range { start, end } = element.range();
        while ends.pop_if(|end| *end <= start).is_some() {}
        ends.push(end);
        (ends.len() > DEEPEST).then(|| Span::new(start, start + 1))
    })
}

fn fault(source: Source<'_>, why: &Error) -> Fault {
    let place = why.pos();
    let line_start: usize = source
        .text
        .split_inclusive('\n')
        .take(usize::try_from(place.row).unwrap_or(1).saturating_sub(1))
        .map(str::len)
        .sum();
    let line = source.text.get(line_start..).unwrap_or_default();
    let before = usize::try_from(place.col).unwrap_or(1).saturating_sub(1);
    let within: usize = line.chars().take(before).map(char::len_utf8).sum();
    let (message, help) = match why {
        Error::DtdDetected => (
            "a document type definition begins here, and none is read: entities in it could fill \
             the memory or fetch other files"
                .to_owned(),
            "take the `<!DOCTYPE …>` out, and write characters in place of its entities",
        ),
        Error::UnknownEntityReference(name, _) => (
            format!("`&{name};` is no character that XML knows by name"),
            "write the character itself, or its number: `&#160;` is a blank that does not break",
        ),
        why => (
            format!("this is not XML: {why}"),
            "mend it there, or make the file again with the program that it came from",
        ),
    };
    Fault {
        file: source.name.to_owned(),
        span: Span::at((line_start + within).min(source.text.len())),
        message,
        help: help.to_owned(),
    }
}

/// An element's name as version 3.0 spells it, without its prefix.
pub(super) fn name<'n>(node: Node<'n, '_>) -> Cow<'n, str> {
    let name = node.tag_name().name();
    match name.strip_prefix("qti-") {
        Some(bare) => Cow::Borrowed(bare),
        None => kebab(name),
    }
}

fn kebab(name: &str) -> Cow<'_, str> {
    if !name.contains(|c: char| c.is_ascii_uppercase()) {
        return Cow::Borrowed(name);
    }
    let mut out = String::with_capacity(name.len() + 4);
    for c in name.chars() {
        if c.is_ascii_uppercase() {
            if !out.is_empty() {
                out.push('-');
            }
            out.push(c.to_ascii_lowercase());
        } else {
            out.push(c);
        }
    }
    Cow::Owned(out)
}

/// An attribute by its name in version 3.0; empty where it is not there.
pub(super) fn attribute<'n>(node: Node<'n, '_>, wanted: &str) -> &'n str {
    let mut attributes = node.attributes();
    attributes
        .find(|attribute| kebab(attribute.name()) == wanted)
        .map_or("", |attribute| attribute.value())
}

/// Whether an attribute says so, as XML schemas write it.
pub(super) fn is_true(node: Node<'_, '_>, wanted: &str) -> bool {
    matches!(attribute(node, wanted).trim(), "true" | "1")
}

/// Whether it says that it is not so.
pub(super) fn is_false(node: Node<'_, '_>, wanted: &str) -> bool {
    matches!(attribute(node, wanted).trim(), "false" | "0")
}

/// The elements within one.
pub(super) fn elements<'n, 'i>(node: Node<'n, 'i>) -> impl Iterator<Item = Node<'n, 'i>> {
    node.children().filter(Node::is_element)
}

/// The first element of a name within one.
pub(super) fn child<'n, 'i>(node: Node<'n, 'i>, wanted: &str) -> Option<Node<'n, 'i>> {
    elements(node).find(|child| name(*child) == wanted)
}

/// The elements of a name below one.
pub(super) fn below<'n, 'i, 'w>(
    node: Node<'n, 'i>,
    wanted: &'w str,
) -> impl Iterator<Item = Node<'n, 'i>> + use<'n, 'i, 'w> {
    node.descendants()
        .filter(move |found| found.is_element() && name(*found) == wanted)
}

/// All words within an element.
pub(super) fn words(node: Node<'_, '_>) -> String {
    let texts = node.descendants().filter_map(|node| match node.is_text() {
        true => node.text(),
        false => None,
    });
    one_line(&texts.collect::<String>())
}

/// The nodes within an element as HTML. What `take` gives something for is put in its place.
pub(super) fn html<'n, 'i>(
    node: Node<'n, 'i>,
    take: &mut impl FnMut(Node<'n, 'i>) -> Option<Vec<Html>>,
) -> Vec<Html> {
    nodes(node, 0, take)
}

fn nodes<'n, 'i>(
    node: Node<'n, 'i>,
    depth: usize,
    take: &mut impl FnMut(Node<'n, 'i>) -> Option<Vec<Html>>,
) -> Vec<Html> {
    let mut found = Vec::new();
    for child in node.children() {
        if child.is_text() {
            found.push(Html::Text(child.text().unwrap_or_default().to_owned()));
        } else if child.is_element() {
            if let Some(instead) = take(child) {
                found.extend(instead);
                continue;
            }
            let inside = match depth < MAX_DEPTH {
                true => nodes(child, depth + 1, take),
                false => vec![Html::Text(words(child))],
            };
            found.push(Html::Element(element(child, inside)));
        }
    }
    found
}

fn element(node: Node<'_, '_>, inside: Vec<Html>) -> Element {
    let attributes = node.attributes().map(|attribute| {
        (
            attribute.name().to_lowercase(),
            attribute.value().to_owned(),
        )
    });
    let mut element = Element {
        name: name(node).into_owned(),
        attributes: attributes.collect(),
        inside,
    };
    // Version 2 has pictures as objects.
    let is_picture = element.attribute("type").starts_with("image/");
    if element.name == "object" && is_picture {
        let alternative = words(node);
        let address = element.attribute("data").to_owned();
        element.name = "img".to_owned();
        element.attributes.insert("src".to_owned(), address);
        element.attributes.insert("alt".to_owned(), alternative);
        element.inside.clear();
    }
    element
}
