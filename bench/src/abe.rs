//! The key authority's scheme at several policy sizes.

use crate::{
	floor::{floor, Floor},
	measure::{time, time_both},
	peers::{ac17, bsw, Times},
	summary::Summary,
};
use rand::rngs::OsRng;
use salus_crypto::{
	authority::{
		combine_attribute_keys, combine_update_keys, deal, issue_partial, issue_partials, issue_update,
		path_digest, verify_attribute_key, verify_partials, AttributeKeyRequest, CheckedRequest, EpochCover,
		Parameters,
	},
	encoding::{decode_gt, encode_gt},
	header::{encrypt, Header, HeaderContext},
	keys::KeyContext,
	open::{check_header, open_box, open_core},
	policy::{Attribute, Policy},
	predecrypt,
	shamir::random_scalar,
	suite::{g1, g2, Suite},
	tables::Tables,
	tree::{cover, path, Leaf, Node},
	user::UserSecret,
	Bls,
};

/// Authorities of the benchmark: any 3 of 4.
const SHARING: (u16, u16) = (3, 4);

/// Measures everything at 1, 10, 50 and 100 attributes.
pub fn run(summary: &mut Summary) {
	let floor = floor();
	summary.value("blst: multiplication in G1", floor.g1, "us");
	summary.value("blst: multiplication in G2", floor.g2, "us");
	summary.value("blst: hash to G1", floor.hash, "us");
	let scalar = random_scalar(&mut OsRng);
	let gt = Bls::pairing_product(&[(g1::<Bls>(), g2::<Bls>())]);
	let pow = time(|| Bls::pow_gt(&gt, &scalar));
	summary.value("GT exponentiation", pow, "us");
	let p = Bls::hash_to_g1(b"SALUS-BENCH", b"p");
	let (one_g1, one_g2) = (time(|| p * scalar), time(|| g2::<Bls>() * scalar));
	summary.beside("G1 multiplication", one_g1, "us", "blst", floor.g1);
	summary.beside("G2 multiplication", one_g2, "us", "blst", floor.g2);
	let mut one_row = None;
	for n in [1, 10, 50, 100] {
		size(summary, n, &floor, pow, (one_g1, one_g2), &mut one_row);
	}
}

fn size(
	summary: &mut Summary,
	n: usize,
	floor: &Floor,
	pow: f64,
	(one_g1, one_g2): (f64, f64),
	one_row: &mut Option<f64>,
) {
	let rng = &mut OsRng;
	let (public, shares) = deal::<Bls>(SHARING.0, SHARING.1, rng).expect("3 of 4 is sound");
	let parameters: Parameters<Bls> = public.validate().expect("just dealt");
	let attributes: Vec<Attribute> = (0..n)
		.map(|i| Attribute::parse(&format!("consortium/role-{i:03}")).expect("well formed"))
		.collect();
	let policy =
		Policy::all(attributes.iter().cloned().map(Policy::attribute).collect()).expect("within the limits");
	let ceremony = parameters.public().ceremony;
	let context = HeaderContext {
		genesis: [1; 32],
		record: [2; 32],
		ceremony,
		policy,
	};
	let payload = [7; 96];

	let mut tables = Tables::<Bls>::new();
	tables.warm(&attributes);
	let mut unwarmed = Tables::<Bls>::with_capacity(0);
	let warm = time(|| encrypt(&parameters, &mut tables, &context, &payload, 0, &mut OsRng).map(drop));
	let cold = time(|| encrypt(&parameters, &mut unwarmed, &context, &payload, 0, &mut OsRng).map(drop));
	let naive = (2 * n + 2) as f64 * one_g1 + 2.0 * one_g2 + pow;
	summary.beside(
		format!("encrypt {n}, attribute hashes cached"),
		warm,
		"us",
		"2n+2 G1, 2 G2, 1 GT alone",
		naive,
	);
	summary.beside(
		format!("encrypt {n}, nothing cached"),
		cold,
		"us",
		"2n+2 G1, 2 G2, 1 GT alone",
		naive,
	);

	let secret = UserSecret::generate(rng);
	let leaf = Leaf { tree: 0, index: 77 };
	let account = [3; 32];
	let (pk, pk2, _) = secret.register::<Bls>(
		&KeyContext {
			genesis: [1; 32],
			account,
		},
		rng,
	);
	let nodes = secret.path_points::<Bls>(leaf);
	let digest = path_digest(&nodes);
	let request = AttributeKeyRequest {
		genesis: [1; 32],
		block: [4; 32],
		account,
		leaf,
		pk,
		pk2,
		attributes: attributes.clone(),
		nodes,
	};
	let checked: CheckedRequest<Bls> = request.check(&digest, rng).expect("an honest request");
	let whole_path = path(leaf);
	let key = time(|| issue_partial(&shares[0], &checked, whole_path[3], &mut tables, &mut OsRng).map(drop));
	let mut whole = || {
		let issued: Vec<_> = shares[..usize::from(SHARING.0)]
			.iter()
			.map(|share| {
				issue_partials(share, &checked, &whole_path, &mut tables, &mut OsRng).expect("on the path")
			})
			.collect();
		for partials in &issued {
			verify_partials(&parameters, &checked, partials, &mut OsRng).expect("honest");
		}
		let keys: Vec<_> = (0..whole_path.len())
			.map(|at| {
				let partials: Vec<_> = issued.iter().map(|partials| partials[at].clone()).collect();
				combine_attribute_keys(&parameters, &checked, &partials).expect("three of one request")
			})
			.collect();
		verify_attribute_key(&parameters, &checked, &keys, &mut OsRng).expect("honest");
		keys
	};
	let keys = whole();
	let whole = time(whole);
	summary.value(
		format!("whole key {n}: 21 nodes from 3 verified partials"),
		whole,
		"us",
	);

	let sealed = encrypt(&parameters, &mut tables, &context, &payload, 0, rng).expect("same ceremony");
	let header = Header::<Bls>::from_bytes(&sealed.header).expect("just made");
	summary.value(
		format!("decode a header {n}"),
		time(|| Header::<Bls>::from_bytes(&sealed.header).map(drop)),
		"us",
	);
	let epoch = EpochCover {
		epoch: 9,
		eras: 0..=0,
		nodes: cover(0, []),
	};
	let partials: Vec<_> = shares[1..]
		.iter()
		.map(|share| issue_update(share, &epoch, Node::root(0), 0, rng).expect("in the cover"))
		.collect();
	let update = combine_update_keys(&parameters, &partials).expect("three");

	let rows = predecrypt::rows(&keys[0], &header).expect("satisfied");
	let combined = predecrypt::combine(&header, &rows);
	let msm = time(|| {
		let rows = predecrypt::rows(&keys[0], &header).expect("satisfied");
		predecrypt::combine(&header, &rows)
	});
	let pairings = time(|| predecrypt::pairings(&keys[0], &header, &combined))
		+ time(|| sealed.custodian_part.y2(&update, 9, &header).map(drop));
	summary.beside(
		format!("pre-decrypt {n}, without decoding and rows"),
		pairings,
		"us",
		"blst products of 3 and 2, 2 final exp",
		floor.pairing3 + floor.pairing2,
	);
	summary.value(format!("pre-decrypt {n}: rows and their MSM"), msm, "us");
	summary.beside(
		format!("pre-decrypt {n}, against one row"),
		pairings,
		"us",
		"pre-decrypt 1",
		*one_row.get_or_insert(pairings),
	);

	let y1 = encode_gt::<Bls>(&predecrypt::y1(&keys[0], &header).expect("satisfied"));
	let y2 = encode_gt::<Bls>(&sealed.custodian_part.y2(&update, 9, &header).expect("same era"));
	let (element, exponent) = (
		decode_gt::<Bls>(&y1).expect("in the group"),
		random_scalar(&mut OsRng),
	);
	let (core, beside) = time_both(
		|| open_core::<Bls>(&secret, &y1, &y2).map(drop),
		|| Bls::pow_gt(&element, &exponent),
	);
	summary.beside(format!("open {n}, core"), core, "us", "GT exponentiation", beside);
	let e_s = open_core::<Bls>(&secret, &y1, &y2).expect("group elements");
	let opened = open_box::<Bls>(&e_s, header.hash(), &sealed.sealed_box).expect("opens");
	assert_eq!(*opened.payload, payload);
	let check = time(|| check_header(&header, &opened.seed, &mut tables));
	summary.beside(
		format!("open {n}: header check"),
		check,
		"us",
		"encrypt, cached",
		warm,
	);

	let decrypt = pairings + msm + core;
	for (
		peer,
		Times {
			encrypt,
			decrypt: peer_decrypt,
			key: peer_key,
		},
	) in [("rabe AC17", ac17(n)), ("rabe BSW", bsw(n))]
	{
		summary.beside(format!("encrypt {n}"), warm, "us", peer, encrypt);
		summary.beside(format!("encrypt {n}, nothing cached"), cold, "us", peer, encrypt);
		summary.beside(
			format!("decrypt {n}: pre-decryption and core"),
			decrypt,
			"us",
			peer,
			peer_decrypt,
		);
		summary.beside(format!("key {n}, one node"), key, "us", peer, peer_key);
		summary.beside(
			format!("whole key {n}, 21 nodes of 3 partials"),
			whole,
			"us",
			peer,
			peer_key,
		);
	}
}
