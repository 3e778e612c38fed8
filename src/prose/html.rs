//! Prose to HTML: everything escaped, every element one of ours.

use std::fmt::Write;

use pulldown_cmark_escape::{escape_href, escape_html, escape_html_body_text};

use super::{Mark, Piece, Prose, Setting, Target};
use crate::{
    id::{OptionId, UnitId},
    route::Route,
};

impl Prose {
    /// The prose as HTML, with gaps as blank lines.
    pub fn html(&self, setting: Setting<'_>) -> String {
        self.html_with(setting, |_| "<span class=\"blank\">____</span>".to_owned())
    }

    /// The prose as HTML, with `gap` giving the HTML of each gap.
    pub fn html_with(
        &self,
        setting: Setting<'_>,
        mut gap: impl FnMut(&OptionId) -> String,
    ) -> String {
        let mut out = Out {
            html: String::new(),
            open: Vec::new(),
            head: false,
        };
        for piece in &self.0 {
            match piece {
                Piece::Text(text) => out.text(text),
                Piece::Code(text) => {
                    out.html.push_str("<code>");
                    out.text(text);
                    out.html.push_str("</code>");
                }
                Piece::Fill(filling) => out.text(&filling.value(setting.fillings)),
                Piece::Gap(id) => out.html.push_str(&gap(id)),
                Piece::Note { number, first } => out.note(setting, *number, *first),
                Piece::Image { path, alternative } => out.image(setting, path, alternative),
                Piece::SoftBreak => out.html.push('\n'),
                Piece::HardBreak => out.html.push_str("<br>\n"),
                Piece::Rule => out.html.push_str("<hr>\n"),
                Piece::Box(true) => out.html.push_str("☑ "),
                Piece::Box(false) => out.html.push_str("☐ "),
                Piece::Open(mark) => out.open(setting, mark),
                Piece::Close => out.close(),
            }
        }
        while !out.open.is_empty() {
            out.close();
        }
        out.html
    }

    /// The prose as HTML for a place that holds words only (a heading, a label): paragraphs
    /// become their words.
    pub fn inline_html(&self, setting: Setting<'_>) -> String {
        let mut words = self.clone();
        let mut depth = Vec::new();
        words.0.retain(|piece| match piece {
            Piece::Open(mark) => {
                let block = !matches!(
                    mark,
                    Mark::Emphasis | Mark::Strong | Mark::Strikethrough | Mark::Link(_)
                );
                depth.push(block);
                !block
            }
            Piece::Close => !depth.pop().unwrap_or(true),
            _ => true,
        });
        words.html(setting)
    }
}

impl Setting<'_> {
    /// The way to a unit's page; to the prose's own unit, if none is named.
    fn unit_page(&self, unit: Option<&UnitId>) -> String {
        match unit.or(self.away_from) {
            Some(unit) => format!("{}{}", self.root, Route::Unit(unit.clone()).path()),
            None => String::new(),
        }
    }

    /// Whether there is what a link leads to, as far as that can be known here.
    fn leads_somewhere(&self, target: &Target) -> bool {
        match (target, &self.fillings.units) {
            (
                Target::Pack {
                    unit: Some(unit), ..
                },
                Some(units),
            ) => units.contains(unit),
            (Target::Pack { .. } | Target::Web(_), _) => true,
        }
    }
}

struct Out {
    html: String,
    open: Vec<&'static str>,
    head: bool,
}

impl Out {
    fn text(&mut self, text: &str) {
        let _ = escape_html_body_text(&mut self.html, text);
    }

    /// Ids of ours hold an underscore, which no author's can.
    fn note(&mut self, setting: Setting<'_>, number: u32, first: bool) {
        let unit = setting.unit_page(None);
        let _ = write!(
            self.html,
            "<sup class=\"note-mark\"><a href=\"{unit}#note_{number}\" aria-label=\"Note {number}\""
        );
        if first && setting.away_from.is_none() {
            let _ = write!(self.html, " id=\"note_mark_{number}\"");
        }
        let _ = write!(self.html, ">{number}</a></sup>");
    }

    fn image(&mut self, setting: Setting<'_>, path: &str, alternative: &str) {
        self.html.push_str("<img src=\"");
        let _ = match setting.fillings.images.get(path) {
            Some(whole) => escape_html(&mut self.html, whole),
            None => escape_href(&mut self.html, &format!("{}content/{path}", setting.root)),
        };
        self.html.push_str("\" alt=\"");
        let _ = escape_html(&mut self.html, alternative);
        self.html.push_str("\" loading=\"lazy\">");
    }

    fn open(&mut self, setting: Setting<'_>, mark: &Mark) {
        let close = match mark {
            Mark::Paragraph => self.tag("<p>", "</p>\n"),
            Mark::Heading(level, id) => self.heading(*level, id.as_ref().map(|id| id.as_str())),
            Mark::Quote => self.tag("<blockquote>\n", "</blockquote>\n"),
            Mark::Alert(alert) => {
                let (key, label) = (alert.key(), alert.label());
                let _ = writeln!(
                    self.html,
                    "<div class=\"alert\" data-alert=\"{key}\"><p class=\"alert__label\">{label}</p>"
                );
                "</div>\n"
            }
            Mark::List(None) => self.tag("<ul>\n", "</ul>\n"),
            Mark::List(Some(1)) => self.tag("<ol>\n", "</ol>\n"),
            Mark::List(Some(start)) => {
                let _ = writeln!(self.html, "<ol start=\"{start}\">");
                "</ol>\n"
            }
            Mark::Item => self.tag("<li>", "</li>\n"),
            Mark::CodeBlock => self.tag("<pre tabindex=\"0\"><code>", "</code></pre>\n"),
            Mark::Table => self.tag(
                "<div class=\"table\" tabindex=\"0\" role=\"group\" aria-label=\"Table\"><table>\n",
                "</tbody></table></div>\n",
            ),
            Mark::TableHead => {
                self.head = true;
                self.tag("<thead><tr>", "</tr></thead>\n<tbody>\n")
            }
            Mark::TableRow => self.tag("<tr>", "</tr>\n"),
            Mark::Cell if self.head => self.tag("<th scope=\"col\">", "</th>"),
            Mark::Cell => self.tag("<td>", "</td>"),
            Mark::Emphasis => self.tag("<em>", "</em>"),
            Mark::Strong => self.tag("<strong>", "</strong>"),
            Mark::Strikethrough => self.tag("<s>", "</s>"),
            Mark::Link(target) if setting.leads_somewhere(target) => self.link(setting, target),
            Mark::Link(_) => "",
        };
        self.open.push(close);
    }

    fn tag(&mut self, open: &str, close: &'static str) -> &'static str {
        self.html.push_str(open);
        close
    }

    /// Levels 1 and 2 belong to the page and its sections.
    fn heading(&mut self, level: u8, id: Option<&str>) -> &'static str {
        let (name, close) = match level {
            ..=3 => ("h3", "</h3>\n"),
            4 => ("h4", "</h4>\n"),
            5 => ("h5", "</h5>\n"),
            6.. => ("h6", "</h6>\n"),
        };
        match id {
            Some(id) => {
                let _ = write!(self.html, "<{name} id=\"{id}\">");
            }
            None => {
                let _ = write!(self.html, "<{name}>");
            }
        }
        close
    }

    fn link(&mut self, setting: Setting<'_>, target: &Target) -> &'static str {
        self.html.push_str("<a href=\"");
        match target {
            Target::Web(address) => {
                let _ = escape_href(&mut self.html, address);
                self.html.push_str("\" rel=\"noreferrer\">");
            }
            Target::Pack { unit, anchor } => {
                self.html.push_str(&setting.unit_page(unit.as_ref()));
                if let Some(anchor) = anchor {
                    let _ = write!(self.html, "#{anchor}");
                }
                self.html.push_str("\">");
            }
        }
        "</a>"
    }

    fn close(&mut self) {
        if let Some(close) = self.open.pop() {
            if close.starts_with("</tr></thead>") {
                self.head = false;
            }
            self.html.push_str(close);
        }
    }
}
