"""When something happened may be told by what happened then, with no date."""

import pytest

from qa.occasions import says_when
from qa.question import understand


@pytest.fixture(scope="module")
def says(restorer, assistant):
    """Say whether a sentence tells when, to a question."""

    def says(typed, sentence):
        question = understand(typed, restorer=restorer, lexical=assistant.index.lexical)
        return says_when(question, sentence)

    return says


@pytest.mark.parametrize(
    ("question", "sentence"),
    [
        (
            "Ông Bình viết sách về chè khi nào?",
            "Ông Bình viết sách về chè trong thời gian du học tại Huế.",
        ),
        ("Bà Mận ăn chay từ khi nào?", "Bà Mận ăn chay từ năm 36 tuổi."),
        ("Ông Bình rời hợp tác xã vào thời điểm nào?",
         "Khi xã viên tranh luận về giá chè, ông Bình rời hợp tác xã."),
        ("Ông Bình hay run vào lúc nào?", "Ông Bình hay run khi đứng trước đám đông."),
    ],
)  # fmt: skip
def test_a_clause_tells_when(says, question, sentence):
    assert says(question, sentence)


@pytest.mark.parametrize(
    ("question", "sentence"),
    [
        pytest.param(
            "Ông Bình viết sách về chè khi nào?",
            "Khi ông Bình viết sách về chè, cả làng ủng hộ.",
            id="the clause is what is asked about",
        ),
        pytest.param(
            "Cầu Bến Ngự khánh thành khi nào?",
            "Cầu Bến Ngự được tô lại khi trời nắng.",
            id="the rest tells of something else",
        ),
        pytest.param(
            "Ông Bình viết sách năm nào?",
            "Ông Bình viết sách trong thời gian du học tại Huế.",
            id="a year is asked for",
        ),
        pytest.param(
            "Ông Bình viết sách khi nào?",
            "Ông Bình viết sách, trong khi bà Mận trồng chè.",
            id="while",
        ),
    ],
)
def test_what_is_no_clause_of_time_tells_nothing(says, question, sentence):
    assert not says(question, sentence)
