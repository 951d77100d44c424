"""Identity: what stays the same while versions of an entry come and go."""

import uuid
from typing import Self

from django.conf import settings
from django.contrib.auth.models import User
from django.core.exceptions import ValidationError
from django.core.validators import MinValueValidator, RegexValidator
from django.db import models
from django.db.models import F, Q
from django.urls import reverse
from django.utils.translation import gettext_lazy as _
from taggit.managers import TaggableManager

from glossary.models.roles import Role
from glossary.models.versions import State, Version


class EntryKind(models.TextChoices):
    """A term with a definition, or a question with its answer."""

    TERM = "term", _("term")
    QUESTION = "question", _("question")


class SubjectQuerySet(models.QuerySet["Subject"]):
    """Reads of subjects that chain."""

    def closed_to(self, reviewer: User) -> Self:
        """Subjects that have reviewers of their own, this person not among them."""
        return self.filter(reviewers__isnull=False).exclude(reviewers=reviewer)


class Subject(models.Model):
    """The subject field an entry belongs to (ISO 1087: domain); fields may lie within others."""

    name = models.CharField(_("name"), max_length=200, unique=True)
    slug = models.SlugField(_("slug"), max_length=100, unique=True)
    description = models.TextField(_("description"), blank=True)
    parent = models.ForeignKey(
        "self",
        verbose_name=_("part of"),
        on_delete=models.PROTECT,
        null=True,
        blank=True,
        related_name="children",
        help_text=_("The wider subject that this one is a part of, if any."),
    )
    review_interval_months = models.PositiveSmallIntegerField(
        _("review interval in months"),
        null=True,
        blank=True,
        validators=[MinValueValidator(1)],
        help_text=_("Empty: as the site says."),
    )
    reviewers = models.ManyToManyField(
        settings.AUTH_USER_MODEL,
        verbose_name=_("reviewers of this subject"),
        blank=True,
        related_name="+",
        help_text=_("While nobody is named, every reviewer may review it."),
    )

    objects = SubjectQuerySet.as_manager()

    class Meta:
        ordering = ("name",)
        verbose_name = _("subject")
        verbose_name_plural = _("subjects")
        constraints = [
            models.CheckConstraint(
                condition=Q(parent__isnull=True) | ~Q(parent=F("id")),
                name="subject_is_not_its_own_parent",
            ),
        ]

    def __str__(self) -> str:
        return self.name

    def get_absolute_url(self) -> str:
        return reverse("subject", args=[self.slug])

    def clean(self) -> None:
        """Refuse a parent that is a part of this subject: the tree would be a circle."""
        above, seen = self.parent, {self.pk}
        while above is not None:
            if above.pk in seen:
                raise ValidationError({"parent": self.circle_through(self.parent)})
            seen.add(above.pk)
            above = above.parent

    def circle_through(self, parent: "Subject") -> str:
        if parent == self:
            return _("A subject cannot be part of itself.")
        return _("“%(parent)s” is itself part of “%(subject)s”.") % {
            "parent": parent.name,
            "subject": self.name,
        }


class NumberSequence(models.Model):
    """The last number given out. A number is never given twice, not even after disposal."""

    name = models.CharField(max_length=20, primary_key=True)
    last = models.PositiveIntegerField(default=0)

    def __str__(self) -> str:
        return f"{self.name} {self.last}"


class EntryQuerySet(models.QuerySet["Entry"]):
    """Every reader's page, feed and list starts from `published()`."""

    def published(self) -> Self:
        return self.filter(current__isnull=False)

    def withdrawn(self) -> Self:
        return self.filter(versions__state=State.WITHDRAWN)

    def given_up(self) -> Self:
        """Entries that never came into force and whose every version was discarded."""
        alive = Version.objects.exclude(state=State.DISCARDED)
        return self.exclude(pk__in=alive.values("entry"))

    def visible_to(self, user: User, roles: frozenset[Role]) -> Self:
        """Entries whose open version this person may read; the matrix is in docs/security.md."""
        if roles & {Role.PUBLISHER, Role.AUDITOR}:
            return self
        visible = Q(pk__in=[])
        if roles & {Role.AUTHOR, Role.REVIEWER}:
            visible |= Q(pk__in=Entry.objects.owned_by(user).values("pk"))
        if Role.REVIEWER in roles:
            visible |= ~Q(subject__in=Subject.objects.closed_to(user))
        return self.filter(visible)

    def owned_by(self, user: User) -> Self:
        """Entries this person owns, has opened or written a version of, or shares."""
        written = Version.contributors.through.objects.filter(user=user).values("version__entry")
        opened = Version.objects.filter(created_by=user).values("entry")
        shared = Entry.shared_with.through.objects.filter(user=user).values("entry")
        return self.filter(Q(owner=user) | Q(pk__in=written) | Q(pk__in=opened) | Q(pk__in=shared))

    def terms(self) -> Self:
        return self.filter(kind=EntryKind.TERM)

    def questions(self) -> Self:
        return self.filter(kind=EntryKind.QUESTION)

    def with_current(self) -> Self:
        """Fetch what a list of entries prints."""
        return self.select_related("current", "subject", "publication")


class Entry(models.Model):
    """One concept in one language. `title`, `subject` and `tags` are those of the current version.

    `folded_title` is `text.fold(title)`: two entries of one name have the same.
    """

    number = models.CharField(
        _("number"), max_length=20, unique=True, validators=[RegexValidator(r"^QM-\d{4,}\Z")]
    )
    kind = models.CharField(_("kind"), max_length=10, choices=EntryKind.choices)
    language = models.CharField(
        _("language"),
        max_length=35,
        default="en",
        validators=[RegexValidator(r"^[A-Za-z]{2,3}(-[A-Za-z0-9]{1,8})*\Z")],
    )
    concept = models.UUIDField(_("concept"), default=uuid.uuid4)
    slug = models.SlugField(_("slug"), max_length=120)
    title = models.CharField(_("title"), max_length=200)
    folded_title = models.CharField(max_length=200, db_index=True)
    subject = models.ForeignKey(
        Subject, on_delete=models.PROTECT, null=True, blank=True, related_name="entries"
    )
    owner = models.ForeignKey(
        settings.AUTH_USER_MODEL, on_delete=models.PROTECT, related_name="owned_entries"
    )
    # RESTRICT: the current version cannot vanish alone, yet a whole entry stays deletable in tests.
    current = models.OneToOneField(
        "glossary.Version", on_delete=models.RESTRICT, null=True, blank=True, related_name="+"
    )
    shared_with = models.ManyToManyField(
        settings.AUTH_USER_MODEL,
        verbose_name=_("shared with"),
        blank=True,
        related_name="+",
    )
    review_interval_months = models.PositiveSmallIntegerField(
        _("review interval in months"),
        null=True,
        blank=True,
        validators=[MinValueValidator(1)],
    )
    last_reviewed = models.DateField(_("last reviewed"), null=True, blank=True)
    next_review = models.DateField(_("next review"), null=True, blank=True)
    created_at = models.DateTimeField(_("created"))
    tags = TaggableManager(blank=True)

    objects = EntryQuerySet.as_manager()

    class Meta:
        ordering = ("title", "pk")
        verbose_name = _("entry")
        verbose_name_plural = _("entries")
        indexes = [
            models.Index(
                fields=("-last_reviewed", "-id"),
                condition=Q(last_reviewed__isnull=False),
                name="entries_last_reviewed",
            ),
            models.Index("next_review", condition=Q(current__isnull=False), name="reviews_by_day"),
        ]
        constraints = [
            models.UniqueConstraint("language", "slug", name="unique_slug_per_language"),
            models.UniqueConstraint("concept", "language", name="one_entry_per_concept_language"),
            models.CheckConstraint(
                condition=~Q(kind=EntryKind.QUESTION) | Q(subject__isnull=False),
                name="question_has_subject",
            ),
            models.CheckConstraint(
                condition=Q(current__isnull=True) | Q(next_review__isnull=False),
                name="published_entry_has_next_review",
            ),
        ]

    def __str__(self) -> str:
        return f"{self.number} {self.title}"

    def get_absolute_url(self) -> str:
        if self.kind == EntryKind.QUESTION and self.subject:
            return reverse("question", args=[self.subject.slug, self.slug])
        return reverse("term", args=[self.slug])

    @property
    def subject_name(self) -> str:
        return self.subject.name if self.subject else ""
