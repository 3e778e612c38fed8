//! Sends what a cmi5 session has to say, one request after another, and the attempt after it.

use leptos::{prelude::*, task::spawn_local};

use super::{Bridge, Line, Link, ask};
use crate::exchange::{
    attempt::resume,
    cmi5::session::{Sent, Session},
    scorm::session::Took,
};

impl Bridge {
    /// Sends what waits, one after another.
    pub(super) fn deliver(self) {
        let begins = self.own.try_update_value(|own| {
            let begins = matches!(own.link, Link::Cmi5(_)) && !own.is_sending;
            own.is_sending |= begins;
            begins
        });
        if begins != Some(true) {
            return;
        }
        spawn_local(async move {
            let said = self.send_statements().await;
            // What is refused need not keep the attempt from being kept.
            let stored = said != Sent::Unknown && self.send_attempt().await;
            let took = match stored && said == Sent::Arrived {
                true => Took::All,
                false => Took::NotAll,
            };
            self.own.update_value(|own| own.is_sending = false);
            if self
                .shown
                .with_untracked(|shown| !matches!(shown.line, Line::Looking(_)))
            {
                self.heard(took, None);
            }
            // Something may have been done meanwhile.
            if stored && self.has_more() {
                self.deliver();
            }
        });
    }

    async fn send_statements(self) -> Sent {
        self.of_cmi5(Session::try_again);
        loop {
            let Some(request) = self.of_cmi5(Session::next_request).flatten() else {
                return match self.of_cmi5(|session| session.has_all_arrived()) {
                    Some(false) => Sent::Refused,
                    Some(true) | None => Sent::Arrived,
                };
            };
            let answer = ask(&request).await;
            let sent = self.own.try_update_value(|own| {
                let Link::Cmi5(session) = &mut own.link else {
                    return Sent::Unknown;
                };
                let sent = session.answered(answer.status);
                own.carried.told |= session.arrived();
                sent
            });
            if matches!(sent, None | Some(Sent::Unknown)) {
                return Sent::Unknown;
            }
        }
    }

    /// Does something with a session that is not over.
    fn of_cmi5<T>(self, does: impl FnOnce(&mut Session) -> T) -> Option<T> {
        let done = self.own.try_update_value(|own| match &mut own.link {
            Link::Cmi5(session) if !session.is_over() => Some(does(session)),
            _ => None,
        });
        done.flatten()
    }

    /// The attempt as it would be kept now, where that is something new.
    pub(super) fn to_keep(self) -> Option<String> {
        let open = self.open()?;
        let (_, attempt) = self.report(&open);
        let kept = resume::write(&open.here.unit, &attempt, resume::CMI5);
        self.own.with_value(|own| own.kept != kept).then_some(kept)
    }

    async fn send_attempt(self) -> bool {
        let Some(kept) = self.to_keep().filter(|_| self.is_learner()) else {
            return true;
        };
        let request = self.own.with_value(|own| match &own.link {
            Link::Cmi5(session) if !session.is_over() => session.keep(&kept),
            _ => None,
        });
        let Some(request) = request else { return true };
        let answer = ask(&request).await;
        if answer.is_good() {
            self.own.update_value(|own| own.kept = kept);
        }
        answer.is_good()
    }

    /// Whether there is more to send: never once the last word is said, which is sent by itself.
    fn has_more(self) -> bool {
        let waits = self.of_cmi5(|session| session.has_next());
        waits.is_some_and(|waits| waits || (self.is_learner() && self.to_keep().is_some()))
    }
}
