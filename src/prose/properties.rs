//! What holds for the HTML of every text: every element is one of ours, with attributes of ours,
//! and leads nowhere but where links may.

#[path = "../../fuzz/src/markup.rs"]
mod markup;

use proptest::prelude::*;

use self::markup::{is_allowed, wrong};
use super::*;
use crate::{
    pack::Contact,
    question::Question,
    read::{properties::text, read_unit},
    source::Source,
    unit::{Content, Part, Unit},
};

/// Values that an employer might write to break out of their place.
fn fillings() -> Fillings {
    let hostile = "\"><script>alert(1)</script><a href='javascript:x' onclick=x style=y>";
    let mut fillings = Fillings::default();
    fillings.terms.insert("individual".into(), hostile.into());
    fillings.policies.insert("x".into(), hostile.into());
    let contact = Contact {
        name: hostile.into(),
        phone: hostile.into(),
        email: hostile.into(),
    };
    fillings.contacts.insert("manager".into(), contact);
    fillings
}

fn of_question(question: &Question) -> Vec<&Prose> {
    let own = [&question.title, &question.stem];
    let said = question.all_feedback().map(|said| &said.prose);
    own.into_iter().chain(said).collect()
}

/// Everything that an author wrote in a unit.
fn proses(unit: &Unit) -> Vec<&Prose> {
    let mut proses = vec![&unit.opening];
    for section in &unit.sections {
        proses.push(&section.title);
        match &section.content {
            Content::Reading(reading) => {
                for part in &reading.parts {
                    match part {
                        Part::Prose(prose) => proses.push(prose),
                        Part::Question(question) => proses.extend(of_question(question)),
                    }
                }
            }
            Content::Scenario(scenario) => {
                proses.push(&scenario.opening);
                for step in &scenario.steps {
                    proses.extend([&step.title, &step.prose]);
                    proses.extend(step.question.iter().flat_map(of_question));
                }
            }
            Content::Question(question) => proses.extend(of_question(question)),
            Content::Criterion(criterion) => {
                proses.extend([&criterion.text, &criterion.guidance]);
                proses.extend(criterion.points.iter().map(|point| &point.text));
            }
        }
    }
    proses.extend(unit.notes.iter().map(|note| &note.prose));
    proses
}

proptest! {
    #![proptest_config(ProptestConfig { cases: 1024, ..ProptestConfig::default() })]

    #[test]
    fn html_holds_only_what_is_ours(text in text()) {
        let source = Source { name: "unit.md", text: &text };
        let unit = read_unit(source).value;
        let fillings = fillings();
        let other = "other".parse().unwrap();
        for prose in proses(&unit) {
            for away_from in [None, Some(&other)] {
                let setting = Setting { fillings: &fillings, root: "../", away_from };
                for html in [prose.html(setting), prose.inline_html(setting)] {
                    prop_assert_eq!(wrong(&html), None, "{}", html);
                }
            }
        }
    }

    #[test]
    fn a_link_has_only_an_allowed_target(text in text()) {
        let source = Source { name: "unit.md", text: &text };
        for prose in proses(&read_unit(source).value) {
            for piece in prose.pieces() {
                if let Piece::Open(Mark::Link(Target::Web(address))) = piece {
                    prop_assert!(is_allowed("href", address), "{address}");
                    prop_assert!(!address.starts_with('#') && !address.starts_with('.'));
                }
            }
        }
    }

    #[test]
    fn every_opening_has_its_closing(text in text()) {
        let source = Source { name: "unit.md", text: &text };
        for prose in proses(&read_unit(source).value) {
            let mut depth = 0_usize;
            for piece in prose.pieces() {
                match piece {
                    Piece::Open(_) => depth += 1,
                    Piece::Close => {
                        prop_assert!(depth > 0, "{prose:?}");
                        depth -= 1;
                    }
                    _ => {}
                }
            }
            prop_assert_eq!(depth, 0, "{:?}", prose);
        }
    }
}

#[test]
fn wrong_html_is_told() {
    for html in [
        "<script>",
        "<p onclick=\"x\">",
        "<p style=\"x\">",
        "<a href=\"javascript:x\">",
        "<p>",
        "</p>",
        "<em></p>",
        "a > b",
        "<img src=\"../content/../x\">",
    ] {
        assert!(wrong(html).is_some() || html == "a > b", "{html}");
    }
    assert_eq!(wrong("<p>a <em>b</em><br></p>"), None);
}
