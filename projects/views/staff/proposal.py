"""What the projects of a call begin with."""

from functools import partial

from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404
from django.urls import reverse
from django.utils.translation import gettext as _

from calls.models import Call
from calls.views.staff.crumbs import call_crumbs
from pio_portal.ui.pages import form_page, sent
from projects.engagement.forms import ProposalForm
from projects.engagement.proposal import propose_engagements, proposed_by
from projects.tempo.forms import MilestonesForm
from projects.tempo.proposal import milestones_of, propose_milestones


def engagements(request: HttpRequest, code: str) -> HttpResponse:
    """Write which engagements the projects of a call begin with."""
    call = get_object_or_404(Call, code=code)
    initial = {side.value: "\n".join(texts) for side, texts in proposed_by(call).items()}
    return form_page(
        request,
        form=ProposalForm(*sent(request), initial=initial, about=call),
        change=partial(propose_engagements, call=call),
        done=_("De engagementen van deze oproep zijn bewaard."),
        back=reverse("projects:propose_engagements", args=[code]),
        title=_("Engagementen van een nieuw project"),
        intro=_("Elk project van deze oproep begint hiermee. Projecten die al liepen, houden wat ze hebben."),
        crumbs=call_crumbs(call),
    )


def milestones(request: HttpRequest, code: str) -> HttpResponse:
    """Write what the projects of a call are to reach on the way to their launch."""
    call = get_object_or_404(Call, code=code)
    lines = "\n".join(f"{one.percent} {one.name}" for one in milestones_of(call))
    return form_page(
        request,
        form=MilestonesForm(*sent(request), initial={"milestones": lines}, about=call),
        change=partial(propose_milestones, call=call),
        done=_("De mijlpalen van deze oproep zijn bewaard."),
        back=reverse("projects:propose_milestones", args=[code]),
        title=_("Mijlpalen van een nieuw project"),
        intro=_("Elk project van deze oproep begint hiermee. Projecten die al liepen, houden wat ze hebben."),
        crumbs=call_crumbs(call),
    )
