"""The page of one entry: its stored publication and what stands around it."""

from dataclasses import dataclass
from datetime import date, datetime

from django.db.models import Min, QuerySet, Subquery
from django.utils import timezone
from taggit.models import Tag

from glossary.conf import options
from glossary.models import (
    ChainHead,
    Citation,
    Entry,
    EntryKind,
    Publication,
    RelationKind,
    Version,
    shown_name,
)
from glossary.pages.concept_map import ConceptMap, concept_map
from glossary.pages.descriptions import defining_sentence, opening_sentences
from glossary.pages.links import (
    Neighbour,
    RelatedArticle,
    Triple,
    neighbours_of,
    related_to,
    triples_of,
)
from glossary.pages.mentions import Mentions, mentions_of
from glossary.pages.names import Names, names_of
from glossary.pages.namesakes import subject_behind, with_namesakes
from glossary.pages.people import SignatureLine, signature_lines
from glossary.pages.translations import (
    Translation,
    has_translations,
    ours_first,
    translations_of,
)
from glossary.text import meanings_url

# With fewer headings a list of them is longer than the way to them.
HEADINGS_WORTH_A_LIST = 3
SIGNERS = ("approved_by", "submitted_by", "created_by")
ABOVE_THE_TEXT = (RelationKind.CONFUSABLE, RelationKind.REPLACED_BY)


@dataclass(frozen=True, kw_only=True)
class EntryPage:
    """Everything the template prints about a published entry.

    What it may be confused with and what replaces it stands above the text, the other
    related articles below. `previous` and `following` are the neighbours in the A-Z; a
    question has none.
    """

    entry: Entry
    version: Version
    publication: Publication
    names: Names
    citations: tuple[Citation, ...]
    tags: tuple[Tag, ...]
    confusable: tuple[RelatedArticle, ...]
    triples: tuple[Triple, ...]
    replaced_by: tuple[RelatedArticle, ...]
    concept_map: ConceptMap | None
    related: tuple[RelatedArticle, ...]
    mentions: Mentions
    previous: Neighbour | None
    following: Neighbour | None
    signatures: tuple[SignatureLine, ...]
    translations: tuple[Translation, ...]
    first_published: datetime
    today: date

    @property
    def heading(self) -> str:
        return self.version.heading or self.version.title

    @property
    def subject_behind(self) -> str:
        """What tells the entry apart from others of its title; empty where it is the only one."""
        return subject_behind(self.entry, is_namesake=self.entry.is_namesake)

    @property
    def meanings(self) -> str:
        """Where all entries of this title stand; empty where it is the only one."""
        return meanings_url(self.entry.folded_title) if self.entry.is_namesake else ""

    @property
    def is_question(self) -> bool:
        return self.entry.kind == EntryKind.QUESTION

    @property
    def description(self) -> str:
        """What a search engine may print under the title, in whole sentences."""
        version = self.version
        if version.seo_description:
            return version.seo_description
        if version.short_definition:
            return defining_sentence(version.title, version.short_definition)
        return opening_sentences(self.publication)

    @property
    def approved_by(self) -> str:
        return shown_name(self.version.approved_by)

    @property
    def written_by(self) -> str:
        """Who brought this version into review, and stands for what it says."""
        return shown_name(self.version.submitted_by or self.version.created_by)

    @property
    def owner(self) -> str:
        return shown_name(self.entry.owner)

    @property
    def review_is_overdue(self) -> bool:
        due = self.entry.next_review
        return due is not None and due < self.today

    @property
    def is_long_overdue(self) -> bool:
        """Whether readers are told that the review is late (W-46)."""
        due, days = self.entry.next_review, options().overdue_note_days
        return bool(days and due and (self.today - due).days > days)

    @property
    def asks_readers(self) -> bool:
        """Whether readers are asked if the text is clear (R-10)."""
        return options().asks_readers

    @property
    def opening(self) -> list[dict]:
        """Sections before the contents list: the first, where no short definition leads."""
        return [] if self.version.short_definition else self.publication.sections[:1]

    @property
    def rest(self) -> list[dict]:
        return self.publication.sections[len(self.opening) :]

    @property
    def has_contents(self) -> bool:
        parts = (self.names, self.citations, self.concept_map, self.mentions.shown, self.related)
        headings = len(self.publication.sections) + sum(map(bool, parts))
        return headings >= HEADINGS_WORTH_A_LIST


def published_under(slug: str) -> QuerySet[Entry]:
    """Published entries of a slug; where languages share it, the installation's comes first."""
    entries = Entry.objects.published().filter(slug=slug, publication__isnull=False)
    return entries.order_by(ours_first(), "pk")


def published_entry(slug: str) -> Entry | None:
    """Return the published entry at an address with all its page's own row needs: one query."""
    return (
        with_namesakes(published_under(slug))
        .select_related("subject", "publication", "owner__pseudonym")
        .select_related(*(f"current__{one}__pseudonym" for one in SIGNERS))
        .annotate(clock=Subquery(ChainHead.objects.values("seq")[:1]))
        .annotate(is_translated=has_translations())
        .first()
    )


def page_state(entry: Entry) -> tuple[object, ...]:
    """Return what the page of an entry from `published_entry` depends on.

    Neighbours, mentions and related articles change with other entries; every such change
    is a decision, so the end of the audit chain stands for all of them. The day stands for
    what has no audit record (names of people and tags): it is at most a day behind.
    """
    return (
        entry.current_id,
        entry.publication.rendered_at.isoformat(),
        entry.subject_name,
        entry.next_review,
        entry.slug,
        entry.clock,
        timezone.localdate(),
    )


def entry_page(entry: Entry) -> EntryPage:
    """Fetch what stands around an entry from `published_entry`."""
    version = entry.current
    related = related_to(entry)
    confusable = tuple(a for a in related if a.kind == RelationKind.CONFUSABLE)
    previous, following = neighbours_of(entry)
    return EntryPage(
        entry=entry,
        version=version,
        publication=entry.publication,
        names=names_of(version.designations.all(), language=entry.language),
        citations=tuple(version.citations.select_related("standard")),
        tags=tuple(entry.tags.order_by("name")),
        confusable=confusable,
        triples=triples_of(entry, confusable),
        replaced_by=tuple(a for a in related if a.kind == RelationKind.REPLACED_BY),
        concept_map=concept_map(entry, related),
        related=tuple(a for a in related if a.kind not in ABOVE_THE_TEXT),
        mentions=mentions_of(entry),
        previous=previous,
        following=following,
        signatures=signature_lines(version),
        translations=translations_of(entry) if entry.is_translated else (),
        first_published=first_published(entry),
        today=timezone.localdate(),
    )


def first_published(entry: Entry) -> datetime:
    return entry.versions.aggregate(first=Min("published_at"))["first"]
