"""Wires the steps into one chain: question -> understood -> hits -> spans -> verdict -> Answer."""

from __future__ import annotations

import hashlib
import os
import threading
import time
from collections.abc import Callable, Collection, Iterator, Sequence, Set
from dataclasses import dataclass, replace
from functools import cached_property
from pathlib import Path
from typing import TYPE_CHECKING

from index.build import Progress, build
from index.document import Hit
from index.encoder import Encoder, bundled, open_encoder
from index.errors import (
    EncoderChangedError,
    IndexBusyError,
    IndexNotBuiltError,
    QuestionError,
    SeedError,
)
from index.store import Index, recorded_folder
from index.text import syllables
from index.tones import ToneRestorer
from index.vectors import cache_file
from index.versions import collection_folder
from qa import (
    compose,
    draft,
    fines,
    followup,
    generate,
    ground,
    headed,
    later_parts,
    led,
    lookup,
    minutes,
    offer,
    reader,
    relations,
    rephrase,
    respelled,
    retrieve,
    signature,
    subject,
    superseded,
    table_rows,
    whynot,
    yes_no,
)
from qa.answer import Answer, Citation, Span
from qa.calibration import Calibration, kept, shipped
from qa.chat_model import Writer, open_writer
from qa.draft import Draft, Part
from qa.ground import Verdict
from qa.kinds import has_type
from qa.network import ReaderNetwork, open_network
from qa.orders import is_order
from qa.parts import parts, parts_by_document, shared_parts
from qa.question import Question, check, understand

if TYPE_CHECKING:
    from langchain_core.retrievers import BaseRetriever
    from langchain_core.runnables import Runnable, RunnableConfig

SEEDS = Path(__file__).resolve().parent.parent / "seeds"


@dataclass(frozen=True, slots=True)
class Config:
    """What to open. Everything has a default: the seeds, the bundled encoder, the user's cache."""

    docs: Path | None = None
    """A folder (or file) to ask; its index is brought up to date when it is opened."""
    index_dir: Path | None = None
    """Where the index is: else HOIDAP_INDEX, else a folder in the user's cache."""
    encoder: str | None = None
    """A sentence-transformers model: else HOIDAP_ENCODER, else the bundled one."""
    chat_model: str | None = None
    """Who may write: else HOIDAP_CHAT_MODEL, see `qa.chat_model`; "" is nobody."""
    hits: int = 20
    """How many passages are searched for and may vouch for an answer."""
    offered: int = offer.OFFERED
    """How many questions a refusal offers at most; none saves the time of asking them."""
    collection: str = ""
    """A name, for several indexes side by side; the folder's own one when empty."""

    @property
    def directory(self) -> Path:
        """The folder of the index. One folder of documents never takes another's index away."""
        given = os.environ.get("HOIDAP_INDEX")
        cache = Path(os.environ.get("XDG_CACHE_HOME") or "~/.cache").expanduser()
        base = self.index_dir or (Path(given).expanduser() if given else cache / "hoidap" / "index")
        if self.collection:
            return collection_folder(base, self.collection)
        if self.docs is None:
            return base
        docs = str(self.docs.resolve())
        if recorded_folder(base) == docs or (self.index_dir and not (base / "current").exists()):
            return base
        return base / "collections" / hashlib.sha256(docs.encode()).hexdigest()[:16]


@dataclass(frozen=True, slots=True)
class Reading:
    """One question (or one part of it) on its way to an answer."""

    text: str
    """In the person's own words: of a part only those that are its own, "ai ký?"."""
    question: Question | None = None
    """As it was understood: a part is made whole, "Ai ký Nghị quyết 22?"."""
    hits: tuple[Hit, ...] = ()
    spans: tuple[Span, ...] = ()
    verdict: Verdict | None = None
    told: tuple[compose.Quote, ...] = ()
    """For a part that asks who signed, or where one met: the line, which no search would find."""

    @property
    def is_answered(self) -> bool:
        """Whether there is something to quote for it."""
        return bool(self.told) or bool(_verdict(self).spans)

    @property
    def confidence(self) -> float:
        """How surely what is quoted for it answers."""
        return lookup.SURE if self.told else _verdict(self).confidence


@dataclass(frozen=True, slots=True)
class Inquiry:
    """What the person typed, and its readings: the whole question first, then its parts if any."""

    typed: str
    as_typed: frozenset[str] = frozenset()
    """Words, in lower case, that are to be read as they were typed."""
    readings: tuple[Reading, ...] = ()
    parts_are_sure: bool = True
    """Whether the parts each ask something; else they share one question word."""
    draft: Draft | None = None
    """The extractive answer, with what a language model may write from."""
    timings: tuple[tuple[str, float], ...] = ()


class Assistant:
    """Answers questions over one index. Safe to share between threads: asking changes nothing."""

    def __init__(
        self,
        index: Index,
        encoder: Encoder,
        restorer: ToneRestorer,
        config: Config | None = None,
        skipped: Sequence[SeedError] = (),
        calibration: Calibration | None = None,
        writer: Writer | None = None,
    ) -> None:
        self.index = index
        self.calibration = calibration or shipped()
        self.skipped = tuple(skipped)
        self.encoder = encoder
        self.restorer = restorer
        self.config = config or Config()
        self.writer = writer

    @cached_property
    def network(self) -> ReaderNetwork | None:
        """The reader network, where the program comes with one."""
        return open_network()

    @classmethod
    def open(cls, config: Config | None = None, *, progress: Progress | None = None) -> Assistant:
        """Open models and index; build the index when it is missing or its folder changed.

        Raises:
            HoiDapError: a file, folder, index or model cannot be used; the message says which.
        """
        config = config or Config()
        encoder = open_encoder(config.encoder)
        restorer = ToneRestorer.load(bundled("tones"))
        writer = open_writer(config.chat_model)
        docs = config.docs
        if docs is None:
            try:
                index = Index.load(config.directory, encoder)
                calibration = kept(config.directory, index.folder)
                return cls(index, encoder, restorer, config, calibration=calibration, writer=writer)
            except IndexNotBuiltError:
                docs = SEEDS
            except EncoderChangedError:
                # The sample documents are nobody's own: an update of the program encodes them anew.
                if recorded_folder(config.directory) != str(SEEDS):
                    raise
                docs = SEEDS
        try:
            report = build(
                docs,
                into=config.directory,
                encoder=encoder,
                cache=cache_file(),
                progress=progress,
            )
            index, skipped = report.index, report.skipped
        except IndexBusyError:
            # Someone else is bringing it up to date; until then the version there answers.
            index, skipped = Index.load(config.directory, encoder), ()
        calibration = kept(config.directory, index.folder)
        return cls(index, encoder, restorer, config, skipped, calibration, writer)

    def over(self, index: Index) -> Assistant:
        """Give the same assistant over other documents, the models shared."""
        other = Assistant(
            index,
            self.encoder,
            self.restorer,
            self.config,
            calibration=self.calibration,
            writer=self.writer,
        )
        other.__dict__["network"] = self.network  # else every one would open its own
        return other

    def ask(self, question: str, *, as_typed: Collection[str] = ()) -> Answer:
        """Answer a question with citations, or abstain with a reason.

        Words in `as_typed` keep the spelling they have: no tones restored, nothing expanded.

        Raises:
            QuestionError: the question is empty, too long or has no words.
        """
        *_, answer = self.write(self.inquire(question, as_typed=as_typed))
        return answer

    def inquire(self, question: str, *, as_typed: Collection[str] = ()) -> Inquiry:
        """Take a question through every step: what is left is to write, see `write`."""
        inquiry = Inquiry(question, frozenset(word.lower() for word in as_typed))
        for _, step in self.steps:
            inquiry = step(inquiry)
        return inquiry

    @property
    def steps(self) -> tuple[tuple[str, Callable[[Inquiry], Inquiry]], ...]:
        """The steps in order, with their names."""
        named = (
            ("understand", self._understand),
            ("look_up", self._look_up),
            ("retrieve", self._retrieve),
            ("read", self._read),
            ("ground", self._ground),
            ("answer", self._answer),
        )
        return tuple((name, _timed(name, step)) for name, step in named)

    @cached_property
    def chain(self) -> Runnable[str, Answer]:
        """The same steps as one LangChain runnable: invoke, stream, batch, trace by name.

        With a language model, `stream` gives the Answer as it grows by checked sentences, and
        "write" has steps of its own: prompt, the model, parse. The last Answer is the whole one.
        """
        from langchain_core.runnables import RunnableLambda, RunnableSequence

        def write(inquiry: Inquiry, config: RunnableConfig) -> Iterator[Answer]:
            yield from self.write(inquiry, config)

        return RunnableSequence(
            RunnableLambda(Inquiry, name="question"),
            *(RunnableLambda(step, name=name) for name, step in self.steps),
            RunnableLambda(write, name="write"),
        )

    @cached_property
    def retriever(self) -> BaseRetriever:
        """The hybrid search as a LangChain retriever: question in, Documents with places out."""
        return retrieve.as_retriever(self.search)

    def search(self, question: str, k: int = 5) -> list[Hit]:
        """Find the k best passages for a question, in the order of how likely they answer it.

        Raises:
            QuestionError: the question is empty, too long or has no words.
        """
        understood = self._question(question)
        most = max(k, reader.MOST_READ) if self.network else k
        hits = retrieve.search(understood, index=self.index, encoder=self.encoder, k=most)
        if self.network and understood.is_vietnamese:
            hits = reader.rerank(understood, hits, self.index, self.network)
        return hits[:k]

    def _question(self, text: str, as_typed: Collection[str] = ()) -> Question:
        """Understand a question; one without diacritics in the spelling of what it is about."""
        question = self._understood(text, as_typed)
        if not question.is_vietnamese or as_typed or not respelled.is_toneless(question):
            return question
        hits = retrieve.search(question, index=self.index, encoder=self.encoder, k=respelled.READ)
        again = respelled.respelled(question, hits, self.index)
        return replace(self._understood(again), typed=question.typed) if again else question

    def _understood(self, text: str, as_typed: Collection[str] = ()) -> Question:
        return understand(
            text,
            restorer=self.restorer,
            lexical=self.index.lexical,
            defined=self.index.abbreviations,
            as_typed=as_typed,
        )

    def _understand(self, inquiry: Inquiry) -> Inquiry:
        check(inquiry.typed)
        as_typed = inquiry.as_typed
        whole = self._question(inquiry.typed, as_typed)
        cut = parts(whole.spelled)
        sure = len(cut) > 1
        of_each = [] if sure else parts_by_document(whole)
        cut = cut if sure else of_each or shared_parts(whole)
        sure = sure or bool(of_each)
        if len(cut) > 1 and not sure:  # rules only suspect two things: a language model may know
            told = rephrase.decomposed(self.writer, whole.spelled)
            sure = len(told) > 1
            cut = told if sure else cut
        readings = [Reading(whole.spelled, whole)]
        if len(cut) > 1:
            # "… và ký khi nào?" alone would be answered from any document.
            completed = of_each or [cut[0], *(followup.whole(part, cut[0]) for part in cut[1:])]
            try:
                readings += [
                    Reading(part, self._question(text, as_typed))
                    for part, text in zip(cut, completed, strict=True)
                ]
            except QuestionError:
                sure = False  # a part that says nothing by itself: it is asked as a whole
        return replace(inquiry, readings=tuple(readings), parts_are_sure=sure)

    def _look_up(self, inquiry: Inquiry) -> Inquiry:
        found = lookup.look_up(inquiry.typed, self.index)
        if found is None and (spelled := inquiry.readings[0].question) is not None:
            tell = (
                signature.signed_by,
                subject.about,
                relations.told_of,
                minutes.told_by_label,
                fines.acts_fined,
            )
            answers = (one(spelled.spelled, self.index) for one in tell)
            found = next((answer for answer in answers if answer is not None), None)
            if found is not None:
                found = replace(found, question=inquiry.typed, understood_as=spelled.understood_as)
        if found is None:
            return self._told(inquiry)
        return replace(inquiry, draft=Draft(superseded.flagged(found, self.index)))

    def _told(self, inquiry: Inquiry) -> Inquiry:
        """Look up the parts that a signature or a label tells: "Ai ký … và ký khi nào?"."""
        whole, *cut = inquiry.readings
        told = []
        for reading in cut if inquiry.parts_are_sure else ():
            assert reading.question is not None
            spelled = reading.question.spelled
            lines = signature.signatures(spelled, self.index) or minutes.labelled(
                spelled, self.index
            )
            told.append(replace(reading, told=tuple(quote for one in lines for quote in one)))
        return replace(inquiry, readings=(whole, *told)) if told else inquiry

    def _retrieve(self, inquiry: Inquiry) -> Inquiry:
        def find(reading: Reading) -> Reading:
            assert reading.question is not None
            hits = retrieve.search(
                reading.question, index=self.index, encoder=self.encoder, k=self.config.hits
            )
            return replace(reading, hits=tuple(subject.citing_first(reading.question, hits)))

        return _each(inquiry, find)

    def _read(self, inquiry: Inquiry) -> Inquiry:
        def read(reading: Reading) -> Reading:
            assert reading.question is not None
            spans = reader.read(
                reading.question,
                reading.hits,
                index=self.index,
                encoder=self.encoder,
                network=self.network,
            )
            # What speaks to the assistant tells nothing. One sentence in 10,000 of ours is wrongly
            # taken for such.
            said = [one for one in spans if not is_order(one.text)]
            apart = table_rows.told_apart(reading.question, said, self.index)
            cited = subject.cited_first(reading.question, apart)
            listed = led.list_first(reading.question, cited, reading.hits, self.index)
            return replace(reading, spans=tuple(listed))

        return _each(inquiry, read)

    def _ground(self, inquiry: Inquiry) -> Inquiry:
        return self._opened(self._of_the_first(self._judge(inquiry)))

    def _judge(self, inquiry: Inquiry) -> Inquiry:
        def judge(reading: Reading) -> Reading:
            assert reading.question is not None
            verdict = ground.judge(
                reading.question,
                reading.spans,
                reading.hits,
                index=self.index,
                encoder=self.encoder,
                calibration=self.calibration,
            )
            judged = replace(reading, verdict=verdict)
            return judged if verdict.spans else self._of_its_document(judged)

        return _each(inquiry, judge)

    def _of_its_document(self, reading: Reading) -> Reading:
        """Ask what was not answered of the document alone that the question names by its head."""
        assert reading.question is not None
        near = dict.fromkeys(hit.passage.document_id for hit in reading.hits)
        asked = headed.asked_of_one(reading.question, map(self.index.document, near))
        if asked is None:
            return reading
        found = self._alone(asked.text, asked.documents)
        verdict = _verdict(found)
        if not verdict.spans or verdict.confidence < headed.ENOUGH:
            return reading
        if not asked.is_told_by(verdict.spans[0].hit.passage.text):
            return reading
        if reading.question.understood_as:
            assert found.question is not None
            asked_as = replace(found.question, typed=reading.question.typed)
            found = replace(found, question=asked_as)
        return replace(found, text=reading.text)

    def _of_the_first(self, inquiry: Inquiry) -> Inquiry:
        """Ask later parts that name nothing of the document of the first, before any other's."""
        whole, *cut = inquiry.readings
        if len(cut) < 2 or not inquiry.parts_are_sure:
            return inquiry
        first, *later = cut
        documents = self._documents_of(first)
        asked = (self._asked_of(documents, first, reading) for reading in later)
        return replace(inquiry, readings=(whole, first, *asked))

    def _documents_of(self, first: Reading) -> frozenset[str]:
        """Give the document that answers a first part; else those headed as what it is about."""
        if first.told:
            return frozenset(quote.document.id for quote in first.told)
        if spans := _verdict(first).spans:
            return frozenset((spans[0].hit.passage.document_id,))
        near = dict.fromkeys(hit.passage.document_id for hit in first.hits)
        return later_parts.headed_by(first.text, map(self.index.document, near))

    def _asked_of(self, documents: Set[str], first: Reading, reading: Reading) -> Reading:
        """Ask a later part of some documents, where others answered it or none did so surely.

        What leans on the first part is left unanswered when neither they nor a text that speaks of
        the same answers it; so is what only a namesake of theirs would.
        """
        question = reading.question
        assert question is not None
        if reading.told or later_parts.names_something(reading.text, question):
            return reading
        # Where nothing answers the first part, nothing says that another text is not of the same.
        leans = bool(documents) and later_parts.is_of(reading.text, first.text)
        verdict = _verdict(reading)
        kept = tuple(
            span
            for span in verdict.spans
            if span.hit.passage.document_id in documents
            or self._is_of_the_same(span, first, reading, leans=leans)
        )
        if kept[:1] != verdict.spans[:1]:
            kept = ()  # how sure it is was said of the best
        is_theirs = bool(kept) and kept[0].hit.passage.document_id in documents
        is_settled = is_theirs and (not leans or verdict.confidence >= compose.SURE)
        reading = replace(reading, verdict=replace(verdict, spans=kept))
        if is_settled or not documents or not (leans or verdict.spans):
            return reading
        rival = verdict.confidence if kept or not leans else 0.0
        enough = later_parts.enough_beside(rival, leans=leans)
        asked = [] if is_theirs else [question.spelled]
        if all(self._is_told_without_topic(first, one, is_theirs=is_theirs) for one in documents):
            asked = [later_parts.without_topic(reading.text), *asked]
        for text in filter(None, asked):
            found = self._alone(text, documents)
            spans, sure = _verdict(found).spans, _verdict(found).confidence
            if not spans or sure < enough:
                continue
            if sure >= compose.SURE or later_parts.is_told_by(
                reading.text, question, spans[0].hit.passage
            ):
                return replace(found, text=reading.text)
        return reading

    def _is_told_without_topic(self, first: Reading, document_id: str, *, is_theirs: bool) -> bool:
        """Say whether a document is about one thing, so that its clauses do not say which.

        Where it answered with the topic, only if that is its title: of "lỗi E4 … xử lý thế nào?"
        the topic says which line is meant.
        """
        is_titled = later_parts.told_of(first.text, self.index.document(document_id).title)
        is_short = len(self.index.rows_of(document_id)) <= later_parts.SHORT
        return is_short and (is_titled or not is_theirs)

    def _is_of_the_same(self, span: Span, first: Reading, part: Reading, *, leans: bool) -> bool:
        """Say whether a sentence of another document may answer a later part."""
        passage = span.hit.passage
        document = self.index.document(passage.document_id)
        if leans:
            text = f"{document.title}\n{passage.title}\n{passage.text}"
            return later_parts.told_of(first.text, text) or (
                not later_parts.points_back(part.text)
                and later_parts.is_headed_so(part.text, first.text, document)
            )
        return not later_parts.is_of_another(first.text, part.text, document)

    def _opened(self, inquiry: Inquiry) -> Inquiry:
        """Read a yes-or-no question by what it claims, left open: "do ai ban hành?".

        Unless it is answered more surely as it stands. When neither the open question is answered
        nor what is claimed stands in the answer, nothing says whether it is so.
        """
        whole, *cut = inquiry.readings
        assert whole.question is not None
        spans = _verdict(whole).spans
        asked = yes_no.opened(whole.question)
        readings = []
        for one in asked:
            reading = self._alone(one.text, opens=False)  # else it might be opened without end
            readings.append(reading)
            if (
                _verdict(reading).spans
                and _is_about(reading)
                and (
                    not spans
                    or _place(reading) == _place(whole)
                    or _verdict(reading).confidence > _verdict(whole).confidence
                )
            ):
                assert reading.question is not None
                understood = replace(reading.question, typed=inquiry.typed)
                return replace(inquiry, readings=(replace(reading, question=understood), *cut))
        is_answered = any(_verdict(reading).spans for reading in readings)
        is_settled = spans and any(one.is_settled_by(spans[0].text) for one in asked)
        if asked and not is_answered and not is_settled:
            whole = replace(whole, verdict=_verdict(readings[0]))
        return replace(inquiry, readings=(whole, *cut))

    def _alone(self, text: str, documents: Collection[str] = (), *, opens: bool = True) -> Reading:
        """Take one question, as a whole and by the rules alone, as far as its verdict.

        Of the hits in these documents alone, if any are given. It `opens` what it claims.
        """
        try:
            question = self._question(text)
        except QuestionError as error:
            return Reading(text, verdict=Verdict((), 0.0, str(error)))
        most = retrieve.DEPTH if documents else self.config.hits
        found = retrieve.search(question, index=self.index, encoder=self.encoder, k=most)
        own = [hit for hit in found if not documents or hit.passage.document_id in documents]
        reading = Reading(question.spelled, question, hits=tuple(own[: self.config.hits]))
        inquiry = Inquiry(text, readings=(reading,))
        for step in (self._read, self._ground if opens else self._judge):
            inquiry = step(inquiry)
        return inquiry.readings[0]

    def _answer(self, inquiry: Inquiry) -> Inquiry:
        whole = inquiry.readings[0]
        assert whole.question is not None
        readings = _to_answer(inquiry)
        parts = _parts(readings, self.index)
        quotes = [quote for part in parts for quote in part.quotes]
        left_out = _left_out(inquiry, readings, parts)
        understood = whole.question.understood_as
        if quotes:
            text, citations = compose.write([part.quotes for part in parts])
            answer = Answer(
                question=inquiry.typed,
                text=text,
                citations=citations,
                reason=left_out,
                confidence=min(reading.confidence for reading in readings),
                understood_as=understood,
            )
            answer = superseded.flagged(answer, self.index)
        else:
            answer = Answer(
                question=inquiry.typed,
                text="",
                abstained=True,
                reason=_verdict(whole).reason,
                confidence=_verdict(whole).confidence,
                understood_as=understood,
                nearest=self._nearest(whynot.named_first(whole.question, whole.hits)),
                rephrasings=offer.rephrasings(
                    whole.question,
                    whole.hits,
                    is_answered=self._is_answered,
                    most=self.config.offered,
                ),
            )
        shown: tuple[compose.Quote, ...] = ()
        if self.writer and quotes:
            read = [reading for reading in readings if not reading.told]
            spans = [span for reading in read for span in _verdict(reading).spans]
            shown = draft.to_show(quotes, spans, self.index.document, is_small=self.writer.is_small)
        return replace(inquiry, draft=Draft(answer, tuple(parts), shown))

    def write(self, inquiry: Inquiry, config: RunnableConfig | None = None) -> Iterator[Answer]:
        """Give the answer; with a language model, as it grows by checked sentences."""
        assert inquiry.draft is not None
        # What was looked up has no parts: the words asked for are those of the text.
        looked_up = not inquiry.draft.parts and not inquiry.draft.answer.abstained
        if self.writer is None or looked_up:
            yield replace(inquiry.draft.answer, timings=inquiry.timings)
            return
        began = time.perf_counter()
        for answer in generate.write(
            inquiry.draft, self.writer, encoder=self.encoder, config=config
        ):
            spent = ("write", round(1000 * (time.perf_counter() - began), 2))
            yield replace(answer, timings=(*inquiry.timings, spent))

    def _is_answered(self, text: str) -> bool:
        """Ask a question, as a whole and by the rules alone, as far as whether it is answered."""
        try:
            question = self._question(text)
        except QuestionError:
            return False
        inquiry = self._look_up(Inquiry(text, readings=(Reading(question.spelled, question),)))
        if inquiry.draft is not None:
            return not inquiry.draft.answer.abstained
        return bool(_verdict(self._alone(text)).spans)

    def _nearest(self, hits: Sequence[Hit]) -> tuple[Citation, ...]:
        """Cite the passages that came nearest, for an abstention."""
        found = []
        for number, hit in enumerate(hits[: ground.SHOWN], start=1):
            passage = hit.passage
            document = self.index.document(passage.document_id)
            whole = (0, passage.end - passage.start)
            found.append(Citation.of(document, number, passage.start, passage.end, whole))
        return tuple(found)


def _timed(name: str, step: Callable[[Inquiry], Inquiry]) -> Callable[[Inquiry], Inquiry]:
    def run(inquiry: Inquiry) -> Inquiry:
        began = time.perf_counter()
        # What was looked up is answered: nothing is left to search and read.
        done = inquiry if inquiry.draft is not None else step(inquiry)
        spent = round(1000 * (time.perf_counter() - began), 2)
        return replace(done, timings=(*inquiry.timings, (name, spent)))

    return run


def _each(inquiry: Inquiry, step: Callable[[Reading], Reading]) -> Inquiry:
    return replace(inquiry, readings=tuple(step(reading) for reading in inquiry.readings))


def _verdict(reading: Reading) -> Verdict:
    assert reading.verdict is not None
    return reading.verdict


def _to_answer(inquiry: Inquiry) -> list[Reading]:
    """Choose what to answer: the whole question, or its parts one by one."""
    whole, *cut = inquiry.readings
    answered = [reading for reading in cut if reading.is_answered]
    if any(reading.told for reading in cut):
        return answered
    if cut and len(answered) == len(cut):
        places = {_verdict(reading).spans[0].hit.passage.id for reading in cut}
        surer = min(_verdict(r).confidence for r in cut) > _verdict(whole).confidence
        if inquiry.parts_are_sure:
            return cut if surer or not _is_elsewhere(whole, cut) else [whole]
        if len(places) == len(cut) and surer:
            return cut
    if inquiry.parts_are_sure and answered:
        return answered  # and `_left_out` says what is not; the whole would pass over it in silence
    return [whole] if _verdict(whole).spans else []


def _is_elsewhere(whole: Reading, cut: Sequence[Reading]) -> bool:
    """Say whether all parts are answered by one sentence, and the whole by another one."""
    said = {_place(reading) for reading in cut}
    return len(said) == 1 and bool(_verdict(whole).spans) and _place(whole) not in said


def _is_about(reading: Reading) -> bool:
    """Say whether the paragraph that answers says half of what an opened question is about.

    What it claims vouched for it before it was left open.
    """
    assert reading.question is not None
    passage = _verdict(reading).spans[0].hit.passage
    return whynot.said_share(reading.question, f"{passage.title}\n{passage.text}") >= 0.5


def _place(reading: Reading) -> tuple[str, int]:
    best = _verdict(reading).spans[0]
    return best.hit.passage.document_id, best.start


def _parts(readings: Sequence[Reading], index: Index) -> list[Part]:
    """Choose what to quote for every reading; what one has quoted the next need not repeat."""
    parts: list[Part] = []
    for reading in readings:
        assert reading.question is not None
        if reading.told:
            parts.append(Part(reading.question, reading.told, is_sure=True))
            continue
        verdict = _verdict(reading)
        quoted = [quote for part in parts for quote in part.quotes]
        chosen = compose.compose(reading.question, verdict.spans, index, verdict.confidence)
        said = [quote for quote in chosen if not any(compose.covers(one, quote) for one in quoted)]
        new = superseded.in_force(reading.question, said, index)
        if new:
            is_sure = verdict.confidence >= compose.SURE
            parts.append(Part(reading.question, new, is_sure))
    return parts


def _is_said(reading: Reading, others: Sequence[Reading], text: str) -> bool:
    """Say whether the quotes for other parts have half of this part's own words too.

    What another part says as well is not its own. A part that has no others is told by the kind of
    words that it asks for.
    """
    question = reading.question
    assert question is not None
    own = {word.folded for word in syllables(reading.text)}
    spelled = [one.question.spelled for one in others if one.question]
    shared = {word.folded for word in syllables(" ".join(spelled))}
    asked = own & {term.syllable.folded for term in question.terms} - shared
    if not asked:
        return question.answer_type in whynot.KINDS and has_type(
            question.answer_type, text, question
        )
    return 2 * len(asked & {word.folded for word in syllables(text)}) >= len(asked)


def _left_out(inquiry: Inquiry, answered: Sequence[Reading], parts: Sequence[Part]) -> str:
    """Say which parts of the question have no answer, when others have."""
    whole, *cut = inquiry.readings
    if not inquiry.parts_are_sure or not answered:
        return ""
    text = "\n".join(quote.text for part in parts for quote in part.quotes)
    missing = [
        f"“{one.text}”"
        for one in cut
        if not (one.is_answered if answered[0] is whole else _is_quoted(one, answered, parts))
        and not _is_said(one, [other for other in cut if other is not one], text)
    ]
    if len(missing) == len(cut):
        return ""  # the whole is answered, in words of its own
    return f"Tài liệu không trả lời phần: {'; '.join(missing)}." if missing else ""


def _is_quoted(reading: Reading, answered: Sequence[Reading], parts: Sequence[Part]) -> bool:
    """Say whether a part has quotes of its own, or rightly those that another one has.

    Rightly where it is sure; or where no kind of words tells, as of "xử lý thế nào".
    """
    assert reading.question is not None
    quoted = any(part.question is reading.question for part in parts)
    alike = reading.question.answer_type not in whynot.KINDS
    return reading in answered and (quoted or alike or reading.confidence >= compose.SURE)


_default: Assistant | None = None
_default_lock = threading.Lock()


def ask(question: str) -> Answer:
    """Ask the default assistant: the index in HOIDAP_INDEX or the cache, else one of the seeds.

    Opened once, at the first question; safe to call from many threads.

    Raises:
        HoiDapError: see `Assistant.open` and `Assistant.ask`.
    """
    global _default
    with _default_lock:
        if _default is None:
            _default = Assistant.open()
    return _default.ask(question)
