"""Search finds what people mean in the starter vocabulary: floors that no change may go below.

`python -m tests.bench.finding --failures` measures all of it and names each failure.
"""

import io
from collections.abc import Iterator

import pytest
from django.core.management import call_command
from django.db import transaction

from tests.bench.judging import failures
from tests.bench.vocabulary import Part, descriptions, finder, misspelt_designations, queries

# Only for marked tests is a database made; these look at what the fixture has measured in it.
pytestmark = pytest.mark.django_db
# The whole takes too long for a test; the sample is the same in every run.
SAMPLE = 3


@pytest.fixture(scope="module")
def parts(django_db_setup: None, django_db_blocker) -> Iterator[dict[str, Part]]:
    """Load the starter vocabulary once, measure everything and leave the database as it was."""
    with django_db_blocker.unblock(), transaction.atomic():
        call_command("load_starter", stdout=io.StringIO(), stderr=io.StringIO())
        find = finder()
        one_wrong, two_wrong = misspelt_designations(find, every=SAMPLE)
        measured = {"queries": queries(find), "descriptions": descriptions(find)}
        transaction.set_rollback(True)
    yield measured | {"one wrong letter": one_wrong, "two wrong letters": two_wrong}


@pytest.mark.parametrize(
    ("name", "wanted"),
    [
        ("queries", (0.95, 0.97)),
        ("descriptions", (0.75,)),
        ("one wrong letter", (0.97,)),
        ("two wrong letters", (0.90,)),
    ],
)
def test_what_people_mean_is_found(
    parts: dict[str, Part], name: str, wanted: tuple[float, ...]
) -> None:
    """R-15 to R-18: the entry first, with a mean reciprocal rank; else among the first three."""
    part = parts[name]
    assert len(part.outcomes) >= 90
    floors = [figure for figure in part.figures if figure.wanted is not None]
    assert tuple(figure.wanted for figure in floors) == wanted
    missed = "\n".join(failures(part.outcomes, first=part.first))
    assert all(figure.is_reached for figure in floors), f"{floors}\n{missed}"
