"""The part of a list that does one thing with many of its rows: chosen, tried, confirmed, and left to the worker.

Everything is posted to the address of the list itself, whose query string says what "all results" are.
"""

from collections.abc import Sequence
from datetime import datetime
from functools import partial
from typing import Any
from uuid import UUID, uuid4

from crispy_forms.layout import Layout
from django import forms
from django.contrib import messages
from django.core import signing
from django.db.models import Model
from django.http import Http404, HttpRequest
from django.http.response import HttpResponseBase
from django.shortcuts import redirect
from django.utils.translation import gettext as _

from pio_portal.arrival import arrived_at
from pio_portal.formats import number_text
from pio_portal.ui.bulk_actions import BULK, MOST, BulkAction
from pio_portal.ui.layout import Actions, Form, Include, layout_of
from pio_portal.ui.models import BulkJob
from pio_portal.ui.pages import attempt, button, show
from pio_portal.ui.shapes import Crumb
from pio_portal.ui.workflow import bulk_jobs

SALT = "ui.bulk"
KEPT_SECONDS = 3600  # how long a preflight may stand on a screen
LONGEST_BACK = 2000


class ConfirmForm(Form):
    """Starts what a preflight showed, sealed so that nothing else can be started."""

    action = forms.CharField(widget=forms.HiddenInput)
    sealed = forms.CharField(widget=forms.HiddenInput)


class Several:
    """Names in `bulk` what can be done with many rows (`pio_portal.ui.bulk_actions`)."""

    request: HttpRequest
    bulk: tuple[str, ...] = ()

    def bulk_actions(self) -> list[BulkAction]:
        """What this user may do with many rows at once."""
        known = [BULK[name] for name in self.bulk if name in BULK]
        return [action for action in known if action.roles.admits(self.request.user)]

    @property
    def bulk_total(self) -> int:
        """How many rows "all results" are."""
        return min(self.total, MOST)  # type: ignore[attr-defined]

    def post(self, request: HttpRequest) -> HttpResponseBase:
        """Choose rows and an action; fill in its form; confirm what the preflight shows."""
        action = next((a for a in self.bulk_actions() if a.name == request.POST.get("action")), None)
        if action is None:
            raise Http404
        if sealed := request.POST.get("sealed"):
            return self._start(action, sealed)
        rows = self._picked(action)
        if not rows:
            messages.error(request, _("Kies eerst een of meer rijen."))
            return redirect(self._back())
        form = self._form_of(action, rows)
        tried = attempt(request, form, partial(self._tried, action, rows))
        context = {
            "title": action.label,
            "action": action,
            "form": form,
            "rows": rows,
            "nouns": self.nouns,  # type: ignore[attr-defined]
            "back": self._back(),
            "crumbs": [Crumb(label=self.title, url=self._back()), Crumb(label=action.label)],  # type: ignore[attr-defined]
        }
        if tried:
            context |= tried.result
            form.helper.actions, form.helper.cancel_url = Actions(_("Opnieuw nakijken"), kind="quiet"), ""
        return show(request, "components/several.html", context, form)

    def _back(self) -> str:
        address = self.request.get_full_path()
        return address if len(address) <= LONGEST_BACK else self.request.path

    def _picked(self, action: BulkAction) -> list[Model]:
        """The chosen rows that this user may see, in the order of the list, at most `MOST`."""
        if self.request.POST.get("everything"):
            ordered = self.ordered(self.columns).data.data  # type: ignore[attr-defined]
            keys = list(ordered.values_list("pk", flat=True)[:MOST])
        else:
            asked = [key for part in self.request.POST.getlist("rows") for key in part.split(",")]
            keys = [int(key) for key in asked if key.isascii() and key.isdigit() and len(key) < 18]  # noqa: PLR2004
        rows = action.queryset(self.request.user).in_bulk(list(dict.fromkeys(keys))[:MOST])
        return [rows[key] for key in dict.fromkeys(keys) if key in rows]

    def _form_of(self, action: BulkAction, rows: Sequence[Model]) -> Form:
        """The form of the action, which carries the chosen rows. One without fields needs no filling in."""
        filled = "filled" in self.request.POST or not action.form_class.base_fields
        form = action.form_class(self.request.POST if filled else None).posted_to(self._back())
        action.fit(form, rows)
        form.chosen = {"action": action.name, "rows": ",".join(str(row.pk) for row in rows), "filled": "1"}
        form.layout = Layout(Include("components/chosen_rows.html"), layout_of(form))
        form.actions = Actions(_("Nakijken"))
        form.helper.cancel_url = self._back()
        return form

    def _tried(self, action: BulkAction, rows: Sequence[Model], *, by: Any, at: datetime, **given: Any) -> dict:
        """What the preflight found, and what is confirmed: exactly the rows and arguments that were shown.

        Raises Refused when the plan does.
        """
        plan = action.plan(rows, given)
        tried = bulk_jobs.preflight(action=action, rows=rows, plan=plan, by=by, at=at)
        can = [[row.pk, plan.given[row.pk]] for row, _shown in tried.can]
        content = {"action": action.name, "by": by.pk, "key": str(uuid4()), "given": can}
        sealed = signing.dumps(content, salt=SALT, compress=True) if can else ""
        confirm_form = ConfirmForm(initial={"action": action.name, "sealed": sealed}, auto_id=False)
        confirm_form.actions = Actions(f"{action.confirm or action.label} ({number_text(len(can))})")
        confirm_form.posted_to(self._back()).helper.cancel_url = self._back()
        return {"preflight": tried, "totals": plan.totals, "sealed": sealed, "confirm_form": confirm_form}

    def _start(self, action: BulkAction, sealed: str) -> HttpResponseBase:
        try:
            content = signing.loads(sealed, salt=SALT, max_age=KEPT_SECONDS)
        except signing.BadSignature:
            content = {}
        if content.get("action") != action.name or content.get("by") != self.request.user.pk:
            messages.error(self.request, _("Deze keuze stond te lang open. Kies de rijen opnieuw."))
            return redirect(self._back())
        if action.answer is not None:
            keys = [pk for pk, _given in content["given"]]
            rows = action.queryset(self.request.user).in_bulk(keys)  # with the rights of this moment
            return action.answer([rows[pk] for pk in keys if pk in rows], arrived_at(self.request))
        start = partial(
            bulk_jobs.start_job,
            action=action,
            given=dict(content["given"]),
            back=self._back(),
            key=UUID(content["key"]),
        )
        return button(self.request, change=start, done="", back=BulkJob.get_absolute_url, otherwise=self._back())
