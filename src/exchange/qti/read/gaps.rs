//! A text with gaps, to type in or to choose for.

use roxmltree::Node;
use rust_decimal::Decimal;

use super::{
    body::{Body, choices, mark_of_gap},
    declared::{Cardinality, ResponseId},
    interaction::{Asked, set_points},
    item::Reading,
    known::asked,
    xml::{attribute, name, words as words_in},
};
use crate::{
    author::question::Draft,
    exchange::{
        bank::{Loss, Losses, escape},
        qti::spelling,
    },
    question::Kind,
    wording::bank as words,
};

/// A question whose answers are gaps in its text.
pub(super) fn gaps<'n, 'i>(
    reading: &mut Reading<'n, 'i, '_>,
    body: &Body<'n, 'i>,
    text: &str,
    losses: &mut Losses,
) -> Draft {
    let mut stem = text.to_owned();
    let mut all = Decimal::ZERO;
    for (at, node) in body.gaps.iter().enumerate() {
        let mut asked = asked(reading, *node, losses);
        let is_choice = name(*node) == "inline-choice-interaction";
        let inner = match is_choice {
            true => asked.chosen(*node),
            false => asked.typed(),
        };
        all = all.saturating_add(asked.worth(Cardinality::Single));
        let ours = reading.own.is_some();
        let inner = spelling::of_gaps_label(attribute(*node, "label"), &inner)
            .filter(|_| ours)
            .unwrap_or(inner);
        stem = stem.replace(&mark_of_gap(at), &format!("[[{inner}]]"));
    }
    let (title, stem) = match body.title.is_empty() {
        false => reading.heading(&[], body, &stem),
        true => {
            let draft = reading.draft(String::new(), String::new());
            let title = reading.item_title();
            let title = match title.is_empty() || title == draft.id {
                true => words::FILL_THE_GAP.to_owned(),
                false => escape::line(&title, losses),
            };
            (title, stem)
        }
    };
    let mut draft = reading.draft(title, stem);
    draft.kind = Kind::Gap;
    set_points(all, &mut draft, losses);
    let responses = body.gaps.iter().copied().map(ResponseId::asked_by);
    reading.under(&responses.collect::<Vec<_>>(), &mut draft);
    draft
}

impl<'n, 'i> Asked<'_, 'n, 'i, '_> {
    /// What stands within the brackets of a gap to type in.
    fn typed(&mut self) -> String {
        let mut ways: Vec<String> = Vec::new();
        for known in self.known() {
            for value in &known.values {
                match known.right {
                    true => {
                        self.exactly(value);
                        ways.push(value.text.clone());
                    }
                    false
                        if self
                            .reading
                            .said_to
                            .answer(&self.response, &value.text, value.near)
                            .is_some() =>
                    {
                        self.losses.tell(Loss::Feedback);
                    }
                    false => {}
                }
            }
        }
        let ways: Vec<String> = ways.iter().map(|way| self.within(way)).collect();
        let inner = ways.join("|");
        match inner.strip_prefix('=') {
            Some(rest) => {
                self.losses.tell(Loss::Signs("=".to_owned()));
                rest.to_owned()
            }
            None => inner,
        }
    }

    /// What stands within the brackets of a gap to choose for: the right one first.
    fn chosen(&mut self, node: Node<'n, 'i>) -> String {
        let nodes = choices(node);
        let ids: Vec<String> = nodes
            .iter()
            .map(|node| attribute(*node, "identifier").to_owned())
            .collect();
        let rights = self
            .rights(&ids, Cardinality::Single)
            .unwrap_or_else(|| vec![false; ids.len()]);
        let mut texts: Vec<(bool, String)> = Vec::new();
        for (node, right) in nodes.iter().zip(rights) {
            let text = self.within(&words_in(*node));
            texts.push((right, text));
        }
        if texts.iter().filter(|(right, _)| *right).count() > 1 {
            self.losses.tell(Loss::PartPoints);
        }
        texts.sort_by_key(|(right, _)| !right);
        let texts: Vec<String> = texts.into_iter().map(|(_, text)| text).collect();
        format!("={}", texts.join("|"))
    }

    /// A text within a gap's brackets.
    fn within(&mut self, text: &str) -> String {
        let mut kept = text.to_owned();
        for sign in ["|", "[", "]"] {
            if kept.contains(sign) {
                self.losses.tell(Loss::Signs(sign.to_owned()));
                kept = kept.replace(sign, " ");
            }
        }
        escape::line(&kept, self.losses)
    }
}
