//! A web server as `underpin serve` is one: everything compressed ahead with brotli, connections kept,
//! files whose name changes with them cached for ever, pages asked for again. It counts what goes over
//! the line, and can be cut off in the middle of it.

use std::{
    collections::BTreeMap,
    fs, io,
    path::PathBuf,
    pin::Pin,
    sync::{
        Arc, Mutex,
        atomic::{AtomicBool, AtomicU64, Ordering},
    },
    task::{Context, Poll},
};

use axum::{
    Router,
    body::{Body, Bytes},
    extract::{Request, State},
    http::{Response, StatusCode, header},
    serve::Listener,
};
use sha2::{Digest, Sha256};
use tokio::{
    io::{AsyncRead, AsyncWrite, ReadBuf},
    net::{TcpListener, TcpStream},
    task::JoinHandle,
};

use crate::browser::Seen;

/// The files of a site. What `underpin build --compress` has not compressed is compressed when it is
/// first asked for.
pub struct Site {
    folder: PathBuf,
    /// What stands beside the folder's own files.
    more: BTreeMap<String, Vec<u8>>,
    ready: Mutex<BTreeMap<String, Option<Arc<File>>>>,
}

/// A file as it goes over the line.
struct File {
    kind: &'static str,
    caching: &'static str,
    tag: String,
    /// Compressed where that makes it smaller.
    bytes: Bytes,
    is_brotli: bool,
}

impl Site {
    /// The site in a folder.
    pub fn new(folder: PathBuf) -> Self {
        Self {
            folder,
            more: BTreeMap::new(),
            ready: Mutex::default(),
        }
    }

    /// With what its pages load compressed, where that was not done when it was built.
    ///
    /// # Errors
    /// There is no such folder.
    pub fn made_ready(self) -> Seen<Self> {
        for entry in fs::read_dir(self.folder.join("assets"))? {
            let name = entry?.file_name();
            self.file(&format!("assets/{}", name.to_string_lossy()));
        }
        Ok(self)
    }

    /// With one page more.
    pub fn with(mut self, name: &str, page: String) -> Self {
        self.more.insert(name.to_owned(), page.into_bytes());
        self
    }

    fn file(&self, path: &str) -> Option<Arc<File>> {
        let mut ready = self.ready.lock().ok()?;
        let known = ready.entry(path.to_owned());
        known.or_insert_with(|| self.read(path)).clone()
    }

    fn read(&self, path: &str) -> Option<Arc<File>> {
        if path.split('/').any(|part| part.starts_with('.')) {
            return None;
        }
        let name = match path.ends_with('/') || path.is_empty() {
            true => format!("{path}index.html"),
            false => path.to_owned(),
        };
        let more = self.more.get(&name).cloned();
        let bytes = more.or_else(|| fs::read(self.folder.join(&name)).ok())?;
        let kind = kind(&name);
        let small = match fs::read(self.folder.join(format!("{name}.br"))) {
            Ok(small) => small,
            Err(_) if is_text(kind) => brotli(&bytes).ok()?,
            Err(_) => bytes.clone(),
        };
        let is_brotli = small.len() < bytes.len();
        let digest = Sha256::digest(&bytes);
        Some(Arc::new(File {
            kind,
            caching: caching(self.more.contains_key(&name), path),
            tag: digest[..8]
                .iter()
                .map(|byte| format!("{byte:02x}"))
                .collect(),
            bytes: if is_brotli { small } else { bytes }.into(),
            is_brotli,
        }))
    }
}

fn kind(name: &str) -> &'static str {
    match name.rsplit('.').next().unwrap_or_default() {
        "html" => "text/html; charset=utf-8",
        "css" => "text/css; charset=utf-8",
        "js" => "text/javascript; charset=utf-8",
        "json" => "application/json",
        "webmanifest" => "application/manifest+json",
        "wasm" => "application/wasm",
        "svg" => "image/svg+xml",
        "md" => "text/markdown; charset=utf-8",
        "toml" => "application/toml",
        "png" => "image/png",
        _ => "application/octet-stream",
    }
}

fn is_text(kind: &str) -> bool {
    !matches!(kind, "image/png" | "application/octet-stream")
}

/// What is beside the site need not be asked for again, so that the floor's second visit needs no
/// network either.
fn caching(is_beside: bool, path: &str) -> &'static str {
    match (is_beside, path.starts_with("assets/")) {
        (true, _) => "max-age=3600",
        (false, true) => "max-age=31536000, immutable",
        (false, false) => "no-cache",
    }
}

/// The program is in every site, and takes seconds.
fn brotli(bytes: &[u8]) -> io::Result<Vec<u8>> {
    static DONE: Mutex<BTreeMap<[u8; 32], Vec<u8>>> = Mutex::new(BTreeMap::new());
    let digest = Sha256::digest(bytes).into();
    if let Some(small) = DONE.lock().ok().and_then(|done| done.get(&digest).cloned()) {
        return Ok(small);
    }
    let mut small = Vec::new();
    brotli::BrotliCompress(&mut &bytes[..], &mut small, &Default::default())?;
    if let Ok(mut done) = DONE.lock() {
        done.insert(digest, small.clone());
    }
    Ok(small)
}

/// What a server has been asked for and has sent.
#[derive(Default)]
struct Line {
    sent: AtomicU64,
    /// What of it was files and not headers.
    bodies: AtomicU64,
    requests: AtomicU64,
    is_cut: AtomicBool,
}

/// A running server: gone with this value.
pub struct Server {
    address: String,
    line: Arc<Line>,
    task: JoinHandle<()>,
}

impl Server {
    /// Serves a site on a free port of this machine.
    ///
    /// # Errors
    /// There is no free port.
    pub async fn start(site: Arc<Site>) -> Seen<Self> {
        let listener = TcpListener::bind("127.0.0.1:0").await?;
        let address = format!("http://{}/", listener.local_addr()?);
        let line = Arc::new(Line::default());
        let counted = Counted {
            listener,
            line: Arc::clone(&line),
        };
        let routes = Router::new()
            .fallback(answer)
            .with_state((site, Arc::clone(&line)));
        let task = tokio::spawn(async move {
            axum::serve(counted, routes).await.ok();
        });
        Ok(Self {
            address,
            line,
            task,
        })
    }

    /// Its address, with a slash at the end.
    pub fn address(&self) -> &str {
        &self.address
    }

    /// The bytes sent so far, with every header.
    pub fn sent(&self) -> u64 {
        self.line.sent.load(Ordering::Relaxed)
    }

    /// How many bytes an answer's headers have, on average.
    pub fn headers(&self) -> f64 {
        let bodies = self.line.bodies.load(Ordering::Relaxed);
        let requests = self.line.requests.load(Ordering::Relaxed);
        self.sent().saturating_sub(bodies) as f64 / requests.max(1) as f64
    }

    /// Takes the network away: nobody gets in any more, and whoever is in gets nothing.
    pub fn cut(&self) {
        self.line.is_cut.store(true, Ordering::Relaxed);
        self.task.abort();
    }
}

impl Drop for Server {
    fn drop(&mut self) {
        self.cut();
    }
}

async fn answer(
    State((site, line)): State<(Arc<Site>, Arc<Line>)>,
    request: Request,
) -> Response<Body> {
    line.requests.fetch_add(1, Ordering::Relaxed);
    let path = request.uri().path().trim_start_matches('/');
    let Some(file) = site.file(path) else {
        return plain(StatusCode::NOT_FOUND);
    };
    let tag = format!("\"{}\"", file.tag);
    let known = request.headers().get(header::IF_NONE_MATCH);
    let is_known = known.is_some_and(|known| known.as_bytes() == tag.as_bytes());
    let mut response = Response::builder()
        .header(header::ETAG, tag)
        .header(header::CACHE_CONTROL, file.caching);
    if is_known {
        response = response.status(StatusCode::NOT_MODIFIED);
    } else {
        response = response.header(header::CONTENT_TYPE, file.kind);
        if file.is_brotli {
            response = response
                .header(header::CONTENT_ENCODING, "br")
                .header(header::VARY, "accept-encoding");
        }
    }
    let body = if is_known {
        Body::empty()
    } else {
        let length = file.bytes.len() as u64;
        line.bodies.fetch_add(length, Ordering::Relaxed);
        Body::from(file.bytes.clone())
    };
    let response = response.body(body);
    response.unwrap_or_else(|_| plain(StatusCode::INTERNAL_SERVER_ERROR))
}

fn plain(status: StatusCode) -> Response<Body> {
    let mut response = Response::new(Body::empty());
    *response.status_mut() = status;
    response
}

/// Connections whose bytes are counted.
struct Counted {
    listener: TcpListener,
    line: Arc<Line>,
}

impl Listener for Counted {
    type Io = Connection;
    type Addr = std::net::SocketAddr;

    async fn accept(&mut self) -> (Self::Io, Self::Addr) {
        let (stream, address) = Listener::accept(&mut self.listener).await;
        // Small answers must not wait for more to send.
        stream.set_nodelay(true).ok();
        let line = Arc::clone(&self.line);
        (Connection { stream, line }, address)
    }

    fn local_addr(&self) -> io::Result<Self::Addr> {
        self.listener.local_addr()
    }
}

struct Connection {
    stream: TcpStream,
    line: Arc<Line>,
}

impl Connection {
    fn is_up(&self) -> io::Result<()> {
        match self.line.is_cut.load(Ordering::Relaxed) {
            true => Err(io::ErrorKind::ConnectionReset.into()),
            false => Ok(()),
        }
    }
}

impl AsyncRead for Connection {
    fn poll_read(
        mut self: Pin<&mut Self>,
        context: &mut Context<'_>,
        into: &mut ReadBuf<'_>,
    ) -> Poll<io::Result<()>> {
        self.is_up()?;
        Pin::new(&mut self.stream).poll_read(context, into)
    }
}

impl AsyncWrite for Connection {
    fn poll_write(
        mut self: Pin<&mut Self>,
        context: &mut Context<'_>,
        bytes: &[u8],
    ) -> Poll<io::Result<usize>> {
        self.is_up()?;
        let written = Pin::new(&mut self.stream).poll_write(context, bytes);
        if let Poll::Ready(Ok(count)) = written {
            self.line.sent.fetch_add(count as u64, Ordering::Relaxed);
        }
        written
    }

    fn poll_flush(mut self: Pin<&mut Self>, context: &mut Context<'_>) -> Poll<io::Result<()>> {
        Pin::new(&mut self.stream).poll_flush(context)
    }

    fn poll_shutdown(mut self: Pin<&mut Self>, context: &mut Context<'_>) -> Poll<io::Result<()>> {
        Pin::new(&mut self.stream).poll_shutdown(context)
    }
}
