//! The learner's record as a file: making one, reading one, and the button that saves a copy at
//! once.

use leptos::prelude::*;
use wasm_bindgen_futures::JsFuture;

use super::download::download;
use crate::{
    exchange::{
        finding::NotOpened,
        record_file::{Header, Kind, Learner, MAX_FILE_BYTES, RecordFile},
    },
    ui::{clock, session::Session},
    wording::file,
};

/// The open record as a file of a kind. None where nobody has done anything yet.
pub fn of(session: Session, kind: Kind) -> Option<RecordFile> {
    let by = session.actor()?;
    let record = session.record();
    let header = Header {
        kind,
        learner: Learner {
            id: by.person,
            name: by.name.clone(),
        },
        written_by: by,
    };
    (!record.is_empty()).then(|| RecordFile::new(header, &record))
}

/// Offers the whole record as a file, with what is being written now, and gives the file's name.
fn save_copy(session: Session) -> Option<String> {
    session.keep_writing();
    let file = of(session, Kind::BackUp)?;
    let name = file.file_name(clock::here_now());
    download(&name, &file.to_text()).then_some(name)
}

/// The bytes of a file that the learner chose.
///
/// # Errors
/// It is larger than any record, or the browser cannot read it.
pub async fn read(chosen: &web_sys::File) -> Result<Vec<u8>, String> {
    if chosen.size() > MAX_FILE_BYTES as f64 {
        return Err(NotOpened::TooLarge.to_string());
    }
    let buffer = JsFuture::from(chosen.array_buffer()).await;
    buffer
        .map(|buffer| js_sys::Uint8Array::new(&buffer).to_vec())
        .map_err(|_| file::CANNOT_READ.to_owned())
}

/// A button that saves the whole record as a file, and says that it has.
#[component]
pub fn SaveCopy(
    /// The session.
    session: Session,
    /// The button's words.
    #[prop(default = file::SAVE_NOW)]
    words: &'static str,
    /// Set when a file was saved.
    #[prop(optional)]
    saved: Option<RwSignal<bool>>,
) -> impl IntoView {
    let said = RwSignal::new(None);
    let save = move |_| {
        let name = save_copy(session);
        if let (Some(saved), Some(_)) = (saved, &name) {
            saved.set(true);
        }
        said.set(Some(match name {
            Some(name) => file::saved(&name),
            None => file::NOTHING_YET.to_owned(),
        }));
    };
    view! {
        <div class="stack">
            <p><button type="button" class="button button--quiet" data-action="save-copy" on:click=save>{words}</button></p>
            <p class="hint" role="status">{move || said.get()}</p>
        </div>
    }
}
