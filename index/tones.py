"""Give a question typed without diacritics its diacritics back, from n-gram counts of syllables.

Every word is a choice among the forms that fold to what was typed. Forward-backward over bigrams
narrows the choice, forward-backward over trigrams makes it and says how sure it is.
"""

import re
import unicodedata
import zipfile
from collections.abc import Container, Iterator, Sequence
from dataclasses import dataclass, replace
from pathlib import Path
from typing import Self

import numpy as np
import numpy.typing as npt

from index.errors import HoiDapError
from index.text import TONE_MARKS, Syllable, canonical, syllables

Ids = npt.NDArray[np.int64]
Scores = npt.NDArray[np.float64]

BORDER, PUNCTUATION, NUMBER, UNKNOWN, FIRST_FORM = range(5)  # ids; the syllable forms follow
SENTENCE_END = frozenset(".!?…;:\n")
STEPS_PER_NAT = 16  # a stored byte b is the probability exp(-b / 16)
# Weight of the bigram where the trigram is unseen. On the dev texts .1 is .04 points better, not
# on questions, though, and it is surer of its mistakes; .6 is .08 worse.
UNSEEN = 0.3
SOFTENED = 0.75  # exponent that makes the probabilities true: of words at .9-.99, 96 % are right
BEAM = 6  # forms of a word that the trigrams choose among
LONGEST = 64  # words decoded together: keeps memory flat on a paste of 50,000 characters

_CHUNK = re.compile(r'[^\s,;()?!"“”]+')
_ADDRESS = re.compile(r"@|://|www\.|\.(?:vn|com|org|net|edu|gov|info)\b", re.IGNORECASE)
_ENGLISH = re.compile(
    "an?|and|are|as|at|be|by|can|did|do|does|for|from|has|have|he|how|i|in|is|it|my|not|of|on|or|"
    "our|she|that|the|their|then|there|they|this|to|was|we|were|what|when|where|which|who|why|"
    "will|with|your?"
)


@dataclass(frozen=True, slots=True)
class Restored:
    """One word of the typed text: its place there and the form it is taken for."""

    start: int
    end: int
    typed: str
    form: str  # canonical, in the capitals that were typed
    probability: float  # that the form is right; 1.0 where the typed form is trusted

    @property
    def changed(self) -> bool:
        """Say whether diacritics were added; another encoding of the same word is no change."""
        return self.form != canonical(self.typed)


def ngram_keys(first: Ids | None, second: Ids, third: Ids) -> npt.NDArray[np.uint32]:
    """Hash bigrams (`first` is None) or trigrams of ids to 32 bits."""
    packed = second << 13 | third
    if first is not None:
        packed = packed | first << 26 | 1 << 39
    mixed = packed.astype(np.uint64) * np.uint64(0x9E3779B97F4A7C15)
    mixed = (mixed ^ mixed >> np.uint64(32)) * np.uint64(0xD6E8FEB86659FD93)
    return (mixed >> np.uint64(32)).astype(np.uint32)


class ToneRestorer:
    """The forms of every toneless syllable, and how likely they follow one another."""

    def __init__(
        self,
        forms: dict[str, list[str]],
        *,
        unigrams: Scores,
        back_off: Scores,
        keys: npt.NDArray[np.uint32],
        scores: npt.NDArray[np.uint8],
    ) -> None:
        self._forms = [form for group in forms.values() for form in group]
        self._ids = {form: i for i, form in enumerate(self._forms, start=FIRST_FORM)}
        self._candidates = {fold: [self._ids[f] for f in group] for fold, group in forms.items()}
        self._unigrams, self._back_off = unigrams, back_off
        self._keys, self._scores = keys, scores

    @classmethod
    def load(cls, directory: Path) -> Self:
        """Read the model that models/tones/train.py wrote."""
        try:
            lines = (directory / "syllables.txt").read_text(encoding="utf-8").splitlines()
            forms = {fold: group for fold, *group in map(str.split, lines)}
            # Opened here, for numpy leaves a damaged file open.
            with (directory / "ngrams.npz").open("rb") as file, np.load(file) as arrays:
                unigrams, back_off = arrays["unigrams"], arrays["back_off"]
                keys = np.cumsum(arrays["gaps"], dtype=np.uint32)
                scores = arrays["scores"]
            n_forms = FIRST_FORM + sum(map(len, forms.values()))
            if len(unigrams) != n_forms:
                raise ValueError(f"{n_forms} forms, {len(unigrams)} unigrams")
        except (OSError, KeyError, ValueError, EOFError, zipfile.BadZipFile) as error:
            raise HoiDapError(
                f"Không đọc được mô hình khôi phục dấu trong {directory} ({error}). "
                "Hãy cài lại, hoặc tạo lại mô hình bằng models/tones/train.py."
            ) from error
        return cls(
            forms,
            unigrams=unigrams / -STEPS_PER_NAT,
            back_off=back_off / -STEPS_PER_NAT,
            keys=keys,
            scores=scores,
        )

    def restore(self, text: str) -> str:
        """Write the text with the diacritics it lacks; what is not a word stays as it is.

        >>> ToneRestorer.load(Path("models/tones")).restore("Hoi nhap quoc te la gi?")
        'Hội nhập quốc tế là gì?'
        """
        pieces, end = [], 0
        for word in self.restore_words(text):
            pieces += [text[end : word.start], word.form]
            end = word.end
        return "".join([*pieces, text[end:]])

    def restore_words(self, text: str) -> list[Restored]:
        """Say of every word what form it is taken for, and how sure that is."""
        words = syllables(text)
        typed = [text[word.start : word.end] for word in words]
        kept = [
            Restored(word.start, word.end, t, canonical(t), 1.0)
            for word, t in zip(words, typed, strict=True)
        ]
        protected = _protected(text, words, self._candidates.keys())
        choices = [self._choices(word, i in protected) for i, word in enumerate(words)]
        if all(len(choice) == 1 for choice in choices) or not self._may_be_vietnamese(words):
            return kept
        found = self._decode(text, words, choices)
        lacking = sum(form != word.form for word, (form, _) in zip(words, found, strict=True))
        toned = sum(
            word.folded != form == word.form for word, (form, _) in zip(words, found, strict=True)
        )
        return [
            replace(old, form=_recase(form, old.form), probability=probability)
            if probability >= self._needed(word, is_toneless=lacking >= toned)
            else old
            for word, old, (form, probability) in zip(words, kept, found, strict=True)
        ]

    def _choices(self, word: Syllable, is_protected: bool) -> list[int]:
        """List the ids a word may stand for; one id is no choice."""
        known = self._ids.get(word.form)
        candidates = [] if is_protected else self._candidates.get(word.folded, [])
        if word.form != word.folded:
            if known and any(c in TONE_MARKS for c in unicodedata.normalize("NFD", word.form)):
                return [known]
            typed = _marks(word.form)
            candidates = [
                i for i in candidates if _holds(_marks(self._forms[i - FIRST_FORM]), typed)
            ]
        if any(c.isdigit() for c in word.form):
            return [NUMBER]
        return candidates or [known or UNKNOWN]

    def _may_be_vietnamese(self, words: Sequence[Syllable]) -> bool:
        """Say whether half of the words can be Vietnamese and not too many are English."""
        letters = [w.folded for w in words if not any(c.isdigit() for c in w.form)]
        possible = sum(folded in self._candidates for folded in letters)
        english = [folded for folded in letters if _ENGLISH.fullmatch(folded)]
        # "the" may be "thế", but not beside "who"; "Lord of the Rings" may be in the question.
        is_english = 8 * len(english) >= 3 * len(letters) and not all(
            folded in self._candidates for folded in english
        )
        return 2 * possible >= len(letters) and not is_english

    def _needed(self, word: Syllable, *, is_toneless: bool) -> float:
        """Say how probable a form must be to replace what was typed."""
        is_bare = word.form == word.folded
        if not is_bare and word.form not in self._ids:
            return 0.0  # "quôc" is no syllable, so anything that completes it is better
        if is_toneless:
            return 0.0 if is_bare else 0.9  # "hôi" is a syllable, but its tone may be left off
        if not is_bare:
            return np.inf
        # Who types tones means "ban" by "ban", but "viec" is a slip. Two of the 2,000 toned texts
        # of dev/diacritics_dev are changed so; with a word or two stripped, 73 % of them come back.
        group = self._candidates.get(word.folded, [])
        chances = np.exp(self._unigrams[group])
        typed = chances[group.index(self._ids[word.form])] if word.form in self._ids else 0.0
        return np.inf if typed >= 0.05 * chances.sum() else 0.99

    def _decode(
        self, text: str, words: Sequence[Syllable], choices: Sequence[list[int]]
    ) -> list[tuple[str, float]]:
        """Find the likeliest form of each word and its probability."""
        best: list[tuple[int, float]] = []
        for lattice, is_word in _lattices(text, words, choices):
            ids, posterior = self._posterior(lattice)
            row = np.flatnonzero(is_word)
            column = posterior[row].argmax(axis=1)
            best += zip(ids[row, column].tolist(), posterior[row, column].tolist(), strict=True)
        return [
            (self._forms[i - FIRST_FORM] if i >= FIRST_FORM else word.form, probability)
            for word, (i, probability) in zip(words, best, strict=True)
        ]

    def _posterior(self, lattice: Ids) -> tuple[Ids, Scores]:
        """Narrow a lattice (rows of ids, padded with -1); give what is left its probability."""
        edges = self._bigrams(lattice)
        left, right = [_ones(lattice[0])], [_ones(lattice[-1])]
        for edge in edges:
            left.append(_scaled(left[-1] @ edge))
        for edge in edges[::-1]:
            right.append(_scaled(edge @ right[-1]))
        likely = np.array(left) * np.array(right[::-1])
        likely /= likely.sum(axis=1, keepdims=True)
        top = np.argsort(-likely, axis=1, kind="stable")[:, :BEAM]
        ids = np.take_along_axis(lattice, top, axis=1)
        ids[np.take_along_axis(likely, top, axis=1) < 1e-3] = -1

        pairs = edges[np.arange(len(edges))[:, None, None], top[:-1, :, None], top[1:, None, :]]
        pairs *= (ids[:-1, :, None] >= 0) & (ids[1:, None, :] >= 0)
        triples = self._trigrams(ids, pairs)
        left, right = [_scaled(pairs[0])], [(pairs[-1] > 0).astype(float)]
        for triple in triples:
            left.append(_scaled(np.einsum("ab,abc->bc", left[-1], triple)))
        for triple in triples[::-1]:
            right.append(_scaled(np.einsum("abc,bc->ab", triple, right[-1])))
        states = np.array(left) * np.array(right[::-1])
        posterior = np.concatenate([states[:1].sum(axis=2), states.sum(axis=1)])
        return ids, posterior / posterior.sum(axis=1, keepdims=True)

    def _bigrams(self, lattice: Ids) -> Scores:
        """Give P(next | this) for every pair of neighbours; 0 where there is padding."""
        this, following = np.broadcast_arrays(lattice[:-1, :, None], lattice[1:, None, :])
        real = (this >= 0) & (following >= 0)
        a, b = this[real], following[real]
        edges = np.zeros(real.shape)
        edges[real] = np.exp(self._look_up(None, a, b, self._back_off[a] + self._unigrams[b]))
        return edges

    def _trigrams(self, ids: Ids, pairs: Scores) -> Scores:
        """Give P(third | first, second) for every three neighbours."""
        first, second, third, otherwise = np.broadcast_arrays(
            ids[:-2, :, None, None], ids[1:-1, None, :, None], ids[2:, None, None, :],
            pairs[1:, None, :, :],
        )  # fmt: skip
        real = (first >= 0) & (otherwise > 0)
        triples = np.zeros(real.shape)
        unseen = np.log(otherwise[real] * UNSEEN)
        found = self._look_up(first[real], second[real], third[real], unseen)
        triples[real] = np.exp(SOFTENED * found)
        return triples

    def _look_up(self, first: Ids | None, second: Ids, third: Ids, otherwise: Scores) -> Scores:
        keys = ngram_keys(first, second, third)
        at = np.minimum(np.searchsorted(self._keys, keys), len(self._keys) - 1)
        return np.where(self._keys[at] == keys, self._scores[at] / -STEPS_PER_NAT, otherwise)


def _ones(row: Ids) -> Scores:
    return (row >= 0).astype(np.float64)


def _scaled(weights: Scores) -> Scores:
    total: np.float64 = weights.sum()
    return weights / total


def _lattices(
    text: str, words: Sequence[Syllable], choices: Sequence[list[int]]
) -> Iterator[tuple[Ids, list[bool]]]:
    """Cut at sentence ends; yield the choices from border to border, and which are words."""
    rows: list[list[int]] = [[BORDER]]
    is_word = [False]
    for i, (word, choice) in enumerate(zip(words, choices, strict=True)):
        before = text[words[i - 1].end if i else 0 : word.start].strip(" ")
        is_end = not SENTENCE_END.isdisjoint(before) or len(rows) > LONGEST
        if is_end and len(rows) > 1:
            yield _padded([*rows, [BORDER]]), [*is_word, False]
            rows, is_word = [[BORDER]], [False]
        elif before and not is_end and len(rows) > 1:
            rows.append([PUNCTUATION])
            is_word.append(False)
        rows.append(choice)
        is_word.append(True)
    yield _padded([*rows, [BORDER]]), [*is_word, False]


def _padded(rows: list[list[int]]) -> Ids:
    width = max(map(len, rows))
    return np.array([row + [-1] * (width - len(row)) for row in rows])


def _protected(text: str, words: Sequence[Syllable], folds: Container[str]) -> set[int]:
    """Find the numbers of words that belong to a code, an address or an abbreviation."""
    spans = [
        match.span()
        for match in _CHUNK.finditer(text)
        if any(c.isdigit() for c in match[0]) or _ADDRESS.search(match[0])
    ]
    found, at = set(), 0
    capitals = [text[w.start : w.end].isupper() and w.folded in folds for w in words]
    beside = [False, *(c and len(w.form) > 1 for c, w in zip(capitals, words, strict=True)), False]
    for i, word in enumerate(words):
        while at < len(spans) and spans[at][1] <= word.start:
            at += 1
        is_code = at < len(spans) and spans[at][0] <= word.start
        # "EU", "AI" are abbreviations; "HOI NGHI" is a heading.
        is_short = capitals[i] and 2 <= len(word.form) <= 3 and not (beside[i] or beside[i + 2])
        if is_code or is_short:
            found.add(i)
    return found


def _marks(word: str) -> list[set[str]]:
    """Give for each letter of a word the letter and its marks; đ is a d with a mark."""
    letters: list[set[str]] = []
    for character in unicodedata.normalize("NFD", word.replace("đ", "d\u0335")):
        if unicodedata.combining(character) and letters:
            letters[-1].add(character)
        else:
            letters.append({character})
    return letters


def _holds(form: list[set[str]], typed: list[set[str]]) -> bool:
    return len(form) == len(typed) and all(t <= f for f, t in zip(form, typed, strict=True))


def _recase(form: str, typed: str) -> str:
    """Put the capitals of `typed` on a form of as many letters."""
    if form == typed.lower():
        return typed
    return "".join(f.upper() if t.isupper() else f for f, t in zip(form, typed, strict=True))
