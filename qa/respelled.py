"""A question typed without diacritics, spelled as the documents it is about spell the same words.

"thu vien ben sa mo cua may gio" may be of a "bên sa", for all a restorer of tones knows; the
passages that are found for it, whatever their tones, have "Thư viện Bến Sa". Runs of words that
question and passages share get the tones, and the capitals of names, that the passages have.
"""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Iterable, Sequence
from typing import NamedTuple

from index.document import Hit
from index.store import Index
from index.text import Syllable, is_toned, replaced, syllables
from qa.asking import asking_places, folded_question
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


def respelled(question: Question, hits: Sequence[Hit], index: Index) -> str | None:
    """Give a toneless question in the spelling of the passages found for it; None if it stays."""
    words = syllables(question.spelled)
    runs: dict[tuple[int, int], Counter[tuple[str, ...]]] = defaultdict(Counter)
    for text in _texts(hits, index):
        for met in _met(words, text):
            runs[met.first, len(met.forms)][met.forms] += 1
    asks = asking_places(folded_question(question.spelled))
    spelled: dict[int, str] = {}
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
        ):
            continue
        if not any(at in spelled for at in places):
            spelled.update(zip(places, best, strict=True))
    # "thư viện bến sa" of a heading, where another line has "Bến Sa".
    for (first, length), forms in runs.items():
        for form in forms:
            places = range(first, first + length)
            same = [
                at for at, word in zip(places, form, strict=True) if spelled.get(at) == word.lower()
            ]
            if all(map(str.istitle, form)) and len(same) == length:
                spelled.update(zip(places, form, strict=True))
    new = [(words[at].start, words[at].end, form) for at, form in spelled.items()]
    text = replaced(question.spelled, new)
    return text if text != question.spelled else None


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
            is_told = length > 1 and any(is_toned(one.form) for one in run)
            if is_told and not _is_piece_of_a_name(text, run, beside):
                yield _Met(at, tuple(_surface(text, run)))


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
