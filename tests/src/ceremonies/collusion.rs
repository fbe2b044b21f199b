//! Two of four put their shares together, where any three make a key.

use super::{make_keys, parameters};
use crate::{
	faults::{four, Figures, Lab, SLOT},
	manner::Manner,
	shares::{attribute_share, keystore},
};
use anyhow::{ensure, Context, Result};
use rand::rngs::OsRng;
use salus_crypto::{
	authority::{
		issue_partial, issue_update, path_digest, verify_attribute_key, AttributeKey, AttributeKeyRequest,
		EpochCover, KeyAuthorityError, Parameters, Share,
	},
	encoding::{decode_key_scalar, encode_gt, encode_scalar},
	header::{encrypt, Header, HeaderContext},
	keys::KeyContext,
	open::{open_box, open_core},
	policy::{Attribute, Policy},
	predecrypt,
	shamir::lagrange_at_zero,
	tables::Tables,
	tree::{cover, Leaf, Node},
	user::UserSecret,
	Bls, Fr,
};

const LEAF: Leaf = Leaf { tree: 0, index: 77 };
const ACCOUNT: [u8; 32] = [3; 32];
const EPOCH: u32 = 9;
const PAYLOAD: [u8; 96] = [7; 96];
/// Bytes of a scalar; a share ends with two.
const SCALAR: usize = 32;

pub(crate) async fn two_below_the_threshold(lab: Lab) -> Result<Figures> {
	let mut figures = Figures::default();
	let mut network = lab.prepare(four(|_| Manner::default()), SLOT)?;
	network.launch_all().await?;
	make_keys(&lab, &network).await?;
	let genesis = network.genesis().await?;
	let public = parameters(&network.nodes[0]).await?.public();
	let parameters = public.validate::<Bls>().map_err(|e| anyhow::anyhow!("{e}"))?;
	let mut shares = Vec::new();
	for node in &network.nodes {
		let share = attribute_share(&keystore(node, genesis)?)?;
		let share = share.with_context(|| format!("{} has no share", node.handle))?;
		share
			.check(&parameters)
			.map_err(|e| anyhow::anyhow!("the share of {}: {e}", node.handle))?;
		shares.push(share);
	}
	ensure!(parameters.public().threshold == 3, "not any three of four");

	let mut tried = 0;
	for one in 0..shares.len() {
		for other in one + 1..shares.len() {
			let together = [&shares[one], &shares[other]];
			ensure!(
				!opens(&parameters, genesis, &combined(&together)?)?,
				"two shares open a record"
			);
			tried += 1;
		}
	}
	// The same code with one share more, so that it is the share that was missing.
	for without in 0..shares.len() {
		let together: Vec<_> = (0..shares.len())
			.filter(|place| *place != without)
			.map(|place| &shares[place])
			.collect();
		ensure!(
			opens(&parameters, genesis, &combined(&together)?)?,
			"three shares open nothing"
		);
	}
	figures.count("pairs of shares that open nothing", tried);
	Ok(figures)
}

/// What holders of these shares make of them: the values at zero of the polynomials of the least degree through them, in the
/// shape of a share.
fn combined(shares: &[&Share]) -> Result<Share> {
	let indices: Vec<u16> = shares.iter().map(|share| share.index()).collect();
	let weights = lagrange_at_zero::<Fr>(&indices).context("two shares of one index")?;
	let mut secrets = [Fr::from(0_u16); 2];
	let mut bytes = Vec::new();
	for (share, weight) in shares.iter().zip(weights) {
		bytes = share.to_bytes().to_vec();
		let scalars = bytes[bytes.len().saturating_sub(2 * SCALAR)..].chunks_exact(SCALAR);
		for (secret, scalar) in secrets.iter_mut().zip(scalars) {
			let scalar = decode_key_scalar(scalar.try_into()?).map_err(|e| anyhow::anyhow!("{e}"))?;
			*secret += weight * scalar;
		}
	}
	bytes.truncate(bytes.len().saturating_sub(2 * SCALAR));
	for secret in &secrets {
		bytes.extend_from_slice(&encode_scalar(secret));
	}
	Share::from_bytes(&bytes).map_err(|e| anyhow::anyhow!("{e}"))
}

/// Whether keys made with this share alone satisfy the pairing equations of the authority's public values, and open what
/// is sealed under them. Both agree.
fn opens(parameters: &Parameters<Bls>, genesis: [u8; 32], share: &Share) -> Result<bool> {
	let fail = |e: KeyAuthorityError| anyhow::anyhow!("{e}");
	let attributes = vec![Attribute::parse("consortium/cardiologist").map_err(|e| anyhow::anyhow!("{e:?}"))?];
	let secret = UserSecret::generate(&mut OsRng);
	let context = KeyContext {
		genesis,
		account: ACCOUNT,
	};
	let (pk, pk2, _) = secret.register::<Bls>(&context, &mut OsRng);
	let nodes = secret.path_points::<Bls>(LEAF);
	let digest = path_digest(&nodes);
	let request = AttributeKeyRequest {
		genesis,
		block: [4; 32],
		account: ACCOUNT,
		leaf: LEAF,
		pk,
		pk2,
		attributes: attributes.clone(),
		nodes,
	};
	let request = request
		.check::<Bls>(&digest, &mut OsRng)
		.map_err(|e| anyhow::anyhow!("{e}"))?;
	let mut tables = Tables::<Bls>::new();
	let partial = issue_partial(share, &request, Node::root(0), &mut tables, &mut OsRng).map_err(fail)?;
	let key = AttributeKey {
		leaf: LEAF,
		node: partial.node,
		attributes: attributes.clone(),
		k: partial.k,
		k_u: partial.k_u,
		k_prime: partial.k_prime,
	};
	let satisfied = match verify_attribute_key(parameters, &request, std::slice::from_ref(&key), &mut OsRng) {
		Ok(()) => true,
		Err(KeyAuthorityError::BadKey) => false,
		Err(other) => return Err(fail(other)),
	};
	let epoch = EpochCover {
		epoch: EPOCH,
		eras: 0..=0,
		nodes: cover(0, []),
	};
	let update = issue_update::<Bls>(share, &epoch, Node::root(0), 0, &mut OsRng)
		.map_err(fail)?
		.key;
	let updates = match update.verify(parameters.beta(), EPOCH) {
		Ok(()) => true,
		Err(KeyAuthorityError::BadKey) => false,
		Err(other) => return Err(fail(other)),
	};
	ensure!(
		satisfied == updates,
		"one of the equations holds, and one does not"
	);

	let policy = Policy::all(attributes.into_iter().map(Policy::attribute).collect())
		.map_err(|e| anyhow::anyhow!("{e:?}"))?;
	let context = HeaderContext {
		genesis,
		record: [2; 32],
		ceremony: parameters.public().ceremony,
		policy,
	};
	let sealed = encrypt(parameters, &mut tables, &context, &PAYLOAD, 0, &mut OsRng)
		.map_err(|e| anyhow::anyhow!("{e:?}"))?;
	let header = Header::<Bls>::from_bytes(&sealed.header).map_err(|e| anyhow::anyhow!("{e:?}"))?;
	let y1 = predecrypt::y1(&key, &header).map_err(|e| anyhow::anyhow!("{e:?}"))?;
	let y2 = sealed
		.custodian_part
		.y2(&update, EPOCH, &header)
		.map_err(|e| anyhow::anyhow!("{e:?}"))?;
	let e_s = open_core::<Bls>(&secret, &encode_gt::<Bls>(&y1), &encode_gt::<Bls>(&y2))
		.map_err(|e| anyhow::anyhow!("{e:?}"))?;
	let opened = open_box::<Bls>(&e_s, header.hash(), &sealed.sealed_box)
		.is_ok_and(|opened| *opened.payload == PAYLOAD);
	ensure!(opened == satisfied, "the equations and the box disagree");
	Ok(opened)
}
