//! Every call of this project's pallets, in every size.

use super::figures::folder;
use codec::Decode;
use frame_support::traits::{GetCallMetadata, PalletsInfoAccess};
use pallet_hospital_registry::NewKeys;
use pallet_trade_escrow::OfferRequest;
use salus_primitives::{
	authority::{Attribute, AttributeSet, Node, UpdateKey},
	hospital::{KeyPurpose, ProvenKey},
	index::{EpochKeys, ServiceEntry, WRAPPED_KEY_LENGTH},
};
use salus_runtime::{AccountId, AllPalletsWithSystem, Runtime, RuntimeCall};
use sp_runtime::traits::TrailingZeroInput;
use std::{
	collections::{BTreeMap, BTreeSet},
	fs,
};

/// The folders of this project's pallets, with the index and the name of each in the runtime.
pub fn pallets() -> Vec<(String, u8, &'static str)> {
	let there: BTreeSet<String> = fs::read_dir(folder(""))
		.expect("there are pallets")
		.map(|entry| entry.expect("a folder").file_name().into_string().expect("UTF-8"))
		.collect();
	let composed: Vec<_> = AllPalletsWithSystem::infos()
		.into_iter()
		.filter_map(|info| {
			let folder = info.module_name.strip_prefix("pallet_")?.replace('_', "-");
			there
				.contains(&folder)
				.then_some((folder, info.index as u8, info.name))
		})
		.collect();
	let found: BTreeSet<String> = composed.iter().map(|(folder, _, _)| folder.clone()).collect();
	assert_eq!(found, there, "a pallet is not in the runtime");
	composed
}

/// Every call of a pallet by its name, all arguments zero or empty.
pub fn calls(index: u8, pallet: &str) -> BTreeMap<&'static str, RuntimeCall> {
	let calls: BTreeMap<_, _> = (0..=u8::MAX)
		.filter_map(|call| RuntimeCall::decode(&mut TrailingZeroInput::new(&[index, call])).ok())
		.map(|call| (call.get_call_metadata().function_name, call))
		.collect();
	let names: BTreeSet<_> = RuntimeCall::get_call_names(pallet).iter().copied().collect();
	assert!(!names.is_empty());
	assert_eq!(
		calls.keys().copied().collect::<BTreeSet<_>>(),
		names,
		"not every call of {pallet} is made"
	);
	calls
}

/// Calls whose weight depends on their arguments, and how large these can be.
pub type Growing = (&'static str, usize, fn(u32) -> RuntimeCall);

pub const GROWING: &[Growing] = &[
	("register_keys", 4, |n| {
		let key = ProvenKey {
			key: [0; 32],
			proof: [0; 64],
		};
		let keys = vec![(KeyPurpose::Wrap, key); n as usize];
		let keys = NewKeys::try_from(keys).expect("as many as there can be");
		pallet_hospital_registry::Call::<Runtime>::register_keys { keys }.into()
	}),
	("grant_attributes", 64, |n| {
		let (account, attributes) = attributes(n);
		pallet_key_authority::Call::<Runtime>::grant_attributes { account, attributes }.into()
	}),
	("withdraw_attributes", 64, |n| {
		let (account, attributes) = attributes(n);
		pallet_key_authority::Call::<Runtime>::withdraw_attributes { account, attributes }.into()
	}),
	("publish_update_keys", 128, |n| {
		let key = UpdateKey {
			node: Node {
				tree: 0,
				depth: 0,
				index: 0,
			},
			era: 0,
			q: [0; 48],
			q_prime: [0; 96],
		};
		let keys = vec![key; n as usize];
		pallet_key_authority::Call::<Runtime>::publish_update_keys {
			epoch: 0,
			keys: keys.try_into().expect("as many as there can be"),
		}
		.into()
	}),
	("post_offer", 32, |n| {
		let issuers = vec![0; n as usize];
		let request = OfferRequest {
			schema: Default::default(),
			predicates: Default::default(),
			field: 0,
			issuers: issuers.try_into().expect("as many as there can be"),
			price: 0,
			number: 0,
			bond: 0,
			key: [0; 48],
			key_proof: [0; 64],
			deadline: 0,
			fulfil_blocks: 0,
		};
		pallet_trade_escrow::Call::<Runtime>::post_offer { request }.into()
	}),
	("authorise_hospital", 64, |n| {
		pallet_ehr_index::Call::<Runtime>::authorise_hospital {
			grantee: 0,
			scope: Default::default(),
			expires_at: 0,
			keys: epoch_keys(n),
		}
		.into()
	}),
	("set_index_keys", 64, |n| {
		let rewraps = vec![(0, [0; WRAPPED_KEY_LENGTH]); n as usize];
		pallet_ehr_index::Call::<Runtime>::set_index_keys {
			scope: Default::default(),
			point: Default::default(),
			rewraps: rewraps.try_into().expect("as many as there can be"),
		}
		.into()
	}),
	("rewrap_index_keys", 64, |n| {
		pallet_ehr_index::Call::<Runtime>::rewrap_index_keys {
			grantee: 0,
			scope: Default::default(),
			keys: epoch_keys(n),
		}
		.into()
	}),
	("record_services", 64, |n| {
		let entry = ServiceEntry::Search {
			doctor: AccountId::from([0; 32]),
			interests: 0,
		};
		let entries = vec![entry; n as usize];
		pallet_ehr_index::Call::<Runtime>::record_services {
			entries: entries.try_into().expect("as many as there can be"),
		}
		.into()
	}),
	("assign", 32, |n| {
		let counts = vec![0; n as usize];
		pallet_cases::Call::<Runtime>::assign {
			case: 0,
			counts: counts.try_into().expect("as many as there can be"),
			doctor: AccountId::from([0; 32]),
			root: Default::default(),
		}
		.into()
	}),
	("clear_update_keys", 128, |limit| {
		pallet_key_authority::Call::<Runtime>::clear_update_keys { limit }.into()
	}),
	("clear_ended", 100, |limit| {
		pallet_revocation::Call::<Runtime>::clear_ended { limit }.into()
	}),
];

/// Calls that do what several benchmarks measure, each at its worst; or what one measures in sizes that only the state tells.
const COMPOSED: &[(&str, &[&str])] = &[
	("claim_bonded_slot", &["claim_slot", "authorize_claim_slot"]),
	("clear_case", &["clear_case"]),
	("deal", &["deal"]),
	("complain", &["complain"]),
];

/// Calls that do what one of several benchmarks measures.
const CHOSEN: &[(&str, &[&str])] = &[(
	"finish_ceremony",
	&[
		"sum_coefficient",
		"interpolate_coefficient",
		"compute_member",
		"activate",
	],
)];

pub fn parts(call: &str) -> Option<&'static [&'static str]> {
	let composed = COMPOSED.iter().find(|(composed, _)| *composed == call);
	composed.map(|(_, parts)| *parts)
}

pub fn choices(call: &str) -> Option<&'static [&'static str]> {
	let chosen = CHOSEN.iter().find(|(chosen, _)| *chosen == call);
	chosen.map(|(_, choices)| *choices)
}

fn epoch_keys(count: u32) -> EpochKeys {
	let keys = vec![(0, [0; WRAPPED_KEY_LENGTH]); count as usize];
	keys.try_into().expect("as many as there can be")
}

fn attributes(count: u32) -> (AccountId, AttributeSet) {
	let attribute = Attribute {
		namespace: Default::default(),
		name: Default::default(),
	};
	let attributes = vec![attribute; count as usize];
	let attributes = attributes.try_into().expect("as many as there can be");
	(AccountId::from([0; 32]), attributes)
}
