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
	/// The published dealing of the development genesis.
	DEVELOPMENT_DEALING = b"SALUS-V1-DEVELOPMENT-DEALING-BLS12381_XMD:SHA-256_";

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
	SHARE_FILE = b"salus/v1/share";
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
