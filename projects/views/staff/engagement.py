from functools import partial

from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, render
from django.urls import reverse
from django.utils.translation import gettext as _

from pio_portal.arrival import arrived_on
from pio_portal.ui.pages import button, form_page, sent
from pio_portal.ui.shapes import Crumb
from projects.engagement.checks import check_engagements
from projects.engagement.forms import ChecksForm, ConfirmForm, EngagementForm, NewEngagementForm
from projects.engagement.workflow import (
    add_engagement,
    change_engagement,
    confirm_engagements,
    engagements_version,
    remove_engagement,
)
from projects.enums import Side
from projects.models import Engagement
from projects.views.engagement import by_side, version_page
from projects.views.staff.dossier import dossier, project_crumbs, visible_project


def engagements(request: HttpRequest, ref: str) -> HttpResponse:
    """What both sides promise, who confirmed it when, and the versions before."""
    project, head = dossier(request, ref)
    promised = list(project.engagements.checked())
    context = head | {
        "sides": by_side(promised),
        "seen": engagements_version(promised),
        "versions": project.engagement_versions.defer("lines"),
        "may_check": head["may_handle"] and head["is_running"] and project.agreed_version,
        "may_change": head["may_handle"] and head["is_running"],
    }
    return render(request, "projects/staff/engagements.html", context)


def version(request: HttpRequest, ref: str, number: int) -> HttpResponse:
    """The list as both sides confirmed it once."""
    project, head = dossier(request, ref)
    return render(request, "projects/staff/engagement_version.html", head | version_page(project, number))


def add(request: HttpRequest, ref: str) -> HttpResponse:
    """Promise one thing more."""
    project = visible_project(request, ref)
    return form_page(
        request,
        form=NewEngagementForm(*sent(request), about=project),
        change=partial(add_engagement, project=project),
        done=_("Het engagement is toegevoegd."),
        back=_tab(ref),
        title=_("Engagement toevoegen"),
        intro=_again(project),
        crumbs=_crumbs(project),
    )


def edit(request: HttpRequest, ref: str, pk: int) -> HttpResponse:
    """Promise it in other words, by another person or on another day."""
    engagement = _visible_engagement(request, ref, pk)
    initial = {name: getattr(engagement, name) for name in ("text", "person", "due_on")}
    return form_page(
        request,
        form=EngagementForm(*sent(request), initial=initial, about=engagement.project),
        change=partial(change_engagement, engagement=engagement),
        done=_("Het engagement is bewaard."),
        back=_tab(ref),
        title=_("Engagement wijzigen"),
        intro=_again(engagement.project),
        crumbs=_crumbs(engagement.project),
        template="projects/staff/engagement.html",
        context={"project": engagement.project, "engagement": engagement},
    )


def remove(request: HttpRequest, ref: str, pk: int) -> HttpResponse:
    """Promise it no longer."""
    return button(
        request,
        change=partial(remove_engagement, engagement=_visible_engagement(request, ref, pk)),
        done=_("Het engagement is verwijderd."),
        back=_tab(ref),
    )


def check(request: HttpRequest, ref: str) -> HttpResponse:
    """Say what became of the promises."""
    project = visible_project(request, ref)
    promised = project.engagements.all()
    return form_page(
        request,
        form=ChecksForm(*sent(request), initial={"checked_on": arrived_on(request)}, promised=promised),
        change=partial(check_engagements, project=project),
        done=_("Bewaard. De klant leest dit ook."),
        back=_tab(ref),
        title=_("Engagementen nagaan"),
        intro=_("Ga na wat er van de beloften werd. Wat u openlaat, blijft zoals het was."),
        crumbs=_crumbs(project),
    )


def confirm(request: HttpRequest, ref: str) -> HttpResponse:
    """Confirm for PIO the engagements that stand on the page, and put them to the client."""
    return button(
        request,
        form=ConfirmForm(*sent(request)),
        change=partial(confirm_engagements, project=visible_project(request, ref), side=Side.PIO),
        done=_("De engagementen zijn bevestigd voor PIO. De klant kreeg een mail om ze ook te bevestigen."),
        back=_tab(ref),
    )


def _visible_engagement(request: HttpRequest, ref: str, pk: int) -> Engagement:
    project = visible_project(request, ref)
    engagement = get_object_or_404(project.engagements, pk=pk)
    engagement.project = project
    return engagement


def _tab(ref: str) -> str:
    return reverse("projects:staff_engagements", args=[ref])


def _crumbs(project) -> list[Crumb]:
    return [*project_crumbs(project), Crumb(label=_("Engagementen"), url=_tab(project.ref))]


def _again(project) -> str:
    """What a change means for what was confirmed; nothing when nobody confirmed yet."""
    if project.pio_confirmed_at is None:
        return ""
    return _("Wie al bevestigde, moet na een wijziging opnieuw bevestigen: eerst PIO, dan de klant.")
