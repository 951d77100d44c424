"""What is sent to begin an import: files, and what they are."""

from collections.abc import Sequence
from uuid import uuid4

from django import forms
from django.core.exceptions import ValidationError
from django.core.files.uploadedfile import UploadedFile
from django.utils.datastructures import MultiValueDict
from django.utils.translation import gettext, ngettext
from django.utils.translation import gettext_lazy as _

from glossary.conf import options
from glossary.exchange.formats import AUTO, FORMATS

MEGABYTE = 1024 * 1024


class FilesInput(forms.FileInput):
    """Several files at once; the endings are those of the formats there are."""

    allow_multiple_selected = True

    def value_from_datadict(self, data: object, files: MultiValueDict, name: str) -> list:
        return files.getlist(name)


class FilesField(forms.FileField):
    """All files that were chosen, none of them empty, together not larger than allowed."""

    def clean(self, data: Sequence[UploadedFile], initial: object = None) -> list[UploadedFile]:
        files = [super(FilesField, self).clean(file, initial) for file in data or [None]]
        limit = options().import_megabytes
        if sum(file.size for file in files) > limit * MEGABYTE:
            raise ValidationError(
                ngettext(
                    "Together they are larger than %d MB; import them in several parts.",
                    "Together they are larger than %d MB; import them in several parts.",
                    limit,
                )
                % limit
            )
        return files


def format_choices() -> list[tuple[str, str]]:
    named = [(name, gettext(module.TITLE)) for name, module in FORMATS.items()]
    return [(AUTO, gettext("Recognise each file by its content")), *named]


def endings() -> str:
    return ",".join(sorted({ending for module in FORMATS.values() for ending in module.ENDINGS}))


class UploadForm(forms.Form):
    """`key` makes the form one import, however often it is sent."""

    key = forms.UUIDField(widget=forms.HiddenInput, initial=uuid4)
    files = FilesField(label=_("Files"), widget=FilesInput)
    format = forms.ChoiceField(label=_("Format"), choices=format_choices)

    def __init__(self, *args: object, **more: object) -> None:
        super().__init__(*args, **more)
        self.fields["files"].widget.attrs |= {"accept": endings(), "multiple": True}
        self.fields["files"].help_text = gettext(
            "Up to %d MB together. Nothing is imported yet: first you see what would happen."
        ) % (options().import_megabytes)
