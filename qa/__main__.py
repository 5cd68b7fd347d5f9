"""The hoidap command and what it can do. Exit code 2 means the person can fix it."""

from __future__ import annotations

import argparse
import contextlib
import errno
import json
import os
import re
import sys
from collections.abc import Callable, Iterable, Sequence
from pathlib import Path
from typing import Any, NoReturn

from index.errors import HoiDapError, IndexUnusableError, QuestionError
from qa.answer import Answer, Citation
from qa.assistant import SEEDS, Assistant, Config
from qa.commands_index import add_commands, progress_bar, tell_skipped
from qa.question import check
from qa.rephrase import standalone

USER_ERROR = 2


def main(arguments: Sequence[str] | None = None) -> int:
    """Run a command; give the exit code: 0 done, 1 done in part or not proved, 2 user error."""
    for stream in (sys.stdout, sys.stderr):
        if hasattr(stream, "reconfigure"):
            stream.reconfigure(encoding="utf-8", errors="backslashreplace")
    try:
        options = _parser().parse_args(arguments)
        command: Callable[[argparse.Namespace], int] = options.run
        code = command(options)
        print(end="", flush=True)  # what cannot be written fails here, not after the last line
        return code
    except HoiDapError as error:
        print(f"hoidap: {error}", file=sys.stderr)
        return USER_ERROR
    except KeyboardInterrupt:
        print("\nhoidap: đã dừng theo yêu cầu.", file=sys.stderr)
        return 130
    except BrokenPipeError:
        # The reader of our output went away (`hoidap ask … | head`): nothing is left to say.
        _drop_output()
        return 0
    except OSError as error:
        print(f"hoidap: {_sentence(error)}", file=sys.stderr)
        if error.filename is None:
            _drop_output()
        return USER_ERROR


def _drop_output() -> None:
    """Send what is still to be written to nowhere: Python would try again when it ends."""
    with contextlib.suppress(OSError, ValueError):  # a notebook's output is no file
        os.dup2(os.open(os.devnull, os.O_WRONLY), sys.stdout.fileno())


_REASONS = {
    errno.EACCES: "không có quyền",
    errno.EPERM: "không có quyền",
    errno.EROFS: "ổ đĩa chỉ cho đọc",
    errno.ENOENT: "không có tệp hay thư mục này",
    errno.ENOTDIR: "có phần đường dẫn không phải thư mục",
    errno.EISDIR: "là thư mục",
    errno.ENAMETOOLONG: "tên quá dài",
    errno.ELOOP: "liên kết dẫn vòng tròn",
    errno.ENOSPC: "hết chỗ trống",
    errno.EMFILE: "mở quá nhiều tệp",
    errno.EIO: "lỗi đọc ghi của ổ đĩa",
}


def _sentence(error: OSError) -> str:
    """Say in Vietnamese which file the system refused, and why."""
    reason = _REASONS.get(error.errno or 0, f"lỗi hệ thống: {error.strerror or error}")
    if error.filename is None:
        return f"Không đọc hay ghi được luồng vào ra ({reason}). Hãy kiểm tra nơi nhận kết quả."
    name = os.fsdecode(error.filename) if isinstance(error.filename, bytes) else error.filename
    return f"Không dùng được {str(name)[:200]} ({reason}). Hãy kiểm tra đường dẫn và quyền."


class _Parser(argparse.ArgumentParser):
    """Says how the command line is used, and what is wrong with it, in Vietnamese."""

    def __init__(self, **options: Any) -> None:  # noqa: ANN401  (argparse's own)
        super().__init__(**options, formatter_class=_Formatter, add_help=False)
        self._positionals.title, self._optionals.title = "tham số", "tùy chọn"
        self.add_argument("-h", "--help", action="help", help="cho xem hướng dẫn này")

    def exit(self, status: int = 0, message: str | None = None) -> NoReturn:
        print(end="", flush=True)  # of --help, see main
        super().exit(status, message)

    def error(self, message: str) -> NoReturn:
        self.print_usage(sys.stderr)
        print(
            f"hoidap: lệnh không hợp lệ ({_translated(message)}). Xem: hoidap --help",
            file=sys.stderr,
        )
        raise SystemExit(USER_ERROR)


class _Formatter(argparse.HelpFormatter):
    def add_usage(
        self,
        usage: str | None,
        actions: Iterable[argparse.Action],
        groups: Iterable[Any],
        prefix: str | None = None,
    ) -> None:
        super().add_usage(usage, actions, groups, "cách dùng: " if prefix is None else prefix)


# What argparse says, in the order it is replaced; anything else stays as it is.
_TRANSLATIONS = (
    (r"^argument (.+?): ", r"\1: "),
    (r"the following arguments are required: ", "còn thiếu "),
    (r"unrecognized arguments: ", "không hiểu "),
    (r"expected one argument$", "cần một giá trị"),
    (r"expected at least one argument$", "cần ít nhất một giá trị"),
    (r"expected (\d+) arguments?$", r"cần \1 giá trị"),
    (r"invalid int value: ", "không phải số nguyên: "),
    (r"invalid choice: (.+) \(choose from (.+)\)$", r"không có \1, chỉ có \2"),
    (r"ambiguous option: (.+) could match (.+)$", r"\1 có thể là \2"),
    (r"ignored explicit argument (.+)$", r"không nhận giá trị \1"),
)


def _translated(message: str) -> str:
    for english, vietnamese in _TRANSLATIONS:
        message = re.sub(english, vietnamese, message, count=1, flags=re.DOTALL)
    return message


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
        added.add_argument(
            "--collection",
            default="",
            metavar="TÊN",
            help="bộ tài liệu mang tên này, có chỉ mục riêng",
        )
        return added

    add_commands(command, lambda options: _config(options).directory)

    ask = command("ask", _ask, "hỏi một câu; không có câu hỏi thì đọc từ đầu vào chuẩn")
    ask.add_argument("question", nargs="?", help="câu hỏi")
    ask.add_argument("--json", action="store_true", help="in câu trả lời dạng JSON")
    ask.add_argument(
        "--after",
        action="append",
        metavar="CÂU_HỎI",
        help="câu hỏi trước đó, để mô hình ngôn ngữ hiểu câu hỏi nối tiếp; dùng được nhiều lần",
    )
    ask.add_argument("--docs", type=Path, metavar="THƯ_MỤC", help="hỏi tài liệu trong thư mục này")

    chat = command("chat", _chat, "mở trang hỏi đáp trong trình duyệt")
    chat.add_argument("--docs", type=Path, metavar="THƯ_MỤC", help="hỏi tài liệu trong thư mục này")
    chat.add_argument("--host", default="127.0.0.1", help="địa chỉ (mặc định: 127.0.0.1)")
    chat.add_argument("--port", type=int, default=7860, help="cổng (mặc định: 7860)")
    chat.add_argument("--open", action="store_true", help="mở trình duyệt")

    calibrate = command("calibrate", _calibrate, "đặt ngưỡng từ chối cho hợp với tài liệu")
    calibrate.add_argument(
        "--docs", type=Path, metavar="THƯ_MỤC", help="thư mục tài liệu (mặc định: đã lập chỉ mục)"
    )

    mcp = command("mcp", _mcp, "phục vụ ask, search, read_document qua MCP (đầu vào, ra chuẩn)")
    mcp.add_argument("--docs", type=Path, metavar="THƯ_MỤC", help="hỏi tài liệu trong thư mục này")

    verify = command("verify", _verify, "kiểm lại trích dẫn của một câu trả lời đã xuất")
    verify.add_argument(
        "export",
        type=Path,
        metavar="TỆP",
        help="tệp do `hoidap ask --json` hoặc trang hỏi đáp xuất (.json, .md, .docx, .pdf)",
    )
    verify.add_argument("--docs", type=Path, metavar="THƯ_MỤC", help="thư mục tài liệu nguồn")

    evaluate = command("eval", _eval, "đo chất lượng tìm kiếm và trả lời")
    evaluate.add_argument("--golden", type=Path, metavar="TỆP", help="bộ câu hỏi mẫu khác")
    evaluate.add_argument(
        "--docs", type=Path, metavar="THƯ_MỤC", help="tài liệu của bộ câu hỏi mẫu ấy"
    )
    evaluate.add_argument(
        "--from-feedback",
        action="store_true",
        help="đo trên các câu hỏi mà người đọc trang hỏi đáp đã bấm Đúng",
    )
    evaluate.add_argument(
        "--data", metavar="TIỀN_TỐ", help="đo tìm kiếm trên TIỀN_TỐ.passages/.questions.jsonl.gz"
    )
    evaluate.add_argument("--as", dest="forms", help="toned, toneless hoặc cả hai (mặc định)")
    evaluate.add_argument(
        "--distractors", default="", metavar="TỆP[:N]", help="thêm đoạn gây nhiễu"
    )
    evaluate.add_argument(
        "--answers", action="store_true", help="với --data: đo cả câu trả lời, không chỉ tìm kiếm"
    )
    evaluate.add_argument(
        "--without-gold",
        action="store_true",
        help="với --answers: hỏi cả khi không có các bài trả lời được, phải từ chối",
    )
    evaluate.add_argument(
        "--pictures", type=Path, metavar="THƯ_MỤC", help="với --answers: vẽ đường cong ra tệp SVG"
    )
    evaluate.add_argument(
        "--reading", type=Path, metavar="TỆP", help="đo đọc hiểu khi đã cho đoạn văn (JSON Lines)"
    )
    evaluate.add_argument(
        "--limit", type=int, metavar="N", help="chỉ N câu hỏi đầu của --reading, --answers"
    )
    evaluate.add_argument("--json", type=Path, metavar="TỆP", help="ghi kết quả ra tệp")
    evaluate.add_argument(
        "--check", action="store_true", help="báo lỗi khi thấp hơn eval/baseline.json"
    )
    evaluate.add_argument("--failures", action="store_true", help="in từng câu trả lời chưa đạt")
    evaluate.add_argument(
        "--chat-model",
        metavar="TÊN",
        help="so câu trả lời do mô hình ngôn ngữ viết (local, ollama:qwen3…) với câu trích",
    )
    return parser


def _config(options: argparse.Namespace) -> Config:
    config = Config(
        docs=getattr(options, "docs", None),
        index_dir=options.index_dir,
        collection=options.collection,
    )
    try:
        _ = config.directory
    except RuntimeError as error:  # of expanduser, for a user that is not there
        named = os.environ.get("HOIDAP_INDEX") or os.environ.get("XDG_CACHE_HOME") or "~/.cache"
        raise IndexUnusableError(
            f"Không tìm ra thư mục chỉ mục {named}: không có thư mục nhà của người dùng ấy. "
            "Hãy ghi đường dẫn đầy đủ vào HOIDAP_INDEX hoặc --index-dir."
        ) from error
    return config


def _ask(options: argparse.Namespace) -> int:
    question = options.question
    if question is None or question == "-":
        if sys.stdin is None:  # closed by who started the program: `hoidap ask <&-`, cron
            raise QuestionError("Không có câu hỏi và không có đầu vào chuẩn để đọc câu hỏi.")
        try:
            question = sys.stdin.buffer.read().decode("utf-8")
        except UnicodeDecodeError as error:
            raise QuestionError(
                f"Câu hỏi từ đầu vào chuẩn không phải UTF-8 (byte {error.start})."
            ) from error
    check(question)
    assistant = Assistant.open(_config(options), progress=progress_bar("Lập chỉ mục"))
    tell_skipped(assistant.skipped)
    answer = assistant.ask(standalone(assistant.writer, question, options.after or ()))
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
    if answer.rephrasings:
        lines += ["Có thể hỏi:", *(f"  - {text}" for text in answer.rephrasings)]
    if answer.newer:
        lines += ["Văn bản mới hơn:", *map(_cited, answer.newer)]
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


def _calibrate(options: argparse.Namespace) -> int:
    from qa.calibrate import calibrate
    from qa.calibration import keep

    config = _config(options)
    assistant = Assistant.open(config, progress=progress_bar("Lập chỉ mục"))
    tell_skipped(assistant.skipped)
    report = calibrate(assistant, progress=progress_bar("Hỏi thử", unit=" câu"))
    print(
        f"Đã hỏi {report.answerable} câu trả lời được và {report.unanswerable} câu không trả lời "
        "được, đều tạo từ tài liệu."
    )
    for when, measured in (("trước", report.before), ("sau", report.after)):
        print(
            f"  {when:6} từ chối đúng (precision) {measured.precision:.2f}, câu phải từ chối đã "
            f"từ chối (recall) {measured.recall:.2f}, từ chối nhầm {measured.false:.2f}"
        )
    if not report.is_better:
        print("Ngưỡng mới không quyết định đúng hơn; giữ nguyên như trước.")
        return 0
    path = keep(report.calibration, config.directory, assistant.index.folder)
    threshold = f"{assistant.calibration.threshold:.2f} → {report.calibration.threshold:.2f}"
    print(f"Trả lời từ độ tin cậy {threshold}; đã ghi vào {path}")
    return 0


def _mcp(options: argparse.Namespace) -> int:
    if sys.stdin is None or sys.stdout is None:
        raise HoiDapError(
            "`hoidap mcp` cần cả đầu vào và đầu ra chuẩn. Hãy để chương trình dùng MCP gọi nó."
        )
    assistant = Assistant.open(_config(options), progress=progress_bar("Lập chỉ mục"))
    tell_skipped(assistant.skipped)
    from qa.mcp import serve

    serve(assistant)
    return 0


def _verify(options: argparse.Namespace) -> int:
    from qa.verify import verify

    export: Path = options.export
    folders = [export.parent, Path.cwd(), SEEDS]
    if options.docs:  # a file may be asked by itself, then its source is its name
        folders = [options.docs.parent if options.docs.is_file() else options.docs]
    findings = verify(export, folders)
    if not findings:
        print("Lời từ chối trả lời, không có trích dẫn nào để kiểm.")
        return 0
    for finding in findings:
        print(f"[{finding.number}] {finding.source}: {finding.verdict}")
    failed = sum(bool(finding.fault) for finding in findings)
    print(f"{len(findings) - failed}/{len(findings)} trích dẫn đúng.")
    return 1 if failed else 0


def _eval(options: argparse.Namespace) -> int:
    # The one import that points up: the command opens the evals, nothing else of qa knows them.
    import importlib

    _config(options)
    report = importlib.import_module("eval.report")
    code: int = report.run(options, progress=progress_bar("Lập chỉ mục"))
    return code


if __name__ == "__main__":
    sys.exit(main())
