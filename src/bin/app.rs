//! The learner's browser program.

fn main() {
    underpin::ui::learn();
}
