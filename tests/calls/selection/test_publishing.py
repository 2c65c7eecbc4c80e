"""The decisions of a round, published together: all or none, each once, each with its letter."""

import threading
from concurrent.futures import ThreadPoolExecutor
from unittest import mock

import pytest
from django.db import IntegrityError, connections
from post_office.models import Email

from calls.assessment.conflicts import declare_interest
from calls.enums import ApplicationStatus as Status
from calls.enums import Doubt
from calls.models import Application, Decision
from calls.selection import decision, publishing
from calls.selection.drafts import draft_decision
from calls.selection.letters import file_decision_letter
from calls.selection.publishing import drafts_of, look_over, publish_decisions
from pio_portal.accounts.enums import Role
from pio_portal.audit.models import Entry
from pio_portal.change import NotPermitted, Refused
from pio_portal.correspondence import outbox
from pio_portal.correspondence.models import OutboxTask, SentMail
from pio_portal.correspondence.tasks import sweep_outbox
from pio_portal.documents.models import Document
from tests.calls.pages import page_of
from tests.factories import assessment as make
from tests.factories.ground import user
from tests.pages import client_of
from tests.queries import steady

AT, LATER, TODAY = make.AT, make.LATER, make.TODAY
pytestmark = [pytest.mark.django_db, pytest.mark.moment(LATER)]
DECIDED = ["application_selected", "application_refused", "application_declared_ineligible"]


def a_round():
    """Three drafts in one round, one of each outcome."""
    selected = make.drafted(make.application(Status.ELIGIBLE)).application
    refused = make.application(Status.ELIGIBLE, within=selected.call)
    make.drafted(refused, Status.NOT_SELECTED)
    ineligible = make.application(within=selected.call)
    make.drafted(ineligible, Status.INELIGIBLE)
    return selected.round, [selected, refused, ineligible]


def seen_in(round_):
    return dict(Decision.objects.filter(application__round=round_).values_list("application", "version"))


def publish(round_, **fields):
    fields = {"seen": seen_in(round_), "decided_on": TODAY, "by": user(Role.LEAD), "at": LATER} | fields
    return publish_decisions(round=round_, **fields)


def statuses(applications):
    return [Application.objects.get(pk=a.pk).status for a in applications]


def test_all_are_decided_on_one_day_by_the_lead_and_the_drafts_are_gone():
    round_, applications = a_round()
    lead = user(Role.LEAD)

    publish(round_, by=lead)

    assert statuses(applications) == [Status.SELECTED, Status.NOT_SELECTED, Status.INELIGIBLE]
    rows = Application.objects.filter(round=round_)
    assert set(rows.values_list("decided_on", flat=True)) == {TODAY}
    published = Decision.objects.published().values_list("outcome", "decided_on", "published_by", "grounds")
    assert set(published) == {(row.status, TODAY, lead.pk, "Om deze reden.") for row in rows}
    assert not Decision.objects.drafts().exists()
    assert Entry.objects.filter(verb__in=DECIDED).count() == 3
    assert OutboxTask.objects.filter(task="calls.file_decision_letter").count() == 3


def test_only_what_was_chosen_leaves():
    round_, (first, second, third) = a_round()
    publish(round_, seen={first.pk: 1})
    assert statuses([first, second, third]) == [Status.SELECTED, Status.ELIGIBLE, Status.SUBMITTED]


@pytest.mark.parametrize("role", [r for r in Role if r != Role.LEAD])
def test_publishing_by_others_is_not_permitted(role):
    round_, applications = a_round()
    with pytest.raises(Refused) as refused:
        publish(round_, by=user(role))
    assert isinstance(refused.value, NotPermitted) is (role == Role.STAFF)  # others do not even see what they name
    assert Decision.objects.count() == len(applications)


def test_a_draft_that_changed_since_it_was_read_stops_everything_and_is_named():
    round_, (first, second, third) = a_round()
    seen = seen_in(round_)
    draft_decision(
        application=second,
        outcome=Status.NOT_SELECTED,
        grounds="Anders.",
        feedback="x",
        version=1,
        by=user(Role.STAFF),
        at=LATER,
    )

    with pytest.raises(Refused, match=second.ref) as refused:
        publish(round_, seen=seen)

    assert first.ref not in str(refused.value)
    assert statuses([first, second, third]) == [Status.ELIGIBLE, Status.ELIGIBLE, Status.SUBMITTED]


def test_one_that_cannot_be_taken_stops_everything_and_is_named():
    round_, (first, second, third) = a_round()
    Decision.objects.filter(application=second).update(feedback="")

    with pytest.raises(Refused, match=f"{second.ref}: Schrijf feedback") as refused:
        publish(round_)

    assert third.ref not in str(refused.value)
    assert statuses([first, second, third]) == [Status.ELIGIBLE, Status.ELIGIBLE, Status.SUBMITTED]
    assert not OutboxTask.objects.filter(task="calls.file_decision_letter").exists()


def test_published_a_second_time_is_refused_and_says_which():
    round_, applications = a_round()
    seen = seen_in(round_)
    publish(round_, seen=seen)
    with pytest.raises(Refused, match="Intussen al beslist") as refused:
        publish(round_, seen=seen)
    assert all(a.ref in str(refused.value) for a in applications)
    assert Entry.objects.filter(verb__in=DECIDED).count() == 3


@pytest.mark.parametrize("seen", [{}, {999_999: 1}])
def test_nothing_or_something_of_elsewhere_is_refused(seen):
    round_, _applications = a_round()
    with pytest.raises(Refused):
        publish(round_, seen=seen)


def test_an_application_of_another_round_is_refused():
    round_, _applications = a_round()
    other = make.drafted()
    with pytest.raises(Refused, match="hoort niet bij deze indiendatum"):
        publish(round_, seen={other.application_id: 1})


def test_a_lead_with_a_conflict_neither_sees_nor_publishes_it():
    round_, (first, _second, _third) = a_round()
    lead = user(Role.LEAD)
    declare_interest(application=first, reason="x", by=lead, at=LATER)
    assert first.pk not in set(drafts_of(round_, by=lead).values_list("application", flat=True))
    with pytest.raises(Refused, match="hoort niet bij deze indiendatum") as refused:
        publish(round_, by=lead)
    assert first.ref not in str(refused.value)


# Looking over


def look(round_, lead=None, day=TODAY):
    lead = lead or user(Role.LEAD)
    return {p.application.pk: p for p in look_over(drafts_of(round_, by=lead), decided_on=day, by=lead, at=LATER)}


def test_looking_over_says_which_can_and_why_others_cannot():
    round_, (first, second, third) = a_round()
    Decision.objects.filter(application=first).update(grounds=" ")
    Decision.objects.filter(application=second).update(feedback="")

    found = look(round_)

    assert "Schrijf de motivering" in found[first.pk].obstacle
    assert "Schrijf feedback" in found[second.pk].obstacle
    assert (found[third.pk].obstacle, found[third.pk].warnings) == ("", [])
    assert statuses([first, second, third]) == [Status.ELIGIBLE, Status.ELIGIBLE, Status.SUBMITTED]


def test_an_advice_that_is_awaited_is_a_warning():
    round_, (first, _second, _third) = a_round()
    asked = make.assignment(first)
    found = look(round_)[first.pk]
    sentence = f"Het advies van {asked.adviser.name} is er nog niet."
    assert (found.obstacle, found.warnings) == ("", [(Doubt.ADVICE_MISSING, sentence)])


def test_a_day_before_the_submission_or_after_today_is_an_obstacle():
    round_, applications = a_round()
    for day in (AT.date() - make.DAY, LATER.date() + make.DAY):
        assert all(p.obstacle for p in look(round_, day=day).values())
    assert len(look(round_)) == len(applications)


# The letters


def letters():
    return Document.objects.filter(kind="decision_letter").count()


def mails():
    return SentMail.objects.filter(kind__in=[f"application_{s.value}" for s in Status.decided()]).count()


def test_a_worker_that_stopped_in_the_middle_goes_on_where_it_was():
    round_, applications = a_round()
    publish(round_)
    file_decision_letter(applications[0].pk)  # and then the worker was killed, before it wrote that this one is done
    assert (letters(), mails()) == (1, 1)

    sweep_outbox()
    sweep_outbox()

    assert (letters(), mails()) == (3, 3)
    assert all(
        len(email.attachments.all()) == 1
        for email in Email.objects.filter(sent_mail__kind__startswith="application_").exclude(
            sent_mail__kind="application_receipt"
        )
    )


# The pages


def chosen(round_):
    return [f"{pk}:{version}" for pk, version in seen_in(round_).items()]


def test_the_page_says_how_many_can_and_why_not():
    round_, (_first, second, _third) = a_round()
    Decision.objects.filter(application=second).update(feedback="")
    text = client_of(user(Role.LEAD)).get(page_of(round_)).content.decode()
    assert "2 van 3 kunnen vertrekken." in text
    assert "1 kan niet; hieronder staat waarom." in text
    assert "Schrijf feedback waarmee de aanvrager verder kan." in text


def test_staff_reads_over_but_does_not_publish():
    round_, _applications = a_round()
    staff = client_of(user(Role.STAFF))
    text = staff.get(page_of(round_)).content.decode()
    assert "De programmaleider publiceert de beslissingen." in text
    assert "Gekozen beslissingen publiceren" not in text
    assert staff.post(page_of(round_, "publiceren/"), {"take": chosen(round_)}).status_code == 403


def test_each_letter_and_mail_is_read_before_it_leaves():
    round_, (first, second, _third) = a_round()
    lead = client_of(user(Role.LEAD))
    text = lead.get(page_of(round_, f"{second.ref}/?op=2026-03-10")).content.decode()
    for words in (
        "10 maart 2026",
        "Om deze reden.",
        "Bevraag de markt.",
        "2 van 3",
        second.submitted_by.name,
        "De mail",
    ):
        assert words in text
    pdf = lead.get(page_of(round_, f"{second.ref}/brief/"))
    assert (pdf.headers["Content-Type"], pdf.content[:5]) == ("application/pdf", b"%PDF-")
    assert statuses([first, second]) == [Status.ELIGIBLE, Status.ELIGIBLE]


def test_a_letter_that_cannot_leave_says_why():
    round_, (_first, second, _third) = a_round()
    Decision.objects.filter(application=second).update(feedback="")
    lead = client_of(user(Role.LEAD))
    assert "Deze beslissing kan nog niet vertrekken." in lead.get(page_of(round_, f"{second.ref}/")).content.decode()
    assert lead.get(page_of(round_, f"{second.ref}/brief/")).status_code == 302


def test_publishing_on_the_page_shows_how_far_the_letters_are():
    round_, applications = a_round()
    lead = client_of(user(Role.LEAD))
    data = {"take": chosen(round_), "decided_on": "2026-03-12", "confirm": "1"}

    text = lead.post(page_of(round_, "publiceren/"), data, follow=True).content.decode()

    assert "3 beslissingen zijn gepubliceerd." in text
    assert "0 van 3 brieven" in text
    file_decision_letter(applications[0].pk)
    progress = lead.get(page_of(round_, "voortgang/"), headers={"HX-Request": "true"}).content.decode()
    assert "1 van 3 brieven" in progress
    assert "<html" not in progress
    for application in applications:
        file_decision_letter(application.pk)
    polled = f'hx-get="{page_of(round_, "voortgang/")}"'
    assert polled not in lead.get(page_of(round_, "voortgang/")).content.decode()


def test_a_decision_that_was_told_again_is_owed_no_letter():
    round_, applications = a_round()
    with outbox.muted():
        publish(round_)
    lead = client_of(user(Role.LEAD))
    assert "brieven staan in het dossier" not in lead.get(page_of(round_)).content.decode()
    file_decision_letter(applications[0].pk)
    assert "1 van 1 brieven" in lead.get(page_of(round_, "voortgang/")).content.decode()


@pytest.mark.parametrize(
    "data",
    [
        {},
        {"decided_on": "2026-03-12"},
        {"decided_on": "morgen", "take": ["1:1"]},
        {"decided_on": "2026-03-12", "take": ["x", "1", ":", "1:x", "99999999999:1"]},
    ],
)
def test_nonsense_publishes_nothing_and_is_explained(data):
    round_, applications = a_round()
    answer = client_of(user(Role.LEAD)).post(page_of(round_, "publiceren/"), data)
    assert answer.status_code == 422
    assert "Er is niets gepubliceerd" in answer.content.decode()
    assert Decision.objects.count() == len(applications)


@pytest.mark.parametrize("query", ["?op=gisteren", "?op=9999-99-99"])
def test_a_nonsense_day_is_today(query):
    round_, _applications = a_round()
    assert client_of(user(Role.LEAD)).get(page_of(round_) + query).status_code == 200


def test_a_draft_reaches_no_applicant():
    drafted = make.drafted(grounds="KANARIE", outcome=Status.NOT_SELECTED, feedback="KANARIE")
    client = client_of(drafted.application.submitted_by)
    for address in ("/mijn/", "/mijn/aanvragen/", f"/mijn/aanvragen/{drafted.application.ref}/"):
        text = client.get(address).content.decode()
        assert drafted.application.title in text
        assert "KANARIE" not in text
        assert "Niet geselecteerd" not in text
    assert not Email.objects.filter(message__contains="KANARIE").exists()


@pytest.mark.parametrize(("page", "at_most"), {"": 14, "{ref}/": 18, "voortgang/": 8}.items())
def test_the_pages_need_the_same_queries_for_one_row_and_many(page, at_most):
    first = make.drafted(make.advised().application).application
    make.application(Status.SELECTED, within=first.call)
    client, address = client_of(user(Role.LEAD)), page_of(first.round, page.format(ref=first.ref))
    with steady(client, address, at_most=at_most):
        for _n in range(5):
            make.drafted(make.advised(make.application(Status.ELIGIBLE, within=first.call)).application)


# Two at once


def race(round_, seen):
    leads = [user(Role.LEAD), user(Role.LEAD)]

    def once(lead):
        try:
            publish_decisions(round=round_, seen=seen, decided_on=TODAY, by=lead, at=LATER)
        except Refused:
            return "refused"
        except IntegrityError as error:
            return str(error).partition(":")[0]
        finally:
            connections.close_all()
        return "done"

    with ThreadPoolExecutor(2) as pool:
        return sorted(pool.map(once, leads))


@pytest.mark.django_db(transaction=True)
def test_two_leads_at_once_publish_once():
    round_, applications = a_round()
    assert race(round_, seen_in(round_)) == ["done", "refused"]
    assert Entry.objects.filter(verb__in=DECIDED).count() == len(applications)
    assert OutboxTask.objects.filter(task="calls.file_decision_letter").count() == len(applications)


@pytest.mark.django_db(transaction=True)
def test_two_leads_at_once_need_the_locks():
    """Negative control: without them both read the drafts before the first one writes, and only the database is left."""
    round_, (first, *_rest) = a_round()
    both_have_read = threading.Barrier(2)

    def unlocked(instance):
        row = type(instance).objects.get(pk=instance.pk)
        both_have_read.wait(timeout=10)
        return row

    with mock.patch.object(publishing, "held", lambda rows: rows), mock.patch.object(decision, "locked", unlocked):
        assert race(round_, {first.pk: 1}) == ["decision_ended_stays", "done"]
    assert Entry.objects.filter(verb__in=DECIDED).count() == 1
