"""A real Chromium for tests: ask for `page`, a tab of its own on the live server.

`page.problems` collects what the browser complained about: errors in scripts and everything
that the Content-Security-Policy blocked. Read it before running axe, which adds its own.
"""

import shutil
import threading
from collections.abc import Iterator
from pathlib import Path

import pytest
from playwright.sync_api import Browser, ConsoleMessage, Page, sync_playwright

# The shell has no windows to draw: the same pages in two thirds of the time.
NAMES = (
    "chromium-headless-shell",
    "/usr/bin/chromium",
    "chromium",
    "chromium-browser",
    "google-chrome",
)
# Without a sandbox, because root cannot have one; the others keep it from calling out.
FLAGS = (
    "--no-sandbox",
    "--disable-gpu",
    "--disable-quic",
    "--no-first-run",
    "--disable-background-networking",
    "--disable-component-update",
    "--disable-sync",
)
PATIENCE_MS = 15_000


def chromium() -> Path | None:
    """Return the installed Chromium; playwright's own is never downloaded."""
    return next((Path(found) for name in NAMES if (found := shutil.which(name))), None)


@pytest.fixture(scope="session")
def browser() -> Iterator[Browser]:
    executable = chromium()
    if executable is None:
        pytest.skip("Chromium not found")
    with sync_playwright() as playwright:
        started = playwright.chromium.launch(
            executable_path=executable, args=[*FLAGS], headless=True
        )
        yield started
        started.close()


@pytest.fixture
def page(browser: Browser, live_server) -> Iterator[Page]:
    context = browser.new_context(base_url=live_server.url)
    context.set_default_timeout(PATIENCE_MS)
    tab = context.new_page()
    collect_problems(tab)
    yield tab
    # A page that closes sends what was typed, and the database is about to be emptied.
    context.set_offline(True)
    context.close()
    await_server()


def await_server() -> None:
    """Wait for what the server still does: pages ask by themselves, and are closed meanwhile."""
    for thread in threading.enumerate():
        if "process_request_thread" in thread.name:
            thread.join(timeout=PATIENCE_MS / 1000)


def collect_problems(tab: Page) -> None:
    """Give the tab its list `problems`; Chromium reports blocked content as console errors."""
    tab.problems = []  # type: ignore[attr-defined]

    def note(message: ConsoleMessage) -> None:
        if message.type == "error":
            tab.problems.append(message.text)  # type: ignore[attr-defined]

    tab.on("console", note)
    tab.on("pageerror", lambda error: tab.problems.append(str(error)))  # type: ignore[attr-defined]
