"""The Vietnamese rules: canonical form, fold (toneless), syllables, sentences.

Nothing here edits a document: what is derived carries offsets that lead back to the text given.
"""

import re
import unicodedata
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from functools import lru_cache

TONE_MARKS = "\u0300\u0301\u0303\u0309\u0323"  # huyền, sắc, ngã, hỏi, nặng

# A word is a run of letters and digits; combining marks belong to it, for files in NFD.
_WORD = re.compile(r"[^\W_](?:[\w\u0300-\u036f])*")
# The vowel groups of Vietnamese spelling, longest first, each also without its quality marks.
_NUCLEI = "|".join(
    sorted(
        "a ă â e ê i o ô ơ u ư y ai ao au ay âu ây eo êu eu ia iê ie iu iêu ieu oa oă oai oao oay "
        "oe oeo oi ôi ơi oo ua uâ uây uay uai uê ue ui uô uo uôi uoi uơ uou uy uya uyê uye uyu uu "
        "ưa ưi ươ ưo uơi ươi ưoi ươu ưu yê ye yêu yeu".split(),
        key=len,
        reverse=True,
    )
)
SYLLABLE = re.compile(
    r"(?P<onset>ngh|ng|nh|kh|gh|gi(?=[aăâeêioôơuưy])|qu|ph|th|tr|ch|[bcdđghklmnpqrstvx])?"
    rf"(?P<nucleus>{_NUCLEI})"
    r"(?P<coda>ng|nh|ch|[cmnpt])?"
)


@dataclass(frozen=True, slots=True)
class Syllable:
    """One word of a text with its place: offsets, canonical lower-case form, toneless form."""

    start: int
    end: int
    form: str
    folded: str


@lru_cache(maxsize=65536)
def _canonical_word(word: str) -> str:
    """NFC with the tone mark where tradition puts it: "hoà" -> "hòa", "qúy" -> "quý"."""
    word = unicodedata.normalize("NFC", word)
    if word.isascii():
        return word
    decomposed = unicodedata.normalize("NFD", word)
    tones = [mark for mark in decomposed if mark in TONE_MARKS]
    if len(tones) != 1:
        return word
    bare = unicodedata.normalize("NFC", "".join(c for c in decomposed if c not in TONE_MARKS))
    lower = bare.lower()
    match = SYLLABLE.fullmatch(lower)
    if match is None:
        return word
    start, end = match.span("nucleus")
    nucleus = lower[start:end]
    marked = [i for i, vowel in enumerate(nucleus) if vowel in "ăâêôơư"]
    if marked:
        at = marked[-1]
    elif len(nucleus) == 1:
        at = 0
    elif len(nucleus) == 3 or match["coda"]:
        at = 1
    else:
        at = 0
    at += start
    return unicodedata.normalize("NFC", bare[: at + 1] + tones[0] + bare[at + 1 :])


def canonical(text: str) -> str:
    """One spelling for what reads the same: NFC, one tone placement, plain spaces.

    >>> canonical("Hoà thuỷ qúa")
    'Hòa thủy quá'
    """
    text = unicodedata.normalize("NFC", text)
    text = re.sub("[\u00a0\u2000-\u200a\u202f\u3000]", " ", text)
    text = re.sub("[\u00ad\u200b-\u200d\u2060\ufeff]", "", text)
    return _WORD.sub(lambda match: _canonical_word(match[0]), text)


_INVISIBLE = "\u00ad\u200b-\u200d\u2060\ufeff"
_CHUNK = re.compile(r"\s|\S+")
_PIECE = re.compile(rf"[\w\u0300-\u036f{_INVISIBLE}]+|.", re.DOTALL)


def canonical_places(text: str) -> tuple[str, list[tuple[int, int]]]:
    """Give the canonical form, and for each of its characters the place in `text` it stands for.

    Where a word changes its length, all its characters stand for the whole word.

    >>> canonical_places("Hoa\u0300 thuỷ")
    ('Hòa thủy', [(0, 4), (0, 4), (0, 4), (4, 5), (5, 6), (6, 7), (7, 8), (8, 9)])
    """
    forms: list[str] = []
    places: list[tuple[int, int]] = []
    for chunk in _CHUNK.finditer(text):
        form = canonical(chunk[0])
        start, end = chunk.span()
        pieces = [(form, start, end)]
        if len(form) != end - start:
            finer = [
                (canonical(piece[0]), start + piece.start(), start + piece.end())
                for piece in _PIECE.finditer(chunk[0])
            ]
            # Marks of other scripts may join what the pieces part.
            if "".join(piece for piece, _, _ in finer) == form:
                pieces = finer
        for piece, a, b in pieces:
            same = len(piece) == b - a
            places += [(a + i, a + i + 1) if same else (a, b) for i in range(len(piece))]
            forms.append(piece)
    return "".join(forms), places


def fold(text: str) -> str:
    """Lower case without any diacritics, as it is typed on a plain keyboard.

    >>> fold("Đà Nẵng")
    'da nang'
    """
    return _fold_word(text) if len(text) <= 24 else _fold_text(text)


@lru_cache(maxsize=65536)
def _fold_word(word: str) -> str:
    return _fold_text(word)


def _fold_text(text: str) -> str:
    decomposed = unicodedata.normalize("NFD", text.lower())
    bare = "".join(c for c in decomposed if not unicodedata.combining(c))
    return unicodedata.normalize("NFC", bare).replace("đ", "d")


def is_toned(word: str) -> bool:
    """Say whether a word carries Vietnamese diacritics (a tone, a quality mark or đ)."""
    return fold(word) != unicodedata.normalize("NFC", word.lower())


# "ngi", "ka", "ce": the same sound is spelled otherwise before such a vowel.
_MISSPELLED = re.compile(r"(?:ng|g(?!i)|c)[ieêy]|(?:ngh|gh|k)[aăâoôơuư]|q(?!u)")


def is_spelled_right(word: str) -> bool:
    """Say whether a lower-case word, toned or toneless, can be a Vietnamese syllable.

    >>> is_spelled_right("nghị"), is_spelled_right("ngị"), is_spelled_right("hooij")
    (True, False, False)
    """
    bare = "".join(c for c in unicodedata.normalize("NFD", word) if c not in TONE_MARKS)
    bare = unicodedata.normalize("NFC", bare)
    return bool(SYLLABLE.fullmatch(bare)) and not _MISSPELLED.match(bare)


def without_capitals(text: str) -> str:
    """Write words in capitals as other text is written; every character keeps its place.

    A model that learned from running text cuts "HỌC PHÍ" into single letters, and knows no word of
    them. Two words or more in a row are lowered, all but the first letter, where each can be a
    Vietnamese syllable and one bears marks, and a single one that does; abbreviations and Roman
    numbers stay.

    >>> without_capitals("ĐIỀU 2. HỌC PHÍ, LỆ PHÍ của UBND XÃ TÂN AN")
    'Điều 2. Học phí, lệ phí của UBND xã tân an'
    """
    return _CAPITALS.sub(_lowered, text)


_UPPER = "A-ZÀ-ÖØ-ÞĂĐĨŨƠƯẠẢẤẦẨẪẬẮẰẲẴẶẸẺẼẾỀỂỄỆỈỊỌỎỐỒỔỖỘỚỜỞỠỢỤỦỨỪỬỮỰỲỴỶỸ"
_CAPITALS = re.compile(rf"(?<!\w)[{_UPPER}]+(?!\w)(?:[ ,–—-]+[{_UPPER}]+(?!\w))*")
_ROMAN = re.compile("[IVXLC]+")
_SHORT_FORMS = frozenset(("IT", "VAT", "BOT", "EU", "GAP"))  # which could be syllables


def _lowered(run: re.Match[str]) -> str:
    if run[0].isascii():
        return run[0]  # "IT, AI", "CO, NO"
    words = [
        (
            match.start(),
            match[0],
            is_spelled_right(match[0].lower())
            and match[0] not in _SHORT_FORMS
            and not _ROMAN.fullmatch(match[0]),
        )
        for match in re.finditer(r"\w+", run[0])
    ]
    text = list(run[0])
    for at, (start, word, is_word) in enumerate(words):
        beside = [words[other][2] for other in (at - 1, at + 1) if 0 <= other < len(words)]
        if is_word and (any(beside) or (len(word) > 2 and is_toned(word.lower()))):
            kept = 0 if start else 1
            text[start + kept : start + len(word)] = word[kept:].lower()
    return "".join(text)


def syllables(text: str) -> list[Syllable]:
    """Words of a text in order, with exact offsets into it, in whatever normal form it is."""
    found = []
    for match in _WORD.finditer(text):
        form = _canonical_word(match[0]).lower()
        if form == "tư" and _is_central(text, match):
            form = "tw"
        found.append(Syllable(match.start(), match.end(), form, fold(form)))
    return found


@lru_cache(maxsize=8192)
def words_of(text: str) -> tuple[Syllable, ...]:
    """Cut a sentence into words; kept, for people ask many questions of the same paragraphs."""
    return tuple(syllables(text))


def in_a_row(text: str) -> str:
    """Write a text's folded words with a space around each, for finding whole words in it.

    >>> in_a_row("Hà Nội, 2021")
    ' ha noi 2021 '
    """
    return row_of(words_of(text))


def row_of(words: Iterable[Syllable]) -> str:
    """Write words likewise."""
    return f" {' '.join(word.folded for word in words)} "


def forms_in_a_row(text: str) -> str:
    """Write a text's words likewise, with their tones.

    >>> forms_in_a_row("Hà Nội, 2021")
    ' hà nội 2021 '
    """
    return f" {' '.join(word.form for word in words_of(text))} "


def _is_central(text: str, match: re.Match[str]) -> bool:
    """Say whether "TƯ" is short for Trung ương, which is also written TW: "22-NQ/TƯ", "BTC TƯ"."""
    if not match[0].isupper():
        return False
    before = text[: match.start()].rstrip(" ")
    words = text[max(0, match.start() - 40) : match.end() + 40]
    return before.endswith(("/", "-")) or not words.isupper()


# Abbreviations whose full stop does not end a sentence, folded. Titles, places, "v.v." and "tr.".
# Not those written without one ("TP. HCM", "UBND"): a stop after them is the sentence's.
_ABBREVIATIONS = frozenset(
    "tp tx tt gs pgs ts ths bs ks cn ls nxb tr vv st dr mr mrs ms prof inc ltd co no vs "
    "cki ckii bsck bscki bsckii bsnt dscki dsckii tskh kts ncs llb llm "
    "q p h x d s so tt dt tel fax vd jr sr phd pgd kt tl tm tuq "
    "mt op cit ibid etc eg ie al vol pp ed eds dc ds nsnd nsut gv hs sv cty cp".split()
)
# Stops that always end the sentence when a new one follows, though the word before is short.
_END = re.compile(r"(?:[.!?…]+)[\"'”’»)\]]*")
_CLAUSE_MARKER = re.compile(
    r"\s*(?:(?:Điều|Khoản|Mục|Chương|Phần|Bài|Phụ lục|Article)\s+[\dIVXLC]+[a-zđ]?"
    r"|\d{1,3}(?:\.\d{1,3})*|[IVXLC]{1,6}|[a-zđA-ZĐ])\s*[.)]*\s*"
)
_LIST_ITEM = re.compile(
    r"[ \t]*(?:[-–—•*+▪●◦➢✓]\s|\(?(?:\d{1,3}(?:\.\d{1,3})*|[IVXLC]{1,5}|[a-zđ]{1,2})[.)](?!\d)\s*\S"
    r"|(?:Điều|Khoản|Mục|Chương|Phần)\s+[\dIVXLC]+)"
)


_LABELLED = re.compile(r"[ \t]*(?=[^\W\d_a-zđ])[^:,.;!?|\r\n]{2,30}:[ \t]+[^\s:]")


def is_labelled(text: str, start: int, end: int) -> bool:
    """Say whether a line is a short label and its value: "Địa điểm: Nhà văn hóa thôn Đông"."""
    head = unicodedata.normalize("NFC", text[start : min(end, start + 80)])
    return bool(_LABELLED.match(head)) and head.lstrip()[0].isupper()


def sentences(text: str, start: int = 0, end: int | None = None) -> list[tuple[int, int]]:
    """Cut `text[start:end]` at sentence borders; give (start, end) offsets, without outer spaces.

    "TP. HCM", "GS.TS.", "19.5.2018", initials and numbered clauses ("1.", "Điều 5.") do not end
    a sentence; a stop glued to the next capital ("quốc tế.Đào tạo") does.

    >>> text = "Ông là GS.TS. Nguyễn Văn A ở TP. HCM. Ngày 19.5.2018 ông về Huế."
    >>> [text[a:b] for a, b in sentences(text)]
    ['Ông là GS.TS. Nguyễn Văn A ở TP. HCM.', 'Ngày 19.5.2018 ông về Huế.']
    """
    end = len(text) if end is None else end
    borders = []
    left = start
    for line_start, line_end in _logical_lines(text, start, end):
        left = line_start
        for match in _END.finditer(text, line_start, line_end):
            if _ends_sentence(text, left, match, line_end):
                borders.append((left, match.end()))
                left = match.end()
        if left < line_end:
            borders.append((left, line_end))
    return [trimmed for a, b in borders if (trimmed := trim(text, a, b))[0] < trimmed[1]]


def trim(text: str, start: int, end: int) -> tuple[int, int]:
    """Move both ends of `text[start:end]` inwards past spaces and invisible characters."""
    while start < end and _is_blank(text[start]):
        start += 1
    while end > start and _is_blank(text[end - 1]):
        end -= 1
    return start, end


def _is_blank(character: str) -> bool:
    return character.isspace() or character in "\ufeff\u200b\u200c\u200d\u2060\x00"


# Wrapped text has lines of about the same width. Nobody wraps beyond this.
_WIDEST_WRAP = 140
_NARROWEST_WRAP = 40
_NARROWEST_LABELS = 50  # lines shorter than this, above a label, are no prose that was wrapped
BAR = " | "
"""What stands between the cells of a row in plain text: "STT | Khoản thu | Mức thu"."""
LINE_BREAK = re.compile(r"\r\n|[\n\r\x0b\x0c\x85\u2028\u2029]")
"""What ends a line, as Unicode has it."""


def _logical_lines(text: str, start: int, end: int) -> list[tuple[int, int]]:
    """Join hard-wrapped lines; break where a line is finished or the next one begins anew."""
    physical = []
    left = start
    for match in LINE_BREAK.finditer(text, start, end):
        physical.append((left, match.start()))
        left = match.end()
    physical.append((left, end))
    width = max(b - a for a, b in physical)
    joined = [physical[0]]
    for line in physical[1:]:
        if _is_wrapped(text, joined[-1], line, width):
            joined[-1] = (joined[-1][0], line[1])
        else:
            joined.append(line)
    return joined


def _is_wrapped(text: str, before: tuple[int, int], line: tuple[int, int], width: int) -> bool:
    """Say whether `line` goes on with the sentence of the line before it."""
    tail = text[max(before[0], before[1] - 240) : before[1]]
    last = LINE_BREAK.split(tail)[-1].strip()
    head = text[line[0] : min(line[1], line[0] + 40)]
    if not last or not head.strip():
        return False  # a blank line ends the sentence
    if BAR in last and BAR in text[line[0] : line[1]]:
        return False  # rows of a table
    if last.endswith((".", ";", ":", "!", "?", "…", "”", '"', "|")) or _LIST_ITEM.match(head):
        return False
    if is_labelled(text, *line) and (
        is_labelled(text, *before) or len(last) < max(_NARROWEST_LABELS, 0.85 * width)
    ):
        return False  # below a full line it may be prose that says "Ông Nam kể: …" by chance
    if head.lstrip()[0].islower() or last.endswith(","):
        return True
    # A capital may open a name in the middle of a wrapped sentence, or a new line of a poem,
    # a table, a heading: the first only follows a line that is about as wide as the widest.
    return width <= _WIDEST_WRAP and len(last) >= max(_NARROWEST_WRAP, 0.6 * width)


def _ends_sentence(text: str, left: int, match: re.Match[str], end: int) -> bool:
    """Decide whether the stops at `match` end the sentence that began at `left`."""
    stop = match[0]
    after = match.end()
    # Slices are bounded: a file may be one line of many megabytes.
    follows = text[after : min(end, after + 80)].lstrip()
    if not follows:
        return True
    # "quốc tế.Đào tạo": no space, but two lower-case letters before and a capitalised word after.
    if not text[after].isspace():
        glued = len(follows) > 1 and follows[0].isupper() and not follows[1].isupper()
        word = unicodedata.normalize("NFC", text[max(left, match.start() - 6) : match.start()])
        return stop == "." and glued and len(word) > 1 and word[-2:].islower()
    opener = follows.lstrip("\"'“‘«([-–—•* ")
    if opener and opener[0].islower():
        return False
    if "!" in stop or "?" in stop:
        return True
    if stop.startswith(("…", "..")):
        return bool(opener) and (opener[0].isupper() or opener[0].isdigit())
    head = unicodedata.normalize("NFC", text[max(left, match.start() - 80) : match.start()])
    if match.start() - left < 80 and _CLAUSE_MARKER.fullmatch(head):
        return False
    word = re.split(r"[\s(\[\"'“‘«,;:/]", head)[-1]
    if word.isdigit() and head[: -len(word)].rstrip().endswith((":", ";")):
        return False  # an inline enumeration: "gồm: 1. Chính trị; 2. Kinh tế"
    last = word.rsplit(".", 1)[-1]
    if len(last) == 1 and last.isupper():
        return False  # an initial: "J. K. Rowling"
    return not (fold(last) in _ABBREVIATIONS and (last[:1].isupper() or last in {"tr", "vs", "no"}))


def replaced(text: str, changes: Sequence[tuple[int, int, str]]) -> str:
    """Put new words in the places given, (start, end, new); none overlap, or lengths stay.

    >>> replaced("do ai ky", [(6, 8, "ký")])
    'do ai ký'
    """
    for start, end, new in sorted(changes, reverse=True):
        text = text[:start] + new + text[end:]
    return text
