//! A CPD entry: filled in on the screen, kept on this device as the learner's own draft, and
//! printed.

use leptos::{prelude::*, task::spawn_local};

use super::{Content, Sheet, Toolbar, statement::Giving};
use crate::{
    completion::{
        Completion,
        cpd::{CpdDrafts, CpdEntry},
    },
    desk::store::Note,
    id::UnitId,
    site, typed,
    ui::{
        clock, look,
        part::{day::DayField, for_good::ForGood},
        session::Session,
    },
    wording::{completion as words, date as dates, for_good},
};

/// A draft in this tab, and whether it is kept. It is a handle.
#[derive(Clone, Copy)]
struct Draft {
    session: Session,
    unit: StoredValue<UnitId>,
    entry: RwSignal<CpdEntry>,
    /// Whether something was typed since it was last kept.
    unkept: StoredValue<bool>,
    keeping: StoredValue<bool>,
    said: RwSignal<Option<&'static str>>,
}

impl Draft {
    fn change(self, change: impl FnOnce(&mut CpdEntry)) {
        self.entry.update(change);
        self.unkept.set_value(true);
        if !self.keeping.get_value() {
            self.keeping.set_value(true);
            spawn_local(self.keep());
        }
    }

    /// Keeps what is typed, and again for as long as more is typed meanwhile, so that an earlier
    /// text never overtakes a later one.
    async fn keep(self) {
        let mut kept = true;
        while self.unkept.try_get_value() == Some(true) {
            self.unkept.set_value(false);
            let (Some(unit), Some(entry)) =
                (self.unit.try_get_value(), self.entry.try_get_untracked())
            else {
                return;
            };
            kept = keep(self.session, &unit, Some(entry)).await.is_some();
        }
        if self.keeping.try_get_value().is_some() {
            self.keeping.set_value(false);
            self.said.set(Some(match kept {
                true => words::CPD_KEPT,
                false => words::CPD_NOT_KEPT,
            }));
        }
    }
}

/// Puts an entry among the drafts, or takes it out. None where it could not be kept.
async fn keep(session: Session, unit: &UnitId, entry: Option<CpdEntry>) -> Option<()> {
    let cabinet = session.cabinet()?;
    let kept = cabinet.change_note(Note::CpdEntries, CpdDrafts::read, |found| {
        let mut drafts = found.unwrap_or_default();
        match &entry {
            Some(entry) => drafts.keep(unit, entry.clone()),
            None => drafts.forget(unit),
        }
        (Some(drafts.to_text()), ())
    });
    kept.await.ok()
}

async fn drafts(session: Session) -> Option<CpdDrafts> {
    let cabinet = session.cabinet()?;
    let kept = cabinet.note_as(Note::CpdEntries, CpdDrafts::read).await;
    Some(kept.ok()?.unwrap_or_default())
}

/// The entry about a unit.
#[component]
pub(super) fn CpdOnPaper(
    session: Session,
    content: Content,
    giving: Giving,
    unit: UnitId,
    sheet: RwSignal<Option<Sheet>>,
) -> impl IntoView {
    let read: RwSignal<Option<CpdEntry>> = RwSignal::new(None);
    let begun = begun(session, content, &unit);
    let of = unit.clone();
    spawn_local(async move {
        let kept = drafts(session).await;
        let kept = kept.and_then(|drafts| drafts.of(&of).cloned());
        // The page may have gone meanwhile.
        if read.try_get_untracked().is_some() {
            read.set(Some(kept.unwrap_or(begun)));
        }
    });
    view! {
        <Toolbar sheet=sheet may_print=|| true/>
        <h2 tabindex="-1" data-sheet="title">{words::CPD_TITLE}</h2>
        {move || match read.get() {
            None => view! { <p role="status">{words::CPD_READING}</p> }.into_any(),
            Some(entry) => {
                let draft = Draft {
                    session,
                    unit: StoredValue::new(unit.clone()),
                    entry: RwSignal::new(entry),
                    unkept: StoredValue::new(false),
                    keeping: StoredValue::new(false),
                    said: RwSignal::new(None),
                };
                view! { <Form draft=draft content=content giving=giving read=read/> }.into_any()
            }
        }}
    }
}

/// What is known before anything is typed.
fn begun(session: Session, content: Content, unit: &UnitId) -> CpdEntry {
    content.with_value(|(settings, units)| {
        let Some(unit) = units.iter().find(|own| own.id == *unit) else {
            return CpdEntry::default();
        };
        let nation = look::nation(settings);
        let done = session.state.with_untracked(|state| {
            let did = state.unit(&settings.id, &unit.id);
            Completion::of(unit, did, nation).done
        });
        let day = done.map_or_else(clock::today, |done| clock::day(done.latest));
        CpdEntry::begun(unit, &settings.title, Some(day), nation)
    })
}

type Part = (
    &'static str,
    &'static str,
    fn(&CpdEntry) -> &String,
    fn(&mut CpdEntry) -> &mut String,
);

/// The fields of a line, then those of several.
const SHORT: [Part; 3] = [
    (
        "cpd_activity",
        words::CPD_ACTIVITY,
        |e| &e.activity,
        |e| &mut e.activity,
    ),
    (
        "cpd_hours",
        words::CPD_HOURS,
        |e| &e.hours,
        |e| &mut e.hours,
    ),
    (
        "cpd_standards",
        words::CPD_STANDARDS,
        |e| &e.standards,
        |e| &mut e.standards,
    ),
];
const LONG: [Part; 4] = [
    (
        "cpd_learned",
        words::CPD_LEARNED,
        |e| &e.learned,
        |e| &mut e.learned,
    ),
    ("cpd_used", words::CPD_USED, |e| &e.used, |e| &mut e.used),
    (
        "cpd_effect",
        words::CPD_EFFECT,
        |e| &e.effect,
        |e| &mut e.effect,
    ),
    ("cpd_next", words::CPD_NEXT, |e| &e.next, |e| &mut e.next),
];

#[component]
fn Form(
    draft: Draft,
    content: Content,
    giving: Giving,
    read: RwSignal<Option<CpdEntry>>,
) -> impl IntoView {
    // As the field holds it: what is no day is none in the entry.
    let date = draft.entry.with_untracked(|entry| entry.date);
    let date = RwSignal::new(date.map(|date| date.to_string()).unwrap_or_default());
    let unread = move || date.with(|date| typed::day(date).is_err());
    let put_date = move |typed: String| {
        let day = typed::day(&typed).ok().flatten();
        date.set(typed);
        draft.change(|entry| entry.date = day);
    };
    let short = SHORT.map(|(id, label, get, set)| {
        view! {
            <div class="field">
                <label for=id>{label}</label>
                <input id=id type="text" maxlength="400" inputmode=(id == "cpd_hours").then_some("decimal")
                    prop:value=move || draft.entry.with(|entry| get(entry).clone())
                    on:input:target=move |event| draft.change(|entry| *set(entry) = event.target().value())/>
            </div>
        }
    });
    let long = LONG.map(|(id, label, get, set)| {
        view! {
            <div class="field">
                <label for=id>{label}</label>
                <textarea id=id rows="4" maxlength="8000" prop:value=move || draft.entry.with(|entry| get(entry).clone())
                    on:input:target=move |event| draft.change(|entry| *set(entry) = event.target().value())></textarea>
            </div>
        }
    });
    let forget = move || {
        let (session, unit) = (draft.session, draft.unit.get_value());
        let anew = begun(session, content, &unit);
        spawn_local(async move {
            let _ = keep(session, &unit, None).await;
            if read.try_get_untracked().is_some() {
                read.set(Some(anew));
            }
        });
    };
    view! {
        <div class="fields stack on-screen" data-form="cpd">
            <p>{words::CPD_HELP}</p>
            <p class="notice" data-kind="warning">{words::CPD_PRIVATE}</p>
            <div class="field">
                <label for="cpd_date">{words::CPD_DATE}</label>
                <DayField id="cpd_date" described_by="cpd_date_wrong" is_wrong=Signal::derive(unread) value=date once_left=true put=put_date/>
                <p id="cpd_date_wrong" class="field__error" role="alert">{move || unread().then_some(dates::DAY_UNREAD)}</p>
            </div>
            {short.into_iter().collect_view()}
            {long.into_iter().collect_view()}
            <p class="cluster">
                <ForGood action="forget-cpd" label=words::CPD_FORGET asks=for_good::WORDS then=forget/>
                <span class="hint" role="status" data-said="cpd">{move || draft.said.get()}</span>
            </p>
            <h3>{words::CPD_PREVIEW}</h3>
        </div>
        <div class="paper-frame" inner_html=move || {
            let name = giving.name(draft.session);
            draft.entry.with(|entry| site::cpd::body(entry, &name))
        }></div>
    }
}
