"""The entry template: the sections of a term and of a question, with guidance for editors."""

from django.db import migrations

TERM, QUESTION = {"for_terms": True}, {"for_questions": True}
TEMPLATE = [
    (
        "definition",
        "Definition",
        TERM | {"required": True},
        "What the term means in quality management, in two to four sentences a newcomer "
        "understands. Begin with the kind of thing it is, then say what sets it apart.",
        "Calibration compares the reading of an instrument with a known reference and records "
        "the difference.",
    ),
    (
        "answer",
        "Answer",
        QUESTION | {"required": True},
        "Answer in the first sentence, explain after it. Use a list where there are steps or parts.",
        "Verification asks whether the product meets its specification; validation asks whether "
        "it serves its user.",
    ),
    (
        "general-description",
        "General description",
        TERM,
        "How it works in practice: who does it, when, with what, and what it leads to.",
        "Each gauge has an interval that depends on how often it is used and how stable it proved.",
    ),
    (
        "application-areas",
        "Application areas",
        TERM,
        "Where the term is used. One list item per area: the area in bold, a colon, a sentence.",
        "- **Incoming goods**: The sample size follows the history of the supplier.",
    ),
    (
        "examples",
        "Examples",
        TERM,
        "Real situations from at least two industries, one list item each.",
        "- A dairy compares its thermometers with a reference thermometer every quarter.",
    ),
    (
        "risks",
        "Risks",
        TERM,
        "What goes wrong when this is missing, misunderstood or badly done.",
        "- Parts are accepted on the word of a gauge that nobody has checked for years.",
    ),
    (
        "recommendations",
        "Recommendations",
        TERM,
        "What to do about it. Begin each list item with a verb.",
        "- Label each instrument with the date of its next calibration.",
    ),
    (
        "history",
        "History and legal basics",
        TERM,
        "Where the term comes from, and which laws and standards speak of it. Facts only.",
        "The first edition of ISO 9001 appeared in 1987.",
    ),
    (
        "example-sentences",
        "Example sentences",
        TERM,
        "Sentences as they are written at work, with the term in its usual company.",
        "- The caliper was taken out of use because its calibration had run out.",
    ),
    (
        "summary",
        "Summary",
        TERM,
        "Two or three sentences for a reader who reads nothing else.",
        "Calibration shows how far a reading can be trusted.",
    ),
    (
        "additional",
        "Further information",
        TERM | QUESTION,
        "Whatever a source says under a heading that the template does not know.",
        "",
    ),
]


def add_template(apps, schema_editor):
    kinds = apps.get_model("glossary", "SectionKind").objects
    for position, (key, title, where, guidance, example) in enumerate(TEMPLATE, start=1):
        values = {"title": title, "position": position * 10, "guidance": guidance}
        kinds.get_or_create(key=key, defaults=values | {"example": example} | where)


def remove_template(apps, schema_editor):
    keys = [key for key, *_rest in TEMPLATE]
    apps.get_model("glossary", "SectionKind").objects.filter(key__in=keys).delete()


class Migration(migrations.Migration):
    dependencies = [("glossary", "0002_roles")]
    operations = [migrations.RunPython(add_template, remove_template)]
