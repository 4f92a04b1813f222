# Everything runs in $(VENV), which the first target that needs it makes from constraints.txt.
# Another Python beside it: make test PYTHON=python3.13 VENV=.venv-3.13
PYTHON ?= python3
VENV ?= .venv
VERSION ?= v1.3
export PIP_CONSTRAINT := $(CURDIR)/constraints.txt
export PIP_DISABLE_PIP_VERSION_CHECK := 1

RUN := $(VENV)/bin/python
READY := $(VENV)/ready
VERSIONS := $(notdir $(wildcard openapi/v*))
# What a target cannot do without.
given = $(or $($(1)),$(error say $(1)=..., see make help))

.DEFAULT_GOAL := help
.PHONY: help demo test soak check lint types imports drift regenerate test-on bench bench-spec unasync record record-live diff upgrade upgrades track foreign rehearsal prove api-check conformance docs wheel format clean derive wrap new-version drop-version

help: ## list the targets
	@awk -F ':.*## ' '/^[a-z-]+:.*## / { printf "  make %-12s %s\n", $$1, $$2 }' $(MAKEFILE_LIST)

$(READY): pyproject.toml constraints.txt
	@$(PYTHON) -c 'import sys; sys.exit(sys.version_info < (3, 11))' || { echo "Python 3.11 or newer is needed: make PYTHON=python3.11"; exit 1; }
	@echo "making $(VENV) (a minute, once)"
	@$(PYTHON) -m venv --clear $(VENV)
	@$(RUN) -m pip install --quiet --editable '.[dev,sandbox]'
	@touch $@

demo: $(READY) ## the main job on the embedded sandbox: regenerate, upload, index, search, analyze
	@$(RUN) scripts/demo.py

test: $(READY) ## run the tests
	@$(RUN) -m pytest -n 2 --dist loadfile --no-loadscope-reorder

soak: $(READY) ## uploads under faults, cancellations and kills, counting losses: [UPLOADS=1500] [KILLS=200] [SECONDS=3600] [SEED=1]
	@$(RUN) -m tests.faults.soak --uploads $(or $(UPLOADS),1500) --kills $(or $(KILLS),200) \
		--seconds $(or $(SECONDS),3600) --seed $(or $(SEED),1)

check: lint types imports drift api-check conformance ## lint, types, import rules, and that derived and generated files are up to date

lint: $(READY)
	@$(RUN) -m ruff check .
	@$(RUN) -m ruff format --check --quiet . || { echo "run make format"; exit 1; }

types: $(READY)
	@$(RUN) -m mypy facade scripts generated tests

imports: $(READY)
	@$(VENV)/bin/lint-imports --no-logo --config .importlinter

drift: $(READY)
	@$(RUN) scripts/derive.py --check
	@$(RUN) scripts/unasync.py --check
	@for version in $(VERSIONS); do $(RUN) scripts/regenerate.py $$version --check || exit 1; done
	@$(RUN) scripts/api_docs.py --check
	@$(RUN) scripts/versions_docs.py --check

regenerate: $(READY) ## replace the generated package: VERSION=v1.3 [SPEC=file] [OUT=dir]
	@$(RUN) scripts/regenerate.py $(VERSION) $(if $(SPEC),--spec '$(SPEC)') $(if $(OUT),--out '$(OUT)')

test-on: $(READY) ## type-check the facade and run its tests on a generated package elsewhere: OUT=dir
	@MYPYPATH='$(call given,OUT)' $(RUN) -m mypy --cache-dir build/mypy-on facade/twelvelabs_client
	@PYTHONPATH='$(OUT)' $(RUN) -m pytest -n 2 --dist loadfile tests/core tests/transport tests/versions tests/facade

bench: $(READY) ## measure the client beside code by hand and write docs/performance.md: [PEER=python-with-the-vendors-sdk]
	@$(RUN) -m tests.bench --write $(if $(PEER),--peer '$(PEER)')

bench-spec: $(READY) ## how the pipeline's cost grows with a description
	@$(RUN) tests/bench/specification_growth.py

derive: $(READY) ## derive the code of a version from that of another, as facade/derived.toml says
	@$(RUN) scripts/derive.py
	@$(RUN) scripts/unasync.py

wrap: $(READY) ## write the skeleton of a facade method: OPERATION='GET /probes/{probe_id}' [VERSION=v1.3] [METHOD=probes.get]
	@$(RUN) scripts/wrap.py '$(call given,OPERATION)' --version '$(VERSION)' $(if $(METHOD),--method '$(METHOD)')

# That something is left to decide is an answer, not a failure.
new-version: $(READY) ## speak a further version of the API: VERSION=v1.4 FROM=v1.3 [SPEC=file-or-url]
	@$(RUN) scripts/new_version.py '$(VERSION)' --from '$(call given,FROM)' $(if $(SPEC),--spec '$(SPEC)') || { status=$$?; test $$status -eq 3 || exit $$status; }

drop-version: $(READY) ## speak a version no more: VERSION=v1.1
	@$(RUN) scripts/drop_version.py '$(VERSION)'

unasync: $(READY) ## derive the synchronous client from the asynchronous one
	@$(RUN) scripts/unasync.py

record: $(READY) ## record the cassettes anew on the sandbox
	@$(RUN) -m pytest tests/facade -p no:xdist --record-mode=rewrite

record-live: $(READY) ## record the cassettes anew from the real API; needs TWELVELABS_API_KEY
	@TWELVELABS_RECORD=live $(RUN) -m pytest tests/facade -p no:xdist --record-mode=rewrite

# That something breaks is an answer, not a failure: make succeeds, and fails where the comparison itself did.
diff: $(READY) ## what changed between two descriptions: OLD=file NEW=file [FORMAT=text|json|markdown]
	@$(RUN) scripts/diff.py '$(call given,OLD)' '$(call given,NEW)' --format $(or $(FORMAT),text) || { status=$$?; test $$status -eq 1 || exit $$status; }

upgrade: $(READY) ## move to a published description: VERSION=v1.3 SPEC=file-or-url [DRY_RUN=1] [CHECKS=merge|types|all] [ACCEPT_REMOVALS=1] [DECIDE=ours]
	@$(RUN) scripts/upgrade.py $(VERSION) --spec '$(call given,SPEC)' $(if $(CHECKS),--checks '$(CHECKS)') \
		$(if $(DRY_RUN),--dry-run) $(if $(ACCEPT_REMOVALS),--accept-removals) $(if $(DECIDE),--decide '$(DECIDE)')

upgrades: $(READY) ## upgrade a copy of this checkout to every published description at hand: [CHECKS=merge|types|all]
	@$(RUN) scripts/upgrades.py $(if $(CHECKS),--checks '$(CHECKS)')

# That something breaks (3) is an answer, not a failure; that it does not hold (4) is one.
track: $(READY) ## make a branch with the upgrade to what is published today: [VERSION=v1.3] [URL=url-or-file] [PUSH=remote] [CHECKS=merge|types|all]
	@$(RUN) scripts/track.py $(VERSION) $(if $(URL),--url '$(URL)') $(if $(PUSH),--push '$(PUSH)') $(if $(CHECKS),--checks '$(CHECKS)') \
		|| { status=$$?; test $$status -eq 3 || exit $$status; }

foreign: $(READY) ## generate packages of descriptions that nobody here has written, and print what becomes of each: DIR=folder
	@$(RUN) scripts/foreign.py '$(call given,DIR)'

rehearsal: $(READY) ## upgrade a copy of this checkout to the newest published descriptions, and to a changed one, with all checks
	@$(RUN) scripts/upgrades.py --newest --checks all
	@PYTHONPATH=scripts $(RUN) -m tests.upgrade.prove --only "at once"

prove: $(READY) ## what takes too long for CI: whole upgrades with make check test after each, and the soak: [ONLY=title]
	@PYTHONPATH=scripts $(RUN) -m tests.upgrade.prove $(if $(ONLY),--only "$(ONLY)")
	@$(MAKE) --no-print-directory soak

api-check: $(READY) ## compare the facade's public surface with the committed one
	@$(RUN) scripts/api_check.py

conformance: $(READY) ## compare our description with the newest published one that is at hand
	@for version in $(VERSIONS); do $(RUN) scripts/conformance.py $$version || exit 1; done

docs: $(READY) ## write docs/api.md and docs/versions.md from the docstrings
	@$(RUN) scripts/api_docs.py
	@$(RUN) scripts/versions_docs.py

wheel: $(READY) ## build the wheel and try it, without extras, in a fresh environment
	@rm -rf dist build/wheel
	@$(RUN) -m pip wheel --quiet --no-deps --wheel-dir dist .
	@$(PYTHON) -m venv build/wheel
	@build/wheel/bin/python -m pip install --quiet dist/*.whl
	@cd build && wheel/bin/python ../tests/wheel/smoke.py

format: $(READY) ## format and sort imports
	@$(RUN) -m ruff check --fix --quiet . ; $(RUN) -m ruff format --quiet . ; $(RUN) scripts/unasync.py

clean: ## remove what can be made again
	rm -rf build dist $(VENV) .pytest_cache .ruff_cache .hypothesis .import_linter_cache
