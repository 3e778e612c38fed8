//! Text for the XML that manifests and QTI are written in.

use pulldown_cmark_escape::escape_html;

/// A text as it stands in XML, as what an element or an attribute holds. Characters that
/// [XML 1.0](https://www.w3.org/TR/xml/#charsets) has no way to write are left out.
pub fn escaped(text: &str) -> String {
    let allowed = |c: &char| {
        matches!(c, '\t' | '\n' | '\r') || (*c >= ' ' && !matches!(c, '\u{fffe}' | '\u{ffff}'))
    };
    let allowed: String = text.chars().filter(allowed).collect();
    let mut escaped = String::with_capacity(allowed.len());
    // Writing into a text does not fail.
    let _ = escape_html(&mut escaped, &allowed);
    escaped
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn any_text_stands_in_xml() {
        assert_eq!(
            escaped("A & B <\"c\">\u{b}\u{fffe}"),
            "A &amp; B &lt;&quot;c&quot;&gt;"
        );
    }
}
