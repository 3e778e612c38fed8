//! The browser program of packages for learning management systems.

fn main() {
    underpin::ui::package::start();
}
