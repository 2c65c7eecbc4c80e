"""An applicant's organisations: mine, find and join one, and who may do what there."""

from django.contrib import messages
from django.core.exceptions import ValidationError
from django.db.models import F
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _

from pio_portal.audit.workflow import timeline
from pio_portal.change import Refused
from pio_portal.organisations import workflow
from pio_portal.organisations.enums import MembershipStatus
from pio_portal.organisations.forms import InviteForm, LevelForm, OrganisationForm
from pio_portal.organisations.identifiers import clean_kbo
from pio_portal.organisations.models import Membership, Organisation
from pio_portal.ui.shapes import Crumb, Event

FOUND_AT_MOST = 20
NUMBER_OF_DIGITS = 8  # somebody who types as many means an enterprise number


def crumbs(*steps: Crumb) -> list[Crumb]:
    """The way to a page about organisations."""
    return [
        Crumb(label=_("Mijn PIO"), url=reverse("ui:mine")),
        Crumb(label=_("Organisaties"), url=reverse("organisations:mine")),
        *steps,
    ]


def mine(request):
    """Where I belong, and where I asked to."""
    rows = Membership.objects.of_people().filter(
        user=request.user, status__in=[MembershipStatus.ACTIVE, MembershipStatus.REQUESTED]
    )
    rows = list(rows.order_by("organisation__name"))
    return render(
        request,
        "organisations/applicant/mine.html",
        {
            "active": [row for row in rows if row.status == MembershipStatus.ACTIVE],
            "requested": [row for row in rows if row.status == MembershipStatus.REQUESTED],
            "crumbs": [crumbs()[0], Crumb(label=_("Organisaties"))],
        },
    )


def search(request):
    """Find an organisation by KBO number or name, to ask access to it."""
    q = request.GET.get("q", "").replace("\x00", "").strip()[:200]
    found, fault, kbo = [], "", ""
    if sum(c.isdigit() for c in q) >= NUMBER_OF_DIGITS and not q.upper().startswith("OVO"):
        try:
            kbo = clean_kbo(q)
        except ValidationError as error:
            fault = error.messages[0]
    if q and not fault:
        found = list(Organisation.objects.matching(q).order_by("name")[:FOUND_AT_MOST])
    own = dict(
        request.user.memberships.filter(status__in=[MembershipStatus.ACTIVE, MembershipStatus.REQUESTED]).values_list(
            "organisation_id", "status"
        )
    )
    context = {
        "q": q,
        "fault": fault,
        "kbo": kbo,
        "found": [(organisation, own.get(organisation.pk)) for organisation in found],
        "crumbs": crumbs(Crumb(label=_("Zoeken"))),
    }
    return render(request, "organisations/applicant/search.html", context)


def add(request):
    """An organisation that the portal does not know: whoever adds it becomes its manager."""
    form = OrganisationForm(request.POST or None, initial={"kbo": request.GET.get("kbo", "")[:20]})
    if request.method == "POST" and form.is_valid():
        try:
            made = workflow.add_organisation(**form.cleaned_data, by=request.user, at=timezone.now())
        except Refused as refused:
            form.add_error(refused.field if refused.field in form.fields else None, str(refused))
        else:
            messages.success(request, _("%(name)s staat in het portaal. U bent beheerder.") % {"name": made.name})
            return redirect("organisations:my_organisation", made.pk)
    context = {"form": form, "crumbs": crumbs(Crumb(label=_("Toevoegen")))}
    return render(request, "organisations/applicant/add.html", context)


def join(request, pk):
    """Ask access to an organisation."""
    organisation = get_object_or_404(Organisation, pk=pk)
    try:
        workflow.request_membership(organisation=organisation, by=request.user, at=timezone.now())
    except Refused as refused:
        messages.error(request, str(refused))
    else:
        messages.success(
            request, _("De beheerder van %(name)s kreeg uw vraag. U krijgt een mail.") % {"name": organisation.name}
        )
    return redirect("organisations:mine")


def detail(request, pk):
    """One of my organisations: its members see who belongs to it, its managers decide about that."""
    organisation = get_object_or_404(Organisation.objects.of_member(request.user), pk=pk)
    return render(request, "organisations/applicant/organisation.html", people_of(request, organisation))


def people_of(request, organisation: Organisation) -> dict:
    """Who belongs to an organisation and who asks to, with what this user may do about it."""
    rows = list(organisation.memberships.of_people().order_by(F("level").desc(), "user__name", "pk"))
    manages = request.user.has_perm("organisations.manage_organisation", organisation)
    decides = manages or request.user.is_pio
    return {
        "organisation": organisation,
        "members": [
            (row, LevelForm(initial={"level": row.level}, auto_id=f"id_{row.pk}_%s"))
            for row in rows
            if row.status == MembershipStatus.ACTIVE
        ],
        "asking": [
            (row, LevelForm(auto_id=f"id_{row.pk}_%s")) for row in rows if row.status == MembershipStatus.REQUESTED
        ],
        "manages": manages,
        "decides": decides,
        "invite": InviteForm(),
        "events": [Event(at=line.at, text=line.sentence) for line in timeline(organisation, limit=20)]
        if decides
        else [],
        "crumbs": crumbs(Crumb(label=organisation.name)),
    }


def accept(request, pk):
    """Let somebody in at the chosen level."""
    form = LevelForm(request.POST)
    if not form.is_valid():
        messages.error(request, _("Kies wat deze persoon mag doen."))
        return _back(request, _membership(request, pk))
    return _decided(
        request,
        pk,
        lambda row: workflow.accept_membership(
            membership=row, level=form.cleaned_data["level"], by=request.user, at=timezone.now()
        ),
        _("%(person)s heeft nu toegang."),
    )


def refuse(request, pk):
    """Do not let somebody in."""
    return _decided(
        request,
        pk,
        lambda row: workflow.refuse_membership(membership=row, by=request.user, at=timezone.now()),
        _("%(person)s krijgt geen toegang."),
    )


def level(request, pk):
    """Give a member another level."""
    form = LevelForm(request.POST)
    if not form.is_valid():
        messages.error(request, _("Kies wat deze persoon mag doen."))
        return _back(request, _membership(request, pk))
    return _decided(
        request,
        pk,
        lambda row: workflow.change_level(
            membership=row, level=form.cleaned_data["level"], by=request.user, at=timezone.now()
        ),
        _("Wat %(person)s mag, is aangepast."),
    )


def end(request, pk):
    """Somebody leaves, or is removed."""
    return _decided(
        request,
        pk,
        lambda row: workflow.end_membership(membership=row, by=request.user, at=timezone.now()),
        _("%(person)s heeft geen toegang meer."),
    )


def invite(request, pk):
    """Mail a colleague how to join."""
    organisation = get_object_or_404(Organisation.objects.of_member(request.user), pk=pk)
    form = InviteForm(request.POST)
    if form.is_valid():
        try:
            workflow.invite(
                organisation=organisation, email=form.cleaned_data["email"], by=request.user, at=timezone.now()
            )
        except Refused as refused:
            messages.error(request, str(refused))
        else:
            messages.success(request, _("De uitnodiging vertrekt naar %(email)s.") % form.cleaned_data)
        return redirect("organisations:my_organisation", organisation.pk)
    return render(
        request, "organisations/applicant/organisation.html", people_of(request, organisation) | {"invite": form}
    )


def _membership(request, pk) -> Membership:
    """A membership of an organisation that this user may see; of others it does not exist."""
    visible = (
        Organisation.objects.visible_to(request.user)
        if request.user.is_pio
        else Organisation.objects.of_member(request.user)
    )
    return get_object_or_404(Membership.objects.of_people().filter(organisation__in=visible), pk=pk)


def _decided(request, pk, change, done: str):
    row = _membership(request, pk)
    try:
        change(row)
    except Refused as refused:
        messages.error(request, str(refused))
    else:
        messages.success(request, done % {"person": row.user.name})
    return _back(request, row)


def _back(request, row: Membership):
    if request.user.is_pio:
        return redirect("organisations:relation", row.organisation_id)
    still = row.user_id != request.user.pk or Organisation.objects.of_member(request.user).filter(
        pk=row.organisation_id
    )
    return redirect("organisations:my_organisation", row.organisation_id) if still else redirect("organisations:mine")
