"""What is said to a language model: one Markdown file a prompt, read by one function."""

import hashlib
from dataclasses import dataclass
from pathlib import Path

_FOLDER = Path(__file__).resolve().parent
_RULE = "\n---\n"


@dataclass(frozen=True, slots=True)
class Prompt:
    """What is said to a model; the {fields} of its request are filled by whoever sends it."""

    name: str
    instructions: str
    """The system message: what stands above the first rule of the file. It has no fields."""
    request: str
    """The user's message, the rest of the file."""

    @property
    def version(self) -> str:
        """The name with the first digits of the text's SHA-256: another text, another version."""
        text = f"{self.instructions}{_RULE}{self.request}"
        return f"{self.name}@{hashlib.sha256(text.encode()).hexdigest()[:8]}"

    def filled(self, **fields: str) -> str:
        """Fill the fields of the request; a brace inside a value stays as it is."""
        return self.request.format_map(fields)


def load(name: str) -> Prompt:
    """Read a prompt.

    Raises:
        ValueError: there is no such prompt; the message names those there are.
    """
    known = {path.stem: path for path in sorted(_FOLDER.glob("*.md"))}
    if name not in known:
        raise ValueError(f"no prompt {name!r}, only: {', '.join(known)}")
    text = known[name].read_text(encoding="utf-8").strip()
    instructions, rule, request = text.partition(_RULE)
    return Prompt(name, instructions.strip(), request.strip()) if rule else Prompt(name, "", text)
