"""What every page prints: the name of the site, days, names of languages."""

from datetime import date, datetime

from django import template
from django.utils import timezone
from django.utils.dateformat import format as format_date
from django.utils.html import format_html
from django.utils.safestring import SafeString
from django.utils.translation import get_language_info

from glossary.conf import options

register = template.Library()


@register.simple_tag
def site_name() -> str:
    return options().site_name


@register.filter
def language_name(tag: str) -> str:
    """Return the name of a language in the reader's own, the tag itself where none is known."""
    try:
        return str(get_language_info(tag)["name_translated"])
    except KeyError:
        return tag


@register.filter
def as_day(moment: date | datetime | None) -> SafeString | str:
    """Print a day so that nobody takes the month for the day: "4 May 2026"."""
    if moment is None:
        return ""
    day = timezone.localdate(moment) if isinstance(moment, datetime) else moment
    return format_html('<time datetime="{}">{}</time>', day.isoformat(), format_date(day, "j F Y"))
