"""The stored lists of related articles: their rows, made and written only where they differ."""

import re
from collections import defaultdict
from collections.abc import Collection, Mapping, Sequence
from itertools import takewhile
from operator import itemgetter
from typing import NamedTuple

from django.utils.translation import gettext as _

from glossary.models import RelatedLink, Relation, add_rows, fetch_columns
from glossary.publishing.related import CURATED_AT_LEAST, RelatedFound
from glossary.publishing.relations import slug_in
from glossary.publishing.stated import Neighbourhood, reason_for
from glossary.text import fold, teaser_of


class Row(NamedTuple):
    """The columns of a `RelatedLink` but its key, its entry and its place in the list."""

    target_id: int | None
    relevance: int
    reason: str
    is_curated: bool = False
    kind: str = ""
    title: str = ""
    folded_title: str = ""
    subject: str = ""
    slug: str = ""
    external_id: str = ""
    teaser: str = ""


Rows = list[Row]


def stored_rows(pks: Collection[int]) -> dict[int, Rows]:
    stored: dict[int, Rows] = {pk: [] for pk in pks}
    columns = ("entry_id", "position", *Row._fields)
    for pk, _position, *values in sorted(
        fetch_columns(RelatedLink, columns, where="entry_id", among=pks), key=itemgetter(0, 1)
    ):
        stored[pk].append(Row(*values))
    return stored


def rows_for(around: Neighbourhood, found: Sequence[RelatedFound]) -> Rows:
    """Return the rows of a list: what the editors named in their order, then the computed."""
    by_target = {link.target: link for link in found}
    rows = []
    for relation in around.relations:
        target = around.targets.get(relation.pk)
        if target is None:
            rows.append(described_row(relation))
        elif target in by_target:
            rows.append(described_row(relation, found=by_target.pop(target)))
    rows += [computed_row(link) for link in by_target.values()]
    once: dict[tuple[int | None, str], Row] = {}
    for row in rows:
        once.setdefault((row.target_id, "" if row.target_id else row.folded_title), row)
    return list(once.values())


def described_row(relation: Relation, *, found: RelatedFound | None = None) -> Row:
    """Return the row of a stated relation, as the source described the article.

    The description stays when the article is there: another one may come that fits better.
    """
    relevance = found.relevance if found else CURATED_AT_LEAST
    reason = found.reason if found else reason_for(relation) or _("chosen by the editors")
    return Row(
        target_id=found.target if found else None,
        relevance=rated(relation.rating) or relevance,
        reason=reason[:500],
        is_curated=True,
        kind=relation.kind,
        title=relation.title,
        folded_title=fold(relation.title)[:300],
        subject=relation.subject,
        slug=slug_in(relation.address),
        external_id=relation.external_id,
        teaser=teaser_of(relation.teaser),
    )


def computed_row(link: RelatedFound) -> Row:
    """Return a row without copies of the target, which would outlive what they show."""
    return Row(target_id=link.target, relevance=link.relevance, reason=link.reason[:500])


def replace_rows(rows: Mapping[int, Rows], stored: Mapping[int, Rows]) -> None:
    """Write the lists where they differ from what is stored: from the first other row on."""
    ends: dict[int, list[int]] = defaultdict(list)
    added = []
    for pk, wanted in rows.items():
        alike = len(same_beginning(wanted, stored[pk]))
        if alike < len(stored[pk]):
            ends[alike].append(pk)
        added += [(pk, position, *row) for position, row in enumerate(wanted[alike:], start=alike)]
    for position, pks in ends.items():
        RelatedLink.objects.filter(entry__in=pks, position__gte=position).delete()
    add_rows(RelatedLink, ("entry_id", "position", *Row._fields), added)


def same_beginning(one: Rows, other: Rows) -> Rows:
    return [
        row
        for row, _same in takewhile(lambda pair: pair[0] == pair[1], zip(one, other, strict=False))
    ]


def rated(rating: str) -> int:
    """Return a source's own mark ("7/10") as a relevance from 1 to 10, 0 where there is none."""
    mark = re.fullmatch(r"(\d+)/(\d+)", rating)
    if not mark or not int(mark[2]):
        return 0
    return max(1, min(10, round(int(mark[1]) * 10 / int(mark[2]))))
