//! What stands at the end of a walk: how it came out, the path with what followed from each
//! choice, the arithmetic, what to read again, and earlier walks.

use leptos::{html::H3, prelude::*};

use crate::{
    record::event::WalkId,
    scenario::{Outcome, Scenario, Walk},
    ui::{dom, here::Here},
    wording::practice,
};

/// A walk that has ended, as it is shown.
pub(super) struct Summary {
    outcome: Outcome,
    means: String,
    arithmetic: String,
    path: Vec<Line>,
    read_again: Vec<Link>,
    practice_for: Vec<Link>,
    earlier: Vec<String>,
}

struct Line {
    step: String,
    chosen: String,
    followed: String,
    score: String,
    outcome: &'static str,
}

struct Link {
    address: String,
    words: String,
}

impl Summary {
    pub fn of(here: &Here, scenario: &Scenario, walk: &Walk<'_>, id: WalkId) -> Self {
        let outcome = walk.outcome().unwrap_or(Outcome::NotYet);
        let maximum = scenario.maximum;
        let fillings = &here.settings.fillings;
        let path = walk.taken().iter().filter_map(|taken| {
            let step = scenario.steps.get(taken.at)?;
            let question = step.question.as_ref()?;
            let said = question.feedback(&taken.response).ok()?;
            let mut score = taken
                .score
                .as_ref()
                .map(|score| score.words())
                .unwrap_or_default();
            if taken.taken_off {
                score = format!("{score} ({})", practice::TAKEN_OFF);
            }
            Some(Line {
                step: step.title.text(fillings),
                chosen: here.words(question, &taken.response),
                followed: said
                    .iter()
                    .map(|said| said.prose.html(here.setting()))
                    .collect(),
                score,
                outcome: match (&taken.score, taken.is_unsafe) {
                    (_, true) => "unsafe",
                    (Some(score), false) if score.is_full() => "right",
                    (Some(_), false) => "wrong",
                    (None, false) => "kept",
                },
            })
        });
        let path: Vec<Line> = path.collect();
        let teaching = here.unit.sections.iter().filter(|section| {
            scenario
                .criteria
                .iter()
                .any(|id| here.unit.teaching(id).any(|taught| taught.id == section.id))
        });
        let criteria = scenario
            .criteria
            .iter()
            .filter_map(|id| here.unit.criterion(id));
        Self {
            outcome,
            means: practice::outcome_means(outcome, scenario.pass_mark_percent),
            arithmetic: arithmetic(walk, maximum),
            path,
            read_again: teaching
                .map(|section| Link {
                    address: format!("#{}", section.id),
                    words: section.title.text(fillings),
                })
                .collect(),
            practice_for: criteria
                .map(|criterion| Link {
                    address: format!("#{}", criterion.id),
                    words: format!("{} {}", criterion.reference, criterion.text.text(fillings)),
                })
                .collect(),
            earlier: earlier(here, scenario, id),
        }
    }

    pub fn view(self, again: impl Fn() + Send + 'static) -> impl IntoView {
        let links = |title: &'static str, links: Vec<Link>| {
            (!links.is_empty()).then(|| {
                let items: Vec<_> = links
                    .into_iter()
                    .map(|link| view! { <li><a href=link.address>{link.words}</a></li> })
                    .collect();
                view! { <h4>{title}</h4><ul>{items}</ul> }
            })
        };
        let path: Vec<_> = self
            .path
            .into_iter()
            .map(|line| {
                view! {
                    <li class="summary__step" data-outcome=line.outcome>
                        <p class="path__step">{line.step}</p>
                        <p class="path__choice">{line.chosen}</p>
                        <div inner_html=line.followed></div>
                        <p class="meta">{line.score}</p>
                    </li>
                }
            })
            .collect();
        let earlier: Vec<_> = self
            .earlier
            .into_iter()
            .map(|walk| view! { <li>{walk}</li> })
            .collect();
        // The button that led here is gone, so the keyboard goes on from the heading.
        let heading = NodeRef::<H3>::new();
        heading.on_load(|heading| dom::focus(&heading));
        view! {
            <section class="summary" data-outcome=self.outcome.key()>
                <h3 node_ref=heading tabindex="-1">{practice::outcome(self.outcome)}</h3>
                <p>{self.means}</p>
                <p class="summary__score">{self.arithmetic}</p>
                <h4>{practice::YOUR_PATH}</h4>
                <ol class="summary__path">{path}</ol>
                {links(practice::READ_AGAIN, self.read_again)}
                {links(practice::PRACTICE_FOR, self.practice_for)}
                {(!earlier.is_empty()).then(|| view! { <h4>{practice::EARLIER_WALKS}</h4><ul>{earlier}</ul> })}
                <p><button type="button" class="button" data-action="start-again" on:click=move |_| again()>{practice::TRY_AGAIN}</button></p>
            </section>
        }
    }
}

/// How the points of the choices add up.
fn arithmetic(walk: &Walk<'_>, maximum: crate::score::Points) -> String {
    let standing = walk.taken().iter().filter(|taken| !taken.taken_off);
    let parts: Vec<String> = standing
        .filter_map(|taken| taken.score.as_ref())
        .map(|score| score.earned.to_string())
        .collect();
    practice::walk_points(&parts, walk.earned(), maximum)
}

/// The finished walks but this one, the first first.
fn earlier(here: &Here, scenario: &Scenario, this: WalkId) -> Vec<String> {
    here.with_unit(|unit| {
        let Some(state) = unit.and_then(|unit| unit.scenarios.get(&scenario.id)) else {
            return Vec::new();
        };
        let best = state.best().map(|(id, _)| id);
        let walks = state.walks().into_iter().filter(|(id, _)| *id != this);
        walks
            .filter_map(|(id, walk)| {
                let end = walk.end()?;
                let said = practice::earlier_walk(
                    practice::outcome(end.said.outcome),
                    end.said.earned,
                    end.said.maximum,
                    &crate::ui::clock::local(end.event.at),
                    best == Some(id),
                );
                Some(said)
            })
            .collect()
    })
}
