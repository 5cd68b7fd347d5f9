"""A question typed without diacritics, spelled as the documents it is about spell the same words.

"thu vien ben sa mo cua may gio" may be of a "bên sa", for all a restorer of tones knows; the
passages that are found for it, whatever their tones, have "Thư viện Bến Sa". Runs of words that
question and passages share get the tones, and the capitals of names, that the passages have.
"""

from __future__ import annotations

import itertools
from collections import Counter, defaultdict
from collections.abc import Iterable, Sequence
from dataclasses import replace
from typing import NamedTuple

from index.document import Hit
from index.store import Index
from index.text import Syllable, is_toned, replaced, syllables
from qa.asking import FUNCTION_FORMS, SURE, asking_places, folded_question
from qa.bare_names import Words, capitals, is_a_kind
from qa.question import Question

READ = 12  # hits that a question is spelled by
_HEAD = 600  # characters of their documents, which say whose they are
_TONED = 0.2  # share of toned words up to which a question was typed without
_AGREED = 0.8  # share of the occurrences of a run of two words that must be spelled alike
_SURE = 3  # words in a row that are spelled as they were met most, however they are elsewhere
_LONGEST = 8


class _Met(NamedTuple):
    """A run of the question's words in a text: which, and how it is spelled there."""

    first: int
    forms: tuple[str, ...]
    is_in_capitals: bool


def respelled(question: Question, hits: Sequence[Hit], index: Index) -> str | None:
    """Give a toneless question in the spelling of the passages found for it; None if it stays."""
    words = syllables(question.spelled)
    texts = tuple(_texts(hits, index))
    trust: dict[int, float] = {}
    for term in question.terms:
        trust.setdefault(term.syllable.start, term.trust)
    read = Words(words, {}, trust, index.lexical)
    spelled = _by_runs(read, texts, asking_places(folded_question(question.spelled)))
    if not any(map(str.isupper, question.typed)):
        spelled |= capitals(replace(read, spelled=spelled), texts)
    spelled |= _by_words(replace(read, spelled=spelled), texts)
    new = []
    for at, form in spelled.items():
        start, end = words[at].start, words[at].end
        typed_so = question.spelled[start].isupper()
        new.append((start, end, form[:1].upper() + form[1:] if typed_so else form))
    text = replaced(question.spelled, new)
    return text if text != question.spelled else None


def _by_runs(said: Words, texts: Sequence[str], asks: Sequence[tuple[int, int]]) -> dict[int, str]:
    """Spell the runs of words that question and passages share, the longest first, by place."""
    runs: dict[tuple[int, int], Counter[tuple[str, ...]]] = defaultdict(Counter)
    outside = set()  # of headings
    words = said.words
    for text in texts:
        for met in _met(words, text):
            runs[met.first, len(met.forms)][met.forms] += 1
            if not met.is_in_capitals:
                outside.add((met.first, met.forms))
    spelled: dict[int, str] = {}
    in_headings: set[int] = set()
    for (first, length), forms in sorted(runs.items(), key=lambda run: (-run[0][1], run[0][0])):
        alike = Counter[tuple[str, ...]]()
        for form, times in forms.items():
            alike[tuple(map(str.lower, form))] += times
        (best, count), *_ = alike.most_common(1)
        # A heading has no capitals to tell names by.
        best = max(
            (form for form in forms if tuple(map(str.lower, form)) == best),
            key=lambda form: (sum(map(str.istitle, form)), forms[form]),
        )
        places = range(first, first + length)
        if length < _SURE and (
            count < _AGREED * alike.total()
            or any(a <= words[at].start < b for at in places for a, b in asks)
            # "thứ tư ngày 3" says nothing of "nghỉ lễ từ ngày nào".
            or any(
                said.form(at) != word and word.islower() and not said.is_unsure(at, SURE)
                for at, word in zip(places, best, strict=True)
            )
        ):
            continue
        if not any(at in spelled for at in places):
            spelled.update(zip(places, best, strict=True))
            in_headings.update(places if (first, best) not in outside else ())
    # "thôn đồng kỳ" of a heading, where another line has "thôn Đồng Kỳ".
    for first, form in sorted(outside, key=lambda run: (len(run[1]), run)):
        places = range(first, first + len(form))
        taken = [spelled.get(at, "") for at in places]
        is_same = list(map(str.lower, taken)) == list(map(str.lower, form))
        if is_same and in_headings.issuperset(places):
            named = zip(places, form, taken, strict=True)
            spelled.update((at, word) for at, word, old in named if old.islower())
    return spelled


def _by_words(said: Words, texts: Sequence[str]) -> dict[int, str]:
    """Spell single words that the restorer was unsure of as the passages that have them do."""
    places = [
        at for at in range(len(said)) if said.is_unsure(at, SURE) and len(said.folded(at)) > 1
    ]
    unsure = set(map(said.folded, places))
    forms: dict[str, Counter[str]] = defaultdict(Counter)
    for text in texts if unsure else ():
        forms_of = [word for word in syllables(text) if word.folded in unsure]
        for word in forms_of:
            forms[word.folded][word.form] += 1
    spelled = {}
    for at in places:
        met = forms[said.folded(at)]
        is_alike = len(met) == 1 and (said.is_unsure(at) or met.total() > 1)
        # "đá" of a passage says nothing of "đã nộp chưa".
        if is_alike and (said.form(at) not in FUNCTION_FORMS or FUNCTION_FORMS.issuperset(met)):
            spelled[at] = next(iter(met))
        elif said.form(at - 1) in ("ở", "tại") and said.form(at) in FUNCTION_FORMS:
            # "ở cho": what follows must be a place, "chợ" or "chỗ".
            told = [form for form, _ in met.most_common() if form not in FUNCTION_FORMS]
            spelled.update({at: told[0]} if told else {})
    return spelled


def is_toneless(question: Question) -> bool:
    """Say whether a question was typed without diacritics."""
    typed = [word for word in syllables(question.typed) if word.form.isalpha()]
    return sum(is_toned(word.form) for word in typed) <= _TONED * len(typed)


def _texts(hits: Sequence[Hit], index: Index) -> Iterable[str]:
    """Give what the hits say, and the heads of their documents, each once."""
    for hit in hits:
        yield hit.passage.text
    for id_ in dict.fromkeys(hit.passage.document_id for hit in hits):
        document = index.document(id_)
        yield f"{document.title}\n{document.text[:_HEAD]}"


def _met(words: Sequence[Syllable], text: str) -> Iterable[_Met]:
    """Find the longest runs of two words or more that a text shares with the question."""
    said = syllables(text)
    places: dict[str, list[int]] = defaultdict(list)
    for place, word in enumerate(said):
        places[word.folded].append(place)
    ends: dict[int, int] = {}  # of the run that goes on, by where the text is behind the question
    for at, word in enumerate(words):
        for place in places.get(word.folded, ()):
            if ends.get(place - at, -1) >= place:
                continue
            length = 1
            while (
                length < _LONGEST
                and at + length < len(words)
                and place + length < len(said)
                and said[place + length].folded == words[at + length].folded
                and not text[said[place + length - 1].end : said[place + length].start].strip()
            ):
                length += 1
            ends[place - at] = place + length - 1
            run = said[place : place + length]
            beside = [said[n] for n in (place - 1, place + length) if 0 <= n < len(said)]
            shown = [text[one.start : one.end] for one in run]
            # "Hoa Lau" has no marks to tell by, but capitals.
            is_told = any(is_toned(one.form) for one in run) or all(map(str.istitle, shown))
            if length > 1 and is_told and not _is_piece_of_a_name(text, run, beside):
                surface = _surface(text, run)
                if _begins_with_a_kind(text, run, surface):
                    surface[0] = surface[0].lower()
                yield _Met(at, tuple(surface), all(map(str.isupper, shown)))


def _is_piece_of_a_name(text: str, run: Sequence[Syllable], beside: Sequence[Syllable]) -> bool:
    """Say whether words are part of a longer name: "lại thì" is not of "bà Lại Thị Hồng"."""

    def is_named(word: Syllable) -> bool:
        return text[word.start : word.end].istitle()

    for other in beside:
        near, far = (run[-1], run[0]) if other.start > run[-1].start else (run[0], run[-1])
        between = text[min(near.end, other.end) : max(near.start, other.start)]
        if is_named(other) and is_named(near) and is_named(far) and between == " ":
            return len(run) < _SURE
    return False


def _begins_with_a_kind(text: str, run: Sequence[Syllable], shown: Sequence[str]) -> bool:
    """Say whether a sentence begins so: "Chợ Cầu Sậy mở cửa", but not "Lý Sín Dẩn sinh"."""
    before = text[: run[0].start].rstrip(" ")
    begins = not before or before[-1] in ".\n:"
    named = list(itertools.takewhile(str.istitle, shown))
    return begins and len(named) > 2 and is_a_kind(named[0].lower())


def _surface(text: str, run: Sequence[Syllable]) -> list[str]:
    """Give words as a text has them, with the capitals of names and of no sentence or heading."""
    shown = [text[word.start : word.end] for word in run]
    if all(one.isupper() for one in shown):
        return [word.form for word in run]
    named = [one[:1].isupper() and not one.isupper() for one in shown]
    kept = [
        is_name and (any(named[max(0, at - 1) : at]) or any(named[at + 1 : at + 2]))
        for at, is_name in enumerate(named)
    ]
    return [
        one if keep or one.isupper() else word.form
        for one, keep, word in zip(shown, kept, run, strict=True)
    ]
