//! A standing offer, the buyer's side: posted with all its money, closed with notice, settled.

use super::{accredited, journal::Note, Call, Trader};
use crate::{
	chain::{is_in_pool, At, ChainError, Included, Offer},
	error::{Result, WalletError},
};
use codec::{Decode, DecodeAll, Encode};
use rand_core::OsRng;
use salus_crypto::{
	attestation,
	credential::Schema,
	hash::sha256,
	keys::KeyContext,
	offer::{check_terms, Predicate as Asked},
	Bls,
};
use salus_primitives::{
	apis::OfferFilter,
	trade::{Bucket, OfferId, OfferState, Predicate, SlotIndex},
	Balance, BlockNumber, Nonce,
};
use salus_runtime::{Runtime, RuntimeEvent};

type OfferRequest = pallet_trade_escrow::OfferRequestOf<Runtime>;

/// What a buyer wants.
#[derive(Clone, Debug, PartialEq, Eq, Encode)]
pub struct Wanted {
	/// Attributes by name, with the values that satisfy.
	pub conditions: Vec<(String, Vec<String>)>,
	/// The attribute that is bought, by name.
	pub field: String,
	/// Handles of hospitals whose credentials are accepted; all accredited ones, if none.
	pub issuers: Vec<String>,
	/// Paid for a value.
	pub price: Balance,
	/// Values wanted.
	pub number: u32,
	/// What whoever claims must put on hold.
	pub bond: Balance,
	/// Blocks from now in which claims are taken.
	pub blocks: BlockNumber,
	/// Blocks that a payee has to fulfil; the least that the chain allows, if none.
	pub fulfil_blocks: Option<BlockNumber>,
}

impl Wanted {
	/// The schema of the credentials: the attributes of the conditions, then the one that is bought.
	pub fn schema(&self) -> Result<Schema> {
		let names: Vec<&str> = self
			.conditions
			.iter()
			.map(|(name, _)| name.as_str())
			.chain([self.field.as_str()])
			.collect();
		attestation::schema(&names).map_err(|e| WalletError::Input(format!("the attributes: {e}")))
	}
}

/// What is noted of an offer before it is sent.
#[derive(Encode, Decode)]
struct OfferNote {
	/// Hash of what was wanted.
	wanted: [u8; 32],
	request: Vec<u8>,
	/// Number of the transaction: of one number at most one is ever carried out.
	nonce: Nonce,
}

impl Note for OfferNote {
	const KIND: &'static str = "offer";

	fn place(&self) -> String {
		hex::encode(&self.wanted[..8])
	}
}

/// An offer that stands.
pub struct Posted {
	/// Its number.
	pub offer: OfferId,
	/// The call; none if it stood already.
	pub included: Option<Included>,
}

/// Posts an offer. Asked again with the same wishes, as after a crash, it is the same offer as long as that may take claims.
pub async fn post(trader: &Trader<'_>, wanted: &Wanted) -> Result<Posted> {
	let hash = sha256(&wanted.encode());
	let begun: Option<OfferNote> = trader.journal.load(&hex::encode(&hash[..8]))?;
	if let Some(note) = begun.filter(|note| note.wanted == hash) {
		let request = OfferRequest::decode_all(&mut &note.request[..])
			.map_err(|_| WalletError::Keys("the note of an offer does not decode".into()))?;
		if let Some(posted) = go_on(trader, &note, request).await? {
			return Ok(posted);
		}
	}
	let request = request(trader, wanted).await?;
	let note = OfferNote {
		wanted: hash,
		request: request.encode(),
		nonce: trader
			.chain
			.next_nonce(&trader.secrets.signer().account())
			.await?,
	};
	trader.journal.save(&note)?;
	send(trader, &note, request).await
}

/// Ends an offer that was begun; none if it is over, or was never sent and cannot be.
async fn go_on(trader: &Trader<'_>, note: &OfferNote, request: OfferRequest) -> Result<Option<Posted>> {
	// What is in the best block may be in another one tomorrow, under another number.
	let best = trader.chain.height(At::Best).await?;
	trader.chain.wait_finalised(best).await?;
	if let Some(posted) = found(trader, &request, At::Finalised).await? {
		return Ok(Some(posted));
	}
	if is_spent(trader, note, At::Finalised).await? || trader.next_block().await? > request.deadline {
		return Ok(None);
	}
	match send(trader, note, request.clone()).await {
		Err(WalletError::Chain(error)) if is_in_pool(&error) => arrived(trader, note, &request).await,
		outcome => outcome.map(Some),
	}
}

/// Waits for what is in the pool already.
async fn arrived(trader: &Trader<'_>, note: &OfferNote, request: &OfferRequest) -> Result<Option<Posted>> {
	let mut headers = trader.chain.finalised_headers().await?;
	while let Some(header) = headers.next().await {
		let header = header.map_err(|e| ChainError::Transport(e.to_string()))?;
		let at = At::Block(header.hash());
		if let Some(posted) = found(trader, request, at).await? {
			return Ok(Some(posted));
		}
		if is_spent(trader, note, at).await? || header.number > request.deadline {
			return Ok(None);
		}
	}
	Err(ChainError::Transport("the subscription to finalised blocks ended".into()).into())
}

/// Whether a transaction of the noted number was carried out.
async fn is_spent(trader: &Trader<'_>, note: &OfferNote, at: At) -> Result<bool> {
	let account = trader.secrets.signer().account();
	Ok(trader.chain.money(&account, at).await?.nonce > note.nonce)
}

/// The offer, where it stands.
async fn found(trader: &Trader<'_>, request: &OfferRequest, at: At) -> Result<Option<Posted>> {
	let offer = standing(trader, request, at).await?;
	Ok(offer.map(|offer| Posted {
		offer,
		included: None,
	}))
}

/// Sends what is noted.
async fn send(trader: &Trader<'_>, note: &OfferNote, request: OfferRequest) -> Result<Posted> {
	let call = Call::post_offer { request };
	let included = trader
		.chain
		.submit_with_nonce(&trader.secrets.signer(), call, note.nonce)
		.await?;
	let offer = included
		.find(|event| match event {
			RuntimeEvent::TradeEscrow(pallet_trade_escrow::Event::OfferPosted { offer, .. }) => Some(*offer),
			_ => None,
		})
		.ok_or(ChainError::Undecodable("TradeEscrow.OfferPosted"))?;
	Ok(Posted {
		offer,
		included: Some(included),
	})
}

/// The offer of this request, if it takes claims or may again. Its deadline, which is counted from the block of asking,
/// tells it from others like it.
async fn standing(trader: &Trader<'_>, request: &OfferRequest, at: At) -> Result<Option<OfferId>> {
	let schema = Schema::from_bytes(&request.schema).map_err(|e| WalletError::Input(e.to_string()))?;
	let filter = OfferFilter {
		state: None,
		buyer: Some(trader.secrets.signer().account()),
	};
	let is_it = |offer: &Offer| {
		matches!(offer.state, OfferState::Open | OfferState::Full)
			&& offer.paid < offer.number
			&& offer.key == request.key
			&& offer.schema == schema.digest()
			&& offer.predicates == request.predicates.to_vec()
			&& offer.field == request.field
			&& offer.price == request.price
			&& offer.number == request.number
			&& offer.bond == request.bond
			&& offer.deadline == request.deadline
			&& offer.fulfil_blocks == request.fulfil_blocks
	};
	let offers = trader.chain.offers(filter, at).await?;
	Ok(offers.iter().find(|offer| is_it(offer)).map(|offer| offer.id))
}

/// The request that the chain takes.
async fn request(trader: &Trader<'_>, wanted: &Wanted) -> Result<OfferRequest> {
	let (chain, genesis) = (trader.chain, trader.genesis());
	let too_many = |what: &str| WalletError::Input(format!("too many {what}"));
	let schema = wanted.schema()?;
	let mut predicates = Vec::new();
	for (index, (name, values)) in (0u8..).zip(&wanted.conditions) {
		let values = values
			.iter()
			.map(|value| {
				Bucket::try_from(value.as_bytes().to_vec())
					.map_err(|_| WalletError::Input(format!("{name}: a value has at most 64 bytes")))
			})
			.collect::<Result<Vec<Bucket>>>()?;
		predicates.push(Predicate {
			attribute: index,
			any_of: values.try_into().map_err(|_| too_many("values"))?,
		});
	}
	let field = u8::try_from(wanted.conditions.len()).map_err(|_| too_many("conditions"))?;
	check(&schema, &predicates, field)?;

	let hospitals = accredited(chain, At::Finalised).await?;
	let mut issuers: Vec<_> = hospitals
		.iter()
		.filter(|hospital| wanted.issuers.is_empty() || wanted.issuers.contains(&super::handle(hospital)))
		.map(|hospital| hospital.id)
		.collect();
	issuers.sort_unstable();
	if !wanted.issuers.is_empty() && issuers.len() != wanted.issuers.len() {
		return Err(WalletError::Input(
			"an issuer is no accredited hospital, or is named twice".into(),
		));
	}
	let fulfil_blocks = match wanted.fulfil_blocks {
		Some(blocks) => blocks,
		None => chain.trade_parameters(At::Best).await?.least_fulfilment,
	};
	let context = KeyContext {
		genesis: genesis.0,
		account: trader.secrets.signer().account().into(),
	};
	let (key, key_proof) = trader
		.secrets
		.offers(genesis)?
		.register::<Bls>(&context, &mut OsRng);
	Ok(OfferRequest {
		schema: schema.to_bytes().try_into().map_err(|_| too_many("attributes"))?,
		predicates: predicates.try_into().map_err(|_| too_many("conditions"))?,
		field,
		issuers: issuers.try_into().map_err(|_| too_many("issuers"))?,
		price: wanted.price,
		number: wanted.number,
		bond: wanted.bond,
		key,
		key_proof,
		deadline: trader.next_block().await?.saturating_add(wanted.blocks),
		fulfil_blocks,
	})
}

/// What the chain would refuse, said before it costs a fee.
fn check(schema: &Schema, predicates: &[Predicate], field: u8) -> Result<()> {
	let sets: Vec<Vec<&[u8]>> = predicates
		.iter()
		.map(|predicate| predicate.any_of.iter().map(|bucket| bucket.as_slice()).collect())
		.collect();
	let asked: Vec<_> = predicates
		.iter()
		.zip(&sets)
		.map(|(predicate, set)| Asked {
			index: predicate.attribute,
			set,
		})
		.collect();
	check_terms(schema, &asked, field).map_err(|e| WalletError::Input(format!("the offer: {e}")))
}

/// Gives notice that an offer closes.
pub async fn close(trader: &Trader<'_>, offer: OfferId) -> Result<Included> {
	let call = Call::close_offer { offer };
	Ok(trader.chain.submit(&trader.secrets.signer(), call).await?)
}

/// Takes back what no slot needs, once that is free.
pub async fn settle(trader: &Trader<'_>, offer: OfferId) -> Result<Included> {
	let call = Call::settle_offer { offer };
	Ok(trader.chain.submit(&trader.secrets.signer(), call).await?)
}

/// Ends a claim that was not fulfilled in time.
pub async fn lapse(trader: &Trader<'_>, offer: OfferId, slot: SlotIndex) -> Result<Included> {
	let call = Call::lapse_slot { offer, slot };
	Ok(trader.chain.submit(&trader.secrets.signer(), call).await?)
}
