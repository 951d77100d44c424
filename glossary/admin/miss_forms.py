"""What an editor types about a text that readers searched for in vain."""

from django import forms
from django.core.exceptions import ValidationError
from django.db.models import QuerySet
from django.utils.translation import gettext_lazy as _

from glossary.admin.entry_forms import entries_named
from glossary.admin.forms import LineField
from glossary.content import DesignationText
from glossary.models import LONGEST_MISS, Acceptability, DesignationType, Entry
from glossary.search import nearest
from glossary.text import fold

NEAR_OFFERED = 5
# The preferred designation is the title.
USES = [choice for choice in Acceptability.choices if choice[0] != Acceptability.PREFERRED]


def require_countable(text: str) -> None:
    """Refuse what grows so when it is folded that no search for it was ever counted."""
    if len(fold(text)) > LONGEST_MISS:
        raise ValidationError(_("This text is too long."))


class SearchedForm(forms.Form):
    """A searched text as the list names it."""

    text = forms.CharField(
        max_length=LONGEST_MISS, widget=forms.HiddenInput, validators=[require_countable]
    )
    language = forms.CharField(max_length=35, widget=forms.HiddenInput)


class DismissForm(SearchedForm):
    reason = forms.CharField(max_length=300, required=False)


class SynonymForm(SearchedForm):
    """The entry that gets the text as a designation: a near one, or one that is named.

    `choosable` are the entries this person may know of.
    """

    near = forms.ChoiceField(label=_("Entry"), required=False, widget=forms.RadioSelect)
    other = LineField(label=_("Another entry (number or title)"), max_length=330)
    acceptability = forms.ChoiceField(
        label=_("Use"), choices=USES, initial=Acceptability.ADMITTED.value
    )
    type = forms.ChoiceField(
        label=_("Type"), choices=DesignationType.choices, initial=DesignationType.TERM.value
    )

    def __init__(
        self, *args: object, text: str, choosable: QuerySet[Entry], **more: object
    ) -> None:
        super().__init__(*args, **more)
        self.choosable = choosable
        found = nearest(text, limit=NEAR_OFFERED)
        self.fields["near"].choices = [(str(near.entry_id), near.title) for near in found]

    def clean(self) -> dict[str, object]:
        cleaned = super().clean()
        if not self.errors:
            cleaned["entry"] = self.entry_for(cleaned["other"] or "", near=cleaned["near"])
        return cleaned

    def entry_for(self, named: str, *, near: str) -> Entry:
        """Return the entry that was named, else the one that was chosen."""
        if not (named or near):
            raise ValidationError(_("Choose an entry, or name one."))
        if not named:
            return self.choosable.get(pk=near)
        keys = [entry.pk for entry in entries_named([named])[named]]
        entries = list(self.choosable.filter(pk__in=keys))
        if len(entries) > 1:
            numbers = ", ".join(entry.number for entry in entries)
            self.add_error("other", _("Several entries have this title; name one of %s.") % numbers)
        elif not entries:
            self.add_error("other", _("There is no entry of this number or title."))
        return entries[0] if entries else None

    def designation(self) -> DesignationText:
        """Return the text as a designation of the entry. Call after `is_valid`."""
        values = self.cleaned_data
        is_own_language = values["language"] == values["entry"].language
        return DesignationText(
            term=values["text"],
            language="" if is_own_language else values["language"],
            acceptability=values["acceptability"],
            type=values["type"],
        )
