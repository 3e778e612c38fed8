//! A certificate of completion for print. Its words cannot be taken for a qualification's: what it
//! is not stands on it as large as what it is.

use maud::html;

use super::statement::lines;
use crate::{
    completion::certificate::Certificate,
    wording::{completion as words, date},
};

/// The certificate as part of a page, with its title as a heading of level 2.
pub fn body(certificate: &Certificate) -> String {
    let again = certificate.again.map(date::day).unwrap_or_default();
    let scenarios = certificate
        .scenarios
        .iter()
        .map(|(title, outcome)| words::scenario_outcome(title, *outcome));
    let questions =
        (certificate.questions.all > 0).then(|| words::questions(certificate.questions));
    let practice: Vec<String> = questions.into_iter().chain(scenarios).collect();
    let training = format!(
        "{}, {}",
        certificate.training,
        words::all_worked_in(&certificate.worked_in)
    );
    html! {
        article .paper.certificate data-certificate {
            h2 tabindex="-1" { (words::CERTIFICATE_TITLE) }
            p { (words::THIS_SAYS) }
            p .certificate__name { (words::called(&certificate.name)) }
            p { (words::HAS_COMPLETED) }
            p .certificate__unit { (certificate.unit) }
            p .certificate__not { strong { (words::NOT_A_QUALIFICATION) } }
            p { (words::PLAINLY) }
            (lines([
                (words::COMPLETED, date::day(certificate.completed)),
                (words::AGAIN, again),
                (words::WORKS_AT, certificate.employer.clone()),
                (words::TRAINING, training),
                (words::LEVEL, certificate.level.to_string()),
                (words::HOURS, words::time(certificate.minutes)),
                (words::PRACTICE, practice.join("\n")),
            ]))
            h3 { (words::COVERS) }
            ul .certificate__covers { @for title in &certificate.covers { li { (title) } } }
            p .meta { (words::RULE_SHORT) }
            p .paper__code { (words::CODE) ": " code { (certificate.code()) } }
            p .meta { (words::CODE_HELP) }
        }
    }
    .into_string()
}
