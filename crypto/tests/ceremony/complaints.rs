//! A bad share is proven by whoever got it; nobody proves one that is good.

use crate::{
	chain::{Chain, Refused},
	checked,
	hand::{Hand, Lies},
	keys::Used,
	rng,
	story::Members,
	Attributes,
};
use salus_crypto::{
	ceremony::{
		judge, Complaint, ComplaintError, DealError, Fault, FinishError, Kind, ReceiveError, RunSecret,
		Tokens, Verdict,
	},
	encoding::DecodeError,
};

const ALL: [u16; 4] = [1, 2, 3, 4];

/// Four members: those named deal by hand, with these lies.
fn lying<'a, K: Used>(members: &'a Members, liars: &[(u16, Lies)]) -> Chain<'a, K> {
	let run = &members.run;
	let mut chain = Chain::<K>::new(run);
	let hand = |i: u16| Hand::<K>::random(run.run().threshold, &mut rng(100 + u64::from(i)));
	for j in ALL {
		let (key, proof) = members.secret(j).receiving_key(run, j).unwrap();
		chain.post_key(j, &key, &proof).unwrap();
		let commitment = match liars.iter().find(|(i, _)| *i == j) {
			Some(_) => hand(j).commitment(run, j),
			None => members.secret(j).dealing::<K>(run, j, None).unwrap().commitment(),
		};
		chain.commit(j, commitment).unwrap();
	}
	chain.next_phase();
	for j in ALL {
		let deal = match liars.iter().find(|(i, _)| *i == j) {
			Some((_, lies)) => hand(j).deal(run, chain.keys(), j, lies, &mut rng(3)),
			None => members.deal_of(&chain, j),
		};
		chain.deal(j, &deal).unwrap();
	}
	chain.next_phase();
	chain
}

fn members<K: Used>() -> Members {
	Members::of(checked::<K>(3, 4), 1)
}

fn every_fault_is_found_by_whom_it_hits_in<K: Used>() {
	let members = members::<K>();
	let lies = Lies {
		wrong: [1].into(),
		noise: [2].into(),
		misaddressed: [3].into(),
		unreduced: [4].into(),
		..Lies::default()
	};
	for (j, fault) in [
		(1, Fault::Share),
		(2, Fault::Sealed),
		(3, Fault::Sealed),
		(4, Fault::Sealed),
	] {
		let mut chain = lying::<K>(&members, &[(3, lies.clone())]);
		assert_eq!(members.complain(&mut chain, j), [(3, Verdict::Dealer(fault))]);
		let left: Vec<u16> = chain.counted().unwrap().iter().map(|(i, _)| *i).collect();
		assert_eq!(left, [1, 2, 4]);
	}
}

#[test]
fn every_fault_is_found_by_whom_it_hits() {
	every_fault_is_found_by_whom_it_hits_in::<Attributes>();
	every_fault_is_found_by_whom_it_hits_in::<Tokens>();
}

/// One share one too much, another one too little: their sum is right, and both dealers are found.
fn errors_that_add_up_to_nothing_are_found_in<K: Used>() {
	let members = members::<K>();
	let (more, less) = (
		Lies {
			wrong: [4].into(),
			..Lies::default()
		},
		Lies {
			short: [4].into(),
			..Lies::default()
		},
	);
	let mut chain = lying::<K>(&members, &[(1, more), (2, less)]);
	assert_eq!(
		members.complain(&mut chain, 4),
		[
			(1, Verdict::Dealer(Fault::Share)),
			(2, Verdict::Dealer(Fault::Share))
		]
	);
}

#[test]
fn errors_that_add_up_to_nothing_are_found() {
	errors_that_add_up_to_nothing_are_found_in::<Attributes>();
	errors_that_add_up_to_nothing_are_found_in::<Tokens>();
}

/// The complaint that a member's worker would make, were the deal of `dealer` bad for it: it is bad for nobody in `chain`,
/// so it is made in a run that differs in that lie alone.
fn complaint_of<K: Used>(members: &Members, dealer: u16, recipient: u16) -> Complaint {
	let lies = Lies {
		noise: [recipient].into(),
		..Lies::default()
	};
	let chain = lying::<K>(members, &[(dealer, lies)]);
	let mut complaints = members
		.secret(recipient)
		.complaints::<K>(&members.run, chain.keys(), recipient, &chain.taken(), &mut rng(1))
		.unwrap();
	assert_eq!(complaints.len(), 1);
	complaints.remove(0).1
}

fn a_complaint_of_a_good_share_falls_on_its_author_in<K: Used>() {
	let members = members::<K>();
	// The same E and keys, nothing wrong.
	let mut chain = lying::<K>(&members, &[(2, Lies::default())]);
	let complaint = complaint_of::<K>(&members, 2, 4);
	assert_eq!(chain.complain(4, 2, &complaint), Ok(Verdict::Complainer));
	assert_eq!(chain.complain(4, 2, &complaint), Err(Refused::Repeated));
	assert_eq!(chain.counted().unwrap().len(), 4);
	assert!(chain.liars.contains(&4) && chain.convicted.is_empty());
}

#[test]
fn a_complaint_of_a_good_share_falls_on_its_author() {
	a_complaint_of_a_good_share_falls_on_its_author_in::<Attributes>();
	a_complaint_of_a_good_share_falls_on_its_author_in::<Tokens>();
}

fn a_complaint_serves_one_member_one_dealer_and_one_run_in<K: Used>() {
	let members = members::<K>();
	let noise = Lies {
		noise: ALL.into(),
		..Lies::default()
	};
	let chain = lying::<K>(&members, &[(2, noise.clone()), (3, noise)]);
	let complaint = complaint_of::<K>(&members, 2, 4);
	let judged = |dealer, recipient, complaint: &Complaint| {
		let deal = &chain.deals[&dealer];
		judge::<K>(&members.run, chain.keys(), dealer, recipient, deal, complaint)
	};
	assert_eq!(judged(2, 4, &complaint), Ok(Verdict::Dealer(Fault::Sealed)));
	assert_eq!(judged(2, 1, &complaint), Err(ComplaintError::Forged));
	assert_eq!(judged(3, 4, &complaint), Err(ComplaintError::Forged));
	let mut other = members.run.run().clone();
	other.number += 1;
	let other = other.check().unwrap();
	assert_eq!(
		judge::<K>(&other, chain.keys(), 2, 4, &chain.deals[&2], &complaint),
		Err(ComplaintError::Forged)
	);
	// Revealed is another point than the shared one.
	let elsewhere = complaint_of::<K>(&members, 3, 4);
	let mixed = Complaint {
		shared: elsewhere.shared,
		proof: complaint.proof,
	};
	assert_eq!(judged(2, 4, &mixed), Err(ComplaintError::Forged));
}

#[test]
fn a_complaint_serves_one_member_one_dealer_and_one_run() {
	a_complaint_serves_one_member_one_dealer_and_one_run_in::<Attributes>();
	a_complaint_serves_one_member_one_dealer_and_one_run_in::<Tokens>();
}

#[test]
fn complaints_are_strict_and_of_whom_there_is() {
	let members = members::<Tokens>();
	let chain = lying::<Tokens>(&members, &[(2, Lies::default())]);
	let complaint = complaint_of::<Tokens>(&members, 2, 4);
	let deal = &chain.deals[&2];
	let judged = |complaint: &Complaint| judge::<Tokens>(&members.run, chain.keys(), 2, 4, deal, complaint);
	for (byte, error) in [(0, DecodeError::Identity), (255, DecodeError::Malformed)] {
		let bad = Complaint {
			shared: [byte; 32],
			..complaint
		};
		assert_eq!(judged(&bad), Err(ComplaintError::Point(error)));
	}
	for at in [0, 32] {
		let mut bad = complaint;
		bad.proof[at..at + 32].fill(255);
		assert_eq!(judged(&bad), Err(ComplaintError::Proof(DecodeError::Malformed)));
		let mut bad = complaint;
		bad.proof[at] ^= 1;
		assert_eq!(judged(&bad), Err(ComplaintError::Forged));
	}
	let run = &members.run;
	assert_eq!(
		judge::<Attributes>(run, chain.keys(), 2, 4, deal, &complaint),
		Err(ComplaintError::OtherKind)
	);
	for dealer in [0, 5] {
		assert_eq!(
			judge::<Tokens>(run, chain.keys(), dealer, 4, deal, &complaint),
			Err(ComplaintError::NoSuchDealer)
		);
		assert_eq!(
			judge::<Tokens>(run, chain.keys(), 2, dealer, deal, &complaint),
			Err(ComplaintError::NoReceivingKey)
		);
	}
	let expected = deal.len();
	assert_eq!(
		judge::<Tokens>(run, chain.keys(), 2, 4, &deal[1..], &complaint),
		Err(ComplaintError::Deal(DealError::Length {
			expected,
			found: expected - 1
		}))
	);
	assert_eq!(Complaint::from_bytes(&complaint.to_bytes()), complaint);
}

#[test]
fn a_member_without_a_key_has_nothing_to_complain_of() {
	let members = members::<Tokens>();
	let mut chain = members.committed::<Tokens>(&[1, 2, 3]);
	members.deal(&mut chain, &[1, 2, 3]);
	let complaint = complaint_of::<Tokens>(&members, 2, 4);
	assert_eq!(
		judge::<Tokens>(&members.run, chain.keys(), 2, 4, &chain.deals[&2], &complaint),
		Err(ComplaintError::NoReceivingKey)
	);
	assert_eq!(
		members
			.secret(4)
			.complaints::<Tokens>(&members.run, chain.keys(), 4, &chain.taken(), &mut rng(1)),
		Err(ReceiveError::NoReceivingKey)
	);
}

#[test]
fn a_share_is_made_of_the_deals_that_count_and_belongs_to_its_public_values() {
	let members = members::<Tokens>();
	let chain = lying::<Tokens>(
		&members,
		&[(
			2,
			Lies {
				noise: [1].into(),
				wrong: [3].into(),
				..Lies::default()
			},
		)],
	);
	// Nobody complained in time: the two who were lied to have no share, the others have.
	let public = chain.finish().unwrap();
	let deals = chain.counted().unwrap();
	let share = |secret: &RunSecret, j, deals: &[(u16, &[u8])], public| {
		secret
			.share::<Tokens>(&members.run, chain.keys(), j, deals, public)
			.err()
	};
	let secret = |j| members.secret(j);
	assert_eq!(share(secret(4), 4, &deals, &public), None);
	assert_eq!(
		share(secret(1), 1, &deals, &public),
		Some(ReceiveError::NotOpened { dealer: 2 })
	);
	assert_eq!(
		share(secret(3), 3, &deals, &public),
		Some(ReceiveError::NotItsPublic)
	);
	assert_eq!(
		share(secret(3), 4, &deals, &public),
		Some(ReceiveError::OtherSecret)
	);
	assert_eq!(
		share(secret(4), 5, &deals, &public),
		Some(ReceiveError::NoReceivingKey)
	);
	assert_eq!(
		share(secret(4), 4, &deals[..2], &public),
		Some(ReceiveError::Dealers(FinishError::TooFewDealers {
			standing: 2,
			needed: 3
		}))
	);
	// Three of the four dealers: enough, and not the key that stands.
	assert_eq!(
		share(secret(4), 4, &deals[1..], &public),
		Some(ReceiveError::NotItsPublic)
	);
	let mut swapped = deals.clone();
	swapped.swap(0, 1);
	assert_eq!(
		share(secret(4), 4, &swapped, &public),
		Some(ReceiveError::Dealers(FinishError::DealerOrder))
	);
	let mut later = public.clone();
	later.generation = 1;
	assert_eq!(
		share(secret(4), 4, &deals, &later),
		Some(ReceiveError::OtherSharing)
	);
	let cut = &deals[0].1[1..];
	let mut truncated = deals.clone();
	truncated[0].1 = cut;
	assert_eq!(
		share(secret(4), 4, &truncated, &public),
		Some(ReceiveError::Deal {
			dealer: 1,
			error: DealError::Length {
				expected: cut.len() + 1,
				found: cut.len()
			}
		})
	);
	assert_eq!(Tokens::SECRETS, 1);
}
