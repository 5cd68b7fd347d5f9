"""What is dropped from web pages, and that nothing is dropped from documents."""

import unicodedata
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from index.boilerplate import Line, classify
from index.text import trim

SEEDS = Path(__file__).parents[2] / "seeds"
PAGES = Path(__file__).parent / "pages"

# All the lines that must go from each page; every other line must stay.
DROPPED = {
    "news.txt": [
        "Báo Bình Minh điện tử",
        "Trang chủ | Thời sự | Kinh tế | Giáo dục | Liên hệ",
        "Trang chủ > Giáo dục > Tuyển sinh",
        "Chia sẻ Facebook Zalo",
        "3 bình luận",
        "Trường Đại học Sao Mai vừa công bố ba ngành đào tạo mới với tổng chỉ tiêu 240 sinh viên, "
        "bắt đầu tuyển từ tháng 8 năm 2024.",
        "Trường Đại học Sao Mai mở ba ngành mới trong năm 2024 - Ảnh 1",
        "Quảng cáo",
        ">> Xem thêm: Điểm chuẩn của mười trường công bố sớm",
        "Từ khóa: tuyển sinh, học phí, Sao Mai",
        "Chia sẻ bài viết",
        "Ý kiến bạn đọc (3)",
        "Nguyễn Bình - 2 giờ trước",
        "Hay quá, mong trường mở thêm ngành",
        "Tin cùng chuyên mục",
        "Mười trường công bố điểm chuẩn sớm trong tuần này"
        "Mười trường công bố điểm chuẩn sớm trong tuần này",
        "16:05:47 20/02/2024",
        "Lịch thi tốt nghiệp trung học phổ thông năm nay",
        "20/02/2024 07:30",
        "Thí sinh dự thi trong hai ngày cuối tháng sáu, nhiều hơn năm trước một buổi.",
        "© 2024 Báo Bình Minh. All rights reserved.",
        "Giấy phép số 12/GP-TTĐT do Sở Thông tin và Truyền thông cấp ngày 01/01/2020",
    ],
    "blogspot.txt": [
        "Skip to main content",
        "Labels: rau sạch, làm vườn",
        "Email This",
        "BlogThis!",
        "Share to Facebook",
        "Nhận xét",
        "Post a Comment",
        "Newer Post Older Post Home",
        "Popular Posts",
        "Cách làm phân hữu cơ từ vỏ chuối",
        "Vườn rau trên sân thượng",
        "Powered by Blogger",
        "vuonnhalan.blogspot.com",
    ],
    "forum.txt": [
        "Diễn đàn Máy tính Việt",
        "Trang chủ » Phần cứng » Hỏi đáp",
        "Đăng nhập hoặc Đăng ký",
        "Trả lời Trích dẫn",
        "#2",
        "Được gửi từ iPhone của tôi",
        "Trả lời Trích dẫn",
        "#3",
        "Thích | Trả lời",
        "Bạn phải đăng nhập để bình luận",
    ],
    "portal.txt": [
        "ỦY BAN NHÂN DÂN HUYỆN TÂN SƠN - CỔNG THÔNG TIN ĐIỆN TỬ",
        "Trang chủ / Văn bản / Thông báo",
        "Xem cỡ chữ A- A A+",
        "In bài viết",
        "Gửi bài viết",
        "Tin liên quan",
        "Thông báo tuyển dụng viên chức năm 2023",
        "Kế hoạch phòng chống thiên tai",
        "Thống kê truy cập",
        "Đang truy cập: 12",
        "Hôm nay: 345",
        "Tổng lượt truy cập: 1.234.567",
        "Bản quyền thuộc về UBND huyện Tân Sơn",
    ],
    "two_articles.txt": [
        "Theo dõi Báo Gió Biển trên",
        "Xã Hòa Lộc trồng thêm 5.000 cây bàng dọc đê biển - Hình 1",
        "Chợ nổi Cái Mơ mở lại sau hai năm tạm dừng - Hình 1",
        "Bạn thấy bài viết này có hữu ích không?",
        "Có",
        "Không",
        "Đọc nhiều nhất",
        "Giá dừa khô tăng mạnh",
        "Cầu Rạch Vong thông xe",
    ],
    "two_news.txt": [
        "Trang chủ",
        "Thời sự",
        "Đăng nhập",
        "Hòa Sơn 24°C",
        "A A",
        "Bạn nghĩ gì về bài viết này? Hãy để lại bình luận",
        "Từ khóa: cây xanh, Hòa Sơn",
        "Lượt xem: 1.245",
        "12 bình luận",
        "Nguyễn Thị Thu Hà",
        "18/01/2024 09:12",
        "Xã tôi trồng được hơn hai nghìn cây mà đến mùa khô năm ngoái đã chết mất một nửa rồi.",
        "Mong tỉnh cử người về chăm sóc cây sau khi trồng, nếu không thì sang năm lại trồng lại.",
        "Trả lời Thích 5",
        "Xem thêm",
        "Hòa Sơn xử lý 12 vụ phá rừng",
        "© Copyright 2024 Báo Hòa Sơn, All rights reserved",
        "Gửi bình luận",
        "Đối tác: Gạch Hòa Sơn",
    ],
    "mixed.txt": [
        "Home » News » Education",
        "Share this:",
        "Facebook Twitter Email",
        "You may also like",
        "Five tips for busy teachers",
        "Lớp học số ở vùng cao",
        "Leave a Reply",
        "Your email address will not be published. Required fields are marked *",
        "Accept all cookies",
        "Privacy Policy",
    ],
    "decree.txt": [],
    "minutes.txt": [],
    "contract.txt": [],
    "poem.txt": [],
    "directory.txt": [],
    "handbook.md": [],
}


def all_lines(text: str) -> list[Line]:
    return [line for article in classify(text) for line in article]


def said(text: str, *kinds: str) -> list[str]:
    return [text[line.start : line.end] for line in all_lines(text) if line.kind in kinds]


def seed(number: str) -> str:
    (path,) = SEEDS.glob(f"{number}_*.txt")
    return path.read_bytes().decode("utf-8")


def test_every_page_has_an_expectation():
    assert {path.name for path in PAGES.iterdir()} == set(DROPPED)


@pytest.mark.parametrize("name", DROPPED)
def test_exactly_the_furniture_of_a_page_is_dropped(name):
    text = (PAGES / name).read_text("utf-8")
    assert said(text, "dropped") == DROPPED[name]


@pytest.mark.parametrize("name", DROPPED)
def test_a_page_in_nfd_with_crlf_is_read_alike(name):
    text = (PAGES / name).read_text("utf-8")
    typed = "\ufeff" + unicodedata.normalize("NFD", text).replace("\n", "\r\n")
    assert [line.kind for line in all_lines(typed)] == [line.kind for line in all_lines(text)]
    assert [unicodedata.normalize("NFC", line) for line in said(typed, "dropped")] == DROPPED[name]


def test_seed_000_keeps_the_two_articles_and_nothing_of_the_page():
    text = seed("000")
    first, second = classify(text)
    kept = [text[line.start : line.end] for line in first if line.kind != "dropped"]
    assert kept[0] == "Về tính chủ động, tích cực hội nhập quốc tế của các địa phương"
    assert kept[-2:] == ["Hoa Nguyễn", "Theo ANTD"]
    assert [text[line.start : line.end] for line in first if line.kind == "heading"] == [
        "Hội nhập quốc tế của các địa phương: một số vấn đề đặt ra hiện nay",
        "Chủ động, tích cực hội nhập quốc tế",
    ]
    assert [text[line.start : line.end] for line in first if line.kind == "dropped"] == [
        "Theo dõi VGT trên",
        "Về tính chủ động, tích cực hội nhập quốc tế của các địa phương - Hình 1",
        "Video đang HOT",
    ]
    (caption,) = [line for line in first if line.kind == "caption"]
    assert text[caption.start : caption.end].endswith("Nguồn: baochinhphu.vn")
    kept = [text[line.start : line.end] for line in second if line.kind != "dropped"]
    assert kept[0] == "Hà Nội: Phát triển giáo dục, đào tạo nguồn nhân lực chất lượng cao"
    assert kept[-1] == "Theo congluan"
    assert [text[line.start : line.end] for line in second if line.kind == "caption"] == [
        "Quang cảnh hội nghị. Ảnh: KTĐT",
        "Bí thư Thành ủy Hoàng Trung Hải phát biểu tại Hội nghị. Ảnh: KTĐT",
    ]
    poll = text.index("Bạn thấy bài viết này có hữu ích không?")
    assert {line.kind for line in second if line.start >= poll} == {"dropped"}


def test_seed_001_drops_the_lead_said_twice_the_alternative_text_and_the_blog():
    text = seed("001")
    lead, *others = said(text, "dropped")
    assert lead.startswith("Sáng 25/5, Ban Tổ chức Trung ương")
    assert others == [
        "phó bí thư hà nội",
        "Techzvn.Net",
        "Thư viện thủ thuật Phần mềm - Windows - Android - IOS",
        "Post a Comment",
        "Previous Post Next Post",
        "Thảo Luận",
        "×Close",
    ]
    assert any(line.startswith(lead) for line in said(text, "text"))
    assert said(text, "caption") == [
        "Phó Bí thư Thường trực Thành ủy Nguyễn Thị Tuyến phát biểu tham luận tại hội thảo"
    ]


def test_seed_002_is_kept_whole():
    assert said(seed("002"), "dropped") == []


def test_seed_003_drops_what_stands_around_the_article():
    text = seed("003")
    assert said(text, "dropped") == [
        "info@hcma.vn 036 753 19912",
        "Quang cảnh diễn đàn",
        "Đăng ký tham dự",
        "Phiên tham dự",
    ]
    assert said(text, "byline") == ["2021-09-22, 15:03"]
    assert said(text, "caption") == ["Quang cảnh diễn đàn"]


def test_seed_004_drops_the_headlines_of_other_news_and_has_no_title():
    text = seed("004")
    (dropped,) = said(text, "dropped")
    assert dropped.endswith("cho hội nhập quốc tế |")
    assert said(text, "title") == []


def test_two_articles_of_a_page_are_told_apart_and_chapters_are_not():
    text = (PAGES / "two_articles.txt").read_text("utf-8")
    titles = [
        text[line.start : line.end]
        for article in classify(text)
        for line in article
        if line.kind == "title"
    ]
    assert titles == [
        "Xã Hòa Lộc trồng thêm 5.000 cây bàng dọc đê biển",
        "Chợ nổi Cái Mơ mở lại sau hai năm tạm dừng",
    ]
    for name in ("decree.txt", "handbook.md", "minutes.txt", "news.txt"):
        assert len(classify((PAGES / name).read_text("utf-8"))) == 1, name


def test_a_dated_article_below_the_comments_is_a_document_and_a_comment_is_not():
    text = (PAGES / "two_news.txt").read_text("utf-8")
    first, second = ([text[line.start : line.end] for line in a] for a in classify(text))
    assert "12 bình luận" in first
    assert second[0] == "Trường chuyên Hòa Sơn giành ba giải nhất quốc gia"
    assert said(text, "title") == [
        "Tỉnh Hòa Sơn trồng mới hai triệu cây xanh trong năm 2023",
        "Trường chuyên Hòa Sơn giành ba giải nhất quốc gia",
    ]


def test_a_weather_report_on_a_web_page_keeps_its_temperatures():
    text = (
        "Trang chủ | Thời sự | Kinh tế\nDự báo thời tiết ngày mai\n"
        "Không khí lạnh tràn về trong đêm nay làm nhiệt độ ở các tỉnh miền Bắc giảm nhanh.\n"
        "Hà Nội 14°C\nĐà Nẵng 21°C\nCần Thơ 29°C\nChia sẻ Facebook Zalo\n"
    )
    assert said(text, "dropped") == ["Trang chủ | Thời sự | Kinh tế", "Chia sẻ Facebook Zalo"]


def test_the_title_of_minutes_ends_where_labels_with_values_begin():
    text = (
        "BIÊN BẢN HỌP\nVề việc: sửa ngõ 15\nThời gian: 19 giờ 30\nChủ trì: bà Mận\n\n"
        "Các hộ thống nhất mỗi hộ đóng một triệu đồng, hạn nộp trước ngày 30/4/2024.\n"
    )
    assert said(text, "title") == ["BIÊN BẢN HỌP", "Về việc: sửa ngõ 15"]


@pytest.mark.parametrize(
    "line", ["A A", "Hà Nội 24°C", "Bạn nghĩ gì về bài viết này? Hãy để lại bình luận"]
)
def test_small_furniture_is_kept_where_nothing_proves_a_web_page(line):
    prose = "Cuộc họp bắt đầu lúc tám giờ sáng tại hội trường lớn với đủ thành phần được mời."
    assert said(f"{line}\n\n{prose}\n\n{line}\n", "dropped") == []


@pytest.mark.parametrize(
    ("name", "title"),
    [
        ("decree.txt", ["NGHỊ ĐỊNH", "Quy định về quản lý thư viện cộng đồng"]),
        ("minutes.txt", ["BIÊN BẢN HỌP", "Về việc sửa mái nhà văn hóa thôn Đông"]),
        ("portal.txt", ["THÔNG BÁO", "Về lịch tiếp công dân định kỳ quý II năm 2023"]),
        ("contract.txt", ["HỢP ĐỒNG THIẾT KẾ TRANG WEB"]),
        ("directory.txt", ["DANH BẠ ĐIỆN THOẠI BỆNH VIỆN"]),
        ("blogspot.txt", ["Cách trồng rau muống trong thùng xốp"]),
        ("forum.txt", ["Máy in báo kẹt giấy dù không có giấy kẹt"]),
        ("handbook.md", ["# Sổ tay nhân viên mới"]),
    ],
)
def test_the_title_is_found_below_letterheads_and_menus(name, title):
    assert said((PAGES / name).read_text("utf-8"), "title") == title


@pytest.mark.parametrize(
    "line",
    ["Thảo luận", "Quảng cáo", "Trang chủ", "Trả lời", "Facebook", "Xem thêm", "techz.vn", "Gửi"],
)
def test_a_word_a_document_may_say_is_kept_where_nothing_proves_a_web_page(line):
    prose = "Cuộc họp bắt đầu lúc tám giờ sáng tại hội trường lớn với đủ thành phần được mời."
    for parts in ([line, prose], [prose, line, f"{prose} Hết."], [prose, line]):
        text = "\n\n".join(parts)
        assert said(text, "dropped") == [], text


def test_a_list_of_other_news_in_the_middle_ends_where_prose_resumes():
    text = (
        "Giá gạo xuất khẩu tăng trở lại\n\n"
        "Giá gạo xuất khẩu tuần qua tăng thêm 12 đô la một tấn, cao nhất kể từ đầu năm đến nay.\n\n"
        "Tin liên quan\nGiá phân bón giảm nhẹ trong tháng ba\nNông dân trúng mùa lúa sớm\n\n"
        "Theo hiệp hội lương thực, nhu cầu từ châu Phi là nguyên nhân chính của đợt tăng này.\n\n"
        "Các thương nhân dự báo giá sẽ giữ ở mức hiện nay cho tới vụ thu hoạch vào tháng sáu tới.\n"
    )
    assert said(text, "dropped") == [
        "Tin liên quan",
        "Giá phân bón giảm nhẹ trong tháng ba",
        "Nông dân trúng mùa lúa sớm",
    ]


def test_a_heading_that_a_web_page_may_have_too_keeps_the_text_below_it():
    above = "Sổ tay này hướng dẫn cán bộ xã dùng cổng thông tin điện tử của huyện từ năm 2024."
    below = "Bấm vào ô trống dưới bài viết rồi nhập họ tên và nội dung muốn gửi."
    text = f"Sổ tay cổng thông tin\n\n{above}\n\nGửi bình luận\n\n{below}\n"
    assert said(text, "dropped") == []
    page = f"{text}\nTin liên quan\nGiá phân bón giảm nhẹ trong tháng ba\n"
    assert "Gửi bình luận" in said(page, "dropped"), "two signs prove a web page"


def test_text_wrapped_at_a_fixed_width_is_never_taken_for_labels():
    text = (
        "Báo cáo về việc mở lớp\n\n"
        "Nhà trường đã mở ba lớp học buổi tối cho người lớn, các lớp này được\n"
        "chia sẻ trên Facebook\n"
        "và đến cuối tháng mười một đã có tổng cộng sáu mươi hai người ghi tên\n"
        "học, trong đó phần lớn là công nhân của khu công nghiệp gần trường.\n"
    )
    assert said(text, "dropped") == []


# Lines of every sort, for pages nobody would write.
_lines = st.sampled_from(
    [
        "",
        " ",
        "Tin liên quan",
        "Post a Comment",
        "Thảo luận",
        "16:05 20/02/2025",
        "Điều 5. Phạm vi điều chỉnh",
        "1. Nội dung thứ nhất;",
        "Theo ANTD",
        "Nhan đề của một tin khác trong ngày",
        "Nhan đề của một tin khác trong ngày - Hình 2",
        "| a | b |",
        "# Mục",
        "Câu văn này đủ dài để đọc như một đoạn, có dấu chấm và nói về một việc cụ thể ở xã.",
        "info@example.vn 0123 456 789",
    ]
) | st.text(max_size=40)
texts = st.lists(_lines, max_size=25).map("\n".join)


@given(texts)
def test_every_line_that_is_not_blank_comes_out_once_and_in_order(text):
    covered = ""
    left = 0
    for line in all_lines(text):
        assert left <= line.start < line.end
        covered += text[left : line.start]
        left = line.end
    covered += text[left:]
    # What is left over is blank: nothing but spaces, line breaks and invisible characters.
    assert trim(covered, 0, len(covered)) in {(at, at) for at in range(len(covered) + 1)}


@given(texts)
def test_a_reason_is_given_for_dropped_lines_and_for_no_other(text):
    for line in all_lines(text):
        assert bool(line.reason) == (line.kind == "dropped"), text[line.start : line.end]


def titles(text):
    (article,) = classify(text)
    return [text[line.start : line.end] for line in article if line.kind == "title"]


@pytest.mark.parametrize(
    ("head", "title"),
    [
        ("HỘI VĂN NGHỆ TỈNH SƠN HẠ\n\nKỶ YẾU - TẬP 4\n\nTIỂU SỬ NGHỆ NHÂN KHỔNG VĂN MẪN",
         ["TIỂU SỬ NGHỆ NHÂN KHỔNG VĂN MẪN"]),
        ("TRUNG TÂM THỂ THAO QUẬN VĨNH TRÀNG\nHỒ BƠI SÓNG BIẾC\n\nNỘI QUY HỒ BƠI VÀ BẢNG GIÁ",
         ["NỘI QUY HỒ BƠI VÀ BẢNG GIÁ"]),
        ("# ỦY BAN NHÂN DÂN XÃ LIÊN PHƯƠNG\n\n# HƯỚNG DẪN ĐĂNG KÝ KHAI SINH",
         ["# HƯỚNG DẪN ĐĂNG KÝ KHAI SINH"]),
        ("HỘI ĐỒNG NHÂN DÂN XÃ PHÚ HIỆP\n\nNGHỊ QUYẾT\nVề dự toán ngân sách năm 2026",
         ["NGHỊ QUYẾT", "Về dự toán ngân sách năm 2026"]),
        ("BÁO NÔNG THÔN\n\nThứ bảy, 16/11/2024 - Làm giàu\n\nAnh Thào trồng nấm trong hầm",
         ["Anh Thào trồng nấm trong hầm"]),
        ("TRƯỜNG TRUNG HỌC NGUYỄN CÔNG HÂN", ["TRƯỜNG TRUNG HỌC NGUYỄN CÔNG HÂN"]),
    ],
)  # fmt: skip
def test_the_title_is_what_a_text_is_called_not_who_issued_it(head, title):
    body = (
        "Ông sinh năm 1931 tại làng Đồng Vối và học nghề với cụ trùm phường từ năm mười bảy tuổi."
    )
    assert titles(f"{head}\n\n{body}\n\n{body}\n") == title


def test_a_numbered_line_over_prose_is_a_heading_and_the_last_of_a_list_is_none():
    prose = "Hồ sơ gồm đơn, hai ảnh và bản sao giấy khai sinh, nộp tại phòng một cửa của xã."
    text = f"THÔNG BÁO\n\n3. Hồ sơ\n\n{prose}\n\n1. Ông An\n\n2. Bà Bình\n\n3. Ông Chi\n\n{prose}\n"
    (article,) = classify(text)
    kinds = {text[line.start : line.end]: line.kind for line in article}
    assert kinds["3. Hồ sơ"] == "heading"
    assert [kinds[one] for one in ("1. Ông An", "2. Bà Bình", "3. Ông Chi")] == ["text"] * 3
