"""Which lines of a file are the page's furniture, and why; what the others are.

A scraped page carries menus, share buttons, lists of other news. A clean document carries none of
it, and must come through whole. So being short, upper-case or without a full stop is never a
reason to drop a line. There are three kinds of reasons:

1. Words that only a web page says ("Gửi bình luận", "Previous Post Next Post"), and structure that
   only a web page has (a headline printed twice in one line, alt texts "headline - Hình 2").
2. Words that a document may say too ("Thảo luận", "Quảng cáo"): they count only in a file that
   has shown to be a web page by the first kind, and most of them only before or after its text.
3. What stands under a label of the first two kinds ("Tin liên quan"), until prose resumes.
"""

import re
import unicodedata
from collections.abc import Iterable, Sequence, Set
from dataclasses import dataclass, replace
from itertools import pairwise
from typing import Literal

from index.text import canonical, is_labelled, trim

Kind = Literal["title", "heading", "text", "caption", "byline", "dropped"]


@dataclass(frozen=True, slots=True)
class Line:
    """A line that is not blank, as offsets into the text, without its outer spaces."""

    start: int
    end: int
    kind: Kind
    reason: str = ""
    """Why it is dropped, for the reader; empty when it is kept."""


@dataclass(frozen=True, slots=True)
class _Row:
    """A line as the rules see it; its text in NFC, its offsets those of the file."""

    start: int
    end: int
    text: str
    form: str
    """Canonical, lower case, single spaces; empty for a line too long to be furniture."""
    label: str
    """The form without decoration and counts: "» Bình luận (3)" gives "bình luận"."""
    apart: bool
    """A blank line or the file's start stands before it."""
    wrapped: bool = False
    """It is a part of text that is wrapped at a fixed width."""

    @property
    def words(self) -> int:
        return self.text.count(" ") + 1

    @property
    def finished(self) -> bool:
        """It ends as a sentence does."""
        return bool(re.search(r"[.!?…][\"'”’»)\]]*$", self.text[-6:]))

    @property
    def prose(self) -> bool:
        """It reads like a paragraph, not like a headline, a label or a list item."""
        return self.wrapped or len(self.text) > 220 or (self.finished and self.words >= 12)

    @property
    def headline(self) -> bool:
        """It could stand above an article."""
        return (
            4 <= self.words <= 35
            and not re.search(r"[.,;:…|]$", self.text)
            and bool(re.match(r"[\"'“‘«(\[]?[^\W_]", self.text))
            and not self.text[0].islower()
            and not _NUMBERED.match(self.form)
            and not _TIME_STAMP.fullmatch(self.form)
        )


@dataclass(frozen=True, slots=True)
class _Family:
    """Whole-line phrases that are furniture for one reason."""

    reason: str
    where: Literal["anywhere", "tail", "page", "edge"]
    """Anywhere and after the last prose they prove a web page; the others need such proof."""
    opens: Literal["", "list", "end"]
    """What stands under it: nothing, a list of other news, or the end of the article."""
    phrases: re.Pattern[str]


def classify(text: str, *, is_page: bool = True) -> list[list[Line]]:
    """Give every line that is not blank once, in order, with its kind: one list per article.

    A page may hold a second, unrelated article, which is a document of its own. What comes of no
    web page, a PDF or a spreadsheet, has no furniture of one: nothing of it is dropped.
    """
    rows = _rows(text)
    dropped = _furniture(rows) if is_page else {}
    after_picture = {
        rows[i + 1].start
        for i, reason in dropped.items()
        if reason.startswith(_PICTURE) and i + 1 < len(rows)
    }
    articles = []
    borders = [0, *_second_articles(rows, dropped), len(rows)]
    for first, after in pairwise(borders):
        kept = [row for i, row in enumerate(rows[first:after], first) if i not in dropped]
        kinds = _kinds(kept, after_picture)
        articles.append(
            [
                Line(row.start, row.end, "dropped", dropped[i])
                if i in dropped
                else Line(row.start, row.end, kinds[row.start])
                for i, row in enumerate(rows[first:after], first)
            ]
        )
    return [article for article in articles if article]


# ---------------------------------------------------------------------------------- reading lines

LINE_BREAK = re.compile(r"\r\n|[\n\r\x0b\x0c\x85\u2028\u2029]")
_LONGEST_FURNITURE = 320  # characters; two headlines glued together fit, paragraphs do not


def _rows(text: str) -> list[_Row]:
    rows = []
    left, apart = 0, True
    for right, after in [
        *((m.start(), m.end()) for m in LINE_BREAK.finditer(text)),
        (len(text), 0),
    ]:
        start, end = trim(text, left, right)
        if start < end:
            line = unicodedata.normalize("NFC", text[start:end])
            rows.append(_row(start, end, line, apart=apart))
        apart = start >= end
        left = after
    return [row for block in _blocks(rows) for row in _marked(block)]


def _blocks(rows: Sequence[_Row]) -> list[list[_Row]]:
    """Group lines with no blank line between them."""
    blocks: list[list[_Row]] = []
    for row in rows:
        if row.apart or not blocks:
            blocks.append([])
        blocks[-1].append(row)
    return blocks


def _marked(block: Sequence[_Row]) -> Sequence[_Row]:
    """Mark the lines of a block where a sentence runs on from one line of text to the next."""
    runs_on = sum(
        45 <= len(above.text) <= 140
        and above.words >= 6
        and not above.finished
        and row.text[0].islower()
        for above, row in pairwise(block)
    )
    headline = len(block) <= 3 and not re.search(r"[.!?…:;,][\"”’»)]*$", block[-1].text)
    if not runs_on or headline or 3 * runs_on < len(block) - 1:
        return block
    width = max(len(row.text) for row in block)
    # "Điều 5. Phạm vi điều chỉnh" right above its own text is not a part of it.
    above = 1 if len(block[0].text) < 0.7 * width and not block[1].text[0].islower() else 0
    return [*block[:above], *(replace(row, wrapped=True) for row in block[above:])]


def _row(start: int, end: int, text: str, *, apart: bool) -> _Row:
    form = label = ""
    if len(text) <= _LONGEST_FURNITURE:
        form = " ".join(canonical(text).lower().split())
        label = re.sub(r"\s*[(\[]\s*\d*\s*[)\]]$", "", form)
        # Markdown's marks stay: "## Xem thêm" is the writer's own heading, not a widget.
        label = re.sub(r"^(?:[^\w\s#*+(\[-]\s*)+|(?:\s*[^\w\s?)\]+])+$", "", label)
    return _Row(start, end, text, form, label, apart)


# ------------------------------------------------------------------------------- furniture phrases


def _any(*phrases: str) -> re.Pattern[str]:
    return re.compile("|".join(f"(?:{phrase})" for phrase in phrases))


_NETWORKS = (
    r"(?:facebook|fb|twitter|x\.com|zalo|youtube|tiktok|instagram|linkedin|pinterest|telegram|"
    r"viber|"
    r"whatsapp|messenger|threads|skype|reddit|tumblr|google news|google\+|google plus|gmail|"
    r"e-?mail|"
    r"rss|print|copy link|sao chép(?: liên kết| link)?|like|share|tweet|in bài|bluesky)"
)
_MENU = (
    r"(?:trang chủ|trang nhất|home|giới thiệu|liên hệ|tin tức|sự kiện|sơ đồ (?:site|trang|web)|"
    r"site ?map|đăng nhập|đăng ký|đăng xuất|tìm kiếm|hỏi đáp|góp ý|thư viện(?: ảnh| video)?|video|"
    r"hình ảnh|quảng cáo|about(?: us)?|contact(?: us)?|news|login|register|search|menu|blog|faqs?|"
    r"english|tiếng việt|tiếng anh|rss|thời sự|thế giới|kinh tế|kinh doanh|pháp luật|thể thao|"
    r"giải trí|giáo dục|sức khỏe|đời sống|du lịch|khoa học|công nghệ|văn hóa|xã hội|chính trị|"
    r"bất động sản|xe|podcast|multimedia|media|tòa soạn|đặt báo|bạn đọc|góc nhìn|ý kiến|tâm sự|"
    r"mới nhất|văn bản|dịch vụ công|thông báo|sản phẩm|dịch vụ|tuyển dụng|giỏ hàng|tất cả)"
)
# Alone on a line at the page's edge; "Thông báo" and "Văn bản" may be a document's own title.
_BUTTONS = (
    r"(?:trang chủ|trang nhất|home|giới thiệu|liên hệ|tin tức|sơ đồ (?:site|trang|web)|site ?map|"
    r"đăng nhập|đăng ký|đăng xuất|tìm kiếm|hỏi đáp|thư viện (?:ảnh|video)|about(?: us)?|"
    r"contact(?: us)?|news|login|register|search|menu|blog|faqs?|english|tiếng (?:việt|anh)|"
    r"thời sự|"
    r"thế giới|kinh tế|kinh doanh|pháp luật|thể thao|giải trí|giáo dục|sức khỏe|đời sống|du lịch|"
    r"khoa học|công nghệ|văn hóa|xã hội|chính trị|bất động sản|bạn đọc|giỏ hàng)"
)
_SITE = (
    r"(?:https?://)?(?:www\.)?[a-z0-9-]+(?:\.[a-z0-9-]+)*"
    r"\.(?:vn|com|net|org|info|edu|gov|asia|online|xyz|me|io|blogspot)(?:\.[a-z]{2})?/?"
)

_MENU_REASON = "đường dẫn, trình đơn của trang"

_FAMILIES = (
    _Family(
        "nút theo dõi, chia sẻ trang",
        "anywhere",
        "",
        _any(
            rf"(?:hãy )?(?:theo dõi|follow|like|thích) (?:\S+ ){{1,4}}(?:trên|on|tại|"
            rf"qua) {_NETWORKS}",
            r"(?:theo dõi|follow) (?:báo |kênh |trang |tạp chí )?(?:chúng tôi|us|fanpage)"
            rf"(?: (?:trên|on|tại)(?: {_NETWORKS})*)?",
            r"(?:chia sẻ|share)(?: (?:bài viết|bài|tin|tin này|ngay|this|link|article|post))*"
            rf"(?: (?:lên|qua|trên|với|on|to|via))?(?:[\s,|/·•]*{_NETWORKS})+",
            r"(?:chia sẻ|share) (?:bài viết|bài|tin này|this(?: post| article)?)(?: này)?",
            r"share this:?|click to share on .{1,40}",
            rf"{_NETWORKS}(?:[\s,|/·•-]+{_NETWORKS}){{2,}}",
            r"(?:like|thích) \d+ (?:share|chia sẻ)(?: \d+)?|\d+ (?:chia sẻ|shares|likes)",
        ),
    ),
    _Family(
        "đăng nhập, đăng ký của trang",
        "anywhere",
        "",
        _any(
            r"đăng nhập\s*[/|,·-]?\s*(?:hoặc )?đăng ký",
            r"log ?in\s*[/|]?\s*(?:or )?(?:sign ?up|register)",
            r"(?:vui lòng |bạn (?:cần|phải) )?đăng nhập để (?:bình luận|gửi|viết|trả lời).{0,60}",
            r"you must (?:be logged in|log in).{0,80}",
            r"(?:log|sign) in to (?:comment|reply|leave).{0,60}",
            r"(?:bạn )?(?:chưa|đã) có tài khoản\?.{0,30}",
            r"đăng ký nhận (?:bản tin|tin)(?: mới)?(?: nhất)?(?: qua e-?mail| hàng ngày)?",
            r"(?:đăng ký|nhập) e-?mail (?:để nhận|của bạn để).{0,60}",
            r"subscribe(?: to our newsletter| now| via email)|newsletter sign ?up",
        ),
    ),
    _Family(
        _MENU_REASON,
        "anywhere",
        "",
        _any(
            r"(?:trang chủ|trang nhất|home ?page|home)(?:\s*(?:[>»›→|•]|::)|\s+[/\\-]\s)\s*\S.*",
            rf"{_MENU}(?:\s*[|•·»]\s*{_MENU}){{2,}}(?:\s*[|•·»]\s*[^|.]{{1,30}})*",
            rf"(?:trang chủ|home)(?:\s+{_MENU}){{2,}}",
            r"skip to (?:main )?content|toggle navigation|open menu|mở menu|đóng menu",
            r"(?:chuyển|nhảy|bỏ qua)(?: đến| tới)? (?:phần )?nội dung(?: chính)?",
            r"back to top|(?:về|lên|trở lại) đầu trang",
            r"previous post(?: next post)?|next post|(?:newer|"
            r"older) posts?(?: home)?(?: older posts?)?",
            r"(?:bài đăng|bài viết|tin) (?:mới|cũ) hơn(?: trang chủ)?(?: bài đăng cũ hơn)?",
            r"(?:bài|bài viết) (?:trước|kế tiếp|tiếp theo)(?: (?:bài|bài viết) (?:sau|tiếp theo))?",
            r"(?:«|‹|<)?\s*(?:trang )?trước\s+(?:\d+\s+)+.{0,12}(?:sau|tiếp|cuối).{0,3}",
            r"(?:trang )?(?:previous|prev|trước)\s*[|·]\s*(?:next|sau)",
            r"× ?close|close ×|× ?đóng|đóng ×|close this (?:window|ad)",
        ),
    ),
    _Family(
        "nhãn của danh sách tin khác",
        "anywhere",
        "list",
        _any(
            r"(?:các )?(?:tin|bài|bài viết|tin bài|tin tức|"
            r"bài báo)(?:, bài)?(?: viết)? (?:có )?liên quan",
            r"(?:(?:các )?(?:tin|bài|bài viết|tin bài|tin tức) )?cùng chuyên mục",
            r"(?:các )?(?:tin|bài|bài viết|tin bài|tin tức) cùng (?:chuyên đề|chủ đề)",
            r"(?:các )?(?:tin|bài viết|tin tức) (?:khác|cũ hơn|đã đưa|đã đăng)",
            r"có thể bạn (?:sẽ )?(?:quan tâm|thích)|bạn có thể (?:quan tâm|thích)",
            r"(?:tin|bài) (?:đọc|xem) nhiều(?: nhất)?|(?:đọc|xem) nhiều nhất|đừng bỏ lỡ",
            r"tin đang (?:nóng|hot)|tin hot|tin mới nhất|tin nên đọc|bài viết mới(?: nhất)?",
            r"(?:you may|you might) also like|related (?:posts|articles|news|stories)|"
            r"popular posts",
            r"recent (?:posts|comments)|most (?:read|viewed|popular)|recommended for you|read next",
            r"(?:chủ đề|sự kiện|chuyên mục|từ khóa) liên quan|đề xuất cho bạn",
        ),
    ),
    _Family(
        "khung quảng bá video của trang",
        "anywhere",
        "",
        _any(r"(?:video|clip) (?:đang )?(?:hot|nổi bật|xem nhiều|liên quan|mới nhất)(?: nhất)?"),
    ),
    _Family(
        "khung bình luận",
        "anywhere",
        "end",
        _any(
            r"(?:gửi|viết|đăng|để lại|thêm|nhập)(?: (?:một|lời|ý kiến))* bình luận"
            r"(?: (?:của bạn|mới|đầu tiên))?",
            r"ý kiến (?:bạn đọc|độc giả)|gửi ý kiến của bạn",
            r"(?:leave|write|add|post) (?:a|your) (?:comment|reply).{0,30}|\d+ (?:comments?|"
            r"bình luận)",
            r"no comments?(?: yet)?|chưa có bình luận.{0,30}|(?:hủy trả lời|cancel reply).{0,10}",
            r"(?:email|e-mail|thư điện tử) của bạn sẽ không được .{1,120}",
            r"your email address will not be published.{0,80}|xem thêm bình luận",
            r"(?:hiển thị|xem) tất cả bình luận|bình luận \(\d+\)|bình luận facebook",
        ),
    ),
    _Family(
        "thăm dò ý kiến về trang",
        "anywhere",
        "end",
        _any(
            r"bạn (?:có )?(?:thấy|đánh giá) bài (?:viết|báo) này .{0,40}\?",
            r"bài viết (?:này )?có (?:hữu ích|giúp ích).{0,30}\?",
            r"(?:was|is) this (?:article|page|post) helpful.{0,5}",
            r"(?:hãy )?đánh giá bài viết này|rate this (?:post|article)",
            r"bạn có hài lòng với (?:bài viết|trang|nội dung).{0,40}\?",
        ),
    ),
    _Family("từ khóa, thẻ của trang", "edge", "", _any(r"(?:tags|thẻ tag)\s*:.{0,250}")),
    _Family(
        "nút in, gửi, đổi cỡ chữ",
        "anywhere",
        "",
        _any(
            r"in bài(?: viết)?(?: này)?|print this page|(?:gửi|lưu) bài viết(?: này)?",
            r"(?:xem (?:với )?)?cỡ chữ\s*:?\s*a\s?[-–+].{0,8}|xem (?:với )?cỡ chữ",
            r"a\s?[-–]\s*a?\s*a\s?\+|a\s?\+\s*a?\s*a\s?[-–]",
            r"nghe (?:đọc )?bài(?: viết)?(?: này)?|xem bản in(?: (?:gửi|lưu).{0,40})?",
            r"(?:in|bản in|in bài viết)\s*[|/·]\s*(?:gửi|email|lưu|chia sẻ).{0,40}",
            r"gửi (?:bài|tin)(?: này)? (?:cho bạn bè|qua e-?mail)",
        ),
    ),
    _Family(
        "quảng cáo",
        "anywhere",
        "",
        _any(r"advertisements?|sponsored(?: content| links?)|\[quảng cáo\]|- quảng cáo -"),
    ),
    _Family(
        "thông báo cookie của trang",
        "anywhere",
        "",
        _any(
            r"(?:tôi )?(?:đồng ý|chấp nhận)(?: và đóng| tất cả)?(?: các)? cookies?",
            r"accept (?:all )?cookies(?: (?:and|&) close)?|cookie settings|cài đặt cookies?",
        ),
    ),
    _Family(
        "thời điểm đăng, tính theo lúc xem trang",
        "anywhere",
        "",
        _any(r"\d+ (?:giây|phút|giờ|tiếng) trước|\d+ (?:minutes?|hours?|days?) ago"),
    ),
    _Family(
        "diễn đàn: chữ ký, nút bấm",
        "anywhere",
        "",
        _any(
            r"(?:được )?gửi từ (?:iphone|ipad|điện thoại|\S+ \S+) (?:của tôi|bằng|sử dụng).{0,40}",
            r"sent from my .{1,40}|click to expand\.*|last edited(?: by| on)?.{0,80}",
            r"thanked \d+ times?(?: in \d+ posts?)?|(?:hiển thị )?kết quả từ \d+ (?:đến|"
            r"tới) \d+.{0,20}",
            r"trang \d+ ?/ ?\d+ .{0,20}(?:last|cuối).{0,10}",
            r"(?:trả lời|reply)(?: (?:trích dẫn|với trích dẫn|with quote|quote|thích|like|"
            r"báo cáo))+",
            r"(?:thích|like)(?:\s*[|·-]?\s*(?:trả lời|reply|chia sẻ|share|báo cáo|report)){1,4}",
        ),
    ),
    _Family(
        "chân trang: bản quyền, giấy phép",
        "tail",
        "end",
        _any(
            r".{0,160}all rights reserved.{0,80}|powered by.{0,60}|theme images by.{0,60}",
            r"(?:số )?giấy phép.{0,60}(?:tt&tt|thông tin và truyền thông|cục báo chí|tt-tt|ttđt|"
            r"ptth"
            r"|cục phát thanh).{0,120}",
            r".{0,60}bản quyền.{0,40}(?:website|trang web|trang tin|báo điện tử|"
            r"cổng thông tin).{0,80}",
            r".{0,40}ghi rõ nguồn.{0,60}(?:website|trang|khi|cổng|báo).{0,80}",
        ),
    ),
    _Family(
        "chân trang: bản quyền, tòa soạn, lượt truy cập",
        "edge",
        "end",
        _any(
            r"(?:copyright|©|\(c\)).{0,200}|bản quyền (?:thuộc về|©|của).{0,120}",
            r".{0,40}ghi rõ nguồn.{0,160}|giấy phép (?:số|hoạt động|thiết lập|xuất bản|mxh|"
            r"báo chí).{0,200}",
            r"(?:phó )?tổng biên tập.{0,80}|chịu trách nhiệm (?:quản lý )?nội dung.{0,100}",
            r"(?:đường dây nóng|hotline|tòa soạn|cơ quan chủ quản|liên hệ quảng cáo)\s*:.{0,160}",
            r"(?:thiết kế(?: web)?|phát triển)(?: và phát triển)?(?: bởi|:).{0,60}",
            r"(?:đang (?:truy cập|online)|số (?:người )?(?:đang )?(?:online|truy cập)|hôm (?:nay|"
            r"qua)|"
            r"tổng(?: số)?(?: lượt)? truy cập|lượt truy cập|tuần này|tháng này)\s*:?\s*[\d.,]+",
            r"thống kê (?:lượt )?truy cập|(?:điều khoản|thỏa thuận) sử dụng(?:\s*[|·-]\s*.{1,60})?",
            r"chính sách (?:bảo mật|riêng tư)|terms of (?:use|service)|privacy policy",
            r"(?:this (?:web)?site|we) uses? cookies.{0,200}",
            r"(?:trang web|website) này sử dụng cookies? .{0,200}",
        ),
    ),
    _Family("tên trang web", "edge", "end", _any(_SITE)),
    _Family(
        "từ khóa, thẻ của trang",
        "edge",
        "end",
        _any(
            r"(?:từ khóa|chủ đề|nhãn|labels?|keywords?|tag|thẻ|chuyên mục|filed under)\s*:.{0,250}"
        ),
    ),
    _Family(
        "nhãn của danh sách tin khác",
        "edge",
        "list",
        _any(
            r"tiêu điểm|nổi bật|tin (?:nổi bật|mới|nóng|tức|video|ảnh)|mới nhất|video|clip|"
            r"podcasts?",
            r"(?:dòng )?sự kiện|xem thêm|đọc thêm|xem tiếp|đọc tiếp|read more|see also|more",
            r"(?:đọc|xem) nhiều|dành cho bạn|multimedia|infographics?|recommended",
        ),
    ),
    _Family(
        "nhãn dẫn sang bài khác",
        "page",
        "",
        _any(
            r"(?:xem thêm|đọc thêm|mời xem|mời (?:bạn )?đọc(?: thêm)?|read more|see also|đọc tiếp)"
            r"\s*[:>»].{0,250}"
        ),
    ),
    _Family(
        "khung bình luận",
        "edge",
        "end",
        _any(
            r"thảo luận|bình luận|phản hồi|comments?|replies|nhận xét",
            r"gửi(?: (?:ý kiến|phản hồi))?|viết phản hồi|ý kiến của bạn",
        ),
    ),
    _Family(
        "thăm dò ý kiến về trang",
        "page",
        "",
        _any(
            r"bạn (?:có )?(?:suy )?nghĩ (?:gì|sao|thế nào|như thế nào) về "
            r"(?:bài(?: viết| báo)?|tin)(?: này)?\?(?: hãy .{1,50})?"
        ),
    ),
    _Family("nút in, gửi, đổi cỡ chữ", "page", "", _any(r"a(?: a){1,2}")),
    _Family("quảng cáo", "page", "", _any(r"quảng cáo|ads?|tài trợ|được tài trợ|pr")),
    _Family(
        "diễn đàn: chữ ký, nút bấm",
        "page",
        "",
        _any(
            r"trả lời|reply|quote|trích dẫn|báo cáo|thích|(?:\d+\. ?)?#\d+",
            r"(?:tham gia|tham gia ngày|bài viết|bài gửi|được thích|thanks?|nơi cư ngụ|đến từ|"
            r"join date|location|posts)\s*:?\s*[\d/.-]*",
        ),
    ),
    _Family(
        "nút theo dõi, chia sẻ, in trang",
        "page",
        "",
        _any(
            rf"{_NETWORKS}(?:[\s,|/·•-]+{_NETWORKS})?|chia sẻ|theo dõi|follow(?: us)?|lưu bài|"
            rf"lưu|nghe",
            r"print|in|copy|bản in|in trang(?: này)?|\d+ (?:ngày|tuần|tháng) trước",
        ),
    ),
    _Family(
        "nút bấm, trình đơn của trang",
        "edge",
        "",
        _any(
            rf"{_BUTTONS}|tìm|go|ok|đóng|close|quay lại|trở về|trở lại|tải về|download|chi tiết|"
            rf"top|next",
            r"(?:đăng ký|register|sign up|log ?in|đăng nhập|mua|đặt|xem)"
            r"(?: (?:ngay|tham dự|tham gia|now|đây|tất cả|vé|hàng))+|đăng ký tài khoản(?: mới)?",
            r"lượt (?:xem|đọc|truy cập)\s*:?\s*[\d.,]+|[\d.,]+ lượt (?:xem|đọc)",
            r"(?:views?|hits)\s*:?\s*[\d.,]+",
        ),
    ),
)

_CLOCK = r"\d{1,2}[:h]\d{2}(?::\d{2})?(?: ?(?:am|pm|sa|ch))?"
_DAY = (
    r"(?:\d{1,2}[/.-]\d{1,2}[/.-]\d{2,4}|\d{4}-\d{1,2}-\d{1,2}|"
    r"\d{1,2} tháng \d{1,2},? (?:năm )?\d{4}|tháng \d{1,2} \d{1,2}, \d{4})"
)
_TIME_STAMP = re.compile(
    rf"(?:(?:thứ (?:hai|ba|tư|năm|sáu|bảy|[2-7])|chủ nhật|cập nhật|ngày(?: đăng)?|đăng (?:lúc|"
    rf"ngày)|"
    rf"posted on|lúc)[\s:,]*)*(?:{_CLOCK}[\s,|–-]*(?:ngày )?(?:{_DAY})?|"
    rf"{_DAY}(?:[\s,|–-]*(?:lúc )?{_CLOCK})?)"
    r"(?:[\s,]*\(?(?:gmt|utc) ?[+-]?\d*(?::\d+)?\)?)?"
)
_FULL_TIME_STAMP = re.compile(rf"{_CLOCK}[\s,|–-]+{_DAY}|{_DAY}[\s,|–-]+{_CLOCK}")
_NUMBERED = re.compile(
    r"(?:chương|điều|mục|phần|khoản|phụ lục|tiểu mục|mẫu số|mẫu|biểu|bảng|quyển|bài|article|"
    r"chapter|section)"
    r"\s+(?:thứ\s+)?[\divxlc]+[\w.]*\b|[-–—•*+▪●◦➢✓#>|]|\(?(?:\d{1,3}(?:\.\d{1,3})*|[ivxlc]{1,5}|"
    r"[a-zđ])[.)/]\s*\S"
)
_PICTURE = "chữ thay hình"
_ALT_SUFFIX = re.compile(
    r"\s*[-–—]\s*(?:(?:hình|ảnh|hình ảnh|photo|image|picture)\s*(?:số\s*)?)?\d{1,3}\.?$"
)
_SITE_SUFFIX = re.compile(r"\s+[-–—|•]\s+[^-–—|•]{2,40}$")
_CONTACT = re.compile(
    r"[\w.+-]+@[\w-]+(?:\.[\w-]+)+|(?:https?://|www\.)\S+|\+?\(?\d[\d.() -]{6,}\d"
)
_TEMPERATURE = re.compile(r"[-+]?\b\d{1,2}(?:[.,]\d)?\s?[°º]\s?[Cc]?(?!\w)")
_FOOTER_LINES = 15  # "All rights reserved" further up is a licence, not a page's foot
_ARROWS = re.compile(r"(?:>{2,}|»|›)\s*(?=[^\W\d_])")
_FOLLOW_US = re.compile(r"(?:theo dõi|follow) (?:báo |kênh |trang )?(?P<site>.{1,30}) (?:trên|on)")
_CREDIT = re.compile(
    r"\(?(?:theo|nguồn|source|tác giả|bài và ảnh|bài, ảnh|bài|ảnh|thực hiện|biên dịch|biên tập|"
    r"pv|by)"
    r"[\s:.].{1,60}"
)
_CAPTION = re.compile(
    r"(?:.{0,300}[\s(.–-])?(?:ảnh|nguồn|nguồn ảnh|photo|ảnh minh họa|source)\s*:\s*.{1,60}"
    r"|.{0,300}\((?:ảnh|nguồn|photo|tư liệu|ảnh minh họa)[^)]{0,50}\)\.?|ảnh minh họa\.?"
    r"|(?:quang cảnh|toàn cảnh|trong ảnh|các đại biểu|ảnh:|hình \d+[.:]|ảnh \d+[.:]).{0,250}"
)
_NAME = re.compile(r"(?:[^\W\d_a-z][\w.]*(?:[ ,&–-]+|$)){1,8}")


def _furniture(rows: Sequence[_Row]) -> dict[int, str]:
    """Give the reason for each row that is furniture."""
    opens: dict[int, str] = {}
    dropped: dict[int, str] = {}

    def apply(where: str, among: Iterable[int], *, silent: bool = False) -> None:
        for i in among:
            family = None if i in dropped else _family(rows[i], where)
            if family is not None:
                dropped[i] = family.reason
                opens[i] = "" if silent else family.opens

    apply("anywhere", range(len(rows)))
    apply("tail", range(max(_edges(rows, dropped)[1], len(rows) - _FOOTER_LINES), len(rows)))
    for rule in (_follow_us, _doubled, _alternative_texts, _site_in_title, _contact_bar, _related):
        dropped |= rule(rows)
    if dropped:
        apply("page", range(len(rows)))
        dropped |= _repeated(rows, dropped) | _lower_case_alternative_texts(rows, dropped)
        dropped |= _above_the_menu(rows, dropped)
        _drop_under_labels(rows, dropped, opens)
        borders = [0, *_second_articles(rows, dropped), len(rows)]
        edges = [_edges(rows, dropped, start, end) for start, end in pairwise(borders)]
        for (start, end), (head, tail) in zip(pairwise(borders), edges, strict=True):
            apply("edge", range(start, head), silent=True)
            apply("edge", range(tail, end))
            dropped |= _weather_bar(rows, [*range(start, head), *range(tail, end)])
        _drop_under_labels(rows, dropped, opens)
        for (_, tail), end in zip(edges, borders[1:], strict=True):
            dropped |= _after_the_end(rows, dropped, tail, end)
    return dropped | _leads_said_again(rows, dropped)


def _family(row: _Row, where: str) -> _Family | None:
    if not row.label or row.wrapped:
        return None
    for family in _FAMILIES:
        if family.where == where and (
            family.phrases.fullmatch(row.label) or family.phrases.fullmatch(row.form)
        ):
            return family
    return None


def _edges(
    rows: Sequence[_Row], dropped: dict[int, str], start: int = 0, end: int | None = None
) -> tuple[int, int]:
    """Give the first row of prose and the row after the last: outside are the page's edges."""
    end = len(rows) if end is None else end

    def solid(i: int) -> bool:
        if i in dropped or not rows[i].prose:
            return False
        return not any(_family(rows[i], where) for where in ("tail", "edge"))

    first = next((i for i in range(start, end) if solid(i)), None)
    if first is None:
        return start, end
    return first, 1 + next(i for i in range(end - 1, start - 1, -1) if solid(i))


# ------------------------------------------------------------------------------ furniture by shape


def _follow_us(rows: Sequence[_Row]) -> dict[int, str]:
    """Find "Theo dõi VGT trên": a name in capitals, then the icons that were not copied."""
    found = {}
    for i, row in enumerate(rows):
        match = _FOLLOW_US.fullmatch(row.form)
        if match and all(word[:1].isupper() for word in row.text.split()[2:-1]):
            found[i] = "nút theo dõi, chia sẻ trang"
    return found


def _doubled(rows: Sequence[_Row]) -> dict[int, str]:
    """Find headlines printed twice in one line, as a link's text and its title."""
    found = {}
    for i, row in enumerate(rows):
        middle = len(row.form) // 2
        first, second = row.form[:middle].strip(), row.form[middle:].strip()
        glued = 2 * len(first) == len(row.form)
        # A space between them may be a refrain: "như có Bác … như có Bác …".
        if (
            first == second
            and first.count(" ") >= (3 if glued else 8)
            and (glued or not row.finished)
        ):
            found[i] = "nhan đề in hai lần trên một dòng"
    return found


def _alternative_texts(rows: Sequence[_Row]) -> dict[int, str]:
    """Find headlines with the number of a picture: "Về tính chủ động … - Hình 1"."""
    known = {row.form for row in rows if row.words >= 5}
    found = {}
    for i, row in enumerate(rows):
        headline = _ALT_SUFFIX.sub("", row.form)
        if headline != row.form and headline in known:
            found[i] = f"{_PICTURE}: nhan đề và số của hình"
    return found


def _site_in_title(rows: Sequence[_Row]) -> dict[int, str]:
    """Find the browser's title, headline and site, above the headline itself."""
    found = {}
    known = {row.form for row in rows[:12]}
    for i, row in enumerate(rows[:8]):
        headline = _SITE_SUFFIX.sub("", row.form)
        numbered = _ALT_SUFFIX.search(row.form)
        if headline in known and headline.count(" ") >= 3 and headline != row.form and not numbered:
            found[i] = "nhan đề của trình duyệt, lặp lại nhan đề của bài"
    return found


def _contact_bar(rows: Sequence[_Row]) -> dict[int, str]:
    """Find the site's e-mail and telephone, without a label, above the title."""
    found = {}
    for i, row in enumerate(rows[:3]):
        if not _contact(row) or row.form.startswith(("http", "www.")):
            break
        found[i] = "dòng liên hệ của trang, ở trên nhan đề"
    below = rows[len(found) : len(found) + 4]
    # A directory may begin so: there must be a headline below, and prose under it.
    if not (below and below[0].headline and any(row.prose for row in below)):
        return {}
    return found


def _weather_bar(rows: Sequence[_Row], edge: Sequence[int]) -> dict[int, str]:
    """Find "Hà Nội 24°C", a place and its temperature, above or below the text."""
    places = {
        i: _TEMPERATURE.sub("", re.sub(r"^[Tt]hời tiết\s*:?\s*", "", row.text)).strip(" ,:|-–")
        for i, row in enumerate(rows)
        if row.form and row.words <= 8 and _TEMPERATURE.search(row.text)
    }
    # Several of them are a weather report.
    if len(places) > 2:
        return {}
    return {
        i: "thời tiết, ở rìa trang"
        for i, place in places.items()
        if i in edge and _NAME.fullmatch(place)
    }


def _contact(row: _Row) -> bool:
    """Say whether a line has nothing but e-mail addresses, telephone numbers and links."""
    rest, contacts = _CONTACT.subn(" ", row.form)
    return contacts > 0 and not re.search(r"[^\W_]", rest)


def _related(rows: Sequence[_Row]) -> dict[int, str]:
    """Find headlines of other articles: above the text with a separator, or behind arrows."""
    found = {}
    for i, row in enumerate(rows[:-1]):
        if not row.form or row.words < 4 or row.wrapped:
            continue
        above = i < 5 and not any(other.prose for other in rows[:i])
        table = row.text.startswith("|") or "|" in rows[i + 1].text
        if above and re.search(r"\s[|»›•]$|>>$", row.text) and not table:
            found[i] = "nhan đề của tin khác, ở trên bài"
        elif _ARROWS.match(row.text) and not row.finished and not row.form.isascii():
            found[i] = "nhãn dẫn sang bài khác"
    return found


def _above_the_menu(rows: Sequence[_Row], dropped: dict[int, str]) -> dict[int, str]:
    """Find what stands above the menu or the breadcrumb: no article begins there."""
    head, _ = _edges(rows, dropped)
    menus = [i for i in range(head) if dropped.get(i) == _MENU_REASON]
    if not menus or menus[-1] + 1 >= len(rows):
        return {}
    return {
        i: "nằm trên trình đơn của trang"
        for i in range(menus[-1])
        if i not in dropped and not rows[i].finished
    }


def _repeated(rows: Sequence[_Row], dropped: dict[int, str]) -> dict[int, str]:
    """Find lines printed again right below, and the headline again further down."""
    found = {}
    kept = [i for i in range(len(rows)) if i not in dropped and rows[i].form]
    headline = rows[kept[0]] if kept and rows[kept[0]].headline else None
    for before, i in pairwise(kept):
        if rows[i].form == rows[before].form and re.search(r"[^\W\d_]{2}", rows[i].form):
            found[i] = "lặp lại dòng trước"
        elif headline and rows[i].form == headline.form:
            found[i] = "lặp lại nhan đề"
    return found


def _lower_case_alternative_texts(rows: Sequence[_Row], dropped: dict[int, str]) -> dict[int, str]:
    """Find file names as alt texts: "phó bí thư hà nội", said with capitals in the lines below."""
    found = {}
    for i, row in enumerate(rows[:-1]):
        below = rows[i + 1 : i + 3]
        if (
            i not in dropped
            and row.apart
            and below[0].apart
            and 2 <= row.words <= 12
            and canonical(row.text) == row.form
            and not row.finished
            and (i == 0 or rows[i - 1].finished or i - 1 in dropped)
        ):
            words = set(row.form.split())
            said = {word for other in below for word in _words(other.text)}
            capitals = {word.lower() for word in said if word[0].isupper()}
            if words <= {word.lower() for word in said} and len(words & capitals) >= 2:
                found[i] = f"{_PICTURE}: viết thường, lặp lại chú thích"
    return found


def _leads_said_again(rows: Sequence[_Row], dropped: dict[int, str]) -> dict[int, str]:
    """Find leads whose words open the next paragraph too, or are it: nothing is lost."""
    found = {}
    kept = [i for i in range(len(rows)) if i not in dropped]
    for i, after in pairwise(kept):
        row, below = rows[i], rows[after]
        enough = row.words >= (8 if len(row.text) < len(below.text) else 20)
        alike = row.text[:2] == below.text[:2] and len(row.text) <= len(below.text)
        # A numbered clause that opens like the next one is a clause of its own.
        if enough and alike and row.finished and not _NUMBERED.match(row.form):
            lead = " ".join(canonical(row.text).split())
            if " ".join(canonical(below.text[: len(row.text) + 40]).split()).startswith(lead):
                found[i] = "câu dẫn, được lặp nguyên văn ở đầu đoạn sau"
    return found


def _words(text: str) -> list[str]:
    return re.findall(r"[^\W_]+", canonical(text))


# --------------------------------------------------------------------- what stands under a label


def _drop_under_labels(
    rows: Sequence[_Row], dropped: dict[int, str], opens: dict[int, str]
) -> None:
    """Drop what follows a label, "Tin liên quan" or "Gửi bình luận", until prose resumes."""
    i = first_prose = 0
    while i < len(rows):
        label = opens.get(i, "")
        i += 1
        if not label:
            continue
        while first_prose < i and (first_prose in dropped or not rows[first_prose].prose):
            first_prose += 1
        in_head = first_prose == i
        # Under the title there are counters ("3 bình luận") with the whole article below.
        if in_head and label == "end":
            continue
        after = _resumes(rows, i, label)
        if in_head and not (after < len(rows) and _begins_dated_article(rows, after)):
            after = next((j for j in range(after - 1, i - 1, -1) if rows[j].headline), after)
        for j in range(i, after):
            dropped.setdefault(j, f"nằm dưới «{' '.join(rows[i - 1].text.split())}»")
        i = max(i, after)


def _resumes(rows: Sequence[_Row], start: int, label: str) -> int:
    """Find where the article goes on below a label, or another article begins."""
    needed = 2 if label == "list" else 3
    teasers = headlines = 0
    for i in range(start, len(rows)):
        if _begins_article(rows, i) or _begins_dated_article(rows, i):
            return i
        run = rows[i : i + needed]
        if len(run) == needed and all(_solid(row) for row in run):
            return i
        if label == "list" and _solid(rows[i]):
            long = len(rows[i].text) >= 350
            below = rows[i + 1] if i + 1 < len(rows) else None
            last = below is None or (not below.headline and not _stamp(below))
            if long or i == start or (last and headlines and not teasers and below is not None):
                return i
            teasers += 1
        headlines += rows[i].headline
    return len(rows)


def _solid(row: _Row) -> bool:
    return row.prose and (row.wrapped or len(row.text) >= 80) and _family(row, "anywhere") is None


def _stamp(row: _Row) -> bool:
    return bool(_TIME_STAMP.fullmatch(row.form))


def _after_the_end(
    rows: Sequence[_Row], dropped: dict[int, str], tail: int, end: int
) -> dict[int, str]:
    """Find slogans and buttons nobody listed, among the furniture at the page's end."""
    found = {}
    ended = False
    for i in range(tail, end):
        if i in dropped:
            ended = True
        elif ended and not rows[i].finished and not _byline(rows[i]):
            found[i] = "nằm giữa các nút, nhãn ở cuối trang"
    return found


def _byline(row: _Row) -> bool:
    """Say whether a line is a credit ("Theo ANTD", "Nguồn: …") or nothing but a name."""
    if row.words > 8 or not row.form:
        return False
    return bool(_CREDIT.fullmatch(row.form)) or bool(
        2 <= row.words <= 5 and _NAME.fullmatch(canonical(row.text))
    )


# -------------------------------------------------------------------------------- second articles


def _begins_article(rows: Sequence[_Row], i: int) -> bool:
    """Say whether a headline has three paragraphs below, which speak of the same thing."""
    if not rows[i].headline or not rows[i].apart:
        return False
    below = [row for row in rows[i + 1 : i + 9] if not _ALT_SUFFIX.search(row.form)][:5]
    prose = [row for row in below if _solid(row)]
    if len(prose) < 3 or not (below[0].prose or below[1].prose):
        return False
    said = {word.lower() for row in prose for word in _words(row.text[:2000])}
    words = {word.lower() for word in _words(rows[i].text)}
    return len(words & said) >= 0.6 * len(words)


def _begins_dated_article(rows: Sequence[_Row], i: int) -> bool:
    """Say whether a headline has a time stamp below, and right below it two paragraphs.

    Comments have a name above their time stamp, and lists of other news at most a teaser below.
    """
    if not rows[i].headline or rows[i].prose or _byline(rows[i]) or _dateline(rows[i]):
        return False
    below = rows[i + 1 : i + 6]
    first = next((j for j, row in enumerate(below) if row.prose), len(below))
    between, prose = below[:first], below[first : first + 2]
    if len(prose) < 2 or not all(_solid(row) for row in prose):
        return False
    if not any(_dateline(row) for row in between) or not all(
        _dateline(row) or _byline(row) or row.words <= 3 for row in between
    ):
        return False
    said = {word.lower() for row in prose for word in _words(row.text[:2000])}
    words = {word.lower() for word in _words(rows[i].text)}
    return len(words & said) >= 0.3 * len(words)


def _second_articles(rows: Sequence[_Row], dropped: dict[int, str]) -> list[int]:
    """Find the headlines where another article of the same page begins."""
    if not dropped or any(row.text.startswith("#") for row in rows):
        return []  # no web page, or Markdown with its own headings
    kept = [i for i in range(len(rows)) if i not in dropped]
    alternative = {_ALT_SUFFIX.sub("", rows[i].form) for i in dropped if rows[i].form}
    found: list[int] = []
    for before, i in pairwise(kept):
        first = found[-1] if found else kept[0]
        if sum(rows[j].prose for j in kept if first <= j < i) < 2:
            continue
        between = [dropped[j].startswith("nằm dưới") for j in range(before + 1, i)]
        if any(between) and _begins_dated_article(rows, i):
            found.append(i)
            continue
        if not _begins_article(rows, i):
            continue
        above = rows[before]
        closed = above.text.rstrip().endswith("./.") or bool(_CREDIT.fullmatch(above.form))
        furniture_above = bool(between) and between[-1]
        if closed or furniture_above or (_byline(above) and rows[i].form in alternative):
            found.append(i)
    return found


# ----------------------------------------------------------------------- what the kept lines are

# The kinds of official documents, as they stand alone in capitals above the subject.
_OFFICIAL = re.compile(
    r"(?:luật|bộ luật|pháp lệnh|hiến pháp|nghị định|nghị quyết|quyết định|thông tư|"
    r"thông tư liên tịch|"
    r"chỉ thị|thông báo|kế hoạch|báo cáo|tờ trình|biên bản|hợp đồng|quy chế|quy định|nội quy|"
    r"điều lệ|"
    r"hướng dẫn|công điện|chương trình|đề án|phương án|giấy mời|hiệp định|phụ lục hợp đồng|"
    r"quy trình|thỏa thuận)(?=$|\s)"
)
_LETTERHEAD = re.compile(
    r"cộng hòa xã hội chủ nghĩa việt nam|độc lập\s*[-–—]\s*tự do|đảng cộng sản việt nam"
)
_BARE_HEADING = re.compile(r"(?:chương|điều|mục|phần|phụ lục)\s+(?:thứ\s+)?[\divxlc]+[.:]?")
_LEGAL_HEADING = re.compile(
    r"(?:chương|điều|mục|phần|phụ lục|tiểu mục|article|chapter|section)\s+(?:thứ\s+)?[\divxlc]+"
    r"[\w.]*(?:[.:]?(?:\s.*)?)?|[ivxlc]{1,5}\s*[.)/-]\s*\S.*|#{1,6}\s+\S.*"
)


def _kinds(rows: Sequence[_Row], after_picture: Set[int]) -> dict[int, Kind]:
    """Say what each kept row of one article is, by its start."""
    kinds: dict[int, Kind] = {}
    title = _title(rows)
    credits_from = len(rows)
    while credits_from and _byline(rows[credits_from - 1]):
        credits_from -= 1
    prose = [i for i, row in enumerate(rows) if row.prose]
    for i, row in enumerate(rows):
        below = rows[i + 1] if i + 1 < len(rows) else None
        above_prose = bool(prose) and i < prose[0]
        dateline = title and i < title.stop + 2 and _dateline(row)
        opening = i <= 3 and above_prose and row.words <= 8 and _CREDIT.fullmatch(row.form)
        if i in title:
            kinds[row.start] = "title"
        elif row.wrapped and not _LEGAL_HEADING.fullmatch(row.form):
            kinds[row.start] = "text"
        elif dateline or opening or (i >= credits_from and prose):
            kinds[row.start] = "byline"
        elif _caption(row, after_picture):
            kinds[row.start] = "caption"
        elif _heading(row, rows[i - 1] if i else None, below):
            kinds[row.start] = "heading"
        else:
            kinds[row.start] = "text"
    return kinds


def _caption(row: _Row, after_picture: Set[int]) -> bool:
    if row.start in after_picture and row.words <= 40 and len(row.text) <= 220:
        return True
    return bool(row.form) and row.words >= 3 and bool(_CAPTION.fullmatch(row.form))


def _dateline(row: _Row) -> bool:
    """Say whether a line is a time stamp, alone or behind an author: "PV • 28/01/2025 08:22"."""
    stamp = _FULL_TIME_STAMP.search(row.form)
    return _stamp(row) or (stamp is not None and row.words <= 12 and not row.finished)


def _title(rows: Sequence[_Row]) -> range:
    """Find the rows that name the document: its first line, or "NGHỊ ĐỊNH" and the subject."""
    if len(rows) < 2:
        return range(0)
    letterhead = any(_LETTERHEAD.search(row.form) for row in rows[:12])
    for i, row in enumerate(rows[:15]):
        if row.text.startswith("# "):
            return range(i, i + 1)
        official = _OFFICIAL.match(row.form) if row.text.isupper() else None
        whole = official is not None and official.end() == len(row.form)
        if official and (whole or i == 0 or letterhead):
            after = i + 1
            while after < min(len(rows), i + 4) and _subject(rows[after], first=after == i + 1):
                after += 1
            return range(i, after)
        if letterhead and re.match(r"(?:v/v|về việc)[ :]", row.form):
            return range(i, i + 1)
    # A name has letters: dates, numbers and addresses above it are passed over.
    at = next((i for i, row in enumerate(rows[:6]) if not _nameless(row)), 0)
    first = rows[at]
    if not first.form or first.prose or re.search(r"[.,;:|]$|^\|", first.text):
        return range(0)
    if len(first.text) > 220 or first.text.startswith(("- ", "* ", "+ ", "• ")):
        return range(0)
    rest = rows[at + 1] if at + 1 < len(rows) else first
    wrapped = len(first.text) >= 40 and not (rest.apart or _stamp(rest)) and rest.text[0].islower()
    return range(at, at + 2 if wrapped and not rest.prose else at + 1)


def _nameless(row: _Row) -> bool:
    return _stamp(row) or _contact(row) or not re.search(r"[^\W\d_]{2}", row.text)


def _subject(row: _Row, *, first: bool) -> bool:
    """Say whether a line under "NGHỊ ĐỊNH" names its subject."""
    if row.form.startswith(("căn cứ", "điều ", "số:", "số ", "chương ")) or len(row.text) > 300:
        return False
    if re.search(r"[.;:,]$", row.text) or re.match(r"[-–—_=*]{3,}$|\d", row.text):
        return False
    if is_labelled(row.text, 0, len(row.text)) and not row.form.startswith(("về việc", "v/v")):
        return False  # "Thời gian: 19 giờ 30"
    return bool(row.form) and (first or not row.apart)


def _heading(row: _Row, above: _Row | None, below: _Row | None) -> bool:
    """Say whether a line names what comes below; it stays text that is searched and cited."""
    if not row.form or len(row.text) > 200:
        return False
    if _BARE_HEADING.fullmatch(row.form):
        return True
    if below is None or re.search(r"[.;,:…|]$", row.text) or _stamp(row):
        return False
    if _LEGAL_HEADING.fullmatch(row.form):
        return True
    if above is not None and _BARE_HEADING.fullmatch(above.form) and row.text.isupper():
        return True
    if row.wrapped:
        return False
    named = row.text[0].isalnum() and not row.text[0].islower() and not _NUMBERED.match(row.form)
    opens = below.prose or (below.finished and below.words >= 6)
    return named and row.words <= 35 and row.apart and opens and (below.apart or row.words <= 20)
