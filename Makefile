# The four commands of this project. `make demo` and `make test` do all of their own set-up on a machine
# with Python 3.11 or newer.

PYTHON ?= python3
BIN := .venv/bin

.PHONY: demo test lint bench chromium

demo: .venv/installed
	@$(BIN)/tacit demo

test: .venv/installed-dev lint chromium
	$(BIN)/pytest -n auto

lint: .venv/installed-dev
	$(BIN)/ruff check
	$(BIN)/ruff format --check
	$(BIN)/lint-imports
	$(BIN)/pyright

bench: .venv/installed-dev
	$(BIN)/python benchmarks/understanding.py
	$(BIN)/python benchmarks/travel.py
	$(BIN)/python benchmarks/userbench.py
	$(BIN)/python benchmarks/harness.py
	$(BIN)/python benchmarks/scale.py
	$(BIN)/python benchmarks/client.py

# The report is tested in a real browser. Where there is none and we may install one, we do.
chromium:
	@command -v chromium >/dev/null || { [ "$$(id -u)" = 0 ] && command -v apt-get >/dev/null \
	  && apt-get update -qq && apt-get install -y -qq chromium >/dev/null; } \
	  || echo "no Chromium here: the tests that open pages will be skipped"

.venv/installed: pyproject.toml
	@test -x $(BIN)/python || $(PYTHON) -m venv .venv
	@$(BIN)/python -m pip install --quiet --disable-pip-version-check --upgrade "pip>=25.1"
	@$(BIN)/python -m pip install --quiet --disable-pip-version-check -e ".[endpoints]"
	@touch $@

.venv/installed-dev: .venv/installed
	@$(BIN)/python -m pip install --quiet --disable-pip-version-check --group dev
	@touch $@
