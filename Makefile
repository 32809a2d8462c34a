# Everything sets itself up in .venv on first use, as an ordinary user, and works offline from then on.
#   make PYTHON=/path/to/python3.11 ...    to choose the interpreter (3.10 to 3.13)

PYTHON ?=
VENV ?= .venv
RUN := $(VENV)/bin/python
PYTEST ?= $(RUN) -m pytest
FUZZ_SECONDS ?= 30
FUZZ_COUNT ?= 500
BESIDE := tests/hostile tests/interop tests/standin
PINS := pyproject.toml tools/venv.sh requirements/base.txt requirements/authoring.txt

.DEFAULT_GOAL := help
.PHONY: help demo test test-all fuzz lint bench format clean

help:
	@echo "make demo      grade the example submissions (needs neither torch nor the tools of developers)"
	@echo "make test      the tests but the slow ones"
	@echo "make test-all  all tests"
	@echo "make fuzz      fuzzes what reads bytes, FUZZ_SECONDS a target, and grades FUZZ_COUNT random submissions"
	@echo "make lint      ruff, mypy, import-linter"
	@echo "make bench     what grading costs beside plain pytest, gradescope-utils, Otter and nbgrader"
	@echo "make format    let ruff write"
	@echo "make clean     remove what the others made"

$(VENV)/authoring.stamp: $(PINS)
	tools/venv.sh $(VENV) authoring $(PYTHON)
	@touch $@

$(VENV)/dev.stamp: $(PINS) requirements/dev.txt requirements/interop.txt requirements/torch.txt
	tools/venv.sh $(VENV) dev $(PYTHON)
	@touch $@ $(VENV)/authoring.stamp

demo: $(VENV)/authoring.stamp
	$(RUN) tools/demo.py

test: $(VENV)/dev.stamp
	$(PYTEST) -m "not slow"

# What attacks and what runs other people's tools takes as long as all the rest: they run side by side.
test-all: $(VENV)/dev.stamp
	@mkdir -p out
	@$(PYTEST) $(addprefix --ignore=,$(BESIDE)) > out/rest.log 2>&1 & rest=$$!; \
	$(PYTEST) $(BESIDE); status=$$?; \
	wait $$rest || status=1; \
	cat out/rest.log; exit $$status

$(VENV)/fuzz.stamp: $(VENV)/dev.stamp requirements/fuzz.txt
	$(RUN) -m pip install --quiet --disable-pip-version-check --requirement requirements/fuzz.txt || \
		echo "without atheris: it could not be installed (see above)"
	@touch $@

fuzz: export PYTHONPATH := .:tests
fuzz: $(VENV)/fuzz.stamp
	$(RUN) -m hostile.fuzz.guided --seconds $(FUZZ_SECONDS)
	$(RUN) -m hostile.fuzz.submissions --count $(FUZZ_COUNT)

lint: $(VENV)/dev.stamp
	$(RUN) -m ruff check .
	$(RUN) -m ruff format --check .
	$(RUN) -m mypy
	$(VENV)/bin/lint-imports

bench: $(VENV)/dev.stamp
	$(RUN) benchmarks/cold.py
	$(RUN) benchmarks/checks.py
	$(RUN) -m benchmarks.side_by_side

format: $(VENV)/dev.stamp
	$(RUN) -m ruff check --fix .
	$(RUN) -m ruff format .

clean:
	rm -rf .venv .venv310 out build dist .coverage* .hypothesis .import_linter_cache .mypy_cache .pytest_cache .ruff_cache
	find . -name __pycache__ -prune -exec rm -rf {} +
