# Every target is one line of `uv run …`; uv is fetched into .uv/ where it is missing.
# Needs git, make and a Python from 3.11 to 3.13 with venv.
SHELL := /bin/sh
.DEFAULT_GOAL := help
unexport PYTHONDONTWRITEBYTECODE VIRTUAL_ENV
FITS := import sys; print(sys.executable) if (3, 11) <= sys.version_info[:2] < (3, 14) else sys.exit(1)
PYTHON := $(shell for p in python3.11 python3.12 python3.13 python3 python; do "$$p" -c '$(FITS)' 2>/dev/null && break; done)
UV := $(or $(shell command -v uv 2>/dev/null),.uv/bin/uv)
export UV_PYTHON := $(PYTHON)
export UV_PYTHON_DOWNLOADS := $(if $(PYTHON),never,automatic)
RUN := $(UV) run --frozen --extra airflow

.PHONY: help demo test test-fast test-nightly screenshots lint drill gate bench bench-sql airflow clean
help: ## this list
	@sed -n 's/^\([a-z-]*\):[^#]*## /\1\t/p' $(MAKEFILE_LIST)

demo: $(UV) ## the whole job on seeds/articles: DAG, Postgres, report (under 3 minutes)
	@$(RUN) python -m events.commands.demo

test: $(UV) ## all tests but the nightly ones, on a real Postgres and a real Airflow
	@sh tools/browser.sh
	@$(RUN) pytest -m "not nightly" -n 3 --dist loadfile --no-loadscope-reorder

test-fast: $(UV) ## the rooms by themselves: without Postgres, Airflow, browser and slow tests
	@$(RUN) pytest -m "not nightly and not postgres and not airflow and not browser and not slow" -n 2 --dist loadfile --no-loadscope-reorder

test-nightly: $(UV) ## chaos and fuzzing: long
	@$(RUN) pytest -m "nightly"

screenshots: $(UV) ## pictures of the reports and of the page in Airflow, both languages, wide and narrow
	@sh tools/browser.sh
	@EVENTS_SCREENSHOTS="$(CURDIR)/.events/screenshots" $(RUN) pytest -q tests/browser tests/dags/test_pictures.py -k "quiet or picture"
	@ls .events/screenshots

lint: $(UV) ## ruff, import contracts, types
	@$(RUN) ruff check . && $(RUN) ruff format --check . && $(RUN) lint-imports && $(RUN) mypy

drill: $(UV) ## `make airflow` as a user goes through it: three sources to the report, pictures in .events/pictures
	@mkdir -p .events/pictures && EVENTS_PICTURES=.events/pictures $(RUN) pytest -q -s -m nightly tests/browser/test_airflow_in_chromium.py

gate: $(UV) ## the gold sets against their floors
	@$(RUN) pytest -q tests/gold

bench: $(UV) ## speed of the coder, of validation and of reading the DAG files
	@$(RUN) python tools/bench.py
	@$(RUN) python tools/bench_quality.py
	@$(RUN) python tools/bench_dags.py

bench-sql: $(UV) ## speed of loads, views and queries; SIZES=100000,1000000 for less than 10 million events
	@$(RUN) python tools/bench_sql.py $(if $(SIZES),--sizes $(SIZES))

airflow: $(UV) ## api-server, scheduler and dag-processor; Ctrl-C stops all
	@$(RUN) events airflow

clean: ## removes what was made here: data, caches, the environment
	@[ ! -x .venv/bin/events ] || .venv/bin/events db stop >/dev/null 2>&1 || true
	rm -rf .events .venv .uv .pytest_cache .ruff_cache .mypy_cache .hypothesis .import_linter_cache dist build tests/browser/node_modules

.uv/bin/uv:
	@test -n "$(PYTHON)" || { echo "A Python from 3.11 to 3.13 with venv is needed." >&2; exit 1; }
	@$(PYTHON) -m venv .uv && .uv/bin/pip install -q --disable-pip-version-check "uv>=0.8"
