//! The way from the small program, of the pages where people read and practise, to the learner's
//! whole one, which reads Markdown and opens training: `start.js` starts that in its place.

use base64::{Engine, engine::general_purpose::STANDARD};

use leptos::task::spawn_local;

use super::{
    database::{Database, kept_file::KeptFile},
    nav, storage,
};
use crate::wording::training as words;

/// The key, in a tab's storage, that `start.js` looks for and takes away.
const WANTED: &str = "underpin/whole";

/// Loads the page anew with the whole program. What is kept is kept, and the browser puts back what
/// is chosen in the page.
pub fn start() {
    storage::tab_set(WANTED, "1");
    spawn_local(nav::reload_for_another());
}

/// The key, in a tab's storage, that says that a file waits for the whole program.
const OFFERED: &str = "underpin/offered";

/// The same, and hands it a file that may be training.
///
/// # Errors
/// The browser keeps nothing, so there is no way to hand it over.
pub async fn start_with(bytes: &[u8]) -> Result<(), String> {
    let text = STANDARD.encode(bytes);
    let database = Database::default();
    let kept = database.keep_file(KeptFile::Offered, Some(text)).await;
    kept.map_err(|_| words::CANNOT_READ.to_owned())?;
    storage::tab_set(OFFERED, "1");
    start();
    Ok(())
}

/// Whether a file was handed over.
pub fn is_offered() -> bool {
    storage::tab_get(OFFERED).is_some()
}

/// Takes what was handed over.
pub async fn take_offered() -> Option<Vec<u8>> {
    storage::tab_remove(OFFERED);
    let database = Database::default();
    let offered = database.kept_file(KeptFile::Offered).await;
    // What is left of it is taken by nobody.
    let _ = database.keep_file(KeptFile::Offered, None).await;
    STANDARD.decode(offered.ok()??).ok()
}
