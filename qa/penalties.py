"""What an act is punished with, where the act is one point of a list and the line above says it.

"2. Phạt tiền từ 500.000 đồng đối với một trong các hành vi sau: a) Đổ rác ra đường; …": the point
alone has no sum, and the sum of the next clause is that of another act.
"""

from __future__ import annotations

import re
from collections.abc import Sequence

from index.document import Document
from index.store import Index
from index.text import canonical, syllables
from qa.answer import Span
from qa.asking import says_nothing
from qa.enumeration import enumeration, leads_into
from qa.question import Question

_READ = 12  # spans whose lists are looked through
_LEAST = 0.7  # share of the words of an act that a point has at least


def penalty_of(
    question: Question, spans: Sequence[Span], index: Index
) -> tuple[Document, list[tuple[int, int]]] | None:
    """Give the line that says the penalty and the point that is the act; None without them.

    The point that says most of the act, if no sentence says as much of it with a penalty of its
    own; else the best sentence, where it is a point.
    """
    act = _act(question)
    if len(act) < 2:
        return None
    near = spans[:_READ]
    alone = [_share(act, span.text) for span in near if _punishes(span.text)]
    found: list[tuple[float, Document, list[tuple[int, int]]]] = []
    for span in near:
        document = index.document(span.hit.passage.document_id)
        lead, points = _points(document, span)
        for point in points:
            said = document.text[slice(*point)]
            if not _punishes(said) and _BOUNDS & act <= _words(said):
                found.append((_share(act, said), document, [lead, point]))
    share, where, two = max(found, key=lambda one: one[0], default=(0.0, None, []))
    if where is not None and share > max([_LEAST, *alone]):
        return where, two
    best = index.document(near[0].hit.passage.document_id)
    lead, points = _points(best, near[0])
    here = [point for point in points if point[0] <= near[0].start < point[1]]
    return (best, [lead, *here]) if here and not _punishes(near[0].text) else None


def _points(document: Document, span: Span) -> tuple[tuple[int, int], list[tuple[int, int]]]:
    """Give the line with a penalty that a sentence is or stands under, and the points below it."""
    items = enumeration(document, span.start)
    lead = document.text[slice(*items[0])] if items else ""
    if not _punishes(lead) or leads_into(document, items) != lead:
        return (0, 0), []
    return items[0], items[1:]


def _act(question: Question) -> set[str]:
    """Give the folded words of the act whose penalty is asked for; none if it is not asked so."""
    asked = _plain(question.spelled)
    match = _BEHIND.match(asked) or _BEFORE.search(asked)
    if match is None:
        return set()
    words = syllables(_LEAVES.sub("", match["act"]))
    kept = _BOUNDS | {"khong"}
    return {
        _number_alike(word.folded)
        for word in words
        if not says_nothing(word.form) or word.folded in kept
    }


def _share(act: set[str], text: str) -> float:
    return len(act & _words(text)) / len(act)


def _words(text: str) -> set[str]:
    return {_number_alike(word.folded) for word in syllables(text)}


def _number_alike(word: str) -> str:
    return word.lstrip("0") or word  # "05" and "5"


_BOUNDS = {"duoi", "tren", "qua"}  # "chậm dưới 5 ngày" and "chậm từ 5 ngày" are two acts


def _punishes(text: str) -> bool:
    return _PUNISHES.search(_plain(text)) is not None


def _plain(text: str) -> str:
    return canonical(text).lower()


_PUNISHES = re.compile(r"(?<!\w)(?:phạt|tước|kỷ luật|khiển trách|cảnh cáo)(?!\w)")
# "Đổ rác ra đường thì bị phạt bao nhiêu?", "Mức phạt hành vi đổ rác ra đường là bao nhiêu?"
_BEHIND = re.compile(
    r"(?P<act>.+?),?(?: thì)?(?: (?:sẽ|có thể))?(?: bị)? (?:xử )?phạt (?:hành chính |vi phạm )*"
    r"(?:tiền )?(?:(?:từ|đến|ở|với|là) |mức )*(?:bao nhiêu|mấy|thế nào|như thế nào|ra sao|sao|gì"
    r"|nào)(?!\w)"
)
_BEFORE = re.compile(
    r"(?<!\w)(?:mức (?:xử )?phạt|phạt bao nhiêu|bị phạt bao nhiêu)(?: tiền)?(?: (?:đối với|cho|với"
    r"|khi|nếu|của))?(?P<act> .+?)(?: (?:là|bằng|thế nào|bao nhiêu).*)?\W*$"
)
_LEAVES = re.compile(
    r"^\W*(?:(?:theo .{3,60}?,|người|ai|nếu|khi|cơ sở|tổ chức|cá nhân|hành vi|có hành vi) ?)+"
)
