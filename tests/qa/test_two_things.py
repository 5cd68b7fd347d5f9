"""Two things that are asked in one go are cut apart and each is answered."""

import pytest

from index.build import build
from qa.assistant import Assistant
from qa.parts import parts


@pytest.mark.parametrize(
    ("typed", "cut"),
    [
        (
            "tên người chủ trì cuộc họp và tên kỹ sư trưởng của cầu",
            ["tên người chủ trì cuộc họp", "tên kỹ sư trưởng của cầu"],
        ),
        (
            "Cầu Bến Ngự dài bao nhiêu, còn cầu Sông Hậu thì sao?",
            ["Cầu Bến Ngự dài bao nhiêu", "còn cầu Sông Hậu?"],
        ),
        ("thời gian và địa điểm họp", ["thời gian và địa điểm họp"]),
        ("Ai ký và ký khi nào?", ["Ai ký và ký khi nào?"]),
    ],
)
def test_a_question_for_two_things_is_cut_in_two(typed, cut):
    assert parts(typed) == cut


def test_the_same_is_asked_of_the_other_thing(assistant):
    answer = assistant.ask("Phí vệ sinh bao nhiêu một tháng, còn lệ phí làm thẻ bạn đọc thì sao?")
    assert "150.000 đồng" in answer.text
    assert "20.000 đồng" in answer.text


PRICES = {
    "thu-chung.txt": (
        "Thư gửi nhóm\n\nỞ nhà nghỉ Gió Lào hai đêm, giá nhóm 310.000 đồng một phòng một đêm,"
        " rẻ hơn giá ngoài. Bến đò cách đó một cây số.\n"
    ),
    "so-tay.txt": (
        "Sổ tay bãi Ngang\n\nNhà nghỉ Gió Lào ở cuối bãi có 12 phòng, từ 420.000 đồng, có sân phơi."
        " Nhà nghỉ Sò Huyết có 5 phòng, 250.000 đồng một đêm.\n"
    ),
    "noi-quy.txt": (
        "Nội quy chợ cá\n\n1. Mỗi sạp ở dãy Đông được thuê không quá 6 mét vuông.\n"
        "2. Theo nội quy cũ, mỗi sạp ở dãy Đông được thuê 4 mét vuông.\n"
        "3. Năm nay chợ thu 830 triệu đồng, tăng 12% so với năm trước.\n"
    ),
}


@pytest.mark.parametrize(
    ("question", "both"),
    [
        (
            "So giúp giá phòng Gió Lào của nhóm với giá ngoài trong sổ tay",
            ["310.000 đồng", "420.000 đồng"],
        ),
        (
            "Mỗi sạp dãy Đông được thuê bao nhiêu mét vuông, so với nội quy cũ thì thế nào?",
            ["6 mét vuông", "4 mét vuông"],
        ),
    ],
)
def test_what_is_compared_is_quoted_on_both_sides(encoder, restorer, tmp_path, question, both):
    answer = _asked(encoder, restorer, tmp_path, question)
    assert all(one in answer.text for one in both), answer.text


def test_a_sentence_that_compares_by_itself_needs_no_other(encoder, restorer, tmp_path):
    answer = _asked(encoder, restorer, tmp_path, "Chợ cá thu tăng bao nhiêu so với năm trước?")
    assert len(answer.citations) == 1


def _asked(encoder, restorer, tmp_path, question):
    folder = tmp_path / "van-ban"
    folder.mkdir()
    for name, text in PRICES.items():
        (folder / name).write_text(text, encoding="utf-8")
    built = build(folder, into=tmp_path / "chi-muc", encoder=encoder)
    return Assistant(built.index, encoder, restorer).ask(question)
