//! The browser program.

fn main() {
    underpin::ui::start();
}
