"""What is said about an entry: comments of its editors, and what readers tell them."""

from typing import Self

from django.conf import settings
from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from glossary.models.accounts import shown_name
from glossary.models.versions import RELEASED_STATES

LONGEST_COMMENT = 5_000
LONGEST_FEEDBACK = 2_000


def both_or_neither(first: str, second: str) -> Q:
    """Who did something is kept together with when it was done."""
    return Q(**{f"{first}__isnull": True, f"{second}__isnull": True}) | Q(
        **{f"{first}__isnull": False, f"{second}__isnull": False}
    )


class CommentQuerySet(models.QuerySet["Comment"]):
    """Reads of comments that chain."""

    def on_released(self) -> Self:
        """Comments on what is or was in force; those on drafts are as hidden as the drafts."""
        return self.filter(version__state__in=RELEASED_STATES)

    def holding(self) -> Self:
        """Blocking comments that nobody has resolved: their version is not approved."""
        return self.filter(is_blocking=True, resolved_at__isnull=True)

    def first_ones(self) -> Self:
        """Comments that begin a thread."""
        return self.filter(parent__isnull=True)

    def with_people(self) -> Self:
        """Fetch what a list of comments prints."""
        return self.select_related("version", "by__pseudonym", "resolved_by__pseudonym")


class Comment(models.Model):
    """What an editor says about a version: a first comment, or a reply to one.

    The text is plain, never Markdown. `section` is the key of a section, empty for the whole. A
    thread is resolved by its first comment, and a blocking one keeps its version from approval
    until then. `sending` tells what was sent twice from what was
    said twice (F-17).
    """

    entry = models.ForeignKey("glossary.Entry", on_delete=models.CASCADE, related_name="comments")
    version = models.ForeignKey(
        "glossary.Version", on_delete=models.CASCADE, related_name="comments"
    )
    section = models.CharField(_("section"), max_length=50, blank=True)
    parent = models.ForeignKey("self", on_delete=models.CASCADE, null=True, related_name="replies")
    text = models.TextField(_("text"), max_length=LONGEST_COMMENT)
    by = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.PROTECT, related_name="+")
    at = models.DateTimeField(_("time"))
    resolved_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, on_delete=models.PROTECT, null=True, related_name="+"
    )
    resolved_at = models.DateTimeField(_("resolved"), null=True)
    is_blocking = models.BooleanField(_("blocking"), default=False)
    sending = models.CharField(max_length=64)

    objects = CommentQuerySet.as_manager()

    class Meta:
        ordering = ("at", "pk")
        verbose_name = _("comment")
        verbose_name_plural = _("comments")
        constraints = [
            models.UniqueConstraint("by", "sending", name="comment_sent_once"),
            models.CheckConstraint(
                condition=both_or_neither("resolved_by", "resolved_at"),
                name="resolved_comment_says_who",
            ),
            models.CheckConstraint(
                condition=Q(parent__isnull=True) | Q(resolved_at__isnull=True),
                name="only_threads_are_resolved",
            ),
            models.CheckConstraint(
                condition=Q(parent__isnull=True) | Q(is_blocking=False),
                name="only_threads_block",
            ),
        ]

    def __str__(self) -> str:
        return self.text

    @property
    def is_holding(self) -> bool:
        """Whether it keeps its version from approval."""
        return self.is_blocking and self.resolved_at is None

    @property
    def by_name(self) -> str:
        return shown_name(self.by)

    @property
    def resolved_by_name(self) -> str:
        return shown_name(self.resolved_by)


class FeedbackQuerySet(models.QuerySet["Feedback"]):
    """Reads of feedback that chain."""

    def telling(self) -> Self:
        """Feedback that tells something: "this is clear" without a word is only counted."""
        return self.filter(Q(is_clear=False) | ~Q(text=""))

    def open(self) -> Self:
        return self.telling().filter(handled_at__isnull=True)


class Feedback(models.Model):
    """Whether a reader found a version clear, and why. Nothing is kept of who the reader is."""

    entry = models.ForeignKey("glossary.Entry", on_delete=models.CASCADE, related_name="feedback")
    version = models.ForeignKey("glossary.Version", on_delete=models.CASCADE, related_name="+")
    is_clear = models.BooleanField(_("clear"))
    text = models.TextField(_("text"), max_length=LONGEST_FEEDBACK, blank=True)
    at = models.DateTimeField(_("time"), db_index=True)
    handled_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, on_delete=models.PROTECT, null=True, related_name="+"
    )
    handled_at = models.DateTimeField(_("handled"), null=True)
    note = models.CharField(_("note"), max_length=300, blank=True)

    objects = FeedbackQuerySet.as_manager()

    class Meta:
        ordering = ("-at", "-pk")
        verbose_name = _("feedback of a reader")
        verbose_name_plural = _("feedback of readers")
        constraints = [
            models.CheckConstraint(
                condition=both_or_neither("handled_by", "handled_at"),
                name="handled_feedback_says_who",
            ),
        ]

    def __str__(self) -> str:
        return self.text or str(self.is_clear)

    @property
    def handled_by_name(self) -> str:
        return shown_name(self.handled_by)
