//! Cohorts made up from small numbers, and what every plan over them promises.

use std::collections::{BTreeMap, BTreeSet};

use jiff::civil::date;
use proptest::prelude::*;

use super::{
    Experience, Judged, Method, Percent, Plan, Rates, Reason, Refused, Sample, Stage,
    Strategy as Wanted,
};
use crate::{
    id::{PackId, UnitId},
    quality::Place,
    record::{event::PersonId, seal::Seal},
};

const SAMPLER: u8 = 9;

fn person(n: u8) -> PersonId {
    PersonId::from_random([n; 16])
}

fn percent(n: u8) -> Percent {
    n.try_into().unwrap()
}

fn unit(n: u8) -> UnitId {
    format!("unit-{n}").parse().unwrap()
}

fn pack() -> PackId {
    "underpin".parse().unwrap()
}

/// A row of assessor 1, an experienced one, on a written answer.
fn row(decision: u32, learner: u8) -> Judged {
    Judged {
        decision: Seal::of(decision.to_be_bytes()),
        place: Place {
            pack: pack(),
            unit: unit(0),
            criterion: "ac-1".parse().unwrap(),
        },
        learner: person(learner),
        assessor: person(1),
        countersigners: BTreeSet::new(),
        experience: Experience::Experienced,
        method: Method::Written,
        date: date(2026, 11, 21),
        resubmission: false,
        first_unit_of_learner: false,
    }
}

fn seals(sample: &Sample) -> BTreeSet<Seal> {
    let rows = sample.proposed.iter();
    rows.map(|proposed| proposed.judged.decision).collect()
}

/// A strategy that asks for nothing.
fn nothing() -> Wanted {
    Wanted {
        stage: Stage::Summative,
        assessors: Rates {
            in_training: percent(0),
            new: percent(0),
            experienced: percent(0),
        },
        units: BTreeMap::new(),
        methods: BTreeMap::new(),
        all_resubmissions: false,
        first_units: false,
        every_learner_once: false,
    }
}

fn plan(strategy: Wanted) -> Plan {
    Plan::new(person(SAMPLER), strategy, 7)
}

/// The decisions that a plan proposes with each reason.
fn reasons(sample: &Sample) -> BTreeMap<Seal, Vec<Reason>> {
    let rows = sample.proposed.iter();
    rows.map(|one| (one.judged.decision, one.reasons.iter().copied().collect()))
        .collect()
}

#[test]
fn each_rule_takes_its_own_and_says_so() {
    let plain = row(0, 0);
    let rows = [
        plain.clone(),
        Judged {
            place: Place {
                unit: unit(1),
                ..plain.place.clone()
            },
            ..row(1, 1)
        },
        Judged {
            method: Method::WitnessTestimony,
            ..row(2, 2)
        },
        Judged {
            first_unit_of_learner: true,
            resubmission: true,
            ..row(3, 3)
        },
        Judged {
            assessor: person(2),
            experience: Experience::InTraining,
            ..row(4, 4)
        },
    ];
    let only = |change: &dyn Fn(&mut Wanted)| {
        let mut strategy = nothing();
        change(&mut strategy);
        reasons(&plan(strategy).draw(&rows))
    };
    let at = |place: usize| rows[place].decision;
    assert_eq!(only(&|_| {}), [].into());
    assert_eq!(
        only(&|s| s.assessors.in_training = percent(1)),
        [(at(4), vec![Reason::AssessorRate])].into()
    );
    assert_eq!(
        only(&|s| s.units = [(pack(), [(unit(1), percent(1))].into())].into()),
        [(at(1), vec![Reason::UnitRate])].into()
    );
    assert_eq!(
        only(&|s| s.methods = [(Method::WitnessTestimony, percent(1))].into()),
        [(at(2), vec![Reason::MethodRate])].into()
    );
    assert_eq!(
        only(&|s| {
            s.first_units = true;
            s.all_resubmissions = true;
        }),
        [(at(3), vec![Reason::FirstUnit, Reason::Resubmission])].into()
    );
    let every = only(&|s| {
        s.every_learner_once = true;
        s.all_resubmissions = true;
    });
    assert_eq!(every.len(), 5);
    assert_eq!(every[&at(3)], [Reason::Resubmission]);
    assert_eq!(every[&at(0)], [Reason::EveryLearner]);
}

#[test]
fn what_is_added_by_hand_is_in_whatever_the_strategy_says_but_never_ones_own() {
    let mut own = row(1, 1);
    own.assessor = person(SAMPLER);
    let rows = [row(0, 0), own.clone()];
    let gone = Seal::of("gone");

    let mut plan = plan(nothing());
    assert_eq!(plan.add(rows[0].decision, &rows), Ok(()));
    assert_eq!(plan.add(own.decision, &rows), Err(Refused::Own));
    assert_eq!(plan.add(gone, &rows), Err(Refused::Unknown));
    let sample = plan.draw(&rows);
    let wanted = [(rows[0].decision, vec![Reason::ByHand])];
    assert_eq!(reasons(&sample), wanted.into());
    assert_eq!((sample.own, sample.left_out.len()), (1, 0));

    // A plan that was kept, and written in by somebody else.
    plan.by_hand.extend([own.decision, gone]);
    let sample = plan.draw(&rows);
    assert_eq!(sample.proposed.len(), 1);
    assert_eq!(
        sample.left_out,
        [(own.decision, Refused::Own), (gone, Refused::Unknown)].into()
    );
}

#[test]
fn a_decision_on_several_criteria_has_a_row_for_each() {
    let one = row(0, 0);
    let mut other = one.clone();
    other.place.criterion = "ac-2".parse().unwrap();
    let rows = [one.clone(), other, one.clone()];
    let mut plan = plan(nothing());
    plan.add(one.decision, &rows).unwrap();
    assert_eq!(plan.draw(&rows).proposed.len(), 2);
}

#[test]
fn a_percentage_rounds_up_and_never_past_everything() {
    for (rate, things, wanted) in [
        (0, 40, 0),
        (1, 0, 0),
        (1, 1, 1),
        (15, 40, 6),
        (15, 41, 7),
        (50, 3, 2),
        (100, 3, 3),
        (99, usize::MAX, usize::MAX - usize::MAX / 100),
        (100, usize::MAX, usize::MAX),
    ] {
        assert_eq!(percent(rate).of(things), wanted, "{rate} % of {things}");
    }
    assert!(Percent::try_from(101).is_err());
    assert!(serde_json::from_str::<Percent>("101").is_err());
}

#[test]
fn another_seed_draws_another_sample() {
    let rows: Vec<Judged> = (0..200).map(|n| row(n, 0)).collect();
    let with = |seed| seals(&Plan::new(person(SAMPLER), Wanted::default(), seed).draw(&rows));
    assert_eq!(with(1).len(), 30);
    assert_ne!(with(1), with(2));
    assert_eq!(with(1), with(1));
}

/// A kept plan has to draw the same again: this order was worked out apart, from the rule alone
/// (SHA-256 of the seed's eight bytes and the seal's hexadecimal digits).
#[test]
fn the_order_is_the_same_for_ever() {
    let rows: Vec<Judged> = (0..12).map(|n| row(n, 0)).collect();
    let ordered = plan(nothing());
    let order: Vec<usize> = ordered
        .in_order(&rows)
        .iter()
        .filter_map(|drawn| rows.iter().position(|row| row == *drawn))
        .collect();
    assert_eq!(order, [6, 11, 7, 4, 10, 2, 8, 1, 5, 9, 0, 3]);
}

fn any_row() -> impl Strategy<Value = Judged> {
    let methods = prop::sample::select(vec![
        Method::Written,
        Method::Observation,
        Method::ProfessionalDiscussion,
        Method::WitnessTestimony,
        Method::WorkProduct,
    ]);
    let whom = (0..8_u8, prop::sample::select(vec![1, 2, 3, SAMPLER]));
    (any::<u32>(), whom, 0..4_u8, methods, any::<[bool; 2]>()).prop_map(
        |(decision, (learner, assessor), place, method, [resubmission, first])| Judged {
            place: Place {
                unit: unit(place),
                ..row(0, 0).place
            },
            assessor: person(assessor),
            experience: match assessor {
                1 => Experience::InTraining,
                2 => Experience::New,
                _ => Experience::Experienced,
            },
            method,
            resubmission,
            first_unit_of_learner: first,
            ..row(decision, learner)
        },
    )
}

fn any_rows() -> impl Strategy<Value = Vec<Judged>> {
    prop::collection::vec(any_row(), 0..60)
}

fn any_plan() -> impl Strategy<Value = Plan> {
    let percent = || (0..=100_u8).prop_map(percent);
    let rates = (percent(), percent(), percent());
    let flags = any::<[bool; 3]>();
    (rates, percent(), percent(), flags, any::<u64>()).prop_map(
        |((in_training, new, experienced), of_unit, of_method, flags, seed)| {
            let strategy = Wanted {
                stage: Stage::Interim,
                assessors: Rates {
                    in_training,
                    new,
                    experienced,
                },
                units: [(pack(), [(unit(1), of_unit)].into())].into(),
                methods: [(Method::Observation, of_method)].into(),
                all_resubmissions: flags[0],
                first_units: flags[1],
                every_learner_once: flags[2],
            };
            Plan::new(person(SAMPLER), strategy, seed)
        },
    )
}

proptest! {
    #[test]
    fn the_same_decisions_give_the_same_sample_in_whatever_order(
        plan in any_plan(),
        (rows, shuffled) in any_rows().prop_flat_map(|rows| {
            (Just(rows.clone()), Just(rows).prop_shuffle())
        }),
    ) {
        prop_assert_eq!(plan.draw(&rows), plan.draw(&shuffled));
    }

    #[test]
    fn a_sample_never_holds_ones_own_decisions(mut plan in any_plan(), rows in any_rows()) {
        plan.by_hand = rows.iter().map(|row| row.decision).collect();
        let sample = plan.draw(&rows);
        prop_assert!(sample.proposed.iter().all(|one| one.judged.assessor != plan.sampler));
        prop_assert_eq!(sample.proposed.len() + sample.own, rows.len());
        prop_assert_eq!(sample.left_out.len(), sample.own);
    }

    #[test]
    fn every_promise_is_kept_and_nothing_is_in_without_a_reason(
        plan in any_plan(),
        rows in any_rows(),
    ) {
        let sample = plan.draw(&rows);
        let Wanted { assessors, units, methods, .. } = &plan.strategy;
        let others = || rows.iter().filter(|row| row.assessor != plan.sampler);
        let count = |of: &dyn Fn(&Judged) -> bool| {
            let sampled = sample.proposed.iter().filter(|one| of(&one.judged)).count();
            (sampled, others().filter(|row| of(row)).count())
        };
        for assessor in [1, 2, 3] {
            let (sampled, all) = count(&|row| row.assessor == person(assessor));
            let rate = match assessor {
                1 => assessors.in_training,
                2 => assessors.new,
                _ => assessors.experienced,
            };
            prop_assert!(sampled * 100 >= all * usize::from(rate.get()));
            prop_assert!(rate.get() == 0 || all == 0 || sampled > 0);
        }
        let (sampled, all) = count(&|row| row.place.unit == unit(1));
        prop_assert!(sampled * 100 >= all * usize::from(units[&pack()][&unit(1)].get()));
        let (sampled, all) = count(&|row| row.method == Method::Observation);
        prop_assert!(sampled * 100 >= all * usize::from(methods[&Method::Observation].get()));
        let drawn = seals(&sample);
        for row in others() {
            let is_in = drawn.contains(&row.decision);
            prop_assert!(is_in || !(plan.strategy.all_resubmissions && row.resubmission));
            prop_assert!(is_in || !(plan.strategy.first_units && row.first_unit_of_learner));
            let mut theirs = others().filter(|other| other.learner == row.learner);
            prop_assert!(
                !plan.strategy.every_learner_once
                    || theirs.any(|other| drawn.contains(&other.decision))
            );
        }
        for one in &sample.proposed {
            prop_assert!(!one.reasons.is_empty());
            prop_assert!(
                !one.reasons.contains(&Reason::EveryLearner)
                    || count(&|row| row.learner == one.judged.learner).0 == 1
            );
        }
    }

    /// A new row is in three groups that have a rate. In each, at most one other row comes or goes;
    /// with it, that row's learner may need another one to be seen, or need hers no longer. And the
    /// new row's own learner may need hers no longer.
    #[test]
    fn one_more_decision_moves_few_others(
        mut plan in any_plan(),
        rows in any_rows(),
        more in any_row(),
    ) {
        let new = more.decision;
        let with: Vec<Judged> = rows.iter().cloned().chain([more]).collect();
        for (every_learner_once, most) in [(false, 3), (true, 7)] {
            plan.strategy.every_learner_once = every_learner_once;
            let (before, after) = (seals(&plan.draw(&rows)), seals(&plan.draw(&with)));
            let moved = before.symmetric_difference(&after);
            prop_assert!(moved.filter(|seal| **seal != new).count() <= most);
        }
    }

    #[test]
    fn a_plan_is_kept_as_text(plan in any_plan(), seal in any::<u32>()) {
        let mut plan = plan;
        plan.by_hand.insert(Seal::of(seal.to_be_bytes()));
        let text = serde_json::to_string(&plan).unwrap();
        prop_assert_eq!(serde_json::from_str::<Plan>(&text).unwrap(), plan);
    }
}
