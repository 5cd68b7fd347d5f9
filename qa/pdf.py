"""Writes a dossier as PDF, one page an answer, in the style of an office; and reads it back."""

from __future__ import annotations

import re
import unicodedata
from datetime import datetime
from importlib.metadata import version
from pathlib import Path
from typing import TYPE_CHECKING

from index.errors import CitationError
from qa.dossier import KIND, Dossier, Style, blocks, packed, unpacked

if TYPE_CHECKING:
    from fpdf import FPDF

_FONTS = Path(__file__).with_name("fonts")
# Faces to try until an answer fits its page: points of the text, most characters of a quote.
_FITS = (
    (13.0, None), (12.0, None), (11.0, None), (10.0, None), (9.0, 600), (8.0, 300), (7.0, 120),
    (6.0, 80), (5.0, 60), (4.0, 40),
)  # fmt: skip
# Alignment, share of the text's size, face, space before and after in millimetres.
_STYLES: dict[Style, tuple[str, float, str, float, float]] = {
    "date": ("R", 1.0, "I", 0, 3),
    "title": ("C", 1.15, "B", 1, 0),
    "subtitle": ("C", 1.0, "B", 0, 4),
    "heading": ("L", 1.0, "B", 2.5, 1),
    "text": ("J", 1.0, "", 0, 1),
    "quote": ("J", 1.0, "", 1, 0.5),
    "small": ("L", 0.78, "I", 0, 1),
    "sign": ("R", 1.0, "B", 5, 0),
}
_LEFT, _RIGHT, _TOP, _BOTTOM = 30, 15, 20, 20  # millimetres, of Vietnamese office documents


def to_pdf(dossier: Dossier) -> bytes:
    """Write the dossier; the same dossier gives the same bytes with the same fpdf2."""
    pdf = _empty(dossier)
    for number in range(len(dossier.answers)):
        pdf.add_page()
        for points, most in _FITS:
            if _draw(pdf, dossier, number, points, most, dry_run=True) <= pdf.eph:
                break
        _draw(pdf, dossier, number, points, most, dry_run=False)
    pdf.embed_file(
        bytes=packed(dossier).encode(),
        basename=f"{KIND}.txt",
        creation_date=datetime.fromisoformat(dossier.made),
        modification_date=datetime.fromisoformat(dossier.made),
    )
    return bytes(pdf.output())


def from_pdf(content: bytes) -> Dossier:
    """Read the data of a PDF dossier, and see that the file is what is written from the data.

    Raises:
        CitationError: it is no dossier, it was changed, or another fpdf2 wrote it.
    """
    dossier = _kept(content)
    if to_pdf(dossier) == content:
        return dossier
    written, here = dict(dossier.versions).get("fpdf2", "?"), version("fpdf2")
    if written != here:
        raise CitationError(
            f"Hồ sơ do fpdf2 {written} viết, ở đây là {here}, nên không so từng byte được. "
            "Hãy kiểm bằng bản DOCX hay Markdown của hồ sơ."
        )
    raise CitationError("Trang in không khớp với dữ liệu kèm theo: tệp PDF đã bị sửa.")


def _kept(content: bytes) -> Dossier:
    """Find the data: the one stream of the file that is all base64, for fpdf2 keeps it as it is."""
    found = re.search(rb"stream\r?\n([A-Za-z0-9+/]{40,}={0,2})\r?\nendstream", content)
    if not found:
        raise CitationError("Tệp PDF này không phải hồ sơ trả lời do Hỏi Đáp xuất ra.")
    return unpacked(found[1].decode())


def _empty(dossier: Dossier) -> FPDF:
    from fpdf import FPDF

    pdf = FPDF(format="A4")
    pdf.set_margins(_LEFT, _TOP, _RIGHT)
    pdf.set_auto_page_break(True, margin=_BOTTOM)
    for style, file in (("", "Regular"), ("B", "Bold"), ("I", "Italic")):
        pdf.add_font("serif", style, _FONTS / f"{file}.ttf")
    pdf.set_title("Hồ sơ trả lời")
    pdf.set_creator("Hỏi Đáp")
    pdf.set_lang("vi")
    pdf.set_creation_date(datetime.fromisoformat(dossier.made))
    return pdf


def _draw(
    pdf: FPDF, dossier: Dossier, number: int, points: float, most: int | None, *, dry_run: bool
) -> float:
    """Write an answer, or only tell how many millimetres it would take."""
    scale, taken = points / 13, 0.0
    for block in blocks(dossier, number, most=most):
        align, share, face, before, after = _STYLES[block.style]
        pdf.set_font("serif", face, points * share)
        indent = 5 if block.style == "quote" else 0
        if not dry_run:
            pdf.ln(before * scale)
            pdf.set_x(_LEFT + indent)
        height = pdf.multi_cell(
            w=pdf.epw - indent,
            h=points * share * 0.45,
            text=_drawable(block.text, pdf),
            align=align,
            new_x="LMARGIN",
            new_y="NEXT",
            dry_run=dry_run,
            output="HEIGHT",
        )
        if not dry_run:
            pdf.ln(after * scale)
        assert isinstance(height, float)  # as asked: output HEIGHT
        taken += height + (before + after) * scale
    return taken


def _drawable(text: str, pdf: FPDF) -> str:
    """Show a character that the font has not, and what cannot be seen, as a box."""
    known = pdf.fonts["serif"].cmap  # type: ignore[union-attr]
    composed = unicodedata.normalize("NFC", text)
    return "".join(c if ord(c) in known and c.isprintable() else "□" for c in composed)
