# Everything here sets the machine up first; where that is done it takes less than a second.
# Variables: PROFILE=dev|release, CARGO_TARGET_DIR, RECORD and BREAK for the demo, RECORDS and BREAK for those of trade
# and search.

SHELL := /bin/sh
# What is measured is optimised, unless asked otherwise.
ifeq ($(origin PROFILE),undefined)
bench-chain: PROFILE := release
endif
PROFILE ?= dev
export PROFILE

# The environment of toolchains and paths, see scripts/env.sh.
ENV := scripts/env.sh
# In CI the lock file is as it was committed.
LOCKED := $(if $(CI),--locked)
BUILD_FLAGS = --workspace --profile $(PROFILE) $(LOCKED)

.DEFAULT_GOAL := help
.PHONY: help setup setup-build setup-network build demo demo-breaks demo-trade demo-trade-breaks demo-search \
	demo-search-breaks up down test test-network lint unit scripts-test bench bench-chain weights bench-weights clean

help: ## Print this list
	@awk -F ':.*## ' '/^[a-z-]+:.*## / { printf "  make %-18s %s\n", $$1, $$2 }' Makefile
	@echo
	@echo "  make demo RECORD=bundle.json      the story on a FHIR R4 bundle of yours"
	@echo "  make demo BREAK=step              sabotage a step: the demo must fail; also for demo-trade and demo-search"
	@echo "  make demo-trade RECORDS=folder    the trades on FHIR R4 bundles of yours; CONDITION, OBSERVATION, BORN say codes"
	@echo "  make demo-search RECORDS=folder   the search on FHIR R4 bundles of yours"
	@echo "  make build PROFILE=release        optimised programs; also for demo and up"

setup: ## Install system packages, the Rust and Wasm toolchains, lint tools
	@scripts/setup.sh --lint

setup-build:
	@scripts/setup.sh

build: setup-build ## Compile the node, the wallet and the demo
	$(ENV) cargo build --bins $(BUILD_FLAGS)

demo: build ## Four hospitals, one record: the whole story, each step checked
	$(ENV) sh -c 'exec "$$SALUS_BIN_DIR/salus-demo" demo "$$@"' demo \
		$(if $(RECORD),--record "$(RECORD)") $(if $(BREAK),--break "$(BREAK)")

demo-breaks: build ## Sabotage every step of the story, each in a network of its own: all must be noticed
	$(ENV) sh -c 'exec "$$SALUS_BIN_DIR/salus-demo" breaks "$$@"' breaks $(STEPS)

demo-trade: build ## Patients sell values and fields, buyers pay for what was proven, and cheats get nowhere
	$(ENV) sh -c 'exec "$$SALUS_BIN_DIR/salus-demo" trade "$$@"' trade \
		$(if $(RECORDS),--records "$(RECORDS)") $(if $(CONDITION),--condition "$(CONDITION)") \
		$(if $(OBSERVATION),--observation "$(OBSERVATION)") $(if $(BORN),--born "$(BORN)") \
		$(if $(BREAK),--break "$(BREAK)")

demo-trade-breaks: build ## Sabotage every step of the trades, each in a network of its own: all must be noticed
	$(ENV) sh -c 'exec "$$SALUS_BIN_DIR/salus-demo" trade-breaks "$$@"' breaks $(STEPS)

demo-search: build ## Doctors find without reading, the right one reports to the patient, and disputes are settled
	$(ENV) sh -c 'exec "$$SALUS_BIN_DIR/salus-demo" search "$$@"' search \
		$(if $(RECORDS),--records "$(RECORDS)") $(if $(BREAK),--break "$(BREAK)")

demo-search-breaks: build ## Sabotage every step of the search, each in a network of its own: all must be noticed
	$(ENV) sh -c 'exec "$$SALUS_BIN_DIR/salus-demo" search-breaks "$$@"' breaks $(STEPS)

up: build ## Start the same network and leave it running
	$(ENV) sh -c 'exec "$$SALUS_BIN_DIR/salus-demo" up "$$@"' up

down: ## Stop the network that 'make up' left running
	$(ENV) sh -c 'exec "$$SALUS_BIN_DIR/salus-demo" down "$$@"' down

test: lint scripts-test unit ## Everything that must hold: lint, unit, property and network tests

setup-network:
	@scripts/setup.sh --network

test-network: setup-network build ## Every incident on networks of real nodes, and zombienet's scenarios
	$(ENV) sh -c 'SALUS_RUNTIME_CACHE="$$CARGO_TARGET_DIR/runtime-cache"; \
		SALUS_NEXT_RUNTIME="$$CARGO_TARGET_DIR/next-runtime.wasm"; export SALUS_RUNTIME_CACHE SALUS_NEXT_RUNTIME; \
		scripts/next-runtime.sh "$$SALUS_NEXT_RUNTIME" && "$$SALUS_BIN_DIR/salus-faults" run && zombienet/run.sh'

lint: setup ## Formatting, clippy, the no-panic lints, docs, licences and duplicates
	$(ENV) scripts/lint.sh

# The network tests start the built programs. Networks wait more than they compute: two tests for each processor, and one.
unit: build ## The tests alone
	$(ENV) sh -c 'RUST_TEST_THREADS=$${RUST_TEST_THREADS:-$$((2 * $$(nproc) + 1))}; export RUST_TEST_THREADS; \
		exec cargo test --no-fail-fast "$$@"' test $(BUILD_FLAGS)

scripts-test: ## The tests of the set-up scripts
	scripts/tests/run.sh

bench: setup-build ## Benchmarks of the cryptography; writes target/bench/summary.json
	$(ENV) sh -c 'cd bench && CARGO_TARGET_DIR="$$CARGO_TARGET_DIR/bench" exec cargo run --release $(LOCKED) -- --output ../target/bench'

bench-chain: build ## Calls per second beside a bare chain of the same SDK; writes target/bench/chain.json (ARGS='--rounds 1')
	$(ENV) bench-chain/run.sh $(ARGS)

weights: setup-build ## Measure every call on this machine and write the pallets' weights.rs (PALLETS='a b' for some)
	$(ENV) scripts/weights.sh $(PALLETS)

bench-weights: setup-build ## Measure again and compare with the committed weights (PALLETS='a b', TOLERANCE=1.5)
	$(ENV) scripts/weights.sh --compare $(PALLETS)

clean: ## Remove what builds left, in the clone and in the target directory
	$(ENV) cargo clean
	rm -rf target bench/target bench-chain/target .demo
