//! The small browser program, of the pages where people read and practise.

fn main() {
    underpin::ui::start::<underpin::ui::page::Study>();
}
