//! The tree over the leaves, against the definition written out.

use proptest::prelude::*;
use salus_crypto::record::{path_length, Tree};
use sha2::{Digest, Sha256};

type Hash = [u8; 32];

fn leaves(n: u32) -> Vec<Hash> {
	(0..n).map(|i| Sha256::digest(i.to_le_bytes()).into()).collect()
}

fn inner(left: &Hash, right: &Hash) -> Hash {
	Sha256::digest([&[1][..], left, right].concat()).into()
}

fn root(schema: u16, n: u32, tree: &Hash) -> Hash {
	Sha256::digest([&[2][..], &schema.to_le_bytes(), &n.to_le_bytes(), tree].concat()).into()
}

#[test]
fn a_small_tree_is_the_one_on_paper() {
	let l = leaves(5);
	let tree = inner(&inner(&inner(&l[0], &l[1]), &inner(&l[2], &l[3])), &l[4]);
	let built = Tree::new(4, l.clone()).unwrap();
	assert_eq!(built.root(), root(4, 5, &tree));
	assert_eq!(built.path(1), Some(vec![l[0], inner(&l[2], &l[3]), l[4]]));
	assert_eq!(
		built.path(4),
		Some(vec![inner(&inner(&l[0], &l[1]), &inner(&l[2], &l[3]))])
	);
	assert_eq!(built.path(5), None);
	assert_eq!(Tree::new(4, leaves(1)).unwrap().root(), root(4, 1, &l[0]));
	assert!(Tree::new(4, vec![]).is_none());
}

#[test]
fn roots_tell_schema_and_number_of_leaves_apart() {
	let l = leaves(3);
	let three = Tree::new(4, l.clone()).unwrap().root();
	assert_ne!(three, Tree::new(5, l.clone()).unwrap().root());
	// The same tree read as two leaves, the first of them an inner node.
	assert_ne!(
		three,
		Tree::new(4, vec![inner(&l[0], &l[1]), l[2]]).unwrap().root()
	);
}

#[test]
fn path_lengths_are_exact() {
	assert_eq!(path_length(0, 0), None);
	assert_eq!(path_length(0, 1), Some(0));
	assert_eq!(path_length(1, 1), None);
	assert_eq!([0, 1, 2].map(|i| path_length(i, 3)), [Some(2), Some(2), Some(1)]);
	assert_eq!(path_length(u32::MAX - 1, u32::MAX), Some(31));
	assert_eq!(path_length(0, u32::MAX), Some(32));
}

proptest! {
	#[test]
	fn every_path_has_its_length_and_leads_to_the_root(n in 1..200_u32) {
		let l = leaves(n);
		let tree = Tree::new(4, l.clone()).unwrap();
		for i in 0..n {
			let path = tree.path(i).unwrap();
			prop_assert_eq!(Some(path.len()), path_length(i, n));
			// Walked upwards, level by level.
			let (mut node, mut at, mut width) = (l[i as usize], i, n);
			let mut siblings = path.iter();
			while width > 1 {
				if at % 2 == 1 {
					node = inner(siblings.next().unwrap(), &node);
				} else if at + 1 < width {
					node = inner(&node, siblings.next().unwrap());
				}
				(at, width) = (at / 2, width.div_ceil(2));
			}
			prop_assert_eq!(root(4, n, &node), tree.root());
		}
	}
}
