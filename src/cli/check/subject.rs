//! What one argument of `underpin check` names: a pack or an adaptation (a folder, or one file), a
//! unit or its changes, or a `pack.toml`.

use std::path::{Path, PathBuf};

use jiff::civil::Date;

use crate::{
    adapt::{
        Adaptation, apply, changes_of, check_adaptation,
        folder::{ORIGINAL, is_adaptation},
        read_changes, read_own,
    },
    check::{check_pack, check_unit, mend},
    cli::{
        CannotRun,
        folder::{Found, SETTINGS, is_pack_file, plain, read_any, read_text, write_text},
    },
    diagnostic::{Diagnostic, Severity},
    pack::{Pack, Settings},
    read::{PackFiles, read_pack, read_settings, read_unit},
    source::Source,
};

/// Files that are checked together, and what was found.
pub(super) struct Subject {
    /// The path, as it was typed.
    pub path: PathBuf,
    /// The files' folder, as it was typed.
    pub folder: PathBuf,
    files: Files,
    /// What was read from the files.
    pub pack: Pack,
    /// What is wrong.
    pub found: Vec<Diagnostic>,
}

/// What is checked.
#[derive(Clone)]
enum Files {
    /// A whole pack.
    Pack(PackFiles),
    /// A unit or a `pack.toml` by itself.
    Alone(PackFiles),
    /// An adaptation with its original.
    Adaptation(Box<Adaptation>),
}

impl Files {
    fn check(&self, today: Date) -> (Pack, Vec<Diagnostic>) {
        match self {
            Self::Pack(files) => {
                let read = read_pack(files);
                let found = check_pack(files, &read, today);
                (read.value, found)
            }
            Self::Alone(files) => check_alone(files, today),
            Self::Adaptation(adaptation) => {
                let pack = read_pack(&apply(adaptation).files).value;
                (pack, check_adaptation(adaptation, today))
            }
        }
    }

    /// The files that somebody may edit, with their texts.
    fn own(&self) -> Vec<(&str, &str)> {
        let (settings, units) = match self {
            Self::Pack(files) | Self::Alone(files) => (files.settings.as_deref(), &files.units),
            Self::Adaptation(adaptation) => (Some(adaptation.settings.as_str()), &adaptation.units),
        };
        let units = units
            .iter()
            .map(|(name, text)| (name.as_str(), text.as_str()));
        settings
            .map(|text| (SETTINGS, text))
            .into_iter()
            .chain(units)
            .collect()
    }

    /// The same with another text in one of the files.
    fn with(&self, name: &str, text: &str) -> Self {
        let mut files = self.clone();
        let (settings, units) = match &mut files {
            Self::Pack(files) | Self::Alone(files) => (files.settings.as_mut(), &mut files.units),
            Self::Adaptation(adaptation) => (Some(&mut adaptation.settings), &mut adaptation.units),
        };
        let unit = units.iter_mut().find(|(unit, _)| unit == name);
        if let Some(file) = unit.map(|(_, text)| text).or(settings) {
            text.clone_into(file);
        }
        files
    }

    fn text(&self, name: &str) -> &str {
        if let Some((_, text)) = self.own().iter().find(|(file, _)| *file == name) {
            return text;
        }
        let (Self::Adaptation(adaptation), Some(name)) = (self, name.strip_prefix(ORIGINAL)) else {
            return "";
        };
        if name == SETTINGS {
            return adaptation.original.settings.as_deref().unwrap_or_default();
        }
        let mut units = adaptation.original.units.iter();
        units
            .find(|(unit, _)| unit == name)
            .map_or("", |(_, text)| text)
    }
}

impl Subject {
    /// Reads and checks what stands at a path.
    pub fn read(path: &Path, today: Date) -> Result<Self, CannotRun> {
        let kind = path
            .metadata()
            .map_err(|why| CannotRun::with("read", path, plain(&why)))?;
        if kind.is_dir() || is_pack_file(path) {
            let files = match read_any(path)? {
                Found::Pack(files) => Files::Pack(files),
                Found::Adaptation(adaptation) => Files::Adaptation(adaptation),
            };
            return Ok(Self::of(path, path, files, today));
        }
        let text = read_text(path)?;
        let name = path.file_name().unwrap_or_default().to_string_lossy();
        let mut files = PackFiles::default();
        if name == SETTINGS {
            files.settings = Some(text);
        } else if name.ends_with(".md") {
            files.units.push((name.into_owned(), text));
        } else {
            return Err(CannotRun(format!(
                "{} is neither a unit (a file ending in .md) nor a {SETTINGS} nor a pack (a folder, \
                 or a file ending in .zip)",
                path.display()
            )));
        }
        let folder = path.parent().unwrap_or(Path::new(""));
        Ok(Self::of(path, folder, Files::Alone(files), today))
    }

    fn of(path: &Path, folder: &Path, files: Files, today: Date) -> Self {
        let (pack, found) = files.check(today);
        Self {
            path: path.to_owned(),
            folder: folder.to_owned(),
            files,
            pack,
            found,
        }
    }

    /// Makes the changes that diagnostics offer, file by file, as long as each leaves fewer errors
    /// than there were, and writes the files. Gives the names of those it wrote.
    pub fn mend(&mut self, today: Date) -> Result<Vec<String>, CannotRun> {
        if is_pack_file(&self.path) {
            return Err(CannotRun(format!(
                "{} is one file, and is not mended as such: unpack it, and mend the folder",
                self.path.display()
            )));
        }
        let mut written: Vec<String> = Vec::new();
        while let Some((name, text, better)) = self.better(today) {
            write_text(&self.folder.join(&name), &text)?;
            *self = better;
            if !written.contains(&name) {
                written.push(name);
            }
        }
        Ok(written)
    }

    /// A file that its fixes make better, its text then, and what is wrong then.
    fn better(&self, today: Date) -> Option<(String, String, Self)> {
        self.files.own().into_iter().find_map(|(name, text)| {
            let about = self.found.iter().filter(|wrong| wrong.file == name);
            let mended = mend(text, about);
            if mended == *text {
                return None;
            }
            let files = self.files.with(name, &mended);
            let better = Self::of(&self.path, &self.folder, files, today);
            let fewer = better.count(Severity::Error) < self.count(Severity::Error);
            fewer.then(|| (name.to_owned(), mended, better))
        })
    }

    /// How many diagnostics of a severity there are.
    pub fn count(&self, severity: Severity) -> usize {
        let found = self.found.iter();
        found.filter(|wrong| wrong.severity() == severity).count()
    }

    /// The text that a diagnostic is about.
    pub fn text(&self, diagnostic: &Diagnostic) -> &str {
        self.files.text(&diagnostic.file)
    }

    /// The path of the file that a diagnostic is about, as the person who typed the path knows it.
    pub fn file(&self, diagnostic: &Diagnostic) -> String {
        self.folder.join(&diagnostic.file).display().to_string()
    }
}

/// One file without its pack.
fn check_alone(files: &PackFiles, today: Date) -> (Pack, Vec<Diagnostic>) {
    let mut pack = Pack {
        settings: Settings::default(),
        units: Vec::new(),
    };
    let mut found = Vec::new();
    if let Some(text) = &files.settings {
        let name = SETTINGS;
        let read = read_settings(Source { name, text });
        pack.settings = read.value;
        found.extend(match is_adaptation(text) {
            true => read_own(text).diagnostics,
            false => read.diagnostics,
        });
    }
    for (name, text) in &files.units {
        let source = Source { name, text };
        if changes_of(text).is_some() {
            found.extend(read_changes(source).diagnostics);
            continue;
        }
        let read = read_unit(source);
        found.extend(check_unit(source, &read, today));
        pack.units.push(read.value);
    }
    (pack, found)
}
