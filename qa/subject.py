"""Answer "Quyết định 45/2023/QĐ-UBND quy định về việc gì?" from where that is said.

In the text itself it stands on a line of the head, below the number or the kind, and shares no word
with the question; any other line that has the number would be nearer. In others it stands where
they cite the text with its title: "Nghị quyết 29-NQ/TƯ ngày 4/11/2013 của … về đổi mới giáo dục".
"""

from __future__ import annotations

import math
import re
import unicodedata
from collections.abc import Sequence
from dataclasses import replace

from index.document import Document, Hit
from index.identifiers import Code, codes
from index.store import Index
from index.text import fold, syllables
from qa.answer import Answer, Span
from qa.calibration import log_odds
from qa.compose import Quote
from qa.lookup import MOST_DOCUMENTS, answered, named_in
from qa.question import Question
from qa.signature import lines_of, without_codes

_ASKS = re.compile(
    r"(?<!\w)(?:quy dinh|noi|ban hanh|de cap|viet|huong dan|thong bao)?\s*(?:den|ve)?\s*"
    r"(?:(?:viec|noi dung|van de|van ban|dieu|nhung|cai|chuyen|la)\s+)*gi(?!\w)"
)
# What may be said of the text beside its code and its kind.
_OF_IT = re.compile(
    r"(?<!\w)(?:van ban|tai lieu|so|nay|do|tren|cua|co|la|noi dung|chu de|chinh|trich yeu|tieu de"
    r"|nhe|vay|de an|chuong trinh|quyet dinh|nghi quyet|nghi dinh|thong tu|chi thi|thong bao"
    r"|ke hoach|bao cao|to trinh|cong van|cong dien|ket luan|quy che|quy dinh|huong dan|bo luat"
    r"|luat|phap lenh)(?!\w)"
)
_BEGINS = re.compile(
    r"(?:v/v|ve|ban hanh|quy dinh|huong dan|sua doi|bo sung|phe duyet|cong bo|thanh lap|giao|cu"
    r"|bo nhiem|dieu chinh|thu hoi|bai bo|trien khai|thuc hien|tang cuong|phan cong|kien toan"
    r"|to chuc|cho phep|cong nhan|khen thuong|xu phat|ket qua)(?!\w)"
)
_LINES = 12  # of the head, in which the subject stands


def about(typed: str, index: Index) -> Answer | None:
    """Answer what a text named by its code is about; None for any other question."""
    text = unicodedata.normalize("NFC", typed)
    if not _asks_for_the_subject(text):
        return None
    named = named_in(text, frozenset(), index) or frozenset()
    quotes = [quote for row in sorted(named) if (quote := subject_of(index.documents[row]))]
    if not quotes or len(quotes) > MOST_DOCUMENTS:
        return None
    return answered(typed, [quotes])


def _asks_for_the_subject(text: str) -> bool:
    """Say whether a question asks what a text is about, the only one that it names by a code."""
    folded = fold(text)
    if len(codes(text)) != 1 or len(folded) != len(text):
        return False
    rest = without_codes(text, folded)
    if not _ASKS.search(rest):
        return False
    return not re.search(r"\w", _OF_IT.sub(" ", _ASKS.sub(" ", rest)))


def citing_first(question: Question, hits: Sequence[Hit]) -> list[Hit]:
    """Put the hits first that cite a text with its title, where its subject is asked for.

    The words of the title are not those of the question, so others come before them.
    """
    asked = _asked(question)
    if asked is None:
        return list(hits)
    return sorted(hits, key=lambda hit: _title_behind(asked, hit.passage.text) is None)


def cited_first(question: Question, spans: Sequence[Span]) -> list[Span]:
    """Put the sentence first that cites a text with its title, where its subject is asked for.

    What cites other texts alone is of those, and left out.
    """
    asked = _asked(question)
    if asked is None:
        return list(spans)
    kept = [one for one in spans if not _cites_others_alone(asked, one.text)]
    titled = [
        (span, title) for span in kept if (title := _title_behind(asked, span.text)) is not None
    ]
    if not titled:
        return kept
    best, (start, end) = max(titled, key=lambda pair: pair[0].score)
    told = replace(
        best,
        score=_SURE,
        highlight=(best.start + start, best.start + end),
        certainty=math.log(_SURE),
        answerable=log_odds(_SURE),
    )
    return [told, *(span for span in kept if span is not best)]


_SURE = 0.95  # what the words after a code and "về" are: its title


def _asked(question: Question) -> Code | None:
    """Give the code, as it was understood, of the text whose subject is asked for."""
    if not question.codes or not _asks_for_the_subject(question.spelled):
        return None
    return question.codes[0]


def _cites_others_alone(code: Code, text: str) -> bool:
    cited = codes(text)
    return bool(cited) and not any(one.matches(code) for one in cited)


def _title_behind(code: Code, text: str) -> tuple[int, int] | None:
    """Find the title that stands behind a code in the text of others."""
    titles = (_TITLE.match(text, one.end) for one in codes(text) if one.matches(code))
    return next((title.span(1) for title in titles if title), None)


_TITLE = re.compile(
    r"(?:,?\s+ngày [\d/.-]+(?: tháng \d+ năm \d+)?)?(?:,?\s+(?:của|do) [^.;:?!“\"]{1,100}?)?,?"
    r"\s+(?:về(?: việc)?|phê duyệt|ban hành(?! (?:ngày|năm|tháng|vào|từ)))"
    r"\s+(“[^”]+”|\"[^\"]+\"|[^,.;:?!]+)"
)


def subject_of(document: Document) -> Quote | None:
    """Quote the line of a text's head that says what it is about; None without one."""
    if not document.official.code:
        return None
    below = False  # the number, or the kind alone on a line: "QUYẾT ĐỊNH"
    kind = fold(document.official.name.removesuffix(document.official.code)).strip()
    for start, end in lines_of(document)[:_LINES]:
        line = document.text[start:end]
        said = fold(unicodedata.normalize("NFC", line)).strip(" #*:")
        if re.match(r"(?:can cu|dieu 1|kinh gui|chuong i)(?!\w)", said):
            return None
        if below and _BEGINS.match(said) and len(syllables(line)) > 2:
            return Quote(document, start, end, (0, end - start))
        below = below or said == kind or bool(codes(line))
    return None
