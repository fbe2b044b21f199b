//! custodian
