//! A scenario as a picture: its steps in layers, the ways between them, and what its author should
//! look at: steps that nobody comes to, steps that lead round for ever, choices that are unsafe.
//!
//! It says what is where. How it is drawn is [`crate::site`]'s.

use std::collections::BTreeMap;

use crate::{
    id::StepId,
    pack::Fillings,
    prose::Prose,
    question::{Interaction, Question, Response},
    scenario::{Scenario, Ways},
    score::Points,
    source::{Position, Span},
};

/// A scenario's steps and ways.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Graph {
    /// The scenario's title, as plain words.
    pub title: String,
    /// The steps, in the file's order.
    pub steps: Vec<Step>,
    /// The ways, by the step they begin at, in the file's order.
    pub ways: Vec<Way>,
    /// What stands beside one another, from the first layer to the last.
    pub layers: Vec<Vec<Slot>>,
}

/// A place in a layer.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub enum Slot {
    /// A step, by its place in the file's order.
    Step(usize),
    /// The end that stands in no step: behind the last one.
    End,
    /// A way that passes this layer, by its place among the ways.
    Passing(usize),
}

/// One step.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Step {
    /// Its id.
    pub id: StepId,
    /// Its heading, as plain words.
    pub title: String,
    /// Its heading in the file.
    pub heading: Span,
    /// The line of its heading, from 1.
    pub line: usize,
    /// Whether the story ends here.
    pub is_ending: bool,
    /// Whether no walk comes here.
    pub is_unreached: bool,
    /// Whether walks come here and never to an end.
    pub is_endless: bool,
    /// Whether it is on the path that earns most without an unsafe choice.
    pub is_best: bool,
}

/// One way on from a step.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Way {
    /// The step it begins at.
    pub from: usize,
    /// The step it leads to; the number of steps where it ends the story.
    pub to: usize,
    /// A letter for it, of its own among the ways from its step.
    pub letter: char,
    /// Which answers it is for.
    pub who: Who,
    /// Whether an answer that goes this way is right.
    pub is_right: bool,
    /// Whether every answer that goes this way is unsafe.
    pub is_unsafe: bool,
    /// Whether it is on the path that earns most without an unsafe choice.
    pub is_best: bool,
    /// Whether it leads to the same step or one before it.
    pub goes_back: bool,
    /// The line of the answer, or of its step's heading, from 1.
    pub line: usize,
    /// Where that is in the file.
    pub span: Span,
}

/// Which answers go a way.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Who {
    /// Those who choose these words.
    Choose(String),
    /// Everybody.
    All,
    /// Those who get all of it right.
    Right,
    /// All others.
    Others,
}

impl Graph {
    /// The picture of a scenario in a file's text.
    pub fn of(scenario: &Scenario, text: &str) -> Self {
        let known = Ways::of(scenario);
        let (reached, ends) = (known.reachable(), known.can_end());
        let mut ways = Vec::new();
        for at in 0..scenario.steps.len() {
            ways.extend(ways_from(scenario, at, text));
        }
        let best = best_path(scenario.steps.len(), &ways);
        for way in &best {
            if let Some(way) = ways.get_mut(*way) {
                way.0.is_best = true;
            }
        }
        let ways: Vec<Way> = ways.into_iter().map(|(way, _)| way).collect();
        let on_best = |at: usize| {
            let mut best = ways.iter().filter(|way| way.is_best);
            best.any(|way| way.from == at || way.to == at)
        };
        let steps = scenario.steps.iter().enumerate().map(|(at, step)| Step {
            id: step.id.clone(),
            title: plain(&step.title),
            heading: step.heading,
            line: Position::of(text, step.heading.start).line,
            is_ending: step.question.is_none(),
            is_unreached: !reached[at],
            is_endless: reached[at] && !ends[at],
            is_best: on_best(at),
        });
        let steps: Vec<Step> = steps.collect();
        Self {
            title: plain(&scenario.title),
            layers: layers(&steps, &ways),
            steps,
            ways,
        }
    }

    /// The ways from a step.
    pub fn from(&self, step: usize) -> impl Iterator<Item = &Way> {
        self.ways.iter().filter(move |way| way.from == step)
    }
}

fn plain(prose: &Prose) -> String {
    prose.text(&Fillings::default()).trim().to_owned()
}

/// The ways on from a step, each with the most that a safe answer which goes it earns.
fn ways_from(scenario: &Scenario, at: usize, text: &str) -> Vec<(Way, Option<Points>)> {
    let Some(question) = scenario
        .steps
        .get(at)
        .and_then(|step| step.question.as_ref())
    else {
        return Vec::new();
    };
    let end = scenario.steps.len();
    let mut found: Vec<(Way, Option<Points>)> = Vec::new();
    let mut way = |who: Who, responses: &[Response], to: usize, span: Span| {
        let safe = |response: &&Response| question.is_unsafe(response) == Ok(false);
        let full = |response: &Response| {
            let score = question.score(response).ok().flatten();
            score.is_some_and(|score| score.is_full())
        };
        let earned = responses.iter().filter(safe).filter_map(|response| {
            let score = question.score(response).ok()?;
            Some(score.map_or(Points::ZERO, |score| score.earned))
        });
        let letter = u8::try_from(found.len())
            .ok()
            .map_or('Z', |n| char::from(b'A' + n.min(25)));
        let way = Way {
            from: at,
            to,
            letter,
            who,
            is_right: responses.iter().any(full),
            is_unsafe: !responses.is_empty() && !responses.iter().any(|r| safe(&r)),
            is_best: false,
            goes_back: to <= at,
            line: Position::of(text, span.start).line,
            span,
        };
        let earned = earned.max();
        found.push((way, earned));
    };
    let next = |response: &Response| match scenario.after(at, response) {
        Ok(next) => next.unwrap_or(end),
        Err(_) => at + 1,
    };
    if let Interaction::Single(choice) = &question.interaction {
        for option in &choice.options {
            let response = Response::Single(option.id.clone());
            let to = next(&response);
            way(
                Who::Choose(plain(&option.text)),
                &[response],
                to,
                option.span,
            );
        }
        return found;
    }
    let mut by_next: BTreeMap<usize, Vec<Response>> = BTreeMap::new();
    for response in question.representatives() {
        by_next.entry(next(&response)).or_default().push(response);
    }
    if by_next.is_empty() {
        // A question that could not be read; the story goes on all the same.
        by_next.insert(at + 1, Vec::new());
    }
    let several = by_next.len() > 1;
    for (to, responses) in by_next {
        let who = match several {
            false => Who::All,
            true => named(question, &responses),
        };
        way(who, &responses, to, question.heading);
    }
    found
}

/// Who goes a way that some answers go and others do not.
fn named(question: &Question, responses: &[Response]) -> Who {
    let full = |response: &Response| {
        let score = question.score(response).ok().flatten();
        score.is_some_and(|score| score.is_full())
    };
    let leading = |wanted: &Response| match (wanted, &question.interaction) {
        (Response::Multiple(chosen), Interaction::Multiple(multiple)) => {
            let leads = multiple.choice.options.iter().find(|option| {
                let said = option.feedback.as_ref();
                chosen.contains(&option.id) && said.is_some_and(|said| said.leads_to.is_some())
            });
            leads.map(|option| plain(&option.text))
        }
        (Response::Number(typed), Interaction::Number(number)) => {
            number.find(typed).map(|known| known.answer.to_string())
        }
        (Response::Short(typed), Interaction::Short(short)) => short
            .find(typed)
            .and_then(|known| known.answer.first().cloned()),
        _ => None,
    };
    match responses {
        [only] if leading(only).is_some() => leading(only).map_or(Who::Others, Who::Choose),
        responses if responses.iter().all(full) => Who::Right,
        _ => Who::Others,
    }
}

/// The ways of the path forward that earns most without an unsafe choice.
fn best_path(steps: usize, ways: &[(Way, Option<Points>)]) -> Vec<usize> {
    let mut best: Vec<Option<(Points, Option<usize>)>> = vec![None; steps + 1];
    best[steps] = Some((Points::ZERO, None));
    for at in (0..steps).rev() {
        let mut from = ways
            .iter()
            .enumerate()
            .filter(|(_, (way, _))| way.from == at)
            .peekable();
        if from.peek().is_none() {
            best[at] = Some((Points::ZERO, None));
            continue;
        }
        for (place, (way, earned)) in from {
            let (false, Some(earned)) = (way.goes_back, earned) else {
                continue;
            };
            let Some((onwards, _)) = best.get(way.to).copied().flatten() else {
                continue;
            };
            let all = *earned + onwards;
            if best[at].is_none_or(|(most, _)| all > most) {
                best[at] = Some((all, Some(place)));
            }
        }
    }
    let mut path = Vec::new();
    let mut at = 0;
    while let Some((_, Some(way))) = best.get(at).copied().flatten() {
        path.push(way);
        at = ways.get(way).map_or(steps, |(way, _)| way.to);
    }
    path
}

/// Steps below those that lead to them, with room for ways that pass a layer.
fn layers(steps: &[Step], ways: &[Way]) -> Vec<Vec<Slot>> {
    let end = steps.len();
    let mut layer = vec![0_usize; end + 1];
    for way in ways.iter().filter(|way| !way.goes_back) {
        // In the file's order every way forward leads to a step that comes later.
        layer[way.to] = layer[way.to].max(layer[way.from] + 1);
    }
    let reaches_end = ways.iter().any(|way| way.to == end);
    let deepest = layer[..end]
        .iter()
        .copied()
        .chain(reaches_end.then_some(layer[end]))
        .max();
    let mut slots: Vec<Vec<Slot>> = vec![Vec::new(); deepest.unwrap_or(0) + 1];
    for at in 0..end {
        slots[layer[at]].push(Slot::Step(at));
    }
    if reaches_end {
        slots[layer[end]].push(Slot::End);
    }
    for (place, way) in ways.iter().enumerate().filter(|(_, way)| !way.goes_back) {
        for between in slots
            .iter_mut()
            .take(layer[way.to])
            .skip(layer[way.from] + 1)
        {
            between.push(Slot::Passing(place));
        }
    }
    // Each layer in the order of what leads to it, so that few ways cross.
    for below in 1..slots.len() {
        let (before, after) = slots.split_at_mut(below);
        let above = &before[below - 1];
        let place = |slot: Slot| above.iter().position(|other| *other == slot);
        let from = |way: usize| {
            let passing = place(Slot::Passing(way));
            passing.or_else(|| place(Slot::Step(ways[way].from)))
        };
        let weight = |slot: &Slot| {
            let into: Vec<usize> = match slot {
                Slot::Passing(way) => from(*way).into_iter().collect(),
                Slot::Step(_) | Slot::End => {
                    let to = if let Slot::Step(at) = slot { *at } else { end };
                    let ways =
                        (0..ways.len()).filter(|way| ways[*way].to == to && !ways[*way].goes_back);
                    ways.filter_map(from).collect()
                }
            };
            // Hundredths of a place: whole numbers can be ordered.
            match into.len() {
                0 => usize::MAX,
                many => 100 * into.iter().sum::<usize>() / many,
            }
        };
        after[0].sort_by_key(|slot| (weight(slot), *slot));
    }
    slots
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::{read::read_unit, source::Source};

    const STORY: &str = "\
## Story {#story .scenario}

### One {#one .single}

- [x] Right
  > Yes. [On](#three)
- [ ] Wrong
  > No.
- [ ] Bad
  > [!CAUTION]
  > No. [On](#round)

### Two {#two .multiple}

- [x] Right
  > Yes.
- [ ] Wrong
  > No.

> **Otherwise.** Again. [Back](#one)

### Three {#three}

The end.

### Round {#round .reflect}

> [Round](#round)

### Nobody {#nobody}

Nobody comes here.
";

    fn graph() -> Graph {
        let source = Source {
            name: "story.md",
            text: STORY,
        };
        let unit = read_unit(source).value;
        let scenario = unit.scenarios().next().unwrap().clone();
        Graph::of(&scenario, STORY)
    }

    #[test]
    fn the_picture_says_what_is_right_unsafe_unreached_and_endless() {
        let graph = graph();
        let ways: Vec<_> = graph
            .ways
            .iter()
            .map(|way| {
                (
                    way.from,
                    way.letter,
                    way.to,
                    way.is_right,
                    way.is_unsafe,
                    way.is_best,
                    way.goes_back,
                )
            })
            .collect();
        assert_eq!(
            ways,
            [
                (0, 'A', 2, true, false, true, false),
                (0, 'B', 1, false, false, false, false),
                (0, 'C', 3, false, true, false, false),
                (1, 'A', 0, false, false, false, true),
                (1, 'B', 2, true, false, false, false),
                (3, 'A', 3, false, false, false, true),
            ]
        );
        let steps: Vec<_> = graph
            .steps
            .iter()
            .map(|step| {
                (
                    step.line,
                    step.is_ending,
                    step.is_unreached,
                    step.is_endless,
                    step.is_best,
                )
            })
            .collect();
        assert_eq!(
            steps,
            [
                (3, false, false, false, true),
                (13, false, false, false, false),
                (22, true, false, false, true),
                (26, false, false, true, false),
                (30, true, true, false, false),
            ]
        );
        assert_eq!(graph.ways[3].who, Who::Others);
        assert_eq!(graph.ways[4].who, Who::Right);
        assert_eq!(
            graph.layers,
            [
                vec![Slot::Step(0), Slot::Step(4)],
                vec![Slot::Step(1), Slot::Step(3), Slot::Passing(0)],
                vec![Slot::Step(2)],
            ]
        );
    }

    #[test]
    fn every_step_of_any_scenario_has_one_place() {
        for text in [STORY, include_str!("start/scenario.md")] {
            let source = Source {
                name: "story.md",
                text,
            };
            for scenario in read_unit(source).value.scenarios() {
                let graph = Graph::of(scenario, text);
                let mut places: Vec<Slot> = graph.layers.concat();
                places.retain(|slot| matches!(slot, Slot::Step(_)));
                places.sort();
                let all: Vec<Slot> = (0..graph.steps.len()).map(Slot::Step).collect();
                assert_eq!(places, all);
            }
        }
    }
}
