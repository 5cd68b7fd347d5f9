"""One training example, in the columns of the human reading sets."""

from dataclasses import dataclass
from hashlib import sha256
from typing import Any

Row = dict[str, Any]


@dataclass(frozen=True, slots=True)
class Example:
    """A question about a context, with the places that answer it; none when nothing does."""

    source: str
    """"made_wiki", "made_news", or "made_news_abstract" where the abstract asks."""
    kind: str
    """What is asked for ("when"), or how it came to have no answer ("changed")."""
    question: str
    context: str
    answers: tuple[tuple[int, int], ...]
    passage_id: str

    @property
    def id(self) -> str:
        """Named by what it asks of what, so that making it again gives the same name."""
        said = f"{self.question}\n{self.context}"
        return f"made-{self.kind}-{digest(said)}"

    def row(self) -> Row:
        """Give it as a line of the file."""
        texts = [{"text": self.context[a:b], "start": a} for a, b in self.answers]
        return {
            "id": self.id,
            "source": self.source,
            "question": self.question,
            "context": self.context,
            "answers": texts,
            "answerable": bool(texts),
            "passage_id": self.passage_id,
        }

    @classmethod
    def of(cls, row: Row) -> "Example":
        """Read one back."""
        places = tuple((a["start"], a["start"] + len(a["text"])) for a in row["answers"])
        kind = row["id"].split("-")[1]
        return cls(row["source"], kind, row["question"], row["context"], places, row["passage_id"])


def digest(text: str) -> str:
    """Give a short name that is the same for the same text."""
    return sha256(text.encode()).hexdigest()[:12]
