//! What the people of the fuzzed chain keep to themselves, and what they prove with it. Proofs are made once.

use crate::common::sessions::equivocation;
use codec::Encode;
use curve25519_dalek::Scalar;
use frame_support::traits::KeyOwnerProofSystem;
use rand::rngs::StdRng;
use salus_crypto::{
	authority::{combine_update_keys, deal, issue_update, EpochCover, Parameters, PublicParameters, Share},
	credential::IssuerSecret,
	encoding::encode_scalar,
	keys::{self, prove_paired_key, prove_ristretto_key, KeyContext},
	report::ReceiptSecret,
	Bls, Fr,
};
use salus_primitives::{
	authority::{Epoch, Era, Node, UpdateKey},
	hospital::{KeyPurpose, ProvenKey, ProvenPairedKey},
};
use salus_runtime::{configs::consensus::KeyOwnerProof, AccountId, Hash, Historical, Runtime, SessionKeys};
use sp_consensus_grandpa::{EquivocationProof, KEY_TYPE};
use sp_core::{ed25519, proof_of_possession::statement_of_ownership, sr25519, Pair};
use std::collections::BTreeMap;

/// Authorities that share the key authority, and how many of them make a key.
pub const AUTHORITIES: usize = 3;
const THRESHOLD: usize = 2;

/// The session keys of a validator.
pub struct SessionPair {
	aura: sr25519::Pair,
	grandpa: ed25519::Pair,
}

impl SessionPair {
	fn derive(path: &str) -> Self {
		Self {
			aura: sr25519::Pair::from_string(path, None).expect("any path derives"),
			grandpa: ed25519::Pair::from_string(path, None).expect("any path derives"),
		}
	}

	/// The public keys.
	pub fn keys(&self) -> SessionKeys {
		SessionKeys {
			aura: self.aura.public().into(),
			grandpa: self.grandpa.public().into(),
		}
	}

	/// That they are `owner`'s.
	pub fn proof(&self, owner: &AccountId) -> Vec<u8> {
		let statement = statement_of_ownership(&owner.encode());
		(self.aura.sign(&statement), self.grandpa.sign(&statement)).encode()
	}
}

/// All secrets but those of accounts.
pub struct Secrets {
	genesis: [u8; 32],
	wrapping: BTreeMap<(AccountId, u8, bool), ProvenKey>,
	paired: BTreeMap<(AccountId, u64), ProvenPairedKey>,
	/// Places of operators: no two hospitals issue under one key.
	places: BTreeMap<AccountId, u64>,
	/// Secrets of issuer keys.
	issuers: BTreeMap<[u8; 48], u64>,
	/// Secrets of receipt keys.
	receipts: BTreeMap<[u8; 32], Scalar>,
	sessions: BTreeMap<AccountId, [SessionPair; 2]>,
	parameters: Parameters<Bls>,
	shares: Vec<Share>,
	points: Vec<([u8; 48], [u8; 96])>,
	round: u64,
}

impl Secrets {
	/// Deals the key authority's secrets, and says what the chain is told of them. `operators`: with their names; the first
	/// are the authorities. Dealt in this process, so that update keys can be made and forged; no node takes part here.
	pub fn new(dice: &mut StdRng, operators: &[(String, AccountId)]) -> (Self, PublicParameters) {
		let (public, shares) =
			deal::<Bls>(THRESHOLD as u16, AUTHORITIES as u16, dice).expect("a sound threshold");
		let told = public.clone();
		let sessions = operators
			.iter()
			.map(|(name, who)| {
				let pairs = [format!("//{name}"), format!("//{name}//next")];
				(who.clone(), pairs.map(|path| SessionPair::derive(&path)))
			})
			.collect();
		let context = KeyContext {
			genesis: [0; 32],
			account: [0; 32],
		};
		// Points of the right groups, for update keys that satisfy no equation.
		let points = (2..5u64)
			.map(|x| {
				let (q, q_prime, _) =
					prove_paired_key::<Bls>(keys::KeyPurpose::Issuer, &Fr::from(x), &context, dice);
				(q, q_prime)
			})
			.collect();
		let secrets = Self {
			genesis: [0; 32],
			wrapping: BTreeMap::new(),
			paired: BTreeMap::new(),
			places: operators.iter().map(|(_, who)| who.clone()).zip(0..).collect(),
			issuers: BTreeMap::new(),
			receipts: BTreeMap::new(),
			sessions,
			parameters: public.validate::<Bls>().expect("a dealing is valid"),
			shares,
			points,
			round: 0,
		};
		(secrets, told)
	}

	/// Proofs name the chain, by this hash.
	pub fn bind_to(&mut self, genesis: Hash) {
		self.genesis = genesis.into();
		self.wrapping.clear();
		self.paired.clear();
	}

	/// The chain's first block.
	pub fn genesis(&self) -> [u8; 32] {
		self.genesis
	}

	/// What proofs of `who` are bound to.
	pub fn context(&self, who: &AccountId) -> KeyContext {
		KeyContext {
			genesis: self.genesis,
			account: who.clone().into(),
		}
	}

	/// A key of `who` for `purpose`; there are two.
	pub fn key(&mut self, dice: &mut StdRng, who: &AccountId, purpose: KeyPurpose, other: bool) -> ProvenKey {
		let (named, number) = match purpose {
			KeyPurpose::Wrap => (keys::KeyPurpose::Wrap, 0),
			KeyPurpose::Report => (keys::KeyPurpose::Report, 1),
			KeyPurpose::Trade => (keys::KeyPurpose::Trade, 2),
			KeyPurpose::Receipt => (keys::KeyPurpose::Receipt, 3),
		};
		let context = self.context(who);
		let place = (who.clone(), number, other);
		*self.wrapping.entry(place).or_insert_with(|| {
			let secret = Scalar::random(dice);
			let (key, proof) = prove_ristretto_key(named, &secret, &context, dice);
			if purpose == KeyPurpose::Receipt {
				self.receipts.insert(key, secret);
			}
			ProvenKey { key, proof: proof.0 }
		})
	}

	/// The secret of a receipt key.
	pub fn receipt(&self, key: &[u8; 32]) -> Option<ReceiptSecret> {
		ReceiptSecret::from_bytes(&self.receipts.get(key)?.to_bytes()).ok()
	}

	/// The key of the secret `x` of `who`.
	fn pair(
		&mut self,
		dice: &mut StdRng,
		who: &AccountId,
		purpose: keys::KeyPurpose,
		x: u64,
	) -> ProvenPairedKey {
		let context = self.context(who);
		*self.paired.entry((who.clone(), x)).or_insert_with(|| {
			let (pk1, pk2, proof) = prove_paired_key::<Bls>(purpose, &Fr::from(x), &context, dice);
			ProvenPairedKey {
				pk1,
				pk2,
				proof: proof.0,
			}
		})
	}

	/// An issuer key of `who`; there are two.
	pub fn issuer_key(&mut self, dice: &mut StdRng, who: &AccountId, other: bool) -> ProvenPairedKey {
		let place = self.places.get(who).copied().unwrap_or(self.places.len() as u64);
		let x = 2 * place + if other { 17 } else { 16 };
		let key = self.pair(dice, who, keys::KeyPurpose::Issuer, x);
		self.issuers.insert(key.pk1, x);
		key
	}

	/// The secret of an issuer key.
	pub fn issuer(&self, pk1: &[u8; 48]) -> Option<IssuerSecret> {
		let x = self.issuers.get(pk1)?;
		IssuerSecret::from_bytes(&encode_scalar(&Fr::from(*x))).ok()
	}

	/// The user's key of `who`.
	pub fn user_key(&mut self, dice: &mut StdRng, who: &AccountId) -> ProvenPairedKey {
		self.pair(dice, who, keys::KeyPurpose::Abe, 8)
	}

	/// The session keys of `who`: there are two sets.
	pub fn session(&self, who: &AccountId) -> Option<&[SessionPair; 2]> {
		self.sessions.get(who)
	}

	/// Two votes of a validator in one round of the current voters, and whose key it is. Each in a round of its own.
	pub fn equivocation(&mut self, who: &AccountId) -> Option<(EquivocationProof<Hash, u32>, KeyOwnerProof)> {
		let stored = pallet_session::NextKeys::<Runtime>::get(who)?.grandpa;
		let pair = &self
			.sessions
			.get(who)?
			.iter()
			.find(|pair| pair.keys().grandpa == stored)?
			.grandpa;
		let proof = Historical::prove((KEY_TYPE, stored))?;
		self.round += 1;
		let set_id = pallet_grandpa::CurrentSetId::<Runtime>::get();
		Some((equivocation(pair, self.round, set_id), proof))
	}

	/// The update key of a node and an era, as the authorities make it.
	pub fn update_key(&self, dice: &mut StdRng, epoch: Epoch, node: Node, era: Era) -> UpdateKey {
		let cover = EpochCover {
			epoch,
			nodes: vec![node.into()],
			eras: era..=era,
		};
		let partials: Vec<_> = self.shares[..THRESHOLD]
			.iter()
			.map(|share| issue_update::<Bls>(share, &cover, node.into(), era, dice).expect("in the cover"))
			.collect();
		let key = combine_update_keys(&self.parameters, &partials).expect("enough authorities");
		UpdateKey::of(&key)
	}

	/// An update key of points that decode, and that satisfies nothing.
	pub fn bad_update_key(&self, node: Node, era: Era) -> UpdateKey {
		let place = (node.index as usize + era as usize) % self.points.len();
		let (q, q_prime) = self.points[place];
		UpdateKey {
			node,
			era,
			q,
			q_prime,
		}
	}
}
