//! What HTML an author's words may become: read as strictly as the engine writes it.
//!
//! The properties beside the engine's `prose` include this file too, so it knows nothing of either.

/// The elements there are, with their attributes.
const ELEMENTS: &[(&str, &[&str])] = &[
    ("a", &["href", "rel", "id", "aria-label"]),
    ("blockquote", &[]),
    ("br", &[]),
    ("code", &[]),
    (
        "div",
        &["class", "data-alert", "tabindex", "role", "aria-label"],
    ),
    ("em", &[]),
    ("h3", &["id"]),
    ("h4", &["id"]),
    ("h5", &["id"]),
    ("h6", &["id"]),
    ("hr", &[]),
    ("img", &["src", "alt", "loading"]),
    ("li", &[]),
    ("ol", &["start"]),
    ("p", &["class"]),
    ("pre", &["tabindex"]),
    ("s", &[]),
    ("span", &["class"]),
    ("strong", &[]),
    ("sup", &["class"]),
    ("table", &[]),
    ("tbody", &[]),
    ("td", &[]),
    ("th", &["scope"]),
    ("thead", &[]),
    ("tr", &[]),
    ("ul", &[]),
];

/// What is wrong with some HTML, if anything is: read as strictly as we write it.
pub fn wrong(html: &str) -> Option<String> {
    let mut open: Vec<&str> = Vec::new();
    for piece in html.split('<').skip(1) {
        let Some((tag, text)) = piece.split_once('>') else {
            return Some(format!("a < that opens no element: {piece:?}"));
        };
        if text.contains('>') {
            return Some(format!("a > that closes no element: {piece:?}"));
        }
        if let Some(name) = tag.strip_prefix('/') {
            if open.pop() != Some(name) {
                return Some(format!("</{name}> closes something else"));
            }
            continue;
        }
        let (name, mut attributes) = tag.split_once(' ').unwrap_or((tag, ""));
        let Some((_, known)) = ELEMENTS.iter().find(|(element, _)| *element == name) else {
            return Some(format!("the element {name:?}"));
        };
        if !matches!(name, "br" | "hr" | "img") {
            open.push(name);
        }
        while !attributes.is_empty() {
            let Some((key, rest)) = attributes.split_once("=\"") else {
                return Some(format!("attributes {attributes:?}"));
            };
            let Some((value, rest)) = rest.split_once('"') else {
                return Some(format!("the value of {key}"));
            };
            if !known.contains(&key) {
                return Some(format!("the attribute {key:?} of {name}"));
            }
            if matches!(key, "href" | "src") && !is_allowed(key, value) {
                return Some(format!("an address {value:?}"));
            }
            attributes = rest.trim_start_matches(' ');
        }
    }
    (!open.is_empty()).then(|| format!("left open: {open:?}"))
}

/// Whether a page one folder below the site's root may lead there or load it.
pub fn is_allowed(key: &str, address: &str) -> bool {
    let address = address.to_ascii_lowercase();
    let schemes = ["http:", "https:", "mailto:", "tel:"];
    match key {
        "src" => address.starts_with("../content/") && !address.contains("/../"),
        _ => {
            address.starts_with('#')
                || address.starts_with("../units/")
                || schemes.iter().any(|scheme| address.starts_with(scheme))
        }
    }
}
