//! A section that takes an older reader than the level has.

use super::{Check, Example, Rule, UnitInHand};
use crate::{
    diagnostic::{Code, Diagnostic},
    level::Level,
    pack::Fillings,
    readability::Readability,
    unit::{Content, Part, Reading},
};

/// The rule.
pub(super) const RULE: Rule = Rule {
    code: Code::HardSection,
    title: "A section can be read at the age that its level asks for.",
    why: "Whoever works at a level need not have read books at it. Many learners read after a long shift, or in a second language, and a section that is too hard is skipped.",
    fails: Example::Body(
        "
## Participation {#participation}

Meaningful participation necessitates individualised communication, particularly where cognitive
impairment complicates comprehension. Organisational arrangements frequently disadvantage people
requiring additional preparation. Professional responsibility consequently incorporates anticipating
communication difficulties, negotiating environmental modifications, documenting individual
preferences, and evaluating accessibility systematically throughout assessment activities.

Multidisciplinary professionals occasionally underestimate individual capability, especially during
institutional admission procedures. Independent advocacy organisations facilitate representation
whenever disagreement concerning accommodation, rehabilitation, or medication persists. Collaborative
documentation demonstrates accountability, substantiates professional decision-making, and
communicates organisational expectations unambiguously. Inappropriate generalisations concerning
neurological conditions systematically disempower individuals. Comprehensive evaluation incorporates
family perspectives, environmental circumstances, occupational aspirations, and psychological
vulnerabilities. Continuing professional development necessitates opportunities for constructive
supervision and interdisciplinary consultation.
",
    ),
    passes: Example::Body(
        "
## Taking part {#participation}

People take part when they are asked in a way that works for them. Some need more time. Some need a
quiet room, a picture, or somebody who knows how they say yes. Find out before the meeting, and write
it down so that the next person need not ask again.
",
    ),
    checks: &[Check::Unit(check)],
};

/// Fewer words than this say little: the formula is one of averages.
const ENOUGH: usize = 100;

/// The age whose readers a level's sections are to be written for. A level 2 qualification is what
/// is taken at 16 and level 3 at 18 (GOV.UK, “What qualification levels mean”). Nobody should have
/// to read as hard as she studies, so it is that age less two years, and never less than 13; from
/// level 5 on readers are graduates. Advice for everybody is far below that (9, GOV.UK content
/// design), and this is where a text is told as too hard, not what to write for.
fn oldest(level: Level) -> f64 {
    match level.number() {
        ..=1 => 13.0,
        2 => 14.0,
        3 => 16.0,
        4 => 17.0,
        _ => 19.0,
    }
}

/// What the names of Acts and offices add to a section on the law, in years. They are long, and no
/// author can shorten them.
const FOR_NAMES: f64 = 2.0;

/// Tells of each section of enough words whose reading age is above its level's.
fn check(in_hand: &UnitInHand<'_>) -> Vec<Diagnostic> {
    let none = Fillings::default();
    let fillings = in_hand.pack.map_or(&none, |pack| &pack.settings.fillings);
    let level = in_hand.unit.level;
    let mut found = Vec::new();
    for section in &in_hand.unit.sections {
        let Content::Reading(reading) = &section.content else {
            continue;
        };
        let most = oldest(level)
            + if reading.law.is_some() {
                FOR_NAMES
            } else {
                0.0
            };
        let counts = Readability::of(&words(reading, fillings));
        let Some(age) = counts.reading_age() else {
            continue;
        };
        if counts.words >= ENOUGH && age > most {
            let message = format!(
                "this section reads at about age {}, and level {level} at {most:.0}",
                age.round()
            );
            found.push(
                in_hand
                    .wrong(Code::HardSection, section.heading, message)
                    .help("write shorter sentences, and everyday words in place of long ones"),
            );
        }
    }
    found
}

fn words(reading: &Reading, fillings: &Fillings) -> String {
    let parts = reading.parts.iter().filter_map(|part| match part {
        Part::Prose(prose) => Some(prose.text(fillings)),
        Part::Question(_) => None,
    });
    parts.collect::<Vec<_>>().join("\n")
}
