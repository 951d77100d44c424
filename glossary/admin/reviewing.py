"""The review of a version: what changed, the page as it will be, comments, and the decision."""

from dataclasses import dataclass
from uuid import uuid4

from django.contrib.admin import ModelAdmin
from django.http import HttpRequest, HttpResponse
from django.utils.translation import gettext as _

from glossary.admin.checklist import checklist_for
from glossary.admin.desk import Desk
from glossary.admin.offers import Offer
from glossary.admin.previews import preview_of
from glossary.admin.reading import shown, version_before
from glossary.conf import options
from glossary.errors import GlossaryError
from glossary.models import Decision, State
from glossary.pages.differences import labelled
from glossary.pages.findings import judgement_of, waived_rules
from glossary.pages.reviews import review_of, threads_on
from glossary.workflow.diff import content_diff
from glossary.workflow.discussion import LISTENERS
from glossary.workflow.objections import BEFORE_APPROVAL
from glossary.workflow.signatures import approvals_of
from glossary.workflow.transitions import EDITORS, Action
from glossary.workflow.waiting import signers_of


@dataclass(frozen=True, kw_only=True)
class Refused:
    """A comment that was refused, with everything that was typed; `parent` 0 for a new thread."""

    error: GlossaryError
    text: str = ""
    section: str = ""
    parent: int = 0
    is_blocking: bool = False


def review_page(
    request: HttpRequest,
    desk: Desk,
    *,
    site: ModelAdmin,
    refused: Offer | None = None,
    error: GlossaryError | None = None,
    said: Refused | None = None,
) -> HttpResponse:
    """Show first what changed, then the page as it will be, then what can be decided."""
    version, before = desk.version, version_before(desk)
    changes = content_diff(before.content() if before else None, version.content())
    preview = preview_of(version)
    listens = bool(desk.roles & LISTENERS)
    extra = {
        "title": _("Review: %s") % version.title,
        "is_review": True,
        "before": before,
        "preview": preview,
        "review": review_of(
            version,
            changes=labelled(changes),
            page=preview.sections,
            threads=threads_on(version) if listens else (),
        ),
        "listens": listens,
        "may_write": bool(desk.roles & EDITORS),
        "may_block": version.state in BEFORE_APPROVAL,
        "said": said,
        "form_key": uuid4().hex,
        "waivers": waived_rules(version),
        "judgement": judgement_of(version) if desk.is_open else None,
        "looks": checklist_for(version) if desk.may(Action.APPROVE, version) else [],
        **signing_facts(desk),
    }
    return shown(
        request,
        desk,
        extra,
        template="review",
        site=site,
        refused=refused,
        error=error or (said.error if said else None),
    )


def signing_facts(desk: Desk) -> dict[str, object]:
    """Say who signed a version so far, how many have to and who may."""
    given: list[Decision] = approvals_of(desk.version)
    is_waiting = desk.version.state == State.IN_REVIEW
    return {
        "given": given,
        "needed": options().signatures,
        "is_waiting": is_waiting,
        "signers": signers_of(desk.version, given=given) if is_waiting else [],
    }
