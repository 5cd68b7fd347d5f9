"""Names in a question typed without capitals and diacritics, told by the names that passages have.

"thon dong tam" names another hamlet than "thôn Đồng Kỳ", and "bach thi huong" another woman than
"Bạch Thị Sương": what a passage has the beginning of, and no document has as words, is a name.
"""

from __future__ import annotations

import re
from collections.abc import Collection, Iterator, Mapping, Sequence
from dataclasses import dataclass

from index.identifiers import is_family_name, is_of_a_family, proper_names
from index.lexical import LexicalIndex
from index.text import Syllable, fold, is_spelled_right, syllables
from qa.asking import FUNCTION_FORMS
from qa.kinds import PLACES

UNSURE = 0.9  # of the restorer's words at .9-.99, 96 % are right
_KIND_BEFORE = 6  # words between what a thing is and its name: "Công ty TNHH Vận tải Hoa Lau"


@dataclass(frozen=True, slots=True)
class _Name:
    """A name that a passage has, with the words before it: "thôn" of "thôn Đồng Kỳ"."""

    words: tuple[str, ...]
    folded: tuple[str, ...]
    before: tuple[str, ...]
    """In lower case, toned; the last one stands right before the name."""
    is_of_a_heading: bool = False


@dataclass(frozen=True, slots=True)
class Words:
    """The words of a question as they are spelled so far, and how sure each is, by place."""

    words: Sequence[Syllable]
    spelled: Mapping[int, str]
    trust: Mapping[int, float]
    lexical: LexicalIndex

    def __len__(self) -> int:
        return len(self.words)

    def folded(self, at: int) -> str:
        """Give a word without tones; empty outside the question."""
        return self.words[at].folded if 0 <= at < len(self.words) else ""

    def form(self, at: int) -> str:
        """Give a word as it is spelled by now, in lower case."""
        return self.spelled.get(at, self.words[at].form).lower() if 0 <= at < len(self) else ""

    def is_unsure(self, at: int, least: float = UNSURE) -> bool:
        """Say whether the restorer was not sure of a word, and no passage has told."""
        return at not in self.spelled and self.trust.get(self.words[at].start, 1.0) < least

    def is_capital(self, at: int) -> bool:
        """Say whether a word has the capital of a name already."""
        return self.spelled.get(at, "")[:1].isupper()

    def is_no_phrase(self, at: int) -> bool:
        """Say whether a word can be of a name: it says something, no document goes on from it."""
        if not 0 <= at < len(self) or not self.folded(at).isalpha():
            return False
        return self.form(at) not in FUNCTION_FORMS and not self.has_in_a_row(at)

    def has_in_a_row(self, at: int) -> bool:
        """Say whether a document has a word and the next one in a row, whatever their tones."""
        return self.lexical.has(f"{self.folded(at)} {self.folded(at + 1)}")


def capitals(said: Words, texts: Sequence[str]) -> dict[int, str]:
    """Spell the names in a question, by place: those of passages and others like them."""
    known = [name for text in texts for name in (*_names(text), *_names_of_headings(text))]
    whole = {name.folded for name in known if len(name.folded) > 1}
    foreign = {
        match[0].lower(): match[0]
        for text in texts
        for match in _FOREIGN.finditer(text)
        if not is_spelled_right(match[0].lower())
    }
    found: dict[int, str] = {}
    for at in range(len(said)):
        if at in found:
            continue
        new = _of_a_person(said, at)
        for name in known:
            new = new or _like(name, whole, said, at)
        if not new and (title := foreign.get(said.folded(at))):
            new = {at: title}
        if not new and _is_a_place(said, at):
            new = {place: said.form(place).capitalize() for place in (at, at + 1)}
        found |= new
    for at in range(len(said) - 1):
        if at not in found and at + 1 not in found:
            found |= _called(said, at, known)
    return found


_FOREIGN = re.compile(r"(?<![\w/.@-])[A-Z][a-z]{3,}(?![\w/@]|-\w)")


def _names(text: str) -> Iterator[_Name]:
    """Find the names of a passage; the first word of a sentence alone may be what one is called."""
    for start, end in proper_names(text):
        line = text[:start].rpartition("\n")[2]
        before = tuple(word.form for word in syllables(line[-80:])[-_KIND_BEFORE:])
        words = text[start:end].split()
        yield _Name(tuple(words), tuple(map(fold, words)), before)
        if len(words) > 2:
            first = (*before, words[0].lower())
            yield _Name(tuple(words[1:]), tuple(map(fold, words[1:])), first)


def _names_of_headings(text: str) -> Iterator[_Name]:
    """Find "Phú Thạnh" in "QUY CHẾ KÝ TÚC XÁ TRƯỜNG CAO ĐẲNG NGHỀ PHÚ THẠNH".

    The last words behind what has a name, when no line has them in lower case.
    """
    for line in text.split("\n"):
        heading = " ".join(word.form for word in syllables(line)) if line.isupper() else ""
        *_, kind = [None, *_HAS_A_NAME.finditer(heading)]
        if kind is None:
            continue
        behind = heading[kind.end() :].split()
        words = behind if len(behind) == 3 else behind[-2:]
        if len(words) < 2 or " ".join(words) in text:
            continue
        before = heading.split()[: -len(words)][-_KIND_BEFORE:]
        named = tuple(map(str.capitalize, words))
        yield _Name(named, tuple(map(fold, words)), tuple(before), True)


_NAMED = (
    "thôn xã phường huyện quận tỉnh trấn phố trường chợ chung cư công ty bệnh viện trạm làng bản ấp"
    " đình chùa cầu hồ sông núi khu tổ"
).split()


def is_a_kind(word: str) -> bool:
    """Say whether a lower-case word says what is named by those behind it: "chợ", "bà"."""
    return word in _NAMED or word in _CALLED.values()


_HAS_A_NAME = re.compile(
    r"(?<!\w)(?:thôn|xã|phường|huyện|quận|tỉnh|thị trấn|thành phố|trường|chợ|chung cư|công ty"
    r"|hợp tác xã|bệnh viện|trạm|thư viện|nhà máy|khu|làng|bản|ấp|đình|chùa|trung tâm)(?!\w)"
)


def _like(name: _Name, whole: Collection[tuple[str, ...]], said: Words, at: int) -> dict[int, str]:
    """Find where a question has the beginning of a name and goes on otherwise: another like it.

    Unless that beginning is a name of its own, one of the `whole` ones.
    """
    length = len(name.folded)
    shared = 0
    while shared < length and said.folded(at + shared) == name.folded[shared]:
        shared += 1
    other = at + shared
    spelled = dict(zip(range(at, other), name.words, strict=False))
    if shared == length:
        return spelled if name.is_of_a_heading and not said.is_capital(at) else {}
    if not shared or said.is_capital(other) or not said.is_no_phrase(other):
        return {}
    if is_of_a_family(name.words[shared:]):
        return {}  # "Bí thư Thành ủy Hà Nội Hoàng Trung Hải" is a place, and a person of it
    if name.folded[:shared] in whole and said.lexical.has(said.folded(other)):
        return spelled  # "hai van phat": "Hải Vân", beside an app "Hải Vân Đọc", has what fines
    if shared == 1:
        kind = _kind(name, said, at - 1)
        is_other = said.form(at) in FUNCTION_FORMS and said.form(at) != name.words[0].lower()
        if not kind or is_other or said.has_in_a_row(at):
            return {}
        spelled[at - 1] = kind
    while other < at + length and said.is_no_phrase(other) and not said.is_capital(other):
        spelled[other] = said.form(other).capitalize()
        other += 1
    return spelled


def _kind(name: _Name, said: Words, at: int) -> str:
    """Give the word before a name as the passage has it, when the question has it as well."""
    for kind in reversed(name.before) if at >= 0 else ():
        is_same = kind == said.form(at) or (fold(kind) == said.folded(at) and said.is_unsure(at))
        is_noun = kind not in FUNCTION_FORMS and kind.isalpha()
        if is_same and (is_noun if said.form(at) not in FUNCTION_FORMS else kind in _NAMED):
            return kind
    return ""


_MIDDLE = ("thi", "van")


def _of_a_person(said: Words, at: int) -> dict[int, str]:
    """Find "chu thi loi": a family, a middle name, and a word that goes on with neither."""
    family, middle, given = at, at + 1, at + 2
    is_family = said.form(family) in _FAMILIES or (
        is_family_name(said.folded(family)) and said.folded(family - 1) in _CALLED
    )
    if not is_family or said.folded(middle) not in _MIDDLE or said.is_capital(given):
        return {}
    if not said.is_no_phrase(given) or said.has_in_a_row(middle):
        return {}
    return {
        family: said.form(family).capitalize(),
        middle: "Thị" if said.folded(middle) == "thi" else "Văn",
        given: said.form(given).capitalize(),
    }


def _called(said: Words, at: int, known: Sequence[_Name]) -> dict[int, str]:
    """Read "ba dan" as "bà Dẩn" where a passage has a "bà Lý Sín Dẩn", or names her at all."""
    title = _CALLED.get(said.folded(at))
    named = at + 1
    if title is None or any(map(said.is_capital, (at, named, named + 1))):
        return {}
    if said.form(at) != title and not said.is_unsure(at):
        return {}
    for name in known:
        if name.folded[-1] != said.folded(named) or len(name.words) < 2:
            continue
        is_so_called = bool(name.before) and name.before[-1] == title
        least = 0.99 if is_so_called else UNSURE
        if said.is_unsure(named, least) or (
            said.form(named) == name.words[-1].lower()
            and (said.form(at) == title or said.is_unsure(at))
        ):
            return {at: title, named: name.words[-1]}
    return {}


_CALLED = {
    "ong": "ông", "ba": "bà", "anh": "anh", "chi": "chị", "co": "cô", "chu": "chú", "bac": "bác",
    "thay": "thầy", "cu": "cụ", "em": "em",
}  # fmt: skip


def _is_a_place(said: Words, at: int) -> bool:
    """Say whether two words are a province or a country: "ở hà giang"."""
    pair = f"{said.folded(at)} {said.folded(at + 1)}"
    before = said.folded(at - 1) if at else ""
    return pair in PLACES and before in _PLACE_BEFORE


_PLACE_BEFORE = ("o", "tai", "tinh", "pho", "ve", "den", "tu", "ra", "vao", "nuoc", "huyen")


# Toned: "là thị trấn" is of no family La.
_FAMILIES = frozenset(
    (
        "nguyễn trần lê phạm hoàng huỳnh phan vũ võ đặng bùi đỗ hồ ngô dương lý lưu trương đinh mai"
        " tô hà đoàn trịnh vương thái tạ tăng chu châu quách lâm kiều phùng triệu lương tống nghiêm"
        " nông đàm giang mã ninh thạch"
    ).split()
)
