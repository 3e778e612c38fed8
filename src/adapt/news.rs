//! What is different with a new original beside the changes of an adaptation: its units, the
//! settings that are about something, and what original it is.

use super::{
    Adaptation,
    read::changes_of,
    settings::{PackHash, SETTINGS, read_own},
};
use crate::{
    check::anchors,
    id::UnitId,
    pack::Pack,
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
    /// The original has a unit of the same name as one of the employer's own, which is kept and
    /// not shown until it has another name.
    NameTaken(UnitId),
    /// A setting is about something that is no longer there: its key in `pack.toml`.
    Setting(String),
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
    if PackHash::of(&adaptation.original) == PackHash::of(new) {
        news.push(News::SameOriginal);
    }
    for unit in &pack.units {
        if old.unit(&unit.id).is_none() {
            let file = unit.id.file();
            let is_own =
                |(name, text): &(String, String)| *name == file && changes_of(text).is_none();
            news.push(match adaptation.units.iter().any(is_own) {
                true => News::NameTaken(unit.id.clone()),
                false => News::UnitAdded(unit.id.clone()),
            });
        }
    }
    for unit in &old.units {
        if pack.unit(&unit.id).is_none() {
            news.push(News::UnitGone(unit.id.clone()));
        }
    }
    let is_there = |unit: &UnitId, id: &str| {
        let unit = pack.unit(unit);
        unit.is_some_and(|unit| anchors(unit).contains(&id))
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
    news
}
