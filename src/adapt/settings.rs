//! An adaptation's own `pack.toml`: what it is called, which original it is for, and every setting
//! that it puts in place of the original's.

use std::collections::BTreeMap;

use jiff::civil::Date;
use serde::{Deserialize, Serialize};
use toml_edit::{DocumentMut, Item, TableLike, value};

use crate::{
    diagnostic::{Code, Diagnostic},
    digest,
    id::{PackId, UnitId},
    nation::Nation,
    pack::{FillingKind, Place, Settings},
    read::{PackFiles, Read, Table, read_settings_of},
    source::{Source, Span},
};

/// What an adaptation is for.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Own {
    /// Its id, which goes into records beside the original's.
    pub id: Option<PackId>,
    /// Its name, as learners see it.
    pub title: String,
    /// Its version, as its author counts.
    pub version: String,
    /// The original.
    pub adapts: Option<Adapts>,
    /// The units in its own order; none for the original's order.
    pub units: Option<Vec<UnitId>>,
    /// Its own pass marks of scenarios, in hundredths.
    pub pass_marks: BTreeMap<Place, u8>,
    /// When it checks units again.
    pub review: BTreeMap<UnitId, Date>,
}

/// Which original an adaptation was made for.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Adapts {
    /// The original's id.
    pub pack: PackId,
    /// Its version.
    pub version: String,
    /// What it was, byte for byte.
    pub hash: PackHash,
}

/// A pack's files, byte for byte: a SHA-256 in hexadecimal digits.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(transparent)]
pub struct PackHash(String);

impl PackHash {
    /// The hash of these files.
    pub fn of(files: &PackFiles) -> Self {
        let mut units: Vec<_> = files.units.iter().collect();
        units.sort();
        let settings = files.settings.as_deref().unwrap_or_default();
        let units = units
            .into_iter()
            .flat_map(|(name, text)| [&**name, &**text]);
        Self(digest::hex(&digest::of_all(
            std::iter::once(settings).chain(units),
        )))
    }

    /// As it is written.
    pub fn as_str(&self) -> &str {
        &self.0
    }
}

/// The keys that are an adaptation's own, and do not go over the original's.
const OWN: [&str; 7] = [
    "id",
    "version",
    "adapts",
    "units",
    "locked",
    "pass_marks",
    "review",
];

/// The table of where learners are assessed.
const CENTRE: &str = "centre";

/// The name of an adaptation's settings, which is a pack's.
pub const SETTINGS: &str = "pack.toml";

/// Reads an adaptation's `pack.toml`, telling everything that is wrong with it.
pub fn read_own(text: &str) -> Read<Own> {
    let source = Source {
        name: SETTINGS,
        text,
    };
    let mut found = Vec::new();
    let whole = Span::new(0, text.len());
    let mut table = Table::parse(source, whole, SETTINGS, &mut found);
    let mut own = Own::default();
    let mut adapts = table.inner("adapts", &mut found);
    let pack = adapts.string("pack", &mut found);
    let version = adapts.string("version", &mut found);
    let hash = adapts.string("hash", &mut found);
    if let (Some((pack, span)), Some((version, _)), Some((hash, _))) = (pack, version, hash) {
        match pack.parse() {
            Ok(pack) => {
                own.adapts = Some(Adapts {
                    pack,
                    version,
                    hash: PackHash(hash),
                });
            }
            Err(wrong) => found.push(bad_id(source, span, &format!("`{pack}`: {wrong}"))),
        }
    } else {
        found.push(
            Diagnostic::new(
                Code::OtherBase,
                source,
                whole.find(text, "[adapts]").first_line(text),
                "the adaptation does not say which original it is for",
            )
            .help("write `[adapts]` with `pack`, `version` and `hash`; `underpin adapt new` does"),
        );
    }
    adapts.finish(&["pack", "version", "hash"], &mut found);
    let mut marks = table.inner("pass_marks", &mut found);
    for entry in marks.take_all() {
        let (key, span) = (entry.key.clone(), entry.key_span);
        let mark = entry
            .value
            .as_integer()
            .and_then(|number| u8::from_str_radix(number.as_str(), number.radix()).ok());
        match (key.parse::<Place>(), mark.filter(|mark| *mark <= 100)) {
            (Ok(place), Some(mark)) => {
                own.pass_marks.insert(place, mark);
            }
            (Err(wrong), _) => found.push(bad_id(source, span, &wrong.to_string())),
            (Ok(_), None) => marks.wrong_kind(&entry, "a whole number from 0 to 100", &mut found),
        }
    }
    let mut review = table.inner("review", &mut found);
    let units: Vec<(String, Span)> = review
        .keys()
        .map(|(key, span)| (key.to_owned(), span))
        .collect();
    for (unit, span) in units {
        let date = review.date(&unit, &mut found);
        match (unit.parse::<UnitId>(), date) {
            (Ok(unit), Some(date)) => {
                own.review.insert(unit, date);
            }
            (Err(wrong), _) => found.push(bad_id(source, span, &format!("`{unit}`: {wrong}"))),
            (Ok(_), None) => {}
        }
    }
    // Whether somebody has a name is seen once the original is under it.
    table.inner(FillingKind::Contact.table(), &mut found);
    let has_units = table.keys().any(|(key, _)| key == "units");
    // Everything else is read as any pack's settings are.
    let settings = read_settings_of(table, source, &mut found);
    found.sort_by_key(|diagnostic| diagnostic.span);
    own.id = text_of(text, "id").and_then(|id| id.parse().ok());
    own.title = settings.title;
    own.version = settings.version;
    own.units = has_units.then_some(settings.order);
    Read {
        value: own,
        diagnostics: found,
    }
}

fn bad_id(source: Source<'_>, span: Span, message: &str) -> Diagnostic {
    Diagnostic::new(Code::BadId, source, span, message)
        .help("write a unit’s file without `.md`, or `unit/id` for something in it")
}

fn text_of(text: &str, key: &str) -> Option<String> {
    let document: DocumentMut = text.parse().ok()?;
    document.get(key)?.as_str().map(str::to_owned)
}

/// The original's settings with the adaptation's over them, as the text of a `pack.toml`. What
/// cannot be read of either stays the original's.
pub(super) fn merged(base: &str, own: &Own, text: &str, order: &[UnitId]) -> String {
    let (Ok(mut merged), Ok(over)) = (base.parse::<DocumentMut>(), text.parse::<DocumentMut>())
    else {
        return base.to_owned();
    };
    for (key, item) in over.iter().filter(|(key, _)| !OWN.contains(key)) {
        match (
            item.as_table_like(),
            merged.get_mut(key).and_then(Item::as_table_like_mut),
        ) {
            (Some(over), Some(under)) => lay_over(key, under, over),
            _ => {
                merged.insert(key, item.clone());
            }
        }
    }
    if own.units.is_some() || is_longer(&merged, order) {
        merged["units"] = value(a_unit_a_line(order));
    }
    if let Some(id) = &own.id {
        let mut adaptation = toml_edit::Table::new();
        adaptation.insert("id", value(id.as_str()));
        adaptation.insert("version", value(own.version.as_str()));
        merged.insert("adaptation", Item::Table(adaptation));
    }
    merged.to_string()
}

fn is_longer(merged: &DocumentMut, order: &[UnitId]) -> bool {
    let units = merged.get("units").and_then(Item::as_array);
    units.map_or(0, toml_edit::Array::len) != order.len()
}

/// Puts every key of `over` in the place of the one below it. A value that is a table itself (a
/// contact, a criterion, a role) is replaced whole, so that no telephone number of the original's is left
/// beside a name of the employer's. Two are laid over key by key in their turn: a contact to whom she gives
/// no name is still the original's, whom she says how to reach; and each unit has a reference of its own.
fn lay_over(table: &str, under: &mut dyn TableLike, over: &dyn TableLike) {
    for (key, item) in over.iter() {
        let is_for_below = |inner: &dyn TableLike| {
            table == CENTRE || table == FillingKind::Contact.table() && !inner.contains_key("name")
        };
        let below = under.get_mut(key).and_then(Item::as_table_like_mut);
        match (item.as_table_like(), below) {
            (Some(inner), Some(below)) if is_for_below(inner) => {
                for (key, item) in inner.iter() {
                    below.insert(key, item.clone());
                }
            }
            _ => {
                under.insert(key, item.clone());
            }
        }
    }
}

/// The settings of a new adaptation: every word of the original's that can be put otherwise stands
/// there behind a `#`, to be uncovered and changed.
pub(super) fn begun(
    base: &Settings,
    hash: &PackHash,
    id: &PackId,
    title: &str,
    nation: Option<Nation>,
) -> String {
    let text = |text: &str| toml_edit::Value::from(text).to_string().trim().to_owned();
    let mut own = format!(
        "id = {}\ntitle = {}\nversion = \"1.0.0\"\n",
        text(id.as_str()),
        text(title)
    );
    match nation {
        Some(nation) => own.push_str(&format!("nation = \"{}\"\n", nation.key())),
        None => own.push_str(&format!("# nation = \"{}\"\n", base.nation.key())),
    }
    own.push_str("\n# Take away the # before a line to say it in your own words.\n");
    let fillings = &base.fillings;
    for (table, words) in [("terms", &fillings.terms), ("policies", &fillings.policies)] {
        own.push_str(&format!("[{table}]\n"));
        for (key, words) in words {
            own.push_str(&format!("# {key} = {}\n", text(words)));
        }
        own.push('\n');
    }
    own.push_str("[contacts]\n");
    for (key, contact) in &fillings.contacts {
        own.push_str(&format!("# {key} = {{ name = {} }}\n", text(&contact.name)));
    }
    own.push_str(&format!(
        "\n# The original that this is laid over. `underpin adapt update` takes a new one.\n\
         [adapts]\npack = {}\nversion = {}\nhash = \"{}\"\n",
        text(base.id.as_str()),
        text(&base.version),
        hash.as_str()
    ));
    own
}

/// The settings with the units in this order; unchanged where they cannot be read.
pub fn put_order(text: &str, order: &[UnitId]) -> String {
    let Ok(mut document) = text.parse::<DocumentMut>() else {
        return text.to_owned();
    };
    document["units"] = value(a_unit_a_line(order));
    document.to_string()
}

/// A list with a line for each unit, so that differences are read line by line.
fn a_unit_a_line(order: &[UnitId]) -> toml_edit::Array {
    let mut units: toml_edit::Array = order.iter().map(UnitId::as_str).collect();
    for unit in units.iter_mut() {
        unit.decor_mut().set_prefix("\n    ");
    }
    units.set_trailing("\n");
    units.set_trailing_comma(true);
    units
}

#[cfg(test)]
mod tests {
    use jiff::civil::date;

    use super::*;
    use crate::{
        adapt::{Adaptation, apply, check_adaptation},
        read::read_pack,
        source::Position,
    };

    #[test]
    fn each_unit_has_a_reference_of_its_own_and_a_role_is_replaced_whole() {
        let base = "id = \"base\"\nunits = [\"gifts\", \"more\"]\n\n\
                    [centre]\nname = \"Theirs\"\nservice = \"Homes\"\n\n\
                    [centre.unit_refs]\ngifts = \"M/1\"\nmore = \"M/2\"\n\n\
                    [roles.cook]\ntitle = \"Cook\"\nunits = [\"gifts\"]\n";
        let ours = "[centre]\nname = \"Ours\"\n\n[centre.unit_refs]\nmore = \"O/2\"\n\n\
                    [roles.cook]\ntitle = \"Chef\"\n";
        let merged = merged(base, &Own::default(), ours, &[]);
        let settings = crate::read::read_settings(Source {
            name: SETTINGS,
            text: &merged,
        });
        let settings = settings.value;
        let centre = &settings.centre;
        assert_eq!((&*centre.name, &*centre.service), ("Ours", "Homes"));
        let references: Vec<_> = centre.unit_refs.values().map(String::as_str).collect();
        assert_eq!(references, ["M/1", "O/2"]);
        let [cook] = &settings.roles[..] else {
            panic!("{merged}");
        };
        assert_eq!((&*cook.title, cook.units.len()), ("Chef", 0));
    }

    #[test]
    fn a_setting_that_does_not_do_is_told_at_its_own_line_and_once() {
        let unit = |id: &str, words: &str| {
            let text = format!(
                "+++\nid = \"{id}\"\ntitle = \"A\"\nlevel = 2\nminutes = 5\n+++\n\n{words}\n"
            );
            (format!("{id}.md"), text)
        };
        let base = "id = \"base\"\ntitle = \"Base\"\nversion = \"1\"\nunits = [\"gifts\", \"more\"]\n\n\
                    [policies]\ngifts = \"Say no.\"\n";
        let ours = Adaptation {
            settings: "id = \"ours\"\ntitle = \"Ours\"\nversion = \"1\"\nunits = [\"gifts\", \"gone\", \"more\"]\n\n\
                       [policies]\ngifts = \"\"\nkeys = \"\"\n\n[review]\ngone = 2027-01-31\n\n\
                       [adapts]\npack = \"base\"\nversion = \"1\"\nhash = \"\"\n"
                .to_owned(),
            original: PackFiles {
                settings: Some(base.to_owned()),
                units: vec![unit("gifts", "{{policy:gifts}}"), unit("more", "{{policy:gifts}}")],
                ..PackFiles::default()
            },
            ..Adaptation::default()
        };
        let found = check_adaptation(&ours, date(2026, 11, 27));
        let line = |wrong: &Diagnostic| {
            let line = Position::of(&ours.settings, wrong.span.start).line;
            ours.settings.lines().nth(line - 1).unwrap().to_owned()
        };
        let told = |code: Code| -> Vec<(&str, String)> {
            let found = found.iter().filter(|wrong| wrong.code == code);
            found
                .map(|wrong| (wrong.file.as_str(), line(wrong)))
                .collect()
        };
        let at = |line: &str| vec![(SETTINGS, line.to_owned())];
        let empty = ["gifts = \"\"", "keys = \"\""].map(|line| (SETTINGS, line.to_owned()));
        assert_eq!(told(Code::FillingWithoutValue), empty);
        assert_eq!(told(Code::ChangeWithoutTarget), at("gone = 2027-01-31"));
        let units = "units = [\"gifts\", \"gone\", \"more\"]";
        assert_eq!(told(Code::MissingUnit), at(units));
        let (_, shown) = &read_pack(&apply(&ours).files)
            .value
            .settings
            .fillings
            .policies
            .into_iter()
            .next()
            .unwrap();
        assert_eq!(shown, "Say no.");
    }
}
