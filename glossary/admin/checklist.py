"""What a reviewer looks at before signing. An aid on the page: what is ticked is not kept."""

from collections.abc import Callable
from dataclasses import dataclass

from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

from glossary.models import EntryKind, Version


def is_term(version: Version) -> bool:
    return version.entry.kind == EntryKind.TERM


def is_later(version: Version) -> bool:
    """Whether another version is in force, so that readers are told what changes."""
    return version.entry.current_id not in (None, version.pk)


@dataclass(frozen=True, kw_only=True)
class Look:
    """One thing to look at; `concerns` says with which versions."""

    text: Promise
    concerns: Callable[[Version], bool] = lambda version: True


LOOKS = (
    Look(
        text=_(
            "The short definition is one phrase that can stand in a sentence in place of the term."
        ),
        concerns=is_term,
    ),
    Look(
        text=_("It says what kind of thing this is and what sets it apart, without using itself."),
        concerns=is_term,
    ),
    Look(
        text=_("The question is answered in the first sentences; the rest gives the reasons."),
        concerns=lambda version: not is_term(version),
    ),
    Look(text=_("Every fact can be found in a source named here; edition and clause are right.")),
    Look(text=_("Links and relations lead to the meaning that is meant, and none is missing.")),
    Look(text=_("Examples, risks and recommendations would stand up in front of a colleague.")),
    Look(text=_("The words are our own, and no person, customer or secret is in them.")),
    Look(
        text=_("The change note tells readers what is different, and the class of change fits it."),
        concerns=is_later,
    ),
    Look(
        text=_("The reasons for the waived findings hold."),
        concerns=lambda version: bool(version.waivers.all()),
    ),
)


def checklist_for(version: Version) -> list[Promise]:
    """Return what to look at in this version."""
    return [look.text for look in LOOKS if look.concerns(version)]
