"""Take a Vietnamese sentence apart: opening phrases, subject, predicate, what trails after.

Words and their kinds come from underthesea, whose word and part-of-speech models lie inside its
package, so nothing is fetched. A sentence that does not fit the plain pattern gives no clause: a
question is only as good as the clause it is made of, and there are sentences enough.
"""

import re
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from functools import cache
from pathlib import Path
from typing import cast

from index.text import fold
from models.reader.made.vocabulary import listed


@dataclass(frozen=True, slots=True)
class Word:
    """A word of one or more syllables with its place in the text and its part of speech."""

    start: int
    end: int
    text: str
    kind: str
    """Tag of the VLSP treebank: N noun, Np name, M number, V verb, R adverb, E preposition…"""

    @property
    def low(self) -> str:
        """The word in lower case."""
        return self.text.lower()


Words = tuple[Word, ...]


@dataclass(frozen=True, slots=True)
class Clause:
    """The parts of one sentence, in the order they stand in."""

    leads: tuple[Words, ...]
    """Phrases before the subject: "Năm 1980", "Sau khi phá sản"."""
    subject: Words
    role: Words
    """What is said of the subject between commas: "Giám đốc công ty A"; often empty."""
    predicate: Words
    tails: tuple[Words, ...]
    """Phrases after a comma."""


NOMINAL = frozenset({"N", "Np", "Nc", "Ny", "Nu", "Nb", "M", "L", "S", "FW", "X"})
# After these nouns a verb belongs to the noun: "sự phát triển", "việc thành lập".
_NOMINALISERS = listed(
    "sự|việc|cuộc|nền|quá trình|hoạt động|phong trào|chiến dịch|kế hoạch|công tác|nghề|ngành|"
    "quyền|khả năng|chính sách|chương trình|hệ thống|lực lượng|cơ quan|phương pháp|vụ|đợt|"
    "buổi|trận|chuyến|nơi|người|nhà|bộ phận|quân|đội|hiệp định|hội nghị|giải|lễ"
)
_TENSES = listed(
    "đã|đang|sẽ|được|bị|là|có|vẫn|từng|cũng|không|chưa|còn|chỉ|luôn|thường|liên tục|bắt đầu"
)
_CONNECTIVES = listed(
    "tuy nhiên|ngoài ra|đồng thời|bên cạnh đó|do đó|vì vậy|vì thế|nhưng|và|song|mặc dù vậy|"
    "trong khi đó|thậm chí|đặc biệt|hơn nữa|nhìn chung|thực tế|trên thực tế|cụ thể|theo đó|"
    "cuối cùng|mặt khác|thật vậy|như vậy|được biết|tuy vậy|bởi vậy|vậy là|rồi|thế nhưng|"
    "trước hết|nói chung"
)
_OPENERS = listed(
    "năm|ngày|tháng|mùa|thế kỷ|thập niên|thập kỷ|đầu|cuối|giữa|khi|sau|sau khi|trước|"
    "trước khi|trong|từ|tại|ở|theo|do|vì|bởi|bởi vì|nhờ|để|nhằm|với|cùng|vào|đến|kể từ|dưới|"
    "trên|qua|dù|mặc dù|tuy|nếu|hồi|khoảng|sáng|chiều|tối|đêm|trưa|cho đến|ngoài|bằng|"
    "thông qua|giống|như|ngay|lúc|theo như|cùng với|trong khi|hiện nay|hiện|ngày nay|ban đầu|"
    "lúc đầu|tính|đối với|một khi|thay vì|về|đối|khác|không như|"
    "bên cạnh|thời|dịp|suốt|xuyên|gần|nói|cách|so|thoạt đầu"
)
_PARENTHESES = re.compile(r"\s*[(\[][^()\[\]]*[)\]]")
_TIME_PREFIX = r"(?:(?:vào|hồi|trong|khoảng|từ|kể từ|đến|tới|trước|sau|vào khoảng)\s+)*"
_DAY = (
    r"ngày\s+\d{1,2}(?:\s?[/.-]\s?\d{1,2}(?:\s?[/.-]\s?\d{4})?(?![\d/])"
    r"|\s+tháng\s+\d{1,2}(?:(?:,?\s+năm\s+|\s?[,/]\s?)\d{4})?)"
)
_MONTH = r"tháng\s+\d{1,2}(?:\s?[/.-]\s?|,?\s+năm\s+|\s?,\s?)\d{4}"
_YEAR = r"năm\s+\d{3,4}(?!\d)(?:\s+(?:TCN|trước Công nguyên|SCN|sau Công nguyên))?"
_AGE = (
    r"(?:thế kỷ|thế kỉ)\s+(?:thứ\s+)?(?:[IVX]{1,5}|\d{1,2})(?!\w)(?:\s+TCN)?"
    r"|(?:thập niên|thập kỷ)\s+\d{2,4}"
)
_PART = r"(?:(?:mùa\s+(?:xuân|hè|hạ|thu|đông)|đầu|cuối|giữa|nửa đầu|nửa sau|nửa cuối)\s+)?"
TIME = re.compile(
    rf"(?<!\w)(?P<prefix>{_TIME_PREFIX})(?P<time>{_PART}(?:{_DAY}|{_MONTH}|{_YEAR}|{_AGE}))",
    re.IGNORECASE,
)


@cache
def _tagger() -> Callable[[list[list[str]]], list[str]]:
    """Open the newer of the two taggers inside underthesea: four times as fast.

    `pos_tag(model="v2.0")` is meant for it, but fails at the second call in 9.5.0.
    """
    import underthesea
    from underthesea.models.fast_crf_sequence_tagger import FastCRFSequenceTagger

    tagger = FastCRFSequenceTagger()
    folder = Path(underthesea.__file__).parent / "pipeline/pos_tag/models/pos_crf_vlsp2013_20230303"
    tagger.load(str(folder))
    return cast(Callable[[list[list[str]]], list[str]], tagger.predict)


def _tagged(sentence: str) -> list[tuple[str, str]]:
    from underthesea import word_tokenize  # seconds to import: only when something is made

    forms = word_tokenize(sentence)
    tags = _tagger()([[form] for form in forms])
    return [
        (form, tag.removeprefix("B-").replace("Cc", "CC"))
        for form, tag in zip(forms, tags, strict=True)
    ]


def words_of(text: str, start: int, end: int) -> Words:
    """Give the words of `text[start:end]` with exact places; none when they cannot be placed."""
    tagged = _tagged(text[start:end])
    found = []
    at = start
    for form, kind in tagged:
        while at < end and text[at].isspace():
            at += 1
        if fold(text[at : at + len(form)]) != fold(form):
            return ()
        found.append(Word(at, at + len(form), text[at : at + len(form)], str(kind)))
        at += len(form)
    return tuple(found)


def say(words: Sequence[Word]) -> str:
    """Put words back together as they were written, less what was left out between them."""
    said = ""
    for before, word in zip((None, *words), words, strict=False):
        if before is not None and before.end < word.start and word.text not in ",.;:)%":
            said += " "
        said += word.text
    return said


def clause_of(text: str, start: int, end: int) -> Clause | None:
    """Take one sentence apart; None when it is not a plain one.

    >>> found = clause_of(text := "Năm 1980, ông Lê Nam lập một xưởng gốm ở Huế.", 0, len(text))
    >>> say(found.leads[0]), say(found.subject), say(found.predicate)
    ('Năm 1980', 'ông Lê Nam', 'lập một xưởng gốm ở Huế')
    """
    if _UNFIT.search(_PARENTHESES.sub("", text[start:end])):
        return None  # before the words are found: that takes time
    words = _without_parentheses(text, words_of(text, start, end))
    if not words or words[-1].text not in {".", "!"} or not 6 <= len(words) <= 55:
        return None
    words = words[:-1]
    return _arranged(_segments(words), text)


_UNFIT = re.compile(r"[\";:?!…“”«»()\[\]{}<>=|*•—_^~#@\\]|\s[-–]\s")


def _without_parentheses(text: str, words: Words) -> Words:
    if not words:
        return ()
    start, end = words[0].start, words[-1].end
    holes = [match.span() for match in _PARENTHESES.finditer(text, start, end)]
    return tuple(w for w in words if not any(a <= w.start < b for a, b in holes))


def _segments(words: Words) -> list[Words]:
    """Cut at commas; a time that opens the sentence without one is cut off as well."""
    cut: list[Words] = []
    left = 0
    for i, word in enumerate(words):
        if word.text == ",":
            cut.append(words[left:i])
            left = i + 1
    cut.append(words[left:])
    return [segment for segment in cut if segment]


def _arranged(segments: list[Words], text: str) -> Clause | None:
    leads: list[Words] = []
    while segments:
        first = _less_connective(segments[0])
        if not first:
            segments = segments[1:]
            continue
        lead, first = _time_first(first, text)
        if lead:
            leads.append(lead)
        if not first:
            segments = segments[1:]
            continue
        if first[0].low in _OPENERS:
            leads.append(first)
            segments = segments[1:]
            continue
        subject, predicate = _parted(first)
        if subject and predicate:
            return _checked(leads, subject, (), predicate, segments[1:])
        if (
            len(subject) == len(first)
            and len(segments) >= 3
            and segments[2][0].kind in {"V", "R"}
            and segments[1][0].kind in {"N", "Nc", "M"}
        ):
            return _checked(leads, subject, segments[1], segments[2], segments[3:])
        return None
    return None


# A subject that ends so goes on: what was taken for its verb belongs to it.
_UNFINISHED = listed(
    "khu|bộ|nhà|tên|loại|hệ|phái|bản|chiếc|con|cái|cuộc|vụ|bức|quyển|đợt|cách|hàng|phòng|"
    "kỹ thuật|ngành|nghề|máy|xe|tàu|trạm|trung tâm|ban|sở|cục|viện|hội|bãi|đường|phí|thuế|"
    "hàng rào|công trình|hỏa lực|dự án|biện pháp|đất|độ|sức|tính|chất|nước|cơ sở|lệnh|giấy|"
    "đội|quá trình"
)
_PREPOSITIONS = listed("bằng|với|như|qua|trên|dưới|theo|bởi|từ|đến|vào|nhất|hơn|rất|khá")


def _checked(
    leads: list[Words], subject: Words, role: Words, predicate: Words, tails: list[Words]
) -> Clause | None:
    if len(leads) > 2 or len(predicate) < 2 or len(subject) > 12:
        return None
    if subject[-1].kind in {"E", "C", "L", "CC", "Nc"} or subject[0].kind in {"A", "V"}:
        return None
    if subject[-1].low in _UNFINISHED or predicate[0].low in _PREPOSITIONS:
        return None
    if predicate[0].text[0].isupper():
        return None  # "Anh Jean | Christophe nhận giấy khen": a name was cut in two
    predicate, tails = _with_its_list(predicate, tails)
    return Clause(tuple(leads), subject, role, predicate, tuple(tails))


def _less_connective(words: Words) -> Words:
    while words and (words[0].low in _CONNECTIVES or words[0].kind in {"C", "CC", "T"}):
        if words[0].low in {"do", "vì", "bởi", "bởi vì", "nếu", "tuy", "mặc dù", "dù", "khi"}:
            return words
        words = words[1:]
    joined = " ".join(word.low for word in words)
    return () if joined in _CONNECTIVES else words


def _time_first(words: Words, text: str) -> tuple[Words, Words]:
    """Part "Vào năm 1994 | công ty …" though no comma stands between."""
    match = TIME.match(text, words[0].start, words[-1].end)
    if match is None:
        return (), words
    time = tuple(word for word in words if word.end <= match.end())
    rest = words[len(time) :]
    if not time or time[-1].end != match.end():
        return (), words
    if rest and rest[0].kind not in NOMINAL and rest[0].kind != "P":
        return (), words  # "Năm 1945 đánh dấu …", "Năm 1990 – 1995"
    return time, rest


def _parted(words: Words) -> tuple[Words, Words]:
    """Part subject and predicate; the predicate is empty when no verb stands where one must."""
    end = 0
    for i, word in enumerate(words):
        before = words[i - 1].low if i else ""
        fits = (
            word.kind in NOMINAL
            or (i == 0 and word.kind == "P")
            or (i > 0 and word.low in {"này", "đó"} and word.kind == "P")
            or (i > 0 and word.kind == "A")
            or (i > 0 and word.low in {"của", "và", "giữa", "cho", "về", "ở", "tại", "trong"})
            or (i > 0 and word.kind == "V" and before in _NOMINALISERS)
        )
        if not fits or word.low in _TENSES:
            break
        end = i + 1
    subject, predicate = words[:end], words[end:]
    if not predicate or not (
        predicate[0].kind in {"V", "R"} or predicate[0].low in _TENSES | {"do"}
    ):
        return subject, ()
    if not any(w.kind == "V" or w.low in {"là", "có", "do", "được", "bị"} for w in predicate):
        return subject, ()
    return subject, predicate


def _with_its_list(predicate: Words, tails: list[Words]) -> tuple[Words, list[Words]]:
    """Join "A", "B và C" again, which commas had cut from "gồm A, B và C"."""
    count = 0
    for i, tail in enumerate(tails[:8]):
        nominal = tail[0].kind in NOMINAL or tail[0].kind == "A"
        if not nominal or any(w.kind in {"V", "R"} for w in tail[:3]):
            break
        closed = any(w.low in {"và", "hoặc", "hay", "cùng", "cùng với"} for w in tail)
        if closed or all(w.kind in NOMINAL for w in tail):
            count = i + 1
        if closed:
            break
    if not count:
        return predicate, tails
    joined = predicate
    for tail in tails[:count]:
        # The comma comes back with the words: its place lies between the two.
        comma = Word(joined[-1].end, joined[-1].end + 1, ",", "CH")
        joined = (*joined, comma, *tail)
    return joined, tails[count:]
