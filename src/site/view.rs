//! A pack's settings as seen from one page: the way to other pages, and prose with the pack's own
//! words in it.

use maud::{Markup, PreEscaped};

use crate::{
    id::UnitId,
    nation::Nations,
    pack::{Contact, Settings},
    prose::{Prose, Setting},
    route::Route,
    wording::privacy::{self, Stays},
};

/// What every part of a page needs to know of it.
#[derive(Clone, Copy, Debug)]
pub(super) struct View<'a> {
    pub settings: &'a Settings,
    /// The way to the site's root, with a slash at its end.
    pub root: &'a str,
    /// The unit whose words are shown, on a page that is not its own.
    pub away_from: Option<&'a UnitId>,
    /// What is said of where things stay.
    pub stays: &'a Stays,
}

impl<'a> View<'a> {
    pub fn new(settings: &'a Settings, root: &'a str) -> Self {
        Self {
            settings,
            root,
            away_from: None,
            stays: &privacy::STAYS,
        }
    }

    pub fn setting(self) -> Setting<'a> {
        Setting {
            fillings: &self.settings.fillings,
            root: self.root,
            away_from: self.away_from,
        }
    }

    /// Paragraphs, lists and tables.
    pub fn prose(self, prose: &Prose) -> Markup {
        PreEscaped(prose.html(self.setting()))
    }

    /// Words only, for headings and labels.
    pub fn words(self, prose: &Prose) -> Markup {
        PreEscaped(prose.inline_html(self.setting()))
    }

    /// Words without any mark-up.
    pub fn text(self, prose: &Prose) -> String {
        prose.text(&self.settings.fillings)
    }

    /// The way to another page.
    pub fn to(self, route: &Route) -> String {
        format!("{}{}", self.root, route.path())
    }

    /// Somebody to turn to, if the pack names them.
    pub fn contact(self, key: &str) -> Option<&'a Contact> {
        let contacts = &self.settings.fillings.contacts;
        contacts.get(key).filter(|contact| !contact.name.is_empty())
    }
}

/// The value of `data-nations`: none where something holds everywhere.
pub(super) fn nations(nations: Nations) -> Option<String> {
    (!nations.is_all()).then(|| nations.keys())
}
