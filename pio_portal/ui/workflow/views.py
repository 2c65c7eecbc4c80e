"""Saved views: a list as someone wants to see it again."""

from datetime import datetime
from typing import Any
from urllib.parse import urlsplit

from django.contrib.auth import get_user_model
from django.db import transaction
from django.http import QueryDict
from django.utils.translation import gettext as _

from pio_portal.change import Refused, locked, permit, save_checked
from pio_portal.ui.models import SavedView

MOST = 20  # of one person, on one list
LONGEST = 2000  # characters of a query string
PASSING = ("page", "export", "csrfmiddlewaretoken")


def canonical(query: str) -> str:
    """The query string of a list without what is of one visit, so that equal choices are equal texts."""
    kept = QueryDict(urlsplit(f"?{query.lstrip('?')}").query.replace("%00", ""), mutable=True)
    for name in list(kept):
        values = [value for value in kept.getlist(name) if value]
        if name in PASSING or not values:
            del kept[name]
        else:
            kept.setlist(name, values)
    return kept.urlencode(safe=",")


@transaction.atomic
def save_view(
    *, list_name: str, query: str, name: str, shared: bool, by: Any, at: datetime, replace: bool = False
) -> SavedView:
    """Keep a list's query string under a name; `replace` puts it in the place of one's own view of that name.

    Raises Refused for a name that is taken, and for more views than one person may have.
    """
    get_user_model().objects.select_for_update().get(
        pk=by.pk
    )  # one at a time, so that the number of views stays bounded
    query = _checked(query)
    mine = SavedView.objects.filter(owner=by, list=list_name)
    view = mine.filter(name=name.strip()).first() if replace else None
    if view is None:
        if mine.count() >= MOST:
            raise Refused(
                _("U hebt al %(most)d weergaven van deze lijst. Verwijder er eerst een.") % {"most": MOST}, field="name"
            )
        view = SavedView(list=list_name, owner=by, name=name.strip())
    view.query, view.shared, view.saved_at = query, shared, at
    return _saved(view)


@transaction.atomic
def change_view(*, view: SavedView, name: str, shared: bool, by: Any, at: datetime) -> SavedView:
    """Another name, or shared or not. Raises NotPermitted for a colleague's, and Refused for a name that is taken."""
    view = locked(view)
    permit("ui.change_savedview", view, by=by)
    view.name, view.shared, view.saved_at = name.strip(), shared, at
    return _saved(view)


@transaction.atomic
def remove_view(*, view: SavedView, by: Any, at: datetime) -> None:  # noqa: ARG001 - every verb knows its moment
    """Take one's own view away, also for the team when it was shared."""
    view = locked(view)
    permit("ui.change_savedview", view, by=by)
    view.delete()


def _checked(query: str) -> str:
    query = canonical(query)
    if len(query) > LONGEST:
        raise Refused(_("Deze keuze is te lang om te bewaren. Neem een filter weg."))
    return query


def _saved(view: SavedView) -> SavedView:
    if not view.name:
        raise Refused(_("Geef de weergave een naam."), field="name")
    try:
        save_checked(view)
    except Refused as refused:
        raise Refused(str(refused), field="name") from refused
    return view
