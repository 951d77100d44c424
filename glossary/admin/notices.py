"""What a person has been told: the own notices, and no one else's, and how soon by mail."""

from django import forms
from django.contrib import admin, messages
from django.contrib.auth.models import User
from django.db.models import Count, QuerySet, Subquery, Value
from django.http import Http404, HttpRequest, HttpResponse, HttpResponseNotAllowed
from django.shortcuts import get_object_or_404, redirect
from django.template.response import TemplateResponse
from django.urls import URLPattern, path, reverse
from django.utils import timezone
from django.utils.html import format_html
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from glossary.admin.rights import EVERYBODY, ByRole
from glossary.models import Notice, Pace
from glossary.workflow.notice_paces import EVENTS, paces_of, set_paces

NEWS_LENGTH = 20


class PaceForm(forms.Form):
    """One choice for each event."""

    def __init__(self, *args: object, **options: object) -> None:
        super().__init__(*args, **options)
        for event in EVENTS:
            self.fields[event.name] = forms.ChoiceField(
                label=event.title, choices=Pace.choices, widget=forms.RadioSelect
            )


def unread(person: User) -> QuerySet[Notice]:
    return Notice.objects.filter(recipient=person, read_at__isnull=True)


def news(person: User) -> list[Notice]:
    """Return what is new, the last of each entry only; `total` counts all, `others` its others."""
    found = unread(person)
    whole = found.order_by().values(same=Value(1)).annotate(number=Count("pk")).values("number")
    last: dict[int, Notice] = {}
    for notice in found.annotate(total=Subquery(whole))[:NEWS_LENGTH]:
        known = last.setdefault(notice.entry_id or -notice.pk, notice)
        known.others = getattr(known, "others", -1) + 1
    return list(last.values())


@admin.action(description=gettext_lazy("Mark as read"))
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

    @admin.display(description=gettext_lazy("notice"))
    def line(self, notice: Notice) -> str:
        if not notice.path:
            return format_html("<pre>{}</pre>", notice.text)
        return format_html(
            '<a href="{}">{}</a><p class="quiet">{}</p>',
            reverse("admin:glossary_notice_open", args=[notice.pk]),
            notice.subject_line,
            notice.text,
        )

    def get_urls(self) -> list[URLPattern]:
        def wrapped(view: object) -> object:
            return self.admin_site.admin_view(view)

        return [
            path("mail/", wrapped(self.pace_view), name="glossary_notice_mail"),
            path("read/", wrapped(self.read_view), name="glossary_notice_read"),
            path("<int:pk>/open/", wrapped(self.open_view), name="glossary_notice_open"),
            *super().get_urls(),
        ]

    def open_view(self, request: HttpRequest, pk: int) -> HttpResponse:
        """Lead to what the notice is about; whoever goes there has read it."""
        notice = get_object_or_404(self.get_queryset(request), pk=pk)
        unread(request.user).filter(pk=pk).update(read_at=timezone.now())
        return redirect(notice.path or "admin:glossary_notice_changelist")

    def read_view(self, request: HttpRequest) -> HttpResponse:
        self.require_role(request)
        if request.method != "POST":
            return HttpResponseNotAllowed(["POST"])
        unread(request.user).update(read_at=timezone.now())
        return redirect("admin:index")

    def require_role(self, request: HttpRequest) -> None:
        """Raise Http404 for those who have no notices: there is no such page for them."""
        if not self.has_view_permission(request):
            raise Http404

    def pace_view(self, request: HttpRequest) -> HttpResponse:
        """Show and keep how soon this person wants mail about what."""
        self.require_role(request)
        form = PaceForm(request.POST or None, initial=paces_of(request.user))
        if request.method == "POST" and form.is_valid():
            set_paces(request.user, form.cleaned_data)
            messages.success(request, _("Your choice is kept. It holds for new notices."))
            return redirect("admin:glossary_notice_mail")
        context = self.admin_site.each_context(request) | {
            "opts": self.opts,
            "title": _("Mail about notices"),
            "form": form,
        }
        return TemplateResponse(request, "admin/glossary/notice/mail.html", context)
