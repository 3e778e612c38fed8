//! Pages for which the program reads the Markdown itself: loading it, then attaching within the
//! page's own owner.

use std::rc::Rc;

use leptos::{prelude::*, task::spawn_local};

use super::root;
use crate::{
    id::UnitId,
    pack::Settings,
    ui::{
        content::{self, Loaded},
        dom,
        here::Here,
        part::notice,
        session::Session,
    },
    unit::Unit,
};

/// The files of a unit's page.
pub(super) struct Fetched {
    pub settings: Loaded<Settings>,
    pub unit: Loaded<Unit>,
}

impl Fetched {
    /// Says above the page what is wrong with its files, if anything is.
    pub fn tell_mistakes(&self) {
        let settings = self.settings.diagnostics.iter();
        let mistakes: Vec<_> = settings.chain(&*self.unit.diagnostics).cloned().collect();
        if !mistakes.is_empty() {
            notice::mistakes(&self.unit.text, &mistakes);
        }
    }
}

/// The unit that the page is about.
pub(super) fn unit_of_page() -> Option<UnitId> {
    let main = dom::anywhere("main[data-unit]")?;
    main.get_attribute("data-unit")?.parse().ok()
}

/// Loads the unit that the page is about, then attaches.
pub(super) fn with_unit(session: Session, attach: impl FnOnce(Here, Fetched) + 'static) {
    let Some(id) = unit_of_page() else { return };
    let owner = Owner::current();
    spawn_local(async move {
        let root = root();
        let loaded = content::settings_and_unit(&root, &id).await;
        let Some(owner) = owner else { return };
        owner.with(|| match loaded {
            Ok((settings, unit)) => {
                let here = Here {
                    session,
                    settings: settings.value.clone(),
                    unit: unit.value.clone(),
                    root: root.into(),
                };
                attach(here, Fetched { settings, unit });
            }
            Err(error) => notice::unreachable(&error),
        });
    });
}

/// Loads the settings and every unit, as far as they can be had, then attaches.
pub(super) fn with_everything(attach: impl FnOnce(Rc<Settings>, Vec<Rc<Unit>>) + 'static) {
    let owner = Owner::current();
    spawn_local(async move {
        let loaded = content::everything(&root()).await;
        let Some(owner) = owner else { return };
        owner.with(|| match loaded {
            Ok((settings, units)) => {
                attach(
                    settings.value,
                    units.into_iter().map(|unit| unit.value).collect(),
                );
            }
            Err(error) => {
                notice::unreachable(&error);
                attach(Rc::default(), Vec::new());
            }
        });
    });
}
