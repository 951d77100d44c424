"""Keeping lists of entries that a person wants to see again."""

from urllib.parse import parse_qsl, urlencode

from django.contrib.auth.models import User
from django.db import transaction
from django.utils.translation import gettext as _

from glossary.errors import ActionRefused
from glossary.models import SavedFilter

SAVE = "save filter"
MOST = 30
LONGEST_NAME = 60
LONGEST_QUERY = 1000
# The page one is on, and what the list says of a faulty address, are not part of a filter.
PASSING = {"p", "e", "all"}


def normal_query(query: str) -> str:
    """Return what stands behind the question mark, so that the same list is always written so."""
    pairs = parse_qsl(query.removeprefix("?"))
    return urlencode(sorted((name, value) for name, value in pairs if name not in PASSING))


@transaction.atomic
def save_filter(*, name: str, query: str, by: User) -> SavedFilter:
    """Keep a list under a name. Raise ActionRefused for what cannot be kept or is kept already."""
    name, query = " ".join(name.split()), normal_query(query)
    kept = list(SavedFilter.objects.filter(person=by))
    refusal = ""
    if not query:
        refusal = _("Choose a filter or search first; then the list can be saved.")
    elif not name:
        refusal = _("The list needs a name.")
    elif len(name) > LONGEST_NAME or len(query) > LONGEST_QUERY:
        refusal = _("The name, or the search in this list, is too long to be saved.")
    elif len(kept) >= MOST:
        refusal = _("You have %d saved lists; delete one first.") % MOST
    elif same := [one for one in kept if one.query == query]:
        refusal = _("This list is saved already, as “%s”.") % same[0].name
    elif any(one.name.casefold() == name.casefold() for one in kept):
        refusal = _("You have another list called “%s”.") % name
    if refusal:
        raise ActionRefused(refusal, action=SAVE)
    return SavedFilter.objects.create(person=by, name=name, query=query)


def delete_filter(pk: int, *, by: User) -> None:
    """Forget a list of this person. Raise SavedFilter.DoesNotExist for any other."""
    SavedFilter.objects.get(pk=pk, person=by).delete()
