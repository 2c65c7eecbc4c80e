"""The return for completion: what is asked opens, the rest stays shut, and PIO reads what was submitted until it is again."""

import datetime as dt
import json

import pytest

from calls.application.completion import asked_titles, sections_to_ask, stop_waiting
from calls.application.revisions import handed_in_documents, submitted_version
from calls.application.submission import submit_application
from calls.application.writing import amend_application, as_completed, attach_file, remove_file, save_section
from calls.enums import ApplicationStatus as Status
from calls.enums import CompletionStatus
from calls.models import Application, CompletionRequest, PolicyDomain, Theme
from pio_portal.accounts.enums import Role
from pio_portal.audit.models import Entry
from pio_portal.change import NotPermitted, Refused
from pio_portal.correspondence.models import SentMail
from pio_portal.documents.models import Document
from tests.factories import assessment as make
from tests.factories import calls
from tests.factories.assessment import DUE, ask_to_complete
from tests.factories.ground import user
from tests.files import png

pytestmark = pytest.mark.django_db
AT, DAY, HOUR = make.AT, make.DAY, dt.timedelta(hours=1)


def save(application, section, by, at=AT + DAY, **values):
    stored = application.answers.filter(section=section).first()
    version = stored.version if stored else 0
    return save_section(application=application, section=section, values=values, version=version, by=by, at=at)


def submit(application, by, at=AT + 2 * DAY):
    return submit_application(application=application, by=by, at=at)


# Asking


def test_what_can_be_asked_is_the_form_in_order_with_title_files_and_partners(application):
    assert list(sections_to_ask(application).values()) == [
        "Titel en thema",
        "Contact en trekker",
        "Behoefte en gebruikers",
        "Wat bestaat er al?",
        "Impact en opschaling",
        "Planning, team en budget",
        "Bijlagen",
        "Samenwerking",
    ]


def test_ask_keeps_the_sections_in_the_order_of_the_form_and_names_them_in_the_mail(application):
    ask_to_complete(application, sections=["bijlagen", "middelen", "basis"])
    saved = CompletionRequest.objects.get()
    assert saved.sections == ["basis", "middelen", "bijlagen"]
    assert asked_titles(saved) == ["Titel en thema", "Planning, team en budget", "Bijlagen"]
    mail = SentMail.objects.get(kind="application_info_requested").email
    assert "U kunt nu dit wijzigen: Titel en thema, Planning, team en budget, Bijlagen." in mail.message


def test_ask_for_a_section_that_does_not_exist_is_refused(application):
    with pytest.raises(Refused, match="bestaat niet") as refused:
        ask_to_complete(application, sections=["middelen", "hacken"])
    assert refused.value.field == "sections"
    assert Application.objects.get().status == Status.SUBMITTED


def test_asking_again_gives_more_time_mails_again_and_keeps_both_in_the_timeline(application):
    ask_to_complete(application)
    again = ask_to_complete(application, sections=["behoefte"], due_on=DUE + 7 * DAY, at=AT + DAY, reason="Nog meer.")
    assert again.status == Status.INFO_REQUESTED
    rows = CompletionRequest.objects.values_list("status", "due_on", "sections", "reason", "ended_at")
    assert list(rows) == [
        (CompletionStatus.REPLACED, DUE, ["middelen"], "De raming ontbreekt.", AT + DAY),
        (CompletionStatus.OPEN, DUE + 7 * DAY, ["behoefte"], "Nog meer.", None),
    ]
    assert SentMail.objects.filter(kind="application_info_requested").count() == 2
    assert [e.detail["due_on"] for e in Entry.objects.filter(verb="application_info_requested").order_by("pk")] == [
        "16 mrt 2026",
        "23 mrt 2026",
    ]


# What is open


PARTS = ["basis", "contact", "behoefte", "markt", "impact", "middelen", "bijlagen"]


def change(application, part, by):
    if part == "basis":
        theme, domain = application.theme, application.policy_domain
        return amend_application(
            application=application, title="Anders", theme=theme, policy_domain=domain, by=by, at=AT + DAY
        )
    if part == "bijlagen":
        return attach_file(application=application, upload=png(), by=by, at=AT + DAY)
    first = calls.COMPLETE[part]
    return save(application, part, by, **{next(iter(first)): "Anders"})


@pytest.mark.parametrize("part", PARTS)
def test_only_what_was_asked_can_be_changed(application, karel, part):
    ask_to_complete(application, sections=["middelen", "bijlagen"])
    if part in ("middelen", "bijlagen"):
        change(application, part, karel)
        return
    with pytest.raises(Refused, match="PIO vroeg geen aanvulling van dit onderdeel"):
        change(application, part, karel)


@pytest.mark.parametrize("part", PARTS)
def test_nothing_named_opens_everything(application, karel, part):
    ask_to_complete(application, sections=[])
    change(application, part, karel)


def test_a_part_that_became_incomplete_opens_too(application, karel):
    """What is missing elsewhere by what was changed must be able to be answered: else nothing could be submitted."""
    ask_to_complete(application, sections=["middelen"])
    stored = application.answers.get(section="behoefte")
    stored.values = {**stored.values, "probleem": ""}
    stored.save()
    save(Application.objects.get(), "behoefte", karel, probleem="De straten zijn de hele nacht verlicht. " * 3)
    with pytest.raises(Refused, match="PIO vroeg geen aanvulling"):
        save(Application.objects.get(), "behoefte", karel, probleem="Nog eens")


@pytest.mark.parametrize("status", [Status.SUBMITTED, Status.ELIGIBLE])
def test_nothing_is_open_outside_a_completion(status):
    application = make.application(status)
    assert not any(application.takes(part) for part in PARTS)


# Buffered


def test_until_it_is_submitted_again_pio_reads_the_last_revision(application, karel):
    ask_to_complete(application, sections=[])
    title = application.title
    kept = attach_file(application=application, upload=png("nieuw.png"), by=karel, at=AT + DAY)
    theme, domain = Theme.objects.order_by("-position").first(), PolicyDomain.objects.first()
    amend_application(
        application=application, title="Nieuwe titel", theme=theme, policy_domain=domain, by=karel, at=AT + DAY
    )
    save(application, "middelen", karel, team="Twee projectleiders, elk tien dagen per maand.")

    stored = Application.objects.get()
    assert (stored.title, submitted_version(stored).content["title"]) == (title, title)
    assert list(handed_in_documents(stored)) == []
    assert as_completed(stored).title == "Nieuwe titel"

    submit(stored, karel)

    done = Application.objects.get()
    assert (done.title, done.theme, done.policy_domain) == ("Nieuwe titel", theme, domain)
    assert submitted_version(done).content["title"] == "Nieuwe titel"
    assert list(handed_in_documents(done)) == [kept]
    assert not done.answers.filter(section="basis").exists()


def test_a_title_that_cannot_be_kept_is_refused_at_once(application, karel):
    ask_to_complete(application, sections=["basis"])
    with pytest.raises(Refused) as refused:
        amend_application(
            application=application, title="x" * 201, theme=None, policy_domain=None, by=karel, at=AT + DAY
        )
    assert refused.value.field == "title"


def test_an_attachment_that_is_taken_out_stays_readable_for_pio_only():
    draft = calls.application(complete=True)
    karel = draft.created_by
    first = attach_file(application=draft, upload=png("oud.png"), by=karel, at=AT)
    submit_application(application=draft, by=karel, at=AT)
    ask_to_complete(draft, sections=["bijlagen"])
    remove_file(application=draft, document=first, by=karel, at=AT + DAY)
    first.refresh_from_db()
    assert list(handed_in_documents(Application.objects.get())) == [first]
    staff = user(Role.STAFF)
    assert staff.has_perm("documents.view_document", first)
    assert not karel.has_perm("documents.view_document", first)
    assert not user(Role.ADVISER).has_perm("documents.view_document", first)


def test_the_revision_of_a_completion_holds_what_was_asked(application, karel):
    ask_to_complete(application, sections=["middelen"])
    submit(application, karel)
    first, second = (json.loads(r.content) for r in application.revisions.all())
    assert "request" not in first
    assert second["request"] == {
        "reason": "De raming ontbreekt.",
        "sections": ["middelen"],
        "titles": ["Planning, team en budget"],
        "due_on": "2026-03-16",
        "requested_at": (AT + HOUR).isoformat(),
    }


def test_a_second_completion_after_the_first(application, karel):
    ask_to_complete(application, sections=["middelen"])
    submit(application, karel)
    ask_to_complete(application, sections=["behoefte"], due_on=DUE + 30 * DAY, at=AT + 5 * DAY)
    save(application, "behoefte", karel, gebruikers="Alle inwoners en ook de bezoekers, elke nacht.")
    with pytest.raises(Refused, match="PIO vroeg geen aanvulling"):
        change(application, "middelen", karel)
    submit(application, karel, at=AT + 6 * DAY)
    assert [r.number for r in application.revisions.all()] == [1, 2, 3]


# Going on without


def test_stop_waiting_sets_everything_back_to_the_last_revision_and_tells_the_applicants():
    draft = calls.application(complete=True)
    karel = draft.created_by
    first = attach_file(application=draft, upload=png("oud.png"), by=karel, at=AT)
    application = submit_application(application=draft, by=karel, at=AT)
    before = {row.section: row.values for row in application.answers.all()}
    staff, title = user(Role.STAFF), application.title
    ask_to_complete(application, sections=[])
    save(application, "middelen", karel, team="Iets dat nooit werd ingediend")
    amend_application(application=application, title="Weg", theme=None, policy_domain=None, by=karel, at=AT + DAY)
    remove_file(application=application, document=first, by=karel, at=AT + DAY)
    attach_file(application=application, upload=png("half.png"), by=karel, at=AT + DAY)

    stop_waiting(application=application, explanation="We hebben genoeg.", by=staff, at=AT + 20 * DAY)

    done = Application.objects.get()
    assert (done.status, as_completed(done).title, done.revisions.count()) == (Status.SUBMITTED, title, 1)
    assert {row.section: row.values for row in done.answers.all()} == before
    assert [d.title for d in Document.objects.of(done)] == ["oud.png"]
    assert "Iets dat nooit werd ingediend" in [
        version.values.get("team") for version in done.answers.get(section="middelen").history.all()
    ]
    mail = SentMail.objects.get(kind="application_completion_stopped").email
    assert mail.to == [karel.email]
    assert "We hebben genoeg." in mail.message
    with pytest.raises(Refused, match="niet meer worden gewijzigd"):
        save(done, "middelen", karel, team="Te laat")


@pytest.mark.parametrize("role", [None, Role.ADVISER, Role.MANAGEMENT])
def test_stop_waiting_by_others_than_pio_is_not_permitted(application, role):
    ask_to_complete(application)
    with pytest.raises(NotPermitted):
        stop_waiting(application=application, by=user(role) if role else application.submitted_by, at=AT + DAY)


def test_stop_waiting_when_nothing_is_awaited_is_refused(application):
    with pytest.raises(Refused, match="de stand is intussen “Ingediend”"):
        stop_waiting(application=application, by=user(Role.STAFF), at=AT)


def test_applicants_are_refused_in_the_words_that_they_know(application, karel):
    """The staff's name of a status is not theirs: not in a sentence either."""
    from calls.application.writing import withdraw_application

    ask_to_complete(application)
    withdraw_application(application=application, by=karel, at=AT + DAY, reason="x")
    with pytest.raises(Refused, match="de stand is intussen “Ingetrokken”"):
        submit_application(application=application, by=karel, at=AT + DAY)
