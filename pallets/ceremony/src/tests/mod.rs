//! One file a verb. What nodes do stands in `cast`.

mod abandon_round;
mod cast;
mod commit;
mod complain;
mod deal;
mod enrol;
mod finish_ceremony;
#[allow(dead_code)]
#[path = "../../../../crypto/tests/ceremony/hand.rs"]
mod hand;
mod health;
mod queries;
mod random_walk;
mod replace;
mod reshare;
mod schedule;
mod set_agent;
mod set_settings;
mod sizes;
mod standing;
mod start_ceremony;
mod try_state;
