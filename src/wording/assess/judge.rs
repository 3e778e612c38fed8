//! What is said where an answer is judged.
