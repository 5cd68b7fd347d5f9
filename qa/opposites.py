"""Words that rule each other out: what is told of the suburbs tells nothing of the inner city."""

from __future__ import annotations

import re
from dataclasses import dataclass

from index.text import canonical, fold, syllables
from qa.asking import AnswerType, says_nothing
from qa.kinds import has_type
from qa.question import Question


@dataclass(frozen=True, slots=True)
class _Side:
    """One of two opposites: the words for it, and others that a text may have it with."""

    words: re.Pattern[str]
    also: re.Pattern[str]


def _side(words: str, also: str = "") -> _Side:
    listed = f"{words}|{also}" if also else words
    return _Side(*(re.compile(rf"(?<!\w)(?:{one})(?!\w)") for one in (words, listed)))


_EVERY_DAY = r"(?:tất cả|mọi|các|cả) (?:các )?(?:ngày|tuần)|(?:hằng|hàng|mỗi) ngày|cả tuần"
_CHILD = "con(?! (?:trai|gái))|cháu|bé|trẻ|em"  # of either sex
# Where one word is part of many others ("thu nhập", "chi nhánh", "sản xuất") what stands beside it
# tells that it is meant.
_PAIRS = tuple(
    (_side(*left), _side(*right))
    for left, right in (
        (("nội thành|nội đô|nội ô",), ("ngoại thành|ngoại ô|ngoại tỉnh|liên tỉnh",)),
        (("trước thuế",), ("sau thuế",)),
        (
            ("chưa (?:bao gồm|gồm|có|tính|kể) (?:thuế|vat)",),
            ("đã (?:bao gồm|gồm|có|tính|kể) (?:thuế|vat)",),
        ),
        (("có mặt|dự họp|tham dự", "tham gia|đến dự"), ("vắng mặt|vắng(?! vẻ)|nghỉ họp",)),
        (("nhập khẩu|nhập cảng",), ("xuất khẩu|xuất cảng",)),
        (("nhập viện|vào viện",), ("xuất viện|ra viện",)),
        (("nhập cảnh",), ("xuất cảnh",)),
        (("nhập ngũ",), ("xuất ngũ",)),
        (
            (
                r"(?:đã|hàng|lượng|tổng|phiếu|có) nhập"
                r"|(?<!thu )(?<!gia )(?<!đăng )(?<!xâm )nhập "
                r"(?:kho|về|vào|hàng|bao nhiêu|mấy|được|hơn|gần|khoảng|\d[\d.,]*)",
            ),
            (
                r"(?:đã|hàng|lượng|tổng|phiếu|có) xuất"
                r"|(?<!sản )(?<!đề )(?<!trích )(?<!công )(?<!áp )xuất "
                r"(?:kho|đi|bán|ra|hàng|bao nhiêu|mấy|được|hơn|gần|khoảng|\d[\d.,]*)",
            ),
        ),
        (
            ("(?:có|kinh doanh|khoản|số|tiền)? ?lãi(?! suất| vay| tiền gửi)", "lợi nhuận"),
            (
                "(?:bị|thua|chịu|kinh doanh|khoản|mức|số|đã|vẫn|còn) lỗ"
                r"|lỗ (?:lũy kế|hơn|gần|khoảng|ròng|thuần|nặng|trước|sau|bao nhiêu|\d[\d.,]*)",
            ),
        ),
        (
            ("tăng(?! ca| cường| gia| ni| tốc)",),
            ("giảm(?! nghèo| tải| đau| nhẹ| thiểu| trừ| sốc| cân)",),
        ),
        (
            (
                r"(?<!doanh )(?<!mùa )(?<!hè )(?<!tháng )thu"
                r" (?:được|về|vào|ngân sách|quỹ|bao nhiêu|là|từ|hơn|gần|\d[\d.,]*)"
                "|(?:tổng|khoản|số|mức|phần|đã) thu(?! nhập| hoạch| hồi| mua| gom| giữ)",
            ),
            (
                r"chi (?:ra|hết|ngân sách|bao nhiêu|mấy|là|cho|trả|tiêu|hơn|gần|\d[\d.,]*)"
                "|(?:tổng|khoản|số|mức|phần|đã) chi(?! nhánh| bộ| phí| cục| tiết| hội| đoàn)",
            ),
        ),
        (("chẵn",), (r"(?<!bán )(?<!mua )(?<!riêng )(?<!tiền )(?<!giá )(?<!khách )lẻ",)),
        (("(?:bán|mua|giá) lẻ",), ("bán buôn|(?:bán|mua|giá) (?:buôn|sỉ)",)),
        (("trong giờ|(?<!ngoài )giờ hành chính",), ("ngoài giờ",)),
        (
            ("ngày thường|ngày trong tuần", f"thứ (?:hai|2)|ngày làm việc|{_EVERY_DAY}"),
            ("cuối tuần|chủ nhật", f"thứ (?:bảy|7)|ngày nghỉ|{_EVERY_DAY}"),
        ),
        (("trong nước|nội địa",), ("nước ngoài|quốc tế",)),
        (("(?<!ngoài )công lập",), ("ngoài công lập|tư thục|dân lập",)),
        (("nội trú",), ("ngoại trú|bán trú",)),
        (("một chiều|một lượt",), ("khứ hồi|hai chiều",)),
        (("lượt đi|chiều đi",), ("lượt về|chiều về",)),
        (("mùa hè|mùa hạ",), ("mùa đông",)),
        (("mùa mưa",), ("mùa khô|mùa nắng",)),
        (("ban ngày",), ("ban đêm",)),
        (
            (
                "nam giới|đàn ông|(?:con|bé) trai"
                "|(?:lao động|công dân|học sinh|sinh viên|thanh niên|cán bộ|vận động viên) nam"
                "|nam (?:từ|đủ|dưới|thanh niên|sinh viên|công dân)",
                f"(?<!việt )nam|trai|ông|anh|cậu|chồng|bố|cha|{_CHILD}",
            ),
            ("nữ(?! hoàng)|đàn bà|(?:con|bé) gái", f"gái|bà|chị|cô|vợ|mẹ|{_CHILD}"),
        ),
    )
)
_CLAUSE = re.compile(r"[;,]\s+|\s(?:và|còn)\s")
_TYPED = (AnswerType.DATE, AnswerType.NUMBER, AnswerType.PERSON, AnswerType.PLACE)


def tells_only_the_opposite(question: Question, said: str, heading: str = "") -> bool:
    """Say whether a sentence tells of the opposite of what is asked about, and of nothing else.

    "Phí giao hàng ngoại thành 35.000 đồng" to "Phí nội thành bao nhiêu?"; but "Vé 50.000 đồng,
    cuối tuần 60.000 đồng" tells the price of the other days first.
    """
    asked, text = canonical(question.spelled).lower(), canonical(said).lower()
    near = canonical(heading).lower()
    for pair in _PAIRS:
        for own, other in (pair, pair[::-1]):
            if not own.words.search(asked) or other.words.search(asked):
                continue
            if own.also.search(text) or own.also.search(near):
                continue
            if other.words.search(text) and not _says_it_of_all(question, said, other.words):
                return True
    return False


def _says_it_of_all(question: Question, said: str, other: re.Pattern[str]) -> bool:
    """Say whether a clause without the opposite has what is asked for, and is not of it either.

    What stands behind the opposite goes on with it, unless it has words of the question.
    """
    if question.answer_type not in _TYPED:
        return False
    asked = {
        term.syllable.folded for term in question.terms if not says_nothing(term.syllable.form)
    }
    is_behind = False
    for clause in _CLAUSE.split(said):
        if other.search(canonical(clause).lower()):
            is_behind = True
        elif has_type(question.answer_type, clause, question) and (
            not is_behind or len(asked & {fold(word.form) for word in syllables(clause)}) > 1
        ):
            return True
    return False
