//! What one change does to a text, what becomes of it when the original moves, and what is said of
//! each kind of mistake.

use std::collections::BTreeMap;

use jiff::civil::date;

use super::*;
use crate::source::{Position, Source};

const UNIT: &str = "example.md";

pub(super) const TEXT: &str = "\
+++
id = \"example\"
title = \"An example\"
level = 3
minutes = 5
+++

What this is for.

## Rest {#rest}

Sleep matters.

## Breaks {#breaks .single}

- [x] Take them. {#take}
  > They are yours.
- [ ] Work on.
  > You make more mistakes.

## When you are worried {#worried}

Tell somebody today.
";

const SETTINGS: &str = "\
id = \"base\"
title = \"Training\"
version = \"1.0.0\"
units = [\"example\"]
locked = [\"example/worried\"]

[terms]
individual = \"person\"
";

pub(super) fn original(text: &str) -> PackFiles {
    PackFiles {
        settings: Some(SETTINGS.to_owned()),
        units: vec![(UNIT.to_owned(), text.to_owned())],
        images: BTreeMap::new(),
    }
}

fn settings(original: &PackFiles, more: &str) -> String {
    format!(
        "id = \"ours\"\ntitle = \"Ours\"\nversion = \"2\"\n{more}\n[adapts]\npack = \"base\"\nversion = \"1.0.0\"\nhash = \"{}\"\n",
        PackHash::of(original).as_str()
    )
}

pub(super) fn adaptation(changes: &str) -> Adaptation {
    let original = original(TEXT);
    Adaptation {
        settings: settings(&original, ""),
        units: vec![(UNIT.to_owned(), changes.to_owned())],
        images: BTreeMap::new(),
        original,
    }
}

fn was(name: &str) -> Was {
    said(TEXT, name)
}

fn said(text: &str, name: &str) -> Was {
    let whole = outline(Source { name: UNIT, text });
    let name: Name = name.parse().unwrap();
    let part = whole.all().find(|part| part.name == name).unwrap();
    Was::of(part.core(text))
}

pub(super) fn file(actions: Vec<Action>) -> String {
    let changes: Vec<Change> = actions.into_iter().map(Change::new).collect();
    write_changes(&"example".parse().unwrap(), &changes)
}

pub(super) fn replace(name: &str, text: &str) -> Action {
    Action::Replace {
        name: name.parse().unwrap(),
        was: was(name),
        text: text.to_owned(),
    }
}

pub(super) fn hide(name: &str) -> Action {
    Action::Hide {
        name: name.parse().unwrap(),
        was: was(name),
    }
}

pub(super) fn after(name: &str, text: &str) -> Action {
    Action::Insert {
        beside: Beside::After(name.parse().unwrap()),
        text: text.to_owned(),
    }
}

fn before(name: &str, text: &str) -> Action {
    Action::Insert {
        beside: Beside::Before(name.parse().unwrap()),
        text: text.to_owned(),
    }
}

/// The result, from its first section on, and what is told.
fn result(actions: Vec<Action>) -> (String, Vec<String>) {
    let applied = apply(&adaptation(&file(actions)));
    let text = &applied.files.units[0].1;
    let told = applied
        .diagnostics
        .iter()
        .map(|wrong| wrong.code.to_string());
    (text[text.find("## ").unwrap()..].to_owned(), told.collect())
}

#[test]
fn each_kind_of_change_does_what_it_says() {
    let body = &TEXT[TEXT.find("## ").unwrap()..];
    let cases: Vec<(Action, &str, &str)> = vec![
        (
            replace("rest", "## Rest here {#rest}\n\nLie down."),
            "## Rest {#rest}\n\nSleep matters.",
            "## Rest here {#rest}\n\nLie down.",
        ),
        (hide("rest"), "## Rest {#rest}\n\nSleep matters.\n\n", ""),
        (
            after("rest", "## Tea {#tea}\n\nHot."),
            "Sleep matters.\n",
            "Sleep matters.\n\n## Tea {#tea}\n\nHot.\n",
        ),
        (
            before("rest", "## Tea {#tea}\n\nHot."),
            "## Rest",
            "## Tea {#tea}\n\nHot.\n\n## Rest",
        ),
        (
            replace("breaks/take", "- [x] Go out. {#take}\n  > Air."),
            "- [x] Take them. {#take}\n  > They are yours.",
            "- [x] Go out. {#take}\n  > Air.",
        ),
        (
            after("breaks/take", "- [ ] Skip them. {#skip}\n  > No."),
            "They are yours.\n",
            "They are yours.\n- [ ] Skip them. {#skip}\n  > No.\n",
        ),
        (
            after("worried", "Ring Ada."),
            "Tell somebody today.\n",
            "Tell somebody today.\n\nRing Ada.\n",
        ),
        (
            Action::Move {
                name: "rest".parse().unwrap(),
                beside: Beside::After("breaks".parse().unwrap()),
            },
            body,
            "## Breaks {#breaks .single}\n\n- [x] Take them. {#take}\n  > They are yours.\n- [ ] Work on.\n  > You make more mistakes.\n\n## Rest {#rest}\n\nSleep matters.\n\n## When you are worried {#worried}\n\nTell somebody today.\n",
        ),
    ];
    for (action, from, to) in cases {
        let (text, told) = result(vec![action.clone()]);
        assert_eq!(told, [] as [&str; 0], "{action:?}");
        assert_eq!(text, body.replacen(from, to, 1), "{action:?}");
    }
}

#[test]
fn what_may_not_be_is_left_out_and_told() {
    let body = &TEXT[TEXT.find("## ").unwrap()..];
    let locked = "locked-weakened";
    for (action, code) in [
        (hide("worried"), locked),
        (
            replace("worried", "## Worried? {#worried}\n\nTell somebody today."),
            locked,
        ),
        (
            replace(
                "worried",
                "## When you are worried {#worried nation=wales}\n\nTell somebody today.",
            ),
            locked,
        ),
        (before("worried", "```"), locked),
        (
            before("rest", "## Again {#worried}\n\nNobody minds."),
            locked,
        ),
        (
            replace("rest", "## Rest {#sleep}\n\nLie down."),
            "changed-id",
        ),
        (
            replace("breaks/take", "- [x] Go out.\n  > Air."),
            "changed-id",
        ),
        (
            after("nowhere", "## Tea {#tea}\n\nHot."),
            "change-without-target",
        ),
        (
            Action::Hide {
                name: "rest".parse().unwrap(),
                was: Was::of("something else"),
            },
            "base-moved",
        ),
    ] {
        let (text, told) = result(vec![action.clone()]);
        assert_eq!(told, [code], "{action:?}");
        assert_eq!(text, body, "{action:?}");
    }
}

#[test]
fn the_settings_of_both_are_laid_over_each_other() {
    let original = original(TEXT);
    let settings = settings(
        &original,
        "nation = \"wales\"\n[terms]\nindividual = \"resident\"\n[contacts]\nlead = { name = \"Ada\" }\n[review]\nexample = 2027-01-31\n",
    );
    let own = "+++\nid = \"nights\"\ntitle = \"Nights\"\nlevel = 2\nminutes = 5\n+++\n\nQuiet.\n";
    let applied = apply(&Adaptation {
        settings,
        units: vec![("nights.md".to_owned(), own.to_owned())],
        images: BTreeMap::new(),
        original,
    });
    assert_eq!(applied.diagnostics, []);
    insta::assert_snapshot!(applied.files.settings.unwrap());
    assert!(
        applied.files.units[0]
            .1
            .contains("minutes = 5\nreview_by = 2027-01-31\n+++")
    );
}

#[test]
fn roles_and_refresh_are_laid_over_and_may_name_units_of_both() {
    let mut original = original(TEXT);
    original.settings = Some(format!(
        "{SETTINGS}\n[roles.night]\ntitle = \"Night worker\"\nunits = [\"example\"]\n\n[roles.cook]\ntitle = \"Cook\"\nunits = [\"example\"]\n\n[refresh]\nexample = 12\n"
    ));
    let own = "+++\nid = \"nights\"\ntitle = \"Nights\"\nlevel = 2\nminutes = 5\n+++\n\n## Quiet {#quiet}\n\nQuiet.\n";
    let with = |more: &str| {
        let adaptation = Adaptation {
            settings: settings(&original, more),
            units: vec![("nights.md".to_owned(), own.to_owned())],
            images: BTreeMap::new(),
            original: original.clone(),
        };
        let applied = apply(&adaptation);
        assert_eq!(applied.diagnostics, [], "{more}");
        let found = check_adaptation(&adaptation, date(2026, 11, 27));
        let told: Vec<String> = found.into_iter().map(|wrong| wrong.message).collect();
        (read_pack(&applied.files).value.settings, told)
    };
    let roles = |settings: &crate::pack::Settings| -> Vec<(String, String, String)> {
        let roles = settings.roles.iter().map(|role| {
            let units: Vec<&str> = role.units.iter().map(|unit| unit.as_str()).collect();
            (role.id.to_string(), role.title.clone(), units.join(" "))
        });
        roles.collect()
    };
    let role =
        |id: &str, title: &str, units: &str| (id.to_owned(), title.to_owned(), units.to_owned());

    let (seen, told) = with(
        "[roles.night]\ntitle = \"Waking night\"\nunits = [\"nights\", \"example\"]\n[refresh]\nnights = 6\n",
    );
    assert_eq!(told, [""; 0]);
    let mut night_and_cook = roles(&seen);
    night_and_cook.sort();
    assert_eq!(
        night_and_cook,
        [
            role("cook", "Cook", "example"),
            role("night", "Waking night", "nights example")
        ]
    );
    let months: Vec<_> = seen
        .refresh
        .iter()
        .map(|(unit, months)| (unit.as_str(), *months))
        .collect();
    assert_eq!(months, [("example", 12), ("nights", 6)]);

    // A unit that is in neither is told, and the rest goes on.
    let (seen, told) = with("[refresh]\nnowhere = 6\nexample = 3\n");
    assert_eq!(told.len(), 1, "{told:?}");
    assert!(told[0].contains("nowhere"), "{told:?}");
    assert_eq!(seen.refresh.values().copied().collect::<Vec<_>>(), [3]);
}

#[test]
fn an_update_tells_what_becomes_of_each_change() {
    let changes = file(vec![
        replace(
            "rest",
            "## Rest {#rest}\n\nSleep matters.\n\nHere, the sofa is yours.",
        ),
        hide("breaks"),
        replace("@opening", "What this is for, in our house."),
        after("worried", "Ring Ada."),
    ]);
    let ours = adaptation(&changes);
    let fate = |new: &str, at: usize| {
        let update = update(&ours, &original(new));
        assert_eq!(update.rows.len(), 4);
        update.rows[at].fate.clone()
    };
    assert_eq!(fate(TEXT, 0), Fate::Fits);
    assert_eq!(fate(TEXT, 3), Fate::Fits);
    // Both sides changed it, in other places.
    let moved = TEXT.replace("## Rest {#rest}", "## Rest and sleep {#rest}");
    assert_eq!(
        fate(&moved, 0),
        Fate::Moved {
            was: "## Rest {#rest}\n\nSleep matters.".to_owned(),
            now: "## Rest and sleep {#rest}\n\nSleep matters.".to_owned(),
            merged: Some(
                "## Rest and sleep {#rest}\n\nSleep matters.\n\nHere, the sofa is yours."
                    .to_owned()
            ),
            class: crate::edit_class::EditClass::MeaningChanged,
        }
    );
    // In the same place.
    let conflict = TEXT.replace("Sleep matters.", "Sleep matters most.");
    assert!(matches!(
        fate(&conflict, 0),
        Fate::Moved { merged: None, .. }
    ));
    // Gone, and there is something like it.
    let gone = TEXT.replace("## Rest {#rest}", "## Rest {#resting}");
    assert_eq!(
        fate(&gone, 0),
        Fate::Gone {
            was: Some("## Rest {#rest}\n\nSleep matters.".to_owned()),
            candidates: vec!["resting".parse().unwrap()],
        }
    );
    // The original says it by now.
    let same = TEXT.replace("What this is for.", "What this is for, in our house.");
    assert_eq!(fate(&same, 2), Fate::SameAsOriginal);
    let start = TEXT.find("## Breaks").unwrap();
    let end = TEXT.find("## When").unwrap();
    let without = format!("{}{}", &TEXT[..start], &TEXT[end..]);
    assert_eq!(fate(&without, 1), Fate::SameAsOriginal);
}

#[test]
fn an_update_is_made_of_what_was_chosen() {
    let ours = adaptation(&file(vec![replace("rest", "## Rest {#rest}\n\nLie down.")]));
    let new = original(&TEXT.replace("Sleep matters.", "Sleep matters most."));
    let update = update(&ours, &new);
    let with = |choice: Option<Choice>| {
        let choices = choice.map(|choice| (0, choice)).into_iter().collect();
        let accepted = update.accept(&ours, &choices);
        let applied = apply(&accepted);
        assert_eq!(applied.diagnostics, []);
        let text = applied.files.units[0].1.clone();
        let kept = accepted
            .units
            .first()
            .is_some_and(|(_, text)| text.contains("Lie down."));
        (text, kept)
    };
    let (text, kept) = with(None);
    assert!(
        text.contains("Sleep matters most.") && kept,
        "set aside, and kept"
    );
    let (text, kept) = with(Some(Choice::Mine));
    assert!(text.contains("Lie down.") && kept);
    let (text, kept) = with(Some(Choice::Original));
    assert!(text.contains("Sleep matters most.") && !kept);
    let (text, _) = with(Some(Choice::Text("## Rest {#rest}\n\nBoth.".to_owned())));
    assert!(text.contains("Both."));
    assert_eq!(ours.original, original(TEXT), "the old one is as it was");
}

#[test]
fn an_update_names_the_new_original_whatever_stood_there() {
    let new = original(&TEXT.replace("Sleep", "Rest"));
    let begins = "id = \"ours\"\ntitle = \"Ours\"\nversion = \"2\"\n";
    for adapts in [
        "",
        "adapts = \"base\"\n",
        "adapts = []\n",
        "[[adapts]]\npack = \"base\"\n",
    ] {
        let ours = Adaptation {
            settings: format!("{begins}{adapts}"),
            ..adaptation("")
        };
        let accepted = update(&ours, &new).accept(&ours, &BTreeMap::new());
        let own = read_own(&accepted.settings);
        let named = own.value.adapts.map(|adapts| adapts.hash);
        assert_eq!(named, Some(PackHash::of(&new)), "{adapts}");
        assert_eq!(own.diagnostics, [], "{adapts}");
    }
}

#[test]
fn an_original_that_was_taken_without_its_images_is_not_the_one_with_them() {
    let ours = adaptation("");
    let mut new = ours.original.clone();
    let is_same = |ours: &Adaptation, new: &PackFiles| {
        let news = update(ours, new).news;
        news.contains(&News::SameOriginal)
    };
    assert!(is_same(&ours, &new));
    new.images.insert("hoist.png".to_owned(), vec![1]);
    assert!(!is_same(&ours, &new));
    let accepted = update(&ours, &new).accept(&ours, &BTreeMap::new());
    assert_eq!(accepted.original.images, new.images);
    assert!(is_same(&accepted, &new));
}

#[test]
fn one_file_holds_it_all() {
    let ours = adaptation(&file(vec![hide("rest")]));
    let zip = ours.write().unwrap();
    assert_eq!(zip, ours.write().unwrap());
    assert_eq!(Adaptation::read(&zip).unwrap(), ours);
    let refused = |files: &[(&str, &str)]| {
        let files = files
            .iter()
            .map(|(path, text)| ((*path).to_owned(), text.as_bytes().to_vec()));
        Adaptation::of_files(files.collect())
            .unwrap_err()
            .to_string()
    };
    insta::assert_snapshot!(
        [
            Adaptation::read(b"not a zip").unwrap_err().to_string(),
            refused(&[]),
            refused(&[("pack.toml", SETTINGS)]),
            refused(&[("pack.toml", ours.settings.as_str())]),
        ]
        .join("\n")
    );
}

/// Each mistake as it is told, with its place.
#[test]
fn mistakes_are_told_where_they_can_be_mended() {
    let good = was("rest");
    let good = good.as_str();
    let changes = [
        "+++\nreplace = \"rest\"\n+++\n\n## Rest {#rest}\n\nLie down.\n".to_owned(),
        format!("+++\nreplace = \"Rest\"\nwas = \"{good}\"\n+++\n\nx\n"),
        format!("+++\nreplce = \"rest\"\nwas = \"{good}\"\n+++\n\nx\n"),
        format!("+++\nhide = \"rest\"\nwas = \"{good}\"\n+++\n\nx\n"),
        format!("+++\nhide = \"rest\"\nreplace = \"rest\"\nwas = \"{good}\"\n+++\n"),
        "+++\nafter = \"rest\"\n+++\n".to_owned(),
        "+++\nafter = \"rest\"\nbefore = \"rest\"\n+++\n\nx\n".to_owned(),
        "+++\nwas = \"12\"\nhide = \"rest\"\n+++\n".to_owned(),
        "+++\n+++\n\nLost words.\n".to_owned(),
        "+++\nafter = \"rest\"\n+++\n\n## Tea {#tea .sngle}\n\nHot.\n".to_owned(),
        "+++\nafter = \"rest\"\n".to_owned(),
    ];
    let text = format!("+++\nchanges = \"example\"\n+++\n{}", changes.concat());
    let ours = adaptation(&text);
    let told: Vec<String> = check_adaptation(&ours, date(2026, 11, 27))
        .into_iter()
        .map(|wrong| {
            let own = ours.units.iter().find(|(name, _)| *name == wrong.file);
            let text = own.map_or(ours.settings.as_str(), |(_, text)| text);
            let at = Position::of(text, wrong.span.start);
            format!(
                "{}:{}:{} {}: {} ({})",
                wrong.file,
                at.line,
                at.column,
                wrong.code,
                wrong.message,
                wrong.help.unwrap_or_default()
            )
        })
        .collect();
    insta::assert_snapshot!(told.join("\n"));
}
