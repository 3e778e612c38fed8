//! What one argument of `underpin check` names: a pack (a folder, or one file), a unit, or a
//! `pack.toml`.

use std::path::{Path, PathBuf};

use jiff::civil::Date;

use crate::{
    check::{check_pack, check_unit, mend},
    cli::{
        CannotRun,
        folder::{SETTINGS, is_pack_file, plain, read_path, read_text, write_text},
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
    whole: bool,
    files: PackFiles,
    /// What was read from the files.
    pub pack: Pack,
    /// What is wrong.
    pub found: Vec<Diagnostic>,
}

impl Subject {
    /// Reads and checks what stands at a path.
    pub fn read(path: &Path, today: Date) -> Result<Self, CannotRun> {
        let kind = path
            .metadata()
            .map_err(|why| CannotRun::with("read", path, plain(&why)))?;
        if kind.is_dir() || is_pack_file(path) {
            let files = read_path(path)?;
            return Ok(Self::of(path, path, true, files, today));
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
        Ok(Self::of(path, folder, false, files, today))
    }

    fn of(path: &Path, folder: &Path, whole: bool, files: PackFiles, today: Date) -> Self {
        let (pack, found) = match whole {
            true => {
                let read = read_pack(&files);
                let found = check_pack(&files, &read, today);
                (read.value, found)
            }
            false => check_alone(&files, today),
        };
        Self {
            path: path.to_owned(),
            folder: folder.to_owned(),
            whole,
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
        let settings = self.files.settings.iter().map(|text| (SETTINGS, text));
        let units = self.files.units.iter().map(|(name, text)| (&**name, text));
        settings.chain(units).find_map(|(name, text)| {
            let about = self.found.iter().filter(|wrong| wrong.file == name);
            let mended = mend(text, about);
            if mended == *text {
                return None;
            }
            let mut files = self.files.clone();
            match files.units.iter_mut().find(|(unit, _)| unit == name) {
                Some((_, text)) => text.clone_from(&mended),
                None => files.settings = Some(mended.clone()),
            }
            let better = Self::of(&self.path, &self.folder, self.whole, files, today);
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
        if diagnostic.file == SETTINGS {
            return self.files.settings.as_deref().unwrap_or_default();
        }
        let mut units = self.files.units.iter();
        let file = units.find(|(name, _)| *name == diagnostic.file);
        file.map_or("", |(_, text)| text)
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
        found.extend(read.diagnostics);
    }
    for (name, text) in &files.units {
        let source = Source { name, text };
        let read = read_unit(source);
        found.extend(check_unit(source, &read, today));
        pack.units.push(read.value);
    }
    (pack, found)
}
