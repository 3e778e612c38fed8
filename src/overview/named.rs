//! What units and criteria are called: as the content has them now, or as a record remembers them
//! where the content has them no more.

use crate::{
    fingerprint::Shown,
    id::{CriterionId, PackId, UnitId},
    nation::Nation,
    pack::Settings,
    pinned,
    quality::Place,
    record::{
        Record,
        event::{About, Event, Item},
        pending::Texts,
        state::{CriterionState, UnitState},
    },
    unit::Unit,
};

/// The content that a record is looked at with. It may be other content than the record's.
#[derive(Clone, Copy, Debug)]
pub struct Content<'a> {
    /// The pack's settings.
    pub settings: &'a Settings,
    /// Its units, in order.
    pub units: &'a [&'a Unit],
    /// Where the learner is.
    pub nation: Nation,
}

/// What a criterion is called.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Named {
    /// Its number in the unit; its id where nobody knows the number any more.
    pub number: String,
    /// What it asks; empty where nobody knows any more.
    pub asks: String,
    /// The awarding body's number and wording, where a centre has set any.
    pub official: Option<String>,
}

impl<'a> Content<'a> {
    /// A unit, if the pack still has it.
    pub fn unit(self, pack: &PackId, id: &UnitId) -> Option<&'a Unit> {
        let here = *pack == self.settings.id;
        let mut units = self.units.iter().filter(|_| here);
        units.find(|unit| unit.id == *id).copied()
    }

    /// What a unit is called; its id where the pack has it no more.
    pub fn title(self, pack: &PackId, id: &UnitId) -> String {
        match self.unit(pack, id) {
            Some(unit) => unit.title.clone(),
            None => id.to_string(),
        }
    }

    /// The criteria that a unit asks for in this nation: what has to be met for its sign-off.
    pub fn asked(self, pack: &PackId, unit: &UnitId) -> Vec<CriterionId> {
        let unit = self.unit(pack, unit).into_iter();
        unit.flat_map(Unit::criteria)
            .filter(|criterion| criterion.nations.holds(self.nation))
            .map(|criterion| criterion.id.clone())
            .collect()
    }

    /// Every criterion that the pack asks for in this nation, in its order.
    pub fn places(self) -> Vec<Place> {
        let pack = &self.settings.id;
        let of_unit = |unit: &&Unit| {
            let asked = self.asked(pack, &unit.id).into_iter();
            let place = |criterion| Place {
                pack: pack.clone(),
                unit: unit.id.clone(),
                criterion,
            };
            asked.map(place).collect::<Vec<_>>()
        };
        self.units.iter().flat_map(of_unit).collect()
    }

    /// The criteria of a unit in its order: those it asks for, and those that something was done
    /// for, whether or not it still has them.
    pub fn criteria(
        self,
        pack: &PackId,
        unit: &UnitId,
        did: Option<&UnitState>,
    ) -> Vec<CriterionId> {
        let now = self.unit(pack, unit);
        let worked_on = |id: &CriterionId| did.is_some_and(|did| did.criteria.contains_key(id));
        let mut all: Vec<CriterionId> = now
            .into_iter()
            .flat_map(Unit::criteria)
            .filter(|criterion| criterion.nations.holds(self.nation) || worked_on(&criterion.id))
            .map(|criterion| criterion.id.clone())
            .collect();
        let gone = did.into_iter().flat_map(|did| did.criteria.keys());
        let gone = gone.filter(|id| now.is_none_or(|unit| unit.criterion(id).is_none()));
        all.extend(gone.cloned());
        all
    }

    /// What an event says that it is about, and the text it is pinned to: as the pack has it now,
    /// or as somebody in the record last had it before them.
    pub fn about(
        self,
        pack: &PackId,
        unit: &UnitId,
        item: &Item,
        record: &Record,
    ) -> (About, Texts) {
        let now = self.unit(pack, unit);
        let shown = match (now, item) {
            (Some(now), Item::Criterion(id)) => now.criterion(id).map(|criterion| {
                let official = self.settings.official(unit, id);
                Shown::criterion(criterion, official, &self.settings.fillings)
            }),
            _ => None,
        };
        let is_here = now.is_some() && (shown.is_some() || *item == Item::Unit);
        let mut texts = Texts::new();
        if !is_here && let Some(before) = last_about(pack, unit, item, record) {
            return (before, texts);
        }
        if let Some(shown) = &shown {
            texts.insert(shown.hash(), shown.text.as_str().into());
        }
        let about = About {
            pack: pack.clone(),
            pack_version: self.settings.version.as_str().into(),
            adaptation: self.settings.adaptation.clone(),
            unit: unit.clone(),
            item: item.clone(),
            shown: shown.as_ref().map(Shown::hash),
            structure: shown.map(|shown| shown.structure),
        };
        (about, texts)
    }

    /// What a criterion is called.
    pub fn named(
        self,
        pack: &PackId,
        unit: &UnitId,
        id: &CriterionId,
        record: &Record,
        did: Option<&CriterionState>,
    ) -> Named {
        let now = self.unit(pack, unit).and_then(|unit| unit.criterion(id));
        if let Some(now) = now {
            let official = self.settings.official(unit, id).map(|set| {
                format!("{} {}", set.official_ref, set.official_text)
                    .trim()
                    .to_owned()
            });
            return Named {
                number: now.reference.clone(),
                asks: now.text.text(&self.settings.fillings),
                official,
            };
        }
        let shown = did.and_then(|did| shown(record, id, did)).unwrap_or("");
        Named {
            number: pinned::number(shown).unwrap_or(id.as_str()).to_owned(),
            asks: pinned::asks(shown).unwrap_or_default().to_owned(),
            official: pinned::official(shown),
        }
    }
}

/// What the latest event about a thing says it is.
fn last_about(pack: &PackId, unit: &UnitId, item: &Item, record: &Record) -> Option<About> {
    let events = record.events().filter_map(|sealed| sealed.event());
    let about = events.flat_map(|event| event.about.iter().map(|about| (event.at, about)));
    let same = about
        .filter(|(_, about)| about.pack == *pack && about.unit == *unit && about.item == *item);
    same.max_by_key(|(at, _)| *at)
        .map(|(_, about)| about.clone())
}

/// The wording that somebody last saw a criterion in.
pub(super) fn shown<'r>(
    record: &'r Record,
    id: &CriterionId,
    did: &CriterionState,
) -> Option<&'r str> {
    let versions = did.versions.iter().map(|kept| &kept.event);
    let submissions = did.submissions.iter().map(|kept| &kept.event);
    let decisions = did.decisions.iter().map(|kept| &kept.event);
    let evidence = did.evidence.iter().map(|kept| &kept.event);
    let events = versions.chain(submissions).chain(decisions).chain(evidence);
    let shown = events.filter_map(|event| Some((event.at, pinned_to(event, id, record)?)));
    shown.max_by_key(|(at, _)| *at).map(|(_, shown)| shown)
}

fn pinned_to<'r>(event: &Event, id: &CriterionId, record: &'r Record) -> Option<&'r str> {
    let mut about = event.about.iter();
    let about = about.find(|about| about.item == Item::Criterion(id.clone()))?;
    record.text(&about.shown?)
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::{
        read::read_unit,
        record::{
            story::{LEARNER, Story, criterion},
            what::What,
        },
        source::Source,
    };

    #[test]
    fn a_criterion_that_is_gone_is_called_as_it_was() {
        let text = "+++\nid = \"carer-partnerships\"\ntitle = \"Carers\"\n+++\n\n\
            ## 1.1 Explain it {#ac-1-1 .criterion}\n\n- **A.** x\n";
        let unit = read_unit(Source { name: "u.md", text }).value;
        let settings = Settings {
            id: "underpin".parse().unwrap(),
            ..Settings::default()
        };
        let content = Content {
            settings: &settings,
            units: &[&unit],
            nation: Nation::England,
        };
        let mut record = Record::default();
        let shown = record.add_text("criterion\nnumber: 3.2\nasks: Explain why\n");
        let about = About {
            shown: Some(shown),
            ..criterion("ac-3-2")
        };
        record.add(Story::default().sealed(LEARNER, about.clone(), &[], What::Withdrawn));
        record.add(Story::default().sealed(
            LEARNER,
            about.clone(),
            &[],
            Story::default().says(crate::record::decision::Judgement::Met),
        ));
        let state = record.state();
        let did = state.unit(&about.pack, &about.unit).unwrap();
        let ids = content.criteria(&about.pack, &about.unit, Some(did));
        assert_eq!(
            ids.iter().map(CriterionId::as_str).collect::<Vec<_>>(),
            ["ac-1-1", "ac-3-2"]
        );
        let named = |id: &CriterionId| {
            let named = content.named(&about.pack, &about.unit, id, &record, did.criteria.get(id));
            (named.number, named.asks)
        };
        assert_eq!(named(&ids[0]), ("1.1".into(), "Explain it".into()));
        assert_eq!(named(&ids[1]), ("3.2".into(), "Explain why".into()));
        assert_eq!(content.asked(&about.pack, &about.unit).len(), 1);

        let item = |id: &CriterionId| Item::Criterion(id.clone());
        let now = content.about(&about.pack, &about.unit, &item(&ids[0]), &record);
        assert_eq!(
            now.1.keys().copied().collect::<Vec<_>>(),
            [now.0.shown.unwrap()]
        );
        let then = content.about(&about.pack, &about.unit, &item(&ids[1]), &record);
        assert_eq!(then, (about, Texts::new()));
    }
}
