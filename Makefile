# Every target sets up what it needs in .venv on a machine with Python 3.11 or newer and make.
PYTHON ?= python3
VENV := .venv
BIN := $(VENV)/bin
READY := $(VENV)/.ready
DATA ?= ../shared/data

.PHONY: demo test eval bench lint setup clean

setup: $(READY)

$(READY): pyproject.toml constraints.txt
	@test -x $(BIN)/python || $(PYTHON) -m venv $(VENV)
	@$(BIN)/python -m pip install --quiet --disable-pip-version-check --constraint constraints.txt --editable ".[dev]"
	@touch $(READY)

demo: $(READY)
	@$(BIN)/goodoffices brief examples/
	@echo
	@echo "Next: $(BIN)/goodoffices brief YOUR-REPORT.txt --published 2024-05-07 --evidence"

test: $(READY)
	$(BIN)/python -m pytest -rs

eval: $(READY)
	@$(BIN)/python -m pip install --quiet --disable-pip-version-check --constraint constraints.txt --editable ".[dev,eval]"
	$(BIN)/python eval/run.py --data $(DATA)

bench: $(READY)
	$(BIN)/python eval/bench.py

lint: $(READY)
	$(BIN)/ruff check src tests training eval corpus tables
	$(BIN)/mypy
	$(BIN)/lint-imports

clean:
	rm -rf $(VENV) .pytest_cache .mypy_cache .ruff_cache .import_linter_cache
