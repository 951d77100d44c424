"""Named errors. Each carries the facts; interfaces turn them into a message or a status."""

from collections.abc import Sequence
from datetime import datetime


class GlossaryError(Exception):
    """The root of everything the glossary refuses. `str()` is a sentence for people."""


class ActionRefused(GlossaryError):
    """A person may not do this to this version."""

    def __init__(self, message: str, *, action: str = "", state: str = "") -> None:
        super().__init__(message)
        self.action = action
        self.state = state


class WrongState(ActionRefused):
    """The table has no row for this action in this state."""


class MissingRole(ActionRefused):
    """The acting person holds none of the roles the action asks for."""


class ContributorCannotApprove(ActionRefused):
    """Four eyes: whoever saved content of a version cannot approve or publish it."""


class NotYours(MissingRole):
    """The role would do, but not for this entry or this subject."""


class ProofNeeded(ActionRefused):
    """A signature needs a fresh proof that the person is who the session says."""


class WrongPassword(ProofNeeded):
    """The password given as a proof is not the person's."""


class BlockedByComments(ActionRefused):
    """A version is not approved while blocking comments are open. `comments` has their keys."""

    def __init__(
        self, message: str, *, comments: tuple[int, ...], action: str = "", state: str = ""
    ) -> None:
        super().__init__(message, action=action, state=state)
        self.comments = comments


class Reserved(ActionRefused):
    """Somebody else has reserved the draft: `person` is the name, `since` when."""

    def __init__(
        self, message: str, *, person: str, since: datetime, action: str = "", state: str = ""
    ) -> None:
        super().__init__(message, action=action, state=state)
        self.person = person
        self.since = since


class DuplicateTitle(ActionRefused):
    """Another entry has this title; a second one needs a reason. `numbers` names the others."""

    def __init__(self, message: str, *, numbers: tuple[str, ...], action: str = "") -> None:
        super().__init__(message, action=action)
        self.numbers = numbers


class EnoughFeedback(ActionRefused):
    """So much feedback has come today that more could be a robot's; tomorrow there is room."""


class QualityErrors(ActionRefused):
    """The quality rules find errors. `errors` has the place of each and what is wrong there."""

    def __init__(
        self, errors: Sequence[tuple[str, str]], *, action: str = "", state: str = ""
    ) -> None:
        told = "; ".join(
            f"{place.replace('_', ' ').capitalize()} – {message}" for place, message in errors
        )
        super().__init__(f"Not submitted. To be mended first: {told}.", action=action, state=state)
        self.errors = tuple(errors)


class StaleContent(ActionRefused):
    """The content changed after the acting person had loaded it."""


class ContentRefused(GlossaryError):
    """The text cannot be kept or shown as it is. `place` names the field or section."""

    def __init__(self, message: str, *, place: str = "") -> None:
        super().__init__(message)
        self.place = place


class RenderingTooComplex(ContentRefused):
    """Rendering the text took longer, nested deeper or needed more than is allowed."""


class SourceRefused(GlossaryError):
    """A file is not what it claims. `name` is the file, `line` counts from 1 (0: whole file)."""

    def __init__(self, reason: str, *, name: str, line: int = 0) -> None:
        place = f"{name}:{line}" if line else name
        super().__init__(f"{place}: {reason}")
        self.reason = reason
        self.name = name
        self.line = line


class NoSiteAnswers(GlossaryError):
    """Of `number` addresses of other sites none could be reached: the fault is probably here."""

    def __init__(self, message: str, *, number: int) -> None:
        super().__init__(message)
        self.number = number
