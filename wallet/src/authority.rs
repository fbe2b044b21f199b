//! The key authority as anyone can check it: the keys in use follow from the deals of their round, and a share lies on them.

use crate::{
	chain::{At, CeremonyRound, Chain, ChainError},
	error::{Result, WalletError},
};
use salus_authority::{keystore::label, Keystore, ShareId};
use salus_crypto::{
	authority::PublicParameters,
	ceremony::{public_of_deals, verify_deal, AttributeKeys, CheckedRun, Kind, Resharing, RunError, Tokens},
	token::PublicKeys,
	Bls,
};
use salus_primitives::{
	ceremony::{deal_slices, CeremonyKind, Purpose},
	AccountId,
};

/// What was checked of a sharing.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Verified {
	/// Id of the key.
	pub ceremony: [u8; 32],
	/// Generation of the sharing.
	pub generation: u32,
	/// How many shares make a key.
	pub threshold: u16,
	/// How many hold one.
	pub members: u16,
	/// The round that made it.
	pub round: u32,
	/// Whose deals it follows from.
	pub dealers: Vec<AccountId>,
}

/// The public values of a kind as the chain has them, of two sharings: the one in use, and the one that it was made from.
trait OnChain: Kind {
	/// The values in use.
	async fn in_use(chain: &Chain, at: At) -> Result<Option<Self::Public>>;
	/// What the last resharing began with.
	async fn handed_on(chain: &Chain, at: At) -> Result<Option<Result<Resharing, RunError>>>;
	/// Id of the key, generation, threshold.
	fn head(public: &Self::Public) -> ([u8; 32], u32, u16);
}

impl OnChain for AttributeKeys<Bls> {
	async fn in_use(chain: &Chain, at: At) -> Result<Option<Self::Public>> {
		Ok(chain.parameters(at).await?.map(|found| found.public()))
	}

	async fn handed_on(chain: &Chain, at: At) -> Result<Option<Result<Resharing, RunError>>> {
		let found = chain.handed_on_parameters(at).await?;
		Ok(found.map(|found| found.resharing()))
	}

	fn head(public: &PublicParameters) -> ([u8; 32], u32, u16) {
		(public.ceremony, public.generation, public.threshold)
	}
}

impl OnChain for Tokens {
	async fn in_use(chain: &Chain, at: At) -> Result<Option<Self::Public>> {
		Ok(chain.token_authority(at).await?.map(|found| found.public()))
	}

	async fn handed_on(chain: &Chain, at: At) -> Result<Option<Result<Resharing, RunError>>> {
		let found = chain.handed_on_token(at).await?;
		Ok(found.map(|found| found.resharing()))
	}

	fn head(public: &PublicKeys) -> ([u8; 32], u32, u16) {
		(public.ceremony, public.generation, public.threshold)
	}
}

/// Computes the public values in use again, from the deals of the round that made them, and compares. Each deal is checked
/// as the chain checked it.
pub async fn verify(chain: &Chain, kind: CeremonyKind) -> Result<Verified> {
	match kind {
		CeremonyKind::AttributeKeys => verify_kind::<AttributeKeys<Bls>>(chain, kind).await,
		CeremonyKind::Tokens => verify_kind::<Tokens>(chain, kind).await,
	}
}

async fn verify_kind<K: OnChain>(chain: &Chain, kind: CeremonyKind) -> Result<Verified> {
	let at = At::Block(chain.hash(At::Finalised).await?);
	let name = label(kind);
	let public = K::in_use(chain, at)
		.await?
		.ok_or_else(|| WalletError::NotAllowed(format!("{name}: there is no key yet")))?;
	let round = chain.last_round(kind, at).await?.ok_or_else(|| {
		WalletError::NotAllowed(format!("{name}: the chain knows no round that made the key"))
	})?;
	let run = run_of::<K>(chain, &round, at).await?;
	let untrue = |what: String| WalletError::Untrue(format!("{name}, round {}: {what}", round.round));
	let keys = round.receiving_keys(&run).map_err(|e| untrue(e.to_string()))?;
	let (mut deals, mut dealers) = (Vec::new(), Vec::new());
	for index in &round.qualified {
		let dealer = round
			.dealers
			.iter()
			.find(|dealer| dealer.index == *index)
			.ok_or_else(|| untrue(format!("there is no dealer {index}")))?;
		let commitment = dealer
			.commitment
			.ok_or_else(|| untrue(format!("dealer {index} never committed")))?;
		let deal = deal_of(chain, &round, *index, at).await?;
		verify_deal::<K>(&run, &keys, *index, &commitment, &deal)
			.map_err(|e| untrue(format!("the deal of {}: {e}", dealer.account)))?;
		deals.push((*index, deal));
		dealers.push(dealer.account.clone());
	}
	let computed =
		public_of_deals::<K>(&run, &keys, &deal_slices(&deals)).map_err(|e| untrue(e.to_string()))?;
	if computed != public {
		return Err(untrue("the key in use does not follow from the deals".into()));
	}
	let (ceremony, generation, threshold) = K::head(&public);
	Ok(Verified {
		ceremony,
		generation,
		threshold,
		members: run.members(),
		round: round.round,
		dealers,
	})
}

/// A deal of the round that made the key. The chain clears deals when the next round begins; a node that still has the state
/// of the block before the key came into use still gives them.
async fn deal_of(chain: &Chain, round: &CeremonyRound, dealer: u16, at: At) -> Result<Vec<u8>> {
	if let Some(deal) = chain.deal(round.kind, round.round, dealer, at).await? {
		return Ok(deal);
	}
	let sharing = chain.sharing(round.kind, at).await?;
	let activated = sharing.map_or(0, |sharing| sharing.activated_at);
	let before = At::Block(chain.block_at(activated.saturating_sub(1)).await?);
	match chain.deal(round.kind, round.round, dealer, before).await {
		Ok(Some(deal)) => Ok(deal),
		Ok(None) | Err(ChainError::Refused { .. }) => Err(WalletError::NotAllowed(format!(
			"{}: another round has begun since, and this node has the deals of round {} no more: ask a node that keeps all \
			 states with --url",
			label(round.kind),
			round.round
		))),
		Err(error) => Err(error.into()),
	}
}

/// The run of a finished round, as everything that was posted in it is bound to it.
async fn run_of<K: OnChain>(chain: &Chain, round: &CeremonyRound, at: At) -> Result<CheckedRun> {
	let unsound = |e: RunError| WalletError::Untrue(format!("round {}: {e}", round.round));
	let old = match round.purpose {
		Purpose::Fresh | Purpose::Replace { .. } => None,
		Purpose::Reshare { .. } => {
			let old = K::handed_on(chain, at)
				.await?
				.ok_or_else(|| WalletError::Untrue(format!("round {} handed nothing on", round.round)))?;
			Some(old.map_err(unsound)?)
		}
	};
	round.run(chain.genesis().0, old).map_err(unsound)
}

/// A share in a keystore, beside the sharing in use.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Held {
	/// It is one of the sharing in use and lies on its public values.
	Sound(ShareId),
	/// It is of a sharing that is not in use: it makes no key with the shares of that one.
	OfAnother(ShareId),
}

/// The shares of a kind in a keystore. One that claims to be of the sharing in use and does not lie on it is an error.
pub async fn held(chain: &Chain, keystore: &Keystore, kind: CeremonyKind) -> Result<Vec<Held>> {
	let at = At::Block(chain.hash(At::Finalised).await?);
	let mut all = Vec::new();
	for id in keystore.shares(kind).map_err(keys)? {
		let wrong = |why: String| {
			WalletError::Untrue(format!(
				"the share of generation {} in the keystore: {why}",
				id.generation
			))
		};
		let found = match kind {
			CeremonyKind::AttributeKeys => match (chain.parameters(at).await?, keystore.attribute_share(&id))
			{
				(_, Err(error)) => return Err(keys(error)),
				(Some(parameters), Ok(Some(share)))
					if parameters.ceremony == id.ceremony && parameters.generation == id.generation =>
				{
					let parameters = parameters
						.public()
						.validate::<Bls>()
						.map_err(|e| wrong(e.to_string()))?;
					share.check(&parameters).map_err(|e| wrong(e.to_string()))?;
					Held::Sound(id)
				}
				_ => Held::OfAnother(id),
			},
			CeremonyKind::Tokens => match (chain.token_authority(at).await?, keystore.token_share(&id)) {
				(_, Err(error)) => return Err(keys(error)),
				(Some(token), Ok(Some(share)))
					if token.ceremony == id.ceremony && token.generation == id.generation =>
				{
					let public = token.public().validate().map_err(|e| wrong(e.to_string()))?;
					share.check(&public).map_err(|e| wrong(e.to_string()))?;
					Held::Sound(id)
				}
				_ => Held::OfAnother(id),
			},
		};
		all.push(found);
	}
	Ok(all)
}

/// What a keystore fails with, to the wallet.
pub(crate) fn keys(error: salus_authority::KeystoreError) -> WalletError {
	match error {
		salus_authority::KeystoreError::File { path, error } => WalletError::File { path, error },
		other => WalletError::Keys(other.to_string()),
	}
}
