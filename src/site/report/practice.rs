//! Practice, as formative items: which scenarios and questions, how often, what came of them.
//! What was chosen stays with the learner.

use maud::{Markup, html};

use super::{
    part::{day, table},
    unit::Seen,
};
use crate::{
    id::{QuestionId, ScenarioId},
    pinned,
    record::{
        event::Item,
        state::{QuestionState, ScenarioState},
    },
    wording::{record, report as words},
};

pub(super) fn practice(seen: &Seen<'_>) -> Markup {
    let scenarios = seen.did.scenarios.iter();
    let scenarios = scenarios.filter_map(|(id, did)| scenario(seen, id, did));
    let questions = seen.did.questions.iter();
    let questions = questions.filter_map(|(id, did)| question(seen, id, did));
    let rows: Vec<Vec<String>> = scenarios.chain(questions).collect();
    let heads = [words::ITEM, words::TRIES, words::LATEST, words::SAFETY];
    html! {
        @if !rows.is_empty() {
            section .report__part data-part="practice" {
                h3 { (words::PRACTICE) }
                p { (words::PRACTICE_HELP) }
                (table(words::PRACTICE, &heads, &rows))
            }
        }
    }
}

fn scenario(seen: &Seen<'_>, id: &ScenarioId, did: &ScenarioState) -> Option<Vec<String>> {
    let walks = did.walks();
    let (_, latest) = did.latest()?;
    let end = latest.end()?;
    let points = record::points(end.said.earned, end.said.maximum);
    let content = seen.report.content;
    let unit = content.unit(seen.pack, seen.id);
    let section = unit.and_then(|unit| {
        let mut sections = unit.sections.iter();
        sections.find(|section| section.id.as_str() == id.as_str())
    });
    let title = section.map(|section| section.title.text(&content.settings.fillings));
    let steps = walks.iter().flat_map(|(_, walk)| walk.steps());
    let unsafe_choices = steps.filter(|step| step.said.unsafe_choice).count();
    Some(vec![
        words::scenario(title.as_deref().unwrap_or(id.as_str())),
        walks.len().to_string(),
        words::result(latest.outcome(), Some(&points), &day(end.event.at)),
        unsafe_choices.to_string(),
    ])
}

fn question(seen: &Seen<'_>, id: &QuestionId, did: &QuestionState) -> Option<Vec<String>> {
    let latest = did.latest()?;
    let mut about = latest.event.about.iter();
    let about = about.find(|about| about.item == Item::Question(id.clone()));
    let asks = about
        .and_then(|about| seen.report.record.text(&about.shown?))
        .and_then(pinned::asks);
    let points = latest.said.score;
    let points = points.map(|score| record::points(score.earned, score.maximum));
    Some(vec![
        words::question(asks.unwrap_or(id.as_str())),
        did.attempts().count().to_string(),
        words::result(None, points.as_deref(), &day(latest.event.at)),
        String::new(),
    ])
}
