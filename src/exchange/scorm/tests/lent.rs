//! A learning system's functions for tests: it keeps what it is told, and can be told to misbehave.

use std::{cell::RefCell, collections::BTreeMap, rc::Rc};

use crate::exchange::scorm::{Api, Function};

/// What a learning system was told, and how it behaves.
#[derive(Default)]
pub struct System {
    pub values: BTreeMap<String, String>,
    pub calls: Vec<(Function, Vec<String>)>,
    /// Of which calls it refuses every so manieth; none refuses nothing.
    pub refuses: Option<usize>,
    /// Names that it does not know.
    pub lacks: Vec<&'static str>,
    /// What it says of those; 401 where this is empty.
    pub says: &'static str,
    /// How much it keeps of an attempt, where that is less than promised.
    pub room: Option<usize>,
    /// How much it keeps of an attempt without saying that it cuts the rest.
    pub cuts: Option<usize>,
    /// Its latest error.
    pub error: &'static str,
    /// Whether it was begun already.
    pub is_on: bool,
}

#[derive(Clone, Default)]
pub struct Lent(pub Rc<RefCell<System>>);

impl Api for Lent {
    fn call(&mut self, function: Function, arguments: &[&str]) -> String {
        let mut system = self.0.borrow_mut();
        let said = arguments.iter().map(|text| (*text).to_owned()).collect();
        system.calls.push((function, said));
        let refuses = system
            .refuses
            .is_some_and(|each| system.calls.len().is_multiple_of(each));
        let lacks = arguments
            .first()
            .is_some_and(|name| system.lacks.iter().any(|lacks| name.contains(lacks)));
        let is_too_long = system.room.is_some_and(|room| {
            function == Function::SetValue && arguments.get(1).is_some_and(|text| text.len() > room)
        });
        if function == Function::GetLastError {
            return system.error.to_owned();
        }
        system.error = match lacks {
            true if system.says.is_empty() => "401",
            true => system.says,
            false if is_too_long => "405",
            false => "0",
        };
        match (function, arguments) {
            (Function::Initialize, _) if system.is_on => {
                system.error = "101";
                "false".to_owned()
            }
            (Function::SetValue, _) if is_too_long => "false".to_owned(),
            (Function::GetValue, [name]) => system.values.get(*name).cloned().unwrap_or_default(),
            (Function::SetValue | Function::Commit, _) if refuses => "false".to_owned(),
            (Function::SetValue, _) if lacks => "false".to_owned(),
            (Function::SetValue, [name, value]) => {
                let cut = system.cuts.filter(|_| name.ends_with("suspend_data"));
                let value = cut.and_then(|cut| value.get(..cut)).unwrap_or(value);
                system.values.insert((*name).to_owned(), value.to_owned());
                "true".to_owned()
            }
            _ => "true".to_owned(),
        }
    }
}

impl Lent {
    pub fn set(&self, name: &str, value: &str) {
        self.0
            .borrow_mut()
            .values
            .insert(name.to_owned(), value.to_owned());
    }

    pub fn value(&self, name: &str) -> String {
        self.0
            .borrow()
            .values
            .get(name)
            .cloned()
            .unwrap_or_default()
    }

    /// All values that were set under names that end so, in order.
    pub fn sets(&self, name: &str) -> Vec<String> {
        let system = self.0.borrow();
        let calls = system.calls.iter();
        let sets = calls.filter(|(function, said)| {
            *function == Function::SetValue && said.first().is_some_and(|set| set == name)
        });
        sets.filter_map(|(_, said)| said.get(1).cloned()).collect()
    }
}
