"""Word processors: .docx with its numbering, .doc through LibreOffice, .odt, .rtf."""

from __future__ import annotations

import re
import string
from collections import defaultdict
from collections.abc import Iterator
from io import BytesIO
from typing import Any

from index.errors import SeedError
from index.extract import Block, Extract, assemble
from index.formats.tables import row_blocks
from index.formats.tools import converted_by_office
from index.formats.xml import parse_xml
from index.limits import opened_archive, unpacked

_W = "{http://schemas.openxmlformats.org/wordprocessingml/2006/main}"


def read_docx(content: bytes, _name: str) -> Extract:
    """Read paragraphs and tables in their order; a numbered paragraph keeps its number."""
    import docx
    from docx.table import Table
    from docx.text.paragraph import Paragraph

    opened_archive(content)
    document = docx.Document(BytesIO(content))
    numbering = _Numbering(document)
    pages = _Pages(document.element.body)
    blocks: list[Block] = []
    for child in document.element.body.iterchildren():
        kind = child.tag.rpartition("}")[2]
        place = pages.place(child)
        if kind == "p":
            blocks += _paragraph(Paragraph(child, document), numbering, place)
        elif kind == "tbl":
            blocks += row_blocks(_rows(Table(child, document)), place)
        elif kind == "sdt":  # a content control, the table of contents for one
            blocks += [
                block
                for inner in child.iter(f"{_W}p")
                for block in _paragraph(Paragraph(inner, document), numbering, place)
            ]
    return assemble(blocks, title=document.core_properties.title or "")


class _Pages:
    """The pages of a document, as Word laid them out when it saved the file.

    Other programs do not note where a page begins; then no page is named, for a wrong one is worse
    than none.
    """

    def __init__(self, body: Any) -> None:  # noqa: ANN401
        self._known = body.find(f".//{_BREAK}") is not None
        self._page = 1

    def place(self, element: Any) -> str:  # noqa: ANN401
        """Give the page on which the next element of the body begins, "tr. 7" or "tr. 7-9".

        A paragraph is named by the page it begins on; a table that goes on by all its pages.
        """
        if not self._known:
            return ""
        started = False
        first = last = self._page
        for inner in element.iter(_BREAK, f"{_W}t"):
            if inner.tag == _BREAK:
                last += 1
                first += not started
            else:
                started = started or bool((inner.text or "").strip())
        self._page = last
        goes_on = last > first and element.tag == f"{_W}tbl"
        return f"tr. {first}-{last}" if goes_on else f"tr. {first}"


_BREAK = f"{_W}lastRenderedPageBreak"


def _paragraph(paragraph: Any, numbering: _Numbering, place: str) -> list[Block]:  # noqa: ANN401
    text = paragraph.text.replace("\v", "\n")
    if not text.strip():
        return []
    style = (paragraph.style.name or "").lower() if paragraph.style is not None else ""
    heading = style.startswith(("heading", "title")) and len(text) <= 200
    number = numbering.number(paragraph)
    said = f"{number} {text.lstrip()}" if number else text
    return [Block(said, "heading" if heading else "text", place)]


def _rows(table: Any) -> list[list[str]]:  # noqa: ANN401
    rows = []
    for row in table.rows:
        cells, seen = [], set()
        for cell in row.cells:
            merged = id(cell._tc) in seen
            seen.add(id(cell._tc))
            cells.append("" if merged else _cell(cell))
        rows.append(cells)
    return rows


def _cell(cell: Any) -> str:  # noqa: ANN401
    nested = [" ".join(filter(None, row)) for table in cell.tables for row in _rows(table)]
    return "\n".join([cell.text, *nested])


class _Numbering:
    """The numbers Word writes before paragraphs by itself; no text has them."""

    def __init__(self, document: Any) -> None:  # noqa: ANN401
        self._levels: dict[tuple[str, int], tuple[str, str, int]] = {}
        self._counts: dict[str, dict[int, int]] = defaultdict(dict)
        self._abstract: dict[str, str] = {}
        try:
            root = document.part.numbering_part.element
        except (KeyError, NotImplementedError, AttributeError):
            return
        for abstract in root.iter(f"{_W}abstractNum"):
            for level in abstract.iter(f"{_W}lvl"):
                found = {c.tag.rpartition("}")[2]: c.get(f"{_W}val", "") for c in level}
                key = (abstract.get(f"{_W}abstractNumId"), int(level.get(f"{_W}ilvl", "0")))
                start = int(found.get("start") or 1)
                self._levels[key] = (found.get("numFmt", ""), found.get("lvlText", ""), start)
        for number in root.iter(f"{_W}num"):
            abstract = number.find(f"{_W}abstractNumId")
            if abstract is not None:
                self._abstract[number.get(f"{_W}numId")] = abstract.get(f"{_W}val")

    def number(self, paragraph: Any) -> str:  # noqa: ANN401
        """Give the number of a paragraph, "1." or "a)"; empty when it has none."""
        properties = paragraph._p.pPr
        reference = properties.numPr if properties is not None else None
        if reference is None and paragraph.style is not None:
            style = paragraph.style.element.pPr
            reference = style.numPr if style is not None else None
        if reference is None or reference.numId is None:
            return ""
        abstract = self._abstract.get(str(reference.numId.val), "")
        level = reference.ilvl.val if reference.ilvl is not None else 0
        if (abstract, level) not in self._levels:
            return ""
        counts = self._counts[abstract]
        counts[level] = counts.get(level, self._levels[abstract, level][2] - 1) + 1
        for deeper in [at for at in counts if at > level]:
            del counts[deeper]
        return self._written(abstract, level)

    def _written(self, abstract: str, level: int) -> str:
        style, pattern, _ = self._levels[abstract, level]
        if style == "bullet":
            return "-"
        if style == "none":
            return ""

        def one(match: re.Match[str]) -> str:
            at = int(match[1]) - 1
            style, _, start = self._levels.get((abstract, at), ("decimal", "", 1))
            return _numeral(self._counts[abstract].get(at, start), style)

        return re.sub(r"%(\d)", one, pattern)


def _numeral(number: int, style: str) -> str:
    if style in ("lowerLetter", "upperLetter"):
        letters = string.ascii_lowercase
        letter = letters[(number - 1) % 26] * ((number - 1) // 26 + 1)
        return letter if style == "lowerLetter" else letter.upper()
    if style in ("lowerRoman", "upperRoman"):
        values = ((10, "x"), (9, "ix"), (5, "v"), (4, "iv"), (1, "i"))
        written, rest = "", min(number, 89)
        for value, roman in values:
            written += roman * (rest // value)
            rest %= value
        return written if style == "lowerRoman" else written.upper()
    return str(number)


def read_doc(content: bytes, name: str) -> Extract:
    """Read an old Word file by way of LibreOffice."""
    if content[:5] == b"{\\rtf":
        return read_rtf(content, name)
    if content[:4] == b"PK\x03\x04":
        return read_docx(content, name)
    return read_docx(converted_by_office(content, ".doc", "docx"), name)


def read_odt(content: bytes, _name: str) -> Extract:
    """Read the paragraphs, headings, lists and tables of an OpenDocument text."""
    archive = opened_archive(content)
    root = parse_xml(unpacked(archive, "content.xml"))
    body = next((e for e in root.iter() if _local(e) == "text" and e.tag.endswith("}text")), None)
    if body is None:
        raise SeedError("không có phần văn bản. Hãy mở và lưu lại tệp bằng LibreOffice.")
    title = ""
    if "meta.xml" in archive.namelist():
        meta = parse_xml(unpacked(archive, "meta.xml"))
        title = next((e.text or "" for e in meta.iter() if _local(e) == "title"), "")
    return assemble(_odt_blocks(body), title=title)


def _local(element: Any) -> str:  # noqa: ANN401
    # Comments and processing instructions have a function for a tag.
    return element.tag.rpartition("}")[2] if isinstance(element.tag, str) else ""


def _odt_blocks(element: Any) -> Iterator[Block]:  # noqa: ANN401
    for child in element:
        kind = _local(child)
        if kind == "h":
            yield Block(_odt_text(child), "heading")
        elif kind == "p":
            yield Block(_odt_text(child))
        elif kind == "table":
            rows = [
                [
                    "\n".join(_odt_text(p) for p in cell.iter() if _local(p) in ("p", "h"))
                    for cell in row
                    if _local(cell) in ("table-cell", "covered-table-cell")
                ]
                for row in child.iter()
                if _local(row) == "table-row"
            ]
            yield from row_blocks(rows)
        elif kind not in ("tracked-changes", "annotation", "forms"):
            yield from _odt_blocks(child)


def _odt_text(element: Any) -> str:  # noqa: ANN401
    parts = [element.text or ""]
    for child in element:
        kind = _local(child)
        if kind == "s":
            count = next((v for k, v in child.attrib.items() if k.endswith("}c")), "1")
            parts.append(" " * min(int(count) if count.isdigit() else 1, 100))
        elif kind == "tab":
            parts.append("\t")
        elif kind == "line-break":
            parts.append("\n")
        elif kind not in ("note", "annotation"):
            parts.append(_odt_text(child))
        parts.append(child.tail or "")
    return "".join(parts)


def read_rtf(content: bytes, _name: str) -> Extract:
    """Read the text of a rich text file; its pictures and objects are left out."""
    from striprtf.striprtf import rtf_to_text

    if b"{\\rtf" not in content[:200]:
        raise SeedError("không phải RTF. Hãy mở bằng phần mềm soạn thảo và lưu lại.")
    text = rtf_to_text(content.decode("latin-1"), encoding="cp1252", errors="replace")
    return assemble(
        Block(" | ".join(filter(None, map(str.strip, line.split("|"))))
              if line.rstrip().endswith("|") else line)
        for line in text.split("\n")
    )  # fmt: skip
