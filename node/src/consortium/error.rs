//! Why a network cannot begin.

use std::fmt;

/// What is wrong with a form or a specification, and where.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Error {
	/// The file cannot be read as what it should be.
	Malformed(String),
	/// Fields that nobody has filled in, each with what belongs there.
	NotFilledIn(Vec<(String, String)>),
	/// A form where a specification is asked for.
	Form,
	/// A field holds a key that everybody knows.
	DevelopmentKey {
		/// The field.
		field: String,
		/// The key's secret URI.
		secret: String,
	},
	/// The genesis holds a key that everybody knows.
	DevelopmentKeyInState {
		/// The key's secret URI.
		secret: String,
		/// Where it lies in the state.
		entry: String,
	},
	/// Somebody would be Root.
	SuperUser {
		/// The field, or where it lies in the state.
		field: String,
	},
	/// One hospital could hold a key of the authority alone.
	AuthorityOfOne {
		/// Where it lies in the state.
		field: String,
		/// The fewest members that a sharing may have.
		found: u16,
	},
	/// Fewer validators than survive the loss of one.
	TooFewHospitals {
		/// How many there are.
		found: usize,
	},
	/// The council is empty.
	NoCouncil,
	/// Two hospitals have the same account or key.
	Twice {
		/// The second field.
		field: String,
	},
	/// Two accounts for one hospital.
	OtherAccount {
		/// The field of the second.
		field: String,
	},
	/// A hospital with session keys and no bond, or the other way round.
	Unmatched {
		/// The field with the account that the other list lacks.
		field: String,
		/// The other list.
		lacks_in: &'static str,
	},
	/// A bond that no validator may have.
	BondTooSmall {
		/// The field.
		field: String,
		/// The bond.
		found: u128,
		/// The smallest there may be.
		least: u128,
	},
	/// A hospital cannot pay its bond and exist.
	BondNotCovered {
		/// The field with the bond.
		field: String,
		/// What the hospital must own.
		needed: u128,
		/// What it owns.
		found: u128,
	},
	/// A number outside of its bounds.
	OutOfBounds {
		/// The field.
		field: String,
		/// The number.
		found: u64,
		/// The smallest there may be.
		least: u64,
		/// The largest there may be.
		most: u64,
	},
	/// Authorities given beside the session keys, which would contradict them.
	TwoSources {
		/// The field.
		field: String,
	},
	/// A name that does not do for folders and protocols.
	Id(String),
	/// The runtime refuses the genesis.
	Refused(String),
	/// The program carries no runtime.
	NoRuntime,
}

impl fmt::Display for Error {
	fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
		match self {
			Self::Malformed(why) => write!(f, "{why}"),
			Self::NotFilledIn(fields) => {
				// On one line: the node prints errors escaped.
				let fields: Vec<_> = fields
					.iter()
					.map(|(field, what)| format!("{field} ({what})"))
					.collect();
				write!(f, "not filled in: {}", fields.join("; "))
			}
			Self::Form => write!(
				f,
				"this is the form of a consortium: build the specification with `salus-node consortium build`"
			),
			Self::DevelopmentKey { field, secret } => write!(
				f,
				"{field} is the key of `{secret}`, whose secret everybody knows: generate one with `salus-node key generate`"
			),
			Self::DevelopmentKeyInState { secret, entry } => write!(
				f,
				"the genesis holds the key of `{secret}`, whose secret everybody knows, in {entry}; \
				a chain that is not of the type Development or Local must not"
			),
			Self::SuperUser { field } => write!(
				f,
				"{field} makes somebody Root: only development networks have a sudo key"
			),
			Self::AuthorityOfOne { field, found } => write!(
				f,
				"{field} allows a sharing of {found}, and who holds a key of the authority alone opens every record: \
				only the network of one node for development may have that"
			),
			Self::TooFewHospitals { found } => write!(
				f,
				"genesis.session.keys has {found} hospitals, and a network needs {} to survive the loss of one",
				super::template::FEWEST_HOSPITALS
			),
			Self::NoCouncil => write!(f, "genesis.councilMembership.members is empty: nobody could govern"),
			Self::Twice { field } => write!(f, "{field} stands there a second time"),
			Self::OtherAccount { field } => write!(
				f,
				"{field} differs from the account before it: a hospital validates under its own account"
			),
			Self::Unmatched { field, lacks_in } => write!(
				f,
				"{field} has no entry in {lacks_in}: each first hospital has session keys and a bond"
			),
			Self::BondTooSmall { field, found, least } => {
				write!(f, "{field}: a bond of {found} is smaller than {least}, the smallest")
			}
			Self::BondNotCovered { field, needed, found } => write!(
				f,
				"{field}: the hospital owns {found} in genesis.balances.balances and needs {needed}, \
				its bond and what an account must keep"
			),
			Self::OutOfBounds {
				field,
				found,
				least,
				most,
			} => write!(f, "{field} is {found} and must lie between {least} and {most}"),
			Self::TwoSources { field } => write!(
				f,
				"{field} must be empty: the authorities come from genesis.session.keys"
			),
			Self::Id(id) => write!(f, "id: `{id}` is not made of a-z, 0-9 and -, up to 32 of them"),
			Self::Refused(why) => write!(f, "the runtime refuses the genesis: {why}"),
			Self::NoRuntime => write!(f, "this binary was built without a runtime (`SKIP_WASM_BUILD`)"),
		}
	}
}
