"""Which documents say what another one says, so that nothing is indexed twice.

Two files are near-duplicates when they share nearly all their sentences, whatever their format,
spacing, capitals or punctuation. The later one is linked to the first: its passages are left out
where every sentence of them is in the first too, and kept where one is not, for that one word may
be the answer. Official texts with different numbers are never taken for one another.
"""

from __future__ import annotations

import hashlib
import re
import unicodedata
from collections import Counter
from collections.abc import Mapping, Sequence

from index.document import Document, Passage
from index.text import sentences

SHARED = 0.9  # of a document's letters, in sentences that another one has
_LEAST = 300  # letters: shorter texts are alike by chance
_WORDS = re.compile(r"\w+")


def near_duplicates(documents: Sequence[Document]) -> Mapping[str, str]:
    """Map the id of each document that repeats an earlier one to that one's id."""
    first: dict[bytes, int] = {}
    found: dict[str, str] = {}
    for row, document in enumerate(documents):
        said = _sentences(document)
        length = sum(said.values())
        shared: Counter[int] = Counter()
        for key, letters in said.items():
            if key in first:
                shared[first[key]] += letters
        best = max(shared, key=lambda other: (shared[other], -other), default=None)
        if best is not None and length >= _LEAST and shared[best] >= SHARED * length:
            other = documents[best]
            same = document.official.code == other.official.code
            if same and document.source != other.source:
                found[document.id] = other.id
                continue  # what repeats it in turn is linked to the first
        for key in said:
            first.setdefault(key, row)
    return found


def without_repeats(
    passages: Sequence[Passage], documents: Sequence[Document], twins: Mapping[str, str]
) -> list[Passage]:
    """Leave out passages of linked documents that say nothing the document they repeat does not."""
    by_id = {document.id: document for document in documents}
    said = {name: _sentences(by_id[name]).keys() for name in set(twins.values())}
    return [
        passage
        for passage in passages
        if passage.document_id not in twins
        or not _keys(passage.text) <= said[twins[passage.document_id]]
    ]


def _sentences(document: Document) -> Counter[bytes]:
    """Count the letters of each sentence of a document, by a hash of its words."""
    counted: Counter[bytes] = Counter()
    for paragraph in document.paragraphs:
        for start, end in sentences(document.text, paragraph.start, paragraph.end):
            words = _form(document.text[start:end])
            if words:
                counted[_key(words)] += len(words)
    return counted


def _keys(text: str) -> set[bytes]:
    forms = (_form(text[start:end]) for start, end in sentences(text))
    return {_key(form) for form in forms if form}


def _form(text: str) -> str:
    return " ".join(_WORDS.findall(unicodedata.normalize("NFC", text).lower()))


def _key(words: str) -> bytes:
    return hashlib.blake2b(words.encode("utf-8", "surrogatepass"), digest_size=8).digest()
