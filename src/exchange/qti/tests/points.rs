//! What choices, pairs and gaps of ours are worth in QTI.

use std::collections::BTreeMap;

use rust_decimal::Decimal;

use crate::{
    exchange::{
        bank::{Loss, whole},
        qti::{Packed, read_package, write},
    },
    read::read_unit,
    source::Source,
};

const THIRDS: &str = "+++\nid = \"thirds\"\ntitle = \"Thirds\"\n+++\n\n## Which? {#which .multiple}\n\n\
    - [x] a\n- [x] b\n- [x] c\n- [ ] d\n- [ ] e\n- [ ] f\n\n## What goes with what? {#pairs .match}\n\n\
    | Left | Right |\n|---|---|\n| a | 1 |\n| b | 2 |\n| c | 3 |\n\n\
    ## Which words? {#words .gap}\n\nFirst [[a]], then [[b]], then [[c]].\n";

#[test]
fn what_is_shared_by_three_adds_up() {
    let source = Source {
        name: "thirds.md",
        text: THIRDS,
    };
    let unit = read_unit(source).value;
    let mut questions = whole(source, &unit);
    let mut packed = [Packed {
        unit: &unit,
        questions: &mut questions,
    }];
    let mut files = write(&mut packed, None, &BTreeMap::new());
    let mut items = 0;
    for (name, bytes) in &mut files {
        let text = String::from_utf8(bytes.clone()).unwrap();
        // Another program's notes are no word of ours.
        *bytes = text.replace(" tool-name=", " tool-nobody=").into_bytes();
        if !text.contains("<qti-assessment-item ") {
            continue;
        }
        items += 1;
        let values = text.split("mapped-value=\"").skip(1);
        let values = values.map(|rest| rest.split('"').next().unwrap().parse::<Decimal>().unwrap());
        let earned: Decimal = values.filter(|value| value.is_sign_positive()).sum();
        assert_eq!(earned, Decimal::ONE, "{name}: {text}");
    }
    assert_eq!(items, 3);
    let taken = read_package("bank.zip", &files);
    assert_eq!(taken.items.len(), 3);
    for item in &taken.items {
        let mut losses = item.losses.iter();
        let of_points = |loss: &&Loss| matches!(loss, Loss::Points(_) | Loss::PartPoints);
        assert_eq!(losses.find(of_points), None, "{}", item.name);
    }
}
