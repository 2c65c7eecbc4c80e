"""Staff chooses rows of the list and what is done with them: form, preflight, job, result."""

import pytest
import time_machine
from django.db import connection
from django.test.utils import CaptureQueriesContext

from calls.enums import ApplicationStatus as Status
from calls.models import Application, Assignment
from calls.selection.decision import select_application
from pio_portal.accounts.enums import Role
from pio_portal.correspondence.models import OutboxTask, SentMail
from pio_portal.correspondence.tasks import run_task
from pio_portal.ui.models import BulkJob
from tests.factories import assessment as make
from tests.factories import calls
from tests.factories.ground import organisation, user
from tests.pages import client_of
from tests.queries import queries_of

pytestmark = [pytest.mark.django_db, pytest.mark.moment(make.LATER)]
LIST = "/beheer/aanvragen/"


@pytest.fixture
def els(client):
    new = user(Role.STAFF, name="Els Peeters")
    client.force_login(new)
    return new


def ask(client, action, rows, query="", **fields):
    return client.post(LIST + query, {"action": f"calls.{action}", "rows": [row.pk for row in rows]} | fields)


def confirm(client, answer, action):
    return client.post(LIST, {"action": f"calls.{action}", "sealed": answer.context["sealed"]})


def run_jobs():
    for pk in OutboxTask.objects.filter(task="ui.run_bulk_job", done_at=None).values_list("pk", flat=True):
        run_task(pk)


def test_list_has_a_box_before_each_row_and_what_can_be_done(client, els):
    application = make.application()
    html = client.get(LIST).content.decode()

    assert f'name="rows" value="{application.pk}" form="bulk" aria-label="Kies {application}"' in " ".join(html.split())
    assert [str(action.label) for action in client.get(LIST).context["bulk_actions"]] == [
        "Beoordelaars toewijzen",
        "Behandelaar toewijzen",
        "Ontvankelijk verklaren",
        "Bericht sturen",
        "Aanvulling vragen",
        "Herinneren",
        "PDF’s als één bestand",
    ]


def test_an_action_without_a_form_shows_at_once_who_can(client, els):
    can, cannot = make.application(), make.application(Status.SELECTED)
    mails = SentMail.objects.count()
    answer = ask(client, "declare_eligible", [can, cannot])
    html = answer.content.decode()

    assert "1 van 2 kan; 1 niet, omdat:" in html
    assert "Dit kan niet meer: de stand is intussen “Geselecteerd”." in html
    assert "Ontvankelijk verklaren (1)" in html
    assert Application.objects.get(pk=can.pk).status == Status.SUBMITTED
    assert SentMail.objects.count() == mails


def test_nothing_can_be_confirmed_when_nothing_can(client, els):
    answer = ask(client, "declare_eligible", [make.application(Status.SELECTED)])

    assert answer.context["sealed"] == ""
    assert "Dit kan niet." in answer.content.decode()


def test_confirming_makes_one_job_that_the_worker_does(client, els):
    rows = [make.application() for _ in range(2)]
    answer = ask(client, "declare_eligible", rows, "?status=submitted")
    first = client.post(
        f"{LIST}?status=submitted", {"action": "calls.declare_eligible", "sealed": answer.context["sealed"]}
    )
    second = client.post(
        f"{LIST}?status=submitted", {"action": "calls.declare_eligible", "sealed": answer.context["sealed"]}
    )
    job = BulkJob.objects.get()

    assert first.url == second.url == job.get_absolute_url()
    assert "0 van 2 gedaan" in client.get(job.get_absolute_url()).content.decode()
    run_jobs()
    html = client.get(job.get_absolute_url()).content.decode()
    assert "Gelukt voor alle 2." in html
    assert f'href="{LIST}?status=submitted"' in html
    assert {a.status for a in Application.objects.all()} == {Status.ELIGIBLE}
    assert {a.eligible_by for a in Application.objects.all()} == {els}


def test_what_was_decided_meanwhile_is_refused_with_its_reason(client, els):
    rows = [make.application(Status.ELIGIBLE) for _ in range(2)]
    adviser = user(Role.ADVISER)
    answer = ask(client, "assign_advisers", rows, filled=1, advisers=[adviser.pk], wanted=1)
    confirm(client, answer, "assign_advisers")
    lead = {"grounds": "Goed.", "decided_on": make.TODAY, "by": user(Role.LEAD), "at": make.LATER}
    select_application(application=rows[0], **lead)
    run_jobs()
    job = BulkJob.objects.get()

    assert job.refused == [[str(rows[0]), "Wijs beoordelaars toe zodra de aanvraag ontvankelijk is verklaard."]]
    html = client.get(job.get_absolute_url()).content.decode()
    assert "Gelukt voor 1 van 2." in html
    assert "Wijs beoordelaars toe zodra" in html


def test_two_who_start_on_the_same_rows_assign_once(client, els):
    rows = [make.application(Status.ELIGIBLE) for _ in range(3)]
    pool = [user(Role.ADVISER) for _ in range(4)]
    fields = {"filled": 1, "advisers": [a.pk for a in pool], "wanted": 2}
    other = client_of(user(Role.LEAD))
    mine, theirs = ask(client, "assign_advisers", rows, **fields), ask(other, "assign_advisers", rows, **fields)
    confirm(client, mine, "assign_advisers")
    confirm(other, theirs, "assign_advisers")
    run_jobs()

    assert [row.assignments.count() for row in rows] == [2, 2, 2]
    assert sorted(len(job.refused) for job in BulkJob.objects.all()) == [0, 3]


def test_who_lost_the_role_after_the_preflight_changes_nothing(client, els):
    row = make.application()
    answer = ask(client, "declare_eligible", [row])
    confirm(client, answer, "declare_eligible")
    els.roles = [Role.COMMUNICATION]
    els.save()
    run_jobs()

    assert Application.objects.get().status == Status.SUBMITTED
    assert BulkJob.objects.get().refused == [["Rij 1", "U hebt geen rechten voor deze handeling."]]
    assert client.get(BulkJob.objects.get().get_absolute_url()).status_code == 404


def test_handlers_share_the_rows_evenly_and_it_is_shown_beforehand(client, els):
    rows = [make.application() for _ in range(4)]
    an, bo = user(Role.STAFF, name="An"), user(Role.STAFF, name="Bo")
    answer = ask(client, "assign_handler", rows, filled=1, handlers=[an.pk, bo.pk], keep="on")
    shown = dict(answer.context["preflight"].can)

    assert [(f.label, f.value) for f in answer.context["totals"]] == [("An", "2 nieuw"), ("Bo", "2 nieuw")]
    confirm(client, answer, "assign_handler")
    run_jobs()
    assert {a: a.handler.name for a in Application.objects.select_related("handler")} == shown


def test_rows_that_have_a_handler_are_passed_over_when_asked(client, els):
    kept = make.application()
    kept.handler = user(Role.STAFF)
    kept.save(update_fields=["handler"])
    answer = ask(client, "assign_handler", [kept, make.application()], filled=1, handlers=[els.pk], keep="on")

    assert answer.context["preflight"].refused == {"Deze aanvraag heeft al een behandelaar.": [str(kept)]}
    answer = ask(client, "assign_handler", [kept], filled=1, handlers=[els.pk])
    assert answer.context["preflight"].refused == {}


def test_advisers_are_balanced_and_nobody_with_an_interest_is_proposed(client, els):
    rows = [make.application(Status.ELIGIBLE) for _ in range(4)]
    an, bo, cem = (user(Role.ADVISER, name=name) for name in ("An", "Bo", "Cem"))
    make.assignment(adviser=cem)
    make.conflicted(rows[0], an)
    answer = ask(
        client, "assign_advisers", rows, filled=1, advisers=[an.pk, bo.pk, cem.pk], wanted=2, due_on="2026-04-01"
    )

    assert "An" not in dict(answer.context["preflight"].can)[rows[0]]
    assert [(f.label, f.value) for f in answer.context["totals"]] == [
        ("An", "3 nieuw, samen 3 te beoordelen"),
        ("Bo", "3 nieuw, samen 3 te beoordelen"),
        ("Cem", "2 nieuw, samen 3 te beoordelen"),
    ]
    shown = {row.pk: names for row, names in answer.context["preflight"].can}
    confirm(client, answer, "assign_advisers")
    run_jobs()
    for row in rows:
        given = row.assignments.exclude(status="conflicted").order_by("adviser__name")
        assert ", ".join(a.adviser.name for a in given) == shown[row.pk]
        assert {str(a.due_on) for a in given} == {"2026-04-01"}


def test_form_that_is_not_filled_in_keeps_the_rows(client, els):
    row = make.application(Status.ELIGIBLE)
    answer = ask(client, "assign_advisers", [row], filled=1, wanted="veel")

    assert answer.status_code == 422
    assert answer.context["rows"] == [row]
    assert 'value="veel"' in answer.content.decode()


# All results


def test_all_results_are_those_of_the_address(client, els):
    wanted = [make.application(title=f"Vuilnisbak {n}") for n in range(2)]
    make.application(title="Koelkledij")
    answer = client.post(f"{LIST}?q=vuilnisbak&sort=ref", {"action": "calls.declare_eligible", "everything": "1"})

    assert answer.context["rows"] == wanted
    assert answer.context["back"] == f"{LIST}?q=vuilnisbak&sort=ref"


def test_all_results_are_bounded(client, els, monkeypatch):
    for _ in range(3):
        make.application()
    monkeypatch.setattr("pio_portal.ui.lists.several.MOST", 2)
    monkeypatch.setattr("calls.views.staff.applications.ApplicationList.page_size", 1)

    assert "De eerste 2 van 3 resultaten" in client.get(LIST).content.decode()
    answer = client.post(LIST, {"action": "calls.declare_eligible", "everything": "1"})
    assert len(answer.context["rows"]) == 2


# What is not meant


@pytest.mark.parametrize("fields", [{}, {"rows": ["x", "", "-1", "9" * 30, "0"]}, {"rows": "999999"}])
def test_no_rows_is_told_on_the_list(client, els, fields):
    make.application()
    answer = client.post(f"{LIST}?page=2", {"action": "calls.declare_eligible"} | fields, follow=True)

    assert answer.redirect_chain == [(f"{LIST}?page=2", 302)]
    assert "Kies eerst een of meer rijen." in answer.content.decode()


@pytest.mark.parametrize("action", ["", "onzin", "calls.void"])
def test_an_unknown_action_is_not_there(client, els, action):
    assert client.post(LIST, {"action": action, "rows": "1"}).status_code == 404


@pytest.mark.parametrize("change", [lambda sealed: sealed[:-2], lambda _sealed: "x", lambda sealed: "x" + sealed])
def test_a_forged_confirmation_starts_nothing(client, els, change):
    answer = ask(client, "declare_eligible", [make.application()])
    client.post(LIST, {"action": "calls.declare_eligible", "sealed": change(answer.context["sealed"])})

    assert not BulkJob.objects.exists()


def test_a_confirmation_is_of_one_person_one_action_and_one_hour(client, els):
    answer = ask(client, "declare_eligible", [make.application()])
    confirm(client, answer, "assign_handler")
    other = client_of(user(Role.LEAD))
    confirm(other, answer, "declare_eligible")
    with time_machine.travel(make.LATER + make.DAY, tick=False):
        confirm(client, answer, "declare_eligible")

    assert not BulkJob.objects.exists()


def test_a_row_with_a_conflict_is_not_offered_and_not_taken(client, els):
    hidden = make.conflicted()
    hidden.adviser.roles = [Role.STAFF, Role.ADVISER]
    hidden.adviser.save()
    client.force_login(hidden.adviser)
    answer = ask(client, "assign_handler", [hidden.application, make.application()])

    assert hidden.application not in answer.context["rows"]


def test_a_job_is_seen_only_by_who_asked_it(client, els):
    answer = ask(client, "declare_eligible", [make.application()])
    job = confirm(client, answer, "declare_eligible").url
    for role in Role:
        other = client_of(user(role))
        assert other.get(job).status_code == 404


def test_htmx_gets_the_state_alone(client, els):
    answer = ask(client, "declare_eligible", [make.application()])
    job = confirm(client, answer, "declare_eligible").url
    part = client.get(job, headers={"HX-Request": "true"}).content.decode()

    assert "<html" not in part
    assert f'hx-get="{job}"' in part


# Queries


def test_queries_of_the_form_and_of_a_job_do_not_grow_with_the_rows(client, els):
    within, of = calls.call(), organisation()

    def asked_for(rows):
        made = [make.application(within=within, of=of) for _ in range(rows)]
        ask(client, "assign_handler", made)
        with CaptureQueriesContext(connection) as form:
            ask(client, "assign_handler", made)
        job = confirm(client, ask(client, "declare_eligible", made), "declare_eligible").url
        return len(form), queries_of(client, job)

    form, job = asked_for(1)
    assert asked_for(30) == (form, job)
    assert (form <= 5, job <= 4) == (True, True)
    assert Assignment.objects.count() == 0
