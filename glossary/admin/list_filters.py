"""What the list of entries is narrowed by, besides the columns of an entry."""

from datetime import date

from django.contrib import admin
from django.contrib.admin import SimpleListFilter
from django.db.models import Q, QuerySet
from django.http import HttpRequest
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from glossary.admin.rights import roles_in
from glossary.models import CURRENT_STATES, OPEN_STATES, Entry, State, Version
from glossary.pages.languages import language_name
from glossary.pages.trends import month_after
from glossary.workflow.review_cycle import lead_end


class StateFilter(SimpleListFilter):
    """The state of the open version, or published."""

    title = _("state")
    parameter_name = "state"

    def lookups(self, request: HttpRequest, model_admin: admin.ModelAdmin) -> list[tuple[str, str]]:
        return [(state.value, state.label) for state in (*OPEN_STATES, *CURRENT_STATES)]

    def queryset(self, request: HttpRequest, queryset: QuerySet[Entry]) -> QuerySet[Entry]:
        if self.value() not in State.values:
            return queryset
        in_state = Version.objects.filter(state=self.value())
        if self.value() in OPEN_STATES:
            visible = Entry.objects.visible_to(request.user, roles_in(request))
            in_state = in_state.filter(entry__in=visible.values("pk"))
        return queryset.filter(pk__in=in_state.values("entry"))


class ReviewFilter(SimpleListFilter):
    """When the periodic review of what is published falls due."""

    title = _("review")
    parameter_name = "review"

    def lookups(self, request: HttpRequest, model_admin: admin.ModelAdmin) -> list[tuple[str, str]]:
        return [
            ("overdue", _("overdue")),
            ("due", _("due or overdue")),
            ("month", _("this month")),
            ("quarter", _("in the next three months")),
            ("never", _("never reviewed")),
        ]

    def queryset(self, request: HttpRequest, queryset: QuerySet[Entry]) -> QuerySet[Entry]:
        spans = review_spans(timezone.localdate())
        if self.value() not in spans:
            return queryset
        return queryset.filter(spans[self.value()], current__isnull=False)


def review_spans(today: date) -> dict[str, Q]:
    first, after = today.replace(day=1), month_after(today)
    return {
        "overdue": Q(next_review__lt=today),
        "due": Q(next_review__lte=lead_end(today)),
        "month": Q(next_review__gte=first, next_review__lt=after),
        "quarter": Q(next_review__gte=today, next_review__lt=month_after(today, 3)),
        "never": Q(last_reviewed__isnull=True),
    }


class LanguageFilter(SimpleListFilter):
    """The language of the entry; offered where the glossary has several."""

    title = _("language")
    parameter_name = "language"

    def lookups(self, request: HttpRequest, model_admin: admin.ModelAdmin) -> list[tuple[str, str]]:
        codes = Entry.objects.order_by("language").values_list("language", flat=True).distinct()
        found = [(code, language_name(code)) for code in codes]
        return found if len(found) > 1 else []

    def queryset(self, request: HttpRequest, queryset: QuerySet[Entry]) -> QuerySet[Entry]:
        return queryset.filter(language=self.value()) if self.value() else queryset
