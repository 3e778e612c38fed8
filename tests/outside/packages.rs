//! Manifests of packages before the schemas of their standards, and cmi5's statements before Ralph.

use std::{
    env, fs,
    path::{Path, PathBuf},
    process::Command,
    time::Duration,
};

use underpin::exchange::{
    attempt::{
        Attempt,
        package::Described,
        report::{Report, Success},
        scaled::Scaled,
    },
    cmi5::{
        course::course,
        launch::{Launch, LaunchData},
        session::Session,
    },
    scorm::{Version, manifest::manifest},
};

use crate::{
    program::{Run, folder},
    statements::judged,
};

const UNIT: &str =
    "+++\nid = \"tea\"\ntitle = \"Tea & <sympathy>\"\n+++\n\n## Words {#words}\n\nx\n";

/// Every kind of manifest: with and without a pass mark.
fn manifests(write: impl Fn(&Described<'_>) -> String) -> Vec<String> {
    let source = |name, text| underpin::source::Source { name, text };
    let unit = underpin::read::read_unit(source("tea.md", UNIT)).value;
    let settings = underpin::read::read_settings(source(
        "pack.toml",
        "id = \"kitchen\"\ntitle = \"K\"\nversion = \"1 & 2\"\nunits = [\"tea\"]\n",
    ));
    let marks = [None, Scaled::from_percent("66.6").ok(), Some(Scaled::ONE)];
    let described = marks.map(|pass_mark| Described {
        settings: &settings.value,
        unit: &unit,
        pass_mark,
        files: vec!["assets/style-1.css", "index.html", "pictures/a & b.png"],
    });
    described.iter().map(write).collect()
}

/// What xmllint says of a document before the schema at a path.
fn checked(schema: &Path, document: &Path) -> Run {
    let mut xmllint = Command::new("xmllint");
    xmllint.args(["--noout", "--nonet", "--schema"]);
    Run::from(xmllint.arg(schema).arg(document).output().unwrap())
}

/// Every manifest keeps to the schema, and the schema is one that says no.
fn keep_to(schema: &Path, folder: &Path, manifests: &[String], spoil: (&str, &str)) {
    let document = folder.join("manifest.xml");
    for text in manifests {
        fs::write(&document, text).unwrap();
        let run = checked(schema, &document);
        assert_eq!(run.code, Some(0), "{run:?}\n{text}");
        let spoilt = text.replace(spoil.0, spoil.1);
        assert_ne!(&spoilt, text);
        fs::write(&document, spoilt).unwrap();
        assert_ne!(checked(schema, &document).code, Some(0));
    }
}

/// A schema that takes in the schemas of several namespaces.
fn together(folder: &Path, edition: &str, parts: &[(&str, &str)]) -> PathBuf {
    let home = env::var_os("SCORM_SCHEMAS").map(PathBuf::from);
    let home = home
        .unwrap_or_else(|| panic!("SCORM_SCHEMAS says where they are: ./dev test sets it"))
        .join(edition);
    let imports = parts.iter().map(|(namespace, file)| {
        let file = home.join(file);
        assert!(file.is_file(), "{} is missing", file.display());
        let file = file.display();
        format!("<xs:import namespace=\"{namespace}\" schemaLocation=\"{file}\"/>\n")
    });
    let imports: String = imports.collect();
    let schema = folder.join("schema.xsd");
    let text =
        format!("<xs:schema xmlns:xs=\"http://www.w3.org/2001/XMLSchema\">\n{imports}</xs:schema>");
    fs::write(&schema, text).unwrap();
    schema
}

#[test]
fn scorm_12_manifests_keep_to_their_schemas() {
    let folder = folder("schema-scorm12");
    let parts = [
        (
            "http://www.imsproject.org/xsd/imscp_rootv1p1p2",
            "imscp_rootv1p1p2.xsd",
        ),
        (
            "http://www.adlnet.org/xsd/adlcp_rootv1p2",
            "adlcp_rootv1p2.xsd",
        ),
    ];
    let schema = together(&folder, "scorm12edition", &parts);
    let all = manifests(|described| manifest(Version::V12, described));
    keep_to(
        &schema,
        &folder,
        &all,
        ("scormtype=\"sco\"", "scormtype=\"unit\""),
    );
}

#[test]
fn scorm_2004_manifests_keep_to_their_schemas() {
    let folder = folder("schema-scorm2004");
    let parts = [
        ("http://www.imsglobal.org/xsd/imscp_v1p1", "imscp_v1p1.xsd"),
        ("http://www.adlnet.org/xsd/adlcp_v1p3", "adlcp_v1p3.xsd"),
        ("http://www.adlnet.org/xsd/adlseq_v1p3", "adlseq_v1p3.xsd"),
        ("http://www.adlnet.org/xsd/adlnav_v1p3", "adlnav_v1p3.xsd"),
        ("http://www.imsglobal.org/xsd/imsss", "imsss_v1p0.xsd"),
    ];
    let schema = together(&folder, "scorm20043rdedition", &parts);
    let all = manifests(|described| manifest(Version::V2004, described));
    keep_to(
        &schema,
        &folder,
        &all,
        (
            "completionSetByContent=\"true\"",
            "completionSetByContent=\"often\"",
        ),
    );
}

#[test]
fn course_structures_keep_to_their_schema() {
    let folder = folder("schema-cmi5");
    let schema =
        Path::new(env!("CARGO_MANIFEST_DIR")).join("tests/outside/cmi5/CourseStructure.xsd");
    keep_to(
        &schema,
        &folder,
        &manifests(course),
        ("moveOn=\"Completed", "moveOn=\"Done"),
    );
}

#[test]
fn cmi5s_statements_are_statements() {
    let launch = Launch::read(|name| {
        let part = match name {
            "endpoint" => "https://lms.example/lrs/",
            "fetch" => "https://lms.example/token",
            "actor" => {
                r#"{"objectType":"Agent","account":{"homePage":"https://lms.example","name":"17"}}"#
            }
            "registration" => "760e3480-ba55-4991-94b0-01820dbd23a2",
            _ => "https://lms.example/course/1/unit",
        };
        Some(part.to_owned())
    });
    let data = LaunchData::read(
        r#"{"launchMode":"Normal","moveOn":"CompletedAndPassed","masteryScore":0.5,"contextTemplate":{
            "contextActivities":{"grouping":[{"id":"urn:underpin:unit:p:u"}]},
            "extensions":{"https://w3id.org/xapi/cmi5/context/extensions/sessionid":"s"}}}"#,
    );
    let launch = launch.unwrap().unwrap();
    let (now, spent) = (
        jiff::Timestamp::from_second(1_800_000_000).unwrap(),
        Duration::from_millis(65_430),
    );
    let mut lines = String::new();
    for success in [Success::Passed, Success::Failed] {
        let mut session = Session::begin(launch.clone(), "t".to_owned(), data.clone(), now);
        let mut report = Report {
            is_complete: false,
            is_undecided: false,
            success: Success::Unknown,
            score: None,
            sections: Default::default(),
            practice: Default::default(),
            left_unsafe: 0,
            items: Vec::new(),
        };
        session.tell(&report, &Attempt::default(), now, spent);
        report = Report {
            is_complete: true,
            success,
            score: Scaled::from_percent("49.5").ok(),
            items: vec![underpin::exchange::attempt::report::Item::Scenario {
                id: "story".parse().unwrap(),
                best: None,
            }],
            ..report
        };
        session.tell(&report, &Attempt::default(), now, spent);
        for request in session.end(now, spent) {
            let said: serde_json::Value = serde_json::from_str(&request.body.unwrap()).unwrap();
            // What goes last goes together.
            let several = said
                .as_array()
                .map_or(std::slice::from_ref(&said), Vec::as_slice);
            several.iter().for_each(|one| lines += &format!("{one}\n"));
        }
    }
    assert_eq!(lines.lines().count(), 8);
    let run = judged(&lines);
    assert_eq!(run.code, Some(0), "{run:?}");
}
