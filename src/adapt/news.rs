//! What is different with a new original beside the changes of an adaptation: its units, the
//! settings that are about something, and what original it is.

use super::{
    Adaptation,
    read::changes_of,
    setting::asked,
    settings::{Own, PackHash, SETTINGS, read_own},
};
use crate::{
    check::anchors,
    id::UnitId,
    normal::one_line,
    pack::{FillingKind, Pack, Settings},
    read::{PackFiles, read_pack, read_settings},
    source::Source,
};

/// Something else that is different with the new original.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum News {
    /// The original has a unit that it did not have.
    UnitAdded(UnitId),
    /// The original no longer has a unit.
    UnitGone(UnitId),
    /// The original has a unit of the same name as one of the employer's own. Hers keeps the name, and
    /// the original's is left out.
    NameTaken(UnitId),
    /// A setting is about something that is no longer there: its key in `pack.toml`.
    Setting(String),
    /// The employer's own words for something that the original no longer asks for.
    Unasked {
        /// What it is.
        kind: FillingKind,
        /// Its key in `pack.toml`.
        key: String,
        /// What she says there.
        said: String,
        /// What the new original asks for that the old one did not: it may be meant by one of these now.
        asked: Vec<String>,
    },
    /// The original says something else now, where something of the employer's stands in its place.
    Reworded {
        /// The key in `pack.toml`.
        key: String,
        /// What it said.
        was: String,
        /// What it says now.
        now: String,
    },
    /// It is another pack.
    OtherPack(String),
    /// It is the original that the adaptation is for already.
    SameOriginal,
}

/// What somebody should know of a new original.
pub(super) fn news(adaptation: &Adaptation, new: &PackFiles, pack: &Pack) -> Vec<News> {
    let own = read_own(&adaptation.settings).value;
    let old = read_pack(&adaptation.original).value;
    let mut news = Vec::new();
    if old.settings.id != pack.settings.id {
        news.push(News::OtherPack(pack.settings.id.to_string()));
    }
    // Images are in no hash, and an original may have been taken without them.
    let had = &adaptation.original.images;
    let has_images = |(path, image): (&String, &Vec<u8>)| had.get(path) == Some(image);
    if PackHash::of(&adaptation.original) == PackHash::of(new) && new.images.iter().all(has_images)
    {
        news.push(News::SameOriginal);
    }
    for unit in &pack.units {
        if old.unit(&unit.id).is_none() {
            news.push(News::UnitAdded(unit.id.clone()));
        }
    }
    for unit in &old.units {
        if pack.unit(&unit.id).is_none() {
            news.push(News::UnitGone(unit.id.clone()));
        }
    }
    let is_own = |unit: &UnitId| {
        let mut units = adaptation.units.iter();
        units.any(|(name, text)| *name == unit.file() && changes_of(text).is_none())
    };
    let is_there = |unit: &UnitId, id: &str| {
        let of_pack = pack.unit(unit);
        is_own(unit) || of_pack.is_some_and(|unit| anchors(unit).contains(&id))
    };
    let gone = own
        .pass_marks
        .keys()
        .filter(|place| !is_there(&place.unit, place.id.as_str()));
    news.extend(gone.map(|place| News::Setting(format!("pass_marks.\"{place}\""))));
    let source = Source {
        name: SETTINGS,
        text: &adaptation.settings,
    };
    let settings = read_settings(source).value;
    let gone = settings
        .official
        .keys()
        .filter(|place| !is_there(&place.unit, place.id.as_str()));
    news.extend(gone.map(|place| News::Setting(format!("criteria.\"{place}\""))));
    let gone = named(&own, &settings)
        .into_iter()
        .filter(|(unit, _)| pack.unit(unit).is_none() && !is_own(unit));
    news.extend(gone.map(|(_, key)| News::Setting(key)));
    news.extend(words(adaptation, new, &settings, [&old, pack]));
    news.extend(numbers(&own, &settings, [&old, pack]));
    news
}

/// The units that the employer's settings name, and where.
fn named(own: &Own, settings: &Settings) -> Vec<(UnitId, String)> {
    let units = own.units.iter().flatten();
    let units = units.map(|unit| (unit, format!("“{unit}” in units")));
    let roles = settings.roles.iter().flat_map(|role| {
        let units = role.units.iter();
        units.map(|unit| (unit, format!("“{unit}” in roles.{}", role.id)))
    });
    let refresh = settings.refresh.keys();
    let refresh = refresh.map(|unit| (unit, format!("refresh.{unit}")));
    let review = own.review.keys();
    let review = review.map(|unit| (unit, format!("review.{unit}")));
    let all = units.chain(roles).chain(refresh).chain(review);
    all.map(|(unit, key)| (unit.clone(), key)).collect()
}

/// The employer's own words that the original no longer asks for, and those whose original is another now.
fn words(
    adaptation: &Adaptation,
    new: &PackFiles,
    own: &Settings,
    [old, pack]: [&Pack; 2],
) -> Vec<News> {
    let mut news = Vec::new();
    for kind in FillingKind::ALL {
        let before = asked(kind, &adaptation.original.units);
        let now = asked(kind, &new.units);
        let said = |settings: &Settings| settings.fillings.of(kind);
        for (key, words) in said(own) {
            if before.contains(&key) && !now.contains(&key) {
                news.push(News::Unasked {
                    kind,
                    said: words,
                    asked: now.difference(&before).cloned().collect(),
                    key,
                });
                continue;
            }
            let originals = said(&old.settings).remove(&key);
            let originals = originals.zip(said(&pack.settings).remove(&key));
            if let Some((was, now)) = originals.filter(|(was, now)| was != now) {
                let key = format!("{}.{key}", kind.table());
                news.push(News::Reworded { key, was, now });
            }
        }
    }
    news
}

/// The employer's own pass marks and official wording whose original is another now.
fn numbers(own: &Own, settings: &Settings, packs: [&Pack; 2]) -> Vec<News> {
    let reworded = |key: String, said: [Option<String>; 2]| match said {
        [Some(was), Some(now)] if was != now => Some(News::Reworded { key, was, now }),
        _ => None,
    };
    let marks = own.pass_marks.keys().filter_map(|place| {
        let mark = |pack: &Pack| {
            let unit = pack.unit(&place.unit)?;
            let mut scenarios = unit.scenarios();
            let scenario = scenarios.find(|scenario| scenario.id.as_str() == place.id.as_str());
            Some(scenario?.pass_mark_percent.to_string())
        };
        reworded(format!("pass_marks.\"{place}\""), packs.map(mark))
    });
    let official = settings.official.keys().filter_map(|place| {
        let official = |pack: &Pack| {
            let official = pack.settings.official.get(place)?;
            Some(one_line(&format!(
                "{} {}",
                official.official_ref, official.official_text
            )))
        };
        reworded(format!("criteria.\"{place}\""), packs.map(official))
    });
    marks.chain(official).collect()
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::adapt::update;

    fn original(contact: &str, gifts: &str, pass: u8) -> PackFiles {
        PackFiles {
            settings: Some(format!(
                "id = \"base\"\ntitle = \"Base\"\nversion = \"1\"\nunits = [\"care\"]\n\n[policies]\n\
                 gifts = \"{gifts}\"\n\n[contacts]\n{contact} = {{ name = \"the manager on call\" }}\n"
            )),
            units: vec![(
                "care.md".to_owned(),
                format!(
                    "+++\nid = \"care\"\ntitle = \"Care\"\nlevel = 2\nminutes = 5\n+++\n\n\
                     Call {{{{contact:{contact}}}}}. {{{{policy:gifts}}}}\n\n\
                     ## A walk {{#walk .scenario pass={pass}}}\n\n### Go? {{#go .single}}\n\n\
                     - [x] Yes.\n  > Good.\n- [ ] No.\n  > Why?\n\n### End {{#end}}\n\nDone.\n"
                ),
            )],
            ..PackFiles::default()
        }
    }

    #[test]
    fn words_that_nobody_asks_for_any_more_are_told_and_so_is_what_they_stand_over() {
        let old = original("out-of-hours", "Ask first.", 60);
        let adaptation = Adaptation {
            settings: "id = \"ours\"\ntitle = \"Ours\"\nversion = \"1\"\n\n[policies]\ngifts = \"None.\"\n\n\
                       [contacts]\nout-of-hours = { name = \"Ada\", phone = \"07700 900123\" }\n\n\
                       [pass_marks]\n\"care/walk\" = 90\n\n[adapts]\npack = \"base\"\n"
                .to_owned(),
            original: old.clone(),
            ..Adaptation::default()
        };
        let told = |new: &PackFiles| update(&adaptation, new).news;
        assert_eq!(told(&old), [News::SameOriginal]);
        let new = original("on-call", "Ask and record.", 80);
        let reworded = |key: &str, was: &str, now: &str| News::Reworded {
            key: key.to_owned(),
            was: was.to_owned(),
            now: now.to_owned(),
        };
        let own = read_settings(Source {
            name: SETTINGS,
            text: &adaptation.settings,
        });
        let unasked = News::Unasked {
            kind: FillingKind::Contact,
            key: "out-of-hours".to_owned(),
            said: own.value.fillings.contacts["out-of-hours"].words(),
            asked: vec!["on-call".to_owned()],
        };
        assert_eq!(
            told(&new),
            [
                reworded("policies.gifts", "Ask first.", "Ask and record."),
                unasked,
                reworded("pass_marks.\"care/walk\"", "60", "80"),
            ]
        );
    }

    #[test]
    fn settings_that_name_a_unit_that_is_gone_are_told() {
        let adaptation = Adaptation {
            settings: "id = \"ours\"\ntitle = \"Ours\"\nversion = \"1\"\nunits = [\"care\", \"nights\"]\n\n\
                       [roles.night]\ntitle = \"Night\"\nunits = [\"nights\", \"care\"]\n\n\
                       [refresh]\ncare = 12\nnights = 6\n\n[review]\ncare = 2027-01-31\nnights = 2027-01-31\n\n\
                       [adapts]\npack = \"base\"\n"
                .to_owned(),
            units: vec![("nights.md".to_owned(), "+++\nid = \"nights\"\n+++\n".to_owned())],
            original: original("on-call", "None.", 60),
            ..Adaptation::default()
        };
        let mut new = adaptation.original.clone();
        new.settings = new
            .settings
            .map(|text| text.replace("[\"care\"]", "[\"caring\"]"));
        for (name, text) in &mut new.units {
            *name = "caring.md".to_owned();
            *text = text.replace("id = \"care\"", "id = \"caring\"");
        }
        let setting = |key: &str| News::Setting(key.to_owned());
        assert_eq!(
            update(&adaptation, &new).news,
            [
                News::UnitAdded("caring".parse().unwrap()),
                News::UnitGone("care".parse().unwrap()),
                setting("“care” in units"),
                setting("“care” in roles.night"),
                setting("refresh.care"),
                setting("review.care"),
            ]
        );
    }
}
