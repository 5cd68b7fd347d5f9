"""The answer in a language model's words, each sentence checked against what the model was shown.

The extractive answer is made first and is what stands when the model fails, is late, says what the
sources do not, or leaves out what was asked. Code has the last word on every citation: a sentence
without the number of a passage that was shown, or that the passage does not support, is dropped.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass, replace
from typing import TYPE_CHECKING, Any

from index.encoder import Encoder
from index.text import canonical, fold, syllables
from prompts import Prompt, load
from qa.answer import Answer, Citation, one_line
from qa.chat_model import Writer
from qa.compose import MOST_SENTENCES, Quote
from qa.draft import Draft, Part, passages_text, texts
from qa.highlight import answering_words
from qa.kinds import has_type
from qa.marked import Sentence, sentences_of
from qa.named import anchors, fault_of
from qa.orders import is_order, without_orders
from qa.pieces import Pieces, chain_of
from qa.rephrase import explained
from qa.support import LITTLE, Support, support

if TYPE_CHECKING:
    from langchain_core.runnables import RunnableConfig

MOST_STATEMENTS = 6
MOST_REPEATS = 2  # sentences said again, after which a model is not listened to
_LITTLE = frozenset(map(fold, LITTLE))
# Share of a quote's words that must be said when no words of it answer alone. A small model leaves
# words out without knowing which ones matter: it may leave out only those that tell nothing.
_TOLD_ROUGHLY = 0.4


@dataclass(frozen=True, slots=True)
class Statement:
    """A sentence of the model that holds, and the places that prove it."""

    text: str
    places: tuple[Quote, ...]


def write(
    draft: Draft, writer: Writer, *, encoder: Encoder, config: RunnableConfig | None = None
) -> Iterator[Answer]:
    """Give the answer as it grows by checked sentences; the last one is the whole.

    `config` is LangChain's, so that its callbacks see prompt, model and parser by name.
    """
    if draft.answer.abstained:
        yield explained(draft.answer, writer, config)
        return
    prompt = load("answer_small" if writer.is_small else "answer")
    pieces = Pieces(lambda stopped: _asked(draft, writer, prompt, stopped, config), writer.deadline)
    statements: list[Statement] = []
    heard, repeated = set[str](), 0
    for sentence in sentences_of(pieces):
        key = fold(sentence.text)
        repeated += key in heard
        if repeated > MOST_REPEATS or len(statements) >= MOST_STATEMENTS:
            break
        statement = None if key in heard else _checked(sentence, draft, encoder)
        heard.add(key)
        if statement:
            statements.append(statement)
            if not writer.is_small:
                yield _written(draft, statements, writer, prompt)
    pieces.stop()
    missing = _missing(draft, statements, writer)
    if missing is None:
        note = f"{pieces.fault or _NOTHING_HOLDS}, nên đây là câu trích nguyên văn."
        yield _noted(draft.answer, note)
        return
    whole = [*statements, *(Statement(one_line(quote.text), (quote,)) for quote in missing)]
    answer = _written(draft, whole, writer, prompt)
    if pieces.fault:
        answer = _noted(answer, f"{pieces.fault}, nên câu trả lời có thể chưa hết ý.")
    # A model that only copied has written nothing.
    yield draft.answer if _is_copied(whole, draft) else answer


_NOTHING_HOLDS = "Lời của mô hình ngôn ngữ không được tài liệu chứng minh đủ"


def _noted(answer: Answer, note: str) -> Answer:
    return replace(answer, reason=f"{answer.reason} {note}".strip())


def _is_copied(statements: Sequence[Statement], draft: Draft) -> bool:
    """Say whether the statements are quotes of the extractive answer, word for word."""
    quotes = {_words(quote.text) for part in draft.parts for quote in part.quotes}
    return all(_words(one.text) in quotes for one in statements)


def _words(text: str) -> tuple[str, ...]:
    return tuple(word.form for word in syllables(text))


# --------------------------------------------------------------------------------------- the model


def _asked(
    draft: Draft,
    writer: Writer,
    prompt: Prompt,
    is_stopped: Callable[[], bool],
    config: RunnableConfig | None,
) -> Iterator[str]:
    """Stream the model's text: prompt → chat model → parse."""
    options: dict[str, Any] = {}
    if writer.is_small:
        from qa.local_model import bound

        said = _to_be_said(draft)
        if not said:
            return  # what answers is not shown: it speaks to the assistant
        options = bound(texts(draft.shown), _question(draft), said)
    yield from chain_of(writer, prompt, options, is_stopped=is_stopped).stream(
        {
            "passages": passages_text(draft.shown, small=writer.is_small),
            "question": _question(draft),
        },
        config,
    )


def _question(draft: Draft) -> str:
    """Give the question as it was understood, without what would end the prompt's line."""
    return " ".join(" ".join(part.question.spelled for part in draft.parts).split())


# --------------------------------------------------------------------------------------- the check


def _checked(sentence: Sentence, draft: Draft, encoder: Encoder) -> Statement | None:
    """Find the places that prove a sentence among the passages it cites; None when none does."""
    cited = [draft.shown[n - 1] for n in sentence.numbers if 0 < n <= len(draft.shown)]
    if not cited or is_order(sentence.text) or not _is_to_the_point(sentence.text, draft):
        return None
    texts = [_telling(quote) for quote in cited]
    found = [support(sentence.text, text, encoder=encoder) for text in texts]
    held = [(quote, one) for quote, one in zip(cited, found, strict=True) if one.holds]
    if not held and len(cited) > 1:  # what two passages say together
        best = [text[one.start : one.end] for text, one in zip(texts, found, strict=True)]
        if support(sentence.text, "\n".join(best), encoder=encoder).holds:
            held = list(zip(cited, found, strict=True))
    places = [_place(quote, one, draft) for quote, one in held]
    unique = {place.place: place for place in places}
    return Statement(sentence.text, tuple(unique.values())) if places else None


def _is_to_the_point(statement: str, draft: Draft) -> bool:
    """Say whether a sentence has a telling word of the question, or the words that answer it."""
    said = {word.folded for word in syllables(statement)}
    asked = {term.syllable.folded for part in draft.parts for term in part.question.terms}
    if any(len(word) > 1 and word not in _LITTLE for word in asked & said):
        return True
    cores = [quote.text[slice(*quote.highlight)] for part in draft.parts for quote in part.quotes]
    return any(said & {word.folded for word in syllables(core)} - _LITTLE for core in cores)


def _telling(quote: Quote) -> str:
    """Give the paragraph around a quote with the orders in it blanked: they tell nothing."""
    return without_orders(quote.document.text[slice(*_paragraph(quote))])


def _paragraph(quote: Quote) -> tuple[int, int]:
    return next(
        (one.start, one.end)
        for one in quote.document.paragraphs
        if one.start <= quote.start < one.end
    )


def _place(quote: Quote, found: Support, draft: Draft) -> Quote:
    """Cite the supporting sentences; the extractive answer's quote, when they are in it."""
    document, begin = quote.document, _paragraph(quote)[0]
    start, end = begin + found.start, begin + found.end
    for part in draft.parts:
        for own in part.quotes:
            if own.document.id == document.id and own.start <= start and end <= own.end:
                return own
    question = draft.parts[0].question
    return Quote(document, start, end, answering_words(question, document.text[start:end]))


def _overlap(one: Quote, other: Quote) -> bool:
    """Say whether two places share half of the shorter one or more."""
    shared = min(one.end, other.end) - max(one.start, other.start)
    shorter = min(one.end - one.start, other.end - other.start)
    return one.document.id == other.document.id and 2 * shared >= shorter


def _missing(draft: Draft, statements: Sequence[Statement], writer: Writer) -> list[Quote] | None:
    """Give the quotes that must be said besides; None when the statements lack the core of all."""
    missing: list[Quote] = []
    answered = 0
    for part in draft.parts:
        strict = writer.is_small or part.is_sure
        told = [quote for quote in part.quotes if _is_told(part, quote, statements, writer)]
        if strict:
            is_answered = part.quotes[0] in told
        else:
            kind = part.question.answer_type
            is_answered = any(has_type(kind, one.text, part.question) for one in statements)
        answered += is_answered
        is_list = len(part.quotes) > MOST_SENTENCES
        if writer.is_small or is_list or not is_answered:
            missing += [quote for quote in part.quotes if quote not in told]
    return missing if answered else None


def _is_told(part: Part, quote: Quote, statements: Sequence[Statement], writer: Writer) -> bool:
    """Say whether a statement that cites a quote says its words that answer, or most of it."""
    core = _core(quote)
    wanted = [word.folded for word in syllables(core or quote.text)]
    least = 1.0 if core or writer.is_small else _TOLD_ROUGHLY
    if writer.is_small and not core:
        wanted = [word for word in wanted if word not in _LITTLE]
    for statement in statements:
        if not any(_overlap(place, quote) for place in statement.places):
            continue
        if core and anchors(canonical(core)) and not fault_of(core, statement.text):
            return True  # the same date or number, be it in another form
        said = {word.folded for word in syllables(statement.text)}
        if sum(word in said for word in wanted) >= least * len(wanted):
            return True
    return False


def _core(quote: Quote) -> str:
    """Give the words of a quote that answer by themselves; empty when only all of it does."""
    left, right = quote.highlight
    return quote.text[left:right] if right - left < len(quote.text) else ""


def _to_be_said(draft: Draft) -> list[tuple[str, int]]:
    """Give the words that a small model must say, with the number of the sentence they are from.

    The words of the best quote that answer; empty ones when only the whole of it does.
    """
    quote = draft.parts[0].quotes[0]
    core = one_line(_core(quote))
    return [(core, n) for n, one in enumerate(draft.shown, start=1) if _overlap(one, quote)]


# -------------------------------------------------------------------------------------- the Answer


def _written(
    draft: Draft, statements: Sequence[Statement], writer: Writer, prompt: Prompt
) -> Answer:
    """Write statements as an Answer: every place gets one number and one citation, verified."""
    citations: dict[tuple[str, int, int], Citation] = {}
    lines = []
    for statement in statements:
        numbers = []
        for quote in statement.places:
            if quote.place not in citations:
                citation = Citation.of(
                    quote.document, len(citations) + 1, quote.start, quote.end, quote.highlight
                )
                citation.check(quote.document.text)
                citations[quote.place] = citation
            numbers.append(citations[quote.place].number)
        markers = " ".join(f"[{number}]" for number in sorted(set(numbers)))
        end = "" if statement.text.endswith((".", "!", "?", "…", ":", ";", "”", '"')) else "."
        lines.append(f"{statement.text}{end} {markers}")
    separator = "\n" if len(lines) > MOST_SENTENCES else " "
    return replace(
        draft.answer,
        text=separator.join(lines),
        citations=tuple(citations.values()),
        written_by=writer.name,
        prompt=prompt.version,
    )
