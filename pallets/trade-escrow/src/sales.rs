//! Agreed sales: proposed by the seller, locked by the buyer, then revealed and paid, or refunded.

use crate::{
	BalanceOf, Config, Error, Event, HoldReason, Pallet, Proposal, ProposalOf, Sale, SaleOf, SaleState, Sales,
};
use frame_support::{
	ensure,
	traits::{fungible::Inspect, Get},
};
use frame_system::{
	ensure_signed,
	pallet_prelude::{BlockNumberFor, OriginFor},
};
use salus_crypto::sale;
use salus_primitives::{
	hospital::KeyPurpose,
	trade::{OrderId, Ratings},
	traits::HospitalRegistry,
	Hash,
};
use sp_runtime::{
	traits::{SaturatedConversion, Saturating, Zero},
	DispatchResult,
};

impl<T: Config> Pallet<T> {
	pub(crate) fn do_propose_sale(seller: T::AccountId, proposal: ProposalOf<T>) -> DispatchResult {
		let Proposal {
			buyer,
			price,
			deadline,
			..
		} = proposal.clone();
		ensure!(seller != buyer, Error::<T>::SelfTrade);
		ensure!(price >= T::Currency::minimum_balance(), Error::<T>::PriceTooLow);
		Self::ensure_deadline(deadline, T::LockMargin::get().saturating_add(1u32.into()))?;
		let trade_key = T::Hospitals::key(&buyer, KeyPurpose::Trade).ok_or(Error::<T>::NoTradeKey)?;
		let order = Self::order_id(&seller, &trade_key, &proposal);
		ensure!(!Sales::<T>::contains_key(order), Error::<T>::OrderExists);
		for point in [&proposal.q_prime, &proposal.r] {
			ensure!(sale::check_point(point).is_ok(), Error::<T>::InvalidPoint);
		}
		let deposit = Self::sale_deposit();
		Self::hold(
			HoldReason::SaleDeposit,
			&seller,
			deposit,
			Error::<T>::DepositUnaffordable,
		)?;
		Sales::<T>::insert(
			order,
			Sale {
				seller: seller.clone(),
				proposal,
				trade_key,
				proposed_at: Self::now(),
				state: SaleState::Proposed,
				ratings: Ratings::default(),
				deposit,
			},
		);
		Self::deposit_event(Event::SaleProposed {
			order,
			seller,
			buyer,
			price,
			deadline,
		});
		Ok(())
	}

	pub(crate) fn do_lock(
		buyer: T::AccountId,
		order: OrderId,
		named: ([u8; 32], [u8; 32], Hash, BalanceOf<T>),
	) -> DispatchResult {
		let mut sale = Sales::<T>::get(order).ok_or(Error::<T>::SaleNotFound)?;
		let Proposal {
			q_prime,
			r,
			bundle,
			price,
			deadline,
			..
		} = sale.proposal;
		ensure!(sale.proposal.buyer == buyer, Error::<T>::NotBuyer);
		match sale.state {
			SaleState::Proposed => {}
			SaleState::Locked { .. } => return Err(Error::<T>::AlreadyLocked.into()),
			SaleState::Paid { .. } | SaleState::Refunded { .. } => return Err(Error::<T>::TradeClosed.into()),
		}
		ensure!(named == (q_prime, r, bundle, price), Error::<T>::TermsMismatch);
		let now = Self::now();
		ensure!(
			now.saturating_add(T::LockMargin::get()) <= deadline,
			Error::<T>::TooLateToLock
		);
		Self::escrow_sale(&buyer, &sale.seller, price)?;
		sale.state = SaleState::Locked { at: now };
		Sales::<T>::insert(order, sale);
		Self::deposit_event(Event::SaleLocked { order, buyer });
		Ok(())
	}

	pub(crate) fn do_reveal(seller: &T::AccountId, order: OrderId, key: [u8; 32]) -> DispatchResult {
		let mut sale = Sales::<T>::get(order).ok_or(Error::<T>::SaleNotFound)?;
		ensure!(sale.seller == *seller, Error::<T>::NotSeller);
		Self::ensure_locked(&sale)?;
		ensure!(sale::opens(&key, &sale.proposal.q_prime), Error::<T>::WrongKey);
		Self::pay_sale(seller, sale.proposal.price)?;
		sale.state = SaleState::Paid { at: Self::now(), key };
		Sales::<T>::insert(order, sale);
		Self::deposit_event(Event::SalePaid { order, key });
		Ok(())
	}

	pub(crate) fn do_refund(order: OrderId) -> DispatchResult {
		let mut sale = Self::refundable(&order)?;
		Self::pay_from_hold(
			HoldReason::SaleEscrow,
			&sale.seller,
			&sale.proposal.buyer,
			sale.proposal.price,
		)?;
		sale.state = SaleState::Refunded { at: Self::now() };
		Sales::<T>::insert(order, sale);
		Self::deposit_event(Event::SaleRefunded { order });
		Ok(())
	}

	/// Whether `refund` would succeed: what makes it free.
	pub(crate) fn may_refund(origin: &OriginFor<T>, order: &OrderId) -> bool {
		ensure_signed(origin.clone()).is_ok() && Self::refundable(order).is_ok()
	}

	pub(crate) fn do_clear_sale(order: OrderId) -> DispatchResult {
		let sale = Sales::<T>::get(order).ok_or(Error::<T>::SaleNotFound)?;
		let now = Self::now();
		// Until its deadline the order could be proposed again.
		ensure!(now > sale.proposal.deadline, Error::<T>::NotClearable);
		let over = match sale.state {
			SaleState::Proposed => true,
			SaleState::Locked { .. } => false,
			SaleState::Paid { at, .. } | SaleState::Refunded { at } => Self::is_rating_over(at),
		};
		ensure!(over, Error::<T>::NotClearable);
		Sales::<T>::remove(order);
		Self::release(HoldReason::SaleDeposit, &sale.seller, sale.deposit);
		Self::deposit_event(Event::SaleCleared { order });
		Ok(())
	}

	/// The order that a proposal is: a hash of its parties, its terms and its random bytes.
	pub fn order_id(seller: &T::AccountId, trade_key: &[u8; 32], proposal: &ProposalOf<T>) -> OrderId {
		let terms = sale::OrderTerms {
			genesis: Self::genesis().0,
			seller: seller.clone().into(),
			buyer: proposal.buyer.clone().into(),
			y: *trade_key,
			price: proposal.price.saturated_into(),
			deadline: proposal.deadline.saturated_into(),
			terms: proposal.terms.0,
			nonce: proposal.nonce.0,
		};
		OrderId::from(sale::order_id(&terms))
	}

	/// First block at which the price of a sale may go back.
	pub(crate) fn refundable_from(sale: &SaleOf<T>) -> BlockNumberFor<T> {
		sale.proposal.deadline.saturating_add(T::Grace::get())
	}

	fn refundable(order: &OrderId) -> Result<SaleOf<T>, Error<T>> {
		let sale = Sales::<T>::get(order).ok_or(Error::<T>::SaleNotFound)?;
		Self::ensure_locked(&sale)?;
		ensure!(
			Self::now() >= Self::refundable_from(&sale),
			Error::<T>::RefundNotOpen
		);
		Ok(sale)
	}

	fn ensure_locked(sale: &SaleOf<T>) -> Result<(), Error<T>> {
		match sale.state {
			SaleState::Locked { .. } => Ok(()),
			SaleState::Proposed => Err(Error::<T>::NotLocked),
			SaleState::Paid { .. } | SaleState::Refunded { .. } => Err(Error::<T>::TradeClosed),
		}
	}

	/// Whether `deadline` leaves `least` blocks, and not too many.
	pub(crate) fn ensure_deadline(
		deadline: BlockNumberFor<T>,
		least: BlockNumberFor<T>,
	) -> Result<(), Error<T>> {
		let now = Self::now();
		ensure!(deadline >= now.saturating_add(least), Error::<T>::DeadlineTooSoon);
		ensure!(
			deadline <= now.saturating_add(T::MaxDuration::get()),
			Error::<T>::DeadlineTooFar
		);
		Ok(())
	}

	/// This block.
	pub(crate) fn now() -> BlockNumberFor<T> {
		frame_system::Pallet::<T>::block_number()
	}

	/// Hash of the chain's first block.
	pub(crate) fn genesis() -> Hash {
		frame_system::Pallet::<T>::block_hash(BlockNumberFor::<T>::zero())
	}
}
