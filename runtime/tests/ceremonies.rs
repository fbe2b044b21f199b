//! Ceremonies through the whole runtime: blocks of signed transactions, verified by the host's arithmetic.

mod ceremonies {
	mod agents;
	mod bad_deals;
}
mod common;

use common::{
	account,
	ceremony::{commitment, deal, keys_of, member, place_of, receiving_key, run_of, secret, Info},
	epochs::{epoch, next_epoch, publish, update_keys},
	genesis,
	people::{accredit, COUNCIL},
	Chain,
};
use frame_support::assert_ok;
use pallet_ceremony::Call as Ceremonies;
use salus_crypto::{
	authority,
	ceremony::{AttributeKeys, Kind, Tokens},
	token, Bls,
};
use salus_primitives::ceremony::{deal_slices, CeremonyKind, Deal, Failure, Phase};
use salus_runtime::{
	constants::money::SAL, Ceremony, HospitalRegistry, KeyAuthority, Runtime, RuntimeCall, System,
};
use sp_runtime::transaction_validity::InvalidTransaction;
use std::collections::BTreeMap;

const SEVEN: [(&str, &str); 7] = [
	("StMary", "st-mary"),
	("Charite", "charite"),
	("Karolinska", "karolinska"),
	("Mayo", "mayo"),
	("Rikshospitalet", "rikshospitalet"),
	("Necker", "necker"),
	("Aiims", "aiims"),
];

/// The network `local`, with money for all seven, of which these are accredited.
fn network_of(hospitals: &[(&str, &str)]) -> Chain {
	let mut config = genesis("local_testnet");
	for (name, _) in &SEVEN[4..] {
		config.balances.balances.push((account(name), 10_000 * SAL));
	}
	let mut chain = Chain::from_genesis(&config);
	for (name, handle) in hospitals {
		accredit(&mut chain, name, handle);
	}
	chain
}

fn seven() -> Chain {
	network_of(&SEVEN)
}

/// What hospitals hold of both keys.
struct Held {
	attributes: BTreeMap<&'static str, authority::Share>,
	tokens: BTreeMap<&'static str, token::Share>,
}

/// The shares of a fresh key of a kind.
fn shares<K: Kind>(kind: CeremonyKind, public: &K::Public) -> BTreeMap<&'static str, K::Share> {
	let info = Ceremony::api_last_round(kind).expect("it made the key");
	let run = run_of(&info);
	let keys = keys_of(&info, &run);
	let deals: Vec<(u16, Vec<u8>)> = info
		.qualified
		.iter()
		.map(|index| {
			let deal = Ceremony::api_deal(kind, info.round, *index).expect("it counts");
			(*index, deal)
		})
		.collect();
	let deals = deal_slices(&deals);
	names()
		.into_iter()
		.filter_map(|name| {
			let who = account(name);
			let place = member(&info, &who)?;
			let share = secret(&who, info.round).share::<K>(&run, &keys, place, &deals, public);
			Some((name, share.expect("all dealt well")))
		})
		.collect()
}

/// What a holder commits to when it hands its share on, and its deal once keys are there.
fn handed_on<K: Kind>(info: &Info, name: &str, share: &K::Share) -> ([u8; 32], Deal) {
	let who = account(name);
	let run = run_of(info);
	let place = place_of(info.dealers.iter().map(|dealer| &dealer.account), &who).expect("a holder");
	let secret = secret(&who, info.round);
	let dealing = secret
		.dealing::<K>(&run, place, Some(share))
		.expect("a holder deals");
	let deal = dealing.deal(&keys_of(info, &run)).expect("keys were checked");
	(dealing.commitment(), deal.try_into().expect("a deal fits"))
}

impl Held {
	fn of_first(chain: &mut Chain) -> Self {
		chain.read(|| {
			let parameters = KeyAuthority::api_parameters().expect("a key");
			let token = KeyAuthority::api_token_authority().expect("a key");
			Self {
				attributes: shares::<AttributeKeys<Bls>>(CeremonyKind::AttributeKeys, &parameters.public()),
				tokens: shares::<Tokens>(CeremonyKind::Tokens, &token.public()),
			}
		})
	}

	fn handed_on(&self, info: &Info, name: &str) -> ([u8; 32], Deal) {
		match info.kind {
			CeremonyKind::AttributeKeys => {
				handed_on::<AttributeKeys<Bls>>(info, name, &self.attributes[name])
			}
			CeremonyKind::Tokens => handed_on::<Tokens>(info, name, &self.tokens[name]),
		}
	}
}

/// What these hospitals have to do now: with a first key, or with what they hold.
fn work(names: &[&'static str], held: Option<&Held>) -> Vec<(&'static str, RuntimeCall)> {
	let mut calls = Vec::new();
	for kind in CeremonyKind::ALL {
		let Some(info) = Ceremony::api_round(kind) else {
			continue;
		};
		let round = info.round;
		for name in names {
			let who = account(name);
			let member = info.members.iter().find(|member| member.account == who);
			let dealer = info.dealers.iter().find(|dealer| dealer.account == who);
			let call = match info.phase {
				Phase::Enrol if member.is_some_and(|member| !member.enrolled) => {
					Ceremonies::<Runtime>::enrol { kind, round }
				}
				Phase::Commit if member.is_some_and(|member| member.key.is_none()) => {
					Ceremonies::<Runtime>::commit {
						kind,
						round,
						key: receiving_key(&info, &who),
						commitment: match held {
							Some(held) => Some(held.handed_on(&info, name).0),
							None => commitment(&info, &who),
						},
					}
				}
				Phase::Deal if dealer.is_some_and(|dealer| !dealer.dealt) => Ceremonies::<Runtime>::deal {
					kind,
					round,
					deal: match held {
						Some(held) => held.handed_on(&info, name).1,
						None => deal(&info, &who).expect("a dealer deals"),
					},
				},
				_ => continue,
			};
			calls.push((*name, call.into()));
		}
	}
	calls
}

/// Makes a block of calls, each of which is taken.
fn block(chain: &mut Chain, calls: Vec<(&'static str, RuntimeCall)>) {
	for result in chain.block(calls) {
		// A block that begins a session has room for nothing else: then in the next one.
		if result != Err(InvalidTransaction::ExhaustsResources.into()) {
			assert_ok!(result.expect("the transaction is valid"));
		}
	}
}

/// Blocks in which these hospitals do what they have to, until both keys are in use.
fn perform(chain: &mut Chain, names: &[&'static str]) {
	perform_with(chain, names, None);
}

/// The same, or until what they hold is handed on.
fn perform_with(chain: &mut Chain, names: &[&'static str], held: Option<&Held>) {
	let generation = u32::from(held.is_some());
	perform_until(chain, names, held, |kind| {
		Ceremony::api_sharing(kind).is_some_and(|found| found.generation == generation)
	});
}

/// The same, or until both kinds are where they should be.
fn perform_until(
	chain: &mut Chain,
	names: &[&'static str],
	held: Option<&Held>,
	done: impl Fn(CeremonyKind) -> bool,
) {
	for _ in 0..80 {
		let calls = chain.read(|| work(names, held));
		block(chain, calls);
		if chain.read(|| CeremonyKind::ALL.into_iter().all(&done)) {
			return;
		}
	}
	panic!(
		"no key: {:?}",
		chain.read(|| Ceremony::api_last_failure(CeremonyKind::Tokens))
	);
}

/// The holders of a fresh key make the update keys of an epoch, and one of them publishes these.
fn complete_an_epoch(chain: &mut Chain) {
	let public = chain.read(KeyAuthority::api_parameters).expect("a key").public();
	let shares = chain.read(|| shares::<AttributeKeys<Bls>>(CeremonyKind::AttributeKeys, &public));
	let parameters = public.validate::<Bls>().expect("it is a sharing");
	let names = names();
	let shares: Vec<_> = names.iter().filter_map(|name| shares.get(name)).collect();
	next_epoch(chain);
	let keys = update_keys(chain, &parameters, &shares);
	assert_ok!(publish(chain, "Karolinska", keys));
	let epoch = epoch(chain);
	assert_eq!(chain.read(KeyAuthority::api_latest_complete), Some(epoch));
}

/// Calls of which each is made, or none.
fn batch(calls: impl IntoIterator<Item = RuntimeCall>) -> RuntimeCall {
	let calls = calls.into_iter().collect();
	pallet_utility::Call::<Runtime>::batch_all { calls }.into()
}

fn suspend(chain: &mut Chain, handle: &str) -> RuntimeCall {
	let hospital = chain.read(|| HospitalRegistry::api_hospital_by_handle(handle.into()));
	let hospital = hospital.expect("it is accredited").id;
	pallet_hospital_registry::Call::<Runtime>::suspend { hospital }.into()
}

fn names() -> Vec<&'static str> {
	SEVEN.iter().map(|(name, _)| *name).collect()
}

#[test]
fn seven_hospitals_make_both_keys_within_forty_blocks() {
	let mut chain = seven();
	while chain.read(|| Ceremony::api_round(CeremonyKind::Tokens).is_none()) {
		chain.skip(1);
	}
	let began = chain.read(System::block_number);
	perform(&mut chain, &names());
	let took = chain.read(System::block_number) - began;
	assert!(took <= 40, "{took} blocks");

	let parameters = chain.read(KeyAuthority::api_parameters).expect("a key");
	assert_eq!((parameters.threshold, parameters.authorities.len()), (5, 7));
	assert!(parameters.public().validate::<Bls>().is_ok());
	let token = chain.read(KeyAuthority::api_token_authority).expect("a key");
	assert_eq!((token.threshold, token.members.len()), (5, 7));
	assert!(token.public().validate().is_ok());
	chain.check();
}

#[test]
fn with_two_of_seven_away_five_make_the_keys() {
	let mut chain = seven();
	perform(&mut chain, &names()[..5]);
	let parameters = chain.read(KeyAuthority::api_parameters).expect("a key");
	assert_eq!((parameters.threshold, parameters.authorities.len()), (4, 5));
	assert!(parameters.public().validate::<Bls>().is_ok());
	chain.check();
}

#[test]
fn when_a_holder_is_suspended_the_others_hand_both_keys_on_and_they_stay() {
	let mut chain = seven();
	perform(&mut chain, &names());
	let held = Held::of_first(&mut chain);
	let parameters = chain.read(KeyAuthority::api_parameters).expect("a key");
	let token = chain.read(KeyAuthority::api_token_authority).expect("a key");

	let suspension = suspend(&mut chain, "aiims");
	assert_ok!(chain.council(&COUNCIL[..3], suspension));
	perform_with(&mut chain, &names()[..6], Some(&held));

	let new = chain.read(KeyAuthority::api_parameters).expect("a key");
	assert_eq!((new.threshold, new.authorities.len()), (5, 6));
	assert_eq!(
		(new.ceremony, new.a, new.beta, new.e),
		(parameters.ceremony, parameters.a, parameters.beta, parameters.e)
	);
	assert_ne!(new.authorities[0], parameters.authorities[0]);
	assert!(new.public().validate::<Bls>().is_ok());
	let new = chain.read(KeyAuthority::api_token_authority).expect("a key");
	assert_eq!((new.threshold, new.members.len()), (5, 6));
	assert_eq!((new.ceremony, new.key), (token.ceremony, token.key));
	assert_ne!(new.members[0].key, token.members[0].key);
	assert!(new.public().validate().is_ok());
	chain.check();
}

#[test]
fn where_too_few_holders_are_left_the_others_make_keys_in_place_of_the_lost_ones() {
	// Four of these five make a key; the two that go do not validate.
	let mut chain = network_of(&SEVEN[2..]);
	let names = names();
	perform(&mut chain, &names[2..]);
	complete_an_epoch(&mut chain);
	let lost = CeremonyKind::ALL.map(|kind| {
		let sharing = chain.read(|| Ceremony::api_sharing(kind));
		sharing.expect("a key").ceremony
	});

	let suspensions = ["necker", "aiims"].map(|handle| suspend(&mut chain, handle));
	assert_ok!(chain.council(&COUNCIL[..3], batch(suspensions)));
	// Both keys are about to be handed on by themselves, for which too few are left.
	let replacements = CeremonyKind::ALL.into_iter().zip(lost).flat_map(|(kind, lost)| {
		let start = Ceremonies::<Runtime>::start_ceremony {
			kind,
			replaces: Some(lost),
		};
		[
			RuntimeCall::from(Ceremonies::<Runtime>::abandon_round { kind }),
			RuntimeCall::from(start),
		]
	});
	assert_ok!(chain.council(&COUNCIL[..3], batch(replacements)));
	assert!(chain.read(KeyAuthority::api_latest_complete).is_some());
	perform_until(&mut chain, &names[2..5], None, |kind| {
		Ceremony::api_sharing(kind).is_some_and(|found| !lost.contains(&found.ceremony))
	});

	let parameters = chain.read(KeyAuthority::api_parameters).expect("a key");
	assert_eq!((parameters.generation, parameters.threshold), (0, 3));
	assert_eq!(parameters.authorities.len(), 3);
	let token = chain.read(KeyAuthority::api_token_authority).expect("a key");
	assert_eq!(
		(token.generation, token.threshold, token.members.len()),
		(0, 3, 3)
	);
	assert!(token.public().validate().is_ok());
	// The update keys of the lost key count no more, and those of the new one do.
	assert_eq!(chain.read(KeyAuthority::api_latest_complete), None);
	complete_an_epoch(&mut chain);
	chain.check();
}

#[test]
fn a_member_that_withdraws_ends_the_round_and_everybody_is_repaid() {
	let mut chain = network_of(&SEVEN[3..]);
	let names = names();
	perform_until(&mut chain, &names[3..], None, |kind| {
		Ceremony::api_round(kind).is_some_and(|round| round.phase != Phase::Enrol)
	});
	let deposits = || pallet_ceremony::Deposits::<Runtime>::iter().count();
	assert_eq!(chain.read(deposits), 8);
	let rounds = CeremonyKind::ALL.map(|kind| {
		let round = chain.read(|| Ceremony::api_round(kind));
		round.expect("it runs").round
	});

	let withdraw = pallet_hospital_registry::Call::<Runtime>::withdraw {};
	assert_ok!(chain.send("Aiims", withdraw));
	chain.skip(1);
	for (kind, round) in CeremonyKind::ALL.into_iter().zip(rounds) {
		let failed = chain.read(|| Ceremony::api_last_failure(kind));
		let failed = failed.expect("the round came to nothing");
		assert_eq!((failed.round, failed.reason), (round, Failure::MemberLost));
	}
	assert_eq!(chain.read(deposits), 0);
	let left = chain.read(|| frame_system::Account::<Runtime>::get(account("Aiims")));
	assert_eq!(left.data.reserved, 0);

	perform(&mut chain, &names[3..6]);
	let parameters = chain.read(KeyAuthority::api_parameters).expect("a key");
	assert_eq!((parameters.threshold, parameters.authorities.len()), (3, 3));
	chain.check();
}

#[test]
fn an_authority_of_one_is_made_where_one_node_runs_alone() {
	let mut config = genesis("development");
	config.hospital_registry.hospitals = vec![pallet_hospital_registry::GenesisHospital {
		operator: account("Alice"),
		handle: "alice".into(),
		endpoint: "http://127.0.0.1:9944".into(),
		wrap_key: sp_core::H256::repeat_byte(1),
		issuer_pk1: vec![1; 48].into(),
		issuer_pk2: vec![2; 96].into(),
	}];
	let mut chain = Chain::from_genesis(&config);
	perform(&mut chain, &["Alice"]);
	let parameters = chain.read(KeyAuthority::api_parameters).expect("a key");
	assert_eq!((parameters.threshold, parameters.authorities.len()), (1, 1));
	assert_eq!(parameters.authorities[0].account, account("Alice"));
	chain.check();
}
