//! What holds for every bank and every question.

use proptest::prelude::*;

use super::{finish, is_untouched, read, tests::taken, write};
use crate::{
    exchange::bank::{
        Content, Lacking, Loss,
        any::{Has, any_draft, items},
        leaving,
        make::units,
        tests::{errors, wanted},
    },
    question::Interaction,
    read::read_unit,
    source::Source,
};

proptest! {
    #[test]
    fn what_goes_out_comes_back_as_it_was(drafts in prop::collection::vec(any_draft(Has::Words), 1..4)) {
        let mut asked = items(drafts);
        let before = units(&mut asked, wanted());
        for item in &asked {
            prop_assert!(item.content != Content::Nothing, "{:?}", item.losses);
        }
        prop_assert_eq!(before.len(), 1);
        let text = &before[0].text;
        prop_assert_eq!(errors(&before[0]), Vec::<String>::new());
        let source = Source { name: "any.md", text };
        let unit = read_unit(source).value;
        let mut questions = leaving(source, &unit, None);
        let file = finish(write(unit.id.as_str(), &unit.title, &mut questions));
        prop_assert!(is_untouched(file.as_bytes()));
        prop_assert!(questions.iter().all(|leaving| leaving.draft.is_some()));
        let mut taken = taken(&file);
        prop_assert_eq!(&taken.faults, &[], "{}", file);
        let after = units(&mut taken.items, wanted());
        prop_assert_eq!(&after[0].text, text, "{}", file);
    }

    /// What GIFT has no place for is told, and the rest goes out.
    #[test]
    fn what_cannot_go_out_is_told(drafts in prop::collection::vec(any_draft(Has::Everything), 1..4)) {
        let before = units(&mut items(drafts), wanted());
        let text = &before[0].text;
        let source = Source { name: "any.md", text };
        let unit = read_unit(source).value;
        let mut questions = leaving(source, &unit, None);
        let file = write(unit.id.as_str(), &unit.title, &mut questions);
        for leaving in &questions {
            let lost = |wanted: fn(&Loss) -> bool| leaving.losses.iter().any(wanted);
            let gaps = match &leaving.question.interaction {
                Interaction::Gap(gap) => gap.blanks.len(),
                _ => 1,
            };
            let is_left = lost(|loss| matches!(loss, Loss::NoCounterpart(Lacking::SeveralGaps)));
            prop_assert_eq!(is_left, gaps > 1, "{}", text);
            prop_assert_eq!(leaving.draft.is_none(), is_left);
            let nations = lost(|loss| matches!(loss, Loss::Nations));
            prop_assert_eq!(nations || is_left, is_left || !leaving.question.nations.is_all());
        }
        let images = questions.iter().any(|leaving| leaving.losses.iter().any(|loss| matches!(loss, Loss::Image(_))));
        prop_assert_eq!(images, text.contains("!["));
        let taken = taken(&file);
        prop_assert_eq!(&taken.faults, &[], "{}", file);
        prop_assert_eq!(taken.items.len(), questions.iter().filter(|leaving| leaving.draft.is_some()).count());
    }

    #[test]
    fn whatever_a_bank_holds_its_units_pass(
        text in "([a-z ]{1,6}|[{}=~#%:\\[\\]*_`<>&|/$.>-]|\\\\|\n|\n\n|\\{=|\\}\n\n|->|####|::|%50%|<b>|</p>|\\{\\{|\\[\\[|1\\.\\.5|\\[html\\]|\\[markdown\\]|// underpin: \\{#a \\.gap\\}\n|é){0,60}"
    ) {
        let source = Source { name: "bank.txt", text: &text };
        let mut taken = read(source);
        for fault in &taken.faults {
            prop_assert!(text.get(fault.span.range()).is_some(), "{:?}", fault);
        }
        for made in units(&mut taken.items, wanted()) {
            prop_assert_eq!(errors(&made), Vec::<String>::new(), "{}", made.text);
            let kept = taken.items.iter().filter(|item| matches!(item.content, Content::Question(_)));
            prop_assert!(kept.count() >= made.questions);
        }
    }
}
