//! A question's heading: made of the words of somebody else's question, or written down in a bank of
//! ours and read again.

use std::str::FromStr;

use super::{
    Losses,
    escape::{self, BREAK},
};
use crate::{
    author::question::Draft,
    block::Document,
    id::QuestionId,
    nation::{Nation, Nations},
    normal::one_line,
    question::Kind,
    wording::bank as words,
};

/// The longest heading that is made of a question's words.
const LONGEST: usize = 240;

/// What is asked as a heading, and what stands under it. `name` is what the bank calls it.
pub fn headed(text: &str, name: &str, losses: &mut Losses) -> (String, String) {
    let blocks: Vec<&str> = text.split("\n\n").collect();
    let fits = |block: &str| {
        let one_line = !block.contains('\n');
        let word = block.chars().any(char::is_alphanumeric);
        let plain = !block.starts_with(['>', '|', '`', '-', '+']);
        let list = ["* ", "1) ", "1. "]
            .iter()
            .any(|sign| block.starts_with(sign));
        one_line && word && plain && !list && block.len() <= LONGEST
    };
    // What the bank calls it by is what it asks.
    if let Some((first, below)) = blocks.split_first()
        && fits(first)
        && !name.is_empty()
        && words_of(first) == one_line(name)
    {
        return ((*first).to_owned(), below.join("\n\n"));
    }
    let asks = |block: &str| block.trim_end_matches(['_', '*']).ends_with('?');
    // Of lines that are broken on purpose, one may be the heading; not so within a list.
    if let Some((last, above)) = blocks.split_last() {
        let parted = last
            .rsplit_once(BREAK)
            .filter(|_| fits(last.split(BREAK).next().unwrap_or_default()));
        let (more, last) = parted.map_or((None, *last), |(more, line)| (Some(more), line));
        if fits(last) && asks(last) && (more.is_some() || !above.is_empty()) {
            let above: Vec<&str> = above.iter().copied().chain(more).collect();
            return (last.to_owned(), above.join("\n\n"));
        }
    }
    if let Some((first, below)) = blocks.split_first() {
        let parted = first.split_once(BREAK);
        let (first, more) = parted.map_or((*first, None), |(line, more)| (line, Some(more)));
        if fits(first) {
            let below: Vec<&str> = more.into_iter().chain(below.iter().copied()).collect();
            return (first.to_owned(), below.join("\n\n"));
        }
    }
    let title = match name {
        "" => words::ANSWER_THIS.to_owned(),
        name => escape::line(name, losses),
    };
    (title, text.to_owned())
}

/// What some Markdown says.
pub fn words_of(markdown: &str) -> String {
    let document = Document::parse(markdown);
    document.words(document.all()).trim().to_owned()
}

/// The ways to say it that some Markdown lists.
pub fn alternatives(markdown: &str) -> Vec<String> {
    let words = words_of(markdown);
    let ways = words
        .split('|')
        .map(str::trim)
        .filter(|way| !way.is_empty());
    ways.map(str::to_owned).collect()
}

/// What a heading's braces say, as banks of ours keep it.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Heading {
    /// The id.
    pub id: String,
    /// The kind.
    pub kind: Kind,
    /// What the right response is worth.
    pub points: u32,
    /// Whether options are shown in a shuffled order.
    pub shuffle: bool,
    /// Whether only the exact set earns anything.
    pub all_or_nothing: bool,
    /// The nations where it holds; none for all.
    pub nations: Vec<String>,
}

impl Heading {
    /// The braces of a draft's heading. The criteria stand in the unit that is left behind; so does the
    /// section, so that where that holds has to be said of the question itself.
    pub fn write(draft: &Draft, nations: Nations) -> String {
        let named = nations.iter().filter(|_| !nations.is_all());
        Draft {
            criteria: Vec::new(),
            nations: named.map(|nation| nation.key().to_owned()).collect(),
            ..draft.clone()
        }
        .braces()
    }

    /// What some braces say; none where they are not such braces.
    pub fn read(braces: &str) -> Option<Self> {
        let inner = braces.trim().strip_prefix('{')?.strip_suffix('}')?;
        let mut tokens = inner.split_whitespace();
        let id = tokens.next()?.strip_prefix('#')?;
        id.parse::<QuestionId>().ok()?;
        let kind = Kind::of_class(tokens.next()?.strip_prefix('.')?)?;
        let mut heading = Self {
            id: id.to_owned(),
            kind,
            points: 1,
            shuffle: true,
            all_or_nothing: false,
            nations: Vec::new(),
        };
        for token in tokens {
            match token.split_once('=')? {
                ("points", value) => {
                    let points = value.parse().ok();
                    heading.points = points.filter(|points| (1..=100).contains(points))?;
                }
                ("shuffle", "no") => heading.shuffle = false,
                ("scoring", "all") => heading.all_or_nothing = true,
                ("nation", value) => {
                    let names = value.split(',').map(str::to_owned);
                    heading.nations = names
                        .filter(|name| Nation::from_str(name).is_ok())
                        .collect();
                }
                _ => return None,
            }
        }
        Some(heading)
    }
}
