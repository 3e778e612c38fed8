//! What a store answers, as it comes, without the statements that are too long to be held: one that
//! another program has put there must not keep a record's others from whoever asks for them.
//!
//! A list is an object with an array in it. Each part of that array is kept until it is too long; from
//! there on its bytes are only counted, and `null` stands in its place, which is no statement of anybody's.

use std::{fmt, mem};

use serde::{
    Deserializer,
    de::{IgnoredAny, MapAccess, Visitor},
};

use crate::exchange::xapi::StatementId;

/// How much is kept of what is too long, to find its id in.
const HEAD_BYTES: usize = 64 << 10;

/// An answer that is coming.
pub(super) struct Coming {
    kept: Vec<u8>,
    most: usize,
    depth: usize,
    is_in_text: bool,
    is_escaped: bool,
    /// Whether what stands at the second depth is a list.
    is_list: bool,
    part: Option<Part>,
    left_out: Vec<LeftOut>,
}

/// A part of a list, while it comes.
struct Part {
    /// Where it begins in what is kept.
    start: usize,
    bytes: u64,
    /// How it began; none while all of it is kept.
    head: Option<Vec<u8>>,
}

/// What was too long.
#[derive(Debug, PartialEq, Eq)]
pub(super) struct LeftOut {
    /// Its id, where that could be read: who looks after the store can find it.
    pub id: Option<StatementId>,
    /// How long it is.
    pub bytes: u64,
}

impl Coming {
    /// Nothing yet; parts with more than so many bytes will be left out.
    pub fn new(most: usize) -> Self {
        Self {
            kept: Vec::new(),
            most,
            depth: 0,
            is_in_text: false,
            is_escaped: false,
            is_list: false,
            part: None,
            left_out: Vec::new(),
        }
    }

    /// How much of it is kept so far.
    pub fn length(&self) -> usize {
        self.kept.len()
    }

    /// What was kept, and what was left out of it.
    pub fn done(self) -> (Vec<u8>, Vec<LeftOut>) {
        (self.kept, self.left_out)
    }

    /// More of it.
    pub fn add(&mut self, bytes: &[u8]) {
        for byte in bytes {
            self.byte(*byte);
        }
    }

    fn byte(&mut self, byte: u8) {
        if self.is_in_text {
            match byte {
                _ if self.is_escaped => self.is_escaped = false,
                b'\\' => self.is_escaped = true,
                b'"' => self.is_in_text = false,
                _ => {}
            }
            return self.keep(byte);
        }
        let is_between = self.depth == 2 && self.is_list;
        match byte {
            b'{' | b'[' => {
                self.depth += 1;
                self.keep(byte);
                if self.depth == 2 {
                    self.is_list = byte == b'[';
                    self.begin();
                }
            }
            b'}' | b']' => {
                if is_between {
                    self.end();
                }
                self.depth = self.depth.saturating_sub(1);
                self.keep(byte);
            }
            b',' if is_between => {
                self.end();
                self.keep(byte);
                self.begin();
            }
            _ => {
                self.is_in_text = byte == b'"';
                self.keep(byte);
            }
        }
    }

    fn begin(&mut self) {
        self.part = self.is_list.then_some(Part {
            start: self.kept.len(),
            bytes: 0,
            head: None,
        });
    }

    fn keep(&mut self, byte: u8) {
        let Some(part) = &mut self.part else {
            return self.kept.push(byte);
        };
        part.bytes += 1;
        if part.head.is_some() {
            return;
        }
        self.kept.push(byte);
        if self.kept.len() - part.start > self.most {
            let mut head = self.kept.split_off(part.start);
            head.truncate(HEAD_BYTES);
            part.head = Some(head);
        }
    }

    fn end(&mut self) {
        let Some(part) = mem::take(&mut self.part) else {
            return;
        };
        if let Some(head) = part.head {
            self.kept.extend_from_slice(b"null");
            self.left_out.push(LeftOut {
                id: id_in(&head),
                bytes: part.bytes,
            });
        }
    }
}

/// The id at the beginning of a statement, of which the rest is not there.
fn id_in(head: &[u8]) -> Option<StatementId> {
    struct Statement<'f>(&'f mut Option<StatementId>);

    impl<'de> Visitor<'de> for Statement<'_> {
        type Value = ();

        fn expecting(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
            f.write_str("a statement")
        }

        fn visit_map<A: MapAccess<'de>>(self, mut map: A) -> Result<(), A::Error> {
            while let Some(name) = map.next_key::<String>()? {
                if name == "id" {
                    let id: String = map.next_value()?;
                    *self.0 = id.parse().ok();
                    return Ok(());
                }
                map.next_value::<IgnoredAny>()?;
            }
            Ok(())
        }
    }

    let mut found = None;
    let mut reader = serde_json::Deserializer::from_slice(head);
    // Its end is missing, and that is no matter: what was found before stands.
    let _ = (&mut reader).deserialize_map(Statement(&mut found));
    found
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;
    use serde_json::{Value, json};

    use super::*;

    const ID: &str = "7f6b0d9e-58a1-4d0c-9a39-0f6b8f3a9f11";

    fn come(text: &str, most: usize, at_once: usize) -> (Value, Vec<LeftOut>) {
        let mut coming = Coming::new(most);
        for bytes in text.as_bytes().chunks(at_once) {
            coming.add(bytes);
        }
        assert!(coming.length() <= text.len() + 4);
        let (kept, left_out) = coming.done();
        (serde_json::from_slice(&kept).unwrap(), left_out)
    }

    #[test]
    fn what_is_too_long_is_left_out_and_nothing_else() {
        let long = json!({"actor": {"id": "not this"}, "id": ID, "result": ["x,]}\"".repeat(40)]});
        let unnamed = json!({"result": "\\\"[{".repeat(100)});
        let all = json!({
            "more": format!("/more?{}", "y".repeat(300)),
            "statements": [{"id": 1, "of": ["a,b", "]"]}, long, [], unnamed, "é", {"id": 2}],
            "other": {"statements": ["z".repeat(300)]},
        });
        let text = all.to_string();
        let mut expected = all.clone();
        expected["statements"][1] = Value::Null;
        expected["statements"][3] = Value::Null;
        for at_once in [1, 7, text.len()] {
            let (kept, left_out) = come(&text, 200, at_once);
            assert_eq!(kept, expected);
            let bytes = [&long, &unnamed].map(|part| part.to_string().len() as u64);
            let ids = [ID.parse().ok(), None];
            let told = left_out
                .iter()
                .map(|left_out| (left_out.bytes, left_out.id));
            assert!(told.eq(bytes.into_iter().zip(ids)), "{left_out:?}");
        }
        assert_eq!(come(&text, text.len(), 5), (all, vec![]));
        assert_eq!(come("{\"statements\": [ ]}", 200, 3).1, []);
    }

    proptest! {
        #[test]
        fn any_list_of_short_parts_is_as_it_was(
            parts in prop::collection::vec(("[ -~é\n]{0,40}", any::<i32>()), 0..6),
            at_once in 1_usize..50,
        ) {
            let all: Vec<Value> = parts.into_iter().map(|(text, number)| json!({"a": [text], "b": number})).collect();
            let all = json!({"statements": all, "more": ""});
            let text = serde_json::to_string_pretty(&all).unwrap();
            prop_assert_eq!(come(&text, 500, at_once), (all, vec![]));
        }

        #[test]
        fn any_bytes_come_to_an_end(bytes in prop::collection::vec(any::<u8>(), 0..200)) {
            let mut coming = Coming::new(10);
            coming.add(&bytes);
            let _ = coming.done();
        }
    }
}
