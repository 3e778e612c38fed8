//! A passphrase for a file that is about to leave, and the download itself, locked or open.

use leptos::prelude::*;

use super::{
    download::download,
    passphrase::{NewPassphrase, TypedTwice},
};
use crate::{
    exchange::record_file::RecordFile,
    ui::{cipher, clock},
    wording::file as words,
};

/// Whether a file is to be locked, and with what.
#[derive(Clone, Copy)]
pub struct FileLock {
    wanted: RwSignal<bool>,
    passphrase: NewPassphrase,
    wrong: RwSignal<Option<&'static str>>,
}

impl FileLock {
    /// No lock, until one is asked for.
    pub fn new() -> Self {
        Self {
            wanted: RwSignal::new(false),
            passphrase: NewPassphrase::new(),
            wrong: RwSignal::new(None),
        }
    }

    /// Whether a lock is asked for without a passphrase that will do, which is then said beside the fields.
    pub fn is_wrong(self) -> bool {
        let is_missing = self.passphrase.typed().is_empty();
        let missing = is_missing.then_some(words::TYPE_PASSPHRASE);
        let wanted = self.wanted.get_untracked();
        let wrong = wanted
            .then(|| missing.or(self.passphrase.wrong()))
            .flatten();
        self.wrong.set(wrong);
        wrong.is_some()
    }

    /// The file's text, locked if that is asked for; none where the browser did not lock it.
    pub async fn close(self, file: &RecordFile) -> Option<String> {
        let (wanted, passphrase) = (self.wanted.get_untracked(), self.passphrase.typed());
        let plain = file.to_text();
        if !wanted {
            return Some(plain);
        }
        let locked = cipher::lock_file(&plain, &passphrase).await.ok()?;
        serde_json::to_string(&locked).ok()
    }

    /// Locks the file if that is asked for, offers it to the browser, and says what came of it.
    pub async fn save(self, file: RecordFile) -> String {
        let name = file.file_name(clock::here_now());
        match self.close(&file).await {
            None => words::LOCK_FAILED.to_owned(),
            Some(text) if download(&name, &text) => words::saved(&name),
            Some(_) => words::NOT_SAVED.to_owned(),
        }
    }
}

impl Default for FileLock {
    fn default() -> Self {
        Self::new()
    }
}

/// The choice of a lock, where the browser can lock.
#[component]
pub fn LockChoice(
    /// What is chosen.
    lock: FileLock,
    /// What is asked.
    #[prop(default = words::LOCK_IT)]
    asks: &'static str,
    /// What the passphrase is for.
    #[prop(default = words::FILE_PASSPHRASE)]
    label: &'static str,
) -> impl IntoView {
    if !cipher::is_available() {
        return view! { <p class="hint">{words::NO_LOCK_HERE}</p> }.into_any();
    }
    view! {
        <div class="choice">
            <input type="checkbox" id="save_lock" prop:checked=lock.wanted
                on:change:target=move |event| lock.wanted.set(event.target().checked())/>
            <label for="save_lock">{asks}</label>
        </div>
        <Show when=move || lock.wanted.get()>
            <p class="hint" id="save_lock_help">{words::LOCK_HELP}</p>
            <TypedTwice new=lock.passphrase ids=["save_passphrase", "save_passphrase_again"] label=label
                wrong=lock.wrong described_by="save_lock_help save_wrong"/>
            <p id="save_wrong" class="field__error" role="alert">{move || lock.wrong.get()}</p>
        </Show>
    }
    .into_any()
}
