"""Fields of the plain forms that Django's own widgets make hard to use."""

from django.db.models import ManyToManyField
from django.forms import CheckboxSelectMultiple

# Django's two lists with arrows between them need a mouse and have labels that say nothing.
CHECKBOXES = {ManyToManyField: {"widget": CheckboxSelectMultiple}}
