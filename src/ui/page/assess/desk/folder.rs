//! A folder that the browser lets the program read, and write into when it is asked: the File
//! System Access API, where there is one. The folder is kept in mind for as long as the tab is.

use std::cell::RefCell;

use js_sys::{Function, Reflect};
use wasm_bindgen::{JsCast, JsValue};
use wasm_bindgen_futures::JsFuture;
use web_sys::{
    FileSystemDirectoryHandle, FileSystemFileHandle, FileSystemGetFileOptions, FileSystemHandle,
    FileSystemHandleKind, FileSystemWritableFileStream,
};

use super::sources::{Chosen, may_be_record};
use crate::ui::dom;

thread_local! {
    static FOLDER: RefCell<Option<FileSystemDirectoryHandle>> = const { RefCell::new(None) };
}

fn picker() -> Option<Function> {
    let found = Reflect::get(&dom::window(), &"showDirectoryPicker".into()).ok()?;
    found.dyn_into().ok()
}

/// Whether the browser has folders to offer.
pub(in crate::ui::page) fn can_be_picked() -> bool {
    picker().is_some()
}

/// The folder that was picked last.
pub(super) fn kept() -> Option<FileSystemDirectoryHandle> {
    FOLDER.with_borrow(Clone::clone)
}

/// Asks for a folder, keeps it in mind and gives its files; none where the person thought better
/// of it.
///
/// # Errors
/// The browser would not open it.
pub(in crate::ui::page) async fn pick() -> Result<Option<Vec<Chosen>>, JsValue> {
    let Some(picker) = picker() else {
        return Ok(None);
    };
    let asked = picker.call0(&dom::window())?;
    let folder = match JsFuture::from(asked.unchecked_into::<js_sys::Promise>()).await {
        Ok(folder) => folder.dyn_into::<FileSystemDirectoryHandle>()?,
        Err(error) if is_abort(&error) => return Ok(None),
        Err(error) => return Err(error),
    };
    FOLDER.set(Some(folder.clone()));
    files(folder).await.map(Some)
}

fn is_abort(error: &JsValue) -> bool {
    let name = Reflect::get(error, &"name".into()).ok();
    name.and_then(|name| name.as_string()).as_deref() == Some("AbortError")
}

/// All files in a folder and in the folders in it.
async fn files(folder: FileSystemDirectoryHandle) -> Result<Vec<Chosen>, JsValue> {
    let (mut open, mut found) = (vec![folder], Vec::new());
    while let Some(folder) = open.pop() {
        let values = folder.values();
        loop {
            let next = JsFuture::from(values.next()?).await?;
            let next: js_sys::IteratorNext = next.unchecked_into();
            if next.done() {
                break;
            }
            let handle: FileSystemHandle = next.value().unchecked_into();
            if handle.kind() == FileSystemHandleKind::Directory {
                open.push(handle.unchecked_into());
            } else if may_be_record(&handle.name()) {
                found.push(Chosen::Handle(handle.unchecked_into()));
            }
        }
    }
    Ok(found)
}

/// Asks whether the folder may be written into.
pub(super) async fn may_write(folder: &FileSystemDirectoryHandle) -> bool {
    let ask = Reflect::get(folder, &"requestPermission".into());
    let Some(ask) = ask.ok().and_then(|ask| ask.dyn_into::<Function>().ok()) else {
        // A browser that does not ask says so when it is written.
        return true;
    };
    let wanted = js_sys::Object::new();
    let _ = Reflect::set(&wanted, &"mode".into(), &"readwrite".into());
    let Ok(asked) = ask.call1(folder, &wanted) else {
        return false;
    };
    let answer = JsFuture::from(asked.unchecked_into::<js_sys::Promise>()).await;
    answer.is_ok_and(|answer| answer.as_string().as_deref() == Some("granted"))
}

/// Writes a file into the folder, in place of one of the same name.
///
/// # Errors
/// The browser did not write it.
pub(super) async fn write(
    folder: &FileSystemDirectoryHandle,
    name: &str,
    text: &str,
) -> Result<(), JsValue> {
    let options = FileSystemGetFileOptions::new();
    options.set_create(true);
    let file = JsFuture::from(folder.get_file_handle_with_options(name, &options)).await?;
    let file: FileSystemFileHandle = file.dyn_into()?;
    let stream = JsFuture::from(file.create_writable()).await?;
    let stream: FileSystemWritableFileStream = stream.dyn_into()?;
    JsFuture::from(stream.write_with_str(text)?).await?;
    JsFuture::from(stream.close()).await?;
    Ok(())
}
