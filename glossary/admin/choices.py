"""The decisions on an entry, as a table."""

from collections.abc import Callable

from django.utils.translation import gettext_lazy as _

from glossary.admin import decision_forms as typed
from glossary.admin.choice import Choice
from glossary.admin.desk import Desk
from glossary.admin.reserving import RESERVING
from glossary.conf import options
from glossary.models import Role, State, Version
from glossary.workflow import actions
from glossary.workflow.disposal import dispose, propose_disposal
from glossary.workflow.transitions import Action


def restore(version: Version, *, by: object, like: Version) -> object:
    return actions.open_draft(version.entry, by=by, like=like)


def revise(version: Version, *, by: object) -> object:
    return actions.open_draft(version.entry, by=by)


def on_entry(act: Callable[..., object]) -> Callable[..., object]:
    """Let an action on the entry be called with the version that is on the desk."""
    return lambda version, **facts: act(version.entry, **facts)


def is_publisher(desk: Desk) -> bool:
    return Role.PUBLISHER in desk.roles


CHOICES = (
    Choice(
        name="approve",
        title=_("Approve"),
        button=_("Approve"),
        done=_("Your approval is recorded."),
        does=actions.approve,
        form=typed.SeenForm,
        action=Action.APPROVE,
        signs=True,
        is_first=True,
        leads_on=_("Sign and go to the next"),
    ),
    Choice(
        name="approve-and-publish",
        title=_("Approve and publish"),
        button=_("Approve and publish"),
        done=_("The version is approved and published."),
        does=actions.approve_and_publish,
        form=typed.SeenForm,
        action=Action.APPROVE,
        offered=lambda desk: options().signatures == 1,
        signs=True,
        leads_on=_("Publish and go to the next"),
    ),
    Choice(
        name="publish",
        title=_("Publish"),
        button=_("Publish"),
        done=_("The version is published."),
        does=actions.publish,
        action=Action.PUBLISH,
        offered=lambda desk: desk.may_release,
        signs=True,
        is_first=True,
    ),
    Choice(
        name="schedule",
        title=_("Publish at a set time"),
        button=_("Schedule"),
        done=_("The version will be published at that time."),
        does=actions.schedule,
        form=typed.ScheduleForm,
        action=Action.SCHEDULE,
        offered=lambda desk: desk.may_release,
        signs=True,
    ),
    Choice(
        name="unschedule",
        title=_("Take the set time back"),
        button=_("Unschedule"),
        done=_("The version is approved and not scheduled any more."),
        does=actions.unschedule,
        form=typed.ReasonForm,
        action=Action.UNSCHEDULE,
    ),
    Choice(
        name="request-changes",
        title=_("Request changes"),
        button=_("Request changes"),
        done=_("The author sees your comment and can go on writing."),
        does=actions.request_changes,
        form=typed.CommentForm,
        action=Action.REQUEST_CHANGES,
        leads_on=_("Send it back and go to the next"),
    ),
    Choice(
        name="revoke",
        title=_("Revoke the approval"),
        button=_("Revoke the approval"),
        done=_("The approval is revoked; the author can go on writing."),
        does=actions.revoke,
        form=typed.ReasonForm,
        action=Action.REVOKE,
    ),
    Choice(
        name="submit",
        title=_("Submit for review"),
        button=_("Submit for review"),
        done=_("The version is submitted; reviewers see it from now on."),
        does=actions.submit,
        form=typed.SubmitDecision,
        action=Action.SUBMIT,
    ),
    Choice(
        name="recall",
        title=_("Take it back"),
        button=_("Take it back"),
        done=_("The version is yours to write again."),
        does=actions.recall,
        form=typed.ReasonForm,
        action=Action.RECALL,
    ),
    Choice(
        name="discard",
        title=_("Discard this draft"),
        button=_("Discard"),
        done=_("The draft is discarded; for 30 days it can be restored."),
        does=actions.discard,
        form=typed.ReasonForm,
        action=Action.DISCARD,
    ),
    Choice(
        name="emergency",
        title=_("Publish in an emergency"),
        button=_("Publish without approval"),
        done=_("The version is published. Somebody else must approve it afterwards."),
        does=actions.publish_unapproved,
        form=typed.EmergencyForm,
        action=Action.PUBLISH_UNAPPROVED,
        offered=lambda desk: options().emergency_publication,
        signs=True,
    ),
    Choice(
        name="ratify",
        title=_("Approve afterwards"),
        button=_("Approve afterwards"),
        done=_("The published version is approved now."),
        does=actions.ratify,
        form=typed.SeenForm,
        action=Action.RATIFY,
        on=Desk.published_version,
        offered=lambda desk: desk.entry.current.awaits_approval,
        signs=True,
        is_first=True,
    ),
    Choice(
        name="revise",
        title=_("Write a new version"),
        button=_("Write a new version"),
        done=_("A new draft is open. Readers see the published version meanwhile."),
        does=revise,
        action=Action.REVISE,
        on=Desk.standing_version,
        offered=lambda desk: not desk.is_open and desk.version.state != State.DISCARDED,
        is_first=True,
    ),
    Choice(
        name="confirm",
        title=_("Periodic review"),
        button=_("Record the review"),
        done=_("The review is recorded."),
        does=actions.confirm,
        form=typed.ConfirmForm,
        action=Action.CONFIRM,
        on=Desk.published_version,
        offered=lambda desk: desk.may_confirm,
    ),
    Choice(
        name="withdraw",
        title=_("Withdraw"),
        button=_("Withdraw the published version"),
        done=_("The entry is withdrawn."),
        does=actions.withdraw,
        form=typed.WithdrawForm,
        action=Action.WITHDRAW,
        on=Desk.published_version,
        signs=True,
    ),
    Choice(
        name="restore",
        title=_("Restore an older or discarded version"),
        button=_("Open it as a new draft"),
        done=_("A new draft with the older text is open."),
        does=restore,
        form=typed.RestoreForm,
        action=Action.REVISE,
        on=Desk.standing_version,
        offered=lambda desk: desk.may_restore,
    ),
    *RESERVING,
    Choice(
        name="propose-disposal",
        title=_("Dispose of it"),
        button=_("Propose the disposal"),
        done=_("Somebody else has to confirm the disposal."),
        does=on_entry(propose_disposal),
        form=typed.ReasonForm,
        on=Desk.any_version,
        offered=lambda desk: is_publisher(desk) and desk.is_disposable,
        signs=True,
    ),
    Choice(
        name="dispose",
        title=_("Confirm the disposal"),
        button=_("Remove its content for good"),
        done=_("The content is gone; number, dates and record remain."),
        does=on_entry(dispose),
        on=Desk.any_version,
        offered=lambda desk: is_publisher(desk) and desk.awaits_disposal,
        signs=True,
    ),
    Choice(
        name="share",
        title=_("Share with other authors"),
        button=_("Save"),
        done=_("It is shared with those you chose."),
        does=on_entry(actions.share),
        form=typed.ShareForm,
        on=Desk.any_version,
        offered=lambda desk: is_publisher(desk) or desk.is_owner,
    ),
    Choice(
        name="hand-over",
        title=_("Give it another owner"),
        button=_("Hand over"),
        done=_("The entry has another owner."),
        does=on_entry(actions.hand_over),
        form=typed.HandOverForm,
        on=Desk.any_version,
        offered=is_publisher,
    ),
    Choice(
        name="set-interval",
        title=_("Review interval"),
        button=_("Save"),
        done=_("The review interval is set."),
        does=on_entry(actions.set_review_interval),
        form=typed.IntervalForm,
        on=Desk.any_version,
        offered=is_publisher,
    ),
    Choice(
        name="move",
        title=_("Change its address"),
        button=_("Move"),
        done=_("The entry has a new address; the old one leads there."),
        does=on_entry(actions.move),
        form=typed.MoveForm,
        on=Desk.any_version,
        offered=is_publisher,
    ),
)
