//! Worst cases: full trees of attributes, covers split by revocations, every part at its longest.

use super::*;
use alloc::vec::Vec;
use frame_benchmarking::v2::*;
use frame_support::{
	traits::{
		fungible::{Balanced, Inspect},
		EnsureOrigin, Get,
	},
	BoundedVec,
};
use frame_system::RawOrigin;
use salus_crypto::{
	authority::deal,
	keys::{prove_paired_key, KeyPurpose},
	tree, Fr,
};
use salus_primitives::{
	authority::{
		Attribute, AttributeSet, Leaf, Node, Parameters, UpdateKey, MAX_ATTRIBUTES, MAX_AUTHORITIES,
	},
	benchmarking::Counter,
	hospital::{Handle, ProvenPairedKey, CONSORTIUM},
	traits::{AuthorityAgents, EpochProvider, HospitalRegistry, RevocationRegistry, Sharings},
};
use sp_runtime::{SaturatedConversion, Saturating};

fn funded<T: Config>(name: &'static str, seed: u32) -> T::AccountId {
	let account = account(name, seed, 0);
	let needed = T::LeafDeposit::get() + T::PublicationBond::get() + T::Currency::minimum_balance();
	let funds = T::Currency::issue(needed * 10_u32.into());
	assert!(T::Currency::resolve(&account, funds).is_ok());
	account
}

fn proven_key<T: Config>(account: &T::AccountId, x: u64) -> ProvenPairedKey {
	let context = Pallet::<T>::key_context(account);
	let (pk1, pk2, proof) =
		prove_paired_key::<T::Suite>(KeyPurpose::Abe, &Fr::from(x), &context, &mut Counter(x));
	ProvenPairedKey {
		pk1,
		pk2,
		proof: proof.0,
	}
}

/// A hospital's operator, and a member of its staff with money.
fn hospital_and_staff<T: Config>() -> (T::AccountId, T::AccountId) {
	let (operator, staff) = (funded::<T>("operator", 0), funded::<T>("staff", 0));
	let hospital = T::Hospitals::benchmark_hospital(&operator, 0);
	T::Hospitals::benchmark_staff(&staff, hospital);
	(operator, staff)
}

/// The staff's key with its path.
fn with_path<T: Config>(staff: &T::AccountId) -> Result<(), BenchmarkError> {
	Pallet::<T>::reserve_leaf(RawOrigin::Signed(staff.clone()).into(), proven_key::<T>(staff, 5))?;
	Pallet::<T>::set_path(RawOrigin::Signed(staff.clone()).into(), [1; 32])?;
	Ok(())
}

/// Epochs pass until another era has come.
fn next_era<T: Config>() -> Result<(), BenchmarkError> {
	let era = T::Epochs::era();
	for _ in 0..10_000 {
		if T::Epochs::era() > era {
			return Ok(());
		}
		T::Epochs::force_next_epoch();
	}
	Err(BenchmarkError::Stop("eras do not end"))
}

/// The longest names there are, of the council's.
fn consortium_attributes(count: u32) -> AttributeSet {
	attributes_of(&BoundedVec::truncate_from(CONSORTIUM.to_vec()), count)
}

/// The longest names there are, in a namespace.
fn attributes_of(namespace: &Handle, count: u32) -> AttributeSet {
	let names = (0..count).map(|i| {
		let mut name = alloc::vec![b'x'; 60];
		name.extend_from_slice(alloc::format!("{i:04}").as_bytes());
		Attribute {
			namespace: namespace.clone(),
			name: BoundedVec::truncate_from(name),
		}
	});
	BoundedVec::truncate_from(names.collect::<Vec<_>>())
}

fn council<T: Config>() -> Result<T::RuntimeOrigin, BenchmarkError> {
	T::CouncilOrigin::try_successful_origin().map_err(|_| BenchmarkError::Weightless)
}

/// An account's key at a leaf, with as many attributes as there may be.
pub(crate) fn put_leaf<T: Config>(account: &T::AccountId, leaf: Leaf) {
	let hospital = T::Hospitals::employer(account).unwrap_or_default();
	let (pk, pk2, deposit) = ([0; 48], [0; 96], Default::default());
	NextLeaf::<T>::mutate(leaf.tree, |next| {
		*next = (*next).max(leaf.index.saturating_add(1))
	});
	LeafOwners::<T>::insert(leaf, account);
	Attributes::<T>::insert(account, consortium_attributes(MAX_ATTRIBUTES));
	Keys::<T>::insert(
		account,
		UserKey {
			leaf,
			hospital,
			pk,
			pk2,
			path_digest: Some([1; 32]),
			deposit,
		},
	);
}

/// An attribute of an account, the last of as many as there may be.
pub(crate) fn put_attribute<T: Config>(account: &T::AccountId, namespace: &[u8], name: &[u8]) {
	let wanted = Attribute {
		namespace: BoundedVec::truncate_from(namespace.to_vec()),
		name: BoundedVec::truncate_from(name.to_vec()),
	};
	let others = consortium_attributes(MAX_ATTRIBUTES - 1);
	let all: Vec<_> = others.into_iter().chain([wanted]).collect();
	Attributes::<T>::insert(account, BoundedVec::truncate_from(all));
}

/// Parameters of as many authorities as there may be; `first` is one of them.
fn parameters<T: Config>(first: &T::AccountId) -> Result<(), BenchmarkError> {
	let count = u16::try_from(MAX_AUTHORITIES).unwrap_or(u16::MAX);
	let (public, _) = deal::<T::Suite>(count - (count - 1) / 3, count, &mut Counter(3))
		.map_err(|_| BenchmarkError::Stop("the dealing"))?;
	let operators: Vec<T::AccountId> = (1..MAX_AUTHORITIES)
		.map(|i| account("authority", i, 0))
		.chain([first.clone()])
		.collect();
	let parameters =
		Parameters::new(public, &operators).ok_or(BenchmarkError::Stop("one operator a share"))?;
	<Pallet<T> as Sharings<T::AccountId>>::install_parameters(parameters);
	Ok(())
}

/// Splits the cover of the current tree until an epoch has at least `count` places, and gives that many in order.
fn places<T: Config>(count: u32) -> Result<Vec<Slot>, BenchmarkError> {
	let tree = u16::try_from(T::Epochs::era()).unwrap_or(u16::MAX);
	let mut revoked = Vec::new();
	let mut index = 0_u32;
	while tree::cover(tree, revoked.iter().copied()).len() < count.saturated_into::<usize>() {
		T::Revocations::revoke_leaf(Leaf { tree, index })?;
		revoked.push(index);
		index += 4_099;
	}
	T::Epochs::force_next_epoch();
	let mut nodes: Vec<Node> = tree::cover(tree, revoked).into_iter().map(Node::from).collect();
	nodes.sort();
	let era = T::Epochs::era();
	Ok(nodes
		.into_iter()
		.take(count.saturated_into())
		.map(|node| (node, era))
		.collect())
}

/// Keys of points that decode and satisfy nothing.
fn keys<T: Config>(places: Vec<Slot>) -> BoundedVec<UpdateKey, T::MaxPart> {
	let points = proven_key::<T>(&account("points", 0, 0), 7);
	let keys = places.into_iter().map(|(node, era)| UpdateKey {
		node,
		era,
		q: points.pk1,
		q_prime: points.pk2,
	});
	BoundedVec::truncate_from(keys.collect::<Vec<_>>())
}

/// A publication of `count` keys in the current epoch.
fn published<T: Config>(publisher: &T::AccountId, count: u32) -> Result<Vec<Slot>, BenchmarkError> {
	parameters::<T>(publisher)?;
	let places = places::<T>(count)?;
	let origin = RawOrigin::Signed(publisher.clone()).into();
	Pallet::<T>::publish_update_keys(origin, T::Epochs::epoch(), keys::<T>(places.clone()))?;
	Ok(places)
}

#[benchmarks]
mod benchmarks {
	use super::*;

	// A renewal, whose old leaf is the first to be revoked in its tree.
	#[benchmark]
	fn reserve_leaf() -> Result<(), BenchmarkError> {
		let (_, staff) = hospital_and_staff::<T>();
		with_path::<T>(&staff)?;
		Pallet::<T>::grant_attributes(
			council::<T>()?,
			staff.clone(),
			consortium_attributes(MAX_ATTRIBUTES),
		)?;
		next_era::<T>()?;
		let key = proven_key::<T>(&staff, 9);
		#[extrinsic_call]
		_(RawOrigin::Signed(staff.clone()), key);
		assert_eq!(Keys::<T>::get(&staff).map(|stored| stored.pk), Some(key.pk1));
		Ok(())
	}

	#[benchmark]
	fn set_path() -> Result<(), BenchmarkError> {
		let (_, staff) = hospital_and_staff::<T>();
		with_path::<T>(&staff)?;
		#[extrinsic_call]
		_(RawOrigin::Signed(staff.clone()), [2; 32]);
		assert_eq!(
			Keys::<T>::get(&staff).and_then(|key| key.path_digest),
			Some([2; 32])
		);
		Ok(())
	}

	// By the operator, of whom more is looked up than of the council.
	#[benchmark]
	fn grant_attributes(n: Linear<1, MAX_ATTRIBUTES>) -> Result<(), BenchmarkError> {
		let (operator, staff) = hospital_and_staff::<T>();
		with_path::<T>(&staff)?;
		let namespace = T::Hospitals::operated_by(&operator)
			.and_then(T::Hospitals::handle)
			.ok_or(BenchmarkError::Stop("the hospital has a handle"))?;
		if n > 1 {
			let origin = RawOrigin::Signed(operator.clone()).into();
			Pallet::<T>::grant_attributes(origin, staff.clone(), attributes_of(&namespace, n - 1))?;
		}
		let set = attributes_of(&namespace, n);
		#[extrinsic_call]
		_(RawOrigin::Signed(operator), staff.clone(), set.clone());
		assert_eq!(Attributes::<T>::get(&staff), set);
		Ok(())
	}

	#[benchmark]
	fn withdraw_attributes(n: Linear<1, MAX_ATTRIBUTES>) -> Result<(), BenchmarkError> {
		let (_, staff) = hospital_and_staff::<T>();
		with_path::<T>(&staff)?;
		Pallet::<T>::grant_attributes(
			council::<T>()?,
			staff.clone(),
			consortium_attributes(MAX_ATTRIBUTES),
		)?;
		let (origin, set) = (council::<T>()?, consortium_attributes(n));
		#[extrinsic_call]
		_(origin as T::RuntimeOrigin, staff.clone(), set);
		assert_eq!(
			Attributes::<T>::get(&staff).len(),
			(MAX_ATTRIBUTES - n).saturated_into::<usize>()
		);
		Ok(())
	}

	// By the agent of one that was reported.
	#[benchmark]
	fn post_partials_digest() -> Result<(), BenchmarkError> {
		let (operator, _) = hospital_and_staff::<T>();
		parameters::<T>(&operator)?;
		let agent: T::AccountId = account("agent", 0, 0);
		T::Agents::benchmark_agent(&operator, &agent);
		let epoch = T::Epochs::epoch();
		Missed::<T>::insert(&operator, (epoch, 1));
		let (ceremony, generation) = AuthorityParameters::<T>::get()
			.map(|sharing| (sharing.ceremony, sharing.generation))
			.ok_or(BenchmarkError::Stop("there are parameters"))?;
		#[extrinsic_call]
		_(RawOrigin::Signed(agent), epoch, ceremony, generation, [1; 32]);
		assert_eq!(PartialsDigests::<T>::get(&operator), Some((epoch, [1; 32])));
		assert!(!Missed::<T>::contains_key(&operator));
		Ok(())
	}

	// Every place holds a key of a voided publication, to be looked up and overwritten.
	#[benchmark]
	fn publish_update_keys(n: Linear<1, { T::MaxPart::get() }>) -> Result<(), BenchmarkError> {
		let (publisher, other) = (funded::<T>("publisher", 0), funded::<T>("publisher", 1));
		let places = published::<T>(&other, n)?;
		let keys = keys::<T>(places.clone());
		if let Some((node, era)) = places.first() {
			Pallet::<T>::report_bad_update_key(RawOrigin::Signed(publisher.clone()).into(), *node, *era)?;
		}
		let epoch = T::Epochs::epoch();
		#[extrinsic_call]
		_(RawOrigin::Signed(publisher.clone()), epoch, keys);
		assert_eq!(
			Publications::<T>::get(&publisher).map(|publication| publication.keys),
			Some(n)
		);
		Ok(())
	}

	#[benchmark]
	fn report_bad_update_key() -> Result<(), BenchmarkError> {
		let (publisher, reporter) = (funded::<T>("publisher", 0), funded::<T>("reporter", 0));
		let places = published::<T>(&publisher, T::MaxPart::get())?;
		let (node, era) = *places.last().ok_or(BenchmarkError::Stop("no place"))?;
		let before = T::Currency::balance(&reporter);
		#[extrinsic_call]
		_(RawOrigin::Signed(reporter.clone()), node, era);
		assert!(!Publications::<T>::contains_key(&publisher));
		assert!(T::Currency::balance(&reporter) > before);
		Ok(())
	}

	#[benchmark]
	fn release_bond() -> Result<(), BenchmarkError> {
		let publisher = funded::<T>("publisher", 0);
		published::<T>(&publisher, 1)?;
		T::Epochs::force_next_epoch();
		let caller: T::AccountId = whitelisted_caller();
		#[extrinsic_call]
		_(RawOrigin::Signed(caller), publisher.clone());
		assert!(!Publications::<T>::contains_key(&publisher));
		Ok(())
	}

	#[benchmark]
	fn clear_key() -> Result<(), BenchmarkError> {
		let (_, staff) = hospital_and_staff::<T>();
		with_path::<T>(&staff)?;
		Pallet::<T>::grant_attributes(
			council::<T>()?,
			staff.clone(),
			consortium_attributes(MAX_ATTRIBUTES),
		)?;
		Pallet::<T>::withdraw_attributes(council::<T>()?, staff.clone(), consortium_attributes(1))?;
		#[extrinsic_call]
		_(RawOrigin::Signed(staff.clone()), staff.clone());
		assert!(!Keys::<T>::contains_key(&staff));
		Ok(())
	}

	#[benchmark]
	fn clear_update_keys(n: Linear<1, { T::MaxPart::get() }>) -> Result<(), BenchmarkError> {
		let publisher = funded::<T>("publisher", 0);
		published::<T>(&publisher, n)?;
		OldestStored::<T>::put(T::Epochs::epoch());
		T::Epochs::force_next_epoch();
		let caller: T::AccountId = whitelisted_caller();
		#[extrinsic_call]
		_(RawOrigin::Signed(caller), n);
		assert_eq!(UpdateKeys::<T>::iter().count(), 0);
		Ok(())
	}

	// Of one that answered once, and was reported for the epoch before this one.
	#[benchmark]
	fn report_missing_partials() -> Result<(), BenchmarkError> {
		let (operator, _) = hospital_and_staff::<T>();
		parameters::<T>(&operator)?;
		PartialsDigests::<T>::insert(&operator, (T::Epochs::epoch(), [1; 32]));
		T::Epochs::force_next_epoch();
		Missed::<T>::insert(&operator, (T::Epochs::epoch(), 1));
		T::Epochs::force_next_epoch();
		let late = T::Epochs::started_at()
			.max(SharedSince::<T>::get())
			.saturating_add(T::ReportAfter::get());
		frame_system::Pallet::<T>::set_block_number(late);
		let reporter: T::AccountId = whitelisted_caller();
		#[extrinsic_call]
		_(RawOrigin::Signed(reporter), operator.clone());
		assert_eq!(Missed::<T>::get(&operator), Some((T::Epochs::epoch(), 2)));
		Ok(())
	}

	impl_benchmark_test_suite!(
		Pallet,
		crate::mock::ExtBuilder::without_parameters().build(),
		crate::mock::Test
	);
}
