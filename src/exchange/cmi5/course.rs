//! `cmi5.xml`: what a learning system reads when a package is put into it.

use crate::exchange::attempt::package::{Described, PAGE};

/// The course structure's name in the package.
pub const FILE: &str = "cmi5.xml";

/// The course structure of a package that holds one unit.
pub fn course(described: &Described<'_>) -> String {
    let title = described.title();
    let (pack, unit) = (&described.settings.id, &described.unit.id);
    let (move_on, mark) = match described.pass_mark {
        None => ("Completed", String::new()),
        Some(mark) => ("CompletedAndPassed", format!(" masteryScore=\"{mark}\"")),
    };
    format!(
        r#"<?xml version="1.0" encoding="UTF-8"?>
<courseStructure xmlns="https://w3id.org/xapi/profiles/cmi5/v1/CourseStructure.xsd">
  <course id="urn:underpin:course:{pack}:{unit}">
    <title><langstring lang="en-GB">{title}</langstring></title>
    <description><langstring lang="en-GB">{title}</langstring></description>
  </course>
  <au id="urn:underpin:unit:{pack}:{unit}" moveOn="{move_on}"{mark} launchMethod="AnyWindow" activityType="http://adlnet.gov/expapi/activities/module">
    <title><langstring lang="en-GB">{title}</langstring></title>
    <description><langstring lang="en-GB">{title}</langstring></description>
    <url>{PAGE}</url>
  </au>
</courseStructure>
"#
    )
}
