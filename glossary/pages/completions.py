"""What an editor's field offers while its text is typed: entries, and places in standards."""

import re
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field

from django.db.models import Prefetch, Q, QuerySet
from django.utils.translation import gettext, ngettext

from glossary.models import Citation, Clause, Entry, Standard, Version
from glossary.pages.suggestions import ROLES
from glossary.search import Hit, suggest
from glossary.text import fold

OFFERED = 8
LONGEST_TEXT = 200
NUMBER = re.compile(r"qm-?\d*", re.IGNORECASE)


@dataclass(frozen=True, kw_only=True)
class Completion:
    """One line of the list. `fills` are the values of form fields that choosing it sets.

    `number` and `name` are those of an entry: what a link to it is made of.
    """

    text: str
    note: str = ""
    number: str = ""
    name: str = ""
    fills: Mapping[str, str] = field(default_factory=dict)


@dataclass(frozen=True, kw_only=True)
class Completions:
    """The lines for a text, and what a screen reader says of them."""

    query: str
    completions: tuple[Completion, ...]

    @property
    def announcement(self) -> str:
        count = len(self.completions)
        if not count:
            return gettext("Nothing found")
        return ngettext("%(count)d found", "%(count)d found", count) % {"count": count}


def entry_completions(text: str, *, visible: QuerySet[Entry], own: int | None) -> Completions:
    """Offer published entries by title and synonym, and drafts among those `visible`.

    `own` is the entry that is being written: it is not linked to itself.
    """
    text = text[:LONGEST_TEXT].strip()
    published = [offer_of(hit) for hit in suggest(text, limit=OFFERED + 1) if hit.entry_id != own]
    drafts = [draft_offer(entry) for entry in drafts_like(text, visible) if entry.pk != own]
    numbered = [numbered_offer(entry) for entry in by_number(text) if entry.pk != own]
    # Both are heard of: neither kind pushes the other out of the list.
    room = max(OFFERED - len(drafts), OFFERED // 2)
    offers = {one.number: one for one in (*numbered, *published[:room], *drafts)}
    return Completions(query=text, completions=tuple(offers.values())[:OFFERED])


def offer_of(hit: Hit) -> Completion:
    role = str(ROLES.get(hit.matched_as, ""))
    is_told = bool(hit.matched and role)
    return entry_offer(
        number=hit.number,
        title=hit.title,
        name=hit.matched if is_told else hit.title,
        notes=(f"{role}: {hit.matched}" if is_told else "", hit.subject),
    )


def draft_offer(entry: Entry) -> Completion:
    (version,) = entry.opened[:1] or [None]
    notes = (version.label if version else "", entry.subject_name)
    return entry_offer(number=entry.number, title=entry.title, name=entry.title, notes=notes)


def numbered_offer(entry: Entry) -> Completion:
    subject = entry.subject_name
    return entry_offer(number=entry.number, title=entry.title, name=entry.title, notes=(subject,))


def entry_offer(*, number: str, title: str, name: str, notes: Iterable[str]) -> Completion:
    return Completion(
        text=title,
        note=" · ".join(filter(None, (number, *notes))),
        number=number,
        name=name,
        fills={"target": f"{number} {title}"},
    )


def drafts_like(text: str, visible: QuerySet[Entry]) -> list[Entry]:
    """Return entries never published whose title, designation or number holds the text."""
    folded = fold(text) if text else ""
    if not folded:
        return []
    opened = Version.objects.open()
    named = opened.filter(designations__term__icontains=text)
    found = visible.filter(current__isnull=True, pk__in=opened.values("entry")).filter(
        Q(folded_title__contains=folded)
        | Q(number__istartswith=text)
        | Q(pk__in=named.values("entry"))
    )
    found = found.select_related("subject").prefetch_related(
        Prefetch("versions", opened, to_attr="opened")
    )
    # Titles that begin with the text first: that is what is being typed.
    return sorted(
        found.order_by("title")[: 4 * OFFERED],
        key=lambda entry: not entry.folded_title.startswith(folded),
    )[:OFFERED]


def by_number(text: str) -> list[Entry]:
    if not NUMBER.fullmatch(text):
        return []
    published = Entry.objects.published().select_related("subject")
    return list(published.filter(number__istartswith=text).order_by("number")[:OFFERED])


def standard_completions(text: str) -> Completions:
    """Offer editions of the register, those in force first."""
    text = text[:LONGEST_TEXT].strip()
    found = Standard.objects.filter(
        Q(designation__icontains=text) | Q(title__icontains=text)
    ).order_by("status", "designation", "-edition")
    offers = tuple(
        Completion(
            text=str(standard),
            note=" · ".join(filter(None, (standard.title, replaced(standard)))),
            fills={"standard": standard.designation, "edition": standard.edition},
        )
        for standard in found[:OFFERED]
    )
    return Completions(query=text, completions=offers if text else ())


def replaced(standard: Standard) -> str:
    return "" if standard.status == "current" else str(standard.get_status_display())


def edition_completions(text: str, *, standard: str) -> Completions:
    """Offer the editions of the register that the standard has, the last one first."""
    rows = Standard.objects.filter(designation__iexact=standard.strip())
    rows = rows.filter(edition__istartswith=text.strip()).exclude(edition="").order_by("-edition")
    offers = tuple(
        Completion(text=row.edition, note=replaced(row), fills={"edition": row.edition})
        for row in rows[:OFFERED]
    )
    return Completions(query=text, completions=offers)


def clause_completions(text: str, *, standard: str, edition: str) -> Completions:
    """Offer the clauses of an edition by number or subject matter, and those cited before."""
    text = text[:LONGEST_TEXT].strip()
    at = {"standard__designation__iexact": standard.strip()}
    if edition.strip():
        at["standard__edition"] = edition.strip()
    known = Clause.objects.filter(Q(number__istartswith=text) | Q(title__icontains=text), **at)
    titles = dict(known.values_list("number", "title")[:OFFERED])
    cited_before = Citation.objects.filter(clause__istartswith=text, **at).exclude(clause="")
    for clause in cited_before.order_by("clause").values_list("clause", flat=True).distinct():
        titles.setdefault(clause, "")
        if len(titles) >= OFFERED:
            break
    offers = tuple(
        Completion(text=number, note=title, fills={"clause": number})
        for number, title in titles.items()
    )
    return Completions(query=text, completions=offers)
