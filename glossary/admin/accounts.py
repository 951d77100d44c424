"""Accounts and their roles, kept by the role admin or by a superuser."""

from django import forms
from django.contrib import admin
from django.contrib.auth.admin import GroupAdmin, UserAdmin
from django.contrib.auth.forms import UserChangeForm
from django.contrib.auth.models import Group, User
from django.db import transaction
from django.db.models import QuerySet
from django.http import HttpRequest, HttpResponse
from django.utils.translation import gettext_lazy as _

from glossary.admin.recorded import Recorded, record_object
from glossary.admin.rights import ByRole
from glossary.admin.widgets import CHECKBOXES
from glossary.models import Role

admin.site.unregister(User)
admin.site.unregister(Group)


class KeptByAdmins(Recorded, ByRole):
    """A superuser may give roles, also to himself; the audit record then shows what he did."""

    keepers = frozenset({Role.ADMIN})

    def is_keeper(self, request: HttpRequest) -> bool:
        return bool(request.user.is_superuser and request.user.is_active) or super().is_keeper(
            request
        )


class AccountForm(UserChangeForm):
    """An address belongs to one account, also after that one was switched off (W-34)."""

    def clean_email(self) -> str:
        email = self.cleaned_data["email"]
        others = User.objects.filter(email__iexact=email).exclude(pk=self.instance.pk)
        if email and others.exists():
            raise forms.ValidationError(_("Another account has this address."))
        return email


@admin.register(User)
class AccountAdmin(KeptByAdmins, UserAdmin):
    """Accounts are switched off, never deleted: decisions name them for ever.

    A name is given once: under another one, signatures would seem to be somebody else's.
    """

    form = AccountForm
    list_display = ("username", "first_name", "last_name", "role_names", "is_active", "is_staff")
    list_filter = ("groups", "is_active", "is_staff", "is_superuser")
    filter_horizontal = ()
    formfield_overrides = CHECKBOXES
    fieldsets = (
        (None, {"fields": ("username", "password")}),
        (_("Person"), {"fields": ("first_name", "last_name", "email")}),
        (_("Rights"), {"fields": ("is_active", "is_staff", "groups", "is_superuser")}),
        (_("Dates"), {"fields": ("last_login", "date_joined")}),
    )

    def get_queryset(self, request: HttpRequest) -> QuerySet[User]:
        return super().get_queryset(request).prefetch_related("groups")

    @admin.display(description=_("roles"))
    def role_names(self, user: User) -> str:
        return ", ".join(group.name for group in user.groups.all())

    def get_readonly_fields(self, request: HttpRequest, obj: User | None = None) -> tuple[str, ...]:
        rights = () if request.user.is_superuser else ("is_superuser",)
        name = ("username",) if obj else ()
        return ("last_login", "date_joined", *name, *rights)

    def has_change_permission(self, request: HttpRequest, obj: User | None = None) -> bool:
        # Whoever sets the password of a superuser is one.
        if obj and obj.is_superuser and not request.user.is_superuser:
            return False
        return super().has_change_permission(request, obj)

    def user_change_password(
        self, request: HttpRequest, id: str, form_url: str = ""
    ) -> HttpResponse:
        """Put it on record that a password was set for somebody, never which."""
        before = User.objects.filter(pk=id).values_list("password", flat=True).first()
        with transaction.atomic():
            response = super().user_change_password(request, id, form_url)
            person = User.objects.filter(pk=id).first()
            if person and person.password != before:
                changes = {"password": ("", "set anew")}
                record_object(person, action="change", request=request, changes=changes)
        return response


@admin.register(Group)
class RoleGroupAdmin(KeptByAdmins, GroupAdmin):
    """The groups of the life cycle keep their names: rights rest on them."""

    fields = ("name",)
    filter_horizontal = ()

    def get_readonly_fields(
        self, request: HttpRequest, obj: Group | None = None
    ) -> tuple[str, ...]:
        return ("name",) if obj and obj.name in Role.values else ()
