//! A proxy that notes whatever a browser asks of anybody, and lets only what is for one site through.

use std::{
    io::{self, BufRead, BufReader, Read, Write},
    net::{Shutdown, TcpListener, TcpStream},
    sync::{Arc, Mutex},
    thread,
};

use crate::browser::Seen;

/// One request, of whatever kind.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Asked {
    /// Of which host and port.
    pub host: String,
    /// For what; nothing where that is encrypted.
    pub path: String,
}

/// The proxy, for as long as the test runs.
pub struct Trap {
    address: String,
    asked: Arc<Mutex<Vec<Asked>>>,
}

impl Trap {
    /// A proxy that leads to the site at `site` alone.
    ///
    /// # Errors
    /// There is no free port.
    pub fn new(site: &str) -> Seen<Self> {
        let listener = TcpListener::bind("127.0.0.1:0")?;
        let address = format!("http://{}", listener.local_addr()?);
        let asked = Arc::new(Mutex::new(Vec::new()));
        let (noted, site) = (Arc::clone(&asked), host(site).to_owned());
        thread::spawn(move || {
            for visitor in listener.incoming().flatten() {
                let (noted, site) = (Arc::clone(&noted), site.clone());
                // A visitor who leaves in the middle is the browser's own matter.
                thread::spawn(move || pass_on(visitor, &site, &noted).ok());
            }
        });
        Ok(Self { address, asked })
    }

    /// Its address, as browsers are told it.
    pub fn address(&self) -> String {
        self.address.clone()
    }

    /// Everything that was asked so far.
    pub fn asked(&self) -> Seen<Vec<Asked>> {
        Ok(self.asked.lock()?.clone())
    }
}

/// The host and port of an address.
fn host(address: &str) -> &str {
    address.trim_start_matches("http://").trim_end_matches('/')
}

/// Notes one request, and answers it where it is for the site; the connection is not used again.
fn pass_on(mut visitor: TcpStream, site: &str, noted: &Mutex<Vec<Asked>>) -> io::Result<()> {
    let mut reader = BufReader::new(visitor.try_clone()?);
    let mut first = String::new();
    if reader.read_line(&mut first)? == 0 {
        return Ok(());
    }
    let mut words = first.split(' ');
    let (method, target) = (
        words.next().unwrap_or_default(),
        words.next().unwrap_or_default(),
    );
    let plain = target.trim_start_matches("http://");
    let (host, path) = plain.split_at(plain.find('/').unwrap_or(plain.len()));
    if let Ok(mut noted) = noted.lock() {
        noted.push(Asked {
            host: host.to_owned(),
            path: path.to_owned(),
        });
    }
    if method == "CONNECT" || host != site {
        visitor.write_all(
            b"HTTP/1.1 502 Bad Gateway\r\ncontent-length: 0\r\nconnection: close\r\n\r\n",
        )?;
        return visitor.shutdown(Shutdown::Both);
    }
    let mut request = format!("{method} {path} HTTP/1.1\r\n");
    let mut length = 0;
    loop {
        let mut line = String::new();
        reader.read_line(&mut line)?;
        if line.trim_end().is_empty() {
            break;
        }
        let lower = line.to_ascii_lowercase();
        if let Some(value) = lower.strip_prefix("content-length:") {
            length = value.trim().parse().unwrap_or(0);
        }
        if !lower.starts_with("connection:") && !lower.starts_with("proxy-connection:") {
            request += &line;
        }
    }
    let mut site = TcpStream::connect(site)?;
    site.write_all(format!("{request}connection: close\r\n\r\n").as_bytes())?;
    io::copy(&mut reader.take(length), &mut site)?;
    io::copy(&mut site, &mut visitor)?;
    visitor.shutdown(Shutdown::Both)
}
