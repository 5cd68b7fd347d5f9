"""Statements made from paragraphs: said there, contradicted there, or about something else.

Made by rules from paragraphs and human questions, so that thousands cost nothing. What the rules
cannot make is a free rewording; the nearest to it are human questions turned into statements with
their answers. Pairs are for judging `qa.support`, never shipped.
"""

from __future__ import annotations

import itertools
import random
import re
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from functools import lru_cache
from typing import Any

from index.identifiers import dates
from index.text import canonical, sentences, syllables
from qa.named import Anchor, fault_of, names, numbers

SUPPORTED, CONTRADICTED, UNRELATED = "supported", "contradicted", "unrelated"
NAMED = ("number", "date", "name")
"""Kinds of contradiction by a wrong number, date or name."""


@dataclass(frozen=True, slots=True)
class Pair:
    """A statement, a paragraph, and whether the one follows from the other."""

    statement: str
    paragraph: str
    label: str
    kind: str
    """How the statement was made: "verbatim", "condensed", "number", "another paragraph"…"""
    article: str

    @property
    def is_supported(self) -> bool:
        """Whether the paragraph says the statement."""
        return self.label == SUPPORTED


@dataclass(frozen=True, slots=True)
class Text:
    """A paragraph with its article and the questions that it answers: (question, answer)."""

    article: str
    paragraph: str
    asked: tuple[tuple[str, str], ...] = ()


def texts_of(rows: Iterable[Mapping[str, Any]], asked: Iterable[Mapping[str, Any]]) -> list[Text]:
    """Tie passages (id, title, text) to the answered questions about them."""
    questions: dict[str, list[tuple[str, str]]] = {}
    for row in asked:
        if row["answers"]:
            shortest = min((answer["text"] for answer in row["answers"]), key=len)
            questions.setdefault(row["passage_id"], []).append((row["question"], shortest))
    return [
        Text(row.get("title", ""), canonical(row["text"]), tuple(questions.get(row["id"], ())))
        for row in rows
    ]


def pairs_of(texts: Sequence[Text], *, seed: int = 7) -> list[Pair]:
    """Make pairs from paragraphs, the same for the same seed; as many of each label as there are.

    Every supported statement is also given beside another paragraph, the nearest of its article
    or a random one, and with one thing in it made wrong.
    """
    draw = random.Random(seed)
    pairs: list[Pair] = []
    for text in texts:
        rivals = [other for other in texts if other is not text]
        for kind, statement in _supported(text, draw):
            pairs.append(Pair(statement, text.paragraph, SUPPORTED, kind, text.article))
            wrong = list(_contradicted(statement, text, rivals, draw))
            draw.shuffle(wrong)
            pairs += [
                Pair(changed, text.paragraph, CONTRADICTED, how, text.article)
                for how, changed in wrong[:2]
            ]
            if rivals:
                near = draw.random() < 0.5
                other = _nearest(statement, rivals, draw) if near else draw.choice(rivals)
                how = "near paragraph" if near else "another paragraph"
                pairs.append(Pair(statement, other.paragraph, UNRELATED, how, text.article))
        pairs += [
            Pair(statement, text.paragraph, CONTRADICTED, "answer", text.article)
            for statement in _wrongly_answered(text, draw)
        ]
    return pairs


# -------------------------------------------------------------------------------------- supported


def _supported(text: Text, draw: random.Random) -> Iterator[tuple[str, str]]:
    places = sentences(text.paragraph)
    said = [text.paragraph[a:b] for a, b in places if 7 <= len(text.paragraph[a:b].split()) <= 60]
    for sentence in draw.sample(said, min(2, len(said))):
        made = [("verbatim", sentence), ("condensed", condensed(sentence)),
                ("moved", _moved(sentence)), ("reworded", _reworded(sentence, draw))]  # fmt: skip
        yield from ((kind, one) for kind, one in made if kind == "verbatim" or one != sentence)
    for one, other in list(itertools.pairwise(said))[:1]:
        if text.paragraph.find(other) - text.paragraph.find(one) - len(one) < 3:
            yield "merged", f"{_first_clause(one)}, {_first_clause(other)}."
    for question, answer in text.asked:
        statement = answered(question, answer)
        if statement and not fault_of(statement, text.paragraph):
            yield "answered", statement


def condensed(sentence: str) -> str:
    """Leave out brackets, the clause in the middle and what only leads in.

    >>> condensed("Năm 1915, Gandhi (sinh 1869), một luật sư, trở về Ấn Độ sau 21 năm ở Nam Phi.")
    'Gandhi trở về Ấn Độ sau 21 năm ở Nam Phi.'
    """
    short = re.sub(r"\s*[(\[][^)\]]*[)\]]", "", sentence)
    short = re.sub(
        r"^(?:Trong|Năm|Từ|Vào|Sau|Theo|Tuy nhiên|Ngoài ra|Do đó)\b[^,]{0,60}, ", "", short
    )
    clauses = short.rstrip(".").split(", ")
    if len(clauses) > 2:
        short = (
            f"{clauses[0]} {clauses[-1]}." if len(clauses) == 3 else f"{', '.join(clauses[:2])}."
        )
    short = re.sub(r"(?<!\w)(?:cũng|đã|rất|vẫn|lại|thực sự|hết sức|vô cùng) ", "", short)
    return short[:1].upper() + short[1:]


def _moved(sentence: str) -> str:
    """Move what leads in to the end: "Năm 1915, ông về nước." becomes "Ông về nước năm 1915."."""
    match = re.match(
        r"((?:Năm|Ngày|Tháng|Từ|Trong|Vào|Tại|Ở)\b[^,.]{2,40}), ([^.]{20,})\.$", sentence
    )
    if match is None or (match[2][:1].isupper() and " " not in match[2]):
        return sentence
    lead = match[1][:1].lower() + match[1][1:]
    return f"{match[2][:1].upper()}{match[2][1:]} {lead}."


_SYNONYMS = (
    ("bởi vì", "vì"), ("do đó", "vì vậy"), ("tuy nhiên", "nhưng"), ("nhưng", "song"),
    ("khoảng", "chừng"), ("được gọi là", "có tên là"), ("bắt đầu", "khởi đầu"),
    ("trở thành", "thành"), ("sử dụng", "dùng"), ("thực hiện", "tiến hành"), ("giúp", "hỗ trợ"),
    ("xây dựng", "dựng"), ("lớn nhất", "to lớn nhất"), ("quan trọng", "trọng yếu"),
    ("nhanh chóng", "mau chóng"), ("gồm", "bao gồm"), ("mất", "qua đời"), ("nói", "phát biểu"),
    ("người dân", "dân chúng"), ("hiện nay", "ngày nay"), ("đưa ra", "nêu ra"),
    ("nằm ở", "ở"), ("nổi tiếng", "có tiếng"), ("nhiều", "rất nhiều"), ("quốc gia", "nước"),
    ("cho rằng", "nghĩ rằng"), ("chiến tranh", "cuộc chiến"), ("vào năm", "năm"),
    ("vào ngày", "ngày"), ("tiếp tục", "tiếp"), ("kết thúc", "chấm dứt"), ("chống lại", "chống"),
    ("thành lập", "lập ra"), ("phát triển", "lớn mạnh"), ("toàn bộ", "tất cả"),
)  # fmt: skip


def _reworded(sentence: str, draw: random.Random) -> str:
    """Put other words of the same meaning for up to four, in a condensed sentence."""
    text = condensed(sentence)
    there = [(a, b) for a, b in _SYNONYMS if re.search(rf"(?<!\w){a}(?!\w)", text)]
    for a, b in draw.sample(there, min(4, len(there))):
        text = re.sub(rf"(?<!\w){a}(?!\w)", b, text, count=1)
    return text if there else sentence


def _first_clause(sentence: str) -> str:
    clause = re.split(r"[,;] ", re.sub(r"\s*\([^)]*\)", "", sentence.rstrip(".")))[0]
    return clause if len(clause.split()) > 5 else sentence.rstrip(".")


_ASKS = (
    r"(?:vào |từ |trong )?(?:khi nào|lúc nào|bao giờ|(?:khoảng )?(?:thời gian|ngày|tháng|năm) nào"
    r"|(?:thời gian|năm) bao nhiêu)",
    r"(?:ở|tại|đến|từ) (?:đâu|(?:nơi|nước|thành phố|quốc gia) nào)",
    r"bao nhiêu(?: \w+)?",
    r"(?:những|các) (?:\w+ ){1,2}(?:nào|gì)",
    r"(?:\w+ )?nào",
    r"(?:những )?(?:điều|việc) gì|gì",
    r"(?:những )?ai",
)


def answered(question: str, answer: str) -> str:
    """Turn a question and its answer into a statement; empty when no rule fits.

    >>> answered("Gandhi sinh năm nào?", "năm 1869")
    'Gandhi sinh năm 1869.'
    >>> answered("Tại sao Gandhi rời đảng?", "ông muốn rút lui")
    'Gandhi rời đảng vì ông muốn rút lui.'
    """
    text, answer = question.strip().rstrip(" ?."), answer.strip().rstrip(" .,")
    why = re.match(r"(?:Tại sao|Vì sao|Vì lý do gì|Lý do gì)(?: mà)? (.+)$", text)
    if why:
        reason = re.sub(r"^(?:bởi vì|bởi|vì|do)\s+", "", answer)
        return f"{why[1][:1].upper()}{why[1][1:]} vì {reason}."
    for pattern in _ASKS:
        found = list(re.finditer(rf"(?<!\w)(?:{pattern})(?!\w)", text, re.IGNORECASE))
        if len(found) == 1:
            start, end = found[0].span()
            statement = f"{text[:start]}{answer}{text[end:]}."
            return statement[:1].upper() + statement[1:]
    return ""


# ----------------------------------------------------------------------------------- contradicted


def _contradicted(
    statement: str, text: Text, rivals: Sequence[Text], draw: random.Random
) -> Iterator[tuple[str, str]]:
    yield from _wrong_number(statement, text, draw)
    yield from _wrong_date(statement, text, draw)
    yield from _wrong_name(statement, text, rivals, draw)
    yield from _wrong_claim(statement, draw)


def _replaced(text: str, place: Anchor | tuple[int, int], new: str) -> str:
    start, end = (place.start, place.end) if isinstance(place, Anchor) else place
    return text[:start] + new + text[end:]


def _wrong_number(statement: str, text: Text, draw: random.Random) -> Iterator[tuple[str, str]]:
    there = [anchor for anchor in numbers(statement) if statement[anchor.start].isdigit()]
    if not there:
        return
    anchor = draw.choice(there)
    digits = re.match(r"\d+", statement[anchor.start :])
    assert digits is not None
    others = [
        text.paragraph[one.start : one.end]
        for one in numbers(text.paragraph)
        if one.meaning != anchor.meaning and text.paragraph[one.start].isdigit()
    ]
    if others and draw.random() < 0.5:  # another number of the paragraph is the harder mistake
        yield "number", _replaced(statement, anchor, draw.choice(others))
        return
    new = int(digits[0])
    while str(new) in text.paragraph:
        new = max(2, new + draw.choice([-3, -1, 1, 2, 5, 10, 30]))
    place = (anchor.start, anchor.start + len(digits[0]))
    yield "number", _replaced(statement, place, str(new))


def _wrong_date(statement: str, text: Text, draw: random.Random) -> Iterator[tuple[str, str]]:
    there = dates(statement)
    if not there:
        return
    date = draw.choice(there)
    words = statement[date.start : date.end]
    others = [
        text.paragraph[one.start : one.end]
        for one in dates(text.paragraph)
        if not one.matches(date) and bool(one.day) == bool(date.day)
    ]
    if others and draw.random() < 0.5:
        yield "date", _replaced(statement, (date.start, date.end), draw.choice(others))
        return
    digits = draw.choice(list(re.finditer(r"\d+", words)))
    least, most = (1900, 2030) if int(digits[0]) > 31 else (1, 12)
    new = int(digits[0])
    while str(new) in text.paragraph:
        new = draw.randint(least, most) if draw.random() < 0.3 else min(most, max(least, new + 1))
        if new == most:
            least, most = least, most + 12
    start = date.start + digits.start()
    yield "date", _replaced(statement, (start, start + len(digits[0])), str(new))


def _wrong_name(
    statement: str, text: Text, rivals: Sequence[Text], draw: random.Random
) -> Iterator[tuple[str, str]]:
    there = names(statement)
    if not there:
        return
    start, end = draw.choice(there)
    near = draw.random() < 0.5
    source = text.paragraph if near or not rivals else draw.choice(rivals).paragraph
    given = statement[start:end]
    others = sorted({
        source[a:b]
        for a, b in names(source)
        if source[a:b].lower() not in statement.lower() and given.lower() not in source[a:b].lower()
    })  # fmt: skip
    if others:
        yield "name", _replaced(statement, (start, end), draw.choice(others))


_CLAIMS = (
    ("tăng", "giảm"), ("trước", "sau"), ("nhiều", "ít"), ("lớn", "nhỏ"), ("cao", "thấp"),
    ("thắng", "thua"), ("đầu tiên", "cuối cùng"), ("bắt đầu", "kết thúc"), ("ủng hộ", "phản đối"),
    ("thành công", "thất bại"), ("trong", "ngoài"), ("mạnh", "yếu"), ("đồng ý", "từ chối"),
    ("tất cả", "một số"), ("mới", "cũ"), ("dễ", "khó"), ("bắc", "nam"), ("đông", "tây"),
    ("chống", "ủng hộ"), ("hơn", "kém"), ("tối đa", "tối thiểu"), ("cho phép", "cấm"),
)  # fmt: skip
_DENIABLE = (
    r"(?<!\w)(có|được|bị|là|cho|muốn|phải|thể|giúp|gặp|đến|trở|tham gia|ủng hộ|đồng ý)(?!\w)"
)


def _wrong_claim(statement: str, draw: random.Random) -> Iterator[tuple[str, str]]:
    both = [pair for one, other in _CLAIMS for pair in ((one, other), (other, one))]
    for a, b in draw.sample(both, len(both)):
        if re.search(rf"(?<!\w){a}(?!\w)", statement):
            yield "opposite", re.sub(rf"(?<!\w){a}(?!\w)", b, statement, count=1)
            break
    if re.search(r"(?<!\w)(?:không|chưa) ", statement):
        yield "negation", re.sub(r"(?<!\w)(?:không|chưa) ", "", statement, count=1)
    elif found := list(re.finditer(_DENIABLE, statement)):
        match = draw.choice(found)
        word = "không phải" if match[1] == "là" else "không"
        yield "negation", f"{statement[: match.start()]}{word} {statement[match.start() :]}"
    named = [place for place in names(statement) if place[0] > 0 or " " in statement[slice(*place)]]
    if len(named) > 1:
        (start, end), (begin, stop) = named[0], named[-1]
        one, other = statement[start:end], statement[begin:stop]
        if one != other:
            yield (
                "swapped",
                statement[:start] + other + statement[end:begin] + one + statement[stop:],
            )


def _wrongly_answered(text: Text, draw: random.Random) -> Iterator[str]:
    """Answer a question with what answers another one about the same paragraph."""
    if len(text.asked) < 2:
        return
    for at, (question, answer) in enumerate(text.asked):
        others = [one for number, (_, one) in enumerate(text.asked) if number != at]
        other = draw.choice(others)
        if answer.lower() in other.lower() or other.lower() in answer.lower():
            continue
        statement = answered(question, other)
        if statement:
            yield statement


def _nearest(statement: str, rivals: Sequence[Text], draw: random.Random) -> Text:
    """Give the paragraph of thirty that shares most words with a statement."""
    said = _forms(statement)
    among = draw.sample(rivals, min(30, len(rivals)))
    return max(among, key=lambda text: len(said & _forms(text.paragraph)))


@lru_cache(maxsize=4096)
def _forms(text: str) -> frozenset[str]:
    return frozenset(word.form for word in syllables(text))
