//! What is wrong with content, and why it matters: every rule of the language, with examples.
//!
//! Each rule is a file, named as its code. What can be seen while reading is told by
//! [`crate::read`], and its file here only explains it; what takes the whole unit or pack (links
//! to nowhere, steps that nothing reaches, criteria that nothing teaches) is looked at here. No
//! rule mends anything by itself, and none asks the clock: today comes in.

pub mod chances;
mod in_hand;
mod mend;
mod rule;

mod all_of_the_above;
mod answers_shown;
mod bad_attribute;
mod bad_change;
mod bad_filling;
mod bad_front_matter;
mod bad_gap;
mod bad_id;
mod bad_number;
mod bad_pack;
mod base_moved;
mod change_without_target;
mod changed_id;
mod conflicting_classes;
mod duplicate_id;
mod duplicate_number;
mod duplicate_option;
mod duplicate_point;
mod endless_loop;
mod file_too_large;
mod filling_without_value;
mod forbidden_link;
mod hard_section;
mod hard_sentence;
mod hidden_direction;
mod image_not_in_pack;
mod image_without_text;
mod law_without_dates;
mod link_to_nowhere;
mod locked_weakened;
mod long_option;
mod longest_is_right;
mod lost_cell;
mod misplaced_heading;
mod missing_id;
mod missing_key;
mod missing_unit;
mod mistyped_mark;
mod negative_question;
mod nested_too_deep;
mod no_command_verb;
mod no_feedback;
mod no_front_matter;
mod no_points;
mod no_reference;
mod no_steps;
mod no_words;
mod not_practised;
mod not_taught;
mod nothing_right;
mod nothing_wrong;
mod other_base;
mod pass_mark_out_of_reach;
mod point_without_lead;
mod raw_html;
mod real_person;
mod review_overdue;
mod reviewed_ahead;
mod right_is_unsafe;
mod stray_content;
mod too_few_or_many;
mod unknown_attribute;
mod unknown_class;
mod unknown_criterion;
mod unknown_key;
mod unknown_locked;
mod unlisted_unit;
mod unreachable_step;
mod wrong_path_pays;
mod wrong_shape;

use jiff::civil::Date;

pub(crate) use self::in_hand::{anchors, hides_part};
pub use self::{
    in_hand::{PackInHand, UnitInHand},
    mend::mend,
    rule::{Check, Example, Rule},
};
use crate::{
    diagnostic::{Code, Diagnostic},
    pack::Pack,
    read::{PackFiles, Read},
    source::Source,
    unit::Unit,
};

/// Everything that is wrong with a pack: what reading it told, and what the rules here tell, file
/// by file in the pack's order, `pack.toml` first.
pub fn check_pack(files: &PackFiles, read: &Read<Pack>, today: Date) -> Vec<Diagnostic> {
    let mut found = read.diagnostics.clone();
    let pack = PackInHand::new(files, &read.value);
    for check in checks() {
        if let Check::Pack(check) = check {
            found.extend(check(&pack));
        }
    }
    let order = files.in_order(&read.value.settings);
    for (unit, (name, text)) in read.value.units.iter().zip(&order) {
        let source = Source { name, text };
        let within = Some((&read.value, files));
        let unit = UnitInHand::new(source, unit, within, &read.diagnostics, today);
        found.extend(wrong_in(&unit));
    }
    found.sort_by_key(|diagnostic| {
        let file = order.iter().position(|(name, _)| *name == diagnostic.file);
        let file = file.map_or(0, |place| place + 1);
        (file, diagnostic.span, diagnostic.code)
    });
    found
}

/// Everything that is wrong with a unit by itself, in the order of the file. What only its pack
/// could tell, such as whether a term has a value, is left open.
pub fn check_unit(source: Source<'_>, read: &Read<Unit>, today: Date) -> Vec<Diagnostic> {
    let mut found = read.diagnostics.clone();
    let unit = UnitInHand::new(source, &read.value, None, &read.diagnostics, today);
    found.extend(wrong_in(&unit));
    found.sort_by_key(|diagnostic| (diagnostic.span, diagnostic.code));
    found
}

fn wrong_in(unit: &UnitInHand<'_>) -> Vec<Diagnostic> {
    let mut found = Vec::new();
    for check in checks() {
        if let Check::Unit(check) = check {
            found.extend(check(unit));
        }
    }
    found
}

fn checks() -> impl Iterator<Item = &'static Check> {
    Code::ALL.iter().flat_map(|code| rule(*code).checks)
}

/// The rule with this code.
pub fn rule(code: Code) -> &'static Rule {
    match code {
        Code::NoFrontMatter => &no_front_matter::RULE,
        Code::BadFrontMatter => &bad_front_matter::RULE,
        Code::UnknownKey => &unknown_key::RULE,
        Code::MissingKey => &missing_key::RULE,
        Code::FileTooLarge => &file_too_large::RULE,
        Code::NestedTooDeep => &nested_too_deep::RULE,
        Code::RawHtml => &raw_html::RULE,
        Code::HiddenDirection => &hidden_direction::RULE,
        Code::ForbiddenLink => &forbidden_link::RULE,
        Code::LinkToNowhere => &link_to_nowhere::RULE,
        Code::ImageWithoutText => &image_without_text::RULE,
        Code::ImageNotInPack => &image_not_in_pack::RULE,
        Code::BadFilling => &bad_filling::RULE,
        Code::FillingWithoutValue => &filling_without_value::RULE,
        Code::MistypedMark => &mistyped_mark::RULE,
        Code::LostCell => &lost_cell::RULE,
        Code::UnknownClass => &unknown_class::RULE,
        Code::ConflictingClasses => &conflicting_classes::RULE,
        Code::UnknownAttribute => &unknown_attribute::RULE,
        Code::BadAttribute => &bad_attribute::RULE,
        Code::MisplacedHeading => &misplaced_heading::RULE,
        Code::MissingId => &missing_id::RULE,
        Code::BadId => &bad_id::RULE,
        Code::DuplicateId => &duplicate_id::RULE,
        Code::LawWithoutDates => &law_without_dates::RULE,
        Code::ReviewOverdue => &review_overdue::RULE,
        Code::ReviewedAhead => &reviewed_ahead::RULE,
        Code::WrongShape => &wrong_shape::RULE,
        Code::AnswersShown => &answers_shown::RULE,
        Code::TooFewOrMany => &too_few_or_many::RULE,
        Code::DuplicateOption => &duplicate_option::RULE,
        Code::NothingRight => &nothing_right::RULE,
        Code::NothingWrong => &nothing_wrong::RULE,
        Code::NoFeedback => &no_feedback::RULE,
        Code::RightIsUnsafe => &right_is_unsafe::RULE,
        Code::BadNumber => &bad_number::RULE,
        Code::BadGap => &bad_gap::RULE,
        Code::StrayContent => &stray_content::RULE,
        Code::LongestIsRight => &longest_is_right::RULE,
        Code::NegativeQuestion => &negative_question::RULE,
        Code::AllOfTheAbove => &all_of_the_above::RULE,
        Code::LongOption => &long_option::RULE,
        Code::NoSteps => &no_steps::RULE,
        Code::NoWords => &no_words::RULE,
        Code::UnreachableStep => &unreachable_step::RULE,
        Code::EndlessLoop => &endless_loop::RULE,
        Code::PassMarkOutOfReach => &pass_mark_out_of_reach::RULE,
        Code::WrongPathPays => &wrong_path_pays::RULE,
        Code::NoReference => &no_reference::RULE,
        Code::NoCommandVerb => &no_command_verb::RULE,
        Code::NoPoints => &no_points::RULE,
        Code::PointWithoutLead => &point_without_lead::RULE,
        Code::DuplicateNumber => &duplicate_number::RULE,
        Code::DuplicatePoint => &duplicate_point::RULE,
        Code::UnknownCriterion => &unknown_criterion::RULE,
        Code::NotTaught => &not_taught::RULE,
        Code::NotPractised => &not_practised::RULE,
        Code::HardSentence => &hard_sentence::RULE,
        Code::HardSection => &hard_section::RULE,
        Code::RealPerson => &real_person::RULE,
        Code::BadPack => &bad_pack::RULE,
        Code::MissingUnit => &missing_unit::RULE,
        Code::UnlistedUnit => &unlisted_unit::RULE,
        Code::UnknownLocked => &unknown_locked::RULE,
        Code::OtherBase => &other_base::RULE,
        Code::LockedWeakened => &locked_weakened::RULE,
        Code::ChangedId => &changed_id::RULE,
        Code::ChangeWithoutTarget => &change_without_target::RULE,
        Code::BaseMoved => &base_moved::RULE,
        Code::BadChange => &bad_change::RULE,
    }
}

#[cfg(test)]
mod tests {
    use std::collections::BTreeSet;

    use super::*;

    #[test]
    fn what_fails_breaks_its_rule_alone_and_what_passes_breaks_none() {
        for code in Code::ALL {
            let rule = rule(*code);
            assert_eq!(rule.code, *code);
            let fails = rule.fails.found();
            let codes: BTreeSet<Code> = fails.iter().map(|wrong| wrong.code).collect();
            assert_eq!(
                codes,
                BTreeSet::from([*code]),
                "{code} fails with {fails:#?}"
            );
            assert_eq!(rule.passes.found(), [], "{code} passes");
        }
    }
}
