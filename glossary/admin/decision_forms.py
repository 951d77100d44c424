"""What a person types for a decision: one small form each, none of them a ModelForm."""

from collections.abc import Sequence

from django import forms
from django.contrib.auth.models import User
from django.core.exceptions import ValidationError
from django.db.models import Q, QuerySet
from django.utils.formats import date_format
from django.utils.timezone import localtime
from django.utils.translation import gettext_lazy as _

from glossary.admin.forms import LineField, ParagraphsField, SubmitForm
from glossary.conf import options
from glossary.models import Entry, Version, WithdrawalReason
from glossary.text import fold
from glossary.workflow.review_cycle import ReviewOutcome

OUTCOMES = [
    (ReviewOutcome.CONFIRMED.value, _("It still holds; nothing changes")),
    (ReviewOutcome.CHANGE.value, _("It has to be changed")),
    (ReviewOutcome.WITHDRAW.value, _("It should be withdrawn")),
]


class DecisionForm(forms.Form):
    """A decision that needs nothing typed. `version` is the one it is about."""

    def __init__(self, *args: object, version: Version, **more: object) -> None:
        super().__init__(*args, **more)
        self.version = version


class PasswordField(forms.CharField):
    """The proof of a signature. Browsers may fill it in; it is checked outside of the form."""

    def __init__(self) -> None:
        widget = forms.PasswordInput(
            attrs={"autocomplete": "current-password", "class": "vTextField"}
        )
        super().__init__(
            label=_("Your password"),
            help_text=_("This is a signature: your name, the time and its meaning are kept."),
            required=False,
            strip=False,
            widget=widget,
        )


class SeenForm(DecisionForm):
    """Signing what was read: the hash of it comes back with the decision (W-18)."""

    seen_hash = forms.CharField(required=False, widget=forms.HiddenInput)
    note = ParagraphsField(label=_("Note for the record (may be empty)"), rows=2)

    def __init__(self, *args: object, **more: object) -> None:
        super().__init__(*args, **more)
        self.initial.setdefault("seen_hash", self.version.current_hash())


class ReasonForm(DecisionForm):
    reason = ParagraphsField(label=_("Reason"))


class CommentForm(DecisionForm):
    comment = ParagraphsField(label=_("What the author should change"))


class SubmitDecision(DecisionForm, SubmitForm):
    """Submitting from the review page."""

    def __init__(self, *args: object, **more: object) -> None:
        super().__init__(*args, **more)
        self.initial.setdefault("change_note", self.version.change_note)


class ScheduleForm(DecisionForm):
    """A moment in the site's time zone; one that does not exist or exists twice is refused."""

    at = forms.DateTimeField(
        label=_("Publish on"),
        widget=forms.DateTimeInput(attrs={"type": "datetime-local"}, format="%Y-%m-%dT%H:%M"),
    )


class EmergencyForm(DecisionForm):
    reason = ParagraphsField(label=_("Why it cannot wait for approval"))
    days = forms.IntegerField(label=_("Days until somebody must have approved it"), min_value=1)

    def __init__(self, *args: object, **more: object) -> None:
        super().__init__(*args, **more)
        self.fields["days"].initial = options().emergency_days
        self.fields["days"].max_value = options().emergency_days


class WithdrawForm(DecisionForm):
    reason = forms.ChoiceField(
        label=_("Reason"), choices=WithdrawalReason.choices, widget=forms.RadioSelect
    )
    explanation = ParagraphsField(
        label=_("Public explanation"), help_text=_("Everybody reads it at the entry's address.")
    )
    successor = LineField(
        label=_("Use instead (number or title)"),
        max_length=330,
        help_text=_("Needed for a merged entry."),
    )
    discard_open = forms.BooleanField(label=_("Discard the open draft too"), required=False)

    def clean_successor(self) -> Entry | None:
        return entry_called(self.cleaned_data["successor"])


class ConfirmForm(DecisionForm):
    outcome = forms.ChoiceField(
        label=_("Outcome"),
        choices=OUTCOMES,
        initial=ReviewOutcome.CONFIRMED.value,
        widget=forms.RadioSelect,
    )
    remark = ParagraphsField(label=_("Remark"), rows=2)


class RestoreForm(DecisionForm):
    like = forms.ModelChoiceField(label=_("Version"), queryset=Version.objects.none())

    def __init__(self, *args: object, **more: object) -> None:
        super().__init__(*args, **more)
        self.fields["like"].label_from_instance = version_label


class ShareForm(DecisionForm):
    people = forms.ModelMultipleChoiceField(
        label=_("May write it too"),
        queryset=User.objects.none(),
        required=False,
        widget=forms.CheckboxSelectMultiple,
    )

    def __init__(self, *args: object, **more: object) -> None:
        super().__init__(*args, **more)
        self.fields["people"].queryset = people_in(["author"])
        self.initial.setdefault("people", self.version.entry.shared_with.all())


class HandOverForm(DecisionForm):
    owner = forms.ModelChoiceField(label=_("New owner"), queryset=User.objects.none())

    def __init__(self, *args: object, **more: object) -> None:
        super().__init__(*args, **more)
        self.fields["owner"].queryset = people_in(["author", "reviewer", "publisher"])


class IntervalForm(DecisionForm):
    months = forms.IntegerField(
        label=_("Months between reviews"),
        required=False,
        min_value=1,
        max_value=120,
        help_text=_("Empty: as the subject or the site says."),
    )

    def __init__(self, *args: object, **more: object) -> None:
        super().__init__(*args, **more)
        self.fields["months"].initial = self.version.entry.review_interval_months


class MoveForm(DecisionForm):
    slug = LineField(
        label=_("New address"),
        max_length=110,
        required=True,
        help_text=_("The old address leads to the new one for ever."),
    )
    take_over = forms.BooleanField(
        label=_("Also if another entry once stood there"), required=False
    )

    def __init__(self, *args: object, **more: object) -> None:
        super().__init__(*args, **more)
        self.fields["slug"].initial = self.version.entry.slug


def version_label(version: Version) -> str:
    """Name a version by its number; a discarded one has none and is named by its last save."""
    if version.is_released:
        return version.label
    return f"{version.label}, {date_format(localtime(version.saved_at), 'SHORT_DATETIME_FORMAT')}"


def people_in(roles: Sequence[str]) -> QuerySet[User]:
    active = User.objects.filter(is_active=True, groups__name__in=roles)
    return active.distinct().order_by("username")


def entry_called(text: str) -> Entry | None:
    """Return the published entry of this number or title. Raise ValidationError for none or two."""
    if not text.strip():
        return None
    called = Q(number__iexact=text.strip()) | Q(folded_title=fold(text))
    found = list(Entry.objects.published().filter(called)[:2])
    if len(found) != 1:
        raise ValidationError(
            _("No published entry is called so.")
            if not found
            else _("Several entries are called so; give the number.")
        )
    return found[0]
