//! What holds for every item and every question.

use std::collections::BTreeMap;

use proptest::prelude::*;

use super::{Packed, read, read_package, write};
use crate::{
    exchange::bank::{
        Content,
        any::{Has, IMAGES, any_draft, items},
        make::units,
        tests::{errors, wanted},
        whole,
    },
    prose::{Piece, Prose},
    question::Question,
    read::read_unit,
    source::{Source, Span},
};

/// A unit's questions without where they stand in the file.
fn questions(text: &str) -> Vec<serde_json::Value> {
    let unit = read_unit(Source {
        name: "any.md",
        text,
    });
    let plain = |question: &Question| plain(serde_json::to_value(question).unwrap());
    unit.value.questions().map(plain).collect()
}

/// Spans differ where lines are broken elsewhere, and so do soft line breaks.
fn plain(mut value: serde_json::Value) -> serde_json::Value {
    match &mut value {
        serde_json::Value::Object(object) => {
            object.remove("span");
            object.remove("heading");
            for value in object.values_mut() {
                *value = plain(value.take());
            }
        }
        serde_json::Value::Array(array) => {
            let whole = serde_json::Value::Array(array.clone());
            if let (Ok(prose), false) = (serde_json::from_value::<Prose>(whole), array.is_empty()) {
                return serde_json::to_value(folded(prose)).unwrap();
            }
            for value in array {
                *value = plain(value.take());
            }
        }
        _ => {}
    }
    value
}

fn folded(prose: Prose) -> Prose {
    let mut pieces: Vec<Piece> = Vec::new();
    for piece in prose.0 {
        let piece = match piece {
            Piece::SoftBreak => Piece::Text(" ".into()),
            piece => piece,
        };
        match (pieces.last_mut(), piece) {
            (Some(Piece::Text(before)), Piece::Text(text)) => {
                *before = format!("{before}{text}").into();
            }
            (_, piece) => pieces.push(piece),
        }
    }
    Prose(pieces)
}

proptest! {
    #[test]
    fn what_goes_out_comes_back_as_it_was(
        mut drafts in prop::collection::vec(any_draft(Has::Everything), 1..3),
        twice in prop::bool::weighted(0.3),
    ) {
        if twice {
            // Two questions often have the same answers.
            drafts.push(drafts[0].clone());
        }
        let mut asked = items(drafts);
        let before = units(&mut asked, wanted());
        prop_assert_eq!(before.len(), 1);
        let text = &before[0].text;
        let source = Source { name: "any.md", text };
        let unit = read_unit(source).value;
        let mut leave = whole(source, &unit);
        let mut packed = [Packed { unit: &unit, questions: &mut leave }];
        let images = IMAGES.map(|path| (path.to_owned(), path.as_bytes().to_vec()));
        let files = write(&mut packed, None, &BTreeMap::from(images));
        let mut taken = read_package("any.zip", &files);
        prop_assert_eq!(&taken.faults, &[]);
        for path in IMAGES {
            let shown = text.contains(&format!("]({path})"));
            prop_assert_eq!(taken.images.get(path).map(Vec::as_slice), shown.then_some(path.as_bytes()));
        }
        let after = units(&mut taken.items, wanted());
        for item in &taken.items {
            prop_assert!(item.content != Content::Nothing, "{:?}", item.losses);
        }
        prop_assert_eq!(&after[0].id, &before[0].id);
        prop_assert_eq!(&after[0].title, &before[0].title);
        let (old, new) = (questions(text), questions(&after[0].text));
        for (old, new) in old.iter().zip(&new) {
            prop_assert_eq!(old, new, "{}\n{}", text, after[0].text);
        }
        prop_assert_eq!(old.len(), new.len());
    }

    #[test]
    fn whatever_an_item_holds_its_units_pass(
        inside in "([a-z {}\\[\\]*|=]{1,5}|</?(p|b|em|ul|li|div|prompt|table|tr|td|pre|blockquote)>|<br/>|<simpleChoice identifier=\"[AB]\">|</simpleChoice>|<choiceInteraction responseIdentifier=\"R\" maxChoices=\"[01]\">|</choiceInteraction>|<textEntryInteraction responseIdentifier=\"[RS]\"/>|&amp;|&lt;){0,24}"
    ) {
        let text = format!(
            "<assessmentItem identifier=\"a\" title=\"A\"><responseDeclaration identifier=\"R\" cardinality=\"single\">\
             <correctResponse><value>A</value></correctResponse></responseDeclaration><itemBody>{inside}</itemBody></assessmentItem>"
        );
        let mut taken = read(Source { name: "item.xml", text: &text });
        for fault in &taken.faults {
            let Span { start, end } = fault.span;
            prop_assert!(text.get(start..end).is_some(), "{:?}", fault);
        }
        for made in units(&mut taken.items, wanted()) {
            prop_assert_eq!(errors(&made), Vec::<String>::new(), "{}", made.text);
        }
    }
}
