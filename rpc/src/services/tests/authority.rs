use super::{
	sealed::{Crypto, LEAF, NOW, ROOT},
	tokens::Sharing,
	world::{cause, World, DOCTOR, OPERATOR, STRANGER},
};
use crate::{
	errors::{Cause, Refusal},
	json::{PartialAttributeKeyAnswer, PartialUpdateKeyAnswer, PartialsDigestAnswer},
	services::{ServicesApiServer, ServicesConfig, ServicesRpc},
	testing::block,
};
use salus_authority::{Keystore, Password, Shares};
use salus_crypto::{
	authority::{
		partials_digest, verify_partial_update, verify_partials, AttributeKeyRequest,
		PartialAttributeKey as Partial, PartialUpdateKey as Update, UpdateKey,
	},
	encoding::{decode_g1, decode_g2},
	policy::Attribute,
	suite::{G1, G2},
	tree, Bls,
};
use salus_primitives::{
	authority::Node,
	request::{PartialAttributeKey, PartialUpdateKey},
	Hash,
};
use std::{fs, path::Path, sync::Arc};
use substrate_prometheus_endpoint::Registry;

/// A node with a share in its keystore.
fn authority() -> (World, Crypto) {
	authority_measured(None, |_| {})
}

/// The same, counted in a registry, and with more.
pub fn authority_measured(
	registry: Option<&Registry>,
	configure: impl FnOnce(&mut ServicesConfig),
) -> (World, Crypto) {
	let plain = World::new();
	let crypto = Crypto::new(&plain);
	let sharing = Sharing::new();
	let configure = |config: &mut ServicesConfig| {
		let keystore = keystore(&config.base_path, &crypto);
		sharing.store(&keystore);
		config.shares = Some(Arc::new(Shares::new(Arc::new(keystore))));
		configure(config);
	};
	let world = World::measured(configure, registry);
	sharing.register(&world);
	{
		let (mut to, mut from) = (world.ledger.state(), plain.ledger.state());
		to.parameters = from.parameters.take();
		to.user_keys = std::mem::take(&mut from.user_keys);
		to.cover = std::mem::take(&mut from.cover);
		to.persons = std::mem::take(&mut from.persons);
	}
	(world, crypto)
}

/// A keystore that holds the share of alpha and beta dealt.
fn keystore(folder: &Path, crypto: &Crypto) -> Keystore {
	let password = Password::new("of a test").unwrap();
	let keystore = Keystore::open(&folder.join("authority"), block(0).0, &password).unwrap();
	keystore.store_attribute_share(&crypto.shares[0]).unwrap();
	keystore
}

fn shares(folder: &Path, crypto: &Crypto) -> Arc<Shares> {
	Arc::new(Shares::new(Arc::new(keystore(folder, crypto))))
}

fn g1(bytes: &[u8]) -> G1<Bls> {
	decode_g1::<Bls>(bytes.try_into().unwrap()).unwrap()
}

fn g2(bytes: &[u8]) -> G2<Bls> {
	decode_g2::<Bls>(bytes.try_into().unwrap()).unwrap()
}

pub fn wanted(crypto: &Crypto) -> PartialAttributeKey {
	PartialAttributeKey {
		block: block(21),
		path_points: crypto.secret.path_points::<Bls>(LEAF.into()),
	}
}

async fn attribute_key(
	world: &World,
	body: PartialAttributeKey,
) -> Result<PartialAttributeKeyAnswer, Refusal> {
	world.ask("salus_partialAttributeKey", DOCTOR, body).await
}

async fn update_keys(
	world: &World,
	epoch: u32,
	start: u32,
	limit: u32,
) -> Result<PartialUpdateKeyAnswer, Refusal> {
	world
		.ask(
			"salus_partialUpdateKey",
			OPERATOR,
			PartialUpdateKey { epoch, start, limit },
		)
		.await
}

async fn digest(world: &World) -> PartialsDigestAnswer {
	let module = ServicesRpc::new(Some(world.services.clone())).into_rpc();
	module
		.call("salus_partialsDigest", jsonrpsee::rpc_params![])
		.await
		.unwrap()
}

#[tokio::test]
async fn a_user_gets_partials_of_the_whole_path_that_verify() {
	let (world, crypto) = authority();
	let answer = attribute_key(&world, wanted(&crypto)).await.unwrap();
	assert_eq!((answer.index, answer.generation, answer.block), (1, 0, block(21)));
	let user = world.ledger.state().user_keys[&DOCTOR.to_account_id()].clone();
	let request = AttributeKeyRequest {
		genesis: block(0).0,
		block: block(21).0,
		account: user.account.into(),
		leaf: LEAF.into(),
		pk: user.pk,
		pk2: user.pk2,
		attributes: vec![Attribute::parse("consortium/cardiologist").unwrap()],
		nodes: crypto.secret.path_points::<Bls>(LEAF.into()),
	};
	let checked = request
		.check::<Bls>(&user.path_digest.unwrap(), &mut rand::rngs::OsRng)
		.unwrap();
	let partials: Vec<Partial<Bls>> = answer
		.partials
		.iter()
		.map(|partial| Partial {
			authority: answer.index,
			generation: answer.generation,
			request: *checked.digest(),
			node: partial.node.into(),
			k: g1(&partial.k),
			k_u: partial.k_u.iter().map(|k_u| g1(k_u)).collect(),
			k_prime: g2(&partial.k_prime),
		})
		.collect();
	let nodes: Vec<tree::Node> = partials.iter().map(|partial| partial.node).collect();
	assert_eq!(nodes, tree::path(LEAF.into()));
	verify_partials(&crypto.parameters, &checked, &partials, &mut rand::rngs::OsRng).unwrap();
}

#[tokio::test]
async fn a_revoked_user_gets_no_partial_though_the_block_named_is_older() {
	let (world, crypto) = authority();
	world
		.ledger
		.state()
		.user_keys
		.get_mut(&DOCTOR.to_account_id())
		.unwrap()
		.revoked = true;
	assert_eq!(
		cause(attribute_key(&world, wanted(&crypto)).await),
		Cause::UserKeyRevoked
	);
	world
		.ledger
		.state()
		.persons
		.get_mut(&DOCTOR.to_account_id())
		.unwrap()
		.revoked = true;
	assert_eq!(
		cause(attribute_key(&world, wanted(&crypto)).await),
		Cause::SignerRevoked
	);
}

#[tokio::test]
async fn partials_are_for_finalised_blocks_of_the_current_epoch() {
	let (world, crypto) = authority();
	for (at, expected) in [
		(block(19), Cause::BlockNotOfEpoch),
		(block(25), Cause::BlockNotFinalised),
		(Hash::repeat_byte(0xee), Cause::UnknownBlock),
	] {
		let mut body = wanted(&crypto);
		body.block = at;
		assert_eq!(cause(attribute_key(&world, body).await), expected);
	}
}

#[tokio::test]
async fn the_path_points_must_be_those_on_chain() {
	let (world, crypto) = authority();
	let mut swapped = wanted(&crypto);
	swapped.path_points.swap(3, 4);
	assert_eq!(cause(attribute_key(&world, swapped).await), Cause::PathMismatch);
	for count in [0, 20] {
		let mut short = wanted(&crypto);
		short.path_points.truncate(count);
		assert_eq!(cause(attribute_key(&world, short).await), Cause::PathMismatch);
	}
	world
		.ledger
		.state()
		.user_keys
		.get_mut(&DOCTOR.to_account_id())
		.unwrap()
		.path_digest = None;
	assert_eq!(
		cause(attribute_key(&world, wanted(&crypto)).await),
		Cause::PathNotSet
	);
}

#[tokio::test]
async fn registered_points_that_are_no_path_of_the_key_get_no_partial() {
	let (world, crypto) = authority();
	let point = crypto.secret.path_points::<Bls>(LEAF.into())[0];
	for bad in [point, [0xff; 48], {
		let mut identity = [0; 48];
		identity[0] = 0xc0;
		identity
	}] {
		let mut body = wanted(&crypto);
		body.path_points[7] = bad;
		let registered = salus_crypto::authority::path_digest(&body.path_points);
		world
			.ledger
			.state()
			.user_keys
			.get_mut(&DOCTOR.to_account_id())
			.unwrap()
			.path_digest = Some(registered);
		assert_eq!(cause(attribute_key(&world, body).await), Cause::PathInvalid);
	}
}

#[tokio::test]
async fn a_user_without_key_or_attributes_gets_no_partial() {
	let (world, crypto) = authority();
	world
		.ledger
		.state()
		.user_keys
		.get_mut(&DOCTOR.to_account_id())
		.unwrap()
		.attributes
		.clear();
	assert_eq!(
		cause(attribute_key(&world, wanted(&crypto)).await),
		Cause::NoAttributes
	);
	world.ledger.state().user_keys.clear();
	assert_eq!(
		cause(attribute_key(&world, wanted(&crypto)).await),
		Cause::NoUserKey
	);
}

#[tokio::test]
async fn a_node_without_a_share_or_with_an_old_one_says_so() {
	let world = World::new();
	let crypto = Crypto::new(&world);
	assert_eq!(
		cause(attribute_key(&world, wanted(&crypto)).await),
		Cause::NoShare
	);
	assert_eq!(cause(update_keys(&world, NOW, 0, 1).await), Cause::NoShare);

	let (world, crypto) = authority();
	world.ledger.state().parameters.as_mut().unwrap().generation = 1;
	assert_eq!(
		cause(attribute_key(&world, wanted(&crypto)).await),
		Cause::ShareOutdated
	);
	assert_eq!(cause(update_keys(&world, NOW, 0, 1).await), Cause::ShareOutdated);
	world.ledger.state().parameters = None;
	assert_eq!(
		cause(attribute_key(&world, wanted(&crypto)).await),
		Cause::NoParameters
	);
}

#[tokio::test]
async fn update_partials_verify_and_are_those_of_the_digest_however_often_they_are_asked() {
	let (world, crypto) = authority();
	let cover = tree::cover(0, [9]);
	world.ledger.state().cover = cover.iter().copied().map(Node::from).collect();
	let mut served = Vec::new();
	while served.len() < cover.len() {
		let answer = update_keys(&world, NOW, served.len() as u32, 7).await.unwrap();
		assert_eq!(
			(answer.total, answer.start),
			(cover.len() as u32, served.len() as u32)
		);
		served.extend(answer.partials);
	}
	let posted = digest(&world).await;
	let partials: Vec<Update<Bls>> = served
		.iter()
		.map(|partial| Update {
			authority: posted.index,
			generation: 0,
			epoch: NOW,
			key: UpdateKey {
				node: partial.node.into(),
				era: partial.era,
				q: g1(&partial.q),
				q_prime: g2(&partial.q_prime),
			},
		})
		.collect();
	for (partial, node) in partials.iter().zip(&cover) {
		assert_eq!((partial.key.node, partial.epoch), (*node, NOW));
		verify_partial_update(&crypto.parameters, partial).unwrap();
	}
	assert_eq!((posted.epoch, posted.total), (NOW, cover.len() as u32));
	assert_eq!(posted.digest.0, partials_digest(&partials));
	let public = crypto.parameters.public();
	assert_eq!(
		(posted.generation, &posted.ceremony[..]),
		(public.generation, &public.ceremony[..])
	);

	let folder = tempfile::tempdir().unwrap();
	let restarted = World::with(|config| config.shares = Some(shares(folder.path(), &crypto)));
	{
		let (mut to, from) = (restarted.ledger.state(), world.ledger.state());
		to.parameters.clone_from(&from.parameters);
		to.cover.clone_from(&from.cover);
	}
	assert_eq!(digest(&restarted).await, posted, "also after a restart");
}

#[tokio::test]
async fn what_another_digest_stands_for_is_not_served() {
	let (world, _) = authority();
	let own = digest(&world).await.digest.0;
	let operator = OPERATOR.to_account_id();
	world.ledger.state().digests.insert(operator.clone(), (NOW, own));
	update_keys(&world, NOW, 0, 1).await.unwrap();
	world
		.ledger
		.state()
		.digests
		.insert(operator.clone(), (NOW, [7; 32]));
	assert_eq!(cause(update_keys(&world, NOW, 0, 1).await), Cause::OtherPartials);
	world.ledger.state().digests.insert(operator, (NOW - 1, [7; 32]));
	update_keys(&world, NOW, 0, 1).await.unwrap();
}

#[tokio::test]
async fn with_another_hospitals_share_nothing_is_answered() {
	let (world, crypto) = authority();
	world.ledger.state().parameters.as_mut().unwrap().authorities[0].account = STRANGER.to_account_id();
	assert_eq!(cause(update_keys(&world, NOW, 0, 1).await), Cause::ShareOutdated);
	let other = attribute_key(&world, wanted(&crypto)).await;
	assert_eq!(cause(other), Cause::ShareOutdated);
}

#[tokio::test]
async fn a_damaged_share_is_as_good_as_none() {
	let plain = World::new();
	let crypto = Crypto::new(&plain);
	let folder = tempfile::tempdir().unwrap();
	let kept = keystore(folder.path(), &crypto);
	for entry in fs::read_dir(kept.folder()).unwrap() {
		let path = entry.unwrap().path();
		if path.file_name().unwrap().to_str().unwrap().ends_with(".share") {
			fs::write(path, b"rot").unwrap();
		}
	}
	let world = World::with(|config| config.shares = Some(Arc::new(Shares::new(Arc::new(kept)))));
	world.ledger.state().parameters = plain.ledger.state().parameters.take();
	assert_eq!(cause(update_keys(&world, NOW, 0, 1).await), Cause::NoShare);
}

#[tokio::test]
async fn the_same_question_gets_the_same_answer() {
	let (world, crypto) = authority();
	let first = attribute_key(&world, wanted(&crypto)).await.unwrap();
	assert_eq!(attribute_key(&world, wanted(&crypto)).await.unwrap(), first);
	let mut other = wanted(&crypto);
	other.block = block(22);
	let other = attribute_key(&world, other).await.unwrap();
	assert_ne!(other.partials[0].k_prime, first.partials[0].k_prime);
	assert_ne!(first.partials[1].k_prime, first.partials[0].k_prime);
}

#[tokio::test]
async fn a_node_that_catches_up_answers_with_no_share() {
	let folder = tempfile::tempdir().unwrap();
	let plain = World::new();
	let crypto = Crypto::new(&plain);
	let shares = shares(folder.path(), &crypto);
	let world = World::with(|config| config.shares = Some(shares.clone()));
	world.ledger.state().parameters = plain.ledger.state().parameters.take();
	shares.set_behind(true);
	assert_eq!(cause(update_keys(&world, NOW, 0, 1).await), Cause::NotUpToDate);
	shares.set_behind(false);
	update_keys(&world, NOW, 0, 1).await.unwrap();
}

#[tokio::test]
async fn an_agent_asks_for_update_keys_and_for_nothing_else() {
	let (world, crypto) = authority();
	let ask = || PartialUpdateKey {
		epoch: NOW,
		start: 0,
		limit: 1,
	};
	let asked = |key| world.ask::<_, PartialUpdateKeyAnswer>("salus_partialUpdateKey", key, ask());
	assert_eq!(cause(asked(STRANGER).await), Cause::NotEnrolled);
	world
		.ledger
		.state()
		.ceremonies
		.agents
		.insert(OPERATOR.to_account_id(), STRANGER.to_account_id());
	asked(STRANGER).await.unwrap();
	let other = world
		.ask::<_, PartialAttributeKeyAnswer>("salus_partialAttributeKey", STRANGER, wanted(&crypto))
		.await;
	assert_eq!(cause(other), Cause::NotEnrolled);
}

/// Any accredited hospital may enrol an account without a role, and dismiss it, which revokes it.
#[tokio::test]
async fn what_others_made_of_an_agents_account_keeps_its_node_from_nothing() {
	let (world, crypto) = authority();
	{
		let mut state = world.ledger.state();
		let agent = DOCTOR.to_account_id();
		state.persons.get_mut(&agent).unwrap().revoked = true;
		state.ceremonies.agents.insert(OPERATOR.to_account_id(), agent);
	}
	let ask = PartialUpdateKey {
		epoch: NOW,
		start: 0,
		limit: 1,
	};
	world
		.ask::<_, PartialUpdateKeyAnswer>("salus_partialUpdateKey", DOCTOR, ask)
		.await
		.unwrap();
	let other = world
		.ask::<_, PartialAttributeKeyAnswer>("salus_partialAttributeKey", DOCTOR, wanted(&crypto))
		.await;
	assert_eq!(cause(other), Cause::SignerRevoked);
}

#[tokio::test]
async fn update_partials_are_for_the_current_epoch_alone() {
	let (world, _) = authority();
	for epoch in [NOW - 1, NOW + 1] {
		assert_eq!(cause(update_keys(&world, epoch, 0, 1).await), Cause::WrongEpoch);
	}
	let first = update_keys(&world, NOW, 0, 1).await.unwrap();
	world.ledger.state().finalised = 30;
	world.ledger.state().best = 31;
	assert_eq!(cause(update_keys(&world, NOW, 0, 1).await), Cause::WrongEpoch);
	let next = update_keys(&world, NOW + 1, 0, 1).await.unwrap();
	assert_ne!(first.partials, next.partials);
	assert_eq!(digest(&world).await.epoch, NOW + 1);
}

#[tokio::test]
async fn a_part_of_the_list_is_bounded() {
	let (world, _) = authority();
	for limit in [0, 257, 1_000_000_000] {
		assert_eq!(
			cause(update_keys(&world, NOW, 0, limit).await),
			Cause::InvalidLimit
		);
	}
	let beyond = update_keys(&world, NOW, u32::MAX, 256).await.unwrap();
	assert_eq!((beyond.partials.len(), beyond.total), (0, 1));
	let all = update_keys(&world, NOW, 0, 256).await.unwrap();
	assert_eq!((all.partials[0].node, all.partials[0].era), (ROOT, 0));
}
