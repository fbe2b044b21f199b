//! A custodian counts the claims of a case, once none can come any more: each by the proof in its file.

use super::claim::{point_of, ClaimFile};
use crate::{
	chain::{At, Case, CaseClaim, Chain, Included},
	error::{Result, WalletError},
	keystore::Secrets,
};
use salus_crypto::claim::{counted_root, CountedClaim, CountedIn};
use salus_primitives::{
	cases::{CaseId, CaseStatus, Counts},
	index::InterestDigest,
	record::AccessRefusal,
	AccountId, BlockNumber, Hash,
};
use salus_runtime::Runtime;
use std::cmp::Reverse;

/// What became of a claim.
pub struct Verdict {
	/// Who claimed.
	pub doctor: AccountId,
	/// How many interests match, or why the claim is not counted.
	pub count: Result<u32, String>,
}

/// What a custodian says of the claims of a case.
pub struct Count {
	/// The case.
	pub case: Case,
	/// One a claim, in the order of the claims.
	pub verdicts: Vec<Verdict>,
	/// The claims with what was counted of each, none left out.
	pub claims: Vec<CaseClaim>,
	/// Who has most interests, of two the earlier, of those who may have the case.
	pub winner: AccountId,
	/// The root over the claims counted.
	pub root: Hash,
}

/// Verifies the files against the claims on chain, and counts.
pub async fn count(chain: &Chain, secrets: &Secrets, id: CaseId, files: &[ClaimFile]) -> Result<Count> {
	let at = At::Block(chain.hash(At::Best).await?);
	let case = chain
		.case(id, at)
		.await?
		.ok_or_else(|| WalletError::NotAllowed(format!("there is no case {id}")))?;
	if case.status != CaseStatus::Claiming {
		return Err(WalletError::NotAllowed(format!(
			"case {id} takes no claims and waits for none: {:?}",
			case.status
		)));
	}
	// The call comes into the next block at the earliest.
	let next = chain.height(at).await?.saturating_add(1);
	if next < case.cut_off {
		return Err(WalletError::NotAllowed(format!(
			"claims are taken until block {}: count after it",
			case.cut_off
		)));
	}
	let mut claims = chain.case_claims(id, at).await?;
	let mut verdicts = Vec::with_capacity(claims.len());
	for claim in &claims {
		let mut count = Err("its file was not handed over".to_owned());
		// Whose a file is, its name does not prove: one that is wrong does not stand for another of the same doctor.
		for file in files.iter().filter(|file| file.doctor == claim.doctor) {
			count = match one(chain, secrets, &case, claim, file, at).await {
				Ok(count) => Ok(count),
				// Nothing is counted on a chain that cannot be asked.
				Err(WalletError::Chain(error)) => return Err(error.into()),
				Err(error) => Err(error.to_string()),
			};
			if count.is_ok() {
				break;
			}
		}
		verdicts.push(Verdict {
			doctor: claim.doctor.clone(),
			count,
		});
	}
	for (claim, verdict) in claims.iter_mut().zip(&verdicts) {
		claim.count = Some(*verdict.count.as_ref().unwrap_or(&0));
	}
	let mut entitled = None;
	for claim in ranked(&claims) {
		if may_have(chain, claim, &case, next, at).await? {
			entitled = Some(claim.doctor.clone());
			break;
		}
	}
	let winner = entitled.ok_or_else(|| {
		let reasons: Vec<_> = verdicts
			.iter()
			.filter_map(|verdict| Some(format!("{}: {}", verdict.doctor, verdict.count.as_ref().err()?)))
			.collect();
		WalletError::NotAllowed(format!(
			"no claim counts of a doctor who may have the case\n{}",
			reasons.join("\n")
		))
	})?;
	let root = root(chain.genesis(), &case, &claims);
	Ok(Count {
		case,
		verdicts,
		claims,
		winner,
		root,
	})
}

/// The number of interests of a claim that the chain and its file agree on.
async fn one(
	chain: &Chain,
	secrets: &Secrets,
	case: &Case,
	claim: &CaseClaim,
	file: &ClaimFile,
	at: At,
) -> Result<u32> {
	let genesis = chain.genesis();
	if file.record != case.record {
		return Err(WalletError::Untrue("its file is of another record".into()));
	}
	let opening = file.open(genesis, secrets)?;
	let (count, _, commitment) = opening.commitment(genesis, case.record, &claim.doctor)?;
	if commitment != claim.commitment {
		return Err(WalletError::Untrue(
			"its file is not what was committed to on chain".into(),
		));
	}
	if opening.hospital != claim.hospital {
		return Err(WalletError::Untrue(
			"the match was proven by another hospital than the doctor's".into(),
		));
	}
	let (then, registered) = registered(chain, claim, at).await?;
	if !opening
		.digests()?
		.iter()
		.all(|digest| registered.contains(digest))
	{
		return Err(WalletError::Untrue(
			"an interest is none that the doctor registered".into(),
		));
	}
	let entry = chain
		.index_entry(case.record, then)
		.await?
		.ok_or_else(|| WalletError::NotAllowed("the record was not indexed".into()))?;
	let point = point_of(chain, &opening.key, at).await?;
	opening.verify(genesis, &claim.doctor, &point, &entry)?;
	Ok(count)
}

/// The interests of a claimant when it claimed, and the block at which they and the tags are read: others may have been
/// registered, and the record indexed anew, since. Now, where the node has no state of that block any more.
async fn registered(chain: &Chain, claim: &CaseClaim, at: At) -> Result<(At, Vec<InterestDigest>)> {
	let then = At::Block(chain.block_at(claim.at).await?);
	let (read_at, info) = match chain.interests(&claim.doctor, then).await {
		Ok(info) => (then, info),
		Err(_) => (at, chain.interests(&claim.doctor, at).await?),
	};
	Ok((read_at, info.map(|info| info.digests).unwrap_or_default()))
}

/// Whether the chain gives the case to whoever claimed: all that opening asks for but the patient's consent, and no ban.
async fn may_have(chain: &Chain, claim: &CaseClaim, case: &Case, next: BlockNumber, at: At) -> Result<bool> {
	let may_open = chain.may_open(&claim.doctor, case.record, at).await?;
	let may_find = matches!(
		may_open,
		Ok(()) | Err(AccessRefusal::NoConsent | AccessRefusal::ConsentExpired)
	);
	Ok(may_find && chain.standing(&claim.doctor, at).await?.banned_until <= next)
}

fn worth(claim: &CaseClaim) -> u32 {
	claim.count.unwrap_or_default()
}

/// The claims that count: most interests first, of two the earlier.
fn ranked(claims: &[CaseClaim]) -> Vec<&CaseClaim> {
	let mut ranked: Vec<_> = claims.iter().filter(|claim| worth(claim) > 0).collect();
	ranked.sort_by_key(|claim| (Reverse(worth(claim)), claim.position));
	ranked
}

/// The root over the claims that count, in the order in which they were made.
pub fn root(genesis: Hash, case: &Case, claims: &[CaseClaim]) -> Hash {
	let counted: Vec<_> = claims
		.iter()
		.filter(|claim| worth(claim) > 0)
		.map(|claim| CountedClaim {
			position: claim.position,
			doctor: claim.doctor.clone().into(),
			commitment: claim.commitment.0,
			at: claim.at.into(),
			count: worth(claim),
		})
		.collect();
	let counted_in = CountedIn {
		genesis: genesis.0,
		record: case.record.0,
		case: case.id,
		cut_off: case.cut_off.into(),
	};
	counted_root(&counted_in, &counted).into()
}

/// Signs and submits what was counted.
pub async fn submit(chain: &Chain, secrets: &Secrets, count: &Count) -> Result<Included> {
	let counts: Vec<u32> = count.claims.iter().map(worth).collect();
	let counts = Counts::try_from(counts)
		.map_err(|_| WalletError::Untrue("the chain shows more claims than a case has".into()))?;
	let call = pallet_cases::Call::<Runtime>::assign {
		case: count.case.id,
		counts,
		doctor: count.winner.clone(),
		root: count.root,
	};
	Ok(chain.submit(&secrets.signer(), call).await?)
}

#[cfg(test)]
mod tests {
	use super::*;

	fn claims(counts: &[u32]) -> Vec<CaseClaim> {
		(0_u8..)
			.zip(counts)
			.map(|(position, count)| CaseClaim {
				position: position.into(),
				doctor: AccountId::new([position; 32]),
				hospital: 1,
				commitment: Hash::repeat_byte(position),
				interests: 32,
				at: 10,
				count: Some(*count),
			})
			.collect()
	}

	fn order(counts: &[u32]) -> Vec<u32> {
		let claims = claims(counts);
		ranked(&claims).iter().map(|claim| claim.position).collect()
	}

	#[test]
	fn most_interests_win_and_of_two_the_earlier() {
		assert_eq!(order(&[1, 3, 2]), [1, 2, 0]);
		assert_eq!(order(&[2, 3, 3]), [1, 2, 0]);
		assert_eq!(order(&[4]), [0]);
	}

	#[test]
	fn a_claim_that_does_not_count_wins_nothing() {
		assert!(order(&[]).is_empty());
		assert!(order(&[0, 0]).is_empty());
		assert_eq!(order(&[0, 0, 1]), [2]);
	}
}
