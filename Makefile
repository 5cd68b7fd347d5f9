# Everything from a clone: Python 3.11 and make are enough. `make` alone lists what there is.

VENV := .venv
BIN := $(VENV)/bin
PIP := $(BIN)/python -m pip --disable-pip-version-check --quiet

# The sample documents have an index of their own: that of `hoidap index FOLDER` stays as it is.
chat ask index eval: export HOIDAP_INDEX = $(CURDIR)/.index
test check bench bench-encoder bench-index fuzz: export HF_HUB_OFFLINE = 1

# What people type reaches the commands through the environment, never through the shell's parser:
# a question may hold quotes, dollar signs and backticks. Exporting Q itself would make `make`
# expand it.
unexport Q DATA BASE TUNED ARTICLES
ask: export HOIDAP_MAKE_Q = $(value Q)
eval bench-encoder bench-index: export HOIDAP_MAKE_DATA = $(value DATA)
bench bench-encoder: export HOIDAP_MAKE_BASE = $(value BASE)
bench-encoder: export HOIDAP_MAKE_TUNED = $(value TUNED)
bench-index: export HOIDAP_MAKE_ARTICLES = $(value ARTICLES)

.PHONY: help chat ask .asked index eval test check lint bench bench-encoder bench-index fuzz .given \
	screenshots clean
.NOTPARALLEL:

help: ## liệt kê các lệnh này
	@awk -F ':.*## ' '/^[a-z-]+:.*## / {printf "  make %-13s %s\n", $$1, $$2}' Makefile

chat: index ## cài đặt, lập chỉ mục tài liệu mẫu, mở trang hỏi đáp
	@echo "Mở trang hỏi đáp; dừng bằng Ctrl+C."
	@$(BIN)/python -m qa chat --open

ask: .asked $(VENV)/.installed ## hỏi tài liệu mẫu một câu: make ask Q="…"
	@$(BIN)/python -m qa ask -- "$$HOIDAP_MAKE_Q"

.asked:
	@$(if $(value Q),,$(error Chưa có câu hỏi. Hãy viết: make ask Q="Hội nghị họp khi nào?"))

index: $(VENV)/.installed ## lập chỉ mục tài liệu mẫu
	@echo "Lập chỉ mục tài liệu mẫu."
	@$(BIN)/python -m qa index

eval: $(VENV)/.installed ## đo chất lượng trên câu hỏi mẫu; DATA=TIỀN_TỐ để đo tìm kiếm trên bộ khác
	@echo "Đo chất lượng."
	@if [ -n "$$HOIDAP_MAKE_DATA" ]; then $(BIN)/python -m qa eval --data "$$HOIDAP_MAKE_DATA"; \
	else $(BIN)/python -m qa eval --check; fi

test: $(VENV)/.installed-dev ## cài đặt và chạy mọi bài kiểm thử
	@echo "Chạy kiểm thử."
	@$(BIN)/python -m pytest

check: lint test ## như test, thêm ruff, mypy, lint-imports

lint: $(VENV)/.installed-dev ## chỉ ruff, mypy, lint-imports
	@echo "Kiểm tra mã nguồn."
	@$(BIN)/python -m ruff check .
	@$(BIN)/python -m ruff format --check .
	@$(BIN)/python -m mypy
	@$(BIN)/python -c "from importlinter.cli import lint_imports_command as run; run()"

bench: $(VENV)/.installed-bench ## so với cách làm thường gặp bằng LangChain; BASE=THƯ_MỤC để so cả tốc độ mã hóa
	@echo "So sánh với LangChain + FAISS (vài phút)."
	@if [ -n "$$HOIDAP_MAKE_BASE" ]; then $(BIN)/python -m eval.bench --base "$$HOIDAP_MAKE_BASE"; \
	else $(BIN)/python -m eval.bench; fi

bench-encoder: .given $(VENV)/.installed ## so các mô hình mã hóa, BM25 và cách kết hợp: DATA=THƯ_MỤC BASE=THƯ_MỤC [TUNED=THƯ_MỤC]
	@echo "So sánh các mô hình mã hóa (vài giờ; dừng lúc nào cũng được, chạy lại là làm tiếp)."
	@$(BIN)/python -m eval.bench_encoder --data "$$HOIDAP_MAKE_DATA" \
	$${HOIDAP_MAKE_BASE:+--base "$$HOIDAP_MAKE_BASE"} $${HOIDAP_MAKE_TUNED:+--tuned "$$HOIDAP_MAKE_TUNED"}

.given:
	@$(if $(value DATA),,$(error Chưa cho biết dữ liệu. Hãy viết: make bench-encoder DATA=THƯ_MỤC BASE=THƯ_MỤC_MÔ_HÌNH_GỐC, hay make bench-index DATA=TỆP.jsonl.gz))

fuzz: $(VENV)/.installed-dev ## thử 20.000 tệp hỏng, tệp lạ với các bộ đọc
	@echo "Thử các bộ đọc bằng tệp hỏng (vài chục phút)."
	@PYTHONPATH=. $(BIN)/python tests/index/fuzz.py 20000

bench-index: .given $(VENV)/.installed ## đo lập chỉ mục lần đầu, lần sau: DATA=TỆP.jsonl.gz [ARTICLES=N]
	@echo "Đo lập chỉ mục (với cả Pháp điển: khoảng một giờ)."
	@$(BIN)/python -m eval.bench_index "$$HOIDAP_MAKE_DATA" $${HOIDAP_MAKE_ARTICLES:+--articles "$$HOIDAP_MAKE_ARTICLES"}

screenshots: $(VENV)/.installed-dev ## chụp mọi trạng thái của trang hỏi đáp vào build/screenshots, hai ảnh vào docs/
	@echo "Chụp trang hỏi đáp."
	@$(BIN)/python -m tests.browser.screenshots

clean: ## xóa .venv, chỉ mục mẫu và tệp tạm
	@echo "Xóa .venv, .index và tệp tạm."
	@rm -rf $(VENV) .index build dist *.egg-info .pytest_cache .mypy_cache .ruff_cache .hypothesis .import_linter_cache
	@find . -name __pycache__ -type d -prune -exec rm -rf {} +

# A stamp for each set of packages: made anew when the files that name them change.
$(VENV)/.installed: EXTRAS =
$(VENV)/.installed-dev: EXTRAS = [dev]
$(VENV)/.installed-bench: EXTRAS = [bench]
$(VENV)/.installed $(VENV)/.installed-dev $(VENV)/.installed-bench: pyproject.toml constraints.txt
	@$(create_venv)
	@echo "Cài đặt hoi-dap$(EXTRAS) vào $(VENV) (vài phút ở lần đầu)."
	@$(PIP) install --editable '.$(EXTRAS)' --constraint constraints.txt
	@touch $(VENV)/.installed $@

# An environment is usable when it has pip and a Python that is new enough; a half-made one is not.
define create_venv
new_enough='import sys; sys.exit(sys.version_info < (3, 11))'; \
if ! { $(BIN)/python -c "$$new_enough" && $(BIN)/python -m pip --version; } >/dev/null 2>&1; then \
	found=; for python in $(PYTHON) python3.11 python3 python3.12 python3.13; do \
		if "$$python" -c "$$new_enough" 2>/dev/null; then found=$$python; break; fi; \
	done; \
	if [ -z "$$found" ]; then \
		echo "Cần Python 3.11 trở lên. / Python 3.11 or newer is needed: https://www.python.org/downloads/" >&2; \
		exit 1; \
	fi; \
	echo "Tạo $(VENV) bằng $$found."; \
	"$$found" -m venv --clear $(VENV); \
fi
endef
