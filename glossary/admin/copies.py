"""Recovery copies as the page of an entry offers them (E-05)."""

from dataclasses import dataclass

from django.contrib.auth.models import User

from glossary.admin.basis import Basis, as_posted
from glossary.admin.entry_forms import EntryForms
from glossary.content import Content, content_hash
from glossary.models import Entry, RecoveryCopy, Version
from glossary.pages.differences import LabelledChange, labelled
from glossary.workflow.diff import content_diff


@dataclass(frozen=True, kw_only=True)
class OfferedCopy:
    """A copy of unsaved text with what it would change.

    `is_whole` is False for what could not be saved as it is; the difference is then left out.
    `is_older` says that somebody has saved the entry since.
    """

    copy: RecoveryCopy
    title: str
    changes: list[LabelledChange]
    is_whole: bool
    is_older: bool


def forms_of(copy: RecoveryCopy) -> EntryForms:
    """Return the forms with what the copy holds, as if it had just been sent."""
    saved = saved_content(copy)
    return EntryForms(saved, kind=copy.kind, own=copy.entry_id, posted=as_posted(copy.fields))


def saved_content(copy: RecoveryCopy) -> Content:
    """Return what the newest version says; nothing for an entry that is still to be made."""
    versions = Version.objects.with_content().filter(entry=copy.entry_id)
    version = versions.order_by("-sequence").first()
    return version.content() if version else Content(title="")


def is_worth_offering(copy: RecoveryCopy) -> bool:
    """Whether the copy says anything else than what is saved."""
    forms = forms_of(copy)
    return not forms.is_valid() or forms.content() != saved_content(copy)


def offered(copy: RecoveryCopy) -> OfferedCopy | None:
    """Return the copy as it is offered; None where nothing in it is unsaved."""
    forms, saved = forms_of(copy), saved_content(copy)
    is_whole = forms.is_valid()
    if is_whole and forms.content() == saved:
        return None
    changes = content_diff(saved, forms.content()) if is_whole else []
    based_on = Basis.sent(as_posted(copy.fields)).based_on
    return OfferedCopy(
        copy=copy,
        title=as_posted(copy.fields).get("title", ""),
        changes=labelled(changes),
        is_whole=is_whole,
        is_older=copy.entry_id is not None and based_on != content_hash(saved),
    )


def copies_offered(*, by: User, entry: Entry | None = None, kind: str = "") -> list[OfferedCopy]:
    """Return the person's own copies for this page: of the entry, or of new ones of a kind."""
    copies = RecoveryCopy.objects.filter(person=by, entry=entry)
    if kind:
        copies = copies.filter(kind=kind)
    return [found for copy in copies if (found := offered(copy))]
