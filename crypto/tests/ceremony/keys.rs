//! What a sharing is good for: records open and tokens come out, by the real equations.

use crate::{
	common::{User, World},
	rng, Attributes,
};
use curve25519_dalek::{RistrettoPoint, Scalar};
use salus_crypto::{
	authority::{self, deal, issue_partial, issue_update, AttributeKey, EpochCover, PublicParameters},
	ceremony::{Account, Kind, Resharing, ShareHead, Tokens},
	encoding::encode_gt,
	header::{Header, Sealed},
	predecrypt,
	shamir::lagrange_at_zero,
	tables::Tables,
	token::{self, evaluate, Blinds, Collector, Context, PublicKeys},
	tree::Node,
	Bls, Fr,
};

/// What the tests need of a kind beside what the crate says of it.
pub trait Used: Kind {
	/// A and Beta, or K.
	fn key(public: &Self::Public) -> Vec<u8>;

	/// How many shares make a key.
	fn threshold(public: &Self::Public) -> u16;

	fn resharing(public: &Self::Public, accounts: &[Account]) -> Resharing;

	/// Whether the public values are a sharing.
	fn is_sharing(public: &Self::Public) -> bool;

	/// Whether a share is what is public of it.
	fn belongs(share: &Self::Share, public: &Self::Public) -> bool;

	/// Whether these shares, used as hospitals use them, do what the key does.
	fn work(public: &Self::Public, shares: &[&Self::Share]) -> bool;

	/// Whether these secrets, used as if they were the whole key's, do what the key does.
	fn is_key(public: &Self::Public, secrets: &[Self::Scalar]) -> bool;
}

pub fn copy<K: Kind>(share: &K::Share) -> K::Share {
	K::share(K::head_of(share), &K::secrets_of(share)).unwrap()
}

pub fn index<K: Kind>(share: &K::Share) -> u16 {
	K::head_of(share).index
}

/// What shares give that are combined by their indices, whichever generations they are of.
pub fn combined<K: Kind>(shares: &[&K::Share]) -> Vec<K::Scalar> {
	let indices: Vec<u16> = shares.iter().map(|share| index::<K>(share)).collect();
	let coefficients = lagrange_at_zero::<K::Scalar>(&indices).unwrap();
	let mut sums = vec![K::Scalar::from(0); K::SECRETS];
	for (share, c) in shares.iter().zip(coefficients) {
		for (sum, secret) in sums.iter_mut().zip(K::secrets_of(share).iter()) {
			*sum = *sum + c * *secret;
		}
	}
	sums
}

/// A record of one field, sealed under a key, and a doctor whom its policy suits.
pub struct Record {
	world: World,
	doctor: User,
	sealed: Sealed<Bls>,
	cover: EpochCover,
}

impl Record {
	pub fn sealed_under(public: &PublicParameters) -> Self {
		let mut world = World {
			rng: rng(99),
			parameters: public.clone().validate().unwrap(),
			shares: Vec::new(),
			tables: Tables::with_capacity(4),
		};
		let doctor = world.user(5, &["consortium/cardiologist"]);
		let sealed = world.seal("consortium/cardiologist", b"payload");
		let cover = world.epoch(4, &[]);
		Self {
			world,
			doctor,
			sealed,
			cover,
		}
	}

	/// Attribute key, update key and both factors from the partials of these holders, each verified; then opening.
	pub fn opens_with(&mut self, public: &PublicParameters, shares: &[&authority::Share]) -> bool {
		self.world.parameters = public.clone().validate().unwrap();
		self.world.shares = shares.iter().map(|share| copy::<Attributes>(share)).collect();
		let (y1, y2) = self
			.world
			.factors(&self.doctor, &self.sealed, &self.cover)
			.unwrap();
		self.world
			.open_with(&self.doctor.secret, &self.sealed, &y1, &y2)
			.is_ok()
	}

	/// The same with what is taken for alpha and beta, by the equations alone.
	pub fn opens_by(&mut self, secrets: &[Fr]) -> bool {
		let head = ShareHead {
			index: 1,
			generation: 0,
			ceremony: [0; 32],
		};
		let Some(share) = Attributes::share(head, secrets) else {
			return false;
		};
		let node = Node::root(0);
		let rng = &mut self.world.rng;
		let part = issue_partial(&share, &self.doctor.checked, node, &mut self.world.tables, rng).unwrap();
		let key = AttributeKey {
			leaf: self.doctor.leaf,
			node,
			attributes: self.doctor.request.attributes.clone(),
			k: part.k,
			k_u: part.k_u,
			k_prime: part.k_prime,
		};
		let update = issue_update::<Bls>(&share, &self.cover, node, 0, rng)
			.unwrap()
			.key;
		let header = Header::<Bls>::from_bytes(&self.sealed.header).unwrap();
		let y1 = encode_gt::<Bls>(&predecrypt::y1(&key, &header).unwrap());
		let y2 = self
			.sealed
			.custodian_part
			.y2(&update, self.cover.epoch, &header)
			.unwrap();
		self.world
			.open_with(&self.doctor.secret, &self.sealed, &y1, &encode_gt::<Bls>(&y2))
			.is_ok()
	}
}

impl Used for Attributes {
	fn key(public: &PublicParameters) -> Vec<u8> {
		[public.a, public.beta].concat()
	}

	fn threshold(public: &PublicParameters) -> u16 {
		public.threshold
	}

	fn resharing(public: &PublicParameters, accounts: &[Account]) -> Resharing {
		Resharing::of_parameters(public, accounts).unwrap()
	}

	fn is_sharing(public: &PublicParameters) -> bool {
		public.clone().validate::<Bls>().is_ok()
	}

	fn belongs(share: &authority::Share, public: &PublicParameters) -> bool {
		share.check(&public.clone().validate::<Bls>().unwrap()).is_ok()
	}

	fn work(public: &PublicParameters, shares: &[&authority::Share]) -> bool {
		Record::sealed_under(public).opens_with(public, shares)
	}

	fn is_key(public: &PublicParameters, secrets: &[Fr]) -> bool {
		Record::sealed_under(public).opens_by(secrets)
	}
}

/// The token of one keyword, made as hospitals make it.
pub fn token_of(public: &PublicKeys, shares: &[&token::Share]) -> Option<[u8; 32]> {
	let context = Context {
		genesis: [1; 32],
		asker: [2; 32],
	};
	let keys = public.clone().validate().unwrap();
	let blinds = Blinds::new(&[b"http://snomed.info/sct|44054006"], &mut rng(5)).unwrap();
	let mut collector = Collector::new(&keys, context, &blinds);
	for share in shares {
		let answer = evaluate(share, &context, blinds.blinded(), &mut rng(6)).unwrap();
		collector.add(&answer).unwrap();
	}
	Some(*collector.tokens().ok()?.first()?.to_bytes())
}

impl Used for Tokens {
	fn key(public: &PublicKeys) -> Vec<u8> {
		public.key.to_vec()
	}

	fn threshold(public: &PublicKeys) -> u16 {
		public.threshold
	}

	fn resharing(public: &PublicKeys, accounts: &[Account]) -> Resharing {
		Resharing::of_token_keys(public, accounts).unwrap()
	}

	fn is_sharing(public: &PublicKeys) -> bool {
		public.clone().validate().is_ok()
	}

	fn belongs(share: &token::Share, public: &PublicKeys) -> bool {
		share.check(&public.clone().validate().unwrap()).is_ok()
	}

	fn work(public: &PublicKeys, shares: &[&token::Share]) -> bool {
		token_of(public, shares).is_some()
	}

	fn is_key(public: &PublicKeys, secrets: &[Scalar]) -> bool {
		let [k] = secrets else { return false };
		RistrettoPoint::mul_base(k).compress().to_bytes() == public.key
	}
}

#[test]
fn what_a_dealer_makes_is_told_from_what_is_off_by_one() {
	let (public, shares) = deal::<Bls>(2, 3, &mut rng(1)).unwrap();
	let two: Vec<_> = shares.iter().take(2).collect();
	let mut secrets = combined::<Attributes>(&two);
	assert!(Attributes::work(&public, &two));
	assert!(Attributes::is_key(&public, &secrets));
	secrets[0] += Fr::from(1u64);
	assert!(!Attributes::is_key(&public, &secrets));
}
