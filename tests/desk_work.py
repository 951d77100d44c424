"""Work on the desks of the demonstration, for pictures: a draft, a review, a comment."""

from dataclasses import replace

from glossary.content import DesignationText, SectionText
from glossary.models import Entry, Version
from glossary.workflow.actions import open_draft, save_draft, submit
from glossary.workflow.discussion import comment
from tests.admin.desk import entry_page
from tests.factories import draft, edda, petra, rolf, whatever_it_says

LIST = "/admin/glossary/entry/"
UNFINISHED = (
    "A torque wrench limits the torque with which a screw is tightened. "
    "Its [[setting mechanism]] needs calibration, and a nonconformity of one screw says little."
)


def desk_pages() -> dict[str, tuple[str, str]]:
    """Lay work onto the desks and return the pages by name, each with who looks at it."""
    for person in (edda, rolf, petra):
        person()
    written, revised = unfinished(), waiting()
    return {
        "my-work": ("rolf", "/admin/"),
        "writing": ("edda", entry_page("change", written)),
        "review": ("rolf", entry_page("review", revised)),
        "entries": ("petra", LIST),
        "imports": ("edda", "/admin/glossary/import/"),
        "broken-links": ("edda", f"{LIST}work/broken-links/"),
        "reports": ("petra", f"{LIST}reports/"),
        "section-kinds": ("petra", "/admin/glossary/sectionkind/"),
    }


def unfinished() -> Version:
    """Return a draft in which the quality rules find something of every weight."""
    return draft(
        "Torque wrench",
        subject="Metrology",
        short_definition="The tool that limits a torque.",
        designations=(DesignationText(term="Torque spanner"),),
        sections=(SectionText(kind="definition", body=UNFINISHED),),
    )


def waiting() -> Version:
    """Return a second version of a published term, with a comment, in review."""
    opened = open_draft(Entry.objects.get(slug="calibration"), by=edda())
    content = opened.content()
    first, *others = content.sections
    longer = f"{first.body}\n\nA certificate without uncertainty proves no calibration."
    sections = (replace(first, body=longer), *others)
    clearer = f"{content.short_definition}, with its uncertainty"
    changed = replace(content, sections=sections, short_definition=clearer)
    save_draft(opened, changed, by=edda())
    with whatever_it_says():
        version = submit(opened, by=edda(), change_note="Says what a certificate must have")
    comment(version, by=rolf(), text="Which clause asks for it?", section=first.kind)
    return version
