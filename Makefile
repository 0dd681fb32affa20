# 枢纽。make 不带参数，就把能做的都列出来。 / `make` alone prints what one can do.

PYTHON ?= $(shell for p in python3.11 python3.12 python3.13 python3; do command -v $$p && break; done)
VENV   ?= .venv
BIN    := $(VENV)/bin
PORT   ?= 8765
JOBS   ?= 2
T      ?=
CATALOGS := $(wildcard shuniu/locale/*/LC_MESSAGES/*.po)

.DEFAULT_GOAL := help
.PHONY: help setup run demo empty test test-sqlite test-postgresql check lint format types map where messages clean

help: ## 列出能做的 / this list
	@echo "枢纽 Shuniu"
	@awk -F ' ## ' '/^[a-z-]+:.* ## / { sub(/:.*/, "", $$1); printf "  make %-16s %s\n", $$1, $$2 }' $(MAKEFILE_LIST)

$(BIN)/python:
	@$(PYTHON) -c 'import sys; sys.exit(sys.version_info < (3, 11))' \
		|| { echo "要 Python 3.11 或更新 / Python 3.11 or later is needed"; exit 1; }
	$(PYTHON) -m venv $(VENV)

# Each stamp is newer than what it was made from, so that a second call does nothing. Catalogs are compiled on the way.
$(VENV)/.for-running: pyproject.toml hatch_build.py $(CATALOGS) | $(BIN)/python
	$(BIN)/python -m pip install --quiet --disable-pip-version-check --progress-bar off -e ".[ocr]"
	@touch $@

$(VENV)/.for-testing: pyproject.toml hatch_build.py $(CATALOGS) | $(BIN)/python
	$(BIN)/python -m pip install --quiet --disable-pip-version-check --progress-bar off -e ".[ocr,papers,test]"
	@touch $(VENV)/.for-running $@

setup: $(VENV)/.for-testing ## 装好开发要用的一切 / everything a developer needs

demo: $(VENV)/.for-running ## 装好并打开演示办公室 / the demo office in the browser
	$(BIN)/shuniu demo county --port $(PORT)

empty: $(VENV)/.for-running ## 开一间空的办公室 / an empty office
	$(BIN)/shuniu up --port $(PORT) --open

run: $(VENV)/.for-running ## 开发时运行，改了就重来 / for developers, with reload
	SHUNIU_DEBUG=1 SHUNIU_DATA=$${SHUNIU_DATA:-demo-data} $(BIN)/python -m django runserver $(PORT) --settings shuniu.settings

test: test-postgresql test-sqlite ## 全部测试，两种数据库 / all tests, on both databases

test-sqlite: $(VENV)/.for-testing ## 在 SQLite 上，连同浏览器 / on SQLite, with the browser tests (T="-k …")
	$(BIN)/python -m pytest -n $(JOBS) $(T)

test-postgresql: $(VENV)/.for-testing ## 用到数据库的，在 PostgreSQL 上 / what uses a database, on PostgreSQL
	SHUNIU_TEST_ON=postgresql $(BIN)/python -m pytest -n $(JOBS) $(T)

check: lint types ## CI 跑的检查 / what CI checks besides the tests
	$(BIN)/lint-imports
	SHUNIU_DATA=$$(mktemp -d) $(BIN)/python -m django makemigrations --check --dry-run --settings shuniu.settings

lint: $(VENV)/.for-testing ## 写法 / style
	$(BIN)/ruff check .
	find shuniu -path '*/templates/*' -name '*.html' -print0 | xargs -0 -r $(BIN)/djade --check --target-version 5.2

format: $(VENV)/.for-testing ## 排整齐 / formats Python and templates
	$(BIN)/ruff check --fix --quiet . || true
	$(BIN)/ruff format --quiet .
	find shuniu -path '*/templates/*' -name '*.html' -print0 | xargs -0 -r $(BIN)/djade --target-version 5.2 || true

types: $(VENV)/.for-testing ## 类型 / types
	SHUNIU_DATA=$$(mktemp -d) $(BIN)/mypy

map: $(VENV)/.for-testing ## 重画 docs/map.md 和 docs/verbs.md / draw the generated pages anew
	$(BIN)/python -m shuniu.docs_map

where: ## make where V=办结：一个动词从页面到测试在哪几行 / where a verb lives
	@$(BIN)/python -m shuniu.docs_map --where "$(V)"

messages: $(VENV)/.for-testing ## 收集界面文字到英文目录 / collect strings for the English catalog (needs gettext)
	cd shuniu && SHUNIU_DATA=$$(mktemp -d) $(abspath $(BIN))/python -m django makemessages -l en --no-wrap --no-obsolete --settings shuniu.settings
	sed -i '/^"POT-Creation-Date/d' shuniu/locale/*/LC_MESSAGES/django.po
	$(BIN)/pybabel compile --domain django --directory shuniu/locale --statistics

clean: ## 清掉工具留下的 / what tools leave behind
	rm -rf .pytest_cache .ruff_cache .mypy_cache .hypothesis .import_linter_cache build dist
	find . -name __pycache__ -not -path './$(VENV)/*' -prune -exec rm -rf {} +
