//! `[roles]` and `[refresh]` of `pack.toml`: who has to complete which units, and after how many
//! months again.

use super::table::Table;
use crate::{
    diagnostic::{Code, Diagnostic, Fix, nearest},
    id::{RoleId, UnitId},
    pack::{JobRole, Settings},
    source::{Source, Span},
};

/// Reads both. A unit that `units` does not list is told; what else can be read is kept.
pub(super) fn read(
    table: &mut Table<'_, '_>,
    settings: &mut Settings,
    source: Source<'_>,
    found: &mut Vec<Diagnostic>,
) {
    read_roles(table, settings, source, found);
    let mut refresh = table.inner("refresh", found);
    for entry in refresh.take_all() {
        let (key, span) = (entry.key.clone(), entry.key_span);
        let months = refresh.number_of(entry, 1..=120, found);
        if let (Some(unit), Some(months)) = (unit(&key, span, settings, source, found), months) {
            settings.refresh.insert(unit, months);
        }
    }
}

fn read_roles(
    table: &mut Table<'_, '_>,
    settings: &mut Settings,
    source: Source<'_>,
    found: &mut Vec<Diagnostic>,
) {
    let mut roles = table.inner("roles", found);
    for entry in roles.take_all() {
        let (key, span) = (entry.key.clone(), entry.key_span);
        let Some(mut role) = roles.of_entry(entry, "the role", found) else {
            continue;
        };
        let title = role.words("title", found);
        if title.is_none() {
            role.missing("title", "\"Senior care worker\"", found);
        }
        let mut units: Vec<UnitId> = Vec::new();
        for (name, span) in role.strings("units", found) {
            match unit(&name, span, settings, source, found) {
                Some(unit) if !units.contains(&unit) => units.push(unit),
                _ => {}
            }
        }
        role.finish(&["title", "units"], found);
        match key.parse::<RoleId>() {
            Ok(id) => settings.roles.push(JobRole {
                id,
                title: title.map_or(key, |(title, _)| title),
                units,
            }),
            Err(wrong) => {
                let help = format!("write [roles.{}]", crate::id::propose(&key));
                found
                    .push(Diagnostic::new(Code::BadId, source, span, wrong.to_string()).help(help));
            }
        }
    }
}

/// A unit by its name, if the pack has it.
fn unit(
    name: &str,
    span: Span,
    settings: &Settings,
    source: Source<'_>,
    found: &mut Vec<Diagnostic>,
) -> Option<UnitId> {
    let unit = match name.parse::<UnitId>() {
        Ok(unit) => unit,
        Err(wrong) => {
            found.push(
                Diagnostic::new(Code::BadId, source, span, format!("`{name}`: {wrong}"))
                    .help("name the unit's file without `.md`"),
            );
            return None;
        }
    };
    // Where `units` could not be read, that was told.
    if settings.order.is_empty() || settings.order.contains(&unit) {
        return Some(unit);
    }
    let wrong = Diagnostic::new(
        Code::MissingUnit,
        source,
        span,
        format!("`units` does not list `{name}`"),
    );
    let listed = settings.order.iter().map(UnitId::as_str);
    found.push(match nearest(name, listed) {
        Some(meant) => {
            let written = span.of(source.text);
            let quoted = if written.starts_with('"') {
                format!("{meant:?}")
            } else {
                meant.to_owned()
            };
            wrong.help(format!("did you mean `{meant}`?")).fix(Fix::one(
                format!("Write {meant}"),
                span,
                quoted,
            ))
        }
        None => wrong.help("add it to `units`, or take it out here"),
    });
    None
}
