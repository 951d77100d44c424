"""What can be done about the reservation of a draft, as decisions on its entry (E-07)."""

from django.utils.translation import gettext_lazy as _

from glossary.admin.choice import Choice
from glossary.admin.decision_forms import DecisionForm
from glossary.admin.forms import ParagraphsField
from glossary.models import Role
from glossary.workflow.reserving import release, reserve
from glossary.workflow.transitions import Action


class ReleaseForm(DecisionForm):
    reason = ParagraphsField(label=_("Why you release it"), rows=2)


RESERVING = (
    Choice(
        name="reserve",
        title=_("Reserve this draft"),
        button=_("Reserve this draft for me"),
        done=_("The draft is reserved for you."),
        does=reserve,
        action=Action.SAVE,
        offered=lambda desk: desk.reservation is None,
    ),
    Choice(
        name="release",
        title=_("Release this draft"),
        button=_("Release"),
        done=_("The draft is released; others can save it again."),
        does=release,
        offered=lambda desk: desk.has_reserved,
    ),
    Choice(
        name="release-others",
        title=_("Release this draft"),
        button=_("Release"),
        done=_("The draft is released; who had reserved it is told."),
        does=release,
        form=ReleaseForm,
        offered=lambda desk: desk.has_to_wait and Role.PUBLISHER in desk.roles,
    ),
)
