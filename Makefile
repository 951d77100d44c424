# Everything a fresh clone needs: python3 (3.11 or newer) and make. `make help` lists the targets.

PYTHON3 ?= python3
PORT ?= 8000
PYTHON := .venv/bin/python
CHECKED_PURE := glossary/content.py glossary/text.py glossary/errors.py \
	glossary/quality/*.py glossary/wording/*.py \
	glossary/exchange/records.py glossary/exchange/formats/*.py glossary/search/query.py \
	glossary/publishing/render.py glossary/publishing/sanitise.py glossary/publishing/autolink.py
TEMPLATES = $(shell find templates -name '*.html')
LOCK := uv pip compile --quiet --universal --python-version 3.11 --generate-hashes \
	--no-emit-index-url --no-annotate --custom-compile-command "make lock"

export PIP_DISABLE_PIP_VERSION_CHECK := 1
export PIP_ROOT_USER_ACTION := ignore

.PHONY: help install run test check format bench screenshots lock
.DELETE_ON_ERROR:

help: ## List the targets
	@sed -n 's/^\([a-z]*\):.*## \(.*\)/make \1|\2/p' Makefile | awk -F'|' '{printf "%-14s %s\n", $$1, $$2}'

install: .venv/.dev ## Make .venv with everything for running, testing and checking

run: .venv/.base var/secret-key var/.static-collected ## Start the demo at http://127.0.0.1:8000 (PORT=…)
	@exec $(PYTHON) manage.py demo --port $(PORT)

test: .venv/.dev ## Run all tests, on SQLite and on PostgreSQL where its programs are found
	@$(PYTHON) -m tests.run

check: .venv/.dev ## Check style, types, import directions, settings and migrations
	$(PYTHON) -m ruff check .
	$(PYTHON) -m ruff format --check .
	@$(if $(TEMPLATES),.venv/bin/djade --target-version 5.2 --check $(TEMPLATES))
	.venv/bin/lint-imports --no-cache --no-logo
	$(PYTHON) -m mypy $(wildcard $(CHECKED_PURE))
	$(PYTHON) manage.py check
	$(PYTHON) manage.py makemigrations --check --dry-run
	$(PYTHON) -m pytest --quiet tests/test_architecture.py

format: .venv/.dev ## Rewrite Python and templates in the common format
	$(PYTHON) -m ruff check --select I --fix .
	$(PYTHON) -m ruff format .
	@$(if $(TEMPLATES),.venv/bin/djade --target-version 5.2 $(TEMPLATES))

bench: .venv/.dev ## Measure speed; docs/performance.md says what the figures mean
	$(PYTHON) -m tests.bench
	$(PYTHON) -m tests.bench.linking
	$(PYTHON) -m tests.bench.publishing
	$(PYTHON) -m tests.bench.finding
	$(PYTHON) -m tests.bench.searching
	$(PYTHON) -m tests.bench.browsing
	$(PYTHON) -m tests.bench.gating
	$(PYTHON) -m tests.bench.reading

screenshots: .venv/.dev ## Take pictures of every page type in light and dark into var/screenshots
	$(PYTHON) -m tests.screenshots $(ONLY)

lock: ## Write requirements/*.txt anew (for maintainers, needs uv)
	cd requirements && UV_PYTHON_DOWNLOADS=never $(LOCK) --upgrade -o base.txt base.in
	cd requirements && UV_PYTHON_DOWNLOADS=never $(LOCK) --upgrade -o dev.txt dev.in

# The checks look at code, not at anybody's data: debug settings, a database in memory.
check: export DEBUG := true
check: export DATABASE_URL := sqlite://:memory:

# Both names may come from the operator's environment; otherwise the key is a file of ours.
ifndef SECRET_KEY
ifndef SECRET_KEY_FILE
run: export SECRET_KEY_FILE := $(CURDIR)/var/secret-key
endif
endif

.venv/.made:
	@$(PYTHON3) -c 'import sys; sys.exit(sys.version_info < (3, 11))' \
		|| { echo "qmglossary needs Python 3.11 or newer: make PYTHON3=/path/to/python3"; exit 1; }
	@# Debian's python3 without python3-venv has no pip to put into a virtual environment.
	@$(PYTHON3) -m venv --clear .venv >/dev/null 2>&1 || $(PYTHON3) -m venv --clear --without-pip .venv
	@touch $@

.venv/.base: .venv/.made requirements/base.txt
	@$(call install_locked,requirements/base.txt)
	@touch $@

# dev.txt contains base.txt, so both are done.
.venv/.dev: .venv/.made requirements/dev.txt
	@$(call install_locked,requirements/dev.txt)
	@touch .venv/.base $@

define install_locked
	echo "Installing $(1)"; \
	if $(PYTHON) -m pip --version >/dev/null 2>&1; then pip="$(PYTHON) -m pip"; \
	else pip="$(PYTHON3) -m pip --python $(PYTHON)"; fi; \
	$$pip install -qq --require-hashes --only-binary :all: -r $(1)
endef

var/secret-key:
	@mkdir -p -m 750 var
	@umask 077 && $(PYTHON3) -c 'import secrets; print(secrets.token_urlsafe(64))' > $@

# Folders are listed too: their time changes when a file is removed.
var/.static-collected: .venv/.base requirements/base.txt qmglossary/joined_files.py $(shell find static)
	@mkdir -p -m 750 var
	@$(PYTHON) manage.py collectstatic --clear --noinput --verbosity 0
	@touch $@
