//! The employer's own words as a form: terms, policies, people, who completes what, pass marks, dates,
//! the centre, official wording, colour and logo. Each field writes its own line of `pack.toml`.

use leptos::prelude::*;

use super::{
    field::{Form, Kind, asked_for, said_before},
    workshop::Workshop,
};
use crate::{
    adapt::{
        in_words,
        setting::{CentrePart, ContactPart, Setting, asked, sample, uses},
        settings::SETTINGS,
    },
    nation::Nation,
    pack::{FillingKind, Pack, Place},
    read::{PackFiles, image_type, read_pack, read_settings},
    source::Source,
    ui::{dom, part::file},
    wording::adapt as words,
};

/// The form.
#[component]
pub(super) fn Words(workshop: Workshop) -> impl IntoView {
    // What fields there are does not change with what is typed into them.
    let adaptation = workshop.get_untracked();
    let base = read_pack(&adaptation.original).value;
    let now = read_pack(&workshop.applied.get_untracked().files).value;
    let form = Form { workshop };
    on_cleanup(move || workshop.take_typed());
    view! {
        <h2 tabindex="-1">{words::SETTINGS}</h2>
        <p>{words::SETTINGS_HELP}</p>
        {form.general(&base)}
        {form.fillings(&base)}
        {form.roles(&base, &now)}
        {form.renewals(&base, &now)}
        {form.pass_marks(&base, &now)}
        {form.reviews(&now)}
        {form.centre(&base, &now)}
        {form.official(&base, &now)}
        {form.look()}
    }
}

impl Form {
    fn general(self, base: &Pack) -> AnyView {
        let workshop = self.workshop;
        let title = words::original(&base.settings.title);
        let nation = move || {
            let applied = workshop.applied.get();
            read_pack(&applied.files).value.settings.nation
        };
        let choose = move |value: String| {
            let adaptation = workshop.get_untracked();
            if let Ok(text) = Setting::Nation.put(&adaptation.settings, &value) {
                workshop.change(|adaptation| adaptation.settings = text);
            }
        };
        let options = Nation::ALL.map(|one| {
            view! { <option value=one.key() selected=move || nation() == one>{one.to_string()}</option> }
        });
        let fields = view! {
            {self.field(Setting::Title, words::NAME.to_owned(), Kind::Line, title)}
            {self.field(Setting::Version, words::VERSION.to_owned(), Kind::Line, words::VERSION_HINT.to_owned())}
            <div class="field">
                <label for="adapt_settings_nation">{words::NATION}</label>
                <select id="adapt_settings_nation" on:change:target=move |event| choose(event.target().value())>
                    {options.into_iter().collect_view()}
                </select>
            </div>
        };
        self.group(words::GENERAL, true, fields)
    }

    /// Terms, policies and people, each with where it is used and a sample that follows.
    fn fillings(self, base: &Pack) -> AnyView {
        let fillings = &base.settings.fillings;
        // Also words of the employer's own that nothing asks for any more: only here can she see them.
        let own = read_settings(Source {
            name: SETTINGS,
            text: &self.workshop.get_untracked().settings,
        });
        let own = own.value.fillings;
        let keys = |kind| {
            let mut keys = asked(kind, &self.workshop.applied.get_untracked().files.units);
            keys.extend(
                fillings
                    .of(kind)
                    .into_keys()
                    .chain(own.of(kind).into_keys()),
            );
            keys
        };
        let terms = keys(FillingKind::Term);
        let terms = terms.into_iter().map(|key| {
            let original = fillings.terms.get(&key).cloned();
            let hint = self.word(FillingKind::Term, &key, original.as_deref());
            let field = self.field(Setting::Term(key.clone()), in_words(&key), Kind::Line, hint);
            view! { {field}{self.use_of(format!("term:{key}"))} }
        });
        let policies = keys(FillingKind::Policy);
        let policies = policies.into_iter().map(|key| {
            let original = fillings.policies.get(&key).cloned();
            let hint = self.word(FillingKind::Policy, &key, original.as_deref());
            let field = self.field(
                Setting::Policy(key.clone()),
                in_words(&key),
                Kind::Lines,
                hint,
            );
            view! { {field}{self.use_of(format!("policy:{key}"))} }
        });
        let contacts = keys(FillingKind::Contact);
        let contacts = contacts.into_iter().map(|key| {
            let original = fillings.contacts.get(&key).map(|contact| contact.words());
            let hint = self.word(FillingKind::Contact, &key, original.as_deref());
            let part = |part, words: &str, hint: String| {
                self.field(
                    Setting::Contact(key.clone(), part),
                    words.to_owned(),
                    Kind::Line,
                    hint,
                )
            };
            view! {
                <fieldset class="adapt__contact">
                    <legend class="field__label">{in_words(&key)}</legend>
                    {part(ContactPart::Name, words::CONTACT_NAME, hint)}
                    <div class="adapt__pair">
                        {part(ContactPart::Phone, words::CONTACT_PHONE, String::new())}
                        {part(ContactPart::Email, words::CONTACT_EMAIL, String::new())}
                    </div>
                    {self.use_of(format!("contact:{key}"))}
                </fieldset>
            }
        });
        let (terms, policies, contacts) = (
            terms.collect_view(),
            policies.collect_view(),
            contacts.collect_view(),
        );
        view! {
            {self.group(words::TERMS, true, terms)}
            {self.group(words::POLICIES, false, policies)}
            {self.group(words::CONTACTS, false, contacts)}
        }
        .into_any()
    }

    /// What stands under a word: what the original says, or that nobody asks for it.
    fn word(self, kind: FillingKind, key: &str, original: Option<&str>) -> String {
        // Only for words of her own are all units looked through.
        let is_asked = original.is_some() || {
            let applied = self.workshop.applied.get_untracked();
            asked(kind, &applied.files.units).contains(key)
        };
        match is_asked {
            true => asked_for(original),
            false => words::UNASKED.to_owned(),
        }
    }

    /// Where a word is used, and a sentence with it, as staff read it now.
    fn use_of(self, filling: String) -> AnyView {
        let workshop = self.workshop;
        let shown = Memo::new(move |_| {
            let applied = workshop.applied.get();
            let files: &PackFiles = &applied.files;
            let found = uses(&filling, &files.units);
            let times = found.iter().map(|(_, count)| count).sum();
            let settings = Source {
                name: SETTINGS,
                text: files.settings.as_deref().unwrap_or_default(),
            };
            let fillings = read_settings(settings).value.fillings;
            let sample = sample(&filling, &files.units, &fillings);
            (words::used(times, found.len()), sample)
        });
        view! {
            <div class="adapt__use">
                <p class="meta">{move || shown.get().0}</p>
                {move || shown.get().1.map(|sample| view! {
                    <p class="adapt__sample"><span class="meta">{words::SAMPLE}" "</span>{sample}</p>
                })}
            </div>
        }
        .into_any()
    }

    fn pass_marks(self, base: &Pack, now: &Pack) -> AnyView {
        let fields = now.units.iter().flat_map(|unit| {
            unit.scenarios().map(move |scenario| {
                let place = Place {
                    unit: unit.id.clone(),
                    id: scenario.id.clone().into(),
                };
                let title = scenario.title.text(&now.settings.fillings);
                let label = format!("{title} ({})", unit.title);
                let before = base
                    .unit(&unit.id)
                    .and_then(|unit| unit.scenario(&scenario.id));
                let before = before.unwrap_or(scenario).pass_mark_percent;
                let hint = format!(
                    "{} {}",
                    words::original(&before.to_string()),
                    words::PASS_MARK_HINT
                );
                self.field(Setting::PassMark(place), label, Kind::Number, hint)
            })
        });
        self.group(words::PASS_MARKS, false, fields.collect_view())
    }

    fn renewals(self, base: &Pack, now: &Pack) -> AnyView {
        let fields = now.units.iter().map(|unit| {
            let before = base.settings.refresh.get(&unit.id).map(u32::to_string);
            self.field(
                Setting::Refresh(unit.id.clone()),
                unit.title.clone(),
                Kind::Number,
                said_before(before.as_deref()),
            )
        });
        let fields = fields.collect_view();
        self.group(
            words::RENEWALS,
            false,
            view! { <p class="hint">{words::RENEWALS_HINT}</p>{fields} },
        )
    }

    fn reviews(self, now: &Pack) -> AnyView {
        let fields = now.units.iter().map(|unit| {
            let date = unit.review_by.map(|date| date.to_string());
            let hint = said_before(date.as_deref());
            self.field(
                Setting::Review(unit.id.clone()),
                unit.title.clone(),
                Kind::Date,
                hint,
            )
        });
        self.group(words::REVIEWS, false, fields.collect_view())
    }

    fn centre(self, base: &Pack, now: &Pack) -> AnyView {
        let centre = &base.settings.centre;
        let parts = CentrePart::ALL.map(|part| {
            let before = said_before(Some(part.of(centre)));
            self.field(
                Setting::Centre(part),
                words::centre(part).to_owned(),
                Kind::Line,
                before,
            )
        });
        let units = now.units.iter().map(|unit| {
            let before = centre.unit_refs.get(&unit.id).map(String::as_str);
            self.field(
                Setting::UnitRef(unit.id.clone()),
                words::unit_ref(&unit.title),
                Kind::Line,
                said_before(before),
            )
        });
        let most = base.settings.max_submissions.map(|most| most.to_string());
        let fields = view! {
            <p class="hint">{words::CENTRE_HINT}</p>
            {parts.into_iter().collect_view()}
            {units.collect_view()}
            {self.field(Setting::MaxSubmissions, words::MOST_SUBMISSIONS.to_owned(), Kind::Number, words::no_limit(most.as_deref()))}
        };
        self.group(words::CENTRE, false, fields)
    }

    fn official(self, base: &Pack, now: &Pack) -> AnyView {
        let fields = now.units.iter().flat_map(|unit| {
            unit.criteria().map(move |criterion| {
                let place = Place {
                    unit: unit.id.clone(),
                    id: criterion.id.clone().into(),
                };
                let text = criterion.text.text(&now.settings.fillings);
                let before = base.settings.official(&unit.id, &criterion.id);
                let said = |part: fn(&crate::criterion::Official) -> &str| {
                    said_before(before.map(part))
                };
                let number = said(|official| &official.official_ref);
                let wording = said(|official| &official.official_text);
                view! {
                    <fieldset class="adapt__contact">
                        <legend class="field__label">{format!("{}: {} {text}", unit.title, criterion.reference)}</legend>
                        {self.field(Setting::OfficialRef(place.clone()), words::OFFICIAL_REF.to_owned(), Kind::Line, number)}
                        {self.field(Setting::OfficialText(place), words::OFFICIAL_TEXT.to_owned(), Kind::Lines, wording)}
                    </fieldset>
                }
            })
        });
        let fields = fields.collect_view();
        self.group(
            words::OFFICIAL,
            false,
            view! { <p class="hint">{words::OFFICIAL_HINT}</p>{fields} },
        )
    }

    fn look(self) -> AnyView {
        let workshop = self.workshop;
        let wrong = RwSignal::new(None);
        let logo = Memo::new(move |_| {
            let current = workshop.current.get();
            current.and_then(|current| Setting::Logo.of(&current.settings))
        });
        let choose = move |chosen: Option<web_sys::File>| {
            let Some(chosen) = chosen else { return };
            leptos::task::spawn_local(async move {
                let name = chosen.name();
                let ending = name
                    .rsplit_once('.')
                    .map(|(_, ending)| ending.to_ascii_lowercase());
                let path = ending.map(|ending| format!("images/logo.{ending}"));
                let read = file::read(&chosen).await.ok();
                match (path, read) {
                    (Some(path), Some(bytes))
                        if image_type(&path).is_some() && bytes.len() <= 200_000 =>
                    {
                        wrong.set(None);
                        workshop.change(|adaptation| {
                            if let Ok(text) = Setting::Logo.put(&adaptation.settings, &path) {
                                adaptation.settings = text;
                                adaptation.images.insert(path, bytes);
                            }
                        });
                    }
                    _ => wrong.set(Some(words::BAD_LOGO)),
                }
            });
        };
        let take_away = move |_| {
            workshop.change(|adaptation| {
                if let Some(path) = Setting::Logo.of(&adaptation.settings) {
                    adaptation.images.remove(&path);
                }
                if let Ok(text) = Setting::Logo.put(&adaptation.settings, "") {
                    adaptation.settings = text;
                }
            });
            if let Some(field) = dom::anywhere("#adapt_logo") {
                dom::focus(&field);
            }
        };
        let fields = view! {
            {self.field(Setting::Hue, words::HUE.to_owned(), Kind::Number, words::HUE_HINT.to_owned())}
            <div class="field">
                <label for="adapt_logo">{words::LOGO}</label>
                <input id="adapt_logo" type="file" accept="image/png,image/svg+xml,image/jpeg,image/webp" aria-describedby="adapt_logo_hint adapt_logo_wrong"
                    on:change:target=move |event| {
                        choose(event.target().files().and_then(|files| files.get(0)));
                        event.target().set_value("");
                    }/>
                <p class="hint" id="adapt_logo_hint">{words::LOGO_HINT}</p>
                <p class="field__error" role="alert" id="adapt_logo_wrong">{move || wrong.get()}</p>
                {move || logo.get().map(|path| view! {
                    <p class="cluster"><span class="meta">{path}</span>
                        <button type="button" class="button button--plain" on:click=take_away>{words::NO_LOGO}</button></p>
                })}
            </div>
        };
        self.group(words::LOOK, false, fields)
    }
}
