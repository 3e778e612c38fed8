//! How connections are taken, how much each may ask for and how long it may take, and how the
//! server stops: what is under way is finished, nothing new is begun.

use std::{io::ErrorKind, net::SocketAddr, sync::Arc, time::Duration};

use axum::{
    Router,
    body::Body,
    extract::Request,
    http::{StatusCode, header},
    response::{IntoResponse, Response},
};
use hyper::{body::Incoming, server::conn::http1};
use hyper_util::{
    rt::{TokioIo, TokioTimer},
    server::graceful::GracefulShutdown,
    service::TowerToHyperService,
};
#[cfg(unix)]
use tokio::signal::unix::{SignalKind, signal};
use tokio::{
    net::{TcpListener, TcpStream},
    sync::{OwnedSemaphorePermit, Semaphore},
    time::{sleep, timeout},
};
use tokio_io_timeout::TimeoutStream;
use tower::{ServiceExt as _, service_fn};
use tower_http::{
    catch_panic::CatchPanicLayer, limit::RequestBodyLimitLayer, timeout::TimeoutLayer,
};

use crate::cli::CannotRun;

/// How long things may take.
#[derive(Clone, Copy, Debug)]
pub(super) struct Patience {
    /// A browser over the head of a request; and how long a connection may idle.
    head: Duration,
    /// A browser over taking nothing of an answer.
    stalled: Duration,
    /// What is under way when the server is told to stop.
    finish: Duration,
}

impl Default for Patience {
    fn default() -> Self {
        Self {
            head: Duration::from_secs(15),
            stalled: Duration::from_secs(60),
            finish: Duration::from_secs(20),
        }
    }
}

/// How long an answer may take to begin, reading all of the request included.
const ANSWER: Duration = Duration::from_secs(60);

/// How many connections are open at once; others wait to be taken.
const CONNECTIONS: usize = 8192;

/// As many files as that takes: of each connection itself, of what is sent over it, or of the way to a store behind
/// the door; and what the program has open besides.
const FILES: u64 = 2 * CONNECTIONS as u64 + 256;

/// The most that the body of a request holds.
pub(in crate::cli) const BODY_BYTES: usize = 4 << 20;

/// Where a request came from.
#[derive(Clone, Copy, Debug)]
pub(in crate::cli) struct Peer(pub SocketAddr);

/// Has the system let this program open as many files as its connections take, as far as it may: usually it is let to
/// have 1,024 at once, and may ask for more.
#[cfg(unix)]
pub(super) fn make_room() {
    use rustix::process::{Resource, Rlimit, getrlimit, setrlimit};
    let Rlimit { current, maximum } = getrlimit(Resource::Nofile);
    let is_enough = |limit: Option<u64>| limit.is_none_or(|limit| limit >= FILES);
    if is_enough(current) {
        return;
    }
    let more = Rlimit {
        current: maximum.map_or(Some(FILES), |maximum| Some(maximum.min(FILES))),
        maximum,
    };
    let current = match setrlimit(Resource::Nofile, more) {
        Ok(()) => more.current,
        Err(_) => current,
    };
    if !is_enough(current) {
        tracing::warn!(
            files = current,
            wanted = FILES,
            "the system lets this program open few files at once, so under many visitors connections will fail: raise \
             its limit (LimitNOFILE= for systemd, ulimit -n in a shell)"
        );
    }
}

#[cfg(not(unix))]
pub(super) fn make_room() {}

/// Takes the port, or says how to get another.
pub(super) async fn bind(at: SocketAddr) -> Result<TcpListener, CannotRun> {
    let port = at.port();
    TcpListener::bind(at).await.map_err(|why| match why.kind() {
        ErrorKind::AddrInUse => CannotRun(format!(
            "port {port} is taken by another program: name another, such as --port {}, or 0 for any",
            if port == u16::MAX { 8080 } else { port + 1 }
        )),
        ErrorKind::PermissionDenied => CannotRun(format!(
            "this account may not use port {port}: name one above 1023, such as --port 8080"
        )),
        ErrorKind::AddrNotAvailable => CannotRun(format!(
            "this machine has no address {}: name one of its own with --address, or 0.0.0.0 for all",
            at.ip()
        )),
        _ => CannotRun(format!("cannot listen on port {port}: {why}")),
    })
}

/// Refuses requests that bring too much. The door does so itself, and writes it down.
pub(super) fn not_too_large(routes: Router) -> Router {
    routes.layer(RequestBodyLimitLayer::new(BODY_BYTES))
}

/// Keeps what a request may take within limits, and a mistake of ours to one answer.
pub(super) fn within_limits(routes: Router) -> Router {
    routes
        .layer(TimeoutLayer::with_status_code(
            StatusCode::REQUEST_TIMEOUT,
            ANSWER,
        ))
        .layer(CatchPanicLayer::custom(|_| went_wrong()))
}

fn went_wrong() -> Response {
    tracing::error!("a mistake of this program's own ended one answer; the line above says where");
    let plain = [(header::CONTENT_TYPE, "text/plain; charset=utf-8")];
    let said = "Something went wrong here. Nothing on your device is lost.\n";
    (StatusCode::INTERNAL_SERVER_ERROR, plain, said).into_response()
}

/// Serves until it is told to stop and what was under way is done.
pub(super) async fn serve(
    listener: TcpListener,
    site: Router,
    patience: Patience,
    stop: impl Future<Output = ()>,
) {
    let graceful = GracefulShutdown::new();
    let places = Arc::new(Semaphore::new(CONNECTIONS));
    let mut stop = std::pin::pin!(stop);
    loop {
        let taken = tokio::select! {
            taken = take(&listener, &places) => taken,
            () = &mut stop => break,
        };
        if let Some((stream, peer, place)) = taken {
            let connection = connection(stream, peer, site.clone(), patience);
            let connection = graceful.watch(connection);
            tokio::spawn(async move {
                // Why a connection broke off is between the browser and its network.
                let _ = connection.await;
                drop(place);
            });
        }
    }
    drop(listener);
    tracing::info!("stopping");
    if timeout(patience.finish, graceful.shutdown()).await.is_err() {
        tracing::warn!("some answers were broken off: they took too long");
    }
}

async fn take(
    listener: &TcpListener,
    places: &Arc<Semaphore>,
) -> Option<(TcpStream, SocketAddr, OwnedSemaphorePermit)> {
    let place = Arc::clone(places).acquire_owned().await.ok()?;
    match listener.accept().await {
        Ok((stream, peer)) => Some((stream, peer, place)),
        Err(why) => {
            // Out of file handles, say: taking the next at once would only turn in circles.
            tracing::warn!(%why, "a connection could not be taken");
            sleep(Duration::from_millis(100)).await;
            None
        }
    }
}

/// One browser's connection: HTTP/1.1, which is what stands behind a server that speaks HTTPS.
fn connection(
    stream: TcpStream,
    peer: SocketAddr,
    site: Router,
    patience: Patience,
) -> impl hyper_util::server::graceful::GracefulConnection<Error = hyper::Error> {
    let _ = stream.set_nodelay(true);
    let mut stream = TimeoutStream::new(stream);
    stream.set_write_timeout(Some(patience.stalled));
    let answer = service_fn(move |mut request: hyper::Request<Incoming>| {
        request.extensions_mut().insert(Peer(peer));
        let request: Request = request.map(Body::new);
        site.clone().oneshot(request)
    });
    http1::Builder::new()
        .timer(TokioTimer::new())
        .header_read_timeout(patience.head)
        .serve_connection(
            TokioIo::new(Box::pin(stream)),
            TowerToHyperService::new(answer),
        )
}

/// Waits until somebody ends the program.
pub(super) async fn ended() {
    #[cfg(unix)]
    if let Ok(mut told) = signal(SignalKind::terminate()) {
        tokio::select! {
            _ = told.recv() => {}
            _ = tokio::signal::ctrl_c() => {}
        }
        return;
    }
    let _ = tokio::signal::ctrl_c().await;
}

#[cfg(test)]
mod tests {
    use std::net::Ipv4Addr;

    use axum::routing::get;
    use tokio::{
        io::{AsyncReadExt, AsyncWriteExt},
        sync::oneshot,
    };

    use super::*;

    /// A server with little patience, until what is returned is dropped or told so.
    async fn server(
        routes: Router,
        patience: Patience,
    ) -> (SocketAddr, oneshot::Sender<()>, tokio::task::JoinHandle<()>) {
        let listener = bind((Ipv4Addr::LOCALHOST, 0).into()).await.unwrap();
        let at = listener.local_addr().unwrap();
        let (stop, stopped) = oneshot::channel();
        let routes = within_limits(not_too_large(routes));
        let served = tokio::spawn(serve(listener, routes, patience, async {
            let _ = stopped.await;
        }));
        (at, stop, served)
    }

    async fn ask(at: SocketAddr, request: &str) -> String {
        let mut stream = TcpStream::connect(at).await.unwrap();
        stream.write_all(request.as_bytes()).await.unwrap();
        let mut answer = String::new();
        stream.read_to_string(&mut answer).await.unwrap();
        answer
    }

    #[tokio::test]
    async fn who_dawdles_over_a_request_is_sent_away() {
        let impatient = Patience {
            head: Duration::from_millis(50),
            ..Patience::default()
        };
        let routes = Router::new().route("/", get(|| async { "here" }));
        let (at, _stop, _) = server(routes, impatient).await;
        // Both end because the server ends them: otherwise reading would never come to its end.
        let half = ask(at, "GET / HTTP/1.1\r\nHost: x\r\nX-Slow: ").await;
        assert!(!half.contains("here"), "{half}");
        let idle = ask(at, "GET / HTTP/1.1\r\nHost: x\r\n\r\n").await;
        assert!(idle.ends_with("here"), "{idle}");
    }

    #[tokio::test]
    async fn what_is_under_way_is_finished_and_nothing_new_begun() {
        let (begun, has_begun) = oneshot::channel();
        let (go_on, goes_on) = oneshot::channel::<()>();
        let once = std::sync::Mutex::new(Some((begun, goes_on)));
        let once = Arc::new(once);
        let slow = move || {
            let once = Arc::clone(&once);
            async move {
                let (begun, goes_on) = once.lock().unwrap().take().unwrap();
                begun.send(()).unwrap();
                goes_on.await.unwrap();
                "finished"
            }
        };
        let routes = Router::new().route("/", get(slow));
        let (at, stop, served) = server(routes, Patience::default()).await;
        let asked = tokio::spawn(async move { ask(at, "GET / HTTP/1.1\r\nHost: x\r\n\r\n").await });
        has_begun.await.unwrap();
        stop.send(()).unwrap();
        while TcpStream::connect(at).await.is_ok() {
            tokio::task::yield_now().await;
        }
        go_on.send(()).unwrap();
        assert!(asked.await.unwrap().ends_with("finished"));
        served.await.unwrap();
    }

    #[tokio::test]
    async fn what_never_ends_is_broken_off() {
        let impatient = Patience {
            finish: Duration::from_millis(50),
            ..Patience::default()
        };
        let (begun, has_begun) = oneshot::channel();
        let begun = Arc::new(std::sync::Mutex::new(Some(begun)));
        let never = move || {
            let begun = begun.lock().unwrap().take().unwrap();
            async move {
                begun.send(()).unwrap();
                std::future::pending::<&str>().await
            }
        };
        let routes = Router::new().route("/", get(never));
        let (at, stop, served) = server(routes, impatient).await;
        tokio::spawn(async move { ask(at, "GET / HTTP/1.1\r\nHost: x\r\n\r\n").await });
        has_begun.await.unwrap();
        stop.send(()).unwrap();
        served.await.unwrap();
    }

    #[tokio::test]
    async fn too_much_and_mistakes_of_our_own_are_one_answer() {
        async fn mistake() -> &'static str {
            panic!("a mistake")
        }
        let routes = Router::new().route("/", get(mistake).post(|| async { "taken" }));
        let (at, _stop, _) = server(routes, Patience::default()).await;
        let post = |length: usize| {
            format!(
                "POST / HTTP/1.1\r\nHost: x\r\nConnection: close\r\nContent-Length: {length}\r\n\r\n"
            )
        };
        let answer = ask(at, &post(BODY_BYTES + 1)).await;
        assert!(answer.starts_with("HTTP/1.1 413"), "{answer}");
        let answer = ask(at, "GET / HTTP/1.1\r\nHost: x\r\nConnection: close\r\n\r\n").await;
        assert!(answer.starts_with("HTTP/1.1 500"), "{answer}");
        assert!(!answer.contains("a mistake"), "{answer}");
        let answer = ask(at, &post(0)).await;
        assert!(answer.ends_with("taken"), "{answer}");
    }
}
