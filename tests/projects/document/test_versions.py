"""A document in versions: the last one is shown, those before it stay readable, and two at once both stay."""

import datetime as dt
import threading
from concurrent.futures import ThreadPoolExecutor
from unittest import mock

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.db import IntegrityError, connections, transaction

from pio_portal.accounts.enums import Role
from pio_portal.change import NotPermitted, Refused
from pio_portal.documents import workflow as documents
from pio_portal.documents.models import Document
from pio_portal.organisations.enums import Level
from projects.document.workflow import add_version
from projects.enums import DocumentKind, Phase, ProjectState
from projects.models import DocumentVersion
from tests.factories import ground, projects
from tests.factories.projects import AT
from tests.files import pdf
from tests.pages import client_of, text
from tests.patience import LONGEST

LATER = AT + dt.timedelta(days=3)


def upload(number: int = 1) -> SimpleUploadedFile:
    return SimpleUploadedFile(f"bestek-{number}.pdf", pdf(padding=number))


def opens(browser, version) -> bool:
    """Whether its file comes."""
    answer = browser.get(f"/documenten/{version.file_id}/")
    if answer.streaming:
        assert b"".join(answer.streaming_content) == version.file.read()
    return answer.status_code == 200


def given(document, number=2, *, by, note="Art. 4 herschreven"):
    return add_version(document=document, file=upload(number), note=note, by=by, at=LATER)


@pytest.mark.django_db
def test_a_new_version_is_the_document_and_the_one_before_it_stays():
    document = projects.document()
    client = ground.member(document.project.organisation, Level.EDITOR)
    made = given(document, by=client)
    rows = DocumentVersion.objects.of(document.project)
    assert [(row.number, row.note, row.file.created_by, row.file.created_at) for row in rows] == [
        (2, "Art. 4 herschreven", client, LATER),
        (1, "", None, AT),
    ]
    assert (made.file.title, made.file.removed_at) == (document.title, None)


@pytest.mark.django_db
def test_the_same_file_again_is_told_and_leaves_nothing_behind():
    document = projects.document(versions=2)
    with pytest.raises(Refused, match="hetzelfde bestand als versie 2") as refused:
        given(document, by=projects.pio())
    assert refused.value.field == "file"
    assert (document.versions.count(), Document.objects.count()) == (2, 2)
    assert given(document, 1, by=projects.pio()).number == 3  # an older one may come back


@pytest.mark.django_db
@pytest.mark.parametrize("state", [ProjectState.SUSPENDED, ProjectState.STOPPED])
def test_a_client_gives_nothing_to_a_project_that_does_not_run_and_pio_files_it(state):
    project = projects.in_state(state)
    document = projects.document(of=project)
    editor = ground.member(project.organisation, Level.EDITOR)
    with pytest.raises(Refused, match=r"opgeschort|stopgezet"):
        given(document, by=editor)
    assert given(document, by=projects.pio()).number == 2


@pytest.mark.django_db
def test_who_may_not_write_for_the_client_or_read_what_is_internal_gives_no_version():
    document = projects.document(kind=DocumentKind.REPORT, internal=True)
    project = document.project
    for person in (ground.member(project.organisation), ground.user(Role.MANAGEMENT), ground.member()):
        with pytest.raises(NotPermitted):
            given(document, by=person)
    shared = projects.document(of=project)
    with pytest.raises(NotPermitted):
        given(shared, by=ground.member(project.organisation, Level.VIEWER))


@pytest.mark.django_db
def test_a_version_never_changes():
    version = projects.document().versions.get()
    with pytest.raises(Exception, match="Cannot update"), transaction.atomic():
        DocumentVersion.objects.filter(pk=version.pk).update(note="x")


def at_once(document):
    """Two people give their version in the same moment: its number, or the constraint that refused it."""

    def give(number):
        try:
            return given(document, number, by=None).number
        except IntegrityError as error:
            return str(error)
        finally:
            connections.close_all()

    with ThreadPoolExecutor(2) as pool:
        return sorted(pool.map(give, (2, 3)), key=str)


@pytest.mark.django_db(transaction=True)
def test_two_versions_at_once_both_stay():
    document = projects.document()
    assert at_once(document) == [2, 3]


@pytest.mark.django_db(transaction=True)
def test_two_versions_at_once_need_the_lock():
    """Negative control: both read the last version before one of them writes."""
    document, both_have_read, digest = projects.document(), threading.Barrier(2), documents.digest_of

    def wait(file):
        both_have_read.wait(timeout=LONGEST)
        return digest(file)

    def unlocked(row, *_related):
        return type(row).objects.get(pk=row.pk)

    with (
        mock.patch("projects.project.workflow.locked", unlocked),
        mock.patch("projects.document.workflow.locked", unlocked),
        mock.patch("pio_portal.documents.workflow.digest_of", wait),
    ):
        kept, refused = at_once(document)
    assert kept == 2
    assert "document_version_once" in refused


@pytest.mark.django_db
def test_both_sides_read_each_version_and_give_the_next():
    project = projects.project(phase=Phase.DOCUMENTS)
    editor = ground.member(project.organisation, Level.EDITOR)
    own, desk = client_of(editor), client_of(ground.user(Role.STAFF))
    url = project.get_applicant_url()
    own.post(url + "documenten/nieuw/", {"kind": "tender_document", "title": "Bestek", "file": upload()})
    document = project.documents.get()
    own.post(f"{url}documenten/{document.pk}/versie/", {"file": upload(2), "note": "Art. 4 herschreven"})
    desk.post(f"/beheer/projecten/{project.ref}/documenten/{document.pk}/versie/", {"file": upload(3), "note": ""})
    assert [version.number for version in document.versions.all()] == [3, 2, 1]
    for browser, page in ((own, url), (desk, f"/beheer/projecten/{project.ref}/documenten/")):
        told = text(browser.get(page))
        assert "Bestek bestek-3.pdf" in told
        assert "Opdrachtdocument" in told
        assert "2 eerdere versies" in told
        assert "Versie 2 van Bestek" in told
        assert f"{editor}" in told
        assert "Art. 4 herschreven" in told
        assert all(opens(browser, version) for version in document.versions.all())
    assert f"{editor} bezorgde versie 2 van het document Bestek." in text(own.get(url))


@pytest.mark.django_db
def test_what_is_wrong_comes_back_on_the_page_and_others_find_nothing():
    document = projects.document()
    project = document.project
    own, desk = client_of(ground.member(project.organisation, Level.EDITOR)), client_of(projects.pio())
    theirs = f"{project.get_applicant_url()}documenten/{document.pk}/versie/"
    ours = f"/beheer/projecten/{project.ref}/documenten/{document.pk}/versie/"
    for browser, url in ((own, theirs), (desk, ours)):
        again = SimpleUploadedFile("weer.png", document.versions.get().file.read())
        answer = browser.post(url, {"file": again})
        assert answer.status_code == 422
        assert "hetzelfde bestand als versie 1" in text(answer)
    secret = projects.document(of=project, kind=DocumentKind.REPORT, internal=True, title="Oordeel")
    assert own.get(theirs.replace(str(document.pk), str(secret.pk))).status_code == 404
    assert not opens(own, secret.versions.get())
    assert "Oordeel" not in text(own.get(project.get_applicant_url()))
    viewer, other = (client_of(ground.member(of, Level.VIEWER)) for of in (project.organisation, None))
    for browser, sees in ((viewer, True), (other, False), (client_of(ground.user(Role.ADVISER)), False)):
        assert browser.get(theirs).status_code == 404
        assert opens(browser, document.versions.get()) is sees


@pytest.mark.django_db
def test_the_form_knows_what_is_written_in_the_phase():
    project = projects.project(phase=Phase.DOCUMENTS)
    page = client_of(projects.pio()).get(f"/beheer/projecten/{project.ref}/documenten/nieuw/")
    assert '<option value="tender_document" selected>' in page.content.decode()
    answer = client_of(projects.pio()).post(
        f"/beheer/projecten/{project.ref}/documenten/nieuw/", {"kind": "x", "title": "Plan", "file": upload()}
    )
    assert answer.status_code == 422
