"""What can be done to several entries of the list at once: each on its own, refusals named."""

from django.contrib import admin, messages
from django.contrib.admin import ModelAdmin
from django.db.models import QuerySet
from django.http import HttpRequest
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy, ngettext

from glossary.admin.proving import proof_for
from glossary.errors import GlossaryError
from glossary.models import Entry, Version
from glossary.workflow.actions import publish


@admin.action(description=gettext_lazy("Publish the open versions that are approved"))
def publish_approved(site: ModelAdmin, request: HttpRequest, entries: QuerySet[Entry]) -> None:
    """Publish what is chosen, one by one; whatever cannot be published is named with its reason."""
    done = 0
    for entry in entries.order_by("number"):
        version = newest_version(entry)
        try:
            publish(version, by=request.user, proof=proof_for(request))
            done += 1
        except GlossaryError as error:
            messages.error(request, f"{entry}: {error}")
    if done:
        said = ngettext("%d entry is published.", "%d entries are published.", done) % done
        messages.success(request, said)
    else:
        messages.warning(request, _("Nothing was published."))


def newest_version(entry: Entry) -> Version:
    return entry.versions.open().first() or entry.versions.latest("sequence")
