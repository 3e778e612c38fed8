//! `imsmanifest.xml`: what a learning system reads when a package is put into it.

use super::Version;
use crate::exchange::{
    attempt::package::{Described, PAGE},
    xml::escaped,
};

/// The manifest's name in the package.
pub const FILE: &str = "imsmanifest.xml";

/// The manifest of a package that holds one unit.
pub fn manifest(version: Version, described: &Described<'_>) -> String {
    let (name, title) = (described.name(), described.title());
    let files: String = described
        .files
        .iter()
        .map(|file| format!("      <file href=\"{}\"/>\n", escaped(file)))
        .collect();
    let pack_version = escaped(&described.settings.version);
    let Spelt {
        head,
        item,
        resource,
    } = spelt(version, described);
    format!(
        r#"<?xml version="1.0" encoding="UTF-8"?>
<manifest identifier="{name}" version="{pack_version}"
{head}
  <organizations default="{name}.course">
    <organization identifier="{name}.course">
      <title>{title}</title>
      <item identifier="{name}.item" identifierref="{name}.unit" isvisible="true">
        <title>{title}</title>
{item}      </item>
    </organization>
  </organizations>
  <resources>
    <resource identifier="{name}.unit" type="webcontent" {resource}="sco" href="{PAGE}">
{files}    </resource>
  </resources>
</manifest>
"#
    )
}

/// What the two standards spell apart.
struct Spelt {
    head: &'static str,
    item: String,
    resource: &'static str,
}

fn spelt(version: Version, described: &Described<'_>) -> Spelt {
    match version {
        Version::V12 => Spelt {
            head: r#"    xmlns="http://www.imsproject.org/xsd/imscp_rootv1p1p2"
    xmlns:adlcp="http://www.adlnet.org/xsd/adlcp_rootv1p2"
    xmlns:xsi="http://www.w3.org/2001/XMLSchema-instance"
    xsi:schemaLocation="http://www.imsproject.org/xsd/imscp_rootv1p1p2 imscp_rootv1p1p2.xsd
      http://www.adlnet.org/xsd/adlcp_rootv1p2 adlcp_rootv1p2.xsd">
  <metadata>
    <schema>ADL SCORM</schema>
    <schemaversion>1.2</schemaversion>
  </metadata>"#,
            item: described.pass_mark.map_or(String::new(), |mark| {
                format!(
                    "        <adlcp:masteryscore>{}</adlcp:masteryscore>\n",
                    mark.percent()
                )
            }),
            resource: "adlcp:scormtype",
        },
        Version::V2004 => Spelt {
            head: r#"    xmlns="http://www.imsglobal.org/xsd/imscp_v1p1"
    xmlns:adlcp="http://www.adlnet.org/xsd/adlcp_v1p3"
    xmlns:adlseq="http://www.adlnet.org/xsd/adlseq_v1p3"
    xmlns:adlnav="http://www.adlnet.org/xsd/adlnav_v1p3"
    xmlns:imsss="http://www.imsglobal.org/xsd/imsss"
    xmlns:xsi="http://www.w3.org/2001/XMLSchema-instance"
    xsi:schemaLocation="http://www.imsglobal.org/xsd/imscp_v1p1 imscp_v1p1.xsd
      http://www.adlnet.org/xsd/adlcp_v1p3 adlcp_v1p3.xsd
      http://www.adlnet.org/xsd/adlseq_v1p3 adlseq_v1p3.xsd
      http://www.adlnet.org/xsd/adlnav_v1p3 adlnav_v1p3.xsd
      http://www.imsglobal.org/xsd/imsss imsss_v1p0.xsd">
  <metadata>
    <schema>ADL SCORM</schema>
    <schemaversion>2004 3rd Edition</schemaversion>
  </metadata>"#,
            item: sequencing(described),
            resource: "adlcp:scormType",
        },
    }
}

/// Says that the package itself tells whether it is complete and passed, so that a learning system
/// does not make it so because somebody has opened it.
fn sequencing(described: &Described<'_>) -> String {
    let objective = match described.pass_mark {
        None => r#"            <imsss:primaryObjective objectiveID="practice"/>"#.to_owned(),
        Some(mark) => format!(
            r#"            <imsss:primaryObjective objectiveID="practice" satisfiedByMeasure="true">
              <imsss:minNormalizedMeasure>{mark}</imsss:minNormalizedMeasure>
            </imsss:primaryObjective>"#
        ),
    };
    format!(
        r#"        <imsss:sequencing>
          <imsss:objectives>
{objective}
          </imsss:objectives>
          <imsss:deliveryControls completionSetByContent="true" objectiveSetByContent="true"/>
        </imsss:sequencing>
"#
    )
}
