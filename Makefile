# Two commands do all the set-up: `make run` opens the dashboard, `make test` passes every check.
SHELL := /bin/bash
.SHELLFLAGS := -eu -o pipefail -c
.DELETE_ON_ERROR:
.DEFAULT_GOAL := help
.PHONY: help run test check format chromium coverage bench demo docs screenshots clean

PYTHON ?= python3
VENV := .venv
BIN := $(VENV)/bin
PORT ?= 8501
CODE := app.py pages ripplemark tests benchmarks docs data
export PIP_DISABLE_PIP_VERSION_CHECK := 1
export PYTHONDONTWRITEBYTECODE := 1

help: ## what there is
	@grep -hE '^[a-z]+:.*## ' $(MAKEFILE_LIST) | sed -E 's/^([a-z]+):.*## /make \1	/' | expand -t 20

run: $(VENV)/run-ready ## open the dashboard on http://127.0.0.1:8501
	@exec $(BIN)/python -m ripplemark serve --port $(PORT)

test: check chromium ## pass every check: format, lint, types, import contracts, all tests
	$(BIN)/python -m pytest -n auto --dist loadfile --no-loadscope-reorder

check: $(VENV)/test-ready ## format, lint, types, import contracts
	$(BIN)/ruff format --check $(CODE)
	$(BIN)/ruff check $(CODE)
	$(BIN)/mypy
	$(BIN)/lint-imports

format: $(VENV)/test-ready ## rewrite the code in the house format
	$(BIN)/ruff format $(CODE)
	$(BIN)/ruff check --fix $(CODE)

chromium: ## the system's Chromium, for browser tests
	@if command -v chromium >/dev/null || command -v chromium-browser >/dev/null; then exit 0; fi; \
	if [ "$$(id -u)" = 0 ] && command -v apt-get >/dev/null; then \
		apt-get update -qq && DEBIAN_FRONTEND=noninteractive apt-get install -y -qq --no-install-recommends chromium >/dev/null; \
	else \
		echo "Chromium is missing and cannot be installed from here. Run: sudo apt-get install chromium" >&2; exit 1; \
	fi

coverage: $(VENV)/test-ready ## the full simulation: how often each interval covers the truth; ONLY=NAME for some rows
	$(BIN)/python benchmarks/coverage.py $(if $(ONLY),--only "$(ONLY)")

bench: $(VENV)/bench-ready chromium ## ratios against what a user would otherwise use, written to benchmarks/RESULTS.md
	@$(BIN)/python benchmarks/results.py

demo: $(VENV)/run-ready ## make the bundled archive again; where it comes out different, put the new one in its place and fail
	@made=$$(mktemp -d); trap 'rm -rf "$$made"' EXIT; \
	$(BIN)/python -m ripplemark simulate --to "$$made/demo"; \
	if diff -r "$$made/demo" data/demo >/dev/null; then echo "data/demo is what the code makes."; else \
		rm -rf data/demo; cp -r "$$made/demo" data/demo; \
		echo "data/demo was different; the new one is in its place. Look at it, and commit it with the code." >&2; exit 1; \
	fi

docs: $(VENV)/run-ready ## write the manual's pages that are read from the registries
	@$(BIN)/python docs/generate.py

screenshots: $(VENV)/test-ready chromium ## take the README's pictures from the real dashboard over the simulated archive
	@$(BIN)/python docs/screenshots.py

clean: ## remove the environment and caches
	rm -rf $(VENV) .pytest_cache .ruff_cache .mypy_cache .hypothesis .import_linter_cache

$(VENV)/made:
	@$(PYTHON) -c 'import sys; sys.exit(sys.version_info < (3, 11))' \
		|| { echo "Python 3.11 or newer is needed. Name one with: make PYTHON=python3.11 ..." >&2; exit 1; }
	@$(PYTHON) -m venv $(VENV) \
		|| { echo "The venv module is missing. On Debian run: sudo apt-get install python3-venv" >&2; exit 1; }
	@$(BIN)/python -c 'import os, sysconfig; open(os.path.join(sysconfig.get_path("purelib"), "ripplemark.pth"), "w").write(os.getcwd() + "\n")'
	@touch $@

$(VENV)/run-ready: $(VENV)/made requirements.txt
	@echo "Installing what the dashboard needs (once) ..."
	@$(BIN)/python -m pip install --quiet --requirement requirements.txt
	@touch $@

$(VENV)/test-ready: $(VENV)/made requirements.txt requirements-dev.txt
	@echo "Installing what the checks need (once) ..."
	@$(BIN)/python -m pip install --quiet --requirement requirements-dev.txt
	@touch $@ $(VENV)/run-ready

$(VENV)/bench-ready: $(VENV)/test-ready benchmarks/requirements.txt
	@$(BIN)/python -m pip install --quiet --requirement benchmarks/requirements.txt
	@touch $@
