"""A sentence that a page number cuts is quoted in two pieces, each of them the file's own words."""

import pytest

HEADER = "TRẠM Y TẾ XÃ NẬM PỒ"
REPORT = f"""\
{HEADER}
Trang 1/3

Báo cáo tháng ba về tiêm chủng ở xã Nậm Pồ gửi trung tâm y tế huyện.

Trong tháng trạm đã tiêm cho 148 trẻ em của chín bản, trong đó 31 trẻ ở bản Huổi Lếch

{HEADER}
Trang 2/3

được tiêm lưu động do đường sạt lở. Hai trẻ hoãn tiêm vì sốt.

Trạm đề nghị cấp thêm một tủ lạnh giữ vắc xin trước mùa mưa.

{HEADER}
Trang 3/3

Người lập báo cáo là y sĩ Lường Thị Inh.
"""
FIRST = "Trong tháng trạm đã tiêm cho 148 trẻ em của chín bản, trong đó 31 trẻ ở bản Huổi Lếch"
SECOND = "được tiêm lưu động do đường sạt lở."


@pytest.mark.parametrize(
    "question",
    ["Trong tháng trạm đã tiêm cho bao nhiêu trẻ em?", "Vì sao trẻ ở bản Huổi Lếch tiêm lưu động?"],
)
def test_both_pieces_are_quoted(assistant_over, question):
    assistant = assistant_over(bao_cao=REPORT)
    answer = assistant.ask(question)
    quotes = [cited.quote for cited in answer.citations]
    assert [quote for quote in quotes if quote in (FIRST, SECOND)] == [FIRST, SECOND], answer
    assert "Trang" not in answer.text
    for cited in answer.citations:
        cited.check(REPORT)


def test_what_ends_on_its_page_stays_alone(assistant_over):
    assistant = assistant_over(bao_cao=REPORT)
    (cited,) = assistant.ask("Trạm đề nghị cấp thêm gì?").citations
    assert "tủ lạnh" in cited.quote
