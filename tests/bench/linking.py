"""Measure the matcher and the links: `python -m tests.bench.linking`, no database needed.

A hundred and fifty thousand names and pages of about 900 words that name ten of them on purpose
and many by chance. The floor is one pass of a plain pattern for words over the same HTML.
"""

import json
import random
import re
import time
from collections.abc import Callable
from pathlib import Path

from glossary.publishing.autolink import link_terms
from glossary.publishing.render import render_markdown
from glossary.publishing.sanitise import clean
from glossary.wording.keys import keys_in
from glossary.wording.readings import Name
from glossary.wording.term_index import TermIndex
from tests.bench import words

GOLD = Path(__file__).parents[2] / "../shared/data/cncf-glossary/links-gold.json"
NAMES, PAGES, SECTIONS = 150_000, 100, 8
ROUNDS = 5


def report() -> list[str]:
    """Return one line for each figure; times are processor time, the least of some rounds."""
    rnd = random.Random(20)
    known = words.vocabulary(rnd)
    texts = words.names(known, NAMES, rnd=rnd)
    names = [
        Name(text=text, target=number, url=f"/glossary/{number}/")
        for number, text in enumerate(texts, start=1)
    ]
    prose = words.Prose(known, rnd=rnd)
    building = least(lambda: TermIndex.build(names))
    index = TermIndex.build(names)
    pages = [page_of(prose, texts) for _page in range(PAGES)]
    size = sum(len(section) for page in pages for section in page) / 1e6
    found = [link_terms(section, index, own=0) for page in pages for section in page]
    linking = least(lambda: [link_terms(html, index, own=0) for page in pages for html in page])
    reading = least(lambda: [re.findall(r"\w+", html) for page in pages for html in page])
    keying = least(lambda: [keys_in("\n".join(page)) for page in pages])
    links = sum(mention.is_linked for result in found for mention in result.mentions)
    mentions = sum(len(result.mentions) for result in found)
    return [
        f"build the matcher     {building:8.2f} s for {len(names)} names",
        f"link stored pages     {size / linking:8.1f} MB/s, {linking / PAGES * 1000:.2f} ms a page",
        f"a plain pattern reads {size / reading:8.1f} MB/s: linking takes {linking / reading:.1f}"
        " times as long",
        f"links on a page       {links / PAGES:8.1f} of {mentions / PAGES:.0f} names found",
        f"keys of a page        {keying / PAGES * 1000:8.2f} ms",
        *gold_report(),
    ]


def page_of(prose: words.Prose, named: list[str]) -> list[str]:
    """Return the clean HTML of the sections of one page."""
    return [
        clean(render_markdown(prose.section(named), anchor="s")) for _section in range(SECTIONS)
    ]


def gold_report() -> list[str]:
    """Compare our links with those that the authors of a glossary of 90 terms set."""
    if not GOLD.is_file():
        return ["links that authors set: the gold file is not there"]
    entries = json.loads(GOLD.read_text(encoding="utf-8"))
    numbers = {slug: number for number, slug in enumerate(entries)}
    index = TermIndex.build(
        Name(text=label, target=numbers[slug], url=f"/{slug}/")
        for slug, entry in entries.items()
        for label in entry["labels"]
    )
    ours, theirs = set(), set()
    for slug, entry in entries.items():
        html = clean(render_markdown(entry["text"], anchor="s"))
        result = link_terms(html, index, own=numbers[slug])
        ours |= {(slug, found.target) for found in result.mentions if found.is_linked}
        theirs |= {(slug, numbers[target]) for target in entry["gold"]}
    right = len(ours & theirs)
    recall, precision = right / len(theirs), right / len(ours)
    return [f"links that authors set: recall {recall:.3f}, precision {precision:.3f}"]


def least(job: Callable[[], object]) -> float:
    times = []
    for _ in range(ROUNDS):
        started = time.process_time()
        job()
        times.append(time.process_time() - started)
    return min(times)


if __name__ == "__main__":
    print("\n".join(report()))
