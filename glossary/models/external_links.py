"""Addresses of other sites in the texts in force, and what became of the last look at each."""

from typing import Self

from django.db import models
from django.db.models import F
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _

# A unique index of PostgreSQL takes no more than 2700 bytes.
LONGEST_ADDRESS = 2000
# A site that says so knows the address and says that nothing is there.
GONE = frozenset({404, 410})


class Fault(models.TextChoices):
    """Why an address gave no answer at all."""

    NO_NAME = "no name", _("there is no site of this name")
    NO_CONNECTION = "no connection", _("the site takes no connections")
    TOO_SLOW = "too slow", _("no answer in time")
    NOT_SECURE = "not secure", _("no secure connection")
    NO_ANSWER = "no answer", _("no proper answer")
    REDIRECTS = "redirects", _("too many redirects")
    NOT_PUBLIC = "not public", _("no public address of the web")


class LinkState(models.TextChoices):
    """What is known of an address. One that fails is broken when it fails on a later day too."""

    UNKNOWN = "unknown", _("could not be checked")
    WORKS = "works", _("works")
    FAILS = "fails", _("fails")
    BROKEN = "broken", _("broken")


class ExternalAddress(models.Model):
    """An address of another site, without a fragment, and the last look at it.

    Without `checked_at` nobody has looked yet. Either `status`, that of HTTP, or `fault` says what
    came of it; `failing_since` stands while that is a failure.
    """

    url = models.CharField(_("address"), max_length=LONGEST_ADDRESS, unique=True)
    checked_at = models.DateTimeField(_("last checked"), null=True)
    status = models.PositiveSmallIntegerField(null=True)
    fault = models.CharField(max_length=15, choices=Fault.choices, blank=True)
    state = models.CharField(max_length=10, choices=LinkState.choices, default=LinkState.UNKNOWN)
    failing_since = models.DateTimeField(_("fails since"), null=True)

    class Meta:
        verbose_name = _("address of another site")
        verbose_name_plural = _("addresses of other sites")

    def __str__(self) -> str:
        return self.url

    @property
    def reason(self) -> str:
        """Say in words why it does not work."""
        if self.fault:
            return str(Fault(self.fault).label)
        is_gone = self.status in GONE
        words = (
            gettext("the page is not there") if is_gone else gettext("the site reports an error")
        )
        return f"{words} ({self.status})"


class ExternalLinkQuerySet(models.QuerySet["ExternalLink"]):
    """Links by what is known of them."""

    def in_force(self) -> Self:
        """Keep those of versions in force: a link that a new version mends is gone at once."""
        return self.filter(version=F("version__entry__current"))

    def broken(self) -> Self:
        return self.in_force().filter(address__state=LinkState.BROKEN)


class ExternalLink(models.Model):
    """A place where an address stood when links were last collected.

    `section` is the title of the section, empty for the sources.
    """

    version = models.ForeignKey(
        "glossary.Version", on_delete=models.CASCADE, related_name="external_links"
    )
    address = models.ForeignKey(ExternalAddress, on_delete=models.CASCADE, related_name="links")
    section = models.CharField(max_length=200, blank=True)

    objects = ExternalLinkQuerySet.as_manager()

    class Meta:
        verbose_name = _("link to another site")
        verbose_name_plural = _("links to other sites")
        constraints = [
            models.UniqueConstraint("version", "section", "address", name="external_link_once"),
        ]

    def __str__(self) -> str:
        return f"{self.version_id} → {self.address_id}"
