# Everything one does with the site. Bare `make` lists it.
# Each step leaves a stamp, so that a second `make run` only starts the server.

SHELL := /bin/bash
.DEFAULT_GOAL := help
.SHELLFLAGS := -eu -o pipefail -c
.DELETE_ON_ERROR:
MAKEFLAGS += --no-builtin-rules

PY := .venv/bin/python
PIP := $(PY) -m pip install -qq --disable-pip-version-check --require-hashes --requirement
VAR := $(if $(DIRECTORY_VAR),$(DIRECTORY_VAR),var)
CATALOGUES := $(wildcard translations/*/LC_MESSAGES/*.po)
# Folders are listed too: a file that is taken away changes its folder.
CONTENT := $(shell find content translations -not -name '*.mo' -not -name 'LC_MESSAGES' 2>/dev/null)
CODE := $(shell find directory -name '*.py' 2>/dev/null)

.PHONY: help
help: ## Show this list
	@grep -hE '^[a-z-]+:.*## ' $(MAKEFILE_LIST) | sed -E 's/^([a-z-]+):.*## /\1\t/' | expand -t 14

.PHONY: setup
setup: .venv/.runtime static/vendor/.copied $(VAR)/.compiled $(VAR)/.built ## Install everything the site needs

.PHONY: run
run: setup ## Serve the site on http://127.0.0.1:8000
	@exec $(PY) -m directory serve

.PHONY: test
test: check ## Check everything, then run all tests, a browser's included
	@$(PY) tools/pdf.py
	@CHROMIUM="$$($(PY) tools/browser.py)" $(PY) -m pytest -n auto --maxprocesses=4 --dist worksteal $(PYTEST)

.PHONY: check
check: setup .venv/.dev node_modules/.installed ## Code, content and translations, without starting the site
	@$(PY) -m ruff check .
	@$(PY) -m mypy
	@.venv/bin/lint-imports --no-logo
	@$(PY) -m directory check
	@$(PY) -m directory translate --check

.PHONY: format
format: .venv/.dev ## Mend what ruff can mend by itself
	@$(PY) -m ruff check --fix .
	@$(PY) -m ruff format .

.PHONY: evaluate
evaluate: setup .venv/.dev ## How often search and assistant find the right door
	@$(PY) tests/evaluation/evaluate.py

.PHONY: lighthouse
lighthouse: setup .venv/.dev ## Lighthouse on the main pages (installs it the first time)
	@CHROMIUM="$$($(PY) tools/browser.py)" $(PY) tools/lighthouse.py $(PAGES)

.PHONY: audit
audit: .venv/.tools ## Known weaknesses in the packages we use (asks PyPI and npm)
	@.venv/tools/bin/pip-audit --strict --disable-pip --require-hashes --requirement requirements.lock
	@$(PY) tools/npm.py audit --omit=dev

.PHONY: lock
lock: .venv/.tools ## Renew the lock files from pyproject.toml and package.json
	@$(PY) tools/lock.py .venv/tools/bin/pip-compile
	@$(PY) tools/npm.py update --package-lock-only --loglevel=error
	@$(PY) tools/npm.py --prefix tools/lighthouse update --package-lock-only --loglevel=error

.PHONY: clean
clean: ## Take away all that was installed or built
	rm -rf .venv node_modules tools/lighthouse/node_modules static/vendor $(VAR)
	find translations -name '*.mo' -delete

.venv/bin/python:
	@for python in $(PYTHON) python3 python3.14 python3.13 python3.12 python3.11; do \
	  if "$$python" -c 'import sys; sys.exit(sys.version_info < (3, 11))' 2>/dev/null; then \
	    exec "$$python" -m venv .venv; fi; done; \
	  echo 'Python 3.11 or newer was not found. Name it: make PYTHON=/path/to/python3' >&2; exit 1

.venv/.runtime: requirements.lock | .venv/bin/python
	@echo 'Installing Python packages ...'
	@$(PIP) requirements.lock
	@touch $@

.venv/.dev: requirements-dev.lock .venv/.runtime
	@echo 'Installing the tools that test ...'
	@$(PIP) requirements-dev.lock
	@touch $@

# Apart, so that what makes and reads the locks never mixes with what they hold.
.venv/.tools: | .venv/bin/python
	@$(PY) -m venv .venv/tools
	@.venv/tools/bin/python -m pip install -qq --disable-pip-version-check pip-tools pip-audit
	@touch $@

node_modules/.installed: package.json package-lock.json .npmrc | .venv/bin/python
	@echo 'Installing npm packages ...'
	@$(PY) tools/npm.py ci --ignore-scripts --no-audit --no-fund --loglevel=error
	@touch $@

static/vendor/.copied: node_modules/.installed tools/vendor.py
	@$(PY) tools/vendor.py
	@touch $@

$(VAR)/.compiled: $(CATALOGUES) .venv/.runtime
	@mkdir -p $(VAR)
	@$(PY) -m directory compile
	@touch $@

$(VAR)/.built: $(VAR)/.compiled $(CONTENT) $(CODE) static/vendor/.copied
	@$(PY) -m directory build
	@touch $@
