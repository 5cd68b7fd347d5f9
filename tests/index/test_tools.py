"""Scanned pages and old Word files are read where the programs for it are installed."""

import io
import shutil
import subprocess

import pytest
from corpus import cases, picture

from index.formats import tools
from index.load import read
from index.sandbox import Sandbox

needs_tesseract = pytest.mark.skipif(not tools.tesseract(), reason="no Tesseract with vie")
needs_office = pytest.mark.skipif(not tools.office(), reason="no LibreOffice")


def scanned_pdf(*lines: str) -> bytes:
    from PIL import Image

    pages = [Image.open(io.BytesIO(picture(line, (900, 300)))).convert("RGB") for line in lines]
    out = io.BytesIO()
    pages[0].save(out, "PDF", save_all=True, append_images=pages[1:])
    return out.getvalue()


@needs_tesseract
def test_a_picture_and_the_pages_of_a_scan_are_read():
    (document,) = read(picture("HOP DONG THUE NHA SO 15"), "a.png").documents
    assert "HOP DONG THUE NHA SO 15" in document.text
    scan = scanned_pdf("BIEN BAN HOP THON DONG", "HOP DONG THUE NHA SO 15")
    (document,) = read(scan, "a.pdf").documents
    assert document.page_at(document.text.index("HOP DONG THUE NHA SO 15")) == "tr. 2"


def test_without_tesseract_the_way_to_it_is_named(monkeypatch):
    monkeypatch.setattr("index.formats.pdf.tesseract", lambda: "")
    monkeypatch.setattr("index.formats.scan.tesseract", lambda: "")
    for name, content in (("a.pdf", scanned_pdf("BIEN BAN")), ("a.png", picture("BIEN BAN"))):
        (error,) = read(content, name).skipped
        assert "apt install tesseract-ocr tesseract-ocr-vie" in str(error)


def test_without_an_office_the_way_to_it_is_named(monkeypatch):
    monkeypatch.setattr(tools, "office", lambda: "")
    (error,) = read(b"\xd0\xcf\x11\xe0" + b"\0" * 600, "a.doc").skipped
    assert "apt install libreoffice-writer" in str(error)


@needs_office
def test_an_old_word_file_is_read_by_way_of_the_office(tmp_path):
    (docx,) = [case.content for case in cases() if case.name == "nghị-định.docx"]
    (tmp_path / "a.docx").write_bytes(docx)
    subprocess.run(
        [tools.office(), "--headless", f"-env:UserInstallation=file://{tmp_path}/profile",
         "--convert-to", "doc", "--outdir", tmp_path, tmp_path / "a.docx"],
        check=True, capture_output=True, timeout=120,
    )  # fmt: skip
    shutil.rmtree(tmp_path / "profile")
    with Sandbox() as sandbox:
        (document,) = sandbox.read((tmp_path / "a.doc").read_bytes(), "a.doc").documents
    assert "Ít nhất 500 bản sách" in document.text
