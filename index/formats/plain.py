"""Text files: UTF-8 as it is, UTF-16, and the Vietnamese encodings from before Unicode."""

from __future__ import annotations

import codecs
import re

from index.errors import SeedError
from index.extract import Extract, plain
from index.legacy import is_vietnamese, legacy_edits
from index.repair import Edit, Repaired


def read_text(content: bytes, _name: str) -> Extract:
    """Decode a text file; one in UTF-8 is not changed.

    A file in an old encoding is first read a byte a character (Latin-1), so that offsets into the
    original are offsets into the file.
    """
    return decoded(content)


def decoded(content: bytes, declared: str = "") -> Extract:
    """Decode bytes that may say nothing, or something wrong, about their encoding.

    Raises:
        SeedError: they are no text.
    """
    if content.startswith((codecs.BOM_UTF16_LE, codecs.BOM_UTF16_BE)):
        return _utf_16(content, "utf-16-le" if content[0] == 0xFF else "utf-16-be")
    without_mark = _utf_16_without_mark(content)
    if without_mark:
        return _utf_16(content, without_mark)
    nul = content.find(b"\0")
    if nul >= 0:
        raise SeedError(
            f"là tệp nhị phân (byte 0 ở vị trí {nul}), không phải văn bản. "
            "Hãy xuất nội dung ra .txt, mã UTF-8."
        )
    try:
        text = content.decode("utf-8")
    except UnicodeDecodeError as error:
        return _old(content, error, declared)
    _refuse_blank(text)
    return plain(text)


def _utf_16(content: bytes, encoding: str) -> Extract:
    try:
        text = content.decode(encoding)
    except UnicodeDecodeError as error:
        raise SeedError(
            f"mã UTF-16 bị cắt hoặc hỏng ở byte {error.start}. Hãy lưu lại tệp với mã UTF-8."
        ) from None
    _refuse_blank(text)
    return plain(text)


def _utf_16_without_mark(content: bytes) -> str:
    """Name the UTF-16 that a text without a byte order mark is in; empty when it is none."""
    head = content[:2000]
    if len(content) % 2 or len(content) < 20:
        return ""
    # In Vietnamese every space and most letters have a zero byte, always on the same side.
    even, odd = head[::2].count(0), head[1::2].count(0)
    most = 0.4 * len(head) / 2
    if odd > most and not even:
        return "utf-16-le"
    return "utf-16-be" if even > most and not odd else ""


def _refuse_blank(text: str) -> None:
    if not re.search(r"\w", text):
        raise SeedError("tệp trống, không có chữ nào. Hãy thêm nội dung hoặc xóa tệp.")


_OWN = re.compile(rb"[^\r\n]+")
_RESOLVED = 0.7  # of the words with bytes beyond ASCII, for the rest to be taken as they are


def _old(content: bytes, error: UnicodeDecodeError, declared: str) -> Extract:
    """Read a file that is not UTF-8: line by line in whatever it is."""
    original = content.decode("latin-1")
    edits: list[Edit] = []
    for line in _OWN.finditer(content):
        if not line[0].isascii():
            edits += _utf_8_words(line[0], line.start())
    repaired = Repaired(original).edited(edits)
    old = legacy_edits(repaired.text)
    # "hà" is the same byte in several sets: it tells nothing and is nothing foreign either.
    foreign = {
        match.start()
        for match in re.finditer(r"\S*[\x80-\xff]\S*", repaired.text)
        if not is_vietnamese(match[0])
    }
    foreign -= {_token_start(repaired.text, edit.start) for edit in old}
    foreign -= {_token_start(repaired.text, repair.start) for repair in repaired.repairs}
    known = len(old) + len(edits)
    western = not old and declared.lower() in ("iso-8859-1", "latin1", "windows-1252")
    if not western and (not known or known < _RESOLVED * (known + len(foreign))):
        line_number = content.count(b"\n", 0, error.start) + 1
        raise SeedError(
            f"không phải UTF-8: byte 0x{content[error.start]:02x} ở vị trí {error.start}, dòng "
            f"{line_number}, cũng không phải TCVN3, VNI, VPS, VIQR hay Windows-1258. "
            "Hãy lưu lại tệp với mã UTF-8."
        ) from None
    repaired = repaired.edited(old)
    # What is left between 0x80 and 0x9F are the quotes and dashes of Windows.
    repaired = repaired.edited(
        Edit(
            m.start(), m.end(), m[0].encode("latin-1").decode("cp1252", "ignore"), "mã Windows-1252"
        )
        for m in re.finditer(r"[\x80-\x9f]+", repaired.text)
    )
    _refuse_blank(repaired.text)
    return Extract(repaired, is_page=True)


def _token_start(text: str, at: int) -> int:
    while at > 0 and not text[at - 1].isspace():
        at -= 1
    return at


_SEQUENCES = re.compile(
    rb"(?:[\xc2-\xdf][\x80-\xbf]|[\xe0-\xef][\x80-\xbf]{2}|[\xf0-\xf4][\x80-\xbf]{3})+"
)


def _utf_8_words(line: bytes, offset: int) -> list[Edit]:
    """Find the words of a line that are in UTF-8, in a file that is not as a whole.

    Of a line with a few stray bytes, the quotes of Windows pasted into it, the rest is UTF-8 still.
    """
    sequences = [match.span() for match in _SEQUENCES.finditer(line)]
    letters = sum(len(_decoded(line[start:end])) for start, end in sequences)
    stray = len(re.findall(rb"[\x80-\xff]", line)) - sum(end - start for start, end in sequences)
    if letters <= stray:
        return []
    edits = []
    for word in re.finditer(rb"[^\s]*[\x80-\xff][^\s]*", line):
        inside = [(a, b) for a, b in sequences if word.start() <= a and b <= word.end()]
        for start, end in [word.span()] if _decoded(word[0]) else inside:
            said = _decoded(line[start:end])
            if said:
                edits.append(Edit(offset + start, offset + end, said, "mã UTF-8"))
    return edits


def _decoded(content: bytes) -> str:
    """Give UTF-8 as text; empty when it is none."""
    try:
        return content.decode("utf-8")
    except UnicodeDecodeError:
        return ""
