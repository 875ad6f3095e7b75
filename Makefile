# Every command a person types. `make help` lists them.
# The folder of this file may have spaces in its name, and make may be called from anywhere.
ROOT := $(shell cd "$$(dirname "$(strip $(MAKEFILE_LIST))")" && pwd -P)
ifneq ($(ROOT),$(shell pwd -P))
.PHONY: here $(MAKECMDGOALS)
here:
	@$(MAKE) --no-print-directory -C "$(ROOT)"
ifneq ($(MAKECMDGOALS),)
$(MAKECMDGOALS):
	@$(MAKE) --no-print-directory -C "$(ROOT)" $@
endif
else

PORT ?= 8000
# what Python has compiled is kept, so that each of many processes starts in half the time
export PYTHONDONTWRITEBYTECODE =
OLD_ENOUGH := import sys; sys.exit(sys.version_info < (3, 11))
ifndef PYTHON
PYTHON := $(shell for name in python3 python3.13 python3.12 python3.11 python3.14 python; do \
	"$$name" -c "$(OLD_ENOUGH)" 2>/dev/null && echo "$$name" && exit; done; echo python3)
endif
VENV := .venv/bin
DEMO := env -u ROUNDS_DATABASE_URL -u ROUNDS_REDIS_URL -u ROUNDS_MAIL_URL -u PYTHONPATH ROUNDS_DEMO=1 ROUNDS_HOME="$(ROOT)/var/demo" ROUNDS_BASE_URL=http://127.0.0.1:$(PORT)
PYTEST := env -u PYTHONPATH $(VENV)/python -m pytest -q
POSTGRES = $(VENV)/python tools/with_postgres.py $(PYTEST) tests -n 2 -m "not own_home and (not slow or both)" --ignore=tests/browser $(WITHOUT_DATABASE)
WITHOUT_PAGES := --ignore-glob='*views*' --ignore-glob='*pages*' --ignore-glob='*isolation*' --ignore-glob='*/tests/test_*'
WITHOUT_DATABASE := $(addprefix --ignore=tests/,engines terminal training/coursefiles training/rehearsing)

.DEFAULT_GOAL := help
.PHONY: help python install install-test install-check demo demo-reset run test test-fast test-postgres test-browser audit audit-all \
	check fix shots bench bench-privacy prove-books prove-seats vendor reference messages lock clean modules

help: ## list these commands
	@sed -n 's/^\([a-z-]*\):[^#]*## \(.*\)/  make \1|\2/p' Makefile | awk -F'|' '{ printf "%-22s %s\n", $$1, $$2 }'
	@echo "  PORT=8000 and PYTHON=python3 may follow any of them."

python:
	@"$(PYTHON)" -c "$(OLD_ENOUGH)" 2>/dev/null || { \
		echo "Rounds needs Python 3.11 or newer; $(PYTHON) is $$("$(PYTHON)" --version 2>&1 || true)." >&2; \
		echo "Install a newer Python, or name one: make $(MAKECMDGOALS) PYTHON=/path/to/python3.12" >&2; exit 1; }
	@"$(PYTHON)" tools/system.py install

install: python ## make .venv with the pinned packages
	@"$(PYTHON)" tools/install.py runtime

install-test: python
	@"$(PYTHON)" tools/install.py test

install-check: python
	@"$(PYTHON)" tools/install.py check

demo: install ## install, prepare and serve the demonstration centre with its worker
	@"$(PYTHON)" tools/system.py demo
	@exec $(DEMO) $(VENV)/python -m rounds.command serve --port $(PORT)

demo-reset: install ## throw the demonstration's data away and start over
	@$(DEMO) $(VENV)/python tools/reset.py
	@$(MAKE) --no-print-directory demo PORT=$(PORT) PYTHON="$(PYTHON)"

run: install ## serve the demonstration while you change the code (reloads by itself)
	@$(DEMO) $(VENV)/python -m rounds.command serve --prepare-only
	@exec $(DEMO) ROUNDS_DEBUG=1 $(VENV)/python -m rounds.command runserver --nostatic $(PORT)

test: install-test modules ## everything: SQLite, PostgreSQL, real browser (installs what is missing, if it may)
	@"$(PYTHON)" tools/system.py test
	@$(MAKE) --no-print-directory test-all

.PHONY: test-all
test-all:
	$(PYTEST) -n 3  # one more than there are cores: some wait for servers of their own
	$(POSTGRES) $(WITHOUT_PAGES)
	@$(MAKE) --no-print-directory test-browser

test-fast: install-test ## the suite on SQLite without its slow tests: under a minute
	$(PYTEST) -n 2 -m "not slow"

test-postgres: install-test ## the suite on a throw-away PostgreSQL server, with its pages, which `make test` asks on SQLite
	$(POSTGRES)

test-browser: install-test modules ## the pages in a real browser
	@if ls tests/browser/test_*.py >/dev/null 2>&1; then $(PYTEST) tests/browser -n 2 --dist loadfile --no-loadscope-reorder; else echo "tests/browser holds no tests."; fi

audit: install-test modules ## look at four pages of each kind in a real browser: before a release
	ROUNDS_LOOK_AT=4 $(PYTEST) tests/browser/test_pages.py

audit-all: install-test modules ## look at every page that each person of the demonstration reaches: 40 minutes
	ROUNDS_LOOK_AT=all $(PYTEST) tests/browser/test_pages.py

modules: node_modules/.installed

node_modules/.installed: package-lock.json
	npm ci --no-audit --no-fund
	@touch $@

check: install-check ## format, lint, types, import contracts, migrations, pins, documents
	$(VENV)/python tools/check.py

fix: install-check ## mend what ruff can mend
	$(VENV)/ruff check --fix .
	$(VENV)/ruff format .

shots: install-test ## pictures of the main pages for the documents
	$(VENV)/python tools/shots.py

bench-privacy: install-test ## measure the privacy screen on the labelled posts
	$(VENV)/python bench/privacy.py

prove-books: install-test ## pay one invoice with 200 requests at once, on SQLite and PostgreSQL: do the books balance?
	@env -u ROUNDS_DATABASE_URL $(VENV)/python tools/prove_books.py
	@$(VENV)/python tools/with_postgres.py $(VENV)/python tools/prove_books.py

prove-seats: install-test ## sell places to 40, 200 and 1,000 buyers at once, on SQLite and PostgreSQL: is one sold twice?
	@env -u ROUNDS_DATABASE_URL $(VENV)/python tools/prove_seats.py
	@$(VENV)/python tools/with_postgres.py $(VENV)/python tools/prove_seats.py

bench: install-test ## measure start, pages and memory; writes the table in README.md
	$(VENV)/python bench/pages.py

vendor: modules ## copy fonts, htmx and icons from node_modules into the source
	@"$(PYTHON)" tools/vendor.py

messages: install-test ## look for new words of the interface and compile its translations
	@"$(PYTHON)" tools/system.py messages
	$(VENV)/python tools/messages.py

reference: install-check ## write the lists of commands and decisions in docs/ anew
	$(VENV)/python tools/reference.py

lock: install-check ## choose new pins for requirements/*.txt from pyproject.toml
	$(VENV)/python tools/lock.py

clean: ## remove everything that these commands made, except data in var/
	rm -rf .venv .venv.lock node_modules .mypy_cache .ruff_cache .pytest_cache .test-databases build site src/*.egg-info
	find . -name __pycache__ -type d -prune -exec rm -rf {} +
endif
