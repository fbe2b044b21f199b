//! What holds the project to each rule: tests by file and name, and what the README says is trust.

use std::{fs, path::Path};

/// How a rule is kept.
pub struct Enforced {
	/// Tests that fail if the code breaks the rule.
	tests: &'static [(&'static str, &'static str)],
	/// What cannot be enforced, in the words of the README's security model.
	trust: Option<&'static str>,
}

const RULES: &str = "crypto/tests/rules.rs";
const KEY_AUTHORITY: &str = "pallets/key-authority/src/tests";
const SERVICES: &str = "rpc/src/services/tests";

pub const CUSTODIAN: Enforced = Enforced {
	tests: &[
		(RULES, "a_factor_of_the_custodian_serves_one_node"),
		(SERVICES, "a_doctor_without_key_or_wrap_key_gets_no_factor"),
		(SERVICES, "a_node_that_does_not_cover_the_leaf_gets_no_factor"),
	],
	trust: Some("`C_T` and `Y2` stay with the custodian"),
};
pub const CUSTODIAN_TRUSTED: Enforced = Enforced {
	tests: &[(SERVICES, "a_revoked_doctor_gets_no_factor_of_an_old_record")],
	trust: Some("**Trusts the custodian**"),
};
pub const NEW_LEAF: Enforced = Enforced {
	tests: &[
		(RULES, "withdrawing_an_attribute_moves_the_user_to_a_new_leaf"),
		(
			KEY_AUTHORITY,
			"withdrawing_an_attribute_revokes_the_leaf_for_ever",
		),
	],
	trust: None,
};
pub const LEAF_ONCE: Enforced = Enforced {
	tests: &[
		(RULES, "a_leaf_is_used_once_because_its_old_keys_revive_with_it"),
		(
			KEY_AUTHORITY,
			"staff_get_the_next_leaf_of_the_era_and_pay_a_deposit",
		),
		(
			KEY_AUTHORITY,
			"a_revoked_account_gets_a_new_leaf_only_after_it_is_restored",
		),
	],
	trust: None,
};
pub const PATH: Enforced = Enforced {
	tests: &[
		(RULES, "the_path_comes_from_the_chain"),
		(KEY_AUTHORITY, "a_path_can_be_corrected_until_the_first_grant"),
	],
	trust: None,
};
pub const WEIGHTED: Enforced = Enforced {
	tests: &[(RULES, "checks_of_n_theta_are_weighted")],
	trust: None,
};
pub const IDENTITY: Enforced = Enforced {
	tests: &[(RULES, "the_identity_is_refused")],
	trust: None,
};
pub const ONE_COVER: Enforced = Enforced {
	tests: &[
		(RULES, "authorities_answer_for_the_cover_alone"),
		(KEY_AUTHORITY, "nodes_outside_the_cover_are_refused"),
		(SERVICES, "update_partials_are_for_the_current_epoch_alone"),
	],
	trust: None,
};
pub const SEED: Enforced = Enforced {
	tests: &[(RULES, "a_seed_belongs_to_one_header")],
	trust: None,
};
pub const SCALED: Enforced = Enforced {
	tests: &[
		(RULES, "node_secrets_are_scaled_by_x"),
		(
			RULES,
			"a_revoked_user_gains_nothing_from_honest_users_public_keys",
		),
	],
	trust: None,
};

impl Enforced {
	/// The tests exist, and the README says what is trust.
	pub fn check(&self) {
		let workspace =
			Path::new(&std::env::var("CARGO_MANIFEST_DIR").expect("cargo test says where the crate is"))
				.join("..");
		for (place, name) in self.tests {
			let needle = format!("fn {name}()");
			assert!(
				sources(&workspace.join(place)).contains(&needle),
				"{place} has no test {name}"
			);
		}
		if let Some(words) = self.trust {
			assert!(
				sources(&workspace.join("README.md")).contains(words),
				"the README does not say: {words}"
			);
		}
	}
}

/// The text of a file, or of all files of a folder.
fn sources(place: &Path) -> String {
	if !place.is_dir() {
		return fs::read_to_string(place).unwrap_or_else(|error| panic!("{}: {error}", place.display()));
	}
	let entries = fs::read_dir(place).unwrap_or_else(|error| panic!("{}: {error}", place.display()));
	entries
		.map(|entry| sources(&entry.expect("the folder can be read").path()))
		.collect()
}
