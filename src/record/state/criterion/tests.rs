//! Where a criterion stands after what was done in whatever order.

use Judgement::{Met, NotYetMet};

use super::*;
use crate::record::{
    Record,
    sealed::Sealed,
    story::{ASSESSOR, IN_TRAINING, LEARNER, SAMPLER, Story, criterion},
};

fn state(events: &[&Sealed]) -> CriterionState {
    let record: Record = events.iter().copied().cloned().collect();
    let about = criterion("ac-3-2");
    let state = record.state();
    let unit = state.unit(&about.pack, &about.unit);
    unit.and_then(|unit| unit.criteria.get("ac-3-2").cloned())
        .unwrap_or_default()
}

#[track_caller]
fn assert_standing(events: &[&Sealed], wanted: Standing) {
    assert_eq!(state(events).standing(), wanted);
}

#[test]
fn the_usual_way() {
    let story = Story::default();
    let first = story.version("First", &[]);
    let second = story.version("Second", &[first.seal()]);
    let handed_in = story.hand_in(&[second.seal()]);
    let not_yet = story.decide(ASSESSOR, NotYetMet, &[handed_in.seal()]);
    let third = story.version("Third", &[second.seal()]);
    let again = story.hand_in(&[third.seal()]);
    let met = story.decide(ASSESSOR, Met, &[again.seal()]);
    let all = [&first, &second, &handed_in, &not_yet, &third, &again, &met];
    for (events, wanted) in [
        (0, Standing::NotStarted),
        (1, Standing::Draft),
        (2, Standing::Draft),
        (3, Standing::HandedIn),
        (4, Standing::NotYetMet),
        (5, Standing::NotYetMet),
        (6, Standing::HandedIn),
        (7, Standing::Met),
    ] {
        assert_standing(&all[..events], wanted);
    }
    let end = state(&all);
    assert_eq!(end.attempts(), 2);
    assert_eq!(end.standing_decisions().len(), 1);
    let latest = end.current_submissions()[0];
    assert_eq!(&*end.version_of(latest).unwrap().said.text, "Third");
}

#[test]
fn decisions_made_apart_disagree_until_one_follows_both() {
    let story = Story::default();
    let version = story.version("First", &[]);
    let handed_in = story.hand_in(&[version.seal()]);
    let met = story.decide(ASSESSOR, Met, &[handed_in.seal()]);
    let not_yet = story.decide(ASSESSOR, NotYetMet, &[handed_in.seal()]);
    let agreed = story.decide(ASSESSOR, Met, &[handed_in.seal()]);
    assert_standing(
        &[&version, &handed_in, &met, &not_yet],
        Standing::Disagreement,
    );
    assert_standing(&[&version, &handed_in, &met, &agreed], Standing::Met);

    let apart = state(&[&version, &handed_in, &met, &not_yet]);
    let settled = story.decide(ASSESSOR, Met, &apart.decision_follows([handed_in.seal()]));
    assert_standing(
        &[&version, &handed_in, &met, &not_yet, &settled],
        Standing::Met,
    );
}

#[test]
fn only_an_assessor_decides() {
    let story = Story::default();
    let version = story.version("First", &[]);
    let handed_in = story.hand_in(&[version.seal()]);
    for role in [
        LEARNER,
        Role::InternalQualityAssurer,
        Role::ExternalQualityAssurer,
        Role::Employer,
    ] {
        let forged = story.decide(role, Met, &[handed_in.seal()]);
        assert_standing(&[&version, &handed_in, &forged], Standing::HandedIn);
    }
}

#[test]
fn a_decision_in_training_counts_once_somebody_qualified_has_countersigned_it() {
    let story = Story::default();
    let version = story.version("First", &[]);
    let handed_in = story.hand_in(&[version.seal()]);
    let met = story.decide(IN_TRAINING, Met, &[handed_in.seal()]);
    let open = [&version, &handed_in, &met];
    assert_standing(&open, Standing::HandedIn);
    assert_eq!(state(&open).to_countersign().len(), 1);
    for role in [LEARNER, IN_TRAINING, SAMPLER] {
        let signed = story.countersign(role, &[met.seal()]);
        assert_standing(&[&version, &handed_in, &met, &signed], Standing::HandedIn);
    }
    let signed = story.countersign(ASSESSOR, &[met.seal()]);
    let all = [&version, &handed_in, &met, &signed];
    assert_standing(&all, Standing::Met);
    assert!(state(&all).to_countersign().is_empty());

    // The other assessor decides for herself instead.
    let follows = state(&open).decision_follows([handed_in.seal()]);
    assert!(follows.contains(&met.seal()));
    let not_yet = story.decide(ASSESSOR, NotYetMet, &follows);
    let all = [&version, &handed_in, &met, &not_yet];
    assert_standing(&all, Standing::NotYetMet);
    assert!(state(&all).to_countersign().is_empty());
}

#[test]
fn a_new_decision_in_training_waits_though_the_one_before_it_counts() {
    let story = Story::default();
    let version = story.version("First", &[]);
    let handed_in = story.hand_in(&[version.seal()]);
    let met = story.decide(IN_TRAINING, Met, &[handed_in.seal()]);
    let signed = story.countersign(ASSESSOR, &[met.seal()]);
    let seen = story.evidence(&[]);
    let before = [&version, &handed_in, &met, &signed, &seen];
    let on = [handed_in.seal(), seen.seal()];
    let anew = story.decide(IN_TRAINING, NotYetMet, &state(&before).decision_follows(on));
    let open = [&version, &handed_in, &met, &signed, &seen, &anew];
    assert_standing(&open, Standing::Met);
    assert_eq!(state(&open).to_countersign()[0].seal, anew.seal());
    let also = story.countersign(ASSESSOR, &[anew.seal()]);
    let all = [&version, &handed_in, &met, &signed, &seen, &anew, &also];
    assert_standing(&all, Standing::NotYetMet);
    assert!(state(&all).to_countersign().is_empty());
}

#[test]
fn nobody_countersigns_what_was_taken_back_or_replaced_since() {
    let story = Story::default();
    let version = story.version("First", &[]);
    let handed_in = story.hand_in(&[version.seal()]);
    let met = story.decide(IN_TRAINING, Met, &[handed_in.seal()]);
    let taken_back = story.withdraw(handed_in.seal());
    let back = [&version, &handed_in, &met, &taken_back];
    assert_standing(&back, Standing::Draft);
    assert!(state(&back).to_countersign().is_empty());

    let better = story.version("Better", &[version.seal()]);
    let open = [&version, &handed_in, &met, &better];
    let again = story.hand_in(&state(&open).hand_in_follows(better.seal()));
    let replaced = [&version, &handed_in, &met, &better, &again];
    assert_standing(&replaced, Standing::HandedIn);
    assert!(state(&replaced).to_countersign().is_empty());

    // Who knew of neither has signed: the later decision supersedes it all the same.
    let follows = state(&replaced).decision_follows([again.seal()]);
    let not_yet = story.decide(ASSESSOR, NotYetMet, &follows);
    let signed = story.countersign(ASSESSOR, &[met.seal()]);
    let all = [
        &version, &handed_in, &met, &better, &again, &not_yet, &signed,
    ];
    assert_standing(&all, Standing::NotYetMet);

    let seen = story.evidence(&[]);
    let met = story.decide(IN_TRAINING, Met, &[seen.seal()]);
    assert_eq!(state(&[&seen, &met]).to_countersign().len(), 1);
    let corrected = story.evidence(&[seen.seal()]);
    assert!(
        state(&[&seen, &met, &corrected])
            .to_countersign()
            .is_empty()
    );
}

#[test]
fn evidence_waits_for_a_decision_like_a_submission() {
    let story = Story::default();
    let seen = story.evidence(&[]);
    assert_standing(&[&seen], Standing::HandedIn);
    let not_yet = story.decide(ASSESSOR, NotYetMet, &[seen.seal()]);
    assert_standing(&[&seen, &not_yet], Standing::NotYetMet);
    let again = story.evidence(&[]);
    let waiting = [&seen, &not_yet, &again];
    assert_standing(&waiting, Standing::HandedIn);
    let met = story.decide(
        ASSESSOR,
        Met,
        &state(&waiting).decision_follows([again.seal()]),
    );
    let all = state(&[&seen, &not_yet, &again, &met]);
    assert_eq!(all.standing(), Standing::Met);
    let decision = all.decisions.get(&met.seal()).unwrap();
    assert_eq!(all.methods_of(decision), [MethodKind::Observation].into());
    assert_eq!(all.basis_of(decision).collect::<Vec<_>>(), [again.seal()]);
}

#[test]
fn what_is_taken_back_waits_no_longer_but_what_was_judged_stays_judged() {
    let story = Story::default();
    let version = story.version("First", &[]);
    let handed_in = story.hand_in(&[version.seal()]);
    let withdrawn = story.withdraw(handed_in.seal());
    assert_standing(&[&version, &handed_in, &withdrawn], Standing::Draft);

    let before = state(&[&version, &handed_in, &withdrawn]);
    let again = story.hand_in(&before.hand_in_follows(version.seal()));
    assert_standing(
        &[&version, &handed_in, &withdrawn, &again],
        Standing::HandedIn,
    );

    let met = story.decide(ASSESSOR, Met, &[handed_in.seal()]);
    assert_standing(&[&version, &handed_in, &withdrawn, &met], Standing::Met);
}

#[test]
fn what_is_the_learners_is_hers_alone_and_evidence_the_assessors() {
    let story = Story::default();
    let version = story.version("First", &[]);
    let handed_in = story.hand_in(&[version.seal()]);
    let seen = story.evidence(&[]);
    let by = |event: &Sealed, role| {
        let mut event = Event::clone(event.event().unwrap());
        event.by.role = role;
        Sealed::new(&event)
    };
    let withdrawn = story.withdraw(handed_in.seal());
    for role in [
        ASSESSOR,
        IN_TRAINING,
        SAMPLER,
        Role::ExternalQualityAssurer,
        Role::Employer,
    ] {
        let taken_back = by(&withdrawn, role);
        assert_standing(&[&version, &handed_in, &taken_back], Standing::HandedIn);
        assert_standing(&[&version, &by(&handed_in, role)], Standing::Draft);
        assert_standing(&[&by(&version, role)], Standing::NotStarted);
    }
    for role in [
        LEARNER,
        SAMPLER,
        Role::ExternalQualityAssurer,
        Role::Employer,
    ] {
        assert_standing(&[&by(&seen, role)], Standing::NotStarted);
    }
    assert_standing(&[&by(&seen, IN_TRAINING)], Standing::HandedIn);
}

#[test]
fn with_a_hand_in_what_it_replaced_is_taken_back_unless_it_was_judged() {
    let story = Story::default();
    let version = story.version("First", &[]);
    let first = story.hand_in(&[version.seal()]);
    let better = story.version("Better", &[version.seal()]);
    let open = state(&[&version, &first, &better]);
    let second = story.hand_in(&open.hand_in_follows(better.seal()));
    let withdrawn = story.withdraw(second.seal());
    let all = [&version, &first, &better, &second, &withdrawn];
    assert_standing(&all, Standing::Draft);
    assert_eq!(
        state(&all).current_submissions(),
        Vec::<&Kept<HandedIn>>::new()
    );

    let not_yet = story.decide(ASSESSOR, NotYetMet, &[first.seal()]);
    let judged = [&version, &first, &better, &second, &withdrawn, &not_yet];
    assert_standing(&judged, Standing::NotYetMet);
    assert_eq!(state(&judged).current_submissions()[0].seal, first.seal());
}

#[test]
fn what_stands_before_her_is_what_the_standing_decision_is_on() {
    let story = Story::default();
    let root = story.version("First", &[]);
    let here = story.version("Here", &[root.seal()]);
    let there = story.version("There", &[root.seal()]);
    let first = story.hand_in(&[here.seal()]);
    let apart = story.hand_in(&[there.seal()]);
    let not_yet = story.decide(ASSESSOR, NotYetMet, &[apart.seal()]);
    let before = [&root, &here, &there, &first, &apart, &not_yet];
    assert_eq!(
        state(&before).shown_submission().unwrap().seal,
        first.seal()
    );
    let met = story.decide(ASSESSOR, Met, &[first.seal(), not_yet.seal()]);
    let all = [&root, &here, &there, &first, &apart, &not_yet, &met];
    assert_standing(&all, Standing::Met);
    assert_eq!(state(&all).shown_submission().unwrap().seal, first.seal());
}

#[test]
fn a_new_hand_in_does_not_undo_that_a_criterion_is_met() {
    let story = Story::default();
    let version = story.version("First", &[]);
    let handed_in = story.hand_in(&[version.seal()]);
    let met = story.decide(ASSESSOR, Met, &[handed_in.seal()]);
    let more = story.version("More", &[version.seal()]);
    let again = story.hand_in(&[more.seal()]);
    assert_standing(&[&version, &handed_in, &met, &more, &again], Standing::Met);
}

#[test]
fn versions_written_apart_both_stand() {
    let story = Story::default();
    let first = story.version("First", &[]);
    let here = story.version("Here", &[first.seal()]);
    let there = story.version("There", &[first.seal()]);
    let heads = |events: &[&Sealed]| -> Vec<String> {
        let state = state(events);
        let heads = state.versions.heads();
        heads.iter().map(|v| v.said.text.to_string()).collect()
    };
    assert_eq!(heads(&[&first, &here, &there]), ["Here", "There"]);
    let both = story.version("Both", &[here.seal(), there.seal()]);
    assert_eq!(heads(&[&first, &here, &there, &both]), ["Both"]);
    // The version in the middle has not arrived.
    assert_eq!(heads(&[&first, &both]), ["First", "Both"]);
}
