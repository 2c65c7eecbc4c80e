"""The reference lists that the administrator keeps."""

from django.contrib import admin

from calls.models import PolicyDomain, Theme
from pio_portal.accounts.admin import ForAdministrators
from pio_portal.searched import Sorted


@admin.register(Theme, PolicyDomain)
class ListItemAdmin(ForAdministrators, admin.ModelAdmin):
    list_display = ("name", "position", "retired")
    ordering = ("position", Sorted("name"))
