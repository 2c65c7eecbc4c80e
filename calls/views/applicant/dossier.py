"""What the pages of an application show to its applicants: shared by the views."""

from collections.abc import Iterable
from datetime import datetime

from django.core.exceptions import PermissionDenied
from django.shortcuts import get_object_or_404
from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from calls.application import closing
from calls.application.content import filled_in
from calls.application.newer_questions import newer_form
from calls.application.next_steps import next_steps
from calls.application.phases import phases_of
from calls.application.presence import present
from calls.application.progress import has_basics, progress_of, sections_done
from calls.application.reopening import can_be_reopened
from calls.application.revisions import submitted_version
from calls.application.writing import as_completed, next_round
from calls.enums import ApplicationStatus as Status
from calls.models import Application, Presence
from calls.questionnaire import answers
from calls.views.applicant import related
from pio_portal.audit.workflow import timeline
from pio_portal.change import available
from pio_portal.correspondence.models import Message
from pio_portal.documents.models import Document
from pio_portal.formats import countdown_text, day_text, moment_text
from pio_portal.organisations.enums import Level
from pio_portal.ui.shapes import Crumb, Event, TaskRow

STATES = {
    "todo": (gettext_lazy("Nog te doen"), ""),
    "busy": (gettext_lazy("Bezig"), "act"),
    "done": (gettext_lazy("Volledig"), "ok"),
}
LATE_SHOWN = 5


def may_reopen(user, application: Application, now: datetime) -> bool:
    """Whether this user can reopen what was submitted. At most one query."""
    return can_be_reopened(application, now) and user.has_perm("calls.reopen_application", application)


def late_drafts(user, now: datetime):
    """The newest drafts of this user that missed the closing of their round, and can be moved to a next one."""
    rows = Application.objects.of_applicant(user, Level.EDITOR)
    late = rows.filter(status=Status.DRAFT, round__closes_at__lte=now).exclude(extended_until__gt=now)
    return late.select_related("round").order_by("-pk")[:LATE_SHOWN]


def the_application(user, ref: str) -> Application:
    """The application behind an address, as its applicants see it. Raises Http404 for what the user may not see.

    Only what nearly every page needs comes along: PostgreSQL takes longer to plan a query of nine tables than to run it,
    and each autosave asks this. The rest is asked by the pages that show it.
    """
    rows = Application.objects.of_applicant(user).select_related("organisation", "call", "round", "form")
    application = get_object_or_404(rows, ref=ref)
    if application.round is not None and application.round.call_id == application.call_id:
        application.round.call = application.call
    return as_completed(application)


def the_editable(user, ref: str) -> Application:
    """The same, for who may write in it: PermissionDenied for others. Its status may still forbid it."""
    application = the_application(user, ref)
    if not user.has_perm("calls.edit_application", application):
        raise PermissionDenied
    return application


def applicant_applications() -> Crumb:
    """The first step of the way to an application."""
    return Crumb(label=_("Mijn aanvragen"), url=reverse("calls:applicant_applications"))


def way_to(application: Application) -> list[Crumb]:
    """The way to an application and on to one of its pages."""
    return [applicant_applications(), Crumb(label=application.ref, url=application.get_absolute_url())]


def application_crumbs(application: Application, here: str = "") -> list[Crumb]:
    """The way to the page of an application that is called `here`; without, to its first page."""
    if not here:
        return [applicant_applications(), Crumb(label=application.ref)]
    return [*way_to(application), Crumb(label=here)]


def list_rows(applications: Iterable[Application], now: datetime) -> list[TaskRow]:
    """The lines of a list of applications; a draft says how far it is. A query more when there are drafts."""
    rows = list(applications)
    drafts = [row for row in rows if row.status == Status.DRAFT]
    progress = progress_of(drafts) if drafts else {}
    return [_list_row(row, now, progress.get(row.pk)) for row in rows]


def _list_row(application: Application, now: datetime, progress: tuple[int, int] | None) -> TaskRow:
    hint = f"{application.ref} · {application.organisation.name}"
    if application.status == Status.DRAFT and application.round:
        hint += " · " + (
            _("indiendatum voorbij")
            if application.is_past(now)
            else _("indienen tot %(moment)s") % {"moment": moment_text(application.closes_at)}
        )
        if progress:
            hint += " · " + _("%(done)d van %(total)d onderdelen volledig") % dict(
                zip(("done", "total"), progress, strict=True)
            )
    elif application.submitted_at:
        hint += " · " + _("ingediend op %(day)s") % {"day": day_text(application.submitted_at)}
        if application.status == Status.REOPENED:
            closes = moment_text(application.closes_at)
            hint += " · " + _("opnieuw indienen tot %(moment)s") % {"moment": closes}
    status = Status(application.status)
    return TaskRow(
        label=application.title,
        url=application.get_absolute_url(),
        hint=hint,
        state=status.public_label,
        tone=status.tone,
    )


def draft_context(user, application: Application, now: datetime) -> dict:
    """The task list with the state of each section."""
    filled = filled_in(application)
    form, stored = filled.form, filled.answers
    can_edit = user.has_perm("calls.edit_application", application)
    others = present(application, besides=user, at=now)
    groups = [
        (title, [_section_row(application, section, stored, others, can_edit=can_edit) for section in sections])
        for title, sections in form.groups()
    ]
    files = len(filled.attachments)
    done, total = sections_done(application, stored)
    return {
        "application": application,
        "groups": groups,
        "basics": _basics_row(application, can_edit=can_edit),
        "files": _files_row(application, files, can_edit=can_edit),
        "done": done,
        "total": total,
        "can_edit": can_edit,
        "newer_form": can_edit and newer_form(application) is not None,
        "deadline": deadline(application, now),
        "next_round": next_round(application, now) if is_late(application, now) else None,
        "reopened": submitted_version(application) if application.status == Status.REOPENED else None,
        "can_withdraw": "withdraw" in available(application, "status", by=user),
        "crumbs": application_crumbs(application),
        **related.of_draft(user, application),
    }


def submitted_context(user, application: Application, now: datetime) -> dict:
    """The dossier as its applicant follows it: nothing in it is internal."""
    documents = Document.objects.of(application).for_applicants()
    story = [application, application.round] if application.round else [application]
    return {
        "application": application,
        "status": Status(application.status),
        "decision": application.decision,
        "documents": list(documents),
        "submitted": submitted_version(application),
        "phases": phases_of(application, now),
        "events": [Event(at=line.at, text=line.sentence) for line in timeline(story, public_only=True)],
        "next_steps": next_steps(application, now),
        "thread": Message.objects.of(application).counts(pio=False),
        "can_reopen": may_reopen(user, application, now),
        "can_withdraw": "withdraw" in available(application, "status", by=user),
        "crumbs": application_crumbs(application),
        **related.of_submitted(user, application, now),
    }


def is_late(application: Application, now: datetime) -> bool:
    """A draft whose date is over."""
    return application.status == Status.DRAFT and application.is_past(now)


def deadline(application: Application, now: datetime) -> dict:
    """The notice above the task list: how pressing, and in which words."""
    current = application.round
    if current is None:
        return {"tone": "", "title": _("Deze aanvraag heeft nog geen indiendatum."), "text": ""}
    closes, extended = application.closes_at, closing.sentence(closing.extension_of(application))
    if application.is_past(now):
        return {
            "tone": "bad",
            "title": _("De indiendatum sloot op %(moment)s.") % {"moment": moment_text(closes, long=True)},
            "text": extended if application.status == Status.DRAFT else _("De versie die u daarvoor indiende, telt."),
        }
    left = countdown_text(closes, now)
    text = _("Dat is %(left)s.") % {"left": left[:1].lower() + left[1:]}
    if now < current.opens_at:
        text += " " + _("Indienen kan vanaf %(moment)s.") % {"moment": moment_text(current.opens_at, long=True)}
    if extended:
        text += f" {extended}"
    near = (closes - now).days < 2  # noqa: PLR2004 - the last two days
    return {"tone": "warn" if near else "", "title": deadline_sentence(application), "text": text}


def deadline_sentence(application: Application) -> str:
    """Until when this application can be submitted, or submitted again."""
    if application.status == Status.REOPENED:
        closes = moment_text(application.closes_at, long=True)
        return _("Opnieuw indienen kan tot %(moment)s.") % {"moment": closes}
    return _("Indienen kan tot %(moment)s.") % {"moment": moment_text(application.closes_at, long=True)}


def _section_row(application: Application, section, stored, others: list[Presence], *, can_edit: bool) -> TaskRow:
    state, tone = STATES[answers.state_of(section, stored.get(section.key, {}))]
    url = reverse("calls:applicant_application_section", args=[application.ref, section.key]) if can_edit else ""
    here = ", ".join(one.user.name for one in others if one.section == section.key)
    hint = _("%(names)s werkt hier nu aan") % {"names": here} if here else ""
    return TaskRow(label=section.title, url=url, hint=hint, state=state, tone=tone)


def _basics_row(application: Application, *, can_edit: bool) -> TaskRow:
    url = reverse("calls:applicant_application_basics", args=[application.ref]) if can_edit else ""
    state, tone = STATES["done" if has_basics(application) else "busy"]
    return TaskRow(label=_("Titel en thema"), url=url, state=state, tone=tone)


def _files_row(application: Application, number: int, *, can_edit: bool) -> TaskRow:
    url = reverse("calls:applicant_application_files", args=[application.ref]) if can_edit else ""
    state = (
        _("Niet verplicht")
        if number == 0
        else (_("1 bestand") if number == 1 else _("%(n)d bestanden") % {"n": number})
    )
    return TaskRow(
        label=_("Bijlagen"),
        url=url,
        hint=_("Bijvoorbeeld een studie, een plan of een offerte."),
        state=state,
        tone="ok" if number else "",
    )
