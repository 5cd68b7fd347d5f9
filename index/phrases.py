"""What only a web page says, line by line: buttons, menus, labels of lists, and why each goes."""

import re
from dataclasses import dataclass
from typing import Literal

from index.rows import Row


@dataclass(frozen=True, slots=True)
class Family:
    """Whole-line phrases that are furniture for one reason."""

    reason: str
    where: Literal["anywhere", "tail", "page", "edge"]
    """Anywhere and after the last prose they prove a web page; the others need such proof."""
    opens: Literal["", "list", "end"]
    """What stands under it: nothing, a list of other news, or the end of the article."""
    phrases: re.Pattern[str]


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

MENU_REASON = "đường dẫn, trình đơn của trang"

FAMILIES = (
    Family(
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
    Family(
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
    Family(
        MENU_REASON,
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
    Family(
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
    Family(
        "khung quảng bá video của trang",
        "anywhere",
        "",
        _any(r"(?:video|clip) (?:đang )?(?:hot|nổi bật|xem nhiều|liên quan|mới nhất)(?: nhất)?"),
    ),
    Family(
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
    Family(
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
    Family("từ khóa, thẻ của trang", "edge", "", _any(r"(?:tags|thẻ tag)\s*:.{0,250}")),
    Family(
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
    Family(
        "quảng cáo",
        "anywhere",
        "",
        _any(r"advertisements?|sponsored(?: content| links?)|\[quảng cáo\]|- quảng cáo -"),
    ),
    Family(
        "thông báo cookie của trang",
        "anywhere",
        "",
        _any(
            r"(?:tôi )?(?:đồng ý|chấp nhận)(?: và đóng| tất cả)?(?: các)? cookies?",
            r"accept (?:all )?cookies(?: (?:and|&) close)?|cookie settings|cài đặt cookies?",
        ),
    ),
    Family(
        "thời điểm đăng, tính theo lúc xem trang",
        "anywhere",
        "",
        _any(r"\d+ (?:giây|phút|giờ|tiếng) trước|\d+ (?:minutes?|hours?|days?) ago"),
    ),
    Family(
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
    Family(
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
    Family(
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
    Family("tên trang web", "edge", "end", _any(_SITE)),
    Family(
        "từ khóa, thẻ của trang",
        "edge",
        "end",
        _any(
            r"(?:từ khóa|chủ đề|nhãn|labels?|keywords?|tag|thẻ|chuyên mục|filed under)\s*:.{0,250}"
        ),
    ),
    Family(
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
    Family(
        "nhãn dẫn sang bài khác",
        "page",
        "",
        _any(
            r"(?:xem thêm|đọc thêm|mời xem|mời (?:bạn )?đọc(?: thêm)?|read more|see also|đọc tiếp)"
            r"\s*[:>»].{0,250}"
        ),
    ),
    Family(
        "khung bình luận",
        "edge",
        "end",
        _any(
            r"thảo luận|bình luận|phản hồi|comments?|replies|nhận xét",
            r"gửi(?: (?:ý kiến|phản hồi))?|viết phản hồi|ý kiến của bạn",
        ),
    ),
    Family(
        "thăm dò ý kiến về trang",
        "page",
        "",
        _any(
            r"bạn (?:có )?(?:suy )?nghĩ (?:gì|sao|thế nào|như thế nào) về "
            r"(?:bài(?: viết| báo)?|tin)(?: này)?\?(?: hãy .{1,50})?"
        ),
    ),
    Family("nút in, gửi, đổi cỡ chữ", "page", "", _any(r"a(?: a){1,2}")),
    Family("quảng cáo", "page", "", _any(r"quảng cáo|ads?|tài trợ|được tài trợ|pr")),
    Family(
        "diễn đàn: chữ ký, nút bấm",
        "page",
        "",
        _any(
            r"trả lời|reply|quote|trích dẫn|báo cáo|thích|(?:\d+\. ?)?#\d+",
            r"(?:tham gia|tham gia ngày|bài viết|bài gửi|được thích|thanks?|nơi cư ngụ|đến từ|"
            r"join date|location|posts)\s*:?\s*[\d/.-]*",
        ),
    ),
    Family(
        "nút theo dõi, chia sẻ, in trang",
        "page",
        "",
        _any(
            rf"{_NETWORKS}(?:[\s,|/·•-]+{_NETWORKS})?|chia sẻ|theo dõi|follow(?: us)?|lưu bài|"
            rf"lưu|nghe",
            r"print|in|copy|bản in|in trang(?: này)?|\d+ (?:ngày|tuần|tháng) trước",
        ),
    ),
    Family(
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


def family_of(row: Row, where: str) -> Family | None:
    """Give the family of a row that is one of its phrases; `where` as in `Family`."""
    if not row.label or row.wrapped:
        return None
    for family in FAMILIES:
        if family.where == where and (
            family.phrases.fullmatch(row.label) or family.phrases.fullmatch(row.form)
        ):
            return family
    return None
