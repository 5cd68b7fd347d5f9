"""(question, hits) -> spans: which sentences answer, best first, and how well.

A sentence is judged by a few facts that can be counted (how much of the question it says, whether
it has the kind of words asked for, how its passage was found), by what the reader network says of
it and its passage where there is one (qa.network), and a logistic model whose weights are fitted on
human reading-comprehension data (models/reader/fit.py), other ones with the network than without.
`Span.score` is its probability that the sentence holds the answer.
"""

from __future__ import annotations

import itertools
import json
import math
import re
import unicodedata
from collections.abc import Collection, Mapping, Sequence
from dataclasses import asdict, dataclass, replace
from functools import cache, lru_cache

from index.document import Document, Hit
from index.encoder import Encoder, bundled
from index.errors import EncoderError
from index.identifiers import (
    Code,
    Date,
    Ordinal,
    codes,
    dates,
    is_family_name,
    ordinals,
    person_names,
    proper_names,
)
from index.lexical import LexicalIndex, Term
from index.store import Index
from index.text import (
    Syllable,
    canonical,
    fold,
    is_spelled_right,
    is_toned,
    sentences,
    syllables,
)
from qa.answer import Span
from qa.likeness import as_fitted
from qa.measures import dimension_asked, has_dimension
from qa.network import PassageReading, ReaderNetwork
from qa.question import AnswerType, Question, says_nothing
from qa.tables import told

TITLE_CREDIT = 0.6  # how much a question's word counts that only the title says
READ = 8  # hits: see models/reader/README.md for recall at 8
# With the network fewer are enough when one of them surely answers: it is looked for in the best
# hits first, and the others are read, a few at a time, only until a passage is as sure as CLEAR.
# As many on every machine, however many cores it has: the answer must not depend on that.
LEAST_READ, MORE_READ, MOST_READ = 4, 2, 10
CLEAR = 4.0  # log odds: 98 %
_FURTHEST = 8.0  # what log odds and log-probabilities of the network are bounded to


@dataclass(frozen=True, slots=True)
class Features:
    """What is counted of a sentence, each about 0 to 1; `models/reader/weights.json` weighs it."""

    coverage: float
    """Share of the question's words that the sentence says, by rarity."""
    bigrams: float
    """The same for pairs of words that follow each other."""
    nearby: float
    """The same for the sentence with the one before and the one after it."""
    context: float
    """The same for the passage with its title."""
    contradicted: float
    """Share of the question's toned words that the sentence has with other tones only."""
    identifiers: float
    """Share of the question's codes, dates, ordinals and names that the sentence has; 1 if none."""
    typed: float
    """1 if the sentence has the kind of words asked for (a date, a number, a name, a reason)."""
    untyped: float
    """1 if a kind of words is asked for and the sentence has none."""
    defining: float
    """1 if the sentence says "X là …" or, as forms do, "X: …" of what is asked; more if it begins
    with all of the X of "X là gì?"."""
    hit: float
    """The passage's fused score."""
    first: float
    """1 if the passage is the best hit."""
    length: float
    """Words in the sentence, logarithm over that of 100."""
    asks: float
    """1 if the sentence is itself a question or a heading."""


@dataclass(frozen=True, slots=True)
class ReadFeatures(Features):
    """The same with what the network says, bounded to `_FURTHEST` and divided by it."""

    answerable: float
    """Log odds that the passage answers."""
    inside: float
    """Log-probability that the answer stands in the sentence, if it stands in the passage."""
    certainty: float
    """Log-probability of the best span in the sentence, likewise."""


@dataclass(frozen=True, slots=True)
class PassageFeatures:
    """What `rerank` weighs of a passage."""

    hit: float
    """Its fused score."""
    answerable: float
    """Log odds that it answers, as in ReadFeatures."""
    certainty: float
    """Log-probability of its best span, likewise."""


@cache
def fitted(name: str) -> Mapping[str, float]:
    """Read a set of fitted weights: "sentence" for Features, "answer" for qa.ground's Signals.

    "sentence_read" and "answer_read" are those where the network has read the passages, and
    "passage_read" is for PassageFeatures.

    Raises:
        EncoderError: there is a network that nobody has fitted weights for.
    """
    path = bundled("reader") / "weights.json"
    weights: Mapping[str, Mapping[str, float]] = json.loads(path.read_text(encoding="utf-8"))
    if name not in weights:
        raise EncoderError(
            f"«{path}» không có trọng số «{name}» cho mô hình đọc kèm theo. "
            "Hãy cài lại chương trình, hoặc chạy lại models/reader/fit.py."
        )
    return weights[name]


def probability(name: str, counted: object) -> float:
    """Give the logistic probability of what was counted (its fields), by the weights of a name."""
    return 1 / (1 + math.exp(-weigh(name, counted)))


def weigh(name: str, counted: object) -> float:
    """Give the log odds of it: the weighted sum."""
    weights = dict(fitted(name))
    bias = weights.pop("bias")
    total: float = bias + sum(weight * getattr(counted, field) for field, weight in weights.items())
    return total


def read(
    question: Question,
    hits: Sequence[Hit],
    *,
    index: Index,
    encoder: Encoder,
    network: ReaderNetwork | None = None,
) -> list[Span]:
    """Score every sentence of the best hits for a question; best first, ties in order of place."""
    if not question.is_vietnamese:
        return _read_across_languages(question, hits, index=index, encoder=encoder)
    asked = Asked.of(question, index.lexical)
    spans = []
    readings: Sequence[PassageReading | None] = [None] * READ
    if network:
        readings = listen(question, hits, network)
    for rank, (hit, reading) in enumerate(zip(hits, readings, strict=False)):
        document = index.document(hit.passage.document_id)
        for start, end, features in describe(asked, hit, document, first=rank == 0):
            span = Span(hit, start, end, document.text[start:end], 0.0)
            if reading is None:
                spans.append(replace(span, score=probability("sentence", features)))
            else:
                heard = hear(features, reading, start - hit.passage.start, end - hit.passage.start)
                spans.append(_heard(span, reading, probability("sentence_read", heard)))
    best: dict[tuple[str, int, int], Span] = {}
    for span in spans:  # windows of a long paragraph share sentences
        place = (span.hit.passage.document_id, span.start, span.end)
        if place not in best or span.score > best[place].score:
            best[place] = span
    return sorted(best.values(), key=lambda span: -span.score)


def listen(question: Question, hits: Sequence[Hit], network: ReaderNetwork) -> list[PassageReading]:
    """Have the network read the best hits, until one clearly answers: a reading each, in order."""
    readings: list[PassageReading] = []
    while len(readings) < min(MOST_READ, len(hits)):
        if len(readings) >= LEAST_READ and max(one.answerable for one in readings) >= CLEAR:
            break
        more = MORE_READ if readings else LEAST_READ
        few = hits[len(readings) : min(len(readings) + more, MOST_READ)]
        readings += network.read(question.text, [hit.passage.text for hit in few])
    return readings


def hear(features: Features, reading: PassageReading, start: int, end: int) -> ReadFeatures:
    """Add what the network says of a sentence, `passage[start:end]`, to what is counted of it."""
    best = reading.within(start, end)
    return ReadFeatures(
        **asdict(features),
        answerable=_bounded(reading.answerable),
        inside=_bounded(reading.share(start, end)),
        certainty=_bounded(best.score if best else -math.inf),
    )


def _heard(span: Span, reading: PassageReading, score: float) -> Span:
    """Add what the network says of a sentence to its span."""
    origin = span.hit.passage.start
    best = reading.within(span.start - origin, span.end - origin)
    return replace(
        span,
        score=score,
        # A sentence without a token (a line of dashes) has no better words than all of its own.
        highlight=(origin + best.start, origin + best.end) if best else (span.start, span.end),
        certainty=best.score if best else -_FURTHEST,
        answerable=reading.answerable,
    )


def rerank(question: Question, hits: Sequence[Hit], network: ReaderNetwork) -> list[Hit]:
    """Put the hits the network reads in the order of how likely they answer; the others follow.

    The score of a hit that was read is the log odds that it answers. Those that were not read keep
    their order, and are put below the last by as much as they were below the last one read.
    """
    readings = listen(question, hits, network)
    read_ones = [
        replace(hit, score=weigh("passage_read", passage_features(hit, reading)))
        for hit, reading in zip(hits, readings, strict=False)
    ]
    read_ones.sort(key=lambda hit: -hit.score)
    rest = hits[len(readings) :]
    if not read_ones:
        return list(rest)
    lower = read_ones[-1].score - hits[len(readings) - 1].score
    return [*read_ones, *(replace(hit, score=hit.score + lower) for hit in rest)]


def passage_features(hit: Hit, reading: PassageReading) -> PassageFeatures:
    """Say what `rerank` weighs of a hit."""
    return PassageFeatures(
        hit=hit.score,
        answerable=_bounded(reading.answerable),
        certainty=_bounded(reading.spans[0].score if reading.spans else -math.inf),
    )


def _bounded(logarithm: float) -> float:
    return min(max(logarithm, -_FURTHEST), _FURTHEST) / _FURTHEST


# A question in another language shares no words with the text: only vectors can tell. Cosines of
# passage and sentence are averaged; the midpoint and steepness separate the seven English questions
# of eval/golden from a dozen unanswerable ones made for the purpose. Too few to call it calibrated.
_FOREIGN_HITS, _FOREIGN_MIDPOINT, _FOREIGN_STEEPNESS = 4, 0.768, 60.0
_SHORT = 40  # characters: bylines and captions come near every foreign question


def _read_across_languages(
    question: Question, hits: Sequence[Hit], *, index: Index, encoder: Encoder
) -> list[Span]:
    vector = encoder.encode_queries([question.text])[0]
    spans = []
    for hit in [hit for hit in hits if len(hit.passage.text) >= _SHORT][:_FOREIGN_HITS]:
        text = index.document(hit.passage.document_id).text
        places = sentences(text, hit.passage.start, hit.passage.end)
        texts = [canonical(text[start:end]) for start, end in places]
        whole = float(encoder.encode_passages([canonical(hit.passage.text)])[0] @ vector)
        for (start, end), cosine in zip(
            places, encoder.encode_passages(texts) @ vector, strict=True
        ):
            over = as_fitted((whole + float(cosine)) / 2, encoder) - _FOREIGN_MIDPOINT
            score = 1 / (1 + math.exp(-_FOREIGN_STEEPNESS * over))
            if end - start >= _SHORT:
                spans.append(Span(hit, start, end, text[start:end], score))
    return sorted(spans, key=lambda span: -span.score)


def describe(
    asked: Asked, hit: Hit, document: Document, *, first: bool
) -> list[tuple[int, int, Features]]:
    """Cut a hit into sentences and count their features: (start, end, features) each."""
    passage = hit.passage
    places = sentences(document.text, passage.start, passage.end)
    texts = [told(document, start, end) for start, end in places]
    words = [words_of(text) for text in texts]
    name = own_name(asked.question, document)
    title = {word.folded for word in words_of(f"{passage.title} {name}")}
    around = title | {word.folded for near in words for word in near}
    described = []
    for number, (start, end) in enumerate(places):
        beside = slice(max(0, number - 1), number + 2)
        counted = _features(
            asked,
            texts[number],
            words[number],
            name=words_of(name),
            title=title,
            nearby={word.folded for near in words[beside] for word in near},
            around=around,
            identified=identifier_share(
                asked.question,
                "\n".join([passage.title, name, *(document.text[a:b] for a, b in places[beside])]),
            ),
            hit=hit.score,
            first=first,
        )
        described.append((start, end, counted))
    return described


def own_name(question: Question, document: Document) -> str:
    """Give the code by which a question names a document, as the question has it; else nothing.

    All of "Quyết định 85/QĐ-X" is said by that decision, and its code only by its first line, which
    would else be the best answer to whatever is asked of it.
    """
    own = codes(document.official.name) if question.codes else []
    return " ".join(
        question.named(asked) for asked in question.codes if any(map(asked.matches, own))
    )


@lru_cache(maxsize=8192)
def words_of(text: str) -> tuple[Syllable, ...]:
    """Cut a sentence into words; kept, for people ask many questions of the same paragraphs."""
    return tuple(syllables(text))


@dataclass(frozen=True, slots=True)
class Asked:
    """The question's words with their rarity, worked out once for all sentences."""

    question: Question
    words: Mapping[str, float]
    pairs: Mapping[str, float]
    toned: Mapping[str, str]

    @classmethod
    def of(cls, question: Question, lexical: LexicalIndex) -> Asked:
        """Weigh the words of a question by their rarity in an index."""
        terms = question.terms
        return cls(
            question,
            words={
                term.syllable.folded: lexical.rarity(term.syllable.folded) * _weight(term)
                for term in terms
            },
            pairs={
                pair: lexical.rarity(pair)
                for a, b in itertools.pairwise(terms)
                if lexical.has(pair := f"{a.syllable.folded} {b.syllable.folded}")
            },
            toned={
                term.syllable.folded: term.syllable.form
                for term in terms
                if is_toned(term.syllable.form) and term.trust > 0.9
            },
        )


def _weight(term: Term) -> float:
    return 0.5 if term.trust == EXPANDED else 1.0


EXPANDED = 0.7  # the trust of words that an abbreviation's expansion added: qa.question


def _share(weights: Mapping[str, float], said: set[str]) -> float:
    total = sum(weights.values())
    return sum(weight for key, weight in weights.items() if key in said) / total if total else 0.0


def _features(
    asked: Asked,
    text: str,
    words: Sequence[Syllable],
    *,
    name: Sequence[Syllable],
    title: set[str],
    nearby: set[str],
    around: set[str],
    identified: float,
    hit: float,
    first: bool,
) -> Features:
    folded = [word.folded for word in words]
    given = [word.folded for word in name]
    said = {*folded, *given}
    value = gives_the_value(asked.question, text)
    if value:  # whose form it is stands in other lines of it
        said |= around
    pairs = {f"{a} {b}" for a, b in (*itertools.pairwise(folded), *itertools.pairwise(given))}
    kind = asked.question.answer_type
    present = has_type(kind, text, asked.question)
    checkable = kind in _CHECKABLE
    return Features(
        coverage=_share(asked.words, said)
        + TITLE_CREDIT * (_share(asked.words, said | title) - _share(asked.words, said)),
        bigrams=_share(asked.pairs, pairs),
        nearby=_share(asked.words, nearby | set(given)),
        context=_share(asked.words, around),
        contradicted=_contradicted(asked.toned, words),
        identifiers=identified,
        typed=float(checkable and present) * _fit_of_number(asked.question, folded),
        untyped=float(checkable and not present),
        defining=_EXACT
        if value
        else _defines(asked.question, text, folded)
        * float(_share(asked.words, nearby | title) >= 0.5),
        hit=hit,
        first=float(first),
        length=math.log1p(len(words)) / math.log(100),
        asks=float(text.rstrip().endswith("?") or is_heading(text)),
    )


def is_heading(text: str) -> bool:
    """Say whether a line names what follows and states nothing: "Điều 2. Đối tượng áp dụng".

    >>> is_heading("Điều 2. Đối tượng áp dụng"), is_heading("Chủ trì: bà Phạm Thị Mận")
    (True, False)
    """
    words = _NUMBERED.sub("", text.strip())
    return bool(words) and not re.search(r"[.!;:,…”\"|\d]", words) and len(words.split()) <= 20


_NUMBERED = re.compile(
    r"^(?:#+\s*|(?:Điều|Mục|Chương|Phần)\s+[\dIVXLC]+[.:]?\s*|[\dIVXLC]+[.)]\s*)+"
)


def _defines(question: Question, text: str, folded: Sequence[str]) -> float:
    """Say whether a sentence gives the thing asked about a value: "X là …", or a form's "X: …"."""
    label = _LABEL.match(text)
    if label and question.answer_type is not AnswerType.MANNER:
        named = [word.folded for word in syllables(label["label"])]
        asked = {term.syllable.folded for term in question.terms}
        if named and asked.issuperset(named):
            return 1.0
    if question.answer_type is not AnswerType.DEFINITION:
        return 0.0
    subject = [word.folded for word in syllables(question.spelled.split(" là ")[0])]
    wanted = " ".join([*subject[-6:], "la"])
    return float(wanted in " ".join(folded))


_LABEL = re.compile(
    r"[-–•\s]*(?:\d{1,2}[.)]\s*|[a-zđ]\)\s*)?(?P<label>[^:;|\n]{2,60}):\s*(?P<value>\S.*)"
)
_IS = re.compile(r"\s+là\s+(?:gì|ai|khi nào|bao nhiêu|bao lâu|mấy|ở đâu|những gì|những ai)(?!\w)")


def gives_the_value(question: Question, text: str) -> bool:
    """Say whether a line begins with what is asked about and gives it a value.

    "Cố vấn học tập là giảng viên …" to "cố vấn học tập là ai?"; of a form "Bị đơn: Ông …" to "Bị
    đơn trong vụ án là ai?", which is a person or a company as the form has it.
    """
    if copula := _IS.search(canonical(question.spelled).lower()):
        subject = [word.folded for word in syllables(question.spelled[: copula.start()])]
        if _is_definition(subject, [word.folded for word in words_of(text)[: len(subject) + 3]]):
            return True
    return value_place(question, text) is not None


def value_place(question: Question, text: str) -> tuple[int, int] | None:
    """Give where the value stands in a form's line if its label is what is asked about."""
    label = _LABEL.match(text)
    if label is None or question.answer_type in (AnswerType.MANNER, AnswerType.REASON):
        return None
    named = syllables(label["label"])
    while named and says_nothing(named[-1].form):
        named.pop()  # "Có mặt tại: …"
    called = [word.folded for word in named]
    # "Cơ quan nào thực hiện …" asks for "Cơ quan thực hiện: …".
    asked = [term.syllable for term in question.terms if term.trust != EXPANDED]
    head = next((at for at, word in enumerate(asked) if not says_nothing(word.form)), 0)
    begins = [word.folded for word in asked]
    words = syllables(question.spelled)
    said = [word.folded for word in words]
    ends = [at + len(called) for at in range(len(said)) if said[at : at + len(called)] == called]
    if any(begins[at : at + len(called)] == called for at in range(head + 1)) or any(
        _ASKS_OF.match(" ".join(word.form for word in words[end:])) for end in ends
    ):
        return label.start("value"), label.start("value") + len(label["value"].rstrip())
    return None


# "… giữ chức vụ gì", "… có mặt ở đâu", but not "… triệu tập là ai" or "… triệu tập để làm gì".
_ASKS_OF = re.compile(r"(?:gì|nào|mấy|bao nhiêu|bao lâu|khi nào|(?:ở |tại )?đâu)(?!\w)")


_EXACT = 3.0  # "1. An ninh quốc gia là …" is what is asked for, whichever passage was found first


def _is_definition(subject: Sequence[str], folded: Sequence[str]) -> bool:
    """Say whether a sentence begins with the thing asked about and "là", a number before it."""
    begun = [word for word in folded[: len(subject) + 2] if not word.isdigit()]
    return len(subject) > 1 and begun[: len(subject) + 1] == [*subject, "la"]


def _contradicted(toned: Mapping[str, str], words: Sequence[Syllable]) -> float:
    forms: dict[str, set[str]] = {}
    for word in words:
        forms.setdefault(word.folded, set()).add(word.form)
    met = [form in forms[folded] for folded, form in toned.items() if folded in forms]
    return 1 - sum(met) / len(met) if met else 0.0


_CHECKABLE = {
    AnswerType.DATE,
    AnswerType.NUMBER,
    AnswerType.PERSON,
    AnswerType.PLACE,
    AnswerType.REASON,
}
_NUMBER_WORDS = re.compile(
    r"(?<!\w)(?:một|hai|ba|bốn|năm|sáu|bảy|tám|chín|mười|trăm|nghìn|ngàn|triệu|tỷ|tỉ|nửa|vài)(?!\w)"
)
_REASON = re.compile(
    r"(?<!\w)(?:vi|do|boi|boi vi|nham|de|nho|ly do|nguyen nhan|xuat phat|dan den|khien|"
    r"vi vay|do vay|do do|can cu|trong boi canh|truoc)(?!\w)"
)
_DEFINING = re.compile(
    r"(?<!\w)(?:la|nghia la|duoc hieu la|duoc coi la|goi la|bao gom|gom|the hien)(?!\w)"
)
_ASKS_MONEY = re.compile(
    r"(?<!\w)(?:bao nhieu tien|kinh phi|hoc phi|le phi|so tien"
    r"|tai tro bao nhieu|muc (?:phat|luong|chi|ho tro|thuong|dong)|von (?:bao nhieu|la)"
    r"|gia bao nhieu)(?!\w)"
)
# As it is written: "bao nhiêu động vật" and "bao nhiêu đồng chí" ask for no money.
_ASKS_DONG = re.compile(
    r"(?<!\w)(?:bao nhiêu (?:(?:trăm|nghìn|ngàn|triệu|tỷ|tỉ) )?đồng"
    r"(?! chí| hồ| bào| nghiệp| bộ| phục)"
    r"|bao nhieu (?:(?:tram|nghin|ngan|trieu|ty|ti) )?dong(?! chi| ho| bao| nghiep| bo| phuc| vat))"
    r"(?!\w)"
)
# A table has the unit in the name of the column, "Giá (triệu đồng): 181", or of the row.
_MONEY = re.compile(
    r"\d[\d.,]*\s*(?:dong|trieu|ty|ti|nghin|ngan|usd|vnd|vnđ|d|do la|%)(?!\w)"
    r"|\((?:(?:nghin|ngan|trieu|ty|ti) )?(?:dong|usd|vnd|vnđ|d)\)(?:: |; [^;:]+: )\d"
)
# "Sinh viên bị cảnh báo khi nào?" asks for a condition; "cầu được thông xe khi nào" for a day.
_ASKS_CONDITION = re.compile(
    r"(?<!\w)(?:bị|phải|cần|không|được phép|nên)(?!\w).*(?<!\w)(?:khi|lúc) nào(?!\w)"
    r"|(?<!\w)(?:khi|lúc) nào(?!\w).*(?<!\w)(?:bị|phải|cần|không|được phép|nên)(?!\w)"
)
_CONDITION = re.compile(r"(?<!\w)(?:khi|neu|truong hop)(?! (?:nao|do|ay))(?!\w)")
_TIME = re.compile(r"(?<!\d)\d{1,2}\s*(?:gio|h(?!\w)|h\d\d|:\d\d)")
_ASKS_DURATION = re.compile(r"bao lau|thoi han|may (?:nam|thang|ngay)|nhiem ky|giai doan|thoi gian")
_DURATION = re.compile(
    r"\d+\s*(?:ngay|thang|nam|gio|tuan|phut|quy)|(?:nhiem ky|giai doan|dau|cuoi|giua) "
)


def has_type(kind: AnswerType, text: str, question: Question | None = None) -> bool:
    """Say whether a text has words of the kind asked for; True for kinds that cannot be told.

    What the question itself says does not count: "năm 2013" answers no "khi nào" about 2013.

    >>> has_type(AnswerType.DATE, "ngày 10-4-2013"), has_type(AnswerType.DATE, "ở Hà Nội")
    (True, False)
    """
    asks = fold(question.spelled) if question else ""
    if kind is AnswerType.DATE:
        given = question.dates if question else ()
        found = [date for date in dates(text) if not any(_adds_nothing(date, one) for one in given)]
        if re.search(r"(?<!\w)(?:may gio|gio nao)(?!\w)", asks):
            return bool(_TIME.search(fold(text)))
        if re.search(r"(?<!\w)nam (?:nao|may|bao nhieu)(?!\w)", asks):
            found = [date for date in found if date.year]
        if question and _ASKS_CONDITION.search(canonical(question.spelled).lower()):
            return bool(found) or bool(_CONDITION.search(fold(text)))
        if re.search(r"(?<!\w)(?:ngay|hom) (?:thang )?(?:nam )?(?:nao|may|bao nhieu)(?!\w)", asks):
            found = [date for date in found if date.day]
        if re.search(r"(?<!\w)bao lau(?!\w)", asks):
            lasts = _LASTS.search(fold(uncounted(text))) or _LASTS_IN_COLUMN.search(fold(text))
            return bool(lasts) or len(found) > 1
        lasting = _ASKS_DURATION.search(asks)
        return bool(found) or bool(lasting and _DURATION.search(fold(text)))
    if kind is AnswerType.NUMBER:
        if question and asks_for_a_telephone(question):
            return bool(TELEPHONE.search(text))
        if re.search(r"(?<!\w)so (?:hieu|bao nhieu|may)(?!\w)", asks) and codes(text):
            return True
        written = unicodedata.normalize("NFC", question.spelled).lower() if question else ""
        if _ASKS_MONEY.search(asks) or _ASKS_DONG.search(written):
            return bool(_MONEY.search(fold(text)))
        if dimension := dimension_asked(written):
            return has_dimension(dimension, text)
        typed = set(re.findall(r"\d+", question.text)) if question else set()
        if asked_of := _COUNTED.search(written):
            return _counts(asked_of[1].split(), text, typed)
        counted = set(re.findall(r"\d+|(?<!\w)[IVXLC]{2,}(?!\w)", uncounted(text))) - typed
        in_words = _NUMBER_WORDS.search(unicodedata.normalize("NFC", text).lower())
        return bool(counted) or bool(in_words)
    if kind is AnswerType.PERSON:
        asked = fold(question.text) if question else ""
        people = [fold(text[a:b]) for a, b in person_names(text) if not is_a_place(text, a, b)]
        people += [
            fold(one) for one in _ONE_NAME.findall(text) if not is_spelled_right(one.lower())
        ]
        if any(name not in asked and name not in _PLACES for name in people):
            return True
        return question is not None and gives_the_value(question, text)
    if kind is AnswerType.PLACE:
        asked = fold(question.text) if question else ""
        named = any(
            fold(text[a:b]) not in asked
            and not _is_a_person(text, a, b)
            and fold(text[a:b].split()[0]) not in _OFFICE_HEADS
            for a, b in proper_names(text)
        )
        return named or bool(_PLACE.search(fold(text)))
    if kind is AnswerType.REASON:
        return bool(_REASON.search(fold(text)))
    if kind is AnswerType.DEFINITION:
        return bool(_DEFINING.search(fold(text)))
    return True


# "tại hội nghị", "ở mức cao" are no places.
_PLACE = re.compile(
    r"(?<!\w)(?:(?:tai|o)(?! (?:hoi nghi|hoi thao|dien dan|cuoc|buoi|phien|le|ky|dai hoi|dieu|khoan"
    r"|muc|thoi diem|cap|giai doan|tuoi))|dia diem|dia chi)(?!\w)"
)
_PLACE_NOUN = re.compile(
    r"(?<!\w)(?:tinh|thanh pho|tp\.?|thi xa|thi tran|quan|huyen|xa|phuong|duong|pho|san bay|cang"
    r"|nha ga|cong vien|hoi truong|truong|benh vien|khach san|toa nha|cung|nha van hoa)\s+$"
)


# "Ban Tổ chức", "Bộ Ngoại giao", "Phó Bí thư" are no places.
_OFFICE_HEADS = frozenset(
    "ban bo cuc vu uy dang hoi thu bi pho chu nghi thong chi tong giam".split()
)


def _is_a_person(text: str, start: int, end: int) -> bool:
    """Say whether a name is of a person and not of a place: "Lê Hồng Phong", but not "phố …"."""
    words = text[start:end].split()
    return (
        len(words) > 2
        and is_family_name(words[0])
        and not _PLACE_NOUN.search(fold(text[max(0, start - 20) : start]))
    )


def is_a_place(text: str, start: int, end: int) -> bool:
    """Say whether what looks like a person's name stands behind the noun of a place.

    "huyện Đức Hòa", "phố Lê Hồng Phong", but not "Chủ tịch xã Lê Văn Tám".
    """
    before = canonical(text[max(0, start - 20) : start]).lower()
    words = text[start:end].split()
    of_a_family = len(words) > 2 and is_family_name(words[0])
    return bool(_STREET.search(before) or (_UNIT_NOUN.search(before) and not of_a_family))


_STREET = re.compile(r"(?<!\w)(?:đường|phố|ngõ|cầu|chợ)\s+$")
_UNIT_NOUN = re.compile(
    r"(?<!\w)(?:tỉnh|thành phố|tp\.?|thị xã|thị trấn|quận|huyện|xã|phường|thôn|ấp|bản|làng)\s+$"
)


# Places whose names look like a person's, the first word a family name too.
_PLACES = frozenset(
    (
        "ha noi|ha giang|ha nam|ha tinh|ha dong|ha long|cao bang|lam dong|thai binh|thai nguyen"
        "|thai lan|hoa ky|viet nam|da nang|dong nai|dong thap|hai phong|quang nam"
        "|quang ninh|quang ngai|quang binh|quang tri|quang dong|thanh hoa|nghe an|an giang"
        "|kien giang|hau giang|tien giang|bac giang|bac ninh|bac kan|hung yen|hai duong|nam dinh"
        "|ninh binh|ninh thuan|binh thuan|binh duong|binh dinh|binh phuoc|tay ninh|long an|ben tre"
        "|tra vinh|vinh long|vinh phuc|phu tho|phu yen|khanh hoa|dak lak|dak nong|gia lai|kon tum"
        "|lai chau|lao cai|yen bai|son la|dien bien|hoa binh|lang son|tuyen quang|can tho|ca mau"
        "|bac lieu|soc trang|vung tau|thua thien|sai gon|han quoc|nhat ban|trung quoc|trieu tien"
    ).split("|")
)


# "Roosevelt" alone may be who is asked for; "Đại học Indiana" may not.
_ONE_NAME = re.compile(
    r"(?<!học )(?<!thành phố )(?<!bang )(?<!nước )(?<!công ty )(?<![\w-])([A-Z][a-z]{4,})(?![\w-])"
)


# What is counted; "thứ mấy", "số bao nhiêu" count nothing.
_COUNTED = re.compile(
    r"(?<!\w)(?<!thứ )(?<!thu )(?<!số )(?<!so )(?:bao nhiêu|bao nhieu|mấy) (?!\d)(\w+(?: \w+)?)"
)
_LASTS = re.compile(
    r"(?<!\w)(?:\d+|mot|hai|ba|bon|nam|sau|bay|tam|chin|muoi|nua|vai|may|nhieu|hang|ca)\s+"
    r"(?:\w+ )?(?:giay|phut|gio|tieng|buoi|ngay|dem|tuan|thang|quy|nam|thap ky|the ky|nhiem ky)"
    r"(?!\w| (?:qua|vua qua|gan day|toi|sau|truoc)(?!\w))"  # "5 năm qua" is when, not how long
)
# A table has the unit in the name of the column: "Trả kết quả (giờ): 24".
_LASTS_IN_COLUMN = re.compile(r"\((?:giay|phut|gio|ngay|tuan|thang|nam)\): \d")
# Words from a number to what it counts: "12 dự án đầu tư" has one, "hội viên: 40" the other way.
_BEFORE, _AFTER = 4, 3


def _counts(thing: Sequence[str], text: str, given: Collection[str]) -> bool:
    """Say whether a text counts a thing ("59 điểm cầu"), or some other one and does not name it.

    Numbers that are given, in the question, are not those asked for.
    "Hà Nội có bao nhiêu trường?" is not answered by "thiếu trường, lớp học trong 5 năm qua".
    """
    blank = uncounted(text)
    for one in ordinals(blank):
        blank = blank[: one.start] + " " * (one.end - one.start) + blank[one.end :]
    words = words_of(blank)
    wanted = [fold(word) for word in thing]
    numbers = [
        at
        for at, word in enumerate(words)
        if word.form not in given and _is_quantity(blank, words, at, wanted[0])
    ]
    named = [
        at
        for at, word in enumerate(words)
        if word.folded == wanted[0]
        and (len(wanted) == 1 or [one.folded for one in words[at : at + 2]] == wanted)
    ]
    loosely = [at for at, word in enumerate(words) if word.folded == wanted[0]]
    if any(0 < at - number <= _BEFORE or 0 < number - at <= _AFTER + len(wanted)
           for at in loosely for number in numbers):  # fmt: skip
        return True
    return not named and bool(numbers) and wanted[0] not in _MEASURES


_SPANS = frozenset("nam thang ngay gio tuan phut tuoi lan".split())
# What a number of other things is no number of: "bao nhiêu tuổi", "mấy chương", "mấy lần".
_MEASURES = frozenset(
    "tuoi lan ngay thang nam gio phut tuan trang chuong dieu khoan muc tang".split()
)


def _is_quantity(text: str, words: Sequence[Syllable], at: int, thing: str) -> bool:
    """Say whether a word is a number; "một" and "năm" are only right before what is counted."""
    form, start = words[at].form, words[at].start
    follows = words[at + 1].folded if at + 1 < len(words) else ""
    if form in ("một", "năm"):
        return follows == thing
    if text[max(0, start - 2) : start].strip()[-1:] == "-" and text[start - 2].isalpha():
        return False  # "Covid-19"
    if re.fullmatch(r"(?:19|20)\d\d", form) and follows != thing:
        return False  # a year
    if follows in _SPANS and thing not in _MEASURES and not text[words[at].end :].startswith(","):
        return False  # "10 năm thực hiện" counts no members
    if form[0].isdigit() or re.fullmatch(r"[IVXLC]{2,}", text[words[at].start : words[at].end]):
        return True
    return bool(_NUMBER_WORDS.fullmatch(form))


def uncounted(text: str) -> str:
    """Blank out dates, clock times, codes, telephone numbers and list markers: they count nothing.

    Every place stays (in NFC).
    """
    text = unicodedata.normalize("NFC", text)
    places = [(found.start, found.end) for found in dates(text)]
    places += [(found.start, found.end) for found in codes(text)]
    places += [match.span() for match in _MARKER.finditer(text)]
    places += [match.span() for match in _CLOCK.finditer(text)]
    places += [match.span() for match in TELEPHONE.finditer(text)]
    for start, end in places:
        text = text[:start] + " " * (end - start) + text[end:]
    return text


def asks_for_a_telephone(question: Question) -> bool:
    """Say whether a number is asked for that one calls."""
    return bool(_ASKS_TELEPHONE.search(fold(question.spelled)))


_ASKS_TELEPHONE = re.compile(
    r"(?<!\w)(?:so (?:dien thoai|hotline|duong day nong|tong dai|fax)|hotline|duong day nong"
    r"|tong dai|goi (?:den |vao )?so)(?!\w)"
)
# "0292 3777 115", "(028) 3860.4433", "+84 24 3557 8899", "0912445771", "1900 6644"; an identity
# card has twelve digits in a row.
TELEPHONE = re.compile(
    r"(?<![\w.,/-])(?:(?:\(0\d{1,3}\)|\+84(?:[ .-]\d{2,3})?|0\d{1,3})(?:[ .-]\d{3,4}){2}"
    r"(?:[ .-]\d{2,3})?|0\d{9}|1[89]00[ .-]?\d{4})(?![\w/]|[.,]\d)"
)


# "7 giờ 30" counts nothing; "8 giờ" may be how long.
_CLOCK = re.compile(r"(?<!\d)\d{1,2} ?(?:giờ|h) ?\d{2}(?: phút)?(?!\w)|(?<!\d)\d{1,2}:\d{2}(?!\d)")
_MARKER = re.compile(r"^\s*(?:Điều |Khoản )?\d{1,3}(?:\.\d{1,3})*[.)]")


def _adds_nothing(date: Date, given: Date) -> bool:
    """Say whether a date has no part that the one given has not: "2013" beside "10-4-2013"."""
    return date.matches(given) and not (
        (date.day and not given.day)
        or (date.month and not given.month)
        or (date.year and not given.year)
    )


def _fit_of_number(question: Question, folded: Sequence[str]) -> float:
    """Give 1 when a number stands before the thing counted ("bao nhiêu đại biểu"), else 0.5.

    1 too for questions that count nothing.
    """
    match = re.search(r"(?:bao nhieu|may) (\w+(?: \w+)?)", fold(question.spelled))
    if question.answer_type is not AnswerType.NUMBER or match is None:
        return 1.0
    thing = match[1].split()[0]
    for place, word in enumerate(folded):
        if word == thing and any(_is_count(before) for before in folded[max(0, place - 2) : place]):
            return 1.0
    return 0.5


def _is_count(word: str) -> bool:
    return word.isdigit() or bool(_NUMBER_WORDS.fullmatch(word))


def identified(question: Question, text: str) -> list[tuple[Identifier, bool]]:
    """Pair every identifier of the question with whether a text mentions it, in the order of kinds.

    A name is mentioned when its words stand there in a row, whatever their diacritics.
    """
    found: list[tuple[Identifier, bool]] = []
    if question.codes:
        present = codes(text)
        found += [(code, any(map(code.matches, present))) for code in question.codes]
    if question.dates:
        dated = dates(text)
        found += [(date, any(map(date.matches, dated))) for date in question.dates]
    if question.ordinals:
        numbered = ordinals(text)
        found += [(one, any(map(one.matches, numbered))) for one in question.ordinals]
    if question.names or question.quotes:
        words = _in_a_row(text)
        names = (*question.names, *question.quotes)
        found += [(name, _is_there(name, words, text)) for name in names]
    return found


def _is_there(name: str, words: str, text: str) -> bool:
    if _in_a_row(name) not in words:
        return any(_in_a_row(other) in words for other in _SAME_COUNTRY.get(fold(name), ()))
    if " " in name or not is_spelled_right(name.lower()):
        return True
    # "pháp luật" does not speak of the country: a name of one plain syllable has its capital.
    folded = fold(name)
    return any(word.folded == folded and text[word.start].isupper() for word in syllables(text))


_SAME_COUNTRY = {"my": ("Hoa Kỳ",), "hoa ky": ("Mỹ",)}


Identifier = Code | Date | Ordinal | str


def identifier_share(question: Question, text: str) -> float:
    """Give the share of the question's identifiers that a text has; 1 when it has none."""
    found = [there for _, there in identified(question, text)]
    return sum(found) / len(found) if found else 1.0


def missing(question: Question, text: str) -> list[str]:
    """Name the question's identifiers that a text does not mention, as the question has them."""
    return [question.named(one) for one, there in identified(question, text) if not there]


def _in_a_row(text: str) -> str:
    return f" {' '.join(word.folded for word in syllables(text))} "
