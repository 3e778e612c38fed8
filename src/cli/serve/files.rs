//! The site's files: each with its type, compressed where the build has done so, by parts where
//! that is asked for, and with a tag by which a browser asks whether its copy still holds.
//!
//! No folder is ever listed, no file whose name begins with a dot is shown, nothing compressed is sent
//! of a file that somebody has edited since, and a page comes with the policy that stands in it.

use std::{
    path::{Component, Path, PathBuf},
    sync::Arc,
};

use axum::{
    Router,
    extract::Request,
    http::{HeaderValue, StatusCode, header},
    middleware::{self, Next},
    response::{IntoResponse, Response},
};
use percent_encoding::percent_decode_str;
use tower::ServiceExt as _;
use tower_http::services::{ServeDir, ServeFile};

use super::known::{Facts, Known};

/// The page for what is not there.
const MISSING: &str = "404.html";

/// A site's folder.
struct Site {
    dir: PathBuf,
    missing: ServeFile,
    known: Known,
}

/// The files of a site's folder.
pub(super) fn of(dir: &Path) -> Router {
    let missing = ServeFile::new(dir.join(MISSING))
        .precompressed_br()
        .precompressed_gzip();
    let site = Arc::new(Site {
        dir: dir.to_owned(),
        missing: missing.clone(),
        known: Known::default(),
    });
    let files = ServeDir::new(dir)
        .precompressed_br()
        .precompressed_gzip()
        .not_found_service(missing);
    Router::new()
        .fallback_service(files)
        .layer(middleware::from_fn(move |request, next| {
            look(request, next, Arc::clone(&site))
        }))
}

/// What is looked at before a file is sent.
async fn look(mut request: Request, next: Next, site: Arc<Site>) -> Response {
    let path = request.uri().path().to_owned();
    let is_hidden = is_hidden(&path);
    // What carries its hash in its name is never edited, and is no page.
    if super::headers::is_named_by_hash(&path) && !is_hidden {
        let response = next.run(request).await;
        return match response.status() {
            StatusCode::NOT_FOUND => with_policy(response, facts(site, None).await.policy),
            _ => response,
        };
    }
    let headers = request.headers_mut();
    // A file's time is told in seconds: within one, a changed file would count as the same.
    // The tag is exact.
    headers.remove(header::IF_MODIFIED_SINCE);
    let facts = facts(Arc::clone(&site), Some(path).filter(|_| !is_hidden)).await;
    if facts.is_edited {
        headers.remove(header::ACCEPT_ENCODING);
    }
    // What the build remembers, or what an editor left, is answered as if it were not there.
    let response = if is_hidden {
        // The page for what is missing is whole, whatever part or state of the file was asked for.
        for name in [header::RANGE, header::IF_NONE_MATCH, header::IF_MATCH] {
            headers.remove(name);
        }
        match site.missing.clone().oneshot(request).await {
            Ok(page) => (StatusCode::NOT_FOUND, page).into_response(),
            Err(never) => match never {},
        }
    } else {
        from_here(next.run(request).await)
    };
    with_policy(response, facts.policy)
}

/// Leads on from the address that was asked for, as links in pages do: a proxy may show the site in a folder of its
/// host, and nobody tells this server in which.
fn from_here(mut response: Response) -> Response {
    let location = response.headers().get(header::LOCATION);
    let relative = location.and_then(|to| relative(to.to_str().ok()?));
    if let Some(to) = relative.and_then(|to| HeaderValue::try_from(to).ok()) {
        response.headers_mut().insert(header::LOCATION, to);
    }
    response
}

/// The way to a folder from its own address without the slash.
fn relative(to: &str) -> Option<String> {
    let (path, query) = match to.split_once('?') {
        Some((path, query)) => (path, format!("?{query}")),
        None => (to, String::new()),
    };
    let folder = path.strip_suffix('/')?.rsplit('/').next()?;
    // Without the dot, a colon in it would be read as the end of a scheme.
    Some(format!("./{folder}/{query}"))
}

/// What is known of the file that a path leads to; where there is none, of the page that says so.
async fn facts(site: Arc<Site>, path: Option<String>) -> Facts {
    let looked = tokio::task::spawn_blocking(move || {
        let file = path.and_then(|path| file_at(&site.dir, &path));
        let facts = file.and_then(|file| site.known.of(&file));
        facts.or_else(|| site.known.of(&site.dir.join(MISSING)))
    });
    // Nothing is known where a mistake of ours ended it: then the file is sent as it stands.
    looked.await.unwrap_or(None).unwrap_or(Facts {
        is_edited: true,
        policy: None,
    })
}

fn with_policy(mut response: Response, policy: Option<HeaderValue>) -> Response {
    if let Some(policy) = policy {
        let headers = response.headers_mut();
        headers.insert(header::CONTENT_SECURITY_POLICY, policy);
    }
    response
}

/// The file that a plain path leads to. Where it has anything unusual in it, there is none to look
/// at, and whoever opens files decides.
fn file_at(dir: &Path, path: &str) -> Option<PathBuf> {
    let path = percent_decode_str(path).decode_utf8().ok()?;
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

/// Whether any part of a path begins with a dot. It is decoded before it is taken apart, as whoever
/// opens files does it: `%2f` and `\` part folders as well. What is under `.well-known` is meant to be
/// seen.
fn is_hidden(path: &str) -> bool {
    let decoded: Vec<u8> = percent_decode_str(path).collect();
    decoded
        .split(|byte| matches!(byte, b'/' | b'\\'))
        .filter(|part| *part != b".well-known")
        .any(|part| part.starts_with(b"."))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_folder_is_found_from_its_address_wherever_the_site_stands() {
        for (to, relative_to) in [
            ("/units/good/", Some("./good/")),
            ("/units/", Some("./units/")),
            ("/units/good/?unit=a/b", Some("./good/?unit=a/b")),
            ("/units/a:b/", Some("./a:b/")),
            ("/%67ood/", Some("./%67ood/")),
            ("/units/good", None),
        ] {
            assert_eq!(relative(to).as_deref(), relative_to, "{to}");
        }
    }

    #[test]
    fn what_begins_with_a_dot_is_hidden() {
        for hidden in [
            "/.underpin-site.json",
            "/%2Eunderpin-site.json",
            "/content/.git/config",
            "/..",
            "/a/%2e%2E/b",
            "/content%2f.git%2fconfig",
            "/assets%2F%2esecret",
            "/assets/a%2f.secret",
            "/assets%5c.secret",
            "/assets\\.secret",
            "/a%2f%2e./b",
            "/%ff/.secret",
        ] {
            assert!(is_hidden(hidden), "{hidden}");
        }
        for shown in [
            "/",
            "/units/good/",
            "/assets/app-1.2.js",
            "/.well-known/security.txt",
            "/.well-known%2fsecurity.txt",
            // A file of just this name: nobody decodes twice.
            "/%252esecret",
        ] {
            assert!(!is_hidden(shown), "{shown}");
        }
    }
}
