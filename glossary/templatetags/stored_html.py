"""The one place where text is printed without escaping."""

from django import template
from django.core.serializers.json import DjangoJSONEncoder
from django.utils.html import format_html
from django.utils.safestring import SafeString, mark_safe

register = template.Library()

JSON = DjangoJSONEncoder(ensure_ascii=False, separators=(",", ":"))
# The end of the script element and the line ends of old JavaScript must not occur in the text.
SCRIPT_ESCAPES = {ord(char): f"\\u{ord(char):04x}" for char in "<>&\u2028\u2029"}


@register.filter(is_safe=True)
def stored_html(section: dict) -> SafeString:
    """Print the HTML of a section of a Publication: sanitised when it was published."""
    return mark_safe(section["html"])  # noqa: S308


@register.simple_tag
def json_ld(graph: dict) -> SafeString:
    """Print a schema.org graph as a data block, which a strict policy does not run."""
    text = JSON.encode(graph).translate(SCRIPT_ESCAPES)
    return format_html('<script type="application/ld+json">{}</script>', mark_safe(text))  # noqa: S308
