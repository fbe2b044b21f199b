//! The causes of refusal: one code each, stable, with what to do. `rpc/README.md` has the same table; a test keeps
//! them equal.

use salus_primitives::record::AccessRefusal;
use serde::{Deserialize, Serialize};
use std::{fmt, time::Duration};

macro_rules! causes {
	($($code:literal $cause:ident: $message:literal, $remedy:literal;)*) => {
		/// Why a call is refused.
		#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, Serialize, Deserialize)]
		#[serde(rename_all = "camelCase")]
		pub enum Cause {
			$(#[doc = $message] $cause,)*
		}

		impl Cause {
			/// All causes, by code.
			pub const ALL: &'static [Cause] = &[$(Cause::$cause,)*];

			/// The JSON-RPC error code.
			pub const fn code(self) -> i32 {
				match self { $(Cause::$cause => $code,)* }
			}

			/// What is wrong.
			pub const fn message(self) -> &'static str {
				match self { $(Cause::$cause => $message,)* }
			}

			/// What to do.
			pub const fn remedy(self) -> &'static str {
				match self { $(Cause::$cause => $remedy,)* }
			}

			/// The cause of a code.
			pub const fn from_code(code: i32) -> Option<Self> {
				match code { $($code => Some(Cause::$cause),)* _ => None }
			}
		}
	};
}

causes! {
	7001 MalformedRequest: "The request does not decode", "Build it as rpc/README.md says; `detail` names the part.";
	7002 RequestTooLarge: "The request is larger than its method takes", "Send at most 1 MiB of ciphertext a request.";
	7003 WrongChain: "The request is signed for another chain", "Sign with this chain's genesis hash.";
	7004 WrongAudience: "The request is signed for another hospital", "Sign for the hospital whose node you ask.";
	7005 WrongMethod: "The request is signed for another method", "Sign for the method you call.";
	7006 BadSignature: "The signature is not the signer's over this envelope", "Sign the tag and the SCALE envelope with the signer's key.";
	7007 RequestExpired: "The request has expired", "Sign a new one with a later `expires_at`.";
	7008 ExpiryTooFar: "The request expires too far in the future", "Choose `expires_at` at most 100 blocks after the finalised head.";
	7009 NonceReplayed: "The nonce was used before", "Sign a new request with a fresh random nonce.";
	7010 NotEnrolled: "The signer is nobody to the consortium, at the finalised block", "Have a hospital or the council enrol the account, and wait until that is final.";
	7011 SignerRevoked: "The signer is revoked", "Only the council restores an account.";
	7012 HospitalNotAccredited: "The signer's hospital is not accredited", "Wait until the council accredits or reinstates it.";
	7013 KeyRateLimited: "The signer asks too often", "Wait `retryAfterMilliseconds`, then send a new request.";
	7014 HospitalRateLimited: "The signer's hospital asks too often", "Wait `retryAfterMilliseconds`, then send a new request.";
	7015 Busy: "The queue of the services is full", "Try again in a few seconds.";
	7016 NotServing: "This node serves no hospital", "Ask a node that was started with --hospital-services.";
	7017 HospitalUnknown: "The hospital this node serves is unknown at the finalised block", "Check --hospital, and that its application is final.";
	7018 WrongRole: "The signer's role does not allow this call", "Ask with the account that rpc/README.md names for the method.";
	7019 NonceStoreFull: "Too many requests are unexpired to remember another nonce", "Try again after some blocks.";
	7020 ServingHospitalNotAccredited: "This node's hospital is not accredited", "Ask another hospital, or wait until the council reinstates this one.";

	7101 InvalidCursor: "The cursor is none that this list gave", "Start again without a cursor.";
	7102 InvalidLimit: "A page has 1 to 256 items", "Ask for at most 256, and go on with `next`.";
	7103 UnknownBlock: "This node does not know the block", "Ask for a block of this chain that the node has.";
	7104 StateUnavailable: "The state of the block cannot be read", "The state may be pruned: ask a later block, or an archive node.";
	7105 BlockNotFinalised: "The block is not final here", "Wait until this node has finalised it.";
	7106 UnknownRecord: "There is no such record at the finalised block", "Check the identifier; wait until the registration is final.";
	7107 AmbiguousFilter: "The filter names more than one alternative", "Give one of them, or none.";
	7108 TooManySubscriptions: "This node has as many subscribers as it takes", "Try again later, or ask another node.";
	7109 ReaderTooSlow: "The reader did not take a notification in time", "Read faster; subscribe again, to the trail with `from` the last block seen.";

	7201 RecordRetired: "The record is retired", "Nobody new opens it.";
	7202 CustodianNotAccredited: "The record's custodian is not accredited", "Wait until the council reinstates it, or custody moves.";
	7203 NotAuthorised: "The signer's hospital has no authorisation for the record's scope", "The custodian authorises the hospital with authorise_hospital.";
	7204 AuthorisationExpired: "The authorisation of the signer's hospital has expired", "The custodian renews it with authorise_hospital.";
	7205 NoConsent: "No consent of the patient covers the signer and the record", "The patient consents with grant_consent.";
	7206 ConsentExpired: "The patient's consent has expired", "The patient renews it with grant_consent.";
	7207 NotDeclared: "No record_access of the signer for this record in this epoch is final", "Submit record_access, wait until it is final, ask again.";
	7208 NoUserKey: "The signer has no key at the key authority", "Reserve a leaf, set its path, obtain attributes.";
	7209 UserKeyRevoked: "The signer's leaf is revoked", "Reserve another leaf.";
	7210 NodeNotCovered: "The node does not cover the signer's leaf in an epoch that has update keys", "Take the node that covers the leaf now.";
	7211 NoWrapKey: "The signer has registered no wrap key", "Register one with register_keys.";
	7212 UpdateKeyMissing: "No update key of this node and era is published", "Wait until the keys of the epoch are published.";
	7213 NotCustodian: "This node's hospital is not the record's custodian", "Ask the custodian that the chain names.";
	7214 CustodianPartMissing: "This node has no custodian's part for that header", "Check the header's hash; the sealing hospital uploads the parts with the record.";
	7215 UpdateKeyBad: "The published update key of this node and era does not verify", "Report it with report_bad_update_key.";
	7216 NotReceiver: "Custody of the record is neither offered to the signer's hospital nor with it", "The custodian offers it with transfer_custody; wait until that is final.";
	7217 PartsNotHeld: "This node has no custodian's parts of that record", "Ask the custodian that the chain names; it restores `custody/` from its backup.";

	7301 RecordTooLarge: "The record is larger than this node takes", "Seal less, or have the operator raise --service-max-record.";
	7302 ChunkGap: "The chunk does not join what was received", "Go on at `received`.";
	7303 ChunkOutside: "The chunk lies outside of the record", "Keep offset and length within the total.";
	7304 DigestMismatch: "The blob does not fit its digest", "Upload it again from the start; what was received is discarded.";
	7305 BlobMalformed: "The blob is not a sealed record of this chain and identifier", "Upload the blob that sealing made.";
	7306 PartsMismatch: "The custodian's parts do not fit the headers of the blob", "Send the part of each header, from the same sealing.";
	7307 RecordExists: "Another blob is stored under this identifier", "Seal under a new identifier.";
	7308 PutInProgress: "Another request is storing this record", "Wait for its answer, then ask again.";
	7309 StoreFull: "No space is left to store", "The operator frees space; nothing was kept of this call.";
	7310 StoreReadOnly: "The store cannot be written", "The operator checks permissions of the store; nothing was kept of this call.";
	7311 StoreUnavailable: "The store does not answer as it should", "The operator checks the store and the node's log.";
	7312 BlobMissing: "The blob is not in this node's store", "Ask the custodian that the chain names.";
	7313 BlobCorrupt: "The stored blob does not fit its digest", "The operator restores it: upload the same blob again.";
	7314 TooManyUploads: "Too many uploads are unfinished", "Finish or wait: unfinished uploads are dropped after a day.";

	7401 HeaderMismatch: "The header does not fit the request", "Send the header whose hash the custodian's request names, of the same record.";
	7402 AttributeKeyInvalid: "The attribute key is not the signer's for that node", "Combine the partials of the current key again.";
	7403 PolicyNotSatisfied: "The attributes do not satisfy the record's policy", "Ask somebody who holds the attributes.";
	7404 CustodianUnreachable: "The custodian's services cannot be reached", "Try again later, or tell the custodian's operator.";
	7405 CustodianTimeout: "The custodian did not answer in time", "Try again later with fresh nonces.";
	7406 CustodianAnswerInvalid: "The custodian's answer is not understood", "Tell the custodian's operator; `detail` has the reason.";

	7501 NoShare: "This node holds no share of the key authority", "Ask an authority named by salus_keyAuthority.";
	7502 ShareOutdated: "The share of this node is not its hospital's in the current sharing", "Ask another authority; this one gets a share at the next resharing, or from its backup.";
	7503 NoParameters: "The chain has no key authority yet", "Wait for the ceremony.";
	7504 BlockNotOfEpoch: "The block is not of the current epoch", "Choose a finalised block of the current epoch.";
	7505 PathNotSet: "The signer's path points are not on chain", "Submit set_path and wait until it is final.";
	7506 PathMismatch: "The path points do not fit the digest on chain", "Send the 21 points of the current leaf, root first.";
	7507 PathInvalid: "The path points are not made with the secret of the registered key", "Compute them again from the user's secret.";
	7508 NoAttributes: "The signer holds no attributes", "A hospital or the council grants them; wait until that is final.";
	7509 WrongEpoch: "The epoch asked is not the current one", "Ask for the current epoch.";
	7510 NotUpToDate: "This node catches up with the chain, and answers with no share meanwhile", "Ask another authority, or this one later.";
	7511 OtherPartials: "The digest that stands for this hospital in the epoch is not of this node's partials", "Ask another authority; the operator looks for a second node, or an old keystore.";

	7601 NoIssuerKey: "This node issues no credentials", "The operator starts it with --issuer-key, and the file is there, sound and its owner's alone.";
	7602 IssuerKeyMismatch: "The issuer key of this node is not the hospital's on chain", "The operator writes the file anew with the identity whose keys are registered.";
	7603 NotPatient: "The signer is not the patient of the record", "Ask with the patient's account, for a record of that patient.";
	7604 NotAttested: "This node has no attestation of that record", "Ask the hospital: it keeps one of each record it seals; a custodian before may still have it.";
	7605 AttestationInvalid: "The attestation does not open, or is not of the record on chain", "Wrap the one of the same sealing to the hospital's wrap key on chain; the node opens it with --issuer-key.";
	7606 SchemaInvalid: "The schema is none that a hospital attests", "Name attributes as rpc/README.md says; `detail` has the reason.";
	7607 ValueMissing: "The record has no value for an attribute of the schema", "Ask for a schema without it; `detail` has its place.";
	7608 CredentialRequestInvalid: "The request does not prove a secret for this issuer, patient and record", "Make it anew for the issuer key that finalised state shows.";
	7609 AnotherSecret: "The hospital has issued to another secret of the signer in this quarter or the last", "Ask with that secret, or wait until the quarter after next.";

	7701 TooManyPoints: "A request has 1 to 128 blinded keywords", "Send at most 128, and the others in another request.";
	7702 NoTokenShare: "This node holds no share of the token key", "Ask a member of `token` in salus_keyAuthority.";
	7703 NoTokenKey: "The chain has no token key yet", "Wait for its ceremony.";
	7704 TokenShareOutdated: "The node's share of the token key is not its hospital's in the current sharing", "Ask another member; this one gets a share at the next resharing, or from its backup.";
	7705 WrongTokenGeneration: "The generation asked is not the current sharing's", "Read salus_keyAuthority again: answers of different generations do not combine.";
	7706 BadPoint: "A blinded keyword is no point of Ristretto, or the neutral one", "Blind it anew; `detail` has its place.";
	7707 TokenKeyLimited: "The signer has had as many keywords evaluated today as one key may", "Wait `retryAfterMilliseconds`; keep the tokens you have: they do not change.";
	7708 TokenHospitalLimited: "The signer's hospital has had as many keywords evaluated today as one may", "Wait `retryAfterMilliseconds`; keep the tokens you have: they do not change.";
	7711 NoWrapSecret: "This node cannot open index keys", "The operator starts it with --issuer-key, and the file is there, sound and its owner's alone.";
	7712 NoInterests: "The request names no interest", "Send the token of at least one registered interest.";
	7713 TooManyInterests: "The request names more interests than a doctor may have", "Send at most 32.";
	7714 RepeatedInterest: "An interest is named twice", "Name each once; `detail` has the second place.";
	7715 InterestNotRegistered: "The signer has not registered an interest", "Register it with set_interests and wait until that is final; `detail` has its place.";
	7716 BadToken: "A token is no point of Ristretto, or the neutral one", "Send T as the authorities' answers gave it; `detail` has its place.";
	7717 InvalidLeast: "A record must have from one to all of the interests named", "Choose `least` between 1 and their number.";
	7721 IndexBuilding: "The node builds its view of the index", "Wait `retryAfterMilliseconds`, then send a new request.";
	7722 IndexDamaged: "The node's view of the index is damaged, and begins anew", "Wait `retryAfterMilliseconds`, then send a new request.";
	7723 IndexUnavailable: "The node's view of the index cannot be read or written", "The operator checks the disk of the services' folder and the node's log.";

	7801 UnknownCase: "No case has that number at the finalised block", "Check the number; wait until the block that opened the case is final.";
	7802 NotAssigned: "The signer does not have the case, or it takes no report now", "Ask once the assignment is final, with the account to which the case is assigned.";
	7803 ReportKeyMismatch: "The report is not sealed to a report key of the patient", "Seal it to the key that the case names, or to the one registered now.";
	7804 ReportInvalid: "The ciphertext is not what is stated of it", "Send E, commitment, proof and ciphertext of one sealing; `detail` has the reason.";
	7805 NoReceiptKey: "This node signs no receipts", "The operator starts it with --issuer-key, and the file is there, sound and its owner's alone.";
	7806 ReceiptKeyMismatch: "The receipt key of this node is not the hospital's on chain", "The operator registers the keys of the identity that wrote the file, with salus hospital register-keys.";
	7807 TooManyReports: "Too many reports of that case wait for the chain", "Submit one of them, or wait until their receipts have expired.";
	7808 NoReport: "There is no report of that case at the finalised block", "Wait until the report is final.";
	7809 NotPartyToReport: "The signer is neither the patient of the case nor the arbiter of an open dispute about it", "Ask with the account that the chain names.";
	7810 ReportMissing: "This node does not have the ciphertext of the report", "The hospital signed for it: tell its operator; an arbiter may take it from whoever has it.";
	7811 ReportDamaged: "The ciphertext that this node has is not the one that it signed for", "The operator restores reports/ of the services' folder; an arbiter may take it from whoever has it.";

	7901 Internal: "The node failed", "Tell the operator; the node's log has the reason.";
	7911 UnknownSpending: "There is no such spending at the finalised block", "Submit spend_query and wait until it is final; what was cleared is answered no more.";
	7912 NotSpender: "The spending is another researcher's", "Ask with the account that spent.";
	7913 SpentElsewhere: "The spending names another hospital", "Ask the hospital that the spending names.";
	7914 SpendingOver: "The window of the spending is over", "Spend again, and ask within the window.";
	7915 QueryMismatch: "Token and salt do not fit the query on chain", "Send the token and the salt that the digest was made of.";
}

/// A refusal: a cause with its particulars.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Refusal {
	/// The cause.
	pub cause: Cause,
	/// What exactly, where that helps.
	pub detail: Option<String>,
	/// Where an upload goes on.
	pub received: Option<u64>,
	/// When asking again makes sense.
	pub retry_after: Option<Duration>,
	/// Whether the custodian refused, and not the node that was asked.
	pub by_custodian: bool,
}

impl Refusal {
	/// A refusal with detail. Never a secret, never medical content.
	pub fn with(cause: Cause, detail: impl fmt::Display) -> Self {
		Self {
			detail: Some(detail.to_string()),
			..cause.into()
		}
	}
}

impl From<Cause> for Refusal {
	fn from(cause: Cause) -> Self {
		Self {
			cause,
			detail: None,
			received: None,
			retry_after: None,
			by_custodian: false,
		}
	}
}

impl From<AccessRefusal> for Refusal {
	fn from(refusal: AccessRefusal) -> Self {
		match refusal {
			AccessRefusal::UnknownRecord => Cause::UnknownRecord,
			AccessRefusal::RecordRetired => Cause::RecordRetired,
			AccessRefusal::NotEnrolled => return Self::with(Cause::WrongRole, "staff of a hospital"),
			AccessRefusal::Revoked => Cause::SignerRevoked,
			AccessRefusal::HospitalNotAccredited => Cause::HospitalNotAccredited,
			AccessRefusal::CustodianNotAccredited => Cause::CustodianNotAccredited,
			AccessRefusal::NotAuthorised => Cause::NotAuthorised,
			AccessRefusal::AuthorisationExpired => Cause::AuthorisationExpired,
			AccessRefusal::NoConsent => Cause::NoConsent,
			AccessRefusal::ConsentExpired => Cause::ConsentExpired,
		}
		.into()
	}
}

impl fmt::Display for Refusal {
	fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
		write!(f, "{}", self.cause.message())?;
		match &self.detail {
			Some(detail) => write!(f, ": {detail}"),
			None => Ok(()),
		}
	}
}

impl std::error::Error for Refusal {}

/// The `data` of a JSON-RPC error.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "camelCase")]
pub struct RefusalData {
	/// The cause by name.
	pub cause: Cause,
	/// What to do.
	pub remedy: String,
	/// What exactly.
	#[serde(default, skip_serializing_if = "Option::is_none")]
	pub detail: Option<String>,
	/// Where an upload goes on.
	#[serde(default, skip_serializing_if = "Option::is_none")]
	pub received: Option<u64>,
	/// When asking again makes sense.
	#[serde(default, skip_serializing_if = "Option::is_none")]
	pub retry_after_milliseconds: Option<u64>,
	/// Whether the custodian refused.
	#[serde(default, skip_serializing_if = "std::ops::Not::not")]
	pub by_custodian: bool,
}

impl From<&Refusal> for RefusalData {
	fn from(refusal: &Refusal) -> Self {
		Self {
			cause: refusal.cause,
			remedy: refusal.cause.remedy().into(),
			detail: refusal.detail.clone(),
			received: refusal.received,
			retry_after_milliseconds: refusal
				.retry_after
				.map(|wait| u64::try_from(wait.as_millis()).unwrap_or(u64::MAX)),
			by_custodian: refusal.by_custodian,
		}
	}
}

impl From<RefusalData> for Refusal {
	fn from(data: RefusalData) -> Self {
		Self {
			cause: data.cause,
			detail: data.detail,
			received: data.received,
			retry_after: data.retry_after_milliseconds.map(Duration::from_millis),
			by_custodian: data.by_custodian,
		}
	}
}

#[cfg(feature = "server")]
impl From<Refusal> for jsonrpsee::types::ErrorObjectOwned {
	fn from(refusal: Refusal) -> Self {
		Self::owned(
			refusal.cause.code(),
			refusal.cause.message(),
			Some(RefusalData::from(&refusal)),
		)
	}
}

#[cfg(test)]
mod tests {
	use super::*;

	fn table() -> String {
		let mut rows = String::from("| code | cause | meaning | what to do |\n|---|---|---|---|\n");
		for cause in Cause::ALL {
			let name = serde_json::to_value(cause).unwrap();
			rows += &format!(
				"| {} | `{}` | {} | {} |\n",
				cause.code(),
				name.as_str().unwrap(),
				cause.message(),
				cause.remedy()
			);
		}
		rows
	}

	#[test]
	fn the_codes_and_their_words_are_stable() {
		insta::assert_snapshot!(table());
	}

	#[test]
	fn the_readme_has_the_same_table() {
		assert!(
			include_str!("../README.md").contains(&table()),
			"README.md lacks:\n{}",
			table()
		);
	}

	#[test]
	fn a_code_has_one_cause() {
		for cause in Cause::ALL {
			assert_eq!(Cause::from_code(cause.code()), Some(*cause));
		}
		assert_eq!(Cause::from_code(-32000), None);
	}

	#[test]
	fn a_refusal_survives_the_wire() {
		let refusal = Refusal {
			cause: Cause::KeyRateLimited,
			detail: None,
			received: None,
			retry_after: Some(Duration::from_millis(100)),
			by_custodian: false,
		};
		let data = RefusalData::from(&refusal);
		let json = serde_json::to_value(&data).unwrap();
		insta::assert_json_snapshot!(data);
		let back: RefusalData = serde_json::from_value(json).unwrap();
		assert_eq!(Refusal::from(back), refusal);
	}
}
