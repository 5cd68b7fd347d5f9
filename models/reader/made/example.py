"""One training example, in the columns of the human reading sets."""

from dataclasses import dataclass
from hashlib import sha256
from typing import Any

Row = dict[str, Any]


@dataclass(frozen=True, slots=True)
class Example:
    """A question about a context, with the places that answer it; none when nothing does."""

    source: str
    """"made_wiki" or "made_news", with how: "made_wiki/when", "made_news/changed"."""
    question: str
    context: str
    answers: tuple[tuple[int, int], ...]
    passage_id: str

    @property
    def id(self) -> str:
        """Named by what it asks of what, so that making it again gives the same name."""
        said = f"{self.question}\n{self.context}"
        return f"made-{sha256(said.encode()).hexdigest()[:12]}"

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
        return cls(row["source"], row["question"], row["context"], places, row["passage_id"])
