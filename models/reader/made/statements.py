"""Ask for what takes a clause to answer: what it is, why, what for, what was done."""

from collections.abc import Iterator

from models.reader.made.clauses import NOMINAL, TIME, Words, say
from models.reader.made.draft import Draft, Fact, inside, opening, pruned
from models.reader.made.names import (
    CLASSES,
    PLACES,
    TITLES,
    class_of,
    is_name,
    is_person,
    phrase_end,
)
from models.reader.made.vocabulary import listed
from models.reader.made.wording import begun


def _span(words: Words) -> tuple[int, int]:
    return words[0].start, words[-1].end


def is_broken(fact: Fact) -> bool:
    """Say whether a comma cut a list, so that the predicate may lack its end."""
    tails = fact.clause.tails
    return bool(tails) and tails[0][0].kind in {"N", "Np", "Nc", "Ny", "A", "M", "CC", "C"}


# "X là thành viên của …" does not say what X is.
_LOOSE = frozenset({"thành viên", "nơi", "những", "các", "phần", "đầu mối", "kết quả", "trung tâm"})
_SOME = listed(
    "phần lớn|đa số|hầu hết|một số|nhiều|mỗi|mọi|một|hai|ba|bốn|năm|số|phần|những|vài|số còn lại"
)


def what_is(fact: Fact) -> Iterator[Draft]:
    """Ask what the subject is, or which thing is what the predicate says."""
    clause = fact.clause
    words = clause.predicate
    if (
        words[0].low == "là"
        and len(words) > 2
        and words[1].kind not in {"V", "R", "M", "E", "P", "C"}
    ):
        comma = next((i for i, word in enumerate(words) if word.text == ","), len(words))
        said = pruned(words[1:comma], longest=30)
        if not said or said[0].low in _LOOSE or said[0].text[0].isdigit():
            return
        if is_name(said[0]):
            said = said[: phrase_end(said, 0)]
        lead = opening(fact)
        place = class_of(clause.subject) in PLACES
        if place or is_broken(fact) or clause.subject[0].low in _SOME:
            return
        # The entity model takes a city for a person now and then; what is said of it tells.
        person = fact.person and said[0].low not in CLASSES | PLACES
        if person and len(said) > 1:
            yield Draft(begun(f"{lead}{fact.subject} là ai?"), (_span(said),), "role")
        elif is_person(said, fact.sentence) or _is_somebody(clause.subject, said):
            yield Draft(begun(f"{lead}{fact.subject} là ai?"), (_span(said),), "who")
        elif len(said) > 1:
            yield Draft(begun(f"{lead}{fact.subject} là gì?"), (_span(said),), "what_is")
        yield from _which_is(fact, said, person)
    if clause.role and fact.person and len(clause.role) > 1 and clause.role[0].kind != "M":
        frame = fact.pick("{} là ai?", "{} giữ chức vụ gì?", "{} đảm nhiệm chức vụ gì?")
        if not _is_office(clause.role):
            frame = "{} là ai?"
        yield Draft(begun(frame.format(fact.subject)), (_span(clause.role),), "role")
        if _is_office(clause.role):
            office = inside(say(clause.role), clause.role)
            question = fact.pick(f"Ai là {office}?", f"{begun(office)} là ai?")
            yield Draft(question, (_span(clause.subject),), "who")


_OFFICE = listed(
    "chủ tịch|phó chủ tịch|giám đốc|phó giám đốc|tổng giám đốc|trưởng|phó|bộ trưởng|"
    "thứ trưởng|bí thư|thủ tướng|tổng thống|hiệu trưởng|viện trưởng|cục trưởng|vụ trưởng|"
    "trưởng phòng|chánh án|tổng thư ký|phó tổng giám đốc|đại sứ|người phát ngôn|"
    "huấn luyện viên|trưởng ban|phó trưởng ban|trưởng khoa"
)


def _is_somebody(subject: Words, said: Words) -> bool:
    """Say whether a subject that is no name is a person: "Bạn trai của cô", "Người sáng lập"."""
    return subject[0].low in TITLES | {"bạn trai", "bạn gái", "người"} or said[0].low in _OFFICE


def _is_office(words: Words) -> bool:
    return words[0].low in _OFFICE and len(words) > 1


_UNIQUE = frozenset({"nhất", "đầu tiên", "duy nhất", "thứ hai", "thứ ba"})


def _which_is(fact: Fact, said: Words, person: bool) -> Iterator[Draft]:
    """Turn "Canada là quốc gia lớn thứ hai" into "Quốc gia nào lớn thứ hai?"."""
    unique = any(word.low in _UNIQUE or word.low.endswith("nhất") for word in said[1:])
    subject = fact.clause.subject
    if not unique or not is_name(subject[-1]) or any(word.kind == "P" for word in subject):
        return
    body = said[1:] if said[0].low in {"một", "những", "các"} else said
    if len(body) < 3 or body[0].kind not in {"N", "Nc"} or body[1].kind in {"C", "CC"}:
        return
    lead = opening(fact)
    head, rest = body[0].low, say(body[1:])
    frames = (
        ["Ai là {0} {1}?", "{2} {1} là ai?"]
        if person
        else ["{2} nào {1}?", "{2} {1} là gì?", "{2} nào là {0} {1}?"]
    )
    if not person and (body[1].kind not in {"A", "V"} or body[1].low in _UNIQUE):
        frames = ["{2} {1} là gì?"]
    question = fact.pick(*frames).format(head, rest, begun(head))
    yield Draft(
        begun(lead + (question[0].lower() + question[1:] if lead else question)),
        (_span(subject),),
        "which_is",
    )


_BECAUSE = frozenset({"vì", "bởi vì", "do", "nhờ", "bởi", "tại vì", "nhờ vào"})
_BY = frozenset({"do", "bởi", "nhờ"})
_IN_ORDER = frozenset({"để", "nhằm"})
_REPORTING = frozenset({"là", "rằng", "việc", "cho biết", "biết", "nói", "khẳng định"})
_CAUSES = listed("thiếu|bị|không|sự|việc|ảnh hưởng|có|quá|lo|sợ|tác động|hậu quả|sức ép|áp lực")


def why(fact: Fact) -> Iterator[Draft]:
    """Ask for the reason or the purpose, given after the predicate, in it, or before all."""
    clause = fact.clause
    for lead in clause.leads:
        if lead[0].low in _BECAUSE and len(lead) >= 5:
            body = inside(fact.named(say(pruned(clause.predicate))), clause.subject)
            yield from _why(fact, opening(fact, lead), body, lead)
    for words, found in _reasons(fact):
        said = fact.named(say(words))
        if len(found) < 2:
            continue  # all of it was late phrases
        if found[0].low in _BECAUSE:
            yield from _why(fact, opening(fact), inside(said, clause.subject), found)
        elif found[1].kind == "V":
            answers = (_span(found[1:]), _span(found))
            asked = fact.pick("để làm gì", "nhằm mục đích gì")
            yield Draft(begun(f"{opening(fact)}{said} {asked}?"), answers, "purpose")


def _reasons(fact: Fact) -> Iterator[tuple[Words, Words]]:
    clause = fact.clause
    words = clause.predicate
    for i, word in enumerate(words):
        if i >= 2 and word.low in _BECAUSE | _IN_ORDER and len(words) - i >= 4:
            if word.low in _BY and words[i + 1].low not in _CAUSES:
                continue  # "cuốn sách do ông viết"
            if word.low in _IN_ORDER and (
                words[i - 1].kind == "A" or any(w.low in {"là", "được", "bị"} for w in words[i:])
            ):
                continue
            if any(w.low in _REPORTING for w in words[:i]):
                continue
            yield pruned(words[:i]), pruned(words[i:], longest=30)
            return
    tail = clause.tails[0] if clause.tails else ()
    by = len(tail) > 1 and tail[0].low in _BY and tail[1].low not in _CAUSES
    if len(tail) >= 4 and tail[0].low in _BECAUSE | _IN_ORDER and not by:
        yield pruned(words), pruned(tail, longest=30)


def _why(fact: Fact, lead: str, body: str, found: Words) -> Iterator[Draft]:
    frames = [
        "Vì sao {}?",
        "Tại sao {}?",
        "Vì sao {}?",
        "Lý do {} là gì?",
        "Nguyên nhân nào khiến {}?",
    ]
    if lead:
        question = f"{lead}{fact.pick('vì sao', 'tại sao')} {body}?"
    else:
        question = fact.pick(*frames).format(body)
    yield Draft(begun(question), (_span(found[1:]), _span(found)), "why")


_HOLDING = frozenset({"gồm", "bao gồm", "gồm có"})


def what_all(fact: Fact) -> Iterator[Draft]:
    """Ask for a whole list: "gồm A, B và C", "những nước như A, B và C"."""
    words = fact.clause.predicate
    for i, word in enumerate(words):
        things = words[i + 1 :]
        things = pruned(things, longest=45)
        listed = (
            len(things) > 3
            and things[0].kind in NOMINAL
            and any(w.low == "và" or w.text == "," for w in things)
        )
        if not listed or is_broken(fact):
            continue
        if word.low in _HOLDING:
            before = say(words[:i])
            asked = fact.pick("gồm những gì", "bao gồm những gì", "gồm có những gì")
            if i + 2 < len(words) and words[i + 1].kind == "M" and words[i + 2].kind == "N":
                return
            question = f"{opening(fact)}{fact.named(before)} {asked}?"
            yield Draft(begun(question), (_span(things),), "list")
            return
        if word.low == "như" and i >= 2:
            start = next((k for k in range(i - 1, -1, -1) if words[k].low in _SEVERAL), -1)
            if start < 1 or any(w.kind == "V" for w in words[start:i]):
                continue
            if not all(
                w.kind in {"N", "Np", "Ny", "Nc", "A", "CC", "C", "CH", "M"} for w in things
            ):
                continue
            noun = say(words[start + 1 : i])
            question = f"{opening(fact)}{fact.named(say(words[:start]))} những {noun} nào?"
            yield Draft(begun(question), (_span(things),), "list")
            return


_SEVERAL = frozenset({"các", "những", "nhiều", "một số", "vài"})

_NAMING = listed(
    "được gọi là|gọi là|có tên là|tên là|mang tên|lấy tên|lấy tên là|đổi tên thành|"
    "có biệt danh là|có nghệ danh là|được đặt tên là|đặt tên là|được mệnh danh là|"
    "mang tên gọi|có tên gọi là"
)
_BECOMING = listed(
    "làm|giữ|giữ chức|trở thành|đảm nhiệm|đảm nhận|nắm giữ|giữ vai trò|đóng vai|vào vai|nhận"
)
_WHEN = listed("khi|sau khi|trước khi|vào|trong|từ|với|sau|trước|nhờ|để|do|vì|lúc|ngay")
_ROLES = listed("chức|chức vụ|vai trò|vai|cương vị|vị trí")


def called(fact: Fact) -> Iterator[Draft]:
    """Ask for the name or the office that something or somebody has or gets."""
    words = fact.clause.predicate
    for i in range(len(words)):
        for length in (1, 2, 3, 4):
            verb = " ".join(word.low for word in words[i : i + length])
            rest = words[i + length :]
            if verb in _NAMING and rest and is_name(rest[0]):
                name = rest[: max(1, phrase_end(rest, 0))]
                if rest[len(name) :] and rest[len(name)].low in {"và", ",", "hay", "hoặc"}:
                    return  # one of several names
                question = f"{opening(fact)}{fact.named(say(words[: i + length]))} gì?"
                yield Draft(begun(question), (_span(name),), "name")
                return
    for i, word in enumerate(words[:-2]):
        if word.low not in _BECOMING or not fact.person:
            continue
        rest = _less_time(fact, pruned(words[i + 1 :], longest=30))
        late = (k for k, w in enumerate(rest) if w.low in _WHEN or w.kind == "C")
        rest = rest[: next(late, len(rest))]
        if len(rest) < 2 or rest[0].kind not in {"N", "Nc"}:
            continue
        if rest[0].low in _ROLES:
            asked = f"{say(words[: i + 1])} {rest[0].text} gì"
            rest = rest[1:]
        elif word.low in {"trở thành"} or (word.low == "làm" and rest[0].low in _OFFICE):
            asked = f"{say(words[: i + 1])} gì"
            if word.low == "làm" and i == 0:
                asked = "giữ chức vụ gì"
        else:
            continue
        if len(rest) > 0:
            yield Draft(begun(f"{opening(fact)}{fact.named(asked)}?"), (_span(rest),), "role")
        return


def _less_time(fact: Fact, words: Words) -> Words:
    for match in TIME.finditer(fact.text, words[0].start, words[-1].end) if words else ():
        return tuple(word for word in words if word.end <= match.start())
    return words


_SPEECH = {
    "quyết định": "quyết định làm gì",
    "tuyên bố": "tuyên bố điều gì",
    "yêu cầu": "yêu cầu điều gì",
    "cho rằng": "cho rằng điều gì",
    "đề nghị": "đề nghị điều gì",
    "thông báo": "thông báo điều gì",
    "khẳng định": "khẳng định điều gì",
    "cáo buộc": "cáo buộc điều gì",
    "cam kết": "cam kết điều gì",
    "hứa": "hứa điều gì",
    "dự đoán": "dự đoán điều gì",
    "kêu gọi": "kêu gọi điều gì",
    "cảnh báo": "cảnh báo điều gì",
    "đề xuất": "đề xuất điều gì",
    "gây ra": "gây ra điều gì",
    "dẫn đến": "dẫn đến điều gì",
    "nhận xét": "nhận xét như thế nào",
}
_STATES = listed(
    "là|có|được|bị|không|chưa|cũng|vẫn|còn|chỉ|nằm|thuộc|bao gồm|gồm|do|như|giống|trở thành|"
    "trở nên|đổi|đổi thành|phải|phụ thuộc|thành|ra|chịu|mất|muốn|cần|nên|hết|đạt|chiếm|"
    "thuộc về|cho thấy"
)
# What "đã làm gì" can be asked of, besides people.
_ACTORS = listed(
    "chính phủ|quân đội|quân|công ty|hãng|tập đoàn|đảng|đội|đội tuyển|nhóm|ban nhạc|nhà|"
    "triều đình|chính quyền|quốc hội|tòa án|hội|hội đồng|liên đoàn|người|cảnh sát|công an|"
    "phe|liên minh|câu lạc bộ|ủy ban|bộ|tổ chức|ngân hàng|trường|nước|đế quốc|vương quốc|"
    "nhân dân|lực lượng|phi hành đoàn"
)
_WHILE = listed(
    "năm|ngày|tháng|mùa|thế kỷ|đầu|cuối|giữa|khi|sau khi|trước khi|sau|trước|trong|tại|ở|vào|"
    "từ|để|nhằm|sáng|chiều|tối|đêm|hồi|ngay|lúc"
)


def did_what(fact: Fact) -> Iterator[Draft]:
    """Ask what the subject did, decided or said; the answer is the rest of the clause."""
    words = fact.clause.predicate
    tense = 1 if words[0].low in {"đã", "sẽ", "đang"} else 0
    body = pruned(words[tense:], longest=24)
    if len(body) < 4 or (is_broken(fact) and len(body) == len(words) - tense):
        return
    verb = body[0].low
    lead = opening(fact)
    if verb in _SPEECH:
        rest = body[1:]
        rest = rest[1:] if rest[0].low in {"rằng", "là"} else rest
        does = rest[0].kind == "V" or not _SPEECH[verb].endswith("làm gì")
        if len(rest) >= 3 and does:
            frame = f"{lead}{fact.named(say(words[:tense]))} {_SPEECH[verb]}?"
            yield Draft(begun(frame), (_span(rest),), "statement")
        return
    if (
        not lead
        or any(part[0].low not in _WHILE for part in fact.clause.leads)
        or verb in _STATES
        or body[0].kind != "V"
        or body[0].text[0].isupper()
        or body[1].low in {"và", ","}
        or not (fact.person or _acts(fact))
    ):
        return
    tensed = words[0].low if tense else "đã"
    frames = [f"{lead}{fact.subject} {tensed} làm gì?"]
    if not tense or tensed == "đã":
        said = inside(lead[:-2], next(iter(fact.clause.leads)))
        frames.append(f"{fact.subject} đã làm gì {said[0].lower() + said[1:]}?")
    yield Draft(begun(fact.pick(*frames)), (_span(body),), "did_what")


def _acts(fact: Fact) -> bool:
    """Say whether the subject can do something: a name alone, or a body of people."""
    subject = fact.clause.subject
    return subject[0].low in _ACTORS or all(is_name(word) for word in subject)


def how(fact: Fact) -> Iterator[Draft]:
    """Ask for the way: "bằng cách …"."""
    words = fact.clause.predicate
    for i, word in enumerate(words[:-3]):
        pair = f"{word.low} {words[i + 1].low}"
        if i >= 2 and (
            pair == "bằng cách" or word.low in {"bằng cách", "bằng việc", "thông qua việc"}
        ):
            start = i + 2 if pair == "bằng cách" else i + 1
            rest = pruned(words[start:], longest=30)
            if len(rest) < 3:
                return
            question = f"{opening(fact)}{fact.named(say(pruned(words[:i])))} bằng cách nào?"
            yield Draft(begun(question), (_span(rest), (word.start, rest[-1].end)), "how")
            return
