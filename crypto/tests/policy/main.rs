//! Policies: what the grammar accepts, how it refuses, and that the matrix means what the policy says.

#[path = "../vector_file/mod.rs"]
mod vector_file;
mod vectors;

use ark_bls12_381::Fr;
use ark_ff::{Field, One, Zero};
use proptest::prelude::*;
use salus_crypto::{
	lsss::{Lsss, WidthError},
	policy::{
		Attribute, AttributeError, CombineError, Expected, Policy, PolicyError, PolicyErrorKind as Kind,
		MAX_DEPTH, MAX_INPUT, MAX_ROWS,
	},
};
use std::collections::BTreeSet;

fn attribute(text: &str) -> Attribute {
	Attribute::parse(text).unwrap()
}

fn set(attributes: &[&str]) -> BTreeSet<Attribute> {
	attributes.iter().map(|text| attribute(text)).collect()
}

fn fault(text: &str) -> PolicyError {
	Policy::parse(text).expect_err("the policy is wrong")
}

fn expected(at: usize, what: Expected) -> PolicyError {
	PolicyError {
		at,
		kind: Kind::Expected(what),
	}
}

#[test]
fn the_example_of_the_documentation_reads_as_it_looks() {
	let text = "consortium/cardiologist and (st-mary/staff or 2 of (a/x, b/y, c/z))";
	let policy = Policy::parse(text).unwrap();
	assert_eq!(policy.canonical(), text);
	assert!(policy.is_satisfied_by(&set(&["consortium/cardiologist", "st-mary/staff"])));
	assert!(policy.is_satisfied_by(&set(&["consortium/cardiologist", "a/x", "c/z"])));
	assert!(!policy.is_satisfied_by(&set(&["consortium/cardiologist", "a/x"])));
	assert!(!policy.is_satisfied_by(&set(&["st-mary/staff", "a/x", "b/y", "c/z"])));
}

#[test]
fn and_binds_tighter_than_or() {
	let policy = Policy::parse("a/x or b/y and c/z").unwrap();
	assert!(policy.is_satisfied_by(&set(&["a/x"])));
	assert!(!policy.is_satisfied_by(&set(&["b/y"])));
	assert_eq!(policy.canonical(), "a/x or b/y and c/z");
	assert_eq!(
		Policy::parse("(a/x or b/y) and c/z").unwrap().canonical(),
		"(a/x or b/y) and c/z"
	);
}

#[test]
fn one_policy_has_one_spelling() {
	for text in [
		"a/x and b/y and c/z",
		"A/X AND\n\t(B/Y And C/z)",
		"((a/x)) and (b/y and (c/z))",
		"3 of (a/x, b/y, c/z)",
		"2 of (a/x, b/y and c/z)",
		"1 of (a/x and b/y and c/z)",
	] {
		assert_eq!(
			Policy::parse(text).unwrap().canonical(),
			"a/x and b/y and c/z",
			"{text}"
		);
	}
	assert_eq!(
		Policy::parse("1 of (a/x, b/y or c/z)").unwrap().canonical(),
		"a/x or b/y or c/z"
	);
	assert_eq!(
		Policy::parse("002 of (a/x,b/y,c/z)").unwrap().canonical(),
		"2 of (a/x, b/y, c/z)"
	);
}

#[test]
fn an_attribute_has_one_spelling_whatever_case_or_normal_form() {
	let composed = attribute("st-mary/caf\u{e9}");
	assert_eq!(attribute("ST-Mary/CAFE\u{301}"), composed);
	assert_eq!(composed.to_string(), "st-mary/caf\u{e9}");
	assert_eq!(composed.canonical_bytes(), b"\x07\0st-mary\x05\0caf\xc3\xa9");
	assert_eq!(
		Attribute::from_canonical_bytes(&composed.canonical_bytes()),
		Ok(composed)
	);
	assert_eq!(attribute("a/心臓.科_1").name(), "心臓.科_1");
}

#[test]
fn what_is_no_attribute_is_refused_with_its_reason() {
	let long = "n".repeat(65);
	for (text, error) in [
		("cardiologist", AttributeError::NoSeparator),
		("/x", AttributeError::EmptyNamespace),
		("a/", AttributeError::EmptyName),
		("st_mary/x", AttributeError::NamespaceCharacter),
		("sänkt/x", AttributeError::NamespaceCharacter),
		(&format!("{}/x", &long[..33]), AttributeError::NamespaceTooLong),
		(&format!("a/{long}"), AttributeError::NameTooLong),
		("a/x/y", AttributeError::NameCharacter),
		("a/x y", AttributeError::NameCharacter),
		("a/x\0", AttributeError::NameCharacter),
		("a/x\u{202e}y", AttributeError::NameCharacter),
		("a/x\u{200b}y", AttributeError::NameCharacter),
		("a/\u{301}x", AttributeError::NameCharacter),
	] {
		assert_eq!(Attribute::parse(text), Err(error), "{text:?}");
	}
	assert_eq!(attribute(&format!("a/{}", &long[..64])).name().len(), 64);
}

#[test]
fn canonical_bytes_have_no_second_spelling() {
	for bytes in [
		&b"\x01\0A\x01\0x"[..],
		b"\x01\0a\x01\0X",
		b"\x01\0a\x03\0e\xcc\x81",
		b"\x01\0a\x01\0x!",
		b"\x01\0a\x02\0x",
		b"\x01\0a\x01\0\xff",
		b"\x01",
	] {
		assert_eq!(
			Attribute::from_canonical_bytes(bytes),
			Err(AttributeError::NotCanonical),
			"{bytes:?}"
		);
	}
}

#[test]
fn a_fault_is_named_with_its_byte() {
	assert_eq!(fault(""), expected(0, Expected::Operand));
	assert_eq!(fault("  "), expected(2, Expected::Operand));
	assert_eq!(fault("a/x and"), expected(7, Expected::Operand));
	assert_eq!(fault("and a/x"), expected(0, Expected::Operand));
	assert_eq!(fault("a/x b/y"), expected(4, Expected::OperatorOrEnd));
	assert_eq!(fault("a/x)"), expected(3, Expected::OperatorOrEnd));
	assert_eq!(fault("(a/x"), expected(4, Expected::OperatorOrClose));
	assert_eq!(fault("(a/x, b/y)"), expected(4, Expected::OperatorOrClose));
	assert_eq!(fault("()"), expected(1, Expected::Operand));
	assert_eq!(
		fault("2 of (a/x b/y)"),
		expected(10, Expected::OperatorCommaOrClose)
	);
	assert_eq!(fault("2 of (a/x, )"), expected(11, Expected::Operand));
	assert_eq!(fault("2 (a/x, b/y)"), expected(2, Expected::Of));
	assert_eq!(fault("2 of a/x, b/y"), expected(5, Expected::Open));
	assert_eq!(
		fault("a/x and 3 of (b/y, c/z)"),
		PolicyError {
			at: 8,
			kind: Kind::Threshold { k: 3, n: 2 }
		}
	);
	assert_eq!(
		fault("0 of (b/y)"),
		PolicyError {
			at: 0,
			kind: Kind::Threshold { k: 0, n: 1 }
		}
	);
	assert_eq!(
		fault("99999999999999999999999 of (b/y)"),
		PolicyError {
			at: 0,
			kind: Kind::Threshold { k: usize::MAX, n: 1 }
		}
	);
	assert_eq!(
		fault("a/x and nurse"),
		PolicyError {
			at: 8,
			kind: Kind::Attribute(AttributeError::NoSeparator)
		}
	);
	assert_eq!(
		fault("a/x or é/y"),
		PolicyError {
			at: 7,
			kind: Kind::Attribute(AttributeError::NamespaceCharacter)
		}
	);
}

#[test]
fn a_caret_points_at_the_fault() {
	let text = "a/x and\n\t(b/y or nurse)\nand c/z";
	assert_eq!(
		fault(text).caret(text),
		"line 2, column 10: an attribute is written namespace/name\n\
		 2 |  (b/y or nurse)\n  |          ^"
	);
	let text = "a/x and";
	assert_eq!(
		fault(text).caret(text),
		"line 1, column 8: expected an attribute (namespace/name), `(` or `k of (`\n\
		 1 | a/x and\n  |        ^"
	);
}

#[test]
fn a_caret_shows_nothing_that_could_mislead_a_terminal() {
	let text = format!(
		"{}a/\u{1b}[31m\u{202e}\u{7}x{}",
		"a/x or ".repeat(20),
		" b".repeat(100)
	);
	let shown = fault(&text).caret(&text);
	assert!(!shown.chars().any(|c| c.is_control() && c != '\n'), "{shown:?}");
	assert!(!shown.contains('\u{202e}'));
	assert!(shown.contains("a/\u{fffd}[31m\u{fffd}\u{fffd}x b"));
	assert!(shown.lines().all(|line| line.chars().count() < 140));
	// A fault of another text does not panic either.
	for at in 0..12 {
		PolicyError {
			at,
			kind: Kind::TooLong,
		}
		.caret("é\n心");
	}
}

#[test]
fn a_policy_has_at_most_128_rows() {
	let rows = |n: usize| vec!["a/x"; n].join(" or ");
	assert_eq!(
		Lsss::compile(&Policy::parse(&rows(MAX_ROWS)).unwrap()).rows(),
		MAX_ROWS
	);
	assert_eq!(
		fault(&rows(MAX_ROWS + 1)),
		PolicyError {
			at: MAX_ROWS * 7,
			kind: Kind::TooManyRows
		}
	);
}

#[test]
fn a_policy_nests_at_most_16_parentheses_however_deep_the_text() {
	let nested = |n: usize| format!("{}a/x{}", "(".repeat(n), ")".repeat(n));
	assert!(Policy::parse(&nested(MAX_DEPTH)).is_ok());
	assert_eq!(
		fault(&nested(MAX_DEPTH + 1)),
		PolicyError {
			at: MAX_DEPTH,
			kind: Kind::TooDeep
		}
	);
	assert_eq!(
		fault(&"(".repeat(MAX_INPUT)),
		PolicyError {
			at: MAX_DEPTH,
			kind: Kind::TooDeep
		}
	);
	let thresholds = "1 of (".repeat(1_000);
	assert_eq!(
		fault(&thresholds),
		PolicyError {
			at: 6 * MAX_DEPTH + 5,
			kind: Kind::TooDeep
		}
	);
	assert_eq!(
		fault(&" ".repeat(MAX_INPUT + 1)),
		PolicyError {
			at: MAX_INPUT,
			kind: Kind::TooLong
		}
	);
}

#[test]
fn a_policy_whose_canonical_text_would_be_too_long_is_refused() {
	// Lower case of U+0130 takes three bytes for its two.
	let attribute = format!("a/{}", "\u{130}".repeat(21));
	let text = vec![attribute; MAX_ROWS].join(" or ");
	assert!(text.len() <= MAX_INPUT);
	assert_eq!(
		fault(&text),
		PolicyError {
			at: text.len(),
			kind: Kind::TooLong
		}
	);
}

#[test]
fn policies_combine_within_the_limits() {
	let policy = |text: &str| Policy::parse(text).unwrap();
	let parts = || vec![policy("a/x and b/y"), policy("c/z or d/w")];
	assert_eq!(Policy::all(parts()), Ok(policy("a/x and b/y and (c/z or d/w)")));
	assert_eq!(Policy::any(parts()), Ok(policy("a/x and b/y or c/z or d/w")));
	assert_eq!(Policy::any(vec![]), Err(CombineError::Empty));
	assert_eq!(Policy::threshold(3, parts()), Err(CombineError::Threshold));
	assert_eq!(Policy::threshold(0, parts()), Err(CombineError::Threshold));
	let wide = policy(&vec!["a/x"; 100].join(" or "));
	assert_eq!(
		Policy::all(vec![wide.clone(), wide]),
		Err(CombineError::TooManyRows)
	);
	let mut deep = policy("a/x");
	let other = policy("b/y");
	for _ in 0..MAX_DEPTH / 2 {
		deep = Policy::any(vec![
			Policy::all(vec![deep, other.clone()]).unwrap(),
			other.clone(),
		])
		.unwrap();
		deep = Policy::threshold(2, vec![deep, other.clone(), other.clone()]).unwrap();
	}
	let mut levels = MAX_DEPTH / 2;
	let error = loop {
		match Policy::threshold(2, vec![deep.clone(), other.clone(), other.clone()]) {
			Ok(deeper) => deep = deeper,
			Err(error) => break error,
		}
		levels += 1;
	};
	assert_eq!((error, levels), (CombineError::TooDeep, MAX_DEPTH));
	let long = Policy::attribute(attribute(&format!("{}/{}", "a".repeat(32), "b".repeat(64))));
	assert_eq!(Policy::any(vec![long; 100]), Err(CombineError::TooLong));
}

#[test]
fn the_matrix_of_each_operator_is_the_documented_one() {
	let matrix = |text: &str| Lsss::compile(&Policy::parse(text).unwrap()).matrix::<Fr>();
	let one = Fr::one();
	let n = |value: u64| Fr::from(value);
	assert_eq!(matrix("a/x"), vec![vec![(0, one)]]);
	assert_eq!(matrix("a/x or b/y"), vec![vec![(0, one)], vec![(0, one)]]);
	assert_eq!(
		matrix("a/x and b/y and c/z"),
		vec![
			vec![(0, one), (1, -one)],
			vec![(1, one), (2, -one)],
			vec![(2, one)]
		]
	);
	assert_eq!(
		matrix("3 of (a/x, b/y, c/z, d/w)"),
		(1..=4)
			.map(|i| vec![(0, one), (1, n(i)), (2, n(i * i))])
			.collect::<Vec<_>>()
	);
	// Preorder: the AND takes the first column, the threshold below it the next.
	assert_eq!(
		matrix("a/x and 2 of (b/y, c/z, d/w)"),
		vec![
			vec![(0, one), (1, -one)],
			vec![(1, one), (2, one)],
			vec![(1, one), (2, n(2))],
			vec![(1, one), (2, n(3))],
		]
	);
}

#[test]
fn occurrences_of_an_attribute_are_counted() {
	let lsss = Lsss::compile(&Policy::parse("a/x and (b/y or a/x) and 2 of (a/x, b/y, c/z)").unwrap());
	let labels: Vec<_> = lsss
		.labels()
		.map(|(attribute, tau)| (attribute.to_string(), tau))
		.collect();
	let label = |text: &str, tau| (text.to_string(), tau);
	assert_eq!(
		labels,
		[
			label("a/x", 0),
			label("b/y", 0),
			label("a/x", 1),
			label("a/x", 2),
			label("b/y", 1),
			label("c/z", 0)
		]
	);
	assert_eq!(lsss.max_occurrence(), 2);
	assert_eq!(lsss.occurrence(3), Some(2));
	assert_eq!((lsss.attribute(6), lsss.occurrence(6)), (None, None));
}

#[test]
fn sharing_wants_as_many_random_elements_as_there_are_columns() {
	let lsss = Lsss::compile(&Policy::parse("a/x and b/y").unwrap());
	assert_eq!(
		lsss.shares(Fr::one(), &[]),
		Err(WidthError {
			expected: 1,
			found: 0
		})
	);
	assert_eq!(
		lsss.shares(Fr::one(), &[Fr::one(); 2]),
		Err(WidthError {
			expected: 1,
			found: 2
		})
	);
}

#[test]
fn rebuilding_takes_few_rows() {
	let lsss = Lsss::compile(
		&Policy::parse("2 of (a/x and b/y and c/z, d/w, e/v) or a/x and b/y and c/z and d/w and e/v")
			.unwrap(),
	);
	let held = set(&["a/x", "b/y", "c/z", "d/w", "e/v"]);
	let rows: Vec<usize> = lsss
		.reconstruct::<Fr>(&held)
		.unwrap()
		.into_iter()
		.map(|(row, _)| row)
		.collect();
	assert_eq!(rows, [3, 4]);
}

/// The unit vector of the first column lies in the span of these rows, by Gaussian elimination.
fn spans_secret(mut rows: Vec<Vec<Fr>>, width: usize) -> bool {
	let mut target = vec![Fr::zero(); width];
	target[0] = Fr::one();
	for column in (0..width).rev() {
		let Some(at) = rows.iter().position(|row| !row[column].is_zero()) else {
			if !target[column].is_zero() {
				return false;
			}
			continue;
		};
		let pivot = rows.swap_remove(at);
		let inverse = pivot[column].inverse().unwrap();
		for row in rows.iter_mut().chain([&mut target]) {
			let factor = row[column] * inverse;
			if !factor.is_zero() {
				row.iter_mut()
					.zip(&pivot)
					.for_each(|(entry, p)| *entry -= factor * p);
			}
		}
	}
	true
}

/// A policy of depth at most 5 over twelve attributes, so that repetitions are common.
fn any_policy() -> impl Strategy<Value = Policy> {
	let leaf = (0..12_usize).prop_map(|i| Policy::attribute(attribute(&format!("ns-{}/n{i}", i % 3))));
	leaf.prop_recursive(5, 32, 5, |inner| {
		(proptest::collection::vec(inner, 1..=5), 0..5_usize)
			.prop_map(|(parts, k)| Policy::threshold(k % parts.len() + 1, parts).unwrap())
	})
}

fn any_set() -> impl Strategy<Value = BTreeSet<Attribute>> {
	proptest::collection::btree_set(0..12_usize, 0..12).prop_map(|held| {
		held.into_iter()
			.map(|i| attribute(&format!("ns-{}/n{i}", i % 3)))
			.collect()
	})
}

proptest! {
	#![proptest_config(ProptestConfig::with_cases(400))]

	#[test]
	fn what_is_printed_reads_back(policy in any_policy()) {
		prop_assert_eq!(Policy::parse(&policy.canonical()).unwrap(), policy);
	}

	#[test]
	fn any_text_is_read_or_refused(text in "\\PC{0,200}", at in 0..300_usize) {
		if let Err(error) = Policy::parse(&text) {
			prop_assert!(error.at <= text.len() && text.is_char_boundary(error.at));
			error.caret(&text);
		}
		PolicyError { at, kind: Kind::TooLong }.caret(&text);
	}

	#[test]
	fn any_sequence_of_words_is_read_or_refused(
		words in proptest::collection::vec(
			proptest::sample::select(vec!["a/x", "b/y", "and", "OR", "of", "2", "1", "(", ")", ",", "é", "\n"]),
			0..40,
		),
	) {
		let text = words.join(" ");
		match Policy::parse(&text) {
			Ok(policy) => prop_assert_eq!(Policy::parse(&policy.canonical()).unwrap(), policy),
			Err(error) => prop_assert!(error.at <= text.len() && !error.caret(&text).is_empty()),
		}
	}

	#[test]
	fn an_attribute_read_is_canonical(text in "[a-zA-Z0-9-]{1,8}/\\PC{1,12}") {
		if let Ok(read) = Attribute::parse(&text) {
			prop_assert_eq!(Attribute::parse(&read.to_string()), Ok(read.clone()));
			prop_assert_eq!(Attribute::from_canonical_bytes(&read.canonical_bytes()), Ok(read.clone()));
			prop_assert_eq!(Policy::parse(&read.to_string()), Ok(Policy::attribute(read)));
		}
	}

	#[test]
	fn exactly_the_satisfying_sets_rebuild_the_secret(
		policy in any_policy(), held in any_set(), s in 1..u64::MAX, seed in any::<u64>(),
	) {
		let lsss = Lsss::compile(&policy);
		let matrix = lsss.matrix::<Fr>();
		prop_assert_eq!(matrix.len(), lsss.rows());
		prop_assert!(matrix.iter().all(|row| !row.is_empty()), "a zero row");

		// The shares by the tree are the shares by the matrix.
		let s = Fr::from(s);
		let v: Vec<Fr> = (1..lsss.width() as u64).map(|i| Fr::from(seed).pow([i]) + Fr::from(i)).collect();
		let vector: Vec<Fr> = [s].into_iter().chain(v.iter().copied()).collect();
		let shares = lsss.shares(s, &v).unwrap();
		for (share, row) in shares.iter().zip(&matrix) {
			prop_assert_eq!(*share, row.iter().map(|(column, entry)| *entry * vector[*column]).sum::<Fr>());
		}

		let dense = |row: &Vec<(usize, Fr)>| {
			let mut out = vec![Fr::zero(); lsss.width()];
			row.iter().for_each(|(column, entry)| out[*column] = *entry);
			out
		};
		let held_rows: Vec<Vec<Fr>> = matrix
			.iter()
			.zip(lsss.labels())
			.filter(|(_, (attribute, _))| held.contains(attribute))
			.map(|(row, _)| dense(row))
			.collect();

		let satisfied = policy.is_satisfied_by(&held);
		prop_assert_eq!(spans_secret(held_rows, lsss.width()), satisfied);
		match lsss.reconstruct::<Fr>(&held) {
			None => prop_assert!(!satisfied),
			Some(rows) => {
				prop_assert!(satisfied);
				prop_assert!(rows.iter().all(|(row, _)| held.contains(lsss.attribute(*row).unwrap())));
				let mut sum = vec![Fr::zero(); lsss.width()];
				for (row, w) in &rows {
					sum.iter_mut().zip(dense(&matrix[*row])).for_each(|(total, entry)| *total += *w * entry);
				}
				let mut unit = vec![Fr::zero(); lsss.width()];
				unit[0] = Fr::one();
				prop_assert_eq!(sum, unit);
				prop_assert_eq!(rows.iter().map(|(row, w)| shares[*row] * w).sum::<Fr>(), s);
			},
		}
	}
}
