//! The item that is asked for: its words, its options with their letters, and the fields for what
//! was written.

use std::sync::Arc;

use leptos::{
    ev::{KeyboardEvent, SubmitEvent},
    prelude::*,
};

use super::typing::{Typing, question, title};
use crate::{
    criterion::Criterion,
    question::{Interaction, Question, Response},
    ui::here::Here,
    wording::{enter as words, workbook},
    workbook::{Item, gap_choices, lettered, read},
};

/// The item, and the form that takes what was written.
#[component]
pub(super) fn Asked(typing: Typing) -> impl IntoView {
    let take = move |event: SubmitEvent| {
        event.prevent_default();
        typing.take();
    };
    view! {
        {move || {
            let at = typing.at.get();
            let asked = typing.with(at, |here, entry| {
                let items = typing.items();
                let number = items.iter().position(|(place, ..)| *place == at).unwrap_or_default() + 1;
                let story = match entry.item {
                    Item::Step(scenario, step) if scenario.steps.first().is_some_and(|first| first.id == step.id) => {
                        Some(scenario.opening.html(here.setting()))
                    }
                    _ => None,
                };
                view! {
                    <p class="meta">{words::place(number, items.len())}</p>
                    <div class="workbook__head">
                        <h2 id="enter_title">{title(here, entry)}</h2>
                        <p class="workbook__code"><span class="unseen">{workbook::CODE}" "</span><strong>{entry.code.to_string()}</strong></p>
                    </div>
                    {story.map(|story| view! { <div inner_html=story></div> })}
                    {match entry.item {
                        Item::Criterion(criterion) => answer(typing, here, criterion).into_any(),
                        Item::Step(_, step) if step.question.is_none() => view! {
                            <div inner_html=step.prose.html(here.setting())></div>
                            <p>{words::NOTHING_ASKED}</p>
                        }.into_any(),
                        _ => question(&entry.item).map(|asked| options(typing, here, asked)).into_any(),
                    }}
                }
            });
            let over = asked.is_none();
            view! {
                <form class="card enter__item" on:submit=take data-enter="item" data-code=typing.code(at)>
                    {asked}
                    {over.then(|| view! { <h2>{words::AT_THE_END}</h2> })}
                    <p class="cluster">{take_button(typing, over, at)}</p>
                </form>
            }
        }}
    }
}

/// The button that Enter presses. Where nothing can be typed it is what Enter needs the keyboard on.
fn take_button(typing: Typing, over: bool, at: usize) -> impl IntoView {
    let asks = typing.with(at, |_, entry| {
        matches!(entry.item, Item::Criterion(_)) || question(&entry.item).is_some()
    });
    let has_field = asks == Some(true);
    let label = move || {
        let blank = typing.covered.with(|covered| covered.is_empty())
            && typing
                .fields
                .with(|fields| fields.iter().all(|field| field.trim().is_empty()));
        match (over, blank && has_field) {
            (true, _) => words::FINISH,
            (false, true) => words::PASS_BY,
            (false, false) => words::TAKE,
        }
    };
    view! {
        <button type="submit" class="button" data-action="take" data-enter=(!has_field).then_some("field")>{label}</button>
    }
}

fn options(typing: Typing, here: &Here, asked: &Question) -> impl IntoView + use<> {
    let stem = (!matches!(asked.interaction, Interaction::Gap(_)))
        .then(|| asked.stem.html(here.setting()));
    let left = match &asked.interaction {
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
    let known = Arc::new(asked.clone());
    let chosen = Memo::new({
        let known = Arc::clone(&known);
        move |_| read(&known, &typing.fields.get()).ok()
    });
    let listed = lettered(asked).into_iter().map(|option| {
        let (id, words) = (option.id.clone(), option.text.inline_html(here.setting()));
        let is_chosen = move || chosen.with(|chosen| match chosen {
            Some(Response::Single(one) | Response::Rate(one)) => *one == id,
            Some(Response::Multiple(several)) => several.contains(&id),
            _ => false,
        });
        view! {
            <li data-chosen=move || is_chosen().then_some("")>
                <span class="workbook__letter">{option.label.to_string()}</span><span inner_html=words></span>
            </li>
        }
    });
    let pairs = match &asked.interaction {
        Interaction::Match(matching) => matching.pairs.len(),
        _ => 0,
    };
    view! {
        {stem.map(|stem| view! { <div inner_html=stem></div> })}
        {left.map(|left| view! { <ol>{left}</ol> })}
        <ul class="enter__options" role="list">{listed.collect_view()}</ul>
        <p id="enter_how" class="hint">{words::what_to_type(asked.kind(), pairs)}</p>
        {match &asked.interaction {
            Interaction::Gap(gap) => {
                let text = asked.stem.text(&here.settings.fillings);
                let fields = gap.blanks.iter().enumerate().map(|(place, blank)| {
                    let choices = gap_choices(asked, place, blank);
                    let choices: Vec<String> = choices.iter().map(|(label, words)| format!("{label} {words}")).collect();
                    line(typing, place, workbook::gap_choices(place + 1, &choices))
                });
                view! { <p>{text}</p>{fields.collect_view()} }.into_any()
            }
            Interaction::Reflect => lines(typing).into_any(),
            _ => line(typing, 0, words::LETTERS.to_owned()).into_any(),
        }}
    }
}

/// A field of one line.
fn line(typing: Typing, place: usize, label: String) -> impl IntoView {
    let id = format!("enter_field_{place}");
    view! {
        <div class="field enter__field">
            <label for=id.clone()>{label}</label>
            <input id=id class="enter__letters" type="text" autocomplete="off" autocapitalize="none" spellcheck="false"
                data-enter="field" aria-describedby="enter_title enter_how"
                prop:value=move || typing.fields.with(|fields| fields.get(place).cloned().unwrap_or_default())
                on:input:target=move |event| set(typing, place, event.target().value())/>
        </div>
    }
}

/// A field of several lines, in which Enter begins a new one.
fn lines(typing: Typing) -> impl IntoView {
    let keyed = move |event: KeyboardEvent| {
        if event.key() == "Enter" && (event.ctrl_key() || event.meta_key()) {
            event.prevent_default();
            typing.take();
        }
    };
    view! {
        <div class="field enter__field">
            <label for="enter_field_0">{words::LETTERS}</label>
            <textarea id="enter_field_0" rows="8" data-enter="field" aria-describedby="enter_title enter_lines"
                prop:value=move || typing.fields.with(|fields| fields.first().cloned().unwrap_or_default())
                on:keydown=keyed
                on:input:target=move |event| set(typing, 0, event.target().value())></textarea>
            <p id="enter_lines" class="hint">{words::LINES_HELP}</p>
        </div>
    }
}

fn set(typing: Typing, place: usize, value: String) {
    typing.fields.update(|fields| {
        if let Some(field) = fields.get_mut(place) {
            *field = value;
        }
    });
    typing.typed();
}

/// A criterion: the answer, and the points that are ticked.
fn answer(typing: Typing, here: &Here, criterion: &Criterion) -> impl IntoView + use<> {
    let other = typing.has_other_answer(&criterion.id);
    let points = criterion.points.iter().map(|point| {
        let lead: Arc<str> = point.lead.as_str().into();
        let (own, shown) = (Arc::clone(&lead), point.lead.clone());
        let text = point.text.inline_html(here.setting());
        view! {
            <label class="point">
                <input class="point__tick" type="checkbox" value=shown.clone()
                    prop:checked=move || typing.covered.with(|covered| covered.contains(&own))
                    on:change:target=move |event| {
                        let on = event.target().checked();
                        typing.covered.update(|covered| {
                            if on { covered.insert(Arc::clone(&lead)); } else { covered.remove(&lead); }
                        });
                        typing.typed();
                    }/>
                <span><strong>{shown}"."</strong>" "<span inner_html=text></span></span>
            </label>
        }
    });
    view! {
        {other.then(|| view! { <p class="notice" data-kind="info">{words::HAS_ANSWER}</p> })}
        {lines(typing)}
        <fieldset class="enter__points">
            <legend>{words::TICKED}</legend>
            {points.collect_view()}
        </fieldset>
        <p class="hint">{words::NOT_HANDED_IN}</p>
    }
}
