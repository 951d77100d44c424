"""What the page of forms shows: the saved text, a copy of unsaved text, or nothing yet."""

from dataclasses import dataclass

from django.http import HttpRequest
from django.urls import reverse
from django.utils.http import urlencode

from glossary.admin.basis import Basis, as_posted
from glossary.admin.conflicts import ConflictRow
from glossary.admin.copies import OfferedCopy, copies_offered, forms_of
from glossary.admin.desk import Desk, entry_url
from glossary.admin.entry_forms import EntryForms
from glossary.admin.forms import SubmitForm
from glossary.content import Content
from glossary.errors import GlossaryError
from glossary.models import Entry, RecoveryCopy
from glossary.text import in_one_line
from glossary.workflow.diff import Change

TITLE_LENGTH = 200


@dataclass(frozen=True, kw_only=True)
class Sheet:
    """What the page of forms shows. `desk` is missing for an entry that is still to be made.

    `changes` is the difference to the saved text, or what was taken over from it; `conflicts`
    are places that both sides changed.
    """

    forms: EntryForms
    kind: str
    basis: Basis = Basis()
    desk: Desk | None = None
    error: GlossaryError | None = None
    changes: tuple[Change, ...] = ()
    conflicts: tuple[ConflictRow, ...] = ()
    is_merged: bool = False
    is_unsaved: bool = False
    copies: tuple[OfferedCopy, ...] = ()
    submit_form: SubmitForm | None = None
    namesakes: tuple[Entry, ...] = ()
    status: int = 200

    @property
    def live_url(self) -> str:
        """Return where the page of what is typed can be had before it is saved."""
        if self.desk:
            return entry_url("live_preview", self.desk.entry.pk)
        return f"{reverse('admin:glossary_entry_add_preview')}?{urlencode({'kind': self.kind})}"


def opened_sheet(request: HttpRequest, desk: Desk) -> Sheet:
    """Return the saved text in its forms, or the copy of unsaved text that was asked for."""
    offered = copies_offered(by=request.user, entry=desk.entry)
    copy = asked_copy(request, offered)
    if copy:
        return recovered_sheet(copy, desk=desk)
    loaded = desk.version.content()
    return Sheet(
        forms=EntryForms(loaded, kind=desk.entry.kind, own=desk.entry.pk),
        kind=desk.entry.kind,
        desk=desk,
        basis=Basis.of(loaded),
        copies=tuple(offered),
    )


def recovered_sheet(copy: RecoveryCopy, *, desk: Desk | None = None) -> Sheet:
    posted = as_posted(copy.fields)
    return Sheet(
        forms=forms_of(copy),
        kind=copy.kind,
        desk=desk,
        basis=Basis.sent(posted),
        submit_form=SubmitForm(initial=posted.dict()),
        is_unsaved=True,
    )


def new_sheet(request: HttpRequest, kind: str) -> Sheet:
    """Return empty forms with the title of the address, or the copy that was asked for."""
    offered = copies_offered(by=request.user, kind=kind)
    copy = asked_copy(request, offered)
    if copy:
        return recovered_sheet(copy)
    title = in_one_line(request.GET.get("title", ""))[:TITLE_LENGTH]
    forms = EntryForms(Content(title=title), kind=kind)
    return Sheet(forms=forms, kind=kind, basis=Basis.for_new_entry(), copies=tuple(offered))


def asked_copy(request: HttpRequest, offered: list[OfferedCopy]) -> RecoveryCopy | None:
    """Return the copy that the address names, if it is one of those offered here."""
    asked = request.GET.get("copy", "")
    return next((one.copy for one in offered if str(one.copy.pk) == asked), None)
