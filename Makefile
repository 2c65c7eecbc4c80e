# The commands of the README. PYTHON= chooses the interpreter, PORT= the port, T= a part of the tests.
.PHONY: setup run test fuzz bench deadline-day drill shots clean
.DEFAULT_GOAL := run
py := .venv/bin/python
# Where this is set, every process would compile the same thousands of modules, and the tests, anew.
unexport PYTHONDONTWRITEBYTECODE

setup:
	@scripts/setup dev

run:
	@PIO_BEGUN=$$(date +%s); export PIO_BEGUN; scripts/setup && exec $(py) -m pio_portal.embedded.run

test: setup
	@scripts/test $(T)

fuzz: setup
	@FUZZ_EXAMPLES=$${FUZZ_EXAMPLES:-10000} $(py) -m pytest -q -p no:xdist tests/architecture/test_fuzz.py

bench: setup
	@PIO_DEMO=1 PIO_DATA_DIR=$${PIO_DATA_DIR:-build/bench} $(py) manage.py bench

deadline-day: setup
	@PIO_DEMO=1 PIO_DATA_DIR=$${PIO_DATA_DIR:-build/deadline-day} PORT=$${PORT:-8123} $(py) manage.py deadline_day

drill: setup
	@PIO_DEMO=1 PIO_DATA_DIR=$${PIO_DATA_DIR:-build/drill} PORT=$${PORT:-8124} $(py) manage.py drill

shots: setup
	@scripts/browser
	@$(py) -m tests.shots $(ROLES) $(if $(AGAINST),--against $(AGAINST))

clean:
	@rm -rf .venv .data build .pytest_cache .mypy_cache .ruff_cache .hypothesis .import_linter_cache
	@find . -name __pycache__ -type d -prune -exec rm -rf {} +
