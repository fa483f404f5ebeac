# make serve: the course on http://127.0.0.1:8000     make test: the tests
# Nothing but python3 (3.11 or newer) with venv is needed; both install what is locked into .venv.

PYTHON ?= python3
HOST ?= 127.0.0.1
PORT ?= 8000
VENV ?= .venv
BIN := $(VENV)/bin
PIP := $(BIN)/python -m pip install --quiet --disable-pip-version-check

.PHONY: serve test lint lock messages bench conformance clean

serve: $(VENV)/runtime
	$(BIN)/layerlab serve --host $(HOST) --port $(PORT)

test: $(VENV)/development
	$(BIN)/python -m pytest $(TESTS)

lint: $(VENV)/development
	$(BIN)/ruff check .
	$(BIN)/mypy
	$(BIN)/lint-imports --no-logo
	$(BIN)/djlint --lint --quiet templates

# Speed and memory, beside a real engine where there is one (LAYERLAB_ENGINE=1, as root).
bench: $(VENV)/development
	$(BIN)/python -m tests.bench

# The same programs here and on a real engine (as root, with dockerd installed).
conformance: $(VENV)/development
	LAYERLAB_ENGINE=1 $(BIN)/python -m pytest tests/conformance

# Brings the catalogues up to date with the strings of code and templates; the new ones stand empty.
messages: $(VENV)/development
	mkdir -p build
	$(BIN)/pybabel -q extract -F pyproject.toml -k marked -k _n:1,2 --no-location --project Layerlab \
		-o build/messages.pot .
	$(BIN)/pybabel -q update --no-fuzzy-matching --ignore-obsolete -i build/messages.pot -d webapp/locale

$(VENV)/bin/python:
	$(PYTHON) -c 'import sys; sys.exit(sys.version_info < (3, 11) and "Python 3.11 or newer is needed")'
	$(PYTHON) -m venv $(VENV)

# The project itself is installed in place: what is edited is what runs.
$(VENV)/runtime: requirements.txt pyproject.toml | $(VENV)/bin/python
	$(PIP) --require-hashes -r requirements.txt
	$(PIP) --no-deps --no-build-isolation --editable .
	touch $@

$(VENV)/development: requirements-dev.txt pyproject.toml | $(VENV)/bin/python
	$(PIP) --require-hashes -r requirements-dev.txt
	$(PIP) --no-deps --no-build-isolation --editable .
	touch $@ $(VENV)/runtime

# One lock for all systems and for CPython 3.11 and newer; it names no registry.
LOCK := uv pip compile --quiet --universal --python-version 3.11 --generate-hashes \
	--no-header --no-emit-index-url --no-annotate --upgrade
lock:
	$(PYTHON) -m venv build/lock
	build/lock/bin/pip install --quiet --disable-pip-version-check uv
	build/lock/bin/$(LOCK) pyproject.toml requirements-build.in -o requirements.txt
	build/lock/bin/$(LOCK) pyproject.toml requirements-build.in --group dev -c requirements.txt -o requirements-dev.txt

clean:
	rm -rf build dist $(VENV)
