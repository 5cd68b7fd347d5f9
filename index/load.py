"""Read a file as documents: its text, the paragraphs people cite, and what was left out."""

import contextlib
import hashlib
import os
import re
import stat
import zipfile
from collections import Counter
from collections.abc import Callable, Sequence
from dataclasses import dataclass, replace
from pathlib import Path

from index.boilerplate import Line, classify
from index.document import Document
from index.errors import EmptyFolderError, SeedError
from index.extract import Extract
from index.formats import ARCHIVES, HOLDERS, PLAIN, SUFFIXES, extract, suffix_of
from index.limits import MAX_BYTES, MAX_NESTING, NO_ZIP
from index.official import official, relations
from index.paragraphs import paragraphs_of, shorten, title_of

INSIDE = "!/"
"""Stands between an archive and the name of a file in it: "kho.zip!/van-ban/a.txt"."""


def holder(source: str, is_file: Callable[[str], bool]) -> str:
    """Give the path of the file that a source is or lies in.

    Only who knows the files can tell them from folders: a folder's name may end in "!".

    >>> holder("kho.zip!/a.txt", {"kho.zip"}.__contains__)
    'kho.zip'
    >>> holder("Chú ý!/a.txt", {"Chú ý!/a.txt"}.__contains__)
    'Chú ý!/a.txt'
    """
    parts = source.split(INSIDE)
    paths = [INSIDE.join(parts[:count]) for count in range(1, len(parts) + 1)]
    return next(filter(is_file, paths), paths[0])


def file_of(source: str, folder: Path) -> Path:
    """Give the file of a folder that a source is or lies in, whether it is there or not."""
    return folder / holder(source, lambda path: (folder / path).is_file())


# In the folder's root these describe the folder and are not part of what it says.
DESCRIPTIONS = ("sources.md", "readme.md")


def seed_files(directory: Path) -> list[Path]:
    """List the files of a folder to be indexed, in the order of their paths.

    Hidden files and folders, the lock files of Word, links to folders and the folder's own
    description (`sources.md`, `README.md` in its root) are not listed. What cannot be read is:
    `load` says why.

    Raises:
        EmptyFolderError: there is no such folder, or it holds no file of a supported kind.
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
            supported = path.suffix.lower() in SUFFIXES and not name.startswith((".", "~$"))
            if supported and not is_description:
                found.append(path)
    found.extend(Path(error.filename) for error in unreadable)
    if not found:
        raise EmptyFolderError(
            f"Thư mục {directory} không có tệp nào đọc được ({' '.join(SUFFIXES[:12])}…). "
            f"Hãy chép tài liệu vào đó. {unread_kinds(directory)}".rstrip()
        )
    return sorted(found, key=lambda path: path.relative_to(directory).as_posix())


# Kinds of documents that people keep and that are not read; an .exe or .css is missed by nobody.
_UNREAD = set(
    ".xls .xlsb .ods .numbers .ppt .pps .ppsx .odp .key .docm .dot .dotx .wps .pages .xps .djvu "
    ".mobi .azw3 .msg .mht .mhtml .rar .7z .tar .gz .tgz .heic .gif".split()
)


def unread_kinds(directory: Path) -> str:
    """Say how many documents of a folder, or of ZIPs in it, are of kinds that are not read.

    Empty when none is.
    """
    if not directory.is_dir():
        return ""
    counts: Counter[str] = Counter()
    for folder, subfolders, names in os.walk(directory):
        subfolders[:] = [name for name in subfolders if not name.startswith(".")]
        seen = [name for name in names if not name.startswith((".", "~$"))]
        counts.update(map(suffix_of, seen))
        for name in seen:
            if suffix_of(name) in ARCHIVES:
                counts.update(map(suffix_of, _names_in(Path(folder, name))))
    found = [(kind, count) for kind, count in counts.most_common() if kind in _UNREAD]
    if not found:
        return ""
    listed = ", ".join(f"{count} {kind}" for kind, count in found)
    return (
        f"Không đọc được loại tệp: {listed}. "
        "Hãy lưu thành .docx, .xlsx, .pptx hoặc .pdf; tệp nén thì hãy giải nén."
    )


def _names_in(archive: Path) -> list[str]:
    """List what lies in a ZIP; nothing where it cannot be opened, for reading it says why."""
    with contextlib.suppress(*NO_ZIP), zipfile.ZipFile(archive) as opened:
        return [name for name in opened.namelist() if not name.endswith("/")]
    return []


@dataclass(frozen=True, slots=True)
class Reading:
    """What a file gave: its documents, and what of it could not be read."""

    documents: tuple[Document, ...]
    skipped: tuple[SeedError, ...] = ()


def load(path: Path, root: Path) -> list[Document]:
    """Read a file as one document, or as several when it holds several articles or files.

    Anything but plain text is read in a process of its own, see `index.sandbox`.

    Raises:
        SeedError: the file cannot be read as a document; the message says why and what to do.
    """
    content, source = read_bytes(path, root)
    if suffix_of(source) in PLAIN:
        reading = read(content, source)
    else:
        from index.sandbox import Sandbox  # here, for it starts where this module is done

        with Sandbox() as sandbox:
            reading = sandbox.read(content, source)
    if not reading.documents:
        raise reading.skipped[0]
    return list(reading.documents)


def read(content: bytes, source: str, depth: int = 0) -> Reading:
    """Read the bytes of a file, and of the files in it; nothing is raised, all is reported."""
    documents: list[Document] = []
    skipped: list[SeedError] = []
    suffix = suffix_of(source)
    try:
        if suffix not in ARCHIVES:
            documents, left_out = _documents(content, source)
            skipped += [SeedError(f"{source}: {reason}") for reason in left_out]
    except SeedError as error:
        skipped.append(SeedError(f"{source}: {error}"))
    if suffix in HOLDERS:
        try:
            for name, held in _held(content, suffix, depth):
                where = f"{source}{INSIDE}{name}"
                if isinstance(held, SeedError):
                    skipped.append(SeedError(f"{where}: {held}"))
                    continue
                inside = read(held, where, depth + 1)
                documents += inside.documents
                skipped += inside.skipped
        except SeedError as error:
            skipped.append(SeedError(f"{source}: {error}"))
        if not documents and not skipped:
            skipped.append(
                SeedError(f"{source}: không có tệp nào đọc được bên trong. Hãy kiểm tra.")
            )
    return Reading(tuple(documents), tuple(skipped))


def _held(content: bytes, suffix: str, depth: int) -> Sequence[tuple[str, bytes | SeedError]]:
    """Give the files in a file that are of a kind that can be read, or what is wrong with each."""
    from index.formats.archive import members  # here: `hoidap ask` has no use for archives
    from index.formats.mail import attachments

    if depth >= MAX_NESTING:
        raise SeedError(f"lồng nhau hơn {MAX_NESTING} tầng. Hãy giải nén bằng tay.")
    if suffix in ARCHIVES:
        return members(content)
    return [(name, file) for name, file in attachments(content) if suffix_of(name) in SUFFIXES]


def _documents(content: bytes, source: str) -> tuple[list[Document], tuple[str, ...]]:
    """Make the documents of one file that holds no others."""
    extracted = extract(content, source)
    text = extracted.text
    digest = hashlib.sha256(content).hexdigest()
    documents: list[Document] = []
    for article in _articles(extracted):
        paragraphs = tuple(paragraphs_of(text, article))
        if paragraphs:
            number = len(documents) + 1
            named = official(text, paragraphs)
            documents.append(
                Document(
                    id=source if number == 1 else f"{source}#{number}",
                    title=(extracted.title if number == 1 else "") or title_of(text, article),
                    source=source,
                    sha256=digest,
                    text=text,
                    paragraphs=paragraphs,
                    places=extracted.places,
                    official=named,
                    relations=relations(text, paragraphs, named.code),
                )
            )
    if not documents:
        raise SeedError(
            "không còn nội dung nào sau khi bỏ phần phụ của trang web. "
            f"Hãy xem từng dòng bị bỏ bằng: hoidap index --explain {source}"
        )
    return documents, extracted.left_out


def _articles(extracted: Extract) -> list[list[Line]]:
    """Say what each line is, the headings by the file's own word where its format has them."""
    articles = classify(extracted.text, is_page=extracted.is_page)
    if not extracted.headings:
        return articles
    return [
        [
            replace(line, kind="heading")
            if line.start in extracted.headings and line.kind == "text"
            else line
            for line in article
        ]
        for article in articles
    ]


def explain(path: Path, root: Path) -> str:
    """Show every line of a file as it is read: what kind it is, or why it is dropped.

    Raises:
        SeedError: the file cannot be read.
    """
    content, source = read_bytes(path, root)
    if suffix_of(source) in PLAIN:
        return explained(content, source)
    from index.sandbox import Sandbox  # as in `load`

    with Sandbox() as sandbox:
        return sandbox.explain(content, source)


def explained(content: bytes, source: str) -> str:
    """Explain the bytes of a file, and of the files in it.

    Raises:
        SeedError: the file cannot be read.
    """
    if suffix_of(source) in ARCHIVES:
        shown = []
        for name, held in _held(content, suffix_of(source), 0):
            where = f"{source}{INSIDE}{name}"
            if isinstance(held, SeedError):
                shown.append(f"{where}: {held}\n")
                continue
            try:
                shown.append(explained(held, where))
            except SeedError as error:
                shown.append(f"{error}\n")
        return "\n".join(shown)
    try:
        extracted = extract(content, source)
    except SeedError as error:
        raise SeedError(f"{source}: {error}") from error
    text = extracted.text
    articles = _articles(extracted)
    kept = sum(line.kind != "dropped" for article in articles for line in article)
    total = sum(len(article) for article in articles)
    report = [f"{source}: {len(articles)} văn bản, giữ {kept} dòng, bỏ {total - kept} dòng."]
    report += [f"{source}: {reason}" for reason in extracted.left_out]
    report += _explained_repairs(extracted)
    number, at = 1, 0
    for article in articles:
        report.append(f"\n«{extracted.title or title_of(text, article)}»")
        for line in article:
            number += len(_LINE_BREAK.findall(text, at, line.start))
            at = line.start
            words = shorten(
                " ".join(text[line.start : min(line.end, line.start + 400)].split()), 100
            )
            reason = f"  ← {line.reason}" if line.reason else ""
            report.append(f"{number:5}  {_KIND_NAMES[line.kind]:9}  {words}{reason}")
    return "\n".join(report) + "\n"


_SHOWN_REPAIRS = 40


def _explained_repairs(extracted: Extract) -> list[str]:
    """Say what was repaired, kind by kind, with examples."""
    repaired = extracted.repaired
    if not repaired.repairs:
        return []
    lines = [f"Đã sửa {len(repaired.repairs)} chỗ:"]
    counts: dict[str, int] = {}
    for step in repaired.steps:
        for repair in step.repairs:
            counts[repair.reason] = counts.get(repair.reason, 0) + 1
            if counts[repair.reason] <= _SHOWN_REPAIRS // 4:
                instead = step.text[repair.start : repair.end]
                was, now = (shorten(repr(part)[1:-1], 60) for part in (repair.original, instead))
                lines.append(f"  ký tự {repair.start}: «{was}» → «{now}» ({repair.reason})")
    summary = ", ".join(f"{reason} {count}" for reason, count in counts.items())
    return [f"{lines[0]} {summary}.", *lines[1:]]


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


def read_bytes(path: Path, root: Path) -> tuple[bytes, str]:
    """Read a regular file inside the root, without waiting and without reading too much.

    Gives its content and its source, the path within the root.

    Raises:
        SeedError: it may not be read, or is of no kind that can be.
    """
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
                f"Hãy lưu nội dung thành .docx, .pdf hoặc .txt."
            )
        if status.st_size > MAX_BYTES:
            raise SeedError(
                f"{source}: nặng {status.st_size / 2**20:.0f} MiB, quá giới hạn "
                f"{MAX_BYTES // 2**20} MiB. Hãy chia thành nhiều tệp."
            )
        return path.read_bytes(), source
    except PermissionError:
        raise SeedError(f"{source}: không có quyền đọc. Hãy cấp quyền đọc cho tệp.") from None
    except FileNotFoundError:
        raise SeedError(f"{source}: không có tệp này, hoặc liên kết đã hỏng.") from None
    except (OSError, RuntimeError) as error:
        raise SeedError(f"{source}: không đọc được ({error}). Hãy kiểm tra tệp.") from error
