//! `pack.toml` to [`Settings`].

use std::collections::BTreeMap;

use super::{Read, table::Table};
use crate::{
    criterion::Official,
    diagnostic::{Code, Diagnostic},
    edit_class::EditClass,
    id::UnitId,
    nation::Nation,
    pack::{Centre, Contact, FillingKind, Place, Settings, Theme},
    record::event::Adaptation,
    source::{Source, Span},
};

const KEYS: [&str; 17] = [
    "id",
    "title",
    "version",
    "units",
    "nation",
    "max_submissions",
    "locked",
    "terms",
    "policies",
    "contacts",
    "criteria",
    "centre",
    "adaptation",
    "roles",
    "refresh",
    "theme",
    "edits",
];

/// Reads a `pack.toml`. What cannot be read keeps its default, and is told.
pub fn read_settings(source: Source<'_>) -> Read<Settings> {
    let mut diagnostics = Vec::new();
    let whole = Span::new(0, source.text.len());
    let table = Table::parse(source, whole, "pack.toml", &mut diagnostics);
    let value = read_settings_of(table, source, &mut diagnostics);
    Read { value, diagnostics }
}

/// The same of a table from which other keys may have been taken already.
pub(crate) fn read_settings_of(
    mut table: Table<'_, '_>,
    source: Source<'_>,
    found: &mut Vec<Diagnostic>,
) -> Settings {
    let mut settings = Settings::default();

    match table.string("id", found) {
        Some((id, span)) => parse_into(&mut settings.id, &id, source, span, found),
        None => table.missing("id", "\"our-training\"", found),
    }
    match table.words("title", found) {
        Some((title, _)) => settings.title = title,
        None => table.missing("title", "\"Our training\"", found),
    }
    match table.words("version", found) {
        Some((version, _)) => settings.version = version,
        None => table.missing("version", "\"1.0.0\"", found),
    }
    for (unit, span) in table.strings("units", found) {
        match unit.parse() {
            Ok(unit) if settings.order.contains(&unit) => found.push(
                Diagnostic::new(
                    Code::DuplicateId,
                    source,
                    span,
                    format!("`{unit}` is listed twice"),
                )
                .help("name each unit once"),
            ),
            Ok(unit) => settings.order.push(unit),
            Err(wrong) => found.push(
                Diagnostic::new(Code::BadId, source, span, format!("`{unit}`: {wrong}"))
                    .help("name the unit's file without `.md`"),
            ),
        }
    }
    if let Some((nation, span)) = table.string("nation", found) {
        match nation.parse::<Nation>() {
            Ok(nation) => settings.nation = nation,
            Err(wrong) => found.push(
                Diagnostic::new(Code::BadFrontMatter, source, span, wrong.to_string())
                    .help("write the nation where your service is"),
            ),
        }
    }
    settings.max_submissions = table.number("max_submissions", 1..=100, found);
    for (place, span) in table.strings("locked", found) {
        match place.parse::<Place>() {
            Ok(place) => settings.locked.push(place),
            Err(wrong) => found.push(
                Diagnostic::new(Code::BadId, source, span, wrong.to_string())
                    .help("write it as `unit/id`, such as `carer-partnerships/worried`"),
            ),
        }
    }
    settings.fillings.terms = read_texts(&mut table, FillingKind::Term, found);
    settings.fillings.policies = read_texts(&mut table, FillingKind::Policy, found);
    read_contacts(&mut table, &mut settings, source, found);
    read_official(&mut table, &mut settings, source, found);
    read_centre(&mut table, &mut settings, source, found);
    settings.adaptation = read_adaptation(&mut table, source, found);
    super::roles::read(&mut table, &mut settings, source, found);
    settings.theme = read_theme(&mut table, source, found);
    read_edits(&mut table, &mut settings, source, found);
    table.finish(&KEYS, found);
    settings
}

/// What kind of edits the author has made, by place.
fn read_edits(
    table: &mut Table<'_, '_>,
    settings: &mut Settings,
    source: Source<'_>,
    found: &mut Vec<Diagnostic>,
) {
    let mut edits = table.inner("edits", found);
    for entry in edits.take_all() {
        let place = entry.key.parse::<Place>();
        let class = entry.value.as_str().map(str::parse::<EditClass>);
        match (place, class) {
            (Ok(place), Some(Ok(class))) => {
                settings.edits.insert(place, class);
            }
            (Err(wrong), _) => found.push(
                Diagnostic::new(Code::BadId, source, entry.key_span, wrong.to_string())
                    .help("write it as `unit/id`, such as \"carer-partnerships/ac-3-2\""),
            ),
            (Ok(_), Some(Err(wrong))) => found.push(
                Diagnostic::new(Code::BadFrontMatter, source, entry.span, wrong.to_string())
                    .help("write typo, clarification, meaning-changed or withdrawn"),
            ),
            (Ok(_), None) => edits.wrong_kind(&entry, "text in straight double quotes", found),
        }
    }
}

fn read_theme(table: &mut Table<'_, '_>, source: Source<'_>, found: &mut Vec<Diagnostic>) -> Theme {
    let mut read = table.inner("theme", found);
    let hue = read.number("hue", 0..=360, found);
    let logo = read.string("logo", found).and_then(|(path, span)| {
        let is_image = super::image_type(&path).is_some() && super::is_path_in_pack(&path);
        if !is_image {
            let message = format!("`{path}` is not an image in the pack");
            let help = "write its path from the pack’s folder, such as `images/logo.png`";
            found.push(Diagnostic::new(Code::BadFrontMatter, source, span, message).help(help));
        }
        is_image.then_some(path)
    });
    read.finish(&["hue", "logo"], found);
    Theme {
        hue: hue.and_then(|hue| u16::try_from(hue).ok()),
        logo,
    }
}

/// Which adaptation a pack is the result of. Applying one writes it; nobody has to.
fn read_adaptation(
    table: &mut Table<'_, '_>,
    source: Source<'_>,
    found: &mut Vec<Diagnostic>,
) -> Option<Adaptation> {
    if !table.keys().any(|(key, _)| key == "adaptation") {
        return None;
    }
    let mut read = table.inner("adaptation", found);
    let (id, version) = (read.string("id", found), read.string("version", found));
    read.finish(&["id", "version"], found);
    let (id, span) = id?;
    let mut adaptation = Adaptation {
        id: Settings::default().id,
        version: version?.0.into(),
    };
    parse_into(&mut adaptation.id, &id, source, span, found);
    Some(adaptation)
}

/// The pack's own words of a kind whose values are texts.
fn read_texts(
    table: &mut Table<'_, '_>,
    kind: FillingKind,
    found: &mut Vec<Diagnostic>,
) -> BTreeMap<String, String> {
    let mut read = BTreeMap::new();
    let mut words = table.inner(kind.table(), found);
    for entry in words.take_all() {
        match entry.value.as_str() {
            Some(text) => {
                read.insert(entry.key, text.to_owned());
            }
            None => words.wrong_kind(&entry, "text in straight double quotes", found),
        }
    }
    read
}

fn read_contacts(
    table: &mut Table<'_, '_>,
    settings: &mut Settings,
    source: Source<'_>,
    found: &mut Vec<Diagnostic>,
) {
    let mut contacts = table.inner(FillingKind::Contact.table(), found);
    for entry in contacts.take_all() {
        let key = entry.key.clone();
        let Some(mut contact) = contacts.of_entry(entry, "the contact", found) else {
            continue;
        };
        let name = contact.string("name", found);
        match &name {
            Some((name, span)) if name.trim().is_empty() => {
                let message = format!("the contact `{key}` has an empty name");
                let wrong = Diagnostic::new(Code::FillingWithoutValue, source, *span, message);
                found.push(wrong.help("write whom learners are to turn to"));
            }
            Some(_) => {}
            None => contact.missing("name", "\"your registered manager\"", found),
        }
        let mut text = |key: &str| {
            contact
                .string(key, found)
                .map(|(text, _)| text)
                .unwrap_or_default()
        };
        let (phone, email) = (text("phone"), text("email"));
        let name = name.map(|(name, _)| name).unwrap_or_default();
        settings
            .fillings
            .contacts
            .insert(key, Contact { name, phone, email });
        contact.finish(&["name", "phone", "email"], found);
    }
}

fn read_official(
    table: &mut Table<'_, '_>,
    settings: &mut Settings,
    source: Source<'_>,
    found: &mut Vec<Diagnostic>,
) {
    let mut criteria = table.inner("criteria", found);
    for entry in criteria.take_all() {
        let (key, span) = (entry.key.clone(), entry.key_span);
        let Some(mut official) = criteria.of_entry(entry, "the criterion", found) else {
            continue;
        };
        let mut text = |key: &str| {
            official
                .string(key, found)
                .map(|(text, _)| text)
                .unwrap_or_default()
        };
        let read = Official {
            official_ref: text("official_ref"),
            official_text: text("official_text"),
        };
        official.finish(&["official_ref", "official_text"], found);
        match key.parse::<Place>() {
            Ok(place) => {
                settings.official.insert(place, read);
            }
            Err(wrong) => found.push(
                Diagnostic::new(Code::BadId, source, span, wrong.to_string())
                    .help("write it as [criteria.\"carer-partnerships/ac-3-2\"]"),
            ),
        }
    }
}

const CENTRE_KEYS: [&str; 7] = [
    "name",
    "number",
    "service",
    "awarding_body",
    "qualification",
    "qualification_number",
    "unit_refs",
];

fn read_centre(
    table: &mut Table<'_, '_>,
    settings: &mut Settings,
    source: Source<'_>,
    found: &mut Vec<Diagnostic>,
) {
    let mut read = table.inner("centre", found);
    let mut text = |key: &str| {
        read.string(key, found)
            .map(|(text, _)| text)
            .unwrap_or_default()
    };
    settings.centre = Centre {
        name: text("name"),
        number: text("number"),
        service: text("service"),
        awarding_body: text("awarding_body"),
        qualification: text("qualification"),
        qualification_number: text("qualification_number"),
        unit_refs: BTreeMap::new(),
    };
    let mut references = read.inner("unit_refs", found);
    for entry in references.take_all() {
        let (key, span) = (entry.key.clone(), entry.key_span);
        match (key.parse::<UnitId>(), entry.value.as_str()) {
            (Ok(unit), Some(text)) => {
                settings.centre.unit_refs.insert(unit, text.to_owned());
            }
            (Err(wrong), _) => found.push(
                Diagnostic::new(Code::BadId, source, span, wrong.to_string())
                    .help("name the unit's file without `.md`"),
            ),
            (Ok(_), None) => {
                references.wrong_kind(&entry, "text in straight double quotes", found);
            }
        }
    }
    read.finish(&CENTRE_KEYS, found);
}

fn parse_into<I: std::str::FromStr<Err = crate::id::BadId>>(
    place: &mut I,
    text: &str,
    source: Source<'_>,
    span: Span,
    found: &mut Vec<Diagnostic>,
) {
    match text.parse() {
        Ok(id) => *place = id,
        Err(wrong) => {
            let help = format!("write `{}` instead", crate::id::propose(text));
            found.push(Diagnostic::new(Code::BadId, source, span, wrong.to_string()).help(help));
        }
    }
}
