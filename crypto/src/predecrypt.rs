//! predecrypt
