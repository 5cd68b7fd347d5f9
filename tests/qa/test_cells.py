"""Of a row the cell asked for is told; of what a table has not, nothing."""

import pytest

from index.build import build
from qa.assistant import Assistant

PRICES = """\
# Bảng giá tiệm sửa nhà Phú Thịnh

Áp dụng từ tháng 3.

| Hạng mục | Đơn giá | Bảo hành | Làm cuối tuần |
|---|---:|---|---|
| Lát nền gạch men | 180.000 | Có | Không |
| Lát nền gỗ công nghiệp | 260.000 | Có | Có |
| Chống thấm trần nhà | 210.000 | Có | Không |
| Sơn nước trong nhà | 45.000 | Không | Có |
"""
TASKS = """\
BIÊN BẢN HỌP TỔ DÂN PHỐ 7

STT | Việc | Người làm | Cùng làm | Hạn xong
1 | Vận động 12 hộ nộp quỹ quá hạn | Bà Hồ Thị Sen | Chi hội phụ nữ | 10/4/2025
2 | Thay bóng đèn đường hẻm 21 | Ông Đinh Văn Cử | Tổ bảo vệ | 25/4/2025
"""
BUDGET = """\
STT,Tên dự án,Người phụ trách,Kinh phí ngân hàng,Kinh phí góp,Thời gian thực hiện
1,Trồng nấm linh chi trong nhà lưới,Cao Thị Mận,320,80,20 tháng
2,Nuôi ong lấy mật ở rừng tràm,Lưu Văn Đạt,150,40,14 tháng
3,Sấy chuối bằng năng lượng mặt trời,Bùi Văn Tốt,210,,9 tháng
Tổng cộng,,,680,120,
"""
TICKETS = """\
Nội quy khu du lịch. Vé vào cổng khu du lịch được bán từ 7 giờ sáng.

Loại vé | Giá vé (đồng) | Giờ dùng
Vé người lớn | 60.000 | Cả ngày
Vé học sinh | 30.000 | Cả ngày
Vé cuối tuần | 80.000 | Thứ bảy, chủ nhật
"""
PARTS = """\
Mặt hàng,Giá sỉ (đồng),Giá lẻ (đồng),Bảo hành
Bơm tay,40.000,55.000,3 tháng
Yên xe,70.000,95.000,–
"""


@pytest.fixture(scope="module")
def tables(encoder, restorer, tmp_path_factory):
    folder = tmp_path_factory.mktemp("o") / "van-ban"
    folder.mkdir()
    (folder / "sua-nha.md").write_text(PRICES, encoding="utf-8")
    (folder / "to-dan-pho.txt").write_text(TASKS, encoding="utf-8")
    (folder / "du-an.csv").write_text(BUDGET, encoding="utf-8")
    (folder / "ve.txt").write_text(TICKETS, encoding="utf-8")
    (folder / "phu-tung.csv").write_text(PARTS, encoding="utf-8")
    built = build(folder, into=folder.parent / "chi-muc", encoder=encoder)
    return Assistant(built.index, encoder, restorer)


def marked(answer):
    assert answer.citations, answer.reason
    best = answer.citations[0]
    return best.quote[slice(*best.highlight)]


@pytest.mark.parametrize(
    ("question", "cell"),
    [
        pytest.param("Ai phải vận động 12 hộ nộp quỹ quá hạn?", "Bà Hồ Thị Sen", id="name's word"),
        ("Khi nào phải vận động xong 12 hộ nộp quỹ quá hạn?", "10/4/2025"),
        ("Lát nền gạch men có làm cuối tuần không?", "Không"),
        ("Sơn nước trong nhà có được bảo hành không?", "Không"),
        ("Lát nền gạch men có được bảo hành không?", "Có"),
        ("du an nuoi ong lay mat thuc hien trong bao lau", "14 tháng"),
        ("Dự án nuôi ong lấy mật thực hiện trong bao lâu?", "14 tháng"),
        ("Dự án nuôi ong lấy mật do ai phụ trách?", "Lưu Văn Đạt"),
        ("Dự án nuôi ong lấy mật có kinh phí góp bao nhiêu?", "40"),
    ],
)
def test_the_cell_of_the_kind_and_column_asked_for_is_marked(tables, question, cell):
    answer = tables.ask(question)
    assert marked(answer) == cell, answer.text


@pytest.mark.parametrize(
    "question",
    [
        pytest.param("Lát nền đá hoa giá bao nhiêu?", id="kind of two words"),
        pytest.param("Lát nền đá giá bao nhiêu?", id="one word, no 'đã'"),
        pytest.param("Lát nền nhựa bao nhiêu tiền?", id="one word before what asks"),
        pytest.param("Chống thấm bể bơi đơn giá bao nhiêu?", id="the only one that begins so"),
        pytest.param("Chống thấm bể bơi bao nhiêu tiền?", id="before what asks"),
        pytest.param("Dự án nuôi ong ruồi do ai phụ trách?", id="inside a value"),
        pytest.param("Vé trẻ em giá bao nhiêu?", id="kind of one word"),
        pytest.param("Vé vào cổng trẻ em giá bao nhiêu?", id="kind as the text has it"),
    ],
)
def test_what_a_table_has_not_is_not_answered_by_its_neighbour(tables, question):
    answer = tables.ask(question)
    assert answer.abstained, answer.text


@pytest.mark.parametrize(
    ("question", "cell"),
    [
        ("Lát nền gỗ giá bao nhiêu?", "260.000"),
        ("Lát nền nhà bằng gạch men giá bao nhiêu?", "180.000"),
        ("Chống thấm trần giá bao nhiêu?", "210.000"),
        ("Chống thấm trần nhà mất bao nhiêu tiền?", "210.000"),
        ("Vé vào cổng học sinh giá bao nhiêu?", "30.000"),
        ("Vé học sinh giá bao nhiêu?", "30.000"),
        ("Dự án trồng nấm linh chi do ai phụ trách?", "Cao Thị Mận"),
    ],
)
def test_what_a_table_calls_with_more_or_fewer_words_is_told(tables, question, cell):
    answer = tables.ask(question)
    assert marked(answer) == cell, answer.text


def test_an_empty_cell_is_not_answered_from_another_column(tables):
    answer = tables.ask("Dự án sấy chuối có kinh phí góp bao nhiêu?")
    assert answer.abstained, answer.text
    assert marked(tables.ask("Dự án sấy chuối có kinh phí ngân hàng bao nhiêu?")) == "210"


def test_beside_a_dash_no_other_cell_is_taken_for_the_answer(tables):
    answer = tables.ask("Yên xe bảo hành bao lâu?")
    assert answer.abstained or marked(answer) == answer.citations[0].quote, answer.text
    assert marked(tables.ask("Bơm tay bảo hành bao lâu?")) == "3 tháng"


def test_of_two_columns_alike_none_is_taken_for_the_one_asked_for(tables):
    answer = tables.ask("Bơm tay giá bao nhiêu?")
    assert {"40.000", "55.000"} <= set(answer.citations[0].quote.replace(";", "").split())
    assert marked(answer) == answer.citations[0].quote
    assert marked(tables.ask("Giá lẻ của bơm tay là bao nhiêu?")) == "55.000"


@pytest.mark.parametrize(
    ("question", "cell"),
    [
        ("Tổng kinh phí góp là bao nhiêu?", "120"),
        ("Tổng kinh phí ngân hàng của các dự án là bao nhiêu?", "680"),
        ("Tổng kinh phí ngân hàng của dự án trồng nấm linh chi là bao nhiêu?", "320"),
    ],
)
def test_the_total_of_a_column_is_that_of_the_row_of_totals(tables, question, cell):
    answer = tables.ask(question)
    assert marked(answer) == cell, answer.text
