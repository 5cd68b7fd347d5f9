"""A page that is a picture is read as one, though a stamp on it has letters."""

import io

import pypdfium2
import pypdfium2.raw as pdfium
import pytest
from corpus import picture

from index.errors import SeedError
from index.formats import extract

STAMP = "Ky boi: UBND xa Lam Giang, 12-3-2024"
SCANNED = "Điều 1. Thành lập Tổ công tác.\n\nĐiều 2. Tổ công tác có 12 người."


def scan(stamp: str, *, size: tuple[int, int] = (900, 1200), drawn: bool = True) -> bytes:
    """Write a PDF: two pages of a picture of this size, on the first a text layer."""
    from PIL import Image

    pages = [Image.open(io.BytesIO(picture("x", size))).convert("RGB") for _ in range(2)]
    out = io.BytesIO()
    pages[0].save(out, "PDF", save_all=True, append_images=pages[1:])
    document = pypdfium2.PdfDocument(out.getvalue())
    page = document[0]
    if size != (900, 1200):
        page.set_mediabox(0, 0, 900, 1200)
    text = pdfium.FPDFPageObj_NewTextObj(document.raw, b"Helvetica", 12.0)
    encoded = (stamp + "\0").encode("utf-16-le")
    letters = (pdfium.FPDF_WCHAR * (len(encoded) // 2)).from_buffer_copy(encoded)
    pdfium.FPDFText_SetText(text, letters)
    if not drawn:
        pdfium.FPDFTextObj_SetTextRenderMode(text, pdfium.FPDF_TEXTRENDERMODE_INVISIBLE)
    pdfium.FPDFPageObj_Transform(text, 1, 0, 0, 1, 40, 60)
    pdfium.FPDFPage_InsertObject(page.raw, text)
    page.gen_content()
    saved = io.BytesIO()
    document.save(saved)
    document.close()
    return saved.getvalue()


@pytest.fixture
def read(monkeypatch):
    """Read a PDF where Tesseract sees SCANNED on every page, or is missing."""

    def reading(content: bytes, *, installed: bool = True):
        monkeypatch.setattr("index.formats.pdf.tesseract", lambda: "tess" if installed else "")
        monkeypatch.setattr("index.formats.pdf.recognised", lambda _: SCANNED)
        return extract(content, "a.pdf")

    return reading


def test_a_scan_with_a_stamp_is_recognised_and_keeps_the_stamp(read):
    extracted = read(scan(STAMP))
    first = extracted.text[: extracted.places[1][0]].strip()
    assert first == f"{SCANNED}\n\n{STAMP}"
    assert extracted.left_out == ()


def test_what_the_layer_and_the_picture_both_say_is_said_once(read, monkeypatch):
    monkeypatch.setitem(globals(), "SCANNED", f"Điều 1. Thành lập Tổ công tác.\n\n{STAMP}")
    assert read(scan(STAMP)).text.count(STAMP) == 2  # once a page


def test_without_tesseract_a_scan_with_a_stamp_is_named_and_the_stamp_is_read(read):
    extracted = read(scan(STAMP), installed=False)
    assert extracted.text == STAMP
    assert extracted.left_out[0].startswith("không đọc được trang 1, 2. Hãy cài Tesseract")


def test_when_tesseract_fails_the_stamp_is_read_all_the_same(monkeypatch):
    def fail(_: bytes) -> str:
        raise SeedError("Tesseract hỏng. Hãy cài lại.")

    monkeypatch.setattr("index.formats.pdf.tesseract", lambda: "tess")
    monkeypatch.setattr("index.formats.pdf.recognised", fail)
    extracted = extract(scan(STAMP), "a.pdf")
    assert extracted.text == STAMP
    assert extracted.left_out[0].startswith("không đọc được trang 1, 2.")


@pytest.mark.parametrize(
    "content",
    [
        scan(STAMP * 8),
        scan(STAMP, size=(300, 200)),
        scan(STAMP, drawn=False),
    ],
    ids=["much text", "a small picture", "recognised before"],
)
def test_a_page_with_its_own_text_is_not_read_as_a_picture(read, content):
    extracted = read(content, installed=False)
    assert extracted.left_out[0].startswith("không đọc được trang 2. ")
