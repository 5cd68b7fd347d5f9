"""A folder as people and attackers keep it: every format and encoding, good, odd and hostile.

Each file comes with what reading it must give: words that are in its text, or a part of the reason
why it has none.
"""

import email.message
import gzip
import io
import unicodedata
import zipfile
from dataclasses import dataclass

from index.charsets import _LETTERS, _TCVN3, _VISCII, _VPS, _vni

PROSE = (
    "Ủy ban nhân dân huyện Lâm Giang tổ chức hội nghị tổng kết công tác thủy lợi năm 2023. "
    "Bà Trịnh Thị Ngọc Lan chủ trì hội nghị, có 38 đại biểu các xã tham dự và phát biểu ý kiến."
)
DECREE = """CỘNG HÒA XÃ HỘI CHỦ NGHĨA VIỆT NAM
Độc lập - Tự do - Hạnh phúc

Số: 15/2024/NĐ-CP

NGHỊ ĐỊNH
Quy định về thư viện cộng đồng

Điều 1. Phạm vi điều chỉnh
1. Nghị định này quy định việc thành lập thư viện cộng đồng.
2. Thư viện của trường học không thuộc phạm vi của Nghị định này.

Điều 2. Điều kiện thành lập
1. Thư viện cộng đồng phải có các điều kiện sau đây:
a) Ít nhất 500 bản sách;
b) Diện tích phòng đọc từ 20 mét vuông;
2. Người phụ trách đã qua tập huấn nghiệp vụ.
"""
SAID = "chủ trì hội nghị"


@dataclass(frozen=True)
class Case:
    """A file and what must come of it: words of its text, or a part of the reason against it."""

    name: str
    content: bytes
    says: str = ""
    reason: str = ""


def cases() -> list[Case]:
    """Give every file of the corpus."""
    return [
        *_texts(),
        *_pages(),
        *_tables(),
        *_documents(),
        *_pdfs(),
        *_others(),
        *_archives(),
        *_hostile(),
    ]


# ------------------------------------------------------------------------------- encodings of text


def _single(table: str, text: str) -> bytes:
    codes = dict(zip(_LETTERS, bytes.fromhex(table), strict=True))
    return b"".join(bytes([codes[c]]) if c in codes else c.encode("latin-1") for c in text.lower())


def tcvn3(text: str) -> bytes:
    """Write a text, in small letters, as TCVN3 fonts had it."""
    return _single(_TCVN3, text)


def vni(text: str) -> bytes:
    """Write a text as VNI fonts had it."""
    written = {letter: codes for codes, letter in _vni().items()}
    return "".join(written.get(character, character) for character in text).encode("latin-1")


def windows_1258(text: str) -> bytes:
    """Write a text as Vietnamese Windows had it: letters, then their tones."""
    out = b""
    for character in unicodedata.normalize("NFC", text):
        decomposed = unicodedata.normalize("NFD", character)
        tones = "".join(mark for mark in decomposed if mark in "\u0300\u0301\u0303\u0309\u0323")
        rest = "".join(mark for mark in decomposed if mark not in tones)
        out += (unicodedata.normalize("NFC", rest) + tones).encode("cp1258")
    return out


VIQR = (
    "U?y ban nha^n da^n huye^.n to^? chu+'c ho^.i nghi. to^?ng ke^'t co^ng ta'c thu?y lo+.i. "
    "Ba` Tri.nh Thi. Ngo.c Lan chu? tri` ho^.i nghi., co' 38 dda.i bie^?u ca'c xa~ tham du+.."
)


def _texts() -> list[Case]:
    lower = PROSE.lower()
    return [
        Case("utf-8.txt", PROSE.encode(), SAID),
        Case("dấu phẩy, cách.txt", PROSE.encode(), SAID),
        Case("bom.txt", b"\xef\xbb\xbf" + PROSE.encode(), SAID),
        Case(
            "nfd.txt",
            unicodedata.normalize("NFD", PROSE).encode(),
            unicodedata.normalize("NFD", SAID),
        ),
        Case("crlf.txt", DECREE.replace("\n", "\r\n").encode(), "thư viện cộng đồng"),
        Case("cr.txt", DECREE.replace("\n", "\r").encode(), "thư viện cộng đồng"),
        Case("utf-16-le.txt", PROSE.encode("utf-16"), SAID),
        Case("utf-16-be.txt", b"\xfe\xff" + PROSE.encode("utf-16-be"), SAID),
        Case("utf-16-không-dấu-hiệu.txt", PROSE.encode("utf-16-le"), SAID),
        Case("tcvn3.txt", tcvn3(lower), SAID),
        Case(
            "tcvn3-trong-utf-8.txt",
            (PROSE + "\n\n" + tcvn3(lower).decode("latin-1")).encode(),
            SAID,
        ),
        Case("vni.txt", vni(PROSE), SAID),
        Case(
            "vni-trong-utf-8.md", ("# Thông báo\n\n" + vni(PROSE).decode("latin-1")).encode(), SAID
        ),
        Case("vps.txt", _single(_VPS, lower), SAID),
        Case("viscii.txt", _single(_VISCII, lower), SAID),
        Case("windows-1258.txt", windows_1258(PROSE), SAID),
        Case("viqr.txt", VIQR.encode(), SAID),
        Case("lẫn-utf-8-và-tcvn3.txt", PROSE.encode() + b"\n\n" + tcvn3(lower), SAID),
        Case(
            "ngoặc-windows.txt",
            PROSE.encode().replace(b"38", b"\x9338\x94"),
            SAID,
        ),
        Case("nghị-định.md", DECREE.encode(), "Ít nhất 500 bản sách"),
        Case("ký-tự-ẩn.txt", PROSE.replace("huyện", "huy\u00adện\u200b").encode(), SAID),
        Case("trống.txt", b"", reason="tệp trống"),
        Case("toàn-dấu.txt", b" \n\t\n...\n", reason="tệp trống"),
        Case("nhị-phân.txt", bytes(range(256)) * 20, reason="nhị phân"),
        Case(
            "latin-1.txt",
            "Où est l'été? Là où naît Noël, à côté.".encode("latin-1"),
            reason="không phải UTF-8",
        ),
        Case("rác.txt", b"\xff\xfe\xff\xff\x00\xd8\x00\xd8", reason="UTF-16 bị cắt hoặc hỏng"),
        Case("một-dòng-dài.txt", ("chữ" * 300_000).encode(), "chữ"),
        Case("nhiều-dòng-trống.txt", (PROSE + "\n" * 100_000).encode(), SAID),
    ]


# --------------------------------------------------------------------------------------- web pages


def _html(body: str, *, head: str = "", title: str = "Hội nghị thủy lợi") -> bytes:
    return (
        f"<!doctype html><html><head><meta charset='utf-8'>{head}<title>{title}</title></head>"
        f"<body>{body}</body></html>"
    ).encode()


def _pages() -> list[Case]:
    article = f"<article><h1>Hội nghị thủy lợi huyện</h1><p>{PROSE}</p><p>{PROSE}</p></article>"
    menu = "<nav><a href='/'>Trang chủ</a><a href='/tin'>Tin tức</a></nav>"
    legacy = b"<html><body><p>" + tcvn3(PROSE.lower()) + b"</p></body></html>"
    table = (
        "<table><tr><th>Họ tên</th><th>Chức vụ</th></tr><tr><td>Vũ Đình Toàn</td>"
        "<td>Trưởng ban</td></tr></table>"
    )
    return [
        Case("bài.html", _html(menu + article + "<footer>© 2024</footer>"), SAID),
        Case(
            "ngắn.html",
            _html("<p>Thư viện mở cửa từ thứ hai đến thứ sáu.</p>"),
            "mở cửa từ thứ hai",
        ),
        Case(
            "bảng.htm",
            _html(article.replace("</article>", f"{table}</article>")),
            "Chức vụ: Trưởng ban",
        ),
        Case(
            "bảng-bên-cạnh.html",
            _html(f"{menu}{article}<div class='sidebar'><h3>Ban chỉ đạo</h3>{table}</div>"),
            "Chức vụ: Trưởng ban",
        ),
        Case("kịch-bản.html", _html("<script>alert('chạy')</script>" + article), SAID),
        Case(
            "thực-thể.html",
            _html("<p>" + "&#7910;y ban nh&acirc;n d&acirc;n " * 9 + "</p>"),
            "Ủy ban nhân dân",
        ),
        Case("cũ.html", legacy, SAID),
        Case("không-đóng.html", f"<p>{PROSE}<div><b><i>{PROSE}".encode(), SAID),
        Case("lồng-sâu.html", _html("<div>" * 5000 + "sâu" + "</div>" * 5000), reason="."),
        Case("rỗng.html", b"<html></html>", reason="còn nội dung"),
    ]


# ------------------------------------------------------------------------------------------ tables


def _xlsx(rows, *, title="Danh sách", formula="") -> bytes:
    import openpyxl

    book = openpyxl.Workbook()
    sheet = book.active
    sheet.title = title
    for row in rows:
        sheet.append(row)
    if formula:
        sheet["D2"] = formula
    out = io.BytesIO()
    book.save(out)
    return out.getvalue()


ROWS = [
    ["Họ tên", "Chức vụ", "Số điện thoại"],
    ["Vũ Đình Toàn", "Trưởng ban", "0912 345 678"],
    ["Trịnh Thị Ngọc Lan", "Phó trưởng ban", "0987 654 321"],
]


def _tables() -> list[Case]:
    delimited = "\n".join(",".join(row) for row in ROWS)
    return [
        Case("danh-bạ.xlsx", _xlsx(ROWS), "Họ tên: Vũ Đình Toàn; Chức vụ: Trưởng ban"),
        Case(
            "tiêu-đề-trên.xlsx",
            _xlsx([["DANH SÁCH BAN CHỈ ĐẠO"], [], *ROWS]),
            "Chức vụ: Phó trưởng ban",
        ),
        Case(
            "công-thức.xlsx",
            _xlsx(ROWS, formula='=WEBSERVICE("http://example.org/")'),
            "Họ tên: Vũ Đình Toàn",
        ),
        Case(
            "số-liệu.xlsx",
            _xlsx([["Năm", "Sản lượng"], [2022, 381.5], [2023, 412.0]]),
            "Sản lượng: 412",
        ),
        Case("trống.xlsx", _xlsx([]), reason="còn nội dung"),
        Case("danh-bạ.csv", delimited.encode(), "Chức vụ: Trưởng ban"),
        Case("chấm-phẩy.csv", delimited.replace(",", ";").encode("utf-16"), "Chức vụ: Trưởng ban"),
        Case("một-cột.csv", "Tên\nThôn Đông\nThôn Đoài\n".encode(), "Thôn Đoài"),
        Case(
            "ngoặc-hở.csv",
            ('Họ tên,Ghi chú\n"Vũ Đình Toàn,không đóng ngoặc\n' * 50).encode(),
            "Vũ Đình Toàn",
        ),
        Case("giả.xlsx", b"PK\x03\x04 not really a workbook", reason="hỏng"),
    ]


# --------------------------------------------------------------------------------------- documents


def _docx(build) -> bytes:
    import docx

    document = docx.Document()
    build(document)
    out = io.BytesIO()
    document.save(out)
    return out.getvalue()


def _decree(document) -> None:
    document.add_heading("Nghị định về thư viện", 0)
    for line in DECREE.splitlines():
        document.add_paragraph(line)


def _table(document) -> None:
    document.add_paragraph(PROSE)
    table = document.add_table(rows=0, cols=3)
    for row in ROWS:
        for cell, text in zip(table.add_row().cells, row, strict=True):
            cell.text = text


def _paged(document) -> None:
    """Four pages as Word notes them: one begins inside a paragraph, two in a table."""
    from docx.oxml import OxmlElement

    def page_begins(run) -> None:
        run._r.insert(0, OxmlElement("w:lastRenderedPageBreak"))

    long = document.add_paragraph("Thư viện mở cửa từ thứ hai đến thứ sáu,")
    page_begins(long.add_run(" nghỉ thứ bảy và chủ nhật."))
    document.add_paragraph("Bạn đọc giữ trật tự trong phòng đọc.")
    table = document.add_table(rows=3, cols=2)
    texts = ("Loại thẻ", "Lệ phí", "Người lớn", "40.000 đồng", "Trẻ em", "20.000 đồng")
    for cell, text in zip((c for row in table.rows for c in row.cells), texts, strict=True):
        run = cell.paragraphs[0].add_run(text)
        if text == "Trẻ em":
            page_begins(run)
    page_begins(document.add_paragraph().add_run("Nội quy này có hiệu lực từ ngày 1-3-2024."))


def _numbered(document) -> None:
    document.add_paragraph("Điều 4. Trách nhiệm của các hộ dân trong khu dân cư")
    for text in ("Giữ gìn vệ sinh chung.", "Phân loại rác tại nhà."):
        document.add_paragraph(text, style="List Number")


def _legacy_font(document) -> None:
    document.add_paragraph("Thông báo của văn phòng gửi các thôn trong xã.")
    document.add_paragraph(tcvn3(PROSE.lower()).decode("latin-1"))


def odt(text: str) -> bytes:
    """Write an OpenDocument text: a heading, paragraphs and a table."""
    paragraphs = "".join(f"<text:p>{line}</text:p>" for line in text.splitlines() if line)
    cells = "".join(
        "<table:table-row>"
        + "".join(f"<table:table-cell><text:p>{c}</text:p></table:table-cell>" for c in row)
        + "</table:table-row>"
        for row in ROWS
    )
    content = (
        "<?xml version='1.0' encoding='UTF-8'?><office:document-content "
        "xmlns:office='urn:oasis:names:tc:opendocument:xmlns:office:1.0' "
        "xmlns:text='urn:oasis:names:tc:opendocument:xmlns:text:1.0' "
        "xmlns:table='urn:oasis:names:tc:opendocument:xmlns:table:1.0'><office:body>"
        f"<office:text><text:h>Biên bản hội nghị</text:h>{paragraphs}"
        f"<table:table>{cells}</table:table></office:text></office:body></office:document-content>"
    )
    return zipped(
        {"mimetype": b"application/vnd.oasis.opendocument.text", "content.xml": content.encode()}
    )


def rtf(text: str) -> bytes:
    """Write rich text with every letter beyond ASCII as an escape."""
    body = "".join(c if ord(c) < 128 else f"\\u{ord(c)}?" for c in text).replace("\n", "\\par ")
    return ("{\\rtf1\\ansi\\deff0 " + body + "}").encode()


def _documents() -> list[Case]:
    bomb = (
        b'<?xml version="1.0"?><!DOCTYPE a [<!ENTITY b "bbbbbbbbbb"><!ENTITY c "&b;&b;&b;&b;">]>'
        b"<a>&c;</a>"
    )
    return [
        Case("nghị-định.docx", _docx(_decree), "Ít nhất 500 bản sách"),
        Case("bảng.docx", _docx(_table), "Chức vụ: Trưởng ban"),
        Case("trang.docx", _docx(_paged), "Loại thẻ: Trẻ em; Lệ phí: 20.000 đồng"),
        Case("đánh-số.docx", _docx(_numbered), "2. Phân loại rác tại nhà."),
        Case("phông-cũ.docx", _docx(_legacy_font), SAID),
        Case("trống.docx", _docx(lambda document: None), reason="còn nội dung"),
        Case("cắt.docx", _docx(_decree)[:2000], reason="hỏng"),
        Case("giả.docx", PROSE.encode(), reason="hỏng"),
        Case("biên-bản.odt", odt(PROSE), SAID),
        Case("thực-thể.odt", zipped({"content.xml": bomb}), reason="thực thể"),
        Case("thiếu-phần.odt", zipped({"mimetype": b"x"}), reason="thiếu phần content.xml"),
        Case("thư.rtf", rtf(PROSE), SAID),
        Case("giả.rtf", PROSE.encode(), reason="không phải RTF"),
        Case("thật-ra-là-rtf.doc", rtf(PROSE), SAID),
        Case("thật-ra-là-docx.doc", _docx(_decree), "Ít nhất 500 bản sách"),
        Case("giả.doc", b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + b"\0" * 600, reason="LibreOffice"),
    ]


# --------------------------------------------------------------------------------------------- PDF


def pdf(*pages: str) -> bytes:
    """Write a PDF whose font only says which letter each code stands for."""
    letters = sorted({c for page in pages for c in page if c != "\n"})
    codes = {letter: code for code, letter in enumerate(letters, start=1)}
    mapped = "\n".join(
        f"<{code:04x}> <{letter.encode('utf-16-be').hex()}>" for letter, code in codes.items()
    )
    chunks = [mapped.splitlines()[at : at + 100] for at in range(0, len(codes), 100)]
    blocks = "\n".join(
        f"{len(chunk)} beginbfchar\n" + "\n".join(chunk) + "\nendbfchar" for chunk in chunks
    )
    unicode_map = (
        "/CIDInit /ProcSet findresource begin 12 dict begin begincmap /CMapName /A def\n"
        "1 begincodespacerange <0000> <ffff> endcodespacerange\n"
        f"{blocks}\nendcmap end end"
    )
    kids = " ".join(f"{6 + 2 * number} 0 R" for number in range(len(pages)))
    objects = [
        "<< /Type /Catalog /Pages 2 0 R >>",
        f"<< /Type /Pages /Kids [{kids}] /Count {len(pages)} >>",
        "<< /Type /Font /Subtype /Type0 /BaseFont /A /Encoding /Identity-H "
        "/DescendantFonts [4 0 R] /ToUnicode 5 0 R >>",
        "<< /Type /Font /Subtype /CIDFontType2 /BaseFont /A /CIDSystemInfo << /Registry (Adobe) "
        "/Ordering (Identity) /Supplement 0 >> /DW 500 /FontDescriptor << /Type /FontDescriptor "
        "/FontName /A /Flags 4 /FontBBox [0 0 500 700] /ItalicAngle 0 /Ascent 700 /Descent 0 "
        "/CapHeight 700 /StemV 80 >> >>",
        f"<< /Length {len(unicode_map)} >>\nstream\n{unicode_map}\nendstream",
    ]
    for number, page in enumerate(pages):
        lines = "".join(
            f"<{''.join(f'{codes[c]:04x}' for c in line)}> Tj 0 -14 Td\n" if line else "0 -14 Td\n"
            for line in page.split("\n")
        )
        stream = f"BT /F1 10 Tf 40 800 Td\n{lines}ET"
        objects.append(
            f"<< /Type /Page /Parent 2 0 R /MediaBox [0 0 900 842] /Contents {7 + 2 * number} 0 R "
            "/Resources << /Font << /F1 3 0 R >> >> >>"
        )
        objects.append(f"<< /Length {len(stream)} >>\nstream\n{stream}\nendstream")
    out = b"%PDF-1.7\n"
    places = []
    for number, body in enumerate(objects, start=1):
        places.append(len(out))
        out += f"{number} 0 obj\n{body}\nendobj\n".encode("latin-1")
    table = "".join(f"{place:010} 00000 n \n" for place in places)
    return (
        out
        + (
            f"xref\n0 {len(objects) + 1}\n0000000000 65535 f \n{table}trailer\n<< /Size "
            f"{len(objects) + 1} /Root 1 0 R >>\nstartxref\n{len(out)}\n%%EOF"
        ).encode()
    )


WRAPPED = PROSE.replace(" chủ trì", "\nchủ trì").replace(" tổng kết", "\ntổng kết")


def _pdfs() -> list[Case]:
    header = "CÔNG BÁO SỐ 15"
    paged = [f"{header}\n{WRAPPED}\nNội dung riêng của trang {n}.\n{n}" for n in range(1, 6)]
    torn = "ĐIỀ U KHO ẢN CHUNG\n" + PROSE.replace("hội nghị tổng", "hộ i nghị tổng")
    good = pdf(DECREE, PROSE)
    return [
        Case("hai-trang.pdf", good, "Ít nhất 500 bản sách"),
        Case("đầu-chân-trang.pdf", pdf(*paged), "Nội dung riêng của trang 4."),
        Case("bị-tách.pdf", pdf(torn), "ĐIỀU KHOẢN CHUNG"),
        Case(
            "ngắt-dòng.pdf", pdf(PROSE + "\nTheo hướng dẫn của docu-\nment số 5."), "document số 5"
        ),
        Case("tcvn3.pdf", pdf(tcvn3(PROSE.lower()).decode("latin-1")), SAID),
        Case("cắt.pdf", good[: len(good) // 2], reason="."),
        Case("giả.pdf", PROSE.encode(), reason="không phải PDF"),
        Case("trang-trống.pdf", pdf("", ""), reason="không có chữ"),
        Case(
            "nhiều-trang.pdf",
            pdf(*[f"Trang số {n} của tập tài liệu." for n in range(200)]),
            "Trang số 150",
        ),
    ]


# ------------------------------------------------------------------------- slides, books and mails


def _pptx() -> bytes:
    from pptx import Presentation

    presentation = Presentation()
    for title, text in (("Kết quả năm 2023", PROSE), ("Kế hoạch", "Sửa kho lạnh trước mùa mưa.")):
        slide = presentation.slides.add_slide(presentation.slide_layouts[1])
        slide.shapes.title.text = title
        slide.placeholders[1].text = text
    out = io.BytesIO()
    presentation.save(out)
    return out.getvalue()


def epub() -> bytes:
    """Write a book of two chapters."""
    container = (
        '<container xmlns="urn:oasis:names:tc:opendocument:xmlns:container"><rootfiles>'
        '<rootfile full-path="OEBPS/a.opf"/></rootfiles></container>'
    )
    package = (
        '<package xmlns="http://www.idpf.org/2007/opf" xmlns:dc="http://purl.org/dc/elements/1.1/">'
        "<metadata><dc:title>Sổ tay thủy lợi</dc:title></metadata><manifest>"
        '<item id="a" href="1.xhtml"/><item id="b" href="2.xhtml"/></manifest>'
        '<spine><itemref idref="a"/><itemref idref="b"/></spine></package>'
    )
    return zipped(
        {
            "META-INF/container.xml": container.encode(),
            "OEBPS/a.opf": package.encode(),
            "OEBPS/1.xhtml": _html(f"<h1>Mở đầu</h1><p>{PROSE}</p>"),
            "OEBPS/2.xhtml": _html("<h1>Kênh mương</h1><p>Kênh chính dài 12 km.</p>"),
        }
    )


def eml(attached: dict[str, bytes] | None = None, *, html: bool = False) -> bytes:
    """Write a mail, with files attached."""
    message = email.message.EmailMessage()
    message["Subject"] = "Biên bản hội nghị thủy lợi"
    message["From"] = "Văn phòng <van-phong@example.org>"
    message["To"] = "cac-xa@example.org"
    message.set_content(f"<p>{PROSE}</p>" if html else PROSE, subtype="html" if html else "plain")
    for name, content in (attached or {}).items():
        message.add_attachment(
            content, maintype="application", subtype="octet-stream", filename=name
        )
    return bytes(message)


def picture(text: str = "", size: tuple[int, int] = (900, 120)) -> bytes:
    """Draw a line of text."""
    from PIL import Image, ImageDraw, ImageFont

    image = Image.new("L", size, 255)
    if text:
        ImageDraw.Draw(image).text((20, 30), text, font=ImageFont.load_default(48), fill=0)
    out = io.BytesIO()
    image.save(out, "PNG")
    return out.getvalue()


def _others() -> list[Case]:
    return [
        Case("báo-cáo.pptx", _pptx(), "Sửa kho lạnh trước mùa mưa."),
        Case("giả.pptx", b"PK\x05\x06" + b"\0" * 18, reason="."),
        Case("sổ-tay.epub", epub(), "Kênh chính dài 12 km."),
        Case(
            "không-có-chương.epub", zipped({"META-INF/container.xml": b"<a/>"}), reason="thiếu phần"
        ),
        Case("thư.eml", eml(), SAID),
        Case("thư-html.eml", eml(html=True), SAID),
        Case(
            "kèm-tệp.eml", eml({"danh-ba.csv": "Tên,Tuổi\nToàn,41\nLan,38\n".encode()}), "Tuổi: 38"
        ),
        Case("không-phải-thư.eml", b"\x00\x01\x02", reason="."),
        Case("ảnh-trắng.png", picture(), reason="."),
        Case("giả.png", b"\x89PNG\r\n\x1a\n" + b"\0" * 40, reason="."),
    ]


# ---------------------------------------------------------------------------------------- archives


def zipped(files: dict[str, bytes], *, stored: bool = False) -> bytes:
    """Write a ZIP archive."""
    out = io.BytesIO()
    with zipfile.ZipFile(
        out, "w", zipfile.ZIP_STORED if stored else zipfile.ZIP_DEFLATED
    ) as archive:
        for name, content in files.items():
            archive.writestr(name, content)
    return out.getvalue()


def _nested(depth: int) -> bytes:
    content = PROSE.encode()
    name = "a.txt"
    for _ in range(depth):
        content, name = zipped({name: content}), "a.zip"
    return content


def _lying() -> bytes:
    """Write an archive whose headers say a member is smaller than it is."""
    honest = zipped({"a.txt": b"a" * 5000})
    return honest.replace((5000).to_bytes(4, "little"), (500).to_bytes(4, "little"))


def _archives() -> list[Case]:
    mixed = {"văn bản/a.txt": PROSE.encode(), "b.pdf": pdf(PROSE), "c.exe": b"MZ", "d.docx": b"x"}
    return [
        Case("kho.zip", zipped(mixed), SAID),
        Case("lồng-nhau.zip", _nested(2), SAID),
        Case("lồng-quá-sâu.zip", _nested(6), reason="lồng nhau"),
        Case("rỗng.zip", zipped({}), reason="không có tệp nào"),
        Case(
            "thoát-ra.zip",
            zipped({"../../etc/cron.d/a.txt": PROSE.encode()}),
            reason="dẫn ra ngoài",
        ),
        Case("bom.zip", zipped({"a.txt": b"0" * 60_000_000}), reason="bom nén"),
        Case("nói-dối.zip", _lying(), reason="."),
        Case(
            "nhiều-tệp.zip", zipped({f"{n}.txt": b"a" for n in range(3500)}), reason="quá giới hạn"
        ),
        Case("không-phải.zip", PROSE.encode(), reason="hỏng"),
    ]


# ----------------------------------------------------------------------------------------- hostile


def _hostile() -> list[Case]:
    sheet = b"<worksheet><sheetData>" + b"<row><c/></row>" * 400_000 + b"</sheetData></worksheet>"
    laughs = (
        b'<?xml version="1.0"?><!DOCTYPE l [<!ENTITY a "aaaaaaaaaa">'
        + b"".join(
            f'<!ENTITY {chr(98 + n)} "{f"&{chr(97 + n)};" * 10}">'.encode() for n in range(9)
        )
        + b"]><w>&j;</w>"
    )
    external = b'<!DOCTYPE r [<!ENTITY x SYSTEM "file:///etc/passwd">]><r>&x;</r>'
    return [
        Case("bom.docx", zipped({"word/document.xml": b"<a>" * 30_000_000}), reason="bom nén"),
        Case(
            "cười.docx",
            zipped({"[Content_Types].xml": laughs, "word/document.xml": laughs}),
            reason=".",
        ),
        Case("ngoài.odt", zipped({"content.xml": external}), reason="thực thể"),
        Case("hàng-rỗng.xlsx", zipped({"xl/worksheets/sheet1.xml": sheet}), reason="."),
        Case("gzip.pdf", gzip.compress(pdf(PROSE)), reason="không phải PDF"),
        Case("ngoặc.html", b"<" * 200_000, reason="."),
        Case("thuộc-tính.html", b"<p " + b"a='b' " * 200_000 + b">x", reason="."),
        Case("ngoặc.rtf", b"{\\rtf1 " + b"{" * 100_000, reason="."),
        Case("vòng.pdf", pdf(PROSE).replace(b"/Kids [6 0 R]", b"/Kids [2 0 R]"), reason="."),
    ]
