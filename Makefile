# Everything a fresh machine with Python >= 3.11 and make needs. `make help` lists the targets.
PYTHON ?= python3
VENV   := .venv
BIN    := $(VENV)/bin
READY  := $(VENV)/.ready
PIP    := $(BIN)/python -m pip --disable-pip-version-check --quiet

.DEFAULT_GOAL := help

help:  ## list the targets
	@grep -hE '^[a-z-]+:.*## ' $(MAKEFILE_LIST) | sed -E 's/:.*## /\t/' | expand -t 12

site: $(READY)  ## build the archive in reports/ into site/
	@$(BIN)/govreport build

serve: $(READY)  ## preview on 127.0.0.1, reloading on every change
	@$(BIN)/govreport serve

test: $(READY)  ## set up all that the tests need, and run them all
	$(BIN)/ruff check .
	$(BIN)/ruff format --check .
	$(BIN)/mypy
	$(BIN)/python tools/find_browser.py
	$(BIN)/python -m pytest -n logical

quick: $(READY)  ## the tests without a browser
	$(BIN)/python -m pytest -n logical -m "not browser and not campaign"

campaign: $(READY)  ## the long campaigns: crashes, attacks, mutated inputs
	$(BIN)/python -m pytest -m campaign tests/campaigns

bench: $(READY)  ## measure what claims to be fast
	$(BIN)/python -m benchmarks

format: $(READY)  ## bring the code into the house format
	$(BIN)/ruff check --fix .
	$(BIN)/ruff format .

lock:  ## pin the dependencies anew, with hashes (needs uv)
	uv pip compile pyproject.toml --universal --python-version 3.11 --generate-hashes \
	  --no-emit-index-url --no-header --no-annotate -q -o requirements/run.txt
	uv pip compile pyproject.toml --extra dev --universal --python-version 3.11 --generate-hashes \
	  --no-emit-index-url --no-header --no-annotate -q -o requirements/dev.txt

licences: $(READY)  ## list the licences of what is installed at run time
	$(BIN)/python tools/licences.py --write

audit: $(READY)  ## look the locked packages up among known vulnerabilities (needs pip-audit)
	$(BIN)/python tools/audit.py

clean:  ## remove everything that can be made again
	rm -rf $(VENV) site .govreport dist build-output .pytest_cache .mypy_cache .ruff_cache

$(READY): requirements/dev.txt pyproject.toml
	@$(PYTHON) -c 'import sys; sys.exit(sys.version_info < (3, 11))' || \
	  { echo 'govreport-site needs Python 3.11 or newer; set PYTHON=… to one' >&2; exit 2; }
	@echo 'setting up $(VENV) …' >&2
	@$(PYTHON) -m venv $(VENV)
	@$(PIP) install --require-hashes -r requirements/dev.txt
	@$(PIP) install --no-deps --no-build-isolation -e .
	@$(BIN)/python -m compileall -q src
	@touch $@

.PHONY: help site serve test quick campaign bench format lock licences audit clean
