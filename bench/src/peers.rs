//! The peer: `rabe` (BN254, chosen-plaintext security, no revocation), on an AND of n attributes.

use crate::measure::time;
use rabe::{
	schemes::{ac17, bsw},
	utils::policy::pest::PolicyLanguage,
};

/// Microseconds of one scheme.
pub struct Times {
	/// Sealing under an AND of n attributes.
	pub encrypt: f64,
	/// Opening.
	pub decrypt: f64,
	/// A key for n attributes.
	pub key: f64,
}

const MESSAGE: &[u8] = b"thirty-two bytes of a record key";

fn names(n: usize) -> Vec<String> {
	(0..n).map(|i| format!("role{i}")).collect()
}

/// An AND of all, as a balanced tree: AC17 takes two children a node.
fn policy(names: &[String]) -> String {
	if let [only] = names {
		return format!(r#"{{"name": "{only}"}}"#);
	}
	let (left, right) = names.split_at(names.len() / 2);
	format!(
		r#"{{"name": "and", "children": [{}, {}]}}"#,
		policy(left),
		policy(right)
	)
}

/// AC17 (FAME).
pub fn ac17(n: usize) -> Times {
	let names = names(n);
	let attributes: Vec<_> = names.iter().map(String::as_str).collect();
	let policy = policy(&names);
	let (public, master) = ac17::setup();
	let key = ac17::cp_keygen(&master, &attributes).expect("attributes are given");
	let seal =
		|| ac17::cp_encrypt(&public, &policy, MESSAGE, PolicyLanguage::JsonPolicy).expect("a sound policy");
	let sealed = seal();
	assert_eq!(
		ac17::cp_decrypt(&key, &sealed).expect("the key satisfies the policy"),
		MESSAGE
	);
	Times {
		encrypt: time(seal),
		decrypt: time(|| ac17::cp_decrypt(&key, &sealed).expect("opens")),
		key: time(|| ac17::cp_keygen(&master, &attributes).expect("attributes are given")),
	}
}

/// BSW 2007.
pub fn bsw(n: usize) -> Times {
	let names = names(n);
	let attributes: Vec<_> = names.iter().map(String::as_str).collect();
	let policy = policy(&names);
	let (public, master) = bsw::setup();
	let key = bsw::keygen(&public, &master, &attributes).expect("attributes are given");
	let seal =
		|| bsw::encrypt(&public, &policy, PolicyLanguage::JsonPolicy, MESSAGE).expect("a sound policy");
	let sealed = seal();
	assert_eq!(
		bsw::decrypt(&key, &sealed).expect("the key satisfies the policy"),
		MESSAGE
	);
	Times {
		encrypt: time(seal),
		decrypt: time(|| bsw::decrypt(&key, &sealed).expect("opens")),
		key: time(|| bsw::keygen(&public, &master, &attributes).expect("attributes are given")),
	}
}
