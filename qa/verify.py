"""Re-checks an exported answer against the files alone: no index, no model."""

from __future__ import annotations

import hashlib
import json
import stat
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from pathlib import Path, PurePosixPath
from typing import Any, NoReturn, TypeGuard

from index.errors import CitationError, SeedError
from index.extract import plain
from index.formats import PLAIN, extract, suffix_of
from index.load import file_of, load
from qa.answer import FORMAT, Citation, markers, one_line, statement, wrong_field
from qa.docx import from_docx
from qa.dossier import KIND, Dossier, from_markdown
from qa.marked import sentences_of
from qa.named import fault_of
from qa.pdf import from_pdf


@dataclass(frozen=True, slots=True)
class Finding:
    """What checking one citation gave (number 0: the answer itself); no fault means it holds."""

    number: int
    source: str
    fault: str = ""
    is_checked: bool = True
    """False for what files alone can neither prove nor disprove."""

    @property
    def verdict(self) -> str:
        """The finding in words."""
        if not self.fault:
            return "đúng"
        return f"{'SAI:' if self.is_checked else 'chưa kiểm được'} {self.fault}"


def verify(export: Path, folders: Sequence[Path]) -> list[Finding]:
    """Check an exported answer: every citation against its file, its words against the citations.

    A dossier (JSON, Markdown, Word or PDF) is checked answer by answer, and its words against the
    data it carries.

    Raises:
        CitationError: the export, or a file it names, cannot be read, or its words were changed.
    """
    try:
        answers = _answers(export)
    except RecursionError:
        raise CitationError(f"{export} không phải JSON hợp lệ (lồng nhau quá sâu).") from None
    findings: list[Finding] = []
    for number, answer in enumerate(answers, start=1):
        found = _findings(answer, export.name, folders)
        if len(answers) > 1:
            found = [replace(one, source=f"câu {number}, {one.source}") for one in found]
        findings += found
    return findings


def _findings(answer: Mapping[str, Any], name: str, folders: Sequence[Path]) -> list[Finding]:
    findings = [_check(row, folders) for row in _cited(answer)]
    fault = _contradiction(answer) if answer["abstained"] else _unproved(answer)
    if fault:
        findings.append(Finding(0, name, fault))
    elif not answer["abstained"] and answer.get("written_by") != "extractive":
        fault = _unnamed(answer)
        writer = str(answer.get("written_by"))[:40]
        doubt = f"lời văn: do “{writer}” viết, không phải câu trích nguyên văn"
        findings.append(Finding(0, name, fault or doubt, is_checked=bool(fault)))
    return findings


def _cited(answer: Mapping[str, Any]) -> list[Mapping[str, Any]]:
    """Give every citation of an answer; those of newer texts are there since they exist."""
    newer = answer.get("newer", [])
    rows = newer if isinstance(newer, list) else [newer]
    return [
        row if isinstance(row, dict) else {}
        for row in (*answer["citations"], *answer["nearest"], *rows)
    ]


def recheck(citation: Citation, folders: Sequence[Path]) -> Finding:
    """Check a citation against its file as it is now."""
    try:
        return Finding(citation.number, citation.source, _fault(citation, folders))
    except CitationError as error:
        return Finding(citation.number, citation.source, str(error))


def _answers(export: Path) -> list[Mapping[str, Any]]:
    """Read the answers of an export, whichever kind of file it is."""
    kind = export.suffix.lower()
    if kind not in (".md", ".docx", ".pdf"):
        return _read(export)
    try:
        content = export.read_bytes()
    except OSError as error:
        raise _no_export(export) from error
    if kind == ".docx":
        return _of(from_docx(content))
    if kind == ".pdf":
        return _of(from_pdf(content))
    try:
        return _of(from_markdown(content.decode("utf-8")))
    except UnicodeDecodeError as error:
        raise CitationError(f"{export} không phải UTF-8 (byte {error.start}).") from error


def _of(dossier: Dossier) -> list[Mapping[str, Any]]:
    # Through JSON, for its lists: a file gives no tuples.
    return [json.loads(json.dumps(answer.to_dict())) for answer in dossier.answers]


def _no_export(export: Path) -> CitationError:
    return CitationError(f"Không đọc được {export}. Hãy kiểm tra đường dẫn và quyền đọc.")


def _read(export: Path) -> list[Mapping[str, Any]]:
    try:
        answer = json.loads(export.read_text(encoding="utf-8"), parse_constant=_refuse)
    except OSError as error:
        raise _no_export(export) from error
    except ValueError as error:
        raise CitationError(f"{export} không phải JSON hợp lệ ({error}).") from error
    if isinstance(answer, dict) and answer.get("kind") == KIND:
        return _of(Dossier.from_dict(answer))
    if not _is_answer(answer):
        raise CitationError(
            f"{export} không phải câu trả lời do `hoidap ask --json` xuất ra. "
            "Hãy xuất lại: hoidap ask --json “câu hỏi” > tep.json"
        )
    if answer.get("format") != FORMAT:
        raise CitationError(
            f"{export} có định dạng {answer.get('format')!r}, chỉ đọc được {FORMAT}."
        )
    return [answer]


def _refuse(constant: str) -> NoReturn:
    # Python reads Infinity and NaN, which are no JSON.
    raise ValueError(f"{constant} không phải là số")


def _is_answer(answer: object) -> TypeGuard[Mapping[str, Any]]:
    required = {"text", "citations", "nearest", "abstained"}
    if not isinstance(answer, dict) or not required <= answer.keys():
        return False
    if not isinstance(answer["text"], str) or not isinstance(answer["abstained"], bool):
        return False
    lists = (answer["citations"], answer["nearest"])
    return all(
        isinstance(rows, list) and all(isinstance(row, dict) for row in rows) for rows in lists
    )


# ------------------------------------------------------------------------------------- one citation


def _check(row: Mapping[str, Any], folders: Sequence[Path]) -> Finding:
    wrong = wrong_field(row)
    if wrong:
        source = row.get("source")
        name = source if isinstance(source, str) else "?"
        return Finding(0, name, f"trích dẫn thiếu hoặc sai trường ('{wrong}')")
    citation = Citation.from_dict(row)
    return Finding(citation.number, citation.source, _fault(citation, folders))


def _fault(citation: Citation, folders: Sequence[Path]) -> str:
    """Say what is wrong with a citation, by its file; empty when all of it holds."""
    folder = _folder_of(citation.source, folders)
    if folder is None:
        return "không tìm thấy tệp nguồn"
    path = file_of(citation.source, folder)
    try:
        text, digest = _text_of(path, folder, citation.source)
    except OSError as error:
        raise _unreadable(citation.source) from error
    except SeedError as error:
        return f"không đọc lại được tệp nguồn thành văn bản ({error})"
    start, end, quote = citation.start, citation.end, citation.quote
    if not quote or start < 0 or text[start:end] != quote:
        moved = text.find(quote) if quote else -1
        where = f"; câu ấy nay ở vị trí {moved}" if moved >= 0 else "; câu ấy không có trong tệp"
        return f"vị trí {start}–{end} không phải là câu trích{where}"
    left, right = citation.highlight
    if not 0 <= left <= right <= len(quote):
        return f"phần tô sáng {left}–{right} nằm ngoài câu trích"
    at, paragraph = citation.paragraph_start, citation.paragraph
    if not 0 <= at <= start or text[at : at + len(paragraph)] != paragraph:
        return "đoạn văn quanh câu trích không đúng như trong tệp"
    if end > at + len(paragraph):
        return "đoạn văn quanh câu trích không chứa câu trích"
    if digest != citation.sha256:
        return "tệp đã bị sửa từ khi trả lời (SHA-256 khác), câu trích còn đúng chỗ"
    return _misnamed(citation, path, folder)


def _named(source: str) -> str:
    """Give a source as reading names it: "bien-ban.txt/" is the same file by another name."""
    return PurePosixPath(source).as_posix()


def _text_of(path: Path, folder: Path, source: str) -> tuple[str, str]:
    """Give the text of a source and the SHA-256 of its bytes, or of the archive it is gone from.

    Raises:
        SeedError: it cannot be read as a text any more.
    """
    content = path.read_bytes()
    if suffix_of(path.name) in PLAIN and path == folder / source:
        # A file that is blank by now is still a text; `load` would refuse it.
        try:
            text = plain(content.decode("utf-8")).text
        except UnicodeDecodeError:
            text = extract(content, path.name).text
        return text, hashlib.sha256(content).hexdigest()
    for document in load(path, folder):
        if document.source == _named(source):
            return document.text, document.sha256
    return "", hashlib.sha256(content).hexdigest()


def _misnamed(citation: Citation, path: Path, folder: Path) -> str:
    """Say which of title, place and paragraph is not what reading the file gives."""
    try:
        documents = load(path, folder)
    except SeedError as error:
        return f"không đọc lại được tệp nguồn thành văn bản ({error})"
    for document in documents:
        if document.source != _named(citation.source):
            continue  # another file of the same archive
        try:
            again = Citation.of(
                document, citation.number, citation.start, citation.end, citation.highlight
            )
        except CitationError:
            continue  # another article of the same file
        if citation.paragraph_start != again.paragraph_start or (
            citation.paragraph != again.paragraph
        ):
            return "đoạn văn quanh câu trích không phải là một đoạn của tệp"
        if citation.title != again.title:
            return f"nhan đề không đúng, theo tệp là “{again.title}”"
        if citation.place != again.place:
            return f"chỗ trích không đúng, theo tệp là “{again.place}”"
        return ""
    return "câu trích không nằm trong đoạn văn nào của tệp"


def leads_out(source: str) -> bool:
    """Say whether a source names a file outside the folder it is looked for in.

    >>> leads_out("../a.txt"), leads_out("/etc/passwd"), leads_out("kho.zip!/a.txt")
    (True, True, False)
    """
    return Path(source).is_absolute() or ".." in Path(source).parts


def _folder_of(source: str, folders: Sequence[Path]) -> Path | None:
    """Give the first folder that has a source; a source never leads out of its folder."""
    if leads_out(source):
        return None
    for folder in folders:
        try:
            if stat.S_ISREG(file_of(source, folder).stat().st_mode):
                return folder
        except (FileNotFoundError, NotADirectoryError, ValueError):
            continue  # ValueError: a name that no file can have
        except OSError as error:
            raise _unreadable(source) from error
    return None


def _unreadable(source: str) -> CitationError:
    shown = source if len(source) <= 100 else source[:99] + "…"
    return CitationError(
        f"Không đọc được tệp nguồn {shown}. Hãy kiểm tra tên tệp và quyền đọc tệp, thư mục."
    )


# ------------------------------------------------------------------------------------- the answer


def _contradiction(answer: Mapping[str, Any]) -> str:
    """Say what an abstention has that only an answer may have."""
    if answer["citations"]:
        return "lời từ chối trả lời lại có trích dẫn"
    return "lời từ chối trả lời lại có câu trả lời" if answer["text"] else ""


def _unproved(answer: Mapping[str, Any]) -> str:
    """Say what in the answer no citation proves; empty when its words are the quotes in order.

    The words of another writer than the extractive one are not compared, only the markers.
    """
    rows = answer["citations"]
    if not rows:
        return "câu trả lời không dẫn nguồn nào"
    if answer["nearest"]:
        return "câu trả lời lại có đoạn gần nhất, là thứ chỉ lời từ chối mới có"
    if any(wrong_field(row) for row in rows):
        return "còn trích dẫn sai trường nên không so được lời văn"
    numbers = [row["number"] for row in rows]
    if numbers != list(range(1, len(rows) + 1)):
        return "các trích dẫn không được đánh số 1, 2, 3… theo thứ tự"
    extractive = answer.get("written_by") == "extractive"
    rest = _rest(answer["text"], rows) if extractive else ""
    if extractive and not rest:
        return ""
    cited = [Citation.from_dict(row) for row in rows]
    quotes = [words for one in cited for words in (one.quote, one.told)]
    said = markers(answer["text"], quotes)
    if said != {str(number) for number in numbers}:
        return f"số dẫn trong câu trả lời {sorted(said)} không khớp với các trích dẫn"
    if rest:
        return f"lời văn từ “{rest[:80]}” không phải là lời của nguồn nào theo thứ tự trích dẫn"
    return ""


def _unnamed(answer: Mapping[str, Any]) -> str:
    """Say what a model's words name that the paragraphs they cite do not; empty when nothing."""
    paragraphs = {row["number"]: row["paragraph"] for row in answer["citations"]}
    for sentence in sentences_of([one_line(answer["text"])]):
        cited = [paragraphs[number] for number in sentence.numbers if number in paragraphs]
        fault = fault_of(sentence.text, "\n".join(cited)) if cited else "câu không dẫn nguồn nào"
        if fault:
            return f"lời văn “{sentence.text[:80]}”: {fault}"
    return ""


def _rest(text: str, rows: Sequence[Mapping[str, Any]]) -> str:
    """Give what is left of an answer from where it is not its quotes, each with its marker.

    `qa.compose.write` puts one statement after the other, see `qa.answer.statement`.
    """
    rest = one_line(text)
    for citation in map(Citation.from_dict, rows):
        quote, number = citation.quote, citation.number
        lead = quote[slice(*citation.highlight)]
        forms = {
            statement(told, number, lead=words, is_cut=is_cut)
            for told in (citation.told, quote)
            for words in ("", lead)
            for is_cut in (False, True)
        }
        said = next((form for form in forms if rest.startswith(form)), "")
        rest = rest.removeprefix(said)
        if not said or (rest and not rest.startswith(" ")):
            return rest or statement(quote, number)
        rest = rest.removeprefix(" ")
    return rest
