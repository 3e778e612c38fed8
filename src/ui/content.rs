//! The pack's files: those of the training that somebody opened here, or the site's own, fetched.
//! They are read with the same code that built the pages, so that changing a file on the server is
//! enough to see it.

use std::rc::Rc;

use futures::future::{join, join_all};

use super::{
    fetch::{self, FetchError},
    training,
};
use crate::{
    diagnostic::Diagnostic,
    id::UnitId,
    pack::Settings,
    read::{Read, read_settings, read_unit},
    source::Source,
    unit::Unit,
};

/// The settings of the pack, as far as they could be had.
#[derive(Clone, Debug)]
pub struct Loaded<T> {
    /// What was read.
    pub value: Rc<T>,
    /// The text it was read from.
    pub text: Rc<str>,
    /// What is wrong with it.
    pub diagnostics: Rc<[Diagnostic]>,
}

impl<T> Loaded<T> {
    /// What was read from a text.
    pub fn new(read: Read<T>, text: String) -> Self {
        Self {
            value: Rc::new(read.value),
            text: text.into(),
            diagnostics: read.diagnostics.into(),
        }
    }
}

/// Gets and reads `pack.toml`.
///
/// # Errors
/// The file could not be had.
pub async fn settings(root: &str) -> Result<Loaded<Settings>, FetchError> {
    if let Some(training) = training::current() {
        return Ok(training.settings.clone());
    }
    let text = fetch::text(&format!("{root}content/pack.toml")).await?;
    let read = read_settings(Source {
        name: "pack.toml",
        text: &text,
    });
    Ok(Loaded::new(read, text))
}

/// Gets and reads a unit.
///
/// # Errors
/// The file could not be had.
pub async fn unit(root: &str, id: &UnitId) -> Result<Loaded<Unit>, FetchError> {
    let name = id.file();
    let text = match training::current() {
        Some(training) => training
            .unit(id)
            .ok_or_else(|| FetchError::NotInTraining(name.clone()))?
            .to_owned(),
        None => fetch::text(&format!("{root}content/{name}")).await?,
    };
    let read = read_unit(Source {
        name: &name,
        text: &text,
    });
    Ok(Loaded::new(read, text))
}

/// The settings and one unit, got at the same time.
///
/// # Errors
/// Either file could not be had.
pub async fn settings_and_unit(
    root: &str,
    id: &UnitId,
) -> Result<(Loaded<Settings>, Loaded<Unit>), FetchError> {
    let (settings, unit) = join(settings(root), self::unit(root, id)).await;
    Ok((settings?, unit?))
}

/// The settings and every unit they name that can be had.
///
/// # Errors
/// The settings could not be had.
pub async fn everything(root: &str) -> Result<(Loaded<Settings>, Vec<Loaded<Unit>>), FetchError> {
    let settings = settings(root).await?;
    let units = join_all(settings.value.order.iter().map(|id| unit(root, id))).await;
    Ok((settings, units.into_iter().filter_map(Result::ok).collect()))
}
