"""What is kept. Import from here, never from the submodules."""

from glossary.models.decisions import ChainHead, Decision
from glossary.models.designations import Acceptability, Designation, DesignationType
from glossary.models.entries import Entry, EntryKind, NumberSequence, Subject
from glossary.models.imports import Batch, ExternalId, ImportedSource
from glossary.models.publications import Mention, Publication, RelatedLink
from glossary.models.relations import Relation, RelationKind
from glossary.models.roles import Role, roles_of
from glossary.models.search_documents import SearchDocument, SearchName
from glossary.models.sections import Section, SectionKind
from glossary.models.sources import Citation, SourceRelation, Standard, StandardStatus
from glossary.models.versions import OPEN_STATES, ChangeClass, State, Version

__all__ = [
    "OPEN_STATES",
    "Acceptability",
    "Batch",
    "ChainHead",
    "ChangeClass",
    "Citation",
    "Decision",
    "Designation",
    "DesignationType",
    "Entry",
    "EntryKind",
    "ExternalId",
    "ImportedSource",
    "Mention",
    "NumberSequence",
    "Publication",
    "RelatedLink",
    "Relation",
    "RelationKind",
    "Role",
    "SearchDocument",
    "SearchName",
    "Section",
    "SectionKind",
    "SourceRelation",
    "Standard",
    "StandardStatus",
    "State",
    "Subject",
    "Version",
    "roles_of",
]
