//! What the configuration must hold for the promises of the pallet to hold.

use crate::{Config, Pallet};
use frame_support::traits::Get;
use sp_runtime::traits::Zero;

impl<T: Config> Pallet<T> {
	/// Ends the tests of a runtime whose configuration contradicts itself.
	pub(crate) fn check_limits() {
		assert!(!T::MinBond::get().is_zero(), "nobody is elected without stake");
		assert!(
			!T::MinBacking::get().is_zero(),
			"a place among backers has a price"
		);
		assert!(
			T::BadSessions::get() > 0,
			"somebody who does nothing wrong is not benched"
		);
		let slashable = T::ReportSessions::get()
			.saturating_add(T::SlashDeferSessions::get())
			.saturating_add(1);
		assert!(
			T::BondingSessions::get() > slashable,
			"stake is held until the last report about it is slashed"
		);
		assert!(
			T::MaxValidators::get() <= T::MaxCandidates::get(),
			"every validator is a candidate"
		);
	}
}
