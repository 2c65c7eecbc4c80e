import datetime as dt

import pytest
from post_office.models import Email

from consultations import workflow as consultations
from consultations.enums import ConsultationStatus as Status
from pio_portal.accounts.enums import Role
from pio_portal.audit.models import Entry
from pio_portal.change import Refused
from pio_portal.registrations.enums import RegistrationStatus as State
from pio_portal.registrations.enums import Sector
from pio_portal.registrations.models import Registration
from pio_portal.registrations.workflow.occasion import change_occasion
from pio_portal.registrations.workflow.registering import (
    cancel_registration,
    change_registration,
    confirm_registration,
    register,
)
from tests.factories import consultations as make
from tests.factories.ground import user

AT, STARTS = make.AT, make.STARTS
HOUR = dt.timedelta(hours=1)
pytestmark = pytest.mark.django_db


def mails() -> list[tuple[str, str]]:
    return [(email.sent_mail.kind, email.to[0]) for email in Email.objects.order_by("pk")]


def test_register_takes_no_seat_and_mails_the_link_to_confirm():
    consultation = make.consultation()

    registration = make.asked(consultation, "Ilse@Lumen.test")

    saved = Registration.objects.get()
    assert (saved.status, saved.registered_at, saved.sector) == (State.UNCONFIRMED, AT, Sector.ENTERPRISE)
    assert list(consultation.occasion.registrations.seated()) == []
    assert mails() == [("registration_confirm", "ilse@lumen.test")]
    assert registration.get_absolute_url() in Email.objects.get().message
    assert list(Entry.objects.filter(verb="registration_made").values_list("about_id", flat=True)) == [saved.pk]


def test_register_again_before_confirming_sends_the_same_link_and_keeps_the_newest_details():
    consultation = make.consultation()
    first = make.asked(consultation, "ilse@lumen.test", name="Ilze")

    again = make.asked(consultation, " ILSE@lumen.test ", name="Ilse")

    assert (again.pk, again.token, again.name) == (first.pk, first.token, "Ilse")
    assert [kind for kind, _to in mails()] == ["registration_confirm", "registration_confirm"]


def test_register_again_after_confirming_changes_nothing_and_mails_the_own_link():
    consultation = make.consultation()
    confirmed = make.registered(consultation, "ilse@lumen.test", name="Ilse")
    before = Registration.objects.values().get()

    again = make.asked(consultation, "ILSE@LUMEN.TEST", name="Iemand anders")

    assert again.pk == confirmed.pk
    assert Registration.objects.values().get() == before
    assert mails()[-1] == ("registration_known", "ilse@lumen.test")


def test_register_after_cancelling_is_a_new_registration():
    consultation = make.consultation()
    cancel_registration(registration=make.registered(consultation, "ilse@lumen.test"), at=AT)

    make.registered(consultation, "ilse@lumen.test")

    states = [registration.status for registration in Registration.objects.order_by("pk")]
    assert states == [State.CANCELLED, State.CONFIRMED]


def test_register_many_times_does_not_fill_a_mailbox():
    consultation = make.consultation()
    for _try in range(9):
        make.asked(consultation, "ilse@lumen.test")

    assert len(mails()) == 5


@pytest.mark.parametrize("role", [Role.STAFF, Role.LEAD, Role.COMMUNICATION])
def test_register_flags_colleagues_of_pio(role):
    user(role, email="an@pio.test")

    assert make.registered(make.consultation(), "AN@pio.test").own_staff is True


@pytest.mark.parametrize("role", [Role.ADVISER, Role.MANAGEMENT, None])
def test_register_does_not_flag_others_who_have_an_account(role):
    user(*([role] if role else []), email="an@elders.test")

    assert make.registered(make.consultation(), "an@elders.test").own_staff is False


@pytest.mark.parametrize(
    ("status", "sentence"),
    [
        (Status.DRAFT, "kunt u zich niet inschrijven"),
        (Status.CANCELLED, "gaat niet door"),
        (Status.CONCLUDED, "kunt u zich niet inschrijven"),
    ],
)
def test_register_for_what_is_not_announced_is_refused(status, sentence):
    consultation = make.consultation(status=status)

    with pytest.raises(Refused, match=sentence):
        make.asked(consultation)

    assert not Registration.objects.exists()


def test_register_until_the_closing_half_open():
    closing = STARTS - dt.timedelta(days=2)
    consultation = make.consultation(registration_closes_at=closing)

    make.asked(consultation, at=closing - dt.timedelta(microseconds=1))
    with pytest.raises(Refused, match="afgesloten"):
        make.asked(consultation, at=closing)
    with pytest.raises(Refused, match="voorbij of al begonnen"):
        make.asked(consultation, at=STARTS)

    assert Registration.objects.count() == 1


def test_register_with_a_name_that_is_too_long_is_refused_with_its_field():
    consultation = make.consultation()
    with pytest.raises(Refused) as refused:
        register(
            occasion=consultation.occasion,
            email="a@b.test",
            name="x" * 151,
            sector="enterprise",
            organisation_name="",
            at=AT,
        )
    assert "150" in str(refused.value)


def test_confirm_takes_a_seat_once():
    registration = make.asked(make.consultation(capacity=1))

    confirm_registration(token=registration.token, at=AT)
    confirm_registration(token=registration.token, at=AT + dt.timedelta(days=1))

    saved = Registration.objects.get()
    assert (saved.status, saved.confirmed_at, saved.waitlisted) == (State.CONFIRMED, AT, False)
    assert [kind for kind, _to in mails()] == ["registration_confirm", "registration_confirmed"]


def test_confirm_when_full_goes_to_the_waiting_list():
    consultation = make.consultation(capacity=1)
    make.registered(consultation)

    second = make.registered(consultation)

    assert second.status == State.WAITING
    assert mails()[-1] == ("registration_waiting", second.email)


def test_confirm_after_the_closing_is_allowed_until_it_begins():
    consultation = make.consultation(registration_closes_at=STARTS - dt.timedelta(days=2))
    in_time, too_late = make.asked(consultation), make.asked(consultation)

    assert confirm_registration(token=in_time.token, at=STARTS - dt.timedelta(hours=1)).status == State.CONFIRMED
    with pytest.raises(Refused, match="voorbij of al begonnen"):
        confirm_registration(token=too_late.token, at=STARTS)


def test_confirm_by_an_unknown_link_is_refused():
    with pytest.raises(Refused, match="Deze link werkt niet"):
        confirm_registration(token="onbekend", at=AT)


def test_confirm_a_cancelled_registration_or_occasion_is_refused():
    consultation = make.consultation()
    gone, waiting = make.asked(consultation), make.asked(consultation)
    cancel_registration(registration=gone, at=AT)
    with pytest.raises(Refused, match="geannuleerd"):
        confirm_registration(token=gone.token, at=AT)

    consultations.cancel_consultation(consultation=consultation, reason="Ziek", by=None, at=AT)
    with pytest.raises(Refused, match="gaat niet door"):
        confirm_registration(token=waiting.token, at=AT)


def test_cancel_frees_the_seat_for_who_waits_longest():
    consultation = make.consultation(capacity=1)
    seated = make.registered(consultation)
    first = make.registered(consultation, at=AT + dt.timedelta(hours=1))
    second = make.registered(consultation, at=AT + dt.timedelta(hours=2))

    cancel_registration(registration=seated, at=AT + dt.timedelta(days=1))

    states = [Registration.objects.get(pk=one.pk).status for one in (seated, first, second)]
    assert states == [State.CANCELLED, State.CONFIRMED, State.WAITING]
    assert mails()[-2:] == [("registration_cancelled", seated.email), ("registration_moved_up", first.email)]


def test_cancel_twice_does_nothing_more():
    registration = make.registered(make.consultation())
    cancel_registration(registration=registration, at=AT)

    cancel_registration(registration=registration, at=AT + dt.timedelta(days=1))

    assert Registration.objects.get().cancelled_at == AT
    assert [kind for kind, _to in mails()].count("registration_cancelled") == 1


def test_cancel_while_waiting_moves_nobody_up():
    consultation = make.consultation(capacity=1)
    make.registered(consultation)
    waiting = make.registered(consultation)
    last = make.registered(consultation)

    cancel_registration(registration=waiting, at=AT)

    assert Registration.objects.get(pk=last.pk).status == State.WAITING


def test_cancel_once_it_began_is_refused_and_the_no_show_counts():
    consultation = make.consultation()
    registration = make.registered(consultation)

    with pytest.raises(Refused, match="al begonnen"):
        cancel_registration(registration=registration, at=STARTS)

    assert consultation.occasion.registrations.counting().count() == 1


def test_cancel_in_time_waiting_and_own_staff_do_not_count():
    user(Role.STAFF, email="an@pio.test")
    consultation = make.consultation(capacity=2)
    make.registered(consultation, "an@pio.test")
    cancelled = make.registered(consultation)
    make.registered(consultation, "blijft@lumen.test")  # waits, then takes the free seat
    make.registered(consultation, "wacht@lumen.test")
    cancel_registration(registration=cancelled, at=AT)

    counted = consultation.occasion.registrations.counting().values_list("email", flat=True)
    assert list(counted) == ["blijft@lumen.test"]


def test_change_keeps_the_address_and_changes_who_comes():
    registration = make.registered(make.consultation(), "ilse@lumen.test")

    change_registration(
        registration=registration, name="Bram", sector=Sector.KNOWLEDGE, organisation_name="UGent", at=AT
    )

    saved = Registration.objects.get()
    assert (saved.email, saved.name, saved.sector, saved.organisation_name) == (
        "ilse@lumen.test", "Bram", Sector.KNOWLEDGE, "UGent",
    )  # fmt: skip


def test_change_of_a_cancelled_registration_is_refused():
    registration = make.registered(make.consultation())
    cancel_registration(registration=registration, at=AT)

    with pytest.raises(Refused, match="geannuleerd"):
        change_registration(registration=registration, name="x", sector="public", organisation_name="", at=AT)


def test_more_seats_move_up_who_waits_in_order():
    consultation = make.consultation(capacity=1)
    make.registered(consultation)
    waiting = [make.registered(consultation, at=AT + dt.timedelta(minutes=n)) for n in range(3)]

    data = make.occasion_data(title=consultation.title, capacity=3)
    change_occasion(occasion=consultation.occasion, data=data, at=AT)

    states = [Registration.objects.get(pk=one.pk).status for one in waiting]
    assert states == [State.CONFIRMED, State.CONFIRMED, State.WAITING]


def test_fewer_seats_than_are_taken_is_refused():
    consultation = make.consultation(capacity=3)
    for _n in range(2):
        make.registered(consultation)

    with pytest.raises(Refused, match="Er zijn al 2 plaatsen ingenomen") as refused:
        change_occasion(occasion=consultation.occasion, data=make.occasion_data(capacity=1), at=AT)

    assert refused.value.field == "capacity"


@pytest.mark.parametrize(
    ("fields", "field"),
    [
        ({"ends_at": STARTS}, "ends_at"),
        ({"registration_closes_at": STARTS + dt.timedelta(hours=1)}, "registration_closes_at"),
        ({"starts_at": None}, "starts_at"),
    ],
)
def test_dates_that_contradict_each_other_are_refused(fields, field):
    with pytest.raises(Refused) as refused:
        make.consultation(**fields)
    assert refused.value.field == field


def test_waiting_list_is_in_the_order_of_confirming_not_of_asking():
    """A seat is asked by confirming the mail; whoever confirmed first waits longest."""
    consultation = make.consultation(capacity=1)
    first = make.registered(consultation)
    asked_early = make.asked(consultation)
    asked_late = make.asked(consultation, at=AT + HOUR)
    confirm_registration(token=asked_late.token, at=AT + 2 * HOUR)
    confirm_registration(token=asked_early.token, at=AT + 3 * HOUR)
    assert list(consultation.occasion.registrations.waiting()) == [asked_late, asked_early]

    cancel_registration(registration=first, at=AT + 4 * HOUR)

    assert list(consultation.occasion.registrations.seated()) == [asked_late]
