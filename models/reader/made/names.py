"""What kind of thing a name names: a person, a place, or a thing of a class ("công ty", "đảo")."""

from functools import lru_cache
from typing import Any

from index.identifiers import is_family_name, person_names
from index.text import fold, is_spelled_right
from models.reader.made.clauses import NOMINAL, Word, Words, say
from models.reader.made.vocabulary import listed

# A name after one of these is a person's.
TITLES = listed(
    "ông|bà|anh|chị|cô|cụ|em|thầy|vua|chúa|hoàng đế|hoàng hậu|thiên hoàng|nữ hoàng|công chúa|"
    "hoàng tử|thái tử|quốc vương|giáo hoàng|tổng thống|phó tổng thống|thủ tướng|bộ trưởng|"
    "thứ trưởng|chủ tịch|phó chủ tịch|giám đốc|phó giám đốc|tổng giám đốc|tổng bí thư|bí thư|"
    "đại tướng|thượng tướng|trung tướng|thiếu tướng|đại tá|thượng tá|trung tá|thiếu tá|"
    "đại úy|tướng|đô đốc|thống chế|nguyên soái|giáo sư|tiến sĩ|bác sĩ|thạc sĩ|kỹ sư|luật sư|"
    "nhà văn|nhà thơ|nhà báo|nhà khoa học|nhà toán học|nhà vật lý|nhà hóa học|nhà triết học|"
    "nhà sử học|nhà thiên văn|họa sĩ|nhạc sĩ|ca sĩ|diễn viên|nữ diễn viên|nam diễn viên|"
    "đạo diễn|nghệ sĩ|người mẫu|hoa hậu|á hậu|danh hài|cầu thủ|tiền đạo|tiền vệ|hậu vệ|"
    "thủ môn|huấn luyện viên|hlv|tỷ phú|doanh nhân|linh mục|giám mục|hồng y|hòa thượng|"
    "thiền sư|thánh|nhà vua|bị cáo|bị can|nghi phạm|đối tượng|kiến trúc sư|nhà thám hiểm|"
    "triết gia|sử gia|hlv trưởng|thủ lĩnh|lãnh tụ|thị trưởng|mc|nhà soạn nhạc|nhạc trưởng|"
    "phi công|thuyền trưởng|nhà sản xuất|vợ|chồng|con trai|con gái|bố|mẹ|cha|em trai|em gái|"
    "anh trai|chị gái"
)
# A thing that is named by its class and its own name, and is asked for as "công ty nào".
CLASSES = listed(
    "công ty|tập đoàn|hãng|hãng phim|ngân hàng|nhà máy|nhà xuất bản|đảng|tổ chức|hiệp hội|"
    "liên minh|liên đoàn|ủy ban|hội đồng|bộ|viện|học viện|trường|trường đại học|đại học|"
    "câu lạc bộ|clb|đội|đội tuyển|đội bóng|ban nhạc|nhóm nhạc|quốc gia|nước|vương quốc|"
    "đế quốc|đế chế|cộng hòa|triều đại|nhà|thành phố|tp|tỉnh|huyện|quận|xã|phường|thị xã|"
    "thị trấn|làng|bang|tiểu bang|vùng|khu vực|đảo|hòn đảo|quần đảo|bán đảo|châu lục|sông|"
    "con sông|núi|ngọn núi|dãy núi|hồ|biển|vịnh|eo biển|thác|hang|động|cao nguyên|sa mạc|"
    "rừng|vườn quốc gia|tàu|tàu ngầm|tàu chiến|máy bay|tên lửa|vệ tinh|loài|chi|họ|bộ phim|"
    "phim|phim truyền hình|cuốn sách|tác phẩm|tiểu thuyết|truyện|tạp chí|tờ báo|báo|bài hát|"
    "ca khúc|album|đĩa đơn|giải|giải thưởng|cuộc chiến|chiến tranh|trận|trận đánh|chiến dịch|"
    "cuộc khởi nghĩa|khởi nghĩa|hiệp ước|hiệp định|đạo luật|luật|bộ luật|hiến pháp|nghị định|"
    "nghị quyết|thông tư|ngôn ngữ|tiếng|dân tộc|tộc|bộ tộc|tôn giáo|đạo|chất|nguyên tố|"
    "hành tinh|ngôi sao|chòm sao|thiên hà|sân vận động|sân bay|cảng|ga|cầu|quốc lộ|cao tốc|"
    "tòa nhà|lâu đài|cung điện|nhà thờ|chùa|đền|bảo tàng|bệnh viện|chương trình|cuộc thi|"
    "hệ điều hành|phần mềm|trò chơi|trang web|mạng xã hội|điện thoại|máy tính|thương hiệu|"
    "cơn bão|bão|virus|bệnh|trang mạng|khoa|phòng|sở|cục|tổng cục|vụ|tòa án|đài|"
    "đài truyền hình|kênh|lễ hội|môn|dự án|quân đoàn|sư đoàn|trung đoàn|hạm đội|mặt trận|"
    "phong trào|thuyết|định luật|định lý"
)
PLACES = listed(
    "quốc gia|nước|vương quốc|thành phố|tp|tp.|tỉnh|huyện|quận|xã|phường|thị xã|thị trấn|"
    "làng|bang|tiểu bang|vùng|khu vực|đảo|hòn đảo|quần đảo|bán đảo|thôn|ấp|khu|khu phố|miền|"
    "phía|sân vận động|sân bay|cảng|ga|bệnh viện|trường|đại học|trường đại học|bảo tàng|"
    "nhà hát|cung điện|lâu đài|nhà thờ|chùa|đền|đường|phố|châu|vịnh|thung lũng|cao nguyên|"
    "sa mạc|núi|rừng|thủ đô|lưu vực|nhà tù|trại|hạt|lãnh thổ|bờ|cửa|ngoại ô|trung tâm|sông|"
    "hồ|biển|quảng trường|công viên"
)
_LANDS = frozenset(
    fold(name)
    for name in listed(
        "Việt Nam|Trung Quốc|Nhật Bản|Hàn Quốc|Triều Tiên|Đài Loan|Hồng Kông|Thái Lan|Lào|"
        "Campuchia|Malaysia|Singapore|Indonesia|Philippines|Ấn Độ|Pakistan|Afghanistan|Iran|"
        "Iraq|Israel|Syria|Ai Cập|Nga|Liên Xô|Ukraina|Ba Lan|Đức|Pháp|Anh|Ý|Tây Ban Nha|"
        "Bồ Đào Nha|Hà Lan|Bỉ|Thụy Sĩ|Thụy Điển|Na Uy|Phần Lan|Đan Mạch|Áo|Hungary|Hy Lạp|"
        "Thổ Nhĩ Kỳ|Mỹ|Hoa Kỳ|Canada|Mexico|Cuba|Brasil|Brazil|Argentina|Chile|Peru|Úc|"
        "Australia|New Zealand|Nam Phi|Anh Quốc|Vương quốc Anh|Ả Rập Xê Út|Myanmar|Hà Nội|"
        "Sài Gòn|Đà Nẵng|Hải Phòng|Huế|Cần Thơ|Paris|Luân Đôn|London|New York|Bắc Kinh|"
        "Thượng Hải|Tokyo|Moskva|Berlin|Roma|Washington|California|Texas|Florida|Châu Âu|"
        "Châu Á|Châu Phi|Bắc Mỹ|Nam Mỹ|Đông Nam Á|Trung Đông|Đông Á|Tây Âu|Đông Âu|Nam Kỳ|"
        "Bắc Kỳ|Trung Kỳ|Đại Việt|Nam Tống"
    )
)


def is_name(word: Word) -> bool:
    """Say whether a word is a name or a part of one."""
    return word.text[0].isupper() and word.kind in {"Np", "N", "Ny", "FW", "X", "Nb", "V", "A"}


def is_land(name: str) -> bool:
    """Say whether a name is that of a well-known country, city or region."""
    return fold(name) in _LANDS


def is_person(words: Words, sentence: str) -> bool:
    """Say whether a noun phrase is one person: by title, family name, or the entity model."""
    while words and words[0].low in TITLES:
        named = words[1:]
        if named and all(is_name(word) for word in named) and len(named) <= 4:
            return True
        words = named
    said = say(words)
    if not words or not all(is_name(word) for word in words) or is_land(said) or "," in said:
        return False
    syllables = said.split()
    if not 2 <= len(syllables) <= 5 or {words[0].low, syllables[0].lower()} & (CLASSES | PLACES):
        return False
    if not all(s[0].isupper() and not s.isupper() for s in syllables):
        return False
    if all(is_spelled_right(syllable.lower()) for syllable in syllables):
        return is_native_person(said)
    return not _THINGS & {fold(word) for word in syllables} and said in people(sentence)


# Foreign names of things that the entity model takes for people.
_THINGS = listed(
    "league|cup|park|university|college|company|records|times|river|island|house|street|club|"
    "fc|bank|incorporated|inc|google|android|windows|microsoft|apple|award|awards|station|"
    "bay|lake|mountain|city|football|super|world|united|real|star|stars|red|blue|green|new|"
    "san|santa|los|las|saint|museum|theatre|studio|studios|pictures|entertainment|music|band|"
    "news|post|press|games"
)


def is_native_person(name: str) -> bool:
    """Say whether a name is a person's, Vietnamese or Chinese: its first word is a family's."""
    syllables = name.split()
    return (
        2 <= len(syllables) <= 4
        and is_family_name(syllables[0])
        and not is_land(name)  # "Hà Nội"
        and person_names(f"{name}.") == [(0, len(name))]
    )


@lru_cache(maxsize=4096)
def people(sentence: str) -> frozenset[str]:
    """Give the names of people that the entity model finds in a sentence."""
    from underthesea import ner

    found: list[str] = []
    tagged: list[Any] = ner(sentence)
    for form, _, _, entity in tagged:
        if entity == "B-PER":
            found.append(form)
        elif entity == "I-PER" and found:
            found[-1] += f" {form}"
    return frozenset(found)


def class_of(words: Words) -> str:
    """Give the class that a noun phrase names itself with, "" when it names none.

    "Công ty Konami" is a "công ty"; "công ty lớn" names nothing.
    """
    for length in (3, 2, 1):
        head = " ".join(word.low for word in words[:length])
        known = head in CLASSES and words[0].kind in {"N", "Nc"}
        if known and len(words) > length and is_name(words[length]):
            return head
    return ""


def less_class(words: Words, kind: str) -> Words:
    """Give the name that stands after its class: "Sao Mai" of "công ty Sao Mai"."""
    length = 1
    while length < len(words) and " ".join(word.low for word in words[:length]) != kind:
        length += 1
    return words[length:] or words


def phrase_end(words: Words, start: int) -> int:
    """Give where the noun phrase that begins at `start` ends."""
    end = start
    while end < len(words):
        word = words[end]
        inside = word.kind in NOMINAL or (word.kind in {"A", "V"} and word.text[0].isupper())
        if not inside and not (word.low == "của" and end > start):
            break
        end += 1
    while end > start and words[end - 1].kind == "E":
        end -= 1
    return end
