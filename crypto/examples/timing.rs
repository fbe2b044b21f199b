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

/// Processor time of this thread where the system tells it, else time by the wall.
fn now(start: Instant) -> f64 {
	std::fs::read_to_string("/proc/thread-self/schedstat")
		.ok()
		.and_then(|line| line.split(' ').next()?.parse::<f64>().ok())
		.map_or_else(
			|| start.elapsed().as_secs_f64() * 1e6,
			|nanoseconds| nanoseconds / 1e3,
		)
}

fn time<T>(name: &str, runs: u32, mut run: impl FnMut() -> T) -> f64 {
	black_box(run());
	let start = Instant::now();
	let before = now(start);
	for _ in 0..runs {
		black_box(run());
	}
	let each = (now(start) - before) / f64::from(runs);
	println!("{name:<44} {each:>10.1} us");
	each
}

fn main() {
	let mut rng = OsRng;
	let (public, shares) = deal::<Bls>(2, 3, &mut rng).expect("2 of 3 is sound");
	let parameters: Parameters<Bls> = public.validate().expect("dealt");
	let mut tables = Tables::<Bls>::new();
	let scalar = salus_crypto::shamir::random_scalar(&mut rng);
	let (p, q) = (Bls::hash_to_g1(b"timing", b"p"), g2::<Bls>());
	let gt = *parameters.e();
	time("G1 multiplication", 1000, || p * scalar);
	time("G2 multiplication", 1000, || q * scalar);
	let pow = time("GT exponentiation", 1000, || Bls::pow_gt(&gt, &scalar));
	time("GT subgroup check", 1000, || Bls::is_in_gt(&gt));
	time("hash to G1", 1000, || Bls::hash_to_g1(b"timing", b"message"));
	time("product of three pairings", 300, || {
		Bls::pairing_product(&[(p, q), (g1::<Bls>(), q), (p, q)])
	});
	time("product of two pairings", 300, || {
		Bls::pairing_product(&[(p, q), (g1::<Bls>(), q)])
	});
	time("table: B", 1000, || tables.b(Default::default(), &scalar));
	time("table: g2", 1000, || tables.g2(&scalar));
	time("making the tables", 10, Tables::<Bls>::new);

	for n in [1usize, 10, 50, 100] {
		let set: Vec<Attribute> = (0..n)
			.map(|i| Attribute::parse(&format!("consortium/role-{i:03}")).expect("well formed"))
			.collect();
		let policy = Policy::all(set.iter().cloned().map(Policy::attribute).collect()).expect("small");
		let context = HeaderContext {
			genesis: [1; 32],
			record: [2; 32],
			ceremony: parameters.public().ceremony,
			policy,
		};
		println!("-- AND of {n}");
		let mut cold = Tables::<Bls>::with_capacity(0);
		time("encrypt, nothing cached", 20, || {
			encrypt(&parameters, &mut cold, &context, b"payload", 0, &mut rng).map(drop)
		});
		tables.warm(&set);
		let naive = (2 * n + 2) as f64 * time("(G1)", 200, || p * scalar)
			+ 2.0 * time("(G2)", 200, || q * scalar)
			+ pow;
		let warm = time("encrypt", 50, || {
			encrypt(&parameters, &mut tables, &context, b"payload", 0, &mut rng).map(drop)
		});
		println!("{:<44} {:>10.2}", "encrypt / naive count", warm / naive);

		let secret = UserSecret::generate(&mut rng);
		let leaf = Leaf { tree: 0, index: 77 };
		let (pk, pk2, _) = secret.register::<Bls>(
			&KeyContext {
				genesis: [1; 32],
				account: [3; 32],
			},
			&mut rng,
		);
		let nodes = secret.path_points::<Bls>(leaf);
		let request = AttributeKeyRequest {
			genesis: [1; 32],
			block: [4; 32],
			account: [3; 32],
			leaf,
			pk,
			pk2,
			attributes: set.clone(),
			nodes,
		};
		let digest = path_digest(&request.nodes);
		time("check a request", 10, || {
			request.check::<Bls>(&digest, &mut OsRng).map(drop)
		});
		let checked: CheckedRequest<Bls> = request.check(&digest, &mut rng).expect("honest");
		let all = path(leaf);
		time("partial key, one node", 30, || {
			issue_partial(&shares[0], &checked, all[3], &mut tables, &mut OsRng).map(drop)
		});
		let clock = Instant::now();
		let start = now(clock);
		let sets: Vec<Vec<_>> = shares[..2]
			.iter()
			.map(|s| issue_partials(s, &checked, &all, &mut tables, &mut rng).expect("on path"))
			.collect();
		let issued = now(clock) - start;
		for set in &sets {
			verify_partials(&parameters, &checked, set, &mut rng).expect("honest");
		}
		let verified = now(clock) - start;
		let keys: Vec<_> = (0..21)
			.map(|i| {
				combine_attribute_keys(&parameters, &checked, &[sets[0][i].clone(), sets[1][i].clone()])
					.expect("two")
			})
			.collect();
		verify_attribute_key(&parameters, &checked, &keys, &mut rng).expect("honest");
		println!(
			"whole key, us: issue twice {issued:.0}, verify {:.0}, combine and verify {:.0}",
			verified - issued,
			now(clock) - start - verified
		);

		let sealed =
			encrypt(&parameters, &mut tables, &context, b"payload", 0, &mut rng).expect("same ceremony");
		let header = Header::<Bls>::from_bytes(&sealed.header).expect("just made");
		time("decode the header", 20, || {
			Header::<Bls>::from_bytes(&sealed.header).map(drop)
		});
		let epoch = EpochCover {
			epoch: 9,
			eras: 0..=0,
			nodes: cover(0, []),
		};
		let partials: Vec<_> = shares[1..]
			.iter()
			.map(|s| issue_update(s, &epoch, Node::root(0), 0, &mut rng).expect("in cover"))
			.collect();
		let update = combine_update_keys(&parameters, &partials).expect("two");
		time("rows", 50, || predecrypt::rows(&keys[0], &header).map(drop));
		let rows = predecrypt::rows(&keys[0], &header).expect("satisfied");
		let combined = predecrypt::combine(&header, &rows);
		time("multiply the rows", 50, || predecrypt::combine(&header, &rows));
		let a = time("pairings of Y1", 50, || {
			predecrypt::pairings(&keys[0], &header, &combined)
		});
		let b = time("Y2", 50, || {
			sealed.custodian_part.y2(&update, 9, &header).map(drop)
		});
		println!("{:<44} {:>10.1} us", "pre-decryption without rows", a + b);
		let y1 = encode_gt::<Bls>(&predecrypt::y1(&keys[0], &header).expect("satisfied"));
		let y2 = encode_gt::<Bls>(&sealed.custodian_part.y2(&update, 9, &header).expect("same era"));
		let core = time("open, core", 300, || {
			open_core::<Bls>(&secret, &y1, &y2).map(drop)
		});
		println!("{:<44} {:>10.2}", "open / exponentiation", core / pow);
		let e_s = open_core::<Bls>(&secret, &y1, &y2).expect("group elements");
		let opened =
			salus_crypto::open::open_box::<Bls>(&e_s, header.hash(), &sealed.sealed_box).expect("opens");
		time("check the header", 30, || {
			check_header(&header, &opened.seed, &mut tables)
		});
	}
}
