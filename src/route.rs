//! The site's pages and their addresses: the only place where a path is spelt.
//!
//! Every address is relative to the page it stands on, so that a site works in any folder of any
//! host. Whether there is a unit or criterion of that name is not asked here.

use crate::id::{CriterionId, UnitId};

/// A page of the site.
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum Route {
    /// All units, and where the learner left off.
    Home,
    /// A unit: reading, scenarios, questions, criteria.
    Unit(UnitId),
    /// Where an answer to a criterion is written.
    Answer(UnitId, CriterionId),
    /// A unit as a workbook for print.
    Workbook(UnitId),
    /// Where what was written in a workbook is typed in.
    Enter(UnitId),
    /// A unit's scenarios for a team meeting.
    Together(UnitId),
    /// Everything the learner has done.
    Record,
    /// Name, passphrase, reading comfort, nation, storage.
    Settings,
    /// Who uses this device.
    People,
    /// What is kept, where, and for how long.
    Privacy,
    /// An assessor's or quality assurer's desk: records to open, and what waits.
    Desk,
    /// Where one answer is judged.
    Judge,
    /// One learner's record as an assessor sees it: plan, evidence, sign-off, handing back.
    Portfolio,
    /// All learners on the desk: where each stands, what is late, how practice goes.
    Cohort,
    /// Samples, agreement and standardisation.
    Quality,
    /// What an employer's staff have completed, and what is due.
    Team,
    /// Where an employer makes the training its own.
    Adapt,
    /// What to do when worried about somebody now.
    Help,
    /// What a server shows in place of a page that is not there.
    NotFound,
    /// What is shown, while there is no network, in place of a page that is not kept on the device.
    NoSignal,
}

impl Route {
    /// Every page that is the same for all packs.
    pub const FIXED: [Self; 15] = [
        Self::Home,
        Self::Record,
        Self::Settings,
        Self::People,
        Self::Privacy,
        Self::Desk,
        Self::Judge,
        Self::Portfolio,
        Self::Cohort,
        Self::Quality,
        Self::Team,
        Self::Adapt,
        Self::Help,
        Self::NotFound,
        Self::NoSignal,
    ];

    /// Whether it belongs to the desk of assessors and quality assurers, which is a program and
    /// a style sheet of its own.
    pub fn is_desk(&self) -> bool {
        match self {
            Self::Desk
            | Self::Judge
            | Self::Portfolio
            | Self::Cohort
            | Self::Quality
            | Self::Team
            | Self::Adapt => true,
            Self::Home
            | Self::Unit(_)
            | Self::Answer(..)
            | Self::Workbook(_)
            | Self::Enter(_)
            | Self::Together(_)
            | Self::Record
            | Self::Settings
            | Self::People
            | Self::Privacy
            | Self::Help
            | Self::NotFound
            | Self::NoSignal => false,
        }
    }

    /// Whether people read on it: the words come first, whatever else the page will have.
    pub fn is_for_reading(&self) -> bool {
        matches!(self, Self::Home | Self::Unit(_))
    }

    /// Whether people read and practise on it, or come by on the way there: these pages have the
    /// small program.
    pub fn is_for_study(&self) -> bool {
        match self {
            Self::Home
            | Self::Unit(_)
            | Self::People
            | Self::Privacy
            | Self::Help
            | Self::NotFound
            | Self::NoSignal => true,
            Self::Answer(..)
            | Self::Workbook(_)
            | Self::Enter(_)
            | Self::Together(_)
            | Self::Record
            | Self::Settings
            | Self::Desk
            | Self::Judge
            | Self::Portfolio
            | Self::Cohort
            | Self::Quality
            | Self::Team
            | Self::Adapt => false,
        }
    }

    /// Whether it loads the style sheet of what is done on paper and in the room.
    pub fn is_of_the_room(&self) -> bool {
        matches!(self, Self::Workbook(_) | Self::Enter(_) | Self::Together(_))
    }

    /// The word for this kind of page: what `<html data-page>` holds.
    pub fn name(&self) -> &'static str {
        match self {
            Self::Home => "home",
            Self::Unit(_) => "unit",
            Self::Answer(..) => "answer",
            Self::Workbook(_) => "workbook",
            Self::Enter(_) => "enter",
            Self::Together(_) => "together",
            Self::Record => "record",
            Self::Settings => "settings",
            Self::People => "people",
            Self::Privacy => "privacy",
            Self::Desk => "desk",
            Self::Judge => "judge",
            Self::Portfolio => "portfolio",
            Self::Cohort => "cohort",
            Self::Quality => "quality",
            Self::Team => "team",
            Self::Adapt => "adapt",
            Self::Help => "help",
            Self::NotFound => "not-found",
            Self::NoSignal => "no-signal",
        }
    }

    /// The path from the site's root: `units/carer-partnerships/`; empty for the home page.
    pub fn path(&self) -> String {
        match self {
            Self::Home => String::new(),
            Self::Unit(unit) => format!("units/{unit}/"),
            Self::Answer(unit, criterion) if is_page_of_unit(criterion.as_str()) => {
                format!("units/{unit}/{CRITERION}{criterion}/")
            }
            Self::Answer(unit, criterion) => format!("units/{unit}/{criterion}/"),
            Self::Workbook(unit) | Self::Enter(unit) | Self::Together(unit) => {
                format!("units/{unit}/{}/", self.name())
            }
            Self::NotFound => "404.html".to_owned(),
            Self::Desk => "assess/".to_owned(),
            Self::Judge => "assess/answer/".to_owned(),
            Self::Portfolio => "assess/learner/".to_owned(),
            Self::Cohort => "assess/cohort/".to_owned(),
            Self::Quality => "assess/quality/".to_owned(),
            Self::Record
            | Self::Settings
            | Self::People
            | Self::Privacy
            | Self::Team
            | Self::Adapt
            | Self::Help
            | Self::NoSignal => {
                format!("{}/", self.name())
            }
        }
    }

    /// The file that holds the page, from the site's root.
    pub fn file(&self) -> String {
        let path = self.path();
        if path.is_empty() || path.ends_with('/') {
            path + "index.html"
        } else {
            path
        }
    }

    /// The page at a path from the site's root, as browsers and servers write it: with or without
    /// a slash before it, and with or without a slash or `index.html` behind it.
    pub fn at(path: &str) -> Option<Self> {
        let path = path.strip_prefix('/').unwrap_or(path);
        let path = match path.strip_suffix("index.html") {
            Some(folder) if folder.is_empty() || folder.ends_with('/') => folder,
            _ => path,
        };
        let path = path.strip_suffix('/').unwrap_or(path);
        let parts: Vec<&str> = path.split('/').collect();
        match parts.as_slice() {
            ["units", unit] => Some(Self::Unit(unit.parse().ok()?)),
            ["units", unit, "workbook"] => Some(Self::Workbook(unit.parse().ok()?)),
            ["units", unit, "enter"] => Some(Self::Enter(unit.parse().ok()?)),
            ["units", unit, "together"] => Some(Self::Together(unit.parse().ok()?)),
            ["units", unit, criterion] => {
                let marked = criterion.strip_prefix(CRITERION);
                let named = marked.filter(|named| is_page_of_unit(named));
                let criterion = named.unwrap_or(criterion);
                Some(Self::Answer(unit.parse().ok()?, criterion.parse().ok()?))
            }
            _ => Self::FIXED
                .into_iter()
                .find(|route| route.path().trim_end_matches('/') == path),
        }
    }

    /// What a fragment says where all pages are in one file: the page's path, and the place on it,
    /// as in `/units/carer-partnerships/#rights`. None where it is a place on the page that stands.
    pub fn in_fragment(fragment: &str) -> Option<(&str, &str)> {
        if fragment.is_empty() {
            return Some(("", ""));
        }
        let path = fragment.strip_prefix('/')?;
        Some(path.split_once('#').unwrap_or((path, "")))
    }

    /// The way from this page to the site's root: `./`, `../`, `../../` … It is never empty, and
    /// it ends in a slash. `base` is where the site stands on its host, with a slash at either end
    /// (`/` as a rule): a server shows the page [`Self::NotFound`] at any depth, so that page
    /// alone has to know.
    pub fn root(&self, base: &str) -> String {
        match (self, self.path().matches('/').count()) {
            (Self::NotFound, _) => base.to_owned(),
            (_, 0) => "./".to_owned(),
            (_, depth) => "../".repeat(depth),
        }
    }
}

/// Before the id of a criterion that is called as one of a unit's own pages. No id has an
/// underscore.
const CRITERION: &str = "criterion_";

/// Whether a unit has a page of its own of this name.
fn is_page_of_unit(name: &str) -> bool {
    matches!(name, "workbook" | "enter" | "together")
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::*;

    fn any_route() -> impl Strategy<Value = Route> {
        let id = "[a-z0-9][a-z0-9-]{0,20}";
        prop_oneof![
            prop::sample::select(Route::FIXED.to_vec()),
            id.prop_map(|unit| Route::Unit(unit.parse().unwrap())),
            id.prop_map(|unit| Route::Workbook(unit.parse().unwrap())),
            id.prop_map(|unit| Route::Enter(unit.parse().unwrap())),
            id.prop_map(|unit| Route::Together(unit.parse().unwrap())),
            (id, "workbook|enter|together")
                .prop_map(|(unit, ac)| Route::Answer(unit.parse().unwrap(), ac.parse().unwrap())),
            (id, id)
                .prop_map(|(unit, ac)| Route::Answer(unit.parse().unwrap(), ac.parse().unwrap())),
        ]
    }

    proptest! {
        #[test]
        fn every_page_is_found_at_its_path_and_at_its_file(route in any_route()) {
            let (path, file) = (route.path(), route.file());
            prop_assert_eq!(Route::at(&path), Some(route.clone()));
            prop_assert_eq!(Route::at(&file), Some(route.clone()));
            prop_assert_eq!(Route::at(&format!("/{}", path.trim_end_matches('/'))), Some(route));
        }

        #[test]
        fn the_way_to_the_root_undoes_the_path(route in any_route()) {
            let root = route.root("/");
            prop_assert!(root.ends_with('/'));
            if route != Route::NotFound {
                let up = root.matches("../").count();
                prop_assert_eq!(up, route.file().matches('/').count());
            }
        }

        #[test]
        fn any_text_is_a_path_or_not(path in ".{0,60}") {
            if let Some(route) = Route::at(&path) {
                prop_assert_eq!(Route::at(&route.path()), Some(route));
            }
        }
    }

    #[test]
    fn a_fragment_is_a_page_and_a_place_or_a_place() {
        for (fragment, wanted) in [
            ("", Some(("", ""))),
            ("/", Some(("", ""))),
            ("/units/a/", Some(("units/a/", ""))),
            ("/units/a/#rights", Some(("units/a/", "rights"))),
            ("/#ways", Some(("", "ways"))),
            ("rights", None),
        ] {
            assert_eq!(Route::in_fragment(fragment), wanted, "{fragment}");
        }
    }

    #[test]
    fn what_is_no_page_is_not_found() {
        for path in [
            "units",
            "units//",
            "units/A",
            "units/a/b/c",
            "units/a/criterion_b",
            "recordx",
            "record/x",
        ] {
            assert_eq!(Route::at(path), None, "{path}");
        }
    }
}
