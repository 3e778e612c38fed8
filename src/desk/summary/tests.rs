//! What a summary says of a record.

use super::*;
use crate::record::{
    Record,
    sealed::Sealed,
    story::{ASSESSOR, IN_TRAINING, LEARNER, SAMPLER, Story, criterion, turns},
    what::{Reply, What},
};
use proptest::prelude::*;

fn summary(events: &[&Sealed]) -> Summary {
    let record: Record = events.iter().copied().cloned().collect();
    let learner = Learner {
        id: PersonId::from_random([1; 16]),
        name: "Ada".into(),
    };
    Summary::of(&learner, &record, &record.state())
}

#[test]
fn a_criterion_tells_what_waits_what_was_decided_and_what_is_due() {
    let story = Story::default();
    let version = story.version("First", &[]);
    let handed_in = story.hand_in(&[version.seal()]);
    let first = summary(&[&version, &handed_in]);
    let one = &first.units[0].criteria[0];
    assert_eq!(one.standing, Standing::HandedIn);
    assert_eq!(one.waiting[0].seal, handed_in.seal());
    assert_eq!((first.events, one.due), (2, None));

    let trainee = story.decide(IN_TRAINING, Judgement::NotYetMet, &[handed_in.seal()]);
    let signed = story.countersign(ASSESSOR, &[trainee.seal()]);
    let open = summary(&[&version, &handed_in, &trainee]);
    assert_eq!(open.units[0].criteria[0].to_countersign.len(), 1);
    let done = summary(&[&version, &handed_in, &trainee, &signed]);
    let criterion = &done.units[0].criteria[0];
    assert_eq!(criterion.due, Some(jiff::civil::date(2026, 12, 5)));
    assert!(criterion.waiting.is_empty() && criterion.decisions[0].stands);
    assert!(criterion.decisions[0].handed_in < Some(criterion.decisions[0].done.at));
}

#[test]
fn whoever_did_anything_besides_the_learner_has_worked_on_it() {
    let story = Story::default();
    let version = story.version("First", &[]);
    let handed_in = story.hand_in(&[version.seal()]);
    let made = story.decide(IN_TRAINING, Judgement::Met, &[handed_in.seal()]);
    let by = |event: &Sealed| event.event().unwrap().by.person;
    let nobody = summary(&[&version, &handed_in]).worked_on_by;
    assert_eq!(nobody, BTreeSet::new());
    for act in [
        story.evidence(&[]),
        story.countersign(ASSESSOR, &[made.seal()]),
        story.declare(ASSESSOR, &[made.seal()]),
    ] {
        let all = summary(&[&version, &handed_in, &made, &act]).worked_on_by;
        assert_eq!(all, BTreeSet::from([by(&made), by(&act)]));
    }
}

#[test]
fn the_latest_hand_in_that_names_a_centre_says_where_she_is() {
    let story = Story::default();
    let version = story.version("First", &[]);
    let centre = |events: &[&Sealed]| summary(events).centre;
    let before = story.hand_in(&[version.seal()]);
    assert_eq!(centre(&[&version, &before]), None);
    let alder = story.hand_in_at(Some("Alder House"), &[version.seal(), before.seal()]);
    let birch = story.hand_in_at(Some("Birch Lane"), &[version.seal(), alder.seal()]);
    let unsaid = story.hand_in(&[version.seal(), birch.seal()]);
    let all = [&version, &before, &alder, &birch, &unsaid];
    assert_eq!(centre(&all).as_deref(), Some("Birch Lane"));
    // Hand-ins that name none are written as they always were.
    let text = |sealed: &Sealed| sealed.raw().to_owned();
    assert!(text(&alder).contains("centre") && !text(&before).contains("centre"));
}

#[test]
fn a_sampler_who_disagrees_judged_the_other_way() {
    let story = Story::default();
    let met = story.decide(ASSESSOR, Judgement::Met, &[]);
    let mut event = story.event(
        SAMPLER,
        criterion("ac-3-2"),
        &[met.seal()],
        story.sample_says(SampleFinding::Disagree),
    );
    if let What::Sample(sample) = &mut event.what {
        Arc::make_mut(sample).blind = None;
    }
    let summary = summary(&[&met, &Sealed::new(&event)]);
    let sampled = &summary.units[0].criteria[0].samples[0];
    assert_eq!(
        (sampled.judgement, sampled.own),
        (Judgement::Met, Judgement::NotYetMet)
    );
    assert!(!sampled.blind);
}

#[test]
fn a_learner_who_thinks_again_no_longer_disagrees() {
    let story = Story::default();
    let met = story.decide(ASSESSOR, Judgement::NotYetMet, &[]);
    let reply = |disagree, after: &[Seal]| {
        let said = Reply {
            text: "I see.".into(),
            disagree,
        };
        let what = What::Reply(said.into());
        story.sealed(LEARNER, criterion("ac-3-2"), after, what)
    };
    let first = reply(true, &[met.seal()]);
    let second = reply(false, &[met.seal(), first.seal()]);
    let of = |events: &[&Sealed]| summary(events).units[0].criteria[0].disagrees.clone();
    assert_eq!(of(&[&met, &first]).map(|d| d.seal), Some(first.seal()));
    assert_eq!(of(&[&met, &first, &second]), None);
}

proptest! {
    #[test]
    fn a_summary_is_written_and_read_and_agrees_with_the_fold(turns in turns(40)) {
        let record: Record = Story::default().tell(&turns).into_iter().collect();
        let learner = Learner { id: PersonId::from_random([1; 16]), name: "Ada".into() };
        let state = record.state();
        let summary = Summary::of(&learner, &record, &state);
        let text = serde_json::to_string(&summary).unwrap();
        prop_assert_eq!(&serde_json::from_str::<Summary>(&text).unwrap(), &summary);
        for (pack, unit, criterion) in summary.criteria() {
            let state = &state.unit(pack, unit).unwrap().criteria[&criterion.id];
            prop_assert_eq!(criterion.standing, state.standing());
            let standing = criterion.decisions.iter().filter(|d| d.stands).count();
            prop_assert_eq!(standing, state.standing_decisions().len());
        }
    }
}

#[test]
fn who_gave_no_name_is_called_as_she_signed() {
    let record: Record = [Story::default().hand_in(&[])].into_iter().collect();
    let called = |name: &str| {
        let learner = Learner {
            id: PersonId::from_random([1; 16]),
            name: name.into(),
        };
        let summary = Summary::of(&learner, &record, &record.state());
        summary.learner.name
    };
    assert_eq!((&*called(""), &*called("Bo")), ("Ada", "Bo"));
}
