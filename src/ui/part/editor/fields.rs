//! The fields of a question's form: words, answers, what is said to them.

use leptos::prelude::*;

use super::form::{Shared, tick};
use crate::{
    author::question::{AmountParts, Answers, Choice, Draft, Field, Item, Leads, Pair, Said},
    question::Kind,
    wording::author as words,
};

/// A field of one line.
#[component]
pub(super) fn Line<P>(
    form: Shared,
    field: Field,
    #[prop(into)] name: String,
    label: &'static str,
    value: String,
    put: P,
) -> impl IntoView
where
    P: Fn(&mut Draft, String) + Copy + Send + Sync + 'static,
{
    let id = format!("writer_form_{name}");
    let error = format!("{id}_error");
    let wrong = move || form.wrong(field);
    view! {
        <p class="field">
            <label for=id.clone()>{label}</label>
            <input type="text" id=id value=value aria-describedby=error.clone() aria-invalid=move || wrong().map(|_| "true")
                on:change:target=move |event| { let value = event.target().value(); form.change(|draft| put(draft, value)); }/>
            <span class="field__error" id=error role="status">{wrong}</span>
        </p>
    }
}

/// A field of several lines.
#[component]
pub(super) fn Words<P>(
    form: Shared,
    field: Field,
    #[prop(into)] name: String,
    label: &'static str,
    value: String,
    put: P,
) -> impl IntoView
where
    P: Fn(&mut Draft, String) + Copy + Send + Sync + 'static,
{
    let id = format!("writer_form_{name}");
    let error = format!("{id}_error");
    let rows = (value.chars().count() / 60 + value.matches('\n').count() + 1)
        .clamp(2, 12)
        .to_string();
    let wrong = move || form.wrong(field);
    view! {
        <p class="field">
            <label for=id.clone()>{label}</label>
            <textarea id=id rows=rows prop:value=value aria-describedby=error.clone() aria-invalid=move || wrong().map(|_| "true")
                on:change:target=move |event| { let value = event.target().value(); form.change(|draft| put(draft, value)); }></textarea>
            <span class="field__error" id=error role="status">{wrong}</span>
        </p>
    }
}

/// What is said, and in a scenario the step that it leads to.
pub(super) fn said<G>(
    form: Shared,
    field: Field,
    name: &str,
    label: &'static str,
    value: Said,
    get: G,
) -> impl IntoView + use<G>
where
    G: Fn(&mut Draft) -> Option<&mut Said> + Copy + Send + Sync + 'static,
{
    let steps = form.steps();
    let id = format!("writer_form_{name}_leads");
    let now = value
        .leads
        .as_ref()
        .map(|leads| leads.to.clone())
        .unwrap_or_default();
    let choose = move |to: String| {
        form.change(|draft| {
            if let Some(said) = get(draft) {
                said.leads = (!to.is_empty()).then(|| Leads {
                    to,
                    words: said
                        .leads
                        .take()
                        .map_or_else(|| words::GO_ON.to_owned(), |leads| leads.words),
                });
            }
        });
    };
    view! {
        <Words form=form field=field name=name.to_owned() label=label value=value.text
            put=move |draft, value| if let Some(said) = get(draft) { said.text = value }/>
        {(!steps.is_empty()).then(|| view! {
            <p class="field">
                <label for=id.clone()>{words::FIELD_LEADS}</label>
                <select id=id on:change:target=move |event| choose(event.target().value())>
                    <option value="" selected=now.is_empty()>{words::NEXT_STEP}</option>
                    {steps.into_iter().map(|step| { let on = step == now; view! { <option value=step.clone() selected=on>{step.clone()}</option> } }).collect_view()}
                </select>
            </p>
        })}
    }
}

fn choice(draft: &mut Draft, at: usize) -> Option<&mut Choice> {
    match &mut draft.answers {
        Answers::Choices(choices) => choices.get_mut(at),
        _ => None,
    }
}

fn item(draft: &mut Draft, at: usize, left: bool) -> Option<&mut Item> {
    match &mut draft.answers {
        Answers::Choices(choices) => choices.get_mut(at).map(|choice| &mut choice.item),
        Answers::Items(items) => items.get_mut(at),
        Answers::Pairs { rows, .. } => rows
            .get_mut(at)
            .map(|row| if left { &mut row.left } else { &mut row.right }),
        Answers::None => None,
    }
}

/// The answers of a question.
pub(super) fn answers(form: Shared, draft: &Draft) -> impl IntoView + use<> {
    let kind = draft.kind;
    let many = draft.answers.len();
    let one = |at: usize| match &draft.answers {
        Answers::Choices(choices) => {
            view! { <OneChoice form=form kind=kind at=at choice=choices[at].clone()/> }.into_any()
        }
        Answers::Items(items) => {
            text(form, at, true, words::FIELD_ITEM, items[at].text.clone()).into_any()
        }
        Answers::Pairs { rows, .. } => view! {
            {text(form, at, true, words::FIELD_LEFT, rows[at].left.text.clone())}
            {text(form, at, false, words::FIELD_RIGHT_SIDE, rows[at].right.text.clone())}
        }
        .into_any(),
        Answers::None => ().into_any(),
    };
    let all = (0..many).map(|at| {
        view! {
            <fieldset class="card writer__answer" data-answer=at.to_string()>
                <legend>{words::answer_number(at + 1)}</legend>
                {one(at)}
                <p class="cluster">
                    {(at > 0).then(|| view! {
                        <button type="button" class="button button--plain" data-action="up" on:click=move |_| form.change_and_draw(|draft| moved(draft, at))>{words::MOVE_UP}</button>
                    })}
                    <button type="button" class="button button--plain" data-action="remove" on:click=move |_| form.change_and_draw(|draft| removed(draft, at))>{words::REMOVE_ANSWER}</button>
                </p>
            </fieldset>
        }
    });
    let titles = match &draft.answers {
        Answers::Pairs {
            left_title,
            right_title,
            ..
        } => Some((left_title.clone(), right_title.clone())),
        _ => None,
    };
    view! {
        {titles.map(|(left, right)| view! {
            <Line form=form field=Field::Titles name="left_title" label=words::FIELD_LEFT_TITLE value=left
                put=move |draft, value| if let Answers::Pairs { left_title, .. } = &mut draft.answers { *left_title = value }/>
            <Line form=form field=Field::Titles name="right_title" label=words::FIELD_RIGHT_TITLE value=right
                put=move |draft, value| if let Answers::Pairs { right_title, .. } = &mut draft.answers { *right_title = value }/>
        })}
        {all.collect_view()}
        <p class="field__error" role="status">{move || form.wrong(Field::Answers)}</p>
        {(!matches!(draft.answers, Answers::None)).then(|| view! {
            <p><button type="button" class="button button--quiet" data-action="add" on:click=move |_| form.change_and_draw(added)>{words::ADD_ANSWER}</button></p>
        })}
    }
}

fn text(form: Shared, at: usize, left: bool, label: &'static str, value: String) -> impl IntoView {
    let side = if left { "" } else { "_right" };
    view! {
        <Words form=form field=Field::Answer(at) name=format!("answer_{at}{side}") label=label value=value
            put=move |draft, value| if let Some(item) = item(draft, at, left) { item.text = value }/>
    }
}

#[component]
fn OneChoice(form: Shared, kind: Kind, at: usize, choice: Choice) -> impl IntoView {
    let label = match kind {
        Kind::Short => words::FIELD_WAYS,
        _ => words::FIELD_CHOICE,
    };
    let own = match kind {
        Kind::Number => number(form, at, &choice.item.text).into_any(),
        _ => text(form, at, true, label, choice.item.text.clone()).into_any(),
    };
    view! {
        {own}
        {tick(&format!("answer_{at}_is_right"), words::FIELD_IS_RIGHT, choice.right, move |on| form.change(|draft| if let Some(choice) = self::choice(draft, at) { choice.right = on }))}
        {tick(&format!("answer_{at}_is_unsafe"), words::FIELD_IS_UNSAFE, choice.is_unsafe, move |on| form.change(|draft| if let Some(choice) = self::choice(draft, at) { choice.is_unsafe = on }))}
        {said(form, Field::Answer(at), &format!("answer_{at}_said"), words::FIELD_SAID_TO_IT, choice.said.clone(), move |draft| self::choice(draft, at).map(|choice| &mut choice.said))}
    }
}

/// A known number in its three parts.
fn number(form: Shared, at: usize, value: &str) -> impl IntoView + use<> {
    let parts = AmountParts::of(value);
    let put = move |draft: &mut Draft, change: fn(&mut AmountParts, String), value: String| {
        if let Some(item) = item(draft, at, true) {
            let mut parts = AmountParts::of(&item.text);
            change(&mut parts, value);
            item.text = parts.text();
        }
    };
    view! {
        <Line form=form field=Field::Answer(at) name=format!("answer_{at}") label=words::FIELD_NUMBER value=parts.value
            put=move |draft, value| put(draft, |parts, value| parts.value = value, value)/>
        <Line form=form field=Field::Answer(at) name=format!("answer_{at}_tolerance") label=words::FIELD_TOLERANCE value=parts.tolerance
            put=move |draft, value| put(draft, |parts, value| parts.tolerance = value, value)/>
        <Line form=form field=Field::Answer(at) name=format!("answer_{at}_unit") label=words::FIELD_UNIT value=parts.unit
            put=move |draft, value| put(draft, |parts, value| parts.unit = value, value)/>
    }
}

fn added(draft: &mut Draft) {
    match &mut draft.answers {
        Answers::Choices(choices) => choices.push(Choice::default()),
        Answers::Items(items) => items.push(Item::default()),
        Answers::Pairs { rows, .. } => rows.push(Pair::default()),
        Answers::None => {}
    }
}

fn removed(draft: &mut Draft, at: usize) {
    match &mut draft.answers {
        Answers::Choices(choices) if at < choices.len() => drop(choices.remove(at)),
        Answers::Items(items) if at < items.len() => drop(items.remove(at)),
        Answers::Pairs { rows, .. } if at < rows.len() => drop(rows.remove(at)),
        _ => {}
    }
}

fn moved(draft: &mut Draft, at: usize) {
    let Some(before) = at.checked_sub(1) else {
        return;
    };
    match &mut draft.answers {
        Answers::Choices(choices) if at < choices.len() => choices.swap(before, at),
        Answers::Items(items) if at < items.len() => items.swap(before, at),
        Answers::Pairs { rows, .. } if at < rows.len() => rows.swap(before, at),
        _ => {}
    }
}
