//! What a standing offer bought: the values, and the proofs that the chain was shown for them, verified once more.

use super::{schema_of, Call, Trader};
use crate::{
	chain::{At, Chain, Offer, Slot},
	error::{Result, WalletError},
};
use salus_crypto::{
	attestation::Attribute,
	credential::{issuer_list_digest, IssuerKey, SchemaRef, StoredG1},
	encoding::decode_g1,
	offer::{
		nullifier_base, prepare_issuers, verify_fulfilment, Claim, ClaimContext, ClaimStatement, DiscreteLog,
		FulfilContext, Fulfilment, IssuersOnChain, Predicate as Asked,
	},
	Bls,
};
use salus_primitives::{
	trade::{OfferId, TradeState},
	AccountId, BlockNumber,
};
use salus_runtime::RuntimeCall;

/// A value that was paid for.
pub struct Value {
	/// The slot, as the chain shows it.
	pub slot: Slot,
	/// What finalised state encrypts: the integer, and as people read it.
	pub read: Result<(u32, String)>,
	/// What the patient disclosed, attribute and value, if the blocks still show the proofs that a hospital signed it.
	pub proven: Result<Vec<(String, String)>>,
}

/// Decrypts every value that was paid for, out of state, and verifies for each that an accepted hospital signed it: the
/// presentation and the fulfilment are in the blocks that claimed and paid the slot. What is wrong with one keeps no other.
pub async fn open(trader: &Trader<'_>, id: OfferId) -> Result<Vec<Value>> {
	let chain = trader.chain;
	let at = At::Block(chain.hash(At::Finalised).await?);
	let offer = chain
		.offer(id, at)
		.await?
		.ok_or_else(|| WalletError::NotAllowed(format!("the finalised chain has no offer {id}")))?;
	let secret = trader.secrets.offers(trader.genesis())?;
	if offer.key != secret.public::<Bls>() {
		return Err(WalletError::Keys("the offer's key is not this identity's".into()));
	}
	let schema = schema_of(chain, &offer).await?;
	let name = |attribute: u8| {
		schema
			.attributes()
			.get(usize::from(attribute))
			.map_or_else(|| attribute.to_string(), |(name, _)| name.clone())
	};
	let bought = name(offer.field);
	let mut log = None;
	let mut values = Vec::new();
	for slot in chain.slots(id, at).await? {
		let TradeState::Paid = slot.state else { continue };
		let read = slot
			.value
			.ok_or_else(|| WalletError::Untrue(format!("slot {}: it is paid without a value", slot.slot)))
			.and_then(|(e1, e2)| {
				// Only the proof needs the proof.
				let proof = [0; 128];
				secret
					.decrypt(
						&Fulfilment { e1, e2, proof },
						log.get_or_insert_with(DiscreteLog::<Bls>::new),
					)
					.map_err(|e| WalletError::Untrue(format!("slot {}: {e}", slot.slot)))
			})
			.map(|value| (value, read(&bought, value)));
		let proven = verify(chain, &offer, &slot, at).await.map(|shown| {
			shown
				.into_iter()
				.map(|(attribute, bucket)| (name(attribute), String::from_utf8_lossy(&bucket).into_owned()))
				.collect()
		});
		values.push(Value { slot, read, proven });
	}
	Ok(values)
}

/// A value with its unit, if the attribute is an observation: hospitals sign hundredths.
fn read(attribute: &str, value: u32) -> String {
	match Attribute::parse(attribute) {
		Ok(Attribute::Observation { unit, .. }) => format!("{}.{:02} {unit}", value / 100, value % 100),
		_ => value.to_string(),
	}
}

/// Verifies the presentation and the fulfilment of a slot; gives what was disclosed.
async fn verify(chain: &Chain, offer: &Offer, slot: &Slot, at: At) -> Result<Vec<(u8, Vec<u8>)>> {
	let shown = verify_claim(chain, offer, slot, at).await?;
	verify_value(chain, offer, slot).await?;
	Ok(shown)
}

/// The first of the claims of an offer for a payee that `proves` takes. A block may hold others that name the payee: calls
/// that failed, or another's.
fn find_claim<T>(
	calls: &[RuntimeCall],
	offer: OfferId,
	to: &AccountId,
	mut proves: impl FnMut(BlockNumber, &[u8]) -> Option<T>,
) -> Option<T> {
	calls.iter().find_map(|call| match call {
		RuntimeCall::TradeEscrow(
			Call::claim_slot {
				offer: id,
				payee,
				expiry,
				presentation,
			}
			| Call::claim_bonded_slot {
				offer: id,
				payee,
				expiry,
				presentation,
			},
		) if *id == offer && payee == to => proves(*expiry, presentation),
		_ => None,
	})
}

/// The fulfilment of a slot that encrypts what state says.
fn find_fulfilment(calls: &[RuntimeCall], slot: &Slot) -> Option<Fulfilment> {
	calls.iter().find_map(|call| match call {
		RuntimeCall::TradeEscrow(Call::fulfil_slot {
			offer,
			slot: index,
			fulfilment,
		}) if *offer == slot.offer && *index == slot.slot => Fulfilment::from_bytes(fulfilment)
			.ok()
			.filter(|fulfilment| slot.value == Some((fulfilment.e1, fulfilment.e2))),
		_ => None,
	})
}

/// Verifies the presentation of a claim as the chain did; gives what it disclosed.
async fn verify_claim(chain: &Chain, offer: &Offer, slot: &Slot, at: At) -> Result<Vec<(u8, Vec<u8>)>> {
	let block = chain.block_at(slot.claimed_at).await?;
	let calls = chain.calls(block).await?;
	let flags = accepted_then(chain, offer, slot.claimed_at, at).await;
	let commitment = StoredG1(slot.commitment);
	find_claim(&calls, offer.id, &slot.payee, |expiry, presentation| {
		let claim = Claim::parse(presentation).ok()?;
		let is_proven = claim.nullifier() == &slot.nullifier
			&& flags.iter().any(|accepted| {
				statement(chain, offer, slot, expiry, accepted, |statement| {
					claim
						.verify::<Bls>(statement)
						.is_ok_and(|claimed| claimed.commitment == commitment)
				})
			});
		is_proven.then(|| claim.shown().to_vec())
	})
	.ok_or_else(|| {
		WalletError::Untrue(format!(
			"slot {}: its block has no claim of it that is proven under the offer's terms",
			slot.slot
		))
	})
}

/// Which issuers were accepted when a slot was claimed, as well as the node still knows: at that block or the one before, now,
/// or all of them.
async fn accepted_then(chain: &Chain, offer: &Offer, claimed_at: BlockNumber, at: At) -> Vec<Vec<bool>> {
	let mut flags = Vec::new();
	let mut blocks = vec![at];
	for height in [claimed_at.saturating_sub(1), claimed_at] {
		if let Ok(block) = chain.block_at(height).await {
			blocks.push(At::Block(block));
		}
	}
	for block in blocks {
		if let Ok(Some(then)) = chain.offer(offer.id, block).await {
			flags.push(then.issuers.iter().map(|issuer| issuer.accepted).collect());
		}
	}
	flags.push(vec![true; offer.issuers.len()]);
	flags.dedup();
	flags
}

/// What the chain knew of the offer when the slot was claimed.
fn statement(
	chain: &Chain,
	offer: &Offer,
	slot: &Slot,
	expiry: BlockNumber,
	accepted: &[bool],
	is_proven: impl FnOnce(&ClaimStatement<'_>) -> bool,
) -> bool {
	let genesis = chain.genesis().0;
	let issuers: Vec<_> = offer
		.issuers
		.iter()
		.map(|issuer| IssuerKey {
			pk1: issuer.pk1,
			pk2: issuer.pk2,
		})
		.collect();
	let Ok(prepared) = prepare_issuers::<Bls>(&issuers) else {
		return false;
	};
	let sets: Vec<Vec<&[u8]>> = offer
		.predicates
		.iter()
		.map(|predicate| predicate.any_of.iter().map(|bucket| bucket.as_slice()).collect())
		.collect();
	let predicates: Vec<_> = offer
		.predicates
		.iter()
		.zip(&sets)
		.map(|(predicate, set)| Asked {
			index: predicate.attribute,
			set,
		})
		.collect();
	let context = ClaimContext {
		genesis,
		offer: offer.id,
		payee: slot.payee.clone().into(),
		buyer: offer.buyer.clone().into(),
		y: offer.key,
		price: offer.price,
		expiry: expiry.into(),
	};
	is_proven(&ClaimStatement {
		context: &context,
		schema: SchemaRef {
			digest: offer.schema,
			attributes: offer.attributes,
		},
		predicates: &predicates,
		field: offer.field,
		issuers: IssuersOnChain {
			digest: issuer_list_digest(&issuers),
			pk1: &prepared.pk1,
			accepted,
		},
		nullifier_base: nullifier_base::<Bls>(&genesis, offer.id),
	})
}

/// Verifies that what a slot was paid for encrypts, to this buyer, the value that its claim committed to.
async fn verify_value(chain: &Chain, offer: &Offer, slot: &Slot) -> Result<()> {
	let untrue = |what: &str| WalletError::Untrue(format!("slot {}: {what}", slot.slot));
	let block = chain.block_at(slot.since).await?;
	let fulfilment = find_fulfilment(&chain.calls(block).await?, slot)
		.ok_or_else(|| untrue("its block has no fulfilment of it with the value in state"))?;
	let y = decode_g1::<Bls>(&offer.key).map_err(|e| untrue(&e.to_string()))?;
	let context = FulfilContext {
		genesis: chain.genesis().0,
		offer: offer.id,
		slot: slot.slot.into(),
		payee: slot.payee.clone().into(),
	};
	verify_fulfilment::<Bls>(
		&context,
		&StoredG1::new::<Bls>(&y),
		&StoredG1(slot.commitment),
		&fulfilment,
	)
	.map_err(|e| untrue(&e.to_string()))
}

#[cfg(test)]
mod tests {
	use super::*;
	use salus_primitives::trade::Ratings;

	fn slot() -> Slot {
		Slot {
			offer: 3,
			slot: 1,
			payee: AccountId::new([5; 32]),
			buyer: AccountId::new([6; 32]),
			price: 1,
			fee: 0,
			bond: 0,
			nullifier: [7; 48],
			commitment: [8; 96],
			value: Some(([1; 48], [1; 48])),
			claimed_at: 1,
			fulfil_by: 9,
			lapses_from: 10,
			state: TradeState::Paid,
			since: 2,
			ratings: Ratings::default(),
		}
	}

	fn claims(offer: OfferId, payee: u8, presentation: &[u8], is_bonded: bool) -> RuntimeCall {
		let (payee, presentation) = (
			AccountId::new([payee; 32]),
			presentation.to_vec().try_into().unwrap(),
		);
		RuntimeCall::TradeEscrow(if is_bonded {
			Call::claim_bonded_slot {
				offer,
				payee,
				expiry: 4,
				presentation,
			}
		} else {
			Call::claim_slot {
				offer,
				payee,
				expiry: 4,
				presentation,
			}
		})
	}

	#[test]
	fn junk_in_the_block_that_names_the_payee_hides_no_claim() {
		let proves = |expiry, bytes: &[u8]| (bytes == b"proof").then_some(expiry);
		let payee = AccountId::new([5; 32]);
		let junk = [
			claims(3, 5, b"junk", true),
			claims(4, 5, b"proof", false),
			claims(3, 6, b"proof", false),
		];
		assert_eq!(find_claim(&junk, 3, &payee, proves), None);
		let with = [&junk[..], &[claims(3, 5, b"proof", false)]].concat();
		assert_eq!(find_claim(&with, 3, &payee, proves), Some(4));
	}

	#[test]
	fn a_fulfilment_that_was_not_executed_hides_none_that_was() {
		let fulfils = |slot, byte| {
			RuntimeCall::TradeEscrow(Call::fulfil_slot {
				offer: 3,
				slot,
				fulfilment: [byte; 224],
			})
		};
		let junk = [fulfils(1, 2), fulfils(2, 1)];
		assert_eq!(find_fulfilment(&junk, &slot()), None);
		let with = [&junk[..], &[fulfils(1, 1)]].concat();
		let found = find_fulfilment(&with, &slot()).map(|found| (found.e1, found.e2));
		assert_eq!(found, slot().value);
	}

	#[test]
	fn an_observation_is_read_with_its_unit() {
		assert_eq!(read("observation:http://loinc.org|4548-4|%", 640), "6.40 %");
		assert_eq!(read("observation:http://loinc.org|4548-4|%", 5), "0.05 %");
		assert_eq!(read("what is no attribute", 640), "640");
	}
}
