"""Look up the addresses of other sites that stand in published texts; run it every week."""

from typing import Any

from django.conf import settings
from django.core.management.base import BaseCommand, CommandError, CommandParser
from django.utils.encoding import iri_to_uri

from glossary.errors import NoSiteAnswers
from glossary.exchange.other_sites import OtherSites
from glossary.models import LinkState
from glossary.workflow.external_links import check_links


class Command(BaseCommand):
    """What was looked up longest ago comes first, so that several runs get through all."""

    help = "Look up links to other sites, a limited number at a time, and keep what came of it."

    def add_arguments(self, parser: CommandParser) -> None:
        parser.add_argument("--limit", type=int, default=500, help="so many addresses at most")
        parser.add_argument(
            "--pause", type=float, default=1, help="seconds between two requests to one host"
        )

    def handle(self, *, limit: int, pause: float, **options: Any) -> None:
        agent = f"qmglossary link check (+{iri_to_uri(settings.SITE_ADDRESS)})"
        try:
            states = check_links(OtherSites(agent=agent, pause=pause).ask, limit=limit)
        except NoSiteAnswers as error:
            raise CommandError(str(error)) from error
        counts = ", ".join(f"{states[state]} {state.label}" for state in LinkState)
        self.stdout.write(f"{states.total()} addresses: {counts}")
