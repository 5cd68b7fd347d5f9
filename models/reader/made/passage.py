"""Make the questions of one passage: of every clause, of every kind, the sound ones."""

import random
import re
from collections.abc import Callable, Iterator
from dataclasses import replace

from index.identifiers import person_names
from index.text import sentences
from models.reader.made import facts, statements, things
from models.reader.made.clauses import Clause, clause_of, say
from models.reader.made.draft import Draft, Fact, inside
from models.reader.made.names import is_native_person, is_person
from models.reader.made.sound import is_sound
from models.reader.made.topics import Topic
from models.reader.made.vocabulary import listed
from models.reader.made.wording import reworded

KINDS: tuple[Callable[[Fact], Iterator[Draft]], ...] = (
    facts.when, facts.how_many, facts.where, things.who_does, things.whom, things.by_whom,
    statements.what_is, statements.why, statements.what_all, statements.called,
    statements.did_what, statements.how,
)  # fmt: skip
_AFTER_AN_ACT = listed(
    "được|bị|là|khiến|giúp|làm|gây|gây ra|dẫn đến|đã|sẽ|đang|không|có thể|cũng|cho phép|đòi hỏi"
)
_HE = frozenset({"ông", "bà", "anh", "cô", "chị", "ông ta", "bà ta"})


def drafts(text: str, topic: Topic, chance: random.Random) -> list[tuple[Draft, tuple[int, int]]]:
    """Make every sound question of a text; give each with the place of its sentence."""
    found = []
    places = sentences(text)
    for number, (start, end) in enumerate(places):
        if not 30 <= end - start <= 320:
            continue
        clause = clause_of(text, start, end)
        if clause is None:
            continue
        before = text[slice(*places[number - 1])] if number else ""
        fact = _fact(text, text[start:end], clause, before, topic, chance)
        if fact is None:
            continue
        for kind in KINDS:
            for draft in kind(fact):
                draft = replace(draft, question=_tidy(draft.question, fact))
                if chance.random() < 0.75:
                    draft = replace(draft, question=reworded(draft.question, chance))
                if is_sound(draft, text):
                    found.append((draft, (start, end)))
    return found


def _tidy(question: str, fact: Fact) -> str:
    question = re.sub(r"\s+", " ", question).replace(" ?", "?").strip()
    if fact.person:  # "X xuất bản sách của ông" -> "của mình"
        question = re.sub(r" của (?:ông|bà|anh|cô|chị)(?= [a-zđ]|\?)", " của mình", question)
    return question


def _fact(
    text: str, sentence: str, clause: Clause, before: str, topic: Topic, chance: random.Random
) -> Fact | None:
    """Call the subject by its name; None when that cannot be done for sure."""
    subject = clause.subject
    low = say(subject).lower()
    if low in _HE:
        name = _he(text, before, topic)
        return Fact(text, sentence, clause, name, True, chance) if name else None
    if low == "nó" or (len(subject) <= 3 and subject[-1].low == "này"):
        named = topic.name and not topic.person
        if low == "nó":
            named = named and before.lower().startswith(topic.name.lower())
        else:
            named = named and say(subject[:-1]).lower() in topic.classes
        return Fact(text, sentence, clause, topic.name, False, chance) if named else None
    if any(word.kind == "P" for word in subject) or (len(subject) == 2 and subject[0].kind == "L"):
        return None  # "những người": which?
    if subject[0].low in {"việc", "sự"} and clause.predicate[0].low not in _AFTER_AN_ACT:
        return None  # the verb may still belong to "việc"
    person = is_person(subject, sentence) or (topic.person and say(subject) in topic.name)
    said = say(subject)
    if person and topic.person and said in topic.name:
        said = topic.name
    if clause.leads:
        said = inside(said, subject)
    return Fact(text, sentence, clause, said, person, chance)


def _he(text: str, before: str, topic: Topic) -> str:
    """Give the person that "ông" at the head of a sentence is; "" when there may be two."""
    named = {before[slice(*place)] for place in person_names(before)}
    if topic.person:
        others = {name for name in named if name not in topic.name and topic.name not in name}
        return "" if others else topic.name
    people = {text[slice(*place)] for place in person_names(text)}
    people = {name for name in people if is_native_person(name)}
    return people.pop() if len(people) == 1 and named & people else ""
