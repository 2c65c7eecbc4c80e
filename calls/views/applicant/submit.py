"""`/controle/`: every answer once more with its way to change it, what is still missing, and the button that submits."""

import secrets
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime
from functools import partial
from typing import Any

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from calls.application.content import Filled, content_of, digest, filled_in
from calls.application.forms.signing import SignForm
from calls.application.revisions import submitted_version
from calls.application.submission import (
    ChangedSinceSeen,
    OutsideRound,
    check_round,
    missing_basics,
    note_late,
    submit_application,
)
from calls.application.writing import managers_of, next_round
from calls.enums import ApplicationStatus as Status
from calls.enums import InvitationStatus, Part
from calls.models import Application
from calls.questionnaire import answers
from calls.views.applicant import completion, dossier
from pio_portal.arrival import arrived_at, arrived_on
from pio_portal.change import Refused
from pio_portal.documents.models import Scan
from pio_portal.ui.pages import attempt, finish, sent, show


@dataclass(frozen=True)
class Row:
    """One line of the page: what was asked, the answer, where it is changed (if it can), and what is wrong with it."""

    label: str
    answer: Mapping[str, Any] | str  # one of `content_of`, or a plain text
    url: str = ""
    fault: str = ""
    is_changed: bool = False  # since the version that was submitted


@dataclass(frozen=True)
class Group:
    """The lines under one heading."""

    key: str
    title: str
    rows: Sequence[Row]

    @property
    def faulty(self) -> list[Row]:
        return [row for row in self.rows if row.fault]

    @property
    def changed(self) -> list[Row]:
        return [row for row in self.rows if row.is_changed]


@dataclass(frozen=True)
class Doubt:
    """Nothing that holds the application up, and better looked at before it is signed."""

    text: str
    url: str
    link: str


def check(request: HttpRequest, ref: str) -> HttpResponse:
    """Show the answers, and submit them when they are signed."""
    application, now = dossier.the_application(request.user, ref), arrived_at(request)
    filled = filled_in(application)
    form = SignForm(
        *sent(request),
        organisation=application.organisation,
        completing=application.status == Status.INFO_REQUESTED,
        doubts=answers.doubts(filled.form, filled.answers, arrived_on(request)),
        initial={"signer_name": request.user.name},
    )
    tried = attempt(request, form, partial(submit_application, application=application))
    if tried:
        return finish(request, done="", back=redirect("calls:applicant_application_receipt", tried.result.ref))
    if isinstance(tried.refused, OutsideRound):
        note_late(application=application, by=request.user, at=now)
    if application.status not in Status.with_applicants():
        if tried.refused:
            messages.error(request, str(tried.refused))
        return redirect(application)
    context = _check_context(request, application, filled, now)
    context["problem"] = tried.refused or _changed_since(form, context["digest"])
    form.helper.cancel_url = application.get_absolute_url()
    form.helper.error_summary = context["problem"] is None  # the page says it above the answers
    ready = not context["missing"] and not context["late"]
    form.show_with(key=secrets.token_urlsafe(24), seen=context["digest"], ready=ready)
    return show(request, "calls/applicant/check.html", context, form)


def _changed_since(form: SignForm, shown: str) -> Refused | None:
    """Why a page that comes back for another reason is to be read again: a colleague changed what stands on it."""
    if form.is_bound and form.data.get("seen") not in (None, "", shown):
        return ChangedSinceSeen(_("Intussen wijzigde een collega deze aanvraag. Kijk de antwoorden opnieuw na."))
    return None


def _check_context(request: HttpRequest, application: Application, filled: Filled, now: datetime) -> dict:
    content = content_of(application, filled)
    faults = answers.faults(filled.form, filled.answers)
    can_edit = request.user.has_perm("calls.edit_application", application)
    editable = completion.open_parts(application, faults) if can_edit else set()
    before = submitted_version(application) if application.status in Status.being_changed() else None
    was = before.content if before else content
    groups = [_basics(application, content, was, editable), *_sections(application, content, was, faults, editable)]
    waiting = application.invitations.filter(status=InvitationStatus.INVITED).count()
    return {
        "application": application,
        "digest": digest(application, content),
        "groups": groups,
        "missing": [group for group in groups if group.faulty],
        "number_missing": sum(len(group.faulty) for group in groups),
        "completes": before,
        "changed": [row for group in groups for row in group.changed],
        "untouched": completion.untouched_titles(application, before, filled) if before else [],
        "doubts": _doubts(application, waiting),
        "late": _why_not_now(application, now),
        "next_round": next_round(application, now) if dossier.is_late(application, now) else None,
        "documents": filled.attachments,
        "files": filled.files,
        "infected": [document for document in filled.handed_in() if document.scan == Scan.INFECTED],
        "can_edit": can_edit,
        "can_add_files": Part.FILES in editable,
        "can_submit": request.user.has_perm("calls.submit_application", application),
        "managers": managers_of(application),
        "crumbs": dossier.application_crumbs(application, _("Antwoorden nakijken")),
    }


def _basics(application: Application, content: Mapping[str, Any], was: Mapping[str, Any], editable: set[str]) -> Group:
    """What the application is about, and who takes part."""
    address = reverse("calls:applicant_application_basics", args=[application.ref]) if Part.BASICS in editable else ""
    missing = missing_basics(application)
    rows = [
        Row(
            label=label,
            answer=content[name],
            url=f"{address}#id_{name}" if address else "",
            fault=_("nog niet ingevuld") if name in missing else "",
            is_changed=content[name] != was[name],
        )
        for name, label in (("title", _("Titel")), ("theme", _("Thema")), ("policy_domain", _("Beleidsdomein")))
    ]
    names = ", ".join(partner["name"] for partner in content["partners"])
    together = reverse("calls:applicant_application_partners", args=[application.ref])
    partners = together if Part.PARTNERS in editable else ""
    return Group("basis", _("Uw project"), [*rows, Row(_("Samen met"), names or _("Niemand"), partners)])


def _sections(
    application: Application,
    content: Mapping[str, Any],
    was: Mapping[str, Any],
    faults: Sequence[answers.Fault],
    editable: set[str],
) -> list[Group]:
    before = {
        (section["key"], answer["key"]): answer["value"] for section in was["sections"] for answer in section["answers"]
    }
    sentences = {
        (fault.section.key, fault.question.key): _("nog niet ingevuld") if fault.missing else fault.sentence
        for fault in faults
    }

    def row(section: str, answer: Mapping[str, Any]) -> Row:
        address = reverse("calls:applicant_application_section", args=[application.ref, section])
        url = f"{address}#id_{answer['key']}" if section in editable else ""
        here = (section, answer["key"])
        return Row(answer["question"], answer, url, sentences.get(here, ""), answer["value"] != before.get(here, ""))

    return [
        Group(section["key"], section["title"], [row(section["key"], answer) for answer in section["answers"]])
        for section in content["sections"]
    ]


def _doubts(application: Application, waiting: int) -> list[Doubt]:
    """What is better looked at before it is signed."""
    if not waiting:
        return []
    text = ngettext(
        "%(n)d uitgenodigde organisatie antwoordde nog niet. Dient u nu in, dan doet ze niet mee.",
        "%(n)d uitgenodigde organisaties antwoordden nog niet. Dient u nu in, dan doen ze niet mee.",
        waiting,
    )
    together = reverse("calls:applicant_application_partners", args=[application.ref])
    return [Doubt(text % {"n": waiting}, together, _("Bekijk de samenwerking"))]


def _why_not_now(application: Application, now: datetime) -> Refused | None:
    """Why it cannot be submitted at this moment. A completion can at any."""
    if application.status not in Status.before_closing():
        return None
    try:
        check_round(application, now)
    except OutsideRound as outside:
        return outside
    return None
