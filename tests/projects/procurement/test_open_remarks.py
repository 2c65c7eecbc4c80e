"""Launching asks about the remarks of PIO that are still open on the tender documents."""

import pytest

from pio_portal.accounts.enums import Role
from pio_portal.audit.workflow import timeline
from pio_portal.change import Refused
from pio_portal.organisations.enums import Level
from projects.enums import Phase, ProcurementStatus, RemarkStatus
from projects.models import Procurement
from projects.procurement.workflow import launch_procurement
from tests.factories import ground, projects
from tests.factories.projects import AT, DAY
from tests.pages import client_of, text

pytestmark = pytest.mark.django_db
WHY = "De jurist vindt het goed."


@pytest.fixture
def procurement():
    """One that can be launched, in a project that writes its tender documents."""
    return projects.project(phase=Phase.DOCUMENTS).procurements.get()


def launched(procurement, **given):
    return launch_procurement(procurement=procurement, launched_on=DAY, by=projects.pio(), at=AT, **given)


def remarked(procurement, *, own=True, **given):
    """An open remark on a tender document of it, or of its project as a whole."""
    of = projects.document(of=procurement.project, procurement=procurement if own else None, **given)
    return projects.remark(of=of)


@pytest.mark.parametrize("own", [True, False], ids=["its own", "of the project as a whole"])
def test_the_verb_asks_why_and_the_timeline_keeps_it(procurement, own):
    remarked(procurement, own=own)
    for despite in ("", "  "):
        with pytest.raises(Refused, match="Er staat nog 1 opmerking van PIO open") as refused:
            launched(procurement, despite=despite)
        assert refused.value.field == "despite"
    assert launched(procurement, despite=f" {WHY} ").status == ProcurementStatus.LAUNCHED
    told = [line.sentence for line in timeline(procurement, public_only=True)]
    assert any(line.endswith(f"{procurement.ref}: 1. PIO schreef waarom: {WHY}") for line in told)


def test_nothing_is_asked_or_kept_without_open_remarks(procurement):
    document = projects.document(of=procurement.project, procurement=procurement)
    projects.remark(RemarkStatus.HANDLED, of=document)
    other = projects.procurement(project=procurement.project)
    remarked(other)
    page = client_of(projects.pio()).get(f"/beheer/opdrachten/{procurement.ref}/lanceren/")
    assert "despite" not in page.context["form"].fields
    launched(procurement, despite=WHY)
    assert WHY not in " ".join(line.sentence for line in timeline(procurement))


def test_the_form_names_the_number_with_the_way_to_each_document(procurement):
    first, second = remarked(procurement), remarked(procurement, own=False, title="Selectieleidraad")
    projects.remark(of=second.document)
    editor = ground.member(procurement.project.organisation, Level.EDITOR)
    ours = f"/beheer/opdrachten/{procurement.ref}/lanceren/"
    theirs = f"/mijn/projecten/{procurement.project.ref}/opdrachten/{procurement.ref}/lanceren/"
    sent = {"launched_on": DAY.isoformat(), "despite": ""}
    for browser, url, address in (
        (client_of(ground.user(Role.STAFF)), ours, "get_staff_url"),
        (client_of(editor), theirs, "get_applicant_url"),
    ):
        page = browser.get(url)
        assert "Er staan nog 3 opmerkingen van PIO open." in text(page)
        assert "Bestek : 1 open opmerking" in text(page).replace("Bestek:", "Bestek :")
        for document in (first.document, second.document):
            assert f'href="{getattr(document, address)()}#remarks"' in page.content.decode()
        answer = browser.post(url, sent)
        assert answer.status_code == 422
        assert Procurement.objects.get(pk=procurement.pk).status == ProcurementStatus.PREPARED
    assert client_of(editor).post(theirs, sent | {"despite": WHY}).status_code == 302
    assert Procurement.objects.get(pk=procurement.pk).status == ProcurementStatus.LAUNCHED
