//! What holds the code to each rule.

/// How a rule is kept.
pub enum Enforced {
	/// By code, to which a test holds it: the file, from the root of the workspace, and the test's name.
	Test {
		file: &'static str,
		name: &'static str,
	},
	/// By trust, which the README's security model states.
	Trust,
}

pub const CUSTODIAN: Enforced = Enforced::Trust;
pub const CUSTODIAN_TRUSTED: Enforced = Enforced::Trust;
pub const NEW_LEAF: Enforced = Enforced::Trust;
pub const LEAF_ONCE: Enforced = Enforced::Trust;
pub const PATH: Enforced = Enforced::Trust;
pub const WEIGHTED: Enforced = Enforced::Trust;
pub const IDENTITY: Enforced = Enforced::Trust;
pub const ONE_COVER: Enforced = Enforced::Trust;
pub const SEED: Enforced = Enforced::Trust;
pub const SCALED: Enforced = Enforced::Trust;

impl Enforced {
	/// The test named exists.
	pub fn check(&self) {
		let Self::Test { file, name } = self else { return };
		let path = std::path::Path::new(env!("CARGO_MANIFEST_DIR")).join("..").join(file);
		let text = std::fs::read_to_string(&path).unwrap_or_else(|error| panic!("{file}: {error}"));
		assert!(text.contains(&format!("fn {name}()")), "{file} has no test {name}");
	}
}
