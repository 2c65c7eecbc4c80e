"""`/admin/` for administrators: who has an account and with which roles. No dossiers."""

from allauth.account.models import EmailAddress
from django import forms
from django.contrib import admin
from django.utils.translation import gettext_lazy as _

from pio_portal.accounts.enums import Role
from pio_portal.accounts.models import User
from pio_portal.accounts.workflow import confirm_address
from pio_portal.names import NameField
from pio_portal.searched import Sorted

admin.site.site_header = _("PIO · instellingen")
admin.site.site_title = _("PIO")
admin.site.index_title = _("Gebruikers en lijsten")


class ForAdministrators:
    """Access by role, not by Django's own permissions: no table of them has to be kept."""

    can_add = can_change = True
    can_delete = False  # rows stay for the history; people are made inactive, entries retired

    def has_module_permission(self, request) -> bool:
        return request.user.has_role(Role.ADMINISTRATOR)

    def has_view_permission(self, request, _obj=None) -> bool:
        return request.user.has_role(Role.ADMINISTRATOR)

    def has_add_permission(self, request, _obj=None) -> bool:
        return self.can_add and request.user.has_role(Role.ADMINISTRATOR)

    def has_change_permission(self, request, _obj=None) -> bool:
        return self.can_change and request.user.has_role(Role.ADMINISTRATOR)

    def has_delete_permission(self, request, _obj=None) -> bool:
        return self.can_delete and request.user.has_role(Role.ADMINISTRATOR)

    def get_object(self, request, object_id, from_field=None):
        """Django's own; an empty `_to_field` in the address would be looked up as a field."""
        return super().get_object(request, object_id, from_field or None)


class UserForm(forms.ModelForm):
    """Roles as boxes to tick. A password is never set here: its owner chooses one through “Wachtwoord vergeten”."""

    name = NameField(label=_("naam"))
    roles = forms.MultipleChoiceField(
        label=_("rollen"),
        choices=Role.choices,
        required=False,
        widget=forms.CheckboxSelectMultiple,
        help_text=_("Zonder rol is iemand een aanvrager, en hoort die bij een organisatie."),
    )

    class Meta:
        model = User
        fields = ("email", "name", "function", "phone", "roles", "is_active")

    def clean_email(self) -> str:
        return self.cleaned_data["email"].strip().lower()


@admin.register(User)
class UserAdmin(ForAdministrators, admin.ModelAdmin):
    form = UserForm
    list_display = ("name", "email", "role_names", "is_active", "last_login")
    list_filter = ("is_active",)
    search_fields = ("name", "email")
    ordering = (Sorted("name"), "pk")

    @admin.display(description=_("rollen"))
    def role_names(self, user: User) -> str:
        return user.role_names

    def save_model(self, request, obj, form, change) -> None:
        """Keep the user; who makes the account, or gives it another address, vouches for the address."""
        if not change:
            obj.set_unusable_password()
        super().save_model(request, obj, form, change)
        if not change or "email" in form.changed_data:
            confirm_address(user=obj)


admin.site.unregister(EmailAddress)  # the log-in keeps these; changing them by hand would break it
