# Everything a person does with a checkout. Needs python3 (3.11 or newer, with venv) and make; uses uv where there is one.
PYTHON ?= python3
VENV := .venv
BIN := $(VENV)/bin
DATA ?= claimwatch-data
PORT ?= 4200
JOBS ?= 2
export DATA

.PHONY: help setup demo test accuracy check lint types rooms build up stop lock clean

help: ## what can be made
	@grep -hE '^[a-z]+:.*##' $(MAKEFILE_LIST) | sed -E 's/:.*## /\t/' | expand -t 12

setup: $(VENV)/installed ## the environment, from the hashed pins; a second call does nothing

$(VENV)/installed: requirements.txt pyproject.toml
	@scripts/setup "$(PYTHON)" "$(VENV)"
	@touch $@

demo: setup ## the main job on the shipped coverage: a made-up week of 23 outlets in nine languages
	@$(BIN)/claimwatch --home $(DATA)/demo demo

test: setup ## all tests, JOBS files at a time; browser tests say that they are skipped where there is no Chromium
	@$(BIN)/pytest --numprocesses $(JOBS) --dist loadfile

accuracy: setup ## how right the reader is on labelled texts, per language
	@$(BIN)/python -m tests.accuracy

lint: setup
	@$(BIN)/ruff format --check . && $(BIN)/ruff check .

types: setup
	@$(BIN)/mypy

rooms: setup
	@$(BIN)/lint-imports

check: lint types rooms test ## what has to be green before a change lands

build: setup ## sdist and wheel
	@$(BIN)/python -m hatchling build

up: setup ## Prefect on loopback: server, work pool, deployments, worker
	@scripts/up "$(BIN)" "$(PORT)"

stop: ## pause the pool, wait for the running run, then stop worker and server
	@scripts/stop "$(BIN)" "$(PORT)"

lock: setup ## pin again after a change of the ranges in pyproject.toml
	@scripts/lock "$(BIN)"

clean: ## forget the environment (never the data)
	@rm -rf $(VENV) build dist
