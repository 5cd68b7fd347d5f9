"""What a file calls itself, when that is a title and not what a program put there."""

from __future__ import annotations

import re

# Word offers the first line as the title, and in official texts that is the letterhead.
_LETTERHEAD = re.compile(
    r"(?i:cộng h(?:òa|oà) xã hội|độc lập\s*[-–]\s*tự do)"
    r"|^(?:UBND|(?:ỦY|UỶ) BAN NHÂN DÂN) [^a-zđ]*$"
)
_DEFAULT = re.compile(
    r"\.\w{3,4}$|^untitled|^microsoft|^(?:powerpoint presentation|word document|"
    r"bản trình bày powerpoint|document\s?\d*|slide\s?\d+)$",
    re.IGNORECASE,
)


def own_title(title: str) -> str:
    """Give the title a file has in its properties; empty when it says nothing.

    >>> own_title("Microsoft Word - cv 12"), own_title("PowerPoint Presentation")
    ('', '')
    >>> own_title("Quy chế làm việc")
    'Quy chế làm việc'
    """
    title = title.strip()
    return "" if _LETTERHEAD.search(title) or _DEFAULT.search(title) else title
