"""Ask for who or what does something, or to whom it is done: "Ai …?", "Công ty nào …?"."""

from collections.abc import Iterator

from models.reader.made.clauses import Words, say
from models.reader.made.draft import Draft, Fact, inside, opening, pruned
from models.reader.made.names import TITLES, class_of, is_name, is_person, less_class, phrase_end
from models.reader.made.vocabulary import listed
from models.reader.made.wording import begun

_FINITE = listed("đã|đang|sẽ|được|bị|là|có|vẫn|từng|cũng|không|chưa|luôn|thường")
_ALSO = frozenset({"còn", "cũng", "vừa", "đều", "chỉ", "lại"})
# What people do not do, whatever the entity model says of the subject.
_OF_THINGS = listed(
    "nằm|thuộc|gồm|bao gồm|giáp|chảy|bắt nguồn|tạo thành|tọa lạc|"
    "khánh thành|rộng|dài|diễn ra|ra mắt|tiếp giáp|mở cửa|"
    "trải dài|phân bố"
)
_CAUSING = frozenset(
    {"khiến", "làm cho", "gây ra", "gây", "dẫn đến", "dẫn tới", "tạo ra", "giúp", "đe dọa"}
)


def who_does(fact: Fact) -> Iterator[Draft]:
    """Ask for the subject."""
    subject = fact.clause.subject
    predicate = pruned(fact.clause.predicate)
    if len(predicate) < 3 or predicate[0].low in {"do", "là", "có"}:
        return
    if any(word.low == "và" or word.text == "," for word in subject):
        return
    tensed = predicate[0].low in _FINITE
    if predicate[0].low in _ALSO:
        predicate = predicate[1:]
    said = say(predicate)
    lead = opening(fact)
    answers = [(subject[0].start, subject[-1].end)]
    still = any(word.low in _OF_THINGS for word in predicate[:3])
    if is_person(subject, fact.sentence) and not still:
        if subject[0].low in TITLES:
            bare = next(i for i, word in enumerate(subject) if word.low not in TITLES)
            answers.append((subject[bare].start, subject[-1].end))
        past = f"đã {said}" if predicate[0].kind == "V" and not tensed else said
        frames = [f"Ai {past}?", f"Ai là người {past}?", f"Người {past} là ai?"]
        if predicate[0].low in {"được", "bị"}:
            frames = [f"Ai {said}?", f"Người {said} là ai?"]
        question = fact.pick(*frames)
        yield Draft(begun(lead + inside_if(lead, question)), tuple(answers), "who")
        return
    kind = class_of(subject)
    if kind and subject[-1].kind == "Np":
        bare = less_class(subject, kind)
        answers.append((bare[0].start, bare[-1].end))
        frames = [f"{begun(kind)} nào {said}?", f"{begun(kind)} {said} tên là gì?"]
        question = frames[fact.chance.random() < 0.3 and kind in _HAVE_NAMES]
        yield Draft(begun(lead + inside_if(lead, question)), tuple(answers), "which")
    elif predicate[0].low in _CAUSING and len(subject) > 1:
        question = fact.pick("Điều gì {}?", "Nguyên nhân nào {}?", "Yếu tố nào {}?").format(said)
        yield Draft(begun(lead + inside_if(lead, question)), tuple(answers), "cause")


def inside_if(lead: str, question: str) -> str:
    """Begin in lower case after an opening phrase."""
    return question[:1].lower() + question[1:] if lead else question


_HAVE_NAMES = listed(
    "biển|sông|con sông|núi|ngọn núi|đảo|hòn đảo|quần đảo|hồ|tàu|bộ phim|phim|cuốn sách|tác phẩm"
    "|tiểu thuyết|bài hát|ca khúc|album|loài|ban nhạc|nhóm nhạc|trò chơi"
)
_TOWARDS = listed(
    "gặp|gặp được|cưới|lấy|thay thế|kế vị|đánh bại|thay|giết|bắt|ám sát|yêu|kết hôn|thay mặt|"
    "lật đổ|bổ nhiệm|đánh|phế truất|mời|cử|sai|bầu|đề cử|kế nhiệm|phong|chọn"
)


def whom(fact: Fact) -> Iterator[Draft]:
    """Ask for the person or the named thing that the verb is about, in its place."""
    words = fact.clause.predicate
    for i in range(1, len(words)):
        if words[i].kind not in {"N", "Nc", "Np"} or words[i - 1].kind not in {"V", "E", "R"}:
            continue
        end = phrase_end(words, i)
        thing = words[i:end]
        if words[i - 1].text[0].isupper():
            continue  # a name was cut in two
        if (
            not thing
            or "của" in {word.low for word in thing}
            or words[i - 1].low in {"ở", "tại", "là"}
        ):
            continue
        after = words[end:]
        if after and (after[0].text == "," or after[0].low in {"và", "hay", "hoặc", "cùng"}):
            continue
        after = pruned((words[0], words[1], *after))[2:]
        before = say(words[:i])
        answers = [(thing[0].start, thing[-1].end)]
        near = words[i - 1]
        towards = near.low in _TOWARDS or (near.kind == "E" and is_person(thing, ""))
        if towards and is_person(thing, fact.sentence):
            question = f"{opening(fact)}{fact.named(before)} ai {say(after)}"
            yield Draft(begun(question.strip()) + "?", tuple(answers), "whom")
        elif kind := class_of(thing):
            if thing[-1].kind != "Np" and not is_name(thing[-1]):
                continue
            bare = less_class(thing, kind)
            answers.append((bare[0].start, bare[-1].end))
            question = f"{opening(fact)}{fact.named(before)} {kind} nào {say(after)}"
            yield Draft(begun(question.strip()) + "?", tuple(answers), "which")


_MADE_BY = listed(
    "viết|sáng tác|thành lập|sáng lập|xây dựng|phát hiện|thiết kế|đạo diễn|sản xuất|"
    "phát minh|vẽ|dịch|chỉ huy|lãnh đạo|phát triển|xuất bản|mô tả|đề xuất|tổ chức|khởi xướng|"
    "đặt|bổ nhiệm|giới thiệu|phát hành|công bố|tạo ra|trao|công nhận|mua|chiếm|bao vây|"
    "đánh bại|phá hủy|ám sát|giết"
)


def by_whom(fact: Fact) -> Iterator[Draft]:
    """Turn "X được Y viết" and "X do Y viết" round: "Ai đã viết X?"."""
    words = fact.clause.predicate
    if len(words) < 3 or words[0].low not in {"được", "bị", "do"} or fact.person:
        return
    end = phrase_end(words, 1)
    if end > 1 and end < len(words) and words[end].low in _MADE_BY:
        agent, verb = words[1:end], words[end : end + 1]
        if words[end + 1 : end + 2] and words[end + 1].low in {"và", ","}:
            return  # "phát hành và in ấn": the second verb has the same doer
        after = pruned((*words[:2], *words[end + 1 :]))[2:]
    else:
        at = next((i for i, word in enumerate(words) if word.low == "bởi"), 0)
        if not at or words[1].low not in _MADE_BY or at > 6 or at + 1 >= len(words):
            return
        end = phrase_end(words, at + 1)
        agent, verb, after = words[at + 1 : end], words[1:2], words[2:at]
    asked = _agent(fact, agent)
    if not asked:
        return
    thing = inside(fact.subject, fact.clause.subject)
    rest = say(after)
    frames = [
        f"{begun(asked)} đã {verb[0].low} {thing} {rest}",
        f"{fact.subject} được {asked} {verb[0].low} {rest}",
        f"{fact.subject} do {asked} {verb[0].low} {rest}",
    ]
    if asked == "ai":
        frames.append(f"Ai là người đã {verb[0].low} {thing} {rest}")
    lead = opening(fact)
    question = lead + inside_if(lead, fact.pick(*frames)).strip()
    yield Draft(begun(question) + "?", ((agent[0].start, agent[-1].end),), "by_whom")


def _agent(fact: Fact, agent: Words) -> str:
    if not agent or any(word.text == "," for word in agent):
        return ""
    if is_person(agent, fact.sentence):
        return "ai"
    kind = class_of(agent)
    return f"{kind} nào" if kind else ""
