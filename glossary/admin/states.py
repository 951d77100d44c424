"""How a state is shown: in words, with a shape, so that nobody needs to see colours."""

from django.utils.html import format_html
from django.utils.safestring import SafeString

from glossary.models import State

SHAPES = {
    State.DRAFT: "○",
    State.IN_REVIEW: "◔",
    State.CHANGES_REQUESTED: "↺",
    State.APPROVED: "◕",
    State.SCHEDULED: "◷",
    State.PUBLISHED: "●",
    State.WITHDRAWN: "⊘",
}


def state_badge(state: str, *, label: str = "") -> SafeString:
    return format_html(
        '<span class="state" data-state="{}"><span aria-hidden="true">{}</span> {}</span>',
        state,
        SHAPES.get(State(state), "▪"),
        label or State(state).label,
    )
