"""A closed project refuses every edit: by each verb, on each page, and in the database."""

import datetime as dt
import inspect
import pkgutil
from importlib import import_module

import pytest
from django.db import IntegrityError, transaction

import projects as app
from pio_portal.accounts.access import declared_routes
from pio_portal.accounts.enums import Role
from pio_portal.audit.models import Entry
from pio_portal.change import Refused
from pio_portal.organisations.enums import Level
from projects import urls
from projects.engagement.checks import Found
from projects.enums import DelayReason, KnowledgeKind, Outcome, Phase, Side
from projects.models import (
    BaselineAmendment,
    Engagement,
    Lot,
    Milestone,
    MilestoneLink,
    Participant,
    PreparationStep,
    Project,
    ProjectDocument,
    Remark,
)
from projects.models import ProjectTask as Task
from projects.procurement.participants import add_participant
from projects.tempo.amendments import propose_amendment
from tests.factories import ground
from tests.factories import projects as make
from tests.factories.projects import AT, DAY
from tests.files import png
from tests.pages import client_of, text

pytestmark = pytest.mark.django_db
LATER = DAY + dt.timedelta(days=30)

# What may happen to a project that is closed, and why.
AFTERWARDS = {
    "publish_project": "the catalogue shows what was bought, also later",
    "unpublish_project": "what stands there may have to go",
    "share_knowledge": "a story may come later",
    "tell_cofinancing_decided": "money is paid and recovered later",
    "queue_handover": "the dossier is handed over",
    "make_file": "the dossier is handed over",
    "hand_over": "the dossier is handed over",
    "acknowledge_handover": "the dossier is handed over",
    "reject_handover": "the dossier is handed over",
    "tell_remarks": "a mail about what was remarked before, that is not sent either",
    "ask_survey": "clients are asked when they use what they bought",
    "answer_uptake": "clients are asked when they use what they bought",
    "answer_guidance": "clients are asked at closing",
    "approve_uptake": "clients are asked when they use what they bought",
    "take_back_uptake": "clients are asked when they use what they bought",
    "add_adopter": "others take the solution over later",
    "change_adopter": "others take the solution over later",
    "remove_adopter": "others take the solution over later",
    "add_task": "tasks are what PIO still does, no part of what is closed",
    "finish_task": "tasks are what PIO still does, no part of what is closed",
    "drop_task": "tasks are what PIO still does, no part of what is closed",
    "reopen_task": "tasks are what PIO still does, no part of what is closed",
}
OWNERS = (
    "project",
    "engagement",
    "step",
    "milestone",
    "link",
    "amendment",
    "procurement",
    "lot",
    "participant",
    "task",
)
OWNERS += ("document", "remark", "survey", "adopter", "handover", "order")


def verbs():
    """The functions that change something of a project: they take one of its parts, `by` and `at`."""
    found = {}
    for module in pkgutil.walk_packages(app.__path__, "projects."):
        if ".views" in module.name or ".management" in module.name or ".migrations" in module.name:
            continue
        loaded = import_module(module.name)
        for name, function in inspect.getmembers(loaded, inspect.isfunction):
            asked = inspect.signature(function).parameters
            named = {key for key, one in asked.items() if one.kind is inspect.Parameter.KEYWORD_ONLY}
            is_own = function.__module__ == module.name and not name.startswith("_")
            if is_own and "at" in named and named & set(OWNERS):
                found[name] = function
    return found


VERBS = verbs()


@pytest.fixture
def closed():
    """A closed project with a row of each kind."""
    project = make.project(phase=Phase.DELIVERY)
    procurement = project.procurements.get()
    add_participant(procurement=procurement, kbo="0316380841", by=None, at=AT)
    Lot.objects.create(procurement=procurement, number=1, title="Masten")
    milestone = project.milestones.filter(actual_on=None).first()
    propose_amendment(milestone=milestone, to_on=LATER, reason="Later", by=make.pio(), at=AT)
    make.consultancy(of=project)
    make.remark(of=make.document(of=project))
    make.shared(project)
    return make.closed(project)


def given(project):
    """A value for whatever a verb asks, by the name of its argument."""
    procurement = project.procurements.get()
    launch = project.milestones.get(is_launch=True)
    engagement = project.engagements.first()
    return {
        "project": project,
        "engagement": engagement,
        "step": project.steps.first(),
        "milestone": launch,
        "after": project.milestones.exclude(pk=launch.pk).first(),
        "link": MilestoneLink.objects.filter(milestone__project=project).first(),
        "amendment": BaselineAmendment.objects.get(),
        "procurement": procurement,
        "lot": procurement.lots.get(),
        "participant": procurement.participants.get(),
        "order": project.consultancy_orders.get(),
        "task": Task.objects.filter(project=project).first(),
        "remark": Remark.objects.get(),
        "document": project.documents.get(),
        "by": None,
        "at": AT,
        "side": Side.CLIENT,
        "found": {engagement.pk: Found(Outcome.KEPT)},
        "reason": "Omdat",
        "cause": DelayReason.MARKET,
        "review_on": LATER,
        "lead": make.pio(),
        "file": png(),
        "internal": False,
        "kind": KnowledgeKind.STORY,
        "ordered": 1,
        "invoiced": 1,
        "paid": 1,
        "vat_rate": 21,
        "estimate": 1,
        "award_value": 1,
        "value": 1,
        "amount": 1,
        "lag_days": 1,
        "standstill_days": 15,
        "rd_share": 10,
    }


def value_of(name, one, known):
    if name in known:
        return known[name]
    return DAY if name.endswith("_on") or "date" in str(one.annotation) else "Iets"


def refused(function, known):
    """What a verb says when it is asked of a closed project."""
    asked = {
        key: value_of(key, one, known)
        for key, one in inspect.signature(function).parameters.items()
        if one.default is inspect.Parameter.empty and one.kind is not inspect.Parameter.VAR_KEYWORD
    }
    try:
        with transaction.atomic():
            function(**asked)
    except Refused as answer:
        return str(answer)
    return "done"


def test_every_verb_is_refused(closed):
    known, before = given(closed), Entry.objects.count()
    answers = {name: refused(VERBS[name], known) for name in VERBS.keys() - AFTERWARDS.keys()}
    assert {name: said for name, said in answers.items() if "afgesloten" not in said.lower()} == {}
    assert len(answers) > 40
    assert Entry.objects.count() == before


def test_what_may_happen_afterwards_are_verbs():
    assert AFTERWARDS.keys() - VERBS.keys() == set()


def test_no_page_of_staff_or_of_the_client_changes_it(closed):
    known = given(closed)
    lead, manager = client_of(ground.user(Role.LEAD)), client_of(ground.member(closed.organisation, Level.MANAGER))
    later = ("gebruik/", "bevraging/", "overdracht/", "publiceren/", "intrekken/", "taken/", "nieuw/<ref", "drempel")
    later += ("berichten/", "notities/")  # who still has a question is answered
    filled = {"reason": "x", "title": "x", "text": "x", "side": "pio", "need": "x", "due_on": "2026-12-01"}
    tried = 0
    for _address, pattern in declared_routes(urls.urlpatterns):
        route = str(pattern.pattern)
        if "POST" not in pattern.callback.methods or any(part in route for part in later) or "<ref" not in route:
            continue
        ref = known["procurement"].ref if route.startswith("beheer/opdrachten/") else closed.ref
        url = _filled(route, ref, known)
        before, stood = Entry.objects.count(), _rows(closed)
        answer = (manager if route.startswith("mijn/") else lead).post(url, filled)
        assert answer.status_code in (200, 302, 403, 404, 422), url
        assert (url, Entry.objects.count(), _rows(closed)) == (url, before, stood)
        tried += 1
    assert tried > 40


def _filled(route, ref, known):
    """The address of a route about a part of the closed project."""
    parts = {"engagementen": "engagement", "percelen": "lot", "deelnemers": "participant", "mijlpalen": "milestone"}
    parts |= {"begeleiding": "order", "projecten/<ref:ref>/documenten": "document"}
    pk = next((known[part].pk for word, part in parts.items() if word in route), 1)
    url = "/" + route.replace("<ref:ref>", ref).replace("<number:pk>", str(pk))
    url = url.replace("<number:link>", str(known["link"].pk)).replace("<number:amendment>", str(known["amendment"].pk))
    url = url.replace("<key:kind>", known["step"].kind).replace("<ref:procurement>", known["procurement"].ref)
    url = url.replace("<number:remark>", str(known["remark"].pk))
    return url.replace("<key:what>", "lessen").replace("<ref:code>", "PIO-2024").replace("<number:number>", "1")


def _rows(project):
    """What stands there."""
    return [
        list(model.objects.order_by("pk").values()) for model in (Project, Engagement, Milestone, PreparationStep, Lot)
    ]


def test_the_client_reads_on_its_page_that_it_is_closed_and_has_nothing_to_edit(closed):
    client = client_of(ground.member(closed.organisation, Level.MANAGER))
    page = text(client.get(closed.get_applicant_url()))
    assert "Dit project is afgesloten." in page
    assert "Verschuiven" not in page
    assert "Opdracht vastleggen" not in page
    milestone = closed.milestones.filter(actual_on=None).first() or closed.milestones.first()
    url = f"{closed.get_applicant_url()}mijlpalen/{milestone.pk}/"
    assert "Dit project is afgesloten" in text(client.get(url))


def test_the_database_refuses_it_too(closed):
    changes = {Engagement: {"text": "x"}, Milestone: {"name": "x"}, PreparationStep: {"skipped_reason": "x"}}
    changes |= {ProjectDocument: {"title": "x"}, Lot: {"title": "x"}, Participant: {"name": "x"}}
    for rows, changed in changes.items():
        to_project = "procurement__project" if rows in (Lot, Participant) else "project"
        row = rows.objects.filter(**{to_project: closed}).last()  # of no order
        with pytest.raises(IntegrityError, match="stays_once_closed"), transaction.atomic():
            rows.objects.filter(pk=row.pk).update(**changed)
        with pytest.raises(IntegrityError, match="stays_once_closed"), transaction.atomic():
            row.delete()
    with pytest.raises(IntegrityError, match="project_closed_stays_as_it_is"), transaction.atomic():
        Project.objects.update(lessons="x")
    with pytest.raises(IntegrityError, match="remark_stays_once_closed"), transaction.atomic():
        Remark.objects.update(place="x")
    assert Project.objects.update(published=False) == 1
    assert Project.objects.update(imported=True) == 1
    assert Engagement.objects.filter(project=closed).update(text="x")
