"""A dossier says the same in every kind of file, and nothing in it can be changed unseen."""

import json
import re
import zipfile
from dataclasses import replace
from io import BytesIO

import pytest

from index.errors import CitationError
from qa.answer import one_line
from qa.docx import from_docx, to_docx
from qa.dossier import Dossier, blocks, from_markdown, packed, to_markdown, unpacked, versions_of
from qa.pdf import from_pdf, to_pdf
from qa.verify import verify

LIST = "Cuộc họp thống nhất những việc gì trong quý III?"


@pytest.fixture(scope="module")
def dossier(assistant):
    answers = (assistant.ask(LIST), assistant.ask("Công thức nấu phở bò như thế nào?"))
    assert [answer.abstained for answer in answers] == [False, True]
    faults = tuple(("",) * len(one.citations or one.nearest) for one in answers)
    digests = [document.sha256 for document in assistant.index.documents]
    versions = versions_of(assistant.encoder.name, digests)
    return Dossier("2026-03-04T05:06:07+07:00", versions, answers, faults)


@pytest.fixture(scope="module")
def written(dossier):
    return {
        ".md": to_markdown(dossier).encode(),
        ".docx": to_docx(dossier),
        ".pdf": to_pdf(dossier),
        ".json": json.dumps(dossier.to_dict()).encode(),
    }


@pytest.mark.parametrize("kind", [".md", ".docx", ".pdf", ".json"])
def test_every_kind_of_file_is_checked_against_the_sources(
    written, folder, tmp_path, dossier, kind
):
    export = tmp_path / f"ho-so{kind}"
    export.write_bytes(written[kind])
    findings = verify(export, [folder])
    quotes = sum(len(one.citations or one.nearest) for one in dossier.answers)
    assert [finding.fault for finding in findings] == [""] * quotes
    assert findings[0].source.startswith("câu 1, ")


def test_what_is_read_back_is_the_dossier(written, dossier):
    assert from_markdown(written[".md"].decode()) == dossier
    assert from_docx(written[".docx"]) == dossier
    assert from_pdf(written[".pdf"]) == dossier
    assert Dossier.from_dict(json.loads(written[".json"])) == dossier


def test_the_words_say_question_answer_quotes_digests_and_versions(dossier):
    said = "\n".join(block.text for block in blocks(dossier, 0))
    answer = dossier.answers[0]
    assert LIST in said
    assert one_line(answer.text).replace("**", "") in said
    for citation in answer.citations:
        assert one_line(citation.quote) in said
        assert citation.sha256 in said
    assert "Ngày 04 tháng 03 năm 2026" in said
    assert all(value in said for _, value in dossier.versions)


def test_a_changed_word_is_seen_in_every_kind(written, dossier, tmp_path, folder):
    word = one_line(dossier.answers[0].text).split()[0]
    with pytest.raises(CitationError, match="đã bị sửa"):
        from_markdown(written[".md"].decode().replace(word, "Khác", 1))
    with pytest.raises(CitationError, match="đã bị sửa"):
        from_docx(rezipped(written[".docx"], lambda text: text.replace(word, "Khác", 1)))
    with pytest.raises(CitationError, match="đã bị sửa"):
        from_pdf(written[".pdf"].replace(b"/Title", b"/Other", 1))


def rezipped(content, change):
    """Write a Word file anew, as another program does, with its text changed."""
    made = BytesIO()
    with zipfile.ZipFile(BytesIO(content)) as old, zipfile.ZipFile(made, "w") as new:
        for name in reversed(old.namelist()):
            text = old.read(name).decode()
            new.writestr(name, change(text) if name == "word/document.xml" else text)
    return made.getvalue()


def test_a_word_file_that_was_only_saved_again_still_holds(written, dossier):
    spaced = rezipped(written[".docx"], lambda text: text.replace("<w:r>", "\n<w:r>"))
    assert from_docx(spaced) == dossier


def test_a_forged_quote_is_found_by_its_file(dossier, folder, tmp_path):
    first = dossier.answers[0]
    forged = replace(first.citations[0], quote="Bịa đặt.", highlight=(0, 3))
    answer = replace(first, citations=(forged, *first.citations[1:]))
    export = tmp_path / "gia.docx"
    export.write_bytes(to_docx(replace(dossier, answers=(answer, dossier.answers[1]))))
    assert any(finding.fault for finding in verify(export, [folder]))


@pytest.mark.parametrize("read", [from_docx, from_pdf])
def test_another_file_is_no_dossier(read):
    for content in (b"", b"PK\x03\x04", b"%PDF-1.7\n"):
        with pytest.raises(CitationError):
            read(content)


@pytest.mark.parametrize("data", ["", "AAAA", "không", "eJwDAAAAAAE="])
def test_damaged_data_is_an_error_in_words(data):
    with pytest.raises(CitationError):
        unpacked(data)


def test_a_documents_markup_is_shown_and_not_used(dossier):
    tricks = "<script>x</script> ![x](http://a.b/c.png) </w:t> & [1]"
    hostile = replace(dossier.answers[0], question=tricks)
    one = replace(dossier, answers=(hostile,), faults=dossier.faults[:1])
    text = to_markdown(one)
    assert not re.search(r"(?<!\\)<script", text)
    assert not re.search(r"(?<!\\)!\[", text)
    assert from_markdown(text) == one
    assert from_docx(to_docx(one)).answers[0].question == tricks


def test_a_long_answer_is_one_page_and_two_answers_are_two(dossier, written):
    def pages(content):
        return len(re.findall(rb"/Type /Page\b", content))

    first = dossier.answers[0]
    long = replace(first, citations=first.citations * 8)
    faults = (("",) * len(long.citations),)
    assert pages(to_pdf(replace(dossier, answers=(long,), faults=faults))) == 1
    assert pages(written[".pdf"]) == 2


def test_characters_that_no_font_or_xml_has_do_no_harm(dossier):
    odd = replace(dossier.answers[0], question="中文 \x00\x0b \U0001f600 a\u0301")
    one = replace(dossier, answers=(odd,), faults=dossier.faults[:1])
    assert from_docx(to_docx(one)).answers == one.answers
    assert from_pdf(to_pdf(one)).answers == one.answers


def test_packed_data_survives(dossier):
    assert unpacked(packed(dossier)) == dossier
