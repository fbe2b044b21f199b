//! What is asked of a chain: calls of many accounts, all signed before the first is sent.

use super::side::{address, endow};
use anyhow::{ensure, Result};
use codec::Encode;
use frame_support::dispatch::{DispatchClass, GetDispatchInfo};
use salus_primitives::{
	record::{record_payload, ConsentTarget, Grantee, Location},
	Hash, Nonce, SAL,
};
use salus_runtime::{
	configs::limits::RuntimeBlockWeights, extensions, Runtime, RuntimeCall, SignedPayload, UncheckedExtrinsic,
};
use serde_json::{json, Map, Value};
use sp_core::{crypto::AccountId32, sr25519, Pair};
use sp_io::hashing::blake2_256;
use sp_runtime::generic::Era;
use std::{collections::HashMap, num::NonZeroUsize, thread};

/// Accredited hospitals that a chain begins with where its load speaks of hospitals.
const HOSPITALS: usize = 64;
/// What everybody who pays has: fees of a run cost a hundredth of it.
const ENDOWMENT: u128 = 1_000_000 * SAL;
/// What is transferred.
const AMOUNT: u128 = SAL / 1_000_000;
/// A block that no run reaches.
const EXPIRY: u32 = 1_000_000;
/// Bytes of the ciphertext that a record speaks of.
const BLOB_LENGTH: u64 = 65_536;

/// What is called.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Kind {
	/// `balances.transfer_keep_alive`, between accounts that exist.
	Transfers,
	/// `ehrIndex.grant_consent` and `ehrIndex.withdraw_consent` in turn, by patients.
	Consents,
	/// `ehrIndex.register_record`, by hospitals.
	Records,
}

impl Kind {
	/// Its name in reports.
	pub fn name(self) -> &'static str {
		match self {
			Self::Transfers => "transfers",
			Self::Consents => "consents",
			Self::Records => "records",
		}
	}
}

/// Calls of a kind, and who signs them.
pub struct Load {
	/// What is called.
	pub kind: Kind,
	senders: Vec<sr25519::Pair>,
	hospitals: Vec<AccountId32>,
	patients: Vec<AccountId32>,
}

/// What a signature depends on beside the call.
#[derive(Clone, Copy, Debug)]
pub struct ChainId {
	/// Hash of the first block.
	pub genesis: Hash,
	/// Version of the runtime.
	pub spec_version: u32,
	/// Version of its transactions.
	pub transaction_version: u32,
}

/// Signed calls, in the order in which they are to be sent: the first of each sender, then the second, and so on.
pub struct Signed {
	/// Each in hexadecimal, as JSON-RPC takes it.
	pub texts: Vec<String>,
	/// Each by its hash.
	pub numbers: HashMap<Hash, u32>,
	/// How many accounts sign.
	pub senders: usize,
}

fn pair(what: &str, number: usize) -> sr25519::Pair {
	sr25519::Pair::from_seed(&blake2_256(
		format!("salus throughput {what} {number}").as_bytes(),
	))
}

fn account(pair: &sr25519::Pair) -> AccountId32 {
	pair.public().into()
}

impl Load {
	/// A load by `accounts` people; records are registered by hospitals, of which there are fewer.
	pub fn new(kind: Kind, accounts: usize) -> Self {
		let people = |what, count| (0..count).map(|i| pair(what, i)).collect::<Vec<_>>();
		let of = |pairs: &[sr25519::Pair]| pairs.iter().map(account).collect();
		let hospitals = people("hospital", HOSPITALS);
		let patients = people("patient", accounts);
		match kind {
			Kind::Transfers => Self {
				kind,
				senders: people("payer", accounts),
				hospitals: Vec::new(),
				patients: Vec::new(),
			},
			Kind::Consents => Self {
				kind,
				hospitals: of(&hospitals),
				patients: of(&patients),
				senders: patients,
			},
			Kind::Records => Self {
				kind,
				hospitals: of(&hospitals),
				patients: of(&patients),
				senders: hospitals,
			},
		}
	}

	/// Puts its people into a genesis.
	pub fn enter(&self, genesis: &mut Map<String, Value>) -> Result<()> {
		if !self.hospitals.is_empty() {
			let hex = |byte: u8, length| format!("0x{}", hex::encode(vec![byte; length]));
			let hospitals: Vec<_> = self
				.hospitals
				.iter()
				.enumerate()
				.map(|(i, operator)| {
					json!({
						"operator": address(operator),
						"handle": format!("hospital-{i}"),
						"endpoint": "ws://127.0.0.1:9944",
						"wrapKey": hex(1, 32),
						// Nothing that is called here reads the issuer key.
						"issuerPk1": hex(2, 48),
						"issuerPk2": hex(3, 96),
					})
				})
				.collect();
			let patients: Vec<_> = self
				.patients
				.iter()
				.enumerate()
				.map(|(i, patient)| {
					let sponsor = i % self.hospitals.len();
					json!({ "account": address(patient), "hospital": sponsor, "wrapKey": hex(4, 32) })
				})
				.collect();
			genesis.insert(
				"hospitalRegistry".into(),
				json!({ "hospitals": hospitals, "patients": patients }),
			);
		}
		endow(genesis, self.senders.iter().map(account), ENDOWMENT)
	}

	/// Signs as many calls as fill `blocks` blocks, and `more`.
	pub fn sign(&self, chain: ChainId, blocks: usize, more: usize) -> Result<Signed> {
		let count = self.block_capacity(chain)? * blocks + more;
		let workers = thread::available_parallelism().map_or(1, NonZeroUsize::get);
		let share = count.div_ceil(workers).max(1);
		let numbers: Vec<usize> = (0..count).collect();
		let parts: Vec<Vec<(Hash, String)>> = thread::scope(|scope| {
			let running: Vec<_> = numbers
				.chunks(share)
				.map(|part| {
					scope.spawn(move || {
						part.iter()
							.map(|number| self.signed(*number, chain).map(|extrinsic| text(&extrinsic)))
							.collect::<Result<Vec<_>>>()
					})
				})
				.collect();
			running
				.into_iter()
				.map(|worker| worker.join().map_err(|_| anyhow::anyhow!("a signer panicked"))?)
				.collect::<Result<_>>()
		})?;
		let mut signed = Signed {
			texts: Vec::with_capacity(count),
			numbers: HashMap::with_capacity(count),
			senders: self.senders.len(),
		};
		for (number, (hash, text)) in (0u32..).zip(parts.into_iter().flatten()) {
			signed.numbers.insert(hash, number);
			signed.texts.push(text);
		}
		ensure!(signed.numbers.len() == count, "two calls are the same");
		Ok(signed)
	}

	/// Calls that fit into a block by their declared weight, and a quarter more: weight that is not used is given back.
	fn block_capacity(&self, chain: ChainId) -> Result<usize> {
		let weights = RuntimeBlockWeights::get();
		let normal = weights.get(DispatchClass::Normal);
		let room = normal.max_total.map_or(u64::MAX, |total| total.ref_time());
		let mut lightest = u64::MAX;
		// Loads alternate between at most two calls of a sender.
		for nonce in 0..2 {
			let info = self
				.signed(nonce * self.senders.len(), chain)?
				.get_dispatch_info();
			let weight = info.total_weight().saturating_add(normal.base_extrinsic);
			lightest = lightest.min(weight.ref_time());
		}
		let fitting = room / lightest.max(1);
		Ok(usize::try_from(fitting + fitting / 4)?)
	}

	fn signed(&self, number: usize, chain: ChainId) -> Result<UncheckedExtrinsic> {
		let sender = &self.senders[number % self.senders.len()];
		let nonce = Nonce::try_from(number / self.senders.len())?;
		let call = self.call(number, nonce, sender, chain.genesis)?;
		let implicit = (
			(),
			chain.spec_version,
			chain.transaction_version,
			chain.genesis,
			// Immortal: the first block stands for the block of birth.
			chain.genesis,
			(),
			(),
			(),
			(),
			None,
			(),
		);
		let payload = SignedPayload::from_raw(call, extensions::plain(Era::Immortal, nonce), implicit);
		let signature = payload.using_encoded(|bytes| sender.sign(bytes));
		let (call, extension, _) = payload.deconstruct();
		Ok(UncheckedExtrinsic::new_signed(
			call,
			account(sender).into(),
			signature.into(),
			extension,
		))
	}

	fn call(
		&self,
		number: usize,
		nonce: Nonce,
		sender: &sr25519::Pair,
		genesis: Hash,
	) -> Result<RuntimeCall> {
		Ok(match self.kind {
			Kind::Transfers => {
				let receiver = &self.senders[(number + 1) % self.senders.len()];
				pallet_balances::Call::<Runtime>::transfer_keep_alive {
					dest: account(receiver).into(),
					value: AMOUNT,
				}
				.into()
			}
			Kind::Consents => {
				let mut scope = [0; 16];
				scope[..4].copy_from_slice(&(nonce / 2).to_le_bytes());
				let target = ConsentTarget::Scope(scope);
				let turn = number % self.senders.len() + usize::try_from(nonce / 2)?;
				let grantee = Grantee::Hospital(u32::try_from(turn % self.hospitals.len())?);
				if nonce.is_multiple_of(2) {
					pallet_ehr_index::Call::<Runtime>::grant_consent {
						target,
						grantee,
						expires_at: EXPIRY,
					}
					.into()
				} else {
					pallet_ehr_index::Call::<Runtime>::withdraw_consent { target, grantee }.into()
				}
			}
			Kind::Records => {
				let record = Hash::from(blake2_256(&(b"record", number as u64).encode()));
				let patient = self.patients[number % self.patients.len()].clone();
				let scope = [7; 16];
				let commitment = Hash::from(blake2_256(&(b"commitment", number as u64).encode()));
				let payload = record_payload(genesis, record, &patient, scope, commitment);
				let registration = pallet_ehr_index::Registration {
					patient,
					scope,
					commitment,
					blob_digest: Hash::from(blake2_256(&(b"blob", number as u64).encode())),
					blob_length: BLOB_LENGTH,
					location: location(record)?,
					era: 0,
					signature: sender.sign(&payload).into(),
				};
				pallet_ehr_index::Call::<Runtime>::register_record { record, registration }.into()
			}
		})
	}
}

/// Where the ciphertext of a record is said to lie.
fn location(record: Hash) -> Result<Location> {
	Location::try_from(format!("file:///records/{}", hex::encode(record)).into_bytes())
		.map_err(|_| anyhow::anyhow!("a location is too long"))
}

fn text(extrinsic: &UncheckedExtrinsic) -> (Hash, String) {
	let bytes = extrinsic.encode();
	(
		Hash::from(blake2_256(&bytes)),
		format!("0x{}", hex::encode(bytes)),
	)
}

#[cfg(test)]
mod tests {
	use super::*;
	use codec::Decode;
	use sp_core::crypto::Ss58Codec;
	use sp_runtime::generic::Preamble;

	const CHAIN: ChainId = ChainId {
		genesis: Hash::repeat_byte(9),
		spec_version: 1,
		transaction_version: 1,
	};

	fn calls(load: &Load, count: usize) -> Vec<RuntimeCall> {
		(0..count)
			.map(|number| load.signed(number, CHAIN).unwrap().function)
			.collect()
	}

	#[test]
	fn each_sender_signs_its_calls_in_turn() {
		let load = Load::new(Kind::Transfers, 3);
		let signed = load.sign(CHAIN, 0, 7).unwrap();
		assert_eq!(
			(signed.texts.len(), signed.numbers.len(), signed.senders),
			(7, 7, 3)
		);
		for (number, text) in signed.texts.iter().enumerate() {
			let bytes = hex::decode(text.trim_start_matches("0x")).unwrap();
			assert_eq!(signed.numbers[&Hash::from(blake2_256(&bytes))] as usize, number);
			let extrinsic = UncheckedExtrinsic::decode(&mut &bytes[..]).unwrap();
			let Preamble::Signed(sender, _, extension) = extrinsic.preamble else {
				panic!("not signed: {number}");
			};
			assert_eq!(sender, account(&load.senders[number % 3]).into());
			let nonce = Nonce::try_from(number / 3).unwrap();
			assert_eq!(
				extension.encode(),
				extensions::plain(Era::Immortal, nonce).encode()
			);
		}
	}

	#[test]
	fn what_a_patient_consents_to_is_withdrawn_next() {
		let load = Load::new(Kind::Consents, 2);
		for pair in calls(&load, 12).chunks(4) {
			for (granted, withdrawn) in pair.iter().zip(&pair[2..]) {
				let (
					RuntimeCall::EhrIndex(pallet_ehr_index::Call::grant_consent { target, grantee, .. }),
					RuntimeCall::EhrIndex(pallet_ehr_index::Call::withdraw_consent {
						target: same_target,
						grantee: same_grantee,
					}),
				) = (granted, withdrawn)
				else {
					panic!("{granted:?} before {withdrawn:?}");
				};
				assert_eq!((target, grantee), (same_target, same_grantee));
			}
		}
	}

	#[test]
	fn hospitals_and_patients_stand_in_the_genesis_and_whoever_pays_has_money() {
		let load = Load::new(Kind::Records, 70);
		let mut genesis = json!({ "balances": { "balances": [] } })
			.as_object()
			.unwrap()
			.clone();
		load.enter(&mut genesis).unwrap();
		let registry = &genesis["hospitalRegistry"];
		assert_eq!(registry["hospitals"].as_array().unwrap().len(), HOSPITALS);
		assert_eq!(registry["patients"].as_array().unwrap().len(), 70);
		assert_eq!(
			genesis["balances"]["balances"].as_array().unwrap().len(),
			HOSPITALS
		);
		let operator = registry["hospitals"][5]["operator"].as_str().unwrap();
		assert_eq!(
			AccountId32::from_ss58check(operator).unwrap(),
			account(&pair("hospital", 5))
		);
	}

	#[test]
	fn a_block_holds_fewer_calls_that_write_more() {
		let capacity = |kind| Load::new(kind, 2).block_capacity(CHAIN).unwrap();
		assert!(capacity(Kind::Transfers) > capacity(Kind::Consents));
		assert!(capacity(Kind::Consents) > 100);
	}
}
