"""Names and texts that have a good chance to meet."""

from hypothesis import strategies as st

WORDS = (
    ("audit", "audits", "Plan", "plans", "non", "conformance", "nonconformance", "re", "use")
    + ("reuse", "KPI", "KPIs", "kpi", "C", "NET", "8D", "Straße", "strasse", "ﬁnd", "find")
    + ("processes", "process", "database", "databases", "policy", "policies", "apps", "method")
    + ("applications", "organisation", "organization", "check", "list", "checklist", "programme")
    + (
        "program",
        "qual\u00adity",
        "quality",
        "İd",
        "O'Brien's",
        "audit's",
        "goods",
        "microservices",
    )
)
GAPS = (" ", " ", " ", "-", "\u2011", "\u00a0", ", ", ". ", "", "+", "++", "/", " / ", ".", "'s ")
OTHERS = ("(QM)", " (KPI)", "🙂", "_", "www.a.b", " - ", "(", ")", "\n")
PIECES = st.one_of(st.sampled_from(WORDS), st.sampled_from((*GAPS, *OTHERS)))


def phrases(words: int) -> st.SearchStrategy[str]:
    """Words in a row with any gaps between them."""
    pairs = st.tuples(st.sampled_from(WORDS), st.sampled_from(GAPS))
    return st.lists(pairs, min_size=1, max_size=words).map(
        lambda found: "".join(word + gap for word, gap in found).strip(" ,")
    )


NAMES = st.one_of(phrases(4), st.lists(PIECES, max_size=5).map("".join), st.text(max_size=8))
TEXTS = st.one_of(phrases(25), st.lists(PIECES, max_size=40).map("".join), st.text(max_size=40))
