"""Questions made from text: asked as people ask, answered by exact words, or by nothing at all."""

import gzip
import json
import random
from dataclasses import dataclass

import pytest

from index.identifiers import dates
from index.text import syllables
from models.reader.made.choose import UNANSWERABLE, Balance, chosen
from models.reader.made.clauses import clause_of, say
from models.reader.made.draft import Draft
from models.reader.made.example import Example
from models.reader.made.nearmiss import Named, changed, elsewhere, names_of, removed
from models.reader.made.news import moved
from models.reader.made.passage import drafts
from models.reader.made.roundtrip import agrees, kept
from models.reader.made.sound import is_sound, stands_alone
from models.reader.made.topics import NOBODY, Topic, topic_of
from models.reader.made.wording import reworded

PERSON = Topic("Nguyễn Văn Nam", True, frozenset())
SHIP = Topic("tàu Sao Mai", False, frozenset({"tàu"}))


class FirstChoice(random.Random):
    """Always the first way to ask, in the words of the text."""

    def choice(self, seq):
        return seq[0]

    def random(self):
        return 0.99


def asked(text, topic=NOBODY):
    """Give the questions of a text with their best answers."""
    made = drafts(text, topic, FirstChoice(0))
    return {draft.question: text[slice(*draft.answers[0])] for draft, _ in made}


@pytest.mark.parametrize(
    ("text", "question", "answer"),
    [
        pytest.param(
            "Năm 1980, công ty Sao Mai xây dựng một nhà máy gốm ở Huế.",
            "Công ty Sao Mai xây dựng một nhà máy gốm ở Huế khi nào?",
            "Năm 1980",
            id="time before the clause",
        ),
        pytest.param(
            "Công ty Sao Mai được thành lập tại Huế vào ngày 5 tháng 6 năm 1993.",
            "Công ty Sao Mai được thành lập tại Huế khi nào?",
            "ngày 5 tháng 6 năm 1993",
            id="time after the verb",
        ),
        pytest.param(
            "Công ty Sao Mai đã tuyển dụng 350 công nhân người địa phương.",
            "Công ty Sao Mai đã tuyển dụng bao nhiêu công nhân người địa phương?",
            "350 công nhân",
            id="number",
        ),
        pytest.param(
            "Công ty Sao Mai đã mở chi nhánh đầu tiên tại thành phố Đà Nẵng.",
            "Công ty Sao Mai đã mở chi nhánh đầu tiên ở đâu?",
            "thành phố Đà Nẵng",
            id="place",
        ),
        pytest.param(
            "Ông Lê Văn Nam đã sáng lập công ty Sao Mai.",
            "Ai đã sáng lập công ty Sao Mai?",
            "Ông Lê Văn Nam",
            id="person",
        ),
        pytest.param(
            "Công ty Sao Mai đã mua lại nhà máy gốm Bát Tràng.",
            "Công ty nào đã mua lại nhà máy gốm Bát Tràng?",
            "Công ty Sao Mai",
            id="organisation by its class",
        ),
        pytest.param(
            "Công ty Sao Mai phải đóng cửa nhà máy vì giá nguyên liệu tăng quá cao.",
            "Vì sao Công ty Sao Mai phải đóng cửa nhà máy?",
            "giá nguyên liệu tăng quá cao",
            id="reason",
        ),
        pytest.param(
            "Công ty Sao Mai vay vốn ngân hàng để mua thêm ba chiếc xe tải.",
            "Công ty Sao Mai vay vốn ngân hàng để làm gì?",
            "mua thêm ba chiếc xe tải",
            id="purpose",
        ),
        pytest.param(
            "Hệ thống sông Thái Bình gồm sông Cầu, sông Thương và sông Lục Nam.",
            "Hệ thống sông Thái Bình gồm những gì?",
            "sông Cầu, sông Thương và sông Lục Nam",
            id="the whole list",
        ),
    ],
)
def test_each_kind_is_asked_in_natural_order(text, question, answer):
    made = asked(text)
    assert made.get(question) == answer, made


def test_a_pronoun_is_called_by_the_name_of_the_article():
    made = asked("Ông tốt nghiệp Đại học Bách khoa Hà Nội năm 1975.", PERSON)
    assert made.get("Nguyễn Văn Nam tốt nghiệp Đại học Bách khoa Hà Nội khi nào?") == "năm 1975", (
        made
    )
    assert not asked("Ông tốt nghiệp Đại học Bách khoa Hà Nội năm 1975.")


def test_a_pronoun_after_another_person_is_left_alone():
    text = "Hiệu trưởng là Trần Thị Hoa. Bà tốt nghiệp Đại học Bách khoa Hà Nội năm 1975."
    assert not any("tốt nghiệp" in question for question in asked(text, PERSON))


def test_this_ship_is_called_by_its_name():
    made = asked("Tàu này đã bị máy bay Mỹ đánh chìm ngoài khơi Hải Phòng năm 1968.", SHIP)
    assert any(question.startswith("Tàu Sao Mai đã bị") for question in made), made


def test_answers_are_the_words_of_the_text():
    text = (
        "Năm 1980, ông Lê Văn Nam (sinh năm 1950) lập công ty Sao Mai tại Huế. Công ty Sao Mai có "
        "350 công nhân. Sau khi giá gốm giảm, công ty Sao Mai chuyển nhà máy về Đà Nẵng."
    )
    for seed in range(10):
        for draft, (start, end) in drafts(text, NOBODY, random.Random(seed)):
            for a, b in draft.answers:
                assert start <= a < b <= end
                assert text[a:b].strip() == text[a:b]
                assert text[a:b].lower() not in draft.question.lower()


def test_a_sentence_that_is_no_plain_clause_is_left_alone():
    for text in ("Ông nói: “Tôi về.”", "Đẹp quá!", "Trong khi đó, ở Huế."):
        assert clause_of(text, 0, len(text)) is None


def test_a_list_is_one_predicate():
    text = "Đội cứu hộ gồm bác sĩ, y tá và kỹ sư."
    clause = clause_of(text, 0, len(text))
    assert say(clause.predicate) == "gồm bác sĩ, y tá và kỹ sư"


@pytest.mark.parametrize(
    ("question", "sound"),
    [
        ("Công ty Sao Mai được thành lập vào năm nào?", True),
        ("Công ty này được thành lập vào năm nào?", False),
        ("Ông được bầu làm chủ tịch vào năm nào?", False),
        ("Ông Lê Nam được bầu làm chủ tịch vào năm nào?", True),
        ("Sau đó công ty Sao Mai làm gì?", False),
        ("Quận Thanh Khê thuộc Đà Nẵng có gì?", True),
    ],
)
def test_a_question_points_at_nothing_outside_of_it(question, sound):
    assert stands_alone(question) is sound


def test_a_question_does_not_tell_its_answer_nor_hang():
    text = "Năm 1980, công ty Sao Mai mở xưởng gốm ở Huế."
    place = ((0, 8),)
    good = Draft("Công ty Sao Mai mở xưởng gốm ở Huế khi nào?", place, "when")
    assert is_sound(good, text)
    for question in (
        "Năm 1980 công ty Sao Mai mở xưởng gốm khi nào?",  # tells
        "Công ty nào Sao Mai mở xưởng gốm của?",  # hangs
        "Ai mở xưởng gốm ở Huế khi nào?",  # asks twice
        "Khi nào mở xưởng?",  # of what?
        "Công ty Sao Mai mở mở xưởng gốm khi nào?",
    ):
        assert not is_sound(Draft(question, place, "when"), text), question
    assert not is_sound(good, f"{text} Năm 1980 có lũ."), "two answers"


def test_other_words_are_put_in_whole_and_never_into_names():
    assert reworded("Công ty được thành lập năm nào?", random.Random(0), most=1) == (
        "Công ty ra đời năm nào?"
    )
    assert reworded("Hội Thành Lập ở đâu?", random.Random(0)) == "Hội Thành Lập ở đâu?"


def test_a_title_is_written_as_its_article_writes_it():
    texts = ["Trên sông Cầu có thuyền.", "Sông Cầu là một con sông dài."]
    found = topic_of("sông cầu", texts)
    assert (found.name, found.person) == ("sông Cầu", False)
    assert {"sông", "con sông"} <= found.classes
    assert topic_of("sông đà", texts) == topic_of("(phim)", texts) == NOBODY
    person = topic_of("lê lợi", ["Lê Lợi khởi nghĩa. Ông thắng trận.", "Năm 1428, ông lên ngôi."])
    assert person.person


def test_a_changed_detail_is_not_in_the_context():
    context = "Năm 1962, ông Lê Văn Nam cùng 350 công nhân mở xưởng gốm ở Huế."
    names = names_of("Hôm ấy ông Trần Quốc Bảo về Hà Nội.")
    assert names == [Named("ông", "Trần Quốc Bảo"), Named("", "Hà Nội")]
    question = "Năm 1962, ông Lê Văn Nam mở xưởng gốm ở đâu?"
    seen = {changed(question, context, names, random.Random(seed)) for seed in range(30)}
    assert "Năm 1962, ông Trần Quốc Bảo mở xưởng gốm ở đâu?" in seen
    for other in seen - {"Năm 1962, ông Trần Quốc Bảo mở xưởng gốm ở đâu?"}:
        (date,) = dates(other)
        assert date.year != 1962
        assert str(date.year) not in context
    assert changed("Xưởng gốm có gì?", context, names, random.Random(0)) is None


def test_a_removed_fact_leaves_a_text_about_the_same_thing():
    filler = " ".join(f"Xưởng gốm Sao Mai có lò nung thứ {n} rất rộng." for n in range(8))
    text = f"Xưởng gốm Sao Mai mở cửa năm 1962. {filler}"
    question = "Xưởng gốm Sao Mai mở cửa khi nào?"
    rest = removed(question, text, (0, 34), ((25, 33),))
    assert rest == filler
    assert removed(question, f"{text} Từ năm 1962 gốm có tiếng.", (0, 34), ((25, 33),)) is None
    assert removed(question, "Xưởng gốm Sao Mai mở cửa năm 1962.", (0, 34), ((25, 33),)) is None
    assert elsewhere(question, text, ((25, 33),), [text, "Chợ họp sáng.", filler]) == filler


def test_the_body_answers_what_the_abstract_asks():
    abstract = "Ông Lê Văn Nam được bầu làm chủ tịch xã Hòa Bình hôm 5/6."
    body = "Trời mưa to. Hội đồng xã Hòa Bình đã bầu ông Lê Văn Nam giữ ghế chủ tịch."
    draft = Draft("Ai được bầu làm chủ tịch xã Hòa Bình?", ((0, 14),), "who")
    ((found, passage, sentence),) = moved(draft, abstract, ["Ông Lê Văn Nam về quê.", body])
    assert passage == body
    assert body[slice(*found.answers[0])] == "ông Lê Văn Nam"
    assert body[slice(*sentence)].startswith("Hội đồng")


def test_a_quarter_is_unanswerable_and_one_sentence_gives_one_question():
    text = "Năm 1962, ông Lê Văn Nam mở xưởng gốm ở Huế."
    where = Draft("Năm 1962, ông Lê Văn Nam mở xưởng gốm ở đâu?", ((41, 44),), "where")
    who = Draft("Ai mở xưởng gốm ở Huế năm 1962?", ((10, 24),), "who")
    assert len(chosen([(where, (0, 45)), (who, (0, 45))], random.Random(0))) == 1
    balance = Balance(random.Random(0))
    made = [balance.example("t", where, (0, 45), text, "p") for _ in range(40)]
    assert sum(not one.answers for one in made) == 40 * UNANSWERABLE
    assert all(one.question != where.question for one in made if not one.answers)


def test_an_example_is_written_in_the_columns_of_the_human_sets():
    text = "Năm 1962, ông Nam mở xưởng gốm."
    example = Example("made_wiki", "when", "Ông Nam mở xưởng gốm khi nào?", text, ((0, 8),), "p")
    row = json.loads(json.dumps(example.row()))
    assert list(row) == [
        "id", "source", "question", "context", "answers", "answerable", "passage_id"
    ]  # fmt: skip
    assert row["answers"] == [{"text": "Năm 1962", "start": 0}]
    assert row["answerable"] is True
    assert row["id"].startswith("made-when-")
    assert Example.of(row) == example


@dataclass
class Finds:
    """Reads as people did: it answers with the words it is told of, wherever they stand."""

    words: str

    @dataclass
    class Reading:
        answerable: float
        spans: list

    @dataclass
    class Span:
        start: int
        end: int

    def read(self, question, passages):
        at = passages[0].find(self.words)
        span = [self.Span(at, at + len(self.words))] if at >= 0 else []
        return [self.Reading(4.0 if span else -4.0, span)]


def test_the_round_trip_keeps_what_is_read_the_same_way():
    text = "Năm 1962, ông Nam mở xưởng gốm ở Huế."
    when = Example("t", "when", "Ông Nam mở xưởng gốm ở Huế khi nào?", text, ((0, 8), (4, 8)), "p")
    nothing = Example("t", "changed", "Ông Nam mở xưởng gốm ở Huế năm 1970 với ai?", text, (), "p")
    assert agrees(when, Finds("1962"))
    assert not agrees(when, Finds("Huế"))
    assert list(kept([when, nothing], Finds("Năm 1962"))) == [when]
    assert list(kept([when, nothing], Finds("năm 2000"))) == [nothing]


def test_the_command_writes_both_sources(tmp_path, monkeypatch):
    from models.reader.made import __main__ as command

    wiki = (
        "Năm 1980, công ty Sao Mai xây dựng một nhà máy gốm lớn ở Huế. Công ty Sao Mai đã tuyển "
        "dụng 350 công nhân người địa phương. Ông Lê Văn Nam đã sáng lập công ty Sao Mai cùng hai "
        "người bạn. Công ty Sao Mai phải đóng cửa nhà máy vì giá nguyên liệu tăng quá cao. Người "
        "dân trong vùng vẫn nhớ những ngày lò nung đỏ lửa suốt đêm."
    )
    news = {
        "id": "n", "title": "t", "passages": [wiki],
        "abstract": "Năm 1980, công ty Sao Mai dựng nhà máy gốm ở Huế.",
    }  # fmt: skip
    sets = {
        "viwiki_passages": [{"id": "w", "title": "sao mai", "section": "", "text": wiki}],
        "vietnews_pairs": [news],
    }
    for name, lines in sets.items():
        file = tmp_path / f"train/{name}.jsonl.gz"
        file.parent.mkdir(exist_ok=True)
        with gzip.open(file, "wt") as out:
            out.writelines(json.dumps(line) + "\n" for line in lines)
    out = tmp_path / "made.jsonl.gz"
    monkeypatch.setattr("sys.argv", ["made", "--data", str(tmp_path), "--out", str(out)])
    command.main()
    made = list(command.rows(out))
    assert {row["source"].split("_")[1] for row in made} == {"wiki", "news"}
    for row in made:
        assert row["answerable"] == bool(row["answers"])
        for answer in row["answers"]:
            assert row["context"][answer["start"] :].startswith(answer["text"])
        assert len(syllables(row["question"])) >= 5
