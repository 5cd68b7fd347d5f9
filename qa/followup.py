"""Makes a follow-up whole: "còn ngày nào?" after a question becomes a question of its own."""

from __future__ import annotations

import itertools
import re
from collections.abc import Callable, Sequence
from dataclasses import dataclass, replace

from index.identifiers import codes, dates, is_of_a_family, ordinals, proper_names
from index.text import canonical, fold, in_a_row, is_toned, syllables
from qa.asking import AnswerType, answer_type_of, says_nothing
from qa.names import names
from qa.question import MAX_CHARACTERS


@dataclass(frozen=True, slots=True)
class Previous:
    """The turn before: its question as it was understood, and the words that answered it."""

    question: str
    answered: str = ""


def _either(*phrases: str) -> str:
    """Write phrases as one pattern: typed without tones they match too, yet "Nội" is not "nói"."""
    forms = dict.fromkeys(form for phrase in phrases for form in (phrase, fold(phrase)))
    return rf"(?<!\w)(?:{'|'.join(forms)})(?!\w)"


# What asks, with the noun it takes along: "ngày nào", "bao nhiêu người", "ở đâu".
_WHEN = "(?:vào |từ |đến |trước |sau |trong )?(?:khi|lúc|ngày|tháng|năm|thời gian|hôm|giờ) "
_ASKS = re.compile(
    _either(
        f"{_WHEN}(?:tháng năm )?(?:nào|mấy|bao nhiêu|gì)", "(?:từ |lúc )?mấy giờ", "bao giờ",
        "(?:trong |là )?bao (?:lâu|xa)",
        "(?:ở |tại |đến |từ )?đâu", "vì sao", "tại sao", "sao lại", "(?:như )?thế nào", "ra sao",
        "bằng cách nào", "làm sao", "để làm gì", "(?:là )?bao nhiêu", "mấy", "nghĩa là gì",
        "(?:những |các )?(?:chủ đề |tên |nơi |tỉnh |cơ quan |người |việc |điều |chuyện |cái |"
        "chức vụ |chức )?(?:gì|nào)", "(?:là |do |bởi )?ai", "là gì", "lý do", "nguyên nhân",
    )
)  # fmt: skip
# The person, or the thing, that an earlier turn named.
_PERSON = re.compile(
    r"(?<!\w)(?:(?P<title>ông|ong|bà|ba|anh|chị|chi|cô|co|đồng chí|dong chi)|người|nguoi|vị|vi) "
    r"(?:ấy|ay|đó|do|này|nay|ta|kia)(?!\w)"
)
_HEADS = (
    "hội nghị", "nghị quyết", "nghị định", "quyết định", "thông tư", "thông báo", "chỉ thị",
    "kế hoạch", "đề án", "dự án", "luật", "bộ luật", "pháp lệnh", "công văn", "báo cáo",
    "biên bản", "tờ trình", "hội thảo", "diễn đàn", "cuộc họp", "phiên họp", "buổi họp", "buổi",
    "đại hội", "lễ", "chương trình", "chiến lược", "hợp đồng", "quy chế", "quy định", "nội quy",
    "công ty", "hợp tác xã", "trường", "bệnh viện", "thư viện", "ủy ban", "ban chỉ đạo",
    "ban quản lý", "cầu", "chợ", "cuộc thi", "kỳ thi", "điều", "khoản", "phụ lục", "tiêu chuẩn",
    "bảo tàng", "nhà máy", "khu",
)  # fmt: skip
_HEAD = re.compile(_either(*_HEADS))
_ANYTHING = ("văn bản", "tài liệu", "việc", "điều", "cái", "vấn đề", "nơi", "chỗ", "sự kiện")
# "Nghị quyết trên do ai ký?" points back, "cầu trên sông Hồng" says where.
_POINTS = (
    r"\s(?:đó|do|này|nay|ấy|ay|nói trên|noi tren|kể trên|ke tren|(?:trên|tren)(?=\s*(?:[?.,]|$)"
    r"|\s(?:do|được|duoc|có|co|là|la|ban hành|ban hanh|quy|nói|noi|nêu|neu|ai|khi|gồm|gom|đã|da|"
    r"sẽ|se|ký|ky|họp|hop|diễn|dien)(?!\w)))(?!\w)"
)
_THING = re.compile(rf"(?P<noun>{_either(*_HEADS, *_ANYTHING)}){_POINTS}")
# "Thế ai ký?" leads into a question; "thế chấp đất" and "vay vốn" are what it is about.
_LEAD = re.compile(
    r"(?:(?:thế|the|vậy|vay|và|va|rồi|roi)\s+)?(?:còn|con)\s+"
    r"|(?:và|va|rồi|roi)(?:\s+(?:thì|thi))?\s+(?=\w)"
    r"|(?:thế|the|vậy|vay)\s+(?:(?:thì|thi)\s+"
    rf"|(?=(?:(?:có|co|là|la|do|được|duoc)\s+)?(?:{_ASKS.pattern}|{_HEAD.pattern})))"
)
# What those are in a question that is typed with its tones: "con nuôi" is no "còn nuôi".
_TONED = frozenset(
    "thế vậy và rồi còn thì ông bà anh chị cô đồng chí người vị ấy đó này ta kia đấy trên nói kể ở "
    "tại khi lúc".split()
)
_THERE = re.compile(r"(?<!\w)(?P<lead>ở|o|tại|tai|khi|lúc|luc)\s(?:đó|do|đấy|day)(?!\w)")
# What a topic before its asking words ends with and does not need.
_ENDS = _either(
    "được", "do", "là", "có", "vào", "tại", "ở", "từ", "đã", "sẽ", "phải", "ban hành", "ra đời",
    "ra", "ký", "diễn ra", "họp", "khai mạc", "bế mạc", "tổ chức", "bắt đầu", "kết thúc",
    "hiệu lực", "thi hành", "chủ trì", "nói", "nêu", "về", "quy định", "gồm", "bao gồm", "nhằm",
    "với", "của", "cho", "và", "dài", "rộng", "cao", "kéo dài", "mở cửa", "tất cả", "tới", "đến",
    "bàn",
)  # fmt: skip
_PREDICATE = re.compile(rf"(?:\s+{_ENDS})+$")
# Words that say nothing of their own: with these alone a question leans on the one before.
_EMPTY_TONED = frozenset(
    "là và của ở tại vào ra từ đến do được có không thì mà sẽ đã đang cho tôi xin hỏi biết hay nhé "
    "ạ vậy thế còn nữa bị theo về thuộc những các".split()
)
_EMPTY = frozenset(map(fold, _EMPTY_TONED))
_MOST_WORDS = 9  # what is longer says what it is about


def standalone(question: str, previous: Previous | None) -> str:
    """Give a question that can be understood alone; the same when it already can.

    >>> before = Previous("Nghị quyết 22 ban hành ngày nào?", "10/4/2013")
    >>> standalone("ai ký?", before), standalone("Còn Nghị quyết 29?", before)
    ('Ai ký Nghị quyết 22?', 'Nghị quyết 29 ban hành ngày nào?')
    """
    if previous is None or len(question) > MAX_CHARACTERS:
        return question  # what is too long to be asked is refused as it is
    previous = replace(previous, question=_capped(previous.question))
    text = canonical(_capped(question))
    lowered = text.lower()
    if not topic(previous.question) or len(lowered) != len(text):
        return question
    is_toned_text = is_toned(text)
    pointing = [match[0] for p in (_PERSON, _THING, _THERE) if (match := p.search(lowered))]
    if any(not is_toned_text or words.split()[-1] in _TONED for words in pointing):
        resolved = _resolved(text, lowered, previous)
        return _sentence(resolved) if resolved else question
    lead = _LEAD.match(lowered)
    if lead and is_toned_text and not _TONED.issuperset(lead[0].split()):
        lead = None
    rest = text[lead.end() :] if lead else text
    bare = re.sub(r"\s+(?:nữa|nua)$", "", rest.rstrip(" ?.!"))
    other = _HOW_OF.match(bare)
    if other and not _ASKS.search(other["thing"].lower()):
        thing = other["thing"] if lead else _THEN.sub("", other["thing"])
        said = {word.form for word in syllables(previous.question)}
        if lead or thing != other["thing"] or thing.split()[0].lower() in said:
            return _sentence(_substituted(thing, previous.question))
    if not bare or len(bare.split()) > _MOST_WORDS:
        return question
    if lead and _ASKS_WHETHER.search(bare.lower()):
        # "Còn trẻ em có được vào không?" has a subject, "còn hiệu lực không?" has none.
        whose = topic(previous.question)
        still = f"{whose} {_lowered(text)}" if lowered.startswith("còn ") else f"{whose} {bare}"
        return question if _has_a_subject(bare) else _sentence(still)
    if lead and not _ASKS.search(bare.lower()):
        return _sentence(_substituted(bare, previous.question))
    begun = lead or (is_toned_text and _THEN_ASKED.match(lowered))
    bare = bare if lead or not begun else _THEN_ASKED.sub("", bare)
    leans = _leans(bare, most=4 if lead else 2)
    if begun and leans and _asks_alike(bare, previous.question):
        return _sentence(_substituted(topic(bare), previous.question))
    if begun and _has_a_subject(bare) and not _is_identified(bare):
        scoped = _scoped(bare, topic(previous.question), leans=leans)
        return _sentence(scoped) if scoped != bare else question
    return _sentence(_completed(bare, previous.question)) if leans else question


# "Vậy trưởng xưởng là ai?": nothing else begins with "vậy", and compounds with "thế".
_THEN_ASKED = re.compile(
    r"(?:vậy|thế(?! (?:chấp|giới|hệ|kỷ|kỉ|vận|mạnh|lực|chiến|năng|tục|trận|chân|thân)(?!\w)))"
    r"(?: thì)?\s+(?=\w)",
    re.IGNORECASE,
)
# "Thẻ quý thì sao?": of what begins as what was asked about, or with "thế", the same is asked.
_HOW_OF = re.compile(
    r"(?P<thing>\S+(?: \S+){0,6}?) (?:thì|thi) (?:sao|thế nào|the nao|như thế nào|ra sao)$",
    re.IGNORECASE,
)
_THEN = re.compile(r"^(?:thế|the|vậy|vay|và|va) (?=\w)", re.IGNORECASE)


_BY_WHOM = re.compile(_either("(?:do|bởi) ai"))


def whole(part: str, first: str) -> str:
    """Give a later part of a question as one of its own: it is about what the first part is.

    >>> whole("ký khi nào?", "Ai ký Quyết định 45"), whole("ai bị phạt?", "Ai được thưởng")
    ('Quyết định 45 ký khi nào?', 'ai bị phạt?')
    """
    about = thing_of(first)
    begins = fold(about)
    if fold(part).startswith(begins) or re.match(_either("được", "bị", "phải", "cần"), begins):
        return part
    if about and (pointing := _OF_IT.search(part)):
        does = _does(about.lower())
        whose = _lowered(about[: does.start()] if does else about)
        return f"{part[: pointing.start()]}của {whose}{part[pointing.end() :]}"
    lacking = _OF_SOMETHING.match(part.lower())
    # "Thời hạn thuê là bao lâu?" does not say of what; "lệ phí làm thẻ bạn đọc" does.
    if about and lacking and not _is_identified(part):
        asked = _content(_ASKS.sub(" ", part[lacking.end() :].lower()))
        if len(asked) <= 1:
            attribute = _OF_SOMETHING.match(about.lower())
            whose = about[attribute.end() :].strip() if attribute else ""
            return _sentence(f"{whose or about} {_lowered(part)}")
    return standalone(part, Previous(first))


_OF_IT = re.compile(r"(?<!\w)(?:của (?:nó|chúng)|cua no)(?!\w)", re.IGNORECASE)


def thing_of(question: str) -> str:
    """Give what a question is about, without the verb that may stand behind its name.

    >>> thing_of("Ký túc xá Sông Hồ đóng cửa lúc mấy giờ?"), thing_of("Sông Hồ có mấy cầu?")
    ('Ký túc xá Sông Hồ', 'Sông Hồ')
    """
    about = topic(question)
    # Not behind a sum or a length of time: "5 triệu đồng".
    named = [match.end() for match in _NUMBERED.finditer(about)]
    named += [one.end for found in (codes(about), ordinals(about)) for one in found]
    named += [one.end() for one in _WORD.finditer(about) if one.start() and one[0][0].isupper()]
    last = max(named, default=len(about))
    left = about[last:].split()
    is_verb = 0 < len(left) < 3 and not _GOES_ON.match(left[0].lower())
    return about[:last] if is_verb and not _HEAD.search(about, last) else about


_WORD = re.compile(r"\w[\w/.-]*")
_NUMBERED = re.compile(r"(?<!\w)(?:số|so) \d[\w/.-]*(?!\w)", re.IGNORECASE)
# Behind a name these are no verb.
_GOES_ON = re.compile(
    _either(
        "về", "của", "ở", "tại", "trong", "năm", "tháng", "với", "và", "số", "lần", "khóa", "kỳ",
        "toàn", "cũ", "mới", "cấp", "tỉnh", "huyện", "xã", "quốc gia", "quốc tế", "trung ương",
        "địa phương",
    )
)  # fmt: skip


def topic(question: str) -> str:
    """Give what a question is about, without the words that ask.

    >>> topic("Ai chủ trì Hội nghị trực tuyến toàn quốc?"), topic("Cầu Bến Ngự dài bao nhiêu?")
    ('Hội nghị trực tuyến toàn quốc', 'Cầu Bến Ngự')
    """
    text = canonical(_capped(question)).rstrip(" ?.!")
    lowered = text.lower()
    if len(lowered) != len(text):
        return text
    cuts = [0, *(at for match in _ASKS.finditer(lowered) for at in match.span()), len(text)]
    segments = [(cuts[i], cuts[i + 1]) for i in range(0, len(cuts), 2)]
    # "Dự án do ai đầu tư": what stands before the asking words, if it names a thing.
    start, end = segments[0]
    by = end and _BY_WHOM.match(lowered, end)
    if not by and not _HEAD.match(lowered, start, end):
        start, end = max(segments, key=lambda place: place[1] - place[0])
    done = _DONE_BY.match(lowered, start, end)
    start = done.end() if done else _head(text, start, end)
    if shorter := _PREDICATE.search(lowered[start:end].rstrip()):
        end = start + shorter.start()
    return text[start:end].strip(" ,;:")


# "Ai sáng lập ứng dụng Be?" is about the application.
_DONE_BY = re.compile(
    r"(?<=ai)\s+"
    + _either(
        "(?:đồng )?sáng lập", "thành lập", "lập ra", "phát minh ra", "phát minh", "sáng chế",
        "thiết kế", "xây dựng", "xây", "sáng tác", "viết", "vẽ", "đạo diễn", "điều hành", "sở hữu",
        "chế tạo", "tìm ra", "khám phá ra", "phát hiện ra",
    )
    + r"\s+(?=\w)"
)  # fmt: skip


def _capped(text: str) -> str:
    """Cut what is longer than any question, blanks joined: patterns take long over long runs."""
    return " ".join(text.split())[:MAX_CHARACTERS].strip()


def _head(text: str, start: int, end: int) -> int:
    """Find where the topic begins in a stretch that may begin with a verb: "chủ trì Hội nghị"."""
    if start == 0:
        return start
    starts = [match.start() for match in _HEAD.finditer(text.lower(), start, end)]
    starts += [begin for begin, _ in proper_names(text)]
    starts += [one.start for found in (codes(text), ordinals(text)) for one in found]
    near = [at for at in starts if start <= at < end and len(text[start:at].split()) <= 5]
    return min(near, default=start)


def _leans(bare: str, *, most: int) -> bool:
    """Say whether a question has next to no content: "ai ký", "diễn ra ở đâu", "ngày nào"."""
    lowered = bare.lower()
    if _is_identified(bare) or not _ASKS.search(lowered):
        return False
    if re.search(r"\S\s+(?:là|la|nghĩa là|nghia la) (?:gì|gi)$", lowered):
        return False  # "X là gì?" has its topic
    said = _BEGUN.sub("", _ASKS.sub(" ", lowered).strip(), count=1)
    return len(_content(said)) <= max(most, 3 if "bao nhieu" in fold(bare) else 0)


# "Bắt đầu chạy", "chính thức ra mắt": of what is not said; "bắt đầu năm học" says it.
_BEGUN = re.compile(
    rf"^(?:{_either('bắt đầu', 'chính thức', 'ngừng', 'dừng', 'ngưng')}\s+)+"
    r"(?=(?:[^\W\d]+|"
    + _either(
        "hoạt động", "thi công", "khởi công", "triển khai", "áp dụng", "thực hiện", "thi hành",
        "vận hành", "phục vụ", "ra mắt", "ra đời", "mở bán", "mở cửa", "khai thác", "sản xuất",
        "tuyển sinh", "làm việc", "có hiệu lực",
    )
    + r")\s*$)"
)  # fmt: skip


def _is_identified(bare: str) -> bool:
    """Say whether a question names what it is about, or dates it."""
    named = any(begin > 0 for begin, _ in proper_names(bare))
    return named or bool(codes(bare) or dates(bare) or ordinals(bare))


def _content(lowered: str) -> list[str]:
    """Give the words that say something: "về" says nothing, "bảo vệ" has two that do."""
    empty = _EMPTY_TONED if is_toned(lowered) else _EMPTY
    return [word.form for word in syllables(lowered) if word.form not in empty]


def _has_a_subject(bare: str) -> bool:
    """Say whether a question behind "vậy", "còn" says itself of whom or what it asks.

    "Bảo vệ được phụ cấp bao nhiêu", "ai ký phiếu xuất gỗ", "trưởng xưởng là ai" do; "ai ký", "lương
    là bao nhiêu", "phải nộp khi nào" are of what was asked about before.
    """
    lowered = bare.lower()
    if len(lowered) != len(bare) or _OF_SOMETHING.match(lowered):
        return False
    asks = _ASKS.search(lowered)
    if asks is None:  # "trẻ em có được vào không", and not "hiệu lực không"
        has = _does(lowered) or _HAS.search(lowered)
        left = lowered[: has.start()] if has else ""
        return len(_content(left)) > 1 and not _BEGINS_WITHOUT.match(left)
    if asks.start() == 0:
        return bool(_WHO.match(lowered)) and len(_content(lowered[asks.end() :])) > 2
    left = lowered[: asks.start()]
    if does := _does(left):
        return bool(_content(left[: does.start()]))
    if _BEGINS_WITHOUT.match(left) or _BEARER.match(left):
        return False
    return len(_content(left)) > (1 if _WHO.fullmatch(lowered, asks.start()) else 2)


def _asks_alike(bare: str, before: str) -> bool:
    """Say whether a question is a thing and the asking words of the one before.

    "Thợ phụ bao nhiêu ngày?" after "Thợ chính thử việc bao nhiêu ngày?".
    """
    asks = _ASKS.search(bare.lower())
    thing = topic(bare)
    if asks is None or not 0 < len(thing.split()) < 4 or not bare.startswith(f"{thing} "):
        return False
    said = in_a_row(before)
    is_alike = in_a_row(bare[len(thing) :]) in said
    # "Phòng cưa phạt bao nhiêu" says itself what is asked of it.
    is_other = not any(in_a_row(word) in said for word in thing.split()[1:])
    return is_alike and is_other and _subject(thing, topic(before)) is not None


def _scoped(bare: str, about: str, *, leans: bool) -> str:
    """Add what was asked about to a question that has a subject of its own, as far as it lacks it.

    That is where or by which text it was asked, and of what leans on it too the text, event or body
    itself; nothing where none was named, and never what was asked about it.
    """
    lowered, things = about.lower(), _things(about)
    for where in _WHERE.finditer(lowered):
        if ends := [end for start, end in things if start >= where.end()]:
            return f"{bare} {about[where.start() : max(ends)].strip()}"
    head = _HEAD.search(lowered)
    if not leans or not (things or head):
        return bare
    start = min([*(start for start, _ in things), *([head.start()] if head else [])])
    does = _does(lowered)
    end = max([end for _, end in things], default=does.start() if does else len(about))
    thing = _BY_TEXT.sub("", about[start:end])
    if _WHO.match(bare.lower()):
        return f"{bare} của {_lowered(thing)}"
    return f"{thing} {_lowered(bare)}"


_BY_TEXT = re.compile(r"^theo\s+", re.IGNORECASE)


def _things(text: str) -> list[tuple[int, int]]:
    """Find names that are no person's, codes and numbered texts."""
    named = [
        (start, end)
        for start, end in proper_names(text)
        if not is_of_a_family(text[start:end].split())
        and not _TITLED.search(text[: start + text[start:end].find(" ") + 1].lower())
    ]
    return named + [
        (one.start, one.end) for found in (codes(text), ordinals(text)) for one in found
    ]


_TITLED = re.compile(rf"{_either('ông', 'bà', 'anh', 'chị', 'cô', 'chú', 'thầy', 'đồng chí')}\s$")


def _resolved(text: str, lowered: str, previous: Previous) -> str:
    """Put what was named in the place of the words that point back to it."""
    about = topic(previous.question)
    if match := _PERSON.search(lowered):
        named = _person(previous, match["title"] or "")
        title = text[match.start("title") : match.end("title")] if match["title"] else ""
        if fold(named).startswith(f"{fold(title)} ") or _CALLED.match(named):
            title = ""  # a sentence begins "Ông Đỗ Văn Quyết" as one run of capitals
            named = (named[0].lower() if match.start() else named[:1]) + named[1:]
        begun = text[: match.start()] + title + (" " if title else "")
        return begun + named + text[match.end() :] if named else ""
    if match := _THING.search(lowered):
        noun = match["noun"]
        if fold(noun) in map(fold, _ANYTHING):
            return text[: match.start()] + _lowered(about) + text[match.end() :]
        place = re.search(_either(noun), about.lower()) or re.search(
            _either(fold(noun)), fold(about)
        )
        if place is None:
            return ""
        return text[: match.start()] + about[place.start() :] + text[match.end() :]
    match = _THERE.search(lowered)
    assert match is not None
    there = _lowered(thing_of(previous.question))
    return f"{text[: match.end('lead')]} {there}{text[match.end() :]}"


def _person(previous: Previous, title: str = "") -> str:
    """Give the person that the turn before was about: in its answer, else in its question.

    "Bà ấy" is who is called so, if anyone is.
    """
    texts = (previous.answered, previous.question)
    titled = [called for text in texts for called in _called(text)]
    if title and (same := [one for one in titled if fold(one.split()[0]) == fold(title)]):
        return same[0]
    asked_who = answer_type_of(fold(previous.question)) is AnswerType.PERSON
    for text, fewest in zip(texts, (2 if asked_who else 3, 3), strict=True):
        named = [text[a:b] for a, b in proper_names(text) if len(text[a:b].split()) >= fewest]
        if named:
            return named[-1]  # after the office: "Thủ tướng Chính phủ Nguyễn Xuân Phúc"
    return titled[0] if titled and not title else ""


def _called(text: str) -> list[str]:
    """Give the names behind what people are called by: "bà Đào", "Ông Vũ Văn Lộc"."""
    found = []
    for match in _CALLED.finditer(text):
        name = itertools.takewhile(str.istitle, match["name"].split())
        if words := list(name):
            found.append(" ".join([match["title"], *words]))
    return found


_CALLED = re.compile(
    r"(?<!\w)(?P<title>[Ôô]ng|[Bb]à|[Aa]nh|[Cc]hị|[Cc]ô) (?P<name>[^\W\d_]+(?: [^\W\d_]+){0,4})"
)


_Finder = Callable[[str], list[tuple[int, int]]]


def _named(text: str) -> list[tuple[int, int]]:
    return [(text.find(name), text.find(name) + len(name)) for name in names(text)]


def _substituted(entity: str, before: str) -> str:
    """Ask the same of something else: the identifier of its kind is replaced, or the topic."""
    if place := _place_like(entity, before):
        return before[: place[0]] + entity + before[place[1] :]
    if place := _same_preposition(entity, before):
        return before[: place[0]] + entity + before[place[1] :]
    mixed, replaced = _MIXED.findall(entity), list(_MIXED.finditer(before))
    if len(mixed) == len(replaced) == 1 and entity.endswith(mixed[0]):
        # "còn lớp 10B?" is of lớp 10A, and the rest of the question stays.
        start, end = replaced[0].span()
        noun = entity.removesuffix(mixed[0])
        start -= len(noun) if fold(before[:start]).endswith(fold(noun)) else 0
        return before[:start] + entity + before[end:]
    if place := _time_of_day_or_week(entity, before):
        return before[: place[0]] + entity + before[place[1] :]
    about = topic(before)
    head = _HEAD.match(entity.lower())
    if head and about.lower().startswith(head[0]):
        return before.replace(about, entity, 1)
    finders: Sequence[_Finder] = (
        lambda text: [(one.start, one.end) for one in codes(text)],
        lambda text: [(one.start, one.end) for one in dates(text)],
        lambda text: [(one.start, one.end) for one in ordinals(text)],
        _named,
    )
    for find in finders:
        ours, theirs = find(f"về {entity}"), find(before)
        if ours and theirs:
            # "Còn Nghị quyết 29?": the kind of document comes with the number.
            start, end = theirs[0]
            return before[:start] + entity + before[end:]
    if place := _same_noun(entity, before, about):
        return before[: place[0]] + entity + before[place[1] :]
    if re.match(r"(?:năm|nam|tháng|thang|ngày|ngay|quý|quy|vào|vao)\s", entity.lower()):
        return f"{before.rstrip(' ?.!')} {entity}"
    if place := _occasion(entity, before):
        return before[: place[0]] + _lowered(entity) + before[place[1] :]
    if place := _subject(entity, about):
        return before.replace(about, entity + about[place[1] :], 1)
    if place := _whose(entity, about):
        return before.replace(about, about[: place[0]] + entity + about[place[1] :], 1)
    return before.replace(about, entity, 1) if about in before else f"{entity} {before}"


_PREPOSITION = re.compile(
    _either(
        "đối với", "dành cho", "vào", "ở", "tại", "với", "cho", "của", "từ", "đến", "tới", "trong",
        "trên", "theo", "bằng", "thuộc",
    )
)  # fmt: skip
_OF_A_KIND = re.compile(rf"\s+{_either('mấy', 'nào', 'gì')}")
_MOST_OF_A_PHRASE = 4  # words behind a preposition: more are no longer one phrase


def _same_preposition(entity: str, before: str) -> tuple[int, int] | None:
    """Find what "còn vào huyện?" takes the place of: "vào một quận" of "vào một quận của tỉnh"."""
    lowered = before.lower()
    leads = _PREPOSITION.match(entity.lower())
    if leads is None or len(before) != len(lowered):
        return None
    for match in _PREPOSITION.finditer(lowered):
        if fold(match[0]) != fold(leads[0]):
            continue
        named = [end for start, end in proper_names(before) if start == match.end() + 1]
        ends = _PHRASE_ENDS.search(lowered, match.end())
        end = named[0] if named else ends.start() if ends else len(lowered.rstrip(" ?.!"))
        words = lowered[match.end() : end].split()
        if len(words) == 1 and ends and _OF_A_KIND.match(lowered, ends.start()):
            continue  # "vào thứ mấy", "ở tỉnh nào" ask
        if 0 < len(words) <= _MOST_OF_A_PHRASE and words[0] not in ("đó", "đấy", "đây", "này"):
            return match.start(), match.end() + len(lowered[match.end() : end].rstrip())
    return None


# What is asked of many a thing: a follow-up that names another thing asks the same of it.
_ATTRIBUTE = _either(
    "(?:mức |tiền )?lương", "(?:đơn )?giá(?: vé| thuê| bán| phòng| tiền)?", "học phí", "lệ phí",
    "phí", "mức phạt", "tiền phạt", "tiền ăn", "phụ cấp", "chỉ tiêu", "điểm chuẩn", "số lượng",
    "công suất", "diện tích", "thời gian", "thời hạn", "thời lượng", "lịch", "giờ", "hạn nộp",
    "độ tuổi", "chiều dài", "trọng lượng", "nhiệt độ", "liều", "lãi suất", "hạn mức",
)  # fmt: skip
# So is what is nothing without what it is of: "Vậy người ký là ai?", "Thế điều kiện là gì?".
_OF_SOMETHING = re.compile(
    _ATTRIBUTE
    + "|"
    + _either(
        "tiền", "mức", "số", "tổng", "tỷ lệ", "tên", "tuổi", "ngày", "hạn", "điều kiện", "hồ sơ",
        "thủ tục", "quy trình", "lý do", "nguyên nhân", "mục đích", "mục tiêu", "nội dung", "độ",
        "chủ đề", "địa điểm", "địa chỉ", "trụ sở", "nơi", "cách", "tiêu chuẩn", "quyền", "kết quả",
        "nghĩa vụ", "trách nhiệm", "nhiệm vụ", "chức vụ", "thành phần", "chiều",
    )
)  # fmt: skip
_WHO = re.compile(_either("(?:là |do )?(?:những )?ai"))
_ASKS_WHETHER = re.compile(
    _either("(?:có|đã) .*(?:không|chưa)", "(?:được |phải |hay )?(?:không|chưa)") + "$"
)
# "Phải nộp khi nào", "diễn ra ở đâu": of whom or what is not said.
_BEGINS_WITHOUT = re.compile(f"{_either('được', 'bị', 'phải', 'cần', 'nên', 'không')}|{_ENDS}")
_HAS = re.compile(r"\s(?:có|co)\s")
_BEARER = re.compile(_either("người"))  # of an office or a deed: "người ký"
_WHOSE = re.compile(rf"(?:{_ATTRIBUTE})(?:\s{_either('của', 'cho', 'với', 'đối với')})?\s+(?=\w)")
_WHERE = re.compile(rf"\s{_either('ở', 'tại', 'trong', 'theo', 'của', 'thuộc', 'năm', 'vào')}\s")


def _whose(entity: str, about: str) -> tuple[int, int] | None:
    """Find what "còn dược sĩ?" takes the place of in "Lương kế toán viên ở bệnh viện Nam Giang"."""
    lowered = about.lower()
    begins = _WHOSE.match(lowered)
    if begins is None or re.match(_ATTRIBUTE, entity.lower()):
        return None
    ends = _WHERE.search(lowered, begins.end())
    return begins.end(), ends.start() if ends else len(about)


def _time_of_day_or_week(entity: str, before: str) -> tuple[int, int] | None:
    """Find what "còn buổi chiều?" takes the place of: "Buổi sáng" of "Buổi sáng mở cửa …?"."""
    if not _DAYTIME.fullmatch(entity.lower()):
        return None
    found = _DAYTIME.search(before.lower()) if len(before) == len(before.lower()) else None
    return found.span() if found else None


_DAYTIME = re.compile(
    r"(?<!\w)(?:(?:buổi )?(?:sáng|trưa|chiều|tối|đêm)"
    r"|(?:thứ (?:hai|ba|tư|năm|sáu|bảy|[2-7])|chủ nhật|ngày (?:thường|nghỉ|lễ|tết)"
    r"|cuối tuần))(?!\w)"
)


def _occasion(entity: str, before: str) -> tuple[int, int] | None:
    """Find what "thế thử việc?" takes the place of: "nghỉ việc" of "… bao lâu khi nghỉ việc?"."""
    found = _OCCASION.search(before.lower())
    if found is None or len(before) != len(before.lower()):
        return None
    words, others = entity.lower().split(), found["what"].split()
    is_alike = len(words) == len(others) > 1 and words != others and words[-1] == others[-1]
    return found.span("what") if is_alike else None


_OCCASION = re.compile(
    rf"(?<!\w){_either('khi', 'lúc', 'nếu')}\s(?P<what>[^\W\d]+(?: [^\W\d]+){{0,2}})\W*$"
)


def _subject(entity: str, about: str) -> tuple[int, int] | None:
    """Find the thing of which something is asked: "Thẻ năm" of "Thẻ năm được bảo lưu"."""
    if found := _does(about.lower()):
        return 0, found.start()
    words, others = syllables(entity), syllables(about)
    if len(words) < len(others) and words[0].form in (others[0].form, others[0].folded):
        return 0, others[len(words) - 1].end  # "Phòng đơn giá" of "còn phòng đôi?"
    return None


# What is told of a subject begins with one of these, after two words at least.
_DOING = ("được", "bị", "phải", "cần", "nên", "sẽ", "đã", "có thể", "không")
_DOES = re.compile(rf"(?<=\w)\s+(?P<does>{_either(*_DOING)})")


_PHRASE_ENDS = re.compile(
    rf"\s+(?:{_ASKS.pattern}|{_PREPOSITION.pattern}|{_ATTRIBUTE}"
    rf"|{_either(*_DOING, 'thì', 'là', 'có', 'do', 'khi', 'nếu', 'mà', 'và', 'hay', 'hoặc')}"
    rf"|{_either('đi', 'về', 'mất', 'hết')})|\s*[,;?.!]"
)


def _does(lowered: str, start: int = 0) -> re.Match[str] | None:
    """Find where what is told of a subject begins; "da liễu" has no "đã"."""
    found = _DOES.finditer(lowered, start)
    return next((one for one in found if one["does"] in _DOING or not is_toned(lowered)), None)


def _same_noun(entity: str, before: str, about: str) -> tuple[int, int] | None:
    """Find what "còn ngành Thú y?" takes the place of: "ngành Luật" of "chỉ tiêu ngành Luật"."""
    noun, *name = entity.split()
    if not name or says_nothing(noun.lower()) or about not in before:
        return None
    start = before.find(about)
    wanted = syllables(noun)[0]
    alike = [word for word in syllables(about) if word.folded == wanted.folded]
    # "hỗ trợ" has no "hộ".
    at = [word.start for word in alike if wanted.form in (word.form, fold(word.form))]
    does = _does(about.lower(), at[-1]) if at else None  # "phòng sơn bị phạt"
    return (
        (start + at[-1], start + (does.start() if does else len(about))) if at and at[-1] else None
    )


_MIXED = re.compile(
    r"(?<![\w/.-])(?=[\w-]*\d)(?=[\w-]*[^\W\d_])[\w-]+(?![\w/-])"
)  # "10A", "HL-750"
# The units of an outline, lowest first; a number of one of them may be "4a", of a point "đ".
_UNITS = tuple(rf"{_either(unit)}\s+[\da-zđ]{{1,4}}(?!\w)" for unit in ("điểm", "khoản", "điều"))


def _place_like(entity: str, before: str) -> tuple[int, int] | None:
    """Find what "còn khoản 3?" takes the place of: "điểm a khoản 2" of "điểm a khoản 2 Điều 4"."""
    upward = r"\s+(?:(?:của|cua)\s+)?"
    path = "".join(rf"(?:{unit}(?:{upward}|$))?" for unit in _UNITS)
    if not re.fullmatch(path, entity.lower()) or len(before) != len(before.lower()):
        return None
    highest = max(at for at, unit in enumerate(_UNITS) if re.search(unit, entity.lower()))
    below = "".join(rf"(?:{unit}{upward})?" for unit in _UNITS[:highest])
    match = re.search(below + _UNITS[highest], before.lower())
    return match.span() if match else None


def _completed(bare: str, before: str) -> str:
    """Say what a question without a topic is about."""
    about = thing_of(before)
    if _ASKS.fullmatch(bare.lower()) and re.match(_either("ai", "vì sao", "tại sao"), bare.lower()):
        rest = " ".join(_ASKS.sub(" ", _lowered(before.rstrip(" ?.!"))).split())
        return f"{bare} {rest}"
    if why := re.match(_either("vì sao", "tại sao"), bare.lower()):
        return f"{bare[: why.end()]} {_lowered(about)}{bare[why.end() :]}"
    if re.match(_either("ai", "những ai"), bare.lower()):
        return f"{bare} {_lowered(about)}"
    return f"{about} {_lowered(bare)}"


def _lowered(text: str) -> str:
    """Begin with a small letter, but for what is a name or a document's title."""
    first = text.split(" ", 1)[0] if text else ""
    is_name = any(begin == 0 and end > len(first) for begin, end in proper_names(text))
    keeps = is_name or first.isupper() or bool(codes(text)) or bool(ordinals(text))
    return text if keeps else text[:1].lower() + text[1:]


def _sentence(text: str) -> str:
    words = " ".join(text.split()).rstrip(" ?.!")
    return f"{words[:1].upper()}{words[1:]}?"
