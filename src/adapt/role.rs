//! What people work as, in an adaptation's settings. A role is written whole, title and units, in the place
//! of the original's of that id.

use toml_edit::{DocumentMut, Item, Table, value};

use super::setting::{NotPut, implicit};
use crate::{
    id::{RoleId, UnitId, propose},
    pack::JobRole,
};

/// The settings with this role; everything else stays as it is, byte for byte.
///
/// # Errors
/// The settings cannot be read, or the role has no title.
pub fn put(text: &str, role: &JobRole) -> Result<String, NotPut> {
    let title = role.title.trim();
    if title.is_empty() {
        return Err(NotPut::Unfit("what people call it"));
    }
    let mut document: DocumentMut = text.parse().map_err(|_| NotPut::Unreadable)?;
    let roles = document.entry("roles").or_insert_with(|| {
        let mut roles = implicit();
        // Each role has a heading of its own.
        roles.set_implicit(true);
        Item::Table(roles)
    });
    let roles = roles.as_table_like_mut().ok_or(NotPut::Unreadable)?;
    let entry = roles
        .entry(role.id.as_str())
        .or_insert_with(|| Item::Table(Table::new()));
    let entry = entry.as_table_like_mut().ok_or(NotPut::Unreadable)?;
    let units: toml_edit::Array = role.units.iter().map(UnitId::as_str).collect();
    for (key, now) in [("title", value(title)), ("units", value(units))] {
        match entry.get_mut(key) {
            Some(before) if before.to_string().trim() == now.to_string().trim() => {}
            _ => drop(entry.insert(key, now)),
        }
    }
    Ok(document.to_string())
}

/// An id for a new role of this title that none of these has.
pub fn new_id(title: &str, others: &[JobRole]) -> Option<RoleId> {
    let stem = match title.chars().any(char::is_alphanumeric) {
        true => propose(title),
        false => "role".to_owned(),
    };
    let numbered = (2..).map(|number| format!("{stem}-{number}"));
    std::iter::once(stem.clone())
        .chain(numbered)
        .take(others.len() + 1)
        .filter_map(|id| id.parse::<RoleId>().ok())
        .find(|id| others.iter().all(|other| other.id != *id))
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::{read::read_settings, source::Source};

    const OURS: &str =
        "id = \"ours\"\ntitle = \"Ours\"\nversion = \"1\"\nunits = [\"gifts\", \"more\"]\n";

    fn role(id: &str, title: &str, units: &[&str]) -> JobRole {
        JobRole {
            id: id.parse().unwrap(),
            title: title.to_owned(),
            units: units.iter().map(|unit| unit.parse().unwrap()).collect(),
        }
    }

    fn read(text: &str) -> Vec<JobRole> {
        let read = read_settings(Source {
            name: "pack.toml",
            text,
        });
        assert!(read.diagnostics.is_empty(), "{:?}", read.diagnostics);
        read.value.roles
    }

    #[test]
    fn what_is_put_is_read_and_the_rest_stays() {
        let night = role("night-carer", "Night \"carer\"", &["more"]);
        let text = put(OURS, &night).unwrap();
        assert_eq!(read(&text), std::slice::from_ref(&night));
        assert!(text.starts_with(OURS), "{text}");
        assert_eq!(put(&text, &night).unwrap(), text, "no churn");

        let senior = role("senior", "Senior", &[]);
        let more = put(&text, &senior).unwrap();
        assert_eq!(read(&more), [night.clone(), senior]);
        let both = role("night-carer", "Nights", &["gifts", "more"]);
        assert_eq!(read(&put(&more, &both).unwrap())[0], both);
    }

    #[test]
    fn a_role_within_one_line_and_comments_stay_what_they_are() {
        let text = format!(
            "{OURS}\n[roles]\n# Nights\nnight = {{ title = \"Night\", units = [\"gifts\"] }} # two of them\n"
        );
        let put = put(&text, &role("night", "Night", &["more"])).unwrap();
        assert_eq!(read(&put), [role("night", "Night", &["more"])]);
        assert!(
            put.contains("# Nights") && put.contains("# two of them"),
            "{put}"
        );
    }

    #[test]
    fn nothing_is_put_without_a_title_or_into_what_cannot_be_read() {
        assert!(matches!(
            put(OURS, &role("senior", " ", &[])),
            Err(NotPut::Unfit(_))
        ));
        let senior = role("senior", "Senior", &[]);
        for text in ["not toml", "roles = 3", "roles = { senior = 3 }"] {
            assert_eq!(put(text, &senior), Err(NotPut::Unreadable), "{text}");
        }
    }

    #[test]
    fn a_new_role_has_an_id_of_its_own() {
        let others = [role("senior", "Senior", &[]), role("role", "?", &[])];
        for (title, id) in [
            ("Care worker", "care-worker"),
            ("Senior!", "senior-2"),
            ("?", "role-2"),
        ] {
            assert_eq!(new_id(title, &others).unwrap().as_str(), id);
        }
    }
}
