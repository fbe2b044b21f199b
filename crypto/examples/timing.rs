//! Prints how long the key authority's operations take on this machine: `cargo run --release --example timing`.

use rand::rngs::OsRng;
use salus_crypto::{
	authority::*,
	encoding::encode_gt,
	header::{encrypt, Header, HeaderContext},
	keys::KeyContext,
	open::{check_header, open_core},
	policy::{Attribute, Policy},
	predecrypt,
	suite::{g1, g2, Suite},
	tables::Tables,
	tree::{cover, path, Leaf, Node},
	user::UserSecret,
	Bls,
};
use std::{hint::black_box, time::Instant};

fn time<T>(name: &str, runs: u32, mut run: impl FnMut() -> T) -> f64 {
	black_box(run());
	let mut best = f64::MAX;
	for _ in 0..3 {
		let start = Instant::now();
		for _ in 0..runs {
			black_box(run());
		}
		best = best.min(start.elapsed().as_secs_f64() * 1e6 / f64::from(runs));
	}
	println!("{name:<44} {best:>10.1} us");
	best
}

fn main() {
	let mut rng = OsRng;
	let (public, shares) = deal::<Bls>(2, 3, &mut rng).expect("2 of 3 is sound");
	let parameters: Parameters<Bls> = public.validate().expect("dealt");
	let mut tables = Tables::<Bls>::new();
	let scalar = salus_crypto::shamir::random_scalar(&mut rng);
	let (p, q) = (Bls::hash_to_g1(b"timing", b"p"), g2::<Bls>());
	let gt = *parameters.e();
	time("G1 multiplication", 200, || p * scalar);
	time("G2 multiplication", 200, || q * scalar);
	let pow = time("GT exponentiation", 200, || Bls::pow_gt(&gt, &scalar));
	time("GT subgroup check", 200, || Bls::is_in_gt(&gt));
	time("hash to G1", 200, || Bls::hash_to_g1(b"timing", b"message"));
	time("product of three pairings", 100, || Bls::pairing_product(&[(p, q), (g1::<Bls>(), q), (p, q)]));
	time("product of two pairings", 100, || Bls::pairing_product(&[(p, q), (g1::<Bls>(), q)]));
	time("table: B", 200, || tables.b(Default::default(), &scalar));
	time("table: g2", 200, || tables.g2(&scalar));
	time("making the tables", 3, Tables::<Bls>::new);

	for n in [1usize, 10, 50, 100] {
		let set: Vec<Attribute> =
			(0..n).map(|i| Attribute::parse(&format!("consortium/role-{i:03}")).expect("well formed")).collect();
		let policy = Policy::all(set.iter().cloned().map(Policy::attribute).collect()).expect("small");
		let context = HeaderContext { genesis: [1; 32], record: [2; 32], ceremony: parameters.public().ceremony, policy };
		println!("-- AND of {n}");
		let mut cold = Tables::<Bls>::with_capacity(0);
		time("encrypt, nothing cached", 5, || encrypt(&parameters, &mut cold, &context, b"payload", 0, &mut rng).map(drop));
		tables.warm(&set);
		let naive = (2 * n + 2) as f64 * time("(G1)", 50, || p * scalar) + 2.0 * time("(G2)", 50, || q * scalar) + pow;
		let warm = time("encrypt", 20, || encrypt(&parameters, &mut tables, &context, b"payload", 0, &mut rng).map(drop));
		println!("{:<44} {:>10.2}", "encrypt / naive count", warm / naive);

		let secret = UserSecret::generate(&mut rng);
		let leaf = Leaf { tree: 0, index: 77 };
		let (pk, pk2, _) = secret.register::<Bls>(&KeyContext { genesis: [1; 32], account: [3; 32] }, &mut rng);
		let nodes = secret.path_points::<Bls>(leaf);
		let request = AttributeKeyRequest {
			genesis: [1; 32], block: [4; 32], account: [3; 32], leaf, pk, pk2, attributes: set.clone(), nodes,
		};
		let digest = path_digest(&request.nodes);
		time("check a request", 3, || request.check::<Bls>(&digest, &mut OsRng).map(drop));
		let checked: CheckedRequest<Bls> = request.check(&digest, &mut rng).expect("honest");
		let all = path(leaf);
		time("partial key, one node", 10, || issue_partial(&shares[0], &checked, all[3], &mut tables, &mut OsRng).map(drop));
		let start = Instant::now();
		let sets: Vec<Vec<_>> =
			shares[..2].iter().map(|s| issue_partials(s, &checked, &all, &mut tables, &mut rng).expect("on path")).collect();
		let issued = start.elapsed();
		for set in &sets {
			verify_partials(&parameters, &checked, set, &mut rng).expect("honest");
		}
		let verified = start.elapsed();
		let keys: Vec<_> = (0..21)
			.map(|i| combine_attribute_keys(&parameters, &checked, &[sets[0][i].clone(), sets[1][i].clone()]).expect("two"))
			.collect();
		verify_attribute_key(&parameters, &checked, &keys, &mut rng).expect("honest");
		println!("whole key: issue x2 {issued:?}, verify +{:?}, combine and verify +{:?}", verified - issued, start.elapsed() - verified);

		let sealed = encrypt(&parameters, &mut tables, &context, b"payload", 0, &mut rng).expect("same ceremony");
		let header = Header::<Bls>::from_bytes(&sealed.header).expect("just made");
		time("decode the header", 5, || Header::<Bls>::from_bytes(&sealed.header).map(drop));
		let epoch = EpochCover { epoch: 9, eras: 0..=0, nodes: cover(0, []) };
		let partials: Vec<_> =
			shares[1..].iter().map(|s| issue_update(s, &epoch, Node::root(0), 0, &mut rng).expect("in cover")).collect();
		let update = combine_update_keys(&parameters, &partials).expect("two");
		time("rows", 20, || predecrypt::rows(&keys[0], &header).map(drop));
		let rows = predecrypt::rows(&keys[0], &header).expect("satisfied");
		let combined = predecrypt::combine(&header, &rows);
		time("multiply the rows", 20, || predecrypt::combine(&header, &rows));
		let a = time("pairings of Y1", 20, || predecrypt::pairings(&keys[0], &header, &combined));
		let b = time("Y2", 20, || sealed.custodian_part.y2(&update, 9, &header).map(drop));
		println!("{:<44} {:>10.1} us", "pre-decryption without rows", a + b);
		let y1 = encode_gt::<Bls>(&predecrypt::y1(&keys[0], &header).expect("satisfied"));
		let y2 = encode_gt::<Bls>(&sealed.custodian_part.y2(&update, 9, &header).expect("same era"));
		let core = time("open, core", 100, || open_core::<Bls>(&secret, &y1, &y2).map(drop));
		println!("{:<44} {:>10.2}", "open / exponentiation", core / pow);
		let e_s = open_core::<Bls>(&secret, &y1, &y2).expect("group elements");
		let opened = salus_crypto::open::open_box::<Bls>(&e_s, header.hash(), &sealed.sealed_box).expect("opens");
		time("check the header", 10, || check_header(&header, &opened.seed, &mut tables));
	}
}
