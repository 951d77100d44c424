"""The decisions a person is offered on a desk, each with its form."""

from dataclasses import dataclass

from django.http import HttpRequest

from glossary.admin import decision_forms as typed
from glossary.admin.choice import Choice
from glossary.admin.choices import CHOICES
from glossary.admin.desk import Desk
from glossary.admin.proving import needs_password
from glossary.admin.reserving import RESERVING


@dataclass(frozen=True, kw_only=True)
class Offer:
    """A decision with its form, ready to be shown."""

    choice: Choice
    form: typed.DecisionForm


def offers_for(request: HttpRequest, desk: Desk, *, refused: Offer | None = None) -> list[Offer]:
    """Return what this person may decide now; a refused one comes back with what was typed."""
    return [
        refused
        if refused and refused.choice is choice
        else Offer(choice=choice, form=form_for(request, choice, desk))
        for choice in CHOICES
        if choice.is_for(desk)
    ]


def reserving_offer(request: HttpRequest, desk: Desk) -> Offer | None:
    """Return what this person may do now about the reservation of the draft."""
    offers = (
        Offer(choice=one, form=form_for(request, one, desk))
        for one in RESERVING
        if one.is_for(desk)
    )
    return next(offers, None)


def form_for(
    request: HttpRequest, choice: Choice, desk: Desk, *, is_posted: bool = False
) -> typed.DecisionForm:
    """Return the form of a decision, asking for the password if the last proof is too old."""
    version = choice.on(desk) or desk.version
    form = choice.form(
        request.POST if is_posted else None,
        version=version,
        auto_id=f"decide-{choice.name}-%s",
    )
    if "like" in form.fields:
        form.fields["like"].queryset = desk.restorable()
    if choice.signs and needs_password(request):
        form.fields["password"] = typed.PasswordField()
    return form
