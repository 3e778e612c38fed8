//! What is no GIFT at all. GIFT takes any text for words to read, so nothing else would tell of it.

use super::own::is_own;
use crate::{
    exchange::bank::Fault,
    source::{Source, Span},
};

/// What a text is instead of a bank in GIFT; none where it is one.
pub(super) fn foreign(source: Source<'_>) -> Option<Fault> {
    let text = source.text;
    let begins = text.trim_start_matches(|c: char| c == '\u{feff}' || c.is_whitespace());
    let start = text.len() - begins.len();
    let fault = |at: usize, message: &str, help: &str| {
        let length = text[at..].chars().next().map_or(0, char::len_utf8);
        Some(Fault {
            file: source.name.to_owned(),
            span: Span::new(at, at + length),
            message: message.to_owned(),
            help: help.to_owned(),
        })
    };
    // A question may begin with HTML, and then has braces behind it.
    let is_xml = XML.iter().any(|root| begins.starts_with(root));
    if is_xml || begins.starts_with('<') && !text.contains('{') {
        let has = |word: &str| text.contains(word);
        return if has("<quiz") {
            fault(start, "this is Moodle XML", "export the questions as GIFT")
        } else if has("assessmentItem") || has("assessment-item") {
            fault(
                start,
                "this is QTI",
                "take it in with `underpin import qti`",
            )
        } else {
            fault(start, "this is XML and no GIFT", AS_GIFT)
        };
    }
    // A brace that belongs to a question makes it one, however the rest is written; and a unit of ours may
    // have gone out without any of its questions.
    if text.contains('{') || is_own(begins) {
        return None;
    }
    if let Some(at) = aiken(text) {
        return fault(
            at,
            "this is Aiken: its right answers stand behind `ANSWER:`",
            "take it in with Moodle, and export the questions as GIFT there",
        );
    }
    fault(
        start,
        "there is no question in this: GIFT has its answers in braces, as in `{=right ~wrong}`",
        AS_GIFT,
    )
}

/// How XML begins in which people have questions.
const XML: [&str; 4] = ["<?xml", "<quiz", "<assessmentItem", "<qti-assessment-item"];

const AS_GIFT: &str = "export the questions as GIFT from the program that has them";

/// Where a line of Aiken's says which answer is right.
fn aiken(text: &str) -> Option<usize> {
    let mut start = 0;
    text.split_inclusive('\n').find_map(|line| {
        let at = start;
        start += line.len();
        let letter = line.trim().strip_prefix("ANSWER:")?.trim();
        let is_letter = letter.len() == 1 && letter.bytes().all(|c| c.is_ascii_uppercase());
        is_letter.then_some(at)
    })
}
