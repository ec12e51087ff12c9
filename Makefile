# Each target does its own set-up; all that must be there is make and a Python of at least 3.10.
# What is made lies in .venv* and .lab; `make clean` removes it.

MAKEFLAGS += --no-print-directory --no-builtin-rules
export PIP_DISABLE_PIP_VERSION_CHECK := 1
# A virtual environment of the caller's would leak in; without bytecode every figure of a benchmark is wrong.
unexport PYTHONPATH PYTHONHOME VIRTUAL_ENV PYTHONDONTWRITEBYTECODE

VENV ?= .venv
BIN := $(VENV)/bin
PIP := $(BIN)/python -m pip install -qq
SETUP := pyproject.toml hatch_build.py
PYTEST ?= --numprocesses=auto --dist=loadgroup

.DEFAULT_GOAL := help
.PHONY: help demo test quick bench lint format lab docs clean

help: ## this list
	@sed -n 's/^\([a-z]*\):.*## /\1\t/p' Makefile

demo: $(VENV)/demo ## what connlint says about examples/misaligned
	@$(BIN)/connlint --exit-zero examples/misaligned

test: $(VENV)/test $(VENV)/servers ## every test: unit, property, differential and lab, with the coverage bar
	@$(BIN)/pytest --cov --cov-report=term:skip-covered $(PYTEST)

quick: $(VENV)/test ## the tests that need no server
	@$(BIN)/pytest $(PYTEST) -m 'not lab and not servers and not install and not editor'

bench: .venv-bench/bench ## start-up against its floor and other tools, the evaluator, a tree of 10,000 files
	@.venv-bench/bin/python bench $(BENCH)

lint: $(VENV)/lint ## ruff, mypy, the layers
	@$(BIN)/ruff check --quiet
	@$(BIN)/ruff format --check --quiet
	@$(BIN)/mypy
	@$(BIN)/lint-imports --no-cache

lab: $(VENV)/test $(VENV)/servers ## the live proofs: rule x version, seen or not seen
	@$(BIN)/pytest tests/lab --numprocesses=auto --dist=loadgroup

docs: $(VENV)/test ## write the generated pages: docs/rules, docs/proxies.md, the picture and the table of README.md
	@$(BIN)/python tools/rule_pages.py
	@$(BIN)/python tools/proxies_page.py
	@$(BIN)/python tools/readme.py

clean: ## remove what the other targets made
	@rm -rf .venv* .lab build dist .coverage* .mypy_cache .ruff_cache .pytest_cache

$(VENV)/bin/python:
	@python=$(or $(PYTHON),$$(.ci/python)) && $$python -m venv $(VENV) && $(PIP) --upgrade "pip>=25.1"

$(VENV)/demo: $(SETUP) | $(BIN)/python
	@$(PIP) --editable . && touch $@

$(VENV)/test: $(SETUP) | $(BIN)/python
	@$(PIP) --editable '.[all]' --group test && touch $@

# Without them the tests that need a server are skipped; in CI they fail.
$(VENV)/servers: tools/servers/pgbouncer_binaries.py | $(BIN)/python
	@$(BIN)/python $< >$@ || echo "no PgBouncers: the tests that need one are skipped"

$(VENV)/lint: $(SETUP) | $(BIN)/python
	@$(PIP) --editable '.[all]' --group lint && touch $@

# The benchmark measures what a user installs: the wheel, with its bytecode and its index of the rules.
.venv-bench/bench: $(SETUP) $(shell find src rules -name '*.py' -o -name '*.toml')
	@[ -x .venv-bench/bin/python ] || $(MAKE) .venv-bench/bin/python VENV=.venv-bench
	@.venv-bench/bin/python -m pip install -qq '.[all]' --group bench && touch $@
