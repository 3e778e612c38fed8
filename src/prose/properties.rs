//! What holds for the HTML of every text: every element is one of ours, with attributes of ours,
//! and leads nowhere but where links may.

use proptest::prelude::*;

use super::*;
use crate::{
    pack::Contact,
    question::Question,
    read::{properties::text, read_unit},
    source::Source,
    unit::{Content, Part, Unit},
};

/// The elements there are, with their attributes.
const ELEMENTS: &[(&str, &[&str])] = &[
    ("a", &["href", "rel", "id", "aria-label"]),
    ("blockquote", &[]),
    ("br", &[]),
    ("code", &[]),
    (
        "div",
        &["class", "data-alert", "tabindex", "role", "aria-label"],
    ),
    ("em", &[]),
    ("h3", &["id"]),
    ("h4", &["id"]),
    ("h5", &["id"]),
    ("h6", &["id"]),
    ("hr", &[]),
    ("img", &["src", "alt", "loading"]),
    ("li", &[]),
    ("ol", &["start"]),
    ("p", &["class"]),
    ("pre", &["tabindex"]),
    ("s", &[]),
    ("span", &["class"]),
    ("strong", &[]),
    ("sup", &["class"]),
    ("table", &[]),
    ("tbody", &[]),
    ("td", &[]),
    ("th", &["scope"]),
    ("thead", &[]),
    ("tr", &[]),
    ("ul", &[]),
];

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

/// What is wrong with some HTML, if anything is: read as strictly as we write it.
fn wrong(html: &str) -> Option<String> {
    let mut open: Vec<&str> = Vec::new();
    for piece in html.split('<').skip(1) {
        let Some((tag, text)) = piece.split_once('>') else {
            return Some(format!("a < that opens no element: {piece:?}"));
        };
        if text.contains('>') {
            return Some(format!("a > that closes no element: {piece:?}"));
        }
        if let Some(name) = tag.strip_prefix('/') {
            if open.pop() != Some(name) {
                return Some(format!("</{name}> closes something else"));
            }
            continue;
        }
        let (name, mut attributes) = tag.split_once(' ').unwrap_or((tag, ""));
        let Some((_, known)) = ELEMENTS.iter().find(|(element, _)| *element == name) else {
            return Some(format!("the element {name:?}"));
        };
        if !matches!(name, "br" | "hr" | "img") {
            open.push(name);
        }
        while !attributes.is_empty() {
            let Some((key, rest)) = attributes.split_once("=\"") else {
                return Some(format!("attributes {attributes:?}"));
            };
            let Some((value, rest)) = rest.split_once('"') else {
                return Some(format!("the value of {key}"));
            };
            if !known.contains(&key) {
                return Some(format!("the attribute {key:?} of {name}"));
            }
            if matches!(key, "href" | "src") && !is_allowed(key, value) {
                return Some(format!("an address {value:?}"));
            }
            attributes = rest.trim_start_matches(' ');
        }
    }
    (!open.is_empty()).then(|| format!("left open: {open:?}"))
}

/// Whether a page may lead there or load it.
fn is_allowed(key: &str, address: &str) -> bool {
    let address = address.to_ascii_lowercase();
    let schemes = ["http:", "https:", "mailto:", "tel:"];
    match key {
        "src" => address.starts_with("../content/") && !address.contains("/../"),
        _ => {
            address.starts_with('#')
                || address.starts_with("../units/")
                || schemes.iter().any(|scheme| address.starts_with(scheme))
        }
    }
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
