//! How far samplers and assessors agree: counts, the part that agrees, kappa with its interval, by
//! unit and by assessor, and where they differ.

use leptos::prelude::*;

use super::{super::to_answer, Quality};
use crate::{
    desk::{matrix::assessors, sampled::compared},
    quality::agreement::{Agreement, Compared, Counts},
    wording::assess::quality as words,
};

/// The figures.
#[component]
pub(super) fn AgreementCard(quality: Quality) -> impl IntoView {
    let compared = Memo::new(move |_| compared(quality.desk.summaries.read().values()));
    let figures = move || {
        let compared = compared.get();
        if compared.is_empty() {
            return view! { <p>{words::NONE_MADE}</p> }.into_any();
        }
        let agreement: Agreement = compared.iter().collect();
        let people = quality
            .desk
            .summaries
            .with(|summaries| assessors(summaries.values()));
        let by_unit = agreement.by_unit.iter().map(|((pack, unit), counts)| {
            let title = quality
                .names
                .with_value(|names| names.unit(pack, unit).to_owned());
            line(title, *counts)
        });
        let by_assessor = agreement.by_assessor.iter().map(|(person, counts)| {
            let name = people
                .get(person)
                .map_or(String::new(), |name| name.to_string());
            line(name, *counts)
        });
        let by_unit: Vec<_> = by_unit.collect();
        let by_assessor: Vec<_> = by_assessor.collect();
        view! {
            <div class="figures" tabindex="0" role="group" aria-label=words::AGREEMENT>
                <table>
                    <thead><tr>
                        <td></td><th scope="col">{words::PAIRS}</th><th scope="col">{words::BOTH_MET}</th>
                        <th scope="col">{words::ASSESSOR_MET}</th><th scope="col">{words::SAMPLER_MET}</th>
                        <th scope="col">{words::NEITHER}</th><th scope="col">{words::AGREED}</th><th scope="col">{words::KAPPA}</th>
                    </tr></thead>
                    <tbody>{line(words::ALL.to_owned(), agreement.all)}{by_unit}{by_assessor}</tbody>
                </table>
            </div>
            <h3>{words::DIFFERENCES}</h3>
            {differences(quality, &agreement.differences)}
        }
        .into_any()
    };
    view! {
        <section class="card" aria-labelledby="quality_agreement" data-part="agreement">
            <h2 id="quality_agreement">{words::AGREEMENT}</h2>
            <p>{words::AGREEMENT_HELP}</p>
            {figures}
        </section>
    }
}

fn line(title: String, counts: Counts) -> impl IntoView {
    let kappa = match counts.kappa() {
        Ok(kappa) => {
            let interval = kappa
                .interval
                .map(|interval| (*interval.start(), *interval.end()));
            words::kappa(kappa.value, interval)
        }
        Err(why) => words::undefined(why).to_owned(),
    };
    view! {
        <tr>
            <th scope="row">{title}</th><td>{counts.pairs()}</td><td>{counts.both_met}</td><td>{counts.only_first_met}</td>
            <td>{counts.only_second_met}</td><td>{counts.neither_met}</td><td>{words::percent(counts.agreed(), counts.pairs())}</td><td>{kappa}</td>
        </tr>
    }
}

fn differences(quality: Quality, differences: &[&Compared]) -> AnyView {
    if differences.is_empty() {
        return view! { <p>{words::NO_DIFFERENCES}</p> }.into_any();
    }
    let is_unseen = |one: &&&Compared| quality.unseen.with(|unseen| unseen.contains(&one.decision));
    let hidden = differences.iter().filter(is_unseen).count();
    let hidden = (hidden > 0).then(|| view! { <p class="hint">{words::hidden(hidden)}</p> });
    let lines = differences.iter().filter(|one| !is_unseen(one)).map(|one| {
        let to = to_answer(one.learner, &one.place);
        let title = format!("{}: {}", quality.learner_name(one.learner), quality.called(&one.place));
        view! { <li><a href=to>{title}</a><p class="hint">{words::difference(one.decided, one.sampled)}</p></li> }
    });
    view! { <ul class="history">{lines.collect_view()}</ul>{hidden} }.into_any()
}
