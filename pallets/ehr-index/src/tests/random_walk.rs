//! Random calls by random actors, against a model that knows the rule only: after each step the answer is the model's, every
//! invariant holds, no money is made or lost, and a refused call has changed nothing.

use crate::{mock::*, Error};
use proptest::prelude::*;
use salus_primitives::{
	hospital::HospitalId,
	index::{EmergencyReason, EmergencyVerdict},
	record::{ConsentTarget, Grantee, RecordId, Scope},
	AccountId, BlockNumber,
};
use sp_runtime::{DispatchResult, StateVersion};
use std::collections::{BTreeMap, BTreeSet};

const HOSPITALS: [HospitalId; 3] = [ST_MARY, NORTH, SOUTH];

#[derive(Clone, Debug)]
enum Step {
	Register(HospitalId, u8, bool),
	Move(HospitalId, u8, usize),
	Offer(HospitalId, u8, HospitalId),
	Accept(HospitalId, u8),
	Cancel(HospitalId, u8),
	Retire(HospitalId, u8),
	Grant(bool, ConsentTarget, Grantee<AccountId>, BlockNumber),
	Withdraw(bool, ConsentTarget, Grantee<AccountId>),
	ClearConsent(bool, ConsentTarget, Grantee<AccountId>),
	Authorise(HospitalId, HospitalId, Scope, BlockNumber),
	Unauthorise(HospitalId, HospitalId, Scope),
	ClearAuthorisation(HospitalId, HospitalId, Scope),
	Access(HospitalId, u8, u8),
	ClearAccess(HospitalId, u8, u8),
	OpenEpoch(HospitalId),
	Index(HospitalId, u8),
	Unindex(HospitalId, u8),
	Interests(HospitalId, u8, u8),
	ClearInterests(HospitalId, u8),
	Emergency(HospitalId, u8, u8),
	Review(u64, bool),
	ClearEmergency(u64),
	GrantAttribute(HospitalId, u8),
	WithdrawAttribute(HospitalId, u8),
	Suspend(HospitalId),
	Reinstate(HospitalId),
	Revoke(HospitalId, u8),
	Restore(HospitalId, u8),
	Wait(BlockNumber),
	NextEpoch,
}

fn hospital() -> impl Strategy<Value = HospitalId> {
	prop::sample::select(HOSPITALS.to_vec())
}

fn scope() -> impl Strategy<Value = Scope> {
	prop_oneof![4 => Just(HEART), 1 => Just(BONES)]
}

fn number() -> impl Strategy<Value = u8> {
	1..=3u8
}

fn target() -> impl Strategy<Value = ConsentTarget> {
	prop_oneof![
		number().prop_map(|n| ConsentTarget::Record(record(n))),
		scope().prop_map(ConsentTarget::Scope),
		Just(ConsentTarget::All)
	]
}

fn grantee() -> impl Strategy<Value = Grantee<AccountId>> {
	prop_oneof![
		hospital().prop_map(Grantee::Hospital),
		(hospital(), 0..2u8).prop_map(|(h, n)| Grantee::Doctor(doctor(h, n)))
	]
}

fn step() -> impl Strategy<Value = Step> {
	use Step::*;
	prop_oneof![
		4 => (hospital(), number(), any::<bool>()).prop_map(|(h, n, p)| Register(h, n, p)),
		1 => (hospital(), number(), 0..60usize).prop_map(|(h, n, l)| Move(h, n, l)),
		3 => (hospital(), number(), hospital()).prop_map(|(h, n, to)| Offer(h, n, to)),
		3 => (hospital(), number()).prop_map(|(h, n)| Accept(h, n)),
		1 => (hospital(), number()).prop_map(|(h, n)| Cancel(h, n)),
		1 => (hospital(), number()).prop_map(|(h, n)| Retire(h, n)),
		4 => (any::<bool>(), target(), grantee(), 0..60u32).prop_map(|(p, t, g, e)| Grant(p, t, g, e)),
		1 => (any::<bool>(), target(), grantee()).prop_map(|(p, t, g)| Withdraw(p, t, g)),
		1 => (any::<bool>(), target(), grantee()).prop_map(|(p, t, g)| ClearConsent(p, t, g)),
		4 => (hospital(), hospital(), scope(), 0..60u32).prop_map(|(h, g, s, e)| Authorise(h, g, s, e)),
		1 => (hospital(), hospital(), scope()).prop_map(|(h, g, s)| Unauthorise(h, g, s)),
		1 => (hospital(), hospital(), scope()).prop_map(|(h, g, s)| ClearAuthorisation(h, g, s)),
		6 => (hospital(), 0..2u8, number()).prop_map(|(h, d, n)| Access(h, d, n)),
		2 => (hospital(), 0..2u8, number()).prop_map(|(h, d, n)| ClearAccess(h, d, n)),
		4 => hospital().prop_map(OpenEpoch),
		5 => (hospital(), number()).prop_map(|(h, n)| Index(h, n)),
		1 => (hospital(), number()).prop_map(|(h, n)| Unindex(h, n)),
		2 => (hospital(), 0..2u8, 1..9u8).prop_map(|(h, d, n)| Interests(h, d, n)),
		1 => (hospital(), 0..2u8).prop_map(|(h, d)| ClearInterests(h, d)),
		5 => (hospital(), 0..2u8, number()).prop_map(|(h, d, n)| Emergency(h, d, n)),
		1 => (0..4u64, prop::bool::weighted(0.3)).prop_map(|(id, abuse)| Review(id, abuse)),
		1 => (0..4u64).prop_map(ClearEmergency),
		3 => (hospital(), 0..2u8).prop_map(|(h, d)| GrantAttribute(h, d)),
		1 => (hospital(), 0..2u8).prop_map(|(h, d)| WithdrawAttribute(h, d)),
		1 => hospital().prop_map(Suspend),
		2 => hospital().prop_map(Reinstate),
		1 => (hospital(), 0..2u8).prop_map(|(h, n)| Revoke(h, n)),
		1 => (hospital(), 0..2u8).prop_map(|(h, n)| Restore(h, n)),
		2 => (1..12u32).prop_map(Wait),
		1 => Just(NextEpoch),
	]
}

fn patient(first: bool) -> AccountId {
	if first {
		alma()
	} else {
		bruno()
	}
}

fn run(model: &Model, step: Step) -> DispatchResult {
	let by = |hospital| RuntimeOrigin::signed(operator(hospital));
	let of = |first| RuntimeOrigin::signed(patient(first));
	match step {
		Step::Register(h, n, p) => {
			EhrIndex::register_record(by(h), record(n), registration(h, record(n), patient(p)))
		}
		Step::Move(h, n, length) => EhrIndex::update_location(by(h), record(n), location(length)),
		Step::Offer(h, n, to) => EhrIndex::transfer_custody(by(h), record(n), to),
		Step::Accept(h, n) => EhrIndex::accept_custody(by(h), record(n), location(30)),
		Step::Cancel(h, n) => EhrIndex::cancel_transfer(by(h), record(n)),
		Step::Retire(h, n) => EhrIndex::retire_record(by(h), record(n)),
		Step::Grant(p, target, grantee, expires_at) => {
			EhrIndex::grant_consent(of(p), target, grantee, expires_at)
		}
		Step::Withdraw(p, target, grantee) => EhrIndex::withdraw_consent(of(p), target, grantee),
		Step::ClearConsent(p, target, grantee) => {
			EhrIndex::clear_consent(RuntimeOrigin::signed(stranger()), patient(p), target, grantee)
		}
		Step::Authorise(h, grantee, scope, expires_at) => {
			let epochs = if scope == HEART { next_epoch(h, HEART) } else { 0 };
			EhrIndex::authorise_hospital(by(h), grantee, scope, expires_at, keys_of(h, 0..epochs))
		}
		Step::Unauthorise(h, grantee, scope) => EhrIndex::withdraw_authorisation(by(h), grantee, scope),
		Step::ClearAuthorisation(h, grantee, scope) => {
			EhrIndex::clear_authorisation(RuntimeOrigin::signed(stranger()), h, grantee, scope)
		}
		Step::Access(h, d, n) => EhrIndex::record_access(RuntimeOrigin::signed(doctor(h, d)), record(n)),
		Step::ClearAccess(h, d, n) => {
			EhrIndex::clear_access(RuntimeOrigin::signed(stranger()), doctor(h, d), record(n))
		}
		Step::OpenEpoch(h) => {
			let point = index_point(h, next_epoch(h, HEART));
			let wraps = rewraps(h, HEART, &model.entitled(h, System::block_number()));
			EhrIndex::set_index_keys(by(h), HEART, point, wraps)
		}
		Step::Index(h, n) => {
			let epoch = next_epoch(h, HEART).saturating_sub(1);
			EhrIndex::index_record(by(h), record(n), epoch, tags(n, 32))
		}
		Step::Unindex(h, n) => EhrIndex::unindex_record(by(h), record(n)),
		Step::Interests(h, d, n) => {
			let digests: Vec<_> = (0..n).map(|seed| [seed; 32]).collect();
			let caller = RuntimeOrigin::signed(doctor(h, d));
			EhrIndex::set_interests(caller, digests.try_into().unwrap())
		}
		Step::ClearInterests(h, d) => {
			EhrIndex::clear_interests(RuntimeOrigin::signed(doctor(h, d)), doctor(h, d))
		}
		Step::Emergency(h, d, n) => EhrIndex::break_glass(
			RuntimeOrigin::signed(doctor(h, d)),
			record(n),
			EmergencyReason::Unconscious,
		),
		Step::Review(id, abuse) => EhrIndex::review_emergency(RuntimeOrigin::root(), id, verdict(abuse)),
		Step::ClearEmergency(id) => EhrIndex::clear_emergency(RuntimeOrigin::signed(stranger()), id),
		Step::GrantAttribute(h, d) => {
			Registry::grant_emergency(doctor(h, d));
			Ok(())
		}
		Step::WithdrawAttribute(h, d) => {
			Registry::withdraw_emergency(&doctor(h, d));
			Ok(())
		}
		Step::Suspend(h) => {
			Registry::suspend(h);
			Ok(())
		}
		Step::Reinstate(h) => {
			Registry::reinstate(h);
			Ok(())
		}
		Step::Revoke(h, n) => {
			Registry::revoke(doctor(h, n));
			Ok(())
		}
		Step::Restore(h, n) => {
			Registry::restore(&doctor(h, n));
			Ok(())
		}
		Step::Wait(blocks) => {
			System::set_block_number(System::block_number() + blocks);
			Ok(())
		}
		Step::NextEpoch => {
			Epochs::advance();
			Ok(())
		}
	}
}

fn verdict(abuse: bool) -> EmergencyVerdict {
	if abuse {
		EmergencyVerdict::Abuse
	} else {
		EmergencyVerdict::Justified
	}
}

/// An emergency, as far as the rule speaks of it.
struct Declared {
	doctor: AccountId,
	record: RecordId,
	expires_at: BlockNumber,
	reviewed: bool,
}

/// What the rule speaks of, and nothing else.
#[derive(Default)]
struct Model {
	records: BTreeMap<RecordId, (HospitalId, AccountId, bool)>,
	offers: BTreeMap<RecordId, HospitalId>,
	consents: BTreeMap<(AccountId, ConsentTarget, Grantee<AccountId>), BlockNumber>,
	authorisations: BTreeMap<(HospitalId, HospitalId, Scope), BlockNumber>,
	suspended: BTreeSet<HospitalId>,
	revoked: BTreeSet<AccountId>,
	/// The block in which a hospital opened its latest index epoch, and whether an authorisation taken away closed it.
	epochs: BTreeMap<HospitalId, (BlockNumber, bool)>,
	emergencies: Vec<Declared>,
	emergency_staff: BTreeSet<AccountId>,
	bans: BTreeMap<AccountId, BlockNumber>,
}

impl Model {
	/// Whom a hospital gives the key of its next epoch.
	fn entitled(&self, hospital: HospitalId, now: BlockNumber) -> Vec<HospitalId> {
		let live = self
			.authorisations
			.iter()
			.filter(|((by, to, scope), expires_at)| {
				*by == hospital && *scope == HEART && now < **expires_at && !self.suspended.contains(to)
			});
		live.map(|((_, to, _), _)| *to).collect()
	}

	/// An authorisation goes, or is renewed: what ended under the current epoch closes it.
	fn ends(&mut self, key: (HospitalId, HospitalId, Scope), withdrawn: bool) {
		let now = System::block_number();
		let Some(expires_at) = self.authorisations.get(&key) else {
			return;
		};
		if let Some((opened_at, closed)) = self.epochs.get_mut(&key.0).filter(|_| key.2 == HEART) {
			let held_under_it = *opened_at < *expires_at;
			*closed |= held_under_it && (withdrawn || *expires_at <= now);
		}
	}

	/// Whether a hospital's current epoch takes a record.
	fn takes(&self, hospital: HospitalId, id: RecordId, now: BlockNumber) -> bool {
		let Some((opened_at, false)) = self.epochs.get(&hospital) else {
			return false;
		};
		let ended = self.authorisations.iter().any(|((by, _, scope), expires_at)| {
			*by == hospital && *scope == HEART && opened_at < expires_at && *expires_at <= now
		});
		let kept = matches!(self.records.get(&id), Some((custodian, _, true)) if *custodian == hospital);
		kept && !ended && !self.suspended.contains(&hospital)
	}

	fn banned(&self, doctor: &AccountId, now: BlockNumber) -> bool {
		self.bans.get(doctor).is_some_and(|until| now < *until)
	}

	fn in_emergency(&self, doctor: &AccountId, id: RecordId, now: BlockNumber) -> bool {
		let declared = self
			.emergencies
			.iter()
			.any(|one| one.doctor == *doctor && one.record == id && now < one.expires_at);
		declared && self.emergency_staff.contains(doctor) && !self.banned(doctor, now)
	}

	/// Whether an emergency may be declared.
	fn may_declare(&self, hospital: HospitalId, doctor: &AccountId, id: RecordId, now: BlockNumber) -> bool {
		let unreviewed = self
			.emergencies
			.iter()
			.filter(|one| one.doctor == *doctor && !one.reviewed);
		self.in_standing(hospital, doctor, id)
			&& self.emergency_staff.contains(doctor)
			&& !self.banned(doctor, now)
			&& !self.may_open(hospital, doctor, id, now)
			&& unreviewed.count() < 16
	}

	fn in_standing(&self, hospital: HospitalId, doctor: &AccountId, id: RecordId) -> bool {
		let Some((custodian, _, true)) = self.records.get(&id) else {
			return false;
		};
		!self.revoked.contains(doctor)
			&& !self.suspended.contains(&hospital)
			&& !self.suspended.contains(custodian)
	}

	/// Takes note of a step that the pallet accepted.
	fn follow(&mut self, step: Step) {
		match step {
			Step::Register(h, n, p) => {
				let fresh = self.records.insert(record(n), (h, patient(p), true)).is_none();
				assert!(fresh, "an identifier was used twice");
			}
			Step::Offer(_, n, to) => {
				self.offers.insert(record(n), to);
			}
			Step::Cancel(_, n) => {
				self.offers.remove(&record(n));
			}
			Step::Accept(h, n) => {
				assert_eq!(self.offers.remove(&record(n)), Some(h));
				self.records.get_mut(&record(n)).unwrap().0 = h;
			}
			Step::Retire(h, n) => {
				let stored = self.records.get_mut(&record(n)).unwrap();
				assert_eq!(stored.0, h);
				stored.2 = false;
			}
			Step::Grant(p, target, grantee, expires_at) => {
				self.consents.insert((patient(p), target, grantee), expires_at);
			}
			Step::Withdraw(p, target, grantee) | Step::ClearConsent(p, target, grantee) => {
				assert!(self.consents.remove(&(patient(p), target, grantee)).is_some());
			}
			Step::Authorise(h, grantee, scope, expires_at) => {
				self.ends((h, grantee, scope), false);
				self.authorisations.insert((h, grantee, scope), expires_at);
			}
			Step::Unauthorise(h, grantee, scope) | Step::ClearAuthorisation(h, grantee, scope) => {
				self.ends((h, grantee, scope), true);
				assert!(self.authorisations.remove(&(h, grantee, scope)).is_some());
			}
			Step::OpenEpoch(h) => {
				self.epochs.insert(h, (System::block_number(), false));
			}
			Step::Emergency(h, d, n) => self.emergencies.push(Declared {
				doctor: doctor(h, d),
				record: record(n),
				expires_at: System::block_number() + EMERGENCY_PERIOD,
				reviewed: false,
			}),
			Step::Review(id, abuse) => {
				let now = System::block_number();
				let declared = &mut self.emergencies[id as usize];
				assert!(!declared.reviewed);
				declared.reviewed = true;
				if abuse {
					let until = self.bans.entry(declared.doctor.clone()).or_insert(now);
					*until = (*until).max(now) + EMERGENCY_BAN;
				}
			}
			Step::GrantAttribute(h, d) => {
				self.emergency_staff.insert(doctor(h, d));
			}
			Step::WithdrawAttribute(h, d) => {
				self.emergency_staff.remove(&doctor(h, d));
			}
			Step::Suspend(h) => {
				self.suspended.insert(h);
			}
			Step::Reinstate(h) => {
				self.suspended.remove(&h);
			}
			Step::Revoke(h, n) => {
				self.revoked.insert(doctor(h, n));
			}
			Step::Restore(h, n) => {
				self.revoked.remove(&doctor(h, n));
			}
			Step::Move(..)
			| Step::Access(..)
			| Step::ClearAccess(..)
			| Step::Index(..)
			| Step::Unindex(..)
			| Step::Interests(..)
			| Step::ClearInterests(..)
			| Step::ClearEmergency(_)
			| Step::Wait(_)
			| Step::NextEpoch => {}
		}
	}

	/// The rule.
	fn may_open(&self, hospital: HospitalId, doctor: &AccountId, id: RecordId, now: BlockNumber) -> bool {
		let Some((custodian, patient, true)) = self.records.get(&id) else {
			return false;
		};
		let live = |expires_at: Option<&BlockNumber>| expires_at.is_some_and(|at| now < *at);
		let consented = self.consents.iter().any(|((who, target, grantee), expires_at)| {
			let to_this = match target {
				ConsentTarget::Record(record) => *record == id,
				ConsentTarget::Scope(scope) => *scope == HEART,
				ConsentTarget::All => true,
			};
			let for_this = match grantee {
				Grantee::Hospital(grantee) => *grantee == hospital,
				Grantee::Doctor(grantee) => grantee == doctor,
			};
			who == patient && to_this && for_this && live(Some(expires_at))
		});
		let authorised =
			*custodian == hospital || live(self.authorisations.get(&(*custodian, hospital, HEART)));
		self.in_standing(hospital, doctor, id)
			&& (authorised && consented || self.in_emergency(doctor, id, now))
	}

	fn agrees(&self) {
		for hospital in HOSPITALS {
			for who in [doctor(hospital, 0), doctor(hospital, 1)] {
				for id in [record(1), record(2), record(3)] {
					assert_eq!(
						EhrIndex::api_may_open(who.clone(), id).is_ok(),
						self.may_open(hospital, &who, id, System::block_number())
					);
				}
			}
		}
	}
}

proptest! {
	#![proptest_config(ProptestConfig::with_cases(64))]

	#[test]
	fn the_pallet_and_the_rule_never_disagree(steps in prop::collection::vec(step(), 1..80)) {
		new_test_ext().execute_with(|| {
			let mut model = Model::default();
			for step in steps {
				let before = sp_io::storage::root(StateVersion::V1);
				let allowed = match &step {
					Step::Access(h, d, n) => {
						let who = doctor(*h, *d);
						Some(model.may_open(*h, &who, record(*n), System::block_number()))
					},
					Step::Emergency(h, d, n) => {
						let who = doctor(*h, *d);
						Some(model.may_declare(*h, &who, record(*n), System::block_number()))
					},
					Step::Index(h, n) => Some(model.takes(*h, record(*n), System::block_number())),
					Step::OpenEpoch(h) => Some(!model.suspended.contains(h)),
					_ => None,
				};
				let outcome =
					frame_support::storage::with_storage_layer(|| run(&model, step.clone()));
				match outcome {
					Ok(()) => model.follow(step),
					Err(_) => assert_eq!(before, sp_io::storage::root(StateVersion::V1), "a refusal changed something"),
				}
				if let Some(allowed) = allowed {
					let again = outcome == Err(Error::<Test>::AlreadyDeclared.into());
					assert_eq!(outcome.is_ok() || again, allowed);
				}
				model.agrees();
				check();
			}
		});
	}
}
