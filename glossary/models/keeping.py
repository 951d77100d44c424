"""What keeps typed text from getting lost, and shows who types. None of it is part of a version.

Recovery copies are what was typed and not saved; forms that were sent have their effect once; a
reservation leaves a draft to one person for a while.
"""

from django.conf import settings
from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _


class RecoveryCopy(models.Model):
    """The fields of an entry's form as one person last typed them, without having saved.

    It belongs to an entry, or by `key` to one form of a new entry. `based_on` is the hash of the
    content that the form had loaded.
    """

    person = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.CASCADE, related_name="+")
    entry = models.ForeignKey(
        "glossary.Entry", on_delete=models.CASCADE, null=True, related_name="recovery_copies"
    )
    key = models.UUIDField(null=True)
    kind = models.CharField(max_length=10)
    # Pairs of name and value in the order of the form: a name may come more than once.
    fields = models.JSONField(default=list)
    based_on = models.CharField(max_length=64, blank=True)
    saved_at = models.DateTimeField(_("kept"), db_index=True)

    class Meta:
        ordering = ("-saved_at", "-pk")
        constraints = [
            models.UniqueConstraint("person", "entry", name="one_recovery_copy_per_entry"),
            models.UniqueConstraint("person", "key", name="one_recovery_copy_per_form"),
            models.CheckConstraint(
                condition=Q(entry__isnull=True, key__isnull=False)
                | Q(entry__isnull=False, key__isnull=True),
                name="recovery_copy_of_one_form",
            ),
        ]

    def __str__(self) -> str:
        return f"{self.entry or self.kind}, {self.saved_at:%Y-%m-%d %H:%M}"


class SentForm(models.Model):
    """A form that made an entry: sent twice, it leads to the same one (F-17)."""

    person = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.CASCADE, related_name="+")
    key = models.UUIDField()
    entry = models.ForeignKey(
        "glossary.Entry", on_delete=models.CASCADE, null=True, related_name="+"
    )
    at = models.DateTimeField(_("time"), db_index=True)

    class Meta:
        constraints = [models.UniqueConstraint("person", "key", name="form_sent_once")]

    def __str__(self) -> str:
        return str(self.key)


class Presence(models.Model):
    """Somebody who has the page of an entry open: since when, last seen, and last typing."""

    entry = models.ForeignKey(
        "glossary.Entry", on_delete=models.CASCADE, related_name="+", db_index=False
    )
    person = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.CASCADE, related_name="+")
    since = models.DateTimeField()
    seen_at = models.DateTimeField()
    active_at = models.DateTimeField()

    class Meta:
        ordering = ("since", "pk")
        constraints = [models.UniqueConstraint("entry", "person", name="present_once")]

    def __str__(self) -> str:
        return f"{self.person} at {self.entry}"


class Reservation(models.Model):
    """A draft that one person alone writes: since when, and when he or she last saved or typed."""

    entry = models.OneToOneField("glossary.Entry", on_delete=models.CASCADE, related_name="+")
    person = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.CASCADE, related_name="+")
    since = models.DateTimeField()
    active_at = models.DateTimeField()

    def __str__(self) -> str:
        return f"{self.entry} for {self.person}"
