//! `vectors/ceremony.json`: a run that makes a key and one that hands it on, for both kinds, derived here a second time from
//! the page that describes them.

use crate::{
	account,
	counter::Counter,
	hand::{at, commitment, run_digest, Hand, Lies},
	keys::Used,
	vector_file, Attributes, GENESIS,
};
use curve25519_dalek::{RistrettoPoint, Scalar};
use rand::{CryptoRng, RngCore};
use salus_crypto::{
	ceremony::{
		judge, public_of_deals, verify_deal, verify_receiving_key, CheckedRun, Fault, Kind, Origin,
		ReceivingKeys, Run, RunSecret, Tokens, Verdict,
	},
	encoding::RistrettoBytes,
	schnorr,
	shamir::{lagrange_at_zero, ShareField},
	transcript::Transcript,
};
use serde_json::{json, Value};
use sha2::{Digest, Sha256};

/// `expand_message_xmd` with SHA-256, for at most 32 bytes, of the secret's streams.
struct Stream {
	prefix: Vec<u8>,
	counter: u64,
}

const STREAM: &[u8] = b"SALUS-V1-CEREMONY-STREAM_XMD:SHA-256_";

impl Stream {
	fn of(secret: &[u8; 32], run: &CheckedRun, purpose: &[u8]) -> Self {
		let length = (purpose.len() as u64).to_le_bytes();
		Self {
			prefix: [&secret[..], run.digest(), &length, purpose].concat(),
			counter: 0,
		}
	}
}

impl RngCore for Stream {
	fn next_u32(&mut self) -> u32 {
		unreachable!("the crate asks for bytes")
	}

	fn next_u64(&mut self) -> u64 {
		unreachable!("the crate asks for bytes")
	}

	fn fill_bytes(&mut self, dest: &mut [u8]) {
		for chunk in dest.chunks_mut(32) {
			let tag = [STREAM, &[STREAM.len() as u8]].concat();
			let first = Sha256::digest(
				[
					&[0; 64][..],
					&self.prefix,
					&self.counter.to_le_bytes(),
					&[0, chunk.len() as u8, 0],
					&tag,
				]
				.concat(),
			);
			let block = Sha256::digest([&first[..], &[1], &tag].concat());
			chunk.copy_from_slice(&block[..chunk.len()]);
			self.counter += 1;
		}
	}

	fn try_fill_bytes(&mut self, dest: &mut [u8]) -> Result<(), rand::Error> {
		self.fill_bytes(dest);
		Ok(())
	}
}

impl CryptoRng for Stream {}

fn secret_bytes(number: u8) -> [u8; 32] {
	[0xa0 + number; 32]
}

/// A receiving key with its proof, by hand.
fn receiving_key(run: &CheckedRun, secret: &[u8; 32], member: u16) -> (Scalar, RistrettoBytes, [u8; 64]) {
	let p = Scalar::random(&mut Stream::of(secret, run, b"receiving-key"));
	let key = RistrettoPoint::mul_base(&p).compress().to_bytes();
	let mut transcript = Transcript::new(b"salus/v1/ceremony/receiving-key", &GENESIS);
	transcript.append(b"run", run.digest());
	transcript.append(b"member", &member.to_le_bytes());
	transcript.append(b"key", &key);
	let mut nonces = Stream::of(secret, run, b"receiving-key-nonce");
	(p, key, schnorr::prove_ristretto(&p, transcript, &mut nonces))
}

/// The polynomials and E of a dealer, by hand.
fn hand<K: Used>(run: &CheckedRun, secret: &[u8; 32], old: Option<&K::Share>) -> Hand<K> {
	let mut stream = Stream::of(secret, run, b"polynomials");
	let constants: Vec<K::Scalar> = match old {
		Some(share) => K::secrets_of(share).to_vec(),
		None => (0..K::SECRETS).map(|_| K::Scalar::uniform(&mut stream)).collect(),
	};
	let mut hand = Hand::<K>::through(&constants, run.run().threshold, &mut stream);
	hand.ephemeral = Scalar::random(&mut Stream::of(secret, run, b"ephemeral"));
	hand
}

struct Made<K: Kind> {
	public: K::Public,
	shares: Vec<K::Share>,
	json: Value,
}

/// One run in which the dealers named deal, by the crate and by hand.
fn run_of<K: Used>(run: &CheckedRun, dealers: &[u16], secrets: &[[u8; 32]], old: &[K::Share]) -> Made<K> {
	assert_eq!(*run.digest(), run_digest(run.run()));
	let is_fresh = run.run().origin == Origin::Fresh;
	let mut members = Vec::new();
	let (mut posted, mut scalars) = (Vec::new(), Vec::new());
	for (j, secret) in (1..).zip(secrets) {
		let (p, key, proof) = receiving_key(run, secret, j);
		assert_eq!(
			RunSecret::from_bytes(secret).receiving_key(run, j),
			Ok((key, proof))
		);
		assert_eq!(verify_receiving_key(run, j, &key, &proof), Ok(()));
		members.push(json!({
			"index": j,
			"secret": hex::encode(secret),
			"p": hex::encode(p.to_bytes()),
			"key": hex::encode(key),
			"proof": hex::encode(proof),
		}));
		posted.push(Some(key));
		scalars.push(p);
	}
	let keys = ReceivingKeys::new(run, posted).unwrap();
	let (mut deals, mut hands, mut dealt) = (Vec::new(), Vec::new(), Vec::new());
	for i in dealers {
		// In a resharing holders deal, each with a secret of its own.
		let secret = if is_fresh {
			secrets[usize::from(*i) - 1]
		} else {
			secret_bytes(0x10 + u8::try_from(*i).unwrap())
		};
		let share = old.get(usize::from(*i) - 1);
		let hand = hand::<K>(run, &secret, share);
		let mut nonces = Stream::of(&secret, run, b"proof-nonces");
		let deal = hand.deal(run, &keys, *i, &Lies::default(), &mut nonces);
		let of_crate = RunSecret::from_bytes(&secret);
		let dealing = of_crate.dealing::<K>(run, *i, share).unwrap();
		assert_eq!(dealing.commitment(), hand.commitment(run, *i));
		assert_eq!(dealing.deal(&keys), Ok(deal.clone()));
		assert_eq!(
			verify_deal::<K>(run, &keys, *i, &dealing.commitment(), &deal),
			Ok(())
		);
		let polynomials: Vec<Vec<String>> = hand
			.polynomials
			.iter()
			.map(|f| f.iter().map(|c| hex::encode(K::encode_scalar(c))).collect())
			.collect();
		dealt.push(json!({
			"index": i,
			"secret": hex::encode(secret),
			"polynomials": polynomials,
			"r": hex::encode(hand.ephemeral.to_bytes()),
			"commitment": hex::encode(commitment(run, *i, &hand.commitments())),
			"deal": hex::encode(&deal),
		}));
		deals.push((*i, deal));
		hands.push(hand);
	}
	let deals: Vec<(u16, &[u8])> = deals.iter().map(|(i, deal)| (*i, deal.as_slice())).collect();
	let public = public_of_deals::<K>(run, &keys, &deals).unwrap();

	// Shares and public values once more: sums of values of the polynomials.
	let weights: Vec<K::Scalar> = if is_fresh {
		dealers.iter().map(|_| K::Scalar::from(1)).collect()
	} else {
		lagrange_at_zero(dealers).unwrap()
	};
	let sum_at = |j: u16| -> Vec<K::Scalar> {
		(0..K::SECRETS)
			.map(|secret| {
				let mut sum = K::Scalar::from(0);
				for (hand, weight) in hands.iter().zip(&weights) {
					sum = sum + *weight * at(&hand.polynomials[secret], j);
				}
				sum
			})
			.collect()
	};
	let points = |secrets: &[K::Scalar]| -> Vec<u8> {
		secrets
			.iter()
			.flat_map(|secret| K::encode_point(&K::power(secret)))
			.collect()
	};
	assert_eq!(K::key(&public), points(&sum_at(0)));
	let mut shares = Vec::new();
	let mut shared = Vec::new();
	for (j, secret) in (1..).zip(secrets) {
		let share = RunSecret::from_bytes(secret)
			.share::<K>(run, &keys, j, &deals, &public)
			.unwrap();
		assert!(K::belongs(&share, &public));
		assert!(*K::secrets_of(&share) == sum_at(j));
		assert_eq!(K::public_of(&public, j).unwrap().1, points(&sum_at(j)));
		shared.push(json!({
			"index": j,
			"share": sum_at(j).iter().map(|s| hex::encode(K::encode_scalar(s))).collect::<Vec<_>>(),
			"public": hex::encode(points(&sum_at(j))),
		}));
		shares.push(share);
	}

	// A dealer who lies to the first member, and the member's complaint.
	let liar = dealers[0];
	let lies = Lies {
		wrong: [1].into(),
		..Lies::default()
	};
	let mut random = Counter::default();
	let bad = hands[0].deal(run, &keys, liar, &lies, &mut random);
	let of_deal = random.take();
	let complaints = RunSecret::from_bytes(&secrets[0])
		.complaints::<K>(run, &keys, 1, &[(liar, &bad)], &mut random)
		.unwrap();
	let [(_, complaint)] = &complaints[..] else {
		panic!("one complaint")
	};
	assert_eq!(
		complaint.shared,
		(scalars[0] * RistrettoPoint::mul_base(&hands[0].ephemeral))
			.compress()
			.to_bytes()
	);
	assert_eq!(
		judge::<K>(run, &keys, liar, 1, &bad, complaint),
		Ok(Verdict::Dealer(Fault::Share))
	);
	let json = json!({
		"run": hex::encode(run.digest()),
		"number": run.run().number,
		"generation": run.run().generation,
		"threshold": run.run().threshold,
		"accounts": run.run().members.iter().map(hex::encode).collect::<Vec<_>>(),
		"members": members,
		"dealers": dealt,
		"shares": shared,
		"key": hex::encode(K::key(&public)),
		"complaint": json!({
			"dealer": liar,
			"recipient": 1,
			"deal": hex::encode(&bad),
			"randomness_of_the_deal": of_deal,
			"randomness": random.take(),
			"complaint": hex::encode(complaint.to_bytes()),
		}),
	});
	Made { public, shares, json }
}

fn both_runs<K: Used>() -> Value {
	let accounts = [1, 2, 3].map(account);
	let run = Run {
		genesis: GENESIS,
		kind: K::KIND,
		number: 1,
		generation: 0,
		threshold: 2,
		members: accounts.to_vec(),
		origin: Origin::Fresh,
	};
	let fresh = run_of::<K>(&run.check().unwrap(), &[1, 3], &[1, 2, 3].map(secret_bytes), &[]);
	let run = Run {
		genesis: GENESIS,
		kind: K::KIND,
		number: 2,
		generation: 1,
		threshold: 3,
		members: [3, 4, 5, 6].map(account).to_vec(),
		origin: Origin::Resharing(K::resharing(&fresh.public, &accounts)),
	};
	let run = run.check().unwrap();
	let handed_on = run_of::<K>(&run, &[2, 3], &[4, 5, 6, 7].map(secret_bytes), &fresh.shares);
	assert_eq!(K::key(&handed_on.public), K::key(&fresh.public));
	assert_eq!(
		K::head_of(&handed_on.shares[0]).ceremony,
		K::head_of(&fresh.shares[0]).ceremony
	);
	json!({
		"ceremony": hex::encode(K::head_of(&fresh.shares[0]).ceremony),
		"fresh": fresh.json,
		"resharing": handed_on.json,
	})
}

#[test]
fn vectors_of_ceremonies_are_met() {
	vector_file::check(
		"ceremony",
		&json!({
			"about": "Bytes are hexadecimal. A key made by dealers 1 and 3 for three members, and handed on by dealers 2 and 3 \
				to four. Block n of given randomness is SHA-256 of n as eight little-endian bytes.",
			"genesis": hex::encode(GENESIS),
			"attribute_keys": both_runs::<Attributes>(),
			"tokens": both_runs::<Tokens>(),
		}),
	);
}
