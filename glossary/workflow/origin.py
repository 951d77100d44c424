"""Where an action comes from: kept for the record, set by whoever receives the request."""

from collections.abc import Iterator
from contextlib import contextmanager
from contextvars import ContextVar
from dataclasses import dataclass, field
from uuid import uuid4


@dataclass(frozen=True, kw_only=True)
class Origin:
    """One action of one person. `session` is a fingerprint, `ip` already shortened."""

    event_id: str = field(default_factory=lambda: str(uuid4()))
    request_id: str = ""
    session: str = ""
    ip: str = ""


_current: ContextVar[Origin | None] = ContextVar("origin", default=None)


def current_origin() -> Origin:
    """Return the origin of what is being done; a new one outside of any."""
    return _current.get() or Origin()


@contextmanager
def acting(origin: Origin | None = None) -> Iterator[Origin]:
    """Let everything recorded inside share one origin; the outermost one counts."""
    known = _current.get()
    if known is not None:
        yield known
        return
    origin = origin or Origin()
    token = _current.set(origin)
    try:
        yield origin
    finally:
        _current.reset(token)
