"""The tags of entries, which are those of their current versions."""

from collections.abc import Collection, Iterable, Mapping, Sequence

from django.contrib.contenttypes.models import ContentType
from django.db.models.functions import Lower
from taggit.models import Tag, TaggedItem

from glossary.models import Entry, Version, add_rows


def tag_entries(versions: Sequence[Version]) -> None:
    """Give the entries of versions exactly the tags that these name."""
    kind = ContentType.objects.get_for_model(Entry)
    rows = TaggedItem.objects.filter(
        content_type=kind, object_id__in=[version.entry_id for version in versions]
    ).values_list("pk", "object_id", "tag_id", "tag__name")
    named = {(entry, name) for _pk, entry, _tag, name in rows}
    if named == {(version.entry_id, name) for version in versions for name in version.tag_names}:
        return
    known = {(entry, tag): pk for pk, entry, tag, _name in rows}
    tags = tags_named({name for version in versions for name in version.tag_names})
    wanted = {
        (version.entry_id, tags[name].pk) for version in versions for name in version.tag_names
    }
    if surplus := [pk for pair, pk in known.items() if pair not in wanted]:
        TaggedItem.objects.filter(pk__in=surplus).delete()
    add_rows(
        TaggedItem,
        ("content_type_id", "object_id", "tag_id"),
        [(kind.pk, entry, tag) for entry, tag in sorted(wanted - known.keys())],
    )


def tags_named(names: Collection[str]) -> Mapping[str, Tag]:
    """Return a tag for each name; names that differ in case only share one."""
    found = by_name(Tag.objects.filter(name__in=names), names) if names else {}
    left = {name for name in names if name not in found}
    if left:
        folded = {name.lower() for name in left}
        alike = Tag.objects.annotate(lower=Lower("name")).filter(lower__in=folded)
        found |= by_name(alike.order_by("-pk"), left)
        left = {name for name in left if name not in found}
    if left:
        found |= by_name(new_tags(sorted(left)), left)
    return found


def by_name(tags: Iterable[Tag], names: Iterable[str]) -> dict[str, Tag]:
    tags = list(tags)
    exact, alike = {tag.name: tag for tag in tags}, {tag.name.lower(): tag for tag in tags}
    found = ((name, exact.get(name) or alike.get(name.lower())) for name in names)
    return {name: tag for name, tag in found if tag}


def new_tags(names: Sequence[str]) -> list[Tag]:
    """Make one tag for all names that differ in case only."""
    tags = [Tag(name=name) for name in {name.lower(): name for name in names}.values()]
    for tag in tags:
        tag.slug = tag.slugify(tag.name)
    slugs = [tag.slug for tag in tags]
    taken = set(Tag.objects.filter(slug__in=slugs).values_list("slug", flat=True))
    simple: list[Tag] = []
    others: list[Tag] = []
    for tag in tags:
        (others if tag.slug in taken or not tag.slug else simple).append(tag)
        taken.add(tag.slug)
    Tag.objects.bulk_create(simple)
    for tag in others:
        # Saved without one, a tag finds a free slug by itself.
        tag.slug = ""
        tag.save()
    return tags
