//! The small program, of the pages where people read and practise: what a phone fetches first. It
//! has no Markdown reader: the build has read each unit already and hands it over as [`Ready`].
//!
//! Where that will not do, the learner's whole program is started in its place ([`whole`]).

use std::{collections::BTreeSet, rc::Rc};

use futures::future::{join, join_all};
use leptos::{prelude::*, task::spawn_local};

use super::{Pages, home, people, privacy, root, unit};
use crate::{
    id::UnitId,
    pack::Settings,
    ready::Ready,
    site::source::fingerprint,
    ui::{
        dom,
        fetch::{self, FetchError},
        here::Here,
        part::{self, notice},
        place,
        session::Session,
        whole,
    },
    unit::Unit,
};

/// The pages where people read and practise.
#[derive(Clone, Copy)]
pub struct Study {
    session: Session,
}

impl Pages for Study {
    const NAMES: &[&str] = &[
        "home",
        "unit",
        "people",
        "privacy",
        "help",
        "not-found",
        "no-signal",
    ];

    const ONLY_SHOW: &[&str] = &["home"];

    fn new(session: Session) -> Self {
        Self { session }
    }

    fn at_once(self, page: &str) {
        match page {
            "home" => part::training::attach_for_whole(),
            "people" => people::attach(self.session),
            "privacy" => privacy::attach(self.session),
            _ => {}
        }
    }

    fn when_open(self, page: &str) {
        match page {
            "home" => attach_home(self.session),
            "unit" => attach_unit(self.session),
            _ => {}
        }
    }
}

/// What the build hands over of a unit.
enum Had {
    Ready(Box<Ready>),
    /// It is there, but not for this program.
    NotForUs,
    Not(FetchError),
}

async fn ready(root: &str, id: &UnitId) -> Had {
    match fetch::bytes(&format!("{root}ready/{id}.bin")).await {
        Ok(bytes) => match Ready::from_bytes(&bytes) {
            Ok(ready) => Had::Ready(Box::new(ready)),
            Err(_) => Had::NotForUs,
        },
        // A site of a version before this one had no such file.
        Err(FetchError::NotFound(_)) => Had::NotForUs,
        Err(why) => Had::Not(why),
    }
}

fn attach_unit(session: Session) {
    let Some(main) = dom::anywhere("main[data-unit]") else {
        return;
    };
    let attribute = |name: &str| main.get_attribute(name).unwrap_or_default();
    let Ok(id) = attribute("data-unit").parse::<UnitId>() else {
        return;
    };
    let made_from = attribute("data-source");
    let owner = Owner::current();
    spawn_local(async move {
        let root = root();
        // Both are known before anything can be done in the page: nobody is interrupted.
        let (ready, is_edited) = join(ready(&root, &id), is_edited(&root, &id, &made_from)).await;
        let Some(owner) = owner else { return };
        match ready {
            Had::Ready(ready) if ready.source == made_from && !is_edited => owner.with(|| {
                unit::attach(Here {
                    session,
                    settings: Rc::new(ready.settings),
                    unit: Rc::new(ready.unit),
                    root: root.into(),
                });
            }),
            Had::Ready(_) | Had::NotForUs => whole::start(),
            Had::Not(why) => owner.with(|| notice::unreachable(&why)),
        }
    });
}

/// Whether the files on the server are others than those that a page was made from: somebody has
/// edited them there. Where they cannot be had, the page is the newest there is.
async fn is_edited(root: &str, id: &UnitId, made_from: &str) -> bool {
    let (settings, unit) = (
        format!("{root}content/pack.toml"),
        format!("{root}content/{}", id.file()),
    );
    match join(fetch::text(&settings), fetch::text(&unit)).await {
        (Ok(settings), Ok(unit)) => fingerprint(&settings, &unit) != made_from,
        _ => false,
    }
}

/// Only units that the learner has been at are loaded: for all others the page says all there is.
fn attach_home(session: Session) {
    home::ask_for_file(session);
    let been_at = session.state.with_untracked(|state| {
        let units = state.units().map(|(_, unit, _)| unit.clone());
        let last = place::latest(session).map(|left| left.unit);
        units.chain(last).collect::<BTreeSet<_>>()
    });
    let on_page = |id: &UnitId| dom::anywhere(&format!("main [data-unit=\"{id}\"]")).is_some();
    let been_at: Vec<_> = been_at.into_iter().filter(on_page).collect();
    if been_at.is_empty() {
        return;
    }
    let owner = Owner::current();
    spawn_local(async move {
        let root = root();
        let had = join_all(been_at.iter().map(|id| ready(&root, id))).await;
        let mut settings = None::<Rc<Settings>>;
        let mut units = Vec::<Rc<Unit>>::new();
        for had in had {
            match had {
                Had::Ready(ready) => {
                    settings = Some(Rc::new(ready.settings));
                    units.push(Rc::new(ready.unit));
                }
                Had::NotForUs => return whole::start(),
                // The rest of the page is as good as it was.
                Had::Not(_) => {}
            }
        }
        if let (Some(owner), Some(settings)) = (owner, settings) {
            owner.with(|| home::attach(session, settings, units));
        }
    });
}
