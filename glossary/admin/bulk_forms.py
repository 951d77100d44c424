"""What is asked before something is done to several entries at once."""

from django import forms
from django.contrib.auth.models import User
from django.utils.translation import gettext_lazy as _

from glossary.admin.decision_forms import PasswordField
from glossary.admin.forms import LineField, ParagraphsField
from glossary.workflow.transitions import EDITORS


class SubmitForm(forms.Form):
    change_note = LineField(
        label=_("Change note"),
        max_length=500,
        help_text=_("What reviewers and readers are told; the same for all of them."),
        required=True,
    )


class PublishForm(forms.Form):
    password = PasswordField()


class ConfirmForm(forms.Form):
    remark = ParagraphsField(
        label=_("Remark for the record"),
        rows=2,
        help_text=_("What was looked at. It stands with each of the reviews."),
    )


class OwnerForm(forms.Form):
    owner = forms.ModelChoiceField(
        label=_("New owner"), queryset=User.objects.none(), empty_label=_("Choose a person")
    )

    def __init__(self, *args: object, **options: object) -> None:
        super().__init__(*args, **options)
        able = User.objects.filter(is_active=True, groups__name__in=EDITORS).distinct()
        self.fields["owner"].queryset = able.order_by("username")
