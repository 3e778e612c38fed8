//! Invented names, and what invented people write.

use super::chance::Chance;

const FIRST: [&str; 24] = [
    "Asha", "Bronwen", "Callum", "Dorota", "Efua", "Femi", "Grace", "Hamza", "Isla", "Jomo",
    "Kasia", "Liam", "Meera", "Niamh", "Owen", "Precious", "Quentin", "Rhys", "Sunita", "Tomasz",
    "Uma", "Vera", "Winston", "Zainab",
];
const LAST: [&str; 25] = [
    "Abara", "Brook", "Cairn", "Dale", "Ekwe", "Firth", "Glen", "Heath", "Iqra", "Jarosz", "Kirk",
    "Lowe", "Marsh", "Nowak", "Otieno", "Pryce", "Quill", "Rai", "Stone", "Thorne", "Udo", "Vale",
    "Wood", "Yeo", "Zane",
];

/// The name of a learner; six hundred of them differ.
pub fn name(number: usize) -> String {
    let first = FIRST[number % FIRST.len()];
    let last = LAST[number % LAST.len()];
    format!("{first} {last}")
}

const ANSWER: [&str; 14] = [
    "I ask the person first, because it is their life and their day.",
    "When a daughter told me that her father slept badly, I wrote down her words and told the senior.",
    "Carers see small changes long before they stand in a care plan.",
    "I stay within what I have been trained to do, and I say so kindly.",
    "If somebody is in danger I do not promise to keep it to myself.",
    "We agreed when to talk again, so that nobody was left wondering.",
    "I gave the choice between two things that were both possible, and waited for the answer.",
    "My manager and I looked at it together in supervision the week after.",
    "I keep what I am told private, and share it only with those who need it.",
    "It made her calmer, and she began to eat with the others again.",
    "The plan said something else, so I asked before I did anything.",
    "I knocked, said who I was, and waited to be asked in.",
    "Being polite is not enough: people notice whether you listen.",
    "Afterwards I wrote what I had seen, not what I thought about it.",
];

/// An answer of a few sentences, which says which of the learner's it is.
pub fn answer(chance: &mut Chance, version: usize) -> String {
    let mut sentences = Vec::new();
    for _ in 0..4 + chance.below(5) {
        sentences.push(*chance.pick(&ANSWER));
    }
    let opening = match version {
        0 => "This is how I work.",
        1 => "I have added what I was asked for.",
        _ => "I have gone over it once more.",
    };
    format!("{opening} {}", sentences.join(" "))
}

/// What an assessor finds good.
pub const STRENGTHS: [&str; 4] = [
    "You say what you did and why, with an example from your own work.",
    "You name the limits of your role clearly.",
    "You show what the person wanted, not only what was done.",
    "It is plain that you would tell somebody in time.",
];

/// What an assessor misses, and what is to be done about it.
pub const GAPS: [(&str, &str); 3] = [
    (
        "The answer does not say what follows when nobody is told.",
        "Add an example of what could happen, and what you would do then.",
    ),
    (
        "It is not clear whether the person agreed.",
        "Write how you asked, and how you knew the answer.",
    ),
    (
        "Only one of the points is covered.",
        "Look at the list of points again and write a few sentences on each.",
    ),
];

/// Comments on passages.
pub const COMMENTS: [&str; 3] = [
    "This is the heart of it.",
    "Say more about this, please.",
    "A good example.",
];
