//! What a part of a page says to somebody who looks at it, line by line: nothing that is hidden or
//! folded away, and nothing that is there to be pressed or filled in.

use wasm_bindgen::JsCast;
use web_sys::{Element, Node};

use crate::{normal::one_line, ui::dom};

/// What is passed over. A step of a scenario has a button of its own.
const PASSED_OVER: &str = "button, .button, input, select, textarea, details:not([open]), .note-mark, [aria-hidden=true], .step";

/// The lines, none of them empty.
pub(super) fn lines(part: &Element) -> Vec<String> {
    let mut lines = vec![String::new()];
    gather(part, &mut lines);
    let folded = lines.iter().map(|line| one_line(line));
    folded.filter(|line| !line.is_empty()).collect()
}

fn gather(element: &Element, lines: &mut Vec<String>) {
    let nodes = element.child_nodes();
    for node in (0..nodes.length()).filter_map(|at| nodes.get(at)) {
        if node.node_type() == Node::TEXT_NODE {
            if let (Some(line), Some(text)) = (lines.last_mut(), node.text_content()) {
                line.push_str(&text);
            }
        } else if let Ok(child) = node.dyn_into::<Element>() {
            gather_from(&child, lines);
        }
    }
}

fn gather_from(child: &Element, lines: &mut Vec<String>) {
    let display = match dom::window().get_computed_style(child) {
        Ok(Some(style)) => style.get_property_value("display").unwrap_or_default(),
        Ok(None) | Err(_) => String::new(),
    };
    if display == "none" || child.matches(PASSED_OVER).unwrap_or(false) {
        return;
    }
    if display == "inline" {
        gather(child, lines);
    } else {
        lines.push(String::new());
        gather(child, lines);
        lines.push(String::new());
    }
}
