"""Version: the controlled document. Immutable once approved, by trigger (see `guards`)."""

from datetime import datetime
from typing import Self

from django.conf import settings
from django.db import models
from django.db.models import Prefetch, Q
from django.db.models.functions import Coalesce
from django.utils.translation import gettext_lazy as _

from glossary.content import Content, content_hash
from glossary.models.accounts import shown_name
from glossary.models.designations import Designation
from glossary.models.relations import Relation
from glossary.models.sections import Section
from glossary.models.sources import Citation
from glossary.models.waivers import Waiver


class State(models.TextChoices):
    """Where a version stands in its life cycle."""

    DRAFT = "draft", _("draft")
    IN_REVIEW = "in_review", _("in review")
    CHANGES_REQUESTED = "changes_requested", _("changes requested")
    APPROVED = "approved", _("approved")
    SCHEDULED = "scheduled", _("scheduled")
    PUBLISHED = "published", _("published")
    WITHDRAWN = "withdrawn", _("withdrawn")
    SUPERSEDED = "superseded", _("superseded")
    DISCARDED = "discarded", _("discarded")


OPEN_STATES = (
    State.DRAFT,
    State.IN_REVIEW,
    State.CHANGES_REQUESTED,
    State.APPROVED,
    State.SCHEDULED,
)
# What readers meet at the entry's address, as an article or as a notice.
CURRENT_STATES = (State.PUBLISHED, State.WITHDRAWN)
# Was or is in force: numbered, and readable at an address of its own for ever.
RELEASED_STATES = (*CURRENT_STATES, State.SUPERSEDED)
SIGNED_STATES = (State.APPROVED, State.SCHEDULED, *RELEASED_STATES)


class ChangeClass(models.TextChoices):
    """How much a new version changes; decides the version number."""

    MAJOR = "major", _("major: the meaning changes")
    MINOR = "minor", _("minor: content is added or made clearer")
    EDITORIAL = "editorial", _("editorial: spelling, layout, links")


class WithdrawalReason(models.TextChoices):
    """Why a version is no longer in force; decides what stands at its address (W-27)."""

    OBSOLETE = "obsolete", _("obsolete: no longer used")
    MERGED = "merged", _("merged: another entry says it")
    WRONG = "wrong", _("wrong: must not be relied upon")
    LEGAL = "legal", _("legal: must not be shown")
    OTHER = "other", _("other")


# The text itself is no longer shown; the address answers 410 and says why.
GONE_REASONS = (WithdrawalReason.WRONG, WithdrawalReason.LEGAL)


class VersionQuerySet(models.QuerySet["Version"]):
    """Reads of versions that chain."""

    def open(self) -> Self:
        return self.filter(state__in=OPEN_STATES)

    def released(self) -> Self:
        """Versions that are or were in force, the newest first."""
        return self.filter(state__in=RELEASED_STATES).order_by("-published_at", "-sequence")

    def in_force_at(self, moment: datetime) -> Self:
        """The versions that readers found at this moment: one an entry at most."""
        ended = Coalesce("withdrawn_at", "superseded_at")
        return (
            self.filter(state__in=RELEASED_STATES, published_at__lte=moment)
            .annotate(ended_at=ended)
            .filter(Q(ended_at__isnull=True) | Q(ended_at__gt=moment))
        )

    def with_content(self) -> Self:
        """Fetch everything that `Version.content()` reads: six queries for any number of rows."""
        parts: dict[str, models.QuerySet] = {
            "sections": Section.objects.select_related("kind"),
            "designations": Designation.objects.all(),
            "relations": Relation.objects.prefetch_related("target"),
            "citations": Citation.objects.select_related("standard"),
            "waivers": Waiver.objects.all(),
        }
        # In the order of their versions, as by themselves, would mean two more tables in each.
        return self.select_related("entry", "subject").prefetch_related(
            *(Prefetch(name, rows.order_by("position")) for name, rows in parts.items())
        )

    def waiting(self) -> Self:
        """Versions a reviewer has to look at, longest waiting first."""
        return self.filter(state=State.IN_REVIEW).order_by("submitted_at", "pk")


class Version(models.Model):
    """One state of the text of an entry, with who wrote, approved and published it."""

    entry = models.ForeignKey("glossary.Entry", on_delete=models.PROTECT, related_name="versions")
    sequence = models.PositiveIntegerField(_("sequence"))
    major = models.PositiveIntegerField(null=True, blank=True)
    minor = models.PositiveIntegerField(null=True, blank=True)
    state = models.CharField(
        _("state"), max_length=20, choices=State.choices, default=State.DRAFT, db_index=True
    )

    title = models.CharField(_("title"), max_length=200)
    heading = models.CharField(_("heading on the page"), max_length=300, blank=True)
    short_definition = models.TextField(_("short definition"), blank=True)
    subject = models.ForeignKey(
        "glossary.Subject", on_delete=models.PROTECT, null=True, blank=True, related_name="+"
    )
    byline = models.CharField(_("author named by the source"), max_length=200, blank=True)
    dated = models.DateField(_("date of the source"), null=True, blank=True)
    seo_title = models.CharField(_("search-engine title"), max_length=300, blank=True)
    seo_description = models.TextField(_("search-engine description"), blank=True)
    seo_keywords = models.TextField(_("search-engine keywords"), blank=True)
    title_autolink = models.BooleanField(_("title linked in other entries"), default=True)
    unlinked = models.JSONField(_("names not linked here"), default=list, blank=True)
    tag_names = models.JSONField(_("tags"), default=list, blank=True)

    change_class = models.CharField(max_length=10, choices=ChangeClass.choices, blank=True)
    change_note = models.TextField(_("change note"), blank=True)
    contributors = models.ManyToManyField(settings.AUTH_USER_MODEL, related_name="+")
    content_hash = models.CharField(max_length=64, blank=True)
    created_at = models.DateTimeField()
    created_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, on_delete=models.PROTECT, related_name="+"
    )
    saved_at = models.DateTimeField()
    submitted_at = models.DateTimeField(null=True, blank=True)
    submitted_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, on_delete=models.PROTECT, null=True, related_name="+"
    )
    approved_at = models.DateTimeField(null=True, blank=True)
    approved_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, on_delete=models.PROTECT, null=True, related_name="+"
    )
    published_at = models.DateTimeField(null=True, blank=True)
    published_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, on_delete=models.PROTECT, null=True, related_name="+"
    )
    superseded_at = models.DateTimeField(null=True, blank=True)

    review_by = models.DateField(_("review wanted by"), null=True, blank=True)
    self_approved = models.BooleanField(_("approved by a contributor"), default=False)
    scheduled_for = models.DateTimeField(_("to be published at"), null=True, blank=True)
    scheduled_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, on_delete=models.PROTECT, null=True, related_name="+"
    )
    # Published without approval; by this day somebody else must have approved it.
    exception_until = models.DateField(_("exception ends"), null=True, blank=True)
    withdrawn_at = models.DateTimeField(null=True, blank=True)
    withdrawn_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, on_delete=models.PROTECT, null=True, related_name="+"
    )
    withdrawal_reason = models.CharField(
        _("reason of the withdrawal"), max_length=10, choices=WithdrawalReason.choices, blank=True
    )
    withdrawal_explanation = models.TextField(_("public explanation"), blank=True)
    successor = models.ForeignKey(
        "glossary.Entry", on_delete=models.PROTECT, null=True, related_name="replaces"
    )

    objects = VersionQuerySet.as_manager()

    class Meta:
        ordering = ("entry", "sequence")
        verbose_name = _("version")
        verbose_name_plural = _("versions")
        indexes = [
            models.Index(
                "exception_until",
                condition=Q(exception_until__isnull=False, approved_at__isnull=True),
                name="approvals_owed",
            ),
        ]
        constraints = [
            models.UniqueConstraint("entry", "sequence", name="unique_sequence_per_entry"),
            models.UniqueConstraint("entry", "major", "minor", name="unique_number_per_entry"),
            models.UniqueConstraint(
                fields=["entry"], condition=Q(state__in=OPEN_STATES), name="one_open_version"
            ),
            models.UniqueConstraint(
                fields=["entry"], condition=Q(state__in=CURRENT_STATES), name="one_current_version"
            ),
            models.CheckConstraint(
                condition=~Q(state__in=SIGNED_STATES)
                | (
                    Q(approved_by__isnull=False, approved_at__isnull=False)
                    | Q(exception_until__isnull=False, state__in=RELEASED_STATES)
                )
                & ~Q(content_hash=""),
                name="approved_version_is_signed",
            ),
            models.CheckConstraint(
                condition=~Q(state__in=RELEASED_STATES)
                | Q(published_at__isnull=False, major__isnull=False, minor__isnull=False),
                name="published_version_is_numbered",
            ),
            models.CheckConstraint(
                condition=~Q(state=State.SCHEDULED)
                | Q(scheduled_for__isnull=False, scheduled_by__isnull=False),
                name="scheduled_version_has_a_time",
            ),
            models.CheckConstraint(
                condition=~Q(state=State.WITHDRAWN)
                | (
                    Q(withdrawn_at__isnull=False, withdrawn_by__isnull=False)
                    & ~Q(withdrawal_reason="")
                    & ~Q(withdrawal_explanation="")
                ),
                name="withdrawn_version_says_why",
            ),
            models.CheckConstraint(
                condition=~Q(withdrawal_reason=WithdrawalReason.MERGED)
                | Q(successor__isnull=False),
                name="merged_version_has_a_successor",
            ),
        ]

    def __str__(self) -> str:
        return f"{self.entry.number} {self.title} ({self.label})"

    @property
    def label(self) -> str:
        """The version number readers see ("2.1"), or the state while there is none."""
        if self.major is None:
            return str(State(self.state).label)
        return f"{self.major}.{self.minor}"

    @property
    def is_editable(self) -> bool:
        return self.state in (State.DRAFT, State.CHANGES_REQUESTED)

    @property
    def is_released(self) -> bool:
        return self.state in RELEASED_STATES

    @property
    def ended(self) -> datetime | None:
        """When it went out of force: withdrawn, or superseded."""
        return self.withdrawn_at or self.superseded_at

    @property
    def withdrawn_by_name(self) -> str:
        return shown_name(self.withdrawn_by)

    @property
    def is_gone(self) -> bool:
        """Whether its text is no longer shown (W-27)."""
        return self.withdrawal_reason in GONE_REASONS

    @property
    def awaits_approval(self) -> bool:
        """Whether it was published in an emergency and nobody has approved it yet."""
        return self.exception_until is not None and self.approved_at is None

    def content(self) -> Content:
        """Return what this version says. Load it through `with_content()` to save queries."""
        return Content(
            title=self.title,
            heading=self.heading,
            short_definition=self.short_definition,
            subject=self.subject.name if self.subject else "",
            byline=self.byline,
            dated=self.dated,
            seo_title=self.seo_title,
            seo_description=self.seo_description,
            seo_keywords=self.seo_keywords,
            tags=tuple(self.tag_names),
            sections=tuple(section.as_text() for section in self.sections.all()),
            designations=tuple(row.as_text() for row in self.designations.all()),
            relations=tuple(row.as_text() for row in self.relations.all()),
            citations=tuple(row.as_text() for row in self.citations.all()),
            waivers=tuple(row.as_text() for row in self.waivers.all()),
            title_autolink=self.title_autolink,
            unlinked=tuple(self.unlinked),
        )

    def current_hash(self) -> str:
        """Return the SHA-256 of the content as it stands in the database now."""
        return content_hash(self.content())
