"""The chat page in a real Chromium: served by the `hoidap chat` command, as people start it."""

import asyncio
import os
import re
import shutil
import socket
import subprocess
import sys
import zipfile
from collections.abc import Iterator
from concurrent.futures import ThreadPoolExecutor
from contextlib import contextmanager
from pathlib import Path
from urllib.parse import urlsplit

import docx
import gradio_client
import pytest
from mcp import ClientSession
from mcp.client.streamable_http import streamable_http_client
from playwright.sync_api import Browser, Locator, Page, expect, sync_playwright

from qa.__main__ import main
from qa.assistant import SEEDS

CHROMIUM = shutil.which("chromium") or "/usr/bin/chromium"
QUIET = (
    "--no-sandbox",
    "--disable-background-networking",
    "--disable-component-update",
    "--disable-sync",
    "--no-first-run",
)
AXE_FOLDER = Path(__file__).resolve().parents[2] / ".axe_cache"
AXE = AXE_FOLDER / "node_modules" / "axe-core" / "axe.min.js"
# Two cores that also index and draw may keep a page waiting for long.
expect.set_options(timeout=60_000)

WHO = "Ai chủ trì Hội nghị trực tuyến toàn quốc về hội nhập quốc tế?"
WHO_FILE = SEEDS / "002_4c8f4751c704f2bd.txt"
UNANSWERABLE = "Công thức nấu phở bò như thế nào?"
LONG_WORD = "x" * 300
TRICKS = (
    "<script>window.pwned=1</script> ![x](http://127.0.0.1:9/leak.png) "
    "<img src=http://127.0.0.1:9/x onerror=window.pwned=2> </blockquote></mark> "
    "${window.pwned=3} {{this.pwned}} &lt;b&gt;"
)
HOSTILE = (
    f"Trời hôm ấy mưa {TRICKS} rất to. Ông Trần Văn Bình làm giám đốc Công ty Hoa Sen {TRICKS} "
    f"từ lâu. Buổi chiều thì nắng {TRICKS} {LONG_WORD}."
)

pytestmark = pytest.mark.skipif(
    not Path(CHROMIUM).exists() and not os.environ.get("CI"),
    reason="Chromium is not installed: apt-get install chromium (in CI this is an error)",
)


@contextmanager
def served(docs: Path, index: Path, *options: str) -> Iterator[str]:
    """Run `hoidap chat` over a folder; give the page's address."""
    command = [sys.executable, "-m", "qa", "chat", "--docs", str(docs), "--index-dir", str(index)]
    with subprocess.Popen(
        [*command, "--port", "0", *options], stderr=subprocess.PIPE, text=True, encoding="utf-8"
    ) as server:
        assert server.stderr is not None
        try:
            said = ""
            for line in server.stderr:
                said += line
                if address := re.search(r"http://\S+", line):
                    break
            else:
                pytest.fail(f"hoidap chat did not start: {said}")
            yield address[0]
        finally:
            server.terminate()


@pytest.fixture(scope="module")
def seeds_index(tmp_path_factory: pytest.TempPathFactory) -> Path:
    return tmp_path_factory.mktemp("index")


@pytest.fixture(scope="module")
def seeds(seeds_index: Path) -> Iterator[str]:
    with served(SEEDS, seeds_index) as url:
        yield url


@pytest.fixture(scope="module")
def hostile(tmp_path_factory: pytest.TempPathFactory) -> Iterator[str]:
    docs = tmp_path_factory.mktemp("hostile")
    name = "<img src=x onerror=window.pwned=4>.txt"
    title = "Về <b onmouseover=window.pwned=5>giám đốc</b> <img src=x onerror=window.pwned=6>"
    (docs / name).write_text(f"{title}\n\n{HOSTILE}\n", encoding="utf-8")
    with served(docs, tmp_path_factory.mktemp("index")) as url:
        yield url


@pytest.fixture(scope="module")
def docs_and_index(tmp_path_factory: pytest.TempPathFactory) -> list[str]:
    docs, index = tmp_path_factory.mktemp("docs"), tmp_path_factory.mktemp("index")
    (docs / "a.txt").write_text("Công ty Hoa Sen ở Huế.\n", encoding="utf-8")
    return ["--docs", str(docs), "--index-dir", str(index)]


# Not of the session: while Playwright's loop runs, no other test could use asyncio.
@pytest.fixture(scope="module")
def browser() -> Iterator[Browser]:
    with sync_playwright() as playwright:
        browser = playwright.chromium.launch(executable_path=CHROMIUM, args=QUIET)
        yield browser
        browser.close()


class Visit(list[str]):
    """The addresses a page asked for."""

    def elsewhere(self, url: str) -> list[str]:
        return [
            asked
            for asked in self
            if urlsplit(asked).scheme not in ("data", "blob")
            and urlsplit(asked).netloc != urlsplit(url).netloc
        ]


@contextmanager
def opened(
    browser: Browser, url: str, *, width: int = 1280, **context: str
) -> Iterator[tuple[Page, Visit]]:
    """Open the page as somebody new; at the end nothing may have gone wrong in it."""
    visit, complaints = Visit(), []
    visitor = browser.new_context(viewport={"width": width, "height": 900}, **context)
    page = visitor.new_page()
    page.set_default_timeout(60_000)
    page.on("request", lambda request: visit.append(request.url))
    page.on("pageerror", lambda error: complaints.append(str(error)))
    page.on(
        "console",
        lambda said: complaints.append(said.text) if said.type == "error" else None,
    )
    page.goto(url)
    page.locator("body[data-ready]").wait_for()
    yield page, visit
    visitor.close()
    # A refused question is a refused request, and the browser says so.
    assert not [one for one in complaints if "the server responded with" not in one], complaints


def ask(page: Page, question: str) -> Locator:
    """Type a question, press Enter, and wait for the whole answer; give its turn."""
    turns = page.locator(".turn:has(.tools)").count()
    page.locator("#question textarea").fill(question)
    page.locator("#question textarea").press("Enter")
    expect(page.locator(".turn:has(.tools)")).to_have_count(turns + 1)
    return page.locator(".turn").last


def text_of(place: Locator) -> str:
    return place.first.evaluate("element => element.textContent")


def test_an_answer_shows_its_quote_inside_its_paragraph_word_for_word(
    browser: Browser, seeds: str
) -> None:
    with opened(browser, seeds) as (page, visit):
        turn = ask(page, WHO)
        assert "Nguyễn Xuân Phúc" in text_of(turn.locator(".answer"))
        quote = text_of(turn.locator(".sources blockquote > mark"))
        paragraph = text_of(turn.locator(".sources blockquote"))
        file = WHO_FILE.read_bytes().decode()
        assert quote in paragraph
        assert paragraph in file, f"not the file's words: {paragraph!r}"
        assert "Nguyễn Xuân Phúc" in text_of(turn.locator("mark.words"))
        assert WHO_FILE.name in text_of(turn.locator(".place"))
        assert re.search(r"đoạn \d+", text_of(turn.locator(".place")))
        assert "đã kiểm chứng" in text_of(turn.locator(".verified"))
        assert not visit.elsewhere(seeds)


def test_a_marker_leads_to_its_quote_and_shows_it_when_pointed_at(
    browser: Browser, seeds: str
) -> None:
    with opened(browser, seeds) as (page, _):
        turn = ask(page, WHO)
        quote = text_of(turn.locator("blockquote > mark"))
        turn.locator("a.marker").first.hover()
        assert text_of(page.locator("#tip")) == quote
        turn.locator("a.marker").first.click()
        expect(turn.locator(".sources li.lit")).to_be_focused()
        expect(turn.locator(".lit blockquote > mark")).to_be_in_viewport()


def test_the_whole_document_opens_at_the_quote(browser: Browser, seeds: str) -> None:
    with opened(browser, seeds) as (page, _):
        turn = ask(page, WHO)
        with page.expect_popup() as popup:
            turn.get_by_role("link", name="Mở văn bản").click()
        document = popup.value
        document.wait_for_load_state()
        assert text_of(document.locator("pre")) == WHO_FILE.read_bytes().decode()
        assert text_of(document.locator("#trich")) == text_of(turn.locator("blockquote > mark"))
        expect(document.locator("#trich")).to_be_in_viewport()


def test_an_answer_appears_bit_by_bit(browser: Browser, seeds: str) -> None:
    with opened(browser, seeds) as (page, _):
        page.evaluate(
            """() => { window.seen = []; new MutationObserver(() => {
                const wanted = '.turn .state, .turn .answer:not([aria-hidden])';
                const said = document.querySelector(wanted)?.textContent;
                if (said && window.seen.at(-1) !== said) window.seen.push(said);
            }).observe(document.body, {subtree: true, childList: true, characterData: true}) }"""
        )
        turn = ask(page, WHO)
        seen: list[str] = page.evaluate("window.seen")
        assert seen[0] == "Đang tìm trong tài liệu…"
        assert any(re.fullmatch(r"Đang đọc \d+ đoạn…", one) for one in seen), seen
        assert seen[-1] == text_of(turn.locator(".answer"))


def test_an_unanswerable_question_is_refused_with_reason_and_nearest_paragraphs(
    browser: Browser, seeds: str
) -> None:
    with opened(browser, seeds) as (page, _):
        turn = ask(page, UNANSWERABLE)
        refusal = text_of(turn.locator(".refusal"))
        assert len(refusal.removeprefix("Không trả lời được. ").split()) > 3, refusal
        assert turn.locator(".answer").count() == 0
        seeds_text = "".join(file.read_bytes().decode() for file in SEEDS.glob("*.txt"))
        nearest = turn.locator(".nearest blockquote").all()
        assert nearest
        for paragraph in nearest:
            assert paragraph.evaluate("element => element.textContent") in seeds_text
        page.locator("#language").click()
        expect(page.locator(".refusal")).to_contain_text("No answer.")
        assert "Hãy" not in text_of(page.locator(".refusal"))


@pytest.mark.parametrize(
    ("question", "said"),
    [
        pytest.param("   ", "Câu hỏi trống", id="spaces"),
        pytest.param("ă" * 50_000, "50000 ký tự", id="50,000 characters"),
        pytest.param("?!…", "không có chữ nào", id="no words"),
    ],
)
def test_a_question_that_cannot_be_asked_gets_one_vietnamese_sentence_and_stays(
    browser: Browser, seeds: str, question: str, said: str
) -> None:
    with opened(browser, seeds) as (page, _):
        page.locator("#question textarea").fill(question)
        page.get_by_role("button", name="Hỏi", exact=True).last.click()
        expect(page.locator(".turn .error")).to_contain_text(said)
        assert "Traceback" not in page.inner_text("body")
        expect(page.locator("#question textarea")).to_have_value(question)


def test_how_a_question_was_read_can_be_switched_off(browser: Browser, seeds: str) -> None:
    with opened(browser, seeds) as (page, _):
        turn = ask(page, "Ai chu tri Hoi nghi truc tuyen toan quoc ve hoi nhap quoc te?")
        expect(turn.locator(".read-as")).to_contain_text("Hiểu là: Ai chủ trì Hội nghị")
        turn.locator(".chip[aria-pressed=true]").click()
        expect(page.locator(".turn:has(.tools)")).to_have_count(2)
        assert page.locator(".turn").last.locator(".read-as").count() == 0


def test_a_follow_up_is_shown_as_the_whole_question_and_can_be_asked_alone(
    browser: Browser, seeds: str
) -> None:
    with opened(browser, seeds) as (page, _):
        ask(page, WHO)
        turn = ask(page, "còn ngày nào?")
        expect(turn.locator(".follow-up strong")).to_have_text(
            "Hội nghị trực tuyến toàn quốc về hội nhập quốc tế ngày nào?"
        )
        assert "23-4" in text_of(turn.locator("mark.words"))
        turn.get_by_role("button", name="Hỏi đúng như đã gõ").click()
        expect(page.locator(".turn:has(.tools)")).to_have_count(3)
        assert page.locator(".turn").last.locator(".follow-up").count() == 0


def test_a_file_is_brought_asked_and_removed_and_nobody_else_sees_it(
    browser: Browser, seeds: str, tmp_path: Path
) -> None:
    good, bad = tmp_path / "trạm y tế.docx", tmp_path / "hỏng.txt"
    written = docx.Document()
    for said in ("Trạm y tế xã Hòa Lộc", "Bác sĩ Đỗ Thị Hạnh làm trạm trưởng từ năm 2019."):
        written.add_paragraph(said)
    written.save(str(good))
    bad.write_bytes(b" ")
    with opened(browser, seeds) as (page, _), opened(browser, seeds) as (other, _):
        page.get_by_role("button", name="Tài liệu", exact=True).click()
        page.locator("#files").set_input_files([good, bad])
        expect(page.locator("#uploads .done")).to_contain_text("đã thêm")
        expect(page.locator("#uploads .failed")).to_contain_text("trống")
        expect(page.locator("#documents li").first).to_contain_text("của bạn")
        turn = ask_from_documents(page, "Ai làm trạm trưởng trạm y tế xã Hòa Lộc?")
        assert "Đỗ Thị Hạnh" in text_of(turn.locator(".answer"))
        assert good.name in text_of(turn.locator(".place"))
        other.get_by_role("button", name="Tài liệu", exact=True).click()
        expect(other.locator("#documents li")).to_have_count(6)
        page.get_by_role("button", name="Tài liệu", exact=True).click()
        page.once("dialog", lambda dialog: dialog.accept())
        page.get_by_role("button", name=f"Xóa {good.name}").click()
        expect(page.locator("#documents li")).to_have_count(6)


def test_an_archive_is_removed_whole_and_the_question_says_so(
    browser: Browser, seeds: str, tmp_path: Path
) -> None:
    file, asked = tmp_path / "hai-tram.zip", []
    with zipfile.ZipFile(file, "w") as archive:
        archive.writestr("a.txt", "Trạm y tế xã Hòa Lộc có 9 giường bệnh.\n")
        archive.writestr("b.txt", "Trạm y tế xã Hòa Bình có 5 giường bệnh.\n")
    with opened(browser, seeds) as (page, _):
        page.get_by_role("button", name="Tài liệu", exact=True).click()
        page.locator("#files").set_input_files(file)
        expect(page.locator("#uploads .done")).to_contain_text("đã thêm, 2 đoạn")
        expect(page.locator("#documents li")).to_have_count(8)
        page.once("dialog", lambda dialog: (asked.append(dialog.message), dialog.accept()))
        page.get_by_role("button", name="Xóa hai-tram.zip!/b.txt").click()
        expect(page.locator("#documents li")).to_have_count(6)
    assert asked == ["Xóa tệp hai-tram.zip?"]


def test_an_answer_that_breaks_off_is_said_in_vietnamese(browser: Browser, seeds: str) -> None:
    broken = """() => (window.fetch = async () => new Response(
        new ReadableStream({ pull: (stream) => stream.error(new TypeError("network error")) })))"""
    with opened(browser, seeds) as (page, _):
        page.evaluate(broken)
        page.locator("#question textarea").fill(WHO)
        page.locator("#question textarea").press("Enter")
        expect(page.locator(".turn .error")).to_contain_text("Không liên lạc được với máy chủ")


def ask_from_documents(page: Page, question: str) -> Locator:
    page.get_by_role("button", name="Hỏi", exact=True).first.click()
    return ask(page, question)


def test_only_chosen_documents_are_asked(browser: Browser, seeds: str) -> None:
    with opened(browser, seeds) as (page, _):
        page.get_by_role("button", name="Tài liệu", exact=True).click()
        page.get_by_role("button", name="Bỏ chọn tất cả").click()
        page.get_by_label("Diễn đàn Đối thoại phát triển địa phương năm 2021").check()
        expect(page.locator("#chosen")).to_have_text("Đang hỏi 1 trên 6 văn bản")
        turn = ask_from_documents(page, WHO)
        places = turn.locator(".place").all_text_contents()
        assert places
        assert all("003_04326397ba80ffa3.txt" in place for place in places)


def test_dropped_lines_are_shown_with_the_reason(browser: Browser, seeds: str) -> None:
    with opened(browser, seeds) as (page, _):
        page.get_by_role("button", name="Tài liệu", exact=True).click()
        page.get_by_role("button", name="Vì sao bỏ dòng này? 004_f3a2eb2b02236d08.txt").click()
        dropped = page.locator(".lines .dropped")
        expect(dropped.first).to_be_visible()
        assert text_of(dropped.first.locator("em"))


def test_the_history_survives_a_reload_and_can_be_searched_renamed_and_deleted(
    browser: Browser, seeds: str
) -> None:
    with opened(browser, seeds) as (page, _):
        ask(page, WHO)
        answer = text_of(page.locator(".answer"))
        page.reload()
        page.locator("body[data-ready]").wait_for()
        assert text_of(page.locator(".turn .answer")) == answer
        page.get_by_role("button", name="Cuộc hỏi mới").click()
        ask(page, UNANSWERABLE)
        page.get_by_role("button", name="Lịch sử").click()
        expect(page.locator("#conversations li")).to_have_count(2)
        page.locator("#history-search").fill("nguyen xuan phuc")
        expect(page.locator("#conversations li")).to_have_count(1)
        page.once("dialog", lambda dialog: dialog.accept("Hội nghị tháng tư"))
        page.get_by_role("button", name=f"Đổi tên {WHO[:80]}").click()
        expect(page.locator("#conversations .name")).to_have_text("Hội nghị tháng tư")
        page.locator("#conversations .name").click()
        expect(page.locator(".turn h2")).to_have_text(WHO)
        page.get_by_role("button", name="Lịch sử").click()
        page.once("dialog", lambda dialog: dialog.accept())
        page.get_by_role("button", name="Xóa Hội nghị tháng tư").click()
        page.locator("#history-search").fill("")
        expect(page.locator("#conversations li")).to_have_count(1)


@pytest.mark.parametrize("kind", ["md", "docx", "pdf"])
def test_what_is_written_out_is_proved_by_the_files(
    browser: Browser, seeds: str, tmp_path: Path, kind: str
) -> None:
    with opened(browser, seeds) as (page, _):
        turn = ask(page, WHO)
        with page.expect_download() as download:
            turn.locator(f"[data-format={kind}]").click()
        export = tmp_path / download.value.suggested_filename
        download.value.save_as(export)
    assert export.suffix == f".{kind}"
    assert main(["verify", str(export), "--docs", str(SEEDS)]) == 0


def test_feedback_is_kept_where_the_index_is(
    browser: Browser, seeds: str, seeds_index: Path
) -> None:
    with opened(browser, seeds) as (page, _):
        turn = ask(page, WHO)
        turn.get_by_role("button", name="Đúng").click()
        turn.locator(".comment input").fill("rõ ràng")
        turn.get_by_role("button", name="Gửi").click()
        expect(page.locator("#said")).to_contain_text("Cảm ơn")
    (file,) = seeds_index.rglob("feedback.jsonl")
    assert "rõ ràng" in file.read_text("utf-8")


def test_the_keyboard_alone_is_enough(browser: Browser, seeds: str) -> None:
    with opened(browser, seeds) as (page, _):
        expect(page.locator("#question textarea")).to_be_focused()
        page.keyboard.type(WHO)
        page.keyboard.press("Enter")
        page.locator(".tools").wait_for()
        for _ in range(40):
            page.keyboard.press("Shift+Tab")
            if page.evaluate("document.activeElement.matches('a.marker')"):
                break
        expect(page.locator("#tip")).to_be_visible()
        page.keyboard.press("Enter")
        expect(page.locator(".sources li.lit")).to_be_focused()
        page.keyboard.press("Tab")
        assert page.evaluate("document.activeElement.tagName") == "BLOCKQUOTE"


def test_dark_is_chosen_by_the_system_or_by_hand_and_remembered(
    browser: Browser, seeds: str
) -> None:
    with opened(browser, seeds, color_scheme="dark") as (page, _):
        assert page.evaluate("document.body.classList.contains('dark')")
        page.locator("#dark").click()
        page.reload()
        page.locator("body[data-ready]").wait_for()
        assert not page.evaluate("document.body.classList.contains('dark')")


@pytest.mark.parametrize("question", [WHO, UNANSWERABLE])
def test_a_phone_scrolls_only_down(browser: Browser, seeds: str, question: str) -> None:
    with opened(browser, seeds, width=360) as (page, _):
        turn = ask(page, question)
        assert page.evaluate("document.documentElement.scrollWidth") <= 360
        said, sources = turn.locator(".said").bounding_box(), turn.locator("aside").bounding_box()
        assert said is not None
        assert sources is not None
        assert sources["y"] >= said["y"] + said["height"], "sources stand below on a phone"
        for view in ("Tài liệu", "Lịch sử"):
            page.get_by_role("button", name=view, exact=True).click()
            assert page.evaluate("document.documentElement.scrollWidth") <= 360


def test_what_a_document_says_is_text_and_never_runs_or_calls(
    browser: Browser, hostile: str
) -> None:
    with opened(browser, hostile, width=360) as (page, visit):
        turn = ask(page, "Ai làm giám đốc Công ty Hoa Sen?")
        assert text_of(turn.locator("blockquote")) == HOSTILE
        assert page.evaluate("document.documentElement.scrollWidth") <= 360
        ask(page, "Giám đốc Hoa Sen <img src=x onerror=window.pwned=7> là ai?")
        page.get_by_role("button", name="Tài liệu", exact=True).click()
        page.get_by_role("button", name="Vì sao bỏ dòng này?").click()
        page.locator("#lines h2").wait_for()
        made = page.locator("#frame").locator("img, script, style, b[onmouseover], iframe")
        assert made.count() == 0
        assert page.evaluate("window.pwned") is None
        assert not visit.elsewhere(hostile)


def test_the_browser_is_told_to_call_nobody_else(browser: Browser, seeds: str) -> None:
    with browser.new_context() as context:
        page = context.new_page()
        page.goto(seeds)
        page.locator("#question textarea").wait_for()
        called = page.evaluate("fetch('http://127.0.0.1:9/').then(() => '', String)")
        refused = page.evaluate(
            """() => new Promise(done => {
                document.addEventListener('securitypolicyviolation', e => done(e.blockedURI));
                setTimeout(() => done('nothing'), 5000);
                document.body.append(Object.assign(new Image(), {src: 'http://127.0.0.1:9/a.png'}))
            })"""
        )
    assert "Failed to fetch" in called
    assert refused == "http://127.0.0.1:9/a.png"


@pytest.mark.skipif(not AXE.exists(), reason=f"npm install --prefix {AXE_FOLDER} axe-core")
@pytest.mark.parametrize("scheme", ["light", "dark"])
def test_axe_finds_no_serious_fault(browser: Browser, seeds: str, scheme: str) -> None:
    with opened(browser, seeds, color_scheme=scheme) as (page, _):
        page.add_script_tag(content=AXE.read_text("utf-8"))
        found = {"welcome": faults(page)}
        ask(page, "Ai chu tri Hoi nghi truc tuyen toan quoc ve hoi nhap quoc te?")
        ask(page, UNANSWERABLE)
        found["answers"] = faults(page)
        for view in ("Tài liệu", "Lịch sử"):
            page.get_by_role("button", name=view, exact=True).click()
            found[view] = faults(page)
        assert not any(found.values()), found


def faults(page: Page) -> list[str]:
    run = """async () => (await axe.run()).violations
        .filter(one => ['serious', 'critical'].includes(one.impact))
        .map(one => one.id + ': ' + one.nodes.map(node => node.html.slice(0, 200)).join(' | '))"""
    found: list[str] = page.evaluate(run)
    return found


def test_programs_call_the_same_page(seeds: str) -> None:
    client = gradio_client.Client(seeds, verbose=False)
    answer = client.predict(WHO, "", api_name="/ask")
    assert "Nguyễn Xuân Phúc" in answer["text"]
    hits = client.predict(WHO, 2, api_name="/search")["hits"]
    text = client.predict(hits[0]["document_id"], 0, 20_000, api_name="/read_document")["text"]
    assert text[hits[0]["start"] : hits[0]["end"]] == hits[0]["text"]


def test_the_page_is_an_mcp_server_too(seeds: str) -> None:
    async def talk() -> tuple[set[str], str]:
        async with (
            streamable_http_client(f"{seeds}/gradio_api/mcp/") as (read, write, _),
            ClientSession(read, write) as session,
        ):
            await session.initialize()
            tools = {tool.name for tool in (await session.list_tools()).tools}
            reply = await session.call_tool("ask", {"question": WHO, "previous_question": ""})
            return tools, str(reply.content)

    with ThreadPoolExecutor() as elsewhere:  # Playwright's loop runs in this thread
        tools, said = elsewhere.submit(lambda: asyncio.run(talk())).result()
    assert tools == {"ask", "search", "read_document"}
    assert "Nguyễn Xuân Phúc" in said


def test_others_may_reach_it_only_with_a_token(
    docs_and_index: list[str], capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.delenv("HOIDAP_TOKEN", raising=False)
    assert main(["chat", *docs_and_index, "--host", "0.0.0.0"]) == 2
    assert "HOIDAP_TOKEN" in capsys.readouterr().err


def test_a_browser_comes_in_with_the_password_and_asks(
    browser: Browser, seeds_index: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("HOIDAP_TOKEN", "mật khẩu của xã")
    with served(SEEDS, seeds_index, "--host", "0.0.0.0") as url:
        page = browser.new_context().new_page()
        page.set_default_timeout(60_000)
        page.goto(url)
        page.get_by_label("Mật khẩu của trang").fill("mật khẩu của huyện")
        page.get_by_role("button", name="Vào").click()
        expect(page.get_by_role("alert")).to_have_text("Mật khẩu không đúng.")
        page.get_by_label("Mật khẩu của trang").fill("mật khẩu của xã")
        page.get_by_role("button", name="Vào").click()
        page.locator("body[data-ready]").wait_for()
        assert "Nguyễn Xuân Phúc" in text_of(ask(page, WHO).locator(".answer"))
        page.context.close()


@pytest.mark.parametrize(
    ("options", "said"),
    [
        pytest.param(["--port", "{taken}"], "đang có chương trình khác dùng", id="port in use"),
        pytest.param(["--port", "99999"], "Không mở được trang", id="no such port"),
        pytest.param(["--host", "không phải máy"], "Không mở được trang", id="no such host"),
    ],
)
def test_an_address_that_cannot_be_used_is_said_in_one_sentence(
    docs_and_index: list[str], capsys: pytest.CaptureFixture[str], options: list[str], said: str
) -> None:
    with socket.create_server(("127.0.0.1", 0)) as taken:
        given = [option.format(taken=taken.getsockname()[1]) for option in options]
        assert main(["chat", *docs_and_index, *given]) == 2
    *_, sentence = capsys.readouterr().err.splitlines()
    assert sentence.startswith("hoidap: ")
    assert said in sentence
