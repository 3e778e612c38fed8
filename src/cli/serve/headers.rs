//! What every answer carries: what its page may do, who may embed it, and how long it may be kept.

use axum::{
    Router,
    extract::{Request, State},
    http::{HeaderName, HeaderValue, header},
    middleware::{self, Next},
    response::Response,
};

use crate::site::POLICY;

/// What no page of a site ever needs of a device. Pictures come in through a file field, which asks
/// for no permission.
const PERMISSIONS: &str = "accelerometer=(), autoplay=(), bluetooth=(), browsing-topics=(), camera=(), \
     display-capture=(), geolocation=(), gyroscope=(), hid=(), magnetometer=(), microphone=(), midi=(), \
     payment=(), serial=(), usb=()";

/// For what carries its hash in its name.
const FOR_EVER: &str = "public, max-age=31536000, immutable";

/// For everything else: it may be kept, and is asked for again each time.
const ASK_AGAIN: &str = "no-cache";

/// Whether a file's name changes when it does: `Trunk.toml` says why all of `assets/` is so.
pub(super) fn is_named_by_hash(path: &str) -> bool {
    path.starts_with("/assets/")
}

/// What a page may do, as a header. Framing can be forbidden by a header only, so that words are not in
/// the page's own policy.
pub(super) fn policy(of_page: &str) -> HeaderValue {
    let policy = format!("{of_page}; frame-ancestors 'none'");
    let policy = HeaderValue::from_str(&policy);
    policy.unwrap_or_else(|_| HeaderValue::from_static("default-src 'none'"))
}

/// Says with every page that there is a door, so that `style/look.js` can show the way to it before
/// anything is drawn: a page cannot read any other header of its own answer.
pub(super) fn with_door(routes: Router) -> Router {
    routes.layer(middleware::map_response(
        async |mut response: Response| -> Response {
            let headers = response.headers_mut();
            let kind = headers.get(header::CONTENT_TYPE);
            // What a browser has already is said to be the same without its type.
            let is_page = kind.is_none_or(|kind| kind.as_bytes().starts_with(b"text/html"));
            if is_page {
                let name = HeaderName::from_static("server-timing");
                headers.insert(name, HeaderValue::from_static("door"));
            }
            response
        },
    ))
}

/// Puts the headers on what the routes answer. The policy is that of a page in which nothing stands that
/// has to be named by a digest; what such a page says itself, [`files`](super::files) puts there.
pub(super) fn around(routes: Router) -> Router {
    routes.layer(middleware::from_fn_with_state(policy(POLICY), with_headers))
}

async fn with_headers(State(policy): State<HeaderValue>, request: Request, next: Next) -> Response {
    let named_by_hash = is_named_by_hash(request.uri().path());
    let mut response = next.run(request).await;
    let status = response.status();
    let is_there = status.is_success() || status == axum::http::StatusCode::NOT_MODIFIED;
    let keep = match named_by_hash && is_there {
        true => FOR_EVER,
        false => ASK_AGAIN,
    };
    let headers = response.headers_mut();
    // A part of the server that is stricter about its own answers has said so already.
    let mut put = |name: HeaderName, value: HeaderValue| {
        headers.entry(name).or_insert(value);
    };
    put(header::CONTENT_SECURITY_POLICY, policy);
    for (name, value) in [
        (header::X_CONTENT_TYPE_OPTIONS, "nosniff"),
        (header::REFERRER_POLICY, "no-referrer"),
        (HeaderName::from_static("permissions-policy"), PERMISSIONS),
        (
            HeaderName::from_static("cross-origin-opener-policy"),
            "same-origin",
        ),
        (
            HeaderName::from_static("cross-origin-resource-policy"),
            "same-origin",
        ),
        (header::CACHE_CONTROL, keep),
    ] {
        put(name, HeaderValue::from_static(value));
    }
    response
}
