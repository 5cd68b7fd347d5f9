"""How the closed lists of Vietnamese words are written here: one block, a bar between words."""


def listed(block: str) -> frozenset[str]:
    """Read a block of words; a word may have several syllables, and the block several lines.

    >>> sorted(listed("ông|bà|giáo sư|"
    ...               "bác sĩ"))
    ['bà', 'bác sĩ', 'giáo sư', 'ông']
    """
    return frozenset(word for word in block.split("|") if word)
