"""A document is called better, or goes out of the dossier for a reason: by who may add one, and never with open remarks."""

import datetime as dt

import pytest

from pio_portal.accounts.enums import Role
from pio_portal.audit.models import Entry
from pio_portal.audit.workflow import timeline
from pio_portal.change import NotPermitted, Refused
from pio_portal.correspondence.models import SentMail
from pio_portal.documents.models import Document
from pio_portal.organisations.enums import Level
from projects.document.remarks import reopen_remark, write_remark
from projects.document.tasks import tell
from projects.document.workflow import add_version, change_document, remove_document
from projects.enums import DocumentKind, ProjectState, RemarkStatus
from projects.models import DocumentVersion, ProjectDocument, Remark
from tests.factories import ground, projects
from tests.factories.projects import AT
from tests.files import png
from tests.pages import client_of, text

pytestmark = pytest.mark.django_db
LATER = AT + dt.timedelta(days=2)
GONE = "een collega haalde het intussen weg"


def changed(document, *, by, kind=DocumentKind.REPORT, title="Verslag", **given):
    return change_document(document=document, kind=kind, title=title, by=by, at=AT, **given)


def removed(document, *, by, reason="Dubbel"):
    remove_document(document=document, reason=reason, by=by, at=LATER)


def lines(about, *, public_only=True) -> list[str]:
    return [line.sentence for line in timeline(about, public_only=public_only)]


def test_a_document_is_called_otherwise_with_all_its_versions_and_of_its_procurement():
    document = projects.document(versions=2)
    procurement = document.project.procurements.get()
    editor = ground.member(document.project.organisation, Level.EDITOR)
    now = changed(document, by=editor, kind=DocumentKind.TENDER, title=" Bestek perceel 1 ", procurement=procurement)
    assert (now.title, now.kind, now.procurement) == ("Bestek perceel 1", DocumentKind.TENDER, procurement)
    assert {version.file.title for version in now.versions.all()} == {"Bestek perceel 1"}
    told = f"wijzigde het document Bestek: het is nu “Bestek perceel 1” (opdrachtdocument, {procurement.ref})."
    assert lines(procurement)[0] == f"{editor} {told}"
    before = Entry.objects.count()
    changed(document, by=editor, kind=DocumentKind.TENDER, title="Bestek perceel 1", procurement=procurement)
    assert Entry.objects.count() == before  # nothing changed


def test_a_document_goes_with_its_versions_and_the_history_keeps_why():
    document = projects.document(versions=2)
    projects.remark(RemarkStatus.RESOLVED, of=document)
    files, editor = [one.file_id for one in document.versions.all()], ground.member(document.project.organisation)
    own = client_of(editor)
    assert editor.has_perm("documents.view_document", document.versions.first().file)
    removed(document, by=editor)
    assert [rows.objects.count() for rows in (ProjectDocument, DocumentVersion, Remark)] == [0, 0, 0]
    assert {(file.removed_by, file.removed_at) for file in Document.objects.filter(pk__in=files)} == {(editor, LATER)}
    assert [own.get(f"/documenten/{pk}/").status_code for pk in files] == [404, 404]
    assert lines(document.project)[0] == f"{editor} verwijderde het document Bestek: Dubbel"
    assert ProjectDocument.pgh_event_model.objects.filter(pgh_label="delete", title="Bestek").exists()


def test_one_with_open_remarks_stays_and_stays_a_tender_document():
    document = projects.document()
    remark = projects.remark(of=document)
    with pytest.raises(Refused, match=r"Er staat nog 1 opmerking open\. Zolang kan dit document niet weg"):
        removed(document, by=projects.pio())
    with pytest.raises(Refused, match="Zolang blijft het een opdrachtdocument") as refused:
        changed(document, by=projects.pio())
    assert refused.value.field == "kind"
    assert changed(document, by=projects.pio(), kind=DocumentKind.TENDER, title="Bestek 2").title == "Bestek 2"
    Remark.objects.filter(pk=remark.pk).delete()
    removed(document, by=projects.pio())


def test_settled_remarks_are_still_read_when_it_is_another_kind():
    document = projects.document()
    projects.remark(RemarkStatus.RESOLVED, of=document)
    changed(document, by=projects.pio())
    desk = client_of(projects.pio())
    assert "Vraag een resultaat, geen toestel." in text(desk.get(document.get_staff_url()))
    assert "Opmerking bewaren" not in text(desk.get(document.get_staff_url()))


@pytest.mark.parametrize("verb", [changed, removed])
def test_who_may_is_who_may_add_one(verb):
    document, partner = projects.document(), ground.organisation()
    project = document.project
    project.partners.add(partner)
    inside = projects.document(of=project, kind=DocumentKind.REPORT, internal=True)
    editor, with_it = ground.member(project.organisation, Level.EDITOR), ground.member(partner, Level.EDITOR)
    allowed = {Role.STAFF, Role.LEAD}
    others = [ground.user(role) for role in Role if role not in allowed]
    for person in [*others, ground.member(project.organisation, Level.VIEWER), ground.member()]:
        with pytest.raises(NotPermitted):
            verb(document, by=person)
    for person in (editor, with_it):
        with pytest.raises(NotPermitted):
            verb(inside, by=person)
    for person in [editor, with_it, *map(ground.user, allowed)]:
        verb(projects.document(of=project), by=person)


@pytest.mark.parametrize("verb", [changed, removed])
def test_a_client_waits_while_the_project_does_not_run_and_pio_does_not(verb):
    project = projects.in_state(ProjectState.SUSPENDED)
    document = projects.document(of=project)
    with pytest.raises(Refused, match="opgeschort"):
        verb(document, by=ground.member(project.organisation, Level.EDITOR))
    verb(document, by=projects.pio())


def test_what_is_for_pio_alone_is_neither_named_to_others_nor_why_it_went():
    document = projects.document(internal=True, kind=DocumentKind.REPORT, title="Oordeel")
    changed(document, by=projects.pio(), title="Oordeel 2")
    removed(document, by=projects.pio(), reason="Te scherp over de leverancier")
    told = " ".join(lines(document.project, public_only=False))
    assert "verwijderde een document (alleen voor PIO)." in told
    assert "wijzigde een document (alleen voor PIO)." in told
    assert "Oordeel" not in told
    assert "scherp" not in told
    assert "een document" not in " ".join(lines(document.project))
    kept = Entry.objects.get(verb="internal_document_removed").detail
    assert kept["reason"] == "Te scherp over de leverancier"


def test_both_sides_change_and_remove_on_their_own_page():
    document = projects.document()
    project, procurement = document.project, document.project.procurements.get()
    own = client_of(ground.member(project.organisation, Level.EDITOR))
    desk = client_of(ground.user(Role.STAFF))
    told = {"kind": "tender_document", "title": "Bestek A", "procurement": procurement.pk}
    for browser, url in ((own, document.get_applicant_url()), (desk, document.get_staff_url())):
        assert browser.post(f"{url}wijzigen/", told | {"title": ""}).status_code == 422
        assert browser.post(f"{url}weghalen/", {"reason": " "}).status_code == 422
        assert browser.post(f"{url}wijzigen/", told).status_code == 302
        assert "Bestek A" in text(browser.get(url))
    answer = own.post(f"{document.get_applicant_url()}weghalen/", {"reason": "Dubbel"}, follow=True)
    assert "Het document is verwijderd." in text(answer)
    assert answer.redirect_chain[0][0].endswith(f"/opdrachten/{procurement.ref}/#documents")
    other = projects.document(of=project)
    answer = desk.post(f"{other.get_staff_url()}weghalen/", {"reason": "Dubbel"})
    assert answer.url == f"/beheer/projecten/{project.ref}/documenten/"


def test_others_find_neither_page():
    document = projects.document()
    secret = projects.document(of=document.project, kind=DocumentKind.REPORT, internal=True)
    viewer, other = (client_of(ground.member(of, Level.VIEWER)) for of in (document.project.organisation, None))
    editor = client_of(ground.member(document.project.organisation, Level.EDITOR))
    for page in ("wijzigen/", "weghalen/"):
        for browser in (viewer, other):
            assert browser.get(document.get_applicant_url() + page).status_code == 404
        assert editor.get(secret.get_applicant_url() + page).status_code == 404
        assert "Wijzigen" not in text(viewer.get(document.get_applicant_url()))


def test_what_is_removed_takes_nothing_more_and_no_mail_tells_of_it():
    document = projects.document()
    remark = projects.remark(RemarkStatus.RESOLVED, of=document)
    removed(ProjectDocument.objects.get(pk=document.pk), by=projects.pio())
    for late in (
        lambda: removed(document, by=projects.pio()),
        lambda: changed(document, by=projects.pio()),
        lambda: add_version(document=document, file=png(), note="", by=None, at=AT),
        lambda: write_remark(document=document, place="", text="x", by=None, at=AT),
        lambda: reopen_remark(remark=remark, reason="x", by=None, at=AT),
    ):
        with pytest.raises(Refused, match=GONE):
            late()
    tell(document=document.pk)
    assert not SentMail.objects.filter(kind="tender_document_remarks").exists()
