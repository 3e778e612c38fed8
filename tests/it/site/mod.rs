//! The pages: what stands in each, and what an author cannot bring into one.

mod hostile;
mod style;

use std::{
    collections::{BTreeMap, BTreeSet},
    fs,
    path::Path,
};

use scraper::{ElementRef, Html, Selector};
use underpin::{
    pack::Pack,
    read::{PackFiles, read_pack},
    route::Route,
    site::{self, Loads},
};

/// The pack that is shipped.
fn shipped() -> Pack {
    let folder = Path::new(env!("CARGO_MANIFEST_DIR")).join("content");
    let mut files = PackFiles::default();
    for entry in fs::read_dir(folder).unwrap() {
        let path = entry.unwrap().path();
        let name = path.file_name().unwrap().to_str().unwrap().to_owned();
        if name == "pack.toml" {
            files.settings = Some(fs::read_to_string(&path).unwrap());
        } else if name.ends_with(".md") && name != "README.md" {
            files.units.push((name, fs::read_to_string(&path).unwrap()));
        }
    }
    read_pack(&files).value
}

/// Every page of a pack, as its file holds it.
fn pages(pack: &Pack) -> BTreeMap<Route, String> {
    let loads = Loads {
        program: "<link rel=\"modulepreload\" href=\"./app.js\"><script type=\"module\" src=\"./start.js\"></script>".into(),
        study_program: String::new(),
        whole: String::new(),
        desk_program: "<link rel=\"modulepreload\" href=\"./desk.js\"><script type=\"module\" src=\"./start.js\"></script>".into(),
        look: "look.js".into(),
        style: "style.css".into(),
        later_style: "later.css".to_owned(),
        desk_style: "desk.css".into(),
        room_style: "room.css".into(),
        icon: "icon.svg".into(),
        offline: "offline.js".into(),
        inline: None,
    };
    let page = |route: &Route| {
        let root = route.root("/");
        let page = site::page(pack, route, "", &root)?;
        Some((
            route.clone(),
            site::document(&pack.settings, &page, &loads, &root),
        ))
    };
    site::routes(pack).iter().filter_map(page).collect()
}

fn all<'a>(page: &'a Html, selector: &str) -> Vec<ElementRef<'a>> {
    page.select(&Selector::parse(selector).unwrap()).collect()
}

fn attributes<'a>(page: &'a Html, name: &str) -> Vec<&'a str> {
    let found = all(page, &format!("[{name}]"));
    found
        .into_iter()
        .filter_map(|element| element.attr(name))
        .collect()
}

#[test]
fn every_page_is_valid_and_says_what_it_is() {
    let pages = pages(&shipped());
    assert!(
        pages.len() > 50,
        "five units and their criteria: {}",
        pages.len()
    );
    for (route, html) in &pages {
        let page = Html::parse_document(html);
        assert!(page.errors.is_empty(), "{route:?}: {:?}", page.errors);
        assert_eq!(all(&page, "h1").len(), 1, "{route:?}");
        assert_eq!(all(&page, "main#page_main").len(), 1, "{route:?}");
        assert_eq!(
            all(&page, "html[lang='en-GB'][data-nation]").len(),
            1,
            "{route:?}"
        );
        assert_eq!(attributes(&page, "data-page"), [route.name()], "{route:?}");
        assert_eq!(
            attributes(&page, "data-root"),
            [route.root("/")],
            "{route:?}"
        );
        let title: String = all(&page, "head > title")
            .iter()
            .flat_map(|title| title.text())
            .collect();
        assert!(title.ends_with(" · Underpin"), "{route:?}: {title}");
        let mut ids = BTreeSet::new();
        for id in attributes(&page, "id") {
            assert!(
                ids.insert(id),
                "{route:?} has two elements with the id {id}"
            );
        }
    }
    let titles: BTreeSet<&str> = pages
        .values()
        .map(|html| &html[html.find("<title>").unwrap()..html.find("</title>").unwrap()])
        .collect();
    assert_eq!(
        titles.len(),
        pages.len(),
        "no two pages have the same title"
    );
}

#[test]
fn headings_go_down_one_level_at_a_time() {
    for (route, html) in pages(&shipped()) {
        let page = Html::parse_document(&html);
        let headings = all(
            &page,
            "main h1, main h2, main h3, main h4, main h5, main h6",
        );
        // What is asked before a page is begun is a region of its own above the page's title.
        let (asked, headings): (Vec<_>, Vec<_>) = headings
            .into_iter()
            .partition(|heading| heading.attr("class") == Some("asks__title"));
        assert!(asked.iter().all(|heading| heading.value().name() == "h2"));
        let mut before = 0;
        for heading in headings {
            let level: u32 = heading.value().name()[1..].parse().unwrap();
            let words: String = heading.text().collect();
            assert!(!words.trim().is_empty(), "{route:?} has an empty heading");
            assert!(
                level <= before + 1,
                "{route:?}: a level is left out before {words:?}"
            );
            before = level;
        }
    }
}

#[test]
fn nothing_on_a_page_is_inline() {
    for (route, html) in pages(&shipped()) {
        let page = Html::parse_document(&html);
        assert!(
            all(&page, "style, [style], base, iframe, object, embed").is_empty(),
            "{route:?}"
        );
        for script in all(&page, "script") {
            assert!(
                script.attr("src").is_some() && script.text().next().is_none(),
                "{route:?}: {}",
                script.html()
            );
        }
        for element in all(&page, "*") {
            let handler = element
                .value()
                .attrs()
                .find(|(name, _)| name.starts_with("on"));
            assert_eq!(handler, None, "{route:?}: {}", element.html());
        }
        let policy = all(&page, "meta[http-equiv='Content-Security-Policy']");
        assert_eq!(policy.len(), 1, "{route:?}");
        assert_eq!(policy[0].attr("content"), Some(site::POLICY));
    }
}

#[test]
fn every_link_leads_somewhere() {
    let pages = pages(&shipped())
        .into_iter()
        .map(|(route, html)| (route, Html::parse_document(&html)));
    let pages: BTreeMap<Route, Html> = pages.collect();
    let ids: BTreeMap<&Route, BTreeSet<&str>> = pages
        .iter()
        .map(|(route, page)| (route, attributes(page, "id").into_iter().collect()))
        .collect();
    for (route, page) in &pages {
        for address in attributes(page, "href") {
            if let Some((scheme, _)) = address.split_once(':') {
                assert!(
                    ["http", "https", "mailto", "tel"].contains(&scheme),
                    "{route:?}: {address}"
                );
                continue;
            }
            let (path, fragment) = address.split_once('#').unwrap_or((address, ""));
            let path = resolve(route, path);
            let is_file = path == site::manifest::FILE || path == site::manifest::Icon::APPLE.file;
            if path.starts_with("assets/") || is_file {
                continue;
            }
            let there = Route::at(&path).and_then(|target| ids.get(&target));
            let there =
                there.unwrap_or_else(|| panic!("{route:?} links to {address}, which is no page"));
            let found = fragment.is_empty() || there.contains(fragment);
            assert!(
                found,
                "{route:?} links to {address}, where nothing has that id"
            );
        }
    }
}

/// The path from the site's root that an address on a page means.
fn resolve(route: &Route, address: &str) -> String {
    if let Some(path) = address.strip_prefix('/') {
        return path.to_owned();
    }
    if address.is_empty() {
        return route.path();
    }
    let file = route.file();
    let mut folders: Vec<&str> = file.split('/').collect();
    folders.pop();
    for part in address.split('/') {
        match part {
            "." => {}
            ".." => assert!(
                folders.pop().is_some(),
                "{route:?}: {address} leaves the site"
            ),
            part => folders.push(part),
        }
    }
    folders.join("/")
}

/// A unit with every kind of everything, so that the whole markup is seen when it changes.
const EVERY_KIND: &str = include_str!("every-kind.md");

#[test]
fn the_markup_of_every_kind_is_as_it_was() {
    let files = PackFiles {
        settings: Some("id = \"p\"\ntitle = \"P\"\nversion = \"1\"\nunits = [\"every-kind\"]\n\n[contacts]\nmanager = { name = \"the manager\", phone = \"01234 567 890\" }\n\n[criteria.\"every-kind/ac-2\"]\nofficial_ref = \"AN 2\"\nofficial_text = \"The centre’s own <words>\"\n".into()),
        units: vec![("every-kind.md".into(), EVERY_KIND.into())],
        ..PackFiles::default()
    };
    let read = read_pack(&files);
    let mistakes: Vec<_> = read.diagnostics.iter().map(|told| &told.message).collect();
    assert!(mistakes.is_empty(), "{mistakes:?}");
    let pack = read.value;
    let unit = &pack.units[0];
    insta::assert_snapshot!(
        "unit",
        lines(&site::unit_main(&pack.settings, unit, "source", "../../"))
    );
    let criterion = unit.criteria().nth(1).unwrap();
    insta::assert_snapshot!(
        "answer",
        lines(&site::answer_main(
            &pack.settings,
            unit,
            criterion,
            "source",
            "../../../"
        ))
    );
    for page in [Route::Workbook, Route::Enter, Route::Together] {
        let route = page(unit.id.clone());
        let page = site::page(&pack, &route, "source", "../../../").unwrap();
        insta::assert_snapshot!(route.name(), lines(&page.main));
    }
    let help = site::page(&pack, &Route::Help, "", "../").unwrap();
    insta::assert_snapshot!("help", lines(&help.main));
}

/// A line for each element, so that a difference can be read.
fn lines(html: &str) -> String {
    html.replace("><", ">\n<")
}
