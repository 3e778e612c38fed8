//! The network address of who asks, as far as it can be known: by it tries to sign in are counted,
//! and it is logged where that was asked for. Where a proxy and `--behind-proxy` do not go together, all seem to
//! come from one address, and the log says so.

use std::{
    net::{IpAddr, Ipv6Addr, SocketAddr},
    sync::{
        Arc,
        atomic::{AtomicBool, Ordering},
    },
};

use axum::{
    Router,
    extract::Request,
    middleware::{self, Next},
};

use super::{health, listen::Peer};

/// The address. Behind a proxy it is what that wrote last into `X-Forwarded-For`: what stands before
/// that, anybody can have written. Of IPv6 it is only the part that a household gets: it has all the
/// rest for itself.
pub(in crate::cli) fn of(request: &Request, behind_proxy: bool) -> Option<IpAddr> {
    let peer = || request.extensions().get().map(|Peer(peer)| peer.ip());
    let address = match behind_proxy {
        true => forwarded(request).or_else(peer),
        false => peer(),
    }?;
    Some(match address.to_canonical() {
        IpAddr::V4(v4) => v4.into(),
        IpAddr::V6(v6) => {
            let [a, b, c, d, ..] = v6.segments();
            Ipv6Addr::new(a, b, c, d, 0, 0, 0, 0).into()
        }
    })
}

/// What the proxy wrote.
fn forwarded(request: &Request) -> Option<IpAddr> {
    let mut lines = request.headers().get_all("x-forwarded-for").iter();
    let last = lines.next_back()?.to_str().ok()?.rsplit(',').next()?.trim();
    // Some proxies write the port with it.
    let with_port = || last.parse().ok().map(|at: SocketAddr| at.ip());
    last.parse().ok().or_else(with_port)
}

/// Says once where addresses are not known because of how the proxy, or this server, was set up: otherwise nobody
/// would hear of it before all are kept from signing in by one who has tried too often.
pub(super) fn watched(routes: Router, behind_proxy: bool) -> Router {
    let is_told = Arc::new(AtomicBool::new(false));
    routes.layer(middleware::from_fn(move |request: Request, next: Next| {
        if let Some(amiss) = amiss(&request, behind_proxy)
            && !is_told.swap(true, Ordering::Relaxed)
        {
            tracing::warn!("{amiss}");
        }
        next.run(request)
    }))
}

fn amiss(request: &Request, behind_proxy: bool) -> Option<&'static str> {
    let says = |name| request.headers().contains_key(name);
    match behind_proxy {
        false if says("x-forwarded-for") || says("forwarded") => Some(
            "a request came with X-Forwarded-For or Forwarded. Where that was a proxy of yours, start this server with \
             --behind-proxy: without it everybody seems to come from the proxy, so that all share one limit for \
             signing in",
        ),
        // Whoever looks after this server asks it directly whether it lives.
        true if forwarded(request).is_none() && request.uri().path() != health::PATH => Some(
            "a request came without an address in X-Forwarded-For, although this server was started with \
             --behind-proxy. Have the proxy write it there: without it everybody seems to come from the proxy, so \
             that all share one limit for signing in",
        ),
        _ => None,
    }
}

#[cfg(test)]
mod tests {
    use axum::body::Body;

    use super::*;

    #[test]
    fn it_is_what_the_proxy_wrote_and_nothing_that_a_browser_did() {
        let said = |behind_proxy: bool, lines: &[&str]| {
            let mut request = Request::builder();
            for line in lines {
                request = request.header("X-Forwarded-For", *line);
            }
            let mut request = request.body(Body::empty()).unwrap();
            let peer = Peer("127.0.0.1:4711".parse().unwrap());
            request.extensions_mut().insert(peer);
            of(&request, behind_proxy).unwrap().to_string()
        };
        for (lines, address) in [
            (&[][..], "127.0.0.1"),
            (&["198.51.100.7"], "198.51.100.7"),
            (&["203.0.113.9, 198.51.100.7"], "198.51.100.7"),
            (&["203.0.113.9", "198.51.100.7"], "198.51.100.7"),
            (&["198.51.100.7:5123"], "198.51.100.7"),
            (&["::ffff:198.51.100.7"], "198.51.100.7"),
            (&["2001:db8:1:2:3:4:5:6"], "2001:db8:1:2::"),
            (&["[2001:db8:1:2:3:4:5:6]:5123"], "2001:db8:1:2::"),
            (&["198.51.100.7, unknown"], "127.0.0.1"),
        ] {
            assert_eq!(said(true, lines), address, "{lines:?}");
            assert_eq!(said(false, lines), "127.0.0.1", "{lines:?}");
        }
    }
}
