"""Working together, signing, and what comes of an application: sentences, mails, what /mijn/ asks, and what is similar."""

from collections.abc import Iterable

from django.http import HttpRequest
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _

from calls.enums import ApplicationStatus as Status
from calls.models import Application, Invitation
from calls.portal.mails_together import register_mails
from pio_portal.audit.verbs import register_verb
from pio_portal.organisations.enums import Level
from pio_portal.organisations.models import Organisation
from pio_portal.ui import similar
from pio_portal.ui.registry import register_home_block
from pio_portal.ui.shapes import TaskRow

MOST = 10


def register() -> None:
    """Register everything. Called from AppConfig.ready."""
    register_verbs()
    register_mails()
    register_home_block("calls.asked", template="calls/applicant/home_asked.html", context=asked, world="mijn", order=5)
    similar.register_similar(similar_applications)


def register_verbs() -> None:
    """The lines of the timeline: all of them are the applicants' own doing, so they read them."""
    for verb, sentence in (
        ("organisation_invited", _("%(by)s nodigde %(organisation)s uit om mee te doen.")),
        ("invitation_accepted", _("%(by)s aanvaardde de uitnodiging: %(organisation)s doet mee.")),
        ("invitation_declined", _("%(by)s sloeg de uitnodiging af: %(organisation)s doet niet mee.")),
        ("invitation_cancelled", _("%(by)s trok de uitnodiging aan %(organisation)s in.")),
        ("invitation_lapsed", _("De uitnodiging aan %(organisation)s verviel zonder antwoord.")),
        ("partner_left", _("%(organisation)s doet niet meer mee, op vraag van %(by)s.")),
        ("partner_removed", _("%(by)s haalde %(organisation)s uit de aanvraag: %(reason)s")),
        ("signature_asked", _("%(by)s vroeg om de aanvraag te ondertekenen en in te dienen.")),
        ("application_copied", _("%(by)s begon deze aanvraag als kopie van %(origin)s.")),
        ("application_carried", _("%(by)s nam aanvraag %(origin)s mee als deze nieuwe aanvraag.")),
        ("application_carried_on", _("%(by)s nam deze aanvraag mee naar een volgende indiendatum, als %(successor)s.")),
        ("application_discarded", _("%(by)s gooide de aanvraag weg.")),
    ):
        register_verb(verb, sentence, public=True)


def asked(request: HttpRequest) -> dict | None:
    """What this user is asked on /mijn/: invitations, signatures, and drafts whose date is over."""
    from calls.views.applicant.dossier import late_drafts

    rows = [*_invitations(request.user), *_signatures(request.user)]
    late = list(late_drafts(request.user, timezone.now()))
    return {"rows": rows, "late": late} if rows or late else None


def _invitations(user) -> Iterable[TaskRow]:
    rows = Invitation.objects.to_answer(user).select_related("organisation", "application__organisation")
    for row in rows.order_by("invited_at", "pk")[:MOST]:
        names = {"applicant": row.application.organisation, "organisation": row.organisation}
        yield TaskRow(
            label=row.application.title,
            url=row.get_absolute_url(),
            hint=gettext("%(applicant)s vraagt %(organisation)s om mee te doen") % names,
            state=gettext("Uitnodiging"),
            tone="warn",
        )


def _signatures(user) -> Iterable[TaskRow]:
    own = Organisation.objects.of_member(user, Level.MANAGER)
    rows = Application.objects.visible_to(user).filter(
        organisation__in=own, status__in=[Status.DRAFT, Status.INFO_REQUESTED], sign_asked_at__isnull=False
    )
    for row in rows.select_related("sign_asked_by").order_by("sign_asked_at", "pk")[:MOST]:
        names = {"ref": row.ref, "name": row.sign_asked_by or gettext("een collega")}
        yield TaskRow(
            label=row.title,
            url=reverse("calls:my_application_check", args=[row.ref]),
            hint=gettext("%(ref)s · %(name)s vraagt om te ondertekenen en in te dienen") % names,
            state=gettext("Ondertekenen"),
            tone="warn",
        )


def similar_applications(
    user, subject: similar.Subject, *, staff: bool, own: bool, limit: int
) -> Iterable[similar.Similar]:
    """For staff what was handed in and they may see; for applicants those of their own organisations."""
    rows = Application.objects.visible_to(user).exclude(status=Status.VOID).exclude(pk__in=subject.applications)
    rows = rows.exclude(origin__in=subject.applications)
    rows = rows.submitted() if staff else rows.of_member(user)
    if own or staff:
        rows = rows.filter(project=None)  # its project is found too, and says more
    if own:
        rows = rows.of_organisations(subject.organisations)
    find = similar.doubles if own else similar.nearest if staff else similar.close
    for row in find(rows, subject.title, limit).select_related("organisation"):
        status = Status(row.status)
        yield similar.Similar(
            title=row.title,
            url=row.get_staff_url() if staff else row.get_absolute_url(),
            kind=gettext("Aanvraag"),
            about=f"{row.ref} · {row.organisation}",
            state=status.label if staff else status.public_label,
            tone=status.tone,
            closeness=row.closeness,
        )
