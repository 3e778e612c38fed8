//! What holds for every bank and every question.

use proptest::prelude::*;

use super::{read, tests::taken, write};
use crate::{
    exchange::bank::{
        Content,
        any::{any_draft, items},
        leaving,
        make::units,
        tests::{errors, wanted},
    },
    read::read_unit,
    source::Source,
};

proptest! {
    #[test]
    fn what_goes_out_comes_back_as_it_was(drafts in prop::collection::vec(any_draft(), 1..4)) {
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
        let file = write(unit.id.as_str(), &unit.title, &mut questions);
        prop_assert!(questions.iter().all(|leaving| leaving.draft.is_some()));
        let mut taken = taken(&file);
        prop_assert_eq!(&taken.faults, &[], "{}", file);
        let after = units(&mut taken.items, wanted());
        prop_assert_eq!(&after[0].text, text, "{}", file);
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
