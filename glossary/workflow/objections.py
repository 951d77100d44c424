"""Blocking comments: what stands between a version and its approval, and who clears it (T7).

Whoever may comment may object to a version that is still to be approved. The objection is taken
back by the one who made it, or resolved by somebody who could approve the version: whoever wrote
it answers, but does not sweep a reviewer's objection away.
"""

from collections import defaultdict
from collections.abc import Mapping, Sequence

from django.contrib.auth.models import User

from glossary.errors import ActionRefused, BlockedByComments, NotYours
from glossary.models import Comment, State, Version
from glossary.workflow.rights import require_right, rights_for
from glossary.workflow.transitions import Action, Transition, transition_for

BLOCK = "block"
BEFORE_APPROVAL = (State.DRAFT, State.IN_REVIEW, State.CHANGES_REQUESTED)


def objections_to(versions: Sequence[Version]) -> Mapping[int, Sequence[Comment]]:
    """Return the open blocking comments by the key of their version, the oldest first."""
    found: dict[int, list[Comment]] = defaultdict(list)
    comments = Comment.objects.holding().filter(version__in=[version.pk for version in versions])
    for comment in comments.with_people():
        found[comment.version_id].append(comment)
    return found


def require_settled(version: Version, row: Transition, *, objections: Sequence[Comment]) -> None:
    """Raise BlockedByComments while somebody objects and the row waits for that to be settled."""
    if not (row.settled and objections):
        return
    names = ", ".join(dict.fromkeys(comment.by_name for comment in objections))
    number = len(objections)
    counted = "A blocking comment is" if number == 1 else f"{number} blocking comments are"
    raise BlockedByComments(
        f"{counted} open (by {names}). To {row.action} this version, have that resolved first.",
        comments=tuple(comment.pk for comment in objections),
        action=row.action,
        state=version.state,
    )


def require_blockable(version: Version) -> None:
    """Raise ActionRefused for a version that needs no approval any more.

    It is locked until the transaction ends: an approval either sees the comment or comes first.
    """
    state = Version.objects.select_for_update().only("state").get(pk=version.pk).state
    if state not in BEFORE_APPROVAL:
        raise ActionRefused(
            f"This version is {State(state).label}; only what is still to be approved can be "
            "blocked. Say it in a comment, or revoke the approval.",
            action=BLOCK,
            state=state,
        )


def require_settler(thread: Comment, *, by: User) -> None:
    """Raise NotYours unless this person made the objection or could approve the version."""
    if thread.by_id == by.pk:
        return
    row = transition_for(Action.APPROVE, State.IN_REVIEW)
    rights = rights_for([thread.version], by=by, action=Action.APPROVE)
    try:
        require_right(row, thread.version, rights=rights)
    except ActionRefused as error:
        raise NotYours(
            "A blocking comment is resolved by whoever made it, or by somebody who may approve "
            "this version and wrote nothing of it. Answer it by a reply.",
            action=BLOCK,
            state=thread.version.state,
        ) from error
