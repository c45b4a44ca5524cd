# make                run the study (sets everything up at the first time)
# make pdf            run the study, and write each report, and its first screen on one page, as PDFs too
# make test           run every test
# make lint           check style and types
# make coverage       simulate how often intervals hold and tests reject, into docs/validation.md (minutes)
# make bench          time a run from an empty results folder, one with nothing to do, and reading a million rows
# make codebook       draft a codebook: FILE=<raw file> WAVE=<wave>, of a workbook with several sheets also SHEET=<sheet>
# make verify         say whether results are still what the run wrote; SUMS=<a SHA256SUMS>: whether they are another's
# make unlock         after a run was killed: let the next one start
# make questionnaire  write the study's questionnaire as an XLSForm, for KoboToolbox or ODK
# make plan           say how many respondents the next wave needs, and what it would find, by the spreads of this one
# make lab            open the notebooks in JupyterLab, on the study's tables, to go on from them
# make schemas        write the JSON Schemas of config, instrument, codebook and claims anew
# make catalogs       bring the catalogs of translations up to the messages in code, notebooks and templates
# make language       begin a language: CODE=<its code, such as uz>; then fill in its catalog
# make images         draw the pictures anew that tests compare figures with: look at them before you commit
# make torture        kill runs and damage studies, 60 times each, and count what comes of it (hours)
# make reference      compute the reference figures of the tests anew (needs R)
# make lock           resolve the requirements anew (needs uv)
# make audit          hold the locked packages against a source of advisories, where one can be reached
# make help           say all this
# Every target takes STUDY=<folder>: a folder with a config.yaml and its data; none: this repository.

STUDY ?= .
PYTHON ?= python3
# What a user names is only a name: make expands nothing in it, and the shell gets it in quotes.
override STUDY := $(value STUDY)
override FILE := $(value FILE)
override WAVE := $(value WAVE)
override SHEET := $(value SHEET)
override SUMS := $(value SUMS)
override CODE := $(value CODE)
quoted = '$(subst ','\'',$(1))'
IN_STUDY := $(call quoted,$(STUDY))
HERE := $(call quoted,$(CURDIR))
BIN := $(HERE)/.venv/bin
# No code that lies in a study's folder is run, and all text is UTF-8 whatever the locale.
export PYTHONSAFEPATH := 1
export PYTHONUTF8 := 1
export LC_ALL := C.UTF-8
# Without a home that can be written, packages are fetched anew each time.
ifeq ($(shell [ -w "$$HOME" ] && echo writable),)
export UV_NO_CACHE := 1
export PIP_NO_CACHE_DIR := 1
endif
# The system's certificates: they hold also those of a proxy in between.
INSTALL = $(BIN)/uv pip install --quiet --system-certs --compile-bytecode
SNAKEMAKE = $(BIN)/python -m competing_values.run.start --snakefile $(HERE)/Snakefile --directory $(IN_STUDY)

# Snakemake would make the folder; the shell, not make, knows paths with blanks.
ifeq ($(shell [ -d $(IN_STUDY) ] && echo there),)
$(error STUDY=$(STUDY): there is no such folder. Make it, with your export in its data/raw, or correct the path)
endif
ifneq ($(filter run pdf bench verify unlock questionnaire plan lab,$(or $(MAKECMDGOALS),run)),)
ifeq ($(shell [ -f $(IN_STUDY)/config.yaml ] && echo there),)
$(error STUDY=$(STUDY): there is no config.yaml. A study is a folder with a config.yaml and its data; \
begin one with your export: make codebook FILE=<export> WAVE=<wave, such as 2024> STUDY=$(IN_STUDY))
endif
endif

TARGETS = run pdf test lint bench codebook verify unlock questionnaire plan lab schemas catalogs language images torture reference lock audit help coverage

.DELETE_ON_ERROR:
.PHONY: $(TARGETS)

# PDFs that are there are made anew with their pages, so that none is older than its page, and no link leads nowhere.
AND_PDFS = $$(ls $(IN_STUDY)/results/*/report/*/report.pdf >/dev/null 2>&1 && echo "--config pdf=true")

run: .venv/run.stamp
	@$(SNAKEMAKE) $(AND_PDFS)
	@echo "The report is there: open $$(cd $(IN_STUDY) && pwd)/results/index.html"

pdf: .venv/run.stamp
	@$(SNAKEMAKE) --config pdf=true
	@echo "The PDFs are there:" && ls "$$(cd $(IN_STUDY) && pwd)"/results/*/report/*/*.pdf

test: .venv/dev.stamp .venv-crate/stamp
	$(BIN)/python -m pytest -n 2 --dist loadfile --mpl

lint: .venv/dev.stamp
	$(BIN)/ruff check .
	$(BIN)/ruff format --check .
	$(BIN)/snakefmt --check Snakefile workflow/rules
	$(BIN)/mypy

coverage: .venv/dev.stamp
	OMP_NUM_THREADS=1 $(BIN)/python tests/validation/coverage.py
	OMP_NUM_THREADS=1 PYTHONPATH=tests $(BIN)/python tests/validation/random_intervals.py 1000

help:
	@sed -n '/^#/!q; s/^# //p' Makefile

# A target that is not there.
.DEFAULT:
	@near=$$($(PYTHON) -c 'import difflib, sys; print(*difflib.get_close_matches(*sys.argv[1:2], sys.argv[2:], 1))' '$@' $(TARGETS)); \
	echo "There is neither a target nor a file '$@'$${near:+; did you mean: make $$near}. All targets: make help" >&2; exit 1

unlock: .venv/run.stamp
	$(SNAKEMAKE) --unlock

# In a copy of the study, so that its own results stay.
bench: SHELL := bash
bench: .venv/run.stamp
	@copy=$$(mktemp -d) && cp -r $(IN_STUDY)/config.yaml $(IN_STUDY)/data $$copy && cd $$copy && \
	for label in "from raw files to report:" "nothing to do:"; do \
		echo "$$label" && time $(BIN)/python -m competing_values.run.start --snakefile $(HERE)/Snakefile --quiet all || exit 1; \
	done && rm -rf $$copy
	@$(BIN)/python tests/bench_reading.py

questionnaire: .venv/run.stamp
	@cd $(IN_STUDY) && $(BIN)/python -m competing_values questionnaire

plan: .venv/run.stamp
	@cd $(IN_STUDY) && $(BIN)/python -m competing_values plan

LAB := $(HERE)/.venv-lab/bin
AS_ROOT := You are root, and JupyterLab does not start as root: whoever reaches it could change anything on this machine. \
          Say it as another user or, in a container that is yours alone: \
          cd $(IN_STUDY) && $(LAB)/jupyter lab --allow-root --notebook-dir . --LabApp.default_url=/lab/tree

lab: .venv-lab/stamp
	@cd $(IN_STUDY) && start=$$($(LAB)/python -m competing_values lab) && \
	if [ "$$(id -u)" -eq 0 ]; then echo $(call quoted,$(AS_ROOT))"/$$start"; exit 1; fi && \
	$(LAB)/jupyter lab --notebook-dir . --LabApp.default_url="/lab/tree/$$start"

codebook: .venv/run.stamp
	$(if $(and $(FILE),$(WAVE)),,$(error Name the raw file and the wave: make codebook FILE=data/raw/export.csv WAVE=2024))
	@file=$(call quoted,$(FILE)) && if [ -f "$$file" ]; then file=$$(realpath "$$file"); fi && \
	cd $(IN_STUDY) && $(BIN)/python -m competing_values codebook "$$file" $(call quoted,$(WAVE)) --sheet $(call quoted,$(SHEET))

verify: .venv/run.stamp
	@sums=$(call quoted,$(SUMS)) && if [ -f "$$sums" ]; then sums=$$(realpath "$$sums"); fi && \
	cd $(IN_STUDY) && $(BIN)/python -m competing_values verify --sums "$$sums"

schemas: .venv/run.stamp
	$(BIN)/python -m competing_values schemas

# What is marked for translation: _("…") where it is shown, N_("…") where it only stands; titles and labels of registries.
MESSAGES = $(BIN)/pybabel --quiet extract --mapping-file pyproject.toml --keywords N_ --keywords _table:2 --keywords Chapter --keywords Rule:2 \
           --omit-header --add-location file --sort-by-file workflow/competing_values notebooks
CATALOGS = workflow/competing_values/report/locale

UPDATE = template=$$(mktemp) && $(MESSAGES) --output-file $$template && $(BIN)/pybabel --quiet update $(CHECK) \
         --no-fuzzy-matching --ignore-obsolete --omit-header --width 120 --input-file $$template --output-dir $(CATALOGS) \
         && rm $$template

catalogs: .venv/run.stamp
	@$(UPDATE)

language: .venv/run.stamp
	$(if $(CODE),,$(error Name the language by its code: make language CODE=uz))
	@$(BIN)/python -m competing_values language $(call quoted,$(CODE)) && $(UPDATE) && $(BIN)/python -m competing_values schemas
	@echo "The language is there. Next, translate its messages: $(CATALOGS)/"$(call quoted,$(CODE))/LC_MESSAGES/messages.po

images: .venv/dev.stamp
	$(BIN)/python -m pytest -n 2 tests/report/test_images.py --mpl-generate-path=tests/report/images

torture: .venv/dev.stamp
	nice -n 15 $(BIN)/python tests/faults/torture.py

audit: .venv/run.stamp
	@$(BIN)/python -m competing_values audit

reference:
	for script in tests/reference/*.R; do Rscript $$script || exit 1; done

# --- set-up -----------------------------------------------------------------------------------------------------------
# `begun` tells of a set-up that did not end; a stamp holds where the folder was, since programs in .venv name their place.

AGAIN := $(shell if [ -e .venv/begun ] && [ -e .venv/bin/uv ]; then echo begun; \
           elif [ -s .venv/run.stamp ] && [ "$$(cat .venv/run.stamp)" != $(HERE) ]; then echo moved; fi)

# What installs says little; where it fails, one message names the step.
UNFETCHED := Set-up did not end: a package could not be fetched or installed. Mend what is said above (a machine \
  without access to a package index: HTTPS_PROXY names a proxy, PIP_INDEX_URL and UV_DEFAULT_INDEX another index), then run \
  make again. All that was said is in .venv/setup.log
fetched = { { $(1); } >> .venv/setup.log 2>&1 || { tail -n 4 .venv/setup.log; echo; echo $(call quoted,$(UNFETCHED)); exit 1; } >&2; }

# Whatever a set-up that did not end has left, it is cleared away.
BEGIN = $(PYTHON) -m venv --clear .venv && touch .venv/begun && $(call fetched,\
  $(BIN)/python -m pip install --quiet --disable-pip-version-check --require-hashes -r requirements-build.lock)

.venv/bin/uv:
	@$(PYTHON) -c 'import sys; sys.exit(sys.version_info < (3, 11) and "Python 3.11 or newer is needed; name it: make PYTHON=python3.12")'
	@echo "Setting up a Python environment in .venv …"
	@$(BEGIN)

.venv/run.stamp: requirements-build.lock requirements.lock pyproject.toml $(AGAIN) | .venv/bin/uv
	@$(if $(AGAIN),rm -rf .venv .venv-lab && $(BEGIN))
	@echo "Setting up Python packages in .venv …"
	@touch .venv/begun
	@$(call fetched,$(INSTALL) --python $(BIN)/python --require-hashes -r requirements-build.lock -r requirements.lock)
	@$(call fetched,$(INSTALL) --python $(BIN)/python --no-deps --no-build-isolation --editable .)
	@rm .venv/begun && echo $(HERE) > $@

.PHONY: begun moved
begun:
	@echo "The last set-up did not end: it begins anew."
moved:
	@echo "This folder was moved or copied, and programs in .venv name the old place: set-up begins anew."

.venv/dev.stamp: requirements-dev.lock .venv/run.stamp
	@echo "Setting up what tests and checks need in .venv …"
	@$(call fetched,$(INSTALL) --python $(BIN)/python --require-hashes -r requirements-dev.lock)
	@touch $@

# JupyterLab stands apart: what it brings makes every notebook of a run start slower.
.venv-lab/stamp: requirements-lab.lock .venv/run.stamp
	@echo "Setting up JupyterLab in .venv-lab …"
	@$(PYTHON) -m venv --clear .venv-lab
	@$(call fetched,$(INSTALL) --python .venv-lab/bin/python --require-hashes -r requirements-build.lock -r requirements-lab.lock)
	@$(call fetched,$(INSTALL) --python .venv-lab/bin/python --no-deps --no-build-isolation --editable .)
	@touch $@

# So does the validator of RO-Crates, which wants another version of what the run has.
.venv-crate/stamp: requirements-crate.lock .venv/run.stamp
	@echo "Setting up the validator of crates in .venv-crate …"
	@$(PYTHON) -m venv --clear .venv-crate
	@$(call fetched,$(INSTALL) --python .venv-crate/bin/python --require-hashes -r requirements-crate.lock)
	@touch $@

COMPILE = $(BIN)/uv pip compile pyproject.toml --quiet --system-certs --universal --python-version 3.11 --generate-hashes \
          --no-emit-index-url --no-annotate --no-header

lock: | .venv/bin/uv
	$(COMPILE) --upgrade --output-file requirements.lock
	$(COMPILE) --group dev --constraint requirements.lock --output-file requirements-dev.lock
	$(COMPILE) --group lab --constraint requirements.lock --output-file requirements-lab.lock
	$(subst pyproject.toml,--group crate,$(COMPILE)) --upgrade --output-file requirements-crate.lock
	$(subst pyproject.toml,--group build,$(COMPILE)) --upgrade --output-file requirements-build.lock
