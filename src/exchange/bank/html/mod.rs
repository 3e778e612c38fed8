//! HTML, as question banks hold it, cleaned to the Markdown of the content language.
//!
//! What Markdown has no word for is told as lost; its words stay. Scripts and styles go.

mod colour;
mod inline;
mod parse;

use std::collections::BTreeMap;

pub(in crate::exchange) use self::inline::STRUCK;
pub use self::parse::{deep_words, is_html, parse};
use self::{colour::colours, inline::inline};
use super::{Loss, Losses};
use crate::normal::one_line;

/// Elements inside one another beyond this depth are taken for their words.
pub const MAX_DEPTH: usize = 48;

/// The most cells that a table has.
const MOST_CELLS: usize = 10_000;

/// A piece of HTML.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Node {
    /// Words.
    Text(String),
    /// An element with what is inside it.
    Element(Element),
    /// Markdown to be put in as it is: a gap.
    Markdown(String),
}

/// An element.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Element {
    /// Its name, in small letters and without a prefix.
    pub name: String,
    /// Its attributes.
    pub attributes: BTreeMap<String, String>,
    /// What is inside it.
    pub inside: Vec<Node>,
}

impl Element {
    /// An attribute's value; empty where it is not there.
    pub fn attribute(&self, name: &str) -> &str {
        self.attributes.get(name).map_or("", String::as_str)
    }

    fn has_class(&self, class: &str) -> bool {
        self.attribute("class")
            .split_whitespace()
            .any(|c| c == class)
    }
}

/// What cleaning has to know and to tell.
#[derive(Debug, Default)]
pub struct Cleaning<'a> {
    /// The images that are kept: their addresses in the bank, and their paths beside the units.
    pub images: BTreeMap<String, String>,
    /// Whether quotations stay: under some kinds of question they would be read as feedback.
    pub no_quotations: bool,
    /// The class that says which attention a block calls for, in banks of our own.
    pub alert: Option<&'a str>,
    /// What was lost.
    pub losses: Losses,
}

/// Blocks of HTML as Markdown.
pub fn blocks(nodes: &[Node], cleaning: &mut Cleaning<'_>) -> String {
    let mut found = Vec::new();
    each_block(nodes, cleaning, &mut found);
    found.join("\n\n")
}

/// The same on one line: blocks follow one another behind a blank.
pub fn line(nodes: &[Node], cleaning: &mut Cleaning<'_>) -> String {
    let mut found = Vec::new();
    flat(nodes, cleaning, &mut found);
    found.retain(|text| !text.is_empty());
    found.join(" ")
}

fn flat(nodes: &[Node], cleaning: &mut Cleaning<'_>, found: &mut Vec<String>) {
    let mut run: Vec<Node> = Vec::new();
    for node in nodes {
        match node {
            Node::Element(element) if is_block(&element.name) => {
                found.push(inline(&std::mem::take(&mut run), false, cleaning));
                if !matches!(element.name.as_str(), "p" | "div" | "section" | "span") {
                    cleaning.losses.tell(Loss::Markup(element.name.clone()));
                }
                flat(&element.inside, cleaning, found);
            }
            node => run.push(node.clone()),
        }
    }
    found.push(inline(&run, false, cleaning));
}

fn each_block(nodes: &[Node], cleaning: &mut Cleaning<'_>, found: &mut Vec<String>) {
    let mut run: Vec<Node> = Vec::new();
    for node in nodes {
        let Node::Element(element) = node else {
            run.push(node.clone());
            continue;
        };
        if !is_block(&element.name) {
            run.push(node.clone());
            continue;
        }
        paragraph(&std::mem::take(&mut run), cleaning, found);
        block(element, cleaning, found);
    }
    paragraph(&run, cleaning, found);
}

fn paragraph(run: &[Node], cleaning: &mut Cleaning<'_>, found: &mut Vec<String>) {
    let text = inline(run, true, cleaning);
    if !text.is_empty() {
        found.push(text);
    }
}

fn block(element: &Element, cleaning: &mut Cleaning<'_>, found: &mut Vec<String>) {
    colours(element, &mut cleaning.losses);
    match element.name.as_str() {
        "ul" | "ol" => list(element, cleaning, found),
        "blockquote" => quotation(element, cleaning, found),
        "pre" => found.push(code_block(&deep_words(&element.inside))),
        "table" => table(element, cleaning, found),
        "hr" => found.push("---".to_owned()),
        "h1" | "h2" | "h3" | "h4" | "h5" | "h6" => {
            cleaning.losses.tell(Loss::Markup(element.name.clone()));
            let words = line(&element.inside, cleaning);
            if !words.is_empty() {
                found.push(format!("**{words}**"));
            }
        }
        _ => each_block(&element.inside, cleaning, found),
    }
}

fn list(element: &Element, cleaning: &mut Cleaning<'_>, found: &mut Vec<String>) {
    let mut lines: Vec<String> = Vec::new();
    let mut number: u64 = element.attribute("start").parse().unwrap_or(1);
    let mut loose = false;
    for node in &element.inside {
        let item = match node {
            Node::Element(item) if item.name == "li" => item,
            Node::Text(text) if text.trim().is_empty() => continue,
            node => &Element {
                inside: vec![node.clone()],
                ..Element::default()
            },
        };
        let mut inside = Vec::new();
        each_block(&item.inside, cleaning, &mut inside);
        // Other signs than a question's answers have, or the two lists would be one.
        let sign = match element.name.as_str() {
            "ol" => format!("{number}) "),
            _ => "* ".to_owned(),
        };
        number = number.saturating_add(1).min(999_999_999);
        let is_paragraph = |node: &Node| matches!(node, Node::Element(e) if e.name == "p");
        loose |= inside.len() > 1 || item.inside.iter().any(is_paragraph);
        let text = inside.join("\n\n");
        if !text.is_empty() {
            lines.push(format!("{sign}{}", indented(&text, sign.len())));
        }
    }
    if !lines.is_empty() {
        found.push(lines.join(if loose { "\n\n" } else { "\n" }));
    }
}

fn indented(text: &str, by: usize) -> String {
    let mut out = String::with_capacity(text.len());
    for (at, line) in text.lines().enumerate() {
        if at > 0 {
            out.push('\n');
            if !line.is_empty() {
                out.push_str(&" ".repeat(by));
            }
        }
        out.push_str(line);
    }
    out
}

fn quotation(element: &Element, cleaning: &mut Cleaning<'_>, found: &mut Vec<String>) {
    let mut inside = Vec::new();
    each_block(&element.inside, cleaning, &mut inside);
    if inside.is_empty() {
        return;
    }
    let kinds = ["note", "tip", "important", "warning"];
    let alert = cleaning.alert.and_then(|prefix| {
        let class = |kind: &&&str| element.has_class(&format!("{prefix}{kind}"));
        kinds.iter().find(class)
    });
    if cleaning.no_quotations && alert.is_none() {
        cleaning.losses.tell(Loss::Quotation);
        found.extend(inside);
        return;
    }
    let text = inside.join("\n\n");
    let quoted = text.lines().map(|line| format!("> {line}"));
    let quoted: Vec<String> = quoted.map(|line| line.trim_end().to_owned()).collect();
    let head = alert.map(|kind| format!("> [!{}]\n", kind.to_uppercase()));
    found.push(head.unwrap_or_default() + &quoted.join("\n"));
}

fn code_block(text: &str) -> String {
    let longest = text
        .lines()
        .map(|line| line.trim_start())
        .map(|line| line.len() - line.trim_start_matches('`').len())
        .max();
    let fence = "`".repeat(longest.unwrap_or(0).max(2) + 1);
    format!("{fence}\n{}\n{fence}", text.trim_matches('\n'))
}

fn table(element: &Element, cleaning: &mut Cleaning<'_>, found: &mut Vec<String>) {
    let mut rows = Vec::new();
    gather_rows(element, &mut rows);
    let cells = |row: &&Element| row.inside.iter().filter_map(cell).count();
    let most = rows.iter().map(cells).max().unwrap_or(0);
    if most.saturating_mul(rows.len()) > MOST_CELLS {
        // Every row of a table has as many cells as the longest.
        cleaning.losses.tell(Loss::Markup("table".to_owned()));
        for cell in rows
            .iter()
            .flat_map(|row| row.inside.iter().filter_map(cell))
        {
            each_block(&cell.inside, cleaning, found);
        }
        return;
    }
    let mut lines: Vec<Vec<String>> = Vec::new();
    for row in rows {
        let cells = row.inside.iter().filter_map(cell);
        let mut line_of = Vec::new();
        for cell in cells {
            if ["colspan", "rowspan"].iter().any(|span| {
                let span = cell.attribute(span);
                !span.is_empty() && span != "1"
            }) {
                cleaning.losses.tell(Loss::Markup("colspan".to_owned()));
            }
            line_of.push(line(&cell.inside, cleaning).replace('|', "\\|"));
        }
        lines.push(line_of);
    }
    let width = lines.iter().map(Vec::len).max().unwrap_or(0);
    if lines.iter().flatten().all(String::is_empty) {
        return;
    }
    let mut out = Vec::new();
    for (at, mut cells) in lines.into_iter().enumerate() {
        cells.resize(width, String::new());
        out.push(format!("| {} |", cells.join(" | ")));
        if at == 0 {
            out.push(format!("|{}", "---|".repeat(width)));
        }
    }
    found.push(out.join("\n"));
}

fn cell(node: &Node) -> Option<&Element> {
    match node {
        Node::Element(cell) if matches!(cell.name.as_str(), "td" | "th") => Some(cell),
        _ => None,
    }
}

fn gather_rows<'e>(element: &'e Element, rows: &mut Vec<&'e Element>) {
    for node in &element.inside {
        match node {
            Node::Element(row) if row.name == "tr" => rows.push(row),
            Node::Element(part) if matches!(part.name.as_str(), "thead" | "tbody" | "tfoot") => {
                gather_rows(part, rows);
            }
            _ => {}
        }
    }
}

/// Whether an element stands by itself, rather than within a line.
pub fn is_block(name: &str) -> bool {
    matches!(
        name,
        "address"
            | "article"
            | "aside"
            | "blockquote"
            | "caption"
            | "center"
            | "dd"
            | "details"
            | "div"
            | "dl"
            | "dt"
            | "fieldset"
            | "figcaption"
            | "figure"
            | "footer"
            | "form"
            | "h1"
            | "h2"
            | "h3"
            | "h4"
            | "h5"
            | "h6"
            | "header"
            | "hr"
            | "li"
            | "main"
            | "nav"
            | "ol"
            | "p"
            | "pre"
            | "section"
            | "summary"
            | "table"
            | "tbody"
            | "td"
            | "tfoot"
            | "th"
            | "thead"
            | "tr"
            | "ul"
    )
}

/// Words of HTML-like text, where nothing but words is wanted: an answer that is typed.
pub fn plain(text: &str) -> String {
    match is_html(text) {
        true => one_line(&deep_words(&parse(text))),
        false => one_line(text),
    }
}
