"""What a person has been told: the own notices, and no one else's."""

from django.contrib import admin
from django.db.models import QuerySet
from django.http import HttpRequest
from django.utils import timezone
from django.utils.html import format_html
from django.utils.translation import gettext_lazy as _

from glossary.admin.rights import EVERYBODY, ByRole
from glossary.models import Notice


@admin.action(description=_("Mark as read"))
def mark_as_read(site: object, request: HttpRequest, notices: QuerySet[Notice]) -> None:
    notices.filter(read_at__isnull=True).update(read_at=timezone.now())


@admin.register(Notice)
class NoticeAdmin(ByRole, admin.ModelAdmin):
    """The list of one's own notices, the newest first."""

    viewers = EVERYBODY
    actions = (mark_as_read,)
    list_display = ("line", "created_at", "kind", "read_at", "mailed_at")
    list_display_links = None
    list_filter = ("kind", ("read_at", admin.EmptyFieldListFilter))
    list_per_page = 50

    def get_queryset(self, request: HttpRequest) -> QuerySet[Notice]:
        return super().get_queryset(request).filter(recipient=request.user)

    @admin.display(description=_("notice"))
    def line(self, notice: Notice) -> str:
        if not notice.path:
            return format_html("<pre>{}</pre>", notice.text)
        return format_html(
            '<a href="{}">{}</a><p class="quiet">{}</p>',
            notice.path,
            notice.subject_line,
            notice.text,
        )
