"""The word of the day: another one each day, the same for everybody all day long."""

import hashlib
from datetime import date, datetime, time

from django.db.models import Exists, OuterRef, QuerySet
from django.utils import timezone

from glossary.models import Entry, Version


def word_of_the_day(day: date) -> Entry | None:
    """Return a published term with a short definition, chosen by the day alone.

    Only terms that readers knew before that day are chosen from, so that nothing published
    during the day changes the word; only withdrawing it does. On the first day of a glossary
    every term is new: then all are chosen from.
    """
    terms = Entry.objects.published().terms().exclude(current__short_definition="")
    morning = timezone.make_aware(datetime.combine(day, time.min))
    known = Version.objects.filter(entry=OuterRef("pk"), published_at__lt=morning)
    before = terms.filter(Exists(known), created_at__lt=morning)
    return chosen(before, day) or chosen(terms, day)


def chosen(terms: QuerySet[Entry], day: date) -> Entry | None:
    """Return the first term at or behind a place that the day gives, else the very first.

    Three look-ups by key, however many terms there are.
    """
    # The order of the model is that of titles; this look-up is by key.
    terms = terms.select_related("current").order_by("pk")
    keys = terms.values_list("pk", flat=True)
    last = keys.last()
    if last is None:
        return None
    first = keys.first()
    digest = hashlib.sha256(day.isoformat().encode()).digest()
    place = first + int.from_bytes(digest[:8]) % (last - first + 1)
    return terms.filter(pk__gte=place).first()
