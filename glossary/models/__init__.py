"""What is kept. Import from here, never from the submodules."""

from glossary.models.accounts import Pseudonym, shown_name
from glossary.models.adding import add_rows
from glossary.models.addresses import Redirect
from glossary.models.decisions import (
    CURRENT_FORMAT,
    FORMATS,
    ChainHead,
    Decision,
    Outcome,
    canonical_json,
    hash_of_row,
)
from glossary.models.designations import Acceptability, Designation, DesignationType
from glossary.models.discussion import LONGEST_COMMENT, LONGEST_FEEDBACK, Comment, Feedback
from glossary.models.disposals import Disposal
from glossary.models.entries import Entry, EntryKind, NumberSequence, Subject
from glossary.models.external_links import (
    GONE,
    LONGEST_ADDRESS,
    ExternalAddress,
    ExternalLink,
    Fault,
    LinkState,
)
from glossary.models.fetching import fetch_columns, fetch_rows
from glossary.models.importing import Import, ImportFile, ImportRow, ImportState, RowResult
from glossary.models.imports import Batch, ExternalId, ImportedSource
from glossary.models.keeping import Presence, RecoveryCopy, Reservation, SentForm
from glossary.models.notices import Notice, NoticePace, Pace, Subscription
from glossary.models.publications import (
    ExplicitLink,
    IndexLine,
    Mention,
    NameClock,
    Publication,
    PublishedName,
    RelatedLink,
    Rendering,
    Ripple,
)
from glossary.models.readings import Reading
from glossary.models.relations import Relation, RelationKind
from glossary.models.roles import Role, roles_of
from glossary.models.saved_filters import SavedFilter
from glossary.models.search_documents import (
    SearchBag,
    SearchDocument,
    SearchFacet,
    SearchName,
    SearchWord,
)
from glossary.models.search_misses import LONGEST_MISS, DismissedSearch, SearchMiss
from glossary.models.sections import ADDITIONAL, Section, SectionKind
from glossary.models.sources import (
    Citation,
    Clause,
    SourceRelation,
    Standard,
    StandardStatus,
    place_anchor,
)
from glossary.models.versions import (
    CURRENT_STATES,
    GONE_REASONS,
    OPEN_STATES,
    RELEASED_STATES,
    SIGNED_STATES,
    ChangeClass,
    State,
    Version,
    WithdrawalReason,
)
from glossary.models.waivers import Waiver

__all__ = [
    "ADDITIONAL",
    "CURRENT_FORMAT",
    "CURRENT_STATES",
    "FORMATS",
    "GONE",
    "GONE_REASONS",
    "LONGEST_ADDRESS",
    "LONGEST_COMMENT",
    "LONGEST_FEEDBACK",
    "LONGEST_MISS",
    "OPEN_STATES",
    "RELEASED_STATES",
    "SIGNED_STATES",
    "Acceptability",
    "Batch",
    "ExplicitLink",
    "ChainHead",
    "ChangeClass",
    "Citation",
    "Clause",
    "Comment",
    "Decision",
    "Designation",
    "DesignationType",
    "DismissedSearch",
    "Disposal",
    "Entry",
    "EntryKind",
    "ExternalAddress",
    "ExternalId",
    "ExternalLink",
    "Fault",
    "Feedback",
    "Import",
    "ImportFile",
    "ImportRow",
    "ImportState",
    "ImportedSource",
    "IndexLine",
    "LinkState",
    "Mention",
    "NameClock",
    "Notice",
    "NoticePace",
    "NumberSequence",
    "Outcome",
    "Pace",
    "Presence",
    "Pseudonym",
    "Publication",
    "PublishedName",
    "Reading",
    "RecoveryCopy",
    "Redirect",
    "RelatedLink",
    "Relation",
    "RelationKind",
    "Rendering",
    "Reservation",
    "Ripple",
    "Role",
    "RowResult",
    "SavedFilter",
    "SearchBag",
    "SearchDocument",
    "SearchFacet",
    "SearchMiss",
    "SearchName",
    "SearchWord",
    "Section",
    "SectionKind",
    "SentForm",
    "SourceRelation",
    "Standard",
    "StandardStatus",
    "State",
    "Subject",
    "Subscription",
    "Version",
    "Waiver",
    "WithdrawalReason",
    "add_rows",
    "canonical_json",
    "fetch_columns",
    "fetch_rows",
    "hash_of_row",
    "place_anchor",
    "roles_of",
    "shown_name",
]
