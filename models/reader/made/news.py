"""Ask with the words of a news abstract what the body of the article answers in its own."""

from collections.abc import Iterator, Sequence
from dataclasses import replace

from index.text import sentences
from models.reader.made.draft import Draft
from models.reader.made.nearmiss import content
from models.reader.made.sound import answers_well


def moved(
    draft: Draft, abstract: str, passages: Sequence[str]
) -> Iterator[tuple[Draft, str, tuple[int, int]]]:
    """Find the answer of a question on the abstract in the body; give passage and sentence too.

    The sentence must share half of the question's words: a name alone stands in many places.
    """
    asked = content(draft.question)
    texts = [abstract[a:b] for a, b in draft.answers]
    for passage in passages:
        for start, end in sentences(passage):
            sentence = passage[start:end]
            shared = len(asked & content(sentence))
            if 2 * shared < len(asked) or abstract[:40] in sentence:
                continue
            places = [
                (start + at, start + at + len(text))
                for text in texts
                if (at := sentence.lower().find(text.lower())) >= 0
            ]
            found = replace(draft, answers=tuple(places))
            if places and answers_well(found, passage):
                yield found, passage, (start, end)
