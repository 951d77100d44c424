"""One decision on an entry: what it asks for, what it calls, who is offered it."""

from collections.abc import Callable
from dataclasses import dataclass

from django.utils.functional import Promise

from glossary.admin import decision_forms as typed
from glossary.admin.desk import Desk
from glossary.models import Version
from glossary.workflow.transitions import Action


@dataclass(frozen=True, kw_only=True)
class Choice:
    """One decision. `on` says which version of the desk it is about.

    `does` takes that version and what was typed. `offered` says whether this person is shown
    it; the workflow decides whether it is done. With `leads_on` there is a second button of that
    name, which goes on to the next version that waits for this person.
    """

    name: str
    title: Promise
    button: Promise
    done: Promise
    does: Callable[..., object]
    form: type[typed.DecisionForm] = typed.DecisionForm
    action: Action | None = None
    on: Callable[[Desk], Version | None] = Desk.open_version
    offered: Callable[[Desk], bool] = lambda desk: True
    signs: bool = False
    is_first: bool = False
    leads_on: Promise | str = ""

    def is_for(self, desk: Desk) -> bool:
        """Whether this person is shown the decision now."""
        version = self.on(desk)
        if version is None or not self.offered(desk):
            return False
        return self.action is None or desk.may(self.action, version)
