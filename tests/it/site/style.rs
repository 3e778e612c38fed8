//! Where people read, a part of the style stands in the page and the rest comes behind the words:
//! nothing that is in the page may need the rest.

use std::{collections::BTreeSet, fs};

use scraper::{Html, Selector};

use crate::program::{folder, underpin};

/// The classes that a style sheet's selectors name.
fn classes(style: &str) -> BTreeSet<String> {
    let mut found = BTreeSet::new();
    let blocks = style.split_inclusive(['{', '}', ';']);
    for selector in blocks.filter_map(|block| block.strip_suffix('{')) {
        for after in selector.split('.').skip(1) {
            let is_of_name = |c: char| c.is_ascii_alphanumeric() || matches!(c, '-' | '_');
            let name: String = after.chars().take_while(|&c| is_of_name(c)).collect();
            found.insert(name);
        }
    }
    found
}

#[test]
fn what_stands_in_a_page_to_read_has_its_style_in_it() {
    let out = folder("site-style").join("site");
    let content = concat!(env!("CARGO_MANIFEST_DIR"), "/content");
    let run = underpin(["build", "--pack", content, "--out", out.to_str().unwrap()]);
    assert_eq!(run.code, Some(0), "{run:?}");
    let all = fs::read_dir(out.join("assets")).unwrap();
    let mut all = all.map(|entry| entry.unwrap().path());
    let later = all.find(|path| path.to_str().unwrap().contains("/later-"));
    let later = fs::read_to_string(later.unwrap()).unwrap();
    // Paper gets it all.
    let (later, _) = later.split_once("@layer print").unwrap();
    let later = classes(later);
    assert!(later.contains("dialog"), "{later:?}");

    let units = fs::read_dir(out.join("units")).unwrap();
    let pages = units.map(|unit| unit.unwrap().path().join("index.html"));
    for path in pages.chain([out.join("index.html")]) {
        let html = fs::read_to_string(&path).unwrap();
        let page = Html::parse_document(&html);
        let style = Selector::parse("head > style").unwrap();
        let first: String = page.select(&style).flat_map(|style| style.text()).collect();
        let first = classes(&first);
        assert!(first.contains("brand"), "{first:?}");
        let styled_late: BTreeSet<&str> = page
            .select(&Selector::parse("body [class]").unwrap())
            .flat_map(|element| element.value().classes())
            .filter(|class| later.contains(*class) && !first.contains(*class))
            .collect();
        assert!(
            styled_late.is_empty(),
            "{}: {styled_late:?}",
            path.display()
        );
        // The rest comes behind the words, and until the program is there it is for paper.
        let rest = Selector::parse("link[rel=stylesheet][media=print][data-later]").unwrap();
        for within in ["template data-waits", "noscript"] {
            let (_, from) = html.split_once(&format!("<{within}>")).unwrap();
            let (within, _) = from.split_once("</").unwrap();
            let within = Html::parse_fragment(within);
            assert_eq!(within.select(&rest).count(), 1, "{}", path.display());
        }
        let early = Selector::parse("head > :is(link[rel=stylesheet], script[src]), body > script")
            .unwrap();
        assert_eq!(page.select(&early).count(), 0, "{}", path.display());
    }
}
