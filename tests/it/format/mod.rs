//! The content language as it is documented is the language as it is read: every example of
//! `tests/format/*.md` and of `content/README.md` is checked, and every claim under it tested.
//!
//! How to write a page is explained in `tests/README.md`.

mod adapted;
mod claim;
mod page;
mod response;
mod seen;
mod whole;

use std::{collections::BTreeSet, fs, path::Path};

use page::Page;

/// A test for each page, and none forgotten.
macro_rules! pages {
    ($($test:ident $name:literal)*) => {
        $(#[test]
        fn $test() {
            hold(concat!("tests/format/", $name, ".md"));
        })*

        #[test]
        fn every_page_has_its_test() {
            let named: BTreeSet<String> = [$(format!("{}.md", $name)),*].into();
            let there: BTreeSet<String> = fs::read_dir("tests/format")
                .unwrap()
                .map(|file| file.unwrap().file_name().into_string().unwrap())
                .collect();
            assert_eq!(named, there, "tests/format and tests/it/format/mod.rs differ");
        }
    };
}

pages! {
    front_matter "front-matter"
    sections "sections"
    law "law"
    prose "prose"
    links_and_images "links-and-images"
    fillings "fillings"
    questions "questions"
    single "single"
    multiple "multiple"
    order "order"
    matching "match"
    gap "gap"
    number "number"
    short "short"
    rate "rate"
    reflect "reflect"
    scenario "scenario"
    criterion "criterion"
    ids "ids"
    pack "pack"
    adaptation "adaptation"
}

#[test]
fn what_authors_are_shown_holds() {
    hold("content/README.md");
}

/// A page that is wrong has to fail: a runner that lets everything pass proves nothing.
#[test]
fn a_false_claim_is_told_with_its_line() {
    let text = "# A page\n\n```markdown\n## Words {#words}\n\nSome.\n```\n\n```expect\nclean\n\
        section words title => Word\nunit levels => 3\nerror missing-id at 1:1\n```\n\n\
        ```markdown\n## Words\n```\n";
    let failures = Page::read("page.md", text).failures();
    assert_eq!(
        failures,
        [
            "page.md:11: `section words title` is `Words`, not `Word`",
            "page.md:12: nobody knows how to look at `unit levels`",
            "page.md:13: the check does not tell `error missing-id at 1:1`",
            "page.md:17: the check tells `error missing-id at 1:1`: the section has no id; \
             write `{#words}` at the end of the heading",
        ]
    );
}

fn hold(path: &str) {
    let text = fs::read_to_string(Path::new(path)).unwrap();
    let page = Page::read(path, &text);
    assert!(page.examples() > 0, "{path} has no example");
    let failures = page.failures();
    assert!(failures.is_empty(), "\n{}\n", failures.join("\n"));
}
