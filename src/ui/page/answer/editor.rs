//! The editor: a large quiet box, and under it what is said about the text in it.

use leptos::{html, prelude::*};

use super::{
    Desk, Saved,
    found::Found,
    hand_in::HandIn,
    handed_in::{Fixed, fixed},
    reworded::Reworded,
};
use crate::{
    criterion::CriterionKind,
    record::{state::Kept, what::Version},
    ui::{
        clock, dom,
        part::read_aloud::{ReadAloud, Reader},
        sync::known,
    },
    verb,
    wording::{answer, provider},
};

/// The answer: its editor, or, where it has been handed in, the version that was.
#[component]
pub fn Answer(
    /// The desk.
    desk: Desk,
) -> impl IntoView {
    let writing_on = RwSignal::new(false);
    let handing_in = RwSignal::new(false);
    let state = Memo::new(move |_| desk.state());
    Effect::new(move |earlier: Option<()>| {
        state.track();
        if desk.follow() && earlier.is_some() {
            desk.said.set(answer::NEWER_TAKEN.to_owned());
        }
    });
    let shown_fixed = Memo::new(move |_| {
        // Followed so that typing, or another window's version, brings the editor back.
        desk.text.track();
        desk.covered.track();
        let fixed = fixed(&state.get());
        fixed.filter(|fixed| {
            let same = desk.base.get() == [fixed.version.seal] && !desk.is_changed();
            same && !writing_on.get()
        })
    });
    view! {
        <p class="unseen" role="status">{move || desk.said.get()}</p>
        {move || match shown_fixed.get() {
            Some(fixed) => view! { <Fixed desk=desk fixed=fixed writing_on=writing_on/> }.into_any(),
            None => view! { <Editor desk=desk handing_in=handing_in writing_on=writing_on/> }.into_any(),
        }}
    }
}

#[component]
fn Editor(desk: Desk, handing_in: RwSignal<bool>, writing_on: RwSignal<bool>) -> impl IntoView {
    let area = NodeRef::<html::Textarea>::new();
    let reader = Reader::new();
    let skill = desk.criterion().kind == CriterionKind::Skill;
    let label = if skill {
        answer::YOUR_NOTE
    } else {
        answer::YOUR_ANSWER
    };
    let keep = move |_| {
        let before = desk.base.get_untracked();
        desk.keep();
        desk.said.set(String::new());
        desk.said.set(
            if desk.base.get_untracked() != before {
                answer::VERSION_KEPT
            } else {
                answer::VERSION_THERE
            }
            .to_owned(),
        );
    };
    // What is filled in there stays when it is asked for again.
    let hand_in = move |_| match handing_in.get_untracked() {
        true => dom::focus_soon("#hand_in_title"),
        false => {
            desk.look();
            handing_in.set(true);
        }
    };
    Effect::new(move |_| {
        if writing_on.get()
            && let Some(area) = area.get()
        {
            let _ = area.focus();
        }
    });
    view! {
        <section class="editor" data-part="editor">
            <Reworded desk=desk/>
            <Others desk=desk/>
            {skill.then(|| view! { <p class="notice" data-kind="info">{answer::SKILL}</p> })}
            <p id="answer_reminder" class="hint">
                {answer::REMINDER}
                {known::goes_to_provider(desk.here().session).then(|| view! { " "{provider::GOES_ONCE_KEPT} })}
            </p>
            <label class="field__label" for="answer_text">{label}</label>
            <textarea id="answer_text" class="editor__text" rows="14" spellcheck="true" node_ref=area
                aria-describedby="answer_reminder answer_saved answer_length"
                prop:value=move || desk.text.get()
                on:input:target=move |event| desk.type_text(event.target().value())></textarea>
            <div class="toolbar">
                // Only what is wrong is spoken: that it is saved is so after every pause.
                <p id="answer_saved" class="editor__status" data-saved=move || saved_key(&desk.saved.get())>
                    {move || saved_words(&desk.saved.get())}
                    <span role="alert">{move || not_saved(desk.saved.get())}</span>
                </p>
                <Length desk=desk/>
            </div>
            <Asked desk=desk/>
            <p class="cluster">
                <button type="button" class="button" data-action="hand-in" aria-expanded=move || handing_in.get().to_string() on:click=hand_in>
                    {answer::HAND_IN_BEGIN}
                </button>
                <button type="button" class="button button--quiet" data-action="keep-version" on:click=keep>{answer::KEEP_VERSION}</button>
                <ReadAloud reader=reader lines=move || desk.text.with_untracked(|text| text.lines().map(str::to_owned).collect())/>
            </p>
            {move || handing_in.get().then(|| view! { <HandIn desk=desk open=handing_in writing_on=writing_on/> })}
            // While she hands in, the same list stands in the form.
            {move || (!handing_in.get()).then(|| view! { <Found desk=desk/> })}
        </section>
    }
}

fn saved_key(saved: &Saved) -> &'static str {
    match saved {
        Saved::Untouched => "untouched",
        Saved::Typing => "typing",
        Saved::OnDevice => "on-device",
        Saved::Not(_) => "not",
    }
}

fn saved_words(saved: &Saved) -> Option<&'static str> {
    match saved {
        Saved::Untouched => Some(answer::KEPT_AS_YOU_TYPE),
        Saved::Typing => Some(answer::SAVING),
        Saved::OnDevice => Some(answer::SAVED),
        Saved::Not(_) => None,
    }
}

fn not_saved(saved: Saved) -> Option<String> {
    match saved {
        Saved::Not(why) => Some(why),
        Saved::Untouched | Saved::Typing | Saved::OnDevice => None,
    }
}

/// A gentle word count.
#[component]
fn Length(desk: Desk) -> impl IntoView {
    let criterion = desk.criterion();
    let usual = criterion
        .verb
        .and_then(|verb| verb.guide(criterion.level).words);
    let words = move || desk.text.with(|text| text.split_whitespace().count());
    view! {
        <p id="answer_length" class="hint toolbar__end">{move || answer::length(words(), usual.as_ref())}</p>
    }
}

/// One question about the text, as its verb asks it.
#[component]
fn Asked(desk: Desk) -> impl IntoView {
    let criterion = desk.criterion();
    let asked = Memo::new(move |_| {
        let verb = criterion.verb?;
        desk.paused
            .with(|text| verb::prompt(verb, criterion.level, text))
    });
    view! {
        <div role="status" data-part="asked">
            {move || asked.get().map(|prompt| view! {
                <p class="notice" data-kind="info"><strong>{answer::ASK_YOURSELF}</strong>" "{prompt.question()}</p>
            })}
        </div>
    }
}

/// Versions written apart from what is on the desk.
#[component]
fn Others(desk: Desk) -> impl IntoView {
    let others = Memo::new(move |_| desk.others());
    let settled = move |words: &'static str| {
        desk.said.set(words.to_owned());
        dom::focus_soon("#answer_text");
    };
    let one = move |other: Kept<Version>| {
        let (take, stay, join) = (other.clone(), other.clone(), other.clone());
        view! {
            <div class="card stack" data-version=other.seal.to_string()>
                <p class="meta">{answer::written_at(&clock::local(other.event.at))}</p>
                <blockquote class="answer__text">{other.said.text.to_string()}</blockquote>
                <p class="cluster">
                    <button type="button" class="button button--quiet" data-action="stay" on:click=move |_| { desk.stay(&stay); settled(answer::STAYED); }>{answer::STAY}</button>
                    <button type="button" class="button button--quiet" data-action="take" on:click=move |_| { desk.take(&take); settled(answer::TAKEN); }>{answer::TAKE}</button>
                    <button type="button" class="button button--quiet" data-action="join" on:click=move |_| { desk.join(&join); settled(answer::JOINED); }>{answer::JOIN}</button>
                </p>
            </div>
        }
    };
    view! {
        <p class="unseen" role="status">{move || (!others.read().is_empty()).then_some(answer::WRITTEN_APART)}</p>
        <div data-part="others">
            {move || {
                let others = others.get();
                (!others.is_empty()).then(|| view! {
                    <div class="notice" data-kind="warning">
                        <h2>{answer::WRITTEN_APART}</h2>
                        <p>{answer::WRITTEN_APART_HELP}</p>
                        {others.into_iter().map(one).collect_view()}
                    </div>
                })
            }}
        </div>
    }
}
