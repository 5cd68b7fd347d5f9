"""How a judgment is divided: what was told to the court, what it finds, what it decides."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Sequence

from index.document import Document, Paragraph
from index.text import fold

TOLD = re.compile(r"noi dung (?:vu an|vu viec|viec dan su)")
"""The folded heading of what the parties and the prosecutor say."""
OF_THE_COURT = re.compile(r"(?:phan )?nhan dinh|xet thay|quyet dinh|tuyen xu")
"""The folded heading of what the court finds or decides."""
_DECIDES = re.compile(r"quyet dinh|tuyen xu")
_ASKED_WHOLE = re.compile(
    r"\W*(?:vay |cuoi cung |ket qua )*(?:toa(?: an)?|hoi dong xet xu|hdxx)(?: da)?"
    r" (?:tuyen(?: an| xu)?|quyet dinh|phan quyet)(?: nhu)? (?:the nao|ra sao|(?:nhung )?gi|sao)\W*"
)


def is_judgment(document: Document) -> bool:
    """Say whether a text is divided as judgments are."""
    sections = {fold(paragraph.section) for paragraph in document.paragraphs}
    return any(map(TOLD.match, sections)) and any(map(_DECIDES.match, sections))


def decision_asked(
    typed: str, documents: Sequence[Document]
) -> tuple[Document | None, list[Paragraph]]:
    """Give what the only judgment decides, if nothing but that is asked: "Tòa quyết định gì?"."""
    if not _ASKED_WHOLE.fullmatch(fold(unicodedata.normalize("NFC", typed))):
        return None, []
    judgments = [document for document in documents if is_judgment(document)]
    if len(judgments) != 1:
        return None, []
    (document,) = judgments
    return document, [
        paragraph
        for paragraph in document.paragraphs
        if _DECIDES.match(fold(paragraph.section))
        and not document.text[paragraph.start : paragraph.end].isupper()  # who signs
    ]
