"""Pictures of every page type, to be looked at: `make screenshots`, or some by name.

`python -m tests.screenshots [NAME …]` loads the starter vocabulary into a database of its own,
lays work onto the editors' desks, serves both sides, and writes
`var/screenshots/<page>-<light or dark>-<width>.png`.
"""

import os
import sys
import tempfile
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

FOLDER = tempfile.TemporaryDirectory()
os.environ["DATABASE_URL"] = f"sqlite:///{FOLDER.name}/screenshots.sqlite3"
os.environ["DJANGO_SETTINGS_MODULE"] = "tests.settings"

import django  # noqa: E402

django.setup()

from django.conf import settings  # noqa: E402
from django.contrib.auth.models import User  # noqa: E402
from django.contrib.staticfiles.handlers import StaticFilesHandler  # noqa: E402
from django.core.management import call_command  # noqa: E402
from django.test.testcases import LiveServerThread  # noqa: E402
from playwright.sync_api import Browser, sync_playwright  # noqa: E402

from tests.admin.desk import client_of  # noqa: E402
from tests.chromium import FLAGS, chromium  # noqa: E402
from tests.desk_work import desk_pages  # noqa: E402

PAGES = {
    "home": "/",
    "term": "/glossary/calibration/",
    "question": "/learn/metrology/questions/may-we-calibrate-our-measuring-equipment-in-house",
    "index": "/glossary/",
    "subjects": "/subjects/",
    "subject": "/subjects/metrology/",
    "subject-map": "/subjects/metrology/map/",
    "tags": "/tags/",
    "standards": "/standards/",
    "standard": "/standards/iso-9001-2015/",
    "questions": "/questions/",
    "search": "/search/?q=measuring+error",
    "search-nothing": "/search/?q=qqqzzz",
    "confusable": "/confusable/",
    "side-by-side": "/confusable/adjustment/calibration/",
    "versions": "/glossary/calibration/versions/",
    "version": "/glossary/calibration/versions/1.0/",
    "mentions": "/glossary/calibration/mentions/",
    "feedback": "/glossary/calibration/feedback/?clear=no",
    "changes": "/changes/",
    "subscribe": "/subscribe/",
    "not-found": "/glossary/callibration/",
}
WIDTHS = {360: 640, 768: 1024, 1280: 900}
THEMES = ("light", "dark")


def main(names: list[str]) -> None:
    folder = Path(settings.VAR_DIR) / "screenshots"
    folder.mkdir(parents=True, exist_ok=True)
    call_command("migrate", verbosity=0)
    call_command("load_starter")
    pages = {name: ("", address) for name, address in PAGES.items()} | desk_pages()
    unknown = set(names) - set(pages)
    if unknown:
        sys.exit(f"no such page: {', '.join(sorted(unknown))}; there are {', '.join(pages)}")
    with served() as site, sync_playwright() as playwright:
        browser = playwright.chromium.launch(executable_path=chromium(), args=[*FLAGS])
        for name in names or pages:
            person, address = pages[name]
            take(browser, site, address, folder / name, cookie=session_of(person))
        browser.close()
    print(f"written to {folder}")


def session_of(username: str) -> str:
    """Return the key of a session in which this person has logged in; nobody has none."""
    if not username:
        return ""
    return client_of(User.objects.get(username=username)).session.session_key


@contextmanager
def served() -> Iterator[str]:
    thread = LiveServerThread("localhost", StaticFilesHandler)
    thread.start()
    thread.is_ready.wait()
    if thread.error:
        raise thread.error
    yield f"http://{thread.host}:{thread.port}"
    thread.terminate()


def take(browser: Browser, site: str, address: str, path: Path, *, cookie: str) -> None:
    """Write a page from top to foot in every theme and width.

    Of an editor's page, the window alone: parts of it stay there while the rest scrolls.
    """
    for theme in THEMES:
        for width, height in WIDTHS.items():
            size = {"width": width, "height": height}
            context = browser.new_context(viewport=size, color_scheme=theme)
            if cookie:
                facts = {"name": settings.SESSION_COOKIE_NAME, "value": cookie, "url": site}
                context.add_cookies([facts])
            page = context.new_page()
            page.goto(site + address, wait_until="networkidle")
            page.screenshot(path=f"{path}-{theme}-{width}.png", full_page=not cookie)
            context.close()


if __name__ == "__main__":
    main(sys.argv[1:])
