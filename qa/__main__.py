"""The hoidap command: index, ask, chat, eval, verify. Exit code 2 means the person can fix it."""

from __future__ import annotations

import argparse
import json
import os
import sys
from collections.abc import Callable, Sequence
from pathlib import Path

from index.errors import HoiDapError, QuestionError
from qa.answer import Answer, Citation
from qa.assistant import SEEDS, Assistant, Config

USER_ERROR = 2


def main(arguments: Sequence[str] | None = None) -> int:
    """Run a command; give the exit code: 0 done, 1 done in part or not proved, 2 user error."""
    for stream in (sys.stdout, sys.stderr):
        if hasattr(stream, "reconfigure"):
            stream.reconfigure(encoding="utf-8", errors="backslashreplace")
    options = _parser().parse_args(arguments)
    command: Callable[[argparse.Namespace], int] = options.run
    try:
        return command(options)
    except HoiDapError as error:
        print(f"hoidap: {error}", file=sys.stderr)
        return USER_ERROR
    except KeyboardInterrupt:
        print("\nhoidap: đã dừng theo yêu cầu.", file=sys.stderr)
        return 130
    except BrokenPipeError:
        # The reader of our output went away (`hoidap ask … | head`): nothing is left to say.
        os.dup2(os.open(os.devnull, os.O_WRONLY), sys.stdout.fileno())
        return 0


class _Parser(argparse.ArgumentParser):
    """Says what is wrong with the command line in Vietnamese."""

    def error(self, message: str) -> None:  # type: ignore[override]
        self.print_usage(sys.stderr)
        print(f"hoidap: lệnh không hợp lệ ({message}). Xem: hoidap --help", file=sys.stderr)
        raise SystemExit(USER_ERROR)


def _parser() -> argparse.ArgumentParser:
    parser = _Parser(prog="hoidap", description="Hỏi đáp tài liệu tiếng Việt, có trích dẫn.")
    commands = parser.add_subparsers(required=True, metavar="LỆNH", parser_class=_Parser)

    def command(name: str, run: Callable[[argparse.Namespace], int], about: str) -> _Parser:
        added: _Parser = commands.add_parser(name, help=about, description=about)
        added.set_defaults(run=run)
        added.add_argument(
            "--index-dir",
            type=Path,
            help="thư mục chỉ mục (mặc định: HOIDAP_INDEX hoặc ~/.cache/hoidap)",
        )
        return added

    index = command("index", _index, "lập chỉ mục một thư mục tài liệu .txt, .md")
    index.add_argument("directory", nargs="?", type=Path, help="thư mục (mặc định: tài liệu mẫu)")
    index.add_argument(
        "--explain", type=Path, metavar="TỆP", help="cho xem dòng nào giữ, dòng nào bỏ, vì sao"
    )

    ask = command("ask", _ask, "hỏi một câu; không có câu hỏi thì đọc từ đầu vào chuẩn")
    ask.add_argument("question", nargs="?", help="câu hỏi")
    ask.add_argument("--json", action="store_true", help="in câu trả lời dạng JSON")
    ask.add_argument("--docs", type=Path, metavar="THƯ_MỤC", help="hỏi tài liệu trong thư mục này")

    chat = command("chat", _chat, "mở trang hỏi đáp trong trình duyệt")
    chat.add_argument("--docs", type=Path, metavar="THƯ_MỤC", help="hỏi tài liệu trong thư mục này")
    chat.add_argument("--host", default="127.0.0.1", help="địa chỉ (mặc định: 127.0.0.1)")
    chat.add_argument("--port", type=int, default=7860, help="cổng (mặc định: 7860)")
    chat.add_argument("--open", action="store_true", help="mở trình duyệt")

    verify = command("verify", _verify, "kiểm lại trích dẫn của một câu trả lời đã xuất")
    verify.add_argument(
        "export", type=Path, metavar="TỆP.json", help="tệp do `hoidap ask --json` xuất"
    )
    verify.add_argument("--docs", type=Path, metavar="THƯ_MỤC", help="thư mục tài liệu nguồn")

    evaluate = command("eval", _eval, "đo chất lượng tìm kiếm và trả lời")
    evaluate.add_argument("--golden", type=Path, metavar="TỆP", help="bộ câu hỏi mẫu khác")
    evaluate.add_argument(
        "--docs", type=Path, metavar="THƯ_MỤC", help="tài liệu của bộ câu hỏi mẫu ấy"
    )
    evaluate.add_argument(
        "--data", metavar="TIỀN_TỐ", help="đo tìm kiếm trên TIỀN_TỐ.passages/.questions.jsonl.gz"
    )
    evaluate.add_argument(
        "--as", dest="forms", default="toned,toneless", help="toned, toneless hoặc cả hai"
    )
    evaluate.add_argument(
        "--distractors", default="", metavar="TỆP[:N]", help="thêm đoạn gây nhiễu"
    )
    evaluate.add_argument("--json", type=Path, metavar="TỆP", help="ghi kết quả ra tệp")
    evaluate.add_argument(
        "--check", action="store_true", help="báo lỗi khi thấp hơn eval/baseline.json"
    )
    evaluate.add_argument("--failures", action="store_true", help="in từng câu trả lời chưa đạt")
    return parser


def _config(options: argparse.Namespace) -> Config:
    return Config(docs=getattr(options, "docs", None), index_dir=options.index_dir)


def progress_bar(label: str) -> Callable[[int, int], None]:
    """Give a progress callback that draws a bar on a terminal, and one line elsewhere."""
    from tqdm import tqdm

    bar: tqdm[None] | None = None

    def show(done: int, total: int) -> None:
        nonlocal bar
        if bar is None:
            bar = tqdm(total=total, desc=label, unit=" đoạn", file=sys.stderr, leave=True)
        bar.update(done - bar.n)
        if done >= total:
            bar.close()

    return show


def _index(options: argparse.Namespace) -> int:
    from index.build import build
    from index.encoder import open_encoder
    from index.load import explain

    if options.explain is not None:
        path: Path = options.explain
        root = options.directory or path.parent
        print(explain(path, root), end="")
        return 0
    report = build(
        options.directory or SEEDS,
        into=_config(options).directory,
        encoder=open_encoder(),
        progress=progress_bar("Lập chỉ mục"),
    )
    for error in report.skipped:
        print(f"hoidap: bỏ qua {error}", file=sys.stderr)
    index = report.index
    state = f"mã hóa mới {report.encoded}" if report.changed else "không có gì thay đổi"
    print(
        f"Đã lập chỉ mục {len(index.documents)} văn bản, {len(index)} đoạn ({state}) "
        f"vào {_config(options).directory}"
    )
    return 1 if report.skipped else 0


def _ask(options: argparse.Namespace) -> int:
    question = options.question
    if question is None or question == "-":
        try:
            question = sys.stdin.buffer.read().decode("utf-8")
        except UnicodeDecodeError as error:
            raise QuestionError(
                f"Câu hỏi từ đầu vào chuẩn không phải UTF-8 (byte {error.start})."
            ) from error
    assistant = Assistant.open(_config(options), progress=progress_bar("Lập chỉ mục"))
    answer = assistant.ask(question)
    if options.json:
        print(json.dumps(answer.to_dict(), ensure_ascii=False, indent=2))
    else:
        print(_shown(answer))
    return 0


def _shown(answer: Answer) -> str:
    """Write an answer for the terminal."""
    lines = []
    if answer.understood_as:
        lines.append(f"Hiểu là: {answer.understood_as}")
    if answer.abstained:
        lines += [f"Không trả lời được: {answer.reason}", "Đoạn gần nhất:"]
    else:
        lines += [answer.text, ""]
    lines += [_cited(citation) for citation in answer.citations or answer.nearest]
    if answer.reason and not answer.abstained:
        lines.append(answer.reason)
    return "\n".join(lines)


def _cited(citation: Citation) -> str:
    quote = " ".join(citation.quote.split())
    quote = quote if len(quote) <= 300 else quote[:299] + "…"
    return (
        f"  [{citation.number}] {citation.source}, {citation.place}, ký tự "
        f"{citation.start}–{citation.end}: “{quote}”"
    )


def _chat(options: argparse.Namespace) -> int:
    assistant = Assistant.open(_config(options), progress=progress_bar("Lập chỉ mục"))
    from qa.chat import launch

    launch(assistant, host=options.host, port=options.port, open_browser=options.open)
    return 0


def _verify(options: argparse.Namespace) -> int:
    from qa.verify import verify

    export: Path = options.export
    folders = [options.docs] if options.docs else [export.parent, Path.cwd(), SEEDS]
    findings = verify(export, folders)
    for finding in findings:
        verdict = f"SAI: {finding.fault}" if finding.fault else "đúng"
        print(f"[{finding.number}] {finding.source}: {verdict}")
    failed = sum(bool(finding.fault) for finding in findings)
    print(f"{len(findings) - failed}/{len(findings)} trích dẫn đúng.")
    return 1 if failed else 0


def _eval(options: argparse.Namespace) -> int:
    # The one import that points up: the command opens the evals, nothing else of qa knows them.
    import importlib

    report = importlib.import_module("eval.report")
    code: int = report.run(options, progress=progress_bar("Lập chỉ mục"))
    return code


if __name__ == "__main__":
    sys.exit(main())
