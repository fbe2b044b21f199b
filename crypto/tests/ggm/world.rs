//! What an adversary holds, as exponents: the key authority's equations, with the letters of `docs`.

use crate::algebra::{element, in_span, inverse, Poly};
use rand::{rngs::StdRng, Rng, SeedableRng};
use std::collections::HashMap;

/// Cover when nobody is revoked, in a tree of four leaves.
pub const ALL: &[&str] = &["r"];
/// Cover when leaf 00 is revoked.
pub const WITHOUT_00: &[&str] = &["01", "1"];

const NODES: [&str; 7] = ["r", "0", "1", "00", "01", "10", "11"];
const ERAS: [u32; 2] = [1, 2];

/// The root, the inner node and the leaf.
pub fn path(leaf: &'static str) -> Vec<&'static str> {
	vec!["r", &leaf[..1], leaf]
}

/// Who holds alpha and beta.
#[derive(Clone, Copy, Debug)]
pub enum Authorities {
	/// One authority.
	Single,
	/// t of n, of which some are the adversary's.
	Shared { t: i64, n: i64, corrupt: i64 },
}

/// The policies of the scenarios.
#[derive(Clone, Copy, Debug)]
pub enum Policy {
	AAndB,
	CAndA,
	AOrB,
	TwoOfThree,
}

impl Policy {
	/// `lambda_i = M_i (s, v)` with the label of each row.
	fn shares(self, s: &Poly, v: &Poly) -> Vec<(char, Poly)> {
		match self {
			Self::AAndB => vec![('A', s - v), ('B', v.clone())],
			Self::CAndA => vec![('C', s - v), ('A', v.clone())],
			Self::AOrB => vec![('A', s.clone()), ('B', s.clone())],
			Self::TwoOfThree => "ABC"
				.chars()
				.zip(1..)
				.map(|(u, i)| (u, s + &(v * element(i))))
				.collect(),
		}
	}
}

/// A user's keys as they came to be.
pub struct User {
	pub name: &'static str,
	pub leaf: &'static str,
	pub attributes: &'static str,
	/// The secret x; `None`: corrupted, fresh and known.
	pub x: Option<Poly>,
	/// The nodes for which keys were issued; `None`: the leaf's path.
	pub nodes: Option<Vec<&'static str>>,
	/// N_theta as sent, where it was not honest.
	pub claimed: Vec<(&'static str, Poly)>,
	/// Tells keys of one user apart.
	pub key: &'static str,
}

impl Default for User {
	fn default() -> Self {
		Self {
			name: "a",
			leaf: "00",
			attributes: "AB",
			x: None,
			nodes: None,
			claimed: Vec::new(),
			key: "",
		}
	}
}

/// A header, and what of it reached the adversary.
#[derive(Clone)]
pub struct Header {
	pub policy: Policy,
	/// Epochs whose C_T leaked.
	pub c_t: &'static [i64],
	/// Nodes whose Y2 leaked.
	pub y2: &'static [&'static str],
	/// V1_e^s and V2_e^s leaked.
	pub custodian: bool,
	/// The era it was sealed in.
	pub era: u32,
	/// Headers with one tag are made from one seed.
	pub seed: &'static str,
}

impl Default for Header {
	fn default() -> Self {
		Self {
			policy: Policy::AAndB,
			c_t: &[],
			y2: &[],
			custodian: false,
			era: 1,
			seed: "",
		}
	}
}

/// The group elements at the adversary's hand, by their exponents.
pub struct World {
	names: HashMap<String, u128>,
	rng: StdRng,
	/// Whether node secrets are scaled by x, as they must be.
	scaled: bool,
	alpha: Poly,
	beta: Poly,
	/// alpha_j, beta_j and j.
	shares: Vec<(Poly, Poly, String)>,
	g1: Vec<Poly>,
	g2: Vec<Poly>,
	gt: Vec<Poly>,
}

impl World {
	pub fn new(authorities: Authorities) -> Self {
		let mut world = Self {
			names: HashMap::new(),
			rng: StdRng::seed_from_u64(0),
			scaled: true,
			alpha: Poly::zero(),
			beta: Poly::zero(),
			shares: Vec::new(),
			g1: Vec::new(),
			g2: Vec::new(),
			gt: Vec::new(),
		};
		(world.alpha, world.beta) = (world.var("alpha"), world.var("beta"));
		world.shares = match authorities {
			Authorities::Single => vec![(world.alpha.clone(), world.beta.clone(), String::new())],
			Authorities::Shared { t, n, corrupt } => {
				let alphas = world.sharing("alpha", t, corrupt);
				let betas = world.sharing("beta", t, corrupt);
				(1..=n)
					.map(|j| (interpolate(&alphas, j), interpolate(&betas, j), j.to_string()))
					.collect()
			}
		};

		let one = Poly::constant(1);
		let mut public = vec![one.clone(), world.b()];
		public.extend(
			["v1", "v2"]
				.iter()
				.flat_map(|v| ERAS.map(|e| world.var(&format!("{v}_{e}")))),
		);
		public.extend(['A', 'B', 'C'].map(|u| world.hash_attr(u)));
		public.extend(NODES.map(|theta| world.hash_node(theta)));
		world.g1 = public;
		world.g2 = vec![one, world.alpha.clone(), world.beta.clone()];
		let shared = world
			.shares
			.iter()
			.flat_map(|(a_j, b_j, _)| [a_j.clone(), b_j.clone()]);
		world.g2.extend(shared);
		world
	}

	/// The shape that the scheme must not have: one node secret for all users.
	pub fn unscaled() -> Self {
		Self {
			scaled: false,
			..Self::new(Authorities::Single)
		}
	}

	/// The values of a sharing polynomial at 0, 1, …, t - 1; those of corrupt authorities are known.
	fn sharing(&mut self, secret: &str, t: i64, corrupt: i64) -> Vec<Poly> {
		let mut values = vec![self.var(secret)];
		for i in 1..t {
			values.push(if i <= corrupt {
				self.known()
			} else {
				self.var(&format!("{secret}@{i}"))
			});
		}
		values
	}

	/// An unknown exponent.
	fn var(&mut self, name: &str) -> Poly {
		let rng = &mut self.rng;
		Poly::variable(*self.names.entry(name.to_string()).or_insert_with(|| rng.gen()))
	}

	/// An exponent that the adversary knows.
	pub fn known(&mut self) -> Poly {
		Poly::constant(self.rng.gen_range(1..1 << 60))
	}

	/// The secret of an honest user.
	pub fn honest_secret(&mut self, name: &str) -> Poly {
		self.var(&format!("x{name}"))
	}

	fn b(&mut self) -> Poly {
		self.var("b")
	}

	fn hash_attr(&mut self, u: char) -> Poly {
		self.var(&format!("hu{u}"))
	}

	pub fn hash_node(&mut self, theta: &str) -> Poly {
		self.var(&format!("hn{theta}"))
	}

	/// `T_e(t) = V1_e^t * V2_e`.
	fn time_base(&mut self, t: i64, era: u32) -> Poly {
		&(&self.var(&format!("v1_{era}")) * element(t)) + &self.var(&format!("v2_{era}"))
	}

	/// Keys of a corrupted user, secret included.
	pub fn user(self, name: &'static str, leaf: &'static str, attributes: &'static str) -> Self {
		self.with_user(User {
			name,
			leaf,
			attributes,
			..User::default()
		})
	}

	/// Public keys of an honest user, as any server holds them.
	pub fn honest(mut self, name: &'static str, leaf: &'static str, attributes: &'static str) -> Self {
		let x = self.honest_secret(name);
		self.with_user(User {
			name,
			leaf,
			attributes,
			x: Some(x),
			..User::default()
		})
	}

	/// pk, pk2, N_theta, and for each node and authority K, K_u, K'.
	pub fn with_user(mut self, user: User) -> Self {
		let x = user.x.unwrap_or_else(|| self.known());
		self.g1.push(x.clone());
		self.g2.push(x.clone());
		for theta in user.nodes.unwrap_or_else(|| path(user.leaf)) {
			let h_node = self.hash_node(theta);
			let claimed = user.claimed.iter().find(|(node, _)| *node == theta);
			let n_theta = claimed.map_or_else(|| &x * &h_node, |(_, n)| n.clone());
			self.g1.push(n_theta.clone());
			for (a_j, b_j, j) in self.shares.clone() {
				let r = self.var(&format!("r{}{theta}{j}{}", user.name, user.key));
				let node_secret = &b_j * if self.scaled { &n_theta } else { &h_node };
				let k = &(&(&x * &a_j) - &node_secret) + &(&self.b() * &r);
				self.g1.push(k);
				for u in user.attributes.chars() {
					let k_u = &self.hash_attr(u) * &r;
					self.g1.push(k_u);
				}
				self.g2.push(r);
			}
		}
		self
	}

	/// Update keys of epoch t for a cover, of era 1.
	pub fn update(self, t: i64, cover: &[&str]) -> Self {
		self.update_with(t, cover, &[1], false)
	}

	/// Update keys: Q and Q' for each node, era and authority.
	pub fn update_with(mut self, t: i64, cover: &[&str], eras: &[u32], zero_randomness: bool) -> Self {
		for (_, b_j, j) in self.shares.clone() {
			for theta in cover {
				for e in eras {
					let rho = if zero_randomness {
						Poly::zero()
					} else {
						self.var(&format!("rho{theta}{t}_{j}_{e}"))
					};
					let q = &(&b_j * &self.hash_node(theta)) + &(&self.time_base(t, *e) * &rho);
					self.g1.push(q);
					self.g2.push(rho);
				}
			}
		}
		self
	}

	/// Adds a header and what leaked of it; gives the exponent of its session key, `E^s`.
	pub fn encrypt(&mut self, header: Header) -> Poly {
		let [s, s_tau, v] = ["s", "s'", "v"].map(|name| self.var(&format!("{name}{}", header.seed)));
		self.g2.extend([s.clone(), s_tau.clone()]);
		for (u, lambda) in header.policy.shares(&s, &v) {
			let c_i = &(&self.b() * &lambda) + &(&self.hash_attr(u) * &s_tau);
			self.g1.push(c_i);
		}
		for t in header.c_t {
			let c_t = &self.time_base(*t, header.era) * &s;
			self.g1.push(c_t);
		}
		if header.custodian {
			for base in ["v1", "v2"] {
				let part = &self.var(&format!("{base}_{}", header.era)) * &s;
				self.g1.push(part);
			}
		}
		for theta in header.y2 {
			let y2 = &(&self.hash_node(theta) * &self.beta) * &s;
			self.gt.push(y2);
		}
		&self.alpha * &s
	}

	/// Gives the adversary the element of GT with this exponent.
	pub fn reveal(&mut self, exponent: Poly) {
		self.gt.push(exponent);
	}

	/// Whether the adversary computes the element of GT with this exponent: whether it lies in the span of
	/// all pairings of an element of G1 with one of G2, and the elements of GT held.
	pub fn computes(&self, exponent: &Poly) -> bool {
		let pairings = self.g1.iter().flat_map(|p| self.g2.iter().map(move |q| p * q));
		in_span(exponent, pairings.chain(self.gt.iter().cloned()).collect())
	}

	/// Whether the adversary opens this header.
	pub fn opens(mut self, header: Header) -> bool {
		let key = self.encrypt(header);
		self.computes(&key)
	}
}

/// The polynomial through `values` at 0, 1, …, taken at `x`.
fn interpolate(values: &[Poly], x: i64) -> Poly {
	let points = || 0..values.len() as i64;
	let mut out = Poly::zero();
	for (i, value) in points().zip(values) {
		let mut term = value.clone();
		for j in points().filter(|j| *j != i) {
			term = &(&term * element(x - j)) * inverse(element(i - j));
		}
		out = &out + &term;
	}
	out
}
