"""What can happen to a market consultation. The only writers of its status."""

from datetime import datetime

from django.core.files.base import File
from django.db import transaction
from django.utils.timezone import localdate
from django.utils.translation import gettext as _

from consultations.models import MarketConsultation
from pio_portal.audit.workflow import record
from pio_portal.change import Refused, locked, perform, permit, save_checked
from pio_portal.documents import workflow as documents
from pio_portal.documents.models import Document
from pio_portal.references import next_reference
from pio_portal.registrations.workflow.notices import tell_registrants
from pio_portal.registrations.workflow.occasion import (
    OccasionData,
    announce_owner,
    call_off_owner,
    change_occasion,
    check_announced,
    plan_occasion,
)
from pio_portal.slugs import free_slug
from projects.models import Project

HANDLE = MarketConsultation.handle_permission


@transaction.atomic
def create_consultation(
    *, occasion: OccasionData, summary: str = "", programme: str = "", project: Project | None = None, by, at: datetime
) -> MarketConsultation:
    """A consultation in preparation, seen by PIO only until it is published."""
    permit(HANDLE, None, by=by)
    consultation = MarketConsultation(
        ref=next_reference("MC", localdate(at).year),
        slug=free_slug(MarketConsultation, occasion.title),
        occasion=plan_occasion(data=occasion),
        summary=summary,
        programme=programme,
    )
    save_checked(consultation)
    record(about=consultation, verb="consultation_created", by=by, at=at)
    if project is not None:
        link_project(consultation=consultation, project=project, by=by, at=at)
    return consultation


@transaction.atomic
def change_consultation(
    *, consultation: MarketConsultation, occasion: OccasionData, summary: str, programme: str, by, at: datetime
) -> MarketConsultation:
    """Change what is announced. Who is registered hears of another moment or place.

    Raises Refused when it was cancelled, or when a published one would lose what makes it an announcement.
    """
    consultation = _locked_consultation(consultation, by=by)
    if consultation.is_cancelled:
        raise Refused(_("Deze marktconsultatie is geannuleerd en kan niet meer gewijzigd worden."))
    if consultation.takes_registrations:
        _check_announced(occasion.starts_at, summary)
    consultation.summary, consultation.programme = summary, programme
    save_checked(consultation)
    consultation.occasion = change_occasion(occasion=consultation.occasion, data=occasion, at=at)
    record(about=consultation, verb="consultation_changed", by=by, at=at)
    return consultation


@transaction.atomic
def link_project(*, consultation: MarketConsultation, project: Project, by, at: datetime) -> MarketConsultation:
    """Say whose need the market answers to. Linking twice does nothing more."""
    consultation = _locked_consultation(consultation, by=by)
    if not consultation.projects.contains(project):
        consultation.projects.add(project)
        record(about=consultation, verb="consultation_project_linked", by=by, at=at, detail={"project": project.ref})
        if consultation.published_at is not None:
            _tell_project(consultation, project, by=by, at=at)
    return consultation


@transaction.atomic
def unlink_project(*, consultation: MarketConsultation, project: Project, by, at: datetime) -> MarketConsultation:
    """Take back a link that was made by mistake."""
    consultation = _locked_consultation(consultation, by=by)
    if consultation.projects.contains(project):
        consultation.projects.remove(project)
        record(about=consultation, verb="consultation_project_unlinked", by=by, at=at, detail={"project": project.ref})
    return consultation


@transaction.atomic
def publish_consultation(*, consultation: MarketConsultation, by, at: datetime) -> MarketConsultation:
    """Announce it on the public site: from now on the market can register.

    Raises Refused without a summary, or without a start that still has to come.
    """
    consultation = _locked_consultation(consultation, by=by)
    perform(consultation, "publish", by=by)
    _check_announced(consultation.occasion.starts_at, consultation.summary)
    announce_owner(consultation, at=at)
    record(about=consultation, verb="consultation_published", by=by, at=at)
    for project in consultation.projects.all():
        _tell_project(consultation, project, by=by, at=at)
    return consultation


@transaction.atomic
def cancel_consultation(*, consultation: MarketConsultation, reason: str, by, at: datetime) -> MarketConsultation:
    """Call it off, with the reason that everybody who registered reads too."""
    consultation = _locked_consultation(consultation, by=by)
    call_off_owner(consultation, reason=reason, verb="consultation_cancelled", by=by, at=at)
    return consultation


@transaction.atomic
def conclude_consultation(
    *, consultation: MarketConsultation, conclusions: str, by, at: datetime
) -> MarketConsultation:
    """Publish what was learned, and tell who registered. Raises Refused before it is over, or without a text."""
    consultation = _locked_consultation(consultation, by=by)
    perform(consultation, "conclude", by=by)
    if not consultation.occasion.has_ended(at):
        raise Refused(_("De marktconsultatie is nog niet voorbij. Publiceer de conclusies daarna."))
    if not conclusions.strip():
        raise Refused(_("Schrijf eerst de conclusies."), field="conclusions")
    consultation.conclusions, consultation.concluded_on = conclusions.strip(), localdate(at)
    consultation.save(update_fields=["status", "conclusions", "concluded_on"])
    record(about=consultation, verb="consultation_concluded", by=by, at=at)
    tell_registrants(occasion=consultation.occasion, kind="consultation_conclusions", at=at)
    return consultation


@transaction.atomic
def add_document(
    *, consultation: MarketConsultation, upload: File, title: str, internal: bool, by, at: datetime
) -> Document:
    """Keep a document with the consultation: for everybody once that is published, unless it is internal."""
    consultation = _locked_consultation(consultation, by=by)
    document = documents.attach(
        owner=consultation, upload=upload, kind="consultation", title=title, internal=internal, by=by, at=at
    )
    record(
        about=consultation,
        verb="consultation_document_added",
        by=by,
        at=at,
        detail={"title": document.title_in_history},
    )
    return document


@transaction.atomic
def remove_document(*, consultation: MarketConsultation, document: Document, by, at: datetime) -> None:
    """Take a document away from the page; the history keeps it."""
    consultation = _locked_consultation(consultation, by=by)
    documents.remove(document=document, by=by, at=at)
    record(
        about=consultation,
        verb="consultation_document_removed",
        by=by,
        at=at,
        detail={"title": document.title_in_history},
    )


def _locked_consultation(consultation: MarketConsultation, *, by) -> MarketConsultation:
    """The consultation as it is now, held until the transaction ends. Raises NotPermitted when `by` may not handle it."""
    consultation = locked(consultation)
    permit(HANDLE, consultation, by=by)
    return consultation


def _check_announced(starts_at: datetime | None, summary: str) -> None:
    check_announced(
        starts_at=starts_at, summary=summary, no_start=_("Vul eerst in wanneer de marktconsultatie begint.")
    )


def _tell_project(consultation: MarketConsultation, project: Project, *, by, at: datetime) -> None:
    record(
        about=project,
        verb="consultation_held_for_project",
        by=by,
        at=at,
        detail={"ref": consultation.ref, "title": consultation.title},
    )
