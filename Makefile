# make run and make test are all the set-up there is; both need only Python 3.11 or later and make.
PYTHON ?= python3
VENV ?= .venv
BIN := $(VENV)/bin
READY := $(VENV)/ready
SAMPLE_DAY := 2026-11-02

.PHONY: run test app check lint soak lock clean

run: $(READY)  ## plan the synthetic sample into plan/
	$(BIN)/housing-match run sample --as-of $(SAMPLE_DAY) --out plan

test: $(READY)  ## every test, with at most 60 s of the slow checks; those of the pages need Chromium
	@command -v chromium >/dev/null || command -v chromium-browser >/dev/null || { \
		echo "The tests of the pages need Chromium, which is not on this machine. Run:"; \
		echo "    sudo apt-get update && sudo apt-get install -y chromium fonts-dejavu-core"; exit 1; }
	$(BIN)/python -m pytest -m "not soak"

soak: $(READY)  ## the slow checks with their full counts
	$(BIN)/python -m pytest -m soak

app: $(READY)  ## the pages, on this machine only; TABLES=my_tables (or sample) begins with these
	$(BIN)/housing-match serve $(if $(TABLES),--tables $(TABLES))

lint: $(READY)
	$(BIN)/ruff format --check .
	$(BIN)/ruff check .
	$(BIN)/mypy
	$(BIN)/lint-imports

check: lint test  ## format, lint, types, import contracts, tests

lock: $(READY)  ## resolve the versions again (needs a package index)
	$(BIN)/uv pip compile pyproject.toml --extra dev --universal --python-version 3.11 --generate-hashes \
		--no-emit-index-url --no-emit-find-links --no-header --output-file requirements.lock --upgrade

clean:
	rm -rf $(VENV) plan build dist

$(READY): requirements.lock pyproject.toml
	@$(PYTHON) -c 'import sys; sys.exit(sys.version_info < (3, 11) and "Housing Match needs Python 3.11 or later; set PYTHON=python3.12, say")'
	$(PYTHON) -m venv $(VENV)
	$(BIN)/python -m pip install --quiet --disable-pip-version-check --require-hashes --only-binary :all: -r requirements.lock
	$(BIN)/python -m pip install --quiet --disable-pip-version-check --no-deps --no-build-isolation --editable .
	@touch $(READY)
