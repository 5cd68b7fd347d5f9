"""What is asked in everyday words is answered by a sentence that has the documents' own."""

import json
from pathlib import Path

import pytest

import qa.synonyms
from index.text import canonical
from qa.synonyms import said_otherwise


@pytest.mark.parametrize(
    ("question", "text", "words"),
    [
        ("Bao giờ làm xong cầu?", "Cầu hoàn thành tháng 3.", {"xong"}),
        ("Ai bỏ tiền nghiên cứu?", "Nghiên cứu do Quỹ Sen tài trợ.", {"bo", "tien"}),
        ("Bao giờ làm xong cầu?", "Cầu làm bằng thép.", set()),
        ("Bé chích ngừa ở đâu?", "Trẻ 4 tháng tiêm tại trạm.", {"be", "chich", "ngua"}),
        ("Bà bầu ăn gì?", "Phụ nữ có thai ăn nhiều rau.", {"ba", "bau"}),
        ("Cầu dài bao nhiêu?", "Cầu hoàn thành tháng 3.", set()),
        ("Uống xong chạy xe được không?", "Người dùng có thể lái xe.", {"uong", "chay", "xe"}),
        ("Trễ nhất là bao giờ?", "Chậm nhất ngày 3/4.", {"tre", "nhat"}),
        ("Ai xông đất?", "Việc đã hoàn thành.", set()),
    ],
)
def test_words_stand_for_each_other(question, text, words):
    assert said_otherwise(question, text) == words


def test_the_list_is_in_canonical_lower_case():
    path = Path(qa.synonyms.__file__).with_name("synonyms.jsonl")
    for line in path.read_text(encoding="utf-8").splitlines():
        read = json.loads(line)
        # What is asked and what tells it may be two groups: one of two does for the other.
        group = [*read["asked"], *read["told"]] if isinstance(read, dict) else read
        assert group == [canonical(phrase).lower() for phrase in group]
        assert len(set(group)) == len(group) > 1, f"got: {group}"


def test_what_was_completed_is_found_by_an_everyday_word(assistant_over):
    given = assistant_over(
        cau="Tin cầu Đá Mài\n\nCầu Đá Mài được khởi công ngày 2/9/2023 tại xã Đông Lĩnh.\n\n"
        "Cầu Đá Mài đã hoàn thành ngày 3/3/2025 sau nhiều lần chậm tiến độ."
    )
    assert "3/3/2025" in given.ask("Cầu Đá Mài làm xong ngày nào?").text
