"""Which words of a sentence answer, and which of its clauses are worth quoting."""

from __future__ import annotations

import itertools
import re
import unicodedata
from collections.abc import Mapping, Sequence

from index.identifiers import DOCUMENT_KINDS, Code, codes, dates, person_names, proper_names
from index.text import Syllable, canonical, fold, is_toned, syllables, trim
from qa.asking import AnswerType, says_nothing
from qa.ends import asks_for_the_end, is_of_the_other_end
from qa.former import is_of_the_other_time
from qa.kinds import (
    PLACES,
    TELEPHONE,
    asks_for_a_telephone,
    has_type,
    has_unit_asked,
    is_a_place,
    lasts_in_another_unit,
    numbers_given,
    uncounted,
    value_place,
    weekdays,
)
from qa.limits import distance_to_limit
from qa.numbering import is_of_another_number
from qa.question import Question
from qa.rates import is_priced_otherwise
from qa.recurring import asks_how_often, how_often, recurring
from qa.synonyms import otherwise
from qa.told import who_does

LONG = 600  # characters: a longer sentence is cut to the clauses that answer

_CLAUSE = re.compile(r"[;,:]\s+|\s[–—-]\s")


def focus(question: Question, text: str, highlight: tuple[int, int]) -> tuple[int, int]:
    """Cut a long sentence to the clauses that answer: (start, end) offsets into it.

    The shortest run of whole clauses that holds the highlight and says all the question's words
    that the sentence says, then filled up to LONG characters with what follows, for answers come
    after what is asked about.
    """
    borders = [0, *(match.end() for match in _CLAUSE.finditer(text)), len(text)]
    clauses = [(a, b) for a, b in itertools.pairwise(borders) if a < b]
    asked = {term.syllable.folded for term in question.terms if len(term.syllable.folded) > 1}
    places: dict[str, list[int]] = {}
    for word in syllables(text):
        if word.folded in asked:
            places.setdefault(word.folded, []).append(word.start)
    needed = set(places)
    whole = highlight == (0, len(text))
    best: tuple[int, int] | None = None
    for first in range(len(clauses)):
        for last in range(first, len(clauses)):
            start, end = clauses[first][0], clauses[last][1]
            if not whole and not (start <= highlight[0] and highlight[1] <= end):
                continue
            said = {word for word, at in places.items() if any(start <= p < end for p in at)}
            if len(said) >= 0.8 * len(needed):
                if best is None or end - start < best[1] - best[0]:
                    best = (start, end)
                break
    if best is None:
        return 0, len(text)
    start, end = best
    if end <= LONG:
        start = 0  # a sentence reads best from its beginning
    for _, clause_end in clauses:
        if end < clause_end <= start + LONG:
            end = clause_end
    for clause_start, _ in reversed(clauses):
        if end - LONG <= clause_start < start:
            start = clause_start
    return trim(text, start, end)


def answering_words(question: Question, text: str) -> tuple[int, int]:
    """Find the words of a sentence that answer, by the kind asked for; else the whole sentence.

    Of several dates, numbers or names the one whose clause says most of the question is taken, then
    the one nearest to the question's words; "từ … đến …" is one answer.
    """
    if unicodedata.normalize("NFC", text) != text:
        return 0, len(text)  # places of identifiers are offsets into NFC
    candidates = [
        one for one in _candidates(question, text) if not _is_ruled_out(question, text, one)
    ]
    if not candidates:
        return 0, len(text)
    at = _asked_at(question, text)
    if not at:
        return candidates[0]
    ways = otherwise(question.spelled)
    measured = _measured(question)
    borders = [0, *(match.end() for match in _PART.finditer(text)), len(text)]
    # What stands before the only colon is said of every part behind it.
    colons = [match.end() for match in re.finditer(r":\s", text)]
    leads_in = colons and (len(colons) == 1 or text[: colons[0]].rstrip().endswith("sau:"))
    said_of_all: set[str] = set()
    if leads_in:
        borders = sorted({*borders, colons[0]})
        said_of_all = {word for p, word in at.items() if p < colons[0]}
    if measured in said_of_all:
        measured = ""

    # "A, Bộ trưởng Bộ X; B, Bộ trưởng Bộ Y": a comma parts a person from the office, ";" persons.
    wide = [0, *(match.end() for match in re.finditer(r";\s+", text)), len(text)]

    # "Bao giờ làm xong" wants the date that something was completed, whatever else is dated.
    dated = (
        {word for way in ways for word in way.words}
        if question.answer_type is AnswerType.DATE
        else set()
    )

    def said_with(place: tuple[int, int], borders: Sequence[int]) -> int:
        return len(_said_between(at, place, borders) - said_of_all)

    def distance(place: tuple[int, int]) -> tuple[bool, bool, int, int, float]:
        start, end = place
        gaps = sorted(min(abs(p - start), abs(p - end)) for p in at)
        is_measured = _stands_behind(measured, text, start)
        is_done = bool(dated & _said_between(at, place, borders))
        return (
            not is_measured,
            not is_done,
            -said_with(place, wide),
            -said_with(place, borders),
            sum(gaps[:3]),
        )

    best = min(candidates, key=distance)
    if nearer := _of_nearer_limit(question, text, *candidates):
        return nearer
    best = next((one for one in candidates if _says_more(question, text, one, best)), best)
    if not _ASKS_BEFORE.search(canonical(question.spelled).lower()):
        return next((one for one in candidates if _is_changed_to(text, best, one)), best)
    return best


def reconciled(question: Question, text: str, found: tuple[int, int]) -> tuple[int, int]:
    """Give the words that answer, of those the network found and those of the kind asked for.

    The network's stay, unless a rule knows better: it has the same date or number whole, or alone
    of several, or the network's are ruled out, of another kind, or stand where less of the question
    is said.
    """
    own = answering_words(question, text)
    if own == (0, len(text)):
        return own if _is_of_another_one(question, text, found) else found
    if (ages := _ages(question, text)) and not any(a < found[1] and found[0] < b for a, b in ages):
        return own  # of the others: "trẻ em dưới 6 tuổi và người từ 60 tuổi trở lên"
    if question.answer_type not in (AnswerType.DATE, AnswerType.NUMBER):
        return own if _is_ruled_out(question, text, found) else found
    if found[0] <= own[0] and own[1] <= found[1]:
        if question.answer_type is AnswerType.DATE:
            return found if _is_said_of_a_time(text, own, found) else own
        return own if _is_one_of_several(question, text, own, found) else found
    if own[0] <= found[0] and found[1] <= own[1]:
        # "15/6" for "từ 1/6 đến 15/6" is right where the end is asked for.
        return found if asks_for_the_end(question.spelled) else own
    if own[0] < found[1] and found[0] < own[1]:
        return found
    if nearer := _of_nearer_limit(question, text, found, own):
        return nearer
    measured = _measured(question)
    is_better = (
        _is_ruled_out(question, text, found)
        or not has_type(question.answer_type, text[slice(*found)], question)
        or _says_more(question, text, own, found)
        or _is_changed_to(text, found, own)
        or _is_better_dated(question, text, own, found)
        or (_counts_just_that(question, text, own) > _counts_just_that(question, text, found))
        or _stands_behind(measured, text, own[0]) > _stands_behind(measured, text, found[0])
    )
    return own if is_better else found


def whole_words(text: str, place: tuple[int, int]) -> tuple[int, int]:
    """Give words without the mark behind them, and with both brackets or quotation marks or none.

    >>> text = "Bà Sen (Chợ Mới) hỏi."
    >>> [text[slice(*whole_words(text, place))] for place in ((0, 15), (17, 21), (8, 21))]
    ['Bà Sen (Chợ Mới)', 'hỏi', '(Chợ Mới) hỏi']
    """
    start, end = place
    for opening, closing in _PAIRS:
        words = text[start:end]
        if words.count(opening) > words.count(closing):
            behind = text.find(closing, end, end + _NEAR_BY)
            end = behind + 1 if behind >= 0 else start + words.rindex(opening)
        elif words.count(opening) < words.count(closing):
            before = text.rfind(opening, max(0, start - _NEAR_BY), start)
            start, end = (before, end) if before >= 0 else (start, start + words.index(closing))
    end = start + len(text[start:end].rstrip(" .,;:"))
    return trim(text, start, end) if start < end else place


_PAIRS = (("(", ")"), ("“", "”"), ("«", "»"))
_NEAR_BY = 40  # characters


def with_smaller_unit(text: str, place: tuple[int, int]) -> tuple[int, int]:
    """Give a measure with the rest of it in the next smaller unit: "55 tuổi 04 tháng".

    >>> text = "đủ 60 tuổi 03 tháng, nghỉ 2 giờ 15 phút"
    >>> [text[slice(*with_smaller_unit(text, place))] for place in ((0, 10), (32, 39))]
    ['đủ 60 tuổi 03 tháng', '2 giờ 15 phút']
    """
    start, end = place
    for measure in _IN_TWO_UNITS.finditer(text):
        is_cut = end == measure.end("greater") or start == measure.start("smaller")
        if is_cut and _SMALLER[measure["unit"]] == measure["next"]:
            return min(start, measure.start()), max(end, measure.end())
    return place


_SMALLER = {
    "tuổi": "tháng", "năm": "tháng", "tháng": "ngày", "tuần": "ngày", "ngày": "giờ", "giờ": "phút",
    "tiếng": "phút", "phút": "giây", "km": "m", "m": "cm", "mét": "cm", "kg": "g", "tấn": "kg",
    "tỷ": "triệu", "tỉ": "triệu", "triệu": "nghìn",
}  # fmt: skip
_IN_TWO_UNITS = re.compile(
    rf"(?<![\w.,/-])(?P<greater>\d[\d.,]* (?P<unit>{'|'.join(_SMALLER)}))(?: và)?"
    rf" (?P<smaller>\d{{1,3}} (?P<next>{'|'.join(_SMALLER.values())}))(?: đồng)?(?!\w)"
)


def _is_better_dated(
    question: Question, text: str, own: tuple[int, int], found: tuple[int, int]
) -> bool:
    """Say whether of two dates one is that of a text that is asked for, or the other of another."""
    asked, others = _texts(question, text)
    return _is_date_of(asked, text, own) or _is_date_of(others, text, found)


def _is_said_of_a_time(text: str, own: tuple[int, int], found: tuple[int, int]) -> bool:
    """Say whether words have a time and only what tells which: "trước 1975", "năm 1962"."""
    before, after = text[found[0] : own[0]], text[own[1] : found[1]]
    if not _TELLS_WHEN.fullmatch(canonical(before).lower()):
        return False
    return not after or bool(_OF_THE_YEAR.fullmatch(canonical(after).lower()))


_TELLS_WHEN = re.compile(
    r"(?:(?:từ|kể từ|trước|sau|đến|khoảng|đầu|giữa|cuối|mùa (?:xuân|hè|hạ|thu|đông)) )*(?:năm )?"
)
_OF_THE_YEAR = re.compile(r" năm (?:1\d|20)\d\d")


def _is_one_of_several(
    question: Question, text: str, own: tuple[int, int], found: tuple[int, int]
) -> bool:
    """Say whether words have other numbers than the one that answers, of other things.

    "3 người chết và 12 người bị thương" to "Bao nhiêu người bị thương?", which "2 giờ 40 phút" and
    "5 triệu đồng một tháng" are not. Who asks of two things is told both.
    """
    if _ASKS_OF_BOTH.search(fold(question.spelled)):
        return False
    rest = (text[found[0] : own[0]], text[own[1] : found[1]])
    return any(_COUNT.search(uncounted(one)) and _PART.search(f"{one} ") for one in rest)


_ASKS_OF_BOTH = re.compile(r"(?<!\w)(?:bao nhieu|may)(?!\w).*(?:(?<!\w)(?:va|cung|voi)(?!\w)|,)")


def _says_more(question: Question, text: str, own: tuple[int, int], found: tuple[int, int]) -> bool:
    """Say whether a clause has all the question's words that another one has, and more of them.

    "Chuyến đầu lúc 5 giờ, chuyến cuối lúc 22 giờ" to "Chuyến cuối lúc mấy giờ?".
    """
    at = _asked_at(question, text)
    borders = [0, *(match.end() for match in _PART.finditer(text)), len(text)]
    less, more = (_said_between(at, place, borders) for place in (found, own))
    if len(less) > 1 and less < more:
        return True
    # Of "Xe có chuyến đầu …, chuyến cuối …" the first clause alone has what both are of.
    less, more = (
        {at[word.start] for word in _words_before(text, place, borders) if word.start in at}
        for place in (found, own)
    )
    return bool(less) and less < more


def _of_nearer_limit(
    question: Question, text: str, *places: tuple[int, int]
) -> tuple[int, int] | None:
    """Give the place in the clause whose limit an amount of the question is nearest to, if any is.

    "Chậm quá 15 phút: phạt 5%; quá 45 phút: phạt 30%" to "Trễ 50 phút bị phạt bao nhiêu?".
    """
    borders = [0, *(match.end() for match in re.finditer(r"[;\n]", text)), len(text)]
    clauses = [
        next(text[a:b] for a, b in itertools.pairwise(borders) if a <= start < b)
        for start, _ in places
    ]
    far = [distance_to_limit(question.spelled, clause) for clause in clauses]
    return places[far.index(min(far))] if min(far) < max(far) else None


def _words_before(text: str, place: tuple[int, int], borders: Sequence[int]) -> Sequence[Syllable]:
    """Give the last four words of a clause before a place in it."""
    left = max(border for border in borders if border <= place[0])
    return [word for word in syllables(text) if left <= word.start < place[0]][-4:]


def _asked_at(question: Question, text: str) -> dict[int, str]:
    """Give where a text says the question's words, and others for them: folded, by their place."""
    asked = {term.syllable.folded for term in question.terms}
    if question.dates:
        asked -= {"ngay", "thang", "nam"}  # "so với năm 2022" says nothing of "năm 2023"
    forms: dict[str, set[str]] = {}
    for term in question.terms:
        forms.setdefault(term.syllable.folded, set()).add(term.syllable.form)
    at = {
        word.start: word.folded
        for word in syllables(text)
        # "khởi công" says nothing of "cống".
        if word.folded in asked
        and (
            word.form in forms[word.folded]
            or not is_toned(word.form)
            or not all(map(is_toned, forms[word.folded]))
        )
    }
    for way in otherwise(question.spelled):
        at |= {match.start(): way.words[0] for match in way.forms.finditer(text.lower())}
    return at


def _said_between(
    at: Mapping[int, str], place: tuple[int, int], borders: Sequence[int]
) -> set[str]:
    """Give the words, by their places, that stand between the same borders as a place."""
    left = max(border for border in borders if border <= place[0])
    right = min(border for border in borders if border >= place[1])
    return {word for p, word in at.items() if left <= p < right}


def _measured(question: Question) -> str:
    """Give the folded word that says which number is asked for: "rộng bao nhiêu mét".

    "thu hoạch được bao nhiêu" has it before "được"; other little words say nothing of it, but
    "xuống còn" and "từ" do.
    """
    spelled = unicodedata.normalize("NFC", question.spelled).lower()
    match = _MEASURED.search(fold(spelled))
    if match is None:
        return ""
    form = spelled[slice(*match.span(1))]
    return "" if says_nothing(form) and match[1] not in _WHICH_WAY else match[1]


_WHICH_WAY = frozenset("tu den toi len xuong con thanh tren duoi hon".split())


def _stands_behind(measured: str, text: str, start: int) -> bool:
    """Say whether what is measured stands right before a place: "rộng 12 mét", "rộng là 12 mét"."""
    before = [word.folded for word in syllables(text[max(0, start - 20) : start])]
    return bool(measured) and measured in before[-2:]


def _is_ruled_out(question: Question, text: str, place: tuple[int, int]) -> bool:
    """Say whether words are no answer: of another case, of the other end, denied, of who tells."""
    return (
        _is_of_another(question, text, place)
        or _is_denied(question, text, place[0])
        or _is_of_another_one(question, text, place)
        or _is_who_tells(question, text, place[0])
        or (
            question.answer_type is AnswerType.DATE
            and is_of_the_other_end(question.spelled, text, place[0])
        )
    )


def _is_who_tells(question: Question, text: str, start: int) -> bool:
    """Say whether words are of who tells that others do what is asked for."""
    if question.answer_type is not AnswerType.PERSON:
        return False
    by_others = who_does(question.spelled, text)
    return by_others is not None and start < by_others.start


def _is_of_another_one(question: Question, text: str, place: tuple[int, int]) -> bool:
    """Say whether a number or date is of another one of its kind, rate or time than is asked.

    What a label has in it is no value: "Công suất (30 độ C): 12 lít".
    """
    if question.answer_type not in (AnswerType.DATE, AnswerType.NUMBER):
        return False
    label = _LABELLED.match(text)
    return (
        bool(label and place[1] <= label.end("label") and _BEGUN.match(text, label.end()))
        or is_of_another_number(question, text, place)
        or is_priced_otherwise(question.spelled, text, place)
        or is_of_the_other_time(question.spelled, text, place)
        or _is_of_a_parallel(question, text, place)
    )


# A row between bars begins with what it is of as well.
_LABELLED = re.compile(
    r"(?:[-–•*\s]*(?P<line>)|\|\s*)(?P<label>[^\W\d_][^:;|\n]{1,60})(?(line):\s|\|)"
)
_BEGUN = re.compile(r"\s*(?:khoảng |hơn |gần |trên |từ )?\d")
_VALUE = re.compile(r"\d")


def _is_of_a_parallel(question: Question, text: str, place: tuple[int, int]) -> bool:
    """Say whether words stand in a clause of one thing, where another clause is of the one asked.

    "Thẻ năm được bảo lưu 60 ngày, thẻ quý tối đa 15 ngày": both clauses begin with "thẻ", and the
    second leaves out what is asked for.
    """
    asked = [word.form for word in syllables(question.spelled)]
    pairs = {
        (head, which)
        for head, which in itertools.pairwise(asked)
        if not says_nothing(head) and not says_nothing(which)
    }
    borders = [0, *(match.end() for match in _PART.finditer(text)), len(text)]
    clauses = [
        [word for word in syllables(text[a:b]) if word.form not in _JOINING]
        for a, b in itertools.pairwise(borders)
    ]
    at = max(n for n, border in enumerate(borders[:-1]) if border <= place[0])
    own = [word.form for word in clauses[at]]
    for other, (a, b) in enumerate(itertools.pairwise(borders)):
        begun = tuple(word.form for word in clauses[other][:2])
        if other == at or begun not in pairs or begun[1] in own or not _VALUE.search(text[a:b]):
            continue
        head = begun[0]
        beside = [b for a, b in itertools.pairwise(own) if a == head]
        if beside and not says_nothing(beside[0]) and beside[0] not in asked:
            return True
    return False


_JOINING = frozenset("còn và riêng với đối thì nhưng".split())


def _is_denied(question: Question, text: str, start: int) -> bool:
    """Say whether words are said not to be it: "không phải là ông A mà là bà B"."""
    denied = _NOT.search(canonical(text[:start]).lower())
    return bool(denied) and not _NOT_ASKED.search(canonical(question.spelled).lower())


_NOT = re.compile(
    r"(?<!\w)(?:không|chẳng|chả|chưa) phải(?: (?:là|do|ở|tại|từ|vào))?"
    r"(?: (?:ông|bà|anh|chị|cô|chú|thầy|đồng chí|ngày|năm))?\s+$"
)
_NOT_ASKED = re.compile(r"(?<!\w)(?:không|chẳng|chả|chưa) phải(?! không| chưa)(?!\w)(?=.*\w)")


def _is_of_another(question: Question, text: str, place: tuple[int, int]) -> bool:
    """Say whether words tell of another case or deed than the one asked about.

    "Hủy trước một ngày được trả 80%, nếu hãng hủy thì được trả đủ" to "Hãng hủy thì được trả bao
    nhiêu?": the case asked about has no number. "… do Nhật Bản góp" to "Nước nào chưa ký?".
    """
    asked = {term.syllable.folded for term in question.terms}
    if question.answer_type is AnswerType.PLACE:
        deed = _following(text, place[1])[:1]
        is_doer = _DOER.search(text[: place[0]].lower())
        return bool(is_doer and deed) and fold(deed[0]) not in asked
    for case in _CASE.finditer(text):
        if case.start() <= place[0] < case.end():
            continue
        told = {word.folded for word in syllables(case["case"] or case["named"])}
        others = text[: case.start()] + text[case.end() :]
        alone = told & asked - {word.folded for word in syllables(others)}
        # "sinh mổ" beside "sinh con" has one word of its own, and is asked about whole.
        if len(alone) > 1 or (alone and len(told) > 1 and told <= asked):
            return True
    return False


_DOER = re.compile(r"(?<!\w)do\s+$")
_CASE = re.compile(
    r"(?<!\w)(?:(?:nếu|trường hợp|khi) (?P<case>[^,;]+?),? (?:thì|sẽ)"
    r"|trường hợp (?P<named>[^,;]+?),? (?:được|phải|bị))(?!\w)[^,;]*"
)


def _is_changed_to(text: str, place: tuple[int, int], other: tuple[int, int]) -> bool:
    """Say whether something was changed from one date or number to another: it is the other."""
    return bool(
        re.search(r"(?<!\w)từ (?:\w+ )?$", text[: place[0]].lower())
        and _CHANGED.fullmatch(text, place[1], other[0])
    )


_CHANGED = re.compile(r"\s+(?:sang|thành|lên|xuống)(?: còn| thành)?(?: ngày)?\s+")
_ASKS_BEFORE = re.compile(
    r"(?<!\w)(?:từ|cũ|trước|ban đầu|dự kiến|vốn|thêm"
    r"|(?:tăng|giảm)(?! (?:còn|xuống|lên|đến|tới|thành)(?!\w)))(?!\w)"
)


_PART = re.compile(r"[;,]\s+|\s(?:và|còn)\s")
_MEASURED = re.compile(
    r"(\w+)(?: duoc)? (?:(?:la )?(?:bao nhieu|may)|(?:vao )?(?:ngay|hom) nao)(?!\w)"
)


def _candidates(question: Question, text: str) -> list[tuple[int, int]]:
    kind = question.answer_type
    if asks_how_often(question.spelled):
        return how_often(text)
    if asks_for_a_telephone(question):
        return [match.span() for match in TELEPHONE.finditer(text)]
    if kind is AnswerType.DATE:
        if _ASKS_CLOCK.search(fold(question.spelled)):
            return _clocks(question, text)
        again = recurring(text) if _ASKS_A_DAY.search(fold(question.spelled)) else []
        return [*_ranges(_days(question, text), text), *again] or _days_of_a_week(question, text)
    if kind is AnswerType.NUMBER:
        if ages := _ages(question, text):
            return ages
        if _ASKS_HOURS.search(fold(question.spelled)):
            return [match.span() for match in _HOURS.finditer(text)]
        counts = _ranges(_counts(question, text), text)
        counts = [one for one in counts if not _is_of_another_one(question, text, one)] or counts
        # "mất bao nhiêu phút" wants the minutes, and not the degrees beside them.
        measured = [one for one in counts if has_unit_asked(question, text[slice(*one)])] or [
            one for one in counts if lasts_in_another_unit(question, text[slice(*one)])
        ]
        # "100 đại biểu của 25 tỉnh" to "bao nhiêu tỉnh tham dự?"
        thing = _thing(question)[:1]
        of_it = [one for one in counts if thing and thing[0] in fold(text[slice(*one)]).split()]
        likely = measured or of_it or counts
        return [one for one in likely if _counts_just_that(question, text, one)] or likely
    if kind in (AnswerType.PERSON, AnswerType.PLACE):
        if kind is AnswerType.PLACE and (value := value_place(question, text)):
            return [value]
        if kind is AnswerType.PERSON and (by_others := who_does(question.spelled, text)):
            return list(by_others.doers)
        asked = fold(question.text)
        found = proper_names(text)
        if kind is AnswerType.PERSON:
            found = [place for place in person_names(text) if not is_a_place(text, *place)]
        places = [(_after_asked(asked, text, start, end), end) for start, end in found]
        if kind is AnswerType.PERSON:
            places = [(_after_place(text, start, end), end) for start, end in places]
        unasked = [(start, end) for start, end in places if fold(text[start:end]) not in asked]
        if kind is AnswerType.PLACE and (whole := _addresses(text, unasked)):
            return whole
        if kind is AnswerType.PLACE:  # "Trong Hội nghị … tại Hà Nội": what "tại" stands before
            return [one for one in unasked if _AT.search(text[: one[0]].lower())] or unasked
        return unasked
    return []


_AT = re.compile(
    r"(?<!\w)(?:tại|ở|tới|đến|về)\s+"
    r"(?:(?:tỉnh|thành phố|tp\.?|thủ đô|huyện|quận|xã|phường|thị xã)\s+)?$"
)


def _addresses(text: str, places: Sequence[tuple[int, int]]) -> list[tuple[int, int]]:
    """Find whole addresses, "số 15, phố Hàng Bè, quận Hoàn Kiếm, Hà Nội", by the names in them."""
    found: list[tuple[int, int]] = []
    for start, end in sorted(places):
        if found and _GOES_ON.fullmatch(text, found[-1][1], start):
            found[-1] = found[-1][0], end
        elif house := _HOUSE.search(text, 0, start):
            found.append((house.start(), end))
    return found


_UNIT = (
    r"(?:(?:đường|phố|ngõ|ngách|hẻm|thôn|xóm|ấp|bản|tổ|khu phố|khối|xã|phường|thị trấn|quận|huyện"
    r"|thị xã|thành phố|tp\.?|tỉnh)\s+)?"
)
_HOUSE = re.compile(rf"(?<!\w)(?:nhà )?số \d+[\w/-]*,?\s+{_UNIT}\Z", re.IGNORECASE)
_GOES_ON = re.compile(rf"\s*[,–-]\s+{_UNIT}", re.IGNORECASE)


def _after_place(text: str, start: int, end: int) -> int:
    """Give where a person's name begins behind that of a place: "Bí thư Hà Nội Nguyễn Văn A"."""
    words = text[start:end].split(" ")
    place = " ".join(words[:2])
    return start + len(place) + 1 if len(words) > 3 and fold(place) in PLACES else start


_JOINS = re.compile(r"\s*(?:đến|tới|[–-])(?: hết| dưới| cận)?(?: ngày| tháng| năm)?\s*")


def _ranges(places: Sequence[tuple[int, int]], text: str) -> list[tuple[int, int]]:
    """Join what stands on both sides of "đến" or a dash: "từ ngày 1/3 đến hết ngày 15/3"."""
    joined: list[tuple[int, int]] = []
    for start, end in sorted(places):
        if joined and _JOINS.fullmatch(text[joined[-1][1] : start]):
            joined[-1] = joined[-1][0], end
        else:
            joined.append((start, end))
    return joined


def _after_asked(asked: str, text: str, start: int, end: int) -> int:
    """Give where a name begins once the words before it that the question says are left out.

    "Bí thư Thành ủy Hà Nội Hoàng Trung Hải" has one run of capitals, and two names.
    """
    spaces = [start + match.start() for match in re.finditer(" ", text[start:end])]
    for space in reversed(spaces[1:-1]):  # two words at least on either side
        if fold(text[start:space]) in asked:
            return space + 1
    return start


def _days(question: Question, text: str) -> list[tuple[int, int]]:
    """Find dates as exact as was asked: "ngày nào" wants a day; else the most exact there are.

    "Khi nào?" is told by "quý III/2025" and "6 tháng đầu năm 2025", not by the year alone.
    """
    found = [
        date for date in dates(text) if not any(date.matches(given) for given in question.dates)
    ]
    _, others = _texts(question, text)
    own = [date for date in found if not any(is_dated(one, date.start, text) for one in others)]
    found = own or found
    asks = fold(question.spelled)
    with_day = [date for date in found if date.day]
    if re.search(r"(?<!\w)nam (?:nao|may|bao nhieu)(?!\w)", asks):
        return [(date.start, date.end) for date in found if date.year]
    if with_day or re.search(r"(?<!\w)(?:ngay|hom) (?:nao|may|bao nhieu)(?!\w)", asks):
        found = with_day
    return [(_first_day(text, date.start), date.end) for date in found]


_ASKS_A_DAY = re.compile(
    r"(?<!\w)(?:(?:ngay|hom|khi|luc|thoi gian|thoi diem) (?:nao|may|bao)|bao gio)"
)


def _days_of_a_week(question: Question, text: str) -> list[tuple[int, int]]:
    """Find days of a week where nothing else tells when: "Thợ Dũng nghỉ ngày nào?"."""
    if not _ASKS_A_DAY.search(fold(question.spelled)):
        return []
    return weekdays(text) if has_type(AnswerType.DATE, text, question) else []


_ASKS_AGE = re.compile(r"(?<!\w)(?:(?P<who>[^\W\d_]+) )?(?:từ )?(?:mấy|bao nhiêu) tuổi(?!\w)")
_AGE = re.compile(
    r"(?<!\w)(?:(?:từ |từ đủ |đủ |dưới |trên |chưa đủ |chưa đến |quá |không quá )\d{1,3}|\d{1,3})"
    r"(?: ?(?:đến|tới|-|–) ?(?:dưới |chưa đủ |hết )?\d{1,3})? tuổi(?: trở (?:lên|xuống))?(?!\w)",
    re.IGNORECASE,
)


def _ages(question: Question, text: str) -> list[tuple[int, int]]:
    """Find ages with what bounds them, "dưới 6 tuổi"; those of whom it is asked, if said there."""
    asked = _ASKS_AGE.search(canonical(question.spelled).lower())
    if asked is None:
        return []
    given = numbers_given(question)
    found = [
        match for match in _AGE.finditer(text) if not set(re.findall(r"\d+", match[0])) <= given
    ]
    of_them = [one for one in found if text[: one.start()].lower().endswith(f"{asked['who']} ")]
    return [match.span() for match in of_them or found]


def _first_day(text: str, start: int) -> int:
    """Give where the days begin that share the month of the last: "ngày 7 và 8/9/2024".

    Likewise the part of a year: "quý III/2025".
    """
    before = _DAYS_BESIDE.search(text[:start]) or _PART_OF_YEAR.search(text[:start])
    return before.start("days") if before else start


_DAYS_BESIDE = re.compile(
    r"(?<!\w)ngày (?P<days>\d{1,2}(?:, ?\d{1,2})*"
    r"(?: ?[,–-] ?| (?:và|đến|tới)(?: hết)? )(?:ngày )?)$",
    re.IGNORECASE,
)


_PART_OF_YEAR = re.compile(
    r"(?<!\w)(?P<days>(?:quý (?:[ivx]{1,3}|\d)|(?:\d|sáu|ba|chín) tháng (?:đầu|cuối)|đầu|giữa|cuối)"
    r"(?: ?[/,] ?|(?: của)? )(?:năm )?)$",
    re.IGNORECASE,
)


def _is_date_of(cited: Sequence[Code], text: str, place: tuple[int, int]) -> bool:
    """Say whether words have the date of one of the texts that a sentence cites."""
    return bool(cited) and any(
        place[0] < date.end and date.start < place[1] and is_dated(code, date.start, text)
        for date in dates(text)
        for code in cited
    )


def _texts(question: Question, text: str) -> tuple[list[Code], list[Code]]:
    """Give the codes of a sentence: of texts whose own date may be asked for, and all others.

    "Hội nghị về Nghị quyết 29 diễn ra khi nào?" asks for the date of no text.
    """
    before = fold(question.spelled)
    named = [code for code in question.codes if _TO_ITS_DATE.fullmatch(before[: code.start])]
    asked: list[Code] = []
    others: list[Code] = []
    for code in codes(text):
        (asked if any(map(code.matches, named)) else others).append(code)
    return asked, others


_TO_ITS_DATE = re.compile(
    r"(?:.*(?<!\w)(?:ban hanh|ky|cong bo|thong qua|ngay|nam|khi nao|bao gio|ra)"
    rf"(?: cua| ra| thi)?)?\W*(?:{'|'.join(DOCUMENT_KINDS)})?(?: so)?\W*"
)


def is_dated(code: Code, start: int, text: str) -> bool:
    """Say whether the date at a place tells when a text with a code was issued.

    "Sáng 17/11, … thực hiện Nghị quyết 29 ngày 4/11" has one such date, the second.
    """
    return code.end <= start and bool(_DATED.fullmatch(text, code.end, start))


_DATED = re.compile(r",?\s*(?:(?:được\s+)?(?:ban\s+hành|ký)\s+)?(?:ngày\s+)?")
_ASKS_CLOCK = re.compile(r"(?<!\w)(?:may gio|gio nao)(?!\w)")
_HOUR = (
    r"(?<![\d:,.])(?:\d{1,2} ?(?:giờ|h)(?: ?\d{2}(?: phút)?(?![\w/]|[.,-]\d)| \d phút| rưỡi"
    r"| kém \d{1,2}(?: phút)?)?|\d{1,2}:\d{2})(?![\w:])"
    r"(?: (?:sáng|trưa|chiều|tối|đêm|khuya)(?!\w))?"
)
_CLOCK = re.compile(rf"(?:từ )?{_HOUR}(?:(?: (?:đến|tới) | ?[–-] ?)(?P<until>{_HOUR}))?")


def _clocks(question: Question, text: str) -> list[tuple[int, int]]:
    """Find times of day; of "7 giờ đến 21 giờ" the second where the end is asked for."""
    until = "until" if asks_for_the_end(question.spelled) else 0
    return [match.span(until if match["until"] else 0) for match in _CLOCK.finditer(text)]


# How long: "8:30" is none, nor "lúc 8 giờ".
_ASKS_HOURS = re.compile(r"(?<!\w)(?:(?:bao nhieu|may) tieng|bao nhieu gio)(?!\w)")
_HOURS = re.compile(
    r"(?<!lúc )(?<!\d)\d+(?:[.,]\d+)?(?: ?[–-] ?\d+)? (?:giờ|tiếng)(?: rưỡi| \d+ phút)?(?!\w)"
)
_COUNT = re.compile(
    r"(?:hơn |gần |khoảng |trên )?\d+(?:[.,]\d+)*"
    r"(?:\s?%|(?: (?:nghìn|ngàn|vạn|triệu|tỷ|tỉ)(?!\w))*)"
)
_NUMERAL = r"(?:một|hai|ba|bốn|năm|sáu|bảy|tám|chín|mười|mươi|trăm|nghìn|ngàn|triệu|tỷ|tỉ)"
_COUNT_IN_WORDS = re.compile(
    rf"(?<!\w){_NUMERAL}(?: (?:{_NUMERAL}|lăm|mốt|tư))*(?!\w)", re.IGNORECASE
)
# What "mấy năm thực hiện" counts is years.
_COUNTED = re.compile(
    r"(?<!\w)(?:bao nhieu|may) (\w+(?: (?!(?:thuc hien|trien khai|thi hanh)(?!\w))\w+)*)"
)
_FOLLOWING = re.compile(r"(?: [^\W\d_]+[23]?(?!\w)){0,4}")  # "478 m2"


def _thing(question: Question) -> list[str]:
    """Give the folded words of what is counted: "bao nhiêu tỉnh dự"."""
    named = _COUNTED.search(fold(question.spelled))
    return named[1].split() if named else []


def _counts(question: Question, text: str) -> list[tuple[int, int]]:
    """Find numbers with what they count, as far as the question names it: "38 xã viên"."""
    given = numbers_given(question)
    thing = _thing(question)
    found = []
    for match in _COUNT.finditer(uncounted(text)):
        if not set(re.findall(r"\d+", match[0])) <= given:
            end = match.end()
            found.append((match.start(), max(_thing_end(text, end, thing), _unit_end(text, end))))
    for match in _COUNT_IN_WORDS.finditer(text):
        end = _thing_end(text, match.end(), thing)
        in_unit = _unit_end(text, match.end())
        if lasts_in_another_unit(question, text[match.start() : in_unit]):
            end = max(end, in_unit)
        if end > match.end():
            found.append((match.start(), end))
    # "Phiên 2" is one of the sessions that "hai phiên" counts.
    counts = [place for place in found if not thing or _word_before(text, place[0]) != thing[0]]
    return counts or found


def _counts_just_that(question: Question, text: str, place: tuple[int, int]) -> bool:
    """Say whether a number counts what is asked by both of its words: "4 giải nhất" of 15.

    "45 người lớp 10A" is no number of "người lớp 10B".
    """
    thing = _thing(question)
    second = next((at for at, word in enumerate(thing) if at and word not in _LITTLE), 0)
    numbered = re.match(r" \w*\d\w*", text[place[1] :])
    if not second or second > 2:
        return False
    if numbered and fold(numbered[0]).strip() not in fold(question.spelled).split():
        return False
    told = fold(" ".join([text[slice(*place)], *_following(text, place[1])]))
    return f" {' '.join(thing[: second + 1])} " in f" {told} "


# Between a thing and what is told of it: "phiếu không tán thành", "người bị thương".
_LITTLE = frozenset("không chưa bị được đã đang khong chua bi duoc da dang".split())


def _word_before(text: str, place: int) -> str:
    words = text[:place].split()
    return fold(words[-1]) if words else ""


def _following(text: str, start: int) -> list[str]:
    """Give the words after a place, up to four, each after one space."""
    match = _FOLLOWING.match(text, start)
    return match[0].split() if match else []


def _thing_end(text: str, start: int, thing: Sequence[str]) -> int:
    """Give where the words of the thing counted end that follow right after a number.

    Two words at most, or three where the question has no more: "hai phiên thảo luận" to "mấy phiên
    phiên thảo luận?", but "38 xã viên" to "bao nhiêu xã viên dự họp?". They never end at a little
    word: "6 phiếu không tán thành", "12 người bị thương".
    """
    said = []
    for word, wanted in zip(_following(text, start), thing, strict=False):
        if fold(word) != wanted:
            break
        said.append(word)
    goes_on = len(said) > 1 and said[1].lower() in _LITTLE
    most = 4 if goes_on else 3 if len(thing) == 3 and len(said) == 3 else 2
    said = said[:most]
    while len(said) > 1 and said[-1].lower() in _LITTLE:
        said.pop()
    return start + sum(1 + len(word) for word in said)


def _unit_end(text: str, start: int) -> int:
    """Give the end of the one word after a number, which mostly says what it counts."""
    words = _following(text, start)
    counts = bool(words) and text[start - 1] != "%" and words[0] not in ("đến", "tới")
    return start + 1 + len(words[0]) if counts else start
