//! A unit of a new original that has the name of one of the employer's own.
//!
//! Learners' work is kept under a unit's name, and her settings mean a unit by its name. So the name
//! stays with the unit that had it first: the original's is left out, with all that the original's
//! settings say of it.

use toml_edit::{DocumentMut, Item, TableLike};

use super::{Adaptation, read::changes_of};
use crate::{id::UnitId, read::PackFiles};

/// The new original without its units whose names the employer's own have, and those units.
pub(super) fn left_out(adaptation: &Adaptation, new: &PackFiles) -> (PackFiles, Vec<UnitId>) {
    let is_own = |name: &str| {
        let mut units = adaptation.units.iter();
        units.any(|(file, text)| file == name && changes_of(text).is_none())
    };
    let was = |name: &str| {
        adaptation
            .original
            .units
            .iter()
            .any(|(file, _)| file == name)
    };
    let mut left = new.clone();
    let mut taken = Vec::new();
    left.units.retain(|(name, _)| {
        let unit = UnitId::of_file(name).filter(|_| is_own(name) && !was(name));
        let stays = unit.is_none();
        taken.extend(unit);
        stays
    });
    if !taken.is_empty() {
        left.settings = left.settings.map(|text| without(&text, &taken));
    }
    (left, taken)
}

/// Settings that say nothing of these units.
fn without(settings: &str, units: &[UnitId]) -> String {
    let Ok(mut document) = settings.parse::<DocumentMut>() else {
        return settings.to_owned();
    };
    let is_about = |place: &str| {
        let unit = place.split('/').next();
        units.iter().any(|taken| Some(taken.as_str()) == unit)
    };
    let shorten = |list: Option<&mut Item>| {
        if let Some(list) = list.and_then(Item::as_array_mut) {
            list.retain(|place| !place.as_str().is_some_and(is_about));
        }
    };
    for list in ["units", "locked"] {
        shorten(document.get_mut(list));
    }
    let roles = document.get_mut("roles").and_then(Item::as_table_like_mut);
    for (_, role) in roles.into_iter().flat_map(TableLike::iter_mut) {
        shorten(
            role.as_table_like_mut()
                .and_then(|role| role.get_mut("units")),
        );
    }
    for path in [
        &["refresh"][..],
        &["criteria"],
        &["edits"],
        &["centre", "unit_refs"],
    ] {
        let root: Option<&mut dyn TableLike> = Some(document.as_table_mut());
        let table = path
            .iter()
            .fold(root, |table, key| table?.get_mut(key)?.as_table_like_mut());
        let Some(table) = table else {
            continue;
        };
        let keys: Vec<String> = table.iter().map(|(key, _)| key.to_owned()).collect();
        for key in keys.iter().filter(|key| is_about(key)) {
            table.remove(key);
        }
    }
    document.to_string()
}

#[cfg(test)]
mod tests {
    use std::collections::BTreeMap;

    use super::*;
    use crate::{
        adapt::{
            News, apply,
            tests::{adaptation, file},
            update,
        },
        read::read_pack,
    };

    fn unit(title: &str) -> String {
        format!(
            "+++\nid = \"warm-homes\"\ntitle = \"{title}\"\nlevel = 2\nminutes = 5\n+++\n\nWarm.\n"
        )
    }

    /// What roles and refreshing ask for, and the titles of what is shown.
    fn asked(adaptation: &Adaptation) -> (Vec<String>, Vec<String>) {
        let applied = apply(adaptation);
        assert_eq!(applied.diagnostics, []);
        let pack = read_pack(&applied.files).value;
        let roles = pack.settings.roles.iter().flat_map(|role| &role.units);
        let months = pack.settings.refresh.iter();
        let months = months.map(|(unit, months)| format!("{unit} {months}"));
        let title = |unit: &crate::unit::Unit| format!("{} {}", unit.id, unit.title);
        (
            roles.map(ToString::to_string).chain(months).collect(),
            pack.units.iter().map(title).collect(),
        )
    }

    #[test]
    fn a_unit_of_ones_own_keeps_its_name_and_what_is_said_of_it() {
        let mut ours = adaptation(&file(Vec::new()));
        ours.units = vec![("warm-homes.md".to_owned(), unit("Ours"))];
        ours.settings.push_str(
            "\n[roles.night]\ntitle = \"Night\"\nunits = [\"warm-homes\"]\n\n[refresh]\nwarm-homes = 6\n\n\
             [review]\nwarm-homes = 2027-01-31\n",
        );
        let before = asked(&ours);
        let mut new = ours.original.clone();
        let settings = new
            .settings
            .unwrap()
            .replace("[\"example\"]", "[\"warm-homes\", \"example\"]");
        let settings = settings.replace(
            "[\"example/worried\"]",
            "[\"warm-homes/cold\", \"example/worried\"]",
        );
        new.settings = Some(format!(
            "{settings}\n[refresh]\nwarm-homes = 24\n\n[edits]\n\"warm-homes/cold\" = \"typo\"\n\n\
             [criteria.\"warm-homes/ac-1-1\"]\nofficial_ref = \"1.1\"\n\n\
             [centre.unit_refs]\nwarm-homes = \"M/1\"\n"
        ));
        new.units.push(("warm-homes.md".to_owned(), unit("Theirs")));
        let told = update(&ours, &new);
        let taken = News::NameTaken("warm-homes".parse().unwrap());
        assert_eq!(told.news, std::slice::from_ref(&taken));
        let accepted = told.accept(&ours, &BTreeMap::new());
        assert_eq!(accepted.units, ours.units);
        assert_eq!(asked(&accepted), before);
        let original = accepted.original.settings.clone().unwrap();
        assert!(!original.contains("warm-homes"), "{original}");

        // The same the next time, and theirs comes when the name is free.
        let again = update(&accepted, &new);
        assert_eq!(again.news, [News::SameOriginal, taken]);
        assert_eq!(again.accept(&accepted, &BTreeMap::new()), accepted);
        let free = Adaptation {
            units: Vec::new(),
            ..accepted
        };
        let theirs = "warm-homes".parse().unwrap();
        assert_eq!(update(&free, &new).news, [News::UnitAdded(theirs)]);
    }
}
