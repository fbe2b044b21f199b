//! Four hospitals, a patient, and a schema.

use rand::{rngs::StdRng, SeedableRng};
use salus_crypto::{
	credential::*,
	encoding::{decode_g1, DecodeError, G1Bytes},
	keys::KeyContext,
	Bls,
};

pub const GENESIS: [u8; 32] = [1; 32];
pub const PATIENT: [u8; 32] = [2; 32];
pub const RECORD: [u8; 32] = [3; 32];
pub const ROOT: [u8; 32] = [4; 32];
pub const PAYEE: [u8; 32] = [5; 32];
pub const BUYER: [u8; 32] = [6; 32];
pub const QUARTER: u32 = 4 * 2026 + 3;

/// Attributes of the schema.
pub const BIRTH: u8 = 0;
pub const CONDITION: u8 = 1;
pub const HBA1C: u8 = 2;
pub const RESOURCES: u8 = 3;

pub fn schema() -> Schema {
	let attributes = [
		("birth decade", Kind::Bucket),
		("condition 44054006", Kind::Bucket),
		("latest 4548-4", Kind::Integer),
		("resources", Kind::Bucket),
	];
	Schema::new(attributes.map(|(name, kind)| (name.into(), kind)).to_vec()).unwrap()
}

pub fn values() -> Vec<Value> {
	vec![
		Value::Bucket(b"1950".to_vec()),
		Value::Bucket(b"yes".to_vec()),
		Value::Integer(72),
		Value::Bucket(b"100-999".to_vec()),
	]
}

pub struct World {
	pub rng: StdRng,
	pub issuers: Vec<IssuerSecret>,
	pub keys: Vec<IssuerKey>,
	pub secret: CredentialSecret,
}

impl World {
	pub fn new() -> Self {
		Self::with_issuers(4)
	}

	pub fn with_issuers(count: usize) -> Self {
		let mut rng = StdRng::seed_from_u64(5);
		let issuers: Vec<IssuerSecret> = (0..count).map(|_| IssuerSecret::generate(&mut rng)).collect();
		Self {
			keys: issuers.iter().map(IssuerSecret::key::<Bls>).collect(),
			secret: CredentialSecret::generate(&mut rng),
			issuers,
			rng,
		}
	}

	pub fn context(&self, issuer: usize) -> IssuanceContext {
		IssuanceContext {
			genesis: GENESIS,
			issuer: self.keys[issuer].pk1,
			patient: PATIENT,
			record: RECORD,
		}
	}

	pub fn issue_to(
		&mut self,
		issuer: usize,
		secret: &CredentialSecret,
		schema: &Schema,
		values: Vec<Value>,
	) -> Credential {
		let context = self.context(issuer);
		let request = secret.request::<Bls>(&context, &mut self.rng);
		let claims = Claims {
			root: ROOT,
			quarter: QUARTER,
			values,
		};
		self.issuers[issuer]
			.issue::<Bls>(&context, &request, schema, claims, &mut self.rng)
			.unwrap()
	}

	pub fn issue(&mut self, issuer: usize) -> Credential {
		let secret = CredentialSecret::from_bytes(&self.secret.to_bytes()).unwrap();
		self.issue_to(issuer, &secret, &schema(), values())
	}

	pub fn account(account: [u8; 32]) -> KeyContext {
		KeyContext {
			genesis: GENESIS,
			account,
		}
	}
}

/// Refusal of a value that must not be: types with secrets print nothing.
pub fn refused<T, E>(result: Result<T, E>) -> E {
	match result {
		Ok(_) => panic!("accepted"),
		Err(error) => error,
	}
}

/// A point of the curve outside the subgroup.
pub fn off_subgroup() -> G1Bytes {
	(1u8..)
		.map(|x| {
			let mut bytes = [0; 48];
			(bytes[0], bytes[47]) = (0x80, x);
			bytes
		})
		.find(|bytes| decode_g1::<Bls>(bytes) == Err(DecodeError::NotInSubgroup))
		.unwrap()
}

/// The identity of G1.
pub fn identity() -> G1Bytes {
	let mut bytes = [0; 48];
	bytes[0] = 0xc0;
	bytes
}
