"""Tables as text: row by row, each cell with the name of its column."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass

from index.extract import Block

_LONGEST_NAME = 80  # characters of a column's name
_SEARCHED = 6  # rows from the top in which the names of the columns stand
_LOOKED_AT = 200  # rows below names, to see that these are names
_MOST_SIGNED = 4  # rows a signature takes: office, post, "(đã ký)", name

_LETTERHEAD = re.compile(
    r"cộng h(?:òa|oà) xã hội|độc lập\s*[-–]\s*tự do|đảng cộng sản việt nam", re.IGNORECASE
)
_BELOW_LETTERHEAD = re.compile(r"^số\s*:|,\s*ngày\b.*\btháng\b", re.IGNORECASE)
_SIGNED = re.compile(r"^(?i:nơi nhận)\s*:|^(?:TM|KT|TL|TUQ)\.\s*\w")

# What columns are called in most tables, whole or with more words after it.
_USUAL_NAMES = re.compile(
    r"(?:(?:stt|tt|số|họ|tên|chức|đơn vị|ghi chú|nội dung|ngày|giờ|thời|địa (?:điểm|chỉ|danh)|"
    r"mức|loại|mã|chỉ tiêu|tổng|diện tích|đơn giá|thành tiền|điện thoại|sđt|email|e-mail|"
    r"cơ quan|kết quả|nhiệm vụ|công (?:việc|đoạn)|hạng mục|danh mục|điều kiện|trách nhiệm|tỷ lệ|"
    r"tỉ lệ|giới tính|trình độ|quê quán|nơi|nghề nghiệp|lệ phí|giá|chi phí|kinh phí|thủ tục|"
    r"hồ sơ|hình thức|đối tượng|tiêu chí|điểm|hệ số|lương|phương (?:án|pháp|thức)|nguồn|tác giả|"
    r"người (?:phụ trách|thực hiện|chủ trì|ký|nhận|liên hệ|đại diện)|lý do|bắt đầu|kết thúc|"
    r"lĩnh vực|yêu cầu|mô tả|tình trạng|trạng thái|tiến độ|sản lượng|dân số|vai trò|"
    r"phạm vi|căn cứ|khối lượng|quy cách|đề xuất)\b.{0,40}|"
    r"năm|tháng|quý|tuần|thứ(?: (?:hai|ba|tư|năm|sáu|bảy))?|chủ nhật|chủ trì|buổi|bậc|ngạch|"
    r"lớp|môn|giáo viên|tỉnh|huyện|xã|phường|thôn|quận|tuổi|nhóm|phòng|ban|khoa|bộ phận|"
    r"văn bản|sản phẩm|phí|tiền|thu|chi|cán bộ|no\.?|name|full name|date|time|item|description|"
    r"qty|quantity|unit|price|amount|total|notes?|position|department|address|phone)",
    re.IGNORECASE,
)
_YEAR = re.compile(r"(?:năm\s+)?(?:19|20)\d\d", re.IGNORECASE)


@dataclass(frozen=True, slots=True)
class _Header:
    """The rows from `first` to before `end`, and what they call the columns."""

    first: int
    end: int
    names: tuple[str, ...]


def row_blocks(rows: Sequence[Sequence[str]], place: str = "", *, marked: int = 0) -> list[Block]:
    """Write a table: "Họ tên: Nguyễn Văn A; Chức vụ: Trưởng phòng".

    `marked` rows at the top are the names of the columns by the format's own word; without it they
    are told by how they look. Lines above them are a title. A form gives "tên ô: nội dung", a table
    whose columns have no names "a | b | c". A letterhead above, signatures below, and a table that
    is nothing else give their cells as they are. A cell over several rows is to be repeated in
    each, one over several columns to be followed by empty ones.
    """
    marked = sum(any(map(str.strip, row)) for row in rows[:marked])
    kept = [[" ".join(cell.split()) for cell in row] for row in rows]
    kept = [row for row in kept if any(row)]
    for at in range(min(_SEARCHED, len(kept) - 1), 0, -1):
        if _numbers_columns(kept[at]):
            del kept[at]
            marked -= at < marked
    start = _letterhead(kept)
    head, kept = kept[:start], kept[start:]
    header = _header(kept, max(0, marked - start))
    end = len(kept) - _signatures(kept[header.end :] if header else kept, named=header is not None)
    body, foot = kept[:end], kept[end:]
    widest = max((sum(map(bool, row)) for row in body), default=0)
    blocks: list[Block] = []
    if header is not None:
        blocks += [Block(" ".join(filter(None, r)), "heading", place) for r in body[: header.first]]
        blocks += [_named(row, header.names, place) for row in body[header.end :]]
    elif widest <= 1 or ((head or foot) and not _is_form(body)):
        blocks += _cells(body, place)  # the table lays the page out
    else:
        paired = _is_form(body) or (widest == 2 and len(body) > 1)
        blocks += [Block(_line(row, paired=paired), "row", place) for row in body]
    return [*_cells(head, place), *blocks, *_cells(foot, place)]


def _cells(rows: Sequence[Sequence[str]], place: str) -> list[Block]:
    return [Block(cell, "text", place) for row in rows for cell in row if cell]


def _named(row: Sequence[str], names: Sequence[str], place: str) -> Block:
    # A cell that reaches over all columns is a heading between the rows.
    if len(names) > 2 and row[0] and not any(row[1:]):
        return Block(row[0], "text", place)
    cells = [
        f"{names[at]}: {cell}" if at < len(names) and names[at] else cell
        for at, cell in enumerate(row)
        if cell
    ]
    return Block("; ".join(cells), "row", place)


def _line(row: Sequence[str], *, paired: bool) -> str:
    """Write a row of a table without names: of a form, each cell after what it is."""
    cells = [cell for cell in row if cell]
    keys = cells[::2]
    if paired and len(cells) % 2 == 0 and all(map(_is_name, keys)):
        pairs = zip(keys, cells[1::2], strict=True)
        return "; ".join(f"{key.rstrip(' :')}: {value}" for key, value in pairs)
    return " | ".join(cells)


# ------------------------------------------------------------------------------ layout of a page


def _letterhead(rows: Sequence[Sequence[str]]) -> int:
    """Count the rows at the top that are the letterhead of an official text."""
    count = 0
    for row in rows:
        marked = any(_LETTERHEAD.search(cell) for cell in row)
        goes_on = count and any(_BELOW_LETTERHEAD.search(cell) for cell in row)
        drawn = count and not any(re.search(r"\w", cell) for cell in row)
        if not (marked or goes_on or drawn):
            break
        count += 1
    return count


def _signatures(rows: Sequence[Sequence[str]], *, named: bool) -> int:
    """Count the rows at the foot, below the names of columns, that are receivers and signatures."""
    tail = max(len(rows) - _MOST_SIGNED, 1 if named else 0)
    # A column may have such cells all along: who signed what.
    filled = {at for row in rows[:tail] for at, cell in enumerate(row) if _SIGNED.search(cell)}
    for count, row in enumerate(rows[tail:]):
        if any(_SIGNED.search(cell) and at not in filled for at, cell in enumerate(row)):
            return len(rows) - tail - count
    return 0


# --------------------------------------------------------------------------- names of the columns


def _header(rows: Sequence[Sequence[str]], marked: int) -> _Header | None:
    """Find the names of the columns, in one row or in two of which the first groups them."""
    widest = max((sum(map(bool, row)) for row in rows), default=0)
    if widest < 2 or len(rows) < 2 or any(map(_SIGNED.search, rows[0])):
        return None
    marked = marked if marked < len(rows) else 0
    titles = 0
    while titles < marked and sum(map(bool, rows[titles])) < 2:
        titles += 1
    for at, row in enumerate(rows[:_SEARCHED]):
        below = rows[at + 1 : at + 1 + _LOOKED_AT]
        if _is_grouped(row, below):
            return _Header(at, at + 2, _joined(rows[at : at + 2]))
        if at == titles < marked:
            return _Header(at, marked, _joined(rows[at:marked]))
        if marked <= titles and sum(map(bool, row)) >= max(2, 0.6 * widest):
            return _Header(at, at + 1, tuple(row)) if _names_columns(row, below) else None
    return None


_COLUMN_NUMBER = re.compile(r"(?:([A-E])|\((\d{1,2})\)|(\d{1,2}))(?:\s*=.{1,30})?")


def _numbers_columns(row: Sequence[str]) -> bool:
    """Say whether a row numbers the columns, as forms do below their names: (1) (2) (3)=(1)x(2).

    >>> _numbers_columns(["(1)", "(2)", "(3)"]), _numbers_columns(["A", "B", "1", "2"])
    (True, True)
    >>> _numbers_columns(["1", "2", "3"])  # these may be figures
    False
    """
    found = [_COLUMN_NUMBER.fullmatch(cell) for cell in row if cell]
    read = [one.groups() for one in found if one]
    if len(read) < 3 or len(read) < len(found) or read[0][2]:
        return False
    letters = [letter for letter, _, _ in read if letter]
    numbers = [int(marked or bare) for _, marked, bare in read if marked or bare]
    return letters == list("ABCDE")[: len(letters)] and numbers == [*range(1, len(numbers) + 1)]


def _joined(rows: Sequence[Sequence[str]]) -> tuple[str, ...]:
    """Join names that stand above one another: "Quý I – Thu"."""
    parts: list[list[str]] = [[] for _ in range(max(map(len, rows)))]
    for depth, row in enumerate(rows):
        group = ""
        for at, column in enumerate(parts):
            cell = row[at] if at < len(row) else ""
            below = [under[at] for under in rows[depth + 1 :] if at < len(under) and under[at]]
            # A name over several columns is followed by empty cells.
            group = cell or (group if below else "")
            if group and group not in column:
                column.append(group)
    return tuple(map(" – ".join, parts))


def _is_grouped(row: Sequence[str], below: Sequence[Sequence[str]]) -> bool:
    """Say whether a row names groups of the columns that the next row names."""
    if len(below) < 2 or len(row) != len(below[0]) or sum(map(bool, row)) < 2:
        return False
    under = below[0]
    reaches = [cell and at + 1 < len(row) and not row[at + 1] for at, cell in enumerate(row)]
    alone = all(reaches[at] or under[at] in ("", cell) for at, cell in enumerate(row) if cell)
    parts = [cell for at, cell in enumerate(under) if cell and cell != row[at]]
    names = [name for name in _joined([row, under]) if name]
    return (
        alone
        and bool(row[0])
        and any(reaches)
        and len(parts) >= 2
        and all(_is_name(cell) or _YEAR.fullmatch(cell) for cell in [*filter(None, row), *parts])
        and len(set(names)) == len(names)
        and (len(set(parts)) < len(parts) or _differs(under, below[1:]))
    )


def _names_columns(row: Sequence[str], below: Sequence[Sequence[str]]) -> bool:
    """Say whether a row names the columns: by its words, or as the cells below are of other shape.

    >>> _names_columns(["Họ tên", "Chức vụ"], [["Nguyễn Văn A", "Trưởng phòng"]])
    True
    >>> _names_columns(["Họ và tên", "Nguyễn Văn A"], [["Chức vụ", "Trưởng phòng"]])
    False
    """
    named = [cell for cell in row if cell]
    years = {
        cell
        for at, cell in enumerate(row)
        if _YEAR.fullmatch(cell) and not any(_YEAR.fullmatch(under[at]) for under in below
                                             if at < len(under))
    }  # fmt: skip
    names = [
        cell
        for cell in named
        if _is_name(cell) or (cell in years and (not row[0] or _is_name(row[0])))
    ]
    if not below or len(names) < len(named) or len(set(named)) < len(named):
        return False
    usual = sum(cell in years or _is_usual(cell) for cell in named)
    if usual == len(named):
        return True
    if _is_form([row, *below]):
        return False
    return (len(named) > 2 and usual > len(named) / 2) or _differs(row, below)


def _differs(row: Sequence[str], below: Sequence[Sequence[str]]) -> bool:
    """Say whether figures stand below words, in one column at least and two cells."""
    figures = 0
    for at, name in enumerate(row):
        column = [under[at] for under in below if at < len(under)]
        column = [cell for cell in column if re.search(r"\w", cell)]
        found = sum(map(_is_figure, column))
        if name and not _is_figure(name) and found and found >= 0.8 * len(column):
            figures += found
    return figures >= 2


def _is_form(rows: Sequence[Sequence[str]]) -> bool:
    """Say whether every other column tells what stands in the next: "Họ tên | … | Chức vụ | …"."""
    columns = sorted({at for row in rows for at, cell in enumerate(row) if cell})
    if len(columns) not in (2, 4):
        return False
    for at in columns[::2]:
        keys = [row[at] for row in rows if at < len(row) and row[at]]
        told = sum(_is_usual(cell) or cell.endswith(":") for cell in keys)
        if told < min(2, len(rows)) or told < len(keys) / 2:
            return False
    return True


def _is_name(cell: str) -> bool:
    return len(cell) <= _LONGEST_NAME and re.search(r"[^\W\d_]", cell) is not None


def _is_usual(cell: str) -> bool:
    """Say whether many tables have a column of this name; a number in it makes it a content."""
    return not re.search(r"\d", cell) and _USUAL_NAMES.fullmatch(cell.rstrip(" :")) is not None


def _is_figure(cell: str) -> bool:
    """Say whether a cell is a number, a date or an amount: "40.000 đồng", "12/3/1980"."""
    return cell.lstrip("(+-–~<>≥≤$ ")[:1].isdigit()
