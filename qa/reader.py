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
from bisect import bisect_left
from collections.abc import Mapping, Sequence, Set
from dataclasses import asdict, dataclass, replace
from functools import cache

from index.document import Document, Hit, Passage
from index.encoder import Encoder, bundled
from index.errors import EncoderError
from index.identifiers import (
    Code,
    Date,
    Ordinal,
    codes,
    dates,
    is_family_name,
    is_in_full,
    ordinals,
)
from index.lexical import LexicalIndex, Term
from index.store import Index
from index.text import (
    BAR,
    Syllable,
    canonical,
    fold,
    forms_in_a_row,
    in_a_row,
    is_spelled_right,
    is_toned,
    sentences,
    syllables,
    words_of,
)
from qa.abbreviations import EXPANDED
from qa.aloud import Aloud, aloud
from qa.answer import Span
from qa.asking import AnswerType
from qa.calibration import log_odds
from qa.headed import heads_of
from qa.kinds import (
    OFFICE,
    defines,
    gives_the_value,
    has_type,
    is_count,
    quotes_what_is_asked,
    takes_up_what_is_asked,
)
from qa.likeness import as_fitted
from qa.limits import said_by_limits
from qa.network import PassageReading, ReaderNetwork
from qa.numbering import is_at_length
from qa.parts import TELLER
from qa.question import Question
from qa.recurring import takes_in_the_day, weekdays_from_to
from qa.replies import (
    asks_the_same,
    asks_what_is_asked,
    exchange_at,
    is_replied_to,
    questions_in,
    replied_to,
    with_replies,
)
from qa.synonyms import is_called_otherwise, said_otherwise
from qa.tables import row_at, told
from qa.thesaurus import Reworded, looked_for, said_by, words_in

TITLE_CREDIT = 0.6  # how much a question's word counts that only the title says
READ = 8  # hits: see models/reader/README.md for recall at 8
# With the network fewer are enough when one of them surely answers: it is looked for in the best
# hits first, and the others are read, a few at a time, only until a passage is as sure as CLEAR.
# As many on every machine, however many cores it has: the answer must not depend on that.
LEAST_READ, MORE_READ, MOST_READ = 2, 2, 6
CLEAR = 2.5  # log odds: 92 %
READ_ALONE = 3  # sentences, the best ones, that are read once more, each alone
AROUND = 400  # characters of lines that are read together
EXCHANGE = 900  # of a question and what replies to it
_LOOKED_BACK = 100 * AROUND  # for where a section begins: there are documents of a million lines
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
    """1 if the sentence is itself a question, labelled so or not, or a heading."""
    reworded: float
    """Share of the question's words that the sentence says only in other ones (qa.thesaurus)."""


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


@dataclass(frozen=True, slots=True)
class AloneFeatures:
    """What is weighed of a sentence that was read once more, alone."""

    before: float
    """Log odds that it holds the answer, as weighed among the others, bounded as the next."""
    alone: float
    """Log odds that it answers without what is around it, bounded and divided by `_FURTHEST`."""


@cache
def fitted(name: str) -> Mapping[str, float]:
    """Read a set of fitted weights: "sentence" for Features, "answer" for qa.ground's Signals.

    "sentence_read" and "answer_read" are those where the network has read the passages,
    "sentence_alone" is for AloneFeatures, and "passage_read" for PassageFeatures.

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
    spans, readings = weighed(question, hits, index, network)
    if not network:
        return spans
    best, others = spans[:READ_ALONE], spans[READ_ALONE:]
    best = [
        _heard_alone(span, readings[span.hit.passage.id], alone)
        for span, alone in zip(best, listen_alone(question, best, index, network), strict=True)
    ]
    return sorted([*best, *others], key=lambda span: -span.score)


def weighed(
    question: Question, hits: Sequence[Hit], index: Index, network: ReaderNetwork | None
) -> tuple[list[Span], dict[str, PassageReading]]:
    """Score every sentence among the others, best first; give the readings of passages by id."""
    asked = Asked.of(question, index.lexical)
    spans = []
    hits = _limits_first(question, with_replies(hits, index))
    readings: Sequence[PassageReading | None] = [None] * READ
    if network:
        readings = listen(question, hits, index, network)
    for rank, (hit, reading) in enumerate(zip(hits, readings, strict=False)):
        document = index.document(hit.passage.document_id)
        for start, end, features in describe(asked, hit, document, first=rank == 0):
            span = Span(hit, start, end, document.text[start:end], 0.0)
            if reading is None:
                spans.append(replace(span, score=probability("sentence", features)))
            else:
                heard_at = start - hit.passage.start, end - hit.passage.start
                heard = hear(features, reading, *heard_at)
                score = probability("sentence_read", heard)
                # Of a row, or a line with a label, its words tell as much as the network.
                if row_at(document, start) or features.defining >= _EXACT:
                    score = max(score, (score + probability("sentence", features)) / 2)
                if reading.within(*heard_at) is None:
                    score = 0.0  # what only asks: it has the words of the question
                spans.append(_heard(span, reading, score))
    best: dict[tuple[str, int, int], Span] = {}
    for span in spans:  # windows of a long paragraph share sentences
        place = (span.hit.passage.document_id, span.start, span.end)
        if place not in best or span.score > best[place].score:
            best[place] = span
    read_ones = {
        hit.passage.id: reading
        for hit, reading in zip(hits, readings, strict=False)
        if reading is not None
    }
    return sorted(best.values(), key=lambda span: -span.score), read_ones


def _limits_first(question: Question, hits: Sequence[Hit]) -> list[Hit]:
    """Put the hits that set a limit for an amount of the question right behind the best ones.

    "Trẻ dưới 2 tuổi" has no word of "bé 18 tháng", and would come too late to be read.
    """
    best, others = hits[:LEAST_READ], hits[LEAST_READ:]
    limited = [bool(said_by_limits(question.spelled, hit.passage.text)) for hit in others]
    in_order = sorted(zip(limited, others, strict=True), key=lambda pair: not pair[0])
    return [*best, *(hit for _, hit in in_order)]


def listen(
    question: Question, hits: Sequence[Hit], index: Index, network: ReaderNetwork
) -> list[PassageReading]:
    """Have the network read the best hits, until one clearly answers: a reading each, in order.

    One that has none of the kind of words asked for (no date, no number) does not, however sure.
    A line is read with those beside it (`surroundings`), its places counted from its passage.
    """
    readings: list[PassageReading] = []
    known: dict[tuple[str, int, int], PassageReading] = {}
    while len(readings) < min(MOST_READ, len(hits)):
        if len(readings) >= LEAST_READ and any(
            reading.answerable >= CLEAR
            and has_type(question.answer_type, hit.passage.text, question)
            for hit, reading in zip(hits, readings, strict=False)
        ):
            break
        more = MORE_READ if readings else LEAST_READ
        few = hits[len(readings) : min(len(readings) + more, MOST_READ)]
        around = [surroundings(index.document(hit.passage.document_id), hit.passage) for hit in few]
        new = {
            place: titled(question, hit.passage, index)
            for place, hit in zip(around, few, strict=True)
            if place not in known
        }
        said = [read_of(question, index.document(id_), start, end) for id_, start, end in new]
        read = network.read(question.text, [one.text for one in said], list(new.values()))
        for place, one, reading in zip(new, said, read, strict=True):
            known[place] = reading.led_back(one)
        # A reply that was read with its question costs nothing, and is no more sure than that.
        for hit in hits[len(readings) + len(few) :]:
            document = index.document(hit.passage.document_id)
            place = surroundings(document, hit.passage)
            if place not in known or not replied_to(document, hit.passage.start):
                break
            around, few = [*around, place], [*few, hit]
        readings += [
            known[place].seen_from(hit.passage.start)
            for place, hit in zip(around, few, strict=True)
        ]
    return readings


def listen_alone(
    question: Question, spans: Sequence[Span], index: Index, network: ReaderNetwork
) -> list[PassageReading]:
    """Have the network read sentences without what is around them: a reading each, in order.

    It sees better then what a sentence does not say: much that is near asks for attention. Places
    are counted as in the reading of the sentence's passage.
    """
    said = [
        read_of(question, index.document(span.hit.passage.document_id), span.start, span.end)
        for span in spans
    ]
    titles = [titled(question, span.hit.passage, index) for span in spans]
    readings = network.read(question.text, [one.text for one in said], titles)
    return [
        reading.led_back(one).seen_from(span.hit.passage.start)
        for reading, one, span in zip(readings, said, spans, strict=True)
    ]


def read_of(question: Question, document: Document, start: int, end: int) -> Aloud:
    """Give what is read of `document.text[start:end]`: a reply behind what it replies to.

    What only asks is read, and answers nothing; but for a question about what somebody asked.
    """
    read = aloud(document.text, start, end)
    if asks_what_is_asked(question):
        return read
    return read.without(questions_in(document, start, end)).behind(replied_to(document, start))


def titled(question: Question, passage: Passage, index: Index) -> str:
    """Give the title that is read, behind what the question names the document by."""
    document = index.document(passage.document_id)
    named = heads_of(question, document)
    said = in_a_row(f"{passage.title}\n{passage.text}") if named else ""
    named = [name for name in named if in_a_row(name) not in said]
    return " ".join([own_name(question, document), *named, passage.title]).strip()


def surroundings(document: Document, passage: Passage) -> tuple[str, int, int]:
    """Give the place of a document that is read for a passage: its id, start and end.

    Lines of a section that are short are read together, the same ones for each of them; so is a
    question of the document with what replies to it.
    """
    whole = [document.paragraphs[at] for at in exchange_at(document, passage.start)]
    if whole[0] != whole[1] and passage.end <= whole[1].end <= whole[0].start + EXCHANGE:
        return document.id, whole[0].start, whole[1].end
    start = end = -1
    section = None
    first = bisect_left(
        document.paragraphs, passage.start - _LOOKED_BACK, key=lambda paragraph: paragraph.start
    )
    for paragraph in itertools.islice(document.paragraphs, first, None):
        if section != paragraph.section or paragraph.end - start > AROUND:
            if start <= passage.start < end:
                break
            start, section = paragraph.start, paragraph.section
        end = paragraph.end
    if start <= passage.start and passage.end <= end and end - start <= AROUND:
        return document.id, start, end
    return document.id, passage.start, passage.end


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
        highlight=_words_of(span, reading),
        certainty=best.score if best else -_FURTHEST,
        answerable=reading.answerable,
    )


def _heard_alone(span: Span, reading: PassageReading, alone: PassageReading) -> Span:
    """Add to a span, of whose passage there is a reading, what the network says of it alone."""
    return replace(
        span,
        score=probability("sentence_alone", alone_features(span, alone)),
        highlight=_words_of(span, reading, alone),
        alone=alone.answerable,
    )


def _words_of(span: Span, *readings: PassageReading) -> tuple[int, int]:
    """Give the words of a sentence that answer, as offsets into the document."""
    origin = span.hit.passage.start
    first, *others = readings
    found = first.agreed(span.start - origin, span.end - origin, *others)
    # A sentence without a token (a line of dashes) has no better words than all of its own.
    return (origin + found.start, origin + found.end) if found else (span.start, span.end)


def alone_features(span: Span, alone: PassageReading) -> AloneFeatures:
    """Say what is weighed of a sentence that was scored among others and then read alone."""
    return AloneFeatures(before=_bounded(log_odds(span.score)), alone=_bounded(alone.answerable))


def rerank(
    question: Question, hits: Sequence[Hit], index: Index, network: ReaderNetwork
) -> list[Hit]:
    """Put the hits the network reads in the order of how likely they answer; the others follow.

    The score of a hit that was read is the log odds that it answers. Those that were not read keep
    their order, and are put below the last by as much as they were below the last one read.
    """
    readings = listen(question, hits, index, network)
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
    own = reading.within(0, len(hit.passage.text))
    return PassageFeatures(
        hit=hit.score,
        answerable=_bounded(reading.answerable),
        certainty=_bounded(own.score if own else -math.inf),
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
    name = said_of_all(asked.question, document)
    title = {word.folded for word in words_of(f"{passage.title} {name}")}
    may_ask = not asks_what_is_asked(asked.question)
    others = [said_otherwise(asked.question.spelled, text) for text in texts]
    rows = [forms_in_a_row(text) for text in texts]
    ways = said_by(asked.reworded, "".join(rows))
    around = title.union(*others, *({word.folded for word in near} for near in words))
    described = []
    for number, (start, end) in enumerate(places):
        beside = slice(max(0, number - 1), number + 2)
        asking = replied_to(document, start)
        asks = may_ask and is_replied_to(document, start)
        leads = texts[number - 1] if number else ""
        given = words_of(f"{name} {asking}")
        led = title.union(word.folded for word in given)
        counted = _features(
            asked,
            texts[number],
            words[number],
            is_led=asks_the_same(asked.question, asking)
            or takes_up_what_is_asked(asked.question, leads, texts[number]),
            name=given,
            others=others[number],
            reworded=words_in(ways, rows[number]),
            title=led,
            nearby={word.folded for near in words[beside] for word in near}.union(*others[beside]),
            around=around | led,
            identified=identifier_share(
                asked.question,
                "\n".join(
                    [passage.title, name, asking, *(document.text[a:b] for a, b in places[beside])]
                ),
            ),
            hit=hit.score,
            first=first,
            asks=asks or texts[number].rstrip().endswith("?") or is_heading(texts[number]),
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


def said_of_all(question: Question, document: Document) -> str:
    """Give what a question names a document by: its code, and what its head says it is of.

    A clause of the lease of a house does not say again which house.
    """
    return " ".join([own_name(question, document), *heads_of(question, document)]).strip()


@dataclass(frozen=True, slots=True)
class Asked:
    """The question's words with their rarity, worked out once for all sentences."""

    question: Question
    words: Mapping[str, float]
    pairs: Mapping[str, float]
    toned: Mapping[str, str]
    reworded: Sequence[Reworded]
    """What may be said for words of the question."""

    @classmethod
    def of(cls, question: Question, lexical: LexicalIndex) -> Asked:
        """Weigh the words of a question by their rarity in an index."""
        # Who tells it is named once, and what is told may follow much later.
        told_by = _told_by(question)
        terms = [term for term in question.terms if term.syllable.start >= told_by] or [
            *question.terms
        ]
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
            reworded=looked_for(question),
        )


def _told_by(question: Question) -> int:
    """Give where "Theo ông A, …" and "Thủ tướng đề nghị …" end, which name who tells it; else 0."""
    text = canonical(question.spelled).lower()
    if told := TELLER.match(text):
        return told.end() if question.names or OFFICE.search(fold(told["who"])) else 0
    told = _SAYS.match(text)
    # "Hành động địa phương mà ông A nói" is what is asked about.
    if told is None or " mà " in told["who"]:
        return 0
    who = fold(told["who"])
    ends = any(who.endswith(fold(name)) for name in question.names)
    return told.end() if ends or OFFICE.match(who) else 0


_SAYS = re.compile(
    r"(?P<who>[^,?]{3,60}?) (?:đã )?(?:dặn|nói|cho biết|cho rằng|nhấn mạnh|khẳng định|đề nghị"
    r"|yêu cầu|lưu ý|kêu gọi|chỉ đạo)(?: rằng| là)? "
)


def _weight(term: Term) -> float:
    return 0.5 if term.trust == EXPANDED else 1.0


def _share(weights: Mapping[str, float], said: set[str]) -> float:
    total = sum(weights.values())
    return sum(weight for key, weight in weights.items() if key in said) / total if total else 0.0


def _features(
    asked: Asked,
    text: str,
    words: Sequence[Syllable],
    *,
    is_led: bool,
    name: Sequence[Syllable],
    others: Set[str],
    reworded: Mapping[str, float],
    title: set[str],
    nearby: set[str],
    around: set[str],
    identified: float,
    hit: float,
    first: bool,
    asks: bool,
) -> Features:
    folded = [word.folded for word in words]
    given = [word.folded for word in name]
    said = {*folded, *given, *others}
    kind = asked.question.answer_type
    present = has_type(kind, text, asked.question)
    value = (
        gives_the_value(asked.question, text)
        or (is_led and present)
        or (quotes_what_is_asked(asked.question, text) and _share(asked.words, around) >= _ABOUT)
    )
    if value:  # whose form it is stands in other lines of it
        said |= around
    pairs = {f"{a} {b}" for a, b in (*itertools.pairwise(folded), *itertools.pairwise(given))}
    checkable = kind in _CHECKABLE
    defined = max(
        defines(asked.question, text, folded),
        # What is said of those under twelve months is said of the child of eight.
        _OF_THE_AMOUNT * bool(said_by_limits(asked.question.spelled, text)),
    )
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
        defining=_EXACT if value else defined * float(_share(asked.words, nearby | title) >= 0.5),
        hit=hit,
        first=float(first),
        length=math.log1p(len(words)) / math.log(100),
        asks=float(asks),
        reworded=reworded_share(asked.words, said, reworded),
    )


def reworded_share(
    weights: Mapping[str, float], said: Set[str], reworded: Mapping[str, float]
) -> float:
    """Give the share of some words, by weight, that are said, but only in other words."""
    total = sum(weights.values())
    more = sum(weights.get(word, 0.0) * t for word, t in reworded.items() if word not in said)
    return more / total if total else 0.0


def is_heading(text: str) -> bool:
    """Say whether a line names what follows and states nothing: "Điều 2. Đối tượng áp dụng".

    >>> is_heading("Điều 2. Đối tượng áp dụng"), is_heading("Chủ trì: bà Phạm Thị Mận")
    (True, False)
    >>> is_heading("- Thóc giống do hợp tác xã cấp")
    False
    """
    words = _NUMBERED.sub("", text.strip())
    if words.startswith(_BULLETS):
        return False
    return bool(words) and not re.search(r"[.!;:,…”\"|\d]", words) and len(words.split()) <= 20


_BULLETS = ("- ", "– ", "• ", "* ", "+ ")
_NUMBERED = re.compile(
    r"^(?:#+\s*|(?:Điều|Mục|Chương|Phần)\s+[\dIVXLC]+[.:]?\s*|[\dIVXLC]+[.)]\s*)+"
)


_ABOUT = 0.6  # share of the question's words that a passage with a quoted title has
_OF_THE_AMOUNT = 2.0  # "trẻ dưới 2 tuổi" is told of "bé 18 tháng", and of few others
_EXACT = 3.0  # "1. An ninh quốc gia là …" is what is asked for, whichever passage was found first


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


def _fit_of_number(question: Question, folded: Sequence[str]) -> float:
    """Give 1 when a number stands before the thing counted ("bao nhiêu đại biểu"), else 0.5.

    1 too for questions that count nothing.
    """
    match = re.search(r"(?:bao nhieu|may) (\w+(?: \w+)?)", fold(question.spelled))
    if question.answer_type is not AnswerType.NUMBER or match is None:
        return 1.0
    thing = match[1].split()[0]
    for place, word in enumerate(folded):
        if word == thing and any(is_count(before) for before in folded[max(0, place - 2) : place]):
            return 1.0
    return 0.5


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
        found += [
            (date, any(map(date.matches, dated)) or _is_in_a_code(date, text))
            for date in question.dates
        ]
    if question.ordinals:
        numbered = ordinals(text)
        by_week = weekdays_from_to(text)  # "từ thứ Hai đến thứ Sáu" takes in "thứ Tư"
        found += [
            (
                one,
                any(map(one.matches, numbered))
                or is_at_length(one, text)
                or (one.noun == "thu" and one.number in by_week)
                or bool(said_by_limits(question.named(one), text)),
            )
            for one in question.ordinals
        ]
    if question.names or question.quotes:
        words = in_a_row(text)
        names = (*question.names, *question.quotes)
        found += [
            (
                name,
                _is_there(name, words, text)
                or _is_there_alone(name, question, text)
                or takes_in_the_day(name, text)
                or is_called_otherwise(name, text)
                or _are_two_names(name, text),
            )
            for name in names
        ]
    return found


def _is_in_a_code(date: Date, text: str) -> bool:
    """Say whether a year stands in the code of a document: 54/2019/QH14 is "của năm 2019"."""
    return not date.month and f"/{date.year}/" in text


def _is_there(name: str, words: str, text: str) -> bool:
    others = _COUNTRIES.get(in_a_row(name), ())
    return any(_is_named(one, words, text) for one in (name, *others))


def _is_there_alone(name: str, question: Question, text: str) -> bool:
    """Say whether a cell begins with a name without the word that a question begins with.

    "Trận Bưu Điện gặp Phố Chợ" has "Bưu Điện" for a name, and a table with a column "Trận" a cell
    "Bưu Điện – Phố Chợ".
    """
    first, _, rest = canonical(name).partition(" ")
    if " " not in rest or not question.spelled.startswith(name) or BAR not in text:
        return False
    said = canonical(text).lower()
    column = rf"(?:^|\|)[^\S\n]*{re.escape(first.lower())}[^\S\n]*\|"
    cell = rf"(?:^|\|)[^\S\n]*{re.escape(rest.lower())}(?!\w)"
    return all(re.search(pattern, said, re.MULTILINE) for pattern in (column, cell))


def _are_two_names(name: str, text: str) -> bool:
    """Say whether what stands together in a question are two names that a text has apart.

    "Tên lửa Stinger Mỹ bán …" has "Stinger Mỹ" for a name; a person's is never cut.
    """
    words = name.split()
    if len(words) < 2 or is_family_name(words[0]) or is_in_full(words):
        return False
    said = unicodedata.normalize("NFC", text)
    return any(
        _stands_alone(" ".join(words[:cut]), said) and _stands_alone(" ".join(words[cut:]), said)
        for cut in range(1, len(words))
    )


def _stands_alone(name: str, text: str) -> bool:
    """Say whether a name stands between words without capitals, so that it is all of one."""
    beside = re.finditer(rf"(?<!\w)(\w+) {re.escape(name)}(?!\w)(?: (\w))?", text)
    return any(match[1][0].islower() and not (match[2] or "").isupper() for match in beside)


def _is_named(name: str, words: str, text: str) -> bool:
    if in_a_row(name) not in words:
        # "“Tư duy toàn cầu, hành động địa phương”" may be quoted in two pieces.
        pieces = [piece for piece in re.split(r"[,;…]|\.{3}", name) if len(piece.split()) > 1]
        in_pieces = len(pieces) > 1 and all(in_a_row(piece) in words for piece in pieces)
        return in_pieces or _is_abbreviated(name, words)
    if " " in name or not is_spelled_right(name.lower()):
        return True
    # "pháp luật" does not speak of the country: a name of one plain syllable has its capital, and
    # in a text with tones its own, for "nước Bỉ" is not of a "Bí thư".
    by_tone = is_toned(name) and is_toned(text)
    wanted = name.lower() if by_tone else fold(name)
    return any(
        (word.form if by_tone else word.folded) == wanted and text[word.start].isupper()
        for word in syllables(text)
    )


def _is_abbreviated(name: str, words: str) -> bool:
    """Say whether a short form has the initials of words in a row: "BCĐ" of "Ban Chỉ đạo"."""
    if not name.isupper() or " " in name:
        return False
    return fold(name) in "".join(word[0] for word in words.split())


# Countries that Vietnamese texts call by more than one name; none that is a word besides, as "Ý".
_COUNTRIES = {
    in_a_row(name): names
    for names in (
        ("Mỹ", "Hoa Kỳ"), ("Úc", "Australia", "Ô-xtrây-li-a"),
        ("Hàn Quốc", "Đại Hàn Dân Quốc"), ("Myanmar", "Miến Điện", "Mi-an-ma"),
        ("Campuchia", "Cam-pu-chia"), ("Singapore", "Xin-ga-po"), ("Malaysia", "Ma-lai-xi-a"),
        ("Indonesia", "In-đô-nê-xi-a"), ("Philippines", "Phi-líp-pin"), ("Cuba", "Cu-ba"),
        ("Timor-Leste", "Đông Timor"), ("Ả-rập Xê-út", "Ả Rập Saudi"),
    )
    for name in names
}  # fmt: skip


Identifier = Code | Date | Ordinal | str


def identifier_share(question: Question, text: str) -> float:
    """Give the share of the question's identifiers that a text has; 1 when it has none."""
    found = [there for _, there in identified(question, text)]
    return sum(found) / len(found) if found else 1.0


def missing(question: Question, text: str) -> list[str]:
    """Name the question's identifiers that a text does not mention, as the question has them."""
    return [question.named(one) for one, there in identified(question, text) if not there]
