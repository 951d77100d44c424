"""Links to other sites: collected from the texts in force, tried by a job, judged (E-22).

Nothing waits for it. What a program cannot find out (a login, a robot turned away, a site that is
slow today) is never called broken, and what fails is so only when it fails on another day too.
"""

import re
from collections import Counter
from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass
from datetime import datetime
from typing import NamedTuple

from django.db import transaction
from django.db.models import F, Q
from django.utils import timezone

from glossary.errors import NoSiteAnswers
from glossary.models import (
    GONE,
    LONGEST_ADDRESS,
    Citation,
    ExternalAddress,
    ExternalLink,
    Fault,
    LinkState,
    Publication,
    add_rows,
)
from glossary.publishing.markup import addresses_of_other_sites

# In a plain text a sentence may go on behind an address; brackets belong to it as pairs only.
PAIR = r"""\([^\s<>"()]*\)"""
WRITTEN_OUT = re.compile(
    rf"""https?://(?:{PAIR}|[^\s<>"()])*(?:{PAIR}|[^\s<>"().,;:!?\]'’”])""", re.IGNORECASE
)
# Who is not let in, or came too often, learns nothing about the page.
NOT_TOLD = frozenset({401, 403, 407, 408, 429, 451})
# All other faults may be ours, or meant for robots.
CERTAIN = frozenset({Fault.NO_NAME, Fault.NO_CONNECTION})
LOOKED_UP = ("checked_at", "status", "fault", "state", "failing_since")


@dataclass(frozen=True, kw_only=True)
class Answer:
    """What came of asking for an address: a status of HTTP, or the reason why there is none."""

    status: int | None = None
    fault: Fault | None = None


class Place(NamedTuple):
    """An address where it stands; without a section it is that of a source."""

    version: int
    section: str
    url: str


def check_links(ask: Callable[[str], Answer], *, limit: int) -> Counter[str]:
    """Look up the addresses that were not looked up for longest; count them by their new state.

    Raise NoSiteAnswers, and keep nothing, where the network seems to be ours to mend.
    """
    note_links()
    oldest = ExternalAddress.objects.order_by(F("checked_at").asc(nulls_first=True), "pk")
    addresses = list(oldest[:limit])
    answers = [ask(address.url) for address in addresses]
    refuse_silence(answers)
    now = timezone.now()
    for address, answer in zip(addresses, answers, strict=True):
        judge(address, answer, now=now)
    ExternalAddress.objects.bulk_update(addresses, LOOKED_UP, batch_size=500)
    return Counter(address.state for address in addresses)


def note_links() -> None:
    """Keep where addresses stand now; forget those that stand nowhere any more."""
    places = {*places_in_texts(), *places_in_sources()}
    urls = sorted({place.url for place in places})
    with transaction.atomic():
        unknown = (ExternalAddress(url=url) for url in urls)
        ExternalAddress.objects.bulk_create(unknown, batch_size=500, ignore_conflicts=True)
        # A second run at the same time waits here.
        held = ExternalAddress.objects.select_for_update().order_by("pk")
        keys = dict(held.values_list("url", "pk"))
        rows = [(place.version, place.section, keys[place.url]) for place in places]
        ExternalLink.objects.all().delete()
        add_rows(ExternalLink, ("version_id", "section", "address_id"), rows)
        ExternalAddress.objects.filter(links__isnull=True).delete()


def places_in_texts() -> Iterator[Place]:
    pages = Publication.objects.filter(version=F("entry__current"))
    for version, sections in pages.values_list("version", "sections").iterator():
        for section in sections:
            for url in without_fragments(addresses_of_other_sites(section["html"])):
                yield Place(version, section["title"], url)


def places_in_sources() -> Iterator[Place]:
    cited = Citation.objects.filter(version=F("version__entry__current"))
    written = Q(source__contains="//") | Q(note__contains="//") | Q(licence__contains="//")
    for version, *texts in cited.filter(written).values_list(
        "version", "source", "note", "licence"
    ):
        for url in without_fragments(WRITTEN_OUT.findall(" ".join(texts))):
            yield Place(version, "", url)


def without_fragments(urls: Iterable[str]) -> Iterator[str]:
    """Yield what a site is asked for; it never learns of a fragment."""
    for url in urls:
        asked = url.partition("#")[0]
        if len(asked.encode()) <= LONGEST_ADDRESS:
            yield asked


def refuse_silence(answers: Iterable[Answer]) -> None:
    """Raise NoSiteAnswers if no site at all was reached, although some were asked."""
    asked = [answer for answer in answers if answer.fault != Fault.NOT_PUBLIC]
    if asked and not any(answer.status for answer in asked):
        raise NoSiteAnswers(
            f"None of {len(asked)} addresses answered: is the network in order? Nothing was kept.",
            number=len(asked),
        )


def judge(address: ExternalAddress, answer: Answer, *, now: datetime) -> None:
    """Write into an address what its site has answered."""
    address.checked_at, address.status = now, answer.status
    address.fault = answer.fault or ""
    address.state = state_of(answer)
    if address.state != LinkState.FAILS:
        address.failing_since = None
        return
    address.failing_since = address.failing_since or now
    is_later = timezone.localdate(address.failing_since) < timezone.localdate(now)
    if is_later or answer.status in GONE:
        address.state = LinkState.BROKEN


def state_of(answer: Answer) -> LinkState:
    """Return what one answer says by itself."""
    if answer.status is None:
        return LinkState.FAILS if answer.fault in CERTAIN else LinkState.UNKNOWN
    if answer.status in NOT_TOLD:
        return LinkState.UNKNOWN
    return LinkState.FAILS if answer.status >= 400 else LinkState.WORKS
