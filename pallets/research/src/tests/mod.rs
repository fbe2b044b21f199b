//! One file a verb.

mod budget;
mod clear_spending;
mod join_research;
mod leave_research;
mod origins;
mod pages;
mod random_walk;
mod set_parameters;
mod spend_query;
mod try_state;
