//! What public values must be to be a sharing: ceremonies see to it, and the checks of the state look again.

use crate::Config;
use alloc::vec::Vec;
use salus_crypto::{authority::ParametersError, token::KeysError};
use salus_primitives::{authority::Parameters, token::TokenAuthority};

/// Why public values are no sharing.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum SharingFault {
	/// One account stands twice among the authorities.
	RepeatedAuthority,
	/// The parameters are no sharing.
	Invalid(ParametersError),
	/// The token key's values are no sharing.
	InvalidToken(KeysError),
}

/// Whether the parameters are a sharing among different accounts.
pub(crate) fn validate<T: Config>(parameters: &Parameters<T::AccountId>) -> Result<(), SharingFault> {
	distinct(parameters.authorities.iter().map(|authority| &authority.account))?;
	parameters
		.public()
		.validate::<T::Suite>()
		.map(|_| ())
		.map_err(SharingFault::Invalid)
}

/// Whether the token key is a sharing among different accounts.
pub(crate) fn validate_token<AccountId: Ord>(token: &TokenAuthority<AccountId>) -> Result<(), SharingFault> {
	distinct(token.members.iter().map(|member| &member.account))?;
	token
		.public()
		.validate()
		.map(|_| ())
		.map_err(SharingFault::InvalidToken)
}

fn distinct<'a, AccountId: Ord + 'a>(
	accounts: impl Iterator<Item = &'a AccountId>,
) -> Result<(), SharingFault> {
	let mut accounts: Vec<_> = accounts.collect();
	let count = accounts.len();
	accounts.sort();
	accounts.dedup();
	if accounts.len() == count {
		Ok(())
	} else {
		Err(SharingFault::RepeatedAuthority)
	}
}
