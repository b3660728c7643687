# Two commands matter: `make run` and `make test`. Needs Python 3.11 or later, nothing else.

PORT ?= 8000
# Not ?=: some shells export HOST, the machine's name.
HOST = 127.0.0.1
# Browsers and the database make a process wait: one more than cores.
JOBS ?= $(shell expr 1 + $$(nproc))
ARGS ?=

SHELL := /bin/sh
.DEFAULT_GOAL := help
# A shell may have set them; uncompiled, Django takes three times as long to start.
unexport PYTHONDONTWRITEBYTECODE PYTHONHOME DJANGO_SETTINGS_MODULE
export PYTHONPATH := $(CURDIR)/site
export PIP_DISABLE_PIP_VERSION_CHECK := 1

PYTHON ?= $(shell for python in python3 python3.14 python3.13 python3.12 python3.11; do \
	"$$python" -c 'import sys; sys.exit(sys.version_info < (3, 11))' 2>/dev/null \
	&& { echo "$$python"; break; }; done)
VENV := .venv/bin/python
REQUIREMENTS := requirements-dev.txt
# What the environment was made of; another list makes `install` work again.
STAMP := .venv/installed

# The pair to come, beside the one in use: its own environment and database.
NEXT := $(CURDIR)/var/next
NEXT_VENV := var/next/venv/bin/python
NEXT_PAIR := 'Django>=6.0,<6.1' 'wagtail>=8.0,<8.1'
NEXT_PYTHON ?= $(shell for python in python3.14 python3.13 python3.12 python3 \
	"$${PYENV_ROOT:-$$HOME/.pyenv}"/versions/3.1[2-9]*/bin/python; do \
	"$$python" -c 'import sys, venv, ensurepip; sys.exit(sys.version_info < (3, 12))' 2>/dev/null \
	&& { echo "$$python"; break; }; done)

# What production settings ask for, so that `check --deploy` can read them.
PRODUCTION := DJANGO_SETTINGS_MODULE=psf.settings.production \
	SECRET_KEY=only-for-checking-Q8z4vN2pX7cL1mK9tR5wB3yH6jD0sF8aG4eU \
	DATABASE_URL=postgres://psf@db.invalid/psf ALLOWED_HOSTS=psf.invalid \
	EMAIL_HOST=mail.invalid PSF_FROM_EMAIL=ne-pas-repondre@checking.invalid \
	PSF_CLAMAV_HOST=clamd.invalid TRUSTED_PROXY_COUNT=1

.PHONY: help install run training bench explore fuzz grammar lighthouse simulate check format test coverage next clean

help:
	@echo "make run [PORT=8000] [HOST=127.0.0.1]  lance PSF et sa démonstration sur cette machine"
	@echo "make training [PORT=8010]              un espace d'entraînement, à côté : sans mot de passe, réécrit la nuit"
	@echo "make test [ARGS=tests/offers]          tous les tests, ou ceux-là"
	@echo "make next [ARGS=tests/offers]          les mêmes sur Wagtail 8 et Django 6, à côté"
	@echo "make coverage [ARGS=tests/offers]      les mêmes, et ce qu'ils exécutent de chaque partie"
	@echo "make bench [SUITE=queue] [FRESH=1]     mesures sur un pays entier, dans leur propre base"
	@echo "make fuzz [FILES=5000 SEED=1]          des milliers de fichiers abîmés, donnés à chaque porte"
	@echo "make grammar [CONTRACTS=2000 SEED=1]   des milliers de marchés : articles, pluriels, élisions, champs vides"
	@echo "make explore [RUNS=1000 SEED=1]        des gens qui partent, refusent, se taisent : aucune impasse"
	@echo "make lighthouse [RUNS=3]               Lighthouse sur les pages publiques (demande npm)"
	@echo "make simulate [FILES=2000 DAYS=365]    une année scolaire simulée, dans sa propre base"
	@echo "make check                             relecture automatique du code"
	@echo "make format                            met le code en forme"
	@echo "make install                           prépare l'environnement sans rien lancer"
	@echo "make clean                             retire les caches, jamais les données"

install:
	@if ! "$(VENV)" -c '' 2>/dev/null \
		|| [ "$$(cat $(STAMP) 2>/dev/null)" != "$$(cksum < $(REQUIREMENTS))" ]; then \
		$(MAKE) --no-print-directory .venv; fi

# Only `install` decides when.
.PHONY: .venv
.venv:
	@if [ -z "$(PYTHON)" ]; then \
		echo "PSF demande Python 3.11 ou plus récent ; aucun n'a été trouvé."; \
		echo "S'il est ailleurs : make $(MAKECMDGOALS) PYTHON=/chemin/vers/python3"; exit 1; fi
	@"$(PYTHON)" -c 'import sys; sys.exit(sys.version_info < (3, 11))' || { \
		echo "PSF demande Python 3.11 ou plus récent ; $(PYTHON) est plus ancien."; exit 1; }
	@"$(PYTHON)" -c 'import venv, ensurepip' 2>/dev/null || { \
		echo "Il manque à $(PYTHON) le module venv. Sous Debian ou Ubuntu : apt install python3-venv"; \
		exit 1; }
	@"$(VENV)" -m pip --version >/dev/null 2>&1 || { \
		echo "Création de l'environnement .venv…"; "$(PYTHON)" -m venv --clear .venv; }
	@echo "Installation des bibliothèques (une à deux minutes la première fois)…"
	@"$(VENV)" -m pip install --quiet --require-hashes --no-compile --requirement $(REQUIREMENTS)
	@"$(VENV)" -m compileall -q -j 0 .venv/lib >/dev/null || true
	@cksum < $(REQUIREMENTS) > $(STAMP)

run: install
	@exec "$(VENV)" -m psf.supervisor --host "$(HOST)" --port "$(PORT)" --demonstration

# Another port and folder than `run`: both may stand side by side.
training: install
	@PSF_TRAINING=true PSF_VAR_DIR="$${PSF_VAR_DIR:-$(CURDIR)/var/training}" \
		exec "$(VENV)" -m psf.supervisor --host "$(HOST)" --demonstration \
		--port "$(if $(filter command line,$(origin PORT)),$(PORT),8010)"

check: install
	"$(VENV)" -m ruff check .
	"$(VENV)" -m ruff format --check .
	"$(VENV)" -m mypy
	"$(VENV)" -m djlint --lint --quiet .
	"$(VENV)" manage.py makemigrations --check --dry-run
	"$(VENV)" manage.py check --fail-level WARNING
	env $(PRODUCTION) "$(VENV)" manage.py check --deploy --fail-level WARNING

format: install
	"$(VENV)" -m ruff check --fix .
	"$(VENV)" -m ruff format .
	"$(VENV)" -m djlint --reformat --quiet . || true

test: install
	"$(VENV)" -m pytest -n $(JOBS) --dist worksteal $(ARGS)

# No lock: the newest of everything that goes with the pair. `rm -rf var/next` begins anew.
next:
	@if [ -z "$(NEXT_PYTHON)" ]; then \
		echo "Wagtail 8 et Django 6 demandent Python 3.12 ou plus récent ; aucun n'a été trouvé."; \
		echo "S'il est ailleurs : make next NEXT_PYTHON=/chemin/vers/python3"; exit 1; fi
	@"$(NEXT_PYTHON)" -c 'import sys; sys.exit(sys.version_info < (3, 12))' || { \
		echo "Wagtail 8 et Django 6 demandent Python 3.12 ou plus récent ;" \
			"$(NEXT_PYTHON) est plus ancien."; exit 1; }
	@mkdir -p var/next
	@{ printf '%s\n' $(NEXT_PAIR); \
		grep -hviE '^(-|django[<>=]|wagtail[<>=])' requirements.in requirements-dev.in; \
		} > var/next/wanted.txt
	@if ! cmp -s var/next/wanted.txt var/next/installed.txt || ! "$(NEXT_VENV)" -c '' 2>/dev/null; then \
		echo "Création de l'environnement var/next/venv avec $(NEXT_PYTHON)…"; \
		"$(NEXT_PYTHON)" -m venv --clear var/next/venv \
		&& "$(NEXT_VENV)" -m pip install --quiet --no-compile --requirement var/next/wanted.txt \
		&& { "$(NEXT_VENV)" -m compileall -q -j 0 var/next/venv/lib >/dev/null || true; } \
		&& cp var/next/wanted.txt var/next/installed.txt; fi
	@"$(NEXT_VENV)" --version
	@"$(NEXT_VENV)" -m pip freeze | grep -iE '^(django|wagtail)'
	PSF_VAR_DIR="$(NEXT)" "$(NEXT_VENV)" -m pytest -n $(JOBS) --dist worksteal -rfE --tb=short $(ARGS)

# The whole suite, a half slower: no part of .ci/run.
coverage: install
	@mkdir -p var && rm -f var/coverage*
	"$(VENV)" -m coverage run -m pytest -n $(JOBS) --dist worksteal $(ARGS)
	@"$(VENV)" -m benchmarks.coverage

# Each in a database of its own; none is part of `make test`.
bench: install
	"$(VENV)" -m benchmarks $(SUITE) $(if $(FRESH),--fresh)

fuzz: install
	"$(VENV)" -m tests.fuzz --files $(or $(FILES),5000) --seed $(or $(SEED),1)

explore: install
	"$(VENV)" -m tests.exploring --runs $(or $(RUNS),1000) --seed $(or $(SEED),1) $(ARGS)

grammar: install
	"$(VENV)" -m tests.grammar --contracts $(or $(CONTRACTS),2000) --seed $(or $(SEED),1) $(ARGS)

lighthouse: install
	"$(VENV)" -m benchmarks.lighthouse --runs $(or $(RUNS),1)

simulate: install
	"$(VENV)" -m benchmarks.simulate --files $(or $(FILES),2000) --days $(or $(DAYS),365) $(ARGS)

clean:
	rm -rf .ruff_cache .mypy_cache .pytest_cache .hypothesis var/static var/coverage*
	find . -name __pycache__ -not -path './.venv/*' -not -path './var/*' -prune -exec rm -rf {} +
