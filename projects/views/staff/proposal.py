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


def propose(request: HttpRequest, code: str) -> HttpResponse:
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
