"""The template editor: which sections an entry has, in which order, with which guidance."""

from django.contrib import admin, messages
from django.db.models import Exists, OuterRef, QuerySet
from django.forms import ModelForm
from django.http import Http404, HttpRequest, HttpResponse, HttpResponseNotAllowed
from django.shortcuts import redirect
from django.template.loader import render_to_string
from django.urls import URLPattern, path
from django.utils.html import format_html
from django.utils.safestring import SafeString
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from glossary.admin.recorded import Recorded
from glossary.admin.rights import EVERYBODY, ByRole
from glossary.errors import MissingRole
from glossary.models import ADDITIONAL, Section, SectionKind
from glossary.workflow.entry_template import (
    TEMPLATE_KEEPERS,
    Direction,
    move,
    next_position,
)


@admin.register(SectionKind)
class SectionKindAdmin(Recorded, ByRole, admin.ModelAdmin):
    """Existing texts keep the sections they have: nothing here changes a version."""

    viewers = EVERYBODY
    keepers = TEMPLATE_KEEPERS
    is_deletable = True
    # Each is deleted on its own page, where it is asked whether a text has it.
    actions = None
    list_per_page = 200
    list_display = ("title", "used_in", "standing", "places", "guidance_begins")
    fields = (
        "title",
        "key",
        ("for_terms", "for_questions", "required"),
        "guidance",
        "example",
        "retired",
    )
    prepopulated_fields = {"key": ("title",)}

    def get_queryset(self, request: HttpRequest) -> QuerySet[SectionKind]:
        used = Section.objects.filter(kind=OuterRef("pk"))
        return super().get_queryset(request).annotate(is_used=Exists(used))

    def get_readonly_fields(
        self, request: HttpRequest, obj: SectionKind | None = None
    ) -> tuple[str, ...]:
        # Imports, exports and signed versions name a section by its key.
        return ("key",) if obj else ()

    def get_prepopulated_fields(
        self, request: HttpRequest, obj: SectionKind | None = None
    ) -> dict[str, tuple[str, ...]]:
        return {} if obj else self.prepopulated_fields

    def get_list_display(self, request: HttpRequest) -> tuple[str, ...]:
        keeps = self.is_keeper(request)
        return tuple(name for name in self.list_display if keeps or name != "places")

    def has_delete_permission(self, request: HttpRequest, obj: SectionKind | None = None) -> bool:
        """Delete only what no version has; what is in use can be retired."""
        if obj and (obj.key == ADDITIONAL or Section.objects.filter(kind=obj).exists()):
            return False
        return super().has_delete_permission(request, obj)

    def save_model(
        self, request: HttpRequest, obj: SectionKind, form: ModelForm, change: bool
    ) -> None:
        if not change:
            obj.position = next_position()
        super().save_model(request, obj, form, change)

    @admin.display(description=gettext_lazy("for"))
    def used_in(self, kind: SectionKind) -> str:
        names = [_("terms")] if kind.for_terms else []
        names += [_("questions")] if kind.for_questions else []
        return ", ".join(names) or _("as an additional heading")

    @admin.display(description=gettext_lazy("standing"))
    def standing(self, kind: SectionKind) -> SafeString | str:
        if kind.retired:
            words = _("retired, still in texts") if kind.is_used else _("retired")
            return format_html('<span class="state" data-state="withdrawn">⊘ {}</span>', words)
        if kind.required:
            return format_html(
                '<span class="state" data-state="published">● {}</span>', _("required")
            )
        return _("may be empty")

    @admin.display(description=gettext_lazy("guidance"))
    def guidance_begins(self, kind: SectionKind) -> str:
        return kind.guidance

    @admin.display(description=gettext_lazy("place"))
    def places(self, kind: SectionKind) -> SafeString:
        return render_to_string("admin/glossary/sectionkind/_places.html", {"kind": kind})

    def changelist_view(
        self, request: HttpRequest, extra_context: dict | None = None
    ) -> HttpResponse:
        return super().changelist_view(
            request, {"title": _("Entry template")} | (extra_context or {})
        )

    def get_urls(self) -> list[URLPattern]:
        view = self.admin_site.admin_view(self.move_view)
        place = path("<int:pk>/move/<slug:direction>/", view, name="glossary_sectionkind_move")
        return [place, *super().get_urls()]

    def move_view(self, request: HttpRequest, pk: int, direction: str) -> HttpResponse:
        """Move one kind by one place and lead back to the list."""
        if request.method != "POST":
            return HttpResponseNotAllowed(["POST"])
        if direction not in list(Direction):
            raise Http404
        try:
            moved = move(pk, direction=Direction(direction), by=request.user)
        except (MissingRole, SectionKind.DoesNotExist) as error:
            raise Http404 from error
        said = _("“%(title)s” has moved.") % {"title": moved.title}
        messages.success(request, said)
        return redirect("admin:glossary_sectionkind_changelist")
