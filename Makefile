# 常用命令（make help 列出全部）；除 site/ 外，所装所存都在 .venv、.gongkai 和 tests/referees/node_modules，可随时删除。

SHELL := bash
.SHELLFLAGS := -euo pipefail -c
.DEFAULT_GOAL := help
.DELETE_ON_ERROR:
MAKEFLAGS += --no-builtin-rules

PYTHON ?= python3
BIN := .venv/bin
PIP := $(BIN)/python -m pip install --quiet --disable-pip-version-check --no-input
# What pip does for a package that is no editable one. Where PYTHONDONTWRITEBYTECODE is set, each start
# of the program would translate it anew: 0.2 s.
COMPILE := $(BIN)/python -m compileall -q generator themes
CHROMIUM ?= /usr/bin/chromium
REFEREES := tests/referees/node_modules
comma := ,

.PHONY: help site check preview test lint types pytest bench bench-search tools debian clean

help: ## 列出全部命令
	@sed -n 's/^\([a-z-]*\):.*## \(.*\)/  make \1|\2/p' $(MAKEFILE_LIST) | column -t -s '|' 2>/dev/null \
	  || sed -n 's/^\([a-z-]*\):.*## \(.*\)/  make \1  \2/p' $(MAKEFILE_LIST)

site: .venv/runtime ## 生成网站，结果在 site/
	$(BIN)/gongkai build

check: .venv/runtime ## 只检查内容，不生成
	$(BIN)/gongkai check

preview: .venv/runtime ## 在本机预览，改了内容自动刷新
	$(BIN)/gongkai serve

test: lint types pytest ## 全部检查和测试（首次会安装浏览器等测试工具）

lint: .venv/dev
	$(BIN)/ruff format --check
	$(BIN)/ruff check

types: .venv/dev
	$(BIN)/mypy

pytest: .venv/dev tools
	CHROMIUM=$(CHROMIUM) $(BIN)/python -m pytest

bench: .venv/bench ## 生成网站的速度和用量，与 Hugo 并列（SIZES="1000,10000" GROWTH=50000）
	$(BIN)/python tests/bench/build.py --sizes $(or $(SIZES),1000,10000) --growth $(or $(GROWTH),0)
	for size in $(or $(subst $(comma), ,$(SIZES)),1000 10000); do \
	  $(BIN)/python tests/bench/save_to_visible.py $$size "$$($(BIN)/python tests/bench/hugo_program.py)"; \
	done

bench-search: .venv/dev debian ## 检索的速度和用量，与原样的 Pagefind 并列（SIZES="700 3000" 可指定页数，LONG=1 加入长文件）
	CHROMIUM=$(CHROMIUM) $(BIN)/python tests/bench/search.py $(SIZES) $(if $(LONG),--long)

clean: ## 清除生成的网站、缓存和测试痕迹（内容不动）
	find site -mindepth 1 -maxdepth 1 ! -name README.md -exec rm -rf {} +
	rm -rf .gongkai build .pytest_cache .mypy_cache .ruff_cache .hypothesis
	find generator tests themes -name __pycache__ -prune -exec rm -rf {} +

# The environment. A stamp is older than pyproject.toml exactly when something may have to be installed.
.venv/bin/python:
	@$(PYTHON) -c 'import sys; sys.exit(sys.version_info < (3, 11))' \
	  || { echo '需要 Python 3.11 或更新的版本；可用 make PYTHON=python3.11 指定。' >&2; exit 1; }
	@$(PYTHON) -c 'import ensurepip, venv' 2>/dev/null || bash .ci/debian python3-venv
	$(PYTHON) -m venv --clear .venv

.venv/runtime: pyproject.toml | .venv/bin/python
	$(PIP) --editable .
	@$(COMPILE)
	@touch $@

.venv/dev: pyproject.toml | .venv/bin/python
	$(PIP) --editable '.[dev]'
	@$(COMPILE)
	@touch .venv/runtime $@

.venv/bench: pyproject.toml | .venv/dev
	$(PIP) --editable '.[dev,bench]'
	@touch .venv/runtime .venv/dev $@

# What the browser tests and the referees need beside Python.
tools: debian $(REFEREES)/installed ## 安装测试用的浏览器、服务器和评判工具

debian:
	@CHROMIUM=$(CHROMIUM) bash .ci/tools

$(REFEREES)/installed: tests/referees/package.json | debian
	npm install --prefix tests/referees --no-package-lock --no-audit --no-fund --ignore-scripts --loglevel=error
	@touch $@
