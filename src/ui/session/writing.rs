//! What the learner is typing: drafts on their way to the device, and the versions made of them.

use std::{collections::BTreeSet, rc::Rc, sync::Arc};

use leptos::{prelude::*, task::spawn_local};

use super::{LocalShelf, Phase, Session};
use crate::{
    record::{
        draft::{Asked, Draft},
        event::{About, EventId},
        pending::Texts,
        seal::Seal,
        sealed::Sealed,
        shelf::Kept,
        store::StoreError,
    },
    ui::clock,
};

impl Session {
    /// What a tab that is gone was typing becomes a version. (A tab that is not gone after all
    /// goes on with its own text, and both versions are kept.)
    pub(super) async fn settle(self, shelf: &LocalShelf, draft: &Draft) {
        if self.state.with_untracked(|state| draft.is_settled(state)) {
            // A draft that stays is found settled the next time.
            let _ = shelf.drop_draft(draft);
            return;
        }
        let Some(by) = self.actor() else { return };
        let id = EventId::new(clock::now(), clock::random());
        let device = self.device.get_value();
        let version = Sealed::new(&draft.to_version(Asked::No, id, by, device));
        self.show(&version, &Texts::new());
        let kept = shelf.keep_version(draft, &version, &Texts::new()).await;
        self.tell_unless_stored(kept);
    }

    /// Writes down what is being typed, and those of the texts it is pinned to that are new.
    /// Resolves when it is on the device.
    ///
    /// # Errors
    /// It is not; the page says so as well.
    pub async fn keep_draft(self, draft: Draft, texts: Texts) -> Result<(), StoreError> {
        self.somebody();
        let Some(shelf) = self.shelf.get_value() else {
            return Err(StoreError::Refused);
        };
        let kept = shelf.keep_draft(&draft).await;
        if let Err(error) = &kept {
            self.tell(error);
        }
        // Should the tab die, the version that is made of the draft needs them.
        let is_new = self
            .record
            .with_value(|record| texts.keys().any(|hash| record.text(hash).is_none()));
        if is_new {
            self.record.update_value(|record| {
                for text in texts.values() {
                    record.add_text(text);
                }
            });
            self.tell_unless_stored(shelf.keep(&[], &texts).await);
        }
        kept
    }

    /// Keeps a draft's content as a version, and takes the draft away once that will outlive the
    /// program; `kept` is told then, or why it will not. None where nobody is chosen whose
    /// version it could be.
    pub fn keep_version(
        self,
        draft: Draft,
        asked: Asked,
        texts: Texts,
        kept: impl FnOnce(Result<(), StoreError>) + 'static,
    ) -> Option<Seal> {
        self.somebody();
        let (by, shelf) = (self.actor()?, self.shelf.get_value()?);
        let id = EventId::new(clock::now(), clock::random());
        let version = Sealed::new(&draft.to_version(asked, id, by, self.device.get_value()));
        self.show(&version, &texts);
        let seal = version.seal();
        spawn_local(async move {
            let how = shelf.keep_version(&draft, &version, &texts).await;
            kept(match &how {
                Kept::Stored | Kept::Waiting(_) => Ok(()),
                Kept::OnlyHere(error) => Err(error.clone()),
            });
            self.tell_unless_stored(how);
        });
        Some(seal)
    }

    /// What was last begun of a question and not answered.
    pub fn begun(self, about: &About) -> Option<Draft> {
        self.begun.with_value(|begun| {
            let of_it = begun.iter().filter(|draft| draft.is_about(about));
            of_it.max_by_key(|draft| draft.at).cloned()
        })
    }

    /// Writes down what is begun of a question; while nobody is chosen, only in this tab.
    pub fn keep_begun(self, about: About, so_far: impl Into<Arc<str>>) {
        match self.phase.get_untracked() {
            Phase::Open => self.somebody(),
            Phase::Nobody => {}
            // A page that goes because its record does begins nobody.
            Phase::Opening | Phase::Locked => return,
        }
        let draft = Draft {
            tab: self.tab(),
            about,
            after: Vec::new(),
            at: clock::now(),
            text: so_far.into(),
            covered: BTreeSet::new(),
            via: None,
        };
        self.begun.update_value(|begun| {
            begun.retain(|other| other.tab != draft.tab || !other.is_about(&draft.about));
            begun.push(draft.clone());
        });
        let Some(shelf) = self.shelf.get_value() else {
            return;
        };
        spawn_local(async move {
            if let Err(error) = shelf.keep_draft(&draft).await {
                self.tell(&error);
            }
        });
    }

    /// What was begun of a question is answered, or taken out again.
    pub fn end_begun(self, about: &About) {
        let mut ended = Vec::new();
        self.begun.update_value(|begun| {
            begun.retain(|draft| {
                let is_over = draft.is_about(about);
                if is_over {
                    ended.push(draft.clone());
                }
                !is_over
            });
        });
        for draft in ended {
            self.drop_draft(&draft);
        }
    }

    /// Says how what is being written becomes a version, until the owner that is current now is
    /// cleaned up.
    pub fn is_writing(self, keep: impl Fn() + 'static) {
        self.writing.set_value(Some(Rc::new(keep)));
        on_cleanup(move || self.writing.set_value(None));
    }

    /// Makes a version of what is being written, so that a copy of the record holds it even where
    /// storage has no room for a draft.
    pub fn keep_writing(self) {
        if let Some(keep) = self.writing.get_value() {
            keep();
        }
    }

    /// Takes a draft away whose content is in the record.
    pub fn drop_draft(self, draft: &Draft) {
        if let Some(shelf) = self.shelf.get_value()
            && let Err(error) = shelf.drop_draft(draft)
        {
            self.tell(&error);
        }
    }
}
