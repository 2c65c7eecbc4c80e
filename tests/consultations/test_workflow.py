import datetime as dt

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.db import IntegrityError, transaction
from post_office.models import Email

from consultations import workflow
from consultations.enums import ConsultationStatus as Status
from consultations.models import MarketConsultation
from pio_portal.accounts.enums import Role
from pio_portal.audit.models import Entry
from pio_portal.change import NotPermitted, Refused
from pio_portal.correspondence.models import OutboxTask
from pio_portal.registrations.models import Registration
from pio_portal.registrations.tasks import tell
from pio_portal.registrations.workflow.attendance import Counted, record_attendance, record_counted
from pio_portal.registrations.workflow.registering import cancel_registration
from tests.factories import consultations as make
from tests.factories.ground import member, user
from tests.files import pdf
from tests.transitions import ROLES, matrix

AT, AFTER, STARTS = make.AT, make.AFTER, make.STARTS
HANDLERS = {Role.STAFF, Role.LEAD}
VERBS = {
    "publish": lambda consultation, by: workflow.publish_consultation(consultation=consultation, by=by, at=AT),
    "conclude": lambda consultation, by: workflow.conclude_consultation(
        consultation=consultation, conclusions="De markt kan het.", by=by, at=AFTER
    ),
    "cancel": lambda consultation, by: workflow.cancel_consultation(
        consultation=consultation, reason="Geen zaal", by=by, at=AT
    ),
}
pytestmark = pytest.mark.django_db


@pytest.mark.parametrize(("status", "verb", "legal"), matrix(MarketConsultation, Status))
def test_transition_follows_the_table(status, verb, legal):
    consultation = make.consultation(status=status)
    before = MarketConsultation.objects.values().get()
    by = user(Role.STAFF)

    if legal:
        VERBS[verb](consultation, by)
        assert MarketConsultation.objects.get().status != status
    else:
        with pytest.raises(Refused, match="Dit kan niet meer"):
            VERBS[verb](consultation, by)
        assert MarketConsultation.objects.values().get() == before


@pytest.mark.parametrize("role", [*ROLES])
@pytest.mark.parametrize("verb", VERBS)
def test_transition_is_for_the_team_only(verb, role):
    consultation = make.consultation(status=Status.DRAFT if verb == "publish" else Status.PUBLISHED)
    by = user(role) if role else member()

    if role in HANDLERS:
        VERBS[verb](consultation, by)
        assert MarketConsultation.objects.get().status != consultation.status
    else:
        with pytest.raises(NotPermitted):
            VERBS[verb](consultation, by)
        assert MarketConsultation.objects.get().status == consultation.status


def test_create_gives_a_reference_of_the_year_and_a_free_address():
    first = make.consultation(status=Status.DRAFT, title="Slimme straat")
    second = make.consultation(status=Status.DRAFT, title="Slimme straat")

    assert (first.ref, second.ref) == ("MC-2026-0001", "MC-2026-0002")
    assert (first.slug, second.slug) == ("slimme-straat", "slimme-straat-2")


@pytest.mark.parametrize(
    ("fields", "field"), [({"starts_at": None, "ends_at": None}, "starts_at"), ({"summary": " "}, "summary")]
)
def test_publish_without_what_makes_an_announcement_is_refused(fields, field):
    summary = fields.pop("summary", "Wat kan de markt?")
    consultation = workflow.create_consultation(occasion=make.occasion_data(**fields), summary=summary, by=None, at=AT)
    with pytest.raises(Refused) as refused:
        workflow.publish_consultation(consultation=consultation, by=None, at=AT)
    assert refused.value.field == field
    assert MarketConsultation.objects.get().status == Status.DRAFT


def test_publish_with_a_start_in_the_past_is_refused():
    consultation = make.consultation(status=Status.DRAFT)
    with pytest.raises(Refused, match="in het verleden"):
        workflow.publish_consultation(consultation=consultation, by=None, at=STARTS)


def test_change_of_a_published_one_cannot_take_its_date_away():
    consultation = make.consultation()
    data = make.occasion_data(starts_at=None, ends_at=None)
    with pytest.raises(Refused, match="wanneer de marktconsultatie begint"):
        workflow.change_consultation(
            consultation=consultation, occasion=data, summary="x", programme="", by=None, at=AT
        )


def run_outbox() -> None:
    for task in OutboxTask.objects.filter(task="registrations.tell", done_at=None):
        tell(**task.arguments)


def told(kind: str) -> list[str]:
    return [email.to[0] for email in Email.objects.filter(sent_mail__kind=kind).order_by("pk")]


def test_another_moment_or_place_is_told_to_who_is_registered_and_nothing_else_is():
    consultation = make.consultation(title="Straat", capacity=1)
    seated = make.registered(consultation)
    waiting = make.registered(consultation)
    make.asked(consultation)
    cancel_registration(registration=make.registered(consultation), at=AT)

    def change(**fields):
        data = make.occasion_data(**({"title": "Straat", "capacity": 1} | fields))
        workflow.change_consultation(
            consultation=consultation, occasion=data, summary="Nieuw", programme="", by=None, at=AT
        )
        run_outbox()

    change(capacity=1)
    assert told("occasion_changed") == []
    change(place="Brussel")
    assert told("occasion_changed") == [seated.email, waiting.email]
    assert "Brussel en online" in Email.objects.filter(sent_mail__kind="occasion_changed").first().message


def test_cancel_tells_who_is_registered_why_and_telling_twice_mails_once():
    consultation = make.consultation()
    registration = make.registered(consultation)

    workflow.cancel_consultation(consultation=consultation, reason="De zaal is overstroomd.", by=None, at=AT)
    run_outbox()
    run_outbox()

    assert told("occasion_cancelled") == [registration.email]
    assert "De zaal is overstroomd." in Email.objects.get(sent_mail__kind="occasion_cancelled").message


def test_cancel_without_a_reason_is_refused():
    consultation = make.consultation()
    with pytest.raises(Refused, match="reden"):
        workflow.cancel_consultation(consultation=consultation, reason="  ", by=None, at=AT)
    assert MarketConsultation.objects.get().status == Status.PUBLISHED


def test_conclusions_are_dated_in_brussels_and_told_to_everybody_who_registered():
    consultation = make.consultation(capacity=1)
    both = [make.registered(consultation).email, make.registered(consultation).email]
    make.asked(consultation)

    night = dt.datetime(2026, 4, 19, 22, 30, tzinfo=dt.UTC)  # the 20th in Brussels
    workflow.conclude_consultation(consultation=consultation, conclusions=" De markt kan het. ", by=None, at=night)
    run_outbox()

    saved = MarketConsultation.objects.get()
    assert (saved.status, saved.conclusions, saved.concluded_on) == (
        Status.CONCLUDED, "De markt kan het.", dt.date(2026, 4, 20),
    )  # fmt: skip
    assert told("consultation_conclusions") == both


@pytest.mark.parametrize(
    ("at", "text", "sentence"),
    [(STARTS, "x", "nog niet voorbij"), (AFTER, "  ", "Schrijf eerst de conclusies")],
)
def test_conclusions_too_early_or_empty_are_refused(at, text, sentence):
    consultation = make.consultation()
    with pytest.raises(Refused, match=sentence):
        workflow.conclude_consultation(consultation=consultation, conclusions=text, by=None, at=at)


def test_concluded_without_a_text_cannot_be_stored():
    consultation = make.consultation(status=Status.CONCLUDED)
    with pytest.raises(IntegrityError, match="consultation_concluded_says_when_and_what"), transaction.atomic():
        MarketConsultation.objects.filter(pk=consultation.pk).update(conclusions="")


def test_link_project_once_and_tell_its_timeline_when_published():
    project = make.client_project()
    consultation = make.consultation(project=project)

    workflow.link_project(consultation=consultation, project=project, by=None, at=AT)

    assert list(consultation.projects.all()) == [project]
    assert Entry.objects.filter(verb="consultation_held_for_project", about_id=project.pk).count() == 1
    workflow.unlink_project(consultation=consultation, project=project, by=None, at=AT)
    assert list(consultation.projects.all()) == []


def test_documents_are_for_everybody_once_published_unless_internal(client):
    consultation = make.consultation(status=Status.DRAFT)
    files = {
        internal: workflow.add_document(
            consultation=consultation,
            upload=SimpleUploadedFile("vragen.pdf", pdf()),
            title="Vragen",
            internal=internal,
            by=None,
            at=AT,
        )
        for internal in (False, True)
    }

    def answers():
        return [status_of_download(client, document) for document in files.values()]

    assert answers() == [404, 404]
    workflow.publish_consultation(consultation=consultation, by=None, at=AT)
    assert answers() == [200, 404]
    workflow.remove_document(consultation=consultation, document=files[False], by=None, at=AT)
    assert answers() == [404, 404]


def status_of_download(client, document) -> int:
    answer = client.get(f"/documenten/{document.pk}/")
    b"".join(answer)  # to its end, so that the file is closed
    return answer.status_code


def test_attendance_marks_those_with_a_seat():
    consultation = make.consultation(capacity=2)
    there, absent, waiting = (make.registered(consultation) for _n in range(3))

    present = [there.pk, waiting.pk]
    record_attendance(occasion=consultation.occasion, present=present, by=user(Role.STAFF), at=STARTS)

    attended = [Registration.objects.get(pk=one.pk).attended for one in (there, absent, waiting)]
    assert attended == [True, False, None]
    assert Entry.objects.get(verb="attendance_recorded").detail == {"present": 1, "seated": 2}


def test_attendance_before_it_begins_or_by_another_role_is_refused():
    consultation = make.consultation()
    with pytest.raises(Refused, match="begonnen"):
        record_attendance(occasion=consultation.occasion, present=[], by=None, at=AT)
    with pytest.raises(NotPermitted):
        record_attendance(occasion=consultation.occasion, present=[], by=user(Role.COMMUNICATION), at=STARTS)


def test_counted_numbers_need_a_source_and_no_registrations():
    consultation = make.consultation()
    with pytest.raises(Refused, match="bron"):
        record_counted(occasion=consultation.occasion, counted=Counted(public=3), by=None, at=AFTER)

    counted = Counted(public=3, enterprise=0, source=" Lijst van VVSG ")
    by = user(Role.STAFF)
    occasion = record_counted(occasion=consultation.occasion, counted=counted, by=by, at=AFTER)
    assert (occasion.counted_public, occasion.counted_enterprise, occasion.counted_unknown) == (3, 0, None)
    assert occasion.counted_source == "Lijst van VVSG"

    make.registered(consultation)
    with pytest.raises(Refused, match="die inschrijvingen tellen"):
        record_counted(occasion=consultation.occasion, counted=counted, by=None, at=AFTER)
