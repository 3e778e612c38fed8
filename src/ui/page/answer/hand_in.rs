//! Handing in: the declaration, a last look for identifying details, and the button.

use leptos::{ev::SubmitEvent, html, prelude::*};

use super::{
    super::assess::keeper::{GivenBack, Keeper, KeptSoFar},
    Desk,
    found::around,
    handed_in::left,
};
use crate::{
    desk::unfinished::{DeclarationWriting, Work},
    identify,
    quality::Place,
    record::what::{HandedIn, Help, What},
    ui::{clock, desk::Desk as AssessorsDesk, dom},
    wording::{answer, date},
};

/// What the learner has filled in.
#[derive(Clone, Copy)]
struct Declaration {
    own_work: RwSignal<bool>,
    sources: RwSignal<String>,
    /// None until she has said whether there was help.
    helped: RwSignal<Option<bool>>,
    how: RwSignal<String>,
    signed: RwSignal<String>,
}

/// What is missing in a declaration, with the id of the control to mend it at.
type Missing = Vec<(&'static str, &'static str)>;

impl Declaration {
    /// What is kept of it.
    fn writing(self) -> DeclarationWriting {
        DeclarationWriting {
            sources: self.sources.get(),
            helped: self.helped.get(),
            how: self.how.get(),
            signed: self.signed.get(),
        }
    }

    /// The same; none once the form is gone.
    fn try_writing(self) -> Option<DeclarationWriting> {
        (!self.sources.is_disposed()).then(|| self.writing())
    }

    fn fill_in(self, writing: &DeclarationWriting) {
        self.sources.set(writing.sources.clone());
        self.helped.set(writing.helped);
        self.how.set(writing.how.clone());
        self.signed.set(writing.signed.clone());
    }

    fn missing(self, text: &str) -> Missing {
        let is_empty =
            |field: RwSignal<String>| field.with_untracked(|text| text.trim().is_empty());
        let helped = self.helped.get_untracked();
        [
            (text.trim().is_empty(), "answer_text", answer::WRITE_FIRST),
            (
                !self.own_work.get_untracked(),
                "own_work",
                answer::AGREE_FIRST,
            ),
            (helped.is_none(), "help_none", answer::SAY_HELP),
            (
                helped == Some(true) && is_empty(self.how),
                "help_how",
                answer::SAY_HOW,
            ),
            (is_empty(self.signed), "signed", answer::SIGN_FIRST),
        ]
        .into_iter()
        .filter_map(|(missing, id, words)| missing.then_some((id, words)))
        .collect()
    }

    fn to_what(self, centre: &str) -> HandedIn {
        let trimmed = |field: RwSignal<String>| field.with_untracked(|text| text.trim().into());
        HandedIn {
            statement: answer::STATEMENT.into(),
            sources: trimmed(self.sources),
            help: match self.helped.get_untracked() {
                Some(true) => Help::Used(trimmed(self.how)),
                Some(false) | None => Help::None,
            },
            signed: trimmed(self.signed),
            date: clock::today(),
            centre: Some(centre.trim())
                .filter(|name| !name.is_empty())
                .map(Into::into),
        }
    }
}

/// What the declaration is about.
fn place(desk: Desk) -> Place {
    let about = desk.about().0;
    Place {
        pack: about.pack,
        unit: about.unit,
        criterion: desk.criterion().id,
    }
}

/// The form that hands in.
#[component]
pub(super) fn HandIn(
    desk: Desk,
    open: RwSignal<bool>,
    writing_on: RwSignal<bool>,
) -> impl IntoView {
    let left = left(desk, &desk.state_untracked());
    let heading = NodeRef::<html::H2>::new();
    heading.on_load(|heading| dom::focus(&heading));
    let close = move || {
        open.set(false);
        dom::focus_soon("[data-action=hand-in]");
    };
    view! {
        <section class="card" data-part="hand-in" aria-labelledby="hand_in_title">
            <h2 id="hand_in_title" tabindex="-1" node_ref=heading>{answer::HAND_IN_TITLE}</h2>
            {if left == Some(0) {
                view! {
                    <p>{answer::left(0)}</p>
                    <p><button type="button" class="button button--quiet" data-action="not-now" on:click=move |_| close()>{answer::NOT_NOW}</button></p>
                }.into_any()
            } else {
                view! {
                    {left.map(|left| view! { <p>{answer::left(left)}</p> })}
                    <DeclarationForm desk=desk open=open writing_on=writing_on/>
                }.into_any()
            }}
        </section>
    }
}

#[component]
fn DeclarationForm(desk: Desk, open: RwSignal<bool>, writing_on: RwSignal<bool>) -> impl IntoView {
    let person = desk.here().session.person_untracked();
    let declaration = Declaration {
        own_work: RwSignal::new(false),
        sources: RwSignal::new(String::new()),
        helped: RwSignal::new(None),
        how: RwSignal::new(String::new()),
        signed: RwSignal::new(person.map(|person| person.name).unwrap_or_default()),
    };
    let begun = declaration.writing();
    let keeper = {
        let begun = begun.clone();
        Keeper::follow(
            AssessorsDesk::new(desk.here().session),
            Work::HandIn(place(desk)),
            move || declaration.writing(),
            move |writing| *writing == begun,
        )
    };
    keeper.find(
        move || untrack(move || declaration.try_writing()),
        move |writing| declaration.fill_in(&writing),
    );
    let state = keeper.state;
    let begun = StoredValue::new(begun);
    let start_again = move || begun.with_value(|begun| declaration.fill_in(begun));
    let missing = RwSignal::new(Missing::new());
    let error = move |id: &'static str| {
        missing
            .get()
            .into_iter()
            .find_map(|(at, words)| (at == id).then_some(words))
    };
    let invalid = move |id: &'static str| error(id).map(|_| "true");
    let submit = move |event: SubmitEvent| {
        event.prevent_default();
        let now = desk.text.with_untracked(|text| declaration.missing(text));
        let first = now.first().copied();
        missing.set(now);
        match first.and_then(|(id, _)| dom::anywhere(&format!("#{id}"))) {
            Some(control) => dom::focus(&control),
            None => {
                if hand_in(desk, declaration, open, writing_on).is_some() {
                    keeper.forget();
                }
            }
        }
    };
    let Declaration {
        own_work,
        sources,
        helped,
        how,
        signed,
    } = declaration;
    let how_hidden = move || helped.get() != Some(true);
    let not_now = move |_| {
        open.set(false);
        dom::focus_soon("[data-action=hand-in]");
    };
    view! {
        <form class="fields stack" novalidate on:submit=submit>
            <GivenBack state=state start_again=start_again/>
            <FoundAgain desk=desk/>
            <p class="field__error" role="alert">{move || error("answer_text")}</p>
            <div class="field">
                <label class="choice">
                    <input id="own_work" type="checkbox" aria-describedby="own_work_error" aria-invalid=move || invalid("own_work")
                        prop:checked=own_work on:change:target=move |event| own_work.set(event.target().checked())/>
                    <span>{answer::STATEMENT}</span>
                </label>
                <p id="own_work_error" class="field__error">{move || error("own_work")}</p>
            </div>
            <div class="field">
                <label for="sources">{answer::SOURCES}</label>
                <p id="sources_hint" class="hint">{answer::SOURCES_HELP}</p>
                <textarea id="sources" rows="3" aria-describedby="sources_hint" prop:value=sources on:input:target=move |event| sources.set(event.target().value())></textarea>
            </div>
            <fieldset class="field" aria-describedby="help_error">
                <legend class="field__label">{answer::HELP}</legend>
                <p class="hint">{answer::HELP_HELP}</p>
                <label class="choice"><input id="help_none" type="radio" name="help" value="none" aria-invalid=move || invalid("help_none") prop:checked=move || helped.get() == Some(false) on:change=move |_| helped.set(Some(false))/><span>{answer::HELP_NONE}</span></label>
                <label class="choice"><input id="help_used" type="radio" name="help" value="used" prop:checked=move || helped.get() == Some(true) on:change=move |_| helped.set(Some(true))/><span>{answer::HELP_USED}</span></label>
                <p id="help_error" class="field__error">{move || error("help_none")}</p>
            </fieldset>
            <div class="field" hidden=how_hidden>
                <label for="help_how">{answer::HELP_HOW}</label>
                <textarea id="help_how" rows="3" aria-describedby="help_how_error" aria-invalid=move || invalid("help_how") prop:value=how on:input:target=move |event| how.set(event.target().value())></textarea>
                <p id="help_how_error" class="field__error">{move || error("help_how")}</p>
            </div>
            <div class="field">
                <label for="signed">{answer::SIGNED}</label>
                <input id="signed" type="text" autocomplete="name" aria-describedby="signed_error signed_date" aria-invalid=move || invalid("signed")
                    prop:value=signed on:input:target=move |event| signed.set(event.target().value())/>
                <p id="signed_error" class="field__error">{move || error("signed")}</p>
                <p id="signed_date" class="hint">{answer::today(&date::day(clock::today()))}</p>
            </div>
            <p class="cluster">
                <button type="submit" class="button" data-action="hand-in-now">{answer::HAND_IN}</button>
                <button type="button" class="button button--quiet" data-action="not-now" on:click=not_now>{answer::NOT_NOW}</button>
            </p>
            <KeptSoFar state=state/>
        </form>
    }
}

/// The identifying details once more, of the text as it stands now.
#[component]
fn FoundAgain(desk: Desk) -> impl IntoView {
    let findings = Memo::new(move |_| desk.text.with(|text| identify::scan(text)));
    view! {
        {move || {
            let text = desk.text.get_untracked();
            let all = findings.get();
            let lines = all.iter().map(|finding| {
                let (before, quote, after) = around(&text, finding);
                view! { <li>{before}<mark>{quote}</mark>{after}" "<span class="hint">{finding.why}</span></li> }
            });
            if all.is_empty() {
                view! { <p>{answer::NOTHING_FOUND}</p> }.into_any()
            } else {
                view! {
                    <div class="notice" data-kind="warning" data-part="identifying-again">
                        <p>{answer::FOUND_AGAIN}</p>
                        <ul>{lines.collect_view()}</ul>
                    </div>
                }.into_any()
            }
        }}
    }
}

fn hand_in(
    desk: Desk,
    declaration: Declaration,
    open: RwSignal<bool>,
    writing_on: RwSignal<bool>,
) -> Option<()> {
    let version = desk.keep()?;
    let after = desk.state_untracked().hand_in_follows(version);
    let (about, texts) = desk.about();
    let what = What::HandedIn(
        declaration
            .to_what(&desk.here().settings.centre.name)
            .into(),
    );
    desk.here().session.write(what, vec![about], after, texts);
    open.set(false);
    writing_on.set(false);
    desk.said.set(answer::HANDED_IN_SAID.to_owned());
    // The form that had the keyboard is gone.
    dom::focus_soon("[data-part=handed-in] h2");
    Some(())
}
