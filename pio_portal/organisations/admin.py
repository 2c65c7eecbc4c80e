"""Organisations, to look up. They change in the portal itself, where it is noted who did it."""

from django.contrib import admin
from django.utils.translation import gettext_lazy as _

from pio_portal.accounts.admin import ForAdministrators
from pio_portal.organisations.models import Organisation
from pio_portal.searched import Sorted


@admin.register(Organisation)
class OrganisationAdmin(ForAdministrators, admin.ModelAdmin):
    can_add = can_change = False
    list_display = ("name", "kbo_display", "type", "province")
    list_filter = ("type",)
    search_fields = ("name", "kbo", "ovo")
    ordering = (Sorted("name"), "pk")
    fields = ("name", "kbo", "ovo", "type", "nis", "postcode", "province")

    @admin.display(description=_("KBO-nummer"))
    def kbo_display(self, organisation: Organisation) -> str:
        return organisation.kbo_display
