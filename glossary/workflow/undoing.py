"""Taking back what an import brought in, as far as nobody has made it his or her own (E-45)."""

from django.contrib.auth.models import User
from django.db import transaction
from django.utils import timezone

from glossary.errors import GlossaryError
from glossary.models import Batch, Entry, ImportedSource, State
from glossary.workflow.drafting import discard

DISCARDED = "discarded"


def take_back(entry: Entry, *, batch: Batch, by: User) -> str:
    """Discard the draft that a batch brought in; return "discarded", or why it is left."""
    sources = ImportedSource.objects.filter(version__entry=entry, batch=batch)
    source = sources.defer("raw").order_by("-version__sequence").first()
    if source is None:
        return "left: a later import has brought it in again"
    if source.undone_at:
        return DISCARDED
    if reason := reason_to_leave(source):
        return f"left: {reason}"
    try:
        with transaction.atomic():
            discard(source.version, by=by, reason=f"Import of batch {batch.pk} undone")
            ImportedSource.objects.filter(pk=source.pk).update(undone_at=timezone.now())
    except GlossaryError as error:
        return f"left: {error}"
    return DISCARDED


def reason_to_leave(source: ImportedSource) -> str:
    """Return why a draft is not the import's alone any more, empty if it is."""
    version = source.version
    if version.is_released:
        return "it is published, or was"
    if version.state != State.DRAFT:
        return f"its version is {State(version.state).label}"
    if version.created_at < source.batch.at:
        return "it was a draft before this import"
    if version.current_hash() != source.content_hash:
        return "somebody has worked on it since"
    return ""
