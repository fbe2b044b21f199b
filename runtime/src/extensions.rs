//! What every transaction carries beside its call. Wallets build these from metadata.

use crate::Runtime;

/// In the order that wallets expect. Calls marked feeless skip payment, and only that. A call that nobody signs is let pass by
/// its own proof, after the checks that cost little.
pub type TxExtension = (
	frame_system::CheckNonZeroSender<Runtime>,
	frame_system::CheckSpecVersion<Runtime>,
	frame_system::CheckTxVersion<Runtime>,
	frame_system::CheckGenesis<Runtime>,
	frame_system::CheckEra<Runtime>,
	frame_system::CheckNonce<Runtime>,
	frame_system::CheckWeight<Runtime>,
	frame_system::AuthorizeCall<Runtime>,
	pallet_skip_feeless_payment::SkipCheckIfFeeless<
		Runtime,
		pallet_transaction_payment::ChargeTransactionPayment<Runtime>,
	>,
	frame_metadata_hash_extension::CheckMetadataHash<Runtime>,
	frame_system::WeightReclaim<Runtime>,
);

/// The extensions of a transaction that pays no tip and commits to no metadata.
pub fn plain(era: sp_runtime::generic::Era, nonce: crate::Nonce) -> TxExtension {
	(
		frame_system::CheckNonZeroSender::new(),
		frame_system::CheckSpecVersion::new(),
		frame_system::CheckTxVersion::new(),
		frame_system::CheckGenesis::new(),
		frame_system::CheckEra::from(era),
		frame_system::CheckNonce::from(nonce),
		frame_system::CheckWeight::new(),
		frame_system::AuthorizeCall::new(),
		pallet_transaction_payment::ChargeTransactionPayment::from(0).into(),
		frame_metadata_hash_extension::CheckMetadataHash::new(false),
		frame_system::WeightReclaim::new(),
	)
}

/// A transaction that nobody signs: its call authorises itself.
pub fn unsigned(call: crate::RuntimeCall) -> crate::UncheckedExtrinsic {
	crate::UncheckedExtrinsic::new_transaction(call, plain(sp_runtime::generic::Era::Immortal, 0))
}
