"""An applicant's organisations: mine, find and join one, and who may do what there."""

from collections.abc import Sequence
from functools import partial

from django.contrib import messages
from django.core.exceptions import PermissionDenied
from django.db.models import F
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.utils.http import url_has_allowed_host_and_scheme, urlencode
from django.utils.translation import gettext as _

from pio_portal.addresses import query_text
from pio_portal.audit.workflow import timeline
from pio_portal.organisations import invitations, workflow
from pio_portal.organisations.enums import Level, MembershipStatus
from pio_portal.organisations.forms import (
    AcceptInvitationForm,
    AddressForm,
    AdmitForm,
    InviteForm,
    LevelForm,
    OrganisationForm,
    SearchForm,
)
from pio_portal.organisations.models import Membership, Organisation
from pio_portal.searched import Sorted
from pio_portal.ui.layout import Actions
from pio_portal.ui.pages import button, form_page, sent
from pio_portal.ui.shapes import Crumb, Event

FOUND_AT_MOST = 20
LONGEST_ADDRESS = 500


def crumbs(*steps: Crumb) -> list[Crumb]:
    """The way to a page about organisations."""
    return [
        Crumb(label=_("Mijn PIO"), url=reverse("ui:overview")),
        Crumb(label=_("Organisaties"), url=reverse("organisations:applicant_organisations")),
        *steps,
    ]


def onward(request) -> str:
    """Where somebody goes on once the organisation is there (`verder`): an address of the portal itself, or nothing."""
    address = query_text(request, "verder", longest=LONGEST_ADDRESS)
    is_own = address.startswith("/") and url_has_allowed_host_and_scheme(address, allowed_hosts=None)
    return address if is_own else ""


def with_onward(address: str, onwards: str) -> str:
    """An address that carries it along."""
    joined = "&" if "?" in address else "?"
    return f"{address}{joined}{urlencode({'verder': onwards})}" if onwards else address


def organisations(request):
    """Where I belong, and where I asked to."""
    rows = Membership.objects.of_people().filter(
        user=request.user, status__in=[MembershipStatus.ACTIVE, MembershipStatus.REQUESTED]
    )
    rows = list(rows.order_by(Sorted("organisation__name")))
    return render(
        request,
        "organisations/applicant/organisations.html",
        {
            "active": [row for row in rows if row.status == MembershipStatus.ACTIVE],
            "requested": [row for row in rows if row.status == MembershipStatus.REQUESTED],
            "crumbs": [crumbs()[0], Crumb(label=_("Organisaties"))],
        },
    )


def search(request):
    """Find an organisation by KBO number or name, to ask access to it."""
    q = query_text(request, "q")
    onwards = onward(request)
    form = SearchForm({"q": q, "verder": onwards})
    form.helper.error_summary = False  # there is one field, and the fault stands at it
    valid = form.is_valid()
    found = list(Organisation.objects.matching(q).order_by(Sorted("name"))[:FOUND_AT_MOST]) if q and valid else []
    if q and valid and not found:
        form.helper.actions = Actions(_("Zoeken"), icon="search", kind="quiet")  # to add it is what one does next
    own = dict(
        request.user.memberships.filter(status__in=[MembershipStatus.ACTIVE, MembershipStatus.REQUESTED]).values_list(
            "organisation_id", "status"
        )
    )
    context = {
        "form": form,
        "onwards": onwards,
        "looked": bool(q) and valid,
        "add_url": with_onward(
            reverse("organisations:add") + (f"?kbo={kbo}" if (kbo := form.cleaned_data["kbo"]) else ""), onwards
        ),
        "found": [
            (row, own.get(row.pk), with_onward(reverse("organisations:join", args=[row.pk]), onwards)) for row in found
        ],
        "crumbs": crumbs(Crumb(label=_("Zoeken"))),
    }
    return render(request, "organisations/applicant/search.html", context)


def add(request):
    """An organisation that the portal does not know: whoever adds it writes for it, and manages it once PIO confirms."""
    onwards = onward(request)
    return form_page(
        request,
        form=OrganisationForm(*sent(request), initial={"kbo": query_text(request, "kbo", longest=20)}),
        change=workflow.add_organisation,
        done=lambda made: (
            _("%(name)s staat in het portaal. U kunt al een aanvraag schrijven; PIO bevestigt u als beheerder.")
            % {"name": made.name}
        ),
        back=lambda made: onwards or reverse("organisations:applicant_organisation", args=[made.pk]),
        title=_("Organisatie toevoegen"),
        intro=_(
            "U kunt er meteen een aanvraag voor schrijven. PIO kijkt na dat u er werkt en maakt u dan beheerder: "
            "u dient in, tekent, en beslist welke collega's toegang krijgen."
        ),
        cancel_url=with_onward(reverse("organisations:search"), onwards),
        template="organisations/applicant/add.html",
        context={"crumbs": crumbs(Crumb(label=_("Toevoegen"))), "onwards": onwards},
    )


def asked_text(made: Membership) -> str:
    """What came of asking access: who decides about it is the manager, or PIO where there is none."""
    if made.status == MembershipStatus.ACTIVE:
        told = _("U bent nu beheerder van %(name)s.")
    elif made.organisation.memberships.active().filter(level=Level.MANAGER).exists():
        told = _("De beheerder van %(name)s kreeg uw vraag. U krijgt een mail.")
    else:
        told = _("%(name)s heeft geen beheerder in het portaal. PIO kreeg uw vraag, en u krijgt een mail.")
    return told % {"name": made.organisation.name}


def join(request, pk):
    """Ask access to an organisation."""
    organisation = get_object_or_404(Organisation, pk=pk)
    return button(
        request,
        change=partial(workflow.request_membership, organisation=organisation),
        done=asked_text,
        back=onward(request) or "organisations:applicant_organisations",
    )


def detail(request, pk):
    """One of my organisations: its members see who belongs to it, its managers decide about that."""
    organisation = get_object_or_404(Organisation.objects.of_member(request.user), pk=pk)
    return render(request, "organisations/applicant/organisation.html", people_of(request, organisation))


def address(request, pk):
    """A manager says where letters to the organisation go."""
    organisation = get_object_or_404(Organisation.objects.of_member(request.user), pk=pk)
    back = reverse("organisations:applicant_organisation", args=[pk])
    return address_page(request, organisation, back=back, template="ui/applicant/form_page.html")


def address_page(request, organisation: Organisation, *, back: str, template: str, crumbs: Sequence[Crumb] = ()):
    """The form with the address of an organisation, in either world. Who may not change it gets a 403."""
    if not request.user.has_perm("organisations.change_organisation", organisation):
        raise PermissionDenied
    known = {name: getattr(organisation, name) for name in ("street", "postcode", "municipality")}
    return form_page(
        request,
        form=AddressForm(*sent(request), initial=known),
        change=partial(workflow.change_address, organisation=organisation),
        done=_("Het adres is bewaard. Nieuwe brieven vermelden het."),
        back=back,
        title=_("Adres van %(name)s") % {"name": organisation.name},
        crumbs=crumbs,
        cancel_url=back,
        template=template,
    )


def people_of(request, organisation: Organisation) -> dict:
    """Who belongs to an organisation and who asks to, with what this user may do about it."""
    rows = list(organisation.memberships.of_people().order_by(F("level").desc(), Sorted("user__name"), "pk"))
    manages = request.user.has_perm("organisations.manage_organisation", organisation)
    decides = manages or request.user.is_pio
    return {
        "organisation": organisation,
        "members": [
            (row, _level_form(LevelForm, row, "organisations:level", initial={"level": row.level}))
            for row in rows
            if row.status == MembershipStatus.ACTIVE
        ],
        "asking": [
            (row, _level_form(AdmitForm, row, "organisations:accept"))
            for row in rows
            if row.status == MembershipStatus.REQUESTED
        ],
        "manages": manages,
        "managed": any(row.level == Level.MANAGER for row in rows if row.status == MembershipStatus.ACTIVE),
        "address_url": _address_url(request, organisation),
        "decides": decides,
        "invite": InviteForm().posted_to(reverse("organisations:invite", args=[organisation.pk])),
        "events": [Event(at=line.at, text=line.sentence) for line in timeline(organisation, limit=20)]
        if decides
        else [],
        "crumbs": crumbs(Crumb(label=organisation.name)),
    }


def _address_url(request, organisation: Organisation) -> str:
    """Where this user may change the address; empty for who may not."""
    if not request.user.has_perm("organisations.change_organisation", organisation):
        return ""
    name = "organisations:address" if request.user.is_pio else "organisations:applicant_address"
    return reverse(name, args=[organisation.pk])


def _level_form(kind: type[LevelForm], row: Membership, name: str, **options) -> LevelForm:
    form = kind(person=row.user.name, auto_id=f"id_{row.pk}_%s", **options)
    return form.posted_to(reverse(name, args=[row.pk]))


def accept(request, pk):
    """Let somebody in at the chosen level."""
    done = _("%(person)s heeft nu toegang.")
    return _decide(request, pk, workflow.accept_membership, done, form=LevelForm(*sent(request)))


def refuse(request, pk):
    """Do not let somebody in."""
    return _decide(request, pk, workflow.refuse_membership, _("%(person)s krijgt geen toegang."))


def level(request, pk):
    """Give a member another level."""
    done = _("Wat %(person)s mag, is aangepast.")
    return _decide(request, pk, workflow.change_level, done, form=LevelForm(*sent(request)))


def end(request, pk):
    """Somebody leaves, or is removed."""
    return _decide(request, pk, workflow.end_membership, _("%(person)s heeft geen toegang meer."))


def invite(request, pk):
    """Mail a colleague how to join. The form stands on the page of the organisation."""
    organisation = get_object_or_404(Organisation.objects.of_member(request.user), pk=pk)
    form = InviteForm(*sent(request)).posted_to(reverse("organisations:invite", args=[pk]))
    return form_page(
        request,
        form=form,
        change=partial(workflow.invite, organisation=organisation),
        done=lambda _made: _("De uitnodiging vertrekt naar %(email)s.") % form.cleaned_data,
        back=reverse("organisations:applicant_organisation", args=[pk]),
        template="organisations/applicant/organisation.html",
        context=lambda: people_of(request, organisation) | {"invite": form},
    )


def invitation(request, key):
    """Take an invitation: its manager already said yes."""
    invited = invitations.read(key)
    if invited is None:
        messages.info(request, _("Deze uitnodiging geldt niet meer. Zoek uw organisatie op en vraag toegang."))
        return redirect("organisations:search")
    names = {"person": invited.by.name, "organisation": invited.organisation.name}
    return form_page(
        request,
        form=AcceptInvitationForm(*sent(request)),
        change=partial(workflow.accept_invitation, invitation=invited),
        done=_("U hebt nu toegang tot de dossiers van %(organisation)s.") % names,
        back="organisations:applicant_organisations",
        title=_("Uitnodiging van %(organisation)s") % names,
        intro=_("%(person)s nodigt u uit om mee te werken aan de dossiers van %(organisation)s, als bewerker.") % names,
        cancel_url=reverse("organisations:applicant_organisations"),
        template="ui/applicant/form_page.html",
        context={"crumbs": crumbs(Crumb(label=_("Uitnodiging")))},
    )


def _membership(request, pk) -> Membership:
    """A membership of an organisation that this user may see; of others it does not exist."""
    visible = (
        Organisation.objects.visible_to(request.user)
        if request.user.is_pio
        else Organisation.objects.of_member(request.user)
    )
    return get_object_or_404(Membership.objects.of_people().filter(organisation__in=visible), pk=pk)


def _decide(request, pk, change, done: str, form: LevelForm | None = None):
    """A button beside one member."""
    row = _membership(request, pk)
    return button(
        request,
        form=form,
        change=partial(change, membership=row),
        done=done % {"person": row.user.name},
        back=lambda _made: _back(request, row),
    )


def _back(request, row: Membership):
    if request.user.is_pio:
        return redirect("organisations:relation", row.organisation_id)
    still = row.user_id != request.user.pk or Organisation.objects.of_member(request.user).filter(
        pk=row.organisation_id
    )
    return (
        redirect("organisations:applicant_organisation", row.organisation_id)
        if still
        else redirect("organisations:applicant_organisations")
    )
