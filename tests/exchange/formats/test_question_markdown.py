"""Question articles: every key of the front matter, in every spelling met so far."""

from datetime import date
from pathlib import Path

import pytest

from glossary.content import RelationText, SectionText
from glossary.errors import SourceRefused
from glossary.exchange.formats import question_markdown
from glossary.exchange.records import ExternalId

CORPUS = Path(__file__).parents[2] / "corpus"
BASE = "title: Why?\nsubject: Audits\nanswer: Because.\n"


def article(front_matter, body="", *, name="why.md"):
    text = f"---\n{front_matter}---\n{body}"
    (record,) = question_markdown.read(text.encode(), name=name)
    return record


def corpus(name, *, change=lambda raw: raw):
    raw = change((CORPUS / name).read_bytes())
    (record,) = question_markdown.read(raw, name=name)
    assert record.source.raw == raw
    return record


def test_an_article_in_the_usual_shape_is_mapped_without_marks():
    record = corpus("question-calibration-interval.md")
    content = record.content
    question = "How does a laboratory decide how often a torque wrench is calibrated?"
    assert (content.title, content.heading, record.marks) == (question, "", ())
    assert (record.kind, record.language, record.number) == ("question", "en", "")
    assert record.external_ids == (ExternalId(system="question-markdown", identifier="70411"),)
    assert record.slug == question.lower().replace(" ", "-").rstrip("?")
    assert (content.dated, content.byline) == (date(2025, 3, 7), "Workshop Notes")
    assert content.subject == "Measuring and Testing"
    assert content.seo_title == "Workshop Notes | Measuring and Testing"
    assert len(content.seo_description) == 175
    assert content.seo_keywords.endswith("drift, Drift, measurement risk")
    assert content.tags[-2:] == ("drift", "measurement risk")
    assert [section.kind for section in content.sections] == ["answer"]
    assert content.section("answer").count("\n\n") == 4
    assert "\\" not in content.section("answer")


def test_what_has_no_field_is_kept_as_written():
    extra = corpus("question-calibration-interval.md").source.extra
    assert extra["score"] == "-1.0"
    assert (extra["_schema"], extra["date_format"]) == ("default", "MMM DD, YYYY")
    assert extra["post_on_text"] == "Posted on"
    assert extra["url"].startswith("/learn/measuring-and-testing/questions/how-")
    assert extra["file_name"].endswith("-calibrated.md")
    assert "question" not in extra


def test_related_articles_keep_their_order_and_repetitions():
    label = RelationText(
        external_id="70398",
        title="What belongs on a calibration label?",
        subject="Measuring and Testing",
        address="/learn/measuring-and-testing/questions/what-belongs-on-a-calibration-label",
    )
    assert corpus("question-calibration-interval.md").content.relations == (label,) * 3
    numbers = corpus("question-sample-size.md").content.relations
    assert [relation.external_id for relation in numbers] == ["70509", "70511"]


@pytest.mark.parametrize(
    "change",
    [
        lambda raw: b"\xef\xbb\xbf" + raw,
        lambda raw: raw.replace(b"\n", b"\r\n"),
        lambda raw: raw + b"\n\n",
        lambda raw: raw.replace(b"&nbsp;", b"\xc2\xa0 &nbsp;\n<br>"),
        lambda raw: raw.replace(b"title:", b"Title:").replace(b"answer:", b"ANSWER:"),
    ],
)
def test_the_outer_form_of_a_file_does_not_matter(change):
    name = "question-calibration-interval.md"
    assert corpus(name, change=change).content == corpus(name).content


def test_mathematics_and_code_of_an_answer_come_out_intact():
    answer = corpus("question-sample-size.md").content.section("answer")
    assert "$$\nN(E) = \\frac{z^2 \\cdot p(1-p)}{E^2}\n$$" in answer
    assert "$p \\neq 0$ and $\\nu = n - 1$" in answer
    assert '    return z**2 * p * (1 - p) / e**2  # don\'t round yet\nprint("parts:\\n",' in answer
    assert 'Use `"\\n".join(lines)` to print a table.\nnext' in answer


@pytest.mark.parametrize(
    ("lines", "slug", "identifier"),
    [
        ("", "why", "why.md"),
        ("file_name: how-so.md\n", "how-so", "how-so.md"),
        ("id: 0012\nfile_name: howso.md\nurl: /learn/a/questions/how-so/?x=1\n", "how-so", "0012"),
    ],
)
def test_address_and_identifier_come_from_the_best_source(lines, slug, identifier):
    record = article(BASE + lines)
    assert (record.slug, record.external_ids[0].identifier) == (slug, identifier)


@pytest.mark.parametrize(
    ("lines", "subject", "mark"),
    [
        ("subject: audits\n", "audits", ""),
        ("url: /learn/food-and-drink/questions/x\n", "Food And Drink", "comes from the address"),
        ("", "", "names no subject"),
    ],
)
def test_a_missing_subject_is_marked(lines, subject, mark):
    record = article(f"title: Why?\nanswer: x\n{lines}")
    assert record.content.subject == subject
    assert mark in " ".join(record.marks)
    assert bool(mark) == bool(record.marks)


@pytest.mark.parametrize(
    ("given", "dated", "kept", "marked"),
    [
        ("2024-12-16", date(2024, 12, 16), None, False),
        ("2024-12-16T08:30:00+01:00", date(2024, 12, 16), "2024-12-16T08:30:00+01:00", False),
        ("2024-13-01", None, "2024-13-01", True),
        ("last spring", None, "last spring", True),
    ],
)
def test_a_date_that_is_none_is_kept_aside(given, dated, kept, marked):
    """formats.md 3.7: months beyond twelve are real."""
    record = article(f"{BASE}date: {given}\n")
    assert (record.content.dated, record.source.extra.get("date")) == (dated, kept)
    assert bool(record.marks) == marked


def test_title_question_and_heading_may_differ():
    record = article(f"{BASE}question: Why at all?\narticle_title: The reason\n")
    assert (record.content.title, record.content.heading) == ("Why?", "The reason")
    assert record.source.extra["question"] == "Why at all?"
    assert "differ" in record.marks[0]


def test_the_question_is_the_title_where_none_is_given():
    record = article("question: Why?\nsubject: a\nanswer: b\n")
    assert (record.content.title, record.marks) == ("Why?", ())


def test_a_file_without_any_title_is_refused():
    with pytest.raises(SourceRefused, match=r"why\.md:1: has none of title"):
        article("answer: x\n")


def test_lists_empty_members_and_numbered_maps_are_read():
    record = article(
        "title: ['Why?']\nauthor: {1: Rolf, 0: Edda}\nsubject:\n  - Audits\n  -\n"
        "answer: {0: a, 1: b}\nseo:\n  title:\n  page_keywords: [x, '', 'y, X']\n"
        "related_article1:\nrelated_article3: How?\n"
        "related_article2: {ID: 5, title: , rank: 1}\n"
    )
    content = record.content
    assert (content.title, content.byline, content.subject) == ("Why?", "Edda, Rolf", "Audits")
    assert content.section("answer") == "a\n\nb"
    assert (content.seo_title, content.seo_keywords, content.tags) == ("", "x, y, X", ("x", "y"))
    assert content.relations == (RelationText(external_id="5"), RelationText(title="How?"))
    assert record.source.extra["related_article2"] == {"rank": "1"}
    assert record.marks == ()


@pytest.mark.parametrize(
    ("lines", "key"),
    [
        ("title: ['Why?', 'How?']\nsubject: a\nanswer: x\n", "title"),
        (BASE + "author: {name: Edda}\n", "author"),
        (BASE + "related_article1: [{id: 1}, {id: 2}]\n", "related_article1"),
        (BASE + "Answer: another\n", "Answer"),
        (BASE + "seo: {title: {a: b}}\n", "seo"),
        (BASE + "seo: a text\n", "seo"),
        (BASE + "House-Style: {deep: [1, {er: x}]}\n", "House-Style"),
    ],
)
def test_values_of_another_shape_are_kept_whole(lines, key):
    assert key in article(lines).source.extra


def test_keys_that_stand_twice_are_reported_with_their_line():
    record = article(BASE + "id: 1\nid: 2\n")
    assert record.external_ids[0].identifier == "2"
    assert record.source.extra["duplicate_keys"] == [{"key": "id", "line": 6, "value": "1"}]
    assert "Line 6" in record.marks[0]


@pytest.mark.parametrize(
    ("answer", "body", "kinds", "mark"),
    [
        ("answer: x\n", " &nbsp;\n", ["answer"], ""),
        ("answer: x\n", "More.\n", ["answer", "additional"], "beside the answer"),
        ("", "Text.\n", ["answer"], "taken from the text"),
        ("answer:\n", "&nbsp;", [], "has no answer"),
    ],
)
def test_a_body_is_never_lost(answer, body, kinds, mark):
    record = article(f"title: Why?\nsubject: a\n{answer}", body)
    assert [section.kind for section in record.content.sections] == kinds
    assert mark in " ".join(record.marks)
    assert bool(mark) == bool(record.marks)


def test_keywords_become_tags_only_where_they_fit():
    record = article(f"{BASE}seo: {{page_keywords: 'a  b, , A B, {'x' * 101}'}}\n")
    assert record.content.tags == ("a b",)
    assert "x" * 101 in record.content.seo_keywords
    assert "101 characters" in record.marks[0]


def test_template_text_and_long_texts_are_taken_as_they_are():
    record = article(f"title: '{{{{7*7}}}} {'x' * 300}'\nsubject: a\nanswer: '{{% load x %}}'\n")
    assert record.content.title.startswith("{{7*7}}")
    assert len(record.content.title) == 308
    assert record.content.sections == (SectionText(kind="answer", body="{% load x %}"),)


def test_a_fault_of_the_yaml_names_the_line_of_the_file():
    with pytest.raises(SourceRefused) as caught:
        article("title: Why?\nanswer: [open\n")
    assert (caught.value.name, caught.value.line) == ("why.md", 4)
