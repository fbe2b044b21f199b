//! Every domain tag of the project, each used for one purpose.
//!
//! Tags that reach a hash-to-curve or `expand_message_xmd` are at most 255 bytes, as RFC 9380 wants.

/// Hash of an attribute into G1: `H_attr`.
pub const H_ATTR: &[u8] = b"SALUS-V1-H-ATTR-BLS12381G1_XMD:SHA-256_SSWU_RO_";
/// Hash of a tree node into G1: `H_node`.
pub const H_NODE: &[u8] = b"SALUS-V1-H-NODE-BLS12381G1_XMD:SHA-256_SSWU_RO_";
/// Hash that fixes the base `B`.
pub const H_BASE: &[u8] = b"SALUS-V1-H-BASE-BLS12381G1_XMD:SHA-256_SSWU_RO_";
/// Hash of an era into G1: the base `V1_e`.
pub const H_ERA_1: &[u8] = b"SALUS-V1-H-ERA-1-BLS12381G1_XMD:SHA-256_SSWU_RO_";
/// Hash of an era into G1: the base `V2_e`.
pub const H_ERA_2: &[u8] = b"SALUS-V1-H-ERA-2-BLS12381G1_XMD:SHA-256_SSWU_RO_";

/// Challenges of transcripts, to scalars of BLS12-381.
pub const CHALLENGE: &[u8] = b"SALUS-V1-CHALLENGE-BLS12381_XMD:SHA-256_";
/// Challenges of transcripts, to scalars of Ristretto.
pub const CHALLENGE_RISTRETTO: &[u8] = b"SALUS-V1-CHALLENGE-RISTRETTO255_XMD:SHA-512_";
/// Hedged nonces, to scalars of BLS12-381.
pub const NONCE: &[u8] = b"SALUS-V1-NONCE-BLS12381_XMD:SHA-256_";
/// Hedged nonces, to scalars of Ristretto.
pub const NONCE_RISTRETTO: &[u8] = b"SALUS-V1-NONCE-RISTRETTO255_XMD:SHA-512_";
/// Weights of batched checks.
pub const BATCH_WEIGHTS: &[u8] = b"SALUS-V1-BATCH-WEIGHTS_XMD:SHA-256_";
/// The scalars of a header from its seed (Fujisaki–Okamoto).
pub const FO: &[u8] = b"SALUS-V1-FO-BLS12381_XMD:SHA-256_";
/// The published dealing of the development genesis.
pub const DEVELOPMENT_DEALING: &[u8] = b"SALUS-V1-DEVELOPMENT-DEALING-BLS12381_XMD:SHA-256_";

/// Protocol name: proof of a paired key.
pub const PAIRED_KEY: &[u8] = b"salus/v1/paired-key";
/// Protocol name: proof of a Ristretto key.
pub const RISTRETTO_KEY: &[u8] = b"salus/v1/ristretto-key";
/// Protocol name: consistency check of public parameters.
pub const PARAMETERS: &[u8] = b"salus/v1/parameters";

/// Digest of a user's path points.
pub const PATH_DIGEST: &[u8] = b"salus/v1/path-digest";
/// Digest of an attribute key request.
pub const REQUEST_DIGEST: &[u8] = b"salus/v1/attribute-key-request";
/// Digest of an authority's partial update keys of one epoch.
pub const PARTIALS_DIGEST: &[u8] = b"salus/v1/update-key-partials";
/// First bytes of an encoded share.
pub const SHARE_FILE: &[u8] = b"salus/v1/share";
/// First bytes of an encoded header.
pub const HEADER: &[u8] = b"salus/v1/header";
/// First bytes of encoded public parameters.
pub const PARAMETERS_FILE: &[u8] = b"salus/v1/public-parameters";
/// First bytes of an encoded partial attribute key.
pub const PARTIAL_ATTRIBUTE_KEY: &[u8] = b"salus/v1/partial-attribute-key";
/// First bytes of an encoded attribute key.
pub const ATTRIBUTE_KEY: &[u8] = b"salus/v1/attribute-key";
/// First bytes of an encoded partial update key.
pub const PARTIAL_UPDATE_KEY: &[u8] = b"salus/v1/partial-update-key";
/// First bytes of an encoded custodian part.
pub const CUSTODIAN_PART: &[u8] = b"salus/v1/custodian-part";
/// Key derivation of a header's box.
pub const HEADER_BOX: &[u8] = b"salus/v1/header-box";

/// Second generator `B'` of Ristretto.
pub const H_BLINDING: &[u8] = b"SALUS-V1-H-BLINDING-RISTRETTO255_XMD:SHA-512_R255MAP_";
/// Scalars `k_i` of a record's fields.
pub const FIELD_SCALAR: &[u8] = b"SALUS-V1-FIELD-SCALAR-RISTRETTO255_XMD:SHA-512_";

/// Key derivation for one message.
pub const SYMMETRIC_MESSAGE: &[u8] = b"salus/v1/symmetric/message";
/// Key derivation for a message in chunks.
pub const SYMMETRIC_CHUNKS: &[u8] = b"salus/v1/symmetric/chunks";
/// Purpose of a key: a wrap to a public key.
pub const WRAP: &[u8] = b"salus/v1/wrap";
/// Purpose of a key: a field of a record.
pub const FIELD: &[u8] = b"salus/v1/record/field";
/// Purpose of a key: the directory of a field group.
pub const DIRECTORY: &[u8] = b"salus/v1/record/directory";
/// Context of a wrap: the patient's box of a record.
pub const PATIENT_BOX: &[u8] = b"salus/v1/record/patient-box";
/// Derivation of a record's id.
pub const RECORD_ID: &[u8] = b"salus/v1/record/id";
/// First bytes of a sealed record.
pub const RECORD_BLOB: &[u8] = b"salus/v1/record/blob";
/// First bytes of a disclosure.
pub const DISCLOSURE: &[u8] = b"salus/v1/record/disclosure";
