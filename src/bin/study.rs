//! The small browser program, of the pages where people read and practise.

fn main() {
    underpin::ui::study();
}
