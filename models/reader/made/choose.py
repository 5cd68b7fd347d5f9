"""Choose which of a passage's questions become examples, and which of these lose their answer."""

import random
from collections import deque
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field

from models.reader.made.draft import Draft
from models.reader.made.example import Example, digest
from models.reader.made.nearmiss import Named, changed, elsewhere, names_of, removed
from models.reader.made.sound import stands_alone

SHORTEST, LONGEST = 60, 180  # words of a context
FROM_ONE = 2  # examples of one passage
UNANSWERABLE = 0.25
# Against the kinds that nearly every sentence gives, so that all kinds are asked.
_WEIGHTS = {
    "when": 0.4,
    "did_what": 0.5,
    "how_many": 0.8,
    "statement": 0.8,
    "what_is": 0.8,
    "which": 0.8,
    "purpose": 0.9,
    "role": 1.2,
    "by_whom": 1.5,
    "cause": 1.5,
    "how": 1.5,
    "list": 1.5,
    "name": 1.5,
    "which_is": 1.5,
    "why": 1.5,
}

Made = tuple[Draft, tuple[int, int]]
"""A question and the place of the sentence that answers it."""


def fits(text: str) -> bool:
    """Say whether a passage has a fit length to be a context."""
    return SHORTEST <= len(text.split()) <= LONGEST


def chosen(made: Sequence[Made], chance: random.Random) -> list[Made]:
    """Take a few questions about different sentences, the rarer kinds rather than the others."""
    order = sorted(
        made, key=lambda one: chance.random() ** (1 / _WEIGHTS.get(one[0].kind, 1.0)), reverse=True
    )
    found: list[Made] = []
    for draft, sentence in order:
        if all(sentence != other for _, other in found):
            found.append((draft, sentence))
    return found[:FROM_ONE]


@dataclass(slots=True)
class Balance:
    """Keeps a quarter of the examples unanswerable, and the names that may be put elsewhere."""

    chance: random.Random
    names: deque[Named] = field(default_factory=lambda: deque(maxlen=800))
    made: int = 0
    unanswerable: int = 0

    def meet(self, text: str) -> None:
        """Remember the names of a text."""
        self.names.extend(names_of(text))

    def example(
        self, source: str, draft: Draft, sentence: tuple[int, int], text: str,
        passage_id: str, others: Sequence[str] = (),
    ) -> Example:  # fmt: skip
        """Turn a draft into an example, one that nothing answers when these are behind."""
        found = None
        if self.unanswerable < UNANSWERABLE * (self.made + 1):
            found = next(self._missed(source, draft, sentence, text, passage_id, others), None)
        self.made += 1
        self.unanswerable += found is not None
        return found or Example(source, draft.kind, draft.question, text, draft.answers, passage_id)

    def _missed(
        self, source: str, draft: Draft, sentence: tuple[int, int], text: str,
        passage_id: str, others: Sequence[str],
    ) -> Iterator[Example]:  # fmt: skip
        ways = ["changed", "changed", "removed", "elsewhere"]
        self.chance.shuffle(ways)
        for way in ways:
            question, context = draft.question, text
            if way == "changed":
                question = changed(question, text, self.names, self.chance) or ""
            elif way == "removed":
                context = removed(question, text, sentence, draft.answers) or ""
            else:
                context = elsewhere(question, text, draft.answers, others) or ""
            if question and context and stands_alone(question):
                # Rows with one passage id have one context.
                suffix = "" if context == text else f"-{digest(context)}"
                yield Example(source, way, question, context, (), passage_id + suffix)
