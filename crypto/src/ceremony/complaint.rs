//! A complaint shows the one secret that dealer and member share, so everybody can open what was sealed, and judge.

use super::{
	deal::{lies_on, read_share, share_context, Parts},
	CheckedRun, ComplaintError, Kind, ReceivingKeys,
};
use crate::{
	dleq::{self, Element},
	domain,
	encoding::RistrettoBytes,
	schnorr::Proof,
	transcript::Transcript,
	wrap::open_with,
};
use curve25519_dalek::Scalar;
use rand_core::CryptoRngCore;

/// `S = p_j E` with the proof that it is: of use for one deal and one member.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Complaint {
	/// S.
	pub shared: RistrettoBytes,
	/// S to E is as the member's key to the generator.
	pub proof: Proof,
}

impl Complaint {
	/// Bytes of an encoded complaint.
	pub const LENGTH: usize = 96;

	/// S, then the proof.
	pub fn to_bytes(&self) -> [u8; Self::LENGTH] {
		let mut bytes = [0; Self::LENGTH];
		for (to, from) in bytes.iter_mut().zip(self.shared.iter().chain(&self.proof)) {
			*to = *from;
		}
		bytes
	}

	/// The inverse of [`Self::to_bytes`].
	pub fn from_bytes(bytes: &[u8; Self::LENGTH]) -> Self {
		let (mut shared, mut proof): (RistrettoBytes, Proof) = ([0; 32], [0; 64]);
		for (to, from) in shared.iter_mut().chain(&mut proof).zip(bytes) {
			*to = *from;
		}
		Self { shared, proof }
	}
}

/// Who is to blame.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Verdict {
	/// The dealer: out, and its bond is lost.
	Dealer(Fault),
	/// Who complained of a good share: its bond is lost. Its own deal stays, or lying would be a way to withdraw it after the
	/// others' were seen.
	Complainer,
}

/// What a dealer did wrong.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Fault {
	/// What it sealed does not open, or holds no scalars.
	Sealed,
	/// The share does not lie on the polynomials that it committed to.
	Share,
}

fn statement(run: &CheckedRun, dealer: u16, recipient: u16) -> Transcript {
	let mut transcript = Transcript::new(domain::CEREMONY_COMPLAINT, &run.run().genesis);
	transcript.append(b"run", run.digest());
	transcript.append(b"dealer", &dealer.to_le_bytes());
	transcript.append(b"recipient", &recipient.to_le_bytes());
	transcript
}

/// The complaint of a member whose receiving key has this secret.
pub(super) fn complain(
	run: &CheckedRun,
	dealer: u16,
	recipient: u16,
	secret: &Scalar,
	[key, ephemeral, shared]: [&Element; 3],
	rng: &mut impl CryptoRngCore,
) -> Complaint {
	Complaint {
		shared: shared.bytes,
		proof: dleq::prove(
			statement(run, dealer, recipient),
			secret,
			key,
			&[(*ephemeral, *shared)],
			rng,
		),
	}
}

/// Opens what a complaint is about and says who is to blame. What proves nothing is an error, and blames nobody.
pub fn judge<K: Kind>(
	run: &CheckedRun,
	keys: &ReceivingKeys,
	dealer: u16,
	recipient: u16,
	deal: &[u8],
	complaint: &Complaint,
) -> Result<Verdict, ComplaintError> {
	if run.run().kind != K::KIND {
		return Err(ComplaintError::OtherKind);
	}
	if !run.has_dealer(dealer) {
		return Err(ComplaintError::NoSuchDealer);
	}
	let key = keys.get(recipient).ok_or(ComplaintError::NoReceivingKey)?;
	let parts = Parts::of::<K>(run, keys, deal).map_err(ComplaintError::Deal)?;
	let sealed = parts
		.sealed_for::<K>(keys, recipient)
		.ok_or(ComplaintError::NoReceivingKey)?;
	let decode = |bytes: &RistrettoBytes| Element::decode(bytes).map_err(ComplaintError::Point);
	let (public, ephemeral, shared) = (
		decode(key)?,
		decode(&parts.ephemeral)?,
		decode(&complaint.shared)?,
	);
	let pairs = [(ephemeral, shared)];
	if !dleq::verify(
		statement(run, dealer, recipient),
		&public,
		&pairs,
		&complaint.proof,
	)
	.map_err(ComplaintError::Proof)?
	{
		return Err(ComplaintError::Forged);
	}
	let context = share_context(run, dealer, recipient);
	let opened = open_with(&shared.point, &parts.ephemeral, key, &context, sealed).ok();
	let Some(secrets) = opened.and_then(|message| read_share::<K>(&message)) else {
		return Ok(Verdict::Dealer(Fault::Sealed));
	};
	let polynomials = parts.polynomials::<K>().map_err(ComplaintError::Deal)?;
	Ok(if lies_on::<K>(&polynomials, recipient, &secrets) {
		Verdict::Complainer
	} else {
		Verdict::Dealer(Fault::Share)
	})
}
