"""Whatever lies in a folder gives text or a named reason: no crash, no hang, no flood of memory."""

import re
import time
from pathlib import Path

import fuzz
import pytest
from corpus import Case, cases

from index.formats import HOLDERS, PLAIN, extract, suffix_of
from index.limits import SECONDS
from index.load import read
from index.sandbox import Sandbox
from qa.answer import Citation

CASES = cases()


@pytest.fixture(scope="module")
def sandbox():
    with Sandbox() as opened:
        yield opened


def test_the_corpus_is_large_and_of_every_kind():
    assert len(CASES) >= 60
    assert len({case.name for case in CASES}) == len(CASES)
    suffixes = {suffix_of(case.name) for case in CASES}
    assert suffixes >= set(
        ".txt .md .html .pdf .docx .doc .odt .rtf .xlsx .csv .pptx .epub .eml .zip .png".split()
    )


@pytest.mark.parametrize("case", CASES, ids=lambda case: case.name)
def test_a_file_gives_its_text_or_a_named_reason(case: Case, sandbox):
    began = time.monotonic()
    reading = sandbox.read(case.content, case.name)
    assert time.monotonic() - began < SECONDS + 5
    if case.says:
        said = "\n".join(document.text for document in reading.documents)
        assert case.says.lower() in said.lower(), (said[:500], reading.skipped)
    elif case.reason == ".":
        # Hostile or cut: whatever could be read of it is as good as the reason why nothing was.
        assert reading.documents or reading.skipped
    else:
        assert not reading.documents
        assert case.reason in str(reading.skipped[0])
    for error in reading.skipped:
        assert str(error).startswith(case.name)
        assert "Hãy " in str(error)


def test_reading_all_of_it_took_less_than_a_gigabyte(sandbox):
    status = Path(f"/proc/{sandbox._process.pid}/status").read_text()
    (peak,) = re.findall(r"VmHWM:\s+(\d+) kB", status)
    assert int(peak) < 2**20


# What is in an archive is one of the others.
SINGLE = [case for case in CASES if case.says and suffix_of(case.name) not in HOLDERS]


@pytest.mark.parametrize("case", SINGLE, ids=lambda case: case.name)
def test_every_citation_leads_back_to_the_original_characters(case: Case):
    """The words a passage was made of, as they stand in the file before any repair."""
    extracted = extract(case.content, case.name)
    repaired = extracted.repaired
    (document, *_) = read(case.content, case.name).documents
    before = repaired.original
    for step in repaired.steps:
        for repair in step.repairs:
            assert before[repair.original_start : repair.original_end] == repair.original
        before = step.text
    for number, paragraph in enumerate(document.paragraphs, start=1):
        cited = Citation.of(document, number, paragraph.start, paragraph.end, (0, 1))
        start, end = repaired.original_span(cited.start, cited.end)
        original = repaired.original[start:end]
        # Repairing what the citation leads to gives the citation again: nothing more, nothing less.
        assert _again(case, original, repaired, start, end) == cited.quote
    if suffix_of(case.name) in PLAIN and case.content[:2] not in (b"\xff\xfe", b"\xfe\xff"):
        if not repaired.repairs:
            assert extracted.text == repaired.original
        if any("mã " in repair.reason for repair in repaired.repairs) and not _is_utf_8(case):
            start, end = repaired.original_span(0, len(extracted.text))
            assert case.content[start:end] == repaired.original[start:end].encode("latin-1")


def _again(case: Case, original: str, repaired, start: int, end: int) -> str:
    """Carry the same repairs out on the stretch alone."""
    text = original
    offset = start
    for step in repaired.steps:
        inside = [
            r
            for r in step.repairs
            if offset <= r.original_start and r.original_end <= offset + len(text)
        ]
        for repair in reversed(inside):
            at = repair.original_start - offset
            instead = step.text[repair.start : repair.end]
            text = text[:at] + instead + text[at + len(repair.original) :]
        offset = step.after(offset)
    return text


def _is_utf_8(case: Case) -> bool:
    try:
        case.content.decode("utf-8")
    except UnicodeDecodeError:
        return "utf-16" in case.name
    return True


def test_a_word_file_names_the_pages_that_word_noted():
    (case,) = (case for case in CASES if case.name == "trang.docx")
    extracted = extract(case.content, case.name)
    begins = {extracted.text[at:].split()[0]: place for at, place in extracted.places}
    assert begins == {"Thư": "tr. 1", "Bạn": "tr. 2", "Loại": "tr. 2-3", "Nội": "tr. 4"}


@pytest.mark.parametrize("where", ["bảng.htm", "bảng-bên-cạnh.html"])
def test_a_table_of_a_page_is_said_once_wherever_it_stands(where):
    (case,) = (case for case in CASES if case.name == where)
    assert extract(case.content, case.name).text.count("Họ tên: Vũ Đình Toàn") == 1


def test_a_menu_in_a_table_is_no_table():
    (case,) = (case for case in CASES if case.name == "bảng-bên-cạnh.html")
    cells = "<tr><th>Tin tức</th><th>Ảnh</th></tr><tr><td>{}</td><td>{}</td></tr>"
    links = cells.format("<a href='/1'>Thời sự</a>", "<a href='/2'>Lễ hội làng</a>")
    page = case.content.replace(b"</body>", f"<table>{links}</table></body>".encode())
    assert extract(page, case.name).text == extract(case.content, case.name).text


def test_two_hundred_mutated_files_find_nothing(tmp_path, monkeypatch, capsys):
    """A glimpse of `make fuzz`, which tries 20,000."""
    monkeypatch.chdir(tmp_path)
    assert fuzz.main(200, seed=1) == 0, capsys.readouterr().out
