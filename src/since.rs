//! What has become of something since a learner worked on it. Authors edit; nobody's work is lost
//! or marked again because of it, and she is told what changed.

use crate::{
    criterion::{Criterion, Official},
    fingerprint::Shown,
    pack::Fillings,
    question::Question,
    record::event::About,
};

/// What has become of it.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum Since {
    /// It reads as it did, wherever in the unit it stands now.
    Same,
    /// Words have changed (a typo, a term), and what is asked and what counts have not. The
    /// response stands as it is.
    Reworded,
    /// What is asked or what counts has changed. The response is kept with the wording it was
    /// given to, and the new question stands open.
    Changed,
    /// It is no longer in the unit. The response is kept with the wording it was given to.
    Gone,
}

impl Since {
    fn of(then: &About, now: Option<Shown>) -> Self {
        let Some(now) = now else { return Self::Gone };
        if then.shown.is_none_or(|shown| shown == now.hash()) {
            Self::Same
        } else if then.structure == Some(now.structure) {
            Self::Reworded
        } else {
            Self::Changed
        }
    }

    /// What has become of a question, given how an event was pinned to it.
    pub fn question(then: &About, now: Option<&Question>, fillings: &Fillings) -> Self {
        Self::of(
            then,
            now.map(|question| Shown::question(question, fillings)),
        )
    }

    /// What has become of a criterion, given how an event was pinned to it.
    pub fn criterion(
        then: &About,
        now: Option<&Criterion>,
        official: Option<&Official>,
        fillings: &Fillings,
    ) -> Self {
        Self::of(
            then,
            now.map(|criterion| Shown::criterion(criterion, official, fillings)),
        )
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::{
        id::{CriterionId, QuestionId},
        pack::Pack,
        read::{PackFiles, read_pack},
        record::event::Item,
    };

    const SETTINGS: &str = "id = \"p\"\ntitle = \"P\"\nversion = \"1\"\nunits = [\"u\"]\n[terms]\nperson = \"resident\"\n";
    const UNIT: &str = "\
+++
id = \"u\"
title = \"U\"
+++

## One {#one}

### Who rings? {#typo .single}

- [x] The resdent. {#resident}
  > Yes.
- [ ] The cat. {#cat}
  > No.

### Who knocks? {#option .single}

- [x] The nurse.
  > Yes.
- [ ] The postman.
  > No.

### Who calls? {#moved .single}

- [x] The son.
  > Yes.
- [ ] Nobody.
  > No.

### Who waits? {#removed .single}

- [x] The niece.
  > Yes.
- [ ] The dog.
  > No.

### What does the {{term:person}} want? {#term .reflect}

## Two {#two}

Words.

## 1.1 Explain why people ring {#ac-1-1 .criterion}

- **Need.** What they need.
";

    /// The second version: each edit on its own thing.
    fn edited() -> String {
        let (before, rest) = UNIT.split_once("### Who calls?").unwrap();
        let (moved, rest) = rest.split_once("### Who waits?").unwrap();
        let (_, rest) = rest.split_once("### What does").unwrap();
        format!("{before}### What does{rest}")
            .replace("resdent", "resident")
            .replace("The nurse.", "The district nurse.")
            .replace("\nWords.\n", &format!("\nWords.\n\n### Who calls?{moved}"))
            .replace("Explain why people ring", "Explain why people call")
    }

    fn pack(settings: &str, unit: &str) -> Pack {
        let files = PackFiles {
            settings: Some(settings.into()),
            units: vec![("u.md".into(), unit.into())],
            ..PackFiles::default()
        };
        let read = read_pack(&files);
        assert!(!read.has_errors(), "{:?}", read.diagnostics);
        read.value
    }

    fn pinned(pack: &Pack, item: Item, shown: Shown) -> About {
        About {
            pack: pack.settings.id.clone(),
            pack_version: "1".into(),
            adaptation: None,
            unit: "u".parse().unwrap(),
            item,
            shown: Some(shown.hash()),
            structure: Some(shown.structure),
        }
    }

    #[test]
    fn each_edit_is_told_for_what_it_is() {
        let before = pack(SETTINGS, UNIT);
        let after = pack(&SETTINGS.replace("resident", "client"), &edited());
        for (id, wanted) in [
            ("typo", Since::Reworded),
            ("option", Since::Changed),
            ("moved", Since::Same),
            ("removed", Since::Gone),
            ("term", Since::Reworded),
        ] {
            let id: QuestionId = id.parse().unwrap();
            let question = before.units[0].question(&id).unwrap();
            let shown = Shown::question(question, &before.settings.fillings);
            let then = pinned(&before, Item::Question(id.clone()), shown);
            let now = after.units[0].question(&id);
            assert_eq!(
                Since::question(&then, now, &after.settings.fillings),
                wanted,
                "{id}"
            );
        }
    }

    #[test]
    fn a_criterion_is_reworded_by_its_author_and_by_a_centre() {
        let before = pack(SETTINGS, UNIT);
        let after = pack(SETTINGS, &edited());
        let id: CriterionId = "ac-1-1".parse().unwrap();
        let old = before.units[0].criterion(&id).unwrap();
        let new = after.units[0].criterion(&id).unwrap();
        let fillings = &before.settings.fillings;
        let then = pinned(
            &before,
            Item::Criterion(id.clone()),
            Shown::criterion(old, None, fillings),
        );
        let official = Official {
            official_ref: "4.1".into(),
            official_text: "Explain …".into(),
        };
        assert_eq!(
            Since::criterion(&then, Some(old), None, fillings),
            Since::Same
        );
        assert_eq!(
            Since::criterion(&then, Some(new), None, fillings),
            Since::Reworded
        );
        assert_eq!(
            Since::criterion(&then, Some(old), Some(&official), fillings),
            Since::Reworded
        );
        assert_eq!(Since::criterion(&then, None, None, fillings), Since::Gone);
    }
}
