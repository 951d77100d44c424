"""An import as its page and its CSV file show it."""

from collections.abc import Iterable, Iterator
from dataclasses import dataclass

from django.core.paginator import Page, Paginator
from django.db.models import Count
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from glossary.exchange.checking import change_of
from glossary.exchange.running import WORK
from glossary.models import Import, ImportRow, ImportState, RowResult
from glossary.pages.differences import LabelledChange, labelled
from glossary.workflow.diff import Mark

ROWS_ON_A_PAGE = 50
COLUMNS = (
    gettext_lazy("file"),
    gettext_lazy("line"),
    gettext_lazy("result"),
    gettext_lazy("title"),
    gettext_lazy("number"),
    gettext_lazy("reason"),
    gettext_lazy("changes"),
    gettext_lazy("undone"),
)


@dataclass(frozen=True, kw_only=True)
class ResultCount:
    """How many records have one result; a filter of the page."""

    result: RowResult
    number: int


@dataclass(frozen=True, kw_only=True)
class ShownRow:
    row: ImportRow
    changes: list[LabelledChange]


@dataclass(frozen=True, kw_only=True)
class ImportPage:
    """`result` is what the rows are filtered by, empty for all of them."""

    imported: Import
    counts: list[ResultCount]
    result: str
    page: Page
    rows: list[ShownRow]

    @property
    def is_at_work(self) -> bool:
        return self.imported.state in WORK

    @property
    def is_waiting(self) -> bool:
        """Whether nobody has taken it up yet."""
        return self.is_at_work and self.imported.claim is None

    @property
    def errors(self) -> int:
        return self.number_of(RowResult.ERROR)

    @property
    def has_news(self) -> bool:
        return bool(self.number_of(RowResult.CREATE) + self.number_of(RowResult.CHANGE))

    def number_of(self, result: RowResult) -> int:
        return sum(count.number for count in self.counts if count.result == result)


def import_page(imported: Import, *, result: str, number: str) -> ImportPage:
    rows = imported.rows.select_related("entry")
    chosen = rows.filter(result=result) if result in RowResult.values else rows
    page = Paginator(chosen, ROWS_ON_A_PAGE).get_page(number)
    return ImportPage(
        imported=imported,
        counts=counts_of(imported),
        result=result if result in RowResult.values else "",
        page=page,
        rows=shown_rows(page),
    )


def counts_of(imported: Import) -> list[ResultCount]:
    found = imported.rows.order_by().values_list("result").annotate(number=Count("pk"))
    numbers = dict(found)
    return [
        ResultCount(result=result, number=numbers[result])
        for result in RowResult
        if result in numbers
    ]


def shown_rows(rows: Iterable[ImportRow]) -> list[ShownRow]:
    """Return rows with their changes in words; the words are looked up once for all."""
    rows = list(rows)
    changes = iter(labelled([change_of(kept) for row in rows for kept in row.changes]))
    return [ShownRow(row=row, changes=[next(changes) for _kept in row.changes]) for row in rows]


def csv_rows(imported: Import) -> Iterator[tuple[object, ...]]:
    """Yield a row of the CSV file for each record, without loading them all."""
    for row in imported.rows.select_related("entry").iterator(chunk_size=200):
        yield (
            row.name,
            row.line or "",
            row.get_result_display(),
            row.title,
            row.entry.number if row.entry else "",
            "; ".join(filter(None, [row.reason, *row.marks])),
            "\n".join(map(words_of, row.changes)),
            row.undone,
        )


def words_of(kept: dict) -> str:
    """Return a change as one line: "definition: old -> new"."""
    old = "".join(text for mark, text in kept["pieces"] if mark != Mark.ADDED)
    new = "".join(text for mark, text in kept["pieces"] if mark != Mark.REMOVED)
    return f"{kept['heading'] or kept['place']}: {old} -> {new}"


def progress_of(imported: Import) -> dict[str, object]:
    """Return what the bar of progress is told."""
    return {
        "state": imported.state,
        "done": imported.done,
        "total": imported.total if imported.state != ImportState.UPLOADED else 0,
        "label": progress_label(imported),
    }


def progress_label(imported: Import) -> str:
    if imported.claim is None:
        return _("Waits for the worker")
    if imported.state == ImportState.UPLOADED:
        return _("Is being checked")
    facts = {"done": imported.done, "total": imported.total}
    if imported.is_relating and imported.state == ImportState.RUNNING:
        return _("Relations: %(done)d of %(total)d records") % facts
    return _("%(done)d of %(total)d records") % facts
