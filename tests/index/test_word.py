"""What stands on the page of a Word file is read: insertions, controls, text boxes, notes."""

import io

import docx
import pytest
from corpus import odt
from docx.opc.constants import RELATIONSHIP_TYPE
from docx.opc.packuri import PackURI
from docx.opc.part import Part
from docx.oxml import parse_xml

from index.formats import extract

NAMES = (
    'xmlns:w="http://schemas.openxmlformats.org/wordprocessingml/2006/main" '
    'xmlns:mc="http://schemas.openxmlformats.org/markup-compatibility/2006" '
    'xmlns:m="http://schemas.openxmlformats.org/officeDocument/2006/math" '
    'xmlns:wps="http://schemas.microsoft.com/office/word/2010/wordprocessingShape"'
)


def run(text: str) -> str:
    return f'<w:r><w:t xml:space="preserve">{text}</w:t></w:r>'


def paragraph(inside: str) -> str:
    return f"<w:p>{inside}</w:p>"


def cell(text: str, properties: str = "") -> str:
    return f"<w:tc><w:tcPr>{properties}</w:tcPr>{paragraph(run(text))}</w:tc>"


def read(*elements: str, title: str = "", footnotes: str = "", lists: str = "") -> str:
    """Read a Word file with these elements in its body."""
    document = docx.Document()
    document.core_properties.title = title
    for element in elements:
        named = element.replace(">", f" {NAMES}>", 1)
        document.element.body.insert_element_before(parse_xml(named), "w:sectPr")
    if lists:
        root = document.part.numbering_part.element
        root[:] = parse_xml(f"<w:numbering {NAMES}>{lists}</w:numbering>")
    if footnotes:
        blob = f"<w:footnotes {NAMES}>{footnotes}</w:footnotes>".encode()
        part = Part(PackURI("/word/footnotes.xml"), "application/xml", blob, document.part.package)
        document.part.relate_to(part, RELATIONSHIP_TYPE.FOOTNOTES)
    out = io.BytesIO()
    document.save(out)
    extracted = extract(out.getvalue(), "a.docx")
    return f"{extracted.title}\n\n{extracted.text}" if title else extracted.text


@pytest.mark.parametrize(
    "around",
    [
        '<w:ins w:id="1" w:author="a">{}</w:ins>',
        '<w:moveTo w:id="1" w:author="a">{}</w:moveTo>',
        '<w:sdt><w:sdtPr><w:alias w:val="x"/></w:sdtPr><w:sdtContent>{}</w:sdtContent></w:sdt>',
        '<w:smartTag w:element="date">{}</w:smartTag>',
        '<w:fldSimple w:instr="DOCPROPERTY x">{}</w:fldSimple>',
        '<w:hyperlink w:anchor="x">{}</w:hyperlink>',
    ],
    ids=["insertion", "moved here", "content control", "smart tag", "field", "link"],
)
def test_words_are_read_whatever_holds_them(around):
    inside = run("Hạn nộp là ") + around.format(run("ngày 30-6-2024")) + run(", không gia hạn.")
    assert read(paragraph(inside)) == "Hạn nộp là ngày 30-6-2024, không gia hạn."
    row = f"<w:tr><w:tc>{paragraph(inside)}</w:tc></w:tr>"
    assert read(f"<w:tbl>{row}</w:tbl>") == "Hạn nộp là ngày 30-6-2024, không gia hạn."


def test_what_was_deleted_or_moved_away_is_not_read():
    deleted = '<w:del w:id="1"><w:r><w:delText>31-5</w:delText><w:tab/></w:r></w:del>'
    moved = f'<w:moveFrom w:id="2">{run("cũ ")}</w:moveFrom>'
    assert read(paragraph(run("Hạn nộp: ") + deleted + moved + run("30-6"))) == "Hạn nộp: 30-6"


def test_tabs_breaks_and_hyphens_are_read_and_tab_stops_are_not():
    stops = '<w:pPr><w:tabs><w:tab w:val="left" w:pos="720"/></w:tabs></w:pPr>'
    marks = "<w:r><w:t>Việt</w:t><w:noBreakHyphen/><w:t>Mỹ</w:t><w:tab/><w:t>a</w:t><w:br/></w:r>"
    assert read(paragraph(stops + marks + run("b"))) == "Việt-Mỹ\ta\nb"


def test_a_text_box_is_read_once_after_its_paragraph():
    box = f"<w:txbxContent>{paragraph(run('Đường dây nóng: 1900 1234'))}</w:txbxContent>"
    drawn = (
        f'<w:r><mc:AlternateContent><mc:Choice Requires="wps"><wps:txbx>{box}</wps:txbx>'
        f"</mc:Choice><mc:Fallback><w:pict>{box}</w:pict></mc:Fallback></mc:AlternateContent></w:r>"
    )
    said = read(paragraph(run("Mọi thắc mắc xin ") + drawn + run("liên hệ.")))
    assert said == "Mọi thắc mắc xin liên hệ.\n\nĐường dây nóng: 1900 1234"


def test_a_footnote_stands_after_the_paragraph_that_cites_it():
    note = f'<w:footnote w:id="2">{paragraph(run(" Theo giá năm 2010."))}</w:footnote>'
    unused = f'<w:footnote w:id="0">{paragraph(run("vạch ngăn"))}</w:footnote>'
    cited = '<w:r><w:footnoteReference w:id="2"/></w:r>'
    said = read(
        paragraph(run("Sản lượng đạt 12 tỷ đồng.") + cited),
        paragraph(run("Năm sau tăng 5%.")),
        footnotes=unused + note,
    )
    assert said == "Sản lượng đạt 12 tỷ đồng.\n\nTheo giá năm 2010.\n\nNăm sau tăng 5%."


def test_cells_stand_under_their_columns_whatever_is_merged_or_controlled():
    controlled = f"<w:sdt><w:sdtContent>{cell('30')}</w:sdtContent></w:sdt>"
    rows = [
        cell("Thôn") + cell("Họ tên") + cell("Tuổi"),
        cell("Đông", '<w:vMerge w:val="restart"/>') + cell("Vũ Toàn") + cell("41"),
        cell("", "<w:vMerge/>") + cell("Lê Lan") + controlled,
    ]
    table = "".join(f"<w:tr>{row}</w:tr>" for row in rows)
    assert read(f"<w:tbl>{table}</w:tbl>").splitlines() == [
        "Thôn: Đông; Họ tên: Vũ Toàn; Tuổi: 41",
        "Thôn: Đông; Họ tên: Lê Lan; Tuổi: 30",
    ]


@pytest.mark.parametrize("how", ["plain", "bold", "repeated"])
def test_word_marks_the_names_of_columns_by_bold_or_by_repeating_their_row(how):
    names = "".join(map(cell, ("Sáng", "Trưa", "Chiều")))
    if how == "bold":
        names = names.replace("<w:r>", "<w:r><w:rPr><w:b/></w:rPr>")
    repeated = "<w:trPr><w:tblHeader/></w:trPr>" if how == "repeated" else ""
    row = "".join(map(cell, ("xôi", "cơm", "phở")))
    said = read(f"<w:tbl><w:tr>{repeated}{names}</w:tr><w:tr>{row}</w:tr></w:tbl>")
    unnamed = "Sáng | Trưa | Chiều\nxôi | cơm | phở"
    assert said == (unnamed if how == "plain" else "Sáng: xôi; Trưa: cơm; Chiều: phở")


@pytest.mark.parametrize(
    ("title", "taken"),
    [
        ("CỘNG HÒA XÃ HỘI CHỦ NGHĨA VIỆT NAM", ""),
        ("UỶ BAN NHÂN DÂN HUYỆN LÂM GIANG", ""),
        ("PowerPoint Presentation", ""),
        ("Microsoft Word - cv 12", ""),
        ("Quy chế làm việc", "Quy chế làm việc"),
    ],
)
def test_a_title_is_no_letterhead_and_no_default_of_a_program(title, taken):
    said = read(paragraph(run("Điều 1. Phạm vi")), title=title)
    assert said == f"{taken}\n\nĐiều 1. Phạm vi"


def test_a_note_of_an_open_document_stands_after_its_paragraph():
    note = (
        "<text:note><text:note-citation>1</text:note-citation><text:note-body>"
        "<text:p>Theo giá năm 2010.</text:p></text:note-body></text:note>"
    )
    said = extract(odt(f"Sản lượng đạt 12 tỷ đồng.{note}\nNăm sau tăng 5%."), "a.odt").text
    assert "12 tỷ đồng.\n\nTheo giá năm 2010.\n\nNăm sau" in said


CLAUSES = (
    '<w:abstractNum w:abstractNumId="7"><w:lvl w:ilvl="0"><w:start w:val="1"/>'
    '<w:numFmt w:val="decimal"/><w:lvlText w:val="%1."/></w:lvl></w:abstractNum>'
    '<w:num w:numId="1"><w:abstractNumId w:val="7"/></w:num>'
    '<w:num w:numId="2"><w:abstractNumId w:val="7"/>{}</w:num>'
)
RESTART = '<w:lvlOverride w:ilvl="0"><w:startOverride w:val="1"/></w:lvlOverride>'
LETTERS = (
    '<w:lvlOverride w:ilvl="0"><w:startOverride w:val="1"/><w:lvl w:ilvl="0">'
    '<w:numFmt w:val="lowerLetter"/><w:lvlText w:val="%1)"/></w:lvl></w:lvlOverride>'
)


@pytest.mark.parametrize(
    ("override", "numbers"),
    [("", "1. 2. 3. 4."), (RESTART, "1. 2. 1. 2."), (LETTERS, "1. 2. a) b)")],
    ids=["goes on", "restarts", "restarts in letters"],
)
def test_a_list_begins_again_once_where_word_restarts_it(override, numbers):
    def item(list_number: int) -> str:
        of = f'<w:ilvl w:val="0"/><w:numId w:val="{list_number}"/>'
        return paragraph(f"<w:pPr><w:numPr>{of}</w:numPr></w:pPr>" + run("Nội dung."))

    said = read(*map(item, (1, 1, 2, 2)), lists=CLAUSES.format(override))
    assert [line.split()[0] for line in said.split("\n\n")] == numbers.split()


def test_a_table_in_a_cell_of_an_open_document_is_said_once():
    inner = "<table:table><table:table-row>{}{}</table:table-row></table:table>"
    words = "<table:table-cell><text:p>{}</text:p></table:table-cell>"
    nested = inner.format(words.format("Sáng"), words.format("8 giờ"))
    outer = f"<table:table-cell>{nested}</table:table-cell>" + words.format("Khai mạc")
    table = f"<table:table><table:table-row>{outer}</table:table-row></table:table>"
    said = extract(odt(f"</text:p>{table}<text:p>Hết."), "a.odt").text
    assert "\n\nSáng 8 giờ | Khai mạc\n\n" in said


def symbol(text: str) -> str:
    return f"<m:r><m:t>{text}</m:t></m:r>"


@pytest.mark.parametrize(
    ("equation", "written"),
    [
        (symbol("a+b=c"), "a+b=c"),
        (f"<m:f><m:num>{symbol('a+b')}</m:num><m:den>{symbol('2')}</m:den></m:f>", "(a+b)/2"),
        (f"<m:sSup><m:e>{symbol('m')}</m:e><m:sup>{symbol('2')}</m:sup></m:sSup>", "m^2"),
        (f"<m:sSub><m:e>{symbol('CO')}</m:e><m:sub>{symbol('2')}</m:sub></m:sSub>", "CO_2"),
        (f"<m:rad><m:deg/><m:e>{symbol('x+1')}</m:e></m:rad>", "√(x+1)"),
        (f"<m:d><m:e>{symbol('x')}</m:e><m:e>{symbol('y')}</m:e></m:d>", "(x; y)"),
        (
            '<m:nary><m:naryPr><m:chr m:val="∑"/></m:naryPr>'
            f"<m:sub>{symbol('i=1')}</m:sub><m:sup>{symbol('n')}</m:sup>"
            f"<m:e>{symbol('x')}</m:e></m:nary>",
            "∑_(i=1)^n x",
        ),
    ],
)
def test_an_equation_is_written_in_the_line(equation, written):
    said = read(paragraph(run("Mức phạt: ") + f"<m:oMath>{equation}</m:oMath>" + run(" đồng.")))
    assert said == f"Mức phạt: {written} đồng."
