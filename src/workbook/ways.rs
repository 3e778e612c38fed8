//! Where a step's answers lead, as paper can say it: by letter where letters decide, and left to
//! the trainer's pages where only the right answer would tell.

use super::letters::{Label, lettered};
use crate::{
    id::StepId,
    question::{Feedback, Interaction, KnownAnswer, Question, Response},
    scenario::{Scenario, Step},
};

/// Where it goes on.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Onward<'a> {
    /// To a step.
    To(&'a Step),
    /// Nowhere: the scenario is over.
    Over,
}

/// Where a step's answers lead.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Ways<'a> {
    /// To one place, whatever is answered.
    One(Onward<'a>),
    /// By the one that is chosen.
    ByChoice(Vec<(Vec<Label>, Onward<'a>)>),
    /// By the first of these that is ticked; without any, the rest.
    ByTicks(Vec<(Label, Onward<'a>)>, Rest<'a>),
    /// By what is right.
    ByAnswer(Rest<'a>, Vec<(String, Onward<'a>)>),
}

/// Where the right answer leads, and every other.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Rest<'a> {
    /// The right one.
    pub right: Onward<'a>,
    /// All others.
    pub otherwise: Onward<'a>,
}

impl Rest<'_> {
    /// Whether both lead to the same place.
    pub fn is_one(&self) -> bool {
        self.right == self.otherwise
    }
}

/// Where the answers to the step at this place lead; none where it asks nothing.
pub fn ways(scenario: &Scenario, at: usize) -> Option<Ways<'_>> {
    let question = scenario.steps.get(at)?.question.as_ref()?;
    let leads = Leads {
        scenario,
        at,
        question,
    };
    let rest = leads.rest();
    Some(match &question.interaction {
        Interaction::Single(_) | Interaction::Rate(_) => leads.by_choice(),
        Interaction::Multiple(multiple) => {
            let labels = lettered(question);
            let linked = multiple.choice.options.iter().filter_map(|option| {
                let to = leads.linked(option.feedback.as_ref())?;
                let label = labels.iter().find(|one| *one.id == option.id)?.label;
                Some((label, to))
            });
            let linked: Vec<_> = linked.collect();
            let same = linked.iter().all(|(_, to)| *to == rest.right);
            match same && rest.is_one() {
                true => Ways::One(rest.right),
                false => Ways::ByTicks(linked, rest),
            }
        }
        Interaction::Number(number) => {
            leads.by_answer(rest, &number.known, |amount| amount.to_string())
        }
        Interaction::Short(short) => leads.by_answer(rest, &short.known, |texts| texts.join(" / ")),
        Interaction::Order(_)
        | Interaction::Match(_)
        | Interaction::Gap(_)
        | Interaction::Reflect => match rest.is_one() {
            true => Ways::One(rest.right),
            false => Ways::ByAnswer(rest, Vec::new()),
        },
    })
}

struct Leads<'a> {
    scenario: &'a Scenario,
    at: usize,
    question: &'a Question,
}

impl<'a> Leads<'a> {
    fn onward(&self, place: Option<usize>) -> Onward<'a> {
        let step = place.and_then(|place| self.scenario.steps.get(place));
        step.map_or(Onward::Over, Onward::To)
    }

    fn next(&self) -> Onward<'a> {
        self.onward(Some(self.at + 1))
    }

    /// A link of its own decides even where it leads to no step: then the next one follows.
    fn linked(&self, said: Option<&Feedback>) -> Option<Onward<'a>> {
        let link: &StepId = said?.leads_to.as_ref()?;
        let step = self.scenario.step(link);
        Some(step.map_or_else(|| self.next(), |(_, step)| Onward::To(step)))
    }

    /// Where what is said under the options leads.
    fn rest(&self) -> Rest<'a> {
        let said = &self.question.discussion;
        let always = || {
            self.linked(said.always.as_ref())
                .unwrap_or_else(|| self.next())
        };
        let of = |one: &Option<Feedback>| {
            let one = self.question.is_scored().then_some(one.as_ref()).flatten();
            self.linked(one).unwrap_or_else(always)
        };
        Rest {
            right: of(&said.right),
            otherwise: of(&said.otherwise),
        }
    }

    fn by_choice(&self) -> Ways<'a> {
        let mut ways: Vec<(Vec<Label>, Onward<'a>)> = Vec::new();
        for option in lettered(self.question) {
            let response = match &self.question.interaction {
                Interaction::Rate(_) => Response::Rate(option.id.clone()),
                _ => Response::Single(option.id.clone()),
            };
            let to = self.onward(self.scenario.after(self.at, &response).unwrap_or_default());
            match ways.iter_mut().find(|(_, way)| *way == to) {
                Some((labels, _)) => labels.push(option.label),
                None => ways.push((vec![option.label], to)),
            }
        }
        match ways.as_slice() {
            [] => Ways::One(self.next()),
            [(_, only)] => Ways::One(*only),
            _ => Ways::ByChoice(ways),
        }
    }

    fn by_answer<A>(
        &self,
        rest: Rest<'a>,
        known: &[KnownAnswer<A>],
        words: impl Fn(&A) -> String,
    ) -> Ways<'a> {
        let known: Vec<(String, Onward<'a>)> = known
            .iter()
            .map(|known| {
                let else_to = if known.right {
                    rest.right
                } else {
                    rest.otherwise
                };
                let to = self.linked(known.feedback.as_ref()).unwrap_or(else_to);
                (words(&known.answer), to)
            })
            .collect();
        match rest.is_one() && known.iter().all(|(_, to)| *to == rest.right) {
            true => Ways::One(rest.right),
            false => Ways::ByAnswer(rest, known),
        }
    }
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::*;
    use crate::{
        question::any::{picks, question, response},
        read::read_unit,
        source::Source,
    };

    /// Goes on as somebody with the paper before her would.
    fn follow<'a>(ways: &Ways<'a>, question: &Question, response: &Response) -> Option<Onward<'a>> {
        let full = question
            .score(response)
            .unwrap()
            .is_some_and(|score| score.is_full());
        let rest = |rest: &Rest<'a>| if full { rest.right } else { rest.otherwise };
        let chosen = |label: &Label| {
            let options = lettered(question);
            let id = options.iter().find(|one| one.label == *label).unwrap().id;
            match response {
                Response::Single(one) | Response::Rate(one) => one == id,
                Response::Multiple(several) => several.contains(id),
                _ => false,
            }
        };
        match ways {
            Ways::One(to) => Some(*to),
            Ways::ByChoice(ways) => {
                let way = ways.iter().find(|(labels, _)| labels.iter().any(chosen));
                way.map(|(_, to)| *to)
            }
            Ways::ByTicks(ways, others) => {
                let first = ways.iter().find(|(label, _)| chosen(label));
                Some(first.map_or_else(|| rest(others), |(_, to)| *to))
            }
            Ways::ByAnswer(others, known) if known.is_empty() => Some(rest(others)),
            // Which of the known answers it is, the trainer sees.
            Ways::ByAnswer(..) => None,
        }
    }

    fn scenario() -> Scenario {
        let text = include_str!("../../tests/it/site/every-kind.md");
        let source = Source {
            name: "every-kind.md",
            text,
        };
        let unit = read_unit(source).value;
        unit.scenarios().next().unwrap().clone()
    }

    #[test]
    fn paper_says_where_letters_lead() {
        let scenario = scenario();
        let [first, then, end] = [0, 1, 2].map(|at| scenario.steps.get(at).unwrap());
        let Some(Ways::ByChoice(by)) = ways(&scenario, 0) else {
            panic!("{first:?}")
        };
        let to: Vec<_> = by.iter().map(|(_, to)| *to).collect();
        assert!(to.contains(&Onward::To(then)) && to.contains(&Onward::To(end)));
        let rest = Rest {
            right: Onward::To(end),
            otherwise: Onward::To(first),
        };
        assert_eq!(ways(&scenario, 1), Some(Ways::ByTicks(Vec::new(), rest)));
        assert_eq!(ways(&scenario, 2), None);
    }

    proptest! {
        #[test]
        fn paper_leads_where_the_screen_leads(
            asked in question(["story-first", "story-then", "story-end", "gone"].map(|id| id.parse().unwrap()).to_vec()),
            picks in picks(),
            at in 0..2_usize,
        ) {
            let mut scenario = scenario();
            let response = response(&asked, picks);
            scenario.steps[at].question = Some(asked.clone());
            let wanted = scenario.after(at, &response).unwrap();
            let wanted = wanted.map_or(Onward::Over, |place| Onward::To(&scenario.steps[place]));
            let ways = ways(&scenario, at).unwrap();
            if let Some(to) = follow(&ways, &asked, &response) {
                prop_assert_eq!(to, wanted, "{:?}", ways);
            }
        }
    }
}
