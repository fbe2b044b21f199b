//! Seven hospitals make the keys; two never come, and one deals shares that are wrong.

use super::{
	accredit, all_hold,
	hand::{Hand, Lies},
	serves, sharing, ROUND,
};
use crate::{
	faults::{account, until, Figures, Lab},
	genesis::{set_floor, set_validators, FLOOR, SEVEN},
	manner::Manner,
	network::{Member, Node},
	spec::{set_ceremonies, Timing, CEREMONIES},
	wallet::Wallet,
};
use anyhow::{ensure, Context, Result};
use frame_support::{traits::Get, BoundedVec};
use pallet_ceremony::{Call, Event};
use rand::rngs::OsRng;
use salus_crypto::{
	ceremony::{AttributeKeys, CheckedRun, Kind, RunSecret, Tokens},
	Bls,
};
use salus_primitives::{
	ceremony::{CeremonyKind, Phase, ReceivingKey, Settings},
	AccountId, Balance, SAL,
};
use salus_runtime::{Runtime, RuntimeCall, RuntimeEvent};
use salus_wallet::chain::{At, CeremonyRound, Chain, ChainError, Signer};
use std::{
	collections::BTreeSet,
	time::{Duration, Instant},
};
use tokio::time::sleep;

/// Who takes part by an account of its node's own, as a hospital outside of development does.
const BY_AGENT: &str = "mayo";
/// Who lies: its node validates, and whoever runs it deals by hand.
const LIAR: (&str, &str) = ("Rikshospitalet", "rikshospitalet");
/// How many of the seven run.
const PRESENT: usize = 5;
/// Within so many blocks a ceremony ends.
const BLOCKS: u32 = 40;
/// Between two looks at the rounds.
const POLL: Duration = Duration::from_millis(500);
/// Milliseconds of a slot: phases of few blocks are long enough for the votes of all five, without one of which nothing is
/// final, on a machine that has more to do.
const SLOT: u64 = 4_000;
/// Blocks in which an operator names its node's account before the ceremony begins.
const SETTLE: u32 = 15;
/// How a call fails that comes after its phase, or after its round.
const TOO_LATE: [&str; 3] = ["WrongPhase", "NoRound", "OtherRound"];
/// What an agent needs for fees and for the bond of a publication.
const PURSE: u128 = 100 * SAL;

pub(crate) async fn seven_two_absent_one_lying(lab: Lab) -> Result<Figures> {
	let mut figures = Figures::default();
	let members = SEVEN.map(|(name, handle)| Member {
		name,
		handle,
		manner: match handle {
			BY_AGENT => Manner {
				services: true,
				authority: true,
				..Manner::with_files()
			},
			handle if handle == LIAR.1 => Manner::with_files(),
			_ => Manner::default(),
		},
	});
	let timing = Timing {
		slot_milliseconds: SLOT,
		..Timing::default()
	};
	let names = SEVEN.map(|(name, _)| name);
	let mut network = lab.prepare_with(members.into(), timing, |genesis| {
		set_floor(genesis, FLOOR);
		set_validators(genesis, &names)?;
		set_ceremonies(
			genesis,
			&Settings {
				// Who is absent is not waited for beyond that; the next phases end when all who enrolled have posted.
				enrol: 10,
				commit: 20,
				deal: 20,
				complain: 8,
				settle: SETTLE,
				..CEREMONIES
			},
		)
	})?;
	for place in 0..PRESENT {
		network.restart(place).await?;
	}
	network.wait_finalised(1).await?;
	let wallet = lab.wallet()?;
	let here = &network.nodes[0];
	let handles = SEVEN.map(|(_, handle)| handle);
	accredit(&wallet, &network, &handles).await?;
	name_agent(&wallet, network.node(BY_AGENT)?).await?;

	let chain = here.chain().await?;
	let (mut liar, since) = (Liar::new()?, Instant::now());
	while !all_made(&chain).await? {
		liar.act(&chain).await?;
		ensure!(since.elapsed() < ROUND, "keys of both kinds were not made");
		sleep(POLL).await;
	}

	let (genesis, who) = (network.genesis().await?, account(LIAR.0)?);
	let honest: Vec<_> = network.nodes[..PRESENT]
		.iter()
		.filter(|node| node.handle != LIAR.1)
		.collect();
	for kind in CeremonyKind::ALL {
		let (made, round) = (sharing(here, kind).await?, last_round(&chain, kind).await?);
		ensure!(
			made.holders.len() == PRESENT && made.threshold == 4,
			"not any 4 of the 5 who came: {made:?}"
		);
		let excluded: BTreeSet<_> = round
			.dealers
			.iter()
			.filter(|dealer| dealer.excluded)
			.map(|dealer| &dealer.account)
			.collect();
		ensure!(
			excluded == BTreeSet::from([&who]) && round.qualified.len() == PRESENT - 1,
			"not the liar alone is out: {excluded:?}, {:?} count",
			round.qualified
		);
		let lost = lost_by(&chain, &round, &who, made.activated_at).await?;
		let deposit = <<Runtime as pallet_ceremony::Config>::CeremonyDeposit as Get<Balance>>::get();
		ensure!(
			lost == deposit,
			"the liar lost {lost} of its deposit of {deposit}"
		);
		let took = made.activated_at.saturating_sub(round.started_at);
		ensure!(took <= BLOCKS, "the ceremony took {took} blocks");
		figures.count(&format!("blocks of the ceremony of {kind:?}"), took);
		all_hold(&honest, genesis, kind, &made).await?;
	}
	wallet
		.must(&here.url(), "//any", &["authority", "verify"])
		.await?;
	// The four honest ones are as many as make a key.
	serves(&wallet, here).await?;
	Ok(figures)
}

/// Whether there is a key of each kind.
async fn all_made(chain: &Chain) -> Result<bool> {
	for kind in CeremonyKind::ALL {
		if chain.sharing(kind, At::Finalised).await?.is_none() {
			return Ok(false);
		}
	}
	Ok(true)
}

/// What a dealer of a round lost for its deal, as the round's blocks until `end` tell.
async fn lost_by(chain: &Chain, round: &CeremonyRound, who: &AccountId, end: u32) -> Result<Balance> {
	let mut lost = 0;
	for height in round.started_at..=end {
		let block = chain.block_at(height).await?;
		for event in chain.events(block).await? {
			if let RuntimeEvent::Ceremony(Event::DealerExcluded {
				round: of,
				dealer,
				slashed,
				..
			}) = event
			{
				if of == round.round && dealer == *who {
					lost += slashed;
				}
			}
		}
	}
	Ok(lost)
}

/// The operator names the account that its node made, and gives it money.
async fn name_agent(wallet: &Wallet, node: &Node) -> Result<()> {
	let file = node.authority().join("address");
	let address = until("the node has an account", ROUND, async || {
		Ok(std::fs::read_to_string(&file)
			.ok()
			.filter(|text| !text.is_empty()))
	})
	.await?;
	let named = ["authority", "set-agent", address.trim()];
	wallet.must(&node.url(), node.handle, &named).await?;
	let chain = node.chain().await?;
	let operator = account(node.name)?;
	let agent = chain
		.agent(&operator, At::Finalised)
		.await?
		.context("no agent was named")?;
	let gift = pallet_balances::Call::<Runtime>::transfer_allow_death {
		dest: agent.into(),
		value: PURSE,
	};
	chain.submit(&signer(node.name)?, gift).await?;
	Ok(())
}

fn signer(name: &str) -> Result<Signer> {
	Signer::from_uri(&format!("//{name}")).map_err(|e| anyhow::anyhow!("//{name}: {e:?}"))
}

async fn last_round(chain: &Chain, kind: CeremonyKind) -> Result<CeremonyRound> {
	let round = chain.last_round(kind, At::Finalised).await?;
	round.with_context(|| format!("no round made the key of {kind:?}"))
}

/// Takes part in both ceremonies by hand.
struct Liar {
	signer: Signer,
	account: AccountId,
	keys: Part<AttributeKeys<Bls>>,
	tokens: Part<Tokens>,
}

/// What the liar does in one round of a kind.
struct Part<K: Kind> {
	round: Option<u32>,
	done: BTreeSet<u8>,
	secret: RunSecret,
	hand: Option<Hand<K>>,
}

impl<K: Kind> Part<K> {
	fn new() -> Self {
		Self {
			round: None,
			done: BTreeSet::new(),
			secret: RunSecret::generate(&mut OsRng),
			hand: None,
		}
	}

	/// What it posts in this phase, once a phase.
	fn post(
		&mut self,
		kind: CeremonyKind,
		round: &CeremonyRound,
		genesis: [u8; 32],
		who: &AccountId,
	) -> Result<Option<RuntimeCall>> {
		if self.round != Some(round.round) {
			*self = Self {
				round: Some(round.round),
				..Self::new()
			};
		}
		if !self.done.insert(step(round.phase)) {
			return Ok(None);
		}
		let number = round.round;
		Ok(match round.phase {
			Phase::Enrol => Some(Call::<Runtime>::enrol { kind, round: number }.into()),
			Phase::Commit => {
				let run = run_of(round, genesis)?;
				// Who came late waits for the next round.
				let Some(index) = run.member(&who.clone().into()) else {
					return Ok(None);
				};
				let hand = Hand::<K>::random(run.run().threshold, &mut OsRng);
				let commitment = hand.commitment(&run, index);
				self.hand = Some(hand);
				let (key, proof) = self
					.secret
					.receiving_key(&run, index)
					.map_err(|e| anyhow::anyhow!("{e}"))?;
				Some(
					Call::<Runtime>::commit {
						kind,
						round: number,
						key: Some(ReceivingKey { key, proof }),
						commitment: Some(commitment),
					}
					.into(),
				)
			}
			Phase::Deal => {
				let run = run_of(round, genesis)?;
				let (Some(index), Some(hand)) = (run.member(&who.clone().into()), &self.hand) else {
					return Ok(None);
				};
				let keys = round.receiving_keys(&run).map_err(|e| anyhow::anyhow!("{e}"))?;
				let victim = if index == 1 { 2 } else { 1 };
				let lies = Lies {
					wrong: BTreeSet::from([victim]),
					..Lies::default()
				};
				let deal = hand.deal(&run, &keys, index, &lies, &mut OsRng);
				let deal = BoundedVec::try_from(deal).map_err(|_| anyhow::anyhow!("a deal too long"))?;
				Some(
					Call::<Runtime>::deal {
						kind,
						round: number,
						deal,
					}
					.into(),
				)
			}
			Phase::Complain | Phase::Finish => None,
		})
	}
}

fn step(phase: Phase) -> u8 {
	match phase {
		Phase::Enrol => 0,
		Phase::Commit => 1,
		Phase::Deal => 2,
		Phase::Complain => 3,
		Phase::Finish => 4,
	}
}

/// The run of a round that makes a first key.
fn run_of(round: &CeremonyRound, genesis: [u8; 32]) -> Result<CheckedRun> {
	round.run(genesis, None).map_err(|e| anyhow::anyhow!("{e}"))
}

impl Liar {
	fn new() -> Result<Self> {
		Ok(Self {
			signer: signer(LIAR.0)?,
			account: account(LIAR.0)?,
			keys: Part::new(),
			tokens: Part::new(),
		})
	}

	/// Posts what the phases of finalised rounds ask for.
	async fn act(&mut self, chain: &Chain) -> Result<()> {
		// Whoever waits until a message is final is late with the next.
		let hasty = chain.clone().without_finality();
		for kind in CeremonyKind::ALL {
			let Some(round) = chain.round(kind, At::Finalised).await? else {
				continue;
			};
			let genesis = chain.genesis().0;
			let call = match kind {
				CeremonyKind::AttributeKeys => self.keys.post(kind, &round, genesis, &self.account)?,
				CeremonyKind::Tokens => self.tokens.post(kind, &round, genesis, &self.account)?,
			};
			let Some(call) = call else { continue };
			match hasty.submit(&self.signer, call).await {
				Ok(_) => {}
				// The phase was over before the call was in a block.
				Err(ChainError::Failed { error, .. }) if TOO_LATE.contains(&error.as_str()) => {}
				Err(error) => return Err(error.into()),
			}
		}
		Ok(())
	}
}
