//! A package of items: an archive with a manifest that lists its files.

use std::collections::{BTreeMap, BTreeSet};

use roxmltree::{Document, Node};
use rust_decimal::Decimal;

use super::{
    declared::number,
    item::read_with,
    stimulus::{Beside, Stimulus},
    xml::{self, attribute, below, name},
};
use crate::{
    exchange::{
        bank::{Fault, Group, Loss, Taken, decoded},
        qti::names::{CONTENT, ID, MANIFEST},
        unzip::Files,
    },
    read::{image_type, is_path_in_pack},
    source::{Source, Span},
};

/// Reads a package that has been unpacked.
pub fn read_package(package: &str, files: &Files) -> Taken {
    let mut taken = Taken::default();
    let (mut items, tests) = listed(package, files, &mut taken);
    let groups = groups(package, files, &tests, &mut taken);
    if items.is_empty() {
        let xml = files
            .keys()
            .filter(|path| path.to_lowercase().ends_with(".xml"));
        let is_list =
            |path: &&String| path.rsplit('/').next() != Some(MANIFEST) && !tests.contains(*path);
        items = xml.filter(is_list).cloned().collect();
    }
    // The order of a test is the order in which its questions are asked.
    let place = |path: &String| groups.get(path).map_or(usize::MAX, |asked| asked.place);
    items.sort_by_key(place);
    let mut names = Names::default();
    for path in items {
        let named = format!("{package}/{path}");
        let Some(text) = text(files, package, &path, &mut taken) else {
            continue;
        };
        let asked = groups.get(&path).cloned().unwrap_or_default();
        let beside = Beside {
            images: images(&path, &text, files, &mut names, &mut taken),
            stimuli: stimuli(&path, &text, files, &mut names, &mut taken),
        };
        let source = Source {
            name: &named,
            text: &text,
        };
        let mut read = read_with(source, &asked.group, beside);
        if let Some(weight) = asked.weight {
            for item in &mut read.items {
                item.losses.tell(Loss::Weight(weight.clone()));
            }
        }
        if !read.faults.is_empty() {
            taken.texts.insert(named, text);
        }
        taken.extend(read);
    }
    taken
}

/// The items and the tests that the manifest lists.
fn listed(package: &str, files: &Files, taken: &mut Taken) -> (Vec<String>, BTreeSet<String>) {
    let mut items = Vec::new();
    let mut known = BTreeSet::new();
    let mut tests = BTreeSet::new();
    let is_manifest = |path: &&String| path.rsplit('/').next() == Some(MANIFEST);
    for manifest in files.keys().filter(is_manifest) {
        let Some(text) = text(files, package, manifest, taken) else {
            continue;
        };
        let named = format!("{package}/{manifest}");
        let source = Source {
            name: &named,
            text: text.trim_start_matches('\u{feff}'),
        };
        let document = match xml::parse(source) {
            Ok(document) => document,
            Err(fault) => {
                taken.faults.push(fault);
                taken.texts.insert(named, text);
                continue;
            }
        };
        let mut is_short = false;
        for resource in below(document.root_element(), "resource") {
            let kind = attribute(resource, "type");
            let path = beside(manifest, attribute(resource, "href"));
            if !files.contains_key(&path) {
                if kind.contains("item") && !path.is_empty() {
                    missing(&named, resource, &path, taken);
                    is_short = true;
                }
                continue;
            }
            if kind.contains("test") || kind.contains("section") {
                tests.insert(path);
            } else if kind.contains("item") && known.insert(path.clone()) {
                items.push(path);
            }
        }
        if is_short {
            taken.texts.insert(named, text);
        }
    }
    (items, tests)
}

fn missing(named: &str, resource: Node<'_, '_>, path: &str, taken: &mut Taken) {
    let start = resource.range().start;
    taken.faults.push(Fault {
        file: named.to_owned(),
        span: Span::new(start, start + 1),
        message: format!("the package lists `{path}` and does not hold it"),
        help: "export the package again with the program that it came from".to_owned(),
    });
}

/// How a test asks an item.
#[derive(Clone, Debug, Default)]
struct Asked {
    place: usize,
    group: Group,
    weight: Option<String>,
}

/// Which section of a test each item is asked in, and at which place.
fn groups(
    package: &str,
    files: &Files,
    tests: &BTreeSet<String>,
    taken: &mut Taken,
) -> BTreeMap<String, Asked> {
    let mut groups = BTreeMap::new();
    for path in tests {
        let Some(text) = text(files, package, path, taken) else {
            continue;
        };
        let named = format!("{package}/{path}");
        let source = Source {
            name: &named,
            text: text.trim_start_matches('\u{feff}'),
        };
        match xml::parse(source) {
            Ok(document) => {
                for item in below(document.root_element(), "assessment-item-ref") {
                    let path = beside(path, attribute(item, "href"));
                    let place = groups.len();
                    groups.entry(path).or_insert_with(|| Asked {
                        place,
                        group: group(item),
                        weight: weight(item),
                    });
                }
            }
            Err(fault) => {
                taken.faults.push(fault);
                taken.texts.insert(named, text);
            }
        }
    }
    groups
}

/// What the item weighs there, if that is not what it would anyway.
fn weight(item: Node<'_, '_>) -> Option<String> {
    let mut weights = below(item, "weight").map(|weight| attribute(weight, "value").trim());
    let weight = weights.find(|weight| number(weight) != Some(Decimal::ONE));
    weight.map(str::to_owned)
}

/// The outermost section with a title that an item is in, else the test.
fn group(item: Node<'_, '_>) -> Group {
    let within = item.ancestors().filter(|node| node.is_element());
    let titled = within.filter(|node| {
        let section = matches!(&*name(*node), "assessment-section" | "assessment-test");
        section && !attribute(*node, "title").trim().is_empty()
    });
    let titled: Vec<Node<'_, '_>> = titled.collect();
    let sections = titled
        .iter()
        .rfind(|node| name(**node) == "assessment-section");
    let Some(node) = sections.or(titled.last()) else {
        return Group::default();
    };
    let id = attribute(*node, "identifier").strip_prefix(ID);
    Group {
        title: attribute(*node, "title").trim().to_owned(),
        id: id.map(str::to_owned),
    }
}

/// A file's text.
fn text(files: &Files, package: &str, path: &str, taken: &mut Taken) -> Option<String> {
    let bytes = files.get(path)?;
    match decoded(bytes) {
        (text, None) => Some(text),
        (text, Some(at)) => {
            let named = format!("{package}/{path}");
            taken.faults.push(not_text(&named, at));
            taken.texts.insert(named, text);
            None
        }
    }
}

/// What is said of bytes that are no text.
pub(super) fn not_text(file: &str, at: usize) -> Fault {
    Fault {
        file: file.to_owned(),
        span: Span::at(at),
        message: "what stands here is not UTF-8".to_owned(),
        help: "export it again as UTF-8".to_owned(),
    }
}

/// A path as seen from a file, within the package.
fn beside(file: &str, address: &str) -> String {
    let address = address.split(['#', '?']).next().unwrap_or_default();
    let address = unescaped(address);
    let mut parts: Vec<&str> = match address.starts_with('/') {
        true => Vec::new(),
        false => file.split('/').collect(),
    };
    parts.pop();
    for part in address.split('/') {
        match part {
            "" | "." => {}
            ".." => {
                parts.pop();
            }
            part => parts.push(part),
        }
    }
    parts.join("/")
}

/// Characters that are written by their numbers, as addresses have them.
fn unescaped(address: &str) -> String {
    let mut bytes = Vec::with_capacity(address.len());
    let mut rest = address.as_bytes();
    while let Some((byte, behind)) = rest.split_first() {
        let hex = |at: usize| behind.get(at).and_then(|b| char::from(*b).to_digit(16));
        match (byte, hex(0), hex(1)) {
            (b'%', Some(high), Some(low)) => {
                bytes.push(u8::try_from(high * 16 + low).unwrap_or(b'?'));
                rest = &behind[2..];
            }
            _ => {
                bytes.push(*byte);
                rest = behind;
            }
        }
    }
    String::from_utf8_lossy(&bytes).into_owned()
}

/// The names that images have beside the units.
#[derive(Default)]
struct Names {
    by_path: BTreeMap<String, String>,
    taken: BTreeSet<String>,
    /// The number to go on with for each name that several images would have.
    next: BTreeMap<String, usize>,
}

impl Names {
    /// The name of an image of the package.
    fn of(&mut self, path: &str) -> String {
        if let Some(name) = self.by_path.get(path) {
            return name.clone();
        }
        let own = path
            .strip_prefix(CONTENT)
            .filter(|own| is_path_in_pack(own));
        let wanted = match own {
            Some(own) => own.to_owned(),
            None => {
                let file = path.rsplit('/').next().unwrap_or_default();
                let (stem, ending) = file.rsplit_once('.').unwrap_or((file, ""));
                let stem = crate::id::propose(stem);
                format!("images/{stem}.{}", ending.to_lowercase())
            }
        };
        let name = self.free(wanted);
        self.by_path.insert(path.to_owned(), name.clone());
        name
    }

    /// A name that no image has: the one that is wanted, or the next by number. Whole banks have
    /// an `image.png` to each item, so the numbers are not tried from the beginning each time.
    fn free(&mut self, wanted: String) -> String {
        if self.taken.insert(wanted.clone()) {
            return wanted;
        }
        let (stem, ending) = wanted.rsplit_once('.').unwrap_or((&wanted, ""));
        let next = self.next.entry(wanted.clone()).or_insert(2);
        loop {
            let name = format!("{stem}-{next}.{ending}");
            *next += 1;
            if self.taken.insert(name.clone()) {
                return name;
            }
        }
    }
}

/// An item that has any of these words in it, taken apart; most have none, and are not taken apart for that.
fn mentions<'t>(path: &'t str, text: &'t str, words: &[&str]) -> Option<Document<'t>> {
    if !words.iter().any(|word| text.contains(word)) {
        return None;
    }
    let text = text.trim_start_matches('\u{feff}');
    xml::parse(Source { name: path, text }).ok()
}

/// The texts that an item is read with and the package holds. Many addresses may lead to one file: each file
/// is taken once.
fn stimuli(
    path: &str,
    text: &str,
    files: &Files,
    names: &mut Names,
    taken: &mut Taken,
) -> BTreeMap<String, Option<Stimulus>> {
    let mut found = BTreeMap::new();
    let mut seen = BTreeSet::new();
    let Some(document) = mentions(path, text, &["timulus"]) else {
        return found;
    };
    for node in below(document.root_element(), "assessment-stimulus-ref") {
        let address = attribute(node, "href").trim();
        let within = beside(path, address);
        if seen.contains(&within) {
            found.entry(address.to_owned()).or_insert(None);
            continue;
        }
        let Some((xml, None)) = files.get(&within).map(|bytes| decoded(bytes)) else {
            continue;
        };
        let images = images(&within, &xml, files, names, taken);
        seen.insert(within.clone());
        let stimulus = Stimulus {
            name: within,
            xml,
            images,
        };
        found.insert(address.to_owned(), Some(stimulus));
    }
    found
}

/// The images that an item shows and the package holds.
fn images(
    path: &str,
    text: &str,
    files: &Files,
    names: &mut Names,
    taken: &mut Taken,
) -> BTreeMap<String, String> {
    let mut found = BTreeMap::new();
    let Some(document) = mentions(path, text, &["<img", "<object", ":img"]) else {
        return found;
    };
    for node in document.descendants().filter(Node::is_element) {
        let address = match &*name(node) {
            "img" => attribute(node, "src"),
            "object" => attribute(node, "data"),
            _ => continue,
        };
        let within = beside(path, address);
        let Some(bytes) = files.get(&within) else {
            continue;
        };
        if image_type(&within).is_none() {
            continue;
        }
        let name = names.of(&within);
        taken
            .images
            .entry(name.clone())
            .or_insert_with(|| bytes.clone());
        found.insert(address.trim().to_owned(), name);
    }
    found
}
