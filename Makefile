# One command each: make run, make test, make check, make bench.
PYTHON ?= python3
VENV := .venv
BIN := $(VENV)/bin
PIP := $(BIN)/python -m pip install --quiet --disable-pip-version-check

.DEFAULT_GOAL := help
.PHONY: help setup run test check bench chaos load lock clean

help: ## what can be made
	@grep -hE '^[a-z]+:.*## ' $(MAKEFILE_LIST) | sed 's/:.*## /\t/' | expand -t 10

setup: $(VENV)/.setup ## build .venv with the crmurl command

run: setup ## start the bot: the playground, or the real Slack when tokens are set
	@$(BIN)/crmurl run

test: $(VENV)/.test $(VENV)/.chromium ## run all tests
	@$(BIN)/python -m pytest --cov --cov-report=term:skip-covered

check: $(VENV)/.test ## format, lint, types, import contracts
	@$(BIN)/ruff format --check .
	@$(BIN)/ruff check .
	@$(BIN)/mypy
	@$(BIN)/lint-imports

bench: $(VENV)/.bench ## accuracy, calibration and speed beside the peers
	@$(BIN)/python -m tests.bench

chaos: $(VENV)/.test ## kill real processes and count replies (QUICK=1: under 50 s)
	@$(BIN)/python -m tests.chaos

load: $(VENV)/.test ## ten minutes of ten times Slack's cap (SECONDS=60: one minute)
	@$(BIN)/python -m tests.load

lock: $(VENV)/.test ## pin dependencies again, with hashes
	@$(BIN)/uv pip compile $(LOCK) pyproject.toml -o requirements.txt
	@$(BIN)/uv pip compile $(LOCK) -c requirements.txt --extra otel pyproject.toml -o requirements-otel.txt
	@$(BIN)/uv pip compile $(LOCK) -c requirements.txt tests/requirements.in -o tests/requirements.txt
	@$(BIN)/uv pip compile $(LOCK) -c tests/requirements.txt -c requirements.txt tests/bench/requirements.in -o tests/bench/requirements.txt

LOCK := --quiet --universal --python-version 3.11 --generate-hashes --no-emit-index-url --no-header

$(VENV)/bin/python:
	@$(PYTHON) -m venv $(VENV)

$(VENV)/.setup: requirements.txt pyproject.toml | $(VENV)/bin/python
	@$(PIP) --require-hashes -r requirements.txt
	@$(PIP) --no-deps --editable .
	@touch $@

$(VENV)/.test: $(VENV)/.setup tests/requirements.txt
	@$(PIP) --require-hashes -r tests/requirements.txt
	@touch $@

$(VENV)/.bench: $(VENV)/.test tests/bench/requirements.txt
	@$(PIP) --require-hashes -r tests/bench/requirements.txt
	@touch $@

$(VENV)/.chromium: | $(VENV)/bin/python
	@command -v chromium >/dev/null || { apt-get -qq update && DEBIAN_FRONTEND=noninteractive apt-get -qq install -y chromium >/dev/null; }
	@touch $@

clean: ## remove what was built
	@rm -rf $(VENV) .mypy_cache .ruff_cache .pytest_cache .coverage
