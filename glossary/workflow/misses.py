"""Searches without result: counting them for everybody, setting them aside for editors (E-33)."""

import logging
from datetime import timedelta

from django.contrib.auth.models import User
from django.db import DatabaseError, connection
from django.db.models import Min
from django.utils import timezone

from glossary.conf import options
from glossary.errors import MissingRole
from glossary.models import DismissedSearch, SearchMiss, roles_of
from glossary.search import search
from glossary.text import fold
from glossary.workflow.miss_texts import text_to_keep
from glossary.workflow.patience import impatient
from glossary.workflow.transitions import EDITORS

log = logging.getLogger(__name__)
# Further texts of the same day are not kept, so that no robot fills the table.
TEXTS_PER_DAY = 500
AT_ONCE = 500
# Django's own upsert cannot add to what is there, and would not leave out the texts above a limit.
COUNT_ONE = """
    INSERT INTO glossary_searchmiss (folded, text, language, day, count)
    SELECT %(folded)s, %(text)s, %(language)s, %(day)s, 1
    WHERE (SELECT count(*) FROM glossary_searchmiss WHERE day = %(day)s) < %(limit)s
        OR EXISTS (
            SELECT 1 FROM glossary_searchmiss
            WHERE day = %(day)s AND folded = %(folded)s AND language = %(language)s
        )
    ON CONFLICT (day, folded, language) DO UPDATE SET count = glossary_searchmiss.count + 1
"""


def note_miss(text: str, *, language: str) -> bool:
    """Count a search that found nothing, and return whether it is kept.

    A failure is only logged, without the text: the reader's page does not depend on it.
    """
    kept = text_to_keep(text)
    if not kept or not options().missed_search_days:
        return False
    facts = {"folded": fold(kept), "text": kept, "language": language}
    facts |= {"day": timezone.localdate(), "limit": TEXTS_PER_DAY}
    try:
        with impatient(), connection.cursor() as cursor:
            cursor.execute(COUNT_ONE, facts)
            return cursor.rowcount == 1
    except DatabaseError as error:
        log.warning("a search without result was not counted: %s", type(error).__name__)
        return False


def dismiss(text: str, *, language: str, by: User, reason: str = "") -> None:
    """Set a searched text aside for good; without a reason it is not a term. Twice is once."""
    require_editor(by)
    facts = {"text": text, "reason": reason.strip(), "by": by, "at": timezone.now()}
    DismissedSearch.objects.get_or_create(folded=fold(text), language=language, defaults=facts)


def take_back(dismissed: DismissedSearch, *, by: User) -> None:
    """Let a text that was set aside be wanted again, with all its searches."""
    require_editor(by)
    dismissed.delete()


def require_editor(person: User) -> None:
    if not roles_of(person) & EDITORS:
        raise MissingRole(
            "Searches without result are for authors, reviewers and publishers.",
            action="sort searches",
        )


def forget_misses() -> int:
    """Delete the counts that are older than they are kept, and return how many went."""
    first_kept = timezone.localdate() - timedelta(days=options().missed_search_days - 1)
    deleted, _by_model = SearchMiss.objects.filter(day__lt=first_kept).delete()
    return deleted


def forget_answered() -> int:
    """Delete the counts of texts that find something now, and return how many texts those were.

    A name may have come, or the words into a text, or the search may have learnt to find it.
    """
    texts = SearchMiss.objects.order_by().values_list("folded").annotate(Min("text"))
    answered = [folded for folded, text in texts if search(text, limit=1).total]
    for start in range(0, len(answered), AT_ONCE):
        SearchMiss.objects.filter(folded__in=answered[start : start + AT_ONCE]).delete()
    return len(answered)
