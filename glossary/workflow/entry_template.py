"""The order of the entry template: one section kind moves, all are numbered anew."""

from enum import StrEnum

from django.contrib.auth.models import User

from glossary.errors import MissingRole
from glossary.models import Role, SectionKind, roles_of
from glossary.workflow.record import append
from glossary.workflow.steps import action

# Publishers are the quality managers of the life cycle.
TEMPLATE_KEEPERS = frozenset({Role.ADMIN, Role.PUBLISHER})
GAP = 10
MOVE = "move"


class Direction(StrEnum):
    """Where to a section kind moves in the template."""

    UP = "up"
    DOWN = "down"


@action
def move(pk: int, *, direction: Direction, by: User) -> SectionKind:
    """Change places with the neighbour. Raise SectionKind.DoesNotExist or MissingRole."""
    if not roles_of(by) & TEMPLATE_KEEPERS:
        raise MissingRole("The entry template is kept by publishers and admins.", action=MOVE)
    kinds = list(SectionKind.objects.select_for_update())
    place = next((place for place, kind in enumerate(kinds) if kind.pk == pk), None)
    if place is None:
        raise SectionKind.DoesNotExist(f"There is no section kind {pk}.")
    moved = kinds.pop(place)
    target = place - 1 if direction == Direction.UP else place + 1
    kinds.insert(max(0, target), moved)
    changes = renumber(kinds)
    if changes:
        append(
            action=MOVE,
            by=by,
            object_type="sectionkind",
            object_id=str(moved.pk),
            entry_title=moved.title,
            changes=changes,
        )
    return moved


def renumber(kinds: list[SectionKind]) -> dict[str, tuple[int, int]]:
    """Give positions in even steps; return by key what has changed."""
    changes = {}
    for number, kind in enumerate(kinds, start=1):
        if kind.position != number * GAP:
            changes[kind.key] = (kind.position, number * GAP)
            kind.position = number * GAP
    SectionKind.objects.bulk_update([kind for kind in kinds if kind.key in changes], ["position"])
    return changes


def next_position() -> int:
    """Return the position behind the last."""
    last = SectionKind.objects.order_by("position").last()
    return last.position + GAP if last else GAP
