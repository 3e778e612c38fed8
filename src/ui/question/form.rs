//! The form of a question as it stands in the page: what has been chosen in it, and putting a
//! response back into it. It knows no scoring and keeps nothing.

use std::collections::{BTreeMap, BTreeSet};

use wasm_bindgen::JsCast;
use web_sys::{HtmlElement, HtmlInputElement, HtmlSelectElement, HtmlTextAreaElement};

use crate::{
    id::OptionId,
    question::{Interaction, Kind, Question, Response, shuffled},
    ui::dom,
};

/// A question's form.
#[derive(Clone)]
pub struct Form {
    /// The form itself.
    pub element: HtmlElement,
    kind: Kind,
}

impl Form {
    /// The form of a question that stands in the page.
    pub fn new(element: HtmlElement, kind: Kind) -> Self {
        Self { element, kind }
    }

    /// What has been chosen and typed; none while something is missing.
    pub fn response(&self) -> Option<Response> {
        self.chosen(true)
    }

    /// What has been chosen and typed so far; none while that is nothing.
    pub fn so_far(&self) -> Option<Response> {
        self.chosen(false)
    }

    fn chosen(&self, whole: bool) -> Option<Response> {
        match self.kind {
            Kind::Single => self.checked().pop().map(Response::Single),
            Kind::Rate => self.checked().pop().map(Response::Rate),
            Kind::Multiple => {
                let chosen: BTreeSet<OptionId> = all(self.checked().into_iter().map(Some), whole)?;
                (!chosen.is_empty()).then_some(Response::Multiple(chosen))
            }
            Kind::Order => {
                let items: Option<Vec<OptionId>> = self.options().iter().map(option_of).collect();
                items.filter(|items| !items.is_empty()).map(Response::Order)
            }
            Kind::Match => {
                let selects = self.controls("select").into_iter();
                let sides: BTreeMap<OptionId, OptionId> = all(
                    selects.map(|select| {
                        Some((option_of(&select)?, value_of(&select)?.parse().ok()?))
                    }),
                    whole,
                )?;
                (!sides.is_empty()).then_some(Response::Match(sides))
            }
            Kind::Gap => {
                let controls = self.controls("input, select").into_iter();
                let filled: BTreeMap<OptionId, String> = all(
                    controls.map(|control| Some((option_of(&control)?, value_of(&control)?))),
                    whole,
                )?;
                (!filled.is_empty()).then_some(Response::Gap(filled))
            }
            Kind::Number => self.typed("input").map(Response::Number),
            Kind::Short => self.typed("input").map(Response::Short),
            Kind::Reflect => self.typed("textarea").map(Response::Reflect),
        }
    }

    /// Puts a response into the form, as far as it fits.
    pub fn fill(&self, response: &Response) {
        match response {
            Response::Single(chosen) | Response::Rate(chosen) => self.check(|id| id == chosen),
            Response::Multiple(chosen) => self.check(|id| chosen.contains(id)),
            Response::Order(items) => self.arrange(items),
            Response::Match(sides) => {
                for select in self.controls("select") {
                    let side = option_of(&select).and_then(|left| sides.get(&left));
                    set_value(&select, side.map_or("", OptionId::as_str));
                }
            }
            Response::Gap(filled) => {
                for control in self.controls("input, select") {
                    let text = option_of(&control).and_then(|gap| filled.get(&gap));
                    set_value(&control, text.map_or("", String::as_str));
                }
            }
            Response::Number(typed) | Response::Short(typed) => {
                for input in self.controls("input") {
                    set_value(&input, typed);
                }
            }
            Response::Reflect(typed) => {
                for area in self.controls("textarea") {
                    set_value(&area, typed);
                }
            }
        }
    }

    /// Empties the form and puts its options in the order of this attempt.
    pub fn begin(&self, question: &Question, attempt: u32) {
        self.check(|_| false);
        for control in
            self.controls("input:not([type=radio]):not([type=checkbox]), select, textarea")
        {
            set_value(&control, "");
        }
        let (ids, never_key) = shown_order(question);
        if (question.shuffle || never_key) && !ids.is_empty() {
            let order = shuffled(&question.id, attempt, ids.len(), never_key);
            let ids: Vec<OptionId> = order
                .into_iter()
                .filter_map(|at| ids.get(at).cloned())
                .collect();
            self.arrange(&ids);
        }
    }

    /// The first control in which something has to be chosen or typed.
    pub fn first_missing(&self) -> Option<HtmlElement> {
        let controls = self.controls("input, select, textarea");
        let empty = controls.iter().find(|control| value_of(control).is_none());
        empty.or(controls.first()).cloned()
    }

    /// Whether the form can be changed.
    pub fn set_open(&self, open: bool) {
        for control in self.controls("input, select, textarea, [data-move]") {
            match open {
                true => control.remove_attribute("disabled").unwrap_or_default(),
                false => control.set_attribute("disabled", "").unwrap_or_default(),
            }
        }
        if let Some(actions) = dom::one(&self.element, ".question__actions") {
            actions.set_hidden(!open);
        }
    }

    /// Shows the feedback that stands beside the options that `which` picks.
    pub fn reveal(&self, which: impl Fn(&OptionId) -> bool) {
        for option in self.options() {
            match option_of(&option).is_some_and(|id| which(&id)) {
                true => option.set_attribute("data-shown", "").unwrap_or_default(),
                false => option.remove_attribute("data-shown").unwrap_or_default(),
            }
        }
    }

    /// Moves an item one place up or down, and keeps the keyboard on its button.
    pub fn shift(&self, item: &HtmlElement, up: bool) {
        let Some(list) = item.parent_element() else {
            return;
        };
        let other = if up {
            item.previous_element_sibling()
        } else {
            item.next_element_sibling()
        };
        let Some(other) = other else { return };
        let before = if up {
            Some(other.into())
        } else {
            other.next_sibling()
        };
        let _ = list.insert_before(item, before.as_ref());
    }

    /// The elements that stand for options or items, in the order shown.
    pub fn options(&self) -> Vec<HtmlElement> {
        dom::all(&self.element, "li[data-option]")
    }

    fn controls(&self, selector: &str) -> Vec<HtmlElement> {
        dom::all(&self.element, selector)
    }

    fn checked(&self) -> Vec<OptionId> {
        self.controls("input:checked")
            .iter()
            .filter_map(|input| value_of(input)?.parse().ok())
            .collect()
    }

    fn check(&self, which: impl Fn(&OptionId) -> bool) {
        for input in self.controls("input[type=radio], input[type=checkbox]") {
            if let Some(input) = input.dyn_ref::<HtmlInputElement>() {
                input.set_checked(input.value().parse().is_ok_and(|id| which(&id)));
            }
        }
    }

    fn typed(&self, selector: &str) -> Option<String> {
        self.controls(selector).first().and_then(value_of)
    }

    fn arrange(&self, ids: &[OptionId]) {
        let options = self.options();
        for id in ids {
            let item = options
                .iter()
                .find(|option| option_of(option).as_ref() == Some(id));
            if let Some((item, list)) = item.and_then(|item| Some((item, item.parent_element()?))) {
                let _ = list.append_child(item);
            }
        }
    }
}

/// All of these; where the `whole` of them is wanted, none if one is missing. Collecting them would
/// bring a sort for each kind of them into the program.
fn all<T, C: Default + Extend<T>>(
    these: impl Iterator<Item = Option<T>>,
    whole: bool,
) -> Option<C> {
    let mut all = C::default();
    for one in these {
        match one {
            Some(one) => all.extend([one]),
            None if whole => return None,
            None => {}
        }
    }
    Some(all)
}

/// The ids whose order is shown, and whether the file's order is the answer.
fn shown_order(question: &Question) -> (Vec<OptionId>, bool) {
    match &question.interaction {
        Interaction::Single(choice) => {
            (choice.options.iter().map(|o| o.id.clone()).collect(), false)
        }
        Interaction::Multiple(multiple) => (
            multiple
                .choice
                .options
                .iter()
                .map(|o| o.id.clone())
                .collect(),
            false,
        ),
        Interaction::Order(order) => (
            order.items.iter().map(|item| item.id.clone()).collect(),
            true,
        ),
        Interaction::Match(_)
        | Interaction::Gap(_)
        | Interaction::Number(_)
        | Interaction::Short(_)
        | Interaction::Rate(_)
        | Interaction::Reflect => (Vec::new(), false),
    }
}

/// The option that an element stands for.
fn option_of(element: &HtmlElement) -> Option<OptionId> {
    element.get_attribute("data-option")?.parse().ok()
}

/// What is typed or chosen in a control; none where it is empty.
fn value_of(control: &HtmlElement) -> Option<String> {
    let value = if let Some(input) = control.dyn_ref::<HtmlInputElement>() {
        input.value()
    } else if let Some(select) = control.dyn_ref::<HtmlSelectElement>() {
        select.value()
    } else {
        control.dyn_ref::<HtmlTextAreaElement>()?.value()
    };
    (!value.trim().is_empty()).then_some(value)
}

fn set_value(control: &HtmlElement, value: &str) {
    if let Some(input) = control.dyn_ref::<HtmlInputElement>() {
        input.set_value(value);
    } else if let Some(select) = control.dyn_ref::<HtmlSelectElement>() {
        select.set_value(value);
    } else if let Some(area) = control.dyn_ref::<HtmlTextAreaElement>() {
        area.set_value(value);
    }
}
