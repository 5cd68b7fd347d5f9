"""Passages hold every word of a document, at exact offsets, in whole sentences where they can."""

import hashlib
import unicodedata
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from index.document import Document, Paragraph
from index.load import load, seed_files
from index.passages import MAX_CHARACTERS, passages_of
from index.text import syllables

SEEDS = Path(__file__).parents[2] / "seeds"
PAGES = Path(__file__).parent / "pages"


def document_of(text: str, *spans: tuple[int, int]) -> Document:
    return Document(
        id="a.txt",
        title="Nhan đề",
        source="a.txt",
        sha256=hashlib.sha256(text.encode("utf-8", "surrogatepass")).hexdigest(),
        text=text,
        paragraphs=tuple(
            Paragraph(a, b, f"đoạn {n}") for n, (a, b) in enumerate(spans or [(0, len(text))], 1)
        ),
    )


def test_a_short_paragraph_is_one_passage_with_an_id_of_its_place():
    text = "Nhan đề\n\nMột đoạn ngắn."
    first, second = passages_of(document_of(text, (0, 7), (9, 23)))
    assert (first.text, second.text) == ("Nhan đề", "Một đoạn ngắn.")
    assert second.id == "a.txt:9-23"
    assert (second.title, second.source) == ("Nhan đề", "a.txt")


def test_a_long_paragraph_gives_windows_of_whole_sentences_that_share_one():
    sentences = [f"Câu số {n} " + "nói về hội nhập quốc tế " * 8 + "ở Huế." for n in range(8)]
    passages = passages_of(document_of(" ".join(sentences)))
    found = [
        [n for n, sentence in enumerate(sentences) if sentence in passage.text]
        for passage in passages
    ]
    assert found == [[0, 1, 2], [2, 3, 4], [4, 5, 6], [6, 7]]
    for passage, numbers in zip(passages, found, strict=True):
        assert passage.text == " ".join(sentences[n] for n in numbers)


def test_a_sentence_longer_than_a_window_is_cut_at_clause_borders():
    clauses = [f"điểm thứ {n} " + "của kế hoạch " * 20 + "xong" for n in range(6)]
    passages = passages_of(document_of("; ".join(clauses) + "."))
    assert len(passages) == 3
    for passage in passages[:-1]:
        assert passage.text.endswith("xong;")
        assert passage.text.startswith("điểm thứ")


def test_text_without_any_border_is_cut_at_the_limit():
    text = "x" * (2 * MAX_CHARACTERS + 5)
    assert [(p.start, p.end) for p in passages_of(document_of(text))] == [
        (0, MAX_CHARACTERS),
        (MAX_CHARACTERS, 2 * MAX_CHARACTERS),
        (2 * MAX_CHARACTERS, 2 * MAX_CHARACTERS + 5),
    ]


@pytest.mark.parametrize("path", [*seed_files(SEEDS), *sorted(PAGES.iterdir())])
@pytest.mark.parametrize("form", ["NFC", "NFD"])
def test_every_word_of_every_paragraph_is_in_a_passage_of_it(tmp_path, path, form):
    copy = tmp_path / path.name
    copy.write_text(unicodedata.normalize(form, path.read_text("utf-8")), "utf-8")
    for document in load(copy, tmp_path):
        passages = passages_of(document)
        for paragraph in document.paragraphs:
            inside = [p for p in passages if paragraph.start <= p.start < p.end <= paragraph.end]
            for word in syllables(document.text[paragraph.start : paragraph.end]):
                start, end = paragraph.start + word.start, paragraph.start + word.end
                assert any(p.start <= start and end <= p.end for p in inside), word
        for passage in passages:
            assert passage.text == document.text[passage.start : passage.end]
            assert any(q.start <= passage.start < passage.end <= q.end for q in document.paragraphs)


def test_no_passage_of_the_seeds_says_what_the_pages_around_them_say():
    said = "\n".join(
        passage.text
        for path in seed_files(SEEDS)
        for document in load(path, SEEDS)
        for passage in passages_of(document)
    )
    for junk in ("VGT", "- Hình", "HOT", "Xoài Non", "02/2025", "Comment", "Techzvn", "hcma.vn"):
        assert junk not in said, junk
    for kept in ("baochinhphu.vn", "Ảnh: KTĐT", "420 thỏa thuận", "59 điểm cầu", "8/9/2023"):
        assert kept in said, kept


@given(st.text(max_size=3000))
def test_passages_cover_any_text_and_never_exceed_the_limit(text):
    passages = passages_of(document_of(text))
    assert all(p.text == text[p.start : p.end] for p in passages)
    assert all(len(p.text) <= MAX_CHARACTERS for p in passages)
    covered = set().union(*(range(p.start, p.end) for p in passages))
    for at, character in enumerate(text):
        assert at in covered or not character.isalnum(), (at, character)
