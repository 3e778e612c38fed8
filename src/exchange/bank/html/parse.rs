//! HTML as a tree, read as browsers read it. Every text is HTML.

use ego_tree::NodeRef;
use scraper::{Html, Node as Parsed};

use super::{Element, MAX_DEPTH, Node, is_block};

/// Whether a text has tags or character references in it, so that it is HTML and not plain words.
pub fn is_html(text: &str) -> bool {
    let tag = |rest: &str| {
        let name = rest.strip_prefix('/').unwrap_or(rest);
        let is_name = name.starts_with(|c: char| c.is_ascii_alphabetic());
        (is_name && rest.contains('>')) || rest.starts_with("!--")
    };
    let reference = |rest: &str| {
        let name = rest.split(';').next().unwrap_or_default();
        let bare = name.strip_prefix('#').unwrap_or(name);
        rest.len() > name.len()
            && (2..=8).contains(&name.len())
            && bare.chars().all(|c| c.is_ascii_alphanumeric())
    };
    let behind = |sign: char| text.split(sign).skip(1);
    behind('<').any(tag) || behind('&').any(reference)
}

/// Some HTML as a tree.
pub fn parse(html: &str) -> Vec<Node> {
    let document = Html::parse_fragment(html);
    let root = document.tree.root();
    // A fragment is parsed within `<html>`.
    let within = root.children().find(|child| {
        child
            .value()
            .as_element()
            .is_some_and(|e| e.name() == "html")
    });
    children(within.unwrap_or(root), 0)
}

fn children(node: NodeRef<'_, Parsed>, depth: usize) -> Vec<Node> {
    node.children()
        .filter_map(|child| match child.value() {
            Parsed::Text(text) => Some(Node::Text(text.to_string())),
            Parsed::Element(element) => {
                let attributes = element
                    .attrs()
                    .map(|(name, value)| (name.to_lowercase(), value.to_owned()));
                let inside = match depth < MAX_DEPTH {
                    true => children(child, depth + 1),
                    false => vec![Node::Text(below(child))],
                };
                Some(Node::Element(Element {
                    name: element.name().to_lowercase(),
                    attributes: attributes.collect(),
                    inside,
                }))
            }
            _ => None,
        })
        .collect()
}

/// All words below a node. However deep they are, the tree is walked along its own links.
fn below(node: NodeRef<'_, Parsed>) -> String {
    let texts = node.descendants().filter_map(|node| match node.value() {
        Parsed::Text(text) => Some(text.to_string()),
        _ => None,
    });
    texts.collect::<Vec<_>>().join("")
}

/// All words of some nodes, as they stand.
pub fn deep_words(nodes: &[Node]) -> String {
    let mut out = String::new();
    for node in nodes {
        match node {
            Node::Text(text) | Node::Markdown(text) => out.push_str(text),
            Node::Element(element) if element.name == "br" => out.push('\n'),
            Node::Element(element) if matches!(element.name.as_str(), "script" | "style") => {}
            Node::Element(element) => {
                let apart = is_block(&element.name) && !out.is_empty();
                out.push_str(if apart { "\n" } else { "" });
                out.push_str(&deep_words(&element.inside));
                out.push_str(if apart { "\n" } else { "" });
            }
        }
    }
    out
}
