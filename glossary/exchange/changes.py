"""What an import changes about entries that are there already, and which drafts it may write."""

from collections.abc import Sequence

from django.contrib.auth.models import User

from glossary.content import content_hash
from glossary.errors import GlossaryError
from glossary.exchange.records import EntryRecord
from glossary.exchange.sources import digest
from glossary.models import Entry, ImportedSource, State, Version
from glossary.workflow.drafting import begin_again, open_draft
from glossary.workflow.registers import section_kinds
from glossary.workflow.transitions import Action, transition_for
from glossary.workflow.writing import normal_form


def entries_unchanged(pairs: Sequence[tuple[EntryRecord, Entry]]) -> set[int]:
    """Return the keys of the entries about which their records say nothing new.

    A bundle is compared by its content: it names the concept, and the bytes it carries are
    those of an earlier import and say nothing about what has been edited since.
    """
    by_bytes = [pair for pair in pairs if pair[0].source and not pair[0].concept]
    by_content = [pair for pair in pairs if not (pair[0].source and not pair[0].concept)]
    return same_bytes(by_bytes) | same_content(by_content)


def same_bytes(pairs: Sequence[tuple[EntryRecord, Entry]]) -> set[int]:
    """Return the entries whose last import brought the same bytes."""
    imported = ImportedSource.objects.filter(version__entry__in=[entry for _, entry in pairs])
    # An import that was undone may come again; a draft that a person discarded may not.
    imported = imported.filter(undone_at__isnull=True)
    rows = imported.exclude(sha256="").order_by("version__sequence")
    last = dict(rows.values_list("version__entry", "sha256"))
    return {
        entry.pk
        for record, entry in pairs
        if record.source and last.get(entry.pk) == digest(record.source.raw)
    }


def same_content(pairs: Sequence[tuple[EntryRecord, Entry]]) -> set[int]:
    """Return the entries whose newest or current version says the same."""
    if not pairs:
        return set()
    versions = Version.objects.filter(entry__in=[entry for _, entry in pairs])
    versions = versions.exclude(state=State.DISCARDED)
    newest = dict(versions.order_by("sequence").values_list("entry", "pk"))
    keys = {*newest.values(), *(entry.current_id for _, entry in pairs if entry.current_id)}
    known = {
        (version.entry_id, version.current_hash())
        for version in Version.objects.with_content().filter(pk__in=keys)
    }
    kinds = section_kinds()
    return {
        entry.pk
        for record, entry in pairs
        if (entry.pk, content_hash(normal_form(record.content, kinds=kinds))) in known
    }


def drafts_of(entries: Sequence[Entry], *, by: User) -> list[Version]:
    """Return the versions to write to; never one that a person has worked on since the import."""
    opened = Version.objects.open().with_content().filter(entry__in=entries)
    drafts = {version.entry_id: version for version in opened}
    sources = ImportedSource.objects.filter(version__in=drafts.values())
    imported = dict(sources.values_list("version", "content_hash"))
    for version in drafts.values():
        transition_for(Action.SAVE, version.state)
        if imported.get(version.pk) != version.current_hash():
            raise GlossaryError(
                f"{version.entry} has an open version that is being worked on; finish it first."
            )
    keys = [entry.pk for entry in entries]
    given_up = set(Entry.objects.given_up().filter(pk__in=keys).values_list("pk", flat=True))
    return [
        drafts.get(entry.pk) or (begin_again if entry.pk in given_up else open_draft)(entry, by=by)
        for entry in entries
    ]
