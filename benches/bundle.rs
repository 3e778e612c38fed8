//! What a learner's unit page weighs, file by file, as it is stored and as a web server sends it:
//! until the program has taken over, and in all.
//!
//! Reads the site that `./dev build` left in `dist/`. The page itself says what it loads, so a new
//! style sheet or script is counted without a word here. What Chromium really fetches, and when, is
//! what the benchmark `first_page` measures.

use std::{
    collections::BTreeSet,
    fmt, fs,
    io::{self, Write},
    ops::Add,
    path::{Component, Path, PathBuf},
    process::ExitCode,
};

/// The aim for everything until the program has taken over, compressed with brotli.
const AIM_UNTIL: usize = 60_000;

/// The aim for everything that a unit's page ever loads.
const AIM_IN_ALL: usize = 120_000;

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

/// When a page loads a file.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
enum When {
    Before,
    After,
}

/// A file of a page's.
struct Loaded {
    path: PathBuf,
    when: When,
    /// Whether it is the unit's own words: they grow with the unit, all else does not.
    is_words: bool,
}

fn report(dist: &Path, page: &Path) -> io::Result<()> {
    let html = fs::read_to_string(page)?;
    let mut all = vec![Loaded {
        path: page.to_owned(),
        when: When::Before,
        is_words: true,
    }];
    let folder = page.parent().unwrap_or(dist);
    all.extend(loaded_files(&html).into_iter().map(|(file, when)| Loaded {
        path: without_dots(&folder.join(file)),
        when,
        is_words: false,
    }));
    all.extend(fetched_files(dist, folder));

    println!("A learner's unit page, in bytes\n");
    println!("{:>9} {:>9} {:>9}", "stored", "gzip 9", "brotli 11");
    let (mut before, mut whole, mut words) =
        (Weight::default(), Weight::default(), Weight::default());
    for Loaded {
        path,
        when,
        is_words,
    } in all
    {
        let weight = Weight::of(&fs::read(&path)?)?;
        let name = path.strip_prefix(dist).unwrap_or(&path).display();
        let note = if when == When::After { "  (later)" } else { "" };
        println!("{weight}  {name}{note}");
        whole = whole + weight;
        if when == When::Before {
            before = before + weight;
            words = if is_words { words + weight } else { words };
        }
    }
    println!("{before}  until the program has taken over; the aim is {AIM_UNTIL} with brotli");
    println!("{words}  of that are this unit's own words, the aim being for a unit of 1,500");
    println!("{whole}  in all; the aim is {AIM_IN_ALL}\n");
    Ok(())
}

/// The site's own files that a page's links and scripts name, and when they are loaded: icons, the
/// manifest and what is of low priority come last.
fn loaded_files(html: &str) -> BTreeSet<(&str, When)> {
    let is_later = |tag: &str| {
        let rel = attribute(tag, "rel").unwrap_or_default();
        rel.contains("icon") || rel == "manifest" || tag.contains("fetchpriority=\"low\"")
    };
    html.split('<')
        .filter(|tag| tag.starts_with("link ") || tag.starts_with("script "))
        .filter_map(|tag| {
            Some((
                tag,
                attribute(tag, "href").or_else(|| attribute(tag, "src"))?,
            ))
        })
        // A touch icon is fetched where the site is put on a home screen.
        .filter(|(tag, _)| !tag.contains("apple-touch-icon"))
        .map(|(tag, address)| {
            let when = if is_later(tag) {
                When::After
            } else {
                When::Before
            };
            (address, when)
        })
        .collect()
}

/// What the program fetches of the unit: what the build has read already, and later the Markdown, to
/// see whether somebody has edited it; or the Markdown alone.
fn fetched_files(dist: &Path, folder: &Path) -> Vec<Loaded> {
    let id = folder.file_name().unwrap_or_default();
    let ready = dist.join("ready").join(id).with_extension("json");
    let content = dist.join("content");
    let markdown = [
        (content.join("pack.toml"), false),
        (content.join(id).with_extension("md"), true),
    ];
    let when = match ready.exists() {
        true => When::After,
        false => When::Before,
    };
    let markdown = markdown.map(|(path, is_words)| Loaded {
        path,
        when,
        is_words,
    });
    let ready = ready.exists().then_some(Loaded {
        path: ready,
        when: When::Before,
        is_words: true,
    });
    ready.into_iter().chain(markdown).collect()
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
