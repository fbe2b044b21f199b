//! Every domain tag of the project, each used for one purpose.
//!
//! Tags that reach a hash-to-curve or `expand_message_xmd` are at most 255 bytes, as RFC 9380 wants.

macro_rules! tags {
	($($(#[$doc:meta])* $name:ident = $value:literal;)*) => {
		$($(#[$doc])* pub const $name: &[u8] = $value;)*

		#[cfg(test)]
		const ALL: &[(&str, &[u8])] = &[$((stringify!($name), $name),)*];
	};
}

tags! {
	/// Hash of an attribute into G1: `H_attr`.
	H_ATTR = b"SALUS-V1-H-ATTR-BLS12381G1_XMD:SHA-256_SSWU_RO_";
	/// Hash of a tree node into G1: `H_node`.
	H_NODE = b"SALUS-V1-H-NODE-BLS12381G1_XMD:SHA-256_SSWU_RO_";
	/// Hash that fixes the base `B`.
	H_BASE = b"SALUS-V1-H-BASE-BLS12381G1_XMD:SHA-256_SSWU_RO_";
	/// Hash of an era into G1: the base `V1_e`.
	H_ERA_1 = b"SALUS-V1-H-ERA-1-BLS12381G1_XMD:SHA-256_SSWU_RO_";
	/// Hash of an era into G1: the base `V2_e`.
	H_ERA_2 = b"SALUS-V1-H-ERA-2-BLS12381G1_XMD:SHA-256_SSWU_RO_";

	/// Challenges of transcripts, to scalars of BLS12-381.
	CHALLENGE = b"SALUS-V1-CHALLENGE-BLS12381_XMD:SHA-256_";
	/// Challenges of transcripts, to scalars of Ristretto.
	CHALLENGE_RISTRETTO = b"SALUS-V1-CHALLENGE-RISTRETTO255_XMD:SHA-512_";
	/// Hedged nonces, to scalars of BLS12-381.
	NONCE = b"SALUS-V1-NONCE-BLS12381_XMD:SHA-256_";
	/// Hedged nonces, to scalars of Ristretto.
	NONCE_RISTRETTO = b"SALUS-V1-NONCE-RISTRETTO255_XMD:SHA-512_";
	/// Weights of batched checks.
	BATCH_WEIGHTS = b"SALUS-V1-BATCH-WEIGHTS_XMD:SHA-256_";
	/// The scalars of a header from its seed (Fujisaki–Okamoto).
	FO = b"SALUS-V1-FO-BLS12381_XMD:SHA-256_";

	/// Protocol name: proof of a paired key.
	PAIRED_KEY = b"salus/v1/paired-key";
	/// Protocol name: proof of a Ristretto key.
	RISTRETTO_KEY = b"salus/v1/ristretto-key";
	/// Protocol name: consistency check of public parameters.
	PARAMETERS = b"salus/v1/parameters";

	/// Digest of a user's path points.
	PATH_DIGEST = b"salus/v1/path-digest";
	/// Digest of an attribute key request.
	REQUEST_DIGEST = b"salus/v1/attribute-key-request";
	/// Digest of an authority's partial update keys of one epoch.
	PARTIALS_DIGEST = b"salus/v1/update-key-partials";
	/// First bytes of an encoded share.
	SHARE = b"salus/v1/share";
	/// First bytes of an encoded header.
	HEADER = b"salus/v1/header";
	/// First bytes of encoded public parameters.
	PARAMETERS_FILE = b"salus/v1/public-parameters";
	/// First bytes of an encoded partial attribute key.
	PARTIAL_ATTRIBUTE_KEY = b"salus/v1/partial-attribute-key";
	/// First bytes of an encoded attribute key.
	ATTRIBUTE_KEY = b"salus/v1/attribute-key";
	/// First bytes of an encoded partial update key.
	PARTIAL_UPDATE_KEY = b"salus/v1/partial-update-key";
	/// First bytes of an encoded custodian part.
	CUSTODIAN_PART = b"salus/v1/custodian-part";
	/// Key derivation of a header's box.
	HEADER_BOX = b"salus/v1/header-box";

	/// Second generator `B'` of Ristretto.
	H_BLINDING = b"SALUS-V1-H-BLINDING-RISTRETTO255_XMD:SHA-512_R255MAP_";
	/// Scalars `k_i` of a record's fields.
	FIELD_SCALAR = b"SALUS-V1-FIELD-SCALAR-RISTRETTO255_XMD:SHA-512_";

	/// Key derivation for one message.
	SYMMETRIC_MESSAGE = b"salus/v1/symmetric/message";
	/// Key derivation for a message in chunks.
	SYMMETRIC_CHUNKS = b"salus/v1/symmetric/chunks";
	/// Purpose of a key: a wrap to a public key.
	WRAP = b"salus/v1/wrap";
	/// Purpose of a key: a field of a record.
	FIELD = b"salus/v1/record/field";
	/// Purpose of a key: the directory of a field group.
	DIRECTORY = b"salus/v1/record/directory";
	/// Context of a wrap: the patient's box of a record.
	PATIENT_BOX = b"salus/v1/record/patient-box";
	/// Derivation of a record's id.
	RECORD_ID = b"salus/v1/record/id";
	/// First bytes of a sealed record.
	RECORD_BLOB = b"salus/v1/record/blob";
	/// First bytes of a disclosure.
	DISCLOSURE = b"salus/v1/record/disclosure";

	/// Bases `B_i` of a sale: the map of ristretto255.
	H_SALE_BASE = b"SALUS-V1-H-SALE-BASE-RISTRETTO255_XMD:SHA-512_R255MAP_";
	/// What blinds a sale's scalar to all but its buyer: `b`.
	SALE_MASK = b"SALUS-V1-SALE-MASK-RISTRETTO255_XMD:SHA-512_";
	/// Derivation of an order's id.
	SALE_ORDER = b"salus/v1/sale/order";
	/// First bytes of a bundle.
	SALE_BUNDLE = b"salus/v1/sale/bundle";
	/// Hash of a bundle.
	SALE_DIGEST = b"salus/v1/sale/digest";
	/// Protocol name: the proof of a bundle's fields.
	SALE_PROOF = b"salus/v1/sale/proof";
	/// First bytes of an encoded draw.
	SALE_DRAW = b"salus/v1/sale/draw";

	/// What an issuer signs at a record's registration begins with it, as it is.
	RECORD_SIGNATURE = b"salus/record/v1";
	/// What a request to a hospital's services is signed under, behind its length.
	REQUEST_SIGNATURE = b"salus/request/v1";
	/// Context of a wrap begins with it, as it is: the custodian's factor for a doctor.
	EPOCH_FACTOR = b"salus/y2/v1";
	/// Context of a wrap begins with it, as it is: the custodian's parts for the next custodian.
	CUSTODY_HANDOVER = b"salus/custody-handover/v1";
	/// Key derivation begins with it, as it is: randomness of an authority's partial update keys.
	UPDATE_KEY_RANDOMNESS = b"salus/partial-update-key/rho/v1";
	/// Purpose of a key: a wallet's keystore under its password.
	KEYSTORE = b"salus/keystore/v1";
	/// Context of a wrap begins with it, as it is: what a hospital keeps of a record it sealed.
	ATTESTATION_WRAP = b"salus/attestation/v1";
	/// Context of a wrap begins with it, as it is: a credential for its patient.
	CREDENTIAL_ANSWER = b"salus/credential-answer/v1";
	/// Context of a wrap begins with it, as it is: a credential in its holder's folder.
	CREDENTIAL_KEPT = b"salus/credential-kept/v1";
	/// Purpose of a key: what a wallet notes of its trades.
	WALLET_JOURNAL = b"salus/v1/wallet/journal";
	/// Derivation of the accounts that serve one trade each.
	WALLET_ACCOUNT = b"salus/v1/wallet/account";
	/// Derivation of a buyer's secret for standing offers.
	WALLET_OFFER_SECRET = b"SALUS-V1-WALLET-OFFER-SECRET-BLS12381_XMD:SHA-256_";

	/// Hash that fixes the bases of a credential's messages: `h_i`.
	H_MESSAGE = b"SALUS-V1-H-MESSAGE-BLS12381G1_XMD:SHA-256_SSWU_RO_";
	/// Hash that fixes the second base of commitments to values: `h_c`.
	H_COMMITMENT = b"SALUS-V1-H-COMMITMENT-BLS12381G1_XMD:SHA-256_SSWU_RO_";
	/// Hash of an offer into G1: the base of its nullifiers.
	H_NULLIFIER = b"SALUS-V1-H-NULLIFIER-BLS12381G1_XMD:SHA-256_SSWU_RO_";
	/// Scalars of a credential's messages.
	MESSAGE_SCALAR = b"SALUS-V1-MESSAGE-BLS12381_XMD:SHA-256_";
	/// The weight that batches the pairing equations of a presentation.
	BBS_BATCH = b"SALUS-V1-BBS-BATCH-BLS12381_XMD:SHA-256_";
	/// The blinding of a claim's commitment, from the patient's secret.
	COMMITMENT_BLINDING = b"SALUS-V1-COMMITMENT-BLINDING-BLS12381_XMD:SHA-256_";

	/// First bytes of an encoded schema of credentials, and of its digest.
	CREDENTIAL_SCHEMA = b"salus/v1/credential/schema";
	/// First bytes of an encoded credential.
	CREDENTIAL = b"salus/v1/credential/signed";
	/// Protocol name: request of a credential.
	CREDENTIAL_REQUEST = b"salus/v1/credential/request";
	/// Protocol name: signature of a credential.
	CREDENTIAL_SIGNATURE = b"salus/v1/credential/issue";
	/// Digest of a list of issuers.
	ISSUER_LIST = b"salus/v1/credential/list-of-issuers";
	/// Protocol name: presentation of a credential.
	PRESENTATION = b"salus/v1/presentation/proof";
	/// First bytes of a presentation to the buyer of fields, and of its context.
	PRESENTED_TO_BUYER = b"salus/v1/presentation/buyer";
	/// First bytes of a presentation to a standing offer, and of its context.
	PRESENTED_TO_OFFER = b"salus/v1/presentation/offer";
	/// Protocol name: fulfilment of a claimed slot.
	FULFILMENT = b"salus/v1/offer/fulfilment";
	/// Protocol name: proof of a buyer's key for standing offers.
	OFFER_KEY = b"salus/v1/offer/buyer-key";

	/// First bytes of an encoded attestation.
	ATTESTATION = b"salus/v1/attestation/record";
	/// First bytes of the file from which a hospital's node issues.
	ISSUER_FILE = b"salus/v1/attestation/issuer-file";
	/// The credential secret of a wallet's identity, from its other secrets.
	DERIVED_CREDENTIAL = b"SALUS-V1-DERIVED-CREDENTIAL-BLS12381_XMD:SHA-256_";

	/// What the hashes of a proof of equal logarithms are told apart by begins with it, as it is.
	DLEQ = b"SALUS-V1-DLEQ-ristretto255-SHA512-";
	/// Digest of the statement of a proof of equal logarithms.
	DLEQ_STATEMENT = b"salus/v1/dleq-statement";
	/// Hash of a keyword into Ristretto.
	H_KEYWORD = b"SALUS-V1-H-KEYWORD-RISTRETTO255_XMD:SHA-512_R255MAP_";
	/// Hash of a token into Ristretto: the point of an interest.
	H_INTEREST = b"SALUS-V1-H-INTEREST-RISTRETTO255_XMD:SHA-512_R255MAP_";
	/// Index keys by scope and epoch, from a hospital's secret: `m_{sc,e}`.
	INDEX_SCALAR = b"SALUS-V1-INDEX-RISTRETTO255_XMD:SHA-512_";

	/// Id of the ceremony of a token key, and protocol name of the check of its public values.
	TOKEN_CEREMONY = b"salus/v1/token/ceremony";
	/// First bytes of the encoded public values of a token key.
	TOKEN_KEYS = b"salus/v1/token/public-keys";
	/// First bytes of an encoded share of a token key.
	TOKEN_SHARE = b"salus/v1/token/share";
	/// Protocol name: an authority's answer to blinded keywords.
	TOKEN_ANSWER = b"salus/v1/token/answer";
	/// Digest of an interest.
	INTEREST = b"salus/v1/index/interest";
	/// Context of a wrap: an index key for a hospital.
	INDEX_KEY = b"salus/v1/index/key";
	/// Derivation of the tags that pad a record's.
	INDEX_PADDING = b"salus/v1/index/padding";
	/// Protocol name: proof of an honest match.
	HONEST_MATCH = b"salus/v1/index/honest-match";

	/// Digest by which a researcher commits to what is to be counted.
	COUNT_QUERY = b"salus/v1/research/query";
	/// Seed of the noise of one answer.
	COUNT_NOISE = b"salus/v1/research/noise";
	/// The salt of a researcher's query.
	COUNT_SALT = b"salus/v1/wallet/count-salt";

	/// Derivation of the secret of a hospital's index keys: `m_i`.
	WALLET_INDEX_SECRET = b"salus/v1/wallet/index-secret";
	/// First bytes of a claim on its way to the custodian, and of the context of its wrap.
	CLAIM_FILE = b"salus/v1/claim/file";

	/// Commitment of a hospital to what it told a doctor that matched.
	MATCH_COMMITMENT = b"salus/v1/index/matches";

	/// What a claim of a case keeps to itself: interests and salt.
	CLAIM_INTERESTS = b"salus/v1/claim/interests";
	/// H(claim): the commitment to a claim of a case.
	CLAIM = b"salus/v1/claim/commitment";
	/// A claim as it was counted.
	COUNTED_CLAIM = b"salus/v1/claim/counted/leaf";
	/// All claims of a case that were counted.
	COUNTED_CLAIMS = b"salus/v1/claim/counted/root";

	/// Purpose of a key: a report to a patient.
	REPORT_KEY = b"salus/v1/report/key";
	/// Digest of a report's ciphertext.
	REPORT_DIGEST = b"salus/v1/report/digest";
	/// Protocol name: the doctor's proof of a report.
	REPORT_AUTHOR = b"salus/v1/report/author";
	/// Protocol name: the custodian's receipt of a report.
	REPORT_RECEIPT = b"salus/v1/report/receipt";
	/// Protocol name: the patient's disclosure of a report's key.
	REPORT_DISCLOSURE = b"salus/v1/report/disclosure";
	/// Context of a wrap: a disclosure for its arbiter.
	REPORT_ARBITER = b"salus/v1/report/arbiter";
	/// Digest of a wrapped disclosure.
	REPORT_DISPUTE = b"salus/v1/report/dispute";
	/// The secret of a hospital's receipts, from that of its issuer key.
	RECEIPT_SECRET = b"SALUS-V1-RECEIPT-SECRET-RISTRETTO255_XMD:SHA-512_";
	/// The report secrets of a wallet's identity after the first, from its other secrets.
	WALLET_REPORT_SECRET = b"SALUS-V1-WALLET-REPORT-SECRET-RISTRETTO255_XMD:SHA-512_";

	/// Digest of what one run of a ceremony is about.
	CEREMONY_RUN = b"salus/v1/ceremony/run";
	/// Everything that a participant of a run draws from its secret.
	CEREMONY_STREAM = b"SALUS-V1-CEREMONY-STREAM_XMD:SHA-256_";
	/// Protocol name: proof of a key that shares are sent to.
	CEREMONY_RECEIVING_KEY = b"salus/v1/ceremony/receiving-key";
	/// Digest by which a dealer binds itself to its polynomials.
	CEREMONY_COMMITMENT = b"salus/v1/ceremony/commitment";
	/// Protocol name: a dealer knows the constants of its polynomials.
	CEREMONY_CONSTANTS = b"salus/v1/ceremony/constants";
	/// Protocol name: a dealer knows the scalar by which it sealed its shares.
	CEREMONY_EPHEMERAL = b"salus/v1/ceremony/ephemeral";
	/// Context of a wrap: the share that a dealer sends a member.
	CEREMONY_SHARE = b"salus/v1/ceremony/share";
	/// Protocol name: what a complaint reveals is the secret of its two keys.
	CEREMONY_COMPLAINT = b"salus/v1/ceremony/complaint";

	/// Purpose of a key: the keystore of an authority under its password.
	AUTHORITY_KEYSTORE = b"salus/authority-keystore/v1";
	/// Purpose of a key: a backup of an authority's shares under its password.
	AUTHORITY_BACKUP = b"salus/authority-backup/v1";
	/// Key derivation begins with it, as it is: randomness of an authority's partial attribute keys.
	ATTRIBUTE_KEY_RANDOMNESS = b"salus/partial-attribute-key/r/v1";
}

#[cfg(test)]
mod tests {
	use super::*;

	/// Whether one tag begins with another, in the order of [`ALL`]: the shorter first.
	fn beginnings() -> impl Iterator<Item = (&'static str, &'static str)> {
		ALL.iter().flat_map(|(name, tag)| {
			ALL.iter()
				.filter(move |(other, longer)| other != name && longer.starts_with(tag))
				.map(move |(other, _)| (*name, *other))
		})
	}

	#[test]
	fn no_two_uses_have_one_tag() {
		for (index, (name, tag)) in ALL.iter().enumerate() {
			for (other, same) in ALL.iter().skip(index.saturating_add(1)) {
				assert_ne!(tag, same, "{name} and {other}");
			}
		}
	}

	#[test]
	fn no_tag_begins_with_another_but_those_that_stand_behind_their_lengths() {
		assert_eq!(
			beginnings().collect::<alloc::vec::Vec<_>>(),
			[("HEADER", "HEADER_BOX"), ("ATTRIBUTE_KEY", "REQUEST_DIGEST")]
		);
	}

	#[test]
	fn every_tag_is_one_that_hashing_to_curves_takes() {
		for (name, tag) in ALL {
			assert!(tag.is_ascii() && (1..=255).contains(&tag.len()), "{name}");
		}
	}
}
