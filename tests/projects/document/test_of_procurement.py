"""The documents of a procurement are those of its project, one by one said to be its own: versions, kinds and remarks."""

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.db import IntegrityError, transaction

from pio_portal.accounts.enums import Role
from pio_portal.change import NotPermitted
from pio_portal.organisations.enums import Level
from projects.document.workflow import add_document
from projects.enums import DocumentKind, Phase, ProcurementStatus
from projects.models import ProjectDocument
from tests.factories import ground, projects
from tests.factories.projects import AT
from tests.files import pdf, png
from tests.pages import client_of, text

pytestmark = pytest.mark.django_db


@pytest.fixture
def procurement():
    """One that is being prepared, in a project that writes its tender documents."""
    return projects.project(phase=Phase.DOCUMENTS).procurements.get()


def pages_of(procurement) -> tuple[str, str]:
    """The page of PIO and that of the client."""
    ours, project = f"/beheer/opdrachten/{procurement.ref}/", procurement.project
    return ours, f"/mijn/projecten/{project.ref}/opdrachten/{procurement.ref}/"


def test_both_sides_give_and_read_its_documents_with_kind_version_and_remarks(procurement):
    ours, theirs = pages_of(procurement)
    editor = ground.member(procurement.project.organisation, Level.EDITOR)
    own, desk = client_of(editor), client_of(ground.user(Role.STAFF))
    form = own.get(f"{theirs}documenten/").content.decode()
    assert '<option value="tender_document" selected>' in form  # what is written before the launch
    assert "Bij welke opdracht?" not in form
    own.post(f"{theirs}documenten/", {"kind": "tender_document", "title": "Bestek", "file": png()})
    desk.post(f"{ours}documenten/", {"kind": "report", "title": "Verslag", "file": png("v.png")})
    bestek = ProjectDocument.objects.get(kind=DocumentKind.TENDER)
    assert {row.procurement for row in ProjectDocument.objects.all()} == {procurement}
    desk.post(f"{bestek.get_staff_url()}opmerkingen/nieuw/", {"place": "art. 4.2", "text": "Vraag een resultaat."})
    file = SimpleUploadedFile("bestek-2.pdf", pdf())
    own.post(f"{bestek.get_applicant_url()}versie/", {"file": file, "note": "Art. 4 herschreven"})
    for browser, page, url in ((desk, ours, bestek.get_staff_url()), (own, theirs, bestek.get_applicant_url())):
        told, shown = text(browser.get(page)), text(browser.get(url))
        for said in ("Bestek", "Opdrachtdocument", "1 eerdere versie", "Art. 4 herschreven", "1 open opmerking"):
            assert said in told
        assert "Verslag" in told
        assert procurement.title in shown
        assert "Vraag een resultaat." in shown
    assert f"{editor} bezorgde een document: Bestek." in text(desk.get(ours))
    project = procurement.project
    for browser, page in ((desk, f"/beheer/projecten/{project.ref}/documenten/"), (own, project.get_applicant_url())):
        assert f"Opdracht {procurement.ref}" in text(browser.get(page))


def test_a_document_of_the_project_may_be_of_one_of_its_procurements(procurement):
    project, other = procurement.project, projects.procurement()
    desk = client_of(ground.user(Role.STAFF))
    url = f"/beheer/projecten/{project.ref}/documenten/nieuw/"
    given = {"kind": "tender_document", "title": "Bestek"}
    assert desk.post(url, given | {"procurement": other.pk, "file": png()}).status_code == 422
    desk.post(url, given | {"procurement": procurement.pk, "file": png()})
    desk.post(url, given | {"procurement": "", "file": png()})
    assert [row.procurement for row in project.documents.all()] == [procurement, None]


def test_the_database_keeps_a_document_with_a_procurement_of_its_project(procurement):
    document, other = projects.document(of=procurement.project), projects.procurement()
    with pytest.raises(IntegrityError, match="document_of_a_procurement_of_its_project"), transaction.atomic():
        ProjectDocument.objects.filter(pk=document.pk).update(procurement=other)
    assert ProjectDocument.objects.update(procurement=procurement) == 1


def test_who_may_give_one(procurement):
    project, partner = procurement.project, ground.organisation()
    project.partners.add(partner)
    given = {"project": project, "procurement": procurement, "kind": DocumentKind.TENDER, "title": "x", "at": AT}
    without = [ground.member(project.organisation, Level.VIEWER), ground.member(), ground.user(Role.MANAGEMENT)]
    for person in [*without, ground.user(Role.ADVISER), ground.user(Role.COMMUNICATION)]:
        with pytest.raises(NotPermitted):
            add_document(**given, file=png(), by=person)
    editor = ground.member(project.organisation, Level.EDITOR)
    for person in (editor, ground.member(partner, Level.EDITOR), projects.pio()):
        assert add_document(**given, file=png(), by=person).document.procurement == procurement
    with pytest.raises(NotPermitted):
        add_document(**given, file=png(), by=editor, internal=True)


def test_one_for_pio_alone_is_on_no_page_of_others(procurement):
    ours, theirs = pages_of(procurement)
    projects.document(of=procurement.project, procurement=procurement, title="Oordeel", internal=True)
    manager = ground.member(procurement.project.organisation, Level.MANAGER)
    assert "Oordeel" in text(client_of(ground.user(Role.LEAD)).get(ours))
    for browser, page in (
        (client_of(ground.user(Role.MANAGEMENT)), ours),
        (client_of(ground.user(Role.COMMUNICATION)), ours),
        (client_of(manager), theirs),
    ):
        assert procurement.ref in text(browser.get(page))
        assert "Oordeel" not in text(browser.get(page))


def test_who_is_no_party_or_has_an_interest_finds_none(procurement):
    ours, theirs = pages_of(procurement)
    document = projects.document(of=procurement.project, procurement=procurement)
    biased = ground.user(Role.STAFF)
    procurement.project.application.conflicts.create(user=biased, reason="x", declared_at=AT)
    for person in (ground.member(), ground.user(Role.ADVISER), biased):
        browser = client_of(person)
        for address in (theirs, f"{theirs}documenten/", document.get_applicant_url()):
            assert browser.get(address).status_code == 404
        for address in (ours, f"{ours}documenten/", document.get_staff_url()):
            assert browser.get(address).status_code == (404 if person == biased else 403)
        assert browser.get(f"/documenten/{document.versions.get().file_id}/").status_code == 404


def test_a_client_gives_nothing_for_a_project_that_does_not_run_and_a_closed_one_takes_nothing():
    made = projects.procurement(status=ProcurementStatus.AWARDED)
    ours, theirs = pages_of(made)
    own = client_of(ground.member(made.project.organisation, Level.EDITOR))
    sent = {"kind": "report", "title": "Verslag"}
    projects.suspended(made.project)
    assert own.post(f"{theirs}documenten/", sent | {"file": png()}).status_code == 422
    assert "Document toevoegen" not in text(own.get(theirs))
    desk = client_of(ground.user(Role.STAFF))
    assert desk.post(f"{ours}documenten/", sent | {"file": png()}).status_code == 302
    closed = projects.project(phase=Phase.CLOSED).procurements.get()
    ours, theirs = pages_of(closed)
    assert desk.post(f"{ours}documenten/", sent | {"file": png()}).status_code == 422
    assert "Document toevoegen" not in text(desk.get(ours))
    own = client_of(ground.member(closed.project.organisation, Level.EDITOR))
    assert "Dit project is afgesloten" in text(own.post(f"{theirs}documenten/", sent | {"file": png()}))
    assert not closed.documents.exists()
