"""What comes of an application: a copy, one in the next round, nothing any more; and others that look like it."""

from functools import partial

from django.contrib import messages
from django.core.exceptions import PermissionDenied
from django.http import HttpRequest, HttpResponse
from django.urls import reverse
from django.utils.translation import gettext as _

from calls.application.forms.application import MoveForm
from calls.application.forms.partners import CopyForm
from calls.application.successors import Successor, carry_application, copy_application
from calls.application.writing import discard_application
from calls.enums import ApplicationStatus
from calls.models import Round
from calls.views.applicant import dossier
from calls.views.similar_page import MOST_SIMILAR, similar_page
from pio_portal.arrival import arrived_at
from pio_portal.ui.pages import button, form_page, sent
from pio_portal.ui.similarity import Subject, find_similar

LOST_SHOWN = 5


def copy(request: HttpRequest, ref: str) -> HttpResponse:
    """A new draft with these answers."""
    application = dossier.the_application(request.user, ref)
    if not request.user.has_perm("calls.copy_application", application):
        raise PermissionDenied
    rounds = Round.objects.upcoming(arrived_at(request)).select_related("call")
    if not rounds:
        messages.info(
            request, _("Er is nu geen indiendatum bekend. Kom terug zodra de volgende oproep gepubliceerd is.")
        )
    initial = {"round": rounds[0].pk if rounds else None}
    return form_page(
        request,
        form=CopyForm(*sent(request), rounds=rounds, initial=initial),
        change=partial(copy_application, application=application),
        done=_("Uw nieuwe aanvraag staat klaar, met de antwoorden van de vorige. Kijk ze na."),
        back=partial(_to_successor, request),
        title=_("Kopieer naar een nieuwe aanvraag"),
        crumbs=dossier.way_to(application),
        template="calls/applicant/copy.html",
        context={"application": application},
    )


def carry(request: HttpRequest, ref: str) -> HttpResponse:
    """Take what was refused or withdrawn along to a date that is still open, in one click."""
    application = dossier.the_application(request.user, ref)
    done = _("Uw nieuwe aanvraag staat klaar, met uw antwoorden.")
    if application.status in ApplicationStatus.decided():
        done = _("Uw nieuwe aanvraag staat klaar, met uw antwoorden en wat PIO erover schreef.")
    return button(
        request,
        form=MoveForm(*sent(request)),
        change=partial(carry_application, application=application),
        done=done,
        back=partial(_to_successor, request),
        otherwise=application,
    )


def discard(request: HttpRequest, ref: str) -> HttpResponse:
    """Throw a draft away. The page asked once."""
    application = dossier.the_application(request.user, ref)
    return button(
        request,
        change=partial(discard_application, application=application),
        done=_("Aanvraag %(ref)s is verwijderd.") % {"ref": application.ref},
        back=reverse("calls:applicant_applications"),
        otherwise=application,
    )


def similar(request: HttpRequest, ref: str) -> HttpResponse:
    """What looks like this application: published projects, and dossiers of one's own organisation."""
    application = dossier.the_application(request.user, ref)
    context = {
        "application": application,
        "found": find_similar(request.user, Subject.of(application), staff=False, limit=MOST_SIMILAR),
        "crumbs": dossier.application_crumbs(application, _("Vergelijkbare projecten")),
    }
    return similar_page(request, "calls/applicant/similar.html", context)


def _to_successor(request: HttpRequest, made: Successor) -> str:
    """The new draft. Says which answers its form does not ask for."""
    if made.lost:
        names = ", ".join(f"“{lost.question.label}”" for lost in made.lost[:LOST_SHOWN])
        more = len(made.lost) - LOST_SHOWN
        text = _("Niet meegenomen, want de vragen zijn gewijzigd: %(names)s.") % {"names": names}
        if more > 0:
            text += " " + _("En nog %(n)d andere.") % {"n": more}
        messages.warning(request, f"{text} {_('Ze staan nog in de vorige aanvraag.')}")
    return made.application.get_absolute_url()
