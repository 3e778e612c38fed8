//! The site's files: each with its type, compressed where the build has done so, by parts where
//! that is asked for, and with a tag by which a browser asks whether its copy still holds.
//!
//! No folder is ever listed, no file whose name begins with a dot is shown, and nothing compressed
//! is sent of a file that somebody has edited since.

use std::{
    path::{Component, Path, PathBuf},
    sync::Arc,
    time::{Duration, SystemTime},
};

use axum::{
    Router,
    extract::Request,
    http::{StatusCode, header},
    middleware::{self, Next},
    response::{IntoResponse, Response},
};
use tower::ServiceExt as _;
use tower_http::services::{ServeDir, ServeFile};

/// The files of a site's folder.
pub(super) fn of(dir: &Path) -> Router {
    let missing = ServeFile::new(dir.join("404.html"))
        .precompressed_br()
        .precompressed_gzip();
    let looked_at = Arc::new((dir.to_owned(), missing.clone()));
    let files = ServeDir::new(dir)
        .precompressed_br()
        .precompressed_gzip()
        .not_found_service(missing);
    Router::new()
        .fallback_service(files)
        .layer(middleware::from_fn(move |request, next| {
            look(request, next, Arc::clone(&looked_at))
        }))
}

/// What is looked at before a file is opened.
async fn look(mut request: Request, next: Next, at: Arc<(PathBuf, ServeFile)>) -> Response {
    let (dir, missing) = &*at;
    let path = request.uri().path();
    // What the build remembers, or what an editor left, is answered as if it were not there.
    if is_hidden(path) {
        // The page for what is missing is whole, whatever part or state of the file was asked for.
        for name in [header::RANGE, header::IF_NONE_MATCH, header::IF_MATCH] {
            request.headers_mut().remove(name);
        }
        return match missing.clone().oneshot(request).await {
            Ok(page) => (StatusCode::NOT_FOUND, page).into_response(),
            Err(never) => match never {},
        };
    }
    if !super::headers::is_named_by_hash(path) {
        let edited = file_at(dir, path).is_some_and(|file| is_edited(&file));
        // A file's time is told in seconds: within one, a changed file would count as the same.
        // The tag is exact.
        request.headers_mut().remove(header::IF_MODIFIED_SINCE);
        if edited {
            request.headers_mut().remove(header::ACCEPT_ENCODING);
        }
    }
    next.run(request).await
}

/// The file that a plain path leads to. Where it has anything unusual in it, there is none to look
/// at, and whoever opens files decides.
fn file_at(dir: &Path, path: &str) -> Option<PathBuf> {
    let inside = Path::new(path.strip_prefix('/')?);
    let plain = inside
        .components()
        .all(|part| matches!(part, Component::Normal(_)));
    let file = plain.then(|| dir.join(inside))?;
    Some(match path.ends_with('/') {
        true => file.join("index.html"),
        false => file,
    })
}

/// How much older than its file something compressed may be: copying a site takes a while.
const COPYING: Duration = Duration::from_secs(10);

/// Whether a file was changed after what is compressed of it: an author may mend a unit where the
/// site stands, and the program on the page reads it there.
fn is_edited(file: &Path) -> bool {
    let modified = |file: &Path| -> Option<SystemTime> { file.metadata().ok()?.modified().ok() };
    let Some(changed) = modified(file) else {
        return false;
    };
    [".br", ".gz"].iter().any(|ending| {
        let mut beside = file.as_os_str().to_owned();
        beside.push(ending);
        modified(Path::new(&beside)).is_some_and(|made| made + COPYING < changed)
    })
}

/// Whether any part of a path begins with a dot, written out or as `%2e`. What is under
/// `.well-known` is meant to be seen.
fn is_hidden(path: &str) -> bool {
    let path = path.to_ascii_lowercase().replace("%2e", ".");
    path.split('/')
        .filter(|part| *part != ".well-known")
        .any(|part| part.starts_with('.'))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_begins_with_a_dot_is_hidden() {
        for hidden in [
            "/.underpin-site.json",
            "/%2Eunderpin-site.json",
            "/content/.git/config",
            "/..",
            "/a/%2e%2E/b",
        ] {
            assert!(is_hidden(hidden), "{hidden}");
        }
        for shown in [
            "/",
            "/units/good/",
            "/assets/app-1.2.js",
            "/.well-known/security.txt",
        ] {
            assert!(!is_hidden(shown), "{shown}");
        }
    }
}
