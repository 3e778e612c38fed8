//! What others do with a learner's work: decisions, countersignatures, samples, skills that were
//! seen, and the end of a unit.

use jiff::ToSpan;
use underpin::{
    criterion::{Criterion, CriterionKind},
    record::{
        decision::{
            Decision, Evidence, Feedback, Finding, Holds, Judgement, Passage, Rule,
            Shown as ShownIn,
        },
        event::{About, Actor, Item},
        evidence::{EvidenceItem, Method, Observation},
        sample::{Sample, SampleFinding, Stage},
        seal::Seal,
        sign_off::Declaration,
        what::{Comment, What},
    },
    unit::Unit,
};

use super::{
    life::{Life, Work},
    sampler, words,
};

impl Life {
    pub fn judge(
        &mut self,
        criterion: &Criterion,
        work: &mut Work,
        by: &Actor,
        judgement: Judgement,
    ) -> Seal {
        let submission: Vec<Seal> = work.submission.into_iter().collect();
        let text = work.texts.last().cloned().unwrap_or_default();
        if let Some(passage) = self.passage(&text).filter(|_| self.scribe.chance.one_in(2)) {
            let comment = Comment {
                quote: passage.quote,
                from: passage.from,
                to: passage.to,
                text: (*self.chance().pick(&words::COMMENTS)).into(),
            };
            self.by_other(by, &work.about, &submission, What::Comment(comment.into()));
        }
        let shown = |passage: Option<Passage>| passage.map_or(ShownIn::AsAWhole, ShownIn::In);
        let points = criterion.points.iter().map(|point| {
            let passage = self.passage(&text);
            (point.lead.as_str().into(), shown(passage))
        });
        let mut points: std::collections::BTreeMap<_, _> = points.collect();
        if judgement == Judgement::NotYetMet {
            points.pop_last();
        }
        let mut decision = self.decision(judgement, work.attempt);
        decision.points = points;
        work.attempt += 1;
        let after: Vec<Seal> = submission.into_iter().chain(work.decision).collect();
        let seal = self.by_other(by, &work.about, &after, What::Decision(decision.into()));
        work.decision = Some(seal);
        if by.role.is_qualified_assessor() && self.chance().one_in(12) {
            self.sample(&work.about, seal, judgement);
        }
        seal
    }

    /// A few words of a text, from anywhere in it.
    fn passage(&mut self, text: &str) -> Option<Passage> {
        let length = text.chars().count();
        let from = self.scribe.chance.below(length.max(1));
        Passage::of(text, from, (from + 40).min(length))
    }

    fn decision(&mut self, judgement: Judgement, attempt: u32) -> Decision {
        let mut evidence = Evidence::default();
        for rule in Rule::ALL {
            *evidence.finding_mut(rule) = Finding {
                holds: Holds::Yes,
                note: "".into(),
            };
        }
        let strengths = (*self.chance().pick(&words::STRENGTHS)).into();
        let feedback = match judgement {
            Judgement::Met => Feedback {
                strengths,
                ..Feedback::default()
            },
            Judgement::NotYetMet => {
                evidence.sufficient.holds = Holds::No;
                let (gap, action) = *self.chance().pick(&words::GAPS);
                Feedback {
                    strengths,
                    gap: gap.into(),
                    action: action.into(),
                    by_when: Some(self.scribe.today().saturating_add(14.days())),
                }
            }
        };
        Decision {
            attempt,
            judgement,
            evidence,
            points: Default::default(),
            feedback,
        }
    }

    pub fn sample(&mut self, about: &About, decision: Seal, judgement: Judgement) {
        let agrees = !self.chance().one_in(4);
        let sample = Sample {
            stage: Stage::Interim,
            blind: agrees.then_some(judgement),
            evidence: self.decision(Judgement::Met, 1).evidence,
            finding: match agrees {
                true => SampleFinding::Agree,
                false => SampleFinding::Disagree,
            },
            comment: "Looked at beside the criterion.".into(),
            action: if agrees {
                ""
            } else {
                "Look at it again, please."
            }
            .into(),
            by_when: None,
        };
        self.by_other(&sampler(), about, &[decision], What::Sample(sample.into()));
    }

    /// One observation for all the unit's skills, some of which are then judged. `all` has every
    /// one of them met.
    pub fn show_skills(&mut self, unit: &Unit, all: bool) {
        let skills: Vec<&Criterion> = unit
            .criteria()
            .filter(|criterion| criterion.kind == CriterionKind::Skill)
            .collect();
        if skills.is_empty() || !(all || self.chance().one_in(2)) {
            return;
        }
        let abouts: Vec<About> = skills
            .iter()
            .map(|criterion| self.scribe.about_criterion(unit, criterion))
            .collect();
        let observed = What::Evidence(observation(self.scribe.today()).into());
        let assessor = self.assessor.clone();
        let evidence = self
            .scribe
            .write(&assessor, self.office, abouts.clone(), &[], observed);
        for about in abouts {
            if all || self.chance().one_in(2) {
                let decision = What::Decision(self.decision(Judgement::Met, 1).into());
                let met = self.by_other(&assessor, &about, &[evidence], decision);
                self.skills_met.push(met);
            }
        }
    }

    pub fn declare(&mut self, unit: &Unit, met: &[Seal]) {
        let declaration = Declaration {
            statement: "All the work in this unit is my own.".into(),
            signed: self.learner.name.clone(),
            date: self.scribe.today(),
        };
        let about = self.scribe.about(unit, Item::Unit, None);
        self.by_learner(vec![about], met, What::Declared(declaration.into()));
    }
}

fn observation(date: jiff::civil::Date) -> EvidenceItem {
    EvidenceItem {
        title: "Observation at lunch".into(),
        date,
        location: "The centre’s own folder, sheet 4".into(),
        learner_comment: "".into(),
        method: Method::Observation(Observation {
            from: None,
            to: None,
            setting: "A residential home".into(),
            present: "The person, a senior carer, the assessor".into(),
            consent: "Asked the day before and again on the day".into(),
            seen: "She asked before she helped, and stopped when she was asked to.".into(),
            questions: "".into(),
        }),
    }
}
