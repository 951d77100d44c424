"""The dossier of an entry as a download; taking it is recorded."""

from django.http import HttpRequest, HttpResponse
from django.utils.http import content_disposition_header

from glossary.admin.desk import desk_for
from glossary.pages.dossiers import archive, dossier_of
from glossary.workflow.record import record_entry


def dossier_download(request: HttpRequest, pk: int) -> HttpResponse:
    """Send the archive to whoever may read the entry with its drafts."""
    entry = desk_for(request, pk, with_drafts=True).entry
    record_entry(entry, action="export dossier", by=request.user)
    response = HttpResponse(archive(dossier_of(entry)), content_type="application/zip")
    name = f"{entry.number}.zip"
    response["Content-Disposition"] = content_disposition_header(True, name)
    return response
