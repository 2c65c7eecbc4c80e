"""The part of a list that does one thing with many of its rows: chosen, tried, confirmed, and left to the worker.

Everything is posted to the address of the list itself, whose query string says what "all results" are.
"""

from collections.abc import Sequence
from typing import Any
from uuid import UUID, uuid4

from django import forms
from django.contrib import messages
from django.core import signing
from django.db.models import Model
from django.http import Http404, HttpRequest
from django.http.response import HttpResponseBase
from django.shortcuts import redirect, render
from django.utils import timezone
from django.utils.translation import gettext as _

from pio_portal.change import NotPermitted, Refused
from pio_portal.ui.acting import say
from pio_portal.ui.bulk_actions import BULK, MOST, BulkAction, Plan
from pio_portal.ui.shapes import Crumb
from pio_portal.ui.workflow import bulk_jobs

SALT = "ui.bulk"
KEPT_SECONDS = 3600  # how long a preflight may stand on a screen
LONGEST_BACK = 2000


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
        form = action.form_class(request.POST if "filled" in request.POST or not action.form_class().fields else None)
        plan = self._plan(action, rows, form)
        context = {
            "title": action.label,
            "action": action,
            "form": form,
            "rows": rows,
            "picked": ",".join(str(row.pk) for row in rows),
            "nouns": self.nouns,  # type: ignore[attr-defined]
            "back": self._back(),
            "crumbs": [Crumb(label=self.title, url=self._back()), Crumb(label=action.label)],  # type: ignore[attr-defined]
        }
        if plan is not None:
            context |= self._tried(action, rows, plan)
        return render(request, "components/several.html", context, status=422 if form.errors else 200)

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
        found = action.queryset(self.request.user).in_bulk(list(dict.fromkeys(keys))[:MOST])
        return [found[key] for key in dict.fromkeys(keys) if key in found]

    def _plan(self, action: BulkAction, rows: Sequence[Model], form: forms.Form) -> Plan | None:
        if not form.is_valid():
            return None
        try:
            return action.plan(rows, form.cleaned_data)
        except Refused as refused:
            say(form, refused)
            return None

    def _tried(self, action: BulkAction, rows: Sequence[Model], plan: Plan) -> dict[str, Any]:
        """What the preflight found, and what is confirmed: exactly the rows and arguments that were shown."""
        found = bulk_jobs.preflight(action=action, rows=rows, plan=plan, by=self.request.user, at=timezone.now())
        given = [[row.pk, plan.given[row.pk]] for row, _shown in found.can]
        content = {"action": action.name, "by": self.request.user.pk, "key": str(uuid4()), "given": given}
        sealed = signing.dumps(content, salt=SALT, compress=True) if given else ""
        return {"preflight": found, "totals": plan.totals, "sealed": sealed}

    def _start(self, action: BulkAction, sealed: str) -> HttpResponseBase:
        try:
            content = signing.loads(sealed, salt=SALT, max_age=KEPT_SECONDS)
        except signing.BadSignature:
            content = {}
        if content.get("action") != action.name or content.get("by") != self.request.user.pk:
            messages.error(self.request, _("Deze keuze stond te lang open. Kies de rijen opnieuw."))
            return redirect(self._back())
        try:
            job = bulk_jobs.start_job(
                action=action,
                given=dict(content["given"]),
                back=self._back(),
                key=UUID(content["key"]),
                by=self.request.user,
                at=timezone.now(),
            )
        except NotPermitted as refused:
            raise Http404 from refused
        return redirect("ui:bulk_job", pk=job.pk)
