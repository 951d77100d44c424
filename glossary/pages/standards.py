"""The register of standards: which there are, in which editions, and how often they are cited."""

from collections.abc import Mapping
from dataclasses import dataclass
from itertools import groupby

from django.db.models import Count, Exists, F, OuterRef, Q, QuerySet

from glossary.models import RELEASED_STATES, Citation, Clause, Standard
from glossary.wording.collation import sort_key


@dataclass(frozen=True, kw_only=True)
class Edition:
    """An edition and how many published entries cite it."""

    standard: Standard
    entry_count: int


@dataclass(frozen=True, kw_only=True)
class StandardLine:
    """A standard with its editions, the latest first."""

    designation: str
    editions: tuple[Edition, ...]


def register() -> QuerySet[Standard]:
    """Return the standards readers may know of; one that only drafts name is not among them."""
    clauses = Clause.objects.filter(standard=OuterRef("pk"))
    released = Citation.objects.filter(standard=OuterRef("pk"), version__state__in=RELEASED_STATES)
    return Standard.objects.filter(~Q(title="") | Exists(clauses) | Exists(released))


def current_citations() -> QuerySet[Citation]:
    return Citation.objects.filter(version__entry__current=F("version")).order_by()


def standard_count() -> int:
    """Return how many standards readers may know of, whatever the number of their editions."""
    return register().order_by().values("designation").distinct().count()


def standard_lines() -> list[StandardLine]:
    """Return the register in the order of its designations."""
    counts = current_citations().filter(standard__isnull=False).values_list("standard")
    cited = dict(counts.annotate(count=Count("version", distinct=True)))
    return [
        StandardLine(designation=designation, editions=tuple(members))
        for designation, members in groupby(
            editions_of(register(), cited), key=lambda one: one.standard.designation
        )
    ]


def editions_of(standards: QuerySet[Standard], cited: Mapping[int, int]) -> list[Edition]:
    """Return editions by designation, the latest of each first."""
    rows = sorted(standards, key=lambda one: one.edition, reverse=True)
    rows.sort(key=lambda one: (sort_key(one.designation, language="en"), one.designation))
    return [Edition(standard=row, entry_count=cited.get(row.pk, 0)) for row in rows]
