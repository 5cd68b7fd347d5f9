"""Takes a picture of every state of the chat page: `make screenshots`."""

import re
import shutil
import subprocess
import sys
import tempfile
from pathlib import Path

from PIL import Image
from playwright.sync_api import Page, sync_playwright

ROOT = Path(__file__).resolve().parents[2]
INTO = ROOT / "build" / "screenshots"
CHROMIUM = shutil.which("chromium") or "/usr/bin/chromium"
DEADLINE = "Ban chi dao lien nganh phai kien toan xong truoc ngay nao?"
WHO = "Ai chủ trì Hội nghị trực tuyến toàn quốc về hội nhập quốc tế?"
BEST = {"answer": "screenshot.png", "phone-dark": "screenshot-phone.png"}
MOST = 150_000  # bytes of a picture in docs/


def ask(page: Page, question: str, turn: int) -> None:
    """Ask and wait until the answer, and what is suggested after it, is there."""
    page.locator("#question textarea").fill(question)
    page.locator("#question textarea").press("Enter")
    page.locator(f"#turn-{turn} .tools").wait_for()
    page.wait_for_timeout(2500)


def take(page: Page) -> None:
    """Go through the states, taking a picture of each."""

    def picture(name: str) -> None:
        page.wait_for_timeout(300)
        page.screenshot(path=INTO / f"{name}.png")

    picture("welcome")
    ask(page, DEADLINE, 0)
    page.evaluate("scrollTo(0, 0)")
    picture("answer")
    ask(page, WHO, 1)
    ask(page, "còn ngày nào?", 2)
    picture("follow-up")
    page.locator("#turn-2 a.marker").first.click()
    picture("source")
    ask(page, "Công thức nấu phở bò như thế nào?", 3)
    picture("refusal")
    page.locator("[data-view=documents]").click()
    picture("documents")
    page.locator("#documents .actions button").last.click()
    page.locator(".lines").wait_for()
    picture("dropped-lines")
    page.locator("[data-view=history]").click()
    picture("history")
    page.locator("#language").click()
    page.locator("[data-view=ask]").click()
    page.evaluate("scrollTo(0, 0)")
    picture("english")
    page.locator("#language").click()
    page.emulate_media(media="print")
    picture("print")
    page.emulate_media(media="screen")
    page.locator("#dark").click()
    picture("dark")
    page.set_viewport_size({"width": 360, "height": 740})
    page.evaluate("scrollTo(0, document.querySelector('#turn-1').offsetTop)")
    picture("phone-dark")


def shrunk(path: Path, into: Path) -> None:
    """Save a picture with as many colours as fit the size allowed."""
    for colours in (256, 128, 64, 32):
        Image.open(path).convert("RGB").quantize(colours).save(into, optimize=True)
        if into.stat().st_size <= MOST:
            return


def main() -> None:
    """Serve the sample documents, take the pictures, and put the best two into docs/."""
    INTO.mkdir(parents=True, exist_ok=True)
    command = [sys.executable, "-m", "qa", "chat", "--port", "0", "--docs", str(ROOT / "seeds")]
    with (
        tempfile.TemporaryDirectory() as index,
        subprocess.Popen(
            [*command, "--index-dir", index], stderr=subprocess.PIPE, text=True, encoding="utf-8"
        ) as server,
    ):
        assert server.stderr is not None
        address = next(found[0] for line in server.stderr if (found := re.search(r"http\S+", line)))
        try:
            with sync_playwright() as playwright:
                browser = playwright.chromium.launch(
                    executable_path=CHROMIUM, args=["--no-sandbox"]
                )
                page = browser.new_page(viewport={"width": 1200, "height": 760})
                page.set_default_timeout(120_000)
                page.goto(address)
                page.locator("body[data-ready]").wait_for()
                take(page)
                browser.close()
        finally:
            server.terminate()
    for name, kept in BEST.items():
        shrunk(INTO / f"{name}.png", ROOT / "docs" / kept)


if __name__ == "__main__":
    main()
