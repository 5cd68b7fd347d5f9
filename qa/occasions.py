"""Which sentences say when by what happened then, with no date: "khi …", "trong thời gian …"."""

from __future__ import annotations

import re

from index.text import canonical, fold, syllables
from qa.asking import says_nothing
from qa.question import Question

_SAID = 0.7  # share of the question's words that the sentence has beside the clause
_ASKS_WHEN = re.compile(
    r"(?<!\w)(?:(?:khi|lúc|thời gian|thời điểm|thời kỳ) nào|bao giờ)(?! cũng)(?!\w)"
)
_CLAUSE = re.compile(
    r"(?<!\w)(?:"
    # Not "đôi khi", "trong khi" (while, or whereas) and "đến khi", which tells an end.
    r"(?<!đôi )(?<!trong )(?<!đến )(?<!tới )(?<!một )khi|(?<!một )lúc|vào dịp|nhân dịp"
    r"|trong (?:thời gian|thời kỳ|thời kì|những năm|lần|chuyến|suốt)"
    r"|(?:từ|vào|ở|năm)(?: năm)?(?: lên)?(?: tuổi)?(?= \d{1,2}(?: tuổi)?(?![\d/.,-]))"
    r") (?P<what>[^,.;:()]+)"
)


def says_when(question: Question, text: str) -> bool:
    """Say whether a sentence says what is asked, and when by a clause that the question has not.

    "Ông viết sách trong thời gian du học" says when he wrote; "Khi ông viết sách, …" does not.
    """
    if not _ASKS_WHEN.search(canonical(question.spelled).lower()):
        return False
    asked = {
        term.syllable.folded for term in question.terms if not says_nothing(term.syllable.form)
    }
    asked -= _OF_TIME
    text = canonical(text).lower()
    for clause in _CLAUSE.finditer(text):
        beside = f"{text[: clause.start()]} {text[clause.end() :]}"
        said = asked & {word.folded for word in syllables(beside)}
        told = [word for word in syllables(clause["what"]) if not says_nothing(word.form)]
        new = [word for word in told if word.folded not in asked]
        if asked and len(said) >= _SAID * len(asked) and 2 * len(new) > len(told):
            return True
    return False


_OF_TIME = frozenset(map(fold, "thời gian điểm kỳ xảy diễn".split()))
