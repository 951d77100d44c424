"""How far the pages are that follow a change of names."""

from django.contrib import admin
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from glossary.admin.rights import CONTENT_ROLES, ReadOnly
from glossary.models import Ripple, Role


@admin.register(Ripple)
class RippleAdmin(ReadOnly):
    """One line for each change that concerned more pages than could follow at once."""

    viewers = CONTENT_ROLES | {Role.ADMIN}
    list_display = ("cause", "progress", "created_at", "finished_at", "is_whole")
    list_filter = ("finished_at",)
    search_fields = ("cause",)

    @admin.display(description=gettext_lazy("pages"))
    def progress(self, row: Ripple) -> str:
        if row.total is None:
            return _("waits for the worker")
        share = 100 * row.done // row.total if row.total else 100
        return _("%(done)d of %(total)d (%(share)d %%)") % {
            "done": row.done,
            "total": row.total,
            "share": share,
        }

    @admin.display(description=gettext_lazy("without a fault"), boolean=True)
    def is_whole(self, row: Ripple) -> bool:
        return not row.error
