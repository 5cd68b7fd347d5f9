"""Which questions to ask next: about the same thing, and only those the documents answer."""

from __future__ import annotations

import re
from collections.abc import Iterator

from index.identifiers import codes
from index.text import fold
from qa.answer import Answer, Citation, one_line
from qa.assistant import Assistant
from qa.followup import topic
from qa.names import names

SUGGESTIONS = 3
_TRIES = 12  # questions tried before giving up: some 50 ms each
_SURE = 0.45  # a suggestion that ends in doubt is worse than none

# What people ask of a kind of thing, most usual first; {} is the thing.
_OF_DOCUMENTS = (
    "{} ban hành ngày nào?", "Ai ký {}?", "{} có hiệu lực từ khi nào?", "{} quy định về điều gì?",
    "Ai chịu trách nhiệm thi hành {}?", "{} áp dụng cho ai?",
)  # fmt: skip
_OF_EVENTS = (
    "Ai chủ trì {}?", "{} diễn ra ngày nào?", "{} được tổ chức ở đâu?", "Chủ đề của {} là gì?",
    "Có bao nhiêu đại biểu tham dự {}?", "{} nhằm mục đích gì?",
)  # fmt: skip
_OF_PEOPLE = ("{} giữ chức vụ gì?", "{} phát biểu điều gì?")
_OF_ANYTHING = (
    "{} là gì?", "{} có từ khi nào?", "Ai chịu trách nhiệm về {}?", "Vì sao cần {}?",
    "{} gồm những gì?", "{} ở đâu?",
)  # fmt: skip
_KINDS = (
    (re.compile(r"nghi quyet|nghi dinh|quyet dinh|thong tu|thong bao|chi thi|ke hoach|de an|luat"
                r"|phap lenh|cong van|quy che|noi quy|hop dong"), _OF_DOCUMENTS),
    (re.compile(r"hoi nghi|hoi thao|dien dan|cuoc hop|phien hop|buoi|dai hoi|le "), _OF_EVENTS),
    (re.compile(r"ong |ba |dong chi "), _OF_PEOPLE),
)  # fmt: skip


def suggestions(answer: Answer, assistant: Assistant) -> list[str]:
    """Give questions that lead on from an answer, each of which has an answer of its own."""
    if answer.abstained:
        return []
    told = {(citation.source, citation.start) for citation in answer.citations}
    sources = {citation.source for citation in answer.citations}
    found: list[str] = []
    for count, question in enumerate(_candidates(answer)):
        if count == _TRIES or len(found) == SUGGESTIONS:
            break
        if fold(question) == fold(answer.understood_as or answer.question):
            continue
        draft = assistant.inquire(question).draft  # no language model is asked for a suggestion
        assert draft is not None
        next_answer = draft.answer
        places = {(citation.source, citation.start) for citation in next_answer.citations}
        leads_on = bool(places - told) and {source for source, _ in places} <= sources
        if not next_answer.abstained and next_answer.confidence >= _SURE and leads_on:
            found.append(question)
            told |= places
    return found


def _candidates(answer: Answer) -> Iterator[str]:
    about = topic(answer.understood_as or answer.question)
    folded = fold(about)
    if 2 <= len(about.split()) <= 16:
        forms = next((forms for kind, forms in _KINDS if kind.match(folded)), _OF_ANYTHING)
        for form in forms:
            inside = form.startswith("{}")
            thing = about if inside else _inside(about)
            written = form.format(thing)
            yield written[:1].upper() + written[1:]
    for citation in answer.citations[:1]:
        asked = fold(answer.understood_as or answer.question)
        yield from _of_what_is_named(citation, asked)
        section = citation.place.partition("mục «")[2].removesuffix("»")
        if section and "…" not in section:
            yield f"Mục “{section}” nêu những gì?"
        if citation.title and "…" not in citation.title and len(citation.title) <= 120:
            yield f"“{citation.title}” nói về điều gì?"


def _of_what_is_named(citation: Citation, asked: str) -> Iterator[str]:
    """Ask about the documents and people in the cited paragraph that the question did not name."""
    text = one_line(citation.paragraph)
    named = [text[code.start : code.end] for code in codes(text)]
    forms = {f"{name[:1].upper()}{name[1:]} ban hành ngày nào?": name for name in named}
    people = [name for name in names(text) if len(name.split()) == 3 and name.istitle()]
    forms |= {f"{name} giữ chức vụ gì?": name for name in people}
    new = [form for form, name in forms.items() if fold(name) not in asked]
    yield from new[:4]


def _inside(about: str) -> str:
    """Write the first letter small when it only began the question: "Ai chủ trì hội nghị…"."""
    first = about.split(" ", 1)[0]
    common = re.match(r"(?:hội nghị|hội thảo|diễn đàn|cuộc|phiên|buổi|lễ|việc)\b", about.lower())
    return about if first.isupper() or not common else about[:1].lower() + about[1:]
