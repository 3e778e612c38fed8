//! The browser program of the desk: assessors and quality assurers.

fn main() {
    underpin::ui::assess();
}
