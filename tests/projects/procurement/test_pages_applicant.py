"""The client's side of a procurement: its editors record what happens, others only read, and strangers find nothing."""

from decimal import Decimal

import pytest
from django.urls import get_resolver

from pio_portal.accounts.access import declared_routes
from pio_portal.organisations.enums import Level
from projects.document.remarks import write_remark
from projects.enums import Phase
from projects.enums import ProcurementStatus as Status
from projects.models import Procurement, Project
from projects.procurement.participants import add_participant
from projects.project.publishing import edit_public_texts, publish_project
from tests.factories import ground, projects
from tests.factories.projects import AT
from tests.pages import markup

pytestmark = pytest.mark.django_db


@pytest.fixture
def project():
    return projects.project(phase=Phase.STRATEGY)


@pytest.fixture
def editor(client, project):
    user = ground.member(project.organisation, Level.EDITOR)
    client.force_login(user)
    return user


def test_an_editor_of_the_client_takes_a_procurement_from_its_plan_to_its_delivery(client, editor, project):
    own = f"/mijn/projecten/{project.ref}/"
    assert "Opdracht vastleggen" in markup(client.get(own))
    data = {"title": "Lampen", "procedure": "38", "cpv": "34928500-3", "estimate": "250.000"}
    answer = client.post(f"{own}opdrachten/nieuw/", data)
    made = Procurement.objects.get()
    url = f"{own}opdrachten/{made.ref}/"
    assert answer.headers["Location"] == url
    for end, given in [
        ("lanceren", {"launched_on": "2025-06-01"}),
        ("deelnemers", {"kbo": "0316.380.841", "country": "BE", "role": "tenderer", "name": "Lumen"}),
        ("gunnen", {"awarded_on": "2025-09-01", "contractor_name": "Lumen", "award_value": "240.000"}),
        ("contract", {"contract_on": "2025-09-20"}),
        ("delen", {"delivered_on": "2025-11-01", "part": "Proef"}),
        ("opleveren", {"delivered_on": "2025-12-01", "note": "Werkt"}),
    ]:
        assert f"{url}{end}/" in markup(client.get(url))
        assert client.get(f"{url}{end}/").status_code == 200
        assert (end, client.post(f"{url}{end}/", given).headers.get("Location")) == (end, url)
    assert Procurement.objects.get().status == Status.DELIVERED
    assert Project.objects.get().phase == Phase.DELIVERY
    page = markup(client.get(url))
    assert "Lumen" in page
    assert "opleveren/" not in page


@pytest.mark.parametrize("level", [Level.VIEWER, None])
def test_who_may_not_edit_for_the_client_records_nothing(client, project, level):
    made = projects.procurement(project=project)
    client.force_login(ground.member(project.organisation, level) if level else ground.member())
    own = f"/mijn/projecten/{project.ref}/opdrachten/"
    seen = 200 if level else 404
    assert [client.get(own + end).status_code for end in (f"{made.ref}/", f"{made.ref}/lanceren/", "nieuw/")] == [
        seen, 404, 404,
    ]  # fmt: skip


def test_a_procurement_is_found_below_its_own_project_only(client, editor, project):
    other = projects.procurement()
    own = f"/mijn/projecten/{project.ref}/opdrachten/"
    made = projects.procurement(project=project)
    assert client.get(f"{own}{other.ref}/").status_code == 404
    assert client.get(f"{own}{made.ref}/verzonnen/").status_code == 404


def test_nothing_is_recorded_in_a_project_that_stands_still(client, editor, project):
    made = projects.procurement(project=project)
    projects.suspended(project)
    assert "Wat kunt u vastleggen?" not in markup(client.get(f"/mijn/projecten/{project.ref}/opdrachten/{made.ref}/"))


# What stays between the client and PIO


SECRETS = ["123.457", "Geheim bestek", "Geheime motivering", "Verliezer bv", "Geheime opmerking"]


def test_estimates_tenderers_and_documents_are_on_no_public_page(client, project):
    made = projects.procurement(
        project=project, status=Status.AWARDED, estimate=Decimal(123_457), title="Lampen die meten"
    )
    Procurement.objects.update(award_grounds="Geheime motivering")
    add_participant(procurement=made, name="Verliezer bv", by=None, at=AT)
    bestek = projects.document(of=project, procurement=made, title="Geheim bestek")
    write_remark(document=bestek, place="", text="Geheime opmerking", by=None, at=AT)
    file = bestek.versions.get().file
    edit_public_texts(project=project, need="Lampen die meten", approach="", lessons="", by=None, at=AT)
    shown = publish_project(project=project, by=None, at=AT)
    addresses = [
        f"/{address}"
        for address, pattern in declared_routes(get_resolver().url_patterns)
        if getattr(pattern.callback, "audience", None)
        and pattern.callback.audience.public
        and "GET" in pattern.callback.methods
        and "<" not in address
    ]
    addresses += [shown.get_absolute_url(), "/projecten/?q=lampen", *(f"/zoeken/?q={secret}" for secret in SECRETS)]
    assert "Lampen die meten" in markup(client.get(shown.get_absolute_url())), "the procurement itself is public"
    for address in addresses:
        answer = client.get(address, follow=True)
        body = b"".join(answer.streaming_content) if answer.streaming else answer.content
        told = body.decode(errors="replace").replace("\u00a0", " ")
        found = [secret for secret in SECRETS if secret in told and f"q={secret}" not in address]
        assert (address, found) == (address, [])
    for who in (None, ground.member()):
        if who:
            client.force_login(who)
        assert client.get(f"/documenten/{file.pk}/").status_code != 200
