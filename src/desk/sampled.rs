//! What is on the desk, as quality assurance works with it: decisions that could be sampled,
//! samples to compare, and the plan as it is kept.

use std::collections::{BTreeMap, BTreeSet};

use jiff::{Timestamp, civil::Date, tz::TimeZone};
use serde::{Deserialize, Serialize};

use super::summary::{CriterionSummary, Decided, Sampled, Summary};
use crate::{
    id::{PackId, UnitId},
    quality::{
        Place,
        agreement::Compared,
        sampling::{Experience, Judged, Method, Plan, Strategy},
    },
    record::{
        event::{Actor, PersonId, Role},
        evidence::MethodKind,
        seal::Seal,
        state::CriterionState,
    },
};

/// How experienced each assessor is, as a quality assurer has it. Who is not in it is new, so that
/// nobody is sampled less than was decided.
pub type Experiences = BTreeMap<PersonId, Experience>;

/// A sampling plan as it is kept.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct KeptPlan {
    /// The plan.
    pub plan: Plan,
    /// How experienced each assessor is.
    #[serde(default)]
    pub experiences: Experiences,
}

impl KeptPlan {
    /// The plan to start from.
    pub fn new(sampler: PersonId, seed: u64) -> Self {
        Self {
            plan: Plan::new(sampler, Strategy::default(), seed),
            experiences: Experiences::new(),
        }
    }

    /// The plan out of a text; none where the text holds none, or it is another sampler's.
    pub fn read(text: &str, sampler: PersonId) -> Option<Self> {
        let kept: Self = serde_json::from_str(text).ok()?;
        (kept.plan.sampler == sampler).then_some(kept)
    }

    /// The text to keep.
    pub fn to_text(&self) -> String {
        serde_json::to_string(self)
            .unwrap_or_else(|bug| panic!("a plan can always be written: {bug}"))
    }
}

/// Every decision that stands, ready to be sampled. Nobody samples her own work.
pub fn judged<'s>(
    summaries: impl IntoIterator<Item = &'s Summary>,
    kept: &KeptPlan,
) -> Vec<Judged> {
    let of_learner = |summary: &'s Summary| {
        let first = first_unit(summary);
        let standing = summary.criteria().flat_map(|(pack, unit, criterion)| {
            let stand = criterion.decisions.iter().filter(|decided| decided.stands);
            stand.map(move |decided| (pack, unit, criterion, decided))
        });
        let rows = standing.map(|(pack, unit, criterion, decided)| Judged {
            decision: decided.done.seal,
            place: place(pack, unit, criterion),
            learner: summary.learner.id,
            assessor: decided.done.by,
            countersigners: decided.countersigned.iter().map(|done| done.by).collect(),
            experience: experience(decided, &kept.experiences),
            method: method(&decided.methods),
            date: day(decided.done.at),
            resubmission: decided.resubmission,
            first_unit_of_learner: first == Some((pack, unit)),
        });
        rows.collect::<Vec<_>>()
    };
    let others = of_others(summaries, kept.plan.sampler);
    others.flat_map(of_learner).collect()
}

/// Every sampled decision once, with the latest judgement of a sampler on it.
pub fn compared<'s>(summaries: impl IntoIterator<Item = &'s Summary>) -> Vec<Compared> {
    let mut compared = Vec::new();
    for summary in summaries {
        for (pack, unit, criterion) in summary.criteria() {
            let mut latest = BTreeMap::<Seal, &Sampled>::new();
            for sample in &criterion.samples {
                let held = latest.entry(sample.decision).or_insert(sample);
                if held.done.at <= sample.done.at {
                    *held = sample;
                }
            }
            compared.extend(latest.into_values().map(|sample| Compared {
                learner: summary.learner.id,
                assessor: sample.decided_by,
                place: place(pack, unit, criterion),
                decision: sample.decision,
                decided: sample.judgement,
                sampled: sample.own,
            }));
        }
    }
    compared
}

/// The decisions on others' work that somebody has neither made, countersigned nor sampled: what she may
/// still judge blind.
pub fn unseen<'s>(
    summaries: impl IntoIterator<Item = &'s Summary>,
    sampler: PersonId,
) -> BTreeSet<Seal> {
    let mut unseen = BTreeSet::new();
    let others = of_others(summaries, sampler);
    for (_, _, criterion) in others.flat_map(Summary::criteria) {
        let others = criterion.decisions.iter();
        let others = others
            .filter(|decided| !decided.is_of(sampler))
            .map(|decided| decided.done.seal);
        let own = criterion.samples.iter();
        let own = own
            .filter(|sample| sample.done.by == sampler)
            .map(|sample| sample.decision);
        let own: BTreeSet<Seal> = own.collect();
        unseen.extend(others.filter(|decision| !own.contains(decision)));
    }
    unseen
}

fn of_others<'s>(
    summaries: impl IntoIterator<Item = &'s Summary>,
    sampler: PersonId,
) -> impl Iterator<Item = &'s Summary> {
    let summaries = summaries.into_iter();
    summaries.filter(move |summary| !summary.is_of(sampler))
}

/// Whether a decision that stands is one that a quality assurer may still judge blind.
pub fn may_judge_blind(state: &CriterionState, sampler: PersonId) -> bool {
    let mut standing = state.standing_decisions().into_iter();
    standing.any(|decision| {
        let is_hers = |by: &Actor| by.person == sampler;
        let mut signatures = state.signatures_of(decision);
        let mut samples = state.samples.iter();
        !is_hers(&decision.event.by)
            && !signatures.any(|signature| is_hers(&signature.event.by))
            && !samples.any(|sample| {
                is_hers(&sample.event.by) && sample.event.after.contains(&decision.seal)
            })
    })
}

fn place(pack: &PackId, unit: &UnitId, criterion: &CriterionSummary) -> Place {
    Place {
        pack: pack.clone(),
        unit: unit.clone(),
        criterion: criterion.id.clone(),
    }
}

/// The unit in which the learner was judged first.
fn first_unit(summary: &Summary) -> Option<(&PackId, &UnitId)> {
    let decisions = summary.criteria().flat_map(|(pack, unit, criterion)| {
        let decisions = criterion.decisions.iter();
        decisions.map(move |decided| (decided.done.at, pack, unit))
    });
    decisions.min().map(|(_, pack, unit)| (pack, unit))
}

/// In training by the role of the decision itself; else as it was set.
fn experience(decided: &Decided, experiences: &Experiences) -> Experience {
    if decided.done.role == (Role::Assessor { in_training: true }) {
        return Experience::InTraining;
    }
    let set = experiences.get(&decided.done.by).copied();
    set.unwrap_or(Experience::New)
}

/// The kind of evidence that a decision is sampled by. Where it is on several, what was seen or
/// said goes before what was written, because there is less of it.
fn method(methods: &BTreeSet<MethodKind>) -> Method {
    match methods.last() {
        None | Some(MethodKind::Written) => Method::Written,
        Some(MethodKind::Observation) => Method::Observation,
        Some(MethodKind::Discussion) => Method::ProfessionalDiscussion,
        Some(MethodKind::Testimony) => Method::WitnessTestimony,
        Some(MethodKind::WorkProduct) => Method::WorkProduct,
    }
}

fn day(at: Timestamp) -> Date {
    at.to_zoned(TimeZone::UTC).date()
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::record::{
        Record,
        decision::Judgement::{Met, NotYetMet},
        sample::SampleFinding::{Agree, Disagree},
        sealed::Sealed,
        stored::Learner,
        story::{ASSESSOR, IN_TRAINING, SAMPLER, Story},
    };

    const ASSESSOR_ID: u8 = 2;

    fn person(number: u8) -> PersonId {
        PersonId::from_random([number; 16])
    }

    fn summary(events: &[&Sealed]) -> Summary {
        let record: Record = events.iter().copied().cloned().collect();
        let learner = Learner {
            id: person(1),
            name: "Ada".into(),
        };
        Summary::of(&learner, &record, &record.state())
    }

    #[test]
    fn what_stands_can_be_sampled_and_what_was_superseded_cannot() {
        let story = Story::default();
        let version = story.version("First", &[]);
        let handed_in = story.hand_in(&[version.seal()]);
        let first = story.decide(ASSESSOR, NotYetMet, &[handed_in.seal()]);
        let second = story.decide(ASSESSOR, Met, &[handed_in.seal(), first.seal()]);
        let cohort = [summary(&[&version, &handed_in, &first, &second])];
        let mut kept = KeptPlan::new(person(3), 42);
        let rows = judged(&cohort, &kept);
        assert_eq!(rows.len(), 1);
        assert_eq!(rows[0].decision, second.seal());
        assert_eq!(
            (rows[0].experience, rows[0].method),
            (Experience::New, Method::Written)
        );
        assert!(rows[0].first_unit_of_learner && !rows[0].resubmission);
        kept.experiences = [(person(ASSESSOR_ID), Experience::Experienced)].into();
        let rows = judged(&cohort, &kept);
        assert_eq!(rows[0].experience, Experience::Experienced);
    }

    #[test]
    fn a_decision_made_in_training_is_sampled_as_such() {
        let story = Story::default();
        let evidence = story.evidence(&[]);
        let made = story.decide(IN_TRAINING, Met, &[evidence.seal()]);
        let signed = story.countersign(ASSESSOR, &[made.seal()]);
        let rows = judged(
            &[summary(&[&evidence, &made, &signed])],
            &KeptPlan::new(person(3), 42),
        );
        assert_eq!(
            (rows[0].experience, rows[0].method),
            (Experience::InTraining, Method::Observation)
        );
    }

    #[test]
    fn of_several_samples_of_a_decision_the_latest_is_compared() {
        let story = Story::default();
        let met = story.decide(ASSESSOR, Met, &[]);
        let first = story.sample(SAMPLER, Disagree, &[met.seal()]);
        let without_own = |sample: &Sealed| {
            let mut event = crate::record::event::Event::clone(sample.event().unwrap());
            if let crate::record::what::What::Sample(said) = &mut event.what {
                std::sync::Arc::make_mut(said).blind = None;
            }
            Sealed::new(&event)
        };
        let second = without_own(&story.sample(SAMPLER, Agree, &[met.seal()]));
        let cohort = [summary(&[&met, &first, &second])];
        let found = compared(&cohort);
        assert_eq!(found.len(), 1);
        assert_eq!((found[0].decided, found[0].sampled), (Met, Met));
        let alone = compared(&[summary(&[&met, &first])]);
        assert_eq!((alone[0].decided, alone[0].sampled), (Met, NotYetMet));
    }

    #[test]
    fn a_decision_is_unseen_until_one_has_made_or_sampled_it() {
        let story = Story::default();
        let met = story.decide(ASSESSOR, Met, &[]);
        let sample = story.sample(SAMPLER, Agree, &[met.seal()]);
        let about = crate::record::story::criterion("ac-3-2");
        let blind = |events: &[&Sealed], who: u8| {
            let record: Record = events.iter().copied().cloned().collect();
            let state = record.state();
            let unit = state.unit(&about.pack, &about.unit).unwrap();
            may_judge_blind(&unit.criteria["ac-3-2"], person(who))
        };
        for (events, who, wanted) in [
            (vec![&met], 3, true),
            (vec![&met, &sample], 3, false),
            (vec![&met, &sample], 9, true),
            (vec![&met], ASSESSOR_ID, false),
        ] {
            let found = unseen(&[summary(&events)], person(who));
            assert_eq!(found.contains(&met.seal()), wanted, "{who}");
            assert_eq!(blind(&events, who), wanted, "{who}");
        }
    }

    #[test]
    fn whoever_countersigned_a_decision_neither_samples_it_nor_judges_it_blind() {
        let story = Story::default();
        let evidence = story.evidence(&[]);
        let made = story.decide(IN_TRAINING, Met, &[evidence.seal()]);
        let signed = story.countersign(ASSESSOR, &[made.seal()]);
        let events = [&evidence, &made, &signed];
        let cohort = [summary(&events)];
        let record: Record = events.into_iter().cloned().collect();
        let about = crate::record::story::criterion("ac-3-2");
        let state = record.state();
        let criterion = &state.unit(&about.pack, &about.unit).unwrap().criteria["ac-3-2"];
        for (who, hers) in [(ASSESSOR_ID, true), (3, false)] {
            let mut kept = KeptPlan::new(person(who), 42);
            kept.plan.by_hand.insert(made.seal());
            let drawn = kept.plan.draw(&judged(&cohort, &kept));
            assert_eq!(
                (drawn.own, drawn.proposed.len()),
                (usize::from(hers), usize::from(!hers))
            );
            assert_eq!(unseen(&cohort, person(who)).contains(&made.seal()), !hers);
            assert_eq!(may_judge_blind(criterion, person(who)), !hers);
        }
    }

    #[test]
    fn nobody_samples_her_own_work_under_whichever_id() {
        let story = Story::default();
        let met = story.decide(ASSESSOR, Met, &[]);
        let same = story.same_person(person(1), person(7));
        let cohort = [summary(&[&met, &same])];
        for (who, is_hers) in [(1, true), (7, true), (3, false)] {
            let kept = KeptPlan::new(person(who), 42);
            assert_eq!(judged(&cohort, &kept).is_empty(), is_hers, "{who}");
            assert_eq!(unseen(&cohort, person(who)).is_empty(), is_hers, "{who}");
        }
    }

    #[test]
    fn a_plan_is_kept_for_its_own_sampler() {
        let mut kept = KeptPlan::new(person(3), 42);
        kept.experiences.insert(person(2), Experience::Experienced);
        kept.plan.by_hand.insert(Seal::of("decision"));
        kept.plan
            .strategy
            .methods
            .insert(Method::Observation, 50.try_into().unwrap());
        assert_eq!(
            KeptPlan::read(&kept.to_text(), person(3)),
            Some(kept.clone())
        );
        assert_eq!(KeptPlan::read(&kept.to_text(), person(4)), None);
        assert_eq!(KeptPlan::read("rubbish", person(3)), None);
    }
}
