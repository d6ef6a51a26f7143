# `make demo` shows what opsgate does, `make test` checks it; `make help` lists everything.

SWIFT ?= swift
PREFIX ?= /usr/local
DESTDIR ?=

SOURCES := Package.swift Sources Tests
BIN := "$$($(SWIFT) build --show-bin-path)"
# The installed program stands alone, without the Swift toolchain's own libraries.
RELEASE := build -c release --product opsgate $(if $(filter Linux,$(shell uname -s)),--static-swift-stdlib -Xlinker --strip-all)
RELEASE_BIN := "$$($(SWIFT) $(RELEASE) --show-bin-path)"

.DEFAULT_GOAL := help
.PHONY: help demo test build install format format-check bench clean needs needs-test needs-bench

help: ## List these commands
	@awk -F ':.*## ' '/^[a-z-]+:.*## / { printf "  make %-13s %s\n", $$1, $$2 }' Makefile

demo: needs ## Roll a bad deployment back, in an example repository
	@$(SWIFT) build --product opsgate
	@Fixtures/Scenarios/demo.sh $(BIN)/opsgate

test: needs-test format-check ## What CI runs: the format, the build, every test
	$(SWIFT) build --build-tests --explicit-target-dependency-import-check error
	$(SWIFT) test --skip-build

build: needs ## Build the debug program
	$(SWIFT) build --product opsgate

install: needs ## Build for release and install below PREFIX (/usr/local) and DESTDIR
	$(SWIFT) $(RELEASE)
	install -d "$(DESTDIR)$(PREFIX)/bin"
	install -m 755 $(RELEASE_BIN)/opsgate "$(DESTDIR)$(PREFIX)/bin/opsgate"

format: ## Format the sources
	$(SWIFT) format -i -r --parallel $(SOURCES)

format-check: ## Say where the format is not the house's
	$(SWIFT) format lint --strict -r --parallel $(SOURCES)

bench: needs-bench ## Measure beside git and print the ratios
	$(SWIFT) $(RELEASE)
	@Fixtures/Bench/run.sh $(RELEASE_BIN)/opsgate
	@Fixtures/Bench/records.sh $(RELEASE_BIN)/opsgate

clean: ## Remove what was built
	$(SWIFT) package clean
	rm -rf .bench

needs:
	@.ci/needs build

needs-test:
	@.ci/needs build test

needs-bench:
	@.ci/needs build bench
