"""The registers an entry refers to, and the records that nobody edits."""

import taggit.admin  # noqa: F401  Registers Tag, which is unregistered below.
from django.contrib import admin
from django.http import HttpRequest
from taggit.models import Tag

from glossary.admin.rights import CONTENT_ROLES, EVERYBODY, ByRole
from glossary.models import (
    Batch,
    Decision,
    ImportedSource,
    Role,
    SectionKind,
    Standard,
    Subject,
    Version,
)

# Tags follow from published versions; a tag changed here would be back with the next version.
admin.site.unregister(Tag)


@admin.register(Subject)
class SubjectAdmin(ByRole, admin.ModelAdmin):
    viewers = EVERYBODY
    keepers = frozenset({Role.ADMIN, Role.PUBLISHER})
    is_deletable = True
    list_display = ("name", "slug")
    search_fields = ("name",)
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


@admin.register(Standard)
class StandardAdmin(ByRole, admin.ModelAdmin):
    viewers = EVERYBODY
    keepers = frozenset({Role.ADMIN, Role.PUBLISHER})
    is_deletable = True
    list_display = ("designation", "edition", "title", "status")
    list_filter = ("status",)
    search_fields = ("designation", "title")

    def get_readonly_fields(
        self, request: HttpRequest, obj: Standard | None = None
    ) -> tuple[str, ...]:
        # As with subjects; a new edition is a new row, the old one is marked as replaced.
        signed = obj and obj.citations.filter(version__approved_at__isnull=False).exists()
        return ("designation", "edition") if signed else ()


@admin.register(SectionKind)
class SectionKindAdmin(ByRole, admin.ModelAdmin):
    viewers = EVERYBODY
    keepers = frozenset({Role.ADMIN})
    list_display = ("title", "key", "position", "for_terms", "for_questions", "required")
    list_filter = ("for_terms", "for_questions")

    def get_readonly_fields(
        self, request: HttpRequest, obj: SectionKind | None = None
    ) -> tuple[str, ...]:
        # Imports, exports and signed versions name a section by its key.
        return ("key",) if obj else ()


class ReadOnly(ByRole, admin.ModelAdmin):
    """Records that are written by the workflow or an import and only looked at here."""

    actions = None


@admin.register(Decision)
class DecisionAdmin(ReadOnly):
    viewers = frozenset({Role.AUDITOR, Role.ADMIN, Role.PUBLISHER})
    list_display = (
        "seq",
        "at",
        "actor_name",
        "action",
        "entry_number",
        "entry_title",
        "version_sequence",
        "state_after",
        "outcome",
        "reason",
    )
    list_filter = ("action", "outcome", "at", "actor_name")
    search_fields = ("entry_number", "entry_title", "actor_name", "reason")
    date_hierarchy = "at"
    list_per_page = 50


@admin.register(Batch)
class BatchAdmin(ReadOnly):
    viewers = CONTENT_ROLES | {Role.ADMIN}
    list_display = ("__str__", "at", "by")
    list_select_related = ("by",)


@admin.register(ImportedSource)
class ImportedSourceAdmin(ReadOnly):
    viewers = CONTENT_ROLES
    list_display = ("name", "batch", "version", "format", "marks")
    list_filter = ("format", "batch")
    list_select_related = ("batch", "version__entry")
    search_fields = ("name", "version__entry__number", "version__title")

    def get_queryset(self, request: HttpRequest):  # noqa: ANN201
        return super().get_queryset(request).defer("raw")
