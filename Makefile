# Headwater: `make help` lists what there is. Every target does its own set-up.
SHELL := /bin/bash
.SHELLFLAGS := -eu -o pipefail -c
.DEFAULT_GOAL := help
.DELETE_ON_ERROR:

UV_VERSION := 0.13.9
VENV := .venv
BIN := $(VENV)/bin
STAMP := $(VENV)/.installed
UV := .uv/bin/uv
PEERS := tests/benchmarks/peers
SPARK := tests/spark/server
HOME_DIR ?= demo
DEMO_ARGS ?=
CASES ?= ../shared/cases
# Another company for the Spark lanes, of 13 days at least: make test-spark SEED=11 VISITORS=800 DAYS=33
COMPANY := $(foreach what,SEED VISITORS DAYS,$(if $($(what)),HEADWATER_TEST_$(what)=$($(what))))
# One more than cores: tests wait for servers, browsers and each other.
PYTEST_WORKERS ?= 3

# Nothing we run sends usage data anywhere.
export DO_NOT_TRACK := 1
export DAGSTER_DISABLE_TELEMETRY := yes
export DBT_SEND_ANONYMOUS_USAGE_STATS := false
export RUNTIME__DLTHUB_TELEMETRY := false
export STREAMLIT_BROWSER_GATHER_USAGE_STATS := false
export SQLFLUFF_NO_UPDATE_CHECK := 1

.PHONY: help setup setup-browser setup-java setup-packages lock demo run serve test test-spark cluster lint unit format bench cases screenshots clean

help: ## list the targets
	@grep -hE '^[a-z-]+:.*## ' $(MAKEFILE_LIST) | awk -F':.*## ' '{printf "  make %-16s %s\n", $$1, $$2}'

setup: $(STAMP) ## install everything into .venv, pinned with hashes

$(UV):
	@for python in python3 python3.13 python3.12 python3.11; do \
	  if $$python -c 'import sys; sys.exit(not (3, 11) <= sys.version_info[:2] <= (3, 13))' 2>/dev/null; then \
	    $$python -m venv .uv && .uv/bin/python -m pip install --quiet uv==$(UV_VERSION) && exit 0; \
	    exit 1; \
	  fi; \
	done; echo "Headwater needs Python 3.11, 3.12 or 3.13 with its venv module." >&2; exit 1

$(STAMP): requirements.lock pyproject.toml | $(UV)
	@test -x $(BIN)/python || $(UV) venv --quiet --python .uv/bin/python $(VENV)
	$(UV) pip sync --quiet --compile-bytecode --python $(BIN)/python requirements.lock
	$(UV) pip install --quiet --python $(BIN)/python --no-deps --no-build-isolation --editable .
	$(BIN)/python -m measurement.warm
	@touch $(STAMP)

setup-browser: ## install what the browser tests need (Debian: chromium, Chinese fonts)
	@.ci/install.sh browser

setup-java: ## install what the Spark server of the tests needs (Debian: openjdk-17-jre-headless)
	@.ci/install.sh java

setup-packages: ## install what all tests need (Debian: those, postgresql, mariadb-server)
	@.ci/install.sh browser databases java

lock: $(UV) ## resolve pyproject.toml again into requirements.lock
	$(UV) pip compile pyproject.toml --extra dev --universal --generate-hashes --no-header \
	  --no-emit-index-url --no-emit-find-links --python-version 3.11 --output-file requirements.lock
	$(UV) pip compile $(PEERS)/requirements.in --universal --generate-hashes --no-header \
	  --no-emit-index-url --no-emit-find-links --python-version 3.11 --output-file $(PEERS)/requirements.lock
	$(UV) pip compile $(SPARK)/requirements.in --universal --generate-hashes --no-header \
	  --no-emit-index-url --no-emit-find-links --python-version 3.11 --output-file $(SPARK)/requirements.lock

demo: setup ## simulate a company, run everything, open the dashboards on :8501
	$(BIN)/headwater demo --home $(HOME_DIR) $(DEMO_ARGS)

run: setup ## one run on the company folder HOME_DIR
	$(BIN)/headwater --home $(HOME_DIR) run

serve: setup ## dashboards and Dagster UI of HOME_DIR
	$(BIN)/headwater --home $(HOME_DIR) serve

# What is fetched is fetched side by side, and the linters use what that and the tests leave idle.
test: ## everything CI runs: lint, types, SQL, unit, end-to-end and browser tests, both engines
	$(MAKE) --no-print-directory --jobs 3 lint unit

unit: setup setup-packages $(VENV)-spark/.installed ## the tests without the linters
	$(BIN)/pytest -n $(PYTEST_WORKERS) --dist loadgroup -m "not cases and not cluster" tests

test-spark: setup setup-java $(VENV)-spark/.installed ## every model on DuckDB and on Spark, row by row
	$(COMPANY) $(BIN)/pytest -m "not cluster" tests/spark

cluster: setup setup-java $(VENV)-spark/.installed ## the same on a loopback cluster that loses a worker
	$(COMPANY) $(BIN)/pytest -m cluster tests/spark

lint: setup ## ruff, ty, sqlfluff
	$(BIN)/ruff check .
	$(BIN)/ruff format --check .
	$(BIN)/ty check
	$(BIN)/sqlfluff lint --processes 2 dbt_project

format: setup ## let ruff and sqlfluff rewrite what they can
	$(BIN)/ruff check --fix .
	$(BIN)/ruff format .
	$(BIN)/sqlfluff fix --processes 2 dbt_project


$(VENV)-peers/.installed: $(PEERS)/requirements.lock | $(UV)
	@test -x $(VENV)-peers/bin/python || $(UV) venv --quiet --python .uv/bin/python $(VENV)-peers
	$(UV) pip sync --quiet --python $(VENV)-peers/bin/python $(PEERS)/requirements.lock
	@touch $@

$(VENV)-spark/.installed: $(SPARK)/requirements.lock | $(UV)
	@test -x $(VENV)-spark/bin/python || $(UV) venv --quiet --python .uv/bin/python $(VENV)-spark
	$(UV) pip sync --quiet --python $(VENV)-spark/bin/python $(SPARK)/requirements.lock
	@touch $@

bench: setup setup-java $(VENV)-peers/.installed $(VENV)-spark/.installed ## the measurements of docs/benchmarks.md, as ratios in one run
	$(BIN)/python -m tests.benchmarks

cases: setup ## the suite that reads real exports from CASES
	@test -d $(CASES) || { echo "No cases in $(CASES): set CASES=<folder>." >&2; exit 1; }
	HEADWATER_CASES=$(abspath $(CASES)) $(BIN)/pytest -m cases tests/cases

screenshots: setup setup-browser ## the pictures of docs/ from the company in HOME_DIR
	HEADWATER_SCREENSHOTS=$(abspath docs/images) HEADWATER_HOME=$(abspath $(HOME_DIR)) \
	  $(BIN)/python -m tests.browser.screenshots

clean: ## remove the environment, the demo company and build products
	rm -rf .uv $(VENV) $(VENV)-peers $(VENV)-spark build demo .pytest_cache .ruff_cache .hypothesis *.egg-info dbt_project/target dbt_project/logs
