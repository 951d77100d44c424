"""The parts of an entry's page as forms. None is a ModelForm: nothing else can be set."""

import csv
from collections.abc import Sequence

from django import forms
from django.core.exceptions import ValidationError
from django.utils.translation import gettext_lazy as _

from glossary.models import (
    Acceptability,
    ChangeClass,
    DesignationType,
    RelationKind,
    SectionKind,
    SourceRelation,
    Subject,
)
from glossary.quality.rules import RULES
from glossary.workflow.writing import SECTION_LIMIT

SHORT_TEXT = 2_000


class LineField(forms.CharField):
    """One line. The widget of the admin gives it its width.

    `offers` is what is offered while it is typed: "entry", "standard", "edition" or "clause".
    """

    def __init__(
        self, *, max_length: int, required: bool = False, offers: str = "", **options: object
    ) -> None:
        self.offers = offers
        options.setdefault("widget", forms.TextInput(attrs={"class": "vTextField"}))
        super().__init__(max_length=max_length, required=required, **options)


class ParagraphsField(forms.CharField):
    """Text of several lines, kept as typed; browsers send line ends of their own."""

    def __init__(
        self,
        *,
        rows: int = 3,
        max_length: int = SHORT_TEXT,
        is_markdown: bool = False,
        **options: object,
    ) -> None:
        self.is_markdown = is_markdown
        attributes = {"rows": rows, "class": "vLargeTextField"}
        if is_markdown:
            attributes["data-markdown"] = ""
        widget = forms.Textarea(attrs=attributes)
        super().__init__(
            max_length=max_length, required=False, strip=False, widget=widget, **options
        )

    def to_python(self, value: object) -> str:
        return super().to_python(value).replace("\r\n", "\n")


class TagsField(LineField):
    """Tags between commas; one that contains a comma stands in quotation marks."""

    def prepare_value(self, value: object) -> object:
        return value if isinstance(value, str) or value is None else ", ".join(map(quoted, value))

    def clean(self, value: str) -> tuple[str, ...]:
        row = next(csv.reader([super().clean(value)], skipinitialspace=True), [])
        tags = tuple(dict.fromkeys(filter(None, map(str.strip, row))))
        if any(len(tag) > 100 for tag in tags):
            raise ValidationError(_("A tag may have 100 characters."))
        return tags


def quoted(tag: str) -> str:
    return '"{}"'.format(tag.replace('"', '""')) if {*',"'} & {*tag} else tag


class FactsForm(forms.Form):
    """What an entry has besides its sections and lists."""

    title = LineField(label=_("Title"), max_length=200, required=True)
    short_definition = ParagraphsField(
        label=_("Short definition"),
        help_text=_("One sentence that could stand in a sentence in place of the term."),
    )
    subject = forms.ModelChoiceField(
        label=_("Subject"),
        queryset=Subject.objects.all(),
        to_field_name="name",
        required=False,
        empty_label=_("No subject yet"),
    )
    tags = TagsField(
        label=_("Tags"), max_length=SHORT_TEXT, help_text=_("Separate tags by commas.")
    )
    title_autolink = forms.BooleanField(
        label=_("Link the title wherever other entries name it"), required=False, initial=True
    )
    unlinked = TagsField(
        label=_("Names not linked in this entry"),
        max_length=SHORT_TEXT,
        help_text=_("Separate names by commas."),
    )
    heading = LineField(
        label=_("Heading on the page"),
        max_length=300,
        help_text=_("Only if the page shall not be headed by the title."),
    )
    byline = LineField(label=_("Author named by the source"), max_length=200)
    dated = forms.DateField(
        label=_("Date of the source"),
        required=False,
        widget=forms.DateInput(attrs={"type": "date"}, format="%Y-%m-%d"),
    )
    seo_title = LineField(label=_("Title for search engines"), max_length=300)
    seo_description = ParagraphsField(label=_("Description for search engines"), rows=2)
    seo_keywords = ParagraphsField(label=_("Keywords for search engines"), rows=2)

    def __init__(self, *args: object, needs_subject: bool, **options: object) -> None:
        super().__init__(*args, **options)
        self.fields["subject"].required = needs_subject

    def clean_subject(self) -> str:
        subject = self.cleaned_data["subject"]
        return subject.name if subject else ""


class TemplateForm(forms.Form):
    """One text for each section of the entry template, in its order."""

    def __init__(self, *args: object, kinds: Sequence[SectionKind], **options: object) -> None:
        super().__init__(*args, **options)
        self.kinds = kinds
        for kind in kinds:
            self.fields[kind.key] = ParagraphsField(
                label=kind.title,
                rows=7,
                max_length=SECTION_LIMIT,
                is_markdown=True,
                help_text=kind.guidance,
            )

    def rows(self) -> list[tuple[SectionKind, forms.BoundField]]:
        return [(kind, self[kind.key]) for kind in self.kinds]


class RowForm(forms.Form):
    """One row of a list; `described` names fields that stand folded away below the others."""

    described: tuple[str, ...] = ()

    def description(self) -> list[forms.BoundField]:
        return [self[name] for name in self.described]

    def has_folded_errors(self) -> bool:
        return any(name in self.errors for name in self.described)


class OtherSectionForm(RowForm):
    """A section the template has no place for: an unknown heading, a second of its kind."""

    heading = LineField(label=_("Heading"), max_length=200)
    kind = forms.ChoiceField(label=_("Kind"), initial="additional")
    body = ParagraphsField(label=_("Text"), rows=5, max_length=SECTION_LIMIT, is_markdown=True)

    def __init__(self, *args: object, kinds: Sequence[SectionKind], **options: object) -> None:
        super().__init__(*args, **options)
        self.fields["kind"].choices = [(kind.key, kind.title) for kind in kinds]


class DesignationForm(RowForm):
    """A synonym, abbreviation, symbol or equivalent."""

    term = LineField(label=_("Designation"), max_length=200, required=True)
    language = LineField(
        label=_("Language"),
        max_length=35,
        widget=forms.TextInput(attrs={"placeholder": "de", "size": 5}),
    )
    acceptability = forms.ChoiceField(
        label=_("Use"), choices=Acceptability.choices, initial=Acceptability.ADMITTED
    )
    type = forms.ChoiceField(
        label=_("Type"), choices=DesignationType.choices, initial=DesignationType.TERM
    )
    reviewed = forms.BooleanField(label=_("Confirmed as a synonym"), required=False, initial=True)
    autolink = forms.BooleanField(label=_("Linked elsewhere"), required=False, initial=True)


class RelationForm(RowForm):
    """A relation to another entry; the last five fields are what a source says of it."""

    kind = forms.ChoiceField(
        label=_("Relation"), choices=RelationKind.choices, initial=RelationKind.RELATED
    )
    target = LineField(
        label=_("Entry (number or title)"), max_length=330, required=True, offers="entry"
    )
    note = LineField(label=_("Note"), max_length=500)
    subject = LineField(label=_("Its subject"), max_length=200)
    address = LineField(label=_("Its address"), max_length=500)
    external_id = LineField(label=_("Its number elsewhere"), max_length=200)
    rating = LineField(label=_("Rating given by the source"), max_length=20)
    teaser = ParagraphsField(label=_("Its teaser"), rows=2)

    described = ("subject", "address", "external_id", "rating", "teaser")


class CitationForm(RowForm):
    """A place in a standard, or another source."""

    standard = LineField(
        label=_("Standard"),
        max_length=100,
        offers="standard",
        widget=forms.TextInput(attrs={"list": "standards", "placeholder": "ISO 9001"}),
    )
    edition = LineField(
        label=_("Edition"),
        max_length=20,
        offers="edition",
        widget=forms.TextInput(attrs={"placeholder": "2015", "size": 8}),
    )
    clause = LineField(
        label=_("Clause"),
        max_length=50,
        offers="clause",
        widget=forms.TextInput(attrs={"size": 10}),
    )
    source = LineField(label=_("Other source"), max_length=500)
    relation = forms.ChoiceField(
        label=_("Our text is"),
        choices=SourceRelation.choices,
        initial=SourceRelation.UNSPECIFIED,
    )
    note = LineField(label=_("Note"), max_length=500)
    accessed = forms.DateField(
        label=_("Read on"),
        required=False,
        widget=forms.DateInput(attrs={"type": "date"}, format="%Y-%m-%d"),
    )
    licence = LineField(label=_("Licence"), max_length=200)

    def clean(self) -> None:
        super().clean()
        if not self.errors and not any(map(self.cleaned_data.get, ("standard", "source"))):
            raise ValidationError(_("Name a standard or another source."))


class WaiverForm(RowForm):
    """A finding of the quality rules that may stand, and why."""

    rule = forms.ChoiceField(label=_("Rule"))
    about = LineField(
        label=_("About"), max_length=500, help_text=_("Empty: every finding of this rule here.")
    )
    reason = LineField(label=_("Reason"), max_length=500, required=True)

    def __init__(self, *args: object, **options: object) -> None:
        super().__init__(*args, **options)
        rules = [(rule.name, rule.says) for rule in RULES.values()]
        self.fields["rule"].choices = [("", "---------"), *rules]


class SubmitForm(forms.Form):
    """What a reviewer is told about a new version."""

    change_note = ParagraphsField(
        label=_("What has changed, and why"),
        rows=2,
        help_text=_("At least 10 characters; readers see it in the list of changes."),
    )
    change_class = forms.ChoiceField(
        label=_("How much changes"),
        choices=ChangeClass.choices,
        initial=ChangeClass.MINOR,
        required=False,
    )
    reply = ParagraphsField(
        label=_("Reply to the reviewer"),
        rows=2,
        help_text=_("Needed if you submit the text unchanged."),
    )
