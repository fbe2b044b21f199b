//! One node on one machine, where Alice is the hospital, the council, the technical committee and Root.

use super::Network;

pub(super) const NETWORK: Network = Network {
	hospitals: &["Alice"],
	council: &["Alice"],
	min_authorities: 1,
	committee: &["Alice"],
	people: &["Bob", "Charlie", "Dave", "Eve", "Ferdie"],
	epoch_length: 10,
	// An authority of one, made by the same calls.
	authority: 1,
	sudo: Some("Alice"),
};
