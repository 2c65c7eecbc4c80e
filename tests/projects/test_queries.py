"""Each page asks the same number of queries with one row as with thirty."""

import datetime as dt
from itertools import count

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.utils import timezone

from pio_portal.accounts.enums import Role
from projects.enums import DelayReason, KnowledgeKind, Phase, Procedure, ProcurementStatus
from projects.models import Engagement, KnowledgeRecord, Milestone, Participant, Procurement, Project
from projects.procurement.participants import add_participant
from projects.project.publishing import edit_public_texts, publish_project
from projects.tempo.workflow import forecast_milestone
from tests.factories import ground, projects

pytestmark = pytest.mark.django_db
NOW = timezone.now()
MANY = 30


def queries_of(client, url) -> int:
    client.get(url)  # what is remembered: the menu's counts, content types
    with CaptureQueriesContext(connection) as asked:
        assert client.get(url).status_code == 200
    return len(asked)


@pytest.fixture
def client_of_pio(client):
    client.force_login(ground.user(Role.LEAD))
    return client


def more_projects(project):
    """Thirty more of everything that a list can show."""
    base = {
        f.attname: getattr(project, f.attname) for f in Project._meta.concrete_fields if f.name not in ("id", "search")
    }
    for number in range(MANY):
        twin = Project(**base | {"ref": f"P-2020-{number:04d}", "slug": f"p-{number}"})
        twin.application = projects.selected_application()
        twin.organisation = ground.organisation()
        twin.save()
        Milestone.objects.create(project=twin, name="Lancering", is_launch=True, forecast_on=dt.date(2030, 1, 1))
        twin_procurement(twin, number)
        projects.selected_application()


_numbers = count(1)


def twin_procurement(project, number):
    return Procurement.objects.create(
        ref=f"O-2020-{next(_numbers):04d}", project=project, title=f"Opdracht {number}", status=ProcurementStatus.LAUNCHED,
        procedure=Procedure.OPEN, launched_on=dt.date(2025, 1, 1), cofinancing_granted=1,
        cofinancing_decided_on=dt.date(2025, 1, 1),
    )  # fmt: skip


def more_in_dossier(project):
    """Thirty more of everything that a dossier can show."""
    someone = ground.user()
    for number in range(MANY):
        milestone = Milestone.objects.create(
            project=project, name=f"Mijlpaal {number}", baseline_on=dt.date(2030, 1, 1), forecast_on=dt.date(2030, 1, 1)
        )
        forecast_milestone(
            milestone=milestone, forecast_on=dt.date(2031, 1, 1), reason=DelayReason.MARKET, by=None, at=NOW
        )
        Engagement.objects.create(project=project, side="client", text=f"Engagement {number}")
        KnowledgeRecord.objects.create(
            project=project, kind=KnowledgeKind.STORY, title="x", source=str(number), recorded_at=NOW, address="/x/",
            recorded_by=someone,
        )  # fmt: skip
        project.partners.add(ground.organisation())
        twin_procurement(project, number)
    for number in range(MANY):
        Participant.objects.create(procurement=project.procurements.order_by("pk").first(), name=f"Bedrijf {number}")


@pytest.fixture
def project():
    made = projects.project(phase=Phase.AWARD, lead=ground.user(Role.STAFF))
    edit_public_texts(project=made, need="x", approach="x", lessons="x", by=None, at=NOW)
    publish_project(project=made, by=None, at=NOW)
    add_participant(procurement=made.procurements.get(), kbo="0316380841", by=None, at=NOW)
    return Project.objects.get(pk=made.pk)


@pytest.mark.parametrize(
    ("url", "pin"),
    [
        ("/beheer/projecten/", 6),
        ("/beheer/projecten/nieuw/", 2),
        ("/beheer/opdrachten/", 5),
        ("/projecten/?q=slimme", 4),
    ],
)
def test_a_list_does_not_grow(client_of_pio, project, url, pin):
    projects.selected_application()
    one = queries_of(client_of_pio, url)
    more_projects(project)
    assert (one, queries_of(client_of_pio, url)) == (pin, pin)


DOSSIER = {
    "/beheer/projecten/{ref}/": 14,
    "/beheer/projecten/{ref}/engagementen/": 8,
    "/beheer/projecten/{ref}/voortraject/": 8,
    "/beheer/projecten/{ref}/opdrachten/": 7,
    "/beheer/projecten/{ref}/documenten/": 8,
    "/beheer/projecten/{ref}/verloop/": 10,
    "/beheer/projecten/{ref}/engagementen/wijzigen/": 3,
    "/beheer/projecten/{ref}/opschorten/": 2,
    "/beheer/projecten/{ref}/stopzetten/": 2,
    "/beheer/projecten/{ref}/afsluiten/": 5,
    "/beheer/projecten/{ref}/vrijstelling/": 2,
    "/beheer/projecten/{ref}/begeleider/": 3,
    "/beheer/projecten/{ref}/publiek/": 2,
    "/beheer/projecten/{ref}/documenten/nieuw/": 2,
    "/beheer/projecten/{ref}/opdrachten/nieuw/": 2,
    "/beheer/projecten/{ref}/mijlpalen/nieuw/": 2,
    "/beheer/projecten/{ref}/mijlpalen/{milestone}/verwachting/": 2,
    "/beheer/projecten/{ref}/mijlpalen/{milestone}/afspraak/": 2,
    "/beheer/projecten/{ref}/mijlpalen/{milestone}/bereikt/": 2,
    "/beheer/projecten/{ref}/stappen/needs_analysis/": 2,
    "/beheer/projecten/{ref}/stappen/needs_analysis/overslaan/": 2,
    "/beheer/projecten/nieuw/{application}/": 3,
    "/beheer/opdrachten/{procurement}/": 7,
    "/beheer/opdrachten/{procurement}/wijzigen/": 2,
    "/beheer/opdrachten/{procurement}/lanceren/": 2,
    "/beheer/opdrachten/{procurement}/gunnen/": 2,
    "/beheer/opdrachten/{procurement}/opleveren/": 2,
    "/beheer/opdrachten/{procurement}/annuleren/": 2,
    "/beheer/opdrachten/{procurement}/geen-offertes/": 2,
    "/beheer/opdrachten/{procurement}/beeindigen/": 2,
    "/beheer/opdrachten/{procurement}/deelnemers/": 2,
    "/projecten/{slug}/": 7,
}


def filled(url, project) -> str:
    return url.format(
        ref=project.ref,
        slug=project.slug,
        milestone=project.milestones.filter(actual_on=None).order_by("pk").first().pk,
        procurement=project.procurements.order_by("pk").first().ref,
        application=projects.selected_application().ref,
    )


@pytest.mark.parametrize(("url", "pin"), DOSSIER.items())
def test_a_page_of_a_dossier_does_not_grow(client_of_pio, project, url, pin):
    address = filled(url, project)
    one = queries_of(client_of_pio, address)
    more_in_dossier(project)
    assert (one, queries_of(client_of_pio, address)) == (pin, pin)
    assert pin <= 20


@pytest.mark.parametrize(
    ("url", "pin"),
    [("/mijn/projecten/", 3), ("/mijn/projecten/{ref}/", 9), ("/mijn/projecten/{ref}/mijlpalen/{milestone}/", 3)],
)
def test_a_page_of_the_client_does_not_grow(client, project, url, pin):
    client.force_login(ground.member(project.organisation))
    address = filled(url, project)
    one = queries_of(client, address)
    more_in_dossier(project)
    more_projects(project)
    Project.objects.update(organisation=project.organisation)
    assert (one, queries_of(client, address)) == (pin, pin)
    assert pin <= 20
