# Thin on purpose: every target is one line into a tool. `make run` and `make test`
# prepare what they need themselves.
PORT ?= 8501
PYTHON ?= python3
BIN := .venv/bin
# dbt and Streamlit start several times faster from compiled modules.
unexport PYTHONDONTWRITEBYTECODE
export UV_PYTHON_DOWNLOADS := never
export DBT_SEND_ANONYMOUS_USAGE_STATS := false

.PHONY: setup run test check bench lock packages

setup: .venv/.ready

.venv/.ready: requirements.lock pyproject.toml
	@echo "▸ Preparing .venv from requirements.lock (about a minute the first time)"
	@test -x $(BIN)/python || $(PYTHON) -m venv .venv
	@test -x $(BIN)/uv || $(BIN)/python -m pip install --quiet --disable-pip-version-check uv
	@$(BIN)/uv pip sync --quiet --compile-bytecode --require-hashes requirements.lock
	@$(BIN)/uv pip install --quiet --no-deps --no-build-isolation --editable .
	@touch $@

run: setup
	@$(BIN)/malbild serve --port $(PORT)

check: setup
	$(BIN)/ruff check . && $(BIN)/ruff format --check . && $(BIN)/ty check --error-on-warning && $(BIN)/lint-imports && $(BIN)/sqlfluff lint --processes 2 dbt/models dbt/macros dbt/tests

packages: setup
	@$(BIN)/python tests/install_packages.py

test: check packages
	$(BIN)/pytest -n 2

bench: setup
	$(BIN)/python tests/bench/run_bench.py

lock: setup
	$(BIN)/uv pip compile --quiet --universal --generate-hashes --no-header --no-annotate pyproject.toml --group dev --output-file requirements.lock
