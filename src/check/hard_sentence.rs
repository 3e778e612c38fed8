//! Sentences that are too hard for the level.

use std::ops::Range;

use pulldown_cmark::{Event, Tag};

use super::{Check, Example, Rule, UnitInHand};
use crate::{
    block::{Node, is_block},
    diagnostic::{Code, Diagnostic},
    level::Level,
    source::Span,
};

/// The rule.
pub(super) const RULE: Rule = Rule {
    code: Code::HardSentence,
    title: "Sentences are no longer than the level’s readers follow.",
    why: "Many learners read after a long shift, on a telephone, or in a second language. A sentence that has to be read twice is often not read once.",
    fails: Example::Body(
        "
## Rest {#rest}

A person who has not slept well because of pain, or noise in the corridor, or worry about what the
morning will bring, may be less able to take part in decisions about care, and it is for this reason
that night staff should write down what they see and hear.
",
    ),
    passes: Example::Body(
        "
## Rest {#rest}

Pain, noise or worry can keep a person awake. After a bad night it is harder to take part in
decisions. So night staff write down what they see and hear.
",
    ),
    checks: &[Check::Unit(check)],
};

/// The most words in a sentence before it is told. Advice for the public is to stay under 25
/// (GOV.UK content design); readers at higher levels are used to more.
fn most_words(level: Level) -> usize {
    match level.number() {
        ..=2 => 30,
        3 => 35,
        4 => 40,
        _ => 45,
    }
}

/// Tells of each sentence that is far too long.
fn check(in_hand: &UnitInHand<'_>) -> Vec<Diagnostic> {
    let most = most_words(in_hand.unit.level);
    let mut found = Vec::new();
    for run in runs(in_hand) {
        for sentence in sentences(&run.words) {
            let count = run.words[sentence.clone()].split_whitespace().count();
            if count > most {
                let message = format!("this sentence has {count} words");
                let help = format!(
                    "part it in two: at level {} a sentence has {most} words at most",
                    in_hand.unit.level
                );
                let span = run.place(sentence);
                found.push(in_hand.wrong(Code::HardSentence, span, message).help(help));
            }
        }
    }
    found
}

/// Words that follow one another without a break between blocks.
pub(super) struct Run {
    pub words: String,
    /// Where parts of the words begin, here and in the source.
    starts: Vec<(usize, usize)>,
    end: usize,
}

impl Run {
    /// Where a stretch of the words stands in the source.
    pub fn place(&self, words: Range<usize>) -> Span {
        let source = |at: usize| {
            let part = self.starts.iter().rev().find(|(here, _)| *here <= at);
            part.map_or(0, |(here, there)| there + (at - here))
        };
        Span::new(source(words.start), source(words.end).min(self.end))
    }
}

/// The words of a unit, run by run.
pub(super) fn runs(in_hand: &UnitInHand<'_>) -> Vec<Run> {
    let mut runs: Vec<Run> = Vec::new();
    let mut fresh = true;
    let nodes = in_hand.document.nodes(in_hand.document.all());
    for node in nodes.iter().filter(|node| !in_hand.is_front(node.span)) {
        fresh |= breaks(node);
        let words = match &node.event {
            Event::Text(text) | Event::Code(text) => &**text,
            Event::SoftBreak | Event::HardBreak => " ",
            _ => continue,
        };
        if fresh {
            runs.push(Run {
                words: String::new(),
                starts: Vec::new(),
                end: 0,
            });
            fresh = false;
        }
        if let Some(run) = runs.last_mut() {
            run.starts.push((run.words.len(), node.span.start));
            run.words.push_str(words);
            run.end = node.span.end;
        }
    }
    runs
}

fn breaks(node: &Node<'_>) -> bool {
    match &node.event {
        Event::Start(Tag::CodeBlock(_)) => true,
        Event::Start(tag) => is_block(tag),
        Event::Rule | Event::TaskListMarker(_) | Event::Html(_) => true,
        _ => false,
    }
}

/// The sentences of some words: each up to its mark and the quotation marks behind it.
fn sentences(words: &str) -> Vec<Range<usize>> {
    let mut found = Vec::new();
    let mut start = 0;
    let mut rest = words.char_indices().peekable();
    while let Some((at, c)) = rest.next() {
        if !matches!(c, '.' | '!' | '?' | '…') {
            continue;
        }
        let mut end = at + c.len_utf8();
        while let Some((at, c)) =
            rest.next_if(|(_, c)| matches!(c, '”' | '’' | '"' | ')' | '.' | '!' | '?'))
        {
            end = at + c.len_utf8();
        }
        if rest.peek().is_none_or(|(_, c)| c.is_whitespace()) {
            found.push(start..end);
            start = end;
        }
    }
    found.push(start..words.len());
    found
        .into_iter()
        .map(|range| {
            let blank = words[range.clone()].len() - words[range.clone()].trim_start().len();
            range.start + blank..range.end
        })
        .filter(|range| !range.is_empty())
        .collect()
}
