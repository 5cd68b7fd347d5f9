"""Read a file as documents: its own text, the paragraphs people cite, and what was left out."""

import hashlib
import os
import re
import stat
import unicodedata
from collections.abc import Sequence
from pathlib import Path

from index.boilerplate import Line, classify
from index.document import Document, Paragraph
from index.errors import EmptyFolderError, SeedError
from index.passages import MAX_CHARACTERS, pieces
from index.text import is_labelled, sentences

SUFFIXES = (".txt", ".md")
MAX_BYTES = 64 * 2**20
# In the folder's root these describe the folder and are not part of what it says.
DESCRIPTIONS = ("sources.md", "readme.md")

_MIN_TITLE, _MAX_TITLE = 25, 120  # characters of a sentence that stands in for a missing title
_MAX_PLACE = 80
_MAX_PARAGRAPH = 4 * MAX_CHARACTERS  # a longer line is a file without line breaks: it is cut
_SHORT = 200  # characters: list items, table rows, verses; longer lines are paragraphs already


def seed_files(directory: Path) -> list[Path]:
    """List the files of a folder to be indexed, in the order of their paths.

    Hidden files and folders, links to folders and the folder's own description (`sources.md`,
    `README.md` in its root) are not listed. What cannot be read is: `load` says why.

    Raises:
        EmptyFolderError: there is no such folder, or it holds no .txt or .md file.
    """
    if not directory.exists():
        raise EmptyFolderError(f"Không có thư mục {directory}. Hãy kiểm tra lại đường dẫn.")
    if not directory.is_dir():
        raise EmptyFolderError(f"{directory} không phải là thư mục. Hãy chỉ ra thư mục chứa tệp.")
    found: list[Path] = []
    unreadable: list[OSError] = []
    for folder, subfolders, names in os.walk(directory, onerror=unreadable.append):
        subfolders[:] = [name for name in subfolders if not name.startswith(".")]
        for name in names:
            path = Path(folder, name)
            is_description = path.parent == directory and name.lower() in DESCRIPTIONS
            supported = path.suffix.lower() in SUFFIXES and not name.startswith(".")
            if supported and not is_description:
                found.append(path)
    found.extend(Path(error.filename) for error in unreadable)
    if not found:
        raise EmptyFolderError(
            f"Thư mục {directory} không có tệp .txt hay .md nào. Hãy chép tài liệu vào đó."
        )
    return sorted(found, key=lambda path: path.relative_to(directory).as_posix())


def load(path: Path, root: Path) -> list[Document]:
    """Read a file as one document, or as several when it holds several articles.

    Raises:
        SeedError: the file cannot be read as a document; the message says why and what to do.
    """
    content = _read(path, root)
    source = _source(path, root)
    text = _decode(content, source)
    digest = hashlib.sha256(content).hexdigest()
    documents: list[Document] = []
    for article in classify(text):
        paragraphs = _paragraphs(text, article)
        if paragraphs:
            number = len(documents) + 1
            documents.append(
                Document(
                    id=source if number == 1 else f"{source}#{number}",
                    title=_title(text, article),
                    source=source,
                    sha256=digest,
                    text=text,
                    paragraphs=tuple(paragraphs),
                )
            )
    if not documents:
        raise SeedError(
            f"{source}: không còn nội dung nào sau khi bỏ phần phụ của trang web. "
            f"Hãy xem từng dòng bị bỏ bằng: hoidap index --explain {path}"
        )
    return documents


def explain(path: Path, root: Path) -> str:
    """Show every line of a file as it is read: what kind it is, or why it is dropped.

    Raises:
        SeedError: the file cannot be read.
    """
    source = _source(path, root)
    text = _decode(_read(path, root), source)
    articles = classify(text)
    kept = sum(line.kind != "dropped" for article in articles for line in article)
    total = sum(len(article) for article in articles)
    report = [f"{source}: {len(articles)} văn bản, giữ {kept} dòng, bỏ {total - kept} dòng."]
    number, at = 1, 0
    for article in articles:
        report.append(f"\n«{_title(text, article)}»")
        for line in article:
            number += len(_LINE_BREAK.findall(text, at, line.start))
            at = line.start
            shown = _shorten(
                " ".join(text[line.start : min(line.end, line.start + 400)].split()), 100
            )
            reason = f"  ← {line.reason}" if line.reason else ""
            report.append(f"{number:5}  {_KIND_NAMES[line.kind]:9}  {shown}{reason}")
    return "\n".join(report) + "\n"


_LINE_BREAK = re.compile(r"\r\n|[\n\r]")
_KIND_NAMES = {
    "title": "nhan đề",
    "heading": "đề mục",
    "text": "nội dung",
    "caption": "chú thích",
    "byline": "tác giả",
    "dropped": "BỎ",
}


# ------------------------------------------------------------------------------------ reading bytes


def _source(path: Path, root: Path) -> str:
    """Give the path within the root, with forward slashes."""
    named = Path(os.path.abspath(path))  # noqa: PTH100  (without following links, unlike resolve)
    for folder in (os.path.abspath(root), os.path.realpath(root)):  # noqa: PTH100
        if named.is_relative_to(folder):
            source = named.relative_to(folder).as_posix()
            break
    else:
        raise SeedError(f"{path} nằm ngoài thư mục {root}. Hãy chép tệp vào thư mục ấy.")
    try:
        source.encode("utf-8")
    except UnicodeEncodeError:
        shown = source.encode("utf-8", "backslashreplace").decode("utf-8")
        raise SeedError(f"{shown}: tên tệp không phải UTF-8. Hãy đổi tên tệp.") from None
    return source


def _read(path: Path, root: Path) -> bytes:
    """Read a regular file inside the root, without waiting and without reading too much."""
    source = _source(path, root)
    try:
        if not path.resolve().is_relative_to(root.resolve()):
            raise SeedError(
                f"{source}: liên kết dẫn ra ngoài thư mục {root}. Hãy chép tệp thật vào thư mục."
            )
        status = path.stat()
        if stat.S_ISDIR(status.st_mode):
            raise SeedError(
                f"{source}: là thư mục, không phải tệp, hoặc không được phép mở. "
                f"Hãy chỉ ra một tệp, hay cấp quyền đọc thư mục."
            )
        if not stat.S_ISREG(status.st_mode):
            raise SeedError(
                f"{source}: không phải tệp thường (có thể là ống dẫn hay thiết bị). "
                f"Hãy thay bằng một tệp văn bản."
            )
        if path.suffix.lower() not in SUFFIXES:
            raise SeedError(
                f"{source}: chưa đọc được loại tệp «{path.suffix}». "
                f"Hãy lưu nội dung thành .txt hoặc .md, mã UTF-8."
            )
        if status.st_size > MAX_BYTES:
            raise SeedError(
                f"{source}: nặng {status.st_size / 2**20:.0f} MiB, quá giới hạn "
                f"{MAX_BYTES // 2**20} MiB. Hãy chia thành nhiều tệp."
            )
        return path.read_bytes()
    except PermissionError:
        raise SeedError(f"{source}: không có quyền đọc. Hãy cấp quyền đọc cho tệp.") from None
    except FileNotFoundError:
        raise SeedError(f"{source}: không có tệp này, hoặc liên kết đã hỏng.") from None
    except (OSError, RuntimeError) as error:
        raise SeedError(f"{source}: không đọc được ({error}). Hãy kiểm tra tệp.") from error


def _decode(content: bytes, source: str) -> str:
    """Decode as UTF-8 and change nothing."""
    if content.startswith((b"\xff\xfe", b"\xfe\xff")):
        raise SeedError(f"{source}: mã UTF-16, không phải UTF-8. Hãy lưu lại tệp với mã UTF-8.")
    nul = content.find(b"\0")
    if nul >= 0:
        raise SeedError(
            f"{source}: là tệp nhị phân (byte 0 ở vị trí {nul}), không phải văn bản. "
            f"Hãy xuất nội dung ra .txt, mã UTF-8."
        )
    try:
        text = content.decode("utf-8")
    except UnicodeDecodeError as error:
        line = content.count(b"\n", 0, error.start) + 1
        raise SeedError(
            f"{source}: không phải UTF-8: byte 0x{content[error.start]:02x} ở vị trí "
            f"{error.start}, dòng {line}. Hãy lưu lại tệp với mã UTF-8."
        ) from None
    if not re.search(r"\w", text):
        raise SeedError(f"{source}: tệp trống, không có chữ nào. Hãy thêm nội dung hoặc xóa tệp.")
    return text


# --------------------------------------------------------------------------------------- the title


def _title(text: str, article: Sequence[Line]) -> str:
    """Name an article: by its title lines, or by its first sentence, cut at a clause or word."""
    named = [text[line.start : line.end] for line in article if line.kind == "title"]
    if named:
        return _plain(" ".join(named))
    for line in article:
        if line.kind != "dropped":
            found = sentences(text, line.start, min(line.end, line.start + 2000))
            start, end = found[0]
            if end - start < _MIN_TITLE and len(found) > 1:
                end = found[1][1]  # "Điều 5." says too little
            return _shorten(_plain(text[start:end]), _MAX_TITLE)
    return ""


def _plain(text: str) -> str:
    """Leave out Markdown's marks and odd spaces, for a name that is shown."""
    text = " ".join(unicodedata.normalize("NFC", text).replace("\ufeff", "").split())
    return re.sub(r"^#{1,6}\s+|\s+#+$|\*\*|^\|\s*|\s*\|$", "", text)


def _shorten(text: str, most: int) -> str:
    """Cut at a clause border in the second half, else at a word, and mark the cut."""
    if len(text) <= most:
        return text
    clauses = [match.start() for match in re.finditer(r"[,;:]\s|\s[–—-]\s", text[:most])]
    words = [match.start() for match in re.finditer(r"\s", text[:most])]
    good = [cut for cut in clauses if cut >= most // 2] or words or [most - 1]
    return text[: good[-1]].rstrip(" ,;:–—-") + "…"


# ---------------------------------------------------------------------------------- the paragraphs


def _paragraphs(text: str, article: Sequence[Line]) -> list[Paragraph]:
    """Group the kept lines into what people cite; none reaches over a dropped line."""
    paragraphs: list[Paragraph] = []
    section = ""
    for group in _groups(text, article):
        for line in group:
            section = _section(text, line) or section
        place = f", mục «{section}»" if section and group[-1].kind != "byline" else ""
        for start, end in _cut(text, group[0].start, group[-1].end):
            number = len(paragraphs) + 1
            paragraphs.append(Paragraph(start, end, f"đoạn {number}{place}"))
    return paragraphs


_LEGAL_CLAUSE = re.compile(r"(?:Điều|ĐIỀU|Khoản|Mục|Phụ lục|PHỤ LỤC)\s+[\dIVXLC]+\w?(?=[.:)\s]|$)")


def _section(text: str, line: Line) -> str:
    """Name the section a line opens: a heading, or "Điều 5" before the article's own words."""
    if line.kind == "heading":
        return _shorten(_plain(text[line.start : line.end]), _MAX_PLACE)
    clause = _LEGAL_CLAUSE.match(unicodedata.normalize("NFC", text[line.start : line.start + 30]))
    return clause[0] if clause else ""


def _cut(text: str, start: int, end: int) -> list[tuple[int, int]]:
    """Cut what is too long for one paragraph, a file without line breaks, between sentences."""
    if end - start <= _MAX_PARAGRAPH:
        return [(start, end)]
    cuts: list[tuple[int, int]] = []
    for a, b in sentences(text, start, end):
        for piece in pieces(text, a, b, _MAX_PARAGRAPH):
            if cuts and piece[1] - cuts[-1][0] <= _MAX_PARAGRAPH:
                cuts[-1] = (cuts[-1][0], piece[1])
            else:
                cuts.append(piece)
    return cuts


def _groups(text: str, article: Sequence[Line]) -> list[list[Line]]:
    groups: list[list[Line]] = []
    above: Line | None = None
    for line in article:
        if line.kind == "dropped":
            above = None
            continue
        if above is not None and _belongs(text, groups[-1], above, line):
            groups[-1].append(line)
        else:
            groups.append([line])
        above = line
    return groups


_ITEM = re.compile(
    r"(?P<dash>[-–—•*+▪●◦➢✓])\s|\(?(?:(?P<number>\d{1,3}(?:\.\d{1,3})*)|(?P<letter>[a-zđ]{1,2})|"
    r"(?P<roman>[ivxIVX]{1,5}))[.)](?!\d)"
)


def _item(text: str, line: Line) -> str:
    """Give a list item's style: "dash", "number", "letter", "roman", "row" or "label"."""
    head = unicodedata.normalize("NFC", text[line.start : min(line.end, line.start + 12)])
    if head.startswith("|"):
        return "row"
    match = _ITEM.match(head)
    if match:
        return match.lastgroup or ""
    return "label" if is_labelled(text, line.start, line.end) else ""


def _belongs(text: str, group: Sequence[Line], above: Line, line: Line) -> bool:
    """Say whether a line goes into the paragraph of the line right above it."""
    if line.kind != above.kind:
        return above.kind == "heading" and line.kind == "text"
    if line.kind in ("heading", "byline", "title"):
        return True
    gap = text[above.end : line.start]
    apart = len(_LINE_BREAK.findall(gap)) > 1
    long = line.end - line.start > _SHORT or above.end - above.start > _SHORT
    if not apart and _is_wrapped(text, above, line):
        return True
    if line.end - group[0].start > MAX_CHARACTERS:
        return False
    item, opener = _item(text, line), _opener(group)
    if item == "label" and _item(text, above) != "label":
        item = ""  # labels make a list only together: "Kết luận: …" is no item of "1. …; 2. …"
    if text[line.end - 1] == ":" and not item:
        return False  # it introduces a list of its own: "Nơi nhận:"
    if text[opener.end - 1] == ":":
        # "Hồ sơ gồm:" stays with its items, up to the next clause of its own rank.
        return (bool(item) or not (apart or long)) and item != (_item(text, opener) or "none")
    if apart:
        return bool(item) and item == _item(text, above) and not long
    return not long


def _opener(group: Sequence[Line]) -> Line:
    """Give the first line of a group that is not a heading."""
    return next((line for line in group if line.kind != "heading"), group[-1])


def _is_wrapped(text: str, above: Line, line: Line) -> bool:
    """Say whether a line is the rest of the line above it, in text wrapped at a fixed width."""
    if above.end - above.start > 140 or text[above.end - 1] in ".;:!?…|":
        return False
    item = _item(text, line)
    if item and (item != "label" or _item(text, above) == "label"):
        return False
    return text[line.start].islower() or above.end - above.start >= 60
