"""The penalty of an act that is a point of a list stands in the line that leads into the list."""

import pytest

DECREE = """\
CHÍNH PHỦ
Số: 77/2021/NĐ-CP

NGHỊ ĐỊNH
Quy định xử phạt vi phạm hành chính trong hoạt động của bến đò ngang

Điều 3. Vi phạm quy định về bến đò
1. Phạt cảnh cáo đối với hành vi không ghi sổ hành khách.
2. Phạt tiền từ 600.000 đồng đến 900.000 đồng đối với một trong các hành vi sau:
a) Không niêm yết giá vé tại bến đò;
b) Chở gia súc chung với hành khách;
c) Không trang bị đủ áo phao cho hành khách.
3. Phạt tiền từ 4.000.000 đồng đến 6.000.000 đồng đối với hành vi chở quá số người quy định.

Điều 4. Vi phạm của người lái đò
1. Phạt tiền từ 1.000.000 đồng đến 2.000.000 đồng đối với một trong các hành vi sau:
a) Lái đò khi đã uống rượu bia;
b) Không có chứng chỉ lái đò.
2. Phạt tiền từ 7.000.000 đồng đến 8.000.000 đồng đối với hành vi bỏ mặc hành khách bị nạn.
"""
LEAD = "2. Phạt tiền từ 600.000 đồng đến 900.000 đồng đối với một trong các hành vi sau:"


@pytest.fixture
def decree(assistant_over):
    return assistant_over(nghi_dinh=DECREE)


def quotes(decree, question):
    return [cited.quote for cited in decree.ask(question).citations]


@pytest.mark.parametrize(
    ("question", "point"),
    [
        ("Chở gia súc chung với hành khách thì bị phạt bao nhiêu?", "b) Chở gia súc"),
        ("Chở gia súc chung với hành khách thì bị phạt sao?", "b) Chở gia súc"),
        ("cho gia suc chung voi hanh khach thi bi phat the nao", "b) Chở gia súc"),
        ("Không niêm yết giá vé tại bến đò bị phạt bao nhiêu tiền?", "a) Không niêm yết"),
        ("Mức phạt đối với hành vi không niêm yết giá vé là bao nhiêu?", "a) Không niêm yết"),
    ],
)
def test_a_point_comes_with_the_line_that_leads_into_it(decree, question, point):
    lead, item = quotes(decree, question)
    assert lead == LEAD
    assert item.startswith(point)


def test_an_act_that_is_a_clause_comes_alone(decree):
    told = quotes(decree, "Chở quá số người quy định bị phạt bao nhiêu?")
    assert [quote[:2] for quote in told] == ["3."]


@pytest.mark.parametrize(
    "question",
    [
        "Khoản 2 Điều 3 quy định những hành vi nào?",
        "Theo khoản 2 Điều 3 thì hành vi nào bị phạt?",
        "Khoản 2 Điều 3 Nghị định 77/2021/NĐ-CP quy định các hành vi gì?",
        "khoan 2 dieu 3 quy dinh nhung truong hop nao",
        "Những hành vi nào bị xử phạt theo khoản 2 Điều 3?",
    ],
)
def test_a_clause_that_is_asked_for_by_its_acts_is_quoted_whole(decree, question):
    (quote,) = quotes(decree, question)
    assert quote.startswith(LEAD)
    assert quote.endswith("c) Không trang bị đủ áo phao cho hành khách.")


def test_a_question_with_a_condition_of_its_own_is_no_look_up(decree):
    told = quotes(decree, "Hành vi nào bị phạt từ 7.000.000 đồng theo Điều 4?")
    assert not any("uống rượu bia" in quote for quote in told)
