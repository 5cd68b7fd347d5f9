"""A small collection of invented documents, as people keep them, and an assistant that knows it."""

import contextlib
import http.server
import json
import threading
import unicodedata
from collections.abc import Callable, Iterable, Iterator
from pathlib import Path

import pytest

from index.build import build
from index.store import Index
from qa.assistant import Assistant
from qa.chat_model import open_writer
from qa.question import Question, understand

DECISION = """\
ỦY BAN NHÂN DÂN TỈNH PHÚ LÂM

QUYẾT ĐỊNH
Số: 45/2023/QĐ-UBND
Ban hành Quy chế quản lý chợ đêm trên địa bàn thành phố Lâm Giang

Căn cứ Luật Tổ chức chính quyền địa phương ngày 19 tháng 6 năm 2015;

Theo đề nghị của Giám đốc Sở Công Thương tại Tờ trình số 812/TTr-SCT ngày 03 tháng 8 năm 2023.

Điều 1. Phạm vi điều chỉnh
Quy chế này quy định việc tổ chức, quản lý và khai thác chợ đêm ở thành phố Lâm Giang.

Điều 2. Thời gian hoạt động
Chợ đêm Lâm Giang mở cửa từ 18 giờ đến 23 giờ các ngày thứ sáu, thứ bảy và chủ nhật hằng tuần.

Điều 3. Mức thu
Mỗi gian hàng nộp phí vệ sinh 150.000 đồng một tháng cho Ban quản lý chợ đêm (BQLCĐ).

Điều 4. Trách nhiệm của Ban quản lý chợ đêm
Ban quản lý chợ đêm có các nhiệm vụ sau đây:
a) Sắp xếp gian hàng theo sơ đồ đã được phê duyệt;
b) Kiểm tra an toàn thực phẩm ít nhất mỗi tuần một lần;
c) Tổ chức thu gom rác thải trước 24 giờ.

Điều 5. Hiệu lực thi hành
Quyết định này có hiệu lực kể từ ngày 15 tháng 9 năm 2023.
"""

MINUTES = """\
BIÊN BẢN HỌP HỢP TÁC XÃ NÔNG NGHIỆP SƯƠNG MAI

Cuộc họp diễn ra tại hội trường xã Đông Hà. Bà Trịnh Thị Ngọc Lan chủ trì cuộc họp của hợp tác xã \
Sương Mai. Ông Phan Văn Kiên làm thư ký.

Có 38 xã viên dự họp, đạt 95% tổng số xã viên.

Ông Vũ Đình Toàn báo cáo sản lượng chè năm 2023 đạt 412 tấn, tăng 8% so với năm trước.

Cuộc họp thống nhất ba việc cần làm trong quý III như sau:
1. Sửa chữa kho lạnh số 2 trước mùa mưa.
2. Mua thêm hai máy sao chè.
3. Mở lớp tập huấn trồng chè hữu cơ cho xã viên.

Hợp tác xã mua máy sao chè vì các máy cũ thường xuyên hỏng trong vụ thu hoạch.
"""

NEWS = """\
Khánh thành cầu Bến Ngự sau mười bốn tháng thi công

Cầu Bến Ngự bắc qua sông Trà Linh được thông xe ngày 22-12-2022.

Cầu Bến Ngự dài 486 mét, rộng 12 mét và có chín nhịp.

Tổng mức đầu tư của cầu Bến Ngự là 215 tỷ đồng, lấy từ ngân sách tỉnh.

Chủ tịch tỉnh Nguyễn Hữu Thọ cắt băng khánh thành và cảm ơn các hộ dân đã nhường đất.

Kỹ sư trưởng của công trình cầu Bến Ngự là ông Lê Quốc Dũng.
"""

RULES = """\
# Nội quy Thư viện huyện Mường Khê

## Thẻ bạn đọc

Thẻ bạn đọc là giấy tờ do thư viện cấp, dùng để mượn sách và vào phòng đọc.

Lệ phí làm thẻ bạn đọc là 20.000 đồng đối với người lớn.

## Mượn sách

Mỗi bạn đọc được mượn tối đa năm cuốn sách trong thời hạn hai tuần.

Bạn đọc làm mất sách phải đền gấp đôi giá bìa.
"""


def write_collection(folder: Path) -> None:
    """Write the documents as they come from different machines: CRLF, a byte order mark, NFD."""
    folder.mkdir()
    (folder / "quyet-dinh.txt").write_bytes(DECISION.encode())
    (folder / "bien-ban.txt").write_bytes(MINUTES.replace("\n", "\r\n").encode())
    (folder / "tin-tuc.txt").write_bytes(b"\xef\xbb\xbf" + NEWS.encode())
    (folder / "noi-quy.md").write_bytes(unicodedata.normalize("NFD", RULES).encode())


@pytest.fixture(scope="session")
def folder(tmp_path_factory) -> Path:
    """The collection; tests only read it."""
    folder = tmp_path_factory.mktemp("collection") / "docs"
    write_collection(folder)
    return folder


@pytest.fixture(scope="session")
def collection_index_folder(tmp_path_factory, folder, encoder) -> Path:
    into = tmp_path_factory.mktemp("collection_index") / "index"
    build(folder, into=into, encoder=encoder)
    return into


@pytest.fixture(scope="session")
def assistant(collection_index_folder, encoder, restorer) -> Assistant:
    return Assistant(Index.load(collection_index_folder, encoder), encoder, restorer)


@pytest.fixture(scope="session")
def understood(assistant, restorer) -> Callable[[str], Question]:
    """Read a question as one asked of the collection."""
    lexical = assistant.index.lexical
    return lambda typed: understand(typed, restorer=restorer, lexical=lexical)


@pytest.fixture
def assistant_over(tmp_path, encoder, restorer):
    """Open an assistant over documents given as name=text."""

    def assistant_over(**texts: str) -> Assistant:
        docs = tmp_path / "docs"
        docs.mkdir()
        for name, text in texts.items():
            (docs / f"{name}.txt").write_bytes(text.encode())
        report = build(docs, into=tmp_path / "index", encoder=encoder)
        return Assistant(report.index, encoder, restorer)

    return assistant_over


class ScriptedServer:
    """An OpenAI-compatible server on loopback that answers a prompt by a script, or misbehaves.

    `reply` gets what the model was told and gives the pieces of the answer, an HTTP status, or
    bytes to be sent as they are.
    """

    def __init__(self) -> None:
        self.reply: Callable[[str], Iterable[str] | int | bytes] = lambda told: []
        self.told: list[str] = []
        self.released = threading.Event()
        scripted = self

        class Handler(http.server.BaseHTTPRequestHandler):
            def do_POST(self) -> None:
                length = int(self.headers["Content-Length"])
                request = json.loads(self.rfile.read(length))
                told = "\n".join(message["content"] for message in request["messages"])
                scripted.told.append(told)
                with contextlib.suppress(ConnectionError):
                    self.answer(scripted.reply(told))

            def answer(self, reply: Iterable[str] | int | bytes) -> None:
                if isinstance(reply, int):
                    self.send_response(reply)
                    self.send_header("Content-Length", "0")
                    self.end_headers()
                    return
                self.send_response(200)
                self.send_header("Content-Type", "text/event-stream")
                self.end_headers()
                if isinstance(reply, bytes):
                    self.wfile.write(reply)
                    return
                for piece in reply:
                    delta = {"role": "assistant", "content": piece}
                    self.event({"choices": [{"index": 0, "delta": delta, "finish_reason": None}]})
                self.event({"choices": [{"index": 0, "delta": {}, "finish_reason": "stop"}]})
                self.wfile.write(b"data: [DONE]\n\n")

            def event(self, data: dict) -> None:
                head = {"id": "1", "object": "chat.completion.chunk", "created": 0, "model": "m"}
                self.wfile.write(f"data: {json.dumps(head | data)}\n\n".encode())
                self.wfile.flush()

            def log_message(self, *arguments: object) -> None:
                pass

        self.server = http.server.ThreadingHTTPServer(("127.0.0.1", 0), Handler)
        self.server.daemon_threads = True
        threading.Thread(target=self.server.serve_forever, daemon=True).start()
        self.url = f"http://127.0.0.1:{self.server.server_address[1]}/v1"

    def close(self) -> None:
        self.released.set()
        self.server.shutdown()
        self.server.server_close()


@pytest.fixture
def scripted() -> Iterator[ScriptedServer]:
    server = ScriptedServer()
    yield server
    server.close()


@pytest.fixture
def writing(monkeypatch, scripted):
    """Give an assistant the scripted server to write with, as the environment would."""

    def writing(assistant: Assistant, deadline: float = 60, url: str = "") -> Assistant:
        monkeypatch.setenv("HOIDAP_CHAT_URL", url or scripted.url)
        monkeypatch.setenv("HOIDAP_CHAT_MODEL", "scripted")
        monkeypatch.setenv("HOIDAP_CHAT_DEADLINE", str(deadline))
        return Assistant(
            assistant.index, assistant.encoder, assistant.restorer, writer=open_writer()
        )

    return writing
