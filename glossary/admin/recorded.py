"""Changes of accounts and registers go on record with the old and the new value (A-08)."""

from django.db.models import Model
from django.forms import ModelForm
from django.http import HttpRequest

from glossary.workflow.record import append

# A password leaves no trace but that it changed; logging in changes no account.
LEFT_OUT = ("password", "last_login")


class Recorded:
    """Mixed into a ModelAdmin whose rows have no workflow of their own.

    `recorded_rows` names the relations whose rows are edited on the same page.
    """

    recorded_rows: tuple[str, ...] = ()

    def save_model(self, request: HttpRequest, obj: Model, form: ModelForm, change: bool) -> None:
        known = type(obj).objects.filter(pk=obj.pk).first() if change else None
        request.values_before = values_of(known, rows=self.recorded_rows) if known else {}
        super().save_model(request, obj, form, change)

    def save_related(
        self, request: HttpRequest, form: ModelForm, formsets: list, change: bool
    ) -> None:
        super().save_related(request, form, formsets, change)
        before = request.values_before
        after = values_of(form.instance, rows=self.recorded_rows)
        changes = changes_between(before, after)
        if changes:
            record_object(
                form.instance,
                action="change" if change else "add",
                request=request,
                changes=changes,
            )

    def delete_model(self, request: HttpRequest, obj: Model) -> None:
        changes = changes_between(values_of(obj, rows=self.recorded_rows), {})
        record_object(obj, action="delete", request=request, changes=changes)
        super().delete_model(request, obj)

    def delete_queryset(self, request: HttpRequest, queryset: object) -> None:
        for obj in queryset:
            self.delete_model(request, obj)


def record_object(obj: Model, *, action: str, request: HttpRequest, changes: dict) -> None:
    append(
        action=action,
        by=request.user,
        object_type=obj._meta.model_name,
        object_id=str(obj.pk),
        entry_title=str(obj)[:200],
        changes=changes,
    )


def values_of(obj: Model, *, rows: tuple[str, ...] = ()) -> dict[str, object]:
    """Return what a row says, related rows by their names."""
    values: dict[str, object] = {
        field.name: plain(getattr(obj, field.attname))
        for field in obj._meta.concrete_fields
        if field.name not in LEFT_OUT
    }
    for field in obj._meta.many_to_many:
        values[field.name] = sorted(map(str, getattr(obj, field.name).all()))
    for name in rows:
        values[name] = list(map(str, getattr(obj, name).all()))
    return values


def plain(value: object) -> object:
    return value if isinstance(value, str | int | bool | None) else str(value)


def changes_between(before: dict, after: dict) -> dict[str, tuple[object, object]]:
    return {
        name: (before.get(name), after.get(name))
        for name in sorted(before.keys() | after.keys())
        if before.get(name) != after.get(name)
    }
