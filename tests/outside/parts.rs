//! The lists of the parts of what is built, as cargo-cyclonedx writes them.

use std::{collections::BTreeSet, env, fs, path::Path};

use serde_json::Value;
use toml::{Table, Value as Toml};

/// What a list names.
fn listed(name: &str) -> BTreeSet<String> {
    // `./dev test` has the lists written, and says where.
    let folder = env::var("PARTS").unwrap();
    let text = fs::read_to_string(Path::new(&folder).join(name)).unwrap();
    let list: Value = serde_json::from_str(&text).unwrap();
    let parts = list["components"].as_array().unwrap();
    let name = |part: &Value| part["name"].as_str().unwrap().to_owned();
    parts.iter().map(name).collect()
}

/// What only tests are made of: dependencies for development, and what only journeys ask for.
fn for_tests_alone(manifest: &Table) -> BTreeSet<String> {
    let (mut built, mut tests) = (BTreeSet::new(), BTreeSet::new());
    let on_a_target = manifest["target"].as_table().unwrap().values();
    let tables = on_a_target.filter_map(Toml::as_table).chain([manifest]);
    for table in tables {
        for (kind, names) in [
            ("dependencies", &mut built),
            ("dev-dependencies", &mut tests),
        ] {
            let of_kind = table.get(kind).and_then(Toml::as_table);
            names.extend(of_kind.into_iter().flat_map(Table::keys).cloned());
        }
    }
    let of_journeys = manifest["features"]["journey"].as_array().unwrap().iter();
    let of_journeys = of_journeys.filter_map(|name| name.as_str()?.strip_prefix("dep:"));
    for name in of_journeys {
        built.remove(name);
        tests.insert(name.to_owned());
    }
    tests.difference(&built).cloned().collect()
}

#[test]
fn the_lists_of_parts_name_what_is_built_and_nothing_that_only_tests() {
    let (program, browsers) = (
        listed("underpin.cdx.json"),
        listed("underpin-in-browsers.cdx.json"),
    );
    for part in ["jiff", "pulldown-cmark", "serde_json"] {
        assert!(program.contains(part) && browsers.contains(part), "{part}");
    }
    for part in ["argon2", "axum", "rust-embed", "tokio-io-timeout"] {
        assert!(program.contains(part), "{part} is in the program");
        assert!(!browsers.contains(part), "{part} is in no browser");
    }
    for part in ["leptos", "web-sys", "idb"] {
        assert!(browsers.contains(part), "{part} is in browsers");
        assert!(!program.contains(part), "{part} is in the program");
    }
    let manifest: Table = include_str!("../../Cargo.toml").parse().unwrap();
    let tests = for_tests_alone(&manifest);
    for part in ["insta", "proptest", "thirtyfour", "wasm-bindgen-test"] {
        assert!(tests.contains(part), "{part} is for tests alone: {tests:?}");
    }
    for part in &tests {
        assert!(
            !program.contains(part) && !browsers.contains(part),
            "{part}"
        );
    }
}
