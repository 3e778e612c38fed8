//! What somebody was shown, word for word, and the structure behind it.
//!
//! Every response and answer is pinned to the exact text it was made against, with terms, nation
//! and official wording put in. The text is kept once under its hash, plain and line by line, so
//! that it can be read years later without the pack. The structure is what scoring and statistics
//! go by; mending a typo leaves it as it is, so long as options carry ids of their own.
//!
//! **The form of both is for ever: records are pinned to it.** Every line begins with a mark of
//! its own, so that nothing an author or employer writes can pass for another line:
//!
//! ```text
//! Underpin question 1
//! id: first
//! kind: single
//! points: 1
//! asks: What do you do first?
//! | What stands between the heading and the options.
//! - {#write-it-down} right: Write it down.
//!   > What is said to those who chose it.
//!   -> next-day: The words of the link that leads on.
//! always> What is said to everybody.
//! ```

pub mod marks;

use std::fmt::Write;

use crate::{
    criterion::{Criterion, CriterionKind, Official},
    id::OptionId,
    nation::Nations,
    pack::Fillings,
    question::{ChoiceOption, Feedback, GapKind, Interaction, KnownAnswer, Question, fold_text},
    record::seal::{StructureHash, TextHash},
};

/// A text that was shown, and the structure behind it.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Shown {
    /// What was shown, line by line.
    pub text: String,
    /// The hash of the structure.
    pub structure: StructureHash,
}

impl Shown {
    /// The hash that the text is kept under.
    pub fn hash(&self) -> TextHash {
        TextHash::of(&self.text)
    }

    /// The words of an option, if the text has one with this id.
    pub fn option_words(&self, option: &OptionId) -> Option<&str> {
        option_words(&self.text, option)
    }

    /// A question as it is shown with these words of the pack.
    pub fn question(question: &Question, fillings: &Fillings) -> Self {
        let (kind, points) = (question.kind().class(), String::from(question.points));
        let mut text = String::from("Underpin question 1\n");
        line(&mut text, marks::ID, question.id.as_str());
        line(&mut text, marks::KIND, kind);
        line(&mut text, marks::POINTS, &points);
        holds_in(&mut text, question.nations);
        line(&mut text, marks::ASKS, &question.title.text(fillings));
        lines(&mut text, marks::WORDS, &question.stem.text(fillings));

        let mut structure = vec![format!("{} {kind} {points}", question.id)];
        let mut entries = entries(question, fillings);
        for entry in &entries {
            let mark = format!("{}{}{}", marks::entry(entry.id), entry.mark, marks::IS);
            line(&mut text, &mark, &entry.words);
            if let Some(said) = entry.said {
                feedback(&mut text, "  ", said, fillings);
            }
        }
        if !is_in_order(&question.interaction) {
            entries.sort_by_key(|entry| entry.id);
        }
        structure.extend(entries.iter().map(Entry::structure));
        if let Interaction::Multiple(multiple) = &question.interaction
            && multiple.all_or_nothing
        {
            line(&mut text, marks::SCORING, "all");
            structure.push("scoring all".to_owned());
        }
        let discussion = &question.discussion;
        for (name, said) in [
            ("right", &discussion.right),
            ("otherwise", &discussion.otherwise),
            ("always", &discussion.always),
        ] {
            if let Some(said) = said {
                feedback(&mut text, name, said, fillings);
                structure.push(format!("{name} {}", leads_to(Some(said))));
            }
        }
        Self::of(text, &structure)
    }

    /// A criterion as it is shown, the centre's own wording first where it has set any.
    pub fn criterion(
        criterion: &Criterion,
        official: Option<&Official>,
        fillings: &Fillings,
    ) -> Self {
        let kind = match criterion.kind {
            CriterionKind::Knowledge => "knowledge",
            CriterionKind::Skill => "skill",
        };
        let level = criterion.level.to_string();
        let mut text = String::from("Underpin criterion 1\n");
        line(&mut text, marks::ID, criterion.id.as_str());
        if let Some(official) = official {
            lines(&mut text, marks::OFFICIAL_NUMBER, &official.official_ref);
            lines(&mut text, marks::OFFICIAL_WORDING, &official.official_text);
        }
        line(&mut text, marks::NUMBER, &criterion.reference);
        line(&mut text, marks::LEVEL, &level);
        line(&mut text, marks::KIND, kind);
        holds_in(&mut text, criterion.nations);
        line(&mut text, marks::ASKS, &criterion.text.text(fillings));
        lines(&mut text, marks::WORDS, &criterion.guidance.text(fillings));

        let verb = criterion.verb.map_or("-", |verb| verb.word());
        let (id, number) = (&criterion.id, &criterion.reference);
        let mut structure = vec![format!("{id} {number} {verb} {level} {kind}")];
        for point in &criterion.points {
            line(&mut text, marks::LEAD, &point.lead);
            lines(&mut text, marks::POINT, &point.text.text(fillings));
            structure.push(format!("point {}", point.lead));
        }
        if let Some(points) = structure.get_mut(1..) {
            points.sort();
        }
        Self::of(text, &structure)
    }

    fn of(text: String, structure: &[String]) -> Self {
        Self {
            text,
            structure: StructureHash::of(structure.join("\n")),
        }
    }
}

/// The words of an option in a text that was shown, if the text has one with this id. For texts
/// from a record, whose question may be long gone.
pub fn option_words<'t>(shown: &'t str, option: &OptionId) -> Option<&'t str> {
    let mark = marks::entry(option);
    let marked = shown
        .lines()
        .find_map(|line| line.strip_prefix(mark.as_str()))?;
    marked.split_once(marks::IS).map(|(_, words)| words)
}

/// An option, item, side of a pair, gap, known answer or label.
struct Entry<'q> {
    id: &'q OptionId,
    /// What it is: `right`, `wrong`, a place in the order and the like. It holds no colon.
    mark: String,
    words: String,
    /// What of its words decides a score, and so is structure: an accepted answer.
    key: String,
    said: Option<&'q Feedback>,
}

impl<'q> Entry<'q> {
    fn new(id: &'q OptionId, mark: impl Into<String>, words: String) -> Self {
        Self {
            id,
            mark: mark.into(),
            words,
            key: String::new(),
            said: None,
        }
    }

    fn option(option: &'q ChoiceOption, fillings: &Fillings) -> Self {
        let said = option.feedback.as_ref();
        Self {
            said,
            ..Self::new(
                &option.id,
                verdict(option.right, said),
                option.text.text(fillings),
            )
        }
    }

    fn known<A>(known: &'q KnownAnswer<A>, words: String, key: String) -> Self {
        let said = known.feedback.as_ref();
        Self {
            said,
            key,
            ..Self::new(&known.id, verdict(known.right, said), words)
        }
    }

    fn structure(&self) -> String {
        let Self { id, mark, key, .. } = self;
        format!("{id} {mark} {} {key}", leads_to(self.said))
    }
}

fn entries<'q>(question: &'q Question, fillings: &Fillings) -> Vec<Entry<'q>> {
    match &question.interaction {
        Interaction::Single(choice) => options(&choice.options, fillings),
        Interaction::Multiple(multiple) => options(&multiple.choice.options, fillings),
        Interaction::Order(order) => {
            let items = order.items.iter().enumerate();
            items
                .map(|(at, item)| {
                    Entry::new(&item.id, (at + 1).to_string(), item.text.text(fillings))
                })
                .collect()
        }
        Interaction::Match(matching) => {
            let sides = matching.pairs.iter().map(|pair| {
                let mark = marks::with(&pair.right);
                Entry::new(&pair.left, mark, pair.left_text.text(fillings))
            });
            let choices = matching.choices().into_iter();
            let choices = choices.map(|(id, words)| Entry::new(id, "choice", words.text(fillings)));
            sides.chain(choices).collect()
        }
        Interaction::Gap(gap) => gap
            .blanks
            .iter()
            .map(|blank| {
                let (mark, texts) = match &blank.kind {
                    GapKind::Typed { accepted } => ("typed", accepted.join(marks::OR)),
                    GapKind::Chosen { right, wrong } => (
                        marks::CHOSEN,
                        format!("{right}{}{}", marks::OR, wrong.join(marks::OR)),
                    ),
                };
                Entry {
                    key: fold_text(&texts),
                    ..Entry::new(&blank.id, mark, texts)
                }
            })
            .collect(),
        Interaction::Number(number) => number
            .known
            .iter()
            .map(|known| {
                let amount = known.answer.to_string();
                Entry::known(known, amount.clone(), amount)
            })
            .collect(),
        Interaction::Short(short) => short
            .known
            .iter()
            .map(|known| {
                let texts = known.answer.join(marks::OR);
                Entry::known(known, texts.clone(), fold_text(&texts))
            })
            .collect(),
        Interaction::Rate(rate) => {
            let labels = rate.labels.iter().enumerate();
            labels
                .map(|(at, label)| {
                    Entry::new(&label.id, (at + 1).to_string(), label.text.text(fillings))
                })
                .collect()
        }
        Interaction::Reflect => Vec::new(),
    }
}

fn options<'q>(options: &'q [ChoiceOption], fillings: &Fillings) -> Vec<Entry<'q>> {
    let options = options.iter();
    options
        .map(|option| Entry::option(option, fillings))
        .collect()
}

/// Whether the order in the file decides anything: of several links chosen at once the first
/// leads on, and of several known answers that fit the first is taken.
fn is_in_order(interaction: &Interaction) -> bool {
    match interaction {
        Interaction::Multiple(_)
        | Interaction::Order(_)
        | Interaction::Number(_)
        | Interaction::Short(_)
        | Interaction::Rate(_) => true,
        Interaction::Single(_)
        | Interaction::Match(_)
        | Interaction::Gap(_)
        | Interaction::Reflect => false,
    }
}

fn verdict(right: bool, said: Option<&Feedback>) -> &'static str {
    match (right, said.is_some_and(|said| said.is_unsafe)) {
        (true, false) => marks::RIGHT,
        (false, false) => "wrong",
        (false, true) => "unsafe",
        (true, true) => "right but unsafe",
    }
}

fn leads_to(said: Option<&Feedback>) -> &str {
    said.and_then(|said| said.leads_to.as_ref())
        .map_or("-", |step| step.as_str())
}

fn feedback(text: &mut String, mark: &str, said: &Feedback, fillings: &Fillings) {
    lines(text, &format!("{mark}> "), &said.prose.text(fillings));
    if let Some(step) = &said.leads_to {
        let by = said.leads_by.as_deref().unwrap_or_default();
        line(text, &format!("{mark}-> {step}: "), by);
    }
}

fn holds_in(text: &mut String, nations: Nations) {
    if !nations.is_all() {
        line(text, marks::HOLDS_IN, &nations.to_string());
    }
}

/// Words that are one line, whatever breaks they hold.
fn line(text: &mut String, mark: &str, words: &str) {
    let words = words.lines().collect::<Vec<_>>().join(" / ");
    let _ = writeln!(text, "{mark}{words}");
}

/// Words of several lines, each with its mark; no words are no line.
fn lines(text: &mut String, mark: &str, words: &str) {
    for words in words.lines() {
        line(text, mark, words);
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::{read::read_unit, source::Source, unit::Unit};

    fn unit(text: &str) -> Unit {
        read_unit(Source { name: "u.md", text }).value
    }

    fn shown(text: &str) -> Shown {
        let unit = unit(text);
        let question = unit.questions().next().unwrap();
        Shown::question(question, &Fillings::default())
    }

    const CHOICE: &str = "+++\nid = \"u\"\ntitle = \"U\"\n+++\n\n## What do you do? {#q .single}\n\n\
        A {{term:x}} rings.\n\n\
        - [x] Anser it. {#answer}\n  > Yes.\n\
        - [ ] Leave it. {#leave}\n  > [!CAUTION]\n  > No.\n";

    #[test]
    fn the_form_is_fixed() {
        let every_kind = include_str!("every-kind.md");
        let unit = unit(every_kind);
        let mut fillings = Fillings::default();
        fillings
            .terms
            .insert("individual".into(), "resident".into());
        let official = Official {
            official_ref: "AC 7".into(),
            official_text: "Explain how\nto listen.".into(),
        };
        let mut all = String::new();
        for question in unit.questions() {
            let shown = Shown::question(question, &fillings);
            let _ = writeln!(all, "{}structure {}\n", shown.text, shown.structure);
        }
        for criterion in unit.criteria() {
            let shown = Shown::criterion(criterion, Some(&official), &fillings);
            let _ = writeln!(all, "{}structure {}\n", shown.text, shown.structure);
        }
        insta::assert_snapshot!(all);
    }

    #[test]
    fn a_mended_typo_changes_what_is_shown_and_not_the_structure() {
        let (before, after) = (shown(CHOICE), shown(&CHOICE.replace("Anser", "Answer")));
        assert_ne!(before.hash(), after.hash());
        assert_eq!(before.structure, after.structure);
        assert_eq!(
            after.option_words(&"answer".parse().unwrap()),
            Some("Answer it.")
        );
        assert_eq!(after.option_words(&"gone".parse().unwrap()), None);
    }

    #[test]
    fn a_term_changes_what_is_shown_and_not_the_structure() {
        let unit = unit(CHOICE);
        let question = unit.questions().next().unwrap();
        let mut fillings = Fillings::default();
        let plain = Shown::question(question, &fillings);
        fillings
            .terms
            .insert("x".into(), "bell\n- {#leave} right: y".into());
        let filled = Shown::question(question, &fillings);
        assert!(
            filled
                .text
                .contains("\n| A bell\n| - {#leave} right: y rings.\n")
        );
        assert_eq!(
            filled.option_words(&"leave".parse().unwrap()),
            Some("Leave it."),
            "nothing an employer writes passes for an option"
        );
        assert_ne!(plain.hash(), filled.hash());
        assert_eq!(plain.structure, filled.structure);
    }

    #[test]
    fn what_decides_a_score_is_structure() {
        let number = |known: &str| {
            format!(
                "## How many? {{#q .number}}\n\n- [x] {known} {{#n}}\n  > Yes.\n- [ ] 9 {{#m}}\n  > No.\n"
            )
        };
        let short =
            |known: &str| format!("## Who? {{#q .short}}\n\n- [x] {known} {{#n}}\n  > Yes.\n");
        let turned = CHOICE.replace("[x]", "[-]").replace("[ ]", "[x]");
        for (one, other) in [
            (CHOICE.to_owned(), turned.replace("[-]", "[ ]")),
            (CHOICE.to_owned(), CHOICE.replace("  > [!CAUTION]\n", "")),
            (
                CHOICE.to_owned(),
                CHOICE.replace(".single", ".single points=2"),
            ),
            (CHOICE.to_owned(), CHOICE.replace(".single", ".multiple")),
            (CHOICE.to_owned(), CHOICE.replace("#leave", "#go-away")),
            (number("42 ± 2 hours"), number("42 ± 3 hours")),
            (number("42 hours"), number("43 hours")),
            (short("carer"), short("carer | young carer")),
        ] {
            assert_ne!(shown(&one).structure, shown(&other).structure, "{other}");
        }
        assert_eq!(
            shown(&short("carer’s")).structure,
            shown(&short("Carer's")).structure,
            "answers that are compared as the same are the same"
        );
    }

    #[test]
    fn moving_an_option_is_no_change_of_structure() {
        let moved = "## What do you do? {#q .single}\n\n\
            - [ ] Leave it. {#leave}\n  > [!CAUTION]\n  > No.\n\
            - [x] Anser it. {#answer}\n  > Yes.\n";
        assert_eq!(shown(CHOICE).structure, shown(moved).structure);
    }

    #[test]
    fn a_reworded_point_is_the_same_point() {
        let criterion = |text: &str| {
            let unit = unit(text);
            let criterion = unit.criteria().next().unwrap();
            Shown::criterion(criterion, None, &Fillings::default())
        };
        let text = "## 3.2 Explain listening {#ac-3-2 .criterion}\n\n- **Why.** Reasons.\n- **How.** Ways.\n";
        let plain = criterion(text);
        for (same, edited) in [
            (true, text.replace("Reasons", "Good reasons")),
            (true, text.replace("listening", "hearing")),
            (false, text.replace("Explain", "Describe")),
            (false, text.replace("**How.**", "**Ways.**")),
            (false, text.replace(".criterion", ".criterion kind=skill")),
        ] {
            let edited = criterion(&edited);
            assert_ne!(edited.hash(), plain.hash());
            assert_eq!(edited.structure == plain.structure, same, "{}", edited.text);
        }
    }
}
