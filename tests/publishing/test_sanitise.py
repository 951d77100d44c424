"""What may stand on a page, whatever was typed."""

from html.parser import HTMLParser

import pytest
from hypothesis import example, given
from hypothesis import strategies as st

from glossary.publishing.render import render_markdown
from glossary.publishing.sanitise import ATTRIBUTES, TAGS, allowed_url, clean, plain_text

TAG_PARTS = [
    "<a href='",
    "<a>",
    "</a>",
    "<p>",
    "</p>",
    "<table>",
    "<tr><td>",
    "</table>",
    "<pre>",
    "\n",
    "<object>",
    "<svg>",
    "<math><mi>",
    "<style>",
    "<!--",
    "-->",
    "<h3 id=x--y>",
    "<li id=fn-a-1>",
    "'>",
    '"',
    "&lt;",
    "&#x0;",
    "javascript:",
    "https://a.example/",
    "<em class=term>",
    "</em>",
    "<ol start=3><li>",
    "<code class='language-c++ x'>",
    "words of text",
    "\u2028",
]
messy_html = st.lists(st.sampled_from(TAG_PARTS) | st.text(max_size=5), max_size=20).map("".join)


class Inspector(HTMLParser):
    """Collect every tag and attribute that the policy does not know."""

    def __init__(self) -> None:
        super().__init__()
        self.foreign: list[str] = []

    def handle_starttag(self, tag, attrs):
        if tag not in TAGS:
            self.foreign.append(tag)
        for name, value in attrs:
            is_bad_link = name == "href" and allowed_url(value or "") is None
            if name not in ATTRIBUTES.get(tag, ()) or is_bad_link:
                self.foreign.append(f"{tag} {name}={value}")

    def handle_comment(self, data):
        self.foreign.append(data)


def foreign_in(html: str) -> list[str]:
    inspector = Inspector()
    inspector.feed(html)
    inspector.close()
    return inspector.foreign


@pytest.mark.parametrize(
    ("dirty", "cleaned"),
    [
        ("<script>steal()</script>rest", "rest"),
        ("<p onclick=steal()>a</p>", "<p>a</p>"),
        ("<p style='color:red' id=main class=x>a</p>", "<p>a</p>"),
        ("<img src=x onerror=steal()>a", "a"),
        ("<svg><script>steal()</script></svg>a", "a"),
        ("<iframe srcdoc='<b>'></iframe>a", "a"),
        ("<h1>a</h1>", "a"),
        ("<h3 id=main>a</h3>", "<h3>a</h3>"),
        ('<h3 id="risks--a">a</h3>', '<h3 id="risks--a">a</h3>'),
        ("<div class=footnote>a</div>", '<div class="footnote">a</div>'),
        ("<div class='footnote modal'>a</div>", "<div>a</div>"),
        ("<td align=left>a", "a"),
        ("<ol start=x><li>a</ol>", "<ol><li>a</li></ol>"),
        ('<code class="language-c++">a</code>', '<code class="language-c++">a</code>'),
        ("<pre>\n\n\na</pre>", "<pre>a</pre>"),
        ("<a href=/x/ target=_blank>a</a>", '<a href="/x/">a</a>'),
        ("<a rel=external class=external href=/x/>a</a>", '<a href="/x/">a</a>'),
        ("<!-- a -->b", "b"),
        ("R&D < 5 &nbsp;", "R&amp;D &lt; 5 &nbsp;"),
        ("", ""),
    ],
)
def test_only_the_allowed_part_is_left(dirty, cleaned):
    """S-06."""
    assert clean(dirty) == cleaned


@pytest.mark.parametrize(
    "url",
    [
        "https://a.example/b?c=d#e",
        "HTTP://A.example",
        "mailto:edda@a.example",
        "/glossary/audit/",
        "audit/",
        "#fn-risks-1",
        "?q=a:b",
        "a/b:c",
        "",
    ],
)
def test_web_mail_and_relative_addresses_stay(url):
    """S-02."""
    assert allowed_url(url) == url


@pytest.mark.parametrize(
    "url",
    [
        "javascript:steal()",
        "JaVaScRiPt:steal()",
        "java\tscript:steal()",
        "java\x01script:steal()",
        "\u3000javascript:steal()",
        "\u2028javascript:steal()",
        "\u00a0javascript:steal()",
        "jav\u0085ascript:steal()",
        "jav\u200bascript:steal()",
        "data:text/html,a",
        "vbscript:a",
        "file:///etc/hosts",
        "//elsewhere.example",
        "/\\elsewhere.example",
        "\\\\elsewhere.example",
        " https://a.example",
        "https://a.example/a b",
    ],
)
def test_any_other_address_is_dropped(url):
    """S-02."""
    assert allowed_url(url) is None
    assert "href" not in clean(f'<a href="{url}">a</a>')


@pytest.mark.parametrize(
    "text",
    [
        "[a](javascript:steal())",
        "[a](javascript&colon;steal())",
        "[a](&#106;avascript:steal())",
        "<javascript:steal()>",
        "[a][b]\n\n[b]: javascript:steal()",
        "[a](//elsewhere.example)",
        '[a](/b "onmouseover=steal()")',
        '[a](/b"onmouseover="steal())',
        "`<script>steal()</script>`",
        "```x onload=steal()\n<script>\n```",
        "*[a]: <script>steal()</script>\n\na",
        '[^a"onclick=steal()]\n\n[^a"onclick=steal()]: b',
        "# <svg onload=steal()>",
        "|a|\n|-|\n|<svg/onload=steal()>|",
        "$<script>steal()</script>$",
        "$$\n<script>steal()</script>\n$$",
    ],
)
def test_attacks_through_markdown_leave_nothing_foreign(text):
    """S-06."""
    html = clean(render_markdown(text, anchor="risks"))
    assert foreign_in(html) == []
    assert clean(html) == html


def test_a_link_that_leaves_the_site_says_so():
    html = '<a href="https://a.example" class="external" rel="noopener external">a</a>'
    assert clean('<a href="https://a.example" rel="opener">a</a>') == html
    assert clean('<a class="term" href="https://a.example">a</a>') != html
    assert 'class="external"' in clean('<a class="term" href="https://a.example">a</a>')


@given(messy_html)
@example("<a href=/1><object><a href=/2>b")
@example("<table><a href=/1><tr><a href=/2>")
@example("<pre><b></b>\n\na")
@example("<em><p><em><p>a")
def test_cleaning_twice_changes_nothing_and_leaves_nothing_foreign(html):
    """S-06."""
    cleaned = clean(html)
    assert clean(cleaned) == cleaned
    assert foreign_in(cleaned) == []


@given(st.text(alphabet="ab*_`[]()<>!#|:-\\$^~&\"'\n ", max_size=80))
def test_no_markdown_leaves_anything_foreign(text):
    """S-06."""
    html = clean(render_markdown(text, anchor="risks"))
    assert clean(html) == html
    assert foreign_in(html) == []


@pytest.mark.parametrize(
    ("html", "text"),
    [
        ("<p>one <em>two</em>,\n three</p><p>four</p>", "one two, three\nfour"),
        ("<ul><li>a</li><li>b<ul><li>c</li></ul></li></ul>", "a\nb\nc"),
        ("<p>a<br>b</p><hr>c", "a\nb\nc"),
        ("<p>H<sub>2</sub>O&nbsp;&nbsp; R&amp;D &lt;x&gt;</p>", "H2O R&D <x>"),
        ("<p> </p>", ""),
        ('<p>a<sup id="fnref-r-1"><a class="footnote-ref" href="#fn-r-1">1</a></sup>.</p>', "a."),
        ('<li>b&nbsp;<a class="footnote-backref" href="#x">↩</a></li>', "b"),
        ("loose", "loose"),
    ],
)
def test_plain_text_has_one_line_for_each_block(html, text):
    assert plain_text(html) == text
