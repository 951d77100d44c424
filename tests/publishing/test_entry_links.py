"""[[Name]] and [[Name|shown text]] mark a place that linking fills in."""

import pytest

from glossary.publishing.render import render_markdown
from glossary.publishing.sanitise import clean


@pytest.mark.parametrize(
    ("markdown", "html"),
    [
        ("See [[Audit]].", 'See <a class="entry" title="Audit">Audit</a>.'),
        ("See [[Audit|the audits]].", 'See <a class="entry" title="Audit">the audits</a>.'),
        ("[[ Audit \t plan | x ]]", '<a class="entry" title="Audit plan">x</a>'),
        ("[[QM-0042]]", '<a class="entry" title="QM-0042">QM-0042</a>'),
        (
            '[[A "b" & <c>]]',
            '<a class="entry" title="A &quot;b&quot; &amp; &lt;c&gt;">A "b" &amp; &lt;c&gt;</a>',
        ),
        ("[[Audit|**no** mark-up]]", '<a class="entry" title="Audit">**no** mark-up</a>'),
        ("`[[Audit]]`", "<code>[[Audit]]</code>"),
        (r"\[[Audit]]", "[[Audit]]"),
        ("[[]] and [[ | ]] and [[a|b|c]]", "[[]] and [[ | ]] and [[a|b|c]]"),
        ("[[a\nb]]", "[[a\nb]]"),
        ("[[[Audit]]]", '[<a class="entry" title="Audit">Audit</a>]'),
    ],
)
def test_the_mark_becomes_a_link_without_an_address(markdown, html):
    found = clean(render_markdown(markdown, anchor="x"))
    assert found == f"<p>{html}</p>"
    assert clean(found) == found


def test_a_table_cell_holds_a_link_whose_line_is_escaped():
    table = "| a | b |\n|---|---|\n| [[Audit]] | [[QM-0042\\|audits]] |"
    found = clean(render_markdown(table, anchor="x"))
    assert '<td><a class="entry" title="Audit">Audit</a></td>' in found
    assert '<td><a class="entry" title="QM-0042">audits</a></td>' in found
