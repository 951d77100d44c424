"""A small glossary with every type of page, and tabs to look at it."""

from collections.abc import Iterator

from playwright.sync_api import Browser, Page

from glossary.content import CitationText, DesignationText, RelationText, SectionText
from glossary.models import PublishedName, Version
from tests.chromium import collect_problems
from tests.factories import published

TERM = "/glossary/calibration/"
QUESTION = "/learn/metrology/questions/what-is-a-gauge"
PAGES = (
    "/",
    "/glossary/",
    TERM,
    QUESTION,
    "/glossary/?letter=C",
    "/subjects/",
    "/subjects/metrology/",
    "/subjects/metrology/map/",
    "/questions/",
    "/questions/?subject=metrology",
    "/tags/",
    "/tags/measuring/",
    "/standards/",
    "/standards/iso-9001-2015/",
    "/standards/iso-9001-2015/?place=clause-7-1-5",
    "/search/?q=reference",
    "/search/?q=callibration",
    "/glossary/callibration/",
    "/glossary/calibration/mentions/",
    "/glossary/calibration/versions/",
    "/glossary/gauge/versions/1.0/",
    "/glossary/gauge/versions/2.0/",
    "/glossary/gauge/compare/1.0/2.0/",
    "/glossary/obsolete/",
    "/glossary/wrong/",
    "/glossary/calibration/feedback/",
    "/glossary/calibration/feedback/given/",
    "/changes/",
    "/subscribe/",
    "/glossary/release/",
    "/meanings/release/",
    "/confusable/",
    "/confusable/adjustment/calibration/",
    "/confusable/adjustment/calibration/verification/",
)
# What stands at these addresses is not, or no longer, in force.
MISSING = {"/glossary/callibration/": 404, "/glossary/wrong/": 410, "/glossary/release/": 200}
BODY = "Compares the reading of an instrument with a known reference and records it. " * 3


def rich_term():
    """A term with everything a page can show."""
    kinds = ("definition", "application-areas", "risks", "recommendations", "summary")
    return published(
        "Calibration",
        subject="Metrology",
        short_definition="comparison of an instrument with a known reference",
        tags=("measuring",),
        sections=tuple(SectionText(kind=kind, body=f"{BODY}\n\n- one\n- two") for kind in kinds),
        designations=(
            DesignationText(term="Instrument check", reviewed=False),
            DesignationText(term="Kalibrierung", language="de"),
            DesignationText(term="Gauging", acceptability="deprecated"),
        ),
        relations=(
            RelationText(title="Gauge", note="what is calibrated"),
            RelationText(title="Scale", teaser="Marks in a row."),
            RelationText(kind="confusable", title="Adjustment", note="adjusting changes the thing"),
            RelationText(kind="confusable", title="Verification"),
        ),
        citations=(CitationText(standard="ISO 9001", edition="2015", clause="7.1.5"),),
    )


def confused_terms() -> list[Version]:
    """Two terms that are confused with each other and with the rich one."""
    relation = RelationText(kind="confusable", title="Verification", note="it changes nothing")
    table = "| reading | error |\n|---|---|\n| 10.0 | 0.1 |\n\n# How\n\nOne.[^1]\n\n[^1]: Note."
    return [
        published("Adjustment", subject="Metrology", relations=(relation,), definition=table),
        published("Verification", subject="Metrology", definition=table),
    ]


def namesakes() -> list[Version]:
    versions = [published("Release", subject=subject) for subject in ("Inspection", "Documents")]
    facts = {"language": "en", "position": 0, "is_abbreviation": False, "autolink": True}
    for version in versions:
        PublishedName.objects.create(
            entry=version.entry, text="Release", key="release", folded="release", **facts
        )
    return versions


def tab_of(browser: Browser, live_server, **options: object) -> Iterator[Page]:
    context = browser.new_context(base_url=live_server.url, **options)
    tab = context.new_page()
    collect_problems(tab)
    yield tab
    # A page that closes sends what was typed, and the database is about to be emptied.
    context.set_offline(True)
    context.close()
