"""Importing in the browser: the pages, who may open them, and what they say."""

from io import BytesIO
from uuid import uuid4

import pytest
from django.urls import reverse

from glossary.exchange import running
from glossary.exchange.uploads import Upload
from glossary.models import Batch, Entry, Import, ImportState, Role, Version
from tests import factories as make
from tests.admin.desk import client_of, queries_for
from tests.commands.running import run
from tests.emptying import empty_database
from tests.exchange.uploading import afresh, brought_in, checked, term_file, uploaded

pytestmark = pytest.mark.django_db
LIST = "/admin/glossary/import/"


def form(*uploads, **fields):
    files = []
    for upload in uploads:
        file = BytesIO(upload.raw)
        file.name = upload.name
        files.append(file)
    return {"key": str(uuid4()), "format": "auto", "files": files} | fields


def page_of(imported):
    return f"{LIST}{imported.pk}/"


def step(client, imported, name):
    return client.post(f"{page_of(imported)}{name}/", follow=True)


def test_an_upload_leads_to_its_dry_run():
    """E-40, E-42."""
    client = client_of(make.edda())
    page = client.post(LIST, form(term_file("Gauge"), term_file("Ruler")), follow=True)
    text = page.content.decode()
    assert "This is what would happen" in text and "Import as drafts" in text
    assert "Gauge" in text and "gauge.md" in text
    assert not Entry.objects.exists() and not Batch.objects.exists()
    file = Import.objects.get().files.first()
    assert (bytes(file.raw), len(file.sha256)) == (term_file("Gauge").raw, 64)


def test_confirmed_it_becomes_a_batch_of_drafts():
    """E-43."""
    client = client_of(make.edda())
    client.post(LIST, form(term_file("Gauge")))
    imported = Import.objects.get()
    text = step(client, imported, "confirm").content.decode()
    assert "The drafts are there." in text and "Undo this import" in text
    version = Version.objects.get()
    assert version.state == "draft" and not Entry.objects.published().exists()
    assert reverse("admin:glossary_batch_change", args=[version.imported_source.batch_id]) in text


def test_the_same_form_and_the_same_confirmation_count_once():
    """F-17."""
    client = client_of(make.edda())
    key = str(uuid4())
    pages = [
        client.post(LIST, form(term_file("Gauge"), key=key), follow=True).request["PATH_INFO"]
        for _ in range(2)
    ]
    assert pages[0] == pages[1] and Import.objects.count() == 1
    first, second = (step(client, Import.objects.get(), "confirm") for _ in range(2))
    assert (first.status_code, second.status_code) == (200, 200)
    assert "this is how the import stands now" in second.content.decode()
    assert (Batch.objects.count(), Version.objects.count()) == (1, 1)


def test_the_same_bytes_again_are_nothing_new():
    """E-44."""
    brought_in(term_file("Gauge"))
    page = client_of(make.edda()).post(LIST, form(term_file("Gauge")), follow=True)
    text = page.content.decode()
    assert "Nothing new" in text and "Import as drafts" not in text


def test_errors_keep_everything_out_and_can_be_filtered():
    """E-42."""
    bad = term_file("Bad", definition="x" * 20_001)
    client = client_of(make.edda())
    page = client.post(LIST, form(term_file("Gauge"), bad), follow=True)
    text = page.content.decode()
    assert "1 record cannot be imported, so nothing is." in text
    assert "Import as drafts" not in text
    only = client.get(page_of(Import.objects.get()), {"result": "error"}).content.decode()
    assert "definition: 20,001 characters" in only and "gauge.md" not in only.split("records")[-1]
    step(client, Import.objects.get(), "confirm")
    assert not Entry.objects.exists()


def test_a_change_is_shown_with_old_and_new():
    """E-42."""
    brought_in(term_file("Gauge"))
    new = term_file("Gauge", definition="Gauge is explained here in two words.")
    page = client_of(make.edda()).post(LIST, form(new), follow=True)
    text = page.content.decode()
    assert "1 change" in text and "<del>" in text and "<ins>" in text
    assert "Definition" in text


def test_rows_are_downloaded_and_start_no_formula():
    """E-42, S-06."""
    bad = term_file("=1+1", definition="x" * 20_001)
    client = client_of(make.edda())
    client.post(LIST, form(bad, term_file("Gauge")))
    answer = client.get(f"{page_of(Import.objects.get())}rows.csv")
    lines = b"".join(answer.streaming_content).decode().splitlines()
    assert answer["Content-Type"].startswith("text/csv")
    assert len(lines) == 3 and ",'=1+1," in lines[1] and ",new,Gauge," in lines[2]


def test_the_format_can_be_chosen():
    client = client_of(make.edda())
    page = client.post(LIST, form(term_file("Gauge"), format="json"), follow=True)
    assert "is no JSON" in page.content.decode()
    assert client.post(LIST, form(term_file("Gauge"), format="xls")).status_code == 422


def test_uploads_have_a_limit(settings):
    settings.GLOSSARY = {"import_megabytes": 1}
    upload = term_file("Gauge", definition="x" * 1024 * 1024)
    answer = client_of(make.edda()).post(LIST, form(upload))
    assert answer.status_code == 422 and "larger than 1 MB" in answer.content.decode()
    assert client_of(make.edda()).post(LIST, form()).status_code == 422
    assert not Import.objects.exists()


def test_a_large_upload_is_left_to_the_worker():
    lines = term_file("Gauge", definition="x" * 300_000)
    page = client_of(make.edda()).post(LIST, form(lines), follow=True)
    imported = Import.objects.get()
    assert imported.state == ImportState.UPLOADED
    assert "Waits for the worker" in page.content.decode()
    assert "run_imports" in page.content.decode()
    told = client_of(make.edda()).get(f"{page_of(imported)}progress/").json()
    assert told["state"] == "uploaded" and told["total"] == 0
    assert run("run_imports").strip() == "Carried 1 imports on"
    assert afresh(imported).state == ImportState.CHECKED


def test_stopped_resumed_and_undone_by_buttons(monkeypatch):
    """E-45."""
    monkeypatch.setattr(running, "PORTION", 1)
    monkeypatch.setattr("glossary.admin.importing.SECONDS", 0)
    client, imported = client_of(make.edda()), checked(*map(term_file, ("A b", "C d", "E f")))
    assert "Waits for the worker" in step(client, imported, "confirm").content.decode()
    assert afresh(imported).done == 1
    page = step(client, imported, "stop").content.decode()
    assert "Stopped after 1 of 3 records" in page and "Resume" in page
    step(client, imported, "resume")
    run("run_imports")
    assert afresh(imported).state == ImportState.DONE
    step(client, imported, "undo")
    run("run_imports")
    page = client.get(page_of(imported)).content.decode()
    assert page.count("discarded") >= 3
    assert Entry.objects.given_up().count() == 3


def test_a_publisher_sees_and_undoes_everybodys_import():
    imported = brought_in(term_file("Gauge"))
    client = client_of(make.petra())
    assert "Import " in client.get(LIST).content.decode()
    assert step(client, imported, "undo").status_code == 200
    assert afresh(imported).state == ImportState.UNDONE


@pytest.mark.parametrize("person", [make.rolf, make.vera, make.root])
def test_it_is_not_there_for_others(person):
    """S-12."""
    imported = checked(term_file("Gauge"))
    client = client_of(person())
    pages = (
        LIST,
        page_of(imported),
        f"{page_of(imported)}rows.csv",
        f"{page_of(imported)}progress/",
    )
    assert [client.get(page).status_code for page in pages] == [404] * 4
    assert client.post(f"{page_of(imported)}confirm/").status_code == 404
    assert client.post(LIST, form(term_file("Ruler"))).status_code == 404
    assert Import.objects.count() == 1


def test_another_authors_import_is_not_there():
    """S-12, S-14."""
    imported = checked(term_file("Gauge"))
    other = client_of(make.account("otto", Role.AUTHOR))
    assert other.get(page_of(imported)).status_code == 404
    assert other.post(f"{page_of(imported)}confirm/").status_code == 404
    assert not Entry.objects.exists()


def test_steps_are_posted_and_known():
    imported, client = checked(term_file("Gauge")), client_of(make.edda())
    assert client.get(f"{page_of(imported)}confirm/").status_code == 405
    assert client.post(f"{page_of(imported)}explode/").status_code == 404
    assert client.post(f"{LIST}99/confirm/").status_code == 404


def test_the_number_of_queries_does_not_grow_with_the_rows():
    brought_in(term_file("T0"), term_file("T1"))
    few = checked(term_file("T0", definition="Short."))
    client = client_of(make.edda())
    before = queries_for(client, page_of(few))
    many = checked(*(term_file(f"T{n}", definition="Shorter.") for n in range(12)))
    assert queries_for(client, page_of(many)) == before


def hashes():
    versions = Version.objects.with_content().select_related("entry")
    return {version.entry.number: version.current_hash() for version in versions}


@pytest.mark.django_db(transaction=True)
def test_exported_wiped_and_imported_it_is_the_same(tmp_path):
    """E-44: a round trip through the bundle, by way of the browser."""
    make.published("Gauge", tags=("measuring",), short_definition="device for comparing")
    make.published("Why a gauge?", kind="question")
    make.republished(make.published("Ruler"))
    current = {
        entry.number: Version.objects.with_content().get(pk=entry.current_id).current_hash()
        for entry in Entry.objects.all()
    }
    bundle = tmp_path / "all.jsonl"
    run("export_entries", "--out", bundle)
    empty_database()
    client = client_of(make.petra())
    upload = Upload(name="all.jsonl", raw=bundle.read_bytes())
    page = client.post(LIST, form(upload), follow=True)
    assert "Import as drafts" in page.content.decode()
    step(client, Import.objects.get(), "confirm")
    assert hashes() == current
    again = client.post(LIST, form(upload), follow=True)
    assert "Nothing new" in again.content.decode()


def test_a_list_of_imports_shows_the_newest_first():
    uploaded(term_file("One"))
    brought_in(term_file("Two"))
    text = client_of(make.edda()).get(LIST).content.decode()
    assert text.index("done") < text.index("waits to be checked")
