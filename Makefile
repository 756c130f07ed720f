# The habits of this repository. Each target sets up what it needs and says so.

PYTHON_FILES := workflow tests scripts bench
REAL_INPUT ?= ../shared/samples/ket-luan-chuyen-de-2023.md
# One more than processors: many tests wait for a disk or for a process that they started.
WORKERS := $(shell expr $$(nproc) + 1)
# Each worker takes a part of the tests as they stand in their files, which share offices, and then
# what others have left: no worker is idle while another one has a row of long tests.
PYTEST := .venv/bin/pytest -n $(WORKERS) --dist worksteal
SETUP_FILES := pyproject.toml constraints.txt scripts/setup

# Compiled modules are kept, whatever the surroundings say: tests start hundreds of processes.
export PYTHONDONTWRITEBYTECODE :=

.PHONY: help demo test thorough fast check conformance gallery bench docs clean

help:
	@echo "make demo   set up, and take a document from text to receipts in a throw-away office"
	@echo "make test   set up, and run the tests"
	@echo "make thorough  the tests that take minutes: every byte flipped, hundreds of kills"
	@echo "make fast   the tests that take no time"
	@echo "make check  format, lint, types, import rules, documents up to date"
	@echo "make conformance  PDF/A-2a and PDF/UA-1 of every revision, by veraPDF"
	@echo "make gallery  docs/gallery/ and docs/checker.md: every type beside LibreOffice, and what the checker finds"
	@echo "make bench  compare with what one would use instead"
	@echo "make docs   write again what is made from the code: command reference, catalogue, template"

.stamps/run: $(SETUP_FILES)
	scripts/setup run

.stamps/dev: $(SETUP_FILES)
	scripts/setup dev

demo: .stamps/run
	.venv/bin/vanban demo --from examples/ket-luan.md $(if $(wildcard $(REAL_INPUT)),--from $(REAL_INPUT))

test: .stamps/dev
	$(PYTEST) -m "not thorough"

thorough: .stamps/dev
	$(PYTEST) -m thorough

fast: .stamps/dev
	.venv/bin/pytest -n auto -m "not slow and not thorough"

check: .stamps/dev
	.venv/bin/ruff format --check $(PYTHON_FILES)
	.venv/bin/ruff check $(PYTHON_FILES)
	.venv/bin/mypy
	.venv/bin/lint-imports
	.venv/bin/python scripts/write_docs.py --check
	.venv/bin/python scripts/catalogue.py --check
	.venv/bin/python scripts/templates.py --check

conformance: .stamps/dev
	scripts/conformance

gallery: .stamps/dev
	.venv/bin/python scripts/gallery.py
	.venv/bin/python scripts/checker_table.py

bench: .stamps/dev
	.venv/bin/python bench/line.py
	.venv/bin/python bench/sign.py
	.venv/bin/python bench/verify.py
	PYTHONPATH=. .venv/bin/python bench/distribute.py
	.venv/bin/python bench/render.py

docs: .stamps/dev
	.venv/bin/python scripts/templates.py
	.venv/bin/python scripts/write_docs.py
	.venv/bin/python scripts/catalogue.py

clean:
	rm -rf .venv .stamps demo
