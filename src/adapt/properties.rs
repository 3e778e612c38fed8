//! What must hold for every original and every adaptation.

use std::collections::BTreeMap;

use proptest::prelude::*;

use super::{
    any::{any_damage, any_slip, any_words, slipped},
    *,
};
use crate::{
    check::check_pack,
    pack::Pack,
    read::{read_pack, read_unit},
    source::Source,
};

const UNIT: &str = "handover.md";

const SETTINGS: &str = "\
id = \"base\"
title = \"Training\"
version = \"1.0.0\"
units = [\"handover\"]
locked = [\"handover/worried\", \"handover/guess\", \"handover/calls\"]

[policies]
safeguarding = \"Tell somebody today.\"
";

const TEXT: &str = "\
+++
id = \"handover\"
title = \"Handover\"
level = 3
minutes = 10
+++

What this is for.

## What a handover is {#what criteria=ac-1-1}

Words that go from one shift to the next.

- first
- second

### Which is missing? {#missing .single criteria=ac-1-1}

- [x] What he drank.
  > Treatment is decided on it.
- [ ] What he wore.
  > It can wait.

## The night notes {#notes .scenario pass=60 criteria=ac-1-1}

The notes say nothing of Mr Khan.

### What do you do? {#first .single}

- [x] Ask who was there. {#ask}
  > She remembers. [Go on](#calls)
- [ ] Write what he usually drinks. {#guess}
  > [!CAUTION]
  > Treatment is decided on these figures. [What follows](#ill)

### Who else has to know? {#calls .multiple points=2}

- [x] The senior.
  > He can act.
- [ ] His neighbour.
  > It is not hers to know.

### He falls ill {#ill}

Nobody had seen it coming.

## When you are worried {#worried}

> [!IMPORTANT]
> {{policy:safeguarding}}

Look at [what a handover is](#what) again.

## 1.1 Explain why handovers matter {#ac-1-1 .criterion}

A sufficient answer covers:

- **People.** What they lose without one.
- **Law.** What has to be written down.
";

fn base() -> PackFiles {
    PackFiles {
        settings: Some(SETTINGS.to_owned()),
        units: vec![(UNIT.to_owned(), TEXT.to_owned())],
        images: BTreeMap::new(),
    }
}

fn of(original: PackFiles, units: Vec<(String, String)>, more: &str) -> Adaptation {
    let hash = PackHash::of(&original);
    let settings = format!(
        "id = \"ours\"\ntitle = \"Ours\"\nversion = \"1\"\n{more}\n[adapts]\npack = \"base\"\nversion = \"1.0.0\"\nhash = \"{}\"\n",
        hash.as_str()
    );
    Adaptation {
        settings,
        units,
        images: BTreeMap::new(),
        original,
    }
}

pub(super) fn shipped() -> PackFiles {
    let units = [
        (
            "customer-relationships.md",
            include_str!("../../content/customer-relationships.md"),
        ),
        (
            "carer-partnerships.md",
            include_str!("../../content/carer-partnerships.md"),
        ),
        (
            "professional-boundaries.md",
            include_str!("../../content/professional-boundaries.md"),
        ),
        (
            "personal-relationships.md",
            include_str!("../../content/personal-relationships.md"),
        ),
        (
            "person-centred-practice.md",
            include_str!("../../content/person-centred-practice.md"),
        ),
    ];
    PackFiles {
        settings: Some(include_str!("../../content/pack.toml").to_owned()),
        units: units
            .map(|(name, text)| (name.to_owned(), text.to_owned()))
            .to_vec(),
        images: BTreeMap::new(),
    }
}

fn changes(original: &str, edited: &str) -> Vec<Change> {
    let source = Source {
        name: UNIT,
        text: original,
    };
    derive(source, edited)
        .into_iter()
        .map(Change::new)
        .collect()
}

fn unit_id() -> crate::id::UnitId {
    "handover".parse().unwrap()
}

/// Every line of a text but blank ones.
fn lines(text: &str) -> Vec<&str> {
    let lines = text.lines().map(str::trim_end);
    lines.filter(|line| !line.is_empty()).collect()
}

fn unit_of(files: &PackFiles) -> &str {
    &files.units.iter().find(|(name, _)| name == UNIT).unwrap().1
}

/// Whether every locked block of the base stands in the result, as a person would look: its text
/// is there, its section holds everywhere, its option has its mark and its caution.
fn is_whole(pack: &Pack) -> bool {
    let Some(unit) = pack.unit(&unit_id()) else {
        return false;
    };
    let worried = unit.sections.iter().find(|s| s.id.as_str() == "worried");
    let Some(worried) = worried.filter(|section| section.nations.is_all() && section.is_reading())
    else {
        return false;
    };
    let words = format!("{:?}", worried.content);
    let Some(notes) = unit.scenario(&"notes".parse().unwrap()) else {
        return false;
    };
    let Some(first) = unit.question(&"first".parse().unwrap()) else {
        return false;
    };
    let guess = crate::question::Response::Single("guess".parse().unwrap());
    words.contains("safeguarding")
        && words.contains("again")
        && notes.pass_mark_percent >= 60
        && notes.nations.is_all()
        && first.is_unsafe(&guess) == Ok(true)
        && first
            .score(&guess)
            .is_ok_and(|score| score.is_none_or(|s| !s.is_full()))
        && first
            .feedback(&guess)
            .is_ok_and(|said| format!("{said:?}").contains("Treatment is decided"))
        && notes.steps.iter().any(|step| {
            step.id.as_str() == "calls" && format!("{:?}", step.question).contains("His neighbour")
        })
        && unit
            .sections
            .iter()
            .any(|section| section.id.as_str() == "what")
}

proptest! {
    #![proptest_config(ProptestConfig { cases: 256, ..ProptestConfig::default() })]

    #[test]
    fn an_edited_unit_is_made_again_by_its_changes(slips in prop::collection::vec(any_slip(), 0..6)) {
        let edited = slipped(TEXT, &slips);
        let mut text = TEXT.to_owned();
        for change in changes(TEXT, &edited) {
            let source = Source { name: UNIT, text: TEXT };
            if matches!(&change.action, Action::Replace { name: Name::Unit, .. }) {
                let Action::Replace { text: whole, .. } = change.action else { unreachable!() };
                text = whole;
            } else {
                text = super::make::make(source, &text, &change.action).unwrap();
            }
        }
        prop_assert_eq!(lines(&text), lines(&edited));
    }

    #[test]
    fn changes_are_read_as_they_were_written(slips in prop::collection::vec(any_slip(), 0..6)) {
        let written = changes(TEXT, &slipped(TEXT, &slips));
        let file = write_changes(&unit_id(), &written);
        let read = read_changes(Source { name: UNIT, text: &file });
        prop_assert_eq!(&read.diagnostics, &[]);
        let plain = |changes: &[Change]| -> Vec<Action> {
            changes.iter().map(|change| match &change.action {
                Action::Replace { name, was, text } => Action::Replace {
                    name: name.clone(),
                    was: was.clone(),
                    text: text.trim_start_matches('\n').trim_end().to_owned(),
                },
                Action::Insert { beside, text } => Action::Insert {
                    beside: beside.clone(),
                    text: text.trim_start_matches('\n').trim_end().to_owned(),
                },
                action => action.clone(),
            }).collect()
        };
        prop_assert_eq!(plain(&read.value), plain(&written));
        prop_assert_eq!(write_changes(&unit_id(), &read.value), file);
    }

    #[test]
    fn nothing_locked_is_weakened_by_any_overlay(
        slips in prop::collection::vec(any_slip(), 1..8),
        mark in 0_u8..=100,
        units in prop::sample::select(vec!["", "units = []\n", "units = [\"handover\"]\n"]),
        policy in prop::sample::select(vec!["", "[policies]\nsafeguarding = \"\"\n", "[policies]\nsafeguarding = \"Ring Ada.\"\n"]),
    ) {
        let written = changes(TEXT, &slipped(TEXT, &slips));
        let file = write_changes(&unit_id(), &written);
        let more = format!("{units}\n[pass_marks]\n\"handover/notes\" = {mark}\n{policy}");
        let adaptation = of(base(), vec![(UNIT.to_owned(), file)], &more);
        let applied = apply(&adaptation);
        let pack = read_pack(&applied.files).value;
        prop_assert!(is_whole(&pack), "{}", unit_of(&applied.files));
        prop_assert!(pack.settings.order.contains(&unit_id()));
        prop_assert_ne!(pack.settings.fillings.policies.get("safeguarding").map(String::as_str), Some(""));
        // The same inputs give the same bytes.
        prop_assert_eq!(apply(&adaptation).files, applied.files);
    }

    #[test]
    fn any_file_of_changes_is_read_and_applied_without_a_panic(
        lines in prop::collection::vec(prop_oneof![
            any_words(),
            prop::sample::select(vec![
                "+++".to_owned(),
                "changes = \"handover\"".to_owned(),
                "replace = \"worried\"".to_owned(),
                "hide = \"guess\"".to_owned(),
                "hide = \"first/guess\"".to_owned(),
                "move = \"notes\"".to_owned(),
                "after = \"worried\"".to_owned(),
                "before = \"@front\"".to_owned(),
                "was = \"0123456789abcdef\"".to_owned(),
                "aside = true".to_owned(),
            ]),
            ".{0,20}",
        ], 0..30),
    ) {
        let text = format!("+++\nchanges = \"handover\"\n+++\n{}", lines.join("\n"));
        let adaptation = of(base(), vec![(UNIT.to_owned(), text)], "");
        let applied = apply(&adaptation);
        prop_assert!(is_whole(&read_pack(&applied.files).value));
        for wrong in check_adaptation(&adaptation, jiff::civil::date(2026, 11, 27)) {
            prop_assert!(!wrong.message.is_empty());
        }
    }

    /// Whatever stood in a file of changes, and whatever was typed over what the editor showed of it:
    /// the editor shows that again.
    #[test]
    fn an_edit_is_what_was_typed_whatever_stood_in_the_file(
        own in prop::collection::vec(any_slip(), 0..4),
        damage in prop::collection::vec(any_damage(), 0..6),
        edits in prop::collection::vec(prop::collection::vec(any_slip(), 0..4), 1..4),
        ends in prop::sample::select(vec!["\n", "\r\n", "\r\r\n", "\n\r", "\u{85}\n", " \n"]),
        some in any::<usize>(),
    ) {
        let file = write_changes(&unit_id(), &changes(TEXT, &slipped(TEXT, &own)));
        let mut adaptation = of(base(), vec![(UNIT.to_owned(), slipped(&file, &damage))], "");
        for slips in &edits {
            let shown = adaptation.wanted_text(UNIT).unwrap_or_default();
            let edited = slipped(&shown, slips);
            let mut lines_of_it = edited.split('\n').enumerate().peekable();
            let mut typed = String::new();
            while let Some((at, line)) = lines_of_it.next() {
                typed.push_str(line);
                if lines_of_it.peek().is_some() {
                    typed.push_str(if (at ^ some) % 3 == 0 { ends } else { "\n" });
                }
            }
            adaptation.take(UNIT, &typed);
            let shown = adaptation.wanted_text(UNIT).unwrap_or_default();
            prop_assert_eq!(lines(&shown), lines(&typed), "{:#?}", adaptation.units);
        }
    }

    /// An employer's words survive any chain of updates: they are in the result, or in what no
    /// longer fits.
    #[test]
    fn no_sentence_is_lost_by_any_chain_of_updates(
        own in prop::collection::vec(any_slip(), 1..4),
        moves in prop::collection::vec(prop::collection::vec(any_slip(), 0..4), 1..5),
        points: bool,
    ) {
        let edited = slipped(TEXT, &own);
        let written = changes(TEXT, &edited);
        let words: Vec<String> = written
            .iter()
            .filter_map(|change| change.action.text())
            .flat_map(str::lines)
            .map(|line| line.trim().to_owned())
            .filter(|line| !line.is_empty() && !TEXT.contains(line.as_str()))
            // What is pointed at another part carries that one's id.
            .filter(|line| !points || !line.contains("{#"))
            .collect();
        let file = write_changes(&unit_id(), &written);
        let mut adaptation = of(base(), vec![(UNIT.to_owned(), file)], "");
        for slips in &moves {
            let mut next = adaptation.original.clone();
            next.units[0].1 = slipped(&next.units[0].1, slips);
            let update = update(&adaptation, &next);
            // Whatever is gone is pointed at what is likest, where there is such a part.
            let about = update.rows.iter().enumerate().filter_map(|(at, row)| {
                Some((at, Choice::About(row.fate.candidates().first()?.clone())))
            });
            let choices = if points { about.collect() } else { BTreeMap::new() };
            adaptation = update.accept(&adaptation, &choices);
            prop_assert_eq!(&adaptation.original, &next);
        }
        let applied = apply(&adaptation);
        let aside: String = adaptation.units.iter().map(|(_, text)| text.as_str()).collect();
        let result = unit_of(&applied.files);
        for line in &words {
            prop_assert!(result.contains(line.as_str()) || aside.contains(line.as_str()), "{line:?} is lost");
        }
        prop_assert!(!applied.diagnostics.iter().any(|wrong| wrong.code == crate::diagnostic::Code::OtherBase));
    }
}

#[test]
fn the_base_of_these_tests_is_right() {
    let files = base();
    let read = read_pack(&files);
    let found = check_pack(&files, &read, jiff::civil::date(2026, 11, 27));
    let errors: Vec<_> = found
        .iter()
        .filter(|wrong| wrong.severity() == crate::diagnostic::Severity::Error)
        .map(|wrong| wrong.message.as_str())
        .collect();
    assert_eq!(errors, [] as [&str; 0]);
    assert!(is_whole(&read.value));
    assert!(
        read_unit(Source {
            name: UNIT,
            text: TEXT
        })
        .diagnostics
        .is_empty()
    );
}

#[test]
fn nothing_laid_over_is_the_original() {
    for original in [base(), shipped()] {
        let nothing = Adaptation {
            original: original.clone(),
            ..Adaptation::default()
        };
        assert_eq!(apply(&nothing).files, original);
        // With settings of its own and no changes, no unit changes by a byte.
        let named = of(original.clone(), Vec::new(), "");
        let mut units = original.units.clone();
        units.sort();
        let applied = apply(&named).files;
        assert_eq!(applied.units, units);
        let read = read_pack(&applied).value.settings;
        assert_eq!(read.adaptation.unwrap().id.as_str(), "ours");
        assert_eq!(read.id, read_pack(&original).value.settings.id);
    }
}

#[test]
fn the_shipped_units_can_be_taken_apart_and_put_together() {
    for (name, text) in shipped().units {
        let whole = outline(Source {
            name: &name,
            text: &text,
        });
        let joined: String = whole
            .children
            .iter()
            .map(|part| part.span.of(&text))
            .collect();
        assert_eq!(joined, text);
        assert!(whole.all().count() > 100, "{name}");
        for part in whole.all() {
            for pair in part.children.windows(2) {
                assert!(pair[0].span.end <= pair[1].span.start, "{}", pair[1].name);
            }
            let within = |child: &Part| {
                part.span.start <= child.span.start && child.span.end <= part.span.end
            };
            assert!(part.children.iter().all(within), "{}", part.name);
        }
    }
}
