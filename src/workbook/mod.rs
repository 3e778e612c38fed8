//! A unit as a workbook for print: its items with their codes, the letters of its options, and
//! where choices lead on paper. And the way back: what was written in one, typed in again.
//!
//! How it looks is [`crate::site`]'s.

mod code;
mod letters;
mod typed;
mod ways;

use self::letters::places;
pub use self::{
    code::{BadCode, Code},
    letters::{Label, Lettered, labels, lettered, shown_order},
    typed::{CannotRead, gap_choices, read, written},
    ways::{Onward, Rest, Ways, ways},
};
use crate::{
    criterion::Criterion,
    diagnostic,
    id::OptionId,
    nation::{Nation, Nations},
    question::Question,
    scenario::{Scenario, Step},
    unit::{Content, Unit},
};

/// The items of a unit in the order in which a workbook prints them.
#[derive(Clone, Debug)]
pub struct Workbook<'a> {
    unit: &'a Unit,
    entries: Vec<Entry<'a>>,
}

/// One item, with its code.
#[derive(Clone, Copy, Debug)]
pub struct Entry<'a> {
    /// Its code.
    pub code: Code,
    /// What it is.
    pub item: Item<'a>,
    /// Where it holds; none where nowhere.
    nations: Option<Nations>,
}

/// What a workbook has a code for.
#[derive(Clone, Copy, Debug)]
pub enum Item<'a> {
    /// A question outside a scenario.
    Question(&'a Question),
    /// A step of a scenario, with or without a question.
    Step(&'a Scenario, &'a Step),
    /// A criterion to answer.
    Criterion(&'a Criterion),
}

impl Item<'_> {
    /// The id that its code is worked out from.
    pub fn id(&self) -> &str {
        match self {
            Self::Question(question) => question.id.as_str(),
            Self::Step(_, step) => step.id.as_str(),
            Self::Criterion(criterion) => criterion.id.as_str(),
        }
    }
}

impl Entry<'_> {
    /// Whether readers in this nation see it.
    pub fn holds(&self, nation: Nation) -> bool {
        self.nations.is_some_and(|nations| nations.holds(nation))
    }
}

impl<'a> Workbook<'a> {
    /// The workbook of a unit.
    pub fn new(unit: &'a Unit) -> Self {
        let mut entries = Vec::new();
        let mut with_criteria = false;
        let entry = |item: Item<'a>, nations| Entry {
            code: Code::of(&unit.id, item.id()),
            item,
            nations,
        };
        for section in &unit.sections {
            match &section.content {
                Content::Scenario(scenario) => {
                    let steps = scenario.steps.iter();
                    let steps = steps.map(|step| Item::Step(scenario, step));
                    entries.extend(steps.map(|item| entry(item, Some(section.nations))));
                }
                Content::Reading(_) | Content::Question(_) => {
                    let questions = section.questions().map(|question| {
                        let both = section.nations.within(question.nations);
                        entry(Item::Question(question), both)
                    });
                    entries.extend(questions);
                }
                // They are printed together, where the first of them stands.
                Content::Criterion(_) if with_criteria => {}
                Content::Criterion(_) => {
                    with_criteria = true;
                    let criteria = unit
                        .criteria()
                        .map(|one| entry(Item::Criterion(one), Some(one.nations)));
                    entries.extend(criteria);
                }
            }
        }
        Self { unit, entries }
    }

    /// Every item, in the order in which they are printed.
    pub fn entries(&self) -> &[Entry<'a>] {
        &self.entries
    }

    /// The code of the item with this id.
    pub fn code(&self, id: &str) -> Code {
        Code::of(&self.unit.id, id)
    }

    /// Those with this code. More than one is possible, if hardly ever: then somebody has to say
    /// which.
    pub fn find(&self, code: Code) -> impl Iterator<Item = &Entry<'a>> {
        self.entries.iter().filter(move |entry| entry.code == code)
    }

    /// The item whose code is nearest to what was typed, if one is near enough to be meant.
    pub fn nearest(&self, typed: &str) -> Option<&Entry<'a>> {
        let typed: String = code::signs(typed).collect();
        let codes: Vec<String> = self
            .entries
            .iter()
            .map(|one| one.code.to_string())
            .collect();
        let nearest = diagnostic::nearest(&typed, codes.iter().map(String::as_str))?;
        let at = codes.iter().position(|code| code == nearest)?;
        self.entries.get(at)
    }

    /// What a workbook and a screen have to have in common for a letter to mean the same in both:
    /// it differs as soon as any letter could.
    pub fn edition(&self) -> Code {
        let mut all = format!("{}\n", self.unit.id);
        for entry in &self.entries {
            let question = match entry.item {
                Item::Question(question) => Some(question),
                Item::Step(_, step) => step.question.as_ref(),
                Item::Criterion(_) => None,
            };
            let letters = question.map(lettered).unwrap_or_default();
            let places = question.map(places).unwrap_or_default();
            let ids = letters.iter().map(|one| one.id).chain(places);
            let ids: Vec<&str> = ids.map(OptionId::as_str).collect();
            all.push_str(&format!("{} {}\n", entry.item.id(), ids.join(" ")));
        }
        Code::of_text(&all)
    }
}

#[cfg(test)]
mod tests {
    use std::collections::BTreeSet;

    use super::*;
    use crate::{read::read_unit, source::Source};

    const UNIT: &str = include_str!("../../tests/it/site/every-kind.md");

    fn unit(text: &str) -> Unit {
        read_unit(Source {
            name: "every-kind.md",
            text,
        })
        .value
    }

    fn codes(unit: &Unit) -> Vec<(String, Code)> {
        let book = Workbook::new(unit);
        let entries = book.entries().iter();
        entries
            .map(|one| (one.item.id().to_owned(), one.code))
            .collect()
    }

    #[test]
    fn everything_that_is_answered_has_a_code_of_its_own() {
        let unit = unit(UNIT);
        let codes = codes(&unit);
        let ids: Vec<&str> = codes.iter().map(|(id, _)| id.as_str()).collect();
        let wanted = "one several order match gap number short rate reflect \
                      story-first story-then story-end ac-1 ac-2";
        assert_eq!(ids.join(" "), wanted);
        let different: BTreeSet<Code> = codes.iter().map(|(_, code)| *code).collect();
        assert_eq!(different.len(), codes.len());
    }

    #[test]
    fn codes_outlive_what_comes_and_goes_around_them() {
        let before = codes(&unit(UNIT));
        let more = UNIT.replacen(
            "## In which order?",
            "## Which is new? {#new .single}\n\n- [x] This\n- [ ] That\n\n## In which order?",
            1,
        );
        let more = codes(&unit(&more));
        assert_eq!(more.len(), before.len() + 1);
        assert!(before.iter().all(|code| more.contains(code)));
        let (start, rest) = UNIT.split_once("## In which order?").unwrap();
        let (_, end) = rest.split_once("## What goes together?").unwrap();
        let fewer = codes(&unit(&format!("{start}## What goes together?{end}")));
        assert_eq!(fewer.len(), before.len() - 1);
        assert!(fewer.iter().all(|code| before.contains(code)));
        let reworded = UNIT.replace("What first?", "What do you do now?");
        assert_eq!(codes(&unit(&reworded)), before);
    }

    #[test]
    fn the_edition_follows_the_letters() {
        let unit_before = unit(UNIT);
        let edition = Workbook::new(&unit_before).edition();
        for (change, to, same) in [
            ("Words to read, again.", "Other words.", true),
            ("The wrong one {#wrong}", "Another wrong one {#wrong}", true),
            ("{#wrong}", "{#other}", false),
            (
                "- [ ] Second {#m-b}\n  > No.",
                "- [ ] Third {#m-c}\n- [ ] Second {#m-b}\n  > No.",
                false,
            ),
            // A gap's words to choose from, and which pair a place is for.
            ("[[=safe|quick]]", "[[=safe|slow|quick]]", false),
            (
                "| Alpha | One |\n| Beta | Two |",
                "| Beta | One |\n| Alpha | Two |",
                false,
            ),
        ] {
            let unit = unit(&UNIT.replacen(change, to, 1));
            assert_eq!(Workbook::new(&unit).edition() == edition, same, "{change}");
        }
    }

    #[test]
    fn the_nearest_code_is_found() {
        let unit = unit(UNIT);
        let book = Workbook::new(&unit);
        for entry in book.entries() {
            let printed = entry.code.to_string();
            let slip = format!("{}?{}", &printed[..2], &printed[3..]).to_lowercase();
            let found = book.nearest(&slip).unwrap();
            assert_eq!(found.code, entry.code, "{slip}");
            assert_eq!(book.find(entry.code).count(), 1);
        }
        assert!(book.nearest("completely-other").is_none());
    }

    #[test]
    fn what_holds_elsewhere_is_not_printed_here() {
        let told = UNIT.replace("{#one .single", "{#one .single nation=wales");
        let unit = unit(&told);
        let book = Workbook::new(&unit);
        let one = &book.entries()[0];
        assert!(one.holds(Nation::Wales) && !one.holds(Nation::England));
    }
}
