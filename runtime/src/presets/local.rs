//! Four hospitals on one machine, governed by a council of four and run by a technical committee of their engineers,
//! with the people of the demonstrations. Nobody is Root.

use super::Network;

pub(super) const NETWORK: Network = Network {
	hospitals: &["StMary", "Charite", "Karolinska", "Mayo"],
	// One may be suspended or benched.
	min_authorities: 3,
	council: &["CouncilA", "CouncilB", "CouncilC", "CouncilD"],
	// Whoever runs the machines.
	committee: &["StMary", "Charite", "Karolinska", "Mayo"],
	people: &[
		"Cardiologist",
		"Nurse",
		"Stranger",
		"Resident",
		"Resident",
		"Patient",
		"Auditor",
		"Researcher",
		"Buyer",
	],
	epoch_length: 10,
	authority: 3,
	sudo: None,
};
