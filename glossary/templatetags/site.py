"""What every page prints: the name of the site, days, names of languages."""

from datetime import date, datetime

from django import template
from django.utils import timezone
from django.utils.dateformat import format as format_date
from django.utils.html import format_html
from django.utils.safestring import SafeString

from glossary.conf import options
from glossary.pages.languages import language_name

register = template.Library()
register.filter("language_name", language_name)


@register.simple_tag
def site_name() -> str:
    return options().site_name


@register.filter
def as_day(moment: date | datetime | None) -> SafeString | str:
    """Print a day so that nobody takes the month for the day: "4 May 2026"."""
    if moment is None:
        return ""
    day = timezone.localdate(moment) if isinstance(moment, datetime) else moment
    return format_html('<time datetime="{}">{}</time>', day.isoformat(), format_date(day, "j F Y"))
