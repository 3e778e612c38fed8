//! A slow line: a server between browser and site that holds some files back until it is told to
//! let them through.

use std::{
    io::{self, BufRead, BufReader, Write},
    net::{Shutdown, TcpListener, TcpStream},
    sync::{Arc, Condvar, Mutex},
    thread,
};

use crate::browser::Seen;

/// Which files are held back.
#[derive(Default)]
struct Held {
    ending: Mutex<Option<&'static str>>,
    changed: Condvar,
}

impl Held {
    /// Waits until a file may go through.
    fn wait(&self, path: &str) {
        let is_held =
            |ending: &mut Option<&str>| ending.is_some_and(|ending| path.ends_with(ending));
        if let Ok(held) = self.ending.lock() {
            drop(self.changed.wait_while(held, is_held));
        }
    }
}

/// The way to a site through a slow line.
pub struct Gate {
    held: Arc<Held>,
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
        let held = Arc::new(Held {
            ending: Mutex::new(Some(ending)),
            ..Held::default()
        });
        let site = site
            .trim_start_matches("http://")
            .trim_end_matches('/')
            .to_owned();
        let hold = Arc::clone(&held);
        thread::spawn(move || {
            for visitor in listener.incoming().flatten() {
                let (site, hold) = (site.clone(), Arc::clone(&hold));
                // A visitor who leaves in the middle is the browser's own matter.
                thread::spawn(move || pass_on(visitor, &site, &hold).ok());
            }
        });
        Ok(Self { held, address })
    }

    /// Its address, with a slash at the end.
    pub fn address(&self) -> String {
        self.address.clone()
    }

    /// Lets everything through from now on.
    pub fn open(&self) -> Seen {
        *self.held.ending.lock()? = None;
        self.held.changed.notify_all();
        Ok(())
    }
}

/// One request and its answer; the connection is not used again.
fn pass_on(mut visitor: TcpStream, site: &str, held: &Held) -> io::Result<()> {
    let mut lines = BufReader::new(visitor.try_clone()?).lines();
    let asked = lines.next().transpose()?.unwrap_or_default();
    let path = asked.split(' ').nth(1).unwrap_or_default();
    held.wait(path);
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
    let mut site = TcpStream::connect(site)?;
    site.write_all(format!("{request}connection: close\r\n\r\n").as_bytes())?;
    io::copy(&mut site, &mut visitor)?;
    visitor.shutdown(Shutdown::Both)
}
