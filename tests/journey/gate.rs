//! A bad line: a server between browser and site that holds some files back until it is told to let
//! them through, or cuts them off.

use std::{
    io::{self, BufRead, BufReader, Write},
    net::{Shutdown, TcpListener, TcpStream},
    sync::{
        Arc, Condvar, Mutex,
        atomic::{AtomicUsize, Ordering},
    },
    thread,
};

use crate::browser::Seen;

/// What becomes of files on the way.
#[derive(Clone, Copy, PartialEq, Eq)]
enum Line {
    /// All go through.
    Open,
    /// Those whose names end so wait.
    Held(&'static str),
    /// Those whose names end so never come, and nothing is answered for them.
    Cut(&'static str),
    /// Those whose names end so are not there.
    Missing(&'static str),
}

/// What becomes of one file.
#[derive(Clone, Copy, PartialEq, Eq)]
enum Way {
    Through,
    Nowhere,
    NotFound,
}

/// How the line is now.
struct Lines {
    now: Mutex<Line>,
    changed: Condvar,
    site: Mutex<String>,
    /// How many requests were cut off.
    cut: AtomicUsize,
}

impl Lines {
    /// Waits until it is clear what becomes of a file.
    fn way(&self, path: &str) -> Way {
        let is_held =
            |line: &mut Line| matches!(line, Line::Held(ending) if path.ends_with(*ending));
        let Ok(line) = self.now.lock() else {
            return Way::Nowhere;
        };
        let Ok(line) = self.changed.wait_while(line, is_held) else {
            return Way::Nowhere;
        };
        match *line {
            Line::Cut(ending) if path.ends_with(ending) => {
                self.cut.fetch_add(1, Ordering::SeqCst);
                Way::Nowhere
            }
            Line::Missing(ending) if path.ends_with(ending) => Way::NotFound,
            _ => Way::Through,
        }
    }
}

/// The way to a site through a slow line.
pub struct Gate {
    lines: Arc<Lines>,
    address: String,
}

impl Gate {
    /// A way to the site at `site` on which files whose names end so are held back.
    ///
    /// # Errors
    /// There is no free port.
    pub fn new(site: &str, ending: &'static str) -> Seen<Self> {
        let listener = TcpListener::bind("127.0.0.1:0")?;
        let address = format!("http://{}/", listener.local_addr()?);
        let lines = Arc::new(Lines {
            now: Mutex::new(Line::Held(ending)),
            changed: Condvar::new(),
            site: Mutex::new(host(site)),
            cut: AtomicUsize::new(0),
        });
        let own = Arc::clone(&lines);
        thread::spawn(move || {
            for visitor in listener.incoming().flatten() {
                let lines = Arc::clone(&own);
                // A visitor who leaves in the middle is the browser's own matter.
                thread::spawn(move || pass_on(visitor, &lines).ok());
            }
        });
        Ok(Self { lines, address })
    }

    /// Its address, with a slash at the end.
    pub fn address(&self) -> String {
        self.address.clone()
    }

    /// Lets everything through from now on.
    pub fn open(&self) -> Seen {
        self.turn(Line::Open)
    }

    /// From now on files whose names end so wait again.
    pub fn hold(&self, ending: &'static str) -> Seen {
        self.turn(Line::Held(ending))
    }

    /// From now on nothing is answered, and nobody is sent away.
    pub fn hold_all(&self) -> Seen {
        self.turn(Line::Held(""))
    }

    /// From now on files whose names end so never come.
    pub fn cut(&self, ending: &'static str) -> Seen {
        self.turn(Line::Cut(ending))
    }

    /// From now on files whose names end so are not there.
    pub fn miss(&self, ending: &'static str) -> Seen {
        self.turn(Line::Missing(ending))
    }

    /// From now on nothing comes: there is no network.
    pub fn cut_all(&self) -> Seen {
        self.cut("")
    }

    /// How many requests were cut off so far.
    pub fn was_cut(&self) -> usize {
        self.lines.cut.load(Ordering::SeqCst)
    }

    /// Leads to another site from now on, at the same address.
    pub fn lead_to(&self, site: &str) -> Seen {
        *self.lines.site.lock()? = host(site);
        Ok(())
    }

    fn turn(&self, line: Line) -> Seen {
        *self.lines.now.lock()? = line;
        self.lines.changed.notify_all();
        Ok(())
    }
}

/// The host and port of an address.
fn host(site: &str) -> String {
    site.trim_start_matches("http://")
        .trim_end_matches('/')
        .to_owned()
}

/// One request and its answer; the connection is not used again.
fn pass_on(mut visitor: TcpStream, lines_now: &Lines) -> io::Result<()> {
    let mut lines = BufReader::new(visitor.try_clone()?).lines();
    let asked = lines.next().transpose()?.unwrap_or_default();
    let path = asked.split(' ').nth(1).unwrap_or_default();
    match lines_now.way(path) {
        Way::Through => {}
        Way::Nowhere => return visitor.shutdown(Shutdown::Both),
        Way::NotFound => {
            let answer =
                b"HTTP/1.1 404 Not Found\r\nContent-Length: 0\r\nConnection: close\r\n\r\n";
            visitor.write_all(answer)?;
            return visitor.shutdown(Shutdown::Both);
        }
    }
    let mut request = format!("{asked}\r\n");
    for line in lines {
        let line = line?;
        if line.is_empty() {
            break;
        }
        if !line.to_ascii_lowercase().starts_with("connection:") {
            request += &format!("{line}\r\n");
        }
    }
    let host = lines_now.site.lock().map(|site| site.clone());
    let mut site = TcpStream::connect(host.unwrap_or_default())?;
    site.write_all(format!("{request}connection: close\r\n\r\n").as_bytes())?;
    io::copy(&mut site, &mut visitor)?;
    visitor.shutdown(Shutdown::Both)
}
