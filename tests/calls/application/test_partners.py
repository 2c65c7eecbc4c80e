"""Several organisations in one application: invited, answered, cancelled, left."""

import json

import pytest

from calls.application import partners
from calls.application.submission import submit_application
from calls.application.writing import save_section, start_application, withdraw_application
from calls.enums import ApplicationStatus as Status
from calls.enums import InvitationStatus
from calls.models import Invitation
from pio_portal.accounts.enums import Role
from pio_portal.audit.models import Entry
from pio_portal.change import NotPermitted, Refused
from pio_portal.correspondence.models import SentMail
from pio_portal.organisations.enums import Level, OrganisationType
from pio_portal.organisations.models import Organisation
from tests.factories import calls as make
from tests.factories import partners as make_together
from tests.factories.ground import kbo, member, organisation, user

AT, DAY = make.AT, make.DAY
pytestmark = pytest.mark.django_db


@pytest.fixture
def nora(draft):
    return member(draft.organisation, Level.EDITOR)


@pytest.fixture
def partner():
    return organisation(name="Gemeente Beersel")


@pytest.fixture
def partner_manager(partner):
    return member(partner)


def invite(draft, partner, by, **fields):
    return partners.invite_organisation(application=draft, organisation=partner, by=by, at=AT, **fields)


def mailed(kind):
    return sorted(mail.email.to[0] for mail in SentMail.objects.filter(kind=kind))


def state(status, draft, **fields):
    make.in_state(draft, status, **fields)


# Inviting


def test_invite_asks_the_managers_and_adds_nobody(draft, nora, partner, partner_manager):
    member(partner, Level.EDITOR)
    invitation = invite(draft, partner, nora, message=" Doen jullie mee? ")
    assert (invitation.status, invitation.message, invitation.invited_by) == ("invited", "Doen jullie mee?", nora)
    assert list(draft.partners.all()) == []
    assert mailed("invitation_received") == [partner_manager.email]
    message = SentMail.objects.get(kind="invitation_received").email.message
    assert f"/mijn/uitnodigingen/{invitation.pk}/" in message
    assert "Doen jullie mee?" in message


@pytest.mark.parametrize("who", ["viewer", "partner", "stranger", "staff"])
def test_invite_is_for_editors_of_the_applicant(draft, partner, who):
    by = {
        "viewer": lambda: member(draft.organisation, Level.VIEWER),
        "partner": lambda: member(partner),
        "stranger": member,
        "staff": lambda: user(Role.STAFF),
    }[who]()
    draft.partners.add(organisation())
    with pytest.raises(NotPermitted):
        invite(draft, partner, by)


def test_invite_of_an_organisation_without_a_manager_asks_for_an_address(draft, nora, partner):
    member(partner, Level.EDITOR)
    with pytest.raises(Refused, match="Niemand beheert Gemeente Beersel in het portaal") as refused:
        invite(draft, partner, nora)
    assert refused.value.field == "email"
    invite(draft, partner, nora, email="iemand@beersel.test")
    assert mailed("invitation_to_join") == ["iemand@beersel.test"]
    assert f"/mijn/organisaties/zoeken/?q={partner.kbo}" in SentMail.objects.get().email.message


def test_invite_of_an_unknown_organisation_makes_it_without_a_manager(draft, nora):
    invitation = partners.invite_unknown(
        application=draft,
        kbo=kbo(77),
        name="Gemeente Linkebeek",
        type=OrganisationType.LOCAL_AUTHORITY,
        email="info@linkebeek.test",
        by=nora,
        at=AT,
    )
    made = Organisation.objects.get(kbo=kbo(77))
    assert (invitation.organisation, made.name, made.memberships.count()) == (made, "Gemeente Linkebeek", 0)
    assert mailed("invitation_to_join") == ["info@linkebeek.test"]


def test_invite_of_an_unknown_organisation_by_a_stranger_makes_nothing(draft):
    with pytest.raises(NotPermitted):
        partners.invite_unknown(
            application=draft, kbo=kbo(77), name="X", type="andere", email="x@x.test", by=member(), at=AT
        )
    assert not Organisation.objects.filter(kbo=kbo(77)).exists()


def test_invite_twice_is_refused_until_the_first_was_declined(draft, nora, partner, partner_manager):
    first = invite(draft, partner, nora)
    with pytest.raises(Refused, match="is al uitgenodigd en antwoordde nog niet"):
        invite(draft, partner, nora)
    partners.decline_invitation(invitation=first, by=partner_manager, at=AT)
    assert invite(draft, partner, nora).status == InvitationStatus.INVITED


def test_invite_of_the_applicant_or_a_partner_is_refused(draft, nora, partner):
    with pytest.raises(Refused, match="is de aanvrager zelf"):
        invite(draft, draft.organisation, nora)
    draft.partners.add(partner)
    with pytest.raises(Refused, match="Gemeente Beersel doet al mee"):
        invite(draft, partner, nora)


def test_invite_of_one_too_many_is_refused(draft, nora, partner, partner_manager, monkeypatch):
    monkeypatch.setattr(partners, "MOST_TOGETHER", 1)
    invite(draft, partner, nora)
    with pytest.raises(Refused, match="hoogstens 2 doen samen een aanvraag"):
        invite(draft, organisation(), nora, email="a@b.test")


@pytest.mark.parametrize("status", [Status.SUBMITTED, Status.ELIGIBLE, Status.INFO_REQUESTED])
def test_invite_after_submitting_is_refused(draft, nora, partner, partner_manager, status):
    state(status, draft, sections=["contact"])
    with pytest.raises(Refused, match="er kunnen geen organisaties meer bij komen"):
        invite(draft, partner, nora)


def test_invite_when_the_partners_were_opened_again(draft, nora, partner, partner_manager):
    state(Status.INFO_REQUESTED, draft, sections=["partners"])
    invitation = invite(draft, partner, nora)
    partners.accept_invitation(invitation=invitation, by=partner_manager, at=AT)
    assert list(draft.partners.all()) == [partner]


def test_start_with_partners_invites_them(partner, partner_manager):
    of = organisation()
    by = member(of, Level.EDITOR)
    draft = start_application(
        round=make.call().rounds.get(number=2), organisation=of, title="Licht", by=by, at=AT, partners=[partner]
    )
    assert (list(draft.partners.all()), draft.invitations.get().organisation) == ([], partner)


# Answering


def test_accept_makes_a_partner_and_tells_who_invited(draft, nora, partner, partner_manager):
    invitation = invite(draft, partner, nora)
    done = partners.accept_invitation(invitation=invitation, by=partner_manager, at=AT + DAY)
    assert (done.status, done.decided_by, done.decided_at) == ("accepted", partner_manager, AT + DAY)
    assert list(draft.partners.all()) == [partner]
    assert mailed("invitation_answered") == sorted([draft.created_by.email, nora.email])
    assert (
        "Gemeente Beersel doet mee in aanvraag" in SentMail.objects.filter(kind="invitation_answered")[0].email.subject
    )


def test_decline_makes_no_partner(draft, nora, partner, partner_manager):
    invitation = invite(draft, partner, nora)
    partners.decline_invitation(invitation=invitation, by=partner_manager, at=AT)
    assert (list(draft.partners.all()), Invitation.objects.get().status) == ([], InvitationStatus.DECLINED)


@pytest.mark.parametrize("level", [Level.VIEWER, Level.EDITOR])
def test_answer_is_for_a_manager(draft, nora, partner, partner_manager, level):
    invitation = invite(draft, partner, nora)
    with pytest.raises(NotPermitted):
        partners.accept_invitation(invitation=invitation, by=member(partner, level), at=AT)


def test_answer_after_submitting_is_refused_and_the_invitation_was_cancelled(partner, partner_manager):
    draft = make.application(complete=True)
    invitation = invite(draft, partner, draft.created_by)
    submit_application(application=draft, by=draft.created_by, at=AT)
    assert Invitation.objects.get().status == InvitationStatus.CANCELLED
    with pytest.raises(Refused, match="de stand is intussen “Uitnodiging ingetrokken”"):
        partners.accept_invitation(invitation=invitation, by=partner_manager, at=AT)
    assert list(draft.partners.all()) == []


def test_partners_read_and_their_editors_write_but_only_the_applicant_submits():
    draft = make.application(complete=True, partners=[partner := organisation()])
    viewer, editor, manager = (member(partner, level) for level in Level)
    assert [p.has_perm("calls.view_application", draft) for p in (viewer, editor, manager)] == [True, True, True]
    assert [p.has_perm("calls.edit_application", draft) for p in (viewer, editor, manager)] == [False, True, True]
    for name in ("submit", "withdraw", "discard", "copy"):
        assert not manager.has_perm(f"calls.{name}_application", draft), name
    saved = save_section(application=draft, section="contact", values={"telefoon": "02"}, version=1, by=editor, at=AT)
    assert saved.updated_by == editor
    with pytest.raises(NotPermitted):
        submit_application(application=draft, by=manager, at=AT)


# Cancelling and leaving


def test_cancel_tells_the_invited_managers(draft, nora, partner, partner_manager):
    invitation = invite(draft, partner, nora)
    partners.cancel_invitation(invitation=invitation, by=nora, at=AT)
    assert mailed("invitation_cancelled") == [partner_manager.email]
    with pytest.raises(Refused, match="de stand is intussen “Uitnodiging ingetrokken”"):
        partners.accept_invitation(invitation=invitation, by=partner_manager, at=AT)


def test_cancel_of_what_was_answered_is_refused(draft, nora):
    accepted = make_together.invitation(InvitationStatus.ACCEPTED, of=draft)
    with pytest.raises(Refused, match="de stand is intussen “Doet mee”"):
        partners.cancel_invitation(invitation=accepted, by=nora, at=AT)


@pytest.mark.parametrize("side", ["own", "applicant"])
def test_leave_before_submitting(draft, side):
    accepted = make_together.invitation(InvitationStatus.ACCEPTED, of=draft)
    by = member(accepted.organisation if side == "own" else draft.organisation)
    partners.leave_application(application=draft, organisation=accepted.organisation, by=by, at=AT + 2 * DAY)
    assert (list(draft.partners.all()), Invitation.objects.get().status) == ([], InvitationStatus.LEFT)
    assert accepted.organisation.memberships.first().user.email in mailed("partner_left")


def test_leave_by_an_editor_or_a_stranger_is_not_permitted(draft, nora):
    accepted = make_together.invitation(InvitationStatus.ACCEPTED, of=draft)
    for by in (nora, member(accepted.organisation, Level.EDITOR), member()):
        with pytest.raises(NotPermitted):
            partners.leave_application(application=draft, organisation=accepted.organisation, by=by, at=AT)


def test_leave_after_submitting_goes_through_pio():
    partner = organisation()
    done = make.submitted(partners=[partner])
    with pytest.raises(Refused, match="Daarna kan alleen PIO een partner uit de aanvraag halen"):
        partners.leave_application(application=done, organisation=partner, by=member(partner), at=AT)
    partners.leave_application(
        application=done, organisation=partner, by=user(Role.STAFF), at=AT, reason="Gefuseerd met de aanvrager."
    )
    assert list(done.partners.all()) == []
    assert Entry.objects.get(verb="partner_removed").detail["reason"] == "Gefuseerd met de aanvrager."
    assert [p["name"] for p in json.loads(done.revisions.get().content)["partners"]] == [partner.name]


def test_leave_of_a_partner_that_was_never_asked(draft, partner):
    """An imported partner has no invitation; it gets the one that it leaves with."""
    draft.partners.add(partner)
    left = partners.leave_application(application=draft, organisation=partner, by=member(draft.organisation), at=AT)
    assert (left.status, list(draft.partners.all())) == (InvitationStatus.LEFT, [])


def test_leave_of_who_takes_no_part_is_refused(draft, partner):
    with pytest.raises(Refused, match="Gemeente Beersel doet niet mee"):
        partners.leave_application(application=draft, organisation=partner, by=draft.created_by, at=AT)


def test_withdraw_cancels_what_waits(partner, partner_manager):
    done = make.submitted()
    state(Status.INFO_REQUESTED, done, sections=["partners"])
    invite(done, partner, done.submitted_by)
    withdraw_application(application=done, by=done.submitted_by, at=AT, reason="Stop")
    assert Invitation.objects.get().status == InvitationStatus.CANCELLED


# Frozen


def test_submitted_content_names_partners_with_number_and_who_accepted(partner, partner_manager):
    draft = make.application(complete=True)
    invitation = invite(draft, partner, draft.created_by)
    partners.accept_invitation(invitation=invitation, by=partner_manager, at=AT)
    draft.partners.add(quiet := organisation(name="Zonder uitnodiging"))
    submit_application(application=draft, by=draft.created_by, at=AT)
    assert json.loads(draft.revisions.get().content)["partners"] == [
        {
            "name": "Gemeente Beersel",
            "kbo": partner.kbo,
            "accepted_at": AT.isoformat(),
            "accepted_by": partner_manager.name,
        },
        {"name": "Zonder uitnodiging", "kbo": quiet.kbo, "accepted_at": "", "accepted_by": ""},
    ]
