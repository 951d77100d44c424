"""The registers an entry refers to, and the records that nobody edits."""

import taggit.admin  # noqa: F401  Registers Tag, which is unregistered below.
from django.contrib import admin
from django.core.exceptions import ValidationError
from django.db.models import Field, QuerySet
from django.forms import Field as FormField
from django.forms import ModelForm
from django.http import HttpRequest
from django.utils.text import capfirst
from taggit.models import Tag

from glossary.admin.recorded import Recorded
from glossary.admin.rights import CONTENT_ROLES, EVERYBODY, ByRole, ReadOnly, roles_in
from glossary.admin.widgets import CHECKBOXES
from glossary.errors import ActionRefused
from glossary.models import (
    Clause,
    Entry,
    ImportedSource,
    Pseudonym,
    Redirect,
    Role,
    Standard,
    Subject,
    Version,
)
from glossary.workflow.addresses import add_redirect, require_free

# Tags follow from published versions; a tag changed here would be back with the next version.
admin.site.unregister(Tag)


@admin.register(Subject)
class SubjectAdmin(Recorded, ByRole, admin.ModelAdmin):
    viewers = EVERYBODY
    keepers = frozenset({Role.ADMIN, Role.PUBLISHER})
    is_deletable = True
    list_display = ("name", "parent", "slug", "review_interval_months")
    list_select_related = ("parent",)
    search_fields = ("name",)
    formfield_overrides = CHECKBOXES
    prepopulated_fields = {"slug": ("name",)}

    def get_prepopulated_fields(
        self, request: HttpRequest, obj: Subject | None = None
    ) -> dict[str, tuple[str, ...]]:
        # A known address stays: readers have it in their bookmarks.
        return self.prepopulated_fields if obj is None else {}

    def get_readonly_fields(
        self, request: HttpRequest, obj: Subject | None = None
    ) -> tuple[str, ...]:
        # Approved content is signed with the name; another one would break the signature.
        signed = obj and Version.objects.filter(subject=obj, approved_at__isnull=False).exists()
        return ("name",) if signed else ()


class ClauseRows(ByRole, admin.TabularInline):
    """What the clauses are about, in the order they stand in."""

    model = Clause
    viewers = EVERYBODY
    keepers = frozenset({Role.ADMIN, Role.PUBLISHER})
    is_deletable = True
    fields = ("position", "number", "title")
    extra = 1

    def formfield_for_dbfield(self, db_field: Field, *rest: object, **more: object) -> FormField:
        """Say in each cell what it is: the headings of such a table are no labels."""
        field = super().formfield_for_dbfield(db_field, *rest, **more)
        if field:
            field.widget.attrs["aria-label"] = capfirst(db_field.verbose_name)
        return field


@admin.register(Standard)
class StandardAdmin(Recorded, ByRole, admin.ModelAdmin):
    viewers = EVERYBODY
    keepers = frozenset({Role.ADMIN, Role.PUBLISHER})
    is_deletable = True
    recorded_rows = ("clauses",)
    inlines = (ClauseRows,)
    list_display = ("designation", "edition", "title", "status")
    list_filter = ("status",)
    search_fields = ("designation", "title")

    def get_readonly_fields(
        self, request: HttpRequest, obj: Standard | None = None
    ) -> tuple[str, ...]:
        # As with subjects; a new edition is a new row, the old one is marked as replaced.
        signed = obj and obj.citations.filter(version__approved_at__isnull=False).exists()
        return ("designation", "edition") if signed else ()


@admin.register(ImportedSource)
class ImportedSourceAdmin(ReadOnly):
    viewers = CONTENT_ROLES
    list_display = ("name", "batch", "version", "format", "marks")
    list_filter = ("format", "batch")
    list_select_related = ("batch", "version__entry")
    search_fields = ("name", "version__entry__number", "version__title")

    def get_queryset(self, request: HttpRequest) -> QuerySet[ImportedSource]:
        """Leave out sources of drafts this person may not read (W-31)."""
        visible = Entry.objects.visible_to(request.user, roles_in(request))
        sources = super().get_queryset(request).defer("raw")
        return sources.filter(version__entry__in=visible)


@admin.register(Redirect)
class RedirectAdmin(ByRole, admin.ModelAdmin):
    """Old addresses. A new one passes the checks of the workflow, nothing changes a known one."""

    viewers = EVERYBODY
    keepers = frozenset({Role.PUBLISHER})
    list_display = ("path", "entry", "created_at")
    list_select_related = ("entry",)
    search_fields = ("path", "entry__number", "entry__title")
    autocomplete_fields = ("entry",)
    fields = ("path", "entry")

    def has_change_permission(self, request: HttpRequest, obj: Redirect | None = None) -> bool:
        return False

    def save_model(
        self, request: HttpRequest, obj: Redirect, form: ModelForm, change: bool
    ) -> None:
        """The form has asked the workflow already whether it may be; see `RedirectForm`."""
        kept = add_redirect(obj.path, obj.entry, by=request.user)
        obj.pk, obj.created_at = kept.pk, kept.created_at

    def get_form(self, request: HttpRequest, obj: Redirect | None = None, **more: object) -> type:
        return super().get_form(request, obj, form=RedirectForm, **more)


class RedirectForm(ModelForm):
    """An old path and the entry it shall lead to."""

    def clean(self) -> dict[str, object]:
        cleaned = super().clean()
        if not self.errors:
            try:
                require_free(cleaned["path"], cleaned["entry"])
            except ActionRefused as error:
                raise ValidationError(str(error)) from error
        return cleaned


@admin.register(Pseudonym)
class PseudonymAdmin(Recorded, ByRole, admin.ModelAdmin):
    """Names shown instead of people's own; the record keeps the own ones (W-53)."""

    keepers = frozenset({Role.ADMIN})
    is_deletable = True
    list_display = ("user", "name")
