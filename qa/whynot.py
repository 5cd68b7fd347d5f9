"""What a refusal says: which part of the question the documents have, and which they have not."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Collection, Sequence
from itertools import groupby, pairwise

from index.document import Hit
from index.identifiers import Code, Date, codes, dates
from index.text import (
    Syllable,
    fold,
    in_a_row,
    is_spelled_right,
    is_toned,
    row_of,
    sentences,
    syllables,
)
from qa.asking import FUNCTION_FORMS, AnswerType, says_nothing
from qa.claim import only_calls
from qa.kinds import has_some
from qa.parts import parts, shared_parts
from qa.question import Question
from qa.reader import identified, missing
from qa.synonyms import said_otherwise

# What must stand in an answer: what it is called alone, and before the words that ask for it.
KINDS = {
    AnswerType.DATE: ("ngày tháng hay thời hạn", "ngày"),
    AnswerType.NUMBER: ("con số", "số"),
    AnswerType.PERSON: ("tên người", "tên người"),
    AnswerType.PLACE: ("nơi chốn", "nơi"),
}
_LOOK = "Hãy hỏi cụ thể hơn, hoặc xem các đoạn gần nhất."
_ONLY_NEAR = f"Các đoạn tìm được chỉ gần với câu hỏi, không đủ chắc là câu trả lời. {_LOOK}"
_PHRASES = 2  # quoted of the question, for what is there and for what is not
_SHORT = 3  # words that the kind asked for may be named with: "ngày khánh thành"


def not_mentioned(
    question: Question, evidence: str, hits: Sequence[Hit], *, paragraph: str = ""
) -> str:
    """Say which identifiers the documents lack, which they have, and which is nearest.

    The nearest day is one that the paragraph which comes nearest has.
    """
    absent = missing(question, evidence)
    everywhere = "\n".join(f"{hit.passage.title}\n{hit.passage.text}" for hit in hits)
    apart = not missing(question, everywhere)
    if not absent or (apart and asks_of_several(question)):
        return not_together(question)
    present = [question.named(one) for one, there in identified(question, evidence) if there]
    alike = nearest_code(question, everywhere) or nearest_day(question, paragraph)
    hint = f"; gần nhất là {alike}" if alike else ""
    there = f"có {', '.join(present)}, nhưng " if present else ""
    return f"Tài liệu {there}không nhắc đến {', '.join(absent)} trong phần liên quan{hint}."


def named_first(question: Question, hits: Sequence[Hit]) -> list[Hit]:
    """Put the hits first that have the names asked about: what has none is of something else."""
    alone = _name_alone(question, hits)

    def named(hit: Hit) -> int:
        return names_in(question, hit) + bool(alone and alone.search(hit.passage.text))

    return sorted(hits, key=lambda hit: -named(hit))


def names_in(question: Question, hit: Hit) -> int:
    """Count the names of a question that a passage or its title has."""
    text = f"{hit.passage.title}\n{hit.passage.text}"
    return sum(there for one, there in identified(question, text) if isinstance(one, str))


def _name_alone(question: Question, hits: Sequence[Hit]) -> re.Pattern[str] | None:
    """Find the first word of a question as a name: hits have it with its capital, and only so.

    "Trâm lĩnh án mấy năm?" has no other sign that somebody is called so.
    """
    first = next(iter(syllables(question.spelled)), None)
    if first is None or first.start or says_nothing(first.form):
        return None
    word = question.spelled[: first.end]
    text = unicodedata.normalize("NFC", "\n".join(hit.passage.text for hit in hits))
    is_named = re.search(rf"[^\W\d_A-ZĐ],? {re.escape(word)}(?!\w)", text)
    if not word[0].isupper() or not is_named or re.search(rf"(?<!\w){word.lower()}(?!\w)", text):
        return None
    return re.compile(rf"(?<!\w){re.escape(word)}(?!\w)")


def not_together(question: Question) -> str:
    """Say that what is asked about stands in no one place; of one thing, that none is near enough.

    Who asked one thing cannot ask "từng điều một".
    """
    if not asks_of_several(question):
        return _ONLY_NEAR
    return (
        "Không có đoạn nào nói về tất cả những gì được hỏi cùng một lúc. "
        "Hãy hỏi từng điều một, hoặc xem các đoạn gần nhất."
    )


def asks_of_several(question: Question) -> bool:
    """Say whether a question asks two things, or the same of two."""
    return len(parts(question.spelled)) > 1 or bool(shared_parts(question))


def without_office(office: str) -> str:
    """Say that nobody in the office asked about is spoken of."""
    named = f"chức vụ “{office}”" if office else "chức vụ được hỏi"
    return f"Tài liệu không nói đến {named} trong phần liên quan."


def without_year(years: Collection[str]) -> str:
    """Say that the year in the question is nowhere near what is asked."""
    return f"Tài liệu không nhắc đến {', '.join(sorted(years))} trong phần liên quan."


def without_contact() -> str:
    """Say that no telephone number or address is given."""
    return "Tài liệu không ghi số điện thoại hay địa chỉ được hỏi."


def without_number(asked: str) -> str:
    """Say that no number of the kind asked for is given."""
    return f"Tài liệu không ghi {asked} được hỏi."


def without_condition(lacking: Sequence[str]) -> str:
    """Say which class, route or term of the question is not told of."""
    return f"Tài liệu không nói đến {', '.join(lacking)} trong phần liên quan."


def without_name() -> str:
    """Say that no name is given, where one is asked for."""
    return "Tài liệu có nói đến điều được hỏi, nhưng không ghi tên."


def without_words() -> str:
    """Say that nobody's words are told, where they are asked for."""
    return "Tài liệu không ghi lời của người hay cơ quan được hỏi trong phần liên quan."


def not_signed() -> str:
    """Say that nobody is said to have signed."""
    return "Tài liệu không ghi ai đã ký văn bản được hỏi."


def another_date() -> str:
    """Say that the nearest sentences date something else."""
    return f"Đoạn gần nhất có ngày tháng, nhưng của việc khác. {_LOOK}"


def without_thing() -> str:
    """Say that no thing of the kind asked for is told of."""
    return f"Các đoạn gần nhất không nói đến loại được hỏi. {_LOOK}"


def without_count(question: Question, evidence: str) -> str:
    """Say that the number of the things asked for is not given, with what is there."""
    reason = without_kind(question, evidence)
    # "không có con số" would be untrue of a paragraph that counts other things.
    return without_thing() if reason.endswith(f" {KINDS[AnswerType.NUMBER][0]}.") else reason


def another_year(question: Question, said: str = "") -> str:
    """Say that the nearest paragraphs tell of another year, and of which where a sentence does."""
    years = ", ".join(dict.fromkeys(str(date.year) for date in question.dates if date.year))
    told = list(dict.fromkeys(str(date.year) for date in dates(said) if date.year))
    which = f"năm {', '.join(told)}" if len(told) in (1, 2) else "năm khác"
    return f"Các đoạn gần nhất nói về {which}, không phải {years}."


def another_article(question: Question) -> str:
    """Say that the nearest paragraphs stand in another article."""
    asked = ", ".join(question.named(one) for one in question.ordinals if one.noun == "dieu")
    return f"Các đoạn gần nhất không thuộc {asked}."


def another_document(question: Question) -> str:
    """Say that the nearest paragraphs speak of their own document."""
    return f"Các đoạn gần nhất nói về văn bản khác, không phải {question.named(question.codes[0])}."


def another_count() -> str:
    """Say that the same words stand beside another number."""
    return f"Đoạn gần nhất có cùng cách nói nhưng với con số khác trong câu hỏi. {_LOOK}"


def name_only(question: Question) -> str:
    """Say that a person is named, and what is asked of him is not told."""
    return _only_named(question.names[0])


def person_only(name: str, text: str) -> str:
    """Say the same of a name of one word, which the text may not have at all."""
    if in_a_row(name) not in in_a_row(text):
        return without_condition([name])
    return _only_named(name)


def _only_named(name: str) -> str:
    return f"Tài liệu có nhắc đến {name}, nhưng không nói đến điều được hỏi."


def not_ranked() -> str:
    """Say that nothing is compared, where the first or the most is asked for."""
    return "Tài liệu không so sánh, không nói thứ nào hơn cả, trong phần liên quan."


def only_effect() -> str:
    """Say that the documents tell what comes of what is asked about, and not why it is so."""
    return "Tài liệu chỉ nói điều được hỏi dẫn đến việc gì, không nói vì sao."


def only_believed() -> str:
    """Say that the documents tell only what is wrongly believed."""
    return "Tài liệu chỉ nhắc đến điều này như một điều bị lầm tưởng, không nói sự thật ra sao."


def without_kind(question: Question, evidence: str, hits: Sequence[Hit] = ()) -> str:
    """Say that the documents speak of what is asked, and lack the date, number, name or place.

    Only of a text that has none at all is it said that it has no number, no date.
    """
    said, unsaid = _quotable(question, evidence)
    if unsaid and not said:
        return _not_told_of(question, unsaid, hits)
    if len(said) > 1 and not _stand_together(said, evidence):
        return f"Tài liệu có {_quoted(said)}, nhưng không ở cùng một câu. {_LOOK}"
    there = f"có {_quoted(said)}" if said else "có nói đến điều được hỏi"
    if asks_how_long(question):
        return f"Tài liệu {there}, nhưng không nói bao lâu."
    alone, before = KINDS[question.answer_type]
    near = [] if asks_of_several(question) else [*reversed(unsaid)]
    asked = next((one for one in near if _is_asked_of(one, question)), "")
    if asked:
        return f"Tài liệu {there}, nhưng không có {before} {asked}."
    if not has_some(question, evidence):
        return f"Tài liệu {there}, nhưng không có {alone}."
    # There are dates or numbers, of something else: what is missing is what they would be of.
    if unsaid:
        return f"Tài liệu {there}, nhưng không nói đến {_quoted(unsaid)}."
    return f"Tài liệu {there}, nhưng không nói {_asking(question)}."


def _asking(question: Question) -> str:
    """Give the words of a question that ask, to be said of what a text does not tell."""
    found = _ASKS.search(question.spelled.lower())
    return found[0] if found else _ASKED_BY[question.answer_type]


_ASKED_BY = {
    AnswerType.DATE: "khi nào",
    AnswerType.NUMBER: "bao nhiêu",
    AnswerType.PERSON: "là ai",
    AnswerType.PLACE: "ở đâu",
}
_ASKS = re.compile(
    r"(?<!\w)(?:(?:ngày|hôm|tháng|năm|quý|khi|lúc|giờ|người|nơi|tỉnh|nước|thành phố) nào|mấy giờ"
    r"|bao giờ|(?:(?:giá|phí|lương|dài|rộng|cao|sâu|nặng) )?(?:mấy|bao nhiêu)"
    r"(?: (?:tiền|đồng|người|năm|tháng|tuần|ngày|giờ|tiếng|phút|tuổi|lần|phần trăm|độ))?)(?!\w)"
)


def _is_asked_of(words: str, question: Question) -> bool:
    """Say whether some words stand beside those that ask, so that "ngày", "số" may go before them.

    "khánh thành" of "khánh thành ngày nào"; not "Roosevelt" of "được Roosevelt lập khi nào".
    """
    text, part = fold(question.spelled), re.escape(fold(words))
    beside = (
        rf"(?<!\w){part}(?: da| duoc| vao| tu| het| o| tai)*"
        r" (?:ngay|thang|nam|khi|luc|bao|may|dau|noi)(?!\w)"
        rf"|(?<!\w)(?:ai|bao nhieu|may)(?: la| da| se| dang| nguoi)* {part}(?!\w)"
    )
    return words[:1].islower() and len(words.split()) <= _SHORT and bool(re.search(beside, text))


def asks_how_long(question: Question) -> bool:
    """Say whether it is asked how long something lasts."""
    return bool(_LASTING.search(question.spelled.lower()))


_LASTING = re.compile(r"(?<!\w)bao (?:lâu|lau)(?!\w)")


def unsure(question: Question, evidence: str, hits: Sequence[Hit] = ()) -> str:
    """Say which of the question's words the nearest paragraph has, and which it has not."""
    said, unsaid = _quotable(question, evidence)
    if not unsaid:
        return _ONLY_NEAR
    if not said:
        return _not_told_of(question, unsaid, hits)
    return f"Đoạn gần nhất có {_quoted(said)}, không có {_quoted(unsaid)}. {_LOOK}"


def _not_told_of(question: Question, unsaid: Sequence[str], hits: Sequence[Hit]) -> str:
    """Say that nothing is told of what is asked, but for a name that hits have."""
    if _name_alone(question, hits):
        return _only_named(question.spelled.split()[0])
    return f"Tài liệu không nói đến {_quoted(unsaid)}. {_LOOK}"


def _quoted(texts: Sequence[str]) -> str:
    longest = sorted(texts, key=lambda text: -len(text))[:_PHRASES]
    # "nay" says nothing and was left out: "Giá vàng hôm" would be half a word too long.
    return ", ".join(f"“{_HALF.sub('', text)}”" for text in texts if text in longest)


_HALF = re.compile(r"(?<=\w) hôm$")


def phrases(question: Question, evidence: str) -> tuple[list[str], list[str]]:
    """Cut a question's words into phrases that a text says and phrases that it does not.

    A word counts as said where it stands beside the same neighbour as in the question: most
    Vietnamese words have two syllables, and one of them alone says something else.
    """
    said: list[str] = []
    unsaid: list[str] = []
    for run, states in _runs(question, evidence):
        for state, words in _grouped(run, states):
            if phrase := _trimmed(question.spelled, words):
                (said if state else unsaid).append(phrase)
    return said, unsaid


def _runs(question: Question, evidence: str) -> list[tuple[list[Syllable], list[bool]]]:
    """Give the words looked for as they stand together, and of each whether a text says it."""
    text = question.spelled
    looked_for = {term.syllable.start for term in question.terms}
    there = [word.folded for word in syllables(evidence)]
    known, pairs = set(there), set(pairwise(there))
    others = said_otherwise(text, evidence)
    found = []
    for looked, group in groupby(syllables(text), key=lambda word: word.start in looked_for):
        if not looked:
            continue
        run = list(group)
        beside = [pair in pairs for pair in pairwise(word.folded for word in run)]
        states = [
            word.folded in others
            or (word.folded in known and (len(run) == 1 or any(beside[max(0, at - 1) : at + 1])))
            for at, word in enumerate(run)
        ]
        found.append((run, states))
    return found


def _grouped(
    words: Sequence[Syllable], states: Sequence[bool]
) -> list[tuple[bool, list[Syllable]]]:
    pairs = groupby(zip(states, words, strict=True), key=lambda pair: pair[0])
    return [(state, [word for _, word in group]) for state, group in pairs]


def _quotable(question: Question, evidence: str) -> tuple[list[str], list[str]]:
    """Cut a question's words into those a text has in a row and those it has not, to be quoted.

    Left out is what tells a reader nothing: half a word, or no more than what people are called by.
    """
    text, rows = question.spelled, _rows(evidence)
    title = in_a_row(evidence.partition("\n")[0]) if "\n" in evidence else ""
    others = said_otherwise(text, evidence)
    said: list[str] = []
    unsaid: list[str] = []
    for run, states in _runs(question, evidence):
        for state, group in _grouped(run, states):
            for words in _in_rows(group, rows, title, others) if state else [group]:
                kept = _content(text, words)
                if not kept or _is_half(kept, run) or all(map(only_calls, kept)):
                    continue
                stands = state or row_of(kept) in rows
                (said if stands else unsaid).append(text[kept[0].start : kept[-1].end])
    return said, unsaid


def _rows(text: str) -> str:
    """Write the words of a text in rows that no end of a sentence joins."""
    return "".join(in_a_row(text[start:end]) for start, end in sentences(text))


def _in_rows(
    words: Sequence[Syllable], rows: str, title: str, others: Collection[str]
) -> list[list[Syllable]]:
    """Cut words that are said into pieces that stand so, or are all said in other words.

    What a document is about, by its title, need not stand beside what is told of it.
    """
    pieces: list[list[Syllable]] = []
    for word in words:
        longer = [*pieces[-1], word] if pieces else []
        if longer and (row_of(longer) in rows or all(one.folded in others for one in longer)):
            pieces[-1] = longer
        else:
            pieces.append([word])
    joined: list[list[Syllable]] = []
    for piece in pieces:
        beside = [one for one in (*joined[-1:], piece) if len(one) > 1]
        if joined and any(row_of(one) in title for one in beside):
            joined[-1] = [*joined[-1], *piece]
        else:
            joined.append(piece)
    return joined


def _content(text: str, words: Sequence[Syllable]) -> Sequence[Syllable]:
    """Leave out what says nothing at both ends; "vi" of "hành vi" is no "vì" where tones are."""
    while words and words[-1].form in _ASKED_WITH:
        words = words[:-1]
    kept = [at for at, word in enumerate(words) if not _is_empty(word.form, text)]
    return words[kept[0] : kept[-1] + 1] if kept else []


def _is_empty(form: str, text: str) -> bool:
    return form in FUNCTION_FORMS | {"nay"} if is_toned(text) else says_nothing(form)


def _is_half(words: Sequence[Syllable], run: Sequence[Syllable]) -> bool:
    """Say whether one syllable was cut from its neighbour: "đông" of "đông khách".

    Foreign words and numbers are whole.
    """
    word = words[0]
    if len(words) > 1 or not is_spelled_right(word.form):
        return False
    at = run.index(word)
    beside = [*run[max(0, at - 1) : at], *run[at + 1 : at + 2]]
    return any(one.form not in FUNCTION_FORMS | _ASKED_WITH for one in beside)


def _stand_together(phrases: Sequence[str], text: str) -> bool:
    """Say whether one sentence has all of some phrases, but for those said in other words."""
    rows = [in_a_row(text[start:end]) for start, end in sentences(text)]
    wanted = [one for one in map(in_a_row, phrases) if any(one in row for row in rows)]
    return not wanted or any(all(one in row for one in wanted) for row in rows)


def said_share(question: Question, text: str) -> float:
    """Give the share of a question's words that stand in the phrases that a text says."""
    said, unsaid = (sum(len(one.split()) for one in part) for part in phrases(question, text))
    return said / (said + unsaid) if said + unsaid else 0.0


def _trimmed(text: str, words: Sequence[Syllable]) -> str:
    """Give a run of words without those at its ends that say nothing; else empty."""
    while words and words[-1].form in _ASKED_WITH:
        words = words[:-1]
    kept = [at for at, word in enumerate(words) if not says_nothing(word.form)]
    return text[words[kept[0]].start : words[kept[-1]].end] if kept else ""


# "ngày nào", "xong mấy tháng": the end of what asks, not of what is asked about.
_ASKED_WITH = frozenset("ngày tháng năm giờ lúc hôm người nơi chỗ xong".split())


def nearest_day(question: Question, text: str) -> str:
    """Give the day in a text that is nearest to the one it lacks; only if it tells of the rest.

    "24/8" of a paragraph on "giá vàng SJC", where "giá vàng SJC ngày 25/8" is asked for.
    """
    there = [date for date in dates(text) if date.day]
    asked = [one for one in question.dates if one.day and not any(map(one.matches, there))]
    if not asked or not there or said_share(question, text) < _ABOUT:
        return ""
    nearest = min(there, key=lambda date: (_days_apart(date, asked[0]), date.start))
    return " ".join(unicodedata.normalize("NFC", text)[nearest.start : nearest.end].split())


def _days_apart(one: Date, other: Date) -> int:
    """Give about how many days are between two dates; one without a year is of the same."""
    years = one.year - other.year if one.year and other.year else 0
    return abs(372 * years + 31 * (one.month - other.month) + one.day - other.day)


_ABOUT = 0.5  # share of the question's words that a paragraph has which is about the same


def nearest_code(question: Question, text: str) -> str:
    """Give the code in a text that is nearest to one it lacks: same kind, nearest number."""
    present = codes(text)
    absent = [code for code in question.codes if not any(map(code.matches, present))]
    there = [code for code in present if absent and code.kind == absent[0].kind]
    if not there:
        return ""
    asked = absent[0]
    nearest = min(there, key=lambda code: (abs(code.number - asked.number), code.start))
    return _shown(nearest, text)


def _shown(code: Code, text: str) -> str:
    return " ".join(unicodedata.normalize("NFC", text)[code.start : code.end].split())
