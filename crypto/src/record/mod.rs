#![doc = include_str!("../../docs/records.md")]
