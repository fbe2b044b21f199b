//! Tests on networks of real nodes. They are one program, so that several networks run at once: as many as
//! [`salus_tests::turns`] lets. `cargo test -p salus-tests --test networks story` runs those whose path has `story`.

#[path = "bad_input/main.rs"]
mod bad_input;
mod ceremonies;
mod custody;
mod faults;
mod genesis;
mod government;
mod node_commands;
mod search;
mod story;
mod trade;
mod up_down;
