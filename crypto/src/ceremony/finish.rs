//! From the deals that count to the public values of the key: by anyone, in steps.

use super::{
	deal::{row_length, Parts},
	CheckedRun, DealError, FinishError, Kind, ReceivingKeys, SharingHead,
};
use crate::shamir::{lagrange_at_zero, powers};
use alloc::vec::Vec;
use core::ops::RangeInclusive;

/// The dealers that count, of those whose deals stand: their deals were taken and nobody convicted them. Of a fresh key all;
/// of a resharing the first that are enough, since any set of them gives the same key.
pub fn qualified(run: &CheckedRun, standing: &[u16]) -> Result<Vec<u16>, FinishError> {
	if standing.iter().any(|dealer| !run.has_dealer(*dealer)) {
		return Err(FinishError::NoSuchDealer);
	}
	if !standing.is_sorted_by(|one, next| one < next) {
		return Err(FinishError::DealerOrder);
	}
	let needed = usize::from(run.needed_dealers());
	let enough = standing.get(..needed).ok_or(FinishError::TooFewDealers {
		standing: u16::try_from(standing.len()).unwrap_or(u16::MAX),
		needed: run.needed_dealers(),
	})?;
	Ok(match run.resharing() {
		None => standing.to_vec(),
		Some(_) => enough.to_vec(),
	})
}

/// The coefficients by which the deals that count add up; none where all are 1.
pub(super) fn weights<K: Kind>(
	run: &CheckedRun,
	deals: &[(u16, &[u8])],
) -> Result<Option<Vec<K::Scalar>>, FinishError> {
	if run.run().kind != K::KIND {
		return Err(FinishError::OtherKind);
	}
	let dealers: Vec<u16> = deals.iter().map(|(dealer, _)| *dealer).collect();
	if qualified(run, &dealers)? != dealers {
		return Err(FinishError::DealerSet);
	}
	match run.resharing() {
		None => Ok(None),
		Some(_) => lagrange_at_zero(&dealers)
			.map(Some)
			.ok_or(FinishError::DealerOrder),
	}
}

/// The commitments to coefficient k of the sum of all polynomials, from exactly the deals that count. The first is the key.
pub fn coefficient_sum<K: Kind>(
	run: &CheckedRun,
	keys: &ReceivingKeys,
	deals: &[(u16, &[u8])],
	k: u16,
) -> Result<Vec<u8>, FinishError> {
	let weights = weights::<K>(run, deals)?;
	if k >= run.run().threshold {
		return Err(FinishError::NoSuchCoefficient);
	}
	let mut points: Vec<Vec<K::Point>> = (0..K::SECRETS).map(|_| Vec::new()).collect();
	for (dealer, deal) in deals {
		let wrong = |error| FinishError::Deal {
			dealer: *dealer,
			error,
		};
		let parts = Parts::of::<K>(run, keys, deal).map_err(wrong)?;
		let row = parts.row::<K>(k).unwrap_or_default();
		for (points, bytes) in points.iter_mut().zip(row.chunks_exact(K::POINT)) {
			let point =
				K::decode_point(bytes).map_err(|error| wrong(DealError::Coefficient { degree: k, error }))?;
			points.push(point);
		}
	}
	encode_all::<K>(points.iter().map(|points| match &weights {
		None => K::product(points),
		Some(weights) => K::multi_power(points, weights),
	}))
}

/// Points that decoding takes: only who deals alone could make the neutral one, by an accident of 2^-250.
fn encode_all<K: Kind>(points: impl Iterator<Item = K::Point>) -> Result<Vec<u8>, FinishError> {
	let mut bytes = Vec::with_capacity(row_length::<K>());
	for point in points {
		if K::is_neutral(&point) {
			return Err(FinishError::Neutral);
		}
		bytes.extend_from_slice(&K::encode_point(&point));
	}
	Ok(bytes)
}

/// What is public of the shares of some members, from all sums in order.
pub fn member_publics<K: Kind>(
	run: &CheckedRun,
	sums: &[Vec<u8>],
	members: RangeInclusive<u16>,
) -> Result<Vec<Vec<u8>>, FinishError> {
	if run.run().kind != K::KIND {
		return Err(FinishError::OtherKind);
	}
	let threshold = run.run().threshold;
	if sums.len() != usize::from(threshold) {
		return Err(FinishError::SumCount);
	}
	if [members.start(), members.end()]
		.iter()
		.any(|j| !run.has_member(**j))
	{
		return Err(FinishError::NoSuchMember);
	}
	let mut polynomials: Vec<Vec<K::Point>> = (0..K::SECRETS).map(|_| Vec::new()).collect();
	for (k, sum) in (0..).zip(sums) {
		if sum.len() != row_length::<K>() {
			return Err(FinishError::SumLength { degree: k });
		}
		for (points, bytes) in polynomials.iter_mut().zip(sum.chunks_exact(K::POINT)) {
			let point = K::decode_point(bytes).map_err(|error| FinishError::Sum { degree: k, error })?;
			points.push(point);
		}
	}
	members
		.map(|j| {
			let powers = powers(j, threshold);
			encode_all::<K>(polynomials.iter().map(|points| K::multi_power(points, &powers)))
		})
		.collect()
}

/// The public values of the sharing, from all sums and what is public of all members, in order.
pub fn public<K: Kind>(
	run: &CheckedRun,
	sums: &[Vec<u8>],
	members: &[Vec<u8>],
) -> Result<K::Public, FinishError> {
	if run.run().kind != K::KIND {
		return Err(FinishError::OtherKind);
	}
	if sums.len() != usize::from(run.run().threshold) {
		return Err(FinishError::SumCount);
	}
	if members.len() != usize::from(run.members()) {
		return Err(FinishError::MemberCount);
	}
	let key = sums.first().ok_or(FinishError::SumCount)?;
	let ceremony = match run.resharing() {
		None => K::ceremony(key),
		Some(old) if old.key == *key => old.ceremony,
		Some(_) => return Err(FinishError::KeyChanged),
	};
	let head = SharingHead {
		generation: run.run().generation,
		threshold: run.run().threshold,
		ceremony,
	};
	K::public(head, key, members).ok_or(FinishError::Points)
}

/// All steps at once, from exactly the deals that count.
pub fn public_of_deals<K: Kind>(
	run: &CheckedRun,
	keys: &ReceivingKeys,
	deals: &[(u16, &[u8])],
) -> Result<K::Public, FinishError> {
	let sums = (0..run.run().threshold)
		.map(|k| coefficient_sum::<K>(run, keys, deals, k))
		.collect::<Result<Vec<_>, _>>()?;
	let members = member_publics::<K>(run, &sums, 1..=run.members())?;
	public::<K>(run, &sums, &members)
}
