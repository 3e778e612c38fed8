//! A run of HTML within one paragraph.

use super::{Cleaning, Element, Node, colours, deep_words, is_block};
use crate::{
    exchange::bank::{
        Loss,
        escape::{self, BREAK},
    },
    normal::one_line,
    prose::Target,
    read::{is_path_in_pack, target},
};

/// Markdown in the making.
struct Run<'c, 'a> {
    out: String,
    /// Whether line breaks stay.
    breaks: bool,
    cleaning: &'c mut Cleaning<'a>,
}

/// A run as Markdown without blanks at its ends.
pub(super) fn inline(nodes: &[Node], breaks: bool, cleaning: &mut Cleaning<'_>) -> String {
    let mut run = Run {
        out: String::new(),
        breaks,
        cleaning,
    };
    run.nodes(nodes, None);
    // A break at either end would be read as a backslash.
    let blank = |c: char| c.is_whitespace() && c != '\n';
    let mut out = run.out.as_str();
    while let Some(rest) = out.trim_end_matches(blank).strip_suffix(BREAK) {
        out = rest;
    }
    while let Some(rest) = out.trim_start_matches(blank).strip_prefix(BREAK) {
        out = rest;
    }
    out.trim().to_owned()
}

impl Run<'_, '_> {
    fn nodes(&mut self, nodes: &[Node], after: Option<char>) {
        for (at, node) in nodes.iter().enumerate() {
            let rest = nodes.get(at + 1..).unwrap_or_default();
            let next = first_char(rest).or(after);
            match node {
                Node::Text(text) => self.text(text),
                Node::Markdown(markdown) => self.out.push_str(markdown),
                Node::Element(element) => self.element(element, next),
            }
        }
    }

    fn text(&mut self, text: &str) {
        let at_start = self.out.is_empty() || self.out.ends_with('\n');
        let blank = |c: char| c.is_whitespace() && c != '\u{a0}';
        let mut words = String::with_capacity(text.len());
        for c in text.chars() {
            match blank(c) {
                true if words.ends_with(' ') => {}
                true => words.push(' '),
                false => words.push(c),
            }
        }
        let words = match at_start || self.out.ends_with(' ') {
            true => words.trim_start_matches(' '),
            false => &words,
        };
        let escaped = escape::words(words, at_start, &mut self.cleaning.losses);
        self.out.push_str(&escaped);
    }

    fn element(&mut self, element: &Element, next: Option<char>) {
        colours(element, &mut self.cleaning.losses);
        match element.name.as_str() {
            "script" | "style" | "template" | "head" | "title" => {}
            "br" => self.line_break(),
            "em" | "i" => {
                let within = |c: Option<char>| c.is_some_and(char::is_alphanumeric);
                let mark = match within(self.last()) || within(next) {
                    true => "*",
                    false => "_",
                };
                self.marked(element, mark, next);
            }
            "strong" | "b" => self.marked(element, "**", next),
            "s" | "del" | "strike" => self.marked(element, "~~", next),
            "span" if element.has_class(STRUCK) => self.marked(element, "~~", next),
            "code" | "kbd" | "samp" | "tt" => self.code(&deep_words(&element.inside)),
            "a" => self.link(element, next),
            "img" => self.image(element),
            "sup" | "sub" if self.raised(element) => {}
            "audio" | "video" | "iframe" | "embed" | "object" => {
                let address = media_address(element);
                self.cleaning.losses.tell(Loss::Media(address));
                self.nodes(&element.inside, next);
            }
            "q" => {
                self.out.push('“');
                self.nodes(&element.inside, Some('”'));
                self.out.push('”');
            }
            name if is_block(name) => {
                if !self.out.is_empty() {
                    self.line_break();
                }
                self.nodes(&element.inside, next);
            }
            name => {
                if !says_nothing(name) {
                    self.cleaning.losses.tell(Loss::Markup(name.to_owned()));
                }
                self.nodes(&element.inside, next);
            }
        }
    }

    /// What stands raised or lowered, where there are characters that stand so: `kg/m²`, `CO₂`.
    /// As plain words they would be other numbers.
    fn raised(&mut self, element: &Element) -> bool {
        let words = deep_words(&element.inside);
        let signs = words.trim().chars();
        let own = signs.map(|c| script(c, element.name == "sup"));
        let own = own.collect::<Option<String>>();
        let own = own.filter(|own| !own.is_empty());
        self.out.push_str(own.as_deref().unwrap_or_default());
        own.is_some()
    }

    fn last(&self) -> Option<char> {
        self.out.chars().next_back()
    }

    fn line_break(&mut self) {
        let trimmed = self.out.trim_end_matches(' ').len();
        self.out.truncate(trimmed);
        if self.out.is_empty() || self.out.ends_with('\n') {
            return;
        }
        match self.breaks {
            true => self.out.push_str(BREAK),
            false => self.out.push(' '),
        }
    }

    /// A run between two marks, where they would be read as marks; its bare words elsewhere.
    fn marked(&mut self, element: &Element, mark: &str, next: Option<char>) {
        let mut inner = Run {
            out: String::new(),
            breaks: self.breaks,
            cleaning: &mut *self.cleaning,
        };
        // Behind the mark nothing begins a line, but a break may stand there.
        inner.out.push_str(mark);
        inner.nodes(&element.inside, mark.chars().next());
        let inner = inner.out.split_off(mark.len());
        let blank = inner.len() - inner.trim_start().len();
        if blank > 0 && !self.out.ends_with([' ', '\n']) && !self.out.is_empty() {
            self.out.push(' ');
        }
        let bare = inner.trim();
        if bare.is_empty() {
            return;
        }
        let punctuation = |c: char| !c.is_alphanumeric() && !c.is_whitespace();
        let word = |c: Option<char>| c.is_some_and(|c| !c.is_whitespace() && !punctuation(c));
        let begins_badly = bare.starts_with(punctuation) && word(self.last());
        let ends_with_blank = inner.ends_with(char::is_whitespace);
        let ends_badly = bare.ends_with(punctuation) && word(next) && !ends_with_blank;
        let clashes = self.out.ends_with(|c| mark.starts_with(c))
            || bare.starts_with(|c| mark.starts_with(c))
            || bare.ends_with('\\')
            || bare.contains(BREAK);
        if begins_badly || ends_badly || clashes {
            self.cleaning
                .losses
                .tell(Loss::Markup(element.name.clone()));
            self.out.push_str(bare);
        } else {
            self.out.push_str(mark);
            self.out.push_str(bare);
            self.out.push_str(mark);
        }
        if ends_with_blank {
            self.out.push(' ');
        }
    }

    fn code(&mut self, text: &str) {
        let text = one_line(text);
        if text.is_empty() {
            return;
        }
        let mut longest = 0;
        let mut run = 0;
        for c in text.chars() {
            run = if c == '`' { run + 1 } else { 0 };
            longest = longest.max(run);
        }
        let fence = "`".repeat(longest + 1);
        let pad = if text.starts_with('`') || text.ends_with('`') {
            " "
        } else {
            ""
        };
        self.out
            .push_str(&format!("{fence}{pad}{text}{pad}{fence}"));
    }

    fn link(&mut self, element: &Element, next: Option<char>) {
        let address = element.attribute("href").trim();
        if address.is_empty() {
            return self.nodes(&element.inside, next);
        }
        let mut safe = String::with_capacity(address.len());
        for c in address.chars() {
            match c {
                ' ' => safe.push_str("%20"),
                '(' => safe.push_str("%28"),
                ')' => safe.push_str("%29"),
                '<' => safe.push_str("%3C"),
                '>' => safe.push_str("%3E"),
                '\\' => safe.push_str("%5C"),
                c => safe.push(c),
            }
        }
        let allowed = matches!(target(&safe), Some(Target::Web(_)));
        let start = self.out.len();
        if allowed {
            // Behind an exclamation mark it would be an image.
            if self.out.ends_with('!') {
                self.out.insert(start - 1, '\\');
            }
            self.out.push('[');
        } else {
            self.cleaning.losses.tell(Loss::Link(address.to_owned()));
        }
        let begins = self.out.len();
        self.nodes(&element.inside, allowed.then_some(']').or(next));
        if !allowed {
            return;
        }
        let words = self.out.split_off(begins);
        let words = match words.trim() {
            "" => escape::words(address, false, &mut self.cleaning.losses),
            words => words.to_owned(),
        };
        self.out.push_str(&format!("{words}](<{safe}>)"));
    }

    fn image(&mut self, element: &Element) {
        let address = element.attribute("src").trim();
        let alternative = element.attribute("alt").trim();
        let alternative = escape::line(alternative, &mut self.cleaning.losses);
        let kept = self.cleaning.images.get(address).cloned();
        match kept.filter(|path| is_path_in_pack(path) && !alternative.is_empty()) {
            Some(path) => self.out.push_str(&format!("![{alternative}]({path})")),
            None => {
                let lost = Loss::Image(address.to_owned());
                self.cleaning.losses.tell(lost);
                self.out.push_str(&alternative);
            }
        }
    }
}

/// The character that stands raised or lowered for another.
fn script(c: char, is_raised: bool) -> Option<char> {
    const PLAIN: &str = "0123456789+-−=()n";
    const RAISED: &str = "⁰¹²³⁴⁵⁶⁷⁸⁹⁺⁻⁻⁼⁽⁾ⁿ";
    const LOWERED: &str = "₀₁₂₃₄₅₆₇₈₉₊₋₋₌₍₎ₙ";
    let at = PLAIN.chars().position(|plain| plain == c)?;
    let to = if is_raised { RAISED } else { LOWERED };
    to.chars().nth(at)
}

/// Where a film, a sound or another page is.
fn media_address(element: &Element) -> String {
    let own = ["src", "data"].iter().map(|name| element.attribute(name));
    let within = element.inside.iter().filter_map(|node| match node {
        Node::Element(source) if source.name == "source" => Some(source.attribute("src")),
        _ => None,
    });
    let mut all = own.chain(within).map(str::trim);
    let address = all.find(|address| !address.is_empty());
    address.unwrap_or_default().to_owned()
}

/// The class of words that are struck out, in banks of our own.
pub(in crate::exchange) const STRUCK: &str = "underpin-struck";

/// Elements that only carry looks, or say what Markdown readers see anyway.
fn says_nothing(name: &str) -> bool {
    matches!(
        name,
        "" | "abbr"
            | "acronym"
            | "bdi"
            | "bdo"
            | "big"
            | "body"
            | "cite"
            | "data"
            | "dfn"
            | "font"
            | "html"
            | "ins"
            | "label"
            | "nobr"
            | "param"
            | "small"
            | "source"
            | "span"
            | "time"
            | "track"
            | "var"
            | "wbr"
    )
}

/// Looking further than a few nodes would make a run of many empty ones slow.
fn first_char(nodes: &[Node]) -> Option<char> {
    nodes.iter().take(8).find_map(|node| match node {
        Node::Text(text) | Node::Markdown(text) => text.chars().next(),
        Node::Element(element) if element.name == "br" => Some(' '),
        Node::Element(element) => first_char(&element.inside),
    })
}
