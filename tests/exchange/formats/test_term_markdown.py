"""Our own format: what is written is read again, what is wrong is refused with its line."""

from datetime import date
from pathlib import Path

import pytest
from hypothesis import example, given, settings
from hypothesis import strategies as st

from glossary.content import (
    CitationText,
    Content,
    DesignationText,
    RelationText,
    SectionText,
)
from glossary.errors import SourceRefused
from glossary.exchange.formats import term_markdown
from glossary.exchange.formats.headings import SECTION_TITLES
from glossary.exchange.records import EntryRecord, ExternalId

CORPUS = Path(__file__).parents[2] / "corpus"


def parsed(text, *, name="concession.md"):
    (record,) = term_markdown.read(text.encode(), name=name)
    return record


def entry(*sections, **fields):
    return EntryRecord(kind="term", content=Content(title="x", sections=sections, **fields))


def section(body, kind="risks", heading=""):
    return SectionText(kind=kind, heading=heading, body=body)


def test_a_file_with_every_key_is_read():
    record = parsed((CORPUS / "term-concession.md").read_text())
    content = record.content
    assert (record.kind, record.slug, record.language) == ("term", "concession", "en")
    assert record.external_ids == (ExternalId(system="term-markdown", identifier="concession"),)
    assert (content.subject, content.byline) == ("Nonconformity", "Edda Brandt")
    assert (content.dated, content.tags) == (date(2025, 10, 2), ("deviation", "release"))
    assert content.seo_description.startswith("What a concession permits")
    assert content.designations == (
        DesignationText(term="use-as-is permission"),
        DesignationText(term="Sonderfreigabe", language="de", acceptability="preferred"),
        DesignationText(term="waiver", acceptability="deprecated", reviewed=False),
    )
    assert content.relations[1].note == "asked for before production"
    assert content.citations == (
        CitationText(standard="ISO 9000", edition="2015", clause="8.10", relation="modified"),
    )
    assert [one.heading or one.kind for one in content.sections] == [
        "definition",
        "application-areas",
        "risks",
        "Forms in use",
    ]
    assert "## Risks is no heading here" in content.section("application-areas")
    assert record.source.extra == {"house_style": "short"}


def test_the_smallest_file_has_a_title_only():
    record = parsed("---\ntitle: No\n---\n", name="a/no.md")
    assert (record.content.title, record.content.sections) == ("No", ())
    assert record.external_ids[0].identifier == "no"
    assert record.slug == ""


@pytest.mark.parametrize(
    ("text", "line", "reason"),
    [
        ("title: [a, b]", 2, "“title” must be a text, not a list"),
        ("title: a\nsubject: {b: c}", 3, "“subject” must be a text, not a map"),
        ("title: a\ntags: one", 3, "“tags” must be a list, not a text"),
        ("title: a\ntags:\n  - b\n  - [c]", 5, "“tags.1” must be a text"),
        ("title: a\nkind: page", 3, "“kind” must be one of term, question"),
        ("title: a\ndated: 2024-13-01", 3, "“dated” is no date"),
        ("title: a\ncitations:\n  - {accessed: May}", 4, "“citations.0.accessed” is no date"),
        ("title: a\nseo: [x]", 3, "“seo” must be a map of keys"),
        ("title: a\nseo:\n  titel: x", 4, "“seo.titel” is no key here"),
        ("title: a\ndesignations:\n  - {language: de}", 4, "needs the key “term”"),
        ("title: a\ndesignations:\n  - term: b\n    reviewed: maybe", 5, "must be true or false"),
        ("title: a\nrelations:\n  - some text", 4, "must be a map of keys"),
        ("title: a\nrelations:\n  - kind: related\n    title: [b]", 5, "must be a text"),
        ("title: a\ntitle: b", 3, "“title” stands twice"),
        ("subject: a", 1, "“title” is missing"),
        ("subject: a\ntitle:", 3, "“title” is missing"),
        ("title: a\n---\ntext", 4, "before the first"),
        ("title: a\n---\n\n## Risks\n\n```\nx", 7, "never closed"),
        ("title: a\nsections: [{kind: risks, body: x}]\n---\n## Risks", 3, "cannot stand in one"),
    ],
)
def test_what_is_wrong_is_refused_with_key_and_line(text, line, reason):
    with pytest.raises(SourceRefused) as caught:
        parsed(f"---\n{text}\n---\n" if "---" not in text else f"---\n{text}\n")
    assert (caught.value.line, reason in caught.value.reason) == (line, True), caught.value


def test_empty_members_mean_their_default():
    record = parsed(
        "---\ntitle: a\ntags:\nseo:\n  title:\ndesignations:\n  - {term: b, type: }\n---\n"
    )
    assert record.content == Content(title="a", designations=(DesignationText(term="b"),))


@pytest.mark.parametrize(
    "sections",
    [
        (section("one\n\n## two\n\nthree"),),
        (section("```\n## in code\n```"),),
        (section("```\nnever closed"), section("b", kind="summary")),
        (section("    code\n\n  x  "),),
        (section("\n outer blank lines \n\n"),),
        (section("a\r\nb"),),
        (section(""), section("twice"), section("b", kind="additional", heading="Risks")),
        (section("x", kind="additional", heading="C# ##"),),
        (section("x", kind="house-rules"), section("y", kind="risks", heading="kept")),
        (section("---\ntitle: no front matter\n---"),),
        (section("{{7*7}} {% load %} <b> $\\nu$"),),
        (section("~~~ `\n```\n## no\n~~~\n~~~~\n## no\n~~~~"),),
    ],
)
def test_sections_of_any_text_survive(sections):
    record = entry(*sections)
    assert parsed(term_markdown.write(record)).content == record.content


def test_the_written_file_is_readable():
    record = entry(
        section("Text."),
        section("```\n## code\n```", kind="additional", heading="Forms"),
        tags=("a",),
        designations=(DesignationText(term="b"), DesignationText(term="c", language="de")),
    )
    assert term_markdown.write(record) == (
        "---\nkind: term\ntitle: x\ntags:\n- a\n"
        "designations:\n- b\n- term: c\n  language: de\n---\n"
        "\n## Risks\n\nText.\n\n## Forms\n\n```\n## code\n```\n"
    )


def test_the_identity_of_an_entry_survives():
    record = EntryRecord(
        kind="question",
        content=Content(title="Why?"),
        language="de",
        number="QM-0007",
        concept="c-1",
        slug="why",
        external_ids=(ExternalId(system="other", identifier="0012"),),
    )
    found = parsed(term_markdown.write(record))
    assert (found.kind, found.language, found.number) == ("question", "de", "QM-0007")
    assert (found.concept, found.slug) == ("c-1", "why")
    assert record.external_ids[0] in found.external_ids


# Everything that UTF-8 can carry and the decoder accepts.
texts = st.text(st.characters(exclude_categories=("Cs",), exclude_characters="\0"), max_size=30)
nasty = st.lists(
    st.sampled_from(
        ["## Risks", "```", "~~~", "- a", "", " ", "x: y", "#", "---", "\u2028", "\x85"]
    ),
    max_size=5,
).map("\n".join)
kinds = st.sampled_from([*SECTION_TITLES, "additional"])
contents = st.builds(
    Content,
    title=texts.filter(str.strip),
    heading=texts,
    short_definition=texts | nasty,
    seo_keywords=texts,
    dated=st.none() | st.dates(),
    tags=st.lists(texts, max_size=2).map(tuple),
    sections=st.lists(
        st.builds(SectionText, kind=kinds, body=texts | nasty, heading=texts), max_size=3
    ).map(tuple),
    designations=st.lists(
        st.builds(DesignationText, term=texts, language=texts, reviewed=st.booleans()), max_size=2
    ).map(tuple),
    relations=st.lists(st.builds(RelationText, title=texts, rating=texts), max_size=2).map(tuple),
    citations=st.lists(
        st.builds(
            CitationText, clause=texts | nasty, accessed=st.none() | st.dates(), licence=texts
        ),
        max_size=2,
    ).map(tuple),
)


@settings(max_examples=150)
@given(contents)
@example(Content(title="0", sections=(SectionText(kind="definition", body="\n"),)))
@example(Content(title="0", short_definition="two blank lines follow\n\n\n"))
def test_reading_what_was_written_gives_the_same_content(content):
    record = EntryRecord(kind="term", content=content)
    assert parsed(term_markdown.write(record)).content == content
