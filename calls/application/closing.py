"""The extension that set the closing moment of an application, and how pages, receipt and mail describe it."""

import datetime as dt
from typing import Any

from django.db.models import Q
from django.utils.translation import gettext as _

from calls.models import Application, Extension
from pio_portal.formats import moment_text


def extension_of(application: Application) -> Extension | None:
    """The extension that set the deadline of this application; None when it was not extended. One query."""
    closes_at = application.closes_at
    if closes_at is None:
        return None
    given = Extension.objects.filter(Q(application=application) | Q(application=None), round=application.round_id)
    return given.filter(until=closes_at).order_by("at", "pk").last()


def frozen(extension: Extension | None) -> dict[str, str] | None:
    """The extension as a submission freezes it."""
    return {"until": extension.until.isoformat(), "reason": extension.reason} if extension else None


def sentence(extension: dict[str, Any] | Extension | None) -> str:
    """The sentence for applicants about an extension, or about its frozen copy; empty without one."""
    if extension is None:
        return ""
    if isinstance(extension, Extension):
        until, reason = extension.until, extension.reason
    else:
        until, reason = dt.datetime.fromisoformat(extension["until"]), extension["reason"]
    reason = reason if reason.endswith((".", "!", "?")) else f"{reason}."
    return _("Verlengd tot %(moment)s door PIO, reden: %(reason)s") % {"moment": moment_text(until), "reason": reason}
