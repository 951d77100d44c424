"""Numbers of pages in addresses."""

from django.http import HttpRequest

# Deeper pages are asked for by robots only.
LONGEST_NUMBER = 4


def page_number(request: HttpRequest) -> int:
    """Return the number of the page that is asked for; what is none means the first."""
    number = request.GET.get("page", "")
    is_number = number.isascii() and number.isdigit() and len(number) <= LONGEST_NUMBER
    return max(1, int(number)) if is_number else 1
