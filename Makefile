# Needs Python 3.11, pip and make; everything else is set up by the targets themselves.
PYTHON ?= python3
PORT   ?= 8000
HOST   ?= 127.0.0.1
export PORT HOST
BIN    := .venv/bin
BOOT   := $(PYTHON) platform/docking/bootstrap.py
export PYTHONPATH := $(CURDIR):$(CURDIR)/platform
.DEFAULT_GOAL := help
.PHONY: help evaluate run test test-browser test-services check lint types guards bench lock messages clean

help:  ## this list
	@awk -F':.*## ' '/^[a-z-]+:.*## /{printf "  make %-15s %s\n", $$1, $$2}' $(MAKEFILE_LIST)

run:  ## set up what is missing and serve the site: make run [PORT=8000] [HOST=127.0.0.1]
	@exec $(BOOT) run

test: .env-dev  ## every test that needs no browser and no server: make test [ARGS="-k name"]
	@exec $(BIN)/python -m tests.run $(ARGS)

test-browser: .env-dev  ## the journeys in a real browser (Debian: apt install chromium fonts-noto-cjk)
	@exec $(BIN)/python -m tests.run --only browser $(ARGS)

test-services: .env-dev  ## the same tests on PostgreSQL, RabbitMQ, Elasticsearch (root; tests/services/services)
	@exec tests/services/run $(ARGS)

check: lint types guards  ## lint, types and the layout of the house

lint: .env-dev  ## ruff
	@$(BIN)/ruff check .

types: .env-dev  ## mypy, strict for matching and search
	@$(BIN)/mypy

guards: .env-dev  ## the rules of the house that no tool knows
	@$(BIN)/python -m pytest -q tests/house

BENCH ?= $(basename $(notdir $(shell grep -l __main__ benchmarks/*.py)))
bench: .env-dev  ## measure: make bench [BENCH=match_scale] [ARGS="2000 10000"]
	@for name in $(BENCH); do echo "== $$name"; $(BIN)/python benchmarks/$$name.py $(ARGS) || exit 1; done

evaluate: .env-dev  ## how good the lists are: make evaluate [FIRMS=f OPPORTUNITIES=f QRELS=f.tsv] [ARGS="--split test"]
	@$(BIN)/python -m matching.evaluation $(if $(FIRMS),--firms "$(FIRMS)") $(if $(OPPORTUNITIES),--opportunities "$(OPPORTUNITIES)") \
	  $(if $(QRELS),--qrels "$(QRELS)") $(ARGS)

lock: .env-dev  ## pin requirements*.in anew
	@for name in requirements requirements-dev; do $(BIN)/pip-compile -q --upgrade --allow-unsafe --generate-hashes --strip-extras \
	  --no-emit-index-url --no-emit-trusted-host --no-emit-find-links -o $$name.txt $$name.in; done

messages: .env-dev  ## collect the strings to translate and compile the catalogues (needs gettext)
	@$(BIN)/python -m tests.house.messages --update && $(BIN)/python -m docking.catalogues

clean:  ## remove the environment, the demonstration's data and everything derived
	rm -rf .venv var .pytest_cache .mypy_cache .ruff_cache .hypothesis
	find cms search matching platform -name '*.mo' -delete
	find . -name __pycache__ -type d -prune -exec rm -rf {} +

.PHONY: .env-dev
.env-dev:
	@$(BOOT) dev
