//! What is said about one learner’s record.
