"""Who may open which part of the admin: membership of a role decides, never `is_superuser`."""

from django.contrib import admin
from django.http import HttpRequest

from glossary.models import Role, roles_of

EVERYBODY = frozenset(Role)
CONTENT_ROLES = EVERYBODY - {Role.ADMIN}


def roles_in(request: HttpRequest) -> frozenset[Role]:
    """Return the roles of the person who asks, looked up once a request."""
    if not hasattr(request, "roles"):
        request.roles = roles_of(request.user)
    return request.roles


class ByRole:
    """Mixed into a ModelAdmin: `viewers` may look, `keepers` may also add and change.

    Nothing is deleted unless `is_deletable` says so.
    """

    viewers: frozenset[Role] = frozenset()
    keepers: frozenset[Role] = frozenset()
    is_deletable = False

    def is_keeper(self, request: HttpRequest) -> bool:
        return bool(roles_in(request) & self.keepers)

    def has_module_permission(self, request: HttpRequest) -> bool:
        return self.has_view_permission(request)

    def has_view_permission(self, request: HttpRequest, obj: object | None = None) -> bool:
        return self.is_keeper(request) or bool(roles_in(request) & self.viewers)

    def has_add_permission(self, request: HttpRequest, obj: object | None = None) -> bool:
        return self.is_keeper(request)

    def has_change_permission(self, request: HttpRequest, obj: object | None = None) -> bool:
        return self.is_keeper(request)

    def has_delete_permission(self, request: HttpRequest, obj: object | None = None) -> bool:
        return self.is_deletable and self.is_keeper(request)


class ReadOnly(ByRole, admin.ModelAdmin):
    """Records that are written by the workflow or an import and only looked at here."""

    actions = None
