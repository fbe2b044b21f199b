//! The accounts of nodes, which have no role: what others may make of them.

use crate::{
	block,
	common::{account, epochs::epoch, people::enrol},
	names, network_of, work, SEVEN,
};
use frame_support::{assert_noop, assert_ok};
use pallet_ceremony::Call as Ceremonies;
use salus_primitives::{ceremony::CeremonyKind, traits::RevocationRegistry as _};
use salus_runtime::{Ceremony, KeyAuthority, Revocation, Runtime, RuntimeOrigin};

/// Whose node signs with an account of its own, and that account.
const HOSPITAL: &str = "StMary";
const NODE: &str = "Aiims";
/// Who would silence it.
const OTHER: &str = "Mayo";

/// Whoever is accredited may enrol an account without a role, and dismiss it, which revokes it.
#[test]
fn no_hospital_silences_anothers_node_by_enrolling_and_dismissing_its_account() {
	let mut chain = network_of(&SEVEN[..4]);
	let node = account(NODE);
	let named = Ceremonies::<Runtime>::set_agent {
		agent: Some(node.clone()),
	};
	assert_ok!(chain.send(HOSPITAL, named));
	enrol(&mut chain, OTHER, NODE);
	let dismissal = pallet_hospital_registry::Call::<Runtime>::dismiss_staff {
		account: node.clone(),
	};
	assert_ok!(chain.send(OTHER, dismissal));
	assert!(chain.read(|| Revocation::is_revoked(&node)));

	let is_made = |kind| Ceremony::api_sharing(kind).is_some();
	for _ in 0..80 {
		let calls = chain.read(|| work(&names()[..4], None));
		let by_node = |name| if name == HOSPITAL { NODE } else { name };
		let calls = calls.into_iter().map(|(name, call)| (by_node(name), call));
		block(&mut chain, calls.collect());
		if chain.read(|| CeremonyKind::ALL.into_iter().all(is_made)) {
			break;
		}
	}
	let parameters = chain.read(KeyAuthority::api_parameters).expect("a key");
	assert_eq!(parameters.authorities[0].account, account(HOSPITAL));
	assert_eq!(parameters.authorities.len(), 4);
	let now = epoch(&mut chain);
	let post = |signer: &str| {
		KeyAuthority::post_partials_digest(
			RuntimeOrigin::signed(account(signer)),
			now,
			parameters.ceremony,
			parameters.generation,
			[1; 32],
		)
	};
	chain.read(|| {
		assert_ok!(post(NODE));
		assert_noop!(
			post(HOSPITAL),
			pallet_key_authority::Error::<Runtime>::DigestAlreadyPosted
		);
	});
	chain.check();
}
