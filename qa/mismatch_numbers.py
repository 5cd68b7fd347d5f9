"""Checks of how many and which number: another count, rank, code, account or contact."""

from __future__ import annotations

import re
import unicodedata

from index.identifiers import dates
from index.text import canonical, fold, in_a_row, replaced, words_of
from qa.asking import AnswerType, says_nothing
from qa.claim import Claim
from qa.conditions import has_code, mixed_codes, numbered
from qa.kinds import has_money, uncounted
from qa.limits import is_beyond_the_limit, said_by_limits
from qa.measures import dimension_asked, has_dimension
from qa.question import Question
from qa.synonyms import said_otherwise
from qa.tables import row_at


def counts_otherwise(claim: Claim) -> bool:
    """Say whether a sentence has another number where the question has one: "sơ kết 5 năm".

    The words beside it are the same, and no number of the paragraph agrees. "Từ 2 đến 5 tuổi" has
    no other number than "bé 3 tuổi".
    """
    within = set(map(_plain, said_by_limits(claim.question.spelled, claim.said)))
    asked = {one for one in _counted(claim.question.spelled) if one[1] not in within}
    if not asked:
        return False
    counted = _counted(claim.said)
    around = _counted(claim.paragraph) if claim.paragraph else counted
    near = {(one[1], one[2]) for one in around}
    return any(
        one[1] != other[1]
        and one[2] == other[2]
        and (one[0] == other[0] or one[3] == other[3])
        and (one[1], one[2]) not in near
        for one in asked
        for other in counted
    )


def is_of_the_other_side(claim: Claim) -> bool:
    """Say whether it tells of those beyond a limit ("chưa đủ 14 tuổi") that a question sets."""
    return is_beyond_the_limit(claim.question.spelled, claim.said)


def measures_otherwise(claim: Claim) -> bool:
    """Say whether a question has a share ("độ mặn 40‰") that only others stand for around."""
    asked = _shares(claim.question.spelled)
    if not asked:
        return False
    told = _shares(f"{claim.said}\n{claim.own_paragraph}".replace(": ", " "))
    return any(
        (noun, number, sign) not in told
        and any(other[0] == noun and other[2] == sign for other in told)
        for noun, number, sign in asked
    )


_SHARE = re.compile(r"(\w+) (\d+(?:[.,]\d+)?) ?([%‰°])")


def _shares(text: str) -> list[tuple[str, str, str]]:
    """Find shares: the folded word before, the number and its sign."""
    return [(noun, _plain(number), sign) for noun, number, sign in _SHARE.findall(fold(text))]


def _plain(number: str) -> str:
    """Write "05" as "5", as rules and contracts write what people ask for with one digit.

    "007" is no count, and stays.
    """
    return number[1:] if _PADDED.fullmatch(number) else number


_PADDED = re.compile(r"0\d")


def ranks_nothing(claim: Claim) -> bool:
    """Say whether a question asks for the first or the most, and a passage tells of none."""
    asked = canonical(claim.question.spelled).lower()
    if not _MOST.search(asked):
        return False
    if _MUCH.search(asked):
        told = canonical(claim.span.hit.passage.text).lower()
        # "Tranh thủ tối đa" tells how much at most, and not which one has most.
        told = _BOUND.sub(" ", told) if _WHICH.search(asked) else told
        return not _MUCH_OR_ALIKE.search(told)
    return not _MOST_OR_ALIKE.search(canonical(claim.span.hit.passage.text).lower())


# "nhất" of a comparison: not "thống nhất", "thứ nhất", "nhất là", "ít nhất 15 ngày".
_MOST = re.compile(
    r"(?<!\w)(?<!thống )(?<!thứ )(?<!hợp )(?<!duy )(?<!lần )(?<!ít )(?<!chậm )(?<!muộn )"
    r"(?<!sớm )(?<!trễ )nhất"
    r"(?! trí| thiết| là| định| quán| thể)(?!\w)"
)


# "Nhiều thỏa thuận nhất" is not told by "chuẩn bị tốt nhất".
_MUCH = re.compile(
    r"(?<!\w)(?:nhiều|lớn|cao|đông|ít|nhỏ|thấp|dài|rộng)(?: \w+){0,5} nhất(?! là| định)(?!\w)"
)


_MUCH_OR_ALIKE = re.compile(
    rf"{_MUCH.pattern}|(?:đầu tiên|đứng đầu|hàng đầu|kỷ lục|kỉ lục|hơn cả|số một|duy nhất|bậc nhất"
    r"|vô địch|quán quân|phần lớn|đa số|chủ yếu|tối đa|tối thiểu|trên hết)"
)


_BOUND = re.compile(r"(?<!\w)tối (?:đa|thiểu)(?!\w)")


_WHICH = re.compile(r"(?<!\w)nào(?!\w)")


_MOST_OR_ALIKE = re.compile(
    rf"{_MOST.pattern}|(?:đầu tiên|đứng đầu|hàng đầu|kỷ lục|kỉ lục|trên hết|trước hết|hơn cả|số một"
    r"|nhất là|duy nhất|bậc nhất|nhất nhì|quán quân|vô địch|chủ yếu|tối đa|tối thiểu|ít nhất)"
)


def ranks_another(claim: Claim) -> bool:
    """Say whether a question names a prize or a class, "giải nhì", and a paragraph does not."""
    around = in_a_row(f"{claim.said}\n{claim.paragraph}")
    asked = _RANK.findall(canonical(claim.question.spelled).lower())
    said = canonical(claim.said).lower()
    # "Ghe nữ: nhất 70 triệu đồng, nhì 45 triệu đồng" ranks in a row.
    in_a_series = _FIRST_RANK.search(said)
    return any(
        in_a_row(rank) not in around
        and not (in_a_series and re.search(rf"[,;] {rank.split()[-1]} \d", said))
        for rank in asked
    )


def bounds_the_other_way(claim: Claim) -> bool:
    """Say whether the least is asked for, and a sentence sets only the most; or the other way.

    "Không quá 05 năm" tells nothing of the shortest lease.
    """
    asked, said = (
        [bool(bound.search(canonical(text).lower())) for bound in (_AT_LEAST, _AT_MOST)]
        for text in (claim.question.spelled, claim.said)
    )
    return any(asked) and not all(asked) and asked == said[::-1]


_AT_LEAST = re.compile(
    r"(?<!\w)(?:tối thiểu|ít nhất|thấp nhất|không (?:dưới|ít hơn|thấp hơn))(?!\w)"
)
_AT_MOST = re.compile(
    r"(?<!\w)(?:tối đa|nhiều nhất|cao nhất|không (?:quá|vượt quá|nhiều hơn|cao hơn))(?!\w)"
)


_FIRST_RANK = re.compile(r"(?<!\w)nhất:? \d")
_RANK = re.compile(
    r"(?<!\w)(?:giải|hạng) (?:nhất|nhì|ba|tư|khuyến khích|đặc biệt|vàng|bạc|đồng)(?!\w)"
    r"|(?<!\w)huy chương (?:vàng|bạc|đồng)(?!\w)"
)


def _counted(text: str) -> set[tuple[str, str, str, str]]:
    """Find the numbers in digits of a text: the word before, the number, the two words after."""
    words = [word.folded for word in words_of(uncounted(text))]
    return {
        (before, _plain(number), thing, after)
        for before, number, thing, after in zip(
            words, words[1:], words[2:], words[3:], strict=False
        )
        if number.isdigit() and not before.isdigit() and not thing.isdigit()
    }


# How to reach someone: what asks, at the beginning of a question, and what answers.
_CONTACTS = tuple(
    (re.compile(rf"^(?:(?:cho|xin|hoi|biet|toi)\s+)*(?:{asks})(?!\w)"), re.compile(answers))
    for asks, answers in (
        (r"so dien thoai|dien thoai|hotline|duong day nong|so fax", r"(?:\d[ .-]?){7,}"),
        (r"(?:dia chi )?(?:e-?mail|thu dien tu|hop thu)", r"\S@\S"),
        (r"(?:dia chi )?(?:website|trang web)", r"\w\.(?:vn|com|net|org|gov|info)(?!\w)"),
    )
)


def has_no_such_contact(claim: Claim) -> bool:
    """Say whether a telephone number or address is asked for, and a sentence has none."""
    asked = fold(claim.question.spelled)
    return any(asks.match(asked) and not answers.search(claim.said)
               for asks, answers in _CONTACTS)  # fmt: skip


# Numbers that a person, a vehicle or a company has: what asks, and what answers (dates left out).
_NUMBERS = tuple(
    (re.compile(rf"(?<!\w)(?:{asks})(?!\w)"), re.compile(answers))
    for asks, answers in (
        (
            r"so tai khoan|stk",
            r"(?<![\d.,])\d(?:[ .-]?\d){5,}(?!\d|[.,]\d| ?(?:đồng|đ|triệu|vnđ|VNĐ|VND)(?!\w))",
        ),
        (
            r"so (?:the )?(?:can cuoc(?: cong dan)?|cccd|cmnd|cmt|chung minh(?: thu| nhan dan)?)",
            r"(?<!\d)\d{3}[ .]?\d{3}[ .]?\d{3}(?:[ .]?\d{3})?(?!\d)",
        ),
        (r"ma so thue|mst", r"(?<!\d)\d{10}(?!\d)"),
        (r"bien so(?: xe)?|bien kiem soat", r"[A-ZĐ]\w?[-. ]?\d{3}"),
        (r"so ho chieu", r"[A-Z]\d{7}"),
    )
)


_NUMBER_ASKED = re.compile(
    r"(?: ngan hang)? (?:nao|(?:la )?(?:may|bao nhieu|so nao|so may))(?!\w)"
    r"| .+ la (?:gi|may|bao nhieu|so nao|so may)\W*$"
    # "so can cuoc cua ong …", with no word that asks.
    r"| (?:cua|cong ty|ong|ba|anh|chi|truong|benh vien)(?!\w)"
    r"(?!.*(?<!\w)(?:nao|gi|may|bao nhieu|dau|sao|ai|khi|khong|phai|bi|duoc)(?!\w))"
)


def number_asked(question: Question) -> tuple[str, re.Pattern[str]] | None:
    """Give the number of a person or thing that is asked for, as the question has it."""
    asked = fold(question.spelled)
    for asks, answers in _NUMBERS:
        match = asks.search(asked)
        if match and _NUMBER_ASKED.match(asked, match.end()):
            return question.spelled[match.start() : match.end()].lower(), answers
    return None


def has_no_such_number(claim: Claim) -> bool:
    """Say whether a number such as that of an account is asked for, and a sentence has none."""
    asked = number_asked(claim.question)
    if asked is None:
        return False
    said = unicodedata.normalize("NFC", claim.said)
    blanks = [(date.start, date.end, "/" * (date.end - date.start)) for date in dates(said)]
    return not asked[1].search(replaced(said, blanks))


def lacks_the_code(claim: Claim) -> bool:
    """Say whether a code of the question, "5A2", stands nowhere in the document."""
    return bool(codes_lacking(claim))


def codes_lacking(claim: Claim) -> list[str]:
    """Give the words of letters and digits ("5A2") that a question has and a document has not."""
    document = claim.document
    called = f"{document.title}\n{document.source}"
    return [
        code
        for code in mixed_codes(claim.question)
        if not has_code(document.text, code) and not has_code(called, code)
    ]


def lacks_the_numbered(claim: Claim) -> bool:
    """Say whether what the question numbers, "tuyến số 11", stands nowhere in the evidence."""
    return bool(numbered_lacking(claim))


def numbered_lacking(claim: Claim) -> list[str]:
    """Give the numbered things ("tuyến số 11") of a question that a claim tells nothing of.

    Every row of a table is of something else; what stands around a sentence may vouch for it.
    """
    asked = numbered(claim.question)
    if not asked:
        return []
    document, start = claim.document, claim.span.start
    in_a_table = row_at(document, start) is not None
    near = [document.title, document.page_at(start), claim.section]
    near.append(claim.said if in_a_table else claim.paragraph)
    around = "\n".join(near)
    # What lasts long is told in many a paragraph of something else: only its own vouches for it.
    wider = around if in_a_table else f"{around}\n{claim.evidence}"
    return [one.words for one in asked if not one.stands_in(around if one.unit else wider)]


def counts_no_such_thing(claim: Claim) -> bool:
    """Say whether "bao nhiêu thành viên" is asked, and neither paragraph nor title has the word."""
    asked = canonical(claim.question.spelled).lower()
    match = _COUNTED.search(asked)
    if claim.question.answer_type is not AnswerType.NUMBER or not match:
        return False
    first, last = map(fold, match.groups())
    told = f"{claim.document.title}\n{claim.paragraph}"
    around = in_a_row(told)
    which = _OF_WHOM.search(asked)
    if which and not re.search(rf"(?<!\w){which[1]}(?!\w)", canonical(told).lower()):
        return True
    if _counts_others(claim, asked):
        return True
    if says_nothing(match[1]) or says_nothing(match[2]) or f" {first} {last} " in around:
        return False
    dimension = dimension_asked(claim.question.spelled)
    if dimension and has_dimension(dimension, claim.said):
        return False  # "mét vuông" is "m²" there, and "phần trăm" is "%"
    if match[1] == "phần" and has_dimension("share", claim.said):
        return False  # "lấy lại được mấy phần tiền?" is told in "%"
    if match[1] == "tiền" and has_money(claim.question, claim.said):
        # Money is told in "đồng": that of "tiền nhà trẻ" in "gửi trẻ", but not "tiền đạo" in any.
        behind = canonical(asked[match.end() :]).split()[:1]
        return not any(f" {fold(word)} " in around for word in (match[2], *behind))
    return not (f" {first} " in in_a_row(claim.said) or f" {last} " in around)


def _counts_others(claim: Claim, asked: str) -> bool:
    """Say whether "mấy con trai" is asked of someone, and only "hai con gái" is told.

    After "con" stands which ones; nothing must stand behind that in the question ("con đang học").
    """
    of_which = _CON.search(asked)
    if of_which is None or f" {fold(of_which[1])} " in in_a_row(claim.evidence):
        return False
    if said_otherwise(claim.question.spelled, claim.evidence) & {fold(of_which[1])}:
        return False
    return bool(_CON_TOLD.search(canonical(claim.said).lower()))


_CON = re.compile(
    r"(?<!\w)(?:bao nhiêu|mấy) con (?!vật|thú|giống|nhỏ|lớn|một|cả|chung|riêng)(\w+)"
    r"(?=\W*$| (?:ở|tại|trong|trên|năm|của|vậy|thế|rồi|nhỉ|ạ)(?!\w))"
)
_CON_TOLD = re.compile(
    r"(?<!\w)(?:\d+|một|hai|ba|bốn|năm|sáu|bảy|tám|chín|mười|trăm|nghìn|chục) con "
    r"(?!vật|thú|giống|nhỏ|lớn)\w+"
)
_COUNTED = re.compile(r"(?<!thứ )(?<!số )(?:bao nhiêu|mấy) (?!\d)(\w+) (\w+)")


# "bao nhiêu đại biểu nữ" is not told by the number of all of them.
_OF_WHOM = re.compile(
    r"(?<!\w)(?:bao nhiêu|mấy) \w+ (?:\w+ )?"
    r"(nữ|nam|trẻ|cao tuổi|lão thành|quốc tế|nước ngoài|dân tộc|khuyết tật|tư nhân|nhà nước)(?!\w)"
)
