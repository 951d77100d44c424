"""One page of what search found, by what it can be narrowed, and what is near it."""

from dataclasses import dataclass

from django.urls import reverse
from django.utils.translation import gettext_lazy as _

from glossary.models import GONE_REASONS, Acceptability, Entry, EntryKind, State, Version
from glossary.pages.asking import LAST_PAGE, SearchRequest
from glossary.pages.narrowing import Choice, ChoiceGroup, choice_groups, kind_choices
from glossary.pages.near import NearTerm, near_terms
from glossary.pages.versions import final_successor
from glossary.search import Hit, Results, search

RESULTS_PER_PAGE = 20


@dataclass(frozen=True, kw_only=True)
class Result:
    """A hit with its address. A search-only name helps to find the entry and stays hidden."""

    hit: Hit
    url: str

    @property
    def kind_name(self) -> str:
        return str(EntryKind(self.hit.kind).label)

    @property
    def shows_match(self) -> bool:
        return bool(self.hit.matched) and not self.is_hidden_match

    @property
    def is_hidden_match(self) -> bool:
        return self.hit.matched_as == Acceptability.SEARCH_ONLY


@dataclass(frozen=True, kw_only=True)
class WithdrawnTerm:
    """A term of this name that is withdrawn, and what is to be used instead if anything is."""

    title: str
    url: str
    instead: Entry | None


@dataclass(frozen=True, kw_only=True)
class ResultsPage:
    """One page of results; `near` is filled only where nothing was found.

    `total` counts what has all words, or a name spelt nearly so; of `results` those at the end
    may have only some of the words.
    """

    asked: SearchRequest
    results: tuple[Result, ...] = ()
    kinds: tuple[Choice, ...] = ()
    groups: tuple[ChoiceGroup, ...] = ()
    near: tuple[NearTerm, ...] = ()
    withdrawn: tuple[WithdrawnTerm, ...] = ()
    total: int = 0
    shown: int = 0
    is_cut: bool = False
    is_sentence: bool = False
    meant: str = ""

    @property
    def text(self) -> str:
        return self.asked.text

    @property
    def address(self) -> str:
        """Return where this page stands, whatever else its address said."""
        path = reverse("search")
        return f"{path}{self.asked.address()}" if self.text else path

    @property
    def whole(self) -> list[Result]:
        """The results that answer to all words; to a sentence all answer as well as they can."""
        return [row for row in self.results if self.is_sentence or not row.hit.is_partial]

    @property
    def partial(self) -> list[Result]:
        """The results that have only some of the words."""
        return [row for row in self.results if not self.is_sentence and row.hit.is_partial]

    @property
    def can_be_narrowed(self) -> bool:
        return bool(self.whole) and (self.shown > 1 or self.asked.is_narrowed)

    @property
    def is_miss(self) -> bool:
        """Say whether somebody looked for something that the glossary does not have."""
        is_first = self.asked.page == 1 and not self.asked.is_narrowed
        return bool(self.text.strip()) and is_first and not self.total

    @property
    def last_page(self) -> int:
        return min(LAST_PAGE, max(1, -(-self.shown // RESULTS_PER_PAGE)))

    @property
    def previous_url(self) -> str:
        page = self.asked.page
        return self.asked.with_page(page - 1) if page > 1 else ""

    @property
    def next_url(self) -> str:
        page = self.asked.page
        return self.asked.with_page(page + 1) if page < self.last_page else ""

    @property
    def meant_url(self) -> str:
        return self.asked.with_text(self.meant)

    @property
    def sorts(self) -> list[tuple[str, str, bool]]:
        """The orders of results: name, address, and whether it is this one."""
        names = {"": _("Relevance"), "title": _("Title"), "date": _("Newest first")}
        return [
            (str(name), self.asked.with_sort(sort), sort == self.asked.sort)
            for sort, name in names.items()
        ]


def results_page(asked: SearchRequest) -> ResultsPage:
    """Search and prepare one page of what was found."""
    if not asked.text.strip():
        return ResultsPage(asked=asked)
    found = search(
        asked.text,
        kind=asked.kind,
        chosen=asked.chosen,
        sort=asked.sort,
        limit=RESULTS_PER_PAGE,
        offset=(asked.page - 1) * RESULTS_PER_PAGE,
    )
    return ResultsPage(
        asked=asked,
        results=tuple(Result(hit=hit, url=url_of(hit)) for hit in found.hits),
        kinds=kind_choices(asked, found.facets),
        groups=tuple(choice_groups(asked, found.facets)),
        near=() if found.hits else near_terms(asked.text),
        withdrawn=withdrawn_terms(found) if asked.page == 1 else (),
        total=found.total,
        shown=found.shown,
        is_cut=found.is_cut,
        is_sentence=found.query.is_sentence,
        meant=found.meant,
    )


def url_of(hit: Hit) -> str:
    """Return the address of the entry behind a hit, without asking for the entry."""
    if hit.kind == EntryKind.QUESTION:
        return reverse("question", args=[hit.subject_slug, hit.slug])
    return reverse("term", args=[hit.slug])


def withdrawn_terms(found: Results) -> tuple[WithdrawnTerm, ...]:
    """Return what bore this name and is withdrawn, except what nobody may see any more."""
    # Hardly ever is there any, and looking first is a tenth of the work.
    bearers = Entry.objects.filter(folded_title=found.query.folded, current=None)
    pks = list(bearers.values_list("pk", flat=True))
    if not pks:
        return ()
    versions = (
        Version.objects.filter(entry__in=pks, state=State.WITHDRAWN)
        .exclude(withdrawal_reason__in=GONE_REASONS)
        .select_related("entry__subject", "successor__subject")
    )
    return tuple(
        WithdrawnTerm(
            title=version.title,
            url=version.entry.get_absolute_url(),
            instead=final_successor(version),
        )
        for version in versions
    )
