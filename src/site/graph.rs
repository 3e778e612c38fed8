//! A scenario's picture: as SVG for those who see it, and as a list with the same in it for those
//! who go by keyboard or by ear. A press on a step or on a choice is a press on its `data-offset`:
//! where it stands in the file.

use maud::{Markup, html};

use crate::{
    author::graph::{Graph, Slot, Step, Way, Who},
    wording::author as words,
};

const BOX: usize = 208;
const PASSING: usize = 28;
const APART: usize = 36;
const BETWEEN: usize = 76;
const MARGIN: usize = 44;
const LINE: usize = 19;
const PADDING: usize = 12;
/// About how many characters of the picture's letters stand in a line of a box.
const CHARACTERS: usize = 25;

/// A scenario's picture and its list.
pub(super) fn graph(graph: &Graph) -> Markup {
    html! {
        div .graph data-graph {
            p .hint { (words::GRAPH_KEY) }
            div .graph__picture tabindex="0" role="region" aria-label=(words::graph_picture(&graph.title)) {
                (picture(graph))
            }
            details .graph__words {
                summary { (words::GRAPH_LIST) }
                (list(graph))
            }
        }
    }
}

// ---- The list -------------------------------------------------------------------------------

fn list(graph: &Graph) -> Markup {
    html! {
        ol .graph__steps {
            @for (at, step) in graph.steps.iter().enumerate() {
                li .graph__step {
                    (goes_to(step.heading.start, &step.title, step.line))
                    (marks(step))
                    @if graph.from(at).next().is_some() {
                        ul {
                            @for way in graph.from(at) {
                                li {
                                    (goes_to(way.span.start, &format!("{}: {}", way.letter, who(way)), way.line))
                                    " " (leads_to(graph, way))
                                    @for mark in way_marks(way) { " " span .tag { (mark) } }
                                }
                            }
                        }
                    }
                }
            }
        }
    }
}

fn goes_to(offset: usize, text: &str, line: usize) -> Markup {
    html! {
        button type="button" .button.button--link data-offset=(offset) {
            (text) " " span .meta { (words::line(line)) }
        }
    }
}

fn marks(step: &Step) -> Markup {
    html! {
        @for mark in step_marks(step) { " " span .tag { (mark) } }
    }
}

fn step_marks(step: &Step) -> Vec<&'static str> {
    let marks = [
        (step.is_ending, words::ENDING),
        (step.is_best, words::ON_BEST_PATH),
        (step.is_unreached, words::UNREACHED),
        (step.is_endless, words::ENDLESS),
    ];
    marks
        .into_iter()
        .filter(|(is, _)| *is)
        .map(|(_, mark)| mark)
        .collect()
}

fn way_marks(way: &Way) -> Vec<&'static str> {
    let marks = [
        (way.is_right, words::RIGHT),
        (way.is_unsafe, words::UNSAFE),
        (way.is_best, words::BEST),
        (way.goes_back, words::BACK),
    ];
    marks
        .into_iter()
        .filter(|(is, _)| *is)
        .map(|(_, mark)| mark)
        .collect()
}

fn who(way: &Way) -> &str {
    match &way.who {
        Who::Choose(words) => words,
        Who::All => words::ANY_ANSWER,
        Who::Right => words::ALL_RIGHT,
        Who::Others => words::OTHERWISE,
    }
}

fn leads_to(graph: &Graph, way: &Way) -> String {
    match graph.steps.get(way.to) {
        Some(step) => words::leads_to(&step.title),
        None => words::ENDS_STORY.to_owned(),
    }
}

// ---- The picture ----------------------------------------------------------------------------

struct Placed {
    slot: Slot,
    x: usize,
    y: usize,
    width: usize,
    height: usize,
    lines: Vec<String>,
}

struct Drawing {
    placed: Vec<Placed>,
    width: usize,
    height: usize,
}

impl Drawing {
    fn of(graph: &Graph) -> Self {
        let width_of = |slot: &Slot| match slot {
            Slot::Passing(_) => PASSING,
            Slot::Step(_) | Slot::End => BOX,
        };
        let wide = |layer: &Vec<Slot>| {
            layer.iter().map(width_of).sum::<usize>() + APART * layer.len().saturating_sub(1)
        };
        let widest = graph.layers.iter().map(wide).max().unwrap_or(0);
        let back = graph.ways.iter().filter(|way| way.goes_back).count();
        let mut placed = Vec::new();
        let mut y = MARGIN / 2;
        for layer in &graph.layers {
            let mut x = MARGIN + (widest - wide(layer)) / 2;
            let lines = |slot: &Slot| match slot {
                Slot::Step(at) => graph.steps.get(*at).map_or(Vec::new(), lines_of),
                Slot::End => vec![words::END.to_owned()],
                Slot::Passing(_) => Vec::new(),
            };
            let tallest = layer
                .iter()
                .map(|slot| lines(slot).len())
                .max()
                .unwrap_or(0);
            let row = tallest * LINE + 2 * PADDING;
            for slot in layer {
                let lines = lines(slot);
                let height = match slot {
                    Slot::Passing(_) => row,
                    _ => lines.len() * LINE + 2 * PADDING,
                };
                placed.push(Placed {
                    slot: *slot,
                    x,
                    y,
                    width: width_of(slot),
                    height,
                    lines,
                });
                x += width_of(slot) + APART;
            }
            y += row + BETWEEN;
        }
        Self {
            placed,
            width: widest + 2 * MARGIN + 26 * back,
            height: y - BETWEEN + MARGIN / 2,
        }
    }

    fn at(&self, slot: Slot) -> Option<&Placed> {
        self.placed.iter().find(|placed| placed.slot == slot)
    }
}

/// A step's number and heading, and under them what is to be known of it, in lines.
fn lines_of(step: &Step) -> Vec<String> {
    let mut lines = broken(&step.title);
    lines.extend(step_marks(step).into_iter().map(str::to_owned));
    lines
}

/// Words in lines that fit a box.
fn broken(text: &str) -> Vec<String> {
    let mut lines = vec![String::new()];
    for word in text.split_whitespace() {
        let mut word: Vec<char> = word.chars().collect();
        while !word.is_empty() {
            let last = lines.len() - 1;
            let used = lines[last].chars().count();
            let room = CHARACTERS.saturating_sub(used + usize::from(used > 0));
            if word.len() <= room || used == 0 {
                let taken: String = word.drain(..word.len().min(CHARACTERS)).collect();
                if used > 0 {
                    lines[last].push(' ');
                }
                lines[last].push_str(&taken);
            } else {
                lines.push(String::new());
            }
        }
    }
    lines
}

fn picture(graph: &Graph) -> Markup {
    let drawing = Drawing::of(graph);
    let (width, height) = (drawing.width, drawing.height);
    html! {
        // What it says stands in the list as well.
        svg aria-hidden="true" xmlns="http://www.w3.org/2000/svg" width=(width) height=(height) viewBox={ "0 0 " (width) " " (height) } {
            @for (place, _) in graph.ways.iter().enumerate() { (line(graph, &drawing, place)) }
            @for placed in &drawing.placed { (drawn(graph, placed)) }
            @for (place, _) in graph.ways.iter().enumerate() { (label(graph, &drawing, place)) }
        }
    }
}

fn drawn(graph: &Graph, placed: &Placed) -> Markup {
    let Placed {
        slot,
        x,
        y,
        width,
        height,
        lines,
    } = placed;
    let step = match slot {
        Slot::Step(at) => graph.steps.get(*at),
        Slot::End => None,
        Slot::Passing(_) => return html! {},
    };
    let state = match step {
        Some(step) if step.is_unreached => "unreached",
        Some(step) if step.is_endless => "endless",
        Some(step) if step.is_best => "best",
        Some(_) | None => "step",
    };
    let round = if step.is_none_or(|step| step.is_ending) {
        height / 2
    } else {
        6
    };
    let marks = step.map_or(0, |step| step_marks(step).len());
    html! {
        g .graph__box data-state=(state) data-offset=[step.map(|step| step.heading.start)] {
            rect x=(x) y=(y) width=(width) height=(height) rx=(round.min(24)) {}
            @for (at, words) in lines.iter().enumerate() {
                text .graph__mark[at + marks >= lines.len()] x=(x + width / 2) y=(y + PADDING + LINE * at + 14) text-anchor="middle" { (words) }
            }
        }
    }
}

/// Where a way begins: the ways from a step stand beside one another under it.
fn begins(graph: &Graph, drawing: &Drawing, way: &Way) -> Option<(usize, usize)> {
    let from = drawing.at(Slot::Step(way.from))?;
    let own: Vec<&Way> = graph.from(way.from).collect();
    let place = own.iter().position(|other| other.letter == way.letter)?;
    let x = from.x + from.width * (place + 1) / (own.len() + 1);
    Some((x, from.y + from.height))
}

fn line(graph: &Graph, drawing: &Drawing, place: usize) -> Markup {
    let Some(way) = graph.ways.get(place) else {
        return html! {};
    };
    let path = match way.goes_back {
        true => back(graph, drawing, place, way),
        false => forward(graph, drawing, place, way),
    };
    let kind = match way {
        way if way.is_unsafe => "unsafe",
        way if way.is_best => "best",
        _ => "way",
    };
    html! {
        @if let Some((path, (x, y))) = path {
            path .graph__way data-way=(kind) d=(path) {}
            path .graph__head data-way=(kind) d={ "M" (x) " " (y) "l-5 -9h10z" } {}
        }
    }
}

fn forward(
    graph: &Graph,
    drawing: &Drawing,
    place: usize,
    way: &Way,
) -> Option<(String, (usize, usize))> {
    let (mut x, mut y) = begins(graph, drawing, way)?;
    let target = match way.to < graph.steps.len() {
        true => Slot::Step(way.to),
        false => Slot::End,
    };
    let to = drawing.at(target)?;
    let into: Vec<usize> = (0..graph.ways.len())
        .filter(|other| graph.ways[*other].to == way.to && !graph.ways[*other].goes_back)
        .collect();
    let nth = into.iter().position(|other| *other == place)?;
    let end = (to.x + to.width * (nth + 1) / (into.len() + 1), to.y);
    let mut path = format!("M{x} {y}");
    let mut curve = |x: &mut usize, y: &mut usize, to: (usize, usize)| {
        let middle = (*y + to.1) / 2;
        path.push_str(&format!(
            "C{x} {middle} {} {middle} {} {}",
            to.0, to.0, to.1
        ));
        (*x, *y) = to;
    };
    for passed in drawing
        .placed
        .iter()
        .filter(|placed| placed.slot == Slot::Passing(place))
    {
        let middle = passed.x + passed.width / 2;
        curve(&mut x, &mut y, (middle, passed.y));
        let below = (middle, passed.y + passed.height);
        curve(&mut x, &mut y, below);
    }
    curve(&mut x, &mut y, end);
    Some((path, end))
}

/// A way back runs round the right side of everything.
fn back(
    graph: &Graph,
    drawing: &Drawing,
    place: usize,
    way: &Way,
) -> Option<(String, (usize, usize))> {
    let (x, y) = begins(graph, drawing, way)?;
    let to = drawing.at(Slot::Step(way.to))?;
    let lane = graph
        .ways
        .iter()
        .take(place)
        .filter(|way| way.goes_back)
        .count();
    let lanes = graph.ways.iter().filter(|way| way.goes_back).count();
    let side = drawing.width - MARGIN / 2 - 26 * (lanes - lane - 1);
    let (low, high) = (y + 34, to.y.saturating_sub(20));
    let end = (to.x + to.width - 20, to.y);
    let path = format!(
        "M{x} {y}V{}Q{x} {low} {} {low}H{}Q{side} {low} {side} {}V{}Q{side} {high} {} {high}H{}Q{} {high} {} {}V{}",
        low - 10,
        x + 10,
        side - 10,
        low - 10,
        high + 10,
        side - 10,
        end.0 + 10,
        end.0,
        end.0,
        high + 10,
        end.1,
    );
    Some((path, end))
}

/// The letter of a choice, where its way begins, with a sign for what it is.
fn label(graph: &Graph, drawing: &Drawing, place: usize) -> Markup {
    let Some((way, (x, y))) = graph
        .ways
        .get(place)
        .and_then(|way| Some((way, begins(graph, drawing, way)?)))
    else {
        return html! {};
    };
    let (kind, sign) = match way {
        way if way.is_unsafe => ("unsafe", "⚠"),
        way if way.is_right => ("right", "✓"),
        _ => ("way", ""),
    };
    html! {
        g .graph__label data-way=(kind) data-offset=(way.span.start) {
            title { (way.letter) ": " (who(way)) }
            rect x=(x.saturating_sub(17)) y=(y + 6) width="34" height="22" rx="11" {}
            text x=(x) y=(y + 21) text-anchor="middle" { (way.letter) (sign) }
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::{read::read_unit, source::Source};

    #[test]
    fn the_picture_and_the_list_say_the_same() {
        let text = crate::author::start::SCENARIO;
        let source = Source {
            name: "story.md",
            text,
        };
        let unit = read_unit(source).value;
        let scenario = unit.scenarios().next().unwrap();
        let of = Graph::of(scenario, text);
        let page = graph(&of).into_string();
        let (picture, list) = page.split_once("</svg>").unwrap();
        for step in &of.steps {
            let offset = format!("data-offset=\"{}\"", step.heading.start);
            assert!(picture.contains(&offset) && list.contains(&offset));
        }
        for way in &of.ways {
            let offset = format!("data-offset=\"{}\"", way.span.start);
            assert!(picture.contains(&offset) && list.contains(&offset));
        }
        assert!(list.contains(words::UNSAFE) && picture.contains("⚠"));
    }

    #[test]
    fn long_words_stay_in_their_box() {
        for text in [
            "",
            "one",
            &"a".repeat(70),
            "What do you do first, before you go to him?",
        ] {
            let lines = broken(text);
            assert!(lines.iter().all(|line| line.chars().count() <= CHARACTERS));
            assert_eq!(lines.concat().replace(' ', ""), text.replace(' ', ""));
        }
    }
}
