"""Every address of projects, with everyone who may use it and who may not."""

import datetime as dt

import pytest
from django.db import transaction
from django.urls import reverse

from calls.assessment.conflicts import shut_out
from pio_portal.accounts.access import declared_routes
from pio_portal.accounts.enums import Role
from pio_portal.correspondence.models import Note
from projects import urls
from projects.enums import HandoverStatus, Phase, RemarkStatus, SurveyStatus
from projects.models import DocumentTemplate, Lot, MilestoneLink, Project, Threshold
from projects.procurement.participants import add_participant
from projects.project.publishing import edit_public_texts, publish_project
from projects.tempo.amendments import propose_amendment
from tests.factories import ground, projects, states
from tests.pages import markup
from tests.plugins.clock import NOW

pytestmark = [pytest.mark.django_db, pytest.mark.moment(NOW)]


@pytest.fixture(scope="module")
def places(lasting):
    """What the addresses name: a project that is being carried out, what belongs to it, and an application to start."""
    project = projects.project(phase=Phase.EXECUTION)
    edit_public_texts(project=project, need="Lampen die meten", approach="", lessons="", by=None, at=NOW)
    publish_project(project=project, by=None, at=NOW)
    procurement = project.procurements.get()
    participant = add_participant(procurement=procurement, kbo="0316380841", by=None, at=NOW)
    milestone = project.milestones.get(name="Marktconsultatie")
    return {
        "number": 1,
        "code": project.application.call.code,
        "engagement": project.engagements.first().pk,
        "slug": project.slug,
        "ref": project.ref,
        "kind": "needs_analysis",
        "milestone": milestone.pk,
        "link": MilestoneLink.objects.get(milestone=milestone).pk,
        "amendment": propose_amendment(
            milestone=milestone,
            to_on=milestone.baseline_on + dt.timedelta(days=30),
            reason="Later",
            by=projects.pio(),
            at=NOW,
        ).pk,
        "participant": participant.pk,
        "survey": (answered := projects.survey(SurveyStatus.ANSWERED, of=project)).pk,
        "token": answered.token,
        "consultancy": projects.consultancy(of=project).pk,
        "adopter": projects.adopter(of=project).pk,
        "order": projects.consultancy(of=project).pk,
        "document": (document := projects.document(of=project)).pk,
        "remark": projects.remark(RemarkStatus.HANDLED, of=document).pk,
        "evaluation": projects.evaluation(project).pk,
        "template": DocumentTemplate.objects.create(phase=Phase.INTAKE, title="x", added_at=NOW).pk,
        "note": Note.objects.create(about=project, text="x", written_at=NOW, written_by=projects.pio()).pk,
        "task": project.tasks.latest("pk").pk,
        "lot": Lot.objects.create(procurement=procurement, number=1, title="Masten").pk,
        "threshold": Threshold.objects.latest("pk").pk,
        "procurement": procurement.ref,
        "application": projects.selected_application().ref,
        "over": states.handover(HandoverStatus.QUEUED).project.ref,
    }


KINDS = {
    "begeleiding/<": "order",
    "documenten/<": "document",
    "evaluaties/": "evaluation",
    "sjablonen/": "template",
    "notities/": "note",
    "taken/": "task",
}


def address(name, pattern, places):
    """The address of a route."""
    wanted = dict(places)
    route = str(pattern.pattern)
    if route.startswith("beheer/opdrachten/<"):
        wanted |= {"ref": places["procurement"], "pk": places["lot" if "percelen" in route else "participant"]}
    elif route.startswith("beheer/drempelbedragen"):
        wanted["pk"] = places["threshold"]
    elif "nieuw/<ref:ref>" in route:
        wanted["ref"] = places["application"]
    elif "engagementen/" in route:
        wanted["pk"] = places["engagement"]
    elif "gebruik/" in route or "bevraging/" in route:
        wanted["pk"] = places["adopter" if "overnemers/" in route else "survey"]
    elif kind := next((kind for part, kind in KINDS.items() if part in route), ""):
        wanted["pk"] = places[kind]
    elif "overdracht/" in route:
        wanted["ref"] = places["over"]
    else:
        wanted |= {"pk": places["milestone"], "what": "lessen"}
    return reverse(name, kwargs={key: wanted[key] for key in pattern.pattern.converters})


ROUTES = [(f"projects:{p.name}", p) for _address, p in declared_routes(urls.urlpatterns)]
BUTTONS = [(name, pattern) for name, pattern in ROUTES if "GET" not in pattern.callback.methods]
OWN = "/mijn/projecten/"


def answers(client, places):
    """Every address with its audience and what it answers; what a button changes is undone."""
    for name, pattern in ROUTES:
        url = address(name, pattern, places)
        with transaction.atomic():
            ask = client.get if "GET" in pattern.callback.methods else client.post
            yield url, pattern.callback.audience, ask(url)
            transaction.set_rollback(True)


def test_the_anonymous_log_in_first(client, places):
    for url, audience, answer in answers(client, places):
        if audience.public:
            assert (url, answer.status_code) == (url, 200)
        else:
            assert (url, answer.headers.get("Location", "")[:10]) == (url, "/inloggen/")


@pytest.mark.parametrize("role", Role)
def test_each_address_is_for_the_roles_it_says(client, places, role):
    user = ground.user(role)
    Note.objects.update(written_by=user)  # one changes one's own
    client.force_login(user)
    for url, audience, answer in answers(client, places):
        if not audience.admits(user):
            assert (url, answer.status_code) == (url, 403)
        elif url.startswith(OWN) and url != OWN:
            assert (url, answer.status_code) == (url, 404)  # the client's own page, whatever one's role
        else:
            assert (url, answer.status_code) in {(url, 200), (url, 302)}


def test_a_member_of_another_organisation_finds_nothing(client, places):
    client.force_login(ground.member())
    for url, audience, answer in answers(client, places):
        open_to_all = audience.public or url in (OWN, "/cpv/")
        expected = 200 if open_to_all else 404 if url.startswith(OWN) else 403
        assert (url, answer.status_code) == (url, expected)


@pytest.mark.parametrize("role", [Role.STAFF, Role.LEAD])
def test_who_declared_a_conflict_finds_nothing_of_the_project(client, places, role):
    user = ground.user(role)
    Note.objects.update(written_by=user)
    for ref in (places["ref"], places["over"]):
        shut_out(Project.objects.get(ref=ref).application, user, reason="Familie", at=NOW)
    client.force_login(user)
    named, wrong = 0, []
    for (name, pattern), (url, audience, answer) in zip(ROUTES, answers(client, places), strict=True):
        inside = url.startswith("/beheer/") and "ref" in pattern.pattern.converters and name != "projects:start"
        if not inside or not audience.admits(user):
            continue
        named += 1
        if answer.status_code != 404:
            wrong.append((url, answer.status_code))
    assert wrong == []
    assert named > 60


@pytest.mark.parametrize(
    ("place", "shown"),
    [
        ("/beheer/projecten/", "ref"),
        ("/beheer/projecten/bord/", "ref"),
        ("/beheer/opdrachten/", "procurement"),
        ("/beheer/begeleiding/", "ref"),
        ("/beheer/overdracht/", "over"),
        ("/beheer/", "ref"),
    ],
)
def test_who_declared_a_conflict_finds_the_project_in_no_list(client, places, place, shown):
    user = ground.user(Role.STAFF)
    client.force_login(user)
    assert places[shown] in markup(client.get(place))
    for ref in (places["ref"], places["over"]):
        shut_out(Project.objects.get(ref=ref).application, user, reason="Familie", at=NOW)
    assert places[shown] not in markup(client.get(place))


def test_a_button_is_not_an_address_to_open(client, places):
    client.force_login(ground.user(Role.LEAD))
    opened = {name: client.get(address(name, pattern, places)).status_code for name, pattern in BUTTONS}
    assert opened == dict.fromkeys(opened, 405)
    assert len(opened) > 20
