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

from glossary.models import Entry, Mention, RelatedLink
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
# What is stored about some entries, under its name and by entry: a number and two words. All
# have these columns so that one statement can ask for several; each for itself costs more in
# being put together than in being carried out.
ABOUT = {
    "filing": """SELECT 'filing' AS fact, id, subject_id, language, slug FROM glossary_entry
        WHERE current_id IS NOT NULL AND id IN ({})""",
    "ids": """SELECT 'ids', entry_id, 0, identifier, '' FROM glossary_externalid
        WHERE entry_id IN ({})""",
    "tags": """SELECT 'tags', item.object_id, tag.id, tag.name, ''
        FROM taggit_taggeditem item JOIN taggit_tag tag ON tag.id = item.tag_id
        JOIN django_content_type kind ON kind.id = item.content_type_id
        WHERE kind.app_label = 'glossary' AND kind.model = 'entry' AND item.object_id IN ({})""",
    "clauses": """SELECT 'clauses', entry.id, 0, standard.designation, citation.clause
        FROM glossary_entry entry
        JOIN glossary_citation citation ON citation.version_id = entry.current_id
        JOIN glossary_standard standard ON standard.id = citation.standard_id
        WHERE citation.clause <> '' AND entry.id IN ({})""",
    "names": """SELECT 'names', document.entry_id, 0, name.folded, ''
        FROM glossary_searchdocument document
        JOIN glossary_searchname name ON name.document_id = document.id
        WHERE document.entry_id IN ({})""",
    "leads": """SELECT 'leads', entry_id, target_id, kind, '' FROM glossary_relatedlink
        WHERE is_curated AND target_id IS NOT NULL AND entry_id IN ({})""",
    "mentions": """SELECT 'mentions', source_id, target_id, '', '' FROM glossary_mention
        WHERE source_id IN ({})""",
}

Clause = tuple[str, str]
Stored = dict[str, dict[int, list[tuple]]]
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
    about = stored_about(entries, "mentions", "clauses")
    made = {(pk, target) for pk, rows in about["mentions"].items() for target, *_ in rows}
    for pk, target in made:
        facts[pk].append(Evidence(target=target, kind=Kind.MENTIONS))
    own, cited = chosen | made, clauses_in(about)
    for pk, evidence in chain(
        mentioned_by(entries, own), chosen_there(entries, own), shared_clauses(cited)
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


def shared_clauses(cited: Mapping[int, set[Clause]]) -> Iterator[tuple[int, Evidence]]:
    """Yield entries that cite the same clause; the same standard alone would join everything."""
    clauses = {clause for found in cited.values() for clause in found}
    sharing = few_each(CITING, sorted(clauses), most=CITING_MOST)
    for pk, clauses in cited.items():
        for clause in sorted(clauses):
            for (other,) in sharing.rows.get(clause, ()):
                if other != pk:
                    names = (", ".join(clause),)
                    yield pk, Evidence(target=other, kind=Kind.SHARED_STANDARDS, names=names)


def clauses_in(about: Stored) -> dict[int, set[Clause]]:
    """Return the clauses that entries cite; other editions of a standard are the same."""
    return {
        pk: {(designation, clause) for _number, designation, clause in rows}
        for pk, rows in about["clauses"].items()
    }


def profiles_of(pks: Collection[int]) -> dict[int, Profile]:
    """Describe those of the entries that are published."""
    about = stored_about(pks, "filing", "tags")
    return {
        pk: Profile(
            language=language,
            subject=subject,
            tags={tag: name for tag, name, _ in about["tags"].get(pk, ())},
        )
        for pk, [(subject, language, _slug)] in about["filing"].items()
    }


def stored_about(pks: Collection[int], *facts: str) -> Stored:
    """Return the rows of ABOUT by fact and entry."""
    stored: Stored = {fact: defaultdict(list) for fact in facts}
    entries = list(pks)
    for start in range(0, len(entries), BRANCHES):
        part = entries[start : start + BRANCHES]
        places = ", ".join(["%s"] * len(part))
        with connection.cursor() as cursor:
            branches = " UNION ALL ".join(ABOUT[fact].format(places) for fact in facts)
            cursor.execute(branches, part * len(facts))
            for fact, pk, *row in cursor.fetchall():
                stored[fact][pk].append(tuple(row))
    return stored


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
