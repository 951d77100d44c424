"""What each quality rule means to the person who writes: what is found, why, and what to do (E-51).

`%(about)s` are the words or the other entry that a finding is about.
"""

from dataclasses import dataclass

from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _


@dataclass(frozen=True, kw_only=True)
class Explanation:
    """Three sentences about one rule, translated when they are shown."""

    what: Promise | str
    why: Promise | str
    remedy: Promise | str


PHRASE = _("A definition is a phrase that can stand in a sentence in place of the term.")
EXPLANATIONS: dict[str, Explanation] = {
    "definition-repeats-term": Explanation(
        what=_("The definition uses “%(about)s”, which it is to explain."),
        why=_("Whoever does not know the word learns nothing from it."),
        remedy=_("Say what kind of thing it is, and what sets it apart, in other words."),
    ),
    "circle": Explanation(
        what=_("The definition leads back to itself: %(about)s."),
        why=_("A reader who knows none of these words learns nothing from any of them."),
        remedy=_("Define one of them in plain words, without the others."),
    ),
    "broader-circle": Explanation(
        what=_("The term is broader than itself: %(about)s."),
        why=_("Broader terms form a tree; no term can stand above itself in it."),
        remedy=_("Remove one of these relations, or turn it round."),
    ),
    "same-title": Explanation(
        what=_("Another entry of this subject is called “%(about)s”."),
        why=_("Two entries may share a title only if their subjects tell them apart."),
        remedy=_("Write in the other entry, or choose another subject or title."),
    ),
    "missing-section": Explanation(
        what=_("This section is empty."),
        why=_("The entry template requires it of every entry of this kind."),
        remedy=_("Write it; the example below its guidance shows how."),
    ),
    "broken-link": Explanation(
        what=_("A link leads to no entry: %(about)s"),
        why=_("Readers who follow it find nothing."),
        remedy=_("Put the address right, or link by name: [[Audit]]."),
    ),
    "self-link": Explanation(
        what=_("A link or relation leads to this very entry: %(about)s"),
        why=_("Readers are there already."),
        remedy=_("Remove it, or name the entry that you meant."),
    ),
    "definition-article": Explanation(
        what=_("The definition begins with the article “%(about)s”."),
        why=PHRASE,
        remedy=_("Leave the article out."),
    ),
    "definition-full-stop": Explanation(
        what=_("The definition ends with a full stop."), why=PHRASE, remedy=_("Leave it out.")
    ),
    "definition-verb": Explanation(
        what=_("The definition is a sentence with “%(about)s”."),
        why=PHRASE,
        remedy=_("Begin with the kind of thing it is."),
    ),
    "definition-requirement": Explanation(
        what=_("The definition demands something: “%(about)s”."),
        why=_("A definition says what a thing is; what ought to be done is advice."),
        remedy=_("Say it under Recommendations."),
    ),
    "definition-negative": Explanation(
        what=_("The definition says what the concept is not: “%(about)s”."),
        why=_("What something is not leaves open what it is."),
        remedy=_("Say what it is; keep “not” for concepts that consist in a lack."),
    ),
    "definition-phrases": Explanation(
        what=_("The definition is more than one phrase, divided by “%(about)s”."),
        why=PHRASE,
        remedy=_("Keep the first phrase; what follows belongs into the section Definition."),
    ),
    "missing-definition": Explanation(
        what=_("The term has no short definition."),
        why=_("Lists, previews and search results show it."),
        remedy=_("Say in one phrase what kind of thing it is and what sets it apart."),
    ),
    "missing-source": Explanation(
        what=_("No source is cited."),
        why=_("A reviewer cannot see what the text rests on."),
        remedy=_("Cite a standard with its clause, or another source."),
    ),
    "missing-subject": Explanation(
        what=_("The entry has no subject."),
        why=_("Subjects tell entries of the same name apart, and reviewers are kept by subject."),
        remedy=_("Choose one."),
    ),
    "near-duplicate": Explanation(
        what=_("Another entry is called “%(about)s”: the same name, or nearly so."),
        why=_("Two entries for one concept contradict each other sooner or later."),
        remedy=_("Write in the other entry if it is the same concept."),
    ),
    "dull-synonym": Explanation(
        what=_("The designation “%(about)s” is the title again."),
        why=_("Search finds the plural and other spellings by itself."),
        remedy=_("Remove it."),
    ),
    "unknown-relation": Explanation(
        what=_("A relation names “%(about)s”, which is not published."),
        why=_("Readers see no link until there is such an entry."),
        remedy=_("Look whether it has another name, or let it stand until the entry is written."),
    ),
    "unknown-link": Explanation(
        what=_("No published entry is called “%(about)s”."),
        why=_("Readers see these words without a link until there is such an entry."),
        remedy=_("Look whether it has another name, or let it stand until the entry is written."),
    ),
    "quotation-source": Explanation(
        what=_("Something is quoted and no source is cited: “%(about)s”"),
        why=_("The words are somebody's, and readers want to know whose."),
        remedy=_("Cite the source, or say it in your own words."),
    ),
    "orphan": Explanation(
        what=_("The entry names no other one, and none names it."),
        why=_("Readers find it by searching only."),
        remedy=_("State a relation, or use the names of other terms in the text."),
    ),
    "off-domain": Explanation(
        what=_("The definition is one of another field: %(about)s"),
        why=_("The word means something else there."),
        remedy=_("Define what it means in quality management."),
    ),
    "stock-phrase": Explanation(
        what=_("“%(about)s” says nothing."),
        why=_("It could stand in any entry."),
        remedy=_("Leave it out, or say what you mean by it."),
    ),
    "no-relation": Explanation(
        what=_("No relation to another entry is stated."),
        why=_("Related articles are then found by likeness alone."),
        remedy=_("Name a broader term, or one that is confused with this."),
    ),
    "repeated-phrase": Explanation(
        what=_("Several entries say “%(about)s”."),
        why=_("Where the same words fit many entries, they help in none."),
        remedy=_("Say it in the words of this entry."),
    ),
    "wanted-term": Explanation(
        what=_("“%(about)s” is used here and in other entries, and none defines it."),
        why=_("Readers look for it in vain."),
        remedy=_("Consider an entry for it."),
    ),
}
