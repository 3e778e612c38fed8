//! What is written: a page or a summary a learner, or tables over all.
//!
//! Files are named by the learner's id, which tells nobody's name.

use std::path::Path;

use super::{
    Arguments, Format,
    files::{self, Owner},
};
use crate::{
    cli::{CannotRun, build::assets, folder, today},
    desk::{
        matrix::{Filter, Matrix, Order},
        portfolio::Portfolio,
        summary::Summary,
    },
    exchange::table,
    overview::named::Content,
    record::Record,
    site::report::{self, Report},
};

/// Writes what is one learner's own.
pub(super) fn one(
    owner: Owner,
    content: Content<'_>,
    arguments: &Arguments,
) -> Result<Summary, CannotRun> {
    let mut record = Record::default();
    for path in &owner.paths {
        // It was there a moment ago; should it be gone, that is worth stopping for.
        let opened = files::open(path).map_err(|why| CannotRun::with("read", path, why))?;
        record.merge(opened.file.record);
    }
    let portfolio = Portfolio {
        learner: owner.learner,
        record,
    };
    let state = portfolio.record.state();
    let summary = Summary::of(&portfolio.learner, &portfolio.record, &state);
    let name = |ending: &str| {
        let id = portfolio.learner.id;
        arguments.out.join(format!("record-{id}.{ending}"))
    };
    match arguments.format {
        Format::Html => {
            let report = Report {
                content,
                learner: &portfolio.learner,
                record: &portfolio.record,
                state: &state,
                findings: &owner.troubles,
                made: today(),
            };
            let page = report::document(&report, &assets::whole_style());
            folder::write_text(&name("html"), &page)?;
        }
        Format::Json => {
            let text = serde_json::to_string_pretty(&summary)
                .map_err(|why| CannotRun::with("write", &name("json"), why))?;
            folder::write_text(&name("json"), &(text + "\n"))?;
        }
        Format::Csv => {}
    }
    Ok(summary)
}

/// Writes the tables over all learners.
pub(super) fn tables(
    summaries: &[Summary],
    content: Content<'_>,
    out: &Path,
) -> Result<(), CannotRun> {
    let asked = content.places();
    let matrix = Matrix::of(
        summaries,
        &asked,
        &Filter::default(),
        Order::default(),
        today(),
    );
    for (name, table) in [
        ("decisions.csv", table::decisions(summaries)),
        ("matrix.csv", table::matrix(&matrix)),
    ] {
        folder::write_text(&out.join(name), &table)?;
    }
    Ok(())
}
