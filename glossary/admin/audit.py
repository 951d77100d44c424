"""The audit record: looking, filtering, taking it along, and saying how far it was looked at."""

import json
from collections.abc import Iterator

from django.contrib import admin, messages
from django.core.exceptions import PermissionDenied
from django.db.models import QuerySet
from django.http import (
    HttpRequest,
    HttpResponse,
    HttpResponseNotAllowed,
    StreamingHttpResponse,
)
from django.shortcuts import redirect
from django.urls import URLPattern, path
from django.utils.http import content_disposition_header
from django.utils.translation import gettext as _

from glossary.admin.reports import csv_response
from glossary.admin.rights import CONTENT_ROLES, ReadOnly, roles_in
from glossary.models import ChainHead, Decision, Role, State, shown_name
from glossary.pages.tables import csv_lines
from glossary.workflow.record import append

REVIEWED = "review audit"
EXPORTED = "export audit"
COLUMNS = tuple(field.attname for field in Decision._meta.concrete_fields if field.name != "id")


@admin.register(Decision)
class DecisionAdmin(ReadOnly):
    """Rows are looked at and taken along; nothing here changes one (A-10)."""

    viewers = frozenset({Role.AUDITOR, Role.ADMIN, Role.PUBLISHER})
    list_display = (
        "seq",
        "at",
        "shown_actor",
        "action",
        "shown_object",
        "shown_states",
        "outcome",
        "reason",
    )
    list_filter = ("action", "outcome", "object_type", "at", "actor_name")
    search_fields = ("entry_number", "entry_title", "actor_name", "reason", "event_id")
    date_hierarchy = "at"
    list_per_page = 50
    list_select_related = ("actor__pseudonym",)

    @admin.display(description=_("person"), ordering="actor_name")
    def shown_actor(self, row: Decision) -> str:
        return name_shown(row)

    @admin.display(description=_("what"), ordering="entry_number")
    def shown_object(self, row: Decision) -> str:
        return " ".join(filter(None, (row.entry_number, row.entry_title, row.version_label)))

    @admin.display(description=_("state"))
    def shown_states(self, row: Decision) -> str:
        names = dict(State.choices)
        states = dict.fromkeys((row.state_before, row.state_after))
        return " → ".join(str(names.get(state, state)) for state in states if state)

    def get_exclude(self, request: HttpRequest, obj: Decision | None = None) -> list[str]:
        """Leave out what would be a link to a page this person may not open; names stay."""
        roles = roles_in(request)
        opened_by = {"actor": frozenset({Role.ADMIN}), "entry": CONTENT_ROLES}
        return [name for name, readers in opened_by.items() if not roles & readers]

    def get_urls(self) -> list[URLPattern]:
        def wrapped(view: object) -> object:
            return self.admin_site.admin_view(view)

        return [
            path("export/<slug:kind>/", wrapped(self.export_view), name="glossary_decision_export"),
            path("reviewed/", wrapped(self.reviewed_view), name="glossary_decision_reviewed"),
            *super().get_urls(),
        ]

    def changelist_view(
        self, request: HttpRequest, extra_context: dict | None = None
    ) -> HttpResponse:
        context = {
            "title": _("Audit record"),
            "last_review": Decision.objects.filter(action=REVIEWED).first(),
            "end": ChainHead.objects.first(),
            "may_review": Role.AUDITOR in roles_in(request),
        }
        return super().changelist_view(request, context | (extra_context or {}))

    def export_view(self, request: HttpRequest, kind: str) -> StreamingHttpResponse:
        """Send exactly the rows that the filters in the address leave; it goes on record."""
        if not self.has_view_permission(request) or kind not in EXPORTS:
            raise PermissionDenied
        rows = self.get_changelist_instance(request).get_queryset(request).order_by("seq")
        last = rows.last()
        append(
            action=EXPORTED,
            by=request.user,
            object_type="audit",
            changes={"filters": ("", request.GET.urlencode()), "format": ("", kind)},
        )
        # The row about the export itself is not part of what was asked for.
        return EXPORTS[kind](rows.filter(seq__lte=last.seq if last else 0))

    def reviewed_view(self, request: HttpRequest) -> HttpResponse:
        """Record that the auditor has looked at everything up to a row."""
        if request.method != "POST":
            return HttpResponseNotAllowed(["POST"])
        if Role.AUDITOR not in roles_in(request):
            raise PermissionDenied
        number = request.POST.get("up_to", "")
        head = ChainHead.objects.first()
        if not number.isdecimal() or not head or not 1 <= int(number) <= head.seq:
            messages.error(request, _("There is no row of this number."))
        else:
            changes = {"up_to": ("", int(number))}
            reason = _("Reviewed up to #%s") % number
            append(
                action=REVIEWED,
                by=request.user,
                object_type="audit",
                changes=changes,
                reason=reason,
            )
            messages.success(request, reason)
        return redirect("admin:glossary_decision_changelist")


def name_shown(row: Decision) -> str:
    """Return the name as it was kept, unless the person is shown under another (W-53)."""
    is_hidden = row.actor is not None and hasattr(row.actor, "pseudonym")
    return shown_name(row.actor) if is_hidden else row.actor_name


def values_of(row: Decision) -> list[object]:
    return [
        name_shown(row) if column == "actor_name" else getattr(row, column) for column in COLUMNS
    ]


def as_csv(rows: QuerySet[Decision]) -> StreamingHttpResponse:
    lines = csv_lines(COLUMNS, (values_of(row) for row in rows.iterator(chunk_size=2_000)))
    return csv_response(lines, name="audit.csv")


def as_json(rows: QuerySet[Decision]) -> StreamingHttpResponse:
    response = StreamingHttpResponse(json_lines(rows), content_type="application/x-ndjson")
    response["Content-Disposition"] = content_disposition_header(True, "audit.jsonl")
    return response


def json_lines(rows: QuerySet[Decision]) -> Iterator[str]:
    """Yield one JSON object a row."""
    for row in rows.iterator(chunk_size=2_000):
        facts = dict(zip(COLUMNS, values_of(row), strict=True))
        yield json.dumps(facts, ensure_ascii=False, default=str) + "\n"


EXPORTS = {"csv": as_csv, "json": as_json}
