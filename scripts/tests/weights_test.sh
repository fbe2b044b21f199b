#!/bin/sh
# What weights.sh writes, and what it says of weights that are measured again. The node is a stand-in.
. "$(dirname "$0")/harness.sh"

# --- parts of a machine

# The text of a weights.rs: $1 for each of `store` in nanoseconds, $2 for `look`.
weights() {
	cat <<RS
pub trait WeightInfo {
	fn look() -> Weight;
	fn store(n: u32, ) -> Weight;
}

pub struct SubstrateWeight<T>(PhantomData<T>);
impl<T: frame_system::Config> WeightInfo for SubstrateWeight<T> {
	fn look() -> Weight {
		// Shortest execution: 1 picoseconds.
		Weight::from_parts(${2}_000, 1489)
			.saturating_add(T::DbWeight::get().reads(1_u64))
	}
	/// The range of component \`n\` is \`[1, 10]\`.
	fn store(n: u32, ) -> Weight {
		Weight::from_parts(100_000_000, 1489)
			.saturating_add(Weight::from_parts(${1}_000, 0).saturating_mul(n.into()))
			.saturating_add(T::DbWeight::get().writes((2_u64).saturating_mul(n.into())))
	}
}

impl WeightInfo for () {
	fn look() -> Weight {
		Weight::from_parts(999_000_000_000, 1489)
	}
}
RS
}

# A clone with the pallets $1 and $2, whose weights are measured, committed in each as given by `weights 50_000 75_000`;
# and a node that measures what is in $machine/measured.
clone_with() {
	project=$machine/project
	mkdir -p "$project/scripts"
	cp "$root/scripts/weights.sh" "$root/scripts/weights.awk" "$root/scripts/weights.hbs" "$root/scripts/lib.sh" \
		"$project/scripts/"
	echo 'rust-version = "1.88"' >"$project/Cargo.toml"
	for pallet; do
		mkdir -p "$project/pallets/$pallet/src"
		weights 50_000 75_000 >"$project/pallets/$pallet/src/weights.rs"
	done
	ln -s "$(command -v basename)" "$machine/bin/basename"
	ln -s "$(command -v chmod)" "$machine/bin/chmod"
	# The node finds neither the shell nor `cp` but in the machine.
	program cargo <<'SH'
mkdir -p "$CARGO_TARGET_DIR/release"
cat >"$CARGO_TARGET_DIR/release/salus-node" <<'NODE'
#!/bin/sh
echo "node $*"
while [ $# -gt 1 ]; do
	if [ "$1" = --output ]; then cp "$HOME/measured" "$2"; fi
	shift
done
NODE
chmod +x "$CARGO_TARGET_DIR/release/salus-node"
SH
}

measured() { weights "$@" >"$machine/home/measured"; }
run() { inside CARGO_TARGET_DIR="$machine/target" "$@"; }
keeps() {
	weights 50_000 75_000 | cmp -s - "$project/pallets/$1/src/weights.rs" || fail "the weights of $1 have changed"
}

# --- the tests

it_writes_what_was_measured() {
	clone_with motion
	measured 60_000 80_000
	run "$project/scripts/weights.sh"
	succeeds
	weights 60_000 80_000 | cmp -s - "$project/pallets/motion/src/weights.rs" || fail "it wrote something else"
}

it_measures_every_pallet_or_those_that_are_named() {
	clone_with motion ehr-index
	measured 50_000 75_000
	run "$project/scripts/weights.sh" --compare
	succeeds
	says "--pallet pallet_motion"
	says "--pallet pallet_ehr_index"
	run "$project/scripts/weights.sh" --compare motion
	succeeds
	does_not_say "pallet_ehr_index"
}

it_compares_and_leaves_the_weights_as_they_are() {
	clone_with motion
	measured 60_000 80_000
	run "$project/scripts/weights.sh" --compare
	succeeds
	says "all within 1.5 times"
	keeps motion
}

it_prints_both_weights_with_their_storage_and_the_ratio() {
	clone_with motion
	measured 50_000 125_000
	run "$project/scripts/weights.sh" --compare
	succeeds
	# 75 and 125 microseconds, and 25 for the read.
	printf '%s\n' "$output" | grep -Eq 'motion +look +100\.0 +150\.0 +1\.50$' || fail "no such row: look"
	# 100 microseconds, and for each of ten 50 and two writes of 100.
	printf '%s\n' "$output" | grep -Eq 'motion +store +2600\.0 +2600\.0 +1\.00$' || fail "no such row: store"
}

it_fails_where_much_more_was_measured() {
	clone_with motion ehr-index
	measured 50_000 126_000
	run "$project/scripts/weights.sh" --compare
	fails
	says "above 1.5"
	says "more than 1.5 times what is committed, or not comparable: ehr-index motion"
	keeps motion
}

it_fails_where_only_the_largest_costs_more() {
	clone_with motion
	measured 170_000 75_000
	run "$project/scripts/weights.sh" --compare
	succeeds
	run TOLERANCE=1.4 "$project/scripts/weights.sh" --compare
	fails
	says "above 1.4"
}

it_tolerates_what_it_is_told_to() {
	clone_with motion
	measured 50_000 300_000
	run TOLERANCE=4 "$project/scripts/weights.sh" --compare
	succeeds
	says "all within 4 times"
}

it_fails_where_a_function_has_no_committed_weight() {
	clone_with motion
	weights 50_000 75_000 | sed 's/fn look/fn glance/' >"$machine/home/measured"
	run "$project/scripts/weights.sh" --compare
	fails
	says "look                     was not measured"
	says "glance                   has no committed weight"
}

it_fails_where_nothing_was_measured() {
	clone_with motion
	: >"$machine/home/measured"
	run "$project/scripts/weights.sh" --compare
	fails
	says "nothing was measured"
}

it_refuses_what_it_does_not_know_before_it_builds() {
	clone_with motion
	measured 50_000 75_000
	for wrong in --dry-run nowhere; do
		run "$project/scripts/weights.sh" "$wrong"
		fails
		says "$wrong"
		does_not_say "building"
	done
	run TOLERANCE=much "$project/scripts/weights.sh" --compare
	fails
	says "TOLERANCE is no number"
}

run_tests
