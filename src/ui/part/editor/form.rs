//! The question at the caret as a form, for those who would rather not see Markdown. What is
//! changed in it is written into the text when the field is left; nothing else in the text moves.

use leptos::prelude::*;

use super::{
    Writer,
    fields::{Line, Words, answers, said},
};
use crate::{
    author::question::{CannotRead, Draft, Field, Refused, question_at, steps_from},
    id::QuestionId,
    nation::Nation,
    question::Kind,
    ui::clock,
    wording::author as words,
};

/// What the fields of a form share.
#[derive(Clone, Copy)]
pub(super) struct Shared {
    pub writer: Writer,
    /// The question, by its id in the text.
    id: RwSignal<Option<QuestionId>>,
    /// The parts as the form has them.
    pub draft: RwSignal<Option<Draft>>,
    /// The parts as the text has them.
    base: RwSignal<Option<Draft>>,
    /// What could not be written.
    pub refused: RwSignal<Vec<Refused>>,
    /// Counts how often the form was drawn anew.
    drawn: RwSignal<u32>,
}

/// The form.
#[component]
pub(super) fn QuestionForm(writer: Writer) -> impl IntoView {
    let form = Shared {
        writer,
        id: RwSignal::new(None),
        draft: RwSignal::new(None),
        base: RwSignal::new(None),
        refused: RwSignal::new(Vec::new()),
        drawn: RwSignal::new(0),
    };
    let cannot = RwSignal::new(None::<CannotRead>);
    // The caret goes to another question; a caret outside any leaves the form as it is.
    Effect::new(move |_| {
        let at = writer.caret.get();
        let found = writer.paused.with(|text| question_at(text, at));
        if found.is_some() && found != form.id.get_untracked() {
            form.id.set(found);
            form.base.set(None);
        }
    });
    // The text was changed, by the form itself or by somebody else.
    Effect::new(move |_| {
        let Some(id) = form.id.get() else { return };
        match writer.paused.with(|text| Draft::read(text, &id)) {
            Ok(now) if form.base.with_untracked(|base| base.as_ref() != Some(&now)) => {
                cannot.set(None);
                form.refused.set(Vec::new());
                form.base.set(Some(now.clone()));
                form.draft.set(Some(now));
                form.drawn.update(|drawn| *drawn += 1);
            }
            Ok(_) => cannot.set(None),
            Err(why) => {
                form.base.set(None);
                form.draft.set(None);
                cannot.set(Some(why));
                form.drawn.update(|drawn| *drawn += 1);
            }
        }
    });
    view! {
        <section class="writer__form" data-part="question-form" aria-label=words::QUESTION>
            {move || {
                form.drawn.track();
                match form.draft.get_untracked() {
                    Some(draft) => view! { <Fields form=form draft=draft/> }.into_any(),
                    None => view! {
                        <p>{cannot.get().map_or_else(|| words::NO_QUESTION_HERE.to_owned(), |why| words::cannot_read(&why))}</p>
                    }.into_any(),
                }
            }}
        </section>
    }
}

impl Shared {
    /// Changes a part, and writes it into the text.
    pub fn change(self, change: impl FnOnce(&mut Draft)) {
        self.draft.update(|draft| {
            if let Some(draft) = draft {
                change(draft);
            }
        });
        let (Some(draft), Some(id)) = (self.draft.get_untracked(), self.id.get_untracked()) else {
            return;
        };
        let written = self
            .writer
            .text
            .with_untracked(|text| draft.write(text, &id));
        match written {
            Err(refused) => self.refused.set(refused),
            Ok(edit) => {
                self.refused.set(Vec::new());
                let tidied = draft.tidied();
                self.id.set(tidied.id.parse().ok());
                self.base.set(Some(tidied));
                let Some(edit) = edit else { return };
                let writer = self.writer;
                // By then the keyboard is where it goes to from the field, and goes back there.
                std::mem::forget(clock::after(0, move || {
                    writer.apply(&edit, None, true);
                    writer.said.set(words::WRITTEN.to_owned());
                }));
            }
        }
    }

    /// The same, and draws the form anew, because there are more or fewer fields.
    pub fn change_and_draw(self, change: impl FnOnce(&mut Draft)) {
        self.change(change);
        self.drawn.update(|drawn| *drawn += 1);
    }

    /// Why a field could not be written.
    pub fn wrong(self, field: Field) -> Option<String> {
        let refused = self.refused.read();
        let found = refused.iter().find(|refused| refused.field == field);
        found.map(|refused| words::refused(&refused.why))
    }

    /// The steps that the question can lead to.
    pub fn steps(self) -> Vec<String> {
        let id = self.id.get_untracked();
        let Some(id) = id else { return Vec::new() };
        let text = self.writer.text.get_untracked();
        let steps = steps_from(&text, id.as_str());
        steps.iter().map(ToString::to_string).collect()
    }
}

#[component]
fn Fields(form: Shared, draft: Draft) -> impl IntoView {
    let kind = draft.kind;
    let kinds = Kind::ALL.map(|one| {
        view! { <option value=one.class() selected={one == kind}>{words::kind(one)}</option> }
    });
    let criteria: Vec<String> = {
        let read = form.writer.read.get_untracked();
        let known = read
            .value
            .criteria()
            .map(|criterion| criterion.id.to_string());
        let mut all: Vec<String> = known.collect();
        all.extend(
            draft
                .criteria
                .iter()
                .filter(|id| !all.contains(id))
                .cloned()
                .collect::<Vec<_>>(),
        );
        all
    };
    view! {
        <form class="fields" on:submit=|event| event.prevent_default()>
            <p class="field__error" role="alert">{move || form.wrong(Field::Whole)}</p>
            <Line form=form field=Field::Title name="title" label=words::FIELD_TITLE value=draft.title.clone()
                put=move |draft, value| draft.title = value/>
            <p class="field">
                <label for="writer_form_kind">{words::FIELD_KIND}</label>
                <select id="writer_form_kind" on:change:target=move |event| {
                    if let Some(kind) = Kind::of_class(&event.target().value()) {
                        form.change_and_draw(|draft| draft.set_kind(kind));
                    }
                }>{kinds}</select>
                <span class="field__error" role="status">{move || form.wrong(Field::Kind)}</span>
            </p>
            <Words form=form field=Field::Stem name="stem" label=stem_label(kind) value=draft.stem.clone()
                put=move |draft, value| draft.stem = value/>
            {answers(form, &draft)}
            <fieldset>
                <legend>{words::FIELD_SAID}</legend>
                {kind.is_scored().then(|| said(form, Field::Right, "right", words::FIELD_RIGHT, draft.right.clone(), |draft| Some(&mut draft.right)))}
                {kind.is_scored().then(|| said(form, Field::Otherwise, "otherwise", words::FIELD_OTHERWISE, draft.otherwise.clone(), |draft| Some(&mut draft.otherwise)))}
                {said(form, Field::Always, "always", words::FIELD_ALWAYS, draft.always.clone(), |draft| Some(&mut draft.always))}
            </fieldset>
            {kind.is_scored().then(|| view! {
                <Line form=form field=Field::Points name="points" label=words::FIELD_POINTS value=draft.points.to_string()
                    put=move |draft, value| draft.points = value.trim().parse().unwrap_or(0)/>
                {tick("shuffle", words::FIELD_SHUFFLE, draft.shuffle, move |on| form.change(|draft| draft.shuffle = on))}
            })}
            {(kind == Kind::Multiple).then(|| tick("scoring", words::FIELD_SCORING, draft.all_or_nothing, move |on| form.change(|draft| draft.all_or_nothing = on)))}
            {(!criteria.is_empty()).then(|| view! {
                <fieldset>
                    <legend>{words::FIELD_CRITERIA}</legend>
                    {criteria.iter().map(|id| list_tick(form, id.clone(), id.clone(), draft.criteria.contains(id), |draft| &mut draft.criteria)).collect_view()}
                    <p class="field__error" role="status">{move || form.wrong(Field::Criteria)}</p>
                </fieldset>
            })}
            {form.steps().is_empty().then(|| view! {
                <fieldset>
                    <legend>{words::FIELD_NATIONS}</legend>
                    {Nation::ALL.map(|nation| {
                        let key = nation.key().to_owned();
                        let on = draft.nations.contains(&key);
                        list_tick(form, key, nation.to_string(), on, |draft| &mut draft.nations)
                    })}
                    <p class="field__error" role="status">{move || form.wrong(Field::Nations)}</p>
                </fieldset>
            })}
            <Line form=form field=Field::Id name="id" label=words::FIELD_ID value=draft.id.clone()
                put=move |draft, value| draft.id = value/>
        </form>
    }
}

fn stem_label(kind: Kind) -> &'static str {
    match kind {
        Kind::Gap => words::FIELD_GAPS,
        _ => words::FIELD_STEM,
    }
}

/// A box to tick.
pub(super) fn tick<P: Fn(bool) + 'static>(
    name: &str,
    label: &'static str,
    on: bool,
    put: P,
) -> impl IntoView + use<P> {
    let id = format!("writer_form_{name}");
    view! {
        <p class="choice">
            <input type="checkbox" id=id.clone() checked=on on:change:target=move |event| put(event.target().checked())/>
            <label for=id>{label}</label>
        </p>
    }
}

fn list_tick(
    form: Shared,
    key: String,
    label: String,
    on: bool,
    list: fn(&mut Draft) -> &mut Vec<String>,
) -> impl IntoView {
    let id = format!("writer_form_list_{key}");
    let put = move |on: bool| {
        form.change(|draft| {
            let list = list(draft);
            list.retain(|one| *one != key);
            if on {
                list.push(key.clone());
            }
        });
    };
    view! {
        <p class="choice">
            <input type="checkbox" id=id.clone() checked=on on:change:target=move |event| put(event.target().checked())/>
            <label for=id>{label}</label>
        </p>
    }
}
