"""Writes a dossier as a Word file and reads it back: plain WordprocessingML, no library."""

from __future__ import annotations

import re
import zipfile
from io import BytesIO
from xml.etree import ElementTree
from xml.sax.saxutils import escape

from index.errors import CitationError
from qa.dossier import KIND, Block, Dossier, Style, blocks, packed, unpacked

_W = "http://schemas.openxmlformats.org/wordprocessingml/2006/main"
_OFFICE = "http://schemas.openxmlformats.org/officeDocument/2006/relationships"
_PACKAGE = "http://schemas.openxmlformats.org/package/2006"
_HEAD = '<?xml version="1.0" encoding="UTF-8" standalone="yes"?>\n'
_DATA, _TEXT = "customXml/item1.xml", "word/document.xml"
_MAX_PART = 64 * 2**20

# Alignment, half points, bold, italic, space before and after in twentieths of a point.
_STYLES: dict[Style, tuple[str, int, bool, bool, int, int]] = {
    "date": ("right", 26, False, True, 0, 120),
    "title": ("center", 30, True, False, 120, 0),
    "subtitle": ("center", 26, True, False, 0, 240),
    "heading": ("left", 26, True, False, 200, 60),
    "text": ("both", 26, False, False, 0, 80),
    "quote": ("both", 26, False, False, 80, 20),
    "small": ("left", 20, False, True, 0, 80),
    "sign": ("right", 26, True, False, 360, 0),
}


def to_docx(dossier: Dossier) -> bytes:
    """Write the dossier on A4 in 13 point Times New Roman, as offices do; always the same bytes."""
    parts = {
        "[Content_Types].xml": _types(),
        "_rels/.rels": _relations(("officeDocument", _TEXT)),
        _TEXT: _document(dossier),
        "word/_rels/document.xml.rels": _relations(
            ("styles", "styles.xml"), ("customXml", f"../{_DATA}")
        ),
        "word/styles.xml": _styles(),
        _DATA: f"<{KIND}>{packed(dossier)}</{KIND}>",
    }
    file = BytesIO()
    with zipfile.ZipFile(file, "w", zipfile.ZIP_DEFLATED) as archive:
        for name, content in parts.items():
            # A fixed date, so that the same dossier is the same file.
            archive.writestr(zipfile.ZipInfo(name, (2000, 1, 1, 0, 0, 0)), _HEAD + content)
    return file.getvalue()


def from_docx(content: bytes) -> Dossier:
    """Read the data of a Word dossier, and see that its words are those of the data.

    Word may rewrite the file; only the words of its paragraphs are compared.

    Raises:
        CitationError: it is no dossier, or its words were changed.
    """
    try:
        with zipfile.ZipFile(BytesIO(content)) as archive:
            names = [n for n in archive.namelist() if re.fullmatch(r"customXml/item\d+\.xml", n)]
            kept = [_part(archive, name) for name in names]
            text = ElementTree.fromstring(_part(archive, _TEXT))
    except (zipfile.BadZipFile, KeyError, ElementTree.ParseError, UnicodeDecodeError) as error:
        raise CitationError(f"Không đọc được tệp Word này ({error}).") from error
    found = [match for part in kept if (match := re.search(rf"<{KIND}>(\S+)</{KIND}>", part))]
    if not found:
        raise CitationError("Tệp Word này không phải hồ sơ trả lời do Hỏi Đáp xuất ra.")
    dossier = unpacked(found[0][1])
    said = [
        "".join(run.text or "" for run in paragraph.iter(f"{{{_W}}}t"))
        for paragraph in text.iter(f"{{{_W}}}p")
    ]
    if [words for words in said if words] != [_legal(block.text) for block in _all(dossier)]:
        raise CitationError("Lời văn trong tệp không khớp với dữ liệu kèm theo: tệp đã bị sửa.")
    return dossier


def _part(archive: zipfile.ZipFile, name: str) -> str:
    if archive.getinfo(name).file_size > _MAX_PART:
        raise zipfile.BadZipFile(f"{name} quá lớn")
    text = archive.read(name).decode("utf-8")
    if "<!DOCTYPE" in text:
        raise zipfile.BadZipFile(f"{name} có DOCTYPE")  # entities that grow without end
    return text


def _all(dossier: Dossier) -> list[Block]:
    return [block for number in range(len(dossier.answers)) for block in blocks(dossier, number)]


def _legal(text: str) -> str:
    """Leave out what XML cannot hold: control characters."""
    return re.sub(r"[\x00-\x08\x0b\x0c\x0e-\x1f\ufffe\uffff]", "", text)


def _document(dossier: Dossier) -> str:
    written = []
    for number in range(len(dossier.answers)):
        for position, block in enumerate(blocks(dossier, number)):
            breaks = "<w:pageBreakBefore/>" if number and not position else ""
            written.append(
                f'<w:p><w:pPr><w:pStyle w:val="{block.style}"/>{breaks}</w:pPr><w:r>'
                f'<w:t xml:space="preserve">{escape(_legal(block.text))}</w:t></w:r></w:p>'
            )
    page = (
        '<w:sectPr><w:pgSz w:w="11906" w:h="16838"/>'
        '<w:pgMar w:top="1134" w:right="850" w:bottom="1134" w:left="1701" w:header="0" '
        'w:footer="0" w:gutter="0"/></w:sectPr>'
    )
    return f'<w:document xmlns:w="{_W}"><w:body>{"".join(written)}{page}</w:body></w:document>'


def _styles() -> str:
    written = []
    for name, (align, size, bold, italic, before, after) in _STYLES.items():
        face = ("<w:b/>" if bold else "") + ("<w:i/>" if italic else "")
        indent = '<w:ind w:left="284"/>' if name == "quote" else ""
        written.append(
            f'<w:style w:type="paragraph" w:styleId="{name}"><w:name w:val="{name}"/><w:pPr>'
            f'<w:spacing w:before="{before}" w:after="{after}"/>{indent}<w:jc w:val="{align}"/>'
            f'</w:pPr><w:rPr><w:rFonts w:ascii="Times New Roman" w:hAnsi="Times New Roman" '
            f'w:cs="Times New Roman"/>{face}<w:sz w:val="{size}"/><w:lang w:val="vi-VN"/>'
            f"</w:rPr></w:style>"
        )
    return f'<w:styles xmlns:w="{_W}">{"".join(written)}</w:styles>'


def _types() -> str:
    word = "application/vnd.openxmlformats-officedocument.wordprocessingml"
    package = "application/vnd.openxmlformats-package.relationships+xml"
    return (
        f'<Types xmlns="{_PACKAGE}/content-types"><Default Extension="rels" '
        f'ContentType="{package}"/><Default Extension="xml" ContentType="application/xml"/>'
        f'<Override PartName="/{_TEXT}" ContentType="{word}.document.main+xml"/>'
        f'<Override PartName="/word/styles.xml" ContentType="{word}.styles+xml"/></Types>'
    )


def _relations(*targets: tuple[str, str]) -> str:
    listed = "".join(
        f'<Relationship Id="r{number}" Type="{_OFFICE}/{kind}" Target="{target}"/>'
        for number, (kind, target) in enumerate(targets, start=1)
    )
    return f'<Relationships xmlns="{_PACKAGE}/relationships">{listed}</Relationships>'
