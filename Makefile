# One set of verbs for people and CI. `make` alone lists them.
PYTHON ?= python3
VENV   ?= .venv
# A further corpus with its gold standard, beside the project; the tests score against it where it is.
SHARED ?= ../shared

BIN     := $(VENV)/bin
STAMP   := $(VENV)/.installed
ENGINES := $(VENV)/.engines
BROWSER := $(VENV)/.browser
AXE     := axe-core@4.14.1
RECORDS := build/records.jsonl

.DEFAULT_GOAL := help
.PHONY: help env engines browser screenshots demo test evaluate gate bench clean

help: ## this list
	@sed -n 's/^\([a-z]*\):[^#]*## \(.*\)/  make \1	\2/p' $(MAKEFILE_LIST) | expand -t 18

env: $(STAMP) ## the environment in .venv, made once and again when pyproject.toml changes

$(STAMP): pyproject.toml
	@$(PYTHON) -c 'import sys; sys.exit(sys.version_info < (3, 11))' || { \
	  echo "shijian_extract needs Python 3.11 or newer, and '$(PYTHON)' is not one: $$($(PYTHON) --version 2>&1)." >&2; \
	  echo "Name another, as in: make $(or $(MAKECMDGOALS),env) PYTHON=python3.12" >&2; exit 1; }
	@$(PYTHON) -m venv $(VENV) || { \
	  echo "'$(PYTHON)' cannot make a virtual environment; on Debian and Ubuntu: apt-get install python3-venv" >&2; exit 1; }
	$(BIN)/python -m pip install --quiet --disable-pip-version-check -e '.[dev,evaluate]'
	@touch $@

engines: $(ENGINES) ## Spark and Ray into .venv too, for `make test` to test them; Spark needs Java 17 or newer

$(ENGINES): $(STAMP)
	$(BIN)/python -m pip install --quiet --disable-pip-version-check -e '.[spark,ray]'
	@touch $@

browser: $(BROWSER) ## Playwright and axe into .venv too, for `make test` to open the reading page; Chromium comes with the system

$(BROWSER): $(STAMP)
	$(BIN)/python -m pip install --quiet --disable-pip-version-check -e '.[browser]'
	npm install --silent --no-audit --no-fund --no-save --prefix $(VENV)/npm $(AXE)
	@touch $@

screenshots: browser ## the pictures of the README, taken anew from the page in Chromium
	SCREENSHOTS=docs/images $(BIN)/python -m pytest -q tests/test_browser.py -k screenshots

demo: env ## records of the reports in corpus/, as a table and as JSON Lines
	@mkdir -p $(dir $(RECORDS))
	$(BIN)/shijian-extract extract corpus -o $(RECORDS)
	$(BIN)/shijian-extract show $(RECORDS)
	@echo "The records, as JSON Lines: $(RECORDS)"

test: env ## style, types, the staircase of imports, the tests, and the scores where there is gold to score by
	$(BIN)/ruff check .
	$(BIN)/ruff format --check .
	$(BIN)/mypy
	$(BIN)/lint-imports
	$(BIN)/python -m pytest -q
	@if [ -d $(SHARED)/corpus ] && [ -d $(SHARED)/gold ]; then \
	  echo "$(BIN)/shijian-extract evaluate --gold $(SHARED)/gold --corpus $(SHARED)/corpus"; \
	  $(BIN)/shijian-extract evaluate --gold $(SHARED)/gold --corpus $(SHARED)/corpus; \
	fi

evaluate: env ## scores on corpus/ against gold/
	$(BIN)/shijian-extract evaluate --gold gold --corpus corpus

gate: env ## the scores on corpus/ against gold/, held to the floors in gold/floors.json
	$(BIN)/shijian-extract evaluate --gold gold --corpus corpus --floors gold/floors.json

bench: env ## speed against jieba and rjieba, cold start, memory, growth
	@mkdir -p build
	$(BIN)/python benchmarks/speed.py --json build/speed.json

clean: ## what was made goes, .venv too
	rm -rf $(VENV) build dist .pytest_cache .mypy_cache .ruff_cache .import_linter_cache .hypothesis
	find src tests benchmarks -type d -name __pycache__ -prune -exec rm -rf {} +
