"""How pages name people."""

from django import template

from glossary.models import shown_name

register = template.Library()
register.filter("shown_name", shown_name)
