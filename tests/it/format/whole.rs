//! The files of an example with what they leave out put before them, read and checked.

use jiff::civil::Date;
use underpin::{
    check::{check_pack, check_unit},
    diagnostic::Diagnostic,
    pack::{Pack, Settings},
    read::{PackFiles, Read, read_pack, read_unit},
    source::Source,
    unit::Unit,
};

use super::{adapted, page::ExampleFile};

/// What stands before an example that does not begin with front matter of its own.
const FRONT: &str = "+++\nid = \"example\"\ntitle = \"Example\"\nlevel = 3\nminutes = 5\n+++\n\n";

/// What stands before a `pack.toml` that is not shown whole: one whose block is not named.
pub const SETTINGS: &str =
    "id = \"example\"\ntitle = \"Example\"\nversion = \"1\"\nunits = [\"example\"]\n";

const TODAY: Date = Date::constant(2026, 11, 21);

/// A file of an example as the engine reads it.
pub struct WholeFile {
    pub name: String,
    pub text: String,
    /// How many lines were put before the example's own.
    pub before: usize,
    /// The line of the page on which it begins.
    pub line: usize,
    pub is_settings: bool,
}

/// The file with what it leaves out.
pub fn whole(file: &ExampleFile<'_>) -> WholeFile {
    let has_own = match file.is_settings {
        true => file.name.is_some(),
        false => file.text.starts_with("+++"),
    };
    let before = match (has_own, file.is_settings) {
        (true, _) => "",
        (false, true) => SETTINGS,
        (false, false) => FRONT,
    };
    let default = if file.is_settings {
        "pack.toml"
    } else {
        "example.md"
    };
    // Front matter of its own says what the file is called.
    let id = file
        .text
        .lines()
        .find_map(|line| line.strip_prefix("id = \""));
    let from_id = id.filter(|_| has_own && !file.is_settings);
    let from_id = from_id.map(|id| format!("{}.md", id.trim_end_matches('"')));
    let name = file.name.map(str::to_owned).or(from_id);
    WholeFile {
        name: name.unwrap_or_else(|| default.to_owned()),
        text: format!("{before}{}", file.text),
        before: before.lines().count(),
        line: file.line,
        is_settings: file.is_settings,
    }
}

/// Reads and checks an example. A unit without a `pack.toml` is checked by itself.
pub fn read_and_check(files: &[WholeFile]) -> (Pack, Vec<Diagnostic>) {
    if adapted::is_one(files) {
        return adapted::read_and_check(files, TODAY);
    }
    let settings = files.iter().find(|file| file.is_settings);
    let units: Vec<_> = files.iter().filter(|file| !file.is_settings).collect();
    if let (None, [unit]) = (settings, units.as_slice()) {
        let source = Source {
            name: &unit.name,
            text: &unit.text,
        };
        let read: Read<Unit> = read_unit(source);
        let diagnostics = check_unit(source, &read, TODAY);
        let pack = Pack {
            settings: Settings::default(),
            units: vec![read.value],
        };
        return (pack, diagnostics);
    }
    let mut files = PackFiles {
        settings: settings.map(|file| file.text.clone()),
        units: units
            .iter()
            .map(|file| (file.name.clone(), file.text.clone()))
            .collect(),
        ..PackFiles::default()
    };
    // A `pack.toml` shown by itself is about settings, not about the unit it names.
    if files.units.is_empty() {
        files
            .units
            .push(("example.md".to_owned(), FRONT.to_owned()));
    }
    let read = read_pack(&files);
    let diagnostics = check_pack(&files, &read, TODAY);
    (read.value, diagnostics)
}
