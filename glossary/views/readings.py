"""Which requests for an entry count as readings."""

import re

from django.http import HttpRequest

from glossary.models import Entry
from glossary.workflow.readings import note_reading

# What calls itself so is no person; so is whatever does not say what it is.
ROBOT = re.compile(r"bot|crawl|spider|slurp|curl|wget|python|monitor", re.IGNORECASE)


def count_reading(request: HttpRequest, entry: Entry) -> None:
    """Count a person who opens the page, but no robot, and no browser that only reads ahead."""
    agent = request.headers.get("User-Agent", "")
    is_ahead = "prefetch" in request.headers.get("Sec-Purpose", "")
    if request.method == "GET" and agent and not ROBOT.search(agent) and not is_ahead:
        note_reading(entry.pk)
