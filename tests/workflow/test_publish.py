"""Publishing: what readers see, what is superseded, what follows."""

import pytest
from django.utils import timezone

from glossary.content import DesignationText, RelationText
from glossary.errors import ActionRefused, WrongState
from glossary.models import Decision, Entry, Mention, RelatedLink, State, Version
from glossary.search import search
from glossary.workflow.actions import approve, open_draft, publish, save_draft, submit
from glossary.workflow.chain import walk_chain
from tests import factories as make
from tests.rebuilding import republish

pytestmark = pytest.mark.django_db


def next_version(entry, *, change_class="minor", **fields):
    version = open_draft(entry, by=make.edda())
    save_draft(version, make.term_content(entry.title, **fields), by=make.edda())
    submit(version, by=make.edda(), change_note="Said more clearly", change_class=change_class)
    approve(version, by=make.rolf(), proof=make.proof(), seen_hash=version.current_hash())
    return publish(version, by=make.petra(), proof=make.proof())


def test_publishing_makes_the_version_current_and_numbered():
    """T8, W-04, W-40."""
    version = make.published(tags=("contracts",))
    entry = version.entry
    assert entry.current == version
    assert (version.state, version.label) == (State.PUBLISHED, "1.0")
    assert entry.next_review.year == timezone.now().year + 2
    assert [tag.name for tag in entry.tags.all()] == ["contracts"]
    assert entry.publication.sections[0]["html"].startswith("<p>Negotiation is explained")


def test_only_approved_versions_are_published():
    for version in (make.draft("One"), make.submitted("Two")):
        with pytest.raises(WrongState):
            publish(version, by=make.petra(), proof=make.proof())
    assert not Entry.objects.published().exists()


def test_the_live_version_stays_while_the_next_is_written():
    """T2."""
    live = make.published(definition="The first wording.")
    draft = open_draft(live.entry, by=make.edda())
    assert draft.content() == live.content()
    save_draft(draft, make.term_content("Negotiation", definition="A second."), by=make.edda())
    entry = Entry.objects.get()
    assert entry.current == live
    assert "The first wording." in entry.publication.plain_text


def test_opening_a_draft_alone_makes_nobody_a_contributor():
    """T2: contributors start empty."""
    draft = open_draft(make.published().entry, by=make.edda())
    assert not draft.contributors.exists()


def test_a_second_open_version_is_refused():
    live = make.published()
    open_draft(live.entry, by=make.edda())
    with pytest.raises(ActionRefused, match="only one"):
        open_draft(live.entry, by=make.petra())


def test_an_entry_without_a_published_version_has_nothing_to_revise():
    """W-12."""
    with pytest.raises(WrongState, match="draft; that needs one that is published"):
        open_draft(make.draft().entry, by=make.edda())


def test_the_next_version_supersedes_the_last():
    """T14, A-01."""
    first = make.published()
    second = next_version(first.entry)
    first.refresh_from_db()
    assert (first.state, second.state, second.label) == ("superseded", "published", "1.1")
    assert Entry.objects.get().current == second
    assert Decision.objects.filter(action="supersede", version_sequence=1).count() == 1


def test_superseding_is_recorded_first_and_nobody_has_proved_anything_for_it():
    """T14, A-01."""
    next_version(make.published().entry)
    before, last = Decision.objects.order_by("-seq")[:2][::-1]
    assert (before.action, before.auth_method, before.auth_at) == ("supersede", "", None)
    assert (last.action, last.auth_method) == ("publish", "password")
    assert before.actor_name == last.actor_name
    assert walk_chain().fault is None


def test_publishing_an_edit_takes_few_queries(django_assert_max_num_queries):
    """What an edit costs is mostly the number of queries."""
    for title in ("Procurement", "Supplier"):
        make.published(title, tags=("buying",))
    live = make.published(definition="Before procurement.", tags=("buying",))
    content = make.term_content(
        "Negotiation", definition="Talks with a supplier.", tags=("buying",)
    )
    version = make.next_version(live, content=content)
    with django_assert_max_num_queries(60):
        publish(version, by=make.petra(), proof=make.proof())


def test_a_major_change_counts_up_the_first_number():
    """W-04."""
    assert next_version(make.published().entry, change_class="major").label == "2.0"


def test_a_term_named_in_a_text_is_linked_and_mentioned(django_capture_on_commit_callbacks):
    make.published("Procurement")
    text = "A talk before procurement starts."
    entry = make.published("Negotiation", definition=text).entry
    html = entry.publication.sections[0]["html"]
    assert 'href="/glossary/procurement/"' in html
    mention = Mention.objects.get()
    assert (mention.source, mention.target.title) == (entry, "Procurement")
    assert mention.excerpt == text


def test_a_term_that_arrives_later_is_linked_in_older_pages(django_capture_on_commit_callbacks):
    older = make.published("Negotiation", definition="A talk before Procurements start.").entry
    with django_capture_on_commit_callbacks(execute=True):
        make.published("Procurement")
    older.publication.refresh_from_db()
    assert 'href="/glossary/procurement/"' in older.publication.sections[0]["html"]


def test_a_synonym_links_to_its_entry():
    make.published("Procurement", designations=(DesignationText(term="Strategic buying"),))
    page = make.published("Negotiation", definition="Part of strategic buying.").entry.publication
    assert '<a class="term" href="/glossary/procurement/"' in page.sections[0]["html"]


def test_search_finds_what_was_just_published_and_no_draft():
    make.published("Negotiation")
    make.draft("Negotiator")
    assert [hit.title for hit in search("negotiating").hits] == ["Negotiation"]


def test_a_described_relation_resolves_when_the_entry_arrives(django_capture_on_commit_callbacks):
    described = RelationText(title="Non-conformance", teaser="A deviation", rating="10/10")
    entry = make.published("Negotiation", relations=(described, described)).entry
    waiting = RelatedLink.objects.get(entry=entry)
    assert (waiting.title, waiting.target, waiting.teaser) == (
        "Non-conformance",
        None,
        "A deviation",
    )
    with django_capture_on_commit_callbacks(execute=True):
        target = make.published("Nonconformance").entry
    assert RelatedLink.objects.get(entry=entry).target == target


def test_republishing_changes_no_page_and_no_version():
    """W-05."""
    make.published("Procurement")
    make.published("Negotiation", definition="A talk before procurement starts.")
    before = list(Version.objects.values())
    pages = [entry.publication.sections for entry in Entry.objects.order_by("pk")]
    assert republish(Entry.objects.published()) == 2
    assert list(Version.objects.values()) == before
    assert [entry.publication.sections for entry in Entry.objects.order_by("pk")] == pages
