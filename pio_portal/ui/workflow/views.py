"""Saved views: a list as someone wants to see it again."""

from datetime import datetime
from typing import Any

from django.contrib.auth import get_user_model
from django.db import transaction
from django.utils.translation import gettext as _

from pio_portal.change import Refused, locked, permit, save_checked
from pio_portal.ui.choices import canonical, lasting
from pio_portal.ui.models import SavedView
from pio_portal.ui.navigation import keep_views

MOST = 20  # of one person, on one list
LONGEST = 2000  # characters of a query string


@transaction.atomic
def save_view(
    *,
    list_name: str,
    query: str,
    name: str,
    shared: bool,
    by: Any,
    at: datetime,
    is_default: bool = False,
    replace: bool = False,
) -> SavedView:
    """Keep a list's query string under a name; `replace` puts it in the place of one's own view of that name.

    The list opens with the default one.

    Raises Refused for a name that is taken, and for more views than one person may have.
    """
    get_user_model().objects.select_for_update().get(
        pk=by.pk
    )  # one at a time, so that the number of views stays bounded
    query = _checked(query)
    mine = SavedView.objects.named().filter(owner=by, list=list_name)
    view = mine.filter(name=name.strip()).first() if replace else None
    if view is None:
        if mine.count() >= MOST:
            raise Refused(
                _("U hebt al %(most)d weergaven van deze lijst. Verwijder er eerst een.") % {"most": MOST}, field="name"
            )
        view = SavedView(list=list_name, owner=by, name=name.strip())
    view.query = query
    return _saved(view, shared=shared, is_default=is_default, at=at)


@transaction.atomic
def change_view(
    *, view: SavedView, name: str, shared: bool, by: Any, at: datetime, is_default: bool = False
) -> SavedView:
    """Another name, shared or not, default or not.

    Raises NotPermitted for a colleague's, and Refused for a name that is taken.
    """
    view = locked(view)
    permit("ui.change_savedview", view, by=by)
    view.name = name.strip()
    return _saved(view, shared=shared, is_default=is_default, at=at)


@transaction.atomic
def remove_view(*, view: SavedView, by: Any, at: datetime) -> None:  # noqa: ARG001 - every verb knows its moment
    """Take one's own view away, also for the team when it was shared."""
    view = locked(view)
    permit("ui.change_savedview", view, by=by)
    view.delete()
    keep_views(by)


@transaction.atomic
def remember_choice(*, list_name: str, query: str, by: Any, at: datetime) -> None:
    """Keep how someone left a list, for the next time that they open it."""
    left = SavedView.objects.filter(owner=by, list=list_name, name="")
    query = lasting(query)
    if not query or len(query) > LONGEST:
        left.delete()
    else:
        SavedView.objects.update_or_create(owner=by, list=list_name, name="", defaults={"query": query, "saved_at": at})


def _checked(query: str) -> str:
    query = canonical(query)
    if len(query) > LONGEST:
        raise Refused(_("Deze keuze is te lang om te bewaren. Verwijder een filter."))
    return query


def _saved(view: SavedView, *, shared: bool, is_default: bool, at: datetime) -> SavedView:
    if not view.name:
        raise Refused(_("Geef de weergave een naam."), field="name")
    view.shared, view.is_default, view.saved_at = shared, is_default, at
    if is_default:
        SavedView.objects.filter(owner=view.owner, list=view.list).exclude(pk=view.pk).update(is_default=False)
    try:
        save_checked(view)
    except Refused as refused:
        raise Refused(str(refused), field="name") from refused
    keep_views(view.owner)
    return view
