"""Every address of the site, asked for as everybody: what test_permissions.py compares (W-30)."""

import hashlib
from collections.abc import Iterator

from django.contrib.auth.models import Group, User
from django.contrib.contenttypes.models import ContentType
from django.db import transaction
from django.test import Client
from django.urls import URLPattern, URLResolver, get_resolver, reverse
from django.utils import timezone

from glossary.models import (
    Batch,
    Comment,
    Decision,
    DismissedSearch,
    Entry,
    Feedback,
    Import,
    ImportedSource,
    Notice,
    Pseudonym,
    PublishedName,
    Redirect,
    RelatedLink,
    RelationKind,
    Ripple,
    Role,
    SavedFilter,
    SectionKind,
    Standard,
    Subject,
    Subscription,
    Version,
)
from glossary.workflow.actions import create_entry
from glossary.workflow.discussion import comment
from glossary.workflow.feedback import give_feedback
from tests import factories as make
from tests.admin.desk import client_of

ROLES = (Role.AUTHOR, Role.REVIEWER, Role.PUBLISHER, Role.AUDITOR, Role.ADMIN)
PEOPLE = ("visitor", "no role", *map(str, ROLES), "superuser")
# Asked for with POST, because a GET of theirs does nothing.
SENT = {
    "admin:glossary_entry_add_check": {},
    "admin:glossary_entry_check": {},
    "admin:glossary_entry_decide": {"reason": "Not needed any more"},
    "admin:glossary_decision_reviewed": {"up_to": "1"},
    "admin:glossary_entry_add_preview": {"title": "Caliper"},
    "admin:glossary_entry_live_preview": {"title": "Caliper"},
    "admin:glossary_entry_add_recovery": {"_throw_away": "0"},
    "admin:glossary_entry_presence": {},
    "admin:glossary_entry_recovery": {"_throw_away": "0"},
    "admin:glossary_miss_dismiss": {"text": "Canteen", "language": "en"},
    "admin:glossary_miss_take_back": {},
    "admin:glossary_entry_comment": {"version": "1", "text": "Is this so?"},
    "admin:glossary_entry_thread": {"do": "resolve"},
    "admin:glossary_feedback_handle": {"note": "The sentence is plainer now"},
    "admin:glossary_batch_submit": {},
    "admin:glossary_batch_approve": {},
    "admin:glossary_import_step": {},
    "admin:glossary_filter_delete": {},
    "admin:glossary_filter_save": {"name": "Mine", "query": "state=draft"},
    "admin:glossary_notice_read": {},
    "admin:glossary_sectionkind_move": {},
    "admin:logout": {},
    "discussion": {"version": "1.0", "text": "Is this so?"},
    "thread": {"do": "resolve"},
}
# What an address needs behind a question mark.
ASKED = {
    "admin:autocomplete": "?app_label=glossary&model_name=redirect&field_name=entry",
    "admin:glossary_miss_synonym": "?text=Caliper&language=en",
}
DRAFT = " (draft)"
PUBLIC_PAGES_OF_AN_ENTRY = (
    *("term", "versions", "entry-feed", "number", "mentions"),
    *("preview", "discussion", "feedback"),
)
# Own, and somebody else's.
IMPORT_PAGES = {f"admin:glossary_import_{page}" for page in ("page", "csv", "progress", "step")}


def names() -> Iterator[str]:
    """Yield the name of every address; only the admin has some without."""
    return names_in(get_resolver().url_patterns, "")


def names_in(patterns: list, space: str) -> Iterator[str]:
    for pattern in patterns:
        if isinstance(pattern, URLResolver):
            inner = f"{space}{pattern.namespace}:" if pattern.namespace else space
            yield from names_in(pattern.url_patterns, inner)
        elif isinstance(pattern, URLPattern) and pattern.name:
            yield f"{space}{pattern.name}"
        else:
            assert space == "admin:", f"{pattern} has no name"


class World:
    """One of everything, and for each person an own draft beside two of somebody else."""

    def __init__(self, person: str) -> None:
        self.person = person
        self.user = user_for(person)
        self.client = client_of(self.user) if self.user else Client()
        self.published = make.published("Gauge", tags=("calibration",))
        self.question = make.published("Why a gauge?", kind="question")
        own = self.user or make.edda()
        self.drafts = (draft("Own", by=own), draft("Other"), draft("Far", subject="Metrology"))
        self.imports = (imported_by(own), imported_by(make.account("olga", Role.AUTHOR)))
        if person == Role.REVIEWER:
            Subject.objects.get(name="Metrology").reviewers.add(make.rolf())
        self.notice = Notice.objects.filter(recipient=self.user).first() or notice()
        self.fixed = self.arguments()

    def arguments(self) -> dict[str, list]:
        """Return the arguments of addresses that name no draft."""
        entry, slug = self.published.entry, self.published.entry.slug
        subject = entry.subject
        readers = Subscription.objects.create(email="r@example.org", created_at=timezone.now())
        word = entry.tags.get()
        confusable(entry, self.question.entry)
        homonyms(entry, self.question.entry)
        return {
            "term": [slug],
            "versions": [slug],
            "mentions": [slug],
            "preview": [slug],
            "meanings": ["measure"],
            "side-by-side": [slug, self.question.entry.slug],
            "discussion": [slug],
            "thread": [slug, said_of(self.published).pk],
            "feedback": [slug],
            "feedback-given": [slug],
            "version": [slug, "1.0"],
            "compare": [slug, "1.0", "1.0"],
            "entry-feed": [slug],
            "question": [subject.slug, self.question.entry.slug],
            "sitemap": ["terms"],
            "standard": ["iso-9001-2015"],
            "subject": [subject.slug],
            "subject-feed": [subject.slug],
            "subject-map": [subject.slug],
            "subscription-confirm": [readers.token],
            "subscription-end": [readers.token],
            "tag": [word.slug],
            "number": [entry.number],
            "number-version": [entry.number, "1.0"],
            "admin:app_list": ["glossary"],
            "admin:view_on_site": [ContentType.objects.get_for_model(Entry).pk, entry.pk],
            "admin:auth_user_password_change": [make.vera().pk],
            "admin:glossary_decision_export": ["csv"],
            "admin:glossary_miss_take_back": [dismissed().pk],
            "admin:glossary_entry_comment": [entry.pk],
            "admin:glossary_entry_thread": [entry.pk, said_of(self.published).pk],
            "admin:glossary_feedback_handle": [told_about(self.published).pk],
            "admin:glossary_filter_delete": [self.saved_filter().pk],
            "admin:glossary_notice_open": [self.notice.pk],
            "admin:glossary_sectionkind_move": [SectionKind.objects.last().pk, "up"],
            "admin:glossary_report": ["due"],
            "admin:glossary_report_csv": ["due"],
            "admin:glossary_batch_submit": [Batch.objects.first().pk],
            "admin:glossary_batch_approve": [Batch.objects.first().pk],
            "admin:glossary_work_list": ["orphans"],
            "admin:glossary_work_list_csv": ["orphans"],
        } | self.rows()

    def saved_filter(self) -> SavedFilter:
        person = self.user or make.vera()
        return SavedFilter.objects.create(person=person, name="Mine", query="q=a")

    def rows(self) -> dict[str, list]:
        """Return the arguments of the admin's pages about one row of a table."""
        rows = {
            "auth_user": make.vera(),
            "auth_group": Group.objects.first(),
            "glossary_decision": Decision.objects.first(),
            "glossary_notice": self.notice,
            "glossary_subject": self.published.entry.subject,
            "glossary_standard": Standard.objects.create(
                designation="ISO 9001", edition="2015", title="Demands"
            ),
            "glossary_sectionkind": SectionKind.objects.first(),
            "glossary_batch": Batch.objects.first(),
            "glossary_ripple": Ripple.objects.first() or ripple(),
            "glossary_redirect": Redirect.objects.create(
                path="/old/", entry=self.published.entry, created_at=timezone.now()
            ),
            "glossary_pseudonym": Pseudonym.objects.create(user=make.vera(), name="Somebody"),
        }
        pages = ("change", "history", "delete")
        return {f"admin:{name}_{page}": [row.pk] for name, row in rows.items() for page in pages}

    def cell(self, name: str) -> str:
        """Return the status, or three of them if they differ."""
        bare = name.removesuffix(DRAFT)
        found = [str(self.status(bare, args)) for args in self.all_arguments(name, bare)]
        return found[0] if len(set(found)) == 1 else "/".join(found)

    def all_arguments(self, name: str, bare: str) -> list[list]:
        if name.endswith(DRAFT):
            key = "number" if bare == "number" else "slug"
            return [[getattr(version.entry, key)] for version in self.drafts]
        if bare in IMPORT_PAGES:
            extra = ["stop"] if bare.endswith("_step") else []
            return [[imported.pk, *extra] for imported in self.imports]
        if bare in self.fixed or not is_about_an_entry(bare):
            return [self.fixed.get(bare, [])]
        if "_importedsource_" in bare:
            return [[version.imported_source.pk] for version in self.drafts]
        extra = ["discard"] if bare.endswith("_decide") else []
        return [[version.entry_id, *extra] for version in self.drafts]

    def status(self, name: str, args: list) -> int:
        address = reverse(name, args=args) + ASKED.get(name, "")
        with transaction.atomic():
            sent = SENT.get(name)
            client = self.client if name != "admin:logout" else Client()
            answer = client.get(address) if sent is None else client.post(address, sent)
            transaction.set_rollback(True)
        return answer.status_code


def is_about_an_entry(name: str) -> bool:
    page = name.removeprefix("admin:glossary_entry_").removeprefix("admin:glossary_importedsource_")
    return page in (
        *("change", "history", "delete"),
        *("review", "preview", "dossier", "source", "decide", "live_preview"),
        *("recovery", "presence"),
        *("check", "review", "preview", "dossier", "source", "decide"),
    )


def user_for(person: str) -> User | None:
    if person == "visitor":
        return None
    if person == "superuser":
        return make.root()
    roles = () if person == "no role" else (person,)
    return make.account(f"the-{person.replace(' ', '-')}", *roles)


def draft(title: str, *, subject: str = "Fundamentals", by: User | None = None) -> Version:
    """Return a draft with the source it was imported from, owned by that person."""
    content = make.term_content(title, subject=subject)
    version = create_entry(kind="term", content=content, by=make.account("olga", Role.AUTHOR))
    if by:
        Entry.objects.filter(pk=version.entry_id).update(owner=by)
    batch = Batch.objects.create(at=timezone.now(), by=make.edda())
    raw = title.encode()
    ImportedSource.objects.create(
        batch=batch,
        version=version,
        name=f"{title}.md",
        raw=raw,
        sha256=hashlib.sha256(raw).hexdigest(),
        content_hash=version.current_hash(),
    )
    return Version.objects.select_related("entry").get(pk=version.pk)


def imported_by(person: User) -> Import:
    return Import.objects.create(owner=person, created_at=timezone.now(), format="auto")


def confusable(entry: Entry, other: Entry) -> None:
    RelatedLink.objects.filter(entry=entry).delete()
    RelatedLink.objects.create(
        entry=entry,
        target=other,
        kind=RelationKind.CONFUSABLE,
        title=other.title,
        folded_title=other.folded_title,
        position=0,
        relevance=8,
    )


def homonyms(*entries: Entry) -> None:
    """Give entries a name in common."""
    facts = {"language": "en", "position": 1, "is_abbreviation": False, "autolink": True}
    for entry in entries:
        PublishedName.objects.create(
            entry=entry, text="Measure", key="measure", folded="measure", **facts
        )


def ripple() -> Ripple:
    return Ripple.objects.create(cause="QM-0001 Audit", created_at=timezone.now())


def dismissed() -> DismissedSearch:
    return DismissedSearch.objects.create(
        folded="menu", text="Menu", language="en", by=make.vera(), at=timezone.now()
    )


def said_of(version: Version) -> Comment:
    return comment(version, by=make.edda(), text="Is this so?")


def told_about(version: Version) -> Feedback:
    return give_feedback(version.entry, is_clear=False)


def notice() -> Notice:
    return Notice.objects.create(
        recipient=make.vera(), key="key", kind="review due", created_at=timezone.now()
    )


def rows_wanted() -> list[str]:
    """Return every address once, those of an entry's public pages also for drafts."""
    return sorted({*names(), *(f"{name}{DRAFT}" for name in PUBLIC_PAGES_OF_AN_ENTRY)})
