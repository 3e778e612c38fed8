//! Where files come from: a field, a folder's field, or what was dropped.

use js_sys::{Array, Promise};
use wasm_bindgen::{JsCast, JsValue};
use wasm_bindgen_futures::JsFuture;
use web_sys::{
    DragEvent, File, FileList, FileSystemDirectoryEntry, FileSystemEntry, FileSystemFileEntry,
    FileSystemFileHandle,
};

use crate::{ui::part::file, wording::file as words};

/// A file that was chosen and not yet read.
pub(in crate::ui::page) enum Chosen {
    /// It is at hand.
    File(File),
    /// The browser has only said where it is.
    Handle(FileSystemFileHandle),
    /// It came out of an archive.
    Unpacked(String, Vec<u8>),
}

impl Chosen {
    /// The file's name.
    pub(in crate::ui::page) fn name(&self) -> String {
        match self {
            Self::File(file) => file.name(),
            Self::Handle(handle) => handle.name(),
            Self::Unpacked(name, _) => name.clone(),
        }
    }

    /// Whether it came out of an archive.
    pub(in crate::ui::page) fn is_unpacked(&self) -> bool {
        matches!(self, Self::Unpacked(..))
    }

    /// What is in it.
    ///
    /// # Errors
    /// It is larger than any record, or the browser cannot read it.
    pub(in crate::ui::page) async fn read(self) -> Result<Vec<u8>, String> {
        match self {
            Self::Unpacked(_, bytes) => Ok(bytes),
            Self::File(found) => file::read(&found).await,
            Self::Handle(handle) => {
                let found = JsFuture::from(handle.get_file()).await;
                let found = found.and_then(|found| found.dyn_into::<File>());
                match found {
                    Ok(found) => file::read(&found).await,
                    Err(_) => Err(words::CANNOT_READ.to_owned()),
                }
            }
        }
    }
}

/// Whether a file in a folder is looked at: a folder may hold anything.
pub(in crate::ui::page) fn may_be_record(name: &str) -> bool {
    name.to_ascii_lowercase().ends_with(".json") && !name.starts_with('.')
}

/// Files of a field: those that were picked one by one, whatever they are called.
pub(in crate::ui::page) fn picked(list: Option<FileList>) -> Vec<Chosen> {
    files(list).map(Chosen::File).collect()
}

/// Files of a folder's field.
pub(in crate::ui::page) fn in_folder(list: Option<FileList>) -> Vec<Chosen> {
    let records = files(list).filter(|file| may_be_record(&file.name()));
    records.map(Chosen::File).collect()
}

fn files(list: Option<FileList>) -> impl Iterator<Item = File> {
    let length = list.as_ref().map_or(0, FileList::length);
    (0..length).filter_map(move |at| list.as_ref()?.get(at))
}

/// What was dropped: it has to be taken while the event lasts.
pub(in crate::ui::page) struct Dropped {
    entries: Vec<FileSystemEntry>,
    files: Vec<Chosen>,
}

impl Dropped {
    /// Takes what an event brings.
    pub(in crate::ui::page) fn of(event: &DragEvent) -> Self {
        let mut dropped = Self {
            entries: Vec::new(),
            files: Vec::new(),
        };
        let Some(transfer) = event.data_transfer() else {
            return dropped;
        };
        let items = transfer.items();
        for item in (0..items.length()).filter_map(|at| items.get(at)) {
            if let Ok(Some(entry)) = item.webkit_get_as_entry() {
                dropped.entries.push(entry);
            } else if let Ok(Some(file)) = item.get_as_file() {
                dropped.files.push(Chosen::File(file));
            }
        }
        dropped
    }

    /// Every file there is, those in folders too.
    pub(in crate::ui::page) async fn all(self) -> Vec<Chosen> {
        let mut found = self.files;
        let mut open: Vec<(FileSystemEntry, bool)> = Vec::new();
        open.extend(self.entries.into_iter().map(|entry| (entry, true)));
        while let Some((entry, by_hand)) = open.pop() {
            if entry.is_directory() {
                let inside = entries_in(entry.unchecked_into()).await;
                open.extend(inside.into_iter().map(|entry| (entry, false)));
            } else if by_hand || may_be_record(&entry.name()) {
                found.extend(file_of(entry.unchecked_into()).await.map(Chosen::File));
            }
        }
        found
    }
}

async fn file_of(entry: FileSystemFileEntry) -> Option<File> {
    let promise = Promise::new(&mut |resolve, reject| {
        entry.file_with_callback_and_callback(&resolve, &reject);
    });
    JsFuture::from(promise).await.ok()?.dyn_into().ok()
}

/// The browser gives a folder's entries in parts, the last of which is empty.
async fn entries_in(folder: FileSystemDirectoryEntry) -> Vec<FileSystemEntry> {
    let reader = folder.create_reader();
    let mut found = Vec::new();
    loop {
        let promise = Promise::new(&mut |resolve, reject| {
            let read = reader.read_entries_with_callback_and_callback(&resolve, &reject);
            if read.is_err() {
                let _ = reject.call0(&JsValue::NULL);
            }
        });
        let part: Array = match JsFuture::from(promise).await {
            Ok(part) => part.unchecked_into(),
            Err(_) => return found,
        };
        if part.length() == 0 {
            return found;
        }
        found.extend(part.iter().map(JsCast::unchecked_into::<FileSystemEntry>));
    }
}
