//! Grants and withdrawals of attributes.

use crate::{Attributes, Config, Error, Event, Keys, Pallet};
use alloc::{collections::BTreeSet, vec::Vec};
use frame_support::{ensure, traits::EnsureOrigin};
use frame_system::{ensure_signed, pallet_prelude::OriginFor};
use salus_crypto::policy;
use salus_primitives::{
	authority::{Attribute, AttributeSet},
	hospital::{Handle, HospitalId, CONSORTIUM},
	traits::{AttributeRegistry, HospitalRegistry, RevocationRegistry},
};
use sp_runtime::{DispatchError, DispatchResult};

/// Whoever grants: a namespace, and the hospital with its operator unless it is the council.
struct Granter<AccountId> {
	namespace: Handle,
	hospital: Option<(HospitalId, AccountId)>,
}

impl<T: Config> Pallet<T> {
	pub(crate) fn do_grant(
		origin: OriginFor<T>,
		account: T::AccountId,
		attributes: AttributeSet,
	) -> DispatchResult {
		let granter = Self::granter(origin)?;
		let granted = Self::checked_set(&granter, attributes)?;
		if let Some((hospital, operator)) = &granter.hospital {
			// Taking away stays possible: a withdrawal harms no secret.
			ensure!(!T::Revocations::is_revoked(operator), Error::<T>::SignerRevoked);
			ensure!(
				T::Hospitals::is_accredited(*hospital),
				Error::<T>::HospitalNotAccredited
			);
			ensure!(
				T::Hospitals::employer(&account) == Some(*hospital),
				Error::<T>::NotYourStaff
			);
		}
		Self::ensure_staff_in_good_standing(&account)?;
		ensure!(
			Self::live_key(&account)?.path_digest.is_some(),
			Error::<T>::NoPath
		);

		let current = Attributes::<T>::get(&account);
		let held = of_namespace(&current, &granter.namespace);
		ensure!(
			held.iter().all(|attribute| granted.contains(*attribute)),
			Error::<T>::LacksCurrentAttribute
		);
		ensure!(granted.len() > held.len(), Error::<T>::NothingGranted);
		let count = counted(granted.len());
		let others = current
			.iter()
			.filter(|attribute| attribute.namespace != granter.namespace)
			.cloned();
		let whole: BTreeSet<Attribute> = granted.into_iter().chain(others).collect();
		let whole: AttributeSet = whole
			.into_iter()
			.collect::<Vec<_>>()
			.try_into()
			.map_err(|_| Error::<T>::TooManyAttributes)?;
		Attributes::<T>::insert(&account, whole);
		Self::deposit_event(Event::AttributesGranted {
			account,
			namespace: granter.namespace,
			held: count,
		});
		Ok(())
	}

	pub(crate) fn do_withdraw(
		origin: OriginFor<T>,
		account: T::AccountId,
		attributes: AttributeSet,
	) -> DispatchResult {
		let granter = Self::granter(origin)?;
		let withdrawn = Self::checked_set(&granter, attributes)?;
		ensure!(!withdrawn.is_empty(), Error::<T>::NothingWithdrawn);
		if let Some((hospital, _)) = &granter.hospital {
			ensure!(
				T::Hospitals::employer(&account) == Some(*hospital),
				Error::<T>::NotYourStaff
			);
		}
		let mut left = Attributes::<T>::get(&account);
		ensure!(
			withdrawn.iter().all(|attribute| left.contains(attribute)),
			Error::<T>::AttributeNotHeld
		);
		let leaf = Keys::<T>::get(&account)
			.map(|key| key.leaf)
			.filter(|leaf| !T::Revocations::is_leaf_revoked(*leaf));

		if let Some(leaf) = leaf {
			T::Revocations::revoke_leaf(leaf)?;
		}
		left.retain(|attribute| !withdrawn.contains(attribute));
		let held = counted(of_namespace(&left, &granter.namespace).len());
		if left.is_empty() {
			Attributes::<T>::remove(&account);
		} else {
			Attributes::<T>::insert(&account, left);
		}
		Self::deposit_event(Event::AttributesWithdrawn {
			account,
			namespace: granter.namespace,
			held,
			leaf,
		});
		Ok(())
	}

	fn granter(origin: OriginFor<T>) -> Result<Granter<T::AccountId>, DispatchError> {
		let origin = match T::CouncilOrigin::try_origin(origin) {
			Ok(_) => {
				return Ok(Granter {
					namespace: Handle::truncate_from(CONSORTIUM.to_vec()),
					hospital: None,
				})
			}
			Err(origin) => origin,
		};
		let operator = ensure_signed(origin)?;
		let hospital = T::Hospitals::operated_by(&operator).ok_or(Error::<T>::NotAnOperator)?;
		let namespace = T::Hospitals::handle(hospital).ok_or(Error::<T>::NotAnOperator)?;
		Ok(Granter {
			namespace,
			hospital: Some((hospital, operator)),
		})
	}

	/// The attributes as a set, each canonical and of the granter's namespace.
	fn checked_set(
		granter: &Granter<T::AccountId>,
		attributes: AttributeSet,
	) -> Result<BTreeSet<Attribute>, Error<T>> {
		let mut set = BTreeSet::new();
		for attribute in attributes {
			ensure!(
				attribute.namespace == granter.namespace,
				Error::<T>::ForeignNamespace
			);
			ensure!(is_canonical(&attribute), Error::<T>::InvalidAttribute);
			ensure!(set.insert(attribute), Error::<T>::DuplicateAttribute);
		}
		Ok(set)
	}
}

impl<T: Config> AttributeRegistry<T::AccountId> for Pallet<T> {
	fn holds(account: &T::AccountId, namespace: &[u8], name: &[u8]) -> bool {
		Attributes::<T>::get(account)
			.iter()
			.any(|held| held.namespace.as_slice() == namespace && held.name.as_slice() == name)
	}

	#[cfg(feature = "runtime-benchmarks")]
	fn benchmark_attribute(account: &T::AccountId, namespace: &[u8], name: &[u8]) {
		crate::benchmarking::put_attribute::<T>(account, namespace, name);
	}
}

/// Whether the attribute is the one spelling of itself.
pub(crate) fn is_canonical(attribute: &Attribute) -> bool {
	let text = |bytes| core::str::from_utf8(bytes).ok();
	text(&attribute.namespace)
		.zip(text(&attribute.name))
		.is_some_and(|(namespace, name)| {
			policy::Attribute::new(namespace, name)
				.is_ok_and(|canonical| canonical.namespace() == namespace && canonical.name() == name)
		})
}

fn of_namespace<'a>(set: &'a AttributeSet, namespace: &Handle) -> Vec<&'a Attribute> {
	set.iter()
		.filter(|attribute| attribute.namespace == *namespace)
		.collect()
}

/// The size of a bounded set.
fn counted(len: usize) -> u32 {
	u32::try_from(len).unwrap_or(u32::MAX)
}
