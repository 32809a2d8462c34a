# Everything sets itself up in .venv on first use, as an ordinary user, and works offline from then on.
#   make PYTHON=/path/to/python3.11 ...    to choose the interpreter (3.10 to 3.13)

PYTHON ?=
VENV ?= .venv
RUN := $(VENV)/bin/python
PYTEST ?= $(RUN) -m pytest
PINS := pyproject.toml tools/venv.sh requirements/base.txt requirements/authoring.txt

.DEFAULT_GOAL := help
.PHONY: help demo test test-all lint bench format clean

help:
	@echo "make demo      grade the example submissions (needs neither torch nor the tools of developers)"
	@echo "make test      the tests but the slow ones"
	@echo "make test-all  all tests"
	@echo "make lint      ruff, mypy, import-linter"
	@echo "make bench     what grading costs beside plain pytest"
	@echo "make format    let ruff write"
	@echo "make clean     remove what the others made"

$(VENV)/authoring.stamp: $(PINS)
	tools/venv.sh $(VENV) authoring $(PYTHON)
	@touch $@

$(VENV)/dev.stamp: $(PINS) requirements/dev.txt requirements/torch.txt
	tools/venv.sh $(VENV) dev $(PYTHON)
	@touch $@ $(VENV)/authoring.stamp

demo: $(VENV)/authoring.stamp
	$(RUN) tools/demo.py

test: $(VENV)/dev.stamp
	$(PYTEST) -m "not slow"

test-all: $(VENV)/dev.stamp
	$(PYTEST)

lint: $(VENV)/dev.stamp
	$(RUN) -m ruff check .
	$(RUN) -m ruff format --check .
	$(RUN) -m mypy
	$(VENV)/bin/lint-imports

bench: $(VENV)/dev.stamp
	$(RUN) benchmarks/cold.py
	$(RUN) benchmarks/checks.py

format: $(VENV)/dev.stamp
	$(RUN) -m ruff check --fix .
	$(RUN) -m ruff format .

clean:
	rm -rf .venv .venv310 out build dist .coverage* .hypothesis .import_linter_cache .mypy_cache .pytest_cache .ruff_cache
	find . -name __pycache__ -prune -exec rm -rf {} +
