"""What a reader waits for, in Chromium with a slow processor and a slow line.

`python -m tests.bench.reading [TIMES]`, 5 by default: the starter vocabulary is served as
`make run` serves it, and each page is opened TIMES times with nothing cached. Printed are the
median and the worst of the largest contentful paint, of the layout shift and of the slowest
answer to a key or a click, beside the goals of R-37; requests and bytes over the wire (R-36).
"""

import os
import secrets
import socket
import subprocess
import sys
import tempfile
import time
import urllib.request
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path
from statistics import median

from playwright.sync_api import Browser, CDPSession, Page, sync_playwright

from tests.chromium import FLAGS, chromium

ROOT = Path(__file__).resolve().parents[2]
PAGES = {
    "term": "/glossary/calibration/",
    "question": "/learn/metrology/questions/may-we-calibrate-our-measuring-equipment-in-house",
    "home": "/",
    "A-Z": "/glossary/",
    "results": "/search/?q=measuring+error",
}
# "Slow 4G" and a phone of the middle range, as Lighthouse has them: round trips of 150 ms make
# answers begin 3.75 times as late, and a tenth of 1.6 Mbit/s is lost.
SLOW_LINE = {
    "offline": False,
    "latency": 150 * 3.75,
    "downloadThroughput": 1.6 * 1024 * 1024 * 0.9 / 8,
    "uploadThroughput": 750 * 1024 * 0.9 / 8,
}
SLOWDOWN = 4
OBSERVE = """
    window.seen = {paint: 0, shift: 0, answer: 0};
    const watch = (type, note) => new PerformanceObserver((list) => list.getEntries().forEach(note))
        .observe({type, buffered: true, durationThreshold: 16});
    watch("largest-contentful-paint", (one) => (seen.paint = one.startTime));
    watch("layout-shift", (one) => { if (!one.hadRecentInput) seen.shift += one.value; });
    watch("event", (one) => {
        if (one.interactionId) seen.answer = Math.max(seen.answer, one.duration);
    });
"""


@dataclass
class Visit:
    """One page opened once; times in ms, `received` in bytes over the wire."""

    paint: float
    shift: float
    answer: float
    requests: int
    received: int


@dataclass
class Traffic:
    """What a tab asked for and got."""

    requests: int = 0
    received: int = 0

    def listen(self, session: CDPSession) -> None:
        session.send("Network.enable")
        session.on("Network.requestWillBeSent", lambda event: self.ask())
        session.on("Network.loadingFinished", lambda event: self.get(event))

    def ask(self) -> None:
        self.requests += 1

    def get(self, event: dict) -> None:
        self.received += int(event["encodedDataLength"])


def main(times: int) -> None:
    print("wanted: paint < 1500 ms, shift < 0.02, answer < 100 ms, requests <= 6")
    with served() as address, sync_playwright() as playwright:
        browser = playwright.chromium.launch(executable_path=chromium(), args=[*FLAGS])
        for name, path in PAGES.items():
            report(name, [visit(browser, address + path) for _time in range(times)])
        browser.close()


def report(name: str, visits: list[Visit]) -> None:
    paint, shift, answer = (
        f"{label} {median(values):,.3g} (worst {max(values):,.3g})"
        for label, values in (
            ("paint ms", [one.paint for one in visits]),
            ("shift", [one.shift for one in visits]),
            ("answer ms", [one.answer for one in visits]),
        )
    )
    first = visits[0]
    weight = f"{first.requests} requests, {first.received / 1000:.1f} kB"
    print(f"{name:10} {paint:32} {shift:26} {answer:30} {weight}")


def visit(browser: Browser, address: str) -> Visit:
    """Open a page as a new reader, then use what answers to keys and clicks on it."""
    context = browser.new_context(viewport={"width": 412, "height": 823})
    page = context.new_page()
    session = context.new_cdp_session(page)
    traffic = Traffic()
    traffic.listen(session)
    session.send("Network.emulateNetworkConditions", SLOW_LINE)
    session.send("Emulation.setCPUThrottlingRate", {"rate": SLOWDOWN})
    page.add_init_script(OBSERVE)
    page.goto(address, wait_until="networkidle")
    page.wait_for_function("seen.paint > 0")
    requests, received = traffic.requests, traffic.received
    paint = page.evaluate("seen.paint")
    use(page)
    seen = page.evaluate("seen")
    context.close()
    return Visit(paint, seen["shift"], seen["answer"], requests, received)


def use(page: Page) -> None:
    """Search by keyboard, leave again, open what can be opened, read on."""
    page.keyboard.press("/")
    page.keyboard.type("audit", delay=120)
    page.locator(".suggestion").first.wait_for()
    page.keyboard.press("ArrowDown")
    page.keyboard.press("Escape")
    for summary in page.locator("main summary:visible").all()[:2]:
        summary.click()
    page.mouse.wheel(0, 2000)
    # Two frames later every answer has been painted and counted.
    page.evaluate("new Promise((done) => requestAnimationFrame(() => setTimeout(done, 300)))")


@contextmanager
def served() -> Iterator[str]:
    """Serve a site with the starter vocabulary, collected and compressed, and end it."""
    port = free_port()
    with tempfile.TemporaryDirectory() as folder:
        environment = {
            "PATH": os.environ["PATH"],
            "VAR_DIR": folder,
            "SECRET_KEY": secrets.token_urlsafe(64),
            "ALLOWED_HOSTS": "127.0.0.1",
        }
        facts = {"cwd": ROOT, "env": environment, "stdout": subprocess.DEVNULL}
        for command in (["collectstatic", "--noinput"], ["demo", "--prepare-only"]):
            subprocess.run([sys.executable, "manage.py", *command], check=True, **facts)
        server = subprocess.Popen(
            [sys.executable, "-m", "granian", "--interface", "wsgi", "--host", "127.0.0.1"]
            + ["--port", str(port), "--blocking-threads", "4", "--no-ws"]
            + ["--log-level", "warning", "qmglossary.wsgi:application"],
            **facts,
        )
        try:
            address = f"http://127.0.0.1:{port}"
            wait_for(f"{address}/readyz")
            yield address
        finally:
            server.terminate()
            server.wait()


def free_port() -> int:
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        return probe.getsockname()[1]


def wait_for(address: str) -> None:
    for _attempt in range(100):
        try:
            urllib.request.urlopen(address).close()
        except OSError:
            time.sleep(0.1)
        else:
            return
    raise RuntimeError(f"nothing answers at {address}")


if __name__ == "__main__":
    main(int(sys.argv[1]) if len(sys.argv) > 1 else 5)
