//! Fields for a passphrase. A new one is typed twice, because nobody sees what she types and a slip would lock
//! for good.

use leptos::prelude::*;

use crate::wording::settings;

/// A passphrase that is being chosen.
#[derive(Clone, Copy)]
pub struct NewPassphrase {
    typed: RwSignal<String>,
    again: RwSignal<String>,
}

impl NewPassphrase {
    /// With nothing typed yet.
    pub fn new() -> Self {
        Self {
            typed: RwSignal::new(String::new()),
            again: RwSignal::new(String::new()),
        }
    }

    /// What was typed, the first time.
    pub fn typed(self) -> String {
        self.typed.get_untracked()
    }

    /// Why it will not do.
    pub fn wrong(self) -> Option<&'static str> {
        let typed = self.typed.read_untracked();
        if typed.chars().count() < settings::SHORTEST {
            Some(settings::TOO_SHORT)
        } else if *typed != *self.again.read_untracked() {
            Some(settings::NOT_THE_SAME)
        } else {
            None
        }
    }

    /// Takes away what was typed.
    pub fn clear(self) {
        self.typed.set(String::new());
        self.again.set(String::new());
    }
}

impl Default for NewPassphrase {
    fn default() -> Self {
        Self::new()
    }
}

/// The two fields of a new passphrase.
#[component]
pub fn TypedTwice(
    /// What is typed.
    new: NewPassphrase,
    /// The ids of the two fields.
    ids: [&'static str; 2],
    /// The label of the first.
    label: &'static str,
    /// What was typed wrong.
    wrong: RwSignal<Option<&'static str>>,
    /// The ids of what else describes the first.
    #[prop(default = "")]
    described_by: &'static str,
) -> impl IntoView {
    let [first, second] = ids;
    view! {
        <Typed id=first label=label value=new.typed hint=settings::NEW_HELP autocomplete="new-password" wrong=wrong described_by=described_by/>
        <Typed id=second label=settings::AGAIN value=new.again autocomplete="new-password" wrong=wrong/>
    }
}

/// A field for a passphrase.
#[component]
pub fn Typed(
    /// Its id.
    id: &'static str,
    /// Its label.
    label: &'static str,
    /// What is typed.
    value: RwSignal<String>,
    /// Help under the label.
    #[prop(optional)]
    hint: Option<&'static str>,
    /// What a browser may fill in.
    autocomplete: &'static str,
    /// What was typed wrong.
    wrong: RwSignal<Option<&'static str>>,
    /// The ids of what else describes it.
    #[prop(default = "")]
    described_by: &'static str,
) -> impl IntoView {
    let help = format!("{id}_help");
    let own = hint.map_or("", |_| &*help);
    let described_by = format!("{own} {described_by}").trim().to_owned();
    view! {
        <div class="field">
            <label for=id>{label}</label>
            {hint.map(|hint| view! { <p class="hint" id=help.clone()>{hint}</p> })}
            <input id=id type="password" autocomplete=autocomplete autocapitalize="none" spellcheck="false"
                aria-describedby=(!described_by.is_empty()).then_some(described_by)
                aria-invalid=move || wrong.get().is_some().then_some("true")
                prop:value=value on:input:target=move |event| value.set(event.target().value())/>
        </div>
    }
}
