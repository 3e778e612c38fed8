//! A record seen through a unit as it was, as it is now, and as it is gone.

use super::*;
use crate::{
    fingerprint::Shown,
    question::Response,
    read::{PackFiles, read_pack},
    record::{
        decision::Judgement,
        event::About,
        sealed::Sealed,
        story::{ASSESSOR, LEARNER, Story, criterion, question},
        what::{Answered, What},
    },
};

const SETTINGS: &str =
    "id = \"underpin\"\ntitle = \"P\"\nversion = \"1\"\nunits = [\"carer-partnerships\"]\n";
const UNIT: &str = "\
+++
id = \"carer-partnerships\"
title = \"Carers\"
+++

## Who rings? {#who .single}

- [x] The nurse. {#nurse}
  > Yes.
- [ ] The cat. {#cat}
  > No.

## 3.2 Explain why carers matter {#ac-3-2 .criterion}

- **Knowledge.** What they know.
";

fn overview(unit: &str, record: &Record) -> Vec<UnitOverview> {
    let files = PackFiles {
        settings: Some(SETTINGS.into()),
        units: vec![("carer-partnerships.md".into(), unit.into())],
        ..PackFiles::default()
    };
    let pack = read_pack(&files).value;
    let units: Vec<&Unit> = pack.units.iter().collect();
    of(
        record,
        &record.state(),
        &pack.settings,
        &units,
        Nation::England,
    )
}

/// A record of somebody who chose the cat, as the question was worded then.
fn chose_the_cat() -> Record {
    let files = PackFiles {
        settings: Some(SETTINGS.into()),
        units: vec![("carer-partnerships.md".into(), UNIT.into())],
        ..PackFiles::default()
    };
    let pack = read_pack(&files).value;
    let asked = pack.units[0].questions().next().unwrap();
    let shown = Shown::question(asked, &pack.settings.fillings);
    let about = About {
        shown: Some(shown.hash()),
        structure: Some(shown.structure),
        ..question("who")
    };
    let what = What::Answered(
        Answered {
            attempt: 0,
            response: Response::Single("cat".parse().unwrap()),
            score: None,
        }
        .into(),
    );
    let mut record = Record::from_iter([Story::default().sealed(LEARNER, about, &[], what)]);
    record.add_text(&shown.text);
    record
}

#[test]
fn a_unit_without_work_lists_its_criteria() {
    let units = overview(UNIT, &Record::default());
    assert_eq!(units[0].title.as_deref(), Some("Carers"));
    assert_eq!(units[0].criteria[0].standing, Standing::NotStarted);
    assert!(units[0].is_empty());
}

#[test]
fn a_response_is_told_in_the_words_she_saw() {
    let record = chose_the_cat();
    let cases = [
        (UNIT.to_owned(), Since::Same),
        (UNIT.replace("The cat", "The dog"), Since::Reworded),
        (
            UNIT.replace("{#who .single}", "{#other .single}"),
            Since::Gone,
        ),
    ];
    for (unit, since) in cases {
        let units = overview(&unit, &record);
        let question = &units[0].questions[0];
        assert_eq!(
            (question.asks.as_str(), question.since),
            ("Who rings?", since)
        );
        assert_eq!(question.attempts[0].said, "The cat.");
    }
}

#[test]
fn work_in_a_unit_that_is_gone_is_still_there() {
    let record = chose_the_cat();
    let units = overview(&UNIT.replace("carer-partnerships", "another"), &record);
    let gone = units.last().unwrap();
    assert_eq!(
        (gone.title.as_ref(), gone.id.as_str()),
        (None, "carer-partnerships")
    );
    assert_eq!(gone.questions[0].attempts[0].said, "The cat.");
}

#[test]
fn a_criterion_that_is_gone_is_named_by_whatever_was_done_for_it() {
    let files = PackFiles {
        settings: Some(SETTINGS.into()),
        units: vec![("carer-partnerships.md".into(), UNIT.into())],
        ..PackFiles::default()
    };
    let pack = read_pack(&files).value;
    let asked = pack.units[0].criteria().next().unwrap();
    let shown = Shown::criterion(asked, None, &pack.settings.fillings);
    let story = Story::default();
    let seen = story.evidence(&[]);
    let about = About {
        shown: Some(shown.hash()),
        ..criterion("ac-3-2")
    };
    let seen = story.sealed(ASSESSOR, about, &[], seen.event().unwrap().what.clone());
    let mut record = Record::from_iter([seen]);
    record.add_text(&shown.text);
    let units = overview(&UNIT.replace("{#ac-3-2", "{#ac-9"), &record);
    let gone = units[0].criteria.last().unwrap();
    assert_eq!(
        (gone.number.as_str(), gone.asks.as_str(), gone.since),
        ("3.2", "Explain why carers matter", Since::Gone)
    );
}

#[test]
fn an_answer_is_there_as_handed_in_and_as_it_goes_on() {
    let story = Story::default();
    let first = story.version("First", &[]);
    let handed_in = story.hand_in(&[first.seal()]);
    let decision = story.decide(ASSESSOR, Judgement::NotYetMet, &[handed_in.seal()]);
    let second = story.version("Second", &[first.seal()]);
    let told = |events: &[&Sealed]| {
        let record: Record = events.iter().copied().cloned().collect();
        let units = overview(UNIT, &record);
        let criterion = units[0].criteria[0].clone();
        let answers: Vec<_> = criterion
            .answers
            .iter()
            .map(|answer| (answer.text.to_string(), answer.handed_in.is_some()))
            .collect();
        let decided = criterion.decisions.iter().map(|decided| {
            let on_earlier = decided.on_earlier.as_ref();
            on_earlier.map(|answer| answer.text.to_string())
        });
        (criterion.standing, answers, decided.collect::<Vec<_>>())
    };
    let (first_in, second_draft) = (("First".to_owned(), true), ("Second".to_owned(), false));
    assert_eq!(
        told(&[&first, &handed_in]),
        (Standing::HandedIn, vec![first_in.clone()], vec![])
    );
    assert_eq!(
        told(&[&first, &handed_in, &decision, &second]),
        (
            Standing::NotYetMet,
            vec![first_in, second_draft],
            vec![None]
        )
    );
    // Handed in again, the decision is seen to be about what was handed in before.
    let again = story.hand_in(&[second.seal(), handed_in.seal(), decision.seal()]);
    assert_eq!(
        told(&[&first, &handed_in, &decision, &second, &again]),
        (
            Standing::HandedIn,
            vec![("Second".to_owned(), true)],
            vec![Some("First".to_owned())]
        )
    );
}
