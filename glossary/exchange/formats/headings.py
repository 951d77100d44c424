"""The headings an article may carry and the section kind each one stands for."""

import re

ADDITIONAL = "additional"
# These two name parts of an article that become designations and relations, not sections.
SYNONYMS = "synonyms"
RELATED = "related"

SECTION_TITLES: dict[str, str] = {
    "definition": "Definition",
    "general-description": "General description",
    "application-areas": "Application areas",
    "examples": "Examples",
    "risks": "Risks",
    "recommendations": "Recommendations",
    "history": "History and legal basics",
    "example-sentences": "Example sentences",
    "summary": "Summary",
    "answer": "Answer",
}

LEXICON_ORDER: tuple[str, ...] = (
    "definition",
    "general-description",
    "application-areas",
    "examples",
    "risks",
    "recommendations",
    "history",
    SYNONYMS,
    "summary",
    RELATED,
)

VARIANTS: dict[str, tuple[str, ...]] = {
    "definition": ("definition", "meaning", "definition and meaning"),
    "general-description": ("general description", "description", "detailed description"),
    "application-areas": (
        "areas of application",
        "application areas",
        "application area",
        "areas of use",
        "fields of application",
        "applications",
    ),
    "examples": (
        "well-known examples",
        "well known examples",
        "famous examples",
        "examples",
        "national and international examples",
    ),
    "risks": (
        "risks",
        "risk",
        "risks and challenges",
        "challenges and risks",
        "treatment and risks",
        "risks and treatment",
    ),
    "recommendations": ("recommendations", "recommendation", "treatment"),
    "history": (
        "history and legal basics",
        "history and legal basis",
        "history and legal bases",
        "history",
        "legal basics",
    ),
    "example-sentences": ("example sentences", "example sentence", "sample sentences"),
    SYNONYMS: (
        "similar terms or synonyms",
        "similar terms",
        "similar terms and synonyms",
        "similar concepts",
        "similar concepts or synonyms",
        "synonyms",
        "synonyms or similar terms",
    ),
    "summary": ("summary", "conclusion"),
    RELATED: ("related articles", "related entries", "related terms", "see also"),
    ADDITIONAL: (
        "weblinks",
        "web links",
        "external links",
        "links",
        "literature",
        "references",
        "sources",
        "further reading",
    ),
}

# Headings that name the entry itself: only their beginning is fixed.
BEGINNINGS: tuple[tuple[str, str], ...] = (
    ("national and international examples of ", "examples"),
    ("national and international examples in ", "examples"),
    ("well-known examples of ", "examples"),
    ("examples of ", "examples"),
    ("examples in ", "examples"),
    ("similar concepts to ", SYNONYMS),
    ("similar terms to ", SYNONYMS),
    ("synonyms for ", SYNONYMS),
    ("synonyms of ", SYNONYMS),
    ("areas of application of ", "application-areas"),
    ("application areas of ", "application-areas"),
    ("risks of ", "risks"),
    ("recommendations for ", "recommendations"),
    ("history of ", "history"),
)

TWO_IN_ONE: frozenset[str] = frozenset({"treatment and risks", "risks and treatment"})
NAVIGATION_LIST = re.compile(r"articles with ['\"‘’“”].{1,200}['\"‘’“”] in the title")
LONGEST_HEADING = 120
KINDS_BY_VARIANT = {variant: kind for kind, names in VARIANTS.items() for variant in names}
KINDS_BY_TITLE = {title.lower(): kind for kind, title in SECTION_TITLES.items()}
MARKDOWN_SIGNS = re.compile(r"^(?:#{1,6}[ \t]+)?(?:\*\*)?|[ \t]+#+$|\*\*(?=:?$)")


def plain_heading(line: str) -> str:
    """Return a heading without Markdown signs and the closing colon, in its own spelling."""
    return " ".join(MARKDOWN_SIGNS.sub("", line.strip()).split()).rstrip(":").rstrip("* ")


def kind_of_exact_heading(line: str) -> str | None:
    """Return the section kind for a line that is a known heading word for word."""
    if len(line) > LONGEST_HEADING:
        return None
    return KINDS_BY_VARIANT.get(plain_heading(line).lower())


def kind_of_heading(line: str) -> str | None:
    """Return the section kind for a line of an article, None if it is no known heading."""
    if len(line) > LONGEST_HEADING:
        return None
    if kind := kind_of_exact_heading(line):
        return kind
    folded = plain_heading(line).lower()
    if NAVIGATION_LIST.fullmatch(folded):
        return ADDITIONAL
    # A sentence may begin with the same words; a heading has no full stop at its end.
    if folded.endswith((".", "!", "?", ";", ",")):
        return None
    return next((kind for start, kind in BEGINNINGS if folded.startswith(start)), None)


def holds_two_sections(heading: str) -> bool:
    """Return whether a heading announces risks and recommendations together."""
    return plain_heading(heading).lower() in TWO_IN_ONE


def kind_of_title(heading: str) -> str:
    """Return the kind for a heading in our own term format: exact titles, any case."""
    return KINDS_BY_TITLE.get(heading.strip().lower(), ADDITIONAL)
