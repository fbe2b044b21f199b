//! Makes blocks of random calls, and takes note of how each ends.

use super::{
	calls::{self, Entry},
	check,
	coverage::{Coverage, Lack, Name},
	mutate::spoil,
	state::{epoch_begins, now},
	world::{Caller, Step, World},
};
use crate::common::Chain;
use codec::Encode;
use frame_support::{
	dispatch::{DispatchClass, GetDispatchInfo},
	storage::with_transaction_unchecked,
	traits::GetCallMetadata,
};
use rand::seq::SliceRandom;
use salus_runtime::{
	extensions, AccountId, Executive, Runtime, RuntimeCall, Session, SignedPayload, System,
	UncheckedExtrinsic,
};
use sp_core::{sr25519, Pair};
use sp_runtime::{
	generic::Era,
	traits::Dispatchable,
	transaction_validity::{InvalidTransaction, TransactionValidityError},
	DispatchError, MultiSignature, TransactionOutcome,
};

/// A ripe call is looked for once no more than so many have never succeeded.
const FEW: usize = 24;
/// So many of them are tried in a block.
const TRIALS: usize = 4;

/// How a call ended.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Outcome {
	/// It did what it was to do.
	Done,
	/// It was refused by the runtime, and changed nothing.
	Failed(DispatchError),
	/// It was no valid transaction because of what it says.
	Invalid(TransactionValidityError),
	/// It was no valid transaction because of who sent it or of what else is in the block.
	NotMade(TransactionValidityError),
}

/// A chain, whoever lives on it, and what they have done.
pub struct Run {
	pub chain: Chain,
	pub coverage: Coverage,
	world: World,
	entries: Vec<Entry>,
}

impl Run {
	/// A chain that the dice of `seed` decide on.
	pub fn new(seed: u64) -> Self {
		let (world, chain) = World::new(seed);
		let mut run = Self {
			chain,
			world,
			coverage: Coverage::new(),
			entries: calls::all(),
		};
		// The debtor has something to lose.
		let reserve = pallet_proxy::Call::<Runtime>::add_proxy {
			delegate: run.world.king.clone().into(),
			proxy_type: Default::default(),
			delay: 0,
		};
		let step = Step {
			caller: Caller::Signed(run.world.debtor.clone()),
			call: reserve.into(),
		};
		run.chain.open_block();
		let Self { chain, world, .. } = &mut run;
		assert_eq!(chain.read(|| apply(world, step)), Outcome::Done);
		run.chain.close_block();
		run
	}

	/// Makes a block with so many calls, and checks the state after it.
	pub fn block(&mut self, calls: u32) {
		if self.world.one_in(12) {
			// Nobody is there.
			self.chain.pass_slot();
		}
		let issued = self.chain.read(check::issuance);
		self.chain.open_block();
		self.coverage.note(("Timestamp", "set"), Outcome::Done);
		let made = calls > 0 && self.reap();
		for _ in u32::from(made)..calls {
			self.step();
		}
		self.chain.close_block();
		let Self { chain, world, .. } = self;
		chain.read(|| check::block(world, issued));
	}

	/// Makes a call that never succeeded, if one of a few that are tried can. The others leave nothing behind.
	fn reap(&mut self) -> bool {
		let Self {
			chain,
			coverage,
			world,
			entries,
		} = self;
		let lacking = coverage.unsucceeded();
		if lacking.len() > FEW {
			return false;
		}
		let tried: Vec<Name> = lacking
			.choose_multiple(&mut world.dice, TRIALS)
			.copied()
			.collect();
		world.memory.unfailed.clear();
		chain.read(|| {
			tried.into_iter().any(|name| {
				let (_, _, make) = entry(entries, name);
				let step = make(world);
				let last = Last(step.clone());
				let done = with_transaction_unchecked(|| match apply(world, step) {
					Outcome::Done => TransactionOutcome::Commit(true),
					_ => TransactionOutcome::Rollback(false),
				});
				drop(last);
				if done {
					coverage.note(name, Outcome::Done);
				}
				done
			})
		})
	}

	fn step(&mut self) {
		let Self {
			chain,
			coverage,
			world,
			entries,
		} = self;
		chain.read(|| {
			let ((pallet, call, make), spoilt) = choose(world, coverage, entries);
			world.memory.unfailed = coverage.unfailed();
			let step = make(world);
			let names = step.call.get_call_metadata();
			assert_eq!(
				(names.pallet_name, names.function_name),
				(pallet, call),
				"a generator makes another call"
			);
			let step = if spoilt { spoil(world, step) } else { step };
			let last = Last(step.clone());
			let outcome = apply(world, step);
			drop(last);
			coverage.note((pallet, call), outcome);
		});
	}
}

/// Tells of the call that panicked.
struct Last(Step);

impl Drop for Last {
	fn drop(&mut self) {
		if std::thread::panicking() {
			eprintln!("in block {}: {:?}", now(), self.0);
		}
	}
}

/// What makes this call.
fn entry(entries: &[Entry], name: Name) -> Entry {
	*entries
		.iter()
		.find(|entry| (entry.0, entry.1) == name)
		.expect("the call exists")
}

/// What is called next, and whether it is to be spoilt.
///
/// Any call, but: what never succeeded, or failed, is tried more often; what is possible in few blocks is tried in
/// those; what takes long to ripen is sown early; and an emergency ends soon.
fn choose(world: &mut World, coverage: &Coverage, entries: &[Entry]) -> (Entry, bool) {
	let entry = |pallet, call| entry(entries, (pallet, call));
	let lacking = coverage.lacking();
	let lacks = |pallet: &str| lacking.iter().any(|(name, _)| name.0 == pallet);
	if epoch_begins() && world.one_in(6) {
		let clear = if world.one_in(2) {
			entry("Revocation", "clear_ended")
		} else {
			entry("KeyAuthority", "clear_update_keys")
		};
		return (clear, false);
	}
	// A ceremony waits for everybody, and for nobody for long; its last phases are over at once.
	if let Some(call) = calls::ceremony::wanted() {
		let name = ("Ceremony", call);
		let seldom = lacking.contains(&(name, Lack::Success));
		if world.one_in(if seldom { 2 } else { 3 }) {
			return (entry(name.0, name.1), false);
		}
	}
	if pallet_safe_mode::EnteredUntil::<Runtime>::exists() && world.one_in(3) {
		let call = if world.one_in(4) {
			"force_extend"
		} else {
			"force_exit"
		};
		return (entry("SafeMode", call), false);
	}
	if pallet_tx_pause::PausedCalls::<Runtime>::iter_keys()
		.next()
		.is_some()
		&& world.one_in(20)
	{
		return (entry("TxPause", "unpause"), false);
	}
	// What is unbonded later is not free before the run ends.
	if Session::current_index() < 7 && world.one_in(3) {
		if let Some((pallet, call)) = calls::staking::sow(world) {
			return (entry(pallet, call), false);
		}
	}
	if Session::current_index() < 8 && world.one_in(8) {
		let calls = ["unbond", "back", "unback"];
		let call = world.pick(&calls).expect("there are some");
		return (entry("ValidatorStaking", call), false);
	}
	// Slots stay for long after they are paid for.
	if Session::current_index() < 40 && world.one_in(8) {
		let calls = ["post_offer", "claim_slot", "claim_bonded_slot", "fulfil_slot"];
		let call = world.pick(&calls).expect("there are some");
		return (entry("TradeEscrow", call), false);
	}
	let emergency = (("EhrIndex", "break_glass"), Lack::Success);
	if lacking.contains(&emergency) && world.one_in(12) {
		if let Some((pallet, call)) = calls::authority::next() {
			return (entry(pallet, call), false);
		}
	}
	for body in ["Council", "TechnicalCommittee"] {
		if lacking.contains(&((body, "close"), Lack::Success)) && world.one_in(12) {
			return (entry(body, calls::collectives::next(body)), false);
		}
	}
	// A locked sale waits for its deadline, and for the grace after it.
	if lacks("TradeEscrow") && world.one_in(12) {
		if let Some((pallet, call)) = calls::trade::next() {
			return (entry(pallet, call), false);
		}
	}
	// A case waits for one after the other, for a few blocks each.
	if lacks("Cases") && world.one_in(5) {
		if let Some((pallet, call)) = calls::cases::next(world) {
			return (entry(pallet, call), false);
		}
	}
	if world.one_in(4) {
		if let Some((name, lack)) = world.pick(&lacking) {
			return (entry(name.0, name.1), lack == Lack::Failure);
		}
	}
	let chosen = world.pick(entries).expect("there are calls");
	(chosen, world.one_in(4))
}

/// Makes a call as its caller would: in a signed transaction, or for whoever signs none by dispatch.
fn apply(world: &World, step: Step) -> Outcome {
	let Step { caller, call } = step;
	// An inherent is no transaction of anybody.
	let mandatory = call.get_dispatch_info().class == DispatchClass::Mandatory;
	let transaction = match &caller {
		Caller::Signed(who) => world.pair(who).map(|pair| signed(pair, who, &call)),
		Caller::Nobody if is_report(&call) => Some(UncheckedExtrinsic::new_bare(call.clone())),
		Caller::Nobody if authorises_itself(&call) => Some(extensions::unsigned(call.clone())),
		_ => None,
	};
	match transaction {
		Some(transaction) if !mandatory => execute(transaction),
		_ => match call.dispatch(caller.origin()) {
			Ok(_) => Outcome::Done,
			Err(failed) => Outcome::Failed(failed.error),
		},
	}
}

fn is_report(call: &RuntimeCall) -> bool {
	matches!(
		call,
		RuntimeCall::Grandpa(pallet_grandpa::Call::report_equivocation_unsigned { .. })
	)
}

fn authorises_itself(call: &RuntimeCall) -> bool {
	use pallet_trade_escrow::Call::{claim_slot, fulfil_slot};
	matches!(
		call,
		RuntimeCall::TradeEscrow(claim_slot { .. } | fulfil_slot { .. })
	)
}

fn execute(transaction: UncheckedExtrinsic) -> Outcome {
	// As a block's author does: what cannot be included has changed nothing.
	let result = with_transaction_unchecked(|| match Executive::apply_extrinsic(transaction) {
		Ok(result) => TransactionOutcome::Commit(Ok(result)),
		Err(invalid) => TransactionOutcome::Rollback(Err(invalid)),
	});
	match result {
		Ok(Ok(())) => Outcome::Done,
		Ok(Err(error)) => Outcome::Failed(error),
		Err(
			invalid @ TransactionValidityError::Invalid(
				InvalidTransaction::Payment | InvalidTransaction::ExhaustsResources,
			),
		) => Outcome::NotMade(invalid),
		Err(invalid) => Outcome::Invalid(invalid),
	}
}

fn signed(pair: &sr25519::Pair, who: &AccountId, call: &RuntimeCall) -> UncheckedExtrinsic {
	let extension = extensions::plain(Era::Immortal, System::account_nonce(who));
	let payload = SignedPayload::new(call.clone(), extension).expect("genesis is known");
	let signature = payload.using_encoded(|bytes| pair.sign(bytes));
	let (call, extension, _) = payload.deconstruct();
	UncheckedExtrinsic::new_signed(
		call,
		who.clone().into(),
		MultiSignature::Sr25519(signature),
		extension,
	)
}
