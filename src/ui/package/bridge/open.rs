//! The attempt that is open, and what there is to report of it.

use std::rc::Rc;

use leptos::prelude::*;

use super::Bridge;
use crate::{
    exchange::attempt::{Attempt, report::Report, since::Since},
    ui::{here::Here, session::Phase},
};

/// The attempt that is open.
#[derive(Clone)]
pub(super) struct Open {
    pub here: Here,
    pub since: Rc<Since>,
}

impl Open {
    /// What the record here says was done in the attempt.
    pub fn done(&self) -> Attempt {
        let unit = &self.here.unit;
        self.here
            .with_unit(|did| Attempt::of(unit, did, &self.since))
    }
}

impl Bridge {
    /// The attempt; none while the record is locked, of which there is nothing to tell.
    pub(super) fn open(self) -> Option<Open> {
        let is_open = self.session.phase.try_get_untracked() == Some(Phase::Open);
        let open = self.own.with_value(|own| own.open.clone());
        open.filter(|_| is_open)
    }

    pub(super) fn report(self, open: &Open) -> (Report, Attempt) {
        self.own.with_value(|own| {
            let here = &open.here;
            let attempt = open.done().with(&own.carried);
            let report = Report::of(&here.unit, &attempt, here.nation(), own.pass_mark);
            (report, attempt)
        })
    }
}
