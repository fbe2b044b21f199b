//! Rate limits: so many requests a second and a day, by key and by hospital.

use crate::errors::{Cause, Refusal};
use salus_primitives::{hospital::HospitalId, AccountId};
use std::{
	collections::HashMap,
	hash::Hash,
	num::NonZeroU32,
	time::{Duration, Instant},
};

const SECOND: Duration = Duration::from_secs(1);
const DAY: Duration = Duration::from_secs(24 * 60 * 60);
/// Meters kept before those of past days are dropped.
const SWEEP_ABOVE: usize = 4096;

/// A limit: a second's worth may come at once.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Rate {
	/// Requests a second.
	pub per_second: NonZeroU32,
	/// Requests a day, counted from the first.
	pub per_day: NonZeroU32,
}

impl Default for Rate {
	fn default() -> Self {
		const PER_SECOND: NonZeroU32 = NonZeroU32::MIN.saturating_add(9);
		const PER_DAY: NonZeroU32 = NonZeroU32::MIN.saturating_add(1_999);
		Self {
			per_second: PER_SECOND,
			per_day: PER_DAY,
		}
	}
}

/// Limits of the services.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct Limits {
	/// Of each signing key.
	pub per_key: Rate,
	/// Of all keys of a hospital together.
	pub per_hospital: Rate,
}

#[derive(Clone, Copy)]
struct Meter {
	/// When the requests so far would have come, had they come evenly.
	even: Instant,
	day: Instant,
	used: u32,
}

struct Meters<Key> {
	rate: Rate,
	meters: HashMap<Key, Meter>,
}

impl<Key: Eq + Hash> Meters<Key> {
	fn new(rate: Rate) -> Self {
		Self {
			rate,
			meters: HashMap::new(),
		}
	}

	/// The meter after one more request at `now`, or how long to wait.
	fn next(&self, key: &Key, now: Instant) -> Result<Meter, Duration> {
		let fresh = Meter {
			even: now,
			day: now,
			used: 0,
		};
		let mut meter = self.meters.get(key).copied().unwrap_or(fresh);
		if now.saturating_duration_since(meter.day) >= DAY {
			meter.day = now;
			meter.used = 0;
		}
		if meter.used >= self.rate.per_day.get() {
			return Err((meter.day + DAY).saturating_duration_since(now));
		}
		meter.even = meter.even.max(now) + SECOND / self.rate.per_second.get();
		meter.used = meter.used.saturating_add(1);
		match meter.even.saturating_duration_since(now).checked_sub(SECOND) {
			Some(wait) if !wait.is_zero() => Err(wait),
			_ => Ok(meter),
		}
	}

	fn set(&mut self, key: Key, meter: Meter, now: Instant) {
		if self.meters.len() >= SWEEP_ABOVE {
			self.meters
				.retain(|_, meter| now.saturating_duration_since(meter.day) < DAY);
		}
		self.meters.insert(key, meter);
	}
}

/// Counts requests against the limits.
pub struct Limiter {
	keys: Meters<AccountId>,
	hospitals: Meters<HospitalId>,
}

impl Limiter {
	/// Counts from zero.
	pub fn new(limits: Limits) -> Self {
		Self {
			keys: Meters::new(limits.per_key),
			hospitals: Meters::new(limits.per_hospital),
		}
	}

	/// Counts a request of `signer`, or refuses it; a refused request is not counted.
	pub fn count(
		&mut self,
		signer: &AccountId,
		hospital: Option<HospitalId>,
		now: Instant,
	) -> Result<(), Refusal> {
		let refuse = |cause: Cause| {
			move |wait| Refusal {
				retry_after: Some(wait),
				..cause.into()
			}
		};
		let key = self
			.keys
			.next(signer, now)
			.map_err(refuse(Cause::KeyRateLimited))?;
		if let Some(hospital) = hospital {
			let meter = self
				.hospitals
				.next(&hospital, now)
				.map_err(refuse(Cause::HospitalRateLimited))?;
			self.hospitals.set(hospital, meter, now);
		}
		self.keys.set(signer.clone(), key, now);
		Ok(())
	}
}

#[cfg(test)]
mod tests {
	use super::*;

	fn account(seed: u8) -> AccountId {
		AccountId::new([seed; 32])
	}

	fn rate(per_second: u32, per_day: u32) -> Rate {
		Rate {
			per_second: NonZeroU32::new(per_second).unwrap(),
			per_day: NonZeroU32::new(per_day).unwrap(),
		}
	}

	fn cause(result: Result<(), Refusal>) -> Option<Cause> {
		result.err().map(|refusal| refusal.cause)
	}

	#[test]
	fn a_seconds_worth_may_come_at_once_and_then_the_rate_holds() {
		let mut limiter = Limiter::new(Limits {
			per_key: rate(10, 2000),
			per_hospital: rate(1000, 20000),
		});
		let start = Instant::now();
		for _ in 0..10 {
			assert_eq!(limiter.count(&account(1), Some(0), start), Ok(()));
		}
		let refusal = limiter.count(&account(1), Some(0), start).unwrap_err();
		assert_eq!(refusal.cause, Cause::KeyRateLimited);
		assert_eq!(refusal.retry_after, Some(Duration::from_millis(100)));
		assert_eq!(
			limiter.count(&account(1), Some(0), start + Duration::from_millis(100)),
			Ok(())
		);
		assert_eq!(limiter.count(&account(2), Some(0), start), Ok(()), "another key");
	}

	#[test]
	fn all_keys_of_a_hospital_share_its_limit() {
		let mut limiter = Limiter::new(Limits {
			per_key: rate(10, 2000),
			per_hospital: rate(3, 2000),
		});
		let now = Instant::now();
		for seed in 0..3 {
			assert_eq!(limiter.count(&account(seed), Some(7), now), Ok(()));
		}
		assert_eq!(
			cause(limiter.count(&account(9), Some(7), now)),
			Some(Cause::HospitalRateLimited)
		);
		assert_eq!(limiter.count(&account(9), Some(8), now), Ok(()));
	}

	#[test]
	fn a_refusal_by_the_hospitals_limit_does_not_count_against_the_key() {
		let mut limiter = Limiter::new(Limits {
			per_key: rate(1, 1),
			per_hospital: rate(1, 1),
		});
		let now = Instant::now();
		assert_eq!(limiter.count(&account(1), Some(7), now), Ok(()));
		assert_eq!(
			cause(limiter.count(&account(2), Some(7), now)),
			Some(Cause::HospitalRateLimited)
		);
		assert_eq!(limiter.count(&account(2), None, now), Ok(()));
	}

	#[test]
	fn the_daily_limit_ends_a_day_after_the_first_request() {
		let mut limiter = Limiter::new(Limits {
			per_key: rate(10, 2),
			per_hospital: rate(10, 2000),
		});
		let now = Instant::now();
		assert_eq!(limiter.count(&account(1), None, now), Ok(()));
		assert_eq!(limiter.count(&account(1), None, now + SECOND), Ok(()));
		let refusal = limiter.count(&account(1), None, now + 2 * SECOND).unwrap_err();
		assert_eq!(refusal.retry_after, Some(DAY - 2 * SECOND));
		assert_eq!(limiter.count(&account(1), None, now + DAY), Ok(()));
	}
}
