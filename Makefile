# Lindung: two commands do everything. `make run` for people, `make test` for developers and CI.
SHELL := /bin/bash
VENV := .venv
BIN := $(VENV)/bin
HOST ?= 127.0.0.1
PORT ?= 8000

.DEFAULT_GOAL := help
.PHONY: help setup setup-test run demo test lint check-format lock screenshots samples bench-ocr bench-reading bench-facts bench-mutants bench-machines bench-size bench-web bench-register model calibration clean

help: ## list the targets
	@grep -hE '^[a-z-]+:.*## ' $(MAKEFILE_LIST) | sort | awk -F ':.*## ' '{printf "  make %-14s %s\n", $$1, $$2}'

setup: ## install what running needs (.venv/bin/lindung exists afterwards)
	@scripts/setup.sh run

setup-test: ## install what the tests need as well (Chromium, test libraries)
	@scripts/setup.sh test

run: setup ## set up, read the sample contracts, start the server, print address and first password
	@$(BIN)/lindung init
	@$(BIN)/lindung samples
	@$(BIN)/lindung serve --host $(HOST) --port $(PORT)

demo: setup ## a made-up regency of 400 contracts in DEMO (default demo-data), with accounts to try everything
	@$(BIN)/lindung demo $(or $(DEMO),demo-data)

test: setup-test lint ## set up and run everything: style, types, architecture, all tests (those of the engine on both databases)
	$(BIN)/python -m pytest --quiet --database postgresql tests/jobs tests/models tests/api/test_api_backup.py
	$(BIN)/python -m pytest

lint: setup-test ## style, types and architecture only
	$(BIN)/ruff check .
	$(BIN)/ruff format --check .
	$(BIN)/mypy
	$(BIN)/lint-imports
	$(BIN)/python scripts/check_files.py

screenshots: setup-test ## take the pictures of the guide anew
	$(BIN)/python scripts/screenshots.py
	$(BIN)/python scripts/screenshots_register.py

samples: setup-test ## make the sample contracts anew from their sources (needs Chromium)
	$(BIN)/python samples/make.py

model: setup-test ## train the language models again (seeded; minutes) and write their record
	@$(BIN)/python -m pip install --quiet --require-hashes --no-deps -r requirements-train.lock
	$(BIN)/python -m extractor.facts.learning.train
	$(BIN)/python -m tests.bench.fit_confidence

calibration: setup-test ## fit the confidences of the facts anew (a minute) and write them into the model
	$(BIN)/python -m tests.bench.fit_confidence

bench-facts: setup-test ## how facts fade when characters of the page are damaged
	$(BIN)/python -m tests.bench.noise_curve

bench-ocr: setup-test ## the reader against OCRmyPDF and plain pytesseract, in one run
	$(BIN)/python tests/bench/bench_ocr.py --pages 20 --rounds 3

bench-engine: setup-test ## many documents through the folder door, and an upload in the middle of them
	$(BIN)/python tests/bench/bench_engine.py --born 2000 --scans 300

bench-machines: setup-test ## pages a second of one and of two machines over PostgreSQL and S3, and the death of one (minutes)
	$(BIN)/python tests/bench/bench_machines.py --scans 30 --born 30 --kill

bench-size: setup-test ## what a page costs: CPU, bytes of the database, of originals and pictures (minutes)
	$(BIN)/python tests/bench/bench_size.py

bench-kill: setup-test ## kill -9 at 50 random moments, on SQLite and on PostgreSQL
	$(BIN)/python tests/bench/kill_engine.py --database sqlite
	$(BIN)/python tests/bench/kill_engine.py --database postgresql

bench-reading: setup-test ## decisions, text layers, memory over long files, first page of an upload
	$(BIN)/python tests/bench/bench_reading.py

bench-mutants: setup-test ## does a changed rule (threshold, date, verdict) break a test? (minutes)
	$(BIN)/python tests/bench/mutate_rules.py --sample 100 --seed 7

bench-web: setup-test ## server time of every screen over 100,000 documents with 1,000,000 findings (minutes)
	$(BIN)/python tests/bench/bench_web.py

bench-register: setup-test ## summary, register, state of reports and XLSX over 100,000 contracts (minutes)
	$(BIN)/python tests/bench/bench_register.py

lock: ## pin all dependencies anew (versions and hashes, no index address)
	@scripts/lock.sh

clean: ## remove what set-up made in this folder (the data folder stays)
	rm -rf $(VENV) build *.egg-info api/static/vendor
