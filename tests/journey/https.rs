//! A server that speaks HTTPS before one that does not, and shows it in a folder of its host: what a provider puts
//! before `underpin serve`.

use std::{
    io::{self, BufRead, BufReader, Read, Write},
    net::{TcpListener, TcpStream},
    sync::{
        Arc, Mutex,
        atomic::{AtomicBool, Ordering},
    },
    thread,
};

use base64::{Engine, prelude::BASE64_STANDARD};
use rcgen::{CertifiedKey, PublicKeyData, generate_simple_self_signed};
use rustls::{ServerConfig, ServerConnection, StreamOwned, crypto::ring, pki_types::PrivateKeyDer};
use sha2::{Digest, Sha256};

use crate::browser::{Seen, Way};

/// What the host is called. No resolver knows it.
const HOST: &str = "training.example.org";

/// In which folder of it the site is.
const FOLDER: &str = "/training/";

/// The server.
pub struct Https {
    port: u16,
    key: String,
    shared: Arc<Shared>,
}

struct Shared {
    settings: Arc<ServerConfig>,
    /// The host and port behind it; none before it is known.
    behind: Mutex<Option<String>>,
    /// What was asked that is not in the folder.
    strayed: Mutex<Vec<String>>,
    is_gone: AtomicBool,
}

impl Https {
    /// Begins to listen.
    ///
    /// # Errors
    /// There is no free port, or no certificate could be made.
    pub fn new() -> Seen<Self> {
        let CertifiedKey { cert, signing_key } = generate_simple_self_signed([HOST.to_owned()])?;
        let key = BASE64_STANDARD.encode(Sha256::digest(signing_key.subject_public_key_info()));
        let private = PrivateKeyDer::try_from(signing_key.serialize_der())?;
        let settings = ServerConfig::builder_with_provider(Arc::new(ring::default_provider()))
            .with_safe_default_protocol_versions()?
            .with_no_client_auth()
            .with_single_cert(vec![cert.der().clone()], private)?;
        let listener = TcpListener::bind("127.0.0.1:0")?;
        let port = listener.local_addr()?.port();
        let shared = Arc::new(Shared {
            settings: Arc::new(settings),
            behind: Mutex::default(),
            strayed: Mutex::default(),
            is_gone: AtomicBool::new(false),
        });
        let own = Arc::clone(&shared);
        thread::spawn(move || {
            for visitor in listener.incoming().flatten() {
                let own = Arc::clone(&own);
                // A visitor who leaves in the middle is the browser's own matter.
                thread::spawn(move || pass_on(visitor, &own).ok());
            }
        });
        Ok(Self { port, key, shared })
    }

    /// Where the site is to be found.
    pub fn address(&self) -> String {
        format!("https://{HOST}:{}{FOLDER}", self.port)
    }

    /// How a browser finds it, and believes that it is who it says.
    pub fn way(&self) -> Way {
        Way::Trusted {
            host: HOST,
            key: self.key.clone(),
        }
    }

    /// Says which server stands behind it.
    pub fn stand_before(&self, host: &str) -> Seen {
        *self.shared.behind.lock()? = Some(host.to_owned());
        Ok(())
    }

    /// From now on nobody is answered.
    pub fn go(&self) {
        self.shared.is_gone.store(true, Ordering::SeqCst);
    }

    /// From now on everybody is answered again.
    pub fn come_back(&self) {
        self.shared.is_gone.store(false, Ordering::SeqCst);
    }

    /// What was asked of the host beside the folder.
    pub fn strayed(&self) -> Seen<Vec<String>> {
        Ok(self.shared.strayed.lock()?.clone())
    }
}

/// One request and its answer; the connection is not used again.
fn pass_on(visitor: TcpStream, shared: &Shared) -> io::Result<()> {
    if shared.is_gone.load(Ordering::SeqCst) {
        return Ok(());
    }
    let address = visitor.peer_addr()?.ip();
    let session = ServerConnection::new(Arc::clone(&shared.settings));
    let session = session.map_err(io::Error::other)?;
    let mut visitor = BufReader::new(StreamOwned::new(session, visitor));
    let mut asked = String::new();
    // Browsers connect ahead, and then may have nothing to ask.
    if visitor.read_line(&mut asked)? == 0 {
        return Ok(());
    }
    let mut length = 0;
    let mut head = String::new();
    loop {
        let mut line = String::new();
        if visitor.read_line(&mut line)? == 0 || line.trim_end().is_empty() {
            break;
        }
        let lower = line.to_ascii_lowercase();
        if let Some(value) = lower.strip_prefix("content-length:") {
            length = value.trim().parse().map_err(io::Error::other)?;
        }
        if !lower.starts_with("connection:") {
            head += &line;
        }
    }
    let mut body = vec![0; length];
    visitor.read_exact(&mut body)?;
    let mut visitor = visitor.into_inner();
    match in_folder(&asked) {
        Some(asked) => {
            let behind = shared.behind.lock().ok().and_then(|behind| behind.clone());
            let mut site = TcpStream::connect(behind.unwrap_or_default())?;
            let more = format!("X-Forwarded-For: {address}\r\nConnection: close\r\n\r\n");
            site.write_all(format!("{asked}{head}{more}").as_bytes())?;
            site.write_all(&body)?;
            io::copy(&mut site, &mut visitor)?;
        }
        None => {
            if let Ok(mut strayed) = shared.strayed.lock() {
                strayed.push(asked.trim_end().to_owned());
            }
            let nothing =
                "HTTP/1.1 404 Not Found\r\nContent-Length: 0\r\nConnection: close\r\n\r\n";
            visitor.write_all(nothing.as_bytes())?;
        }
    }
    visitor.conn.send_close_notify();
    visitor.flush()
}

/// The first line of a request as the server behind it is to see it; none where it is for something else.
fn in_folder(asked: &str) -> Option<String> {
    let (method, rest) = asked.split_once(' ')?;
    let rest = rest.strip_prefix(FOLDER)?;
    Some(format!("{method} /{rest}"))
}
