"""Numbers on the first page that lead to a list of their own, and what went wrong by itself."""

from collections.abc import Callable
from dataclasses import dataclass
from datetime import date

from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _

from glossary.models import Feedback, Import, ImportState, Notice, Ripple, Role
from glossary.pages.link_reports import broken_number, wanted_by_links_number
from glossary.pages.misses import wanted_number
from glossary.pages.reports import REPORTS
from glossary.workflow.transitions import EDITORS

FAILURES_SHOWN = 5
OPERATORS = frozenset({Role.PUBLISHER, Role.ADMIN})


@dataclass(frozen=True, kw_only=True)
class Tally:
    """A number of things to look at; `nothing` is what is said where there are none."""

    title: str
    number: int
    address: str
    nothing: str


@dataclass(frozen=True, kw_only=True)
class Failure:
    """Something the site could not do by itself: what, why, and where to look."""

    what: str
    why: str
    address: str


def wanted_by_readers(today: date) -> Tally:
    return Tally(
        title=_("Searched for in vain, last 30 days"),
        number=wanted_number(today),
        address=reverse("admin:glossary_misses"),
        nothing=_("readers found everything"),
    )


def wanted_by_links(today: date) -> Tally:
    return Tally(
        title=_("Terms wanted by links"),
        number=wanted_by_links_number(),
        address=reverse("admin:glossary_report", args=["wanted-terms"]),
        nothing=_("every link has its entry"),
    )


def broken(today: date) -> Tally:
    return Tally(
        title=_("Broken links"),
        number=broken_number(),
        address=reverse("admin:glossary_report", args=["broken-links"]),
        nothing=_("every link leads somewhere"),
    )


def unanswered(today: date) -> Tally:
    return Tally(
        title=_("Feedback of readers"),
        number=Feedback.objects.open().count(),
        address=reverse("admin:glossary_feedback_changelist"),
        nothing=_("all of it is handled"),
    )


# What is counted, for whom; each takes one query. What else is to be counted joins here.
TALLIES: tuple[tuple[Callable[[date], Tally], frozenset[Role]], ...] = (
    (wanted_by_readers, EDITORS),
    (unanswered, EDITORS),
    (wanted_by_links, REPORTS["wanted-terms"][1] & EDITORS),
    (broken, REPORTS["broken-links"][1] & EDITORS),
)


def tallies(roles: frozenset[Role]) -> list[Tally]:
    today = timezone.localdate()
    return [count(today) for count, allowed in TALLIES if roles & allowed]


def failures(roles: frozenset[Role]) -> list[Failure]:
    """Return what went wrong by itself, the newest first, for those who can see to it."""
    if not roles & OPERATORS:
        return []
    return [*failed_pages(), *failed_imports(), *failed_mails()]


def failed_pages() -> list[Failure]:
    found = Ripple.objects.exclude(error="").order_by("-created_at")[:FAILURES_SHOWN]
    return [
        Failure(
            what=_("Pages did not follow: %s") % ripple.cause,
            why=ripple.error.splitlines()[0],
            address=reverse("admin:glossary_ripple_change", args=[ripple.pk]),
        )
        for ripple in found
    ]


def failed_imports() -> list[Failure]:
    found = Import.objects.filter(state=ImportState.FAILED).order_by("-pk")[:FAILURES_SHOWN]
    return [
        Failure(
            what=_("%s could not be carried out") % one,
            why=one.error.splitlines()[0] if one.error else "",
            address=reverse("admin:glossary_import_page", args=[one.pk]),
        )
        for one in found
    ]


def failed_mails() -> list[Failure]:
    """Name the people whose mail was given up; the notices stand in the admin all the same."""
    given_up = Notice.objects.filter(mailed_at=None, mail_after=None).exclude(last_error="")
    found = given_up.select_related("recipient").order_by("-created_at")[:FAILURES_SHOWN]
    return [
        Failure(
            what=_("No mail reached %s") % notice.recipient.get_username(),
            why=notice.last_error,
            address="",
        )
        for notice in found
    ]
