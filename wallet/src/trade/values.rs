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
	BlockNumber,
};
use salus_runtime::RuntimeCall;

/// A value that was paid for.
pub struct Value {
	/// The slot, as the chain shows it.
	pub slot: Slot,
	/// The integer that a hospital signed.
	pub value: u32,
	/// As people read it.
	pub text: String,
	/// What the patient disclosed: attribute and value.
	pub disclosed: Vec<(String, String)>,
}

/// Decrypts every value that was paid for, and verifies for each that an accepted hospital signed it: the presentation and
/// the fulfilment are in the blocks that claimed and paid the slot.
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
		let shown = verify_claim(chain, &offer, &slot, at).await?;
		let fulfilment = verify_value(chain, &offer, &slot).await?;
		let value = secret
			.decrypt(&fulfilment, log.get_or_insert_with(DiscreteLog::<Bls>::new))
			.map_err(|e| WalletError::Untrue(format!("slot {}: {e}", slot.slot)))?;
		values.push(Value {
			value,
			text: read(&bought, value),
			disclosed: shown
				.into_iter()
				.map(|(attribute, bucket)| (name(attribute), String::from_utf8_lossy(&bucket).into_owned()))
				.collect(),
			slot,
		});
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

/// Verifies the presentation of a claim as the chain did; gives what it disclosed.
async fn verify_claim(chain: &Chain, offer: &Offer, slot: &Slot, at: At) -> Result<Vec<(u8, Vec<u8>)>> {
	let untrue = |what: &str| WalletError::Untrue(format!("slot {}: {what}", slot.slot));
	let block = chain.block_at(slot.claimed_at).await?;
	let (expiry, presentation) = chain
		.calls(block)
		.await?
		.into_iter()
		.find_map(|call| match call {
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
			) if id == offer.id && payee == slot.payee => Some((expiry, presentation)),
			_ => None,
		})
		.ok_or_else(|| untrue("its claim is not in its block"))?;
	let claim = Claim::parse(&presentation).map_err(|e| untrue(&e.to_string()))?;
	if claim.nullifier() != &slot.nullifier {
		return Err(untrue("its claim has another nullifier"));
	}
	let flags = accepted_then(chain, offer, slot.claimed_at, at).await;
	let commitment = StoredG1(slot.commitment);
	let is_proven = flags.iter().any(|accepted| {
		statement(chain, offer, slot, expiry, accepted, |statement| {
			claim
				.verify::<Bls>(statement)
				.is_ok_and(|claimed| claimed.commitment == commitment)
		})
	});
	if !is_proven {
		return Err(untrue("its claim is not proven under the offer's terms"));
	}
	Ok(claim.shown().to_vec())
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
async fn verify_value(chain: &Chain, offer: &Offer, slot: &Slot) -> Result<Fulfilment> {
	let untrue = |what: &str| WalletError::Untrue(format!("slot {}: {what}", slot.slot));
	let block = chain.block_at(slot.since).await?;
	let bytes = chain
		.calls(block)
		.await?
		.into_iter()
		.find_map(|call| match call {
			RuntimeCall::TradeEscrow(Call::fulfil_slot {
				offer: id,
				slot: index,
				fulfilment,
			}) if id == offer.id && index == slot.slot => Some(fulfilment),
			_ => None,
		})
		.ok_or_else(|| untrue("its fulfilment is not in its block"))?;
	let fulfilment = Fulfilment::from_bytes(&bytes).map_err(|e| untrue(&e.to_string()))?;
	if slot.value != Some((fulfilment.e1, fulfilment.e2)) {
		return Err(untrue("its fulfilment is another"));
	}
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
	.map_err(|e| untrue(&e.to_string()))?;
	Ok(fulfilment)
}

#[cfg(test)]
mod tests {
	use super::read;

	#[test]
	fn an_observation_is_read_with_its_unit() {
		assert_eq!(read("observation:http://loinc.org|4548-4|%", 640), "6.40 %");
		assert_eq!(read("observation:http://loinc.org|4548-4|%", 5), "0.05 %");
		assert_eq!(read("what is no attribute", 640), "640");
	}
}
