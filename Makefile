# PrivacyHub: what can be done here. `make` alone lists it.
#
# Needs Python 3.11 or newer with pip; name it with PY=... when it is not on the path.

# The first Python on the path that is new enough; a version manager's stand-in may be there and not run.
ifndef PY
PY := $(shell for p in python3.11 python3 python; do \
	if $$p -c 'import sys; sys.exit(sys.version_info < (3, 11))' 2>/dev/null; then echo $$p; break; fi; done)
endif
RUN := .venv/bin/python
LOCKS := bootstrap base demo dev
ON_EVERY_CORE := --numprocesses=logical --maxprocesses=4 --dist=loadfile
CHECKS := lint format floors types migrations translations locks vendored

.DEFAULT_GOAL := help
.DEFAULT:
	@echo "There is no 'make $@'. What there is:" >&2; $(MAKE) --no-print-directory help >&2; exit 2
.PHONY: help python venv demo-venv demo test check $(CHECKS:%=check-%) bench secrets lock vendor

help:  ## List what can be done
	@grep -hE '^[a-z]+:.*##' $(MAKEFILE_LIST) | sed -E 's/^([a-z]+):.*## /  make \1\t/' | expand -t 16

python:
	@test -n "$(PY)" || { echo "PrivacyHub needs Python 3.11 or newer: install it, or name one: make demo PY=/path/to/python3.11" >&2; exit 1; }
	@$(PY) -c 'import sys; sys.exit(sys.version_info < (3, 11) and "PrivacyHub needs Python 3.11 or newer; $(PY) is %d.%d." % sys.version_info[:2])'

demo-venv: python
	@$(PY) requirements/install.py demo

venv: python  ## Make .venv with everything, tests and checks included
	@$(PY) requirements/install.py dev

demo: demo-venv  ## Start PrivacyHub with invented people (ONCE=1: check it and stop; PORT=8131: there)
	@$(RUN) -m privacyhub.demo $(if $(ONCE),--once)

test: venv  ## Run the tests on every core (T=path or -k words chooses some, on one)
	@$(RUN) manage.py compilepo
	@$(RUN) -m pytest $(or $(T),$(ON_EVERY_CORE))

check: venv  ## Lint, types, floors, migrations, translations, locks: all are run, one fault fails
	@$(MAKE) --no-print-directory --keep-going $(CHECKS:%=check-%)

check-lint:
	.venv/bin/ruff check --quiet
check-format:
	.venv/bin/ruff format --check --quiet
check-floors:
	.venv/bin/lint-imports
check-types:
	.venv/bin/mypy .
check-migrations:  # asks no database: what the models say is compared with what the migrations say
	DATABASE_URL=postgres://127.0.0.1:1/none $(RUN) -W ignore manage.py makemigrations --check --dry-run
check-translations:
	$(RUN) manage.py compilepo --check
check-locks:
	$(RUN) requirements/check_locks.py
check-vendored:
	$(RUN) requirements/vendor.py --check

bench: venv  ## Run the benchmarks in benchmarks/
	@found=0; for file in benchmarks/*.py; do test -e "$$file" || continue; found=1; \
		case "$$file" in */_*) continue;; esac; echo "== $$file"; \
		$(RUN) -m "benchmarks.$$(basename "$$file" .py)" || exit 1; done; \
	test $$found = 1 || echo "There is no benchmark yet."

secrets: demo-venv  ## Make secrets/ for docker-compose.yml
	@$(RUN) manage.py make_secrets secrets

lock: venv  ## Pin requirements/*.in again (UPGRADE=1: to the newest versions)
	@cd requirements && for name in $(LOCKS); do echo "== $$name"; \
		../.venv/bin/uv pip compile --quiet --python-version 3.11 --generate-hashes --no-emit-index-url \
			--no-annotate --custom-compile-command "make lock" $(if $(UPGRADE),--upgrade) \
			$$name.in -o $$name.txt || exit 1; done

vendor:  ## Copy the public pages' style sheet and typeface from npm (needs node)
	@$(PY) requirements/vendor.py
