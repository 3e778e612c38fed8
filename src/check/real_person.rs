//! The name of somebody in public office.

use super::{Check, Example, Rule, UnitInHand, hard_sentence::runs};
use crate::{
    diagnostic::{Code, Diagnostic},
    identify::is_first_name,
};

/// The rule.
pub(super) const RULE: Rule = Rule {
    code: Code::RealPerson,
    title: "Nobody in public life is named.",
    why: "People in units are invented. Whoever is in office changes, and a story or an opinion beside a living person’s name can hurt and cost the service dear.",
    fails: Example::Body(
        "
## Where the rule comes from {#rule}

The health secretary, Susan Smith, said on the radio that carers know best.
",
    ),
    passes: Example::Body(
        "
## Where the rule comes from {#rule}

The Department of Health and Social Care says that carers are to be asked.
",
    ),
    checks: &[Check::Unit(check)],
};

/// Titles that come with an office or an honour and stand before the whole name.
const HONOURS: [&str; 6] = ["Sir", "Dame", "Lord", "Lady", "Baroness", "Justice"];

/// What stands behind a name.
const MEMBERS: [&str; 5] = ["MP", "MSP", "MS", "MLA", "QC"];

/// Offices that one person at a time holds in the land or in a part of it. Managers, directors and
/// doctors are in most scenarios, where they are invented.
const OFFICES: [&str; 12] = [
    "prime minister",
    "first minister",
    "health secretary",
    "health minister",
    "care minister",
    "secretary of state",
    "chancellor",
    "chief inspector",
    "children's commissioner",
    "chief coroner",
    "coroner",
    "ombudsman",
];

/// Tells of names of two words that are surely a real person’s: with an honour before them, a seat
/// behind them or an office beside them. The first word has to be a first name, so that “Lord
/// Chancellor” and “Baroness Casey Review” are none. A whole name by itself is not told: scenarios
/// are full of them, all invented, and no list could tell these from all who live.
fn check(in_hand: &UnitInHand<'_>) -> Vec<Diagnostic> {
    let mut found = Vec::new();
    for run in runs(in_hand) {
        for name in names(&run.words) {
            let message = format!(
                "“{}” is the name of somebody in public life",
                &run.words[name.clone()]
            );
            found.push(
                in_hand
                    .wrong(Code::RealPerson, run.place(name), message)
                    .help("name the office or the report, or invent somebody"),
            );
        }
    }
    found
}

/// Where such names stand in some words.
fn names(words: &str) -> Vec<std::ops::Range<usize>> {
    let mut tokens: Vec<(usize, &str)> = Vec::new();
    let mut from = 0;
    for part in words.split_inclusive(|c: char| c.is_whitespace()) {
        tokens.push((from, part.trim_end()));
        from += part.len();
    }
    let mut found = Vec::new();
    for (at, pair) in tokens.windows(2).enumerate() {
        let [(start, first), (last_at, last)] = pair else {
            continue;
        };
        let bare = last.trim_end_matches(|c: char| !c.is_alphabetic());
        let bare = bare.trim_end_matches("’s").trim_end_matches("'s");
        let capital = |word: &str| word.chars().next().is_some_and(char::is_uppercase);
        if !capital(first) || !capital(bare) || !is_first_name(first) {
            continue;
        }
        let before = words.get(..*start).unwrap_or_default();
        let honour = before
            .split_whitespace()
            .last()
            .is_some_and(|word| HONOURS.contains(&word));
        let whole = bare.len() == last.len();
        let behind = tokens.get(at + 2).map_or("", |(_, word)| {
            word.trim_end_matches(|c: char| !c.is_alphabetic())
        });
        let member = whole && MEMBERS.contains(&behind);
        let office = before
            .trim_end()
            .trim_end_matches(',')
            .to_lowercase()
            .replace('’', "'");
        if honour || member || OFFICES.iter().any(|known| office.ends_with(known)) {
            found.push(*start..last_at + bare.len());
        }
    }
    found
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn only_names_with_an_office_an_honour_or_a_seat_are_told() {
        for (words, wanted) in [
            (
                "In 2019 Sir Robert Francis’s report said so.",
                vec!["Robert Francis"],
            ),
            ("Then Anna Brown MP asked.", vec!["Anna Brown"]),
            (
                "The prime minister, David Smith, came.",
                vec!["David Smith"],
            ),
            ("Anna Brown, the manager, came.", vec![]),
            ("Ask Dr Anna Brown.", vec![]),
            ("The Lord Chancellor decides.", vec![]),
            ("Lady Margaret’s hat is lost.", vec![]),
        ] {
            let found: Vec<&str> = names(words).into_iter().map(|name| &words[name]).collect();
            assert_eq!(found, wanted, "{words}");
        }
    }
}
