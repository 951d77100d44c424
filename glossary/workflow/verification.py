"""Does each version agree with the record? Finds what was changed past the workflow (W-16).

The record itself is verified by `chain`; here it is believed. Everything is recomputed from
the rows themselves, in constant memory.
"""

from collections import defaultdict
from collections.abc import Iterator
from dataclasses import dataclass
from itertools import islice

from django.db import transaction
from django.db.models import Exists, OuterRef, Q, QuerySet

from glossary.models import Decision, Outcome, Version
from glossary.workflow.agreement import Case, disagreements
from glossary.workflow.disposal import DISPOSE
from glossary.workflow.signatures import signatures_among
from glossary.workflow.steps import locked

CHUNK = 200


@dataclass(frozen=True, kw_only=True)
class Fault:
    """A version that is not what its record says."""

    entry: str
    version: str
    problem: str

    def __str__(self) -> str:
        return f"{self.entry} {self.version}: {self.problem}"


def faults() -> Iterator[Fault]:
    """Yield everything that does not agree, then the versions that are gone."""
    versions = all_versions().iterator(chunk_size=CHUNK)
    while chunk := list(islice(versions, CHUNK)):
        for case in cases_of(chunk):
            if any(disagreements(case)):
                yield from faults_of(case.version)
    yield from vanished()


def all_versions() -> QuerySet[Version]:
    versions = Version.objects.with_content().select_related("successor")
    return versions.prefetch_related("contributors").order_by("entry", "sequence")


def faults_of(version: Version) -> list[Fault]:
    """Look again while nobody can act on a suspect: it may have moved on between two queries."""
    with transaction.atomic():
        locked(version)
        (case,) = cases_of([all_versions().get(pk=version.pk)])
        return [
            Fault(entry=case.version.entry.number, version=name_of(case.version), problem=problem)
            for problem in disagreements(case)
        ]


def name_of(version: Version) -> str:
    return f"version {version.label}" if version.major is not None else f"#{version.sequence}"


def cases_of(versions: list[Version]) -> list[Case]:
    """Return the versions with their decisions, which one query brings for all of them."""
    record = defaultdict(list)
    entries = {version.entry_id for version in versions}
    for row in carried_out().filter(entry__in=entries).order_by("seq"):
        record[row.entry_id, row.version_sequence].append(row)
    return [case_of(version, record[version.entry_id, version.sequence]) for version in versions]


def case_of(version: Version, record: list[Decision]) -> Case:
    signatures = [found.decision for found in signatures_among(record) if found.is_valid]
    return Case(version=version, record=tuple(record), signatures=tuple(signatures))


def carried_out() -> QuerySet[Decision]:
    return Decision.objects.filter(object_type="version", outcome=Outcome.DONE)


def vanished() -> Iterator[Fault]:
    """Yield versions of which only decisions are left, though nobody disposed of the entry."""
    known = Version.objects.filter(entry=OuterRef("entry"), sequence=OuterRef("version_sequence"))
    rows = carried_out().filter(~Exists(known), entry__isnull=False)
    disposed = Decision.objects.filter(action=DISPOSE, outcome=Outcome.DONE).values("entry")
    left = rows.exclude(entry__in=disposed).order_by("entry_number")
    for number, sequence in left.values_list("entry_number", "version_sequence").distinct():
        yield Fault(entry=number, version=f"#{sequence}", problem="is gone")


def signature_count() -> int:
    """Return how many signatures there are, those that no longer hold included."""
    return Decision.objects.filter(~Q(meaning=""), outcome=Outcome.DONE).count()
