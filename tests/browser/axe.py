"""What axe-core finds on a page."""

from collections.abc import Sequence

from axe_playwright_python.sync_playwright import Axe
from playwright.sync_api import Page

WCAG = ("wcag2a", "wcag2aa", "wcag21a", "wcag21aa", "wcag22aa")
# For pages that are wholly ours: some of Django's own lack what is only good practice.
STRICT = (*WCAG, "best-practice")
# Axe's report also tells at length what it found in order, which takes longer than the search.
FIND = """async ([tags, without]) => {
    const rules = Object.fromEntries(without.map((rule) => [rule, { enabled: false }]));
    const runOnly = { type: "tag", values: tags };
    const { violations } = await axe.run({ runOnly, rules, resultTypes: ["violations"] });
    return violations.flatMap(({ id, nodes }) =>
        nodes.map((node) => `${id} ${node.target} ${node.failureSummary}`));
}"""


def faults_of(tab: Page, *, tags: Sequence[str] = STRICT, without: Sequence[str] = ()) -> list[str]:
    """Return a line for each fault: the rule, the place and how to mend it.

    The problems of the tab stay as they are: axe makes the browser complain about axe.
    """
    problems = [*tab.problems]
    if not tab.evaluate("'axe' in window"):
        tab.evaluate(Axe().axe_script)
    found = tab.evaluate(FIND, [tags, without])
    tab.problems[:] = problems
    return found
