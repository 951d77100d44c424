"""Links to other sites that are broken: for the editors' list, and as a report."""

from datetime import date
from operator import attrgetter

from django.db.models import QuerySet
from django.utils import timezone
from django.utils.translation import gettext as _

from glossary.models import ExternalLink
from glossary.pages.tables import Table
from glossary.workflow.readings import times_read


def external_report(today: date) -> Table:
    """List links that lead to other sites and nowhere, those of the most read entries first."""
    return Table(
        title=_("External links that fail"),
        columns=(
            *("Number", "Title", "Leads to", "Section"),
            *("What happened", "Fails since", "Last checked", "Readings"),
        ),
        found=broken_outside(today),
        row=lambda link: (
            link.version.entry.number,
            link.version.title,
            link.address.url,
            place_of(link),
            link.address.reason,
            timezone.localdate(link.address.failing_since),
            timezone.localdate(link.address.checked_at),
            link.read,
        ),
        link=attrgetter("version.entry_id"),
    )


def broken_outside(today: date) -> QuerySet[ExternalLink]:
    links = ExternalLink.objects.broken().select_related("address", "version__entry")
    read = times_read("version__entry", today=today)
    return links.annotate(read=read).order_by("-read", "version__entry__number", "pk")


def place_of(link: ExternalLink) -> str:
    return link.section or _("Standards and sources")
