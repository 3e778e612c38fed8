//! What is said about samples, agreement and standardisation.
