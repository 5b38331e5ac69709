# `make run` and `make test` are all that is needed: everything is made inside this folder, without root.
PYTHON ?= python3
BIN := .venv/bin
QUICK := architecture components pages domain queries services

help:             ## this list
	@grep -E '^[a-z]+:.*##' Makefile | sed -E 's/^([a-z]+):[^#]*## (.*)/make \1\t\2/' | expand -t 16

run: app          ## the whole app with demo data on http://localhost:8000 (another port: PORT=8001 make run)
	@$(BIN)/python -m livesessions run

dev: app          ## the same, started again at every saved change
	@$(BIN)/python -m livesessions dev

test: lint browser ## everything: lint, types, import contracts, all tests up to a real browser
	@$(BIN)/pytest -n 2

check: lint       ## what takes less than a minute: lint, the house, the rules, questions and use cases on SQLite
	@$(BIN)/pytest -n 2 -m "not journey and not postgresql" --ignore-glob="*_against_oracle.py" $(addprefix tests/,$(QUICK))

lint: tools       ## style, format, types, import contracts
	@$(BIN)/ruff check && $(BIN)/ruff format --check && $(BIN)/mypy && $(BIN)/lint-imports --no-logo

format: tools     ## mend style and format
	@$(BIN)/ruff check --fix; $(BIN)/ruff format

bench: tools      ## measure speed, as ratios within one run
	@$(BIN)/python -m tests.bench

screenshots: tools ## pictures of every page with demo data, into docs/screenshots
	@$(BIN)/python -m tests.screenshots

lock: tools       ## remake the two locks from pyproject.toml (newest allowed versions: make lock UPGRADE=1)
	@$(BIN)/python tools/lock.py $(if $(UPGRADE),--upgrade)

browser: tools    # the machine's Chromium, else Playwright's, else Debian's
	@$(BIN)/python -m tests.journeys.browser

app: .python
	@$(PYTHON) tools/environment.py requirements.lock

tools: .python
	@$(PYTHON) tools/environment.py requirements-dev.lock

.python:
	@command -v $(PYTHON) >/dev/null || { echo "Python 3.11 or newer is needed, and there is no $(PYTHON) here."; exit 1; }

.PHONY: help run dev test check lint format bench screenshots lock browser app tools .python
