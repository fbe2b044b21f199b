//! A member opens its shares, complains of bad ones, and makes its share of the key.

use super::{
	complaint::complain,
	deal::{lies_on, read_share, share_context, Parts},
	finish::weights,
	CheckedRun, Complaint, DealError, Kind, ReceiveError, ReceivingKeys, RunSecret, ShareHead,
};
use crate::{
	dleq::Element,
	encoding::RistrettoBytes,
	shamir::{powers, ShareField},
	wrap::open_with,
};
use alloc::vec::Vec;
use curve25519_dalek::{RistrettoPoint, Scalar};
use rand_core::CryptoRngCore;
use zeroize::Zeroizing;

/// A member with the secret of its receiving key.
struct Recipient<'a> {
	run: &'a CheckedRun,
	keys: &'a ReceivingKeys,
	index: u16,
	key: &'a RistrettoBytes,
	secret: Zeroizing<Scalar>,
}

/// One dealer's share as it was opened, if it was.
struct OpenedDeal<'a, K: Kind> {
	dealer: u16,
	parts: Parts<'a>,
	secrets: Option<Zeroizing<Vec<K::Scalar>>>,
}

impl<'a> Recipient<'a> {
	fn new<K: Kind>(
		secret: &RunSecret,
		run: &'a CheckedRun,
		keys: &'a ReceivingKeys,
		index: u16,
	) -> Result<Self, ReceiveError> {
		if run.run().kind != K::KIND {
			return Err(ReceiveError::OtherKind);
		}
		let key = keys.get(index).ok_or(ReceiveError::NoReceivingKey)?;
		let secret = secret.receiving_scalar(run);
		if RistrettoPoint::mul_base(&secret).compress().as_bytes() != key {
			return Err(ReceiveError::OtherSecret);
		}
		Ok(Self {
			run,
			keys,
			index,
			key,
			secret,
		})
	}

	fn ephemeral(&self, dealer: u16, parts: &Parts<'_>) -> Result<Element, ReceiveError> {
		Element::decode(&parts.ephemeral).map_err(|error| ReceiveError::Deal {
			dealer,
			error: DealError::Ephemeral(error),
		})
	}

	#[allow(clippy::arithmetic_side_effects)] // group arithmetic
	fn shared(&self, ephemeral: &Element) -> Zeroizing<RistrettoPoint> {
		Zeroizing::new(*self.secret * ephemeral.point)
	}

	fn open<'d, K: Kind>(&self, dealer: u16, deal: &'d [u8]) -> Result<OpenedDeal<'d, K>, ReceiveError> {
		let wrong = |error| ReceiveError::Deal { dealer, error };
		if !self.run.has_dealer(dealer) {
			return Err(wrong(DealError::NoSuchDealer));
		}
		let parts = Parts::of::<K>(self.run, self.keys, deal).map_err(wrong)?;
		let ephemeral = self.ephemeral(dealer, &parts)?;
		let context = share_context(self.run, dealer, self.index);
		let sealed = parts.sealed_for::<K>(self.keys, self.index).unwrap_or_default();
		let secrets = open_with(
			&self.shared(&ephemeral),
			&parts.ephemeral,
			self.key,
			&context,
			sealed,
		)
		.ok()
		.and_then(|message| read_share::<K>(&message))
		.map(Zeroizing::new);
		Ok(OpenedDeal {
			dealer,
			parts,
			secrets,
		})
	}

	fn complain<K: Kind>(
		&self,
		deal: &OpenedDeal<'_, K>,
		rng: &mut impl CryptoRngCore,
	) -> Result<(u16, Complaint), ReceiveError> {
		let ephemeral = self.ephemeral(deal.dealer, &deal.parts)?;
		let (key, shared) = (
			Element::from(RistrettoPoint::mul_base(&self.secret)),
			Element::from(*self.shared(&ephemeral)),
		);
		let complaint = complain(
			self.run,
			deal.dealer,
			self.index,
			&self.secret,
			[&key, &ephemeral, &shared],
			rng,
		);
		Ok((deal.dealer, complaint))
	}
}

fn times<F: ShareField>(a: F, b: F) -> F {
	a * b
}

fn plus_times<F: ShareField>(sum: F, a: F, b: F) -> F {
	sum + a * b
}

/// A share as it was opened, and the polynomials that it should lie on.
type Claim<'a, K> = (&'a [<K as Kind>::Scalar], Vec<Vec<<K as Kind>::Point>>);

/// Whether all shares lie on their polynomials: one product of powers, each equation under a weight of 128 bits.
fn all_lie_on<K: Kind>(j: u16, claims: &[Claim<'_, K>], rng: &mut impl CryptoRngCore) -> bool {
	let (mut points, mut scalars) = (Vec::new(), Vec::new());
	let mut left = Zeroizing::new(K::Scalar::from(0));
	for (secrets, polynomials) in claims {
		for (secret, polynomial) in secrets.iter().zip(polynomials) {
			let mut bits = [0; 16];
			rng.fill_bytes(&mut bits);
			// A weight of zero would leave a check out.
			let weight = K::weight(u128::from_le_bytes(bits).max(1));
			*left = plus_times(*left, weight, *secret);
			let powers = powers::<K::Scalar>(j, u16::try_from(polynomial.len()).unwrap_or(u16::MAX));
			scalars.extend(powers.into_iter().map(|power| times(weight, power)));
			points.extend_from_slice(polynomial);
		}
	}
	K::encode_point(&K::power(&left)) == K::encode_point(&K::multi_power(&points, &scalars))
}

impl RunSecret {
	/// Opens what the dealers of these deals sealed for a member, checks it, and complains of the dealers of what is bad. The
	/// deals are those that the chain took: [`super::verify_deal`] passed them.
	pub fn complaints<K: Kind>(
		&self,
		run: &CheckedRun,
		keys: &ReceivingKeys,
		recipient: u16,
		deals: &[(u16, &[u8])],
		rng: &mut impl CryptoRngCore,
	) -> Result<Vec<(u16, Complaint)>, ReceiveError> {
		let recipient = Recipient::new::<K>(self, run, keys, recipient)?;
		let mut complaints = Vec::new();
		let opened = deals
			.iter()
			.map(|(dealer, deal)| recipient.open::<K>(*dealer, deal))
			.collect::<Result<Vec<_>, _>>()?;
		let (mut claims, mut claimed) = (Vec::new(), Vec::new());
		for deal in &opened {
			match &deal.secrets {
				Some(secrets) => {
					let polynomials = deal
						.parts
						.polynomials::<K>()
						.map_err(|error| ReceiveError::Deal {
							dealer: deal.dealer,
							error,
						})?;
					claims.push((secrets.as_slice(), polynomials));
					claimed.push(deal);
				}
				None => complaints.push(recipient.complain(deal, rng)?),
			}
		}
		if !all_lie_on::<K>(recipient.index, &claims, rng) {
			for (deal, (secrets, polynomials)) in claimed.into_iter().zip(&claims) {
				if !lies_on::<K>(polynomials, recipient.index, secrets) {
					complaints.push(recipient.complain(deal, rng)?);
				}
			}
		}
		complaints.sort_by_key(|(dealer, _)| *dealer);
		Ok(complaints)
	}

	/// The member's share of the key, from exactly the deals that count, checked against what is public of it.
	pub fn share<K: Kind>(
		&self,
		run: &CheckedRun,
		keys: &ReceivingKeys,
		recipient: u16,
		deals: &[(u16, &[u8])],
		public: &K::Public,
	) -> Result<K::Share, ReceiveError> {
		let recipient = Recipient::new::<K>(self, run, keys, recipient)?;
		let weights = weights::<K>(run, deals)
			.map_err(ReceiveError::Dealers)?
			.unwrap_or_else(|| deals.iter().map(|_| K::Scalar::from(1)).collect());
		let mut sums = Zeroizing::new(Vec::with_capacity(K::SECRETS));
		sums.resize(K::SECRETS, K::Scalar::from(0));
		for ((dealer, deal), weight) in deals.iter().zip(weights) {
			let opened = recipient.open::<K>(*dealer, deal)?;
			let secrets = opened
				.secrets
				.ok_or(ReceiveError::NotOpened { dealer: *dealer })?;
			for (sum, secret) in sums.iter_mut().zip(secrets.iter()) {
				*sum = plus_times(*sum, weight, *secret);
			}
		}
		let (head, expected) = K::public_of(public, recipient.index).ok_or(ReceiveError::OtherSharing)?;
		if head.generation != run.run().generation || head.threshold != run.run().threshold {
			return Err(ReceiveError::OtherSharing);
		}
		let points: Vec<u8> = sums
			.iter()
			.flat_map(|secret| K::encode_point(&K::power(secret)))
			.collect();
		if points != expected {
			return Err(ReceiveError::NotItsPublic);
		}
		let head = ShareHead {
			index: recipient.index,
			generation: head.generation,
			ceremony: head.ceremony,
		};
		K::share(head, &sums).ok_or(ReceiveError::NotItsPublic)
	}
}
