"""The commands about the documents: hoidap index, docs, doctor."""

from __future__ import annotations

import argparse
import sys
from collections.abc import Callable, Iterator, Sequence
from pathlib import Path
from typing import Protocol

from index.document import Document
from index.errors import EmptyFolderError, HoiDapError, IndexNotBuiltError, SeedError
from qa.assistant import SEEDS


class AddCommand(Protocol):
    """Adds a command with the options that all of them have."""

    def __call__(
        self, name: str, run: Callable[[argparse.Namespace], int], about: str, /
    ) -> argparse.ArgumentParser:
        """Give the parser of the new command."""


Directory = Callable[[argparse.Namespace], Path]
"""Gives the folder of the index that a command line means."""


def add_commands(command: AddCommand, directory: Directory) -> None:
    """Add index, docs and doctor to the command line."""
    index = command(
        "index",
        lambda options: _index(options, directory(options)),
        "lập chỉ mục một thư mục tài liệu (văn bản, Word, PDF, Excel, trang web, thư, ảnh, .zip)",
    )
    index.add_argument("directory", nargs="?", type=Path, help="thư mục (mặc định: tài liệu mẫu)")
    index.add_argument(
        "--dimension",
        type=int,
        metavar="N",
        help="cắt vector còn N số cho chỉ mục nhỏ hơn (mặc định: như chỉ mục đang có, hoặc đủ)",
    )
    index.add_argument(
        "--explain",
        type=Path,
        metavar="TỆP",
        help="cho xem dòng nào giữ, dòng nào bỏ, chỗ nào được sửa, vì sao",
    )
    index.add_argument(
        "--watch", action="store_true", help="ở lại canh thư mục, có thay đổi thì lập lại"
    )
    docs = command(
        "docs",
        lambda options: _docs(options, directory(options)),
        "liệt kê, bỏ ra, lấy lại tài liệu",
    )
    docs.add_argument(
        "action",
        nargs="?",
        choices=("list", "rm", "restore", "collections"),
        default="list",
        help="list: liệt kê; rm: bỏ ra; restore: lấy lại; collections: các bộ tài liệu",
    )
    docs.add_argument("names", nargs="*", metavar="TÊN", help="tên tệp như trong danh sách")
    doctor = command(
        "doctor", lambda options: _doctor(options, directory(options)), "kiểm tra và sửa chỉ mục"
    )
    doctor.add_argument("--check", action="store_true", help="chỉ kiểm tra, không sửa")


def progress_bar(
    label: str, unit: str = " đoạn", *, delay: float = 0.0
) -> Callable[[int, int], None]:
    """Give a progress callback that draws a bar on a terminal, and one line elsewhere.

    With a delay in seconds, what is done sooner shows nothing.
    """
    from tqdm import tqdm

    bar: tqdm[None] | None = None

    def show(done: int, total: int) -> None:
        nonlocal bar
        if bar is None:
            bar = tqdm(total=total, desc=label, unit=unit, file=sys.stderr, leave=True, delay=delay)
        bar.update(done - bar.n)
        if done >= total:
            bar.close()

    return show


def tell_skipped(errors: Sequence[SeedError]) -> None:
    """Say which files were skipped, and why."""
    for error in errors:
        print(f"hoidap: bỏ qua {error}", file=sys.stderr)


# ------------------------------------------------------------------------------------------- index


def _index(options: argparse.Namespace, into: Path) -> int:
    from index.load import explain
    from index.store import recorded_folder

    if options.explain is not None:
        path: Path = options.explain
        root = options.directory or path.parent
        print(explain(path, root), end="")
        return 0
    recorded = Path(recorded_folder(into) or SEEDS)
    directory = options.directory or (recorded if recorded.exists() else SEEDS)
    if options.watch:
        return _watched(directory, into, options.dimension)
    return _brought_up_to_date(directory, into, options.dimension)


def _brought_up_to_date(
    directory: Path,
    into: Path,
    dimension: int | None = None,
    leave_out: Sequence[str] | None = None,
) -> int:
    from index.build import build
    from index.encoder import open_encoder
    from index.load import unread_kinds
    from index.vectors import cache_file

    report = build(
        directory,
        into=into,
        encoder=open_encoder(),
        dimension=dimension,
        cache=cache_file(),
        progress=progress_bar("Lập chỉ mục"),
        reading=progress_bar("Đọc tệp", " tệp", delay=3.0),
        leave_out=leave_out,
    )
    tell_skipped(report.skipped)
    if unread := unread_kinds(directory):
        print(f"hoidap: {unread}", file=sys.stderr)
    index = report.index
    state = f"mã hóa mới {report.encoded}" if report.changed else "không có gì thay đổi"
    print(f"Đã lập chỉ mục {len(index.documents)} văn bản, {len(index)} đoạn ({state}) vào {into}")
    return 1 if report.skipped else 0


def _watched(directory: Path, into: Path, dimension: int | None) -> int:
    """Index again at each change, until the person stops it; a failure is told and waited out."""
    from index.watch import changes, snapshot

    known = snapshot(directory)  # before the first run: what changes during it is a change
    _brought_up_to_date(directory, into, dimension)
    print(f"Đang canh {directory}; dừng bằng Ctrl+C.", flush=True)
    for _ in changes(directory, known):
        try:
            _brought_up_to_date(directory, into, dimension)
        except HoiDapError as error:
            print(f"hoidap: {error}", file=sys.stderr)
        sys.stdout.flush()
    return 0


# -------------------------------------------------------------------------------------------- docs


def _docs(options: argparse.Namespace, into: Path) -> int:
    if options.action == "collections":
        return _collections(into)
    if options.action == "list":
        return _listed(into)
    if not options.names:
        raise EmptyFolderError("Hãy nêu tên tệp, như trong danh sách của: hoidap docs")
    return _left_out(into, options.names, restore=options.action == "restore")


def _listed(into: Path) -> int:
    from index.load import holder
    from index.store import Index, recorded_sources
    from index.text import fold

    index = Index.load(into)
    sources, _ = recorded_sources(into)
    counts: dict[str, int] = {}
    for passage in index.passages:
        counts[passage.document_id] = counts.get(passage.document_id, 0) + 1
    held: dict[str, list[Document]] = {source.path: [] for source in sources}
    for document in index.documents:
        held[holder(document.source, held.__contains__)].append(document)
    problems = 0
    for source in sorted(sources, key=lambda source: fold(source.path)):
        documents = held[source.path]
        passages = sum(counts.get(document.id, 0) for document in documents)
        state = f"{len(documents)} văn bản, {passages} đoạn"
        if source.is_left_out:
            state = "đã bỏ ra (lấy lại: hoidap docs restore)"
        print(f"{source.path}\t{state}\t{source.size} byte\tđọc {source.read_at[:16]}")
        for document in documents:
            facts = [document.official.name, document.official.issued]
            about = ", ".join([document.title, *filter(None, facts)])
            linked = (
                "" if counts.get(document.id) else "  (lặp lại một văn bản khác, không lập hai lần)"
            )
            print(f"    {about}{linked}")
        for problem in source.problems:
            problems += 1
            print(f"    ! {problem}")
    print(
        f"{len(sources)} tệp, {len(index.documents)} văn bản, {len(index)} đoạn, "
        f"{problems} vấn đề; thư mục {index.folder}"
    )
    return 0


def _left_out(into: Path, names: Sequence[str], *, restore: bool) -> int:
    """Take files out of the index, or in again; what is on the disk stays as it is."""
    from index.store import recorded_folder, recorded_sources

    sources, _ = recorded_sources(into)
    folder = recorded_folder(into)
    if not folder:
        raise IndexNotBuiltError(f"Chưa có chỉ mục trong {into}. Hãy chạy: hoidap index THƯ_MỤC")
    known = {source.path for source in sources}
    left_out = {source.path for source in sources if source.is_left_out}
    for name in names:
        if name not in known:
            raise SeedError(f"Không có tệp {name} trong chỉ mục. Hãy xem tên bằng: hoidap docs")
        if restore:
            left_out.discard(name)
        else:
            left_out.add(name)
    if left_out >= known:
        raise EmptyFolderError("Bỏ hết thì chỉ mục không còn gì. Hãy giữ lại ít nhất một tệp.")
    return _brought_up_to_date(Path(folder), into, leave_out=sorted(left_out))


def _collections(into: Path) -> int:
    """List the collections beside an index."""
    for folder in _folders(into):
        from index.store import recorded_folder, recorded_sources

        sources, _ = recorded_sources(folder)
        name = "(chính)" if folder == into else folder.name
        print(f"{name}\t{len(sources)} tệp\t{recorded_folder(folder) or 'chưa có chỉ mục'}")
    return 0


def _folders(into: Path) -> Iterator[Path]:
    base = into.parent.parent if into.parent.name == "collections" else into
    yield base
    collections = base / "collections"
    if collections.is_dir():
        yield from sorted(path for path in collections.iterdir() if path.is_dir())


# ------------------------------------------------------------------------------------------ doctor


def _doctor(options: argparse.Namespace, into: Path) -> int:
    from index.doctor import examine
    from index.encoder import open_encoder
    from index.vectors import cache_file

    findings = examine(into, open_encoder(), cache=cache_file(), repair=not options.check)
    for finding in findings:
        mark = "✗" if finding.is_bad else "✓" if finding.is_well else "↻"
        print(" ".join(filter(None, [mark, finding.what, finding.done])))
    return 1 if any(finding.is_bad for finding in findings) else 0
