//! One step before the group: what is asked, what follows from the choice, what to talk about.

use leptos::prelude::*;

use super::walk::Together;
use crate::{
    question::{Choice, Feedback, Interaction, Question, Response},
    score::Score,
    ui::here::Here,
    wording::{practice, together as words},
    workbook::lettered,
};

/// The step that the group is at.
#[component]
pub(super) fn Stage(together: Together) -> impl IntoView {
    view! {
        {move || {
            let here = together.here();
            let (scenario, number, place) = together.at()?;
            let step = place.and_then(|place| scenario.steps.get(place));
            let opening = (number == 1).then(|| scenario.opening.html(here.setting()));
            let question = step.and_then(|step| step.question.clone());
            let title = step.map(|step| step.title.text(&here.settings.fillings));
            let told = match (&question, step) {
                (Some(question), _) => question.stem.html(here.setting()),
                (None, Some(step)) => step.prose.html(here.setting()),
                (None, None) => String::new(),
            };
            let over = question.is_none();
            let named = if over { words::THE_END.to_owned() } else { words::step(number) };
            Some(view! {
                <div class="together__stage">
                    <div class="together__story">
                        {opening.map(|opening| view! { <div class="together__opening" inner_html=opening></div> })}
                        <p class="meta">{named}</p>
                        <h2 tabindex="-1" data-together="heading">{title.unwrap_or_else(|| words::ENDED.to_owned())}</h2>
                        <div inner_html=told></div>
                        {question.clone().map(|question| view! { <Options together=together question=question/> })}
                    </div>
                    <div class="together__after">
                        {question.clone().map(|question| view! { <Follows together=together question=question/> })}
                        <Ways together=together over=over/>
                    </div>
                    <Talk together=together question=question/>
                </div>
            })
        }}
    }
}

/// What the group chooses among.
#[component]
fn Options(together: Together, question: Question) -> impl IntoView {
    let here = together.here();
    let pressed = matches!(
        question.interaction,
        Interaction::Single(_) | Interaction::Multiple(_) | Interaction::Rate(_)
    );
    let options = lettered(&question)
        .into_iter()
        .zip(1..)
        .map(|(option, number)| {
            let words = option.text.inline_html(here.setting());
            if !pressed {
                let label = option.label.to_string();
                return view! {
                    <li class="together__option">
                        <span class="together__key">{label}</span><span inner_html=words></span>
                    </li>
                }
                .into_any();
            }
            let id = option.id.clone();
            let shown = id.to_string();
            let own = id.clone();
            let is_chosen = move || {
                let chosen = together.response.get();
                match chosen {
                    Some(Response::Single(one) | Response::Rate(one)) => one == own,
                    Some(Response::Multiple(several)) => several.contains(&own),
                    _ => together.ticked.with(|ticked| ticked.contains(&own)),
                }
            };
            view! {
                <li>
                    <button type="button" class="together__option" data-option=shown
                        aria-pressed=move || is_chosen().to_string()
                        aria-disabled=move || together.response.with(Option::is_some).to_string()
                        on:click=move |_| together.press(&id)>
                        <span class="together__key" aria-hidden="true">{number}</span>
                        <span inner_html=words></span>
                    </button>
                </li>
            }
            .into_any()
        });
    let options = options.collect_view();
    let left = match &question.interaction {
        Interaction::Match(matching) => {
            let sides = matching.pairs.iter();
            let sides = sides.map(|pair| pair.left_text.inline_html(here.setting()));
            Some(
                sides
                    .map(|side| view! { <li inner_html=side></li> })
                    .collect_view(),
            )
        }
        _ => None,
    };
    let by_one = matches!(
        question.interaction,
        Interaction::Single(_) | Interaction::Rate(_)
    );
    view! {
        {left.map(|left| view! { <ul>{left}</ul> })}
        <ul class="together__options" role="list">{options}</ul>
        {move || (!by_one && together.response.with(Option::is_none)).then(|| view! {
            <p><button type="button" class="button" data-action="show" on:click=move |_| together.show()>{words::SHOW}</button></p>
        })}
    }
}

/// What follows from the choice.
#[component]
fn Follows(together: Together, question: Question) -> impl IntoView {
    view! {
        {move || {
            let response = together.response.get()?;
            let here = together.here();
            let follows = Consequence::of(&here, &question, &response)?;
            let others = others(&here, &question, &response);
            Some(view! {
                <section class="together__follows feedback" data-verdict=follows.verdict data-together="after" tabindex="-1">
                    <p class="feedback__verdict"><strong>{follows.word}</strong></p>
                    <p class:unseen=follows.is_in_sight><strong>{follows.chosen_by}</strong>" "{follows.chosen}</p>
                    <div inner_html=follows.said></div>
                    {(follows.verdict == "unsafe").then(|| view! { <p>{practice::UNSAFE_STAYS}</p> })}
                </section>
                {(!others.is_empty()).then(|| view! {
                    <details class="together__others" data-together="others">
                        <summary>{words::OTHERS}</summary>
                        <ul class="together__options" role="list">
                            {others.into_iter().map(|other| view! {
                                <li class="feedback" data-verdict=other.verdict>
                                    <p class="feedback__verdict"><strong>{other.word}</strong></p>
                                    <p>{other.chosen}</p>
                                    <div inner_html=other.said></div>
                                </li>
                            }).collect_view()}
                        </ul>
                    </details>
                })}
            })
        }}
    }
}

/// What is said to a choice.
struct Consequence {
    verdict: &'static str,
    word: &'static str,
    chosen_by: &'static str,
    chosen: String,
    /// Whether what was chosen stands over it anyway.
    is_in_sight: bool,
    said: String,
}

impl Consequence {
    fn of(here: &Here, question: &Question, response: &Response) -> Option<Self> {
        let said = question.feedback(response).ok()?;
        let full = question.score(response).ok()?.as_ref().map(Score::is_full);
        let is_unsafe = said.iter().any(|said| said.is_unsafe);
        // What is said to everybody is what to talk about.
        let always = question.discussion.always.as_ref();
        let own = said.iter().filter(|said| Some(**said) != always);
        // Nobody chose among these: the answer is shown.
        let by_talking = !matches!(
            question.interaction,
            Interaction::Single(_) | Interaction::Multiple(_) | Interaction::Rate(_)
        );
        Some(Self {
            verdict: verdict(full.filter(|_| !by_talking), is_unsafe),
            word: if by_talking {
                words::FROM_THE_UNIT
            } else {
                practice::verdict(full, is_unsafe)
            },
            chosen_by: if by_talking {
                words::THE_ANSWER
            } else {
                words::YOU_CHOSE
            },
            chosen: here.words(question, response),
            is_in_sight: !by_talking,
            said: own
                .map(|said: &&Feedback| said.prose.html(here.setting()))
                .collect(),
        })
    }
}

fn verdict(full: Option<bool>, is_unsafe: bool) -> &'static str {
    match (is_unsafe, full) {
        (true, _) => "unsafe",
        (false, Some(true)) => "right",
        (false, Some(false)) => "wrong",
        (false, None) => "kept",
    }
}

/// What would have been said to each option that was not chosen.
fn others(here: &Here, question: &Question, response: &Response) -> Vec<Consequence> {
    let chosen = |id| match response {
        Response::Single(one) => one == id,
        Response::Multiple(several) => several.contains(id),
        _ => true,
    };
    let choice: &Choice = match &question.interaction {
        Interaction::Single(choice) => choice,
        Interaction::Multiple(multiple) => &multiple.choice,
        _ => return Vec::new(),
    };
    let others = lettered(question).into_iter().filter(|one| !chosen(one.id));
    others
        .filter_map(|one| {
            let option = choice.option(one.id)?;
            let said = option.feedback.as_ref()?;
            Some(Consequence {
                verdict: verdict(Some(option.right), said.is_unsafe),
                word: practice::verdict(Some(option.right), said.is_unsafe),
                chosen_by: "",
                chosen: option.text.text(&here.settings.fillings),
                is_in_sight: false,
                said: said.prose.html(here.setting()),
            })
        })
        .collect()
}

/// What to talk about: before the choice, after it, at the end.
#[component]
fn Talk(together: Together, question: Option<Question>) -> impl IntoView {
    view! {
        <section class="together__talk" aria-labelledby="together_talk">
            <h3 id="together_talk">{words::TALK}</h3>
            {move || {
                let chosen = together.response.with(Option::is_some);
                let prompts = match (&question, chosen) {
                    (None, _) => words::AT_THE_END,
                    (Some(_), false) => words::BEFORE,
                    (Some(_), true) => words::AFTER,
                };
                let here = together.here();
                let said = question.as_ref().filter(|_| chosen);
                let said = said.and_then(|question| question.discussion.always.as_ref());
                let said = said.map(|said| said.prose.html(here.setting()));
                view! {
                    {said.map(|said| view! { <div inner_html=said></div> })}
                    <ul>{prompts.map(|prompt| view! { <li>{prompt}</li> }).into_iter().collect_view()}</ul>
                }
            }}
        </section>
    }
}

/// The ways on, back, and to the beginning.
#[component]
fn Ways(together: Together, over: bool) -> impl IntoView {
    view! {
        <p class="together__ways">
            {move || together.response.with(Option::is_some).then(|| view! {
                <button type="button" class="button" data-action="on" on:click=move |_| together.on()>
                    {if together.goes_on() { words::ON } else { words::TO_THE_END }}
                </button>
            })}
            {move || together.can_go_back().then(|| view! {
                <button type="button" class="button button--quiet" data-action="back" on:click=move |_| together.back()>{words::BACK}</button>
                <button type="button" class="button button--quiet" data-action="again" on:click=move |_| together.again()>{words::AGAIN}</button>
            })}
            {move || (over || !together.can_go_back()).then(|| view! {
                <button type="button" class="button button--quiet" data-action="another" on:click=move |_| together.leave()>{words::ANOTHER}</button>
            })}
        </p>
    }
}
