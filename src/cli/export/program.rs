//! The browser program of packages: out of a folder, or out of this program, which carries it where
//! it was built with the feature `site`.

use std::path::Path;

use crate::cli::{
    CannotRun,
    build::program::{Trunk, in_folder},
};

/// The program that Trunk made into a folder, or the one that is carried.
///
/// # Errors
/// There is none. A package without it could tell a learning system nothing.
pub(super) fn take(folder: Option<&Path>) -> Result<Trunk, CannotRun> {
    match folder {
        Some(folder) => in_folder(folder),
        None => carried().ok_or_else(|| {
            CannotRun(
                "a package needs the browser program in it: `./dev build` makes \
                 dist-program/underpin, which has it; or `trunk build package.html --html-output \
                 index.html --dist DIR` makes it, and --trunk DIR takes it"
                    .to_owned(),
            )
        }),
    }
}

#[cfg(not(feature = "site"))]
fn carried() -> Option<Trunk> {
    None
}

#[cfg(feature = "site")]
fn carried() -> Option<Trunk> {
    /// `./dev build` puts the release there.
    #[derive(rust_embed::Embed)]
    #[folder = "target/program/package/"]
    struct Package;

    let files = Package::iter();
    let files = files.filter_map(|name| Some((name.to_string(), Package::get(&name)?.data.into())));
    Some(files.collect())
}
