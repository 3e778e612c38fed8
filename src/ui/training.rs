//! Training that is open in place of the site's own: out of a file, from an address of this site,
//! or carried by the one file that everything is in. It is kept on the device, and its pages are
//! drawn here by the engine.

use std::{cell::RefCell, rc::Rc, sync::Arc};

use base64::{Engine, engine::general_purpose::STANDARD};
use leptos::task::spawn_local;
use serde::{Deserialize, Serialize};
use web_sys::Url;

use super::{
    address,
    content::Loaded,
    database::{Database, kept_file::KeptFile},
    dom, fetch,
    slots::PREFIX,
    storage, whole,
};
use crate::{
    adapt::{Adaptation, apply, folder::NotAnAdaptation},
    diagnostic::Severity,
    exchange::pack_file,
    id::UnitId,
    pack::{Pack, Settings},
    read::{PackFiles, read_pack, read_settings},
    route::Route,
    site,
    source::Source,
    wording::training as words,
};

/// Training that is open.
#[derive(Debug)]
pub struct Training {
    /// Where it came from.
    pub origin: Origin,
    /// Its settings.
    pub settings: Loaded<Settings>,
    /// Its files.
    pub files: PackFiles,
    pack: Pack,
}

/// Where training came from.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "kebab-case")]
pub enum Origin {
    /// An address of this site, from its root.
    Address(String),
    /// A file that somebody chose.
    File,
    /// The file that everything is in.
    Carried,
    /// The adaptation that somebody tries in this tab.
    Trial,
}

thread_local! {
    static OPEN: RefCell<Option<Rc<Training>>> = const { RefCell::new(None) };
    static REFUSED: RefCell<Option<String>> = const { RefCell::new(None) };
    static TROUBLE: RefCell<Option<String>> = const { RefCell::new(None) };
}

/// The key in local storage that says, at once, that there is training in the database.
fn note() -> String {
    format!("{PREFIX}training")
}

/// The training that is open, if it is not the site's own.
pub fn current() -> Option<Rc<Training>> {
    OPEN.with_borrow(Clone::clone)
}

/// What there is to say of the opening, once.
pub fn take_trouble() -> Option<String> {
    TROUBLE.take()
}

/// Why a file was refused that another program handed over, once.
pub fn take_refusal() -> Option<String> {
    REFUSED.take()
}

/// Whether any training is asked for or kept, so that the page has to wait for it.
pub fn is_wanted() -> bool {
    address::is_one_file()
        || storage::is_trial()
        || asked().is_some()
        || whole::is_offered()
        || storage::get(&note()).is_some()
}

/// What `?pack=` asks for.
fn asked() -> Option<String> {
    let url = Url::new(&address::whole()).ok()?;
    url.search_params()
        .get("pack")
        .filter(|asked| !asked.is_empty())
}

/// Opens what is asked for, or what was kept.
pub async fn start() {
    if address::is_one_file() {
        let place = dom::document().get_element_by_id("page_pack");
        carried(
            place.and_then(|place| place.text_content()),
            Origin::Carried,
        );
        return;
    }
    if storage::is_trial() {
        carried(storage::tab_get(storage::TRIAL), Origin::Trial);
        return;
    }
    if whole::is_offered()
        && let Some(bytes) = whole::take_offered().await
    {
        match keep(&bytes, Origin::File).await {
            Ok(()) => return,
            Err(why) => REFUSED.set(Some(why)),
        }
    }
    let note = storage::get(&note());
    if let Some(asked) = asked() {
        match from_address(&asked).await {
            Ok(()) => return,
            // Without a network, what was kept of it is as good.
            Err(_) if note.as_deref().map(origin) == Some(Origin::Address(asked)) => {}
            Err(why) => TROUBLE.set(Some(why)),
        }
    }
    if let Some(note) = note {
        kept(&note).await;
    }
}

/// The file that everything is in carries its training as text, and so does a tab for trying one.
fn carried(text: Option<String>, origin: Origin) {
    let bytes = text.and_then(|text| STANDARD.decode(text.trim()).ok());
    let opened = bytes.map(|bytes| open(&bytes, origin));
    match opened {
        Some(Ok(training)) => OPEN.set(Some(Rc::new(training))),
        Some(Err(why)) => TROUBLE.set(Some(why)),
        None => {}
    }
}

async fn from_address(asked: &str) -> Result<(), String> {
    let whole = address::on_this_site(asked).ok_or_else(|| words::ELSEWHERE.to_owned())?;
    let fetched = fetch::bytes(&whole).await;
    let bytes = fetched.map_err(|why| words::not_had(asked, &why.to_string()))?;
    keep(&bytes, Origin::Address(asked.to_owned())).await
}

/// Where the training that is kept came from.
fn origin(note: &str) -> Origin {
    serde_json::from_str(note).unwrap_or(Origin::File)
}

async fn kept(note: &str) {
    let origin = origin(note);
    let text = Database::default()
        .kept_file(KeptFile::Training)
        .await
        .ok()
        .flatten();
    let bytes = text.and_then(|text| STANDARD.decode(text).ok());
    let opened = bytes.and_then(|bytes| Some((open(&bytes, origin.clone()).ok()?, bytes)));
    let Some((training, bytes)) = opened else {
        TROUBLE.set(Some(words::DAMAGED.to_owned()));
        return;
    };
    OPEN.set(Some(Rc::new(training)));
    if let Origin::Address(address) = origin {
        spawn_local(renew(address, bytes));
    }
}

/// Keeps what the address has by now, for the next time. Where nothing answers, nothing changes.
async fn renew(asked: String, before: Vec<u8>) {
    let Some(whole) = address::on_this_site(&asked) else {
        return;
    };
    if let Ok(bytes) = fetch::bytes(&whole).await
        && bytes != before
        && open(&bytes, Origin::Address(asked)).is_ok()
    {
        let _ = Database::default()
            .keep_file(KeptFile::Training, Some(STANDARD.encode(bytes)))
            .await;
    }
}

/// Opens training and keeps it on this device. Pages from now on are its own.
///
/// # Errors
/// It is no training; nothing has changed.
pub async fn keep(bytes: &[u8], origin: Origin) -> Result<(), String> {
    let training = open(bytes, origin)?;
    let noted = serde_json::to_string(&training.origin).unwrap_or_default();
    OPEN.set(Some(Rc::new(training)));
    let text = STANDARD.encode(bytes);
    let kept = Database::default()
        .keep_file(KeptFile::Training, Some(text))
        .await;
    if kept.is_err() || storage::set(&note(), &noted).is_err() {
        TROUBLE.set(Some(words::NOT_KEPT.to_owned()));
    }
    Ok(())
}

/// Opens a tab in which a pack is tried, given as its file. Says whether there was room for it.
pub fn try_in_new_tab(bytes: &[u8], address: &str) -> bool {
    // A new tab gets a copy of this one's storage.
    storage::tab_set(storage::TRIAL, &STANDARD.encode(bytes));
    let fits = storage::is_trial();
    let opened = fits.then(|| dom::window().open_with_url_and_target(address, "_blank"));
    storage::tab_remove(storage::TRIAL);
    matches!(opened, Some(Ok(Some(_))))
}

/// Goes back to the site's own training.
pub async fn forget() {
    OPEN.set(None);
    storage::remove(&note());
    // What is left of it is opened by nobody.
    let _ = Database::default()
        .keep_file(KeptFile::Training, None)
        .await;
}

fn open(bytes: &[u8], origin: Origin) -> Result<Training, String> {
    let files = files(bytes)?;
    let text = files.settings.clone().unwrap_or_default();
    let mut settings = read_settings(Source {
        name: pack_file::SETTINGS,
        text: &text,
    });
    // Records are kept under the id that stands there. Other mistakes are told where they matter.
    let has_id = settings.value.id != Settings::default().id;
    let wrong = settings.diagnostics.iter();
    if let Some(wrong) = wrong
        .filter(|wrong| !has_id && wrong.severity() == Severity::Error)
        .min_by_key(|wrong| wrong.span.start)
    {
        let (start, _) = wrong.positions(&text);
        return Err(words::settings_wrong(start.line, &wrong.message));
    }
    let mut pack = read_pack(&files).value;
    let (images, units) = (files.carried_images().into(), files.unit_ids().into());
    for fillings in [&mut settings.value.fillings, &mut pack.settings.fillings] {
        fillings.images = Arc::clone(&images);
        fillings.units = Some(Arc::clone(&units));
    }
    Ok(Training {
        origin,
        settings: Loaded::new(settings, text),
        files,
        pack,
    })
}

/// The files of a pack, or of an adaptation laid over its original: whoever is given a zip file need
/// not know which it is.
fn files(bytes: &[u8]) -> Result<PackFiles, String> {
    match Adaptation::read(bytes) {
        Ok(adaptation) => Ok(apply(&adaptation).files),
        Err(why @ NotAnAdaptation::NoOriginal) => Err(why.to_string()),
        Err(NotAnAdaptation::NotOne | NotAnAdaptation::Pack(_)) => {
            pack_file::read(bytes).map_err(|why| why.to_string())
        }
    }
}

impl Training {
    /// The text of a unit's file.
    pub fn unit(&self, id: &UnitId) -> Option<&str> {
        self.files.unit(id)
    }

    /// A page as the text of its file; where this training has no such page, the page that says so.
    pub fn page(&self, route: &Route, root: &str) -> (Route, String) {
        let source = site::source::of_page(&self.files, route);
        let page = |route: &Route, source: &str| match address::is_package() {
            true => site::page_in_package(&self.pack, route, source),
            false => site::page(&self.pack, route, source, root),
        };
        let page = page(route, &source).or_else(|| page(&Route::NotFound, ""));
        let Some(page) = page else {
            unreachable!("every pack has the page for what is not there")
        };
        let html = site::document(&self.pack.settings, &page, &site::Loads::default(), root);
        (page.route, html)
    }
}

/// Draws the page at an address, as far as the training that is open has it.
pub fn draw(page: &str) -> Option<(Route, String)> {
    let training = current()?;
    let root = address::root_anywhere();
    let route = match (address::route(page), address::is_one_file()) {
        (Some(route), true) if route.is_desk() => {
            let page = site::desk_elsewhere(&training.pack.settings, &root);
            let loads = site::Loads::default();
            let html = site::document(&training.pack.settings, &page, &loads, &root);
            return Some((page.route, html));
        }
        // The desk is another program, on pages of its own.
        (Some(route), false) if route.is_desk() => return None,
        (Some(route), _) => route,
        (None, true) => Route::NotFound,
        (None, false) => return None,
    };
    Some(training.page(&route, &root))
}
