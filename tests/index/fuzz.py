"""Fuzz the loaders: `fuzz.py [COUNT [SEED]]`. Prints what it did; exit code 1 on a find.

Inputs are the files of the corpus, mutated: bits flipped, cut, spliced, repeated, members of
archives changed and packed again; and random texts of the letters that the readers look for. Each
must give documents with exact offsets or a reason, in time; the process that reads must not die.
"""

import io
import random
import sys
import time
import zipfile
from collections import Counter
from pathlib import Path

from corpus import Case, cases

from index.formats import suffix_of
from index.load import Reading
from index.sandbox import Sandbox

SLOW = {".doc": 30.0}  # LibreOffice takes its time to start
USUAL = 10.0  # seconds: an input that takes longer is worth a look
_LETTERS = (
    "aăâbcdđeêghiklmnoôơpqrstuưvxyáàảãạấầẩẫậ ĐIỀU khoản Điều 1. 2) a) b) Chương II Phụ lục \n\r\t"
    "^(+`'?~.µ¸¶·¹®Ìß\u0300\u0301\u0323\u00ad\u200b\ufeff\U0001f600“”\"«»|#*-–—:;/"
)


def main(count: int = 20_000, seed: int = 2026) -> int:
    """Try as many inputs; give how many finds there were."""
    chance = random.Random(seed)
    seeds = [case for case in cases() if 0 < len(case.content) < 200_000]
    kinds: Counter[str] = Counter()
    finds = read = refused = 0
    began = time.monotonic()
    with Sandbox() as sandbox:
        for number in range(count):
            name, content = _input(chance, seeds)
            kinds[suffix_of(name)] += 1
            started = time.monotonic()
            reading = sandbox.read(content, name)
            spent = time.monotonic() - started
            read += bool(reading.documents)
            refused += not reading.documents
            fault = _fault(reading, name) or (
                f"{spent:.1f} s" if spent > SLOW.get(suffix_of(name), USUAL) else ""
            )
            if fault:
                finds += 1
                kept = Path(f"fuzz-{seed}-{number}{suffix_of(name)}")
                kept.write_bytes(content)
                print(f"{kept}: {fault}", flush=True)
            if (number + 1) % 1000 == 0:
                print(f"{number + 1} inputs, {time.monotonic() - began:.0f} s", flush=True)
    by_kind = ", ".join(f"{kind} {times}" for kind, times in kinds.most_common())
    print(f"{count} inputs ({by_kind}): {read} read, {refused} refused, {finds} finds")
    return finds


def _input(chance: random.Random, seeds: list[Case]) -> tuple[str, bytes]:
    if chance.random() < 0.2:
        length = chance.choice((3, 30, 300, 3000))
        text = "".join(chance.choice(_LETTERS) for _ in range(length))
        encoding = chance.choice(("utf-8", "utf-16", "utf-16-le", "latin-1", "cp1258"))
        suffix = chance.choice((".txt", ".md", ".html", ".csv", ".rtf", ".eml"))
        return f"a{suffix}", text.encode(encoding, "replace")
    case = chance.choice(seeds)
    content = case.content
    if content[:2] == b"PK" and chance.random() < 0.7:
        content = _member_changed(chance, content)
    else:
        content = _mutated(chance, content)
    # Now and then a file under a name that lies.
    suffix = suffix_of(chance.choice(seeds).name if chance.random() < 0.05 else case.name)
    return f"a{suffix}", content


def _mutated(chance: random.Random, content: bytes) -> bytes:
    changed = bytearray(content)
    for _ in range(chance.randrange(1, 6)):
        at = chance.randrange(len(changed) + 1)
        to = min(len(changed), at + chance.randrange(1, 200))
        kind = chance.randrange(6)
        if kind == 0 and at < len(changed):
            changed[at] ^= 1 << chance.randrange(8)
        elif kind == 1:
            del changed[at:to]
        elif kind == 2:
            changed[at:at] = changed[at:to] * chance.randrange(1, 20)
        elif kind == 3:
            changed[at:to] = bytes(chance.randrange(256) for _ in range(to - at))
        elif kind == 4:
            changed = changed[: max(1, at)]
        else:
            changed[at:at] = chance.choice(
                (b"\0", b"\xff", b"<", b"&#0;", b"%", b"9" * 20, b"(" * 50)
            )
    return bytes(changed)


def _member_changed(chance: random.Random, content: bytes) -> bytes:
    """Change a file in an archive and pack it again, so that the change is met inside."""
    try:
        with zipfile.ZipFile(io.BytesIO(content)) as archive:
            files = {name: archive.read(name) for name in archive.namelist()}
    except (zipfile.BadZipFile, RuntimeError, NotImplementedError, EOFError):
        return _mutated(chance, content)
    if not files:
        return _mutated(chance, content)
    name = chance.choice(sorted(files))
    files[name] = _mutated(chance, files[name])
    out = io.BytesIO()
    with zipfile.ZipFile(out, "w", zipfile.ZIP_DEFLATED) as archive:
        for member, data in files.items():
            archive.writestr(member, data)
    return out.getvalue()


def _fault(reading: Reading, name: str) -> str:
    """Say what is wrong with what reading gave."""
    if not reading.documents and not reading.skipped:
        return "neither documents nor a reason"
    for error in reading.skipped:
        if not str(error).startswith(name):
            return f"a reason without the file's name: {error}"
        if "đột ngột" in str(error):
            return f"the process that reads died: {error}"
        if "đọc quá" in str(error):
            return f"too slow: {error}"
    for document in reading.documents:
        before = 0
        for paragraph in document.paragraphs:
            quote = document.text[paragraph.start : paragraph.end]
            if paragraph.start < before or quote != quote.strip() or not quote:
                return f"a paragraph at {paragraph.start} that overlaps or has outer spaces"
            before = paragraph.end
        if not document.title:
            return "a document without a title"
    return ""


if __name__ == "__main__":
    sys.exit(1 if main(*map(int, sys.argv[1:3])) else 0)
