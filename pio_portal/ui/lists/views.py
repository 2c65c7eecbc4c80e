"""The part of a list that knows its saved views, and how one left it."""

from typing import Any
from urllib.parse import urlencode, urlsplit

from django.http import HttpRequest
from django.urls import reverse
from django.utils.functional import cached_property

from pio_portal.arrival import arrived_at
from pio_portal.ui.choices import canonical, lasting
from pio_portal.ui.models import SavedView
from pio_portal.ui.workflow.views import remember_choice


class SavedViews:
    """A list at one address of its own can be kept as it is shown; one with a place in its address cannot.

    Its bare address opens the default view or, without one, the list as it was left. Whatever is shown stands in the
    address, so that it can be sent to a colleague.
    """

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
    def _views(self) -> list[SavedView]:
        return list(SavedView.objects.of_list(self.list_name, self.request.user)) if self.list_name else []

    @cached_property
    def saved_views(self) -> list[SavedView]:
        return [view for view in self._views if view.name]

    @cached_property
    def present_view(self) -> SavedView | None:
        """The view that is shown now, one's own before a colleague's."""
        return next((view for view in self.saved_views if view.query == self.present_query), None)

    @property
    def _left(self) -> str:
        """How one left the list."""
        return next((view.query for view in self._views if not view.name), "")

    def opening(self) -> str:
        """With what the bare address opens; nothing where all is shown."""
        if self.request.GET:
            return ""
        mine = (view for view in self._views if view.is_default and view.owner_id == self.request.user.pk)
        return next((view.query for view in mine), self._left)

    def keep_choice(self) -> None:
        """Keep what was chosen on the list itself. A link from elsewhere shows something, and changes nothing."""
        came_from = urlsplit(self.request.headers.get("Referer", "")).path
        chosen = lasting(self.request.GET.urlencode())
        if self.list_name and self.request.GET and came_from == self.request.path and chosen != self._left:
            at = arrived_at(self.request)
            remember_choice(list_name=self.list_name, query=chosen, by=self.request.user, at=at)

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
