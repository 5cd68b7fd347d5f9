"""Does a paragraph say what a statement says? What it names must stand there; the rest is weighed.

Numbers, dates, codes and names are compared exactly (`qa.named`): one that the paragraph lacks is
a fault, whatever the rest. Whether the claim is the paragraph's is a probability from a few facts
that can be counted, weighed by models/support/weights.json (models/support/train.py).
"""

from __future__ import annotations

import itertools
import json
import math
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from functools import cache, lru_cache
from typing import Any

from index.encoder import Encoder, bundled
from index.text import Syllable, canonical, sentences, syllables
from qa.likeness import as_fitted
from qa.named import Anchor, anchors, fault_of, numbers

_MOST_SENTENCES = 3  # a statement may condense this many sentences that follow each other
_PENALTY = 0.04  # coverage that a further sentence must add to be worth quoting
_NEAR = 5  # words on each side of a number or a name that say what it is of


@dataclass(frozen=True, slots=True)
class Support:
    """How far a paragraph supports a statement, and where."""

    start: int
    """Where the supporting sentences begin, as an offset into the paragraph."""
    end: int
    score: float
    """Calibrated probability that the paragraph says what the statement says."""
    fault: str = ""
    """What the statement names that the paragraph does not, in words; empty when there is none."""

    @property
    def holds(self) -> bool:
        """Whether the statement may be shown."""
        return not self.fault and self.score >= threshold()


@dataclass(frozen=True, slots=True)
class Features:
    """What is counted of a statement beside the sentences that come nearest, each about 0 to 1.

    A trained reader's judgement would be one more field here and one more weight.
    """

    coverage: float
    """Share of the statement's words that the sentences say; little words count little."""
    paragraph: float
    """The same for the whole paragraph."""
    pairs: float
    """Share of its pairs of neighbouring words that stand side by side in the paragraph."""
    order: float
    """Share of its words that the sentences say in the same order (longest common subsequence)."""
    similarity: float
    """Cosine of the statement and the sentences, less 0.8, in tenths."""
    context: float
    """Of the number or name that fits worst: share of the words beside it that are beside it there.
    """
    attached: float
    """Share of numbers and names whose next word on either side is the same there."""
    foreign: float
    """Longest run of words that the paragraph does not say, over five."""
    length: float
    """Words in the statement, logarithm over that of 100."""


def support(statement: str, paragraph: str, *, encoder: Encoder) -> Support:
    """Judge whether a paragraph supports a statement (without its [n] markers)."""
    place = nearest(statement, paragraph)
    fault = fault_in(statement, paragraph, place)
    if fault:
        return Support(*place, 0.0, fault)
    features = features_of(statement, paragraph, place, encoder=encoder)
    return Support(*place, probability(features))


def fault_in(statement: str, paragraph: str, place: tuple[int, int]) -> str:
    """Say what makes a statement false whatever its score; empty when there is nothing.

    It names something that the paragraph does not, has a number in other company than there,
    denies what the sentences at the place say, or says the opposite of a word: "tăng" for "giảm".
    """
    said, there = _words(statement), _words(paragraph[slice(*place)])
    if not said:
        return "không có chữ nào"
    if _is_denied(said, there) or _is_opposed(said, there):
        return "nói ngược với đoạn được dẫn"
    return fault_of(statement, paragraph) or _moved_number(statement, paragraph)


def probability(features: Features) -> float:
    """Weigh what was counted."""
    weights = dict(_fitted()["weights"])
    total = weights.pop("bias")
    total += sum(weight * getattr(features, name) for name, weight in weights.items())
    return 1 / (1 + math.exp(-total))


def threshold() -> float:
    """Give the score from which a statement counts as supported; see models/support/README.md."""
    return float(_fitted()["threshold"])


@cache
def _fitted() -> Mapping[str, Any]:
    text = (bundled("support") / "weights.json").read_text(encoding="utf-8")
    fitted: Mapping[str, Any] = json.loads(text)
    return fitted


# ------------------------------------------------------------------------------------- the features

# Words that tell little by themselves; they weigh a fifth.
LITTLE = frozenset(
    (
        "là và của những các cái này kia đó đấy ấy thì mà ở tại vào ra lên xuống với cho bị được "
        "bởi về từ đến trong ngoài sẽ đã đang rồi còn cũng nên vì do như hay hoặc có rất quá mọi "
        "mỗi một theo bằng để rằng lại đi việc sự cùng khi nào tới nơi người ông bà họ nó"
    ).split()
)
_NEGATIONS = frozenset("không chưa chẳng chả đừng cấm trừ".split())
_OPPOSITES = (
    "tăng giảm", "trước sau", "nhiều ít", "lớn nhỏ", "cao thấp", "dài ngắn", "rộng hẹp",
    "nhanh chậm", "sớm muộn", "mới cũ", "đầu cuối", "trên dưới", "trong ngoài", "mở đóng",
    "thắng thua", "thắng bại", "mạnh yếu", "dễ khó", "nóng lạnh", "bắc nam", "đông tây",
    "trái phải", "mua bán", "nhập xuất", "hơn kém", "đủ thiếu", "tốt xấu", "giàu nghèo",
    "già trẻ", "nặng nhẹ", "xa gần", "tối đa|tối thiểu", "bắt đầu|kết thúc", "đồng ý|phản đối",
    "ủng hộ|phản đối", "cho phép|cấm", "bắt buộc|tự nguyện", "công khai|bí mật",
    "thành công|thất bại", "tất cả|một số", "thành lập|giải thể", "chấp nhận|từ chối",
    "trực tiếp|gián tiếp", "nội địa|nước ngoài", "cùng khác", "nhất nhì", "sống chết", "sinh mất",
    "tích cực|tiêu cực", "đông ít", "luôn hiếm",
)  # fmt: skip


@cache
def _opposites() -> tuple[tuple[str, str], ...]:
    both = [pair.split("|") if "|" in pair else pair.split() for pair in _OPPOSITES]
    return tuple(
        (f" {a} ", f" {b} ") for one, other in both for a, b in ((one, other), (other, one))
    )


def features_of(
    statement: str, paragraph: str, place: tuple[int, int], *, encoder: Encoder
) -> Features:
    """Count the features of a statement beside the sentences of a paragraph at a place."""
    said, there = _words(statement), _words(paragraph[slice(*place)])
    whole = _words(paragraph)
    vectors = encoder.encode_passages([canonical(statement), canonical(paragraph[slice(*place)])])
    context, attached = _fit_of_anchors(statement, paragraph)
    return Features(
        coverage=_share(said, _forms(there)),
        paragraph=_share(said, _forms(whole)),
        pairs=_pairs(said, whole),
        order=_order(said, there),
        similarity=10 * (as_fitted(float(vectors[0] @ vectors[1]), encoder) - 0.8),
        context=context,
        attached=attached,
        foreign=min(1.0, _longest_unsaid(said, _forms(whole)) / 5),
        length=math.log1p(len(said)) / math.log(100),
    )


@lru_cache(maxsize=2048)
def _words(text: str) -> tuple[Syllable, ...]:
    """Cut a text into words; kept, for every sentence of an answer is held against the same few."""
    return tuple(syllables(canonical(text)))


def _forms(words: Iterable[Syllable]) -> set[str]:
    return {word.form for word in words}


def _weight(form: str) -> float:
    return 0.2 if form in LITTLE else 1.0


def _share(said: Sequence[Syllable], forms: set[str]) -> float:
    total = sum(_weight(word.form) for word in said)
    met = sum(_weight(word.form) for word in said if word.form in forms)
    return met / total if total else 0.0


def nearest(statement: str, paragraph: str) -> tuple[int, int]:
    """Find the shortest run of sentences that says most of a statement's words: (start, end)."""
    said = _words(statement)
    places = sentences(paragraph) or [(0, len(paragraph))]
    forms = [_forms(_words(paragraph[start:end])) for start, end in places]
    best, best_score = places[0], -1.0
    for first in range(len(places)):
        together: set[str] = set()
        for last in range(first, min(first + _MOST_SENTENCES, len(places))):
            together = together | forms[last]
            score = _share(said, together) - _PENALTY * (last - first)
            if score > best_score + 1e-9:
                best, best_score = (places[first][0], places[last][1]), score
    return best


def _pairs(said: Sequence[Syllable], whole: Sequence[Syllable]) -> float:
    there = {(a.form, b.form) for a, b in itertools.pairwise(whole)}
    pairs = [(a.form, b.form) for a, b in itertools.pairwise(said)]
    return sum(pair in there for pair in pairs) / len(pairs) if pairs else 1.0


def _order(said: Sequence[Syllable], there: Sequence[Syllable]) -> float:
    """Give the longest common subsequence over the statement's length."""
    row = [0] * (len(there) + 1)
    for word in said:
        before = 0
        for at, other in enumerate(there, start=1):
            kept = row[at]
            row[at] = before + 1 if word.form == other.form else max(row[at], row[at - 1])
            before = kept
    return row[-1] / len(said) if said else 0.0


def _longest_unsaid(said: Sequence[Syllable], forms: set[str]) -> int:
    runs = [
        len(list(run))
        for met, run in itertools.groupby(said, key=lambda word: word.form in forms)
        if not met
    ]
    return max(runs, default=0)


def _fit_of_anchors(statement: str, paragraph: str) -> tuple[float, float]:
    """Compare what stands beside each number and name here and there: (worst context, attached)."""
    statement, paragraph = canonical(statement), canonical(paragraph)
    there: dict[str, list[tuple[set[str], str, str]]] = {}
    for anchor in anchors(paragraph):
        there.setdefault(anchor.meaning, []).append(_beside(paragraph, anchor))
    worst, kept, count = 1.0, 0.0, 0
    for anchor in anchors(statement):
        near, before, after = _beside(statement, anchor)
        places = there.get(anchor.meaning)
        if not places:
            continue  # "2018" of "10-4-2018": there, but in other words
        fit = max(len(near & words) for words, _, _ in places) / len(near) if near else 1.0
        worst = min(worst, fit)
        kept += max(
            ((not before or before == left) + (not after or after == right)) / 2
            for _, left, right in places
        )
        count += 1
    return worst, kept / count if count else 1.0


def _moved_number(statement: str, paragraph: str) -> str:
    """Say which number stands among words of which none is beside it in the paragraph."""
    statement, paragraph = canonical(statement), canonical(paragraph)
    for anchor in numbers(statement):
        near = _beside(statement, anchor)[0]
        places = [_beside(paragraph, one)[0] for one in numbers(paragraph)
                  if one.meaning == anchor.meaning]  # fmt: skip
        if near and places and not any(near & words for words in places):
            return f"con số {statement[anchor.start : anchor.end]} đi với chữ khác trong đoạn"
    return ""


def _beside(text: str, anchor: Anchor) -> tuple[set[str], str, str]:
    """Give the words near an anchor, the one before it and the one after it; little ones not."""
    left = [w.form for w in syllables(text[max(0, anchor.start - 80) : anchor.start])]
    right = [w.form for w in syllables(text[anchor.end : anchor.end + 80])]
    near = {form for form in (*left[-_NEAR:], *right[:_NEAR]) if form not in LITTLE}
    return near, left[-1] if left else "", right[0] if right else ""


def _is_denied(said: Sequence[Syllable], there: Sequence[Syllable]) -> bool:
    """Say whether a word that both have is denied in one only."""
    here, other = _denied(said), _denied(there)
    common = _forms(said) & _forms(there)
    mine = {form for form in here if form in common}
    theirs = {form for form in other if form in common}
    return mine != theirs


def _denied(words: Sequence[Syllable]) -> set[str]:
    """Give the first telling word after each negation."""
    found = set()
    for at, word in enumerate(words):
        if word.form in _NEGATIONS:
            telling = [w.form for w in words[at + 1 : at + 4] if w.form not in LITTLE]
            found.update(telling[:1])
    return found


def _is_opposed(said: Sequence[Syllable], there: Sequence[Syllable]) -> bool:
    here = f" {' '.join(word.form for word in said)} "
    other = f" {' '.join(word.form for word in there)} "
    return any(
        a in here and a not in other and b in other and b not in here for a, b in _opposites()
    )
