"""What comes of an application: a copy, one in the next round, nothing any more; and others that look like it."""

from django.contrib import messages
from django.core.exceptions import PermissionDenied
from django.http import HttpRequest, HttpResponse
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _

from calls.application.forms.partners import CopyForm
from calls.application.successors import Successor, carry_application, copy_application
from calls.application.writing import discard_application
from calls.models import Round
from calls.views.applicant import dossier
from calls.views.similar_page import MOST_SIMILAR, similar_page
from pio_portal.ui.acting import act, press
from pio_portal.ui.similarity import Subject, find_similar

LOST_SHOWN = 5


def copy(request: HttpRequest, ref: str) -> HttpResponse:
    """A new draft with these answers."""
    shown, now = dossier.of(request.user, ref), timezone.now()
    if not request.user.has_perm("calls.copy_application", shown):
        raise PermissionDenied
    rounds = Round.objects.upcoming(now).select_related("call")
    if not rounds:
        messages.info(
            request, _("Er is nu geen indiendatum bekend. Kom terug zodra de volgende oproep gepubliceerd is.")
        )
    first = rounds[0].pk if rounds else None

    def change(**data) -> Successor:
        made = copy_application(application=shown, **data)
        _tell_lost(request, made)
        return made

    data = request.POST if request.method == "POST" else None
    return act(
        request,
        form=CopyForm(data, rounds=rounds, initial={"round": first}),
        change=change,
        title=_("Kopieer naar een nieuwe aanvraag"),
        submit=_("Kopie maken"),
        done=_("Uw nieuwe aanvraag staat klaar, met de antwoorden van de vorige. Kijk ze na."),
        back=lambda made: made.application.get_absolute_url(),
        crumbs=dossier.crumbs(shown, "")[:-1],
        template="calls/applicant/copy.html",
        extra={"application": shown},
    )


def carry(request: HttpRequest, ref: str) -> HttpResponse:
    """Take what was refused along to the next round, in one click."""
    shown = dossier.of(request.user, ref)

    def change(**who) -> Successor:
        made = carry_application(application=shown, **who)
        _tell_lost(request, made)
        return made

    return press(
        request,
        change=change,
        done=_("Uw nieuwe aanvraag staat klaar, met uw antwoorden en wat PIO erover schreef."),
        back=lambda made: made.application.get_absolute_url(),
        otherwise=shown.get_absolute_url(),
    )


def discard(request: HttpRequest, ref: str) -> HttpResponse:
    """Throw a draft away. The page asked once."""
    shown = dossier.of(request.user, ref)
    return press(
        request,
        change=lambda **who: discard_application(application=shown, **who),
        done=_("Aanvraag %(ref)s is weggegooid.") % {"ref": shown.ref},
        back=reverse("calls:my_applications"),
        otherwise=shown.get_absolute_url(),
    )


def similar(request: HttpRequest, ref: str) -> HttpResponse:
    """What looks like this application: published projects, and dossiers of one's own organisation."""
    shown = dossier.of(request.user, ref)
    found = find_similar(request.user, Subject.of(shown), staff=False, limit=MOST_SIMILAR)
    context = {"application": shown, "found": found, "crumbs": dossier.crumbs(shown, _("Vergelijkbare projecten"))}
    return similar_page(request, "calls/applicant/similar.html", context)


def _tell_lost(request: HttpRequest, made: Successor) -> None:
    """Say which answers the new form does not ask for."""
    if made.lost:
        names = ", ".join(f"“{lost.question.label}”" for lost in made.lost[:LOST_SHOWN])
        more = len(made.lost) - LOST_SHOWN
        text = _("Niet meegenomen, want de vragen zijn gewijzigd: %(names)s.") % {"names": names}
        if more > 0:
            text += " " + _("En nog %(n)d andere.") % {"n": more}
        messages.warning(request, f"{text} {_('Ze staan nog in de vorige aanvraag.')}")
