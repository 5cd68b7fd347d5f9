"""Ask for what can be read off: when, how many, how long, where."""

import re
from collections.abc import Iterator

from models.reader.made.clauses import NOMINAL, TIME, Word, Words, say
from models.reader.made.draft import Draft, Fact, inside, opening, pruned
from models.reader.made.names import PLACES, is_land, is_name
from models.reader.made.vocabulary import listed
from models.reader.made.wording import begun

_SINCE = frozenset({"từ", "kể từ"})
_WITHIN = frozenset({"", "vào", "hồi", "trong", "khoảng", "vào khoảng"})


def when(fact: Fact) -> Iterator[Draft]:
    """Ask for the time that opens the sentence or stands in its predicate."""
    clause = fact.clause
    if clause.predicate[0].low in _TIMELESS or any(w.low == "là" for w in clause.predicate[:6]):
        return
    for lead in clause.leads:
        match = TIME.fullmatch(fact.text, lead[0].start, lead[-1].end)
        if match and _prefix(match) in _WITHIN:
            body = pruned(clause.predicate)
            if len(body) > 1 and any(word.kind == "V" for word in body):
                yield from _when(fact, match, opening(fact, lead), say(body))
    start, end = clause.predicate[0].start, clause.predicate[-1].end
    for match in TIME.finditer(fact.text, start, end):
        before = tuple(w for w in clause.predicate if w.end <= match.start())
        after = tuple(w for w in clause.predicate if w.start >= match.end())
        if len(before) + len(after) + _inside(clause.predicate, match) != len(clause.predicate):
            continue  # the borders of words and of the time do not meet
        if not before or (after and after[0].text in {"-", "–", "đến", "tới", "và", "hoặc", "là"}):
            continue
        if before[-1].kind in {"E", "C"} or before[-1].low in {"là", "của", "những", "sinh"}:
            continue
        if _prefix(match) in _SINCE:
            word = "khi nào" if fact.chance.random() < 0.5 else f"{_unit(match['time'])} nào"
            question = f"{opening(fact)}{fact.named(say(before))} từ {word}?"
            yield _dated(fact, begun(question), match)
        elif _prefix(match) in _WITHIN:
            cut = _many_verbs(after) or (after and after[0].text == ",")
            rest = before if cut else (*before, *after)
            body = pruned(rest)
            if any(word.kind == "V" for word in body):
                yield from _when(fact, match, opening(fact), say(body))


_TIMELESS = frozenset({"do", "là", "thuộc", "nằm", "gồm", "bao gồm", "gồm có", "như"})


def _inside(words: Words, match: re.Match[str]) -> int:
    return sum(match.start() <= word.start and word.end <= match.end() for word in words)


def _many_verbs(words: Words) -> bool:
    return any(word.kind == "V" for word in words) or len(words) > 6


def _prefix(match: re.Match[str]) -> str:
    return " ".join(match["prefix"].lower().split())


def _unit(time: str) -> str:
    low = time.lower()
    if re.match(r"ngày", low):
        return "ngày"
    for unit in ("thế kỷ", "thế kỉ", "thập niên", "thập kỷ", "tháng", "năm"):
        if unit in low:
            return unit
    return "năm"


def _when(fact: Fact, match: re.Match[str], lead: str, predicate: str) -> Iterator[Draft]:
    body = fact.named(predicate)
    if TIME.search(f"{lead}{body}"):
        return  # two times: which is asked for?
    unit = _unit(match["time"])
    named = "" if lead else inside(body, fact.clause.subject)
    frames = ["{0} khi nào?", "{0} vào thời gian nào?", "{0} vào thời điểm nào?"]
    if unit == "ngày":
        frames += ["{0} vào ngày nào?"] * 3 + ["{0} vào ngày tháng năm nào?"] * (
            "năm" in match["time"]
        )
    elif unit in {"năm", "thế kỷ", "thế kỉ", "thập niên", "thập kỷ"}:
        frames += ["{0} vào " + unit + " nào?", "{0} " + unit + " nào?"] * 2
    if named:
        frames += ["Khi nào {1}?", "Khi nào thì {1}?"]
        if unit == "năm":
            frames += ["Năm nào {1}?", "Vào năm nào thì {1}?", "Vào năm nào {1}?"]
        if unit == "ngày":
            frames += ["Ngày nào {1}?", "Vào ngày nào thì {1}?"]
    yield _dated(fact, begun(lead + fact.pick(*frames).format(body, named)), match)


def _dated(fact: Fact, question: str, match: re.Match[str]) -> Draft:
    whole = match.span("time")
    answers = [whole]
    bare = re.match(r"(?:năm|ngày)\s+", match["time"], re.IGNORECASE)
    if bare:
        answers.append((whole[0] + bare.end(), whole[1]))
    return Draft(question, tuple(answers), "when")


_ROUGHLY = listed("khoảng|gần|hơn|trên|chừng|tối đa|tối thiểu|ít nhất|dưới|khoảng hơn|gần như")
_NUMBERED = listed(
    "năm|ngày|tháng|thế kỷ|thập niên|thập kỷ|số|thứ|điều|khoản|chương|lúc|giờ|phút|quốc lộ|"
    "khóa|tập|phần|giai đoạn|mùa|vòng|lớp|cấp|loại|hạng|đời|kênh|trang|quận|tổ|khu|lô|phường|"
    "tuyến|đường|mục|bảng|lần|phiên bản|thập|độ|sư đoàn|trung đoàn|quân đoàn|tiểu đoàn|kể từ|"
    "từ|lên|xuống|còn|đầu"
)
_WORDS_FOR_NUMBERS = listed("hai|ba|bốn|năm|sáu|bảy|tám|chín|mười|vài|mấy|một")
_DURATIONS = frozenset(
    {"năm", "tháng", "ngày", "giờ", "phút", "tuần", "giây", "thế kỷ", "tiếng", "thập kỷ"}
)
_MEASURES = {
    "dài": "Chiều dài",
    "cao": "Chiều cao",
    "rộng": "Diện tích",
    "nặng": "Trọng lượng",
    "sâu": "Độ sâu",
}
_NUMERAL = re.compile(
    r"\d[\d.,]*%?|hai|ba|bốn|sáu|bảy|tám|chín|mười|triệu|tỷ|tỉ|nghìn|ngàn|vạn|trăm"
)


def how_many(fact: Fact) -> Iterator[Draft]:
    """Ask for a number with its unit, in its place or at the head of the question."""
    clause = fact.clause
    words = clause.predicate
    for i, word in enumerate(words):
        if not _is_number(word) or (i and _is_number(words[i - 1])) or i == 0:
            continue
        j = i
        while j < len(words) and _is_number(words[j]):
            j += 1
        first = i
        while first > 1 and words[first - 1].low in _ROUGHLY:
            first -= 1
        if not any(w.kind == "V" or w.low in {"có", "là"} for w in words[:first]):
            continue
        if (
            words[first - 1].low in _NUMBERED | _VAGUE
            or not _counts(word)
            or words[first - 1].text[0].isupper()
        ):
            continue
        question = _counted(fact, words, first, i, j)
        if question:
            yield question
    if _is_number(clause.subject[0]) and len(clause.subject) > 1 and clause.subject[1].kind != "Np":
        yield from _counted_subject(fact)


_VAGUE = listed("vài|mấy|nhiều|hàng|những|các|mỗi|từng|thêm|và|cả|,|đến|tới|lúc|cuối|đầu|giữa")


def _counts(word: Word) -> bool:
    return word.low not in {"triệu", "tỷ", "tỉ", "nghìn", "ngàn", "vạn", "trăm"}


def _is_number(word: Word) -> bool:
    return word.kind == "M" and bool(_NUMERAL.fullmatch(word.low))


def _counted(fact: Fact, words: Words, first: int, i: int, j: int) -> Draft | None:
    if words[j - 1].text.endswith("%") or (j < len(words) and words[j].text == "%"):
        end = j if words[j - 1].text.endswith("%") else j + 1
        asked, unit_end = "bao nhiêu phần trăm", end
    elif j < len(words) and words[j].kind in {"N", "Nu", "Nc", "Nb", "Np"} and _is_unit(words, j):
        unit = words[j]
        duration = unit.low in _DURATIONS and words[first - 1].low in {"trong", "kéo dài", "mất"}
        asked = "bao lâu" if duration else f"bao nhiêu {unit.text}"
        unit_end = j + 1
    else:
        return None
    after = pruned((words[0], words[1], *words[unit_end:]))[2:] if unit_end < len(words) else ()
    if after and after[0].low in {"gồm", "bao gồm", "gồm có"}:
        after = ()  # what is in the list tells how many
    turn = (k for k, word in enumerate(after) if word.kind == "R")
    after = after[: next(turn, len(after))]
    if after and (
        after[0].low in {"-", "–", ",", "/", "hoặc", "hay", "đến", "tới"} or after[0].kind == "M"
    ):
        return None
    before = say(words[:first])
    question = f"{opening(fact)}{fact.named(before)} {asked} {say(after)}".strip() + "?"
    quality = words[first - 1].low
    if quality in _MEASURES and first <= 2 and not after and fact.chance.random() < 0.5:
        question = f"{opening(fact)}{_MEASURES[quality]} của {fact.subject} là bao nhiêu?"
    answers = [
        (words[first].start, words[unit_end - 1].end),
        (words[i].start, words[unit_end - 1].end),
    ]
    answers.append((words[i].start, words[j - 1].end))
    return Draft(begun(question), tuple(dict.fromkeys(answers)), "how_many")


def _is_unit(words: Words, j: int) -> bool:
    """Say whether what follows a number is its unit, unlike "5 tháng 6 năm 1990" and "12°"."""
    dated = TIME.match(say(words[j:])) and words[j].low in {"tháng", "năm"}
    return (
        not dated
        and words[j].low not in {"bên", "phía"}
        and any(character.isalpha() for character in words[j].text)
    )


def _counted_subject(fact: Fact) -> Iterator[Draft]:
    subject, predicate = fact.clause.subject, pruned(fact.clause.predicate)
    j = 1
    while j < len(subject) and _is_number(subject[j]):
        j += 1
    if (
        j == len(subject)
        or subject[j].kind not in {"N", "Nc", "Nu"}
        or any(w.text == "," for w in subject)
    ):
        return
    lead = opening(fact)
    frame = fact.pick("có bao nhiêu {} {}?", "bao nhiêu {} {}?")
    question = lead + frame.format(say(subject[j:]), say(predicate))
    whole = (subject[0].start, subject[j].end)
    yield Draft(begun(question), (whole, (subject[0].start, subject[j - 1].end)), "how_many")


def where(fact: Fact) -> Iterator[Draft]:
    """Ask for a place given with "ở" or "tại"."""
    clause = fact.clause
    if any(word.low in {"là", "do"} for word in clause.predicate[:3]):
        return
    for lead in clause.leads:
        if lead[0].low in {"ở", "tại"} and _is_place(lead[1:]):
            body = fact.named(say(pruned(clause.predicate)))
            yield Draft(begun(f"{opening(fact, lead)}{body} ở đâu?"), _placed(lead[1:]), "where")
    words = clause.predicate
    for i, word in enumerate(words[:-1]):
        if word.low not in {"ở", "tại"} or i == 0:
            continue
        end = i + 1
        while end < len(words) and _in_place_name(words[end]):
            end += 1
        timed = (k for k in range(i + 1, end) if words[k].low in {"ngày", "tháng", "năm", "lúc"})
        end = next(timed, end)
        while words[end - 1].text == "," or words[end - 1].kind in {"E", "CC", "C"}:
            end -= 1
        place = _less_time(fact, words[i + 1 : end])
        if not _is_place(place) or any(w.low in _PLACING for w in words[:i]):
            continue
        if words[i - 1].low in {"chỉ", "không chỉ", "cả", "ngay", "của"}:
            continue
        after = words[i + 1 + len(place) :]
        after = () if _many_verbs(after) or (after and after[0].low == "và") else after
        said = say(words[:i])
        kind = " ".join(w.low for w in place[:1])
        asked = "ở đâu"
        if kind in PLACES and len(place) > 1 and is_name(place[1]) and fact.chance.random() < 0.4:
            asked = f"{word.low} {kind} nào"
        if after and fact.chance.random() < 0.7:
            question = f"{opening(fact)}{fact.named(said)} {say(after)} {asked}?"
        else:
            question = f"{opening(fact)}{fact.named(said)} {asked} {say(after)}".strip() + "?"
        yield Draft(begun(question), _placed(place), "where")


_PLACING = frozenset({"ở", "tại", "trên", "từ", "dưới"})


def _less_time(fact: Fact, words: Words) -> Words:
    for match in TIME.finditer(fact.text, words[0].start, words[-1].end) if words else ():
        return tuple(word for word in words if word.end <= match.start())
    return words


def _in_place_name(word: Word) -> bool:
    return word.kind in NOMINAL or word.low in {",", "của", "thuộc"} or is_name(word)


_EVENTS = listed(
    "giải|cúp|trận|vòng|kỳ|đại hội|lễ|cuộc|bảng|nhóm|hội nghị|world cup|sea games|olympic|"
    "giải vô địch|hạng|chương|điều|mục|tập"
)


def _is_place(words: Words) -> bool:
    if (
        not words
        or len(words) > 14
        or any(word.kind == "V" and not is_name(word) for word in words)
    ):
        return False
    named = any(is_name(word) and word.low not in PLACES for word in words)
    head = words[0].low
    return (
        named
        and head not in _EVENTS
        and (head in PLACES or is_name(words[0]) or is_land(say(words)))
    )


def _placed(words: Words) -> tuple[tuple[int, int], ...]:
    whole = (words[0].start, words[-1].end)
    bare = (words[1].start, words[-1].end) if words[0].low in PLACES and len(words) > 1 else whole
    return (whole,) if bare == whole or not is_name(words[1]) else (whole, bare)
