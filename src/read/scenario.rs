//! A scenario's body: how the story begins, and its steps.

use super::{
    heading::{Class, Heading},
    question::Asked,
    reader::Reader,
    unit::proposed,
};
use crate::{
    block::Stretch,
    diagnostic::Code,
    id::{SectionId, StepId},
    nation::Nations,
    prose::Prose,
    scenario::{DEFAULT_PASS_MARK_PERCENT, Scenario, Step},
    score::Points,
    source::Span,
};

/// The most steps of one scenario. It keeps sums of points exact.
const MAX_STEPS: usize = 100;

impl Reader<'_> {
    /// Reads the body of a scenario.
    pub fn scenario(
        &mut self,
        heading: &Heading,
        id: &SectionId,
        nations: Nations,
        body: Stretch,
        span: Span,
    ) -> Scenario {
        let pass = self
            .number(heading, "pass", 0..=100)
            .and_then(|pass| u8::try_from(pass).ok());
        let criteria = self.criteria(heading);
        let mut starts: Vec<usize> = Vec::new();
        for (at, _) in self.document.siblings(body.clone()) {
            if self.heading_level(at) == Some(3) {
                starts.push(at);
            }
        }
        if let Some(over) = starts.get(MAX_STEPS) {
            let span = self
                .document
                .node(*over)
                .map_or(Span::default(), |node| node.span);
            self.wrong(
                Code::TooFewOrMany,
                span,
                format!("a scenario has at most {MAX_STEPS} steps"),
                "part the story in two",
            );
            starts.truncate(MAX_STEPS);
        }
        let first = starts.first().copied().unwrap_or(body.end);
        let opening = self.prose(body.start..first);
        // Feedback may lead to a step further down, so their ids have to be known before.
        let ids: Vec<StepId> = starts
            .iter()
            .filter_map(|at| self.raw_id(*at)?.parse().ok())
            .collect();
        let mut steps: Vec<Step> = Vec::new();
        for (place, at) in starts.iter().enumerate() {
            let end = starts.get(place + 1).copied().unwrap_or(body.end);
            steps.extend(self.step(*at, end, nations, &ids));
        }
        if steps.iter().all(|step| step.question.is_none()) {
            self.wrong(
                Code::NoSteps,
                heading.span,
                "the scenario asks nothing",
                "add steps: `### What do you do? {#what-do-you-do .single}`",
            );
        }
        Scenario {
            id: id.clone().into(),
            title: heading.title.clone(),
            opening,
            steps,
            pass_mark_percent: pass.unwrap_or(DEFAULT_PASS_MARK_PERCENT),
            maximum: Points::ZERO,
            criteria,
            nations,
            span,
            heading: heading.span,
        }
        .with_maximum()
    }

    fn step(&mut self, at: usize, end: usize, nations: Nations, ids: &[StepId]) -> Option<Step> {
        let heading = self.heading(at, Some("step"))?;
        let id = heading.id.clone().unwrap_or_else(|| proposed(&heading));
        let body = self.document.end(at)..end;
        let span = self.document.span(at..end);
        self.refuse(
            &heading,
            &["nation"],
            "a step holds where its scenario holds: write it at the scenario's heading",
        );
        if heading.class == Class::Reading {
            self.refuse(&heading, &["criteria"], "an ending practises nothing");
        }
        let (prose, question) = match heading.class {
            Class::Question(kind) => {
                let asked = Asked {
                    heading: &heading,
                    id: &id,
                    kind,
                    nations,
                    steps: ids,
                    span,
                };
                (Prose::default(), Some(self.question(&asked, body)))
            }
            Class::Reading => (self.prose(body), None),
            Class::Law | Class::Scenario | Class::Criterion => {
                self.wrong(
                    Code::MisplacedHeading,
                    heading.span,
                    "this class does not belong to a step",
                    "give the step the class of its question, or none at an ending",
                );
                (self.prose(body), None)
            }
        };
        Some(Step {
            id: id.into(),
            title: heading.title,
            prose,
            question,
            span,
            heading: heading.span,
        })
    }
}
