//! The learner's browser program.

fn main() {
    underpin::ui::start::<underpin::ui::page::Learn>();
}
