# NOVA Express. `make` lists what there is to do.
.DEFAULT_GOAL := help
SHELL := /bin/bash
PYTHON ?= python3
BIN := .venv/bin
# The deployment program runs in its own environment, and imports its files by their bare names.
PROGRAM := $(wildcard infra/*.py infra/*/*.py)
MYPY_INFRA := --python-executable infra/.venv/bin/python --cache-dir .mypy_cache/infra \
  --follow-imports silent

STACK ?= dev

.PHONY: help install infra demo test check preview bench soak serve clean

help: ## List the targets
	@grep -hE '^[a-z]+:.*## ' $(MAKEFILE_LIST) | sed -E 's/^([a-z]+):.*## (.*)/  make \1\t\2/' | expand -t 16

install: .venv/.product .venv/.development infra ## Create .venv with everything, development tools too

.venv/.product: requirements.txt pyproject.toml
	@$(PYTHON) -c 'import sys; sys.exit(sys.version_info < (3, 11) and "NOVA Express needs Python 3.11 or later, this is " + sys.version.split()[0])'
	@test -x $(BIN)/python || $(PYTHON) -m venv .venv
	@echo "Installing into .venv (once) …"
	@$(BIN)/pip install --quiet --disable-pip-version-check -r requirements.txt
	@$(BIN)/pip install --quiet --disable-pip-version-check --no-deps --editable .
	@touch $@

.venv/.development: requirements-dev.txt .venv/.product
	@$(BIN)/pip install --quiet --disable-pip-version-check -r requirements-dev.txt
	@touch $@

infra: infra/.venv/.installed ## Create infra/.venv, which the deployment program and its tests need

infra/.venv/.installed: infra/requirements.txt
	@test -x infra/.venv/bin/python || $(PYTHON) -m venv infra/.venv
	@echo "Installing into infra/.venv (once) …"
	@infra/.venv/bin/pip install --quiet --disable-pip-version-check -r infra/requirements.txt
	@touch $@

demo: .venv/.product ## Watch an acquisition's export turn into profiles
	@$(BIN)/nova demo

serve: .venv/.product ## Run the platform on http://127.0.0.1:8080 and watch the landing folders
	@$(BIN)/nova serve

test: install ## Run the tests in two processes, with Google's emulators where they are found
	@$(BIN)/pytest --numprocesses=2 --dist=loadfile

check: install ## Format, lint, types, import rules
	@$(BIN)/ruff format --check .
	@$(BIN)/ruff check .
	@$(BIN)/mypy
	@$(if $(PROGRAM),MYPYPATH=infra $(BIN)/mypy $(MYPY_INFRA) $(PROGRAM))
	@$(BIN)/lint-imports

preview: infra ## Show what `pulumi up` would change in Google Cloud (STACK=dev)
	@command -v pulumi >/dev/null || { echo "There is no Pulumi CLI on the PATH, so nothing can be previewed: docs/deploy.md says how to get it." \
	  "Without it, tests/infra run the same program against a recording stand-in for Pulumi's engine: $(BIN)/pytest tests/infra" >&2; exit 1; }
	@pulumi preview --stack $(STACK)

bench: install ## Measure speed, memory and documents per contact; see docs/performance.md
	@$(BIN)/python -m tests.bench

soak: install ## The long counts: every kill, every shuffle; results go into docs/soak.md
	@$(BIN)/python -m tests.soak

clean: ## Remove both environments and everything the demo made
	rm -rf .venv infra/.venv .nova
