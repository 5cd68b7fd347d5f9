"""The codebase keeps its own promises: what ships, what is imported, what stays untouched."""

import ast
import hashlib
import json
import os
import re
import shutil
import subprocess
import sys
import tomllib
import zipfile
from collections.abc import Iterator
from pathlib import Path

import pytest

import qa

ROOT = Path(__file__).resolve().parent.parent
PACKAGES = ("eval", "index", "prompts", "qa")
MODULES = sorted(path for package in PACKAGES for path in (ROOT / package).rglob("*.py"))
# Beside what a clone holds: what tools and installs leave behind.
LEFT_BEHIND = shutil.ignore_patterns(
    ".git",
    ".venv",
    ".index",
    ".*_cache",
    ".hypothesis",
    "__pycache__",
    "build",
    "dist",
    "*.egg-info",
)
QUESTION = "Diễn đàn Hội nhập kinh tế quốc tế Việt Nam lần thứ 2 tổ chức ở đâu?"


def named(path: Path) -> str:
    return path.relative_to(ROOT).as_posix()


def files_of_the_repository(directory: Path = ROOT) -> Iterator[Path]:
    names = sorted(path.name for path in directory.iterdir())
    for name in sorted(set(names) - LEFT_BEHIND(str(directory), names)):
        path = directory / name
        if path.is_dir():
            yield from files_of_the_repository(path)
        else:
            yield path


def python(*arguments: str | Path, cwd: Path = ROOT, path: Path = ROOT) -> str:
    """Run Python on the packages found in `path`; give what it printed."""
    done = subprocess.run(
        [sys.executable, *arguments],
        cwd=cwd,
        env={**os.environ, "PYTHONPATH": str(path), "HF_HUB_OFFLINE": "1"},
        capture_output=True,
        encoding="utf-8",
        timeout=240,
        check=False,
    )
    assert done.returncode == 0, f"exit code {done.returncode}\n{done.stdout}\n{done.stderr}"
    return done.stdout


def imports(module: Path) -> set[str]:
    found = set()
    for node in ast.walk(ast.parse(module.read_text("utf-8"))):
        if isinstance(node, ast.Import):
            found.update(alias.name for alias in node.names)
        elif isinstance(node, ast.ImportFrom):
            found.add(node.module or "")
    return {name.partition(".")[0] for name in found}


@pytest.mark.parametrize("module", MODULES, ids=named)
def test_a_module_opens_with_a_sentence_that_says_what_it_knows(module: Path):
    docstring = ast.get_docstring(ast.parse(module.read_text("utf-8"))) or ""
    first, *rest = docstring.splitlines() or [""]
    assert re.fullmatch(r"\S.*[.?!]", first), f"first line: {first!r}"
    assert not rest or rest[0] == "", f"the first sentence runs on: {rest[0]!r}"


@pytest.mark.parametrize("module", MODULES, ids=named)
def test_nothing_that_can_run_code_is_read_from_files(module: Path):
    assert not imports(module) & {"pickle", "cloudpickle", "dill", "joblib", "marshal", "shelve"}
    assert "allow_pickle=True" not in module.read_text("utf-8")


def test_what_qa_exports_is_there_and_in_order():
    assert qa.__all__ == sorted(qa.__all__)
    assert [name for name in qa.__all__ if not hasattr(qa, name)] == []


def test_every_module_can_be_imported_without_the_bench_extra():
    # -W error: a module that warns when imported warns everybody.
    names = [".".join(path.relative_to(ROOT).with_suffix("").parts) for path in MODULES]
    loaded = python(
        "-W", "error", "-c",
        "import importlib, sys\n"
        "for name in sys.argv[1:]: importlib.import_module(name)\n"
        "print(*sys.modules)",
        *(name for name in names if not name.endswith("__main__")),
    ).split()  # fmt: skip
    assert not {"langchain_community", "langchain_huggingface"} & set(loaded)


def test_the_seeds_are_untouched():
    described = (ROOT / "seeds" / "sources.md").read_text("utf-8")
    promised = {
        name: digest for digest, name in re.findall(r"^([0-9a-f]{64}) +(\S+)$", described, re.M)
    }
    found = {
        path.name: hashlib.sha256(path.read_bytes()).hexdigest()
        for path in (ROOT / "seeds").glob("*.txt")
    }
    assert found == promised
    assert len(found) == 5


def test_no_file_names_a_folder_of_somebodys_machine():
    absolute = re.compile(rb"(?<![\w.~*/-])/(?:root|work|home|Users)/[\w.]+")
    found = {
        named(path): match[0]
        for path in files_of_the_repository()
        if (match := absolute.search(path.read_bytes()))
    }
    assert found == {}


def test_no_file_names_a_package_registry():
    # Written so that this file does not name one.
    host = re.compile(
        rb"pypi[.]org|pythonhosted[.]org|download[.]pytorch[.]org|registry[.]npmjs"
        rb"|^ *-?-?(?:extra-)?index-url|^ *-?-?find-links|_INDEX_URL",
        re.M,
    )
    found = {
        named(path): match[0]
        for path in files_of_the_repository()
        if path != Path(__file__) and (match := host.search(path.read_bytes()))
    }
    assert found == {}


def test_constraints_pin_versions_and_nothing_else():
    lines = (ROOT / "constraints.txt").read_text("utf-8").splitlines()
    pins = [line for line in lines if line and not line.startswith("#")]
    assert [pin for pin in pins if not re.fullmatch(r"[\w.-]+==\d[\w.]*", pin)] == []
    names = [re.sub(r"[-_.]+", "-", pin.partition("==")[0]).lower() for pin in pins]
    assert len(names) == len(set(names))


@pytest.fixture(scope="module")
def unpacked(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A wheel of this tree, built from a copy (setuptools leaves build/ behind) and unpacked."""
    copy = tmp_path_factory.mktemp("tree") / "hoi-dap"
    shutil.copytree(ROOT, copy, ignore=LEFT_BEHIND)
    wheels = tmp_path_factory.mktemp("wheels")
    # Without pip: an environment of its own would have to fetch setuptools.
    build = "import sys; from setuptools.build_meta import build_wheel; build_wheel(sys.argv[1])"
    python("-c", build, wheels, cwd=copy, path=copy)
    (wheel,) = wheels.glob("*.whl")
    directory = tmp_path_factory.mktemp("unpacked")
    with zipfile.ZipFile(wheel) as archive:
        archive.extractall(directory)
    return directory


def test_what_the_program_reads_ships_with_it(unpacked: Path):
    wanted = [
        path
        for folder, pattern in [
            ("eval", "*.json"),
            ("eval/golden", "*.jsonl"),
            ("models/encoder", "*.*"),
            ("models/reader", "*.*"),
            ("models/tones", "*.*"),
            ("prompts", "*.*"),
            ("qa", "*.*"),
            ("qa/fonts", "*.*"),
            ("qa/page", "*.*"),
            ("index", "*.*"),
            ("seeds", "*.*"),
        ]
        for path in (ROOT / folder).glob(pattern)
    ]
    missing = [named(path) for path in wanted if not (unpacked / named(path)).is_file()]
    assert missing == []
    for essential in (
        "eval/golden/seeds.jsonl",
        "models/encoder/model.onnx",
        "models/encoder/tokenizer.json",
        "models/reader/weights.json",
        "models/tones/ngrams.npz",
        "qa/abbreviations.jsonl",
        "qa/english.jsonl",
        "qa/thesaurus.txt",
        "seeds/000_660f01a881b2fb6a.txt",
    ):
        shipped, own = unpacked / essential, ROOT / essential
        assert shipped.read_bytes() == own.read_bytes(), essential
    assert not (unpacked / "tests").exists()
    assert {path.name for path in unpacked.glob("*.dist-info/licenses/*")} == {"LICENSE", "NOTICE"}


def test_what_ships_answers_without_the_checkout(unpacked: Path, tmp_path: Path):
    printed = python("-m", "qa", "ask", "--json", QUESTION, "--index-dir", tmp_path / "index",
                     cwd=tmp_path, path=unpacked)  # fmt: skip
    answer = json.loads(printed)
    assert "Hà Nội" in answer["text"], answer
    assert answer["citations"]
    where = python("-c", "import qa; print(qa.__file__)", cwd=tmp_path, path=unpacked)
    assert Path(where.strip()).is_relative_to(unpacked)


def test_a_question_on_the_command_line_waits_for_no_heavy_library(tmp_path: Path):
    index = tmp_path / "index"
    python("-m", "qa", "index", "--index-dir", index)
    ask = (
        "import sys; from qa.__main__ import main; code = main(sys.argv[1:])\n"
        "print(*sorted(sys.modules), file=sys.stderr if code else sys.stdout); sys.exit(code)"
    )
    *answer, loaded = python("-c", ask, "ask", QUESTION, "--index-dir", index).splitlines()
    assert "Hà Nội" in "\n".join(answer)
    heavy = {
        "gradio", "langchain", "langchain_core", "pandas", "scipy", "sentence_transformers",
        "sklearn", "torch", "transformers",
    }  # fmt: skip
    assert sorted(heavy & {name.partition(".")[0] for name in loaded.split()}) == []


def test_imports_point_the_way_the_design_says():
    program = "from importlinter.cli import lint_imports_command as run; run()"
    assert " 0 broken" in python("-c", program, "--no-cache")


@pytest.mark.parametrize(
    ("library", "owners"),
    [
        ("gradio", ["qa/chat.py"]),
        ("faiss", ["index/store.py"]),
        ("torch", ["index/bf16.py", "index/encoder.py"]),
        ("sentence_transformers", ["index/encoder.py"]),
    ],
    ids=lambda value: value if isinstance(value, str) else value[-1],
)
def test_a_heavy_library_has_its_owners(library: str, owners: list[str]):
    # The contracts in pyproject.toml list modules one by one, and would miss a new one.
    assert [named(path) for path in MODULES if library in imports(path)] == owners


def test_every_folder_that_ships_is_listed():
    project = tomllib.loads((ROOT / "pyproject.toml").read_text("utf-8"))
    folders = {
        ".".join(path.parent.relative_to(ROOT).parts)
        for folder in (*PACKAGES, "models", "seeds")
        for path in files_of_the_repository(ROOT / folder)
    }
    # Measured figures are for readers of the repository.
    assert folders - {"eval.results"} <= set(project["tool"]["setuptools"]["packages"])


@pytest.fixture
def checkout(tmp_path: Path) -> Path:
    """A folder where `make` finds all installed, and a python that writes down what it is asked."""
    if shutil.which("make") is None:
        pytest.skip("make is not here")
    for name in ("Makefile", "pyproject.toml", "constraints.txt"):
        shutil.copyfile(ROOT / name, tmp_path / name)
        os.utime(tmp_path / name, (0, 0))
    fake = tmp_path / ".venv" / "bin" / "python"
    fake.parent.mkdir(parents=True)
    fake.write_text('#!/bin/sh\nfor last; do :; done\nprintf "%s" "$last" > question.txt\n')
    fake.chmod(0o755)
    (tmp_path / ".venv" / ".installed").touch()
    return tmp_path


def make(*arguments: str, cwd: Path) -> subprocess.CompletedProcess[str]:
    # Not as a part of the `make test` that may be running us.
    environment = {name: value for name, value in os.environ.items() if not name.startswith("MAKE")}
    environment.pop("Q", None)
    return subprocess.run(
        ["make", *arguments],
        cwd=cwd,
        env=environment,
        capture_output=True,
        encoding="utf-8",
        timeout=60,
        check=False,
    )


@pytest.mark.parametrize(
    "question",
    [
        "Ai ký “Nghị quyết 22”?",
        "giá $HOME \"hai\" 'ba' `touch a` $(touch b) $(shell touch c) ; touch d # năm \\ $$",
        "--help",
        "hai\ndòng",
    ],
)
def test_make_ask_hands_over_the_question_as_it_was_typed(checkout: Path, question: str):
    done = make("ask", f"Q={question}", cwd=checkout)
    assert done.returncode == 0, done.stderr
    assert (checkout / "question.txt").read_text("utf-8") == question
    assert [name for name in "abcd" if (checkout / name).exists()] == []


def test_make_ask_without_a_question_says_so_in_one_line(checkout: Path):
    done = make("ask", cwd=checkout)
    assert done.returncode != 0
    assert 'make ask Q="' in done.stderr
    assert len(done.stderr.splitlines()) == 1
    assert not (checkout / "question.txt").exists()


def test_make_bench_encoder_without_data_says_what_is_needed(checkout: Path):
    done = make("bench-encoder", cwd=checkout)
    assert done.returncode == 2
    assert "make bench-encoder DATA=" in done.stderr
    assert len(done.stderr.splitlines()) == 1


def test_make_alone_lists_every_target(checkout: Path):
    listed = make(cwd=checkout).stdout
    targets = re.findall(r"^([a-z-]+):", (ROOT / "Makefile").read_text("utf-8"), re.M)
    described = re.findall(r"^  make ([a-z-]+) +\S", listed, re.M)
    assert sorted({*targets}) == sorted(described)
