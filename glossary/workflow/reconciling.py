"""Find and repair what is derived and does not match the versions that are in force.

Everything is derived once more, rendered from the text and not from what is kept; whatever
differs from what stood there is reported, entry by entry.
"""

from collections import defaultdict
from collections.abc import Sequence
from contextlib import nullcontext
from dataclasses import dataclass
from hashlib import blake2b

from django.db import transaction
from django.db.models import Model

from glossary.models import (
    Entry,
    ExplicitLink,
    IndexLine,
    Mention,
    Publication,
    PublishedName,
    RelatedLink,
    Rendering,
    SearchDocument,
    SearchName,
    canonical_json,
)
from glossary.publishing.pipeline import store_made
from glossary.search import index, remove
from glossary.workflow.rebuild import (
    Progress,
    documents_of,
    locked,
    made_pages,
    names_kept,
    portions_of,
    renew_names,
)
from glossary.workflow.ripples import relate_entries

# What is compared: a table, the way from its rows to the entry, and columns that are no content.
DERIVED: dict[str, tuple[type[Model], str, frozenset[str]]] = {
    "rendering": (Rendering, "version__entry", frozenset({"rendered_at", "version_id"})),
    "page": (Publication, "entry", frozenset({"rendered_at", "sections"})),
    "links": (Publication, "entry", frozenset({"rendered_at", "title", "teaser", "plain_text"})),
    "names": (PublishedName, "entry", frozenset()),
    "A-Z": (IndexLine, "entry", frozenset()),
    "mentions": (Mention, "source", frozenset()),
    "explicit links": (ExplicitLink, "source", frozenset()),
    "related articles": (RelatedLink, "entry", frozenset()),
    "search": (SearchDocument, "entry", frozenset()),
    "search names": (SearchName, "document__entry", frozenset({"document_id"})),
}
State = dict[tuple[int, str], bytes]
NOTHING = b""


@dataclass(frozen=True, kw_only=True)
class Mended:
    """An entry and the kinds of derived data that did not match."""

    number: str
    title: str
    kinds: tuple[str, ...]


def reconcile(*, dry_run: bool = False, progress: Progress) -> list[Mended]:
    """Return what did not match; it is mended unless `dry_run`.

    Names come first and related articles last, for all entries: each step rests on the one
    before. A dry run is undone as a whole, otherwise every portion is a transaction.
    """
    with transaction.atomic() if dry_run else nullcontext():
        gone = clear_leftovers()
        before, after = renewed(progress=progress)
        if dry_run:
            transaction.set_rollback(True)
    kinds: dict[int, list[str]] = {pk: ["left over"] for pk in gone}
    for pk, kind in sorted(before.keys() | after.keys()):
        if before.get((pk, kind), NOTHING) != after.get((pk, kind), NOTHING):
            kinds.setdefault(pk, []).append(kind)
    entries = Entry.objects.filter(pk__in=kinds).order_by("pk").only("number", "title")
    return [
        Mended(number=entry.number, title=entry.title, kinds=tuple(kinds[entry.pk]))
        for entry in entries
    ]


def clear_leftovers() -> set[int]:
    """Take away what is derived from entries that are not in force any more."""
    gone: set[int] = set()
    for model, path, _left_out in DERIVED.values():
        if model is not Rendering:
            rows = model.objects.filter(**{f"{path}__current__isnull": True})
            gone |= set(rows.values_list(path, flat=True))
    remove(gone)
    for model, path, _left_out in DERIVED.values():
        if model is not Rendering:
            model.objects.filter(**{f"{path}__in": gone}).delete()
    return gone


def renewed(*, progress: Progress) -> tuple[State, State]:
    """Derive everything anew; return what stood there before and what stands there now."""
    pks = list(Entry.objects.published().order_by("pk").values_list("pk", flat=True))
    portions = portions_of(pks)
    before: State = {}
    after: State = {}
    for portion in portions:
        before |= state_of(portion)
    with names_kept():
        for name, step in (
            ("names", renew_names),
            ("pages", render_anew),
            ("related", relate_anew),
        ):
            done = 0
            for portion in portions:
                step(portion)
                done += len(portion)
                progress(name, done, len(pks))
    for portion in portions:
        after |= state_of(portion)
    return before, after


def render_anew(pks: Sequence[int]) -> None:
    """Store pages and search documents, whatever stood there; search may have lost its own."""
    with locked(pks):
        pages = made_pages(pks, fresh=True)
        store_made(pages)
        index(documents_of(pages))


def relate_anew(pks: Sequence[int]) -> None:
    relate_entries(pks, compared=pks)


def state_of(pks: Sequence[int]) -> State:
    """Return a digest for each entry and kind of derived data that it has."""
    found: dict[tuple[int, str], list[str]] = defaultdict(list)
    for kind, (model, path, left_out) in DERIVED.items():
        fields = [field for field in model._meta.concrete_fields if not field.primary_key]
        columns = [field.attname for field in fields if field.attname not in left_out]
        rows = model.objects.filter(**{f"{path}__in": pks})
        for pk, *values in rows.values_list(path, *columns):
            found[pk, kind].append(canonical_json(list(map(str, values))))
    return {key: digest(sorted(rows)) for key, rows in found.items()}


def digest(rows: Sequence[str]) -> bytes:
    return blake2b("\n".join(rows).encode(), digest_size=16).digest()
