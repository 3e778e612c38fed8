//! What a package of ours lists: its questions in the order in which they are asked, and its files.

use maud::html;

use super::prose::plain;
use crate::{
    exchange::{
        qti::names::{CONTENT, ID, TOOL},
        unzip::Files,
    },
    wording::bank as words,
};

/// The name of the list of questions.
pub(super) const TEST: &str = "test.xml";

/// The namespace of items and tests.
pub(super) const ASI: &str = "http://www.imsglobal.org/xsd/imsqtiasi_v3p0";

/// The namespace of packages.
const CP: &str = "http://www.imsglobal.org/xsd/qti/qtiv3p0/imscp_v1p1";

/// What a file of XML begins with.
pub(super) const DECLARATION: &str = "<?xml version=\"1.0\" encoding=\"UTF-8\"?>\n";

/// The test that asks for the questions of each unit in a section.
pub(super) fn test(sections: &[(String, String, Vec<String>)]) -> String {
    let markup = html! {
        qti-assessment-test xmlns=(ASI) identifier="underpin-test" title=(words::QUESTIONS) tool-name=(TOOL) {
            qti-test-part identifier="part" navigation-mode="nonlinear" submission-mode="individual" {
                @for (id, title, items) in sections {
                    qti-assessment-section identifier={(ID)(id)} title=(plain(title)) visible="true" {
                        @for item in items {
                            qti-assessment-item-ref identifier=(reference(item)) href=(item) {}
                        }
                    }
                }
            }
        }
    };
    format!("{DECLARATION}{}\n", markup.into_string())
}

/// The list of a package's files.
pub(super) fn manifest(files: &Files) -> String {
    let resource = |path: &str| match path {
        TEST => "imsqti_test_xmlv3p0",
        path if path.starts_with(CONTENT) => "webcontent",
        _ => "imsqti_item_xmlv3p0",
    };
    let markup = html! {
        manifest xmlns=(CP) identifier="underpin-package" {
            metadata {
                schema { "QTI Package" }
                schemaversion { "3.0.0" }
            }
            organizations {}
            resources {
                @for path in files.keys() {
                    resource identifier=(reference(path)) type=(resource(path)) href=(path) {
                        file href=(path) {}
                    }
                }
            }
        }
    };
    format!("{DECLARATION}{}\n", markup.into_string())
}

/// A path as an identifier, which no other path has: whatever may not stand in one is written by its number.
fn reference(path: &str) -> String {
    let mut reference = "r_".to_owned();
    for c in path.chars() {
        match c.is_ascii_alphanumeric() || c == '-' {
            true => reference.push(c),
            false => reference.push_str(&format!("_{:x}_", u32::from(c))),
        }
    }
    reference
}

#[cfg(test)]
mod tests {
    use std::collections::BTreeSet;

    use super::*;

    #[test]
    fn no_two_files_have_one_identifier() {
        let paths = [
            "content/images/a_b.png",
            "content/images/a/b.png",
            "content/images/a.b.png",
            "content/images_a/b.png",
            "content/images/a_2f_b.png",
            "content/images/a__b.png",
            "content/images/é.png",
            "content/images/e9.png",
        ];
        let files: Files = paths.map(|path| (path.to_owned(), Vec::new())).into();
        let listed = manifest(&files);
        let listed = roxmltree::Document::parse(&listed).unwrap();
        let resources = listed
            .descendants()
            .filter(|node| node.has_tag_name((CP, "resource")));
        let ids: BTreeSet<&str> = resources
            .map(|node| node.attribute("identifier").unwrap())
            .collect();
        assert_eq!(ids.len(), paths.len(), "{ids:?}");
        let is_name = |id: &&str| {
            let fits = |c: char| c.is_ascii_alphanumeric() || matches!(c, '-' | '_');
            id.starts_with('r') && id.chars().all(fits)
        };
        assert!(ids.iter().all(is_name), "{ids:?}");
    }
}
