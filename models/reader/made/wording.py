"""Other words for the same: synonyms, so that a question does not repeat its passage."""

import random
import re

from models.reader.made.vocabulary import listed

# Groups of words of which any may stand for any other in the clauses made here. Only pairs that
# keep grammar and sense in nearly every clause; the first of two readings decides.
_ALIKE = """
thành lập|lập ra|lập nên
được thành lập|ra đời
bắt đầu|khởi đầu
khởi công|bắt đầu xây dựng
khánh thành|hoàn thành và đưa vào sử dụng
qua đời|mất
kết hôn với|lấy|cưới
sáng tác|viết
xuất bản|phát hành
chế tạo|sản xuất
phát hiện|tìm ra|phát hiện ra
sinh sống|sống
cư trú|sinh sống
bao gồm|gồm|gồm có
chiếm đóng|đánh chiếm
đánh bại|thắng
giành chiến thắng|chiến thắng|thắng
thất bại|thua
tiêu diệt|hủy diệt
phá hủy|tàn phá|hủy hoại
xây dựng|xây
được xây dựng|được xây
nằm ở|tọa lạc ở
nằm tại|tọa lạc tại
sử dụng|dùng
được sử dụng|được dùng
tăng cường|đẩy mạnh
suy giảm|giảm sút
gia tăng|tăng lên
giảm xuống|giảm còn
gia nhập|tham gia vào
rời khỏi|rời
trở về|quay về|quay lại
diễn ra|được tổ chức
xảy ra|diễn ra
ngăn chặn|ngăn cản
mang lại|đem lại
gây ra|gây nên|dẫn tới
dẫn đến|dẫn tới|gây ra
nhận được|được nhận
theo học|học
giảng dạy|dạy
chuyển đến|dời đến|chuyển tới
lên ngôi|lên làm vua|đăng quang
bổ nhiệm|cử
quyết định|đi đến quyết định
cho rằng|nghĩ rằng
đề nghị|đề xuất
phê chuẩn|thông qua
phê duyệt|thông qua
bãi bỏ|hủy bỏ|xóa bỏ
đổi tên thành|được đổi tên thành
mở rộng|nới rộng
tấn công|tiến công
rút lui|rút quân
đầu hàng|chịu đầu hàng
ký kết|ký
phát minh|sáng chế
bắt giữ|bắt
khởi tố|truy tố
điều trị|chữa trị
cư dân|người dân
người dân|dân chúng
khoảng thời gian|quãng thời gian
quan trọng|trọng yếu
nổi tiếng|có tiếng|được biết đến nhiều
rộng lớn|to lớn
đa dạng|phong phú
ngày nay|hiện nay
liên tục|không ngừng
bộ phim|phim
cuốn sách|quyển sách
ca khúc|bài hát
trẻ em|trẻ con
bác sĩ|thầy thuốc
xe hơi|ô tô
máy bay|phi cơ
tàu hỏa|xe lửa
cha mẹ|bố mẹ
hợp tác|phối hợp
kéo dài|diễn ra trong
tiếp quản|nắm quyền điều hành
giải tán|giải thể
thay thế|thế chỗ
kế vị|nối ngôi
vận chuyển|chuyên chở
bảo vệ|gìn giữ
thu hút|lôi cuốn
"""
# One way only: the right side is plainer, or fits where the left stands, but not the reverse.
_ONE_WAY = listed(
    "khánh thành|sở hữu|tổ chức|khai thác|phát triển|trồng|di chuyển|duy trì|quyết định|"
    "thu nhập|gia đình|tham gia|yêu cầu|cho phép|cung cấp|đạt được|theo học|tốt nghiệp|"
    "kéo dài|thực hiện|người dân|loại|nguyên nhân|mục đích|đầu tiên|công bố|ban hành|diễn ra|"
    "xuất bản|sáng tác|tuyên bố|phê duyệt|kết hôn với|bổ nhiệm|giành chiến thắng|nhận được|"
    "ảnh hưởng|dân cư|bảo vệ|thất bại|đánh bại"
)
_NEVER_FROM = listed(
    "có|viết|lấy|làm ra|cử|đi|giữ|học|dạy|sống|dùng|xây|bắt|ký|thua|thắng|mất|cha|bố|nhà|"
    "dân chúng|dân số|thứ|nước|phim|giảm còn|chuyển tới|đưa ra|được nhận|tiến hành|nghĩ rằng|"
    "đi lên|khẳng định|lý do|mục tiêu|tác động|tất cả|phần lớn|hiện nay|trước tiên|gìn giữ|"
    "canh tác|cưới|rời|làm ra|sáng chế|tham gia vào|quay lại|thông qua|được biết đến nhiều|"
    "tiền kiếm được|chi phí|để cho|đòi hỏi"
)


def _table() -> dict[str, tuple[str, ...]]:
    found: dict[str, tuple[str, ...]] = {}
    for line in _ALIKE.split("\n"):
        group = [word for word in line.split("|") if word]
        for word in group[:1] if group and group[0] in _ONE_WAY else group:
            if word not in _NEVER_FROM:
                found[word] = found.get(word, ()) + tuple(w for w in group if w != word)
    return found


_OTHERS = _table()
# Longest first, whole words, lower case only: a capital belongs to a name.
_KNOWN = re.compile(
    r"(?<!\w)(?:" + "|".join(sorted(map(re.escape, _OTHERS), key=len, reverse=True)) + r")(?!\w)"
)


def reworded(question: str, chance: random.Random, most: int = 2) -> str:
    """Put other words in place of one or two, where there are any.

    >>> reworded("Bộ phim được thành lập năm nào?", random.Random(0), most=1)
    'Bộ phim ra đời năm nào?'
    """
    places = list(_KNOWN.finditer(question))
    chance.shuffle(places)
    for match in sorted(places[:most], key=lambda match: -match.start()):
        other = chance.choice(_OTHERS[match[0]])
        around = question[max(0, match.start() - 12) : match.end() + 12]
        if other in question or _clashes(other, around):
            continue
        question = question[: match.start()] + other + question[match.end() :]
    return question


def _clashes(other: str, around: str) -> bool:
    """Say whether a word would be said twice: "được | được tổ chức"."""
    first, last = other.split()[0], other.split()[-1]
    return f" {first} " in around or f" {last} " in around


def begun(text: str) -> str:
    """Begin with a capital, as a question does."""
    return text[:1].upper() + text[1:]
