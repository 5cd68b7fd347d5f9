"""The chat page in a real Chromium: served by the `hoidap chat` command, as people start it."""

import os
import re
import shutil
import socket
import subprocess
import sys
from collections.abc import Iterator
from contextlib import contextmanager
from itertools import pairwise
from pathlib import Path
from urllib.parse import urlsplit

import pytest
from playwright.sync_api import Browser, Page, expect, sync_playwright

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
def seeds(tmp_path_factory: pytest.TempPathFactory) -> Iterator[str]:
    with served(SEEDS, tmp_path_factory.mktemp("index")) as url:
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
def opened(browser: Browser, url: str, *, width: int = 1280) -> Iterator[tuple[Page, Visit]]:
    visit, complaints = Visit(), []
    context = browser.new_context(viewport={"width": width, "height": 900})
    page = context.new_page()
    page.set_default_timeout(20_000)
    page.on("request", lambda request: visit.append(request.url))
    page.on("pageerror", lambda error: complaints.append(str(error)))
    page.on(
        "console",
        lambda said: complaints.append(said.text) if said.type == "error" else None,
    )
    page.goto(url)
    page.locator("#question textarea").wait_for()
    yield page, visit
    context.close()
    assert not complaints, complaints


def ask(page: Page, question: str) -> None:
    """Type a question, press Enter, and wait for the whole answer."""
    page.locator("#question textarea").fill(question)
    page.keyboard.press("Enter")
    expect(page.locator("#now h2")).to_have_text(question, timeout=20_000)
    page.locator("#now ol").wait_for()


def text_of(page: Page, selector: str) -> str:
    return page.locator(selector).first.evaluate("element => element.textContent")


def test_an_answer_shows_its_quote_inside_its_paragraph_word_for_word(
    browser: Browser, seeds: str
) -> None:
    with opened(browser, seeds) as (page, visit):
        ask(page, WHO)
        assert "Nguyễn Xuân Phúc" in text_of(page, "#now .answer")
        quote = text_of(page, "#now .sources mark.quote")
        paragraph = text_of(page, "#now .sources blockquote")
        file = WHO_FILE.read_bytes().decode()
        assert quote in paragraph
        assert paragraph in file, f"not the file's words: {paragraph!r}"
        assert "Nguyễn Xuân Phúc" in quote
        assert text_of(page, "#now mark.words") in quote
        assert WHO_FILE.name in text_of(page, "#now .place")
        assert re.search(r"đoạn \d+", text_of(page, "#now .place"))
        assert not visit.elsewhere(seeds)


def test_a_marker_leads_to_its_quote_and_the_page_stays(browser: Browser, seeds: str) -> None:
    with opened(browser, seeds) as (page, _):
        ask(page, WHO)
        page.locator("#now a.marker").first.click()
        expect(page.locator("mark.quote:target")).to_be_in_viewport()
        assert "Nguyễn Xuân Phúc" in text_of(page, "#now .answer")


def test_an_answer_appears_bit_by_bit(browser: Browser, seeds: str) -> None:
    with opened(browser, seeds) as (page, _):
        page.evaluate(
            """() => { window.seen = new Set(); new MutationObserver(() => {
                const answer = document.querySelector('#now .answer');
                if (answer) window.seen.add(answer.textContent);
            }).observe(document.body, {subtree: true, childList: true, characterData: true}) }"""
        )
        ask(page, WHO)
        seen: list[str] = page.evaluate("() => [...window.seen]")
        assert len(seen) > 2, seen
        assert all(after.startswith(before.strip()) for before, after in pairwise(seen)), seen


def test_an_unanswerable_question_is_refused_with_reason_and_nearest_paragraphs(
    browser: Browser, seeds: str
) -> None:
    with opened(browser, seeds) as (page, _):
        ask(page, UNANSWERABLE)
        refusal = text_of(page, "#now .refusal")
        assert len(refusal.removeprefix("Không trả lời được: ").split()) > 3, refusal
        assert page.locator("#now .answer").count() == 0
        seeds_text = "".join(file.read_bytes().decode() for file in SEEDS.glob("*.txt"))
        nearest = page.locator("#now .nearest blockquote").all()
        assert nearest
        for paragraph in nearest:
            assert paragraph.evaluate("element => element.textContent") in seeds_text


@pytest.mark.parametrize(
    ("question", "said"),
    [
        pytest.param("", "Câu hỏi trống", id="empty"),
        pytest.param("   ", "Câu hỏi trống", id="spaces"),
        pytest.param("ă" * 50_000, "50000 ký tự", id="50,000 characters"),
        pytest.param("?!…", "không có chữ nào", id="no words"),
    ],
)
def test_a_question_that_cannot_be_asked_gets_one_vietnamese_sentence(
    browser: Browser, seeds: str, question: str, said: str
) -> None:
    with opened(browser, seeds) as (page, _):
        page.locator("#question textarea").fill(question)
        page.get_by_role("button", name="Hỏi", exact=True).click()
        expect(page.locator("#now .error")).to_contain_text(said, timeout=20_000)
        assert "Traceback" not in page.inner_text("body")
        assert page.input_value("#question textarea") == question, "it should stay, to be mended"


def test_a_toneless_question_shows_how_it_was_understood(browser: Browser, seeds: str) -> None:
    with opened(browser, seeds) as (page, _):
        ask(page, "Ai chu tri Hoi nghi truc tuyen toan quoc ve hoi nhap quoc te?")
        expect(page.locator("#now .understood")).to_contain_text("Hiểu là: Ai chủ trì Hội nghị")


def test_an_example_is_asked_with_one_click_and_earlier_questions_stay(
    browser: Browser, seeds: str
) -> None:
    with opened(browser, seeds) as (page, _):
        ask(page, UNANSWERABLE)
        page.get_by_role("button", name=WHO).click()
        expect(page.locator("#now h2")).to_have_text(WHO)
        page.locator("#now .sources").wait_for()
        page.locator("#past summary", has_text=UNANSWERABLE).click()
        assert page.locator("#past .refusal").is_visible()


def test_what_a_document_says_is_text_and_never_runs_or_calls(
    browser: Browser, hostile: str
) -> None:
    with opened(browser, hostile) as (page, visit):
        ask(page, "Ai làm giám đốc Công ty Hoa Sen?")
        assert text_of(page, "#now blockquote") == HOSTILE
        page.get_by_role("button", name="nói về điều gì?").click()
        page.locator("#past details").wait_for(state="attached")
        question = "Giám đốc Hoa Sen <img src=x onerror=window.pwned=7> là ai?"
        ask(page, question)
        made = page.locator("#now, #past").locator("img, script, style, b[onmouseover], iframe")
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


@pytest.mark.parametrize("question", [WHO, UNANSWERABLE])
def test_a_phone_scrolls_only_down(browser: Browser, seeds: str, question: str) -> None:
    with opened(browser, seeds, width=360) as (page, _):
        ask(page, question)
        assert page.evaluate("document.documentElement.scrollWidth") <= 360


def test_a_phone_wraps_a_word_of_300_letters(browser: Browser, hostile: str) -> None:
    with opened(browser, hostile, width=360) as (page, _):
        ask(page, "Ai làm giám đốc Công ty Hoa Sen?")
        assert page.evaluate("document.documentElement.scrollWidth") <= 360


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
