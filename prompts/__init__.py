"""What is said to a language model: one Markdown file a prompt, read by one function."""

from pathlib import Path

_FOLDER = Path(__file__).resolve().parent


def load(name: str) -> str:
    """Read a prompt; its {fields} are filled by whoever sends it.

    Raises:
        ValueError: there is no such prompt; the message names those there are.
    """
    known = {path.stem: path for path in sorted(_FOLDER.glob("*.md"))}
    if name not in known:
        raise ValueError(f"no prompt {name!r}, only: {', '.join(known)}")
    return known[name].read_text(encoding="utf-8")
