"""A field for what somebody types as plain text with line breaks."""

from django import forms

from glossary.text import in_plain_lines


class PlainTextField(forms.CharField):
    """Text whose spaces and empty lines are made single before its length counts."""

    widget = forms.Textarea(attrs={"rows": 4})

    def to_python(self, value: object) -> str:
        return in_plain_lines(super().to_python(value))
