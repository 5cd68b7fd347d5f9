"""Word processors: .docx with its numbering, .doc through LibreOffice, .odt, .rtf."""

from __future__ import annotations

import re
import string
from collections import defaultdict
from collections.abc import Iterator
from dataclasses import dataclass
from io import BytesIO
from typing import Any

from index.errors import SeedError
from index.extract import Block, Extract, assemble
from index.formats.tables import row_blocks
from index.formats.titles import own_title
from index.formats.tools import converted_by_office
from index.formats.xml import parse_xml
from index.limits import opened_archive, unpacked

_W = "{http://schemas.openxmlformats.org/wordprocessingml/2006/main}"
_M = "{http://schemas.openxmlformats.org/officeDocument/2006/math}"


def read_docx(content: bytes, _name: str) -> Extract:
    """Read paragraphs and tables in their order; a numbered paragraph keeps its number."""
    import docx

    opened_archive(content)
    document = docx.Document(BytesIO(content))
    story = _Story(document)
    pages = _Pages(document.element.body)
    blocks: list[Block] = []
    for child in document.element.body.iterchildren():
        blocks += story.blocks(child, pages.place(child))
    return assemble(blocks, title=own_title(document.core_properties.title or ""))


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


class _Story:
    """What a document says in the order of reading: text boxes and notes after what has them."""

    def __init__(self, document: Any) -> None:  # noqa: ANN401
        self._document = document
        self._numbering = _Numbering(document)
        self._notes = dict(_notes(document))

    def blocks(self, element: Any, place: str) -> Iterator[Block]:  # noqa: ANN401
        """Give what an element of the body says, a paragraph or a row a block."""
        kind = _local(element)
        if kind == "p":
            yield from self._paragraph(element, place)
            for box in _shown(element, "txbxContent"):
                yield from self.blocks(box, place)
        elif kind == "tbl":
            yield from row_blocks(_rows(element), place, marked=_marked(element))
        elif kind in _CONTAINERS:  # the table of contents for one
            for child in element:
                yield from self.blocks(child, place)
        if kind in ("p", "tbl"):
            cited = _shown(element, "footnoteReference", "endnoteReference")
            texts = (self._notes.get((_local(e), e.get(f"{_W}id")), "") for e in cited)
            yield from (Block(text, "text", place) for text in texts)

    def _paragraph(self, element: Any, place: str) -> Iterator[Block]:  # noqa: ANN401
        from docx.text.paragraph import Paragraph

        text = _text(element)
        if not text.strip():
            return
        paragraph = Paragraph(element, self._document)
        style = (paragraph.style.name or "").lower() if paragraph.style is not None else ""
        heading = style.startswith(("heading", "title")) and len(text) <= 200
        number = self._numbering.number(paragraph)
        said = f"{number} {text.lstrip()}" if number else text
        yield Block(said, "heading" if heading else "text", place)


_T = f"{_W}t"

# What holds paragraphs, tables, rows or cells and is none of them.
_CONTAINERS = ("sdt", "sdtContent", "customXml", "smartTag", "txbxContent", "ins", "moveTo")
# What a page does not show, shows elsewhere, or shows a second time for old programs.
_ELSEWHERE = ("del", "moveFrom", "txbxContent", "Fallback", "pPr", "rPr", "sdtPr")


def _text(element: Any) -> str:  # noqa: ANN401
    """Give the words of a paragraph: those in fields, controls and insertions too."""
    parts: list[str] = []
    for child in element:
        kind = _local(child)
        if child.tag in (_T, f"{_M}t"):
            parts.append(child.text or "")
        elif child.tag in _WRITTEN:
            parts.append(_equation(child))
        elif child.tag == f"{_M}d":
            parts.append(f"({'; '.join(_text(part) for part in child if _local(part) == 'e')})")
        elif kind in ("tab", "ptab"):
            parts.append("\t")
        elif kind == "cr" or (kind == "br" and child.get(f"{_W}type") in (None, "textWrapping")):
            parts.append("\n")
        elif kind == "noBreakHyphen":
            parts.append("-")
        elif kind not in _ELSEWHERE:
            parts.append(_text(child))
    return "".join(parts)


# What stands above, below or around another in an equation, in a line as Unicode's plain-text
# notation for mathematics (UTN 28) has it.
_WRITTEN = {
    f"{_M}f": "{num}/{den}",
    f"{_M}sSup": "{e}^{sup}",
    f"{_M}sSub": "{e}_{sub}",
    f"{_M}sSubSup": "{e}_{sub}^{sup}",
    f"{_M}rad": "{deg}√{e}",
    f"{_M}nary": "{sign}_{sub}^{sup} {e}",
}


def _equation(element: Any) -> str:  # noqa: ANN401
    """Write a fraction, power, index, root or sum in a line, what is long in brackets."""
    sign = element.find(f"{_M}naryPr/{_M}chr")
    parts = dict.fromkeys(("num", "den", "e", "sup", "sub", "deg"), "")
    for child in element:
        said = _text(child)
        parts[_local(child)] = said if said.isalnum() or not said else f"({said})"
    return _WRITTEN[element.tag].format(
        sign="∫" if sign is None else sign.get(f"{_M}val", ""), **parts
    )


def _shown(element: Any, *kinds: str) -> Iterator[Any]:  # noqa: ANN401
    """Find the outermost elements of some kinds in what is shown of another."""
    for child in element:
        kind = _local(child)
        if kind in kinds:
            yield child
        elif kind not in _ELSEWHERE:
            yield from _shown(child, *kinds)


def _notes(document: Any) -> Iterator[tuple[tuple[str, str], str]]:  # noqa: ANN401
    """Give footnotes and endnotes by what refers to them."""
    for relation in document.part.rels.values():
        kind = relation.reltype.rpartition("/")[2]
        if kind in ("footnotes", "endnotes") and not relation.is_external:
            for note in parse_xml(relation.target_part.blob):
                lines = [_text(paragraph) for paragraph in note.iter(f"{_W}p")]
                key = (f"{kind[:-1]}Reference", note.get(f"{_W}id"))
                yield key, "\n".join(filter(str.strip, lines)).strip()


def _rows(table: Any) -> list[list[str]]:  # noqa: ANN401
    """Lay the cells on a grid: one over several rows is said in each, over columns once."""
    rows: list[list[str]] = []
    for row in _parts(table, "tr"):
        cells = [""] * _number(row, "trPr", "gridBefore")
        for cell in _parts(row, "tc"):
            joined = cell.find(f"{_W}tcPr/{_W}vMerge")
            goes_on = joined is not None and joined.get(f"{_W}val") != "restart"
            above = rows[-1] if goes_on and rows else []
            at = len(cells)
            cells.append(above[at] if at < len(above) else _cell(cell))
            cells += [""] * (_number(cell, "tcPr", "gridSpan") - 1)
        rows.append(cells)
    return rows


def _marked(table: Any) -> int:  # noqa: ANN401
    """Count the rows at the top that Word repeats on each page, or that alone are bold."""
    rows = list(_parts(table, "tr"))
    repeated = 0
    while repeated < len(rows) and rows[repeated].find(f"{_W}trPr/{_W}tblHeader") is not None:
        repeated += 1
    if repeated:
        return repeated
    for at, row in enumerate(rows[:_MOST_TITLES]):
        if not _is_bold(row):
            return 0
        if sum(bool(_cell(cell).strip()) for cell in _parts(row, "tc")) > 1:
            return 0 if all(map(_is_bold, rows[at + 1 :])) else at + 1
    return 0


_MOST_TITLES = 4  # rows above the names of the columns


def _is_bold(row: Any) -> bool:  # noqa: ANN401
    runs = [run for run in row.iter(f"{_W}r") if any((t.text or "").strip() for t in run.iter(_T))]
    marks = [run.find(f"{_W}rPr/{_W}b") for run in runs]
    return all(mark is not None and mark.get(f"{_W}val") not in ("0", "false") for mark in marks)


def _parts(element: Any, kind: str) -> Iterator[Any]:  # noqa: ANN401
    """Give the rows of a table or the cells of a row, those in content controls too."""
    for child in element:
        if _local(child) == kind:
            if child.find(f"{_W}trPr/{_W}del") is None:
                yield child
        elif _local(child) in _CONTAINERS:
            yield from _parts(child, kind)


def _number(element: Any, properties: str, name: str) -> int:  # noqa: ANN401
    found = element.find(f"{_W}{properties}/{_W}{name}")
    value = found.get(f"{_W}val", "") if found is not None else ""
    return min(int(value), _MOST_COLUMNS) if value.isdigit() else 0


_MOST_COLUMNS = 63  # of a table in Word


def _cell(element: Any) -> str:  # noqa: ANN401
    lines: list[str] = []
    for child in element:
        if _local(child) == "p":
            lines += [_text(child), *map(_cell, _shown(child, "txbxContent"))]
        elif _local(child) == "tbl":
            lines += [" ".join(filter(None, row)) for row in _rows(child)]
        elif _local(child) in _CONTAINERS:
            lines.append(_cell(child))
    return "\n".join(lines)


class _Numbering:
    """The numbers Word writes before paragraphs by itself; no text has them."""

    def __init__(self, document: Any) -> None:  # noqa: ANN401
        self._levels: dict[tuple[str, int], _Level] = {}
        self._counts: dict[str, dict[int, int]] = defaultdict(dict)
        self._abstract: dict[str, str] = {}
        # Lists of one kind count on from one another, save where one says "restart at 1".
        self._restarts: dict[tuple[str, int], int] = {}
        try:
            root = document.part.numbering_part.element
        except (KeyError, NotImplementedError, AttributeError):
            return
        kinds = {
            abstract.get(f"{_W}abstractNumId"): dict(map(_level, abstract.iter(f"{_W}lvl")))
            for abstract in root.iter(f"{_W}abstractNum")
        }
        for number in root.iter(f"{_W}num"):
            name = number.get(f"{_W}numId")
            abstract = number.find(f"{_W}abstractNumId")
            if abstract is None:
                continue
            self._abstract[name] = abstract.get(f"{_W}val")
            levels = dict(kinds.get(self._abstract[name], {}))
            for override in number.iter(f"{_W}lvlOverride"):
                levels.update(map(_level, override.iter(f"{_W}lvl")))
                start = override.find(f"{_W}startOverride")
                if start is not None:
                    at = int(override.get(f"{_W}ilvl", "0"))
                    self._restarts[name, at] = int(start.get(f"{_W}val", "1"))
            self._levels |= {(name, at): level for at, level in levels.items()}

    def number(self, paragraph: Any) -> str:  # noqa: ANN401
        """Give the number of a paragraph, "1." or "a)"; empty when it has none."""
        properties = paragraph._p.pPr
        reference = properties.numPr if properties is not None else None
        if reference is None and paragraph.style is not None:
            style = paragraph.style.element.pPr
            reference = style.numPr if style is not None else None
        if reference is None or reference.numId is None:
            return ""
        name = str(reference.numId.val)
        level = reference.ilvl.val if reference.ilvl is not None else 0
        if (name, level) not in self._levels:
            return ""
        counts = self._counts[self._abstract[name]]
        if (name, level) in self._restarts:  # at its first paragraph alone
            counts[level] = self._restarts.pop((name, level)) - 1
        counts[level] = counts.get(level, self._levels[name, level].start - 1) + 1
        for deeper in [at for at in counts if at > level]:
            del counts[deeper]
        return self._written(name, level)

    def _written(self, name: str, level: int) -> str:
        style = self._levels[name, level].style
        if style == "bullet":
            return "-"
        if style == "none":
            return ""
        counts = self._counts[self._abstract[name]]

        def one(match: re.Match[str]) -> str:
            at = int(match[1]) - 1
            known = self._levels.get((name, at), _Level("decimal", "", 1))
            return _numeral(counts.get(at, known.start), known.style)

        return re.sub(r"%(\d)", one, self._levels[name, level].pattern)


@dataclass(frozen=True, slots=True)
class _Level:
    """How the paragraphs of one depth of a list are numbered."""

    style: str
    pattern: str
    start: int


def _level(element: Any) -> tuple[int, _Level]:  # noqa: ANN401
    found = {_local(child): child.get(f"{_W}val", "") for child in element}
    level = _Level(found.get("numFmt", ""), found.get("lvlText", ""), int(found.get("start") or 1))
    return int(element.get(f"{_W}ilvl", "0")), level


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
    return assemble(_odt_blocks(body), title=own_title(title))


_ODT_TABLE = "{urn:oasis:names:tc:opendocument:xmlns:table:1.0}"


def _local(element: Any) -> str:  # noqa: ANN401
    # Comments and processing instructions have a function for a tag.
    return element.tag.rpartition("}")[2] if isinstance(element.tag, str) else ""


def _odt_blocks(element: Any) -> Iterator[Block]:  # noqa: ANN401
    for child in element:
        kind = _local(child)
        if kind in ("h", "p"):
            yield Block(_odt_text(child), "heading" if kind == "h" else "text")
            for beside in child.iter():
                if _local(beside) in ("note-body", "text-box"):
                    yield from _odt_blocks(beside)
        elif kind == "table":
            rows = [
                [
                    "\n".join(_odt_text(p) for p in cell.iter() if _local(p) in ("p", "h"))
                    for cell in row
                    if _local(cell) in ("table-cell", "covered-table-cell")
                ]
                for row in child.iter(f"{_ODT_TABLE}table-row")
                # The rows of a table in a cell are words of that cell.
                if next(row.iterancestors(f"{_ODT_TABLE}table")) is child
            ]
            heads = [e for e in child if _local(e) == "table-header-rows"]
            yield from row_blocks(rows, marked=sum(map(len, heads)))
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
        elif kind not in ("note", "text-box", "annotation"):
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
