//! What is said about all learners.
