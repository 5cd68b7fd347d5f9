"""Answer "Quyết định 45/2023/QĐ-UBND quy định về việc gì?" from the head of the text it names.

What a text is about stands on a line below its number or its kind, and shares no word with the
question; any other line that has the number would be nearer.
"""

from __future__ import annotations

import re
import unicodedata

from index.document import Document
from index.identifiers import codes
from index.store import Index
from index.text import fold, syllables
from qa.answer import Answer
from qa.compose import Quote
from qa.lookup import MOST_DOCUMENTS, answered, named_in
from qa.signature import lines_of, without_codes

_ASKS = re.compile(
    r"(?<!\w)(?:quy dinh|noi|ban hanh|de cap|viet|huong dan|thong bao)?\s*(?:den|ve)?\s*"
    r"(?:(?:viec|noi dung|van de|van ban|dieu|nhung|cai|chuyen|la)\s+)*gi(?!\w)"
)
# What may be said of the text beside its code and its kind.
_OF_IT = re.compile(
    r"(?<!\w)(?:van ban|tai lieu|so|nay|do|tren|cua|co|la|noi dung|chinh|trich yeu|tieu de|nhe|vay"
    r"|quyet dinh|nghi quyet|nghi dinh|thong tu|chi thi|thong bao|ke hoach|bao cao|to trinh"
    r"|cong van|cong dien|ket luan|quy che|quy dinh|huong dan|bo luat|luat|phap lenh)(?!\w)"
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
    folded = fold(text)
    found = codes(text)
    if len(found) != 1 or len(folded) != len(text):
        return None
    rest = without_codes(text, folded)
    if not _ASKS.search(rest) or re.search(r"\w", _OF_IT.sub(" ", _ASKS.sub(" ", rest))):
        return None
    named = named_in(text, frozenset(), index) or frozenset()
    quotes = [quote for row in sorted(named) if (quote := subject_of(index.documents[row]))]
    if not quotes or len(quotes) > MOST_DOCUMENTS:
        return None
    return answered(typed, [quotes])


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
