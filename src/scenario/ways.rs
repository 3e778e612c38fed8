//! The ways through a scenario: where each step's responses lead, and what they earn.
//!
//! It looks at the same responses as [`Scenario::maximum`], which show between them every way on.
//! Only forward ways earn: going back takes off what was earned from there on.

use crate::{
    question::{Interaction, Question, Response},
    scenario::{Scenario, Step},
    score::Points,
    source::Span,
};

/// The ways through a scenario, by the places of its steps.
pub(crate) struct Ways {
    steps: Vec<Vec<Way>>,
}

/// One way on from a step.
#[derive(Clone, Debug)]
pub(crate) struct Way {
    /// The step it leads to; the number of steps where it ends the walk.
    pub next: usize,
    /// What the response earns.
    pub earned: Points,
    /// Whether the response could have earned and earns less than everything.
    pub is_wrong: bool,
    /// Where the choice stands in the file.
    pub span: Span,
}

impl Ways {
    /// The ways through a scenario.
    pub fn of(scenario: &Scenario) -> Self {
        let steps = scenario.steps.iter().enumerate();
        Self {
            steps: steps.map(|(at, step)| ways(scenario, at, step)).collect(),
        }
    }

    /// Which steps a walk can come to.
    pub fn reachable(&self) -> Vec<bool> {
        self.reachable_from(0)
    }

    /// Which steps a walk can come to from one of them, that one included.
    pub fn reachable_from(&self, start: usize) -> Vec<bool> {
        let mut reached = vec![false; self.steps.len()];
        let mut waiting = vec![start];
        while let Some(at) = waiting.pop() {
            if let Some(place) = reached.get_mut(at).filter(|place| !**place) {
                *place = true;
                waiting.extend(self.steps[at].iter().map(|way| way.next));
            }
        }
        reached
    }

    /// From which steps a walk can come to an end.
    pub fn can_end(&self) -> Vec<bool> {
        let mut ends: Vec<bool> = self.steps.iter().map(Vec::is_empty).collect();
        ends.push(true);
        loop {
            let leads = |at: usize| self.steps[at].iter().any(|way| ends[way.next]);
            let more: Vec<usize> = (0..self.steps.len())
                .filter(|at| !ends[*at] && leads(*at))
                .collect();
            if more.is_empty() {
                ends.pop();
                return ends;
            }
            for at in more {
                ends[at] = true;
            }
        }
    }

    /// The most that a forward path with at least one wrong choice earns, and that choice.
    pub fn best_wrong(&self) -> Option<(Points, Span)> {
        let mut best = vec![Points::ZERO; self.steps.len() + 1];
        let mut wrong: Vec<Option<(Points, Span)>> = vec![None; self.steps.len() + 1];
        for (at, ways) in self.steps.iter().enumerate().rev() {
            let forward = || ways.iter().filter(|way| way.next > at);
            let with_wrong = forward().filter_map(|way| match way.is_wrong {
                true => Some((way.earned + best[way.next], way.span)),
                false => wrong[way.next].map(|(earned, span)| (way.earned + earned, span)),
            });
            wrong[at] = with_wrong.max_by_key(|(earned, _)| *earned);
            let most = forward().map(|way| way.earned + best[way.next]).max();
            best[at] = most.unwrap_or_default();
        }
        wrong.first().copied().flatten()
    }
}

fn ways(scenario: &Scenario, at: usize, step: &Step) -> Vec<Way> {
    let Some(question) = &step.question else {
        return Vec::new();
    };
    let ways: Vec<Way> = question
        .representatives()
        .iter()
        .filter_map(|response| way(scenario, at, question, response))
        .collect();
    if !ways.is_empty() {
        return ways;
    }
    // A question that could not be read has no responses; the story goes on all the same.
    vec![Way {
        next: at + 1,
        earned: Points::ZERO,
        is_wrong: false,
        span: question.heading,
    }]
}

fn way(scenario: &Scenario, at: usize, question: &Question, response: &Response) -> Option<Way> {
    let score = question.score(response).ok()?;
    let next = scenario.after(at, response).ok()?;
    Some(Way {
        next: next.unwrap_or(scenario.steps.len()),
        earned: score.as_ref().map_or(Points::ZERO, |score| score.earned),
        is_wrong: score.is_some_and(|score| !score.is_full()),
        span: place(question, response),
    })
}

/// Where a response stands in the file: its option, where it is just one.
fn place(question: &Question, response: &Response) -> Span {
    let option = match (&question.interaction, response) {
        (Interaction::Single(choice), Response::Single(chosen)) => {
            choice.option(chosen).map(|option| option.span)
        }
        (Interaction::Number(number), Response::Number(typed)) => {
            number.find(typed).map(|known| known.span)
        }
        (Interaction::Short(short), Response::Short(typed)) => {
            short.find(typed).map(|known| known.span)
        }
        _ => None,
    };
    option.unwrap_or(question.heading)
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::{read::read_unit, source::Source};

    fn scenario(steps: &str) -> Scenario {
        let text = format!("## Story {{#story .scenario}}\n\n{steps}");
        let source = Source {
            name: "story.md",
            text: &text,
        };
        let unit = read_unit(source).value;
        unit.scenarios().next().unwrap().clone()
    }

    const DETOUR: &str = "\
### One {#one .single}

- [x] Right
  > Yes. [On](#three)
- [ ] Wrong
  > No.

### Two {#two .single points=2}

- [x] Right
  > Yes.
- [ ] Wrong
  > No. [Back](#one)
- [ ] Bad
  > [!CAUTION]
  > No.

### Three {#three}

The end.

### Four {#four}

Nobody comes here.
";

    #[test]
    fn a_detour_that_pays_is_found() {
        let scenario = scenario(DETOUR);
        let ways = Ways::of(&scenario);
        assert_eq!(ways.reachable(), [true, true, true, false]);
        assert_eq!(ways.can_end(), [true; 4]);
        assert_eq!(scenario.maximum, Points::whole(2));
        assert_eq!(scenario.safe_maximum(), Some(Points::whole(2)));
        assert_eq!(ways.best_wrong().map(|best| best.0), Some(Points::whole(2)));
    }

    #[test]
    fn steps_that_lead_only_to_each_other_have_no_end() {
        let loops = "\
### One {#one .reflect}

Think.

### Two {#two .reflect}

Think.

> [Back](#one)

### End {#end}

Done.
";
        let ways = Ways::of(&scenario(loops));
        assert_eq!(ways.reachable(), [true, true, false]);
        assert_eq!(ways.can_end(), [false, false, true]);
    }
}
