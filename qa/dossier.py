"""Answers as a file people keep: what it says, block by block, and the data to check it by."""

from __future__ import annotations

import base64
import json
import re
import zlib
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime
from importlib.metadata import PackageNotFoundError, version
from typing import Any, Literal

from index.errors import CitationError
from qa.answer import FORMAT, Answer, Citation, one_line

KIND = "hoidap-ho-so"
MAX_ANSWERS = 100
_MAX_DATA = 64 * 2**20  # bytes of a dossier's data once unpacked

Style = Literal["date", "title", "subtitle", "heading", "text", "quote", "small", "sign"]


@dataclass(frozen=True, slots=True)
class Block:
    """A paragraph of the written dossier."""

    style: Style
    text: str


@dataclass(frozen=True, slots=True)
class Dossier:
    """Answers with when, and with which versions of what, they were written out."""

    made: str
    """When, in ISO 8601 with its offset from UTC."""
    versions: tuple[tuple[str, str], ...]
    answers: tuple[Answer, ...]
    faults: tuple[tuple[str, ...], ...]
    """For each answer and each quote it shows: why its file did not prove it then; else empty."""

    def to_dict(self) -> dict[str, Any]:
        """Give what is kept in every file that is written."""
        return {
            "kind": KIND,
            "format": FORMAT,
            "made": self.made,
            "versions": dict(self.versions),
            "answers": [answer.to_dict() for answer in self.answers],
            "faults": [list(faults) for faults in self.faults],
        }

    @classmethod
    def from_dict(cls, given: Mapping[str, Any]) -> Dossier:
        """Read what `to_dict` wrote.

        Raises:
            CitationError: it is no dossier, or one of another format.
        """
        if given.get("kind") != KIND or given.get("format") != FORMAT:
            raise CitationError(f"Không phải hồ sơ trả lời định dạng {FORMAT} do Hỏi Đáp xuất ra.")
        try:
            datetime.fromisoformat(given["made"])
            answers = tuple(map(Answer.from_dict, given["answers"]))
            faults = tuple(tuple(map(str, row)) for row in given["faults"])
            versions = tuple((str(k), str(v)) for k, v in given["versions"].items())
        except (KeyError, TypeError, ValueError, AttributeError) as error:
            raise CitationError(f"Hồ sơ trả lời thiếu hoặc sai trường ({error!r}).") from error
        shown = [len(answer.citations or answer.nearest) for answer in answers]
        if not answers or [len(row) for row in faults] != shown:
            raise CitationError("Hồ sơ trả lời không có câu trả lời nào, hoặc thiếu kết quả kiểm.")
        return cls(given["made"], versions, answers, faults)


def versions_of(encoder: str, documents: Sequence[str]) -> tuple[tuple[str, str], ...]:
    """Name what an answer depends on: the program, the encoder, the digests of the documents."""
    together = zlib.crc32("\n".join(sorted(documents)).encode())
    return (
        ("Hỏi Đáp", _installed("hoi-dap")),
        ("Bộ mã hóa", encoder),
        ("Bộ tài liệu", f"{len(documents)} văn bản, mã {together:08x}"),
        ("fpdf2", _installed("fpdf2")),
    )


def _installed(name: str) -> str:
    try:
        return version(name)
    except PackageNotFoundError:
        return "chưa cài"


# ------------------------------------------------------------------------------ what is written


def blocks(dossier: Dossier, number: int, *, most: int | None = None) -> Iterator[Block]:
    """Say in blocks what the dossier says of an answer; quotes over `most` characters are cut."""
    answer = dossier.answers[number]
    made = datetime.fromisoformat(dossier.made)
    yield Block("date", f"Ngày {made.day:02} tháng {made.month:02} năm {made.year}")
    yield Block("title", "HỒ SƠ TRẢ LỜI")
    count = len(dossier.answers)
    yield Block("subtitle", f"Câu {number + 1} trên {count}" if count > 1 else "Hỏi đáp tài liệu")
    yield Block("heading", "I. Câu hỏi")
    yield Block("text", one_line(answer.question))
    if answer.understood_as:
        yield Block("small", f"Hiểu là: {one_line(answer.understood_as)}")
    yield Block("heading", "II. Trả lời")
    if answer.abstained:
        yield Block("text", f"Không trả lời được. {one_line(answer.reason)}")
    else:
        # A statement may be led by the words that answer, in Markdown's bold.
        said = re.sub(r"\*\*([^*]+)\*\*(?= — «)", r"\1", one_line(answer.text))
        yield Block("text", said)
        if answer.reason:
            yield Block("small", one_line(answer.reason))
        yield Block("small", f"Độ tin cậy: {in_words(answer.confidence)}.")
    shown = answer.citations or answer.nearest
    if shown:
        kind = "III. Đoạn gần nhất" if answer.abstained else "III. Căn cứ"
        yield Block("heading", kind)
    for citation, fault in zip(shown, dossier.faults[number], strict=True):
        yield from _cited(citation, fault, most)
    yield Block("heading", "IV. Cách kiểm lại" if shown else "III. Cách kiểm lại")
    listed = "; ".join(f"{name}: {value}" for name, value in dossier.versions)
    yield Block("small", f"Lập lúc {made.isoformat(sep=' ', timespec='seconds')}. {listed}.")
    yield Block("small", "Kiểm lại với các tệp nguồn: hoidap verify TỆP_NÀY --docs THƯ_MỤC")
    yield Block("sign", "Người lập hồ sơ")


def _cited(citation: Citation, fault: str, most: int | None) -> Iterator[Block]:
    quote = one_line(citation.quote)
    if most is not None and len(quote) > most:
        quote = quote[: most - 1].rstrip() + "…"
    yield Block("quote", f"[{citation.number}] “{quote}”")
    place = f"{one_line(citation.title)}, {one_line(citation.place)}"
    where = f"tệp {citation.source}, ký tự {citation.start}–{citation.end}"
    checked = f"Chưa kiểm chứng được: {one_line(fault)}." if fault else "Đã kiểm chứng với tệp."
    yield Block("small", f"{place}; {where}. SHA-256 {citation.sha256}. {checked}")


def in_words(confidence: float) -> str:
    """Say how sure an answer is, for people."""
    word = {"high": "cao", "fair": "khá", "low": "thấp, cần đọc kỹ nguồn"}[sure(confidence)]
    return f"{word} ({100 * confidence:.0f}%)"


def sure(confidence: float) -> Literal["high", "fair", "low"]:
    """Say how sure an answer is: confidence is its calibrated probability to be right.

    >>> sure(0.92), sure(0.3)
    ('high', 'low')
    """
    return "high" if confidence >= 0.8 else "fair" if confidence >= 0.6 else "low"


# -------------------------------------------------------------------------- the data to check by


def packed(dossier: Dossier) -> str:
    """Write the data small and in plain letters, to be put into a file beside what is read."""
    data = json.dumps(dossier.to_dict(), ensure_ascii=False).encode()
    return base64.b64encode(zlib.compress(data, 9)).decode()


def unpacked(data: str) -> Dossier:
    """Read what `packed` wrote.

    Raises:
        CitationError: it is damaged.
    """
    try:
        unpacker = zlib.decompressobj()
        content = unpacker.decompress(base64.b64decode(data, validate=True), _MAX_DATA)
        given = json.loads(content)
    except (ValueError, zlib.error, RecursionError) as error:
        raise CitationError(f"Dữ liệu trong hồ sơ bị hỏng ({error}).") from error
    if not isinstance(given, dict):
        raise CitationError("Dữ liệu trong hồ sơ không phải hồ sơ trả lời.")
    return Dossier.from_dict(given)


_MARKS = {"title": "# ", "heading": "## ", "quote": "> ", "date": "", "sign": "", "text": ""}


def to_markdown(dossier: Dossier) -> str:
    """Write the dossier as Markdown, the data in a comment at its end."""
    lines = []
    for number in range(len(dossier.answers)):
        for block in blocks(dossier, number):
            text = _plain(block.text)
            emphasised = block.style in ("small", "subtitle")
            lines += [f"*{text}*" if emphasised else _MARKS[block.style] + text, ""]
    return "\n".join(lines) + f"<!-- {KIND}: {packed(dossier)} -->\n"


def _plain(text: str) -> str:
    r"""Keep words words in Markdown: a document's own marks, links and tags are shown, not used.

    >>> _plain("![x](http://a.b/c) <b>")
    '\\!\\[x\\]\\(http://a\\.b/c\\) \\<b\\>'
    """
    return re.sub(r"([\\`*_{}\[\]()<>#+.!|~&^$-])", r"\\\1", text)


def from_markdown(text: str) -> Dossier:
    """Read the data of a Markdown dossier, and see that the words above are those of the data.

    Raises:
        CitationError: there is no data, or the words were changed.
    """
    found = re.search(rf"<!-- {KIND}: (\S+) -->", text)
    if not found:
        raise CitationError("Tệp Markdown này không phải hồ sơ trả lời do Hỏi Đáp xuất ra.")
    dossier = unpacked(found[1])
    if text.replace("\r\n", "\n") != to_markdown(dossier):
        raise CitationError("Lời văn trong tệp không khớp với dữ liệu kèm theo: tệp đã bị sửa.")
    return dossier
