"""The part of a list that knows its saved views."""

from typing import Any
from urllib.parse import urlencode

from django.http import HttpRequest
from django.urls import reverse
from django.utils.functional import cached_property
from django.utils.translation import gettext as _

from pio_portal.ui.models import SavedView
from pio_portal.ui.shapes import Tab
from pio_portal.ui.workflow.views import canonical

SHOWN = 30


class SavedViews:
    """A list at one address of its own can be kept as it is shown; one with a place in its address cannot."""

    request: HttpRequest
    title: Any

    @cached_property
    def list_name(self) -> str:
        """The name of the list's address."""
        match = self.request.resolver_match
        return match.view_name if match and not match.kwargs else ""

    @cached_property
    def present_query(self) -> str:
        return canonical(self.request.GET.urlencode())

    @cached_property
    def saved_views(self) -> list[SavedView]:
        if not self.list_name:
            return []
        return list(SavedView.objects.of_list(self.list_name, self.request.user)[:SHOWN])

    @cached_property
    def present_view(self) -> SavedView | None:
        """The view that is shown now, one's own before a colleague's."""
        return next((view for view in self.saved_views if view.query == self.present_query), None)

    def view_tabs(self) -> list[Tab]:
        """Everything, and each saved view; a colleague's says whose it is."""
        if not self.saved_views:
            return []
        everything = Tab(label=_("Alle %(nouns)s") % {"nouns": self.nouns[1]}, url="?", current=not self.present_query)
        return [everything] + [
            Tab(
                label=view.name if view.owner_id == self.request.user.pk else f"{view.name} ({view.owner})",
                url=f"?{view.query}",
                current=view is self.present_view,
            )
            for view in self.saved_views
        ]

    nouns: tuple[Any, Any]

    def save_url(self) -> str:
        """Where the list as it is shown is kept; nothing when there is nothing to keep."""
        if not self.list_name or not self.present_query or self.present_view is not None:
            return ""
        asked = urlencode({"lijst": self.list_name, "keuze": self.present_query})
        return f"{reverse('ui:saved_view_new')}?{asked}"

    def change_url(self) -> str:
        """Where one's own view that is shown now gets another name, or goes."""
        view = self.present_view
        if view is None or view.owner_id != self.request.user.pk:
            return ""
        return reverse("ui:saved_view", args=[view.pk])
