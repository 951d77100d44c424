"""What entries have to do with each other, read from what is stored, some hundred at a time.

Nothing here depends on the size of the glossary: every look-up ends after CANDIDATES rows. What
more entries have in common than that says little and counts for nothing; a limit on the rows
alone would let their order decide.
"""

from collections import defaultdict
from collections.abc import Collection, Iterable, Iterator, Mapping
from dataclasses import dataclass
from itertools import chain
from operator import itemgetter

from django.contrib.contenttypes.models import ContentType
from django.db import connection
from django.db.models import F

from glossary.models import Citation, Entry, Mention, RelatedLink
from glossary.publishing.related import Evidence, Kind
from glossary.publishing.stated import STATED_THERE

CANDIDATES = 200
# SQLite takes 500 parts in one statement.
BRANCHES = 200
# A clause that more entries cite is what the whole field is about.
CITING_MOST = 50
MENTIONING = """SELECT * FROM (
    SELECT %s AS place, source_id FROM glossary_mention WHERE target_id = %s LIMIT %s) AS few"""
CHOOSING = """SELECT * FROM (
    SELECT %s AS place, entry_id, kind FROM glossary_relatedlink
    WHERE target_id = %s AND is_curated LIMIT %s) AS few"""
CITING = """SELECT * FROM (
    SELECT %s AS place, entry.id FROM glossary_standard standard
    CROSS JOIN glossary_citation citation CROSS JOIN glossary_entry entry
    WHERE standard.designation = %s AND citation.standard_id = standard.id
    AND citation.clause = %s AND entry.current_id = citation.version_id LIMIT %s) AS few"""
TAGGED = """SELECT place, entry.id, entry.subject_id, entry.language FROM (
    SELECT %s AS place, object_id FROM taggit_taggeditem
    WHERE tag_id = %s AND content_type_id = %s LIMIT %s) AS few
    CROSS JOIN glossary_entry entry
    WHERE entry.id = few.object_id AND entry.current_id IS NOT NULL"""

Clause = tuple[str, str]
Facts = dict[int, list[Evidence]]
Pairs = set[tuple[int, int]]


@dataclass(frozen=True, kw_only=True)
class Profile:
    """What a published entry is filed under; `tags` are names by their keys."""

    language: str
    subject: int | None
    tags: Mapping[int, str]


@dataclass(frozen=True, kw_only=True)
class Few:
    """Rows by key, and the keys with more than were asked for."""

    rows: dict[tuple, list[tuple]]
    overfull: frozenset[tuple]


def few_each(branch: str, keys: Iterable[tuple], *, most: int) -> Few:
    """Run `branch` for each key and return its rows, of each key `most` at most.

    `branch` takes a number to know the key by, the key and the limit.
    """
    keys = list(keys)
    rows: dict[tuple, list[tuple]] = defaultdict(list)
    for start in range(0, len(keys), BRANCHES):
        part = keys[start : start + BRANCHES]
        with connection.cursor() as cursor:
            values = [value for place, key in enumerate(part) for value in (place, *key, most + 1)]
            cursor.execute(" UNION ALL ".join([branch] * len(part)), values)
            for place, *row in cursor.fetchall():
                rows[part[place]].append(tuple(row))
    overfull = frozenset(key for key, found in rows.items() if len(found) > most)
    return Few(rows={key: rows[key] for key in rows.keys() - overfull}, overfull=overfull)


def strong_evidence(entries: Collection[int], chosen: Pairs) -> Facts:
    """Return what makes others neighbours of these entries, beside what they state themselves.

    `chosen` are the pairs of an entry and one that it states. An entry that very many name or
    choose has only those of them as neighbours that it names or chooses itself.
    """
    facts: Facts = defaultdict(list)
    made = set(Mention.objects.filter(source__in=entries).values_list("source", "target"))
    for pk, target in made:
        facts[pk].append(Evidence(target=target, kind=Kind.MENTIONS))
    own = chosen | made
    for pk, evidence in chain(
        mentioned_by(entries, own), chosen_there(entries, own), shared_clauses(entries)
    ):
        facts[pk].append(evidence)
    return facts


def mentioned_by(entries: Collection[int], own: Pairs) -> Iterator[tuple[int, Evidence]]:
    few = few_each(MENTIONING, [(pk,) for pk in entries], most=CANDIDATES)
    for (pk,), rows in few.rows.items():
        for (source,) in rows:
            yield pk, Evidence(target=source, kind=Kind.MENTIONED_BY)
    if hubs := {pk for (pk,) in few.overfull}:
        others = {target for pk, target in own if pk in hubs}
        back = Mention.objects.filter(target__in=hubs, source__in=others)
        for pk, source in back.values_list("target", "source"):
            if (pk, source) in own:
                yield pk, Evidence(target=source, kind=Kind.MENTIONED_BY)


def chosen_there(entries: Collection[int], own: Pairs) -> Iterator[tuple[int, Evidence]]:
    few = few_each(CHOOSING, [(pk,) for pk in entries], most=CANDIDATES)
    for (pk,), rows in few.rows.items():
        for source, kind in rows:
            yield pk, Evidence(target=source, kind=STATED_THERE.get(kind, Kind.CHOSEN_THERE))
    if hubs := {pk for (pk,) in few.overfull}:
        others = {target for pk, target in own if pk in hubs}
        links = RelatedLink.objects.filter(target__in=hubs, entry__in=others, is_curated=True)
        for pk, source, kind in links.values_list("target", "entry", "kind"):
            if (pk, source) in own:
                yield pk, Evidence(target=source, kind=STATED_THERE.get(kind, Kind.CHOSEN_THERE))


def shared_clauses(entries: Collection[int]) -> Iterator[tuple[int, Evidence]]:
    """Yield entries that cite the same clause; the same standard alone would join everything."""
    cited = clauses_of(entries)
    clauses = {clause for found in cited.values() for clause in found}
    sharing = few_each(CITING, sorted(clauses), most=CITING_MOST)
    for pk, clauses in cited.items():
        for clause in sorted(clauses):
            for (other,) in sharing.rows.get(clause, ()):
                if other != pk:
                    names = (", ".join(clause),)
                    yield pk, Evidence(target=other, kind=Kind.SHARED_STANDARDS, names=names)


def clauses_of(entries: Collection[int]) -> dict[int, set[Clause]]:
    """Return the clauses that published entries cite; other editions of a standard are the same."""
    rows = Citation.objects.filter(version__entry__in=entries, version=F("version__entry__current"))
    rows = rows.filter(standard__isnull=False).exclude(clause="")
    clauses: dict[int, set[Clause]] = defaultdict(set)
    for pk, *clause in rows.values_list("version__entry", "standard__designation", "clause"):
        clauses[pk].add((clause[0], clause[1]))
    return clauses


def profiles_of(pks: Collection[int]) -> dict[int, Profile]:
    """Describe those of the entries that are published, in two queries."""
    published = Entry.objects.published().filter(pk__in=pks)
    rows = published.order_by().values_list("pk", "language", "subject")
    tags = tags_of(pks)
    return {
        pk: Profile(language=language, subject=subject, tags=tags.get(pk, {}))
        for pk, language, subject in rows
    }


def tags_of(pks: Collection[int]) -> dict[int, dict[int, str]]:
    through = Entry.tags.through.objects
    rows = through.filter(content_type=entry_type(), object_id__in=pks)
    tags: dict[int, dict[int, str]] = defaultdict(dict)
    for pk, tag, name in rows.values_list("object_id", "tag", "tag__name"):
        tags[pk][tag] = name
    return tags


def entry_type() -> ContentType:
    return ContentType.objects.get_for_model(Entry)


def weak_evidence(own: Profile, other: Profile, *, target: int) -> Iterator[Evidence]:
    """Yield what two entries have in common without either saying so."""
    if own.language != other.language:
        return
    # Sorted here: asked for an order, SQLite goes through all tags of the glossary by name.
    shared = tuple(sorted(own.tags[tag] for tag in own.tags.keys() & other.tags.keys()))
    if shared:
        yield Evidence(target=target, kind=Kind.SHARED_TAGS, names=shared)
    if own.subject and own.subject == other.subject:
        yield Evidence(target=target, kind=Kind.SAME_SUBJECT)


def filed_alike(entries: Mapping[int, Profile]) -> Facts:
    """Return others that share a tag and the subject of an entry."""
    tags = {tag for profile in entries.values() if profile.subject for tag in profile.tags}
    tagged = few_each(TAGGED, [(tag, entry_type().pk) for tag in sorted(tags)], most=CANDIDATES)
    alike: dict[tuple, list[int]] = defaultdict(list)
    for (tag, _type), rows in tagged.rows.items():
        for other, subject, language in rows:
            alike[tag, subject, language].append(other)
    facts: Facts = defaultdict(list)
    for pk, profile in entries.items():
        for tag, name in sorted(profile.tags.items(), key=itemgetter(1)):
            for other in sorted(alike.get((tag, profile.subject, profile.language), ())):
                facts[pk].append(Evidence(target=other, kind=Kind.SHARED_TAGS, names=(name,)))
                facts[pk].append(Evidence(target=other, kind=Kind.SAME_SUBJECT))
    return facts
