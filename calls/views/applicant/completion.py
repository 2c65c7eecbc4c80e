"""The return for completion, as the applicants see it: what is asked, and what can only be read."""

import datetime as dt
from collections.abc import Sequence

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from calls.application.completion import sections_to_ask
from calls.application.content import Filled, filled_in
from calls.application.revisions import Submitted, submitted_version
from calls.application.writing import is_open
from calls.enums import ApplicationStatus as Status
from calls.enums import Part
from calls.models import Application, CompletionRequest
from calls.questionnaire import answers, definition
from calls.views.applicant import dossier
from pio_portal.change import available
from pio_portal.correspondence.models import Message
from pio_portal.formats import day_text
from pio_portal.ui.shapes import TaskRow


def task_list(request: HttpRequest, application: Application, now: dt.datetime) -> HttpResponse:
    """What PIO asks on top, with its reason and its last day; the rest can be read."""
    user = request.user
    submitted = submitted_version(application)
    filled = filled_in(application)
    can_edit = user.has_perm("calls.edit_application", application)
    faults = answers.faults(filled.form, filled.answers)
    shown = {section.key: section.title for section in filled.form.sections}
    besides = {part.value: part.label for part in Part}
    parts = {Part.BASICS.value: besides.pop(Part.BASICS), **shown, **besides}
    asked, faulty = open_parts(application, faults), {fault.section.key for fault in faults}
    changed = changed_parts(application, submitted, filled)
    rows = [
        _asked_row(application, key, title, changed=key in changed, faulty=key in faulty, can_edit=can_edit)
        for key, title in parts.items()
        if key in asked
    ]
    context = {
        "application": application,
        "asked": rows,
        "closed": [_closed_row(application, key, title) for key, title in parts.items() if key not in asked],
        "everything": not application.completion.sections,
        "deadline": due_text(application.completion, now),
        "late": application.completion.due_on < timezone.localdate(now),
        "changed": bool(changed),
        "can_edit": can_edit,
        "can_sign": user.has_perm("calls.submit_application", application),
        "can_withdraw": "withdraw" in available(application, "status", by=user),
        "thread": Message.objects.of(application).counts(pio=False),
        "crumbs": dossier.application_crumbs(application),
    }
    return render(request, "calls/applicant/completion.html", context)


def closed_part(request: HttpRequest, application: Application, key: str) -> HttpResponse:
    """A part that PIO did not ask for: to read, not to change."""
    submitted = submitted_version(application)
    section = next((s for s in submitted.content["sections"] if s["key"] == key), None) if submitted else None
    context = {
        "application": application,
        "title": sections_to_ask(application).get(key, key),
        "key": key,
        "answers": section["answers"] if section else [],
        "content": submitted.content if submitted else None,
        "files": submitted.files if submitted else {},
        "crumbs": dossier.application_crumbs(application, sections_to_ask(application).get(key, key)),
    }
    return render(request, "calls/applicant/closed_part.html", context)


def is_closed(application: Application, key: str) -> bool:
    """Whether a part can only be read, while the rest is being completed."""
    return application.status == Status.INFO_REQUESTED and not is_open(application, key)


def open_parts(application: Application, faults: Sequence[answers.Fault]) -> set[str]:
    """The parts that its applicants may change now: what PIO asked, and what became incomplete by what was changed."""
    known = {*(s.key for s in definition.of(application.form).sections), *Part.values}
    faulty = {fault.section.key for fault in faults} if application.status in Status.with_applicants() else set()
    return {key for key in known if application.takes(key)} | faulty


def changed_parts(application: Application, submitted: Submitted | None, filled: Filled) -> set[str]:
    """The parts that stand differently now than in the last revision."""
    if submitted is None:
        return set()
    content = submitted.content
    changed = {
        section["key"]
        for section in content["sections"]
        if any(a["value"] != filled.answers.get(section["key"], {}).get(a["key"], "") for a in section["answers"])
    }
    basics = (application.title, str(application.theme or ""), str(application.policy_domain or ""))
    if basics != (content["title"], content["theme"], content["policy_domain"]):
        changed.add(Part.BASICS)
    if {str(d.pk) for d in filled.attachments} != {entry["document"] for entry in content["attachments"]}:
        changed.add(Part.FILES)
    return changed


def untouched_titles(application: Application, submitted: Submitted | None, filled: Filled) -> list[str]:
    """What PIO asked by name and stands as it was; who takes part is followed elsewhere."""
    asked = application.completion.sections if application.completion else []
    left = set(asked) - changed_parts(application, submitted, filled) - {Part.PARTNERS}
    return [title for key, title in sections_to_ask(application).items() if key in left] if left else []


def due_text(request: CompletionRequest, now: dt.datetime) -> str:
    """Until when, and how long that is still."""
    due = request.due_on
    left = (due - timezone.localdate(now)).days
    sentence = _("Dien uw aanvulling in ten laatste op %(day)s.") % {"day": day_text(due, long=True)}
    if left < 0:
        return _("U moest uw aanvulling indienen op %(day)s. Doe het nu: het kan nog.") % {
            "day": day_text(due, long=True)
        }
    if left == 0:
        return f"{sentence} {_('Dat is vandaag.')}"
    return f"{sentence} {ngettext('Nog %(n)d dag.', 'Nog %(n)d dagen.', left) % {'n': left}}"


def _asked_row(
    application: Application, key: str, title: str, *, changed: bool, faulty: bool, can_edit: bool
) -> TaskRow:
    if faulty:
        state, tone = _("Nog niet in orde"), "warn"
    else:
        state, tone = (_("Aangevuld"), "ok") if changed else (_("Aan te vullen"), "act")
    return TaskRow(label=title, url=_address(application, key) if can_edit else "", state=state, tone=tone)


def _closed_row(application: Application, key: str, title: str) -> TaskRow:
    return TaskRow(label=title, url=_address(application, key), state=_("Ingediend"))


def _address(application: Application, key: str) -> str:
    names = {
        Part.BASICS: "applicant_application_basics",
        Part.FILES: "applicant_application_files",
        Part.PARTNERS: "applicant_application_partners",
    }
    if key in names:
        return reverse(f"calls:{names[key]}", args=[application.ref])
    return reverse("calls:applicant_application_section", args=[application.ref, key])
