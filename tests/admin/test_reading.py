"""Preview, reading without writing, and the imported source."""

import pytest
from django.utils import timezone

from glossary.errors import RenderingTooComplex
from glossary.models import Batch, ImportedSource
from tests.admin.desk import client_of, entry_page
from tests.factories import account, draft, edda, published, root, submitted, vera

pytestmark = pytest.mark.django_db


def imported(*, marks: tuple[str, ...] = (), raw: bytes = b"<script>alert(1)</script>"):
    """Return a draft with the file it came from."""
    version = draft("Audit")
    batch = Batch.objects.create(at=timezone.now(), by=edda())
    ImportedSource.objects.create(
        batch=batch,
        version=version,
        name="folder/audit.md",
        format="markdown",
        raw=raw,
        sha256="0" * 64,
        marks=list(marks),
    )
    return version


def test_the_preview_is_what_publishing_stores():
    published("Supplier")
    version = draft("Audit", definition="An audit at a supplier, **planned**.")

    page = client_of(edda()).get(entry_page("preview", version))

    assert "<strong>planned</strong>" in page.content.decode()
    assert 'href="/glossary/supplier/"' in page.content.decode()
    assert "no-store" in page["Cache-Control"]


def test_a_text_that_cannot_be_shown_is_named(monkeypatch):
    def refuse(version):
        raise RenderingTooComplex("Rendering this text takes too long.", place="definition")

    monkeypatch.setattr("glossary.admin.previews.preview", refuse)

    response = client_of(edda()).get(entry_page("preview", draft("Audit")))

    assert response.status_code == 200
    assert "definition: Rendering this text takes too long." in response.content.decode()


@pytest.mark.parametrize("name", ["change", "preview", "review", "source"])
@pytest.mark.parametrize("person", [root, lambda: account("ada", "admin")])
def test_drafts_are_hidden_from_accounts_without_a_part_in_them(person, name):
    """S-10: not even a superuser, and not who only keeps the accounts."""
    assert client_of(person()).get(entry_page(name, imported())).status_code == 403


def test_the_auditor_reads_a_draft_and_cannot_write_it():
    version = draft("Audit")

    page = client_of(vera()).get(entry_page("change", version)).content.decode()

    assert "Audit is explained here" in page
    assert 'name="title"' not in page


def test_an_author_reads_a_version_in_review():
    page = client_of(edda()).get(entry_page("change", submitted("Audit"))).content.decode()

    assert 'name="title"' not in page
    assert "Take it back" in page


def test_open_questions_of_an_import_are_shown():
    version = imported(marks=("Is <b>Check</b> a synonym?",))

    for name in ("change", "review"):
        page = client_of(edda()).get(entry_page(name, version)).content.decode()
        assert "Is &lt;b&gt;Check&lt;/b&gt; a synonym?" in page


def test_the_source_is_shown_as_text_and_sent_as_a_file():
    version = imported()

    page = client_of(edda()).get(entry_page("review", version)).content.decode()
    response = client_of(edda()).get(entry_page("source", version))

    assert "&lt;script&gt;alert(1)&lt;/script&gt;" in page
    assert response.content == b"<script>alert(1)</script>"
    assert response["Content-Type"] == "text/plain; charset=utf-8"
    assert response["Content-Disposition"] == 'attachment; filename="audit.md.txt"'


def test_an_entry_that_was_not_imported_has_no_source():
    assert client_of(edda()).get(entry_page("source", draft("Audit"))).status_code == 404
