//! What a learner's first page weighs: every file it needs before it is whole, as it is stored and
//! as a web server sends it.
//!
//! Reads the site that `./dev build` left in `dist/`. The page itself says what it loads, so a new
//! style sheet or script is counted without a word here.

use std::{
    collections::BTreeSet,
    fmt, fs,
    io::{self, Write},
    ops::Add,
    path::{Component, Path, PathBuf},
    process::ExitCode,
};

/// The aim for everything a unit's page loads, compressed with brotli.
const AIM_BYTES: usize = 150_000;

fn main() -> ExitCode {
    let dist = Path::new(env!("CARGO_MANIFEST_DIR")).join("dist");
    match first_page(&dist).and_then(|page| report(&dist, &page)) {
        Ok(()) => ExitCode::SUCCESS,
        Err(error) => {
            eprintln!("The first page could not be weighed ({error}): './dev build' makes it.");
            ExitCode::FAILURE
        }
    }
}

/// The largest unit's page: whoever opens a shared link starts there.
fn first_page(dist: &Path) -> io::Result<PathBuf> {
    let mut pages = Vec::new();
    for unit in fs::read_dir(dist.join("units"))? {
        let page = unit?.path().join("index.html");
        pages.push((page.metadata()?.len(), page));
    }
    let largest = pages.into_iter().max().map(|(_, page)| page);
    largest.ok_or_else(|| io::Error::new(io::ErrorKind::NotFound, "there is no unit's page"))
}

fn report(dist: &Path, page: &Path) -> io::Result<()> {
    let html = fs::read_to_string(page)?;
    let folder = page.parent().unwrap_or(dist);
    let loaded = loaded_files(&html)
        .into_iter()
        .map(|file| without_dots(&folder.join(file)));
    println!("A learner's first page, in bytes\n");
    println!("{:>9} {:>9} {:>9}", "stored", "gzip 9", "brotli 11");
    let mut total = Weight::default();
    for file in [page.to_owned()].into_iter().chain(loaded) {
        let weight = Weight::of(&fs::read(&file)?)?;
        println!(
            "{weight}  {}",
            file.strip_prefix(dist).unwrap_or(&file).display()
        );
        total = total + weight;
    }
    println!("{total}  in all; the aim is {AIM_BYTES} with brotli\n");
    Ok(())
}

/// The site's own files that a page's links and scripts name: styles, the program, the icon.
fn loaded_files(html: &str) -> BTreeSet<&str> {
    html.split('<')
        .filter(|tag| tag.starts_with("link ") || tag.starts_with("script "))
        .filter_map(|tag| attribute(tag, "href").or_else(|| attribute(tag, "src")))
        .filter(|address| address.contains("assets/"))
        .collect()
}

fn attribute<'a>(tag: &'a str, name: &str) -> Option<&'a str> {
    let (_, rest) = tag.split_once(&format!(" {name}=\""))?;
    rest.split_once('"').map(|(value, _)| value)
}

/// `units/x/../../assets/y` as `assets/y`.
fn without_dots(path: &Path) -> PathBuf {
    path.components().fold(PathBuf::new(), |mut plain, part| {
        if part == Component::ParentDir {
            plain.pop();
        } else {
            plain.push(part);
        }
        plain
    })
}

/// A file's size in the three forms that matter.
#[derive(Clone, Copy, Default)]
struct Weight {
    stored: usize,
    gzip: usize,
    brotli: usize,
}

impl Weight {
    fn of(bytes: &[u8]) -> io::Result<Self> {
        let mut gzip = flate2::write::GzEncoder::new(Vec::new(), flate2::Compression::best());
        gzip.write_all(bytes)?;
        let mut brotli = Vec::new();
        brotli::BrotliCompress(&mut &bytes[..], &mut brotli, &Default::default())?;
        Ok(Self {
            stored: bytes.len(),
            gzip: gzip.finish()?.len(),
            brotli: brotli.len(),
        })
    }
}

impl Add for Weight {
    type Output = Self;

    fn add(self, other: Self) -> Self {
        Self {
            stored: self.stored + other.stored,
            gzip: self.gzip + other.gzip,
            brotli: self.brotli + other.brotli,
        }
    }
}

impl fmt::Display for Weight {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "{:>9} {:>9} {:>9}", self.stored, self.gzip, self.brotli)
    }
}
