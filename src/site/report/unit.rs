//! One unit: plans, evidence, every criterion, sign-off, practice.

use std::collections::BTreeMap;

use jiff::Timestamp;
use maud::{Markup, html};

use super::{
    Report, criterion, evidence,
    part::{rows, when},
    plan, practice,
};
use crate::{
    id::{CriterionId, PackId, UnitId},
    overview::named::Named,
    record::{
        event::Item,
        evidence::EvidenceItem,
        seal::Seal,
        sign_off::Declaration,
        state::{Kept, SignOff, Standing, UnitState},
    },
    wording::{date, report as words},
};

/// A unit as the report sees it, with its evidence numbered.
pub(super) struct Seen<'a> {
    pub report: &'a Report<'a>,
    pub pack: &'a PackId,
    pub id: &'a UnitId,
    pub did: &'a UnitState,
    pub evidence: Vec<&'a Kept<EvidenceItem>>,
}

impl<'a> Seen<'a> {
    pub fn new(
        report: &'a Report<'a>,
        pack: &'a PackId,
        id: &'a UnitId,
        did: &'a UnitState,
    ) -> Self {
        // One piece may serve several criteria; it has one number.
        let pieces: BTreeMap<(Timestamp, Seal), &Kept<EvidenceItem>> = did
            .criteria
            .values()
            .flat_map(|criterion| criterion.evidence.iter())
            .map(|piece| (piece.by_time(), piece))
            .collect();
        Self {
            report,
            pack,
            id,
            did,
            evidence: pieces.into_values().collect(),
        }
    }

    pub fn title(&self) -> String {
        self.report.content.title(self.pack, self.id)
    }

    /// The awarding body's reference.
    pub fn reference(&self) -> &str {
        let references = &self.report.content.settings.centre.unit_refs;
        references.get(self.id).map_or("", String::as_str)
    }

    pub fn level(&self) -> String {
        let unit = self.report.content.unit(self.pack, self.id);
        unit.map(|unit| unit.level.to_string()).unwrap_or_default()
    }

    pub fn named(&self, id: &CriterionId) -> Named {
        let did = self.did.criteria.get(id);
        let content = self.report.content;
        content.named(self.pack, self.id, id, self.report.record, did)
    }

    /// The criteria in the unit's order.
    pub fn criteria(&self) -> Vec<CriterionId> {
        let content = self.report.content;
        content.criteria(self.pack, self.id, Some(self.did))
    }

    /// How many of the criteria are met.
    pub fn met(&self) -> String {
        let all = self.criteria();
        let met = all.iter().filter(|id| {
            let standing = self.did.criteria.get(*id).map(|did| did.standing());
            standing == Some(Standing::Met)
        });
        words::met_of(met.count(), all.len())
    }

    /// How far the sign-off has come, in words. Without the unit’s content nobody can say what it
    /// asks for: then only what was declared on every decision there is counts.
    pub fn sign_off(&self) -> &'static str {
        let content = self.report.content;
        let is_known = content.unit(self.pack, self.id).is_some();
        let criteria = match is_known {
            true => content.asked(self.pack, self.id),
            false => self.criteria(),
        };
        match self.did.sign_off(&criteria) {
            SignOff::SignedOff { .. } => words::SIGNED_OFF,
            SignOff::WithAssessor(_) => words::WITH_ASSESSOR,
            SignOff::NotMet(_) | SignOff::WithLearner if !is_known => words::SIGN_OFF_UNKNOWN,
            SignOff::NotMet(_) => words::NOT_MET,
            SignOff::WithLearner => words::WITH_LEARNER,
        }
    }

    /// What a piece of evidence is called in this unit: `E2`.
    pub fn evidence_number(&self, seal: &Seal) -> Option<String> {
        let place = self.evidence.iter().position(|piece| piece.seal == *seal)?;
        Some(format!("E{}", place + 1))
    }

    /// The numbers of the criteria of this unit that an event is about.
    pub fn numbers(&self, event: &crate::record::event::Event) -> String {
        let criteria = event.about.iter().filter_map(|about| match &about.item {
            Item::Criterion(id) if about.unit == *self.id => Some(self.named(id).number),
            _ => None,
        });
        criteria.collect::<Vec<_>>().join(", ")
    }
}

pub(super) fn unit(seen: &Seen<'_>) -> Markup {
    html! {
        section .report__unit data-unit=(seen.id) {
            h2 { (seen.title()) }
            (rows([
                (words::UNIT_REF, seen.reference().to_owned()),
                (words::LEVEL, seen.level()),
                (words::MET_COUNT, seen.met()),
                (words::SIGNED, seen.sign_off().to_owned()),
            ]))
            (plan::plans(seen))
            (evidence::evidence(seen))
            @for id in seen.criteria() {
                (criterion::criterion(seen, &id))
            }
            (sign_off(seen))
            (practice::practice(seen))
        }
    }
}

/// Every declaration, in the order they were made; which of them count is said above.
fn sign_off(seen: &Seen<'_>) -> Markup {
    let declarations = seen.did.declarations.in_order();
    html! {
        section .report__part data-part="sign-off" {
            h3 { (words::SIGN_OFF) }
            p { (seen.sign_off()) "." }
            @for declaration in declarations { (declared(declaration)) }
        }
    }
}

fn declared(declaration: &Kept<Declaration>) -> Markup {
    let said = &declaration.said;
    let signed = words::signed(&said.statement, &said.signed, &date::day(said.date));
    rows([
        (words::role(declaration.event.by.role), signed),
        (words::DATE, when(declaration.event.at)),
    ])
}
