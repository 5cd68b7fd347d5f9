"""Files become documents with exact offsets, or one sentence on what is wrong with them."""

import hashlib
import io
import os
import re
import time
import unicodedata
import warnings
import zipfile
from pathlib import Path

import pytest
from corpus import zipped
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from index import load as loading
from index.boilerplate import classify
from index.errors import EmptyFolderError, SeedError
from index.load import explain, load, seed_files

SEEDS = Path(__file__).parents[2] / "seeds"
PAGES = Path(__file__).parent / "pages"
PROSE = "Hội nghị khai mạc lúc tám giờ sáng ngày 12 tháng 5 tại Huế với một trăm đại biểu."


def write(folder: Path, name: str, content: str | bytes) -> Path:
    path = folder / name
    path.write_bytes(content if isinstance(content, bytes) else content.encode("utf-8"))
    return path


def refused(path: Path, root: Path) -> str:
    with pytest.raises(SeedError) as caught:
        load(path, root)
    return str(caught.value)


# ------------------------------------------------------------------------------------- documents


def test_seeds_become_six_documents_with_their_titles():
    documents = [document for path in seed_files(SEEDS) for document in load(path, SEEDS)]
    assert [(document.id, document.title) for document in documents] == [
        (
            "000_660f01a881b2fb6a.txt",
            "Về tính chủ động, tích cực hội nhập quốc tế của các địa phương",
        ),
        (
            "000_660f01a881b2fb6a.txt#2",
            "Hà Nội: Phát triển giáo dục, đào tạo nguồn nhân lực chất lượng cao",
        ),
        (
            "001_d001d31c2c28c4b5.txt",
            "Đào tạo, bồi dưỡng cán bộ có đủ khả năng làm việc trong môi trường hội nhập quốc tế",
        ),
        ("002_4c8f4751c704f2bd.txt", "Hội nghị trực tuyến toàn quốc về hội nhập quốc tế"),
        (
            "003_04326397ba80ffa3.txt",
            "Diễn đàn Đối thoại phát triển địa phương năm 2021: "
            "Thực thi mục tiêu phát triển trong trạng thái bình thường mới",
        ),
        (
            "004_f3a2eb2b02236d08.txt",
            "Văn phòng Chính phủ vừa ban hành Thông báo số 360/TB-VPCP kết luận "
            "của Phó Thủ tướng Chính phủ Trần Hồng Hà tại cuộc…",
        ),
    ]


def test_the_description_of_the_seeds_names_each_with_its_sum():
    described = (SEEDS / "sources.md").read_text("utf-8")
    for path in seed_files(SEEDS):
        digest = hashlib.sha256(path.read_bytes()).hexdigest()
        assert f"{digest}  {path.name}" in described


def test_a_stray_byte_of_windows_spoils_no_other_letter_of_its_line(tmp_path):
    content = f"Nhan đề của bài\n\n{PROSE}\n".encode()
    content = content.replace("Huế".encode(), "Huế".encode() + b"\x92")
    path = write(tmp_path, "a.txt", content)
    (document,) = load(path, tmp_path)
    assert document.text == f"Nhan đề của bài\n\n{PROSE}\n".replace("Huế", "Huế’")
    assert "«\\x92» → «’» (mã Windows-1252)" in explain(path, tmp_path)


@pytest.mark.parametrize("typed", ["NFC", "NFD"])
@pytest.mark.parametrize("mark", ["", "\ufeff"])
@pytest.mark.parametrize("line_break", ["\n", "\r\n"])
def test_the_text_is_the_files_own_in_any_encoding_form(tmp_path, typed, mark, line_break):
    text = mark + unicodedata.normalize(typed, f"Nhan đề của bài\n\n{PROSE}\n")
    text = text.replace("\n", line_break)
    (document,) = load(write(tmp_path, "a.txt", text), tmp_path)
    assert document.text == text
    assert document.sha256 == hashlib.sha256(text.encode("utf-8")).hexdigest()
    assert document.title == "Nhan đề của bài"
    title, body = document.paragraphs
    assert text[title.start : title.end] == unicodedata.normalize(typed, "Nhan đề của bài")
    assert text[body.start : body.end] == unicodedata.normalize(typed, PROSE)
    assert [paragraph.place for paragraph in document.paragraphs] == ["đoạn 1", "đoạn 2"]


def test_the_source_is_the_path_within_the_folder_with_forward_slashes(tmp_path):
    (tmp_path / "năm 2024" / "quý 1").mkdir(parents=True)
    path = write(tmp_path / "năm 2024" / "quý 1", "a.TXT", PROSE)
    assert load(path, tmp_path)[0].source == "năm 2024/quý 1/a.TXT"


# ------------------------------------------------------------------------------------- paragraphs


def paragraphs(name: str) -> dict[str, str]:
    (document,) = load(PAGES / name, PAGES)
    return {p.place: document.text[p.start : p.end] for p in document.paragraphs}


def test_an_introduction_stays_with_its_items_and_a_heading_with_its_text():
    found = paragraphs("decree.txt")
    assert (
        found["đoạn 6, mục «Điều 3. Điều kiện thành lập»"]
        == "Điều 3. Điều kiện thành lập\n1. Thư viện cộng đồng phải có:\n"
        "a) Ít nhất 500 bản sách;\nb) Diện tích phòng đọc từ 20 m2;\n"
        "c) Người phụ trách đã qua tập huấn."
    )
    assert (
        found["đoạn 7, mục «Điều 3. Điều kiện thành lập»"]
        == "2. Thời gian mở cửa không dưới 12 giờ mỗi tuần."
    )


def test_labels_stay_together_and_out_of_the_title_and_of_other_lists(tmp_path):
    labels = [
        "Thời gian: 19 giờ 30, ngày 12/3/2024",
        "Địa điểm: Nhà văn hóa khu phố Hòa Bình",
        "Thành phần: 42 hộ dân, đại diện công an phường, hội phụ nữ, đoàn thanh niên",
        "Vắng mặt: hộ ông Vũ Hữu Lợi (có lý do)",
    ]
    agenda = "Nội dung:\n1. Sửa ngõ 15, kinh phí 86 triệu đồng.\n2. Lắp thêm bốn camera."
    result = "Kết luận: mỗi hộ đóng 1 triệu đồng."
    for between in ("\n", "\n\n"):
        listed = between.join(labels)
        content = f"BIÊN BẢN HỌP TỔ DÂN PHỐ SỐ 7\n{listed}\n\n{agenda}\n\n{result}\n"
        (document,) = load(write(tmp_path, "họp.txt", content), tmp_path)
        assert document.title == "BIÊN BẢN HỌP TỔ DÂN PHỐ SỐ 7"
        found = [content[p.start : p.end] for p in document.paragraphs]
        assert found == ["BIÊN BẢN HỌP TỔ DÂN PHỐ SỐ 7", listed, agenda, result]


def test_a_table_is_one_paragraph_under_its_heading():
    table = paragraphs("handbook.md")["đoạn 4, mục «Ngày nghỉ»"]
    assert table.startswith("## Ngày nghỉ\n\n| Loại nghỉ |")
    assert table.endswith("| Nghỉ cưới | 3 | |")


def test_a_stanza_is_one_paragraph():
    assert paragraphs("poem.txt")["đoạn 3"] == "Chiều đi\nchiều đi\nkhông ai gọi đò"


def test_wrapped_lines_are_one_paragraph(tmp_path):
    wrapped = (
        "Nhà trường đã mở ba lớp học buổi tối cho người lớn, mỗi lớp có hai mươi\n"
        "Công nhân và năm người cao tuổi, học ba buổi một tuần trong suốt một năm.\n"
    )
    (document,) = load(write(tmp_path, "a.txt", f"Lớp học buổi tối\n\n{wrapped}"), tmp_path)
    assert document.text[document.paragraphs[1].start :] == wrapped
    assert document.paragraphs[1].end == len(document.text) - 1


@pytest.mark.parametrize("path", [*sorted(SEEDS.glob("*.txt")), *sorted(PAGES.iterdir())])
def test_no_paragraph_holds_a_dropped_line_and_every_kept_line_is_in_one(path):
    documents = load(path, path.parent)
    text = documents[0].text
    spans = [(p.start, p.end) for document in documents for p in document.paragraphs]
    assert spans == sorted(spans)
    for line in (line for article in classify(text) for line in article):
        around = [(a, b) for a, b in spans if a < line.end and line.start < b]
        if line.kind == "dropped":
            assert around == [], text[line.start : line.end]
        else:
            assert len(around) == 1, text[line.start : line.end]
            assert around[0][0] <= line.start < line.end <= around[0][1]


def test_a_line_of_five_megabytes_is_read_in_seconds_and_cut_into_paragraphs(tmp_path):
    text = (PROSE + " ") * (5_000_000 // len(PROSE))
    path = write(tmp_path, "a.txt", text)
    began = time.perf_counter()
    (document,) = load(path, tmp_path)
    assert time.perf_counter() - began < 60  # hours, were it read once for every word
    assert max(p.end - p.start for p in document.paragraphs) <= 4 * 700
    assert all(text[p.start : p.end].startswith("Hội nghị") for p in document.paragraphs)
    assert sum(p.end - p.start + 1 for p in document.paragraphs) == len(text)


def test_a_line_of_five_megabytes_without_spaces_is_read_in_seconds(tmp_path):
    path = write(tmp_path, "a.txt", "Chữ" * 1_600_000)
    began = time.perf_counter()
    (document,) = load(path, tmp_path)
    assert time.perf_counter() - began < 60  # hours, were it read once for every word
    assert sum(p.end - p.start for p in document.paragraphs) == len(document.text)


# ------------------------------------------------------------------------------- what is refused


@pytest.mark.parametrize(
    ("content", "said"),
    [
        (b"", "a.txt: tệp trống"),
        (b"\xef\xbb\xbf \r\n\t\n", "a.txt: tệp trống"),
        ("Một dòng\nhai ".encode() + b"\xe1\xff dong", "byte 0xe1 ở vị trí 16, dòng 2"),
        ("Một".encode() + b"\x00\x01", "a.txt: là tệp nhị phân (byte 0 ở vị trí 5)"),
        (b"\xff\xfeM\x00\x00\xd8", "a.txt: mã UTF-16 bị cắt hoặc hỏng"),
        (b"Post a Comment\n\nPrevious Post Next Post\n", "không còn nội dung nào sau khi bỏ"),
    ],
    ids=["empty", "blank", "invalid", "binary", "utf-16", "furniture"],
)
def test_a_file_that_is_no_text_is_refused_with_what_to_do(tmp_path, content, said):
    message = refused(write(tmp_path, "a.txt", content), tmp_path)
    assert said in message
    assert re.search(r"Hãy [^.]", message), message


def test_a_kind_of_file_that_is_not_supported_is_refused(tmp_path):
    message = refused(write(tmp_path, "a.exe", PROSE), tmp_path)
    assert message.startswith("a.exe: chưa đọc được loại tệp «.exe».")


def test_a_file_that_is_too_large_is_refused_without_being_read(tmp_path, monkeypatch):
    path = tmp_path / "a.txt"
    with path.open("wb") as file:
        file.truncate(loading.MAX_BYTES + 1)
    monkeypatch.setattr(Path, "read_bytes", lambda _: pytest.fail("it was read"))
    assert "quá giới hạn 64 MiB" in refused(path, tmp_path)


def test_a_file_that_may_not_be_read_is_refused(tmp_path, monkeypatch):
    path = write(tmp_path, "a.txt", PROSE)

    def deny(_: Path) -> bytes:
        raise PermissionError(13, "denied")

    monkeypatch.setattr(Path, "read_bytes", deny)
    assert refused(path, tmp_path).startswith("a.txt: không có quyền đọc.")


@pytest.mark.parametrize("name", ["folder.txt", "pipe.txt"])
def test_what_is_not_a_regular_file_is_refused_at_once(tmp_path, name):
    path = tmp_path / name
    path.mkdir() if name == "folder.txt" else os.mkfifo(path)
    assert refused(path, tmp_path).startswith(f"{name}: ")


def test_a_link_out_of_the_folder_is_refused_and_one_inside_is_followed(tmp_path):
    inside = tmp_path / "inside"
    inside.mkdir()
    outside = write(tmp_path, "secret.txt", PROSE)
    (inside / "out.txt").symlink_to(outside)
    assert refused(inside / "out.txt", inside).startswith("out.txt: liên kết dẫn ra ngoài")
    (inside / "in.txt").symlink_to(write(inside, "real.txt", PROSE))
    assert load(inside / "in.txt", inside)[0].source == "in.txt"
    (inside / "loop.txt").symlink_to(inside / "loop.txt")
    assert refused(inside / "loop.txt", inside).startswith("loop.txt: ")
    (inside / "gone.txt").symlink_to(inside / "nothing.txt")
    assert refused(inside / "gone.txt", inside).startswith("gone.txt: không có tệp này")


def test_a_file_outside_the_folder_is_refused(tmp_path):
    (tmp_path / "inside").mkdir()
    path = write(tmp_path, "a.txt", PROSE)
    assert "nằm ngoài thư mục" in refused(path, tmp_path / "inside")
    assert "nằm ngoài thư mục" in refused(tmp_path / "inside" / ".." / "a.txt", tmp_path / "inside")


def test_a_member_of_an_archive_that_cannot_be_read_costs_no_other(tmp_path):
    content = zipped({"a.txt": PROSE.encode(), "b.txt": b"Kho"}, stored=True)
    damaged = loading.read(content.replace(b"Kho", b"kho"), "kho.zip")
    assert [document.source for document in damaged.documents] == ["kho.zip!/a.txt"]
    (said,) = map(str, damaged.skipped)
    assert said.startswith("kho.zip!/b.txt: phần b.txt bị hỏng")
    path = write(tmp_path, "kho.zip", content.replace(b"Kho", b"kho"))
    assert "kho.zip!/b.txt: phần b.txt bị hỏng" in explain(path, tmp_path)


@pytest.mark.parametrize(
    ("first", "second", "numbered"),
    [("a.txt", "a.txt", "a (2).txt"), ("x/a.txt", "x\\a.txt", "x/a (2).txt")],
    ids=["same", "backslash"],
)
def test_members_of_an_archive_with_one_name_are_all_read(first, second, numbered):
    out = io.BytesIO()
    with zipfile.ZipFile(out, "w") as archive, warnings.catch_warnings():
        warnings.simplefilter("ignore")  # zipfile's own, of the duplicate name
        archive.writestr(first, "Cầu Bến Ngự dài 486 mét và có chín nhịp.")
        archive.writestr(second, "Chợ đêm mở cửa vào các tối thứ sáu và thứ bảy.")
    reading = loading.read(out.getvalue(), "kho.zip")
    assert {document.source: document.text[:3] for document in reading.documents} == {
        f"kho.zip!/{first}": "Cầu",
        f"kho.zip!/{numbered}": "Chợ",
    }


def test_what_of_an_archive_is_not_read_may_grow_as_it_likes():
    content = zipped({"a.txt": PROSE.encode(), "đĩa.img": bytes(2**22)})
    assert len(loading.read(content, "kho.zip").documents) == 1


# ----------------------------------------------------------------------------- files of a folder


def test_files_are_listed_in_order_without_hidden_ones_and_descriptions(tmp_path):
    for name in (
        "b.txt",
        "a.md",
        ".hidden.txt",
        "~$b.docx",
        "sources.md",
        "README.md",
        "note.pdf",
        "note.exe",
        "C.TXT",
    ):
        write(tmp_path, name, PROSE)
    for folder in (".git", "sub", "a"):
        (tmp_path / folder).mkdir()
        write(tmp_path / folder, "x.txt", PROSE)
        write(tmp_path / folder, "README.md", PROSE)
    (tmp_path / "link").symlink_to(tmp_path / "sub", target_is_directory=True)
    listed = [path.relative_to(tmp_path).as_posix() for path in seed_files(tmp_path)]
    assert listed == [
        "C.TXT",
        "a.md",
        "a/README.md",
        "a/x.txt",
        "b.txt",
        "note.pdf",
        "sub/README.md",
        "sub/x.txt",
    ]


def test_a_folder_of_other_kinds_is_refused_with_what_to_save_them_as(tmp_path):
    write(tmp_path, "a.xls", b"x")
    with pytest.raises(EmptyFolderError, match=r"1 \.xls\. Hãy lưu thành \.docx, \.xlsx"):
        seed_files(tmp_path)


def test_a_folder_with_nothing_to_index_is_refused(tmp_path):
    with pytest.raises(EmptyFolderError, match="Không có thư mục"):
        seed_files(tmp_path / "nothing")
    with pytest.raises(EmptyFolderError, match=r"không có tệp nào đọc được \(\.txt \.md \.html"):
        seed_files(tmp_path)
    with pytest.raises(EmptyFolderError, match="không phải là thư mục"):
        seed_files(write(tmp_path, "a.txt", PROSE))


# --------------------------------------------------------------------------------------- explain


def test_explain_shows_each_line_with_its_number_and_why_it_is_dropped():
    report = explain(PAGES / "mixed.txt", PAGES).splitlines()
    assert report[0] == "mixed.txt: 1 văn bản, giữ 6 dòng, bỏ 10 dòng."
    assert report[2] == '«Hội thảo "AI for Rural Schools" tại Đà Lạt»'
    assert "    1  BỎ         Home » News » Education  ← đường dẫn, trình đơn của trang" in report
    assert "    3  tác giả    Posted on 14/10/2023" in report
    assert report[-1] == "   21  BỎ         Privacy Policy  ← nằm dưới «You may also like»"


# ------------------------------------------------------------------------------------ properties


@settings(suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(st.text(st.characters(codec="utf-8", exclude_characters="\0"), max_size=300))
def test_any_text_gives_documents_with_exact_offsets_or_one_error(tmp_path, text):
    path = tmp_path / "a.txt"
    path.write_bytes(text.encode("utf-8"))
    if not any(line.kind != "dropped" for article in classify(text) for line in article):
        assert refused(path, tmp_path).startswith("a.txt: ")
        return
    if not re.search(r"\w", text):
        assert refused(path, tmp_path).startswith("a.txt: tệp trống")
        return
    for document in load(path, tmp_path):
        assert document.text == text
        assert document.title
        for paragraph in document.paragraphs:
            quote = text[paragraph.start : paragraph.end]
            assert quote.strip() == quote != ""
