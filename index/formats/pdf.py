"""PDF: the text layer page by page; pages without one are read by Tesseract."""

from __future__ import annotations

import ctypes
import re
from itertools import pairwise
from typing import Any

from index.errors import SeedError
from index.extract import Block, Extract, assemble
from index.formats.scan import as_png
from index.formats.titles import own_title
from index.formats.tools import NO_TESSERACT, recognised, tesseract
from index.limits import MAX_PAGES, MAX_PIXELS, MAX_TEXT, progressed

_FEW = 15  # letters: a page with fewer and a picture is a scan
_FEW_ON_PICTURE = 200  # letters: on a page that is a picture, these are a stamp or a signature
_MOST = 0.6  # of a page's area: a picture that large is the page
_DOTS = 300 / 72  # pixels a point for Tesseract
_GAP = 1.6  # times the usual distance between lines: a new paragraph


def read_pdf(content: bytes, _name: str) -> Extract:
    """Read every page, its number kept."""
    import pypdfium2

    if b"%PDF-" not in content[:1024]:
        raise SeedError("không phải PDF. Hãy kiểm tra tệp.")
    try:
        document = pypdfium2.PdfDocument(content)
    except pypdfium2.PdfiumError as error:
        if "password" in str(error).lower():
            raise SeedError("PDF có mật khẩu. Hãy bỏ mật khẩu rồi lập lại chỉ mục.") from None
        raise SeedError(f"PDF bị hỏng ({error}). Hãy mở và lưu lại tệp.") from None
    try:
        return _pages(document)
    finally:
        document.close()


def _pages(document: Any) -> Extract:  # noqa: ANN401  (a binding of a C library)
    count = len(document)
    if count > MAX_PAGES:
        raise SeedError(f"có {count} trang, quá giới hạn {MAX_PAGES}. Hãy chia nhỏ tệp.")
    blocks: list[Block] = []
    unread: list[int] = []
    characters = 0
    for number in range(1, count + 1):
        text = ""
        try:
            page = document[number - 1]
            text = _page_text(page)
            if _is_scan(page, text):
                seen = _scanned(page) if tesseract() else ""
                # A picture without a word in it is read; one that nobody looked at is not.
                if not seen.strip() and not (tesseract() and text.strip()):
                    unread.append(number)
                text = _beside(seen, text)
            page.close()
        except (SeedError, RuntimeError, ValueError, OSError):
            unread.append(number)
        characters += len(text)
        if characters > MAX_TEXT:
            raise SeedError(f"có hơn {MAX_TEXT} ký tự, quá giới hạn. Hãy chia nhỏ tệp.")
        blocks.append(Block(text, "page", f"tr. {number}"))
        progressed()
    if not any(character.isalnum() for block in blocks for character in block.text):
        if unread and not tesseract():
            raise SeedError(NO_TESSERACT)
        raise SeedError("PDF không có chữ nào đọc được. Hãy mở và kiểm tra tệp.")
    left_out = [f"không đọc được trang {_listed(unread)}. {_why()}"] if unread else []
    try:
        title = own_title(document.get_metadata_value("Title"))
    except (RuntimeError, ValueError):
        title = ""
    is_named = bool(title) and any(title.lower()[:30] in b.text.lower() for b in blocks[:1])
    return assemble(blocks, title=title if is_named else "", left_out=left_out)


def _why() -> str:
    if tesseract():
        return "Hãy mở và kiểm tra các trang ấy."
    return "Hãy cài Tesseract tiếng Việt: sudo apt install tesseract-ocr tesseract-ocr-vie"


def _listed(numbers: list[int]) -> str:
    shown = ", ".join(map(str, numbers[:10]))
    return shown if len(numbers) <= 10 else f"{shown}… ({len(numbers)} trang)"


def _page_text(page: Any) -> str:  # noqa: ANN401
    """Give a page's lines, with a blank one where a paragraph is set apart."""
    layer = page.get_textpage()
    try:
        text = layer.get_text_range()
        if not text.strip():
            return ""
        lines = list(re.finditer(r"[^\r\n]+", text))
        tops = _tops(layer, text, lines)
    finally:
        layer.close()
    steps = sorted(a - b for a, b in pairwise(tops) if 0 < a - b < 100)
    usual = steps[len(steps) // 2] if steps else 0.0
    parts = []
    for at, line in enumerate(lines):
        step = tops[at - 1] - tops[at] if at else 0.0
        if at and usual and step > _GAP * usual:
            parts.append("")
        # PDFium joins a word cut at the end of a line, with U+FFFE or U+0002 for the hyphen.
        parts.append(re.sub("[\ufffe\x02]", "-\n", line[0]).rstrip())
    return "\n".join(parts)


def _tops(layer: Any, text: str, lines: list[re.Match[str]]) -> list[float]:  # noqa: ANN401
    """Give the height on the page of each line's first letter."""
    import pypdfium2.raw as pdfium

    box = [ctypes.c_double() for _ in range(4)]
    tops: list[float] = []
    at = 0
    units = 0
    for line in lines:
        start = line.start() + len(line[0]) - len(line[0].lstrip())
        # PDFium counts UTF-16 units.
        units += len(text[at:start].encode("utf-16-le", "surrogatepass")) // 2
        at = start
        good = pdfium.FPDFText_GetCharBox(layer.raw, units, *map(ctypes.byref, box))
        tops.append(box[2].value if good else (tops[-1] if tops else 0.0))
    return tops


def _is_scan(page: Any, text: str) -> bool:  # noqa: ANN401
    """Say whether the words of a page are in its pictures, not in its text layer."""
    import pypdfium2.raw as pdfium

    letters = sum(map(str.isalnum, text))
    if letters >= _FEW_ON_PICTURE:
        return False
    shown = list(page.get_objects(max_depth=3))
    pictures = [item for item in shown if item.type == pdfium.FPDF_PAGEOBJ_IMAGE]
    if letters < _FEW:
        return bool(pictures)
    # Letters that are not drawn are what another program has read in the picture.
    hidden = any(
        pdfium.FPDFTextObj_GetTextRenderMode(item.raw) == pdfium.FPDF_TEXTRENDERMODE_INVISIBLE
        for item in shown
        if item.type == pdfium.FPDF_PAGEOBJ_TEXT
    )
    width, height = page.get_size()
    # Scanners write a page in stripes.
    covered = sum((x1 - x0) * (y1 - y0) for x0, y0, x1, y1 in (p.get_bounds() for p in pictures))
    return not hidden and covered >= _MOST * width * height


def _beside(seen: str, layer: str) -> str:
    """Give what was recognised, then the lines of the text layer that are not in it."""
    if not seen.strip():
        return layer
    known = _letters(seen)
    rest = "\n".join(line for line in layer.split("\n") if _letters(line) not in known)
    return "\n\n".join(part for part in (seen.strip("\n"), rest) if part.strip())


def _letters(text: str) -> str:
    return "".join(filter(str.isalnum, text.lower()))


def _scanned(page: Any) -> str:  # noqa: ANN401
    width, height = page.get_size()
    scale = min(_DOTS, (MAX_PIXELS / max(1.0, width * height)) ** 0.5)
    bitmap = page.render(scale=scale, grayscale=True)
    try:
        return recognised(as_png(bitmap.to_pil()))
    finally:
        bitmap.close()
