"""The hand-over file: what is in it, that it is always the same, and that no byte of it changes unseen."""

import io
import json
import tracemalloc
import zipfile

import pytest
from django.core.files.base import File
from django.core.files.uploadedfile import SimpleUploadedFile
from django.core.management import CommandError, call_command

from cofinancing.enums import DecisionKind
from pio_portal.accounts.enums import Role
from pio_portal.correspondence.workflow.messages import send_message
from pio_portal.documents.workflow import attach, file_scanned, keep_file, remove
from projects.enums import Phase
from tests.factories import cofinancing, projects
from tests.factories.ground import AT, user
from tests.files import pdf, png

pytestmark = pytest.mark.django_db


@pytest.fixture
def project():
    """A project with documents of its own, of its application and of its procurement."""
    made = projects.project(phase=Phase.CLOSED)
    attach(owner=made, upload=png(), kind="project", title="Plan", internal=False, by=None, at=AT)
    attach(owner=made, upload=png("../advies:1.png"), kind="project", title="Advies", internal=True, by=None, at=AT)
    for owner, name in ((made.application, "aanvraag.pdf"), (made.procurements.get(), "bestek.pdf")):
        attach(owner=owner, upload=SimpleUploadedFile(name, pdf()), kind="bijlage", by=None, at=AT)
    return made


@pytest.fixture
def bag(project, tmp_path):
    """Its hand-over file."""
    path = tmp_path / "dossier.zip"
    call_command("export_dossier", project.ref, output=path, stdout=io.StringIO())
    return path


def verified(path) -> tuple[int, list[str]]:
    """What the command says of a file: its exit, and the lines it prints."""
    out = io.StringIO()
    try:
        call_command("verify_dossier", path, stdout=out)
    except CommandError as error:
        return error.returncode, out.getvalue().splitlines()
    return 0, out.getvalue().splitlines()


def rewritten(path, change, *, added=()):
    """The file packed anew: `change` gives the bytes of each part, or None to leave it out."""
    with zipfile.ZipFile(path) as archive:
        parts = {name: archive.read(name) for name in archive.namelist()}
    with zipfile.ZipFile(path, "w") as archive:
        for name, content in parts.items():
            if (new := change(name, content)) is not None:
                archive.writestr(name, new)
        for name in added:
            archive.writestr(name, b"x")
    return path


def content_of(path) -> dict:
    """What the JSON of the dossier says."""
    with zipfile.ZipFile(path) as archive:
        name = next(name for name in archive.namelist() if name.endswith("data/dossier.json"))
        return json.loads(archive.read(name))


def test_it_holds_every_document_of_project_application_and_procurement(project, bag):
    procurement = project.procurements.get()
    with zipfile.ZipFile(bag) as archive:
        names = archive.namelist()
    assert [name for name in names if "/documenten/" in name] == [
        f"{project.ref}/data/documenten/{owner}/{name}"
        for owner, name in (
            (project.application.ref, "0001-aanvraag.pdf"),
            (procurement.ref, "0002-bestek.pdf"),
            *sorted((project.ref, f"{n:04d}-{f}") for n, f in _own_files(bag)),
        )
    ]
    assert verified(bag) == (0, [f"{bag}: in orde"])


def _own_files(bag):
    listed = [one for one in content_of(bag)["documents"] if one["of"].startswith("P-")]
    assert {one["title"] for one in listed} == {"Plan", "Advies"}
    return [(int(one["file"].split("/")[-1][:4]), one["file"].split("/")[-1][5:]) for one in listed]


def test_what_was_taken_out_is_not_scanned_or_has_a_virus_stays_here(project, tmp_path, settings):
    taken = attach(owner=project, upload=png(), kind="project", title="Weg", internal=False, by=None, at=AT)
    remove(document=taken, by=None, at=AT)
    settings.CLAMD_SOCKET = "/nowhere"
    attach(owner=project, upload=png(), kind="project", title="Wacht", internal=False, by=None, at=AT)
    ill = attach(owner=project, upload=png(), kind="project", title="Ziek", internal=False, by=None, at=AT)
    file_scanned(document=ill, virus="Eicar", at=AT)
    path = tmp_path / "f.zip"
    call_command("export_dossier", project.ref, output=path, stdout=io.StringIO())
    titles = {one["title"] for one in content_of(path)["documents"]}
    assert titles & {"Weg", "Wacht", "Ziek"} == set()


def test_the_json_tells_the_dossier_with_its_messages_and_no_addresses(project, tmp_path):
    send_message(about=project.application, text="Dag", uploads=[png("bij.png")], by=user(Role.STAFF), at=AT)
    path = tmp_path / "f.zip"
    call_command("export_dossier", project.ref, output=path, stdout=io.StringIO())
    told = content_of(path)
    assert [message["text"] for message in told["messages"]] == ["Dag"]
    assert any(one["file"].endswith("bij.png") for one in told["documents"])
    assert told["project"]["ref"] == project.ref
    assert told["project"]["procurements"][0]["contractor_name"] == "Lumen bv"
    assert len(told["project"]["milestones"]) == project.milestones.count()
    assert told["application"]["ref"] == project.application.ref
    assert told["timeline"][0]["what"]
    assert "search" not in told["project"]
    assert "handover" not in told["project"]
    assert "@" not in json.dumps(told)


def test_what_lies_above_a_project_goes_along(tmp_path):
    cofinancing.envelope()
    decided = cofinancing.decision(kind=DecisionKind.GRANT)
    ref, path = decided.procurement.project.ref, tmp_path / "f.zip"
    call_command("export_dossier", ref, output=path, stdout=io.StringIO())
    assert decided.ref in json.dumps(content_of(path))


def test_the_same_dossier_makes_the_same_bytes(project, bag, tmp_path):
    again = tmp_path / "again.zip"
    call_command("export_dossier", project.ref.lower(), output=again, stdout=io.StringIO())
    assert again.read_bytes() == bag.read_bytes()


def test_one_byte_changed_is_named(project, bag):
    name = f"{project.ref}/data/dossier.json"
    rewritten(bag, lambda part, content: content[:-1] + b" " if part == name else content)
    assert verified(bag) == (1, ["data/dossier.json: anders"])


def test_one_byte_changed_in_place_is_named(bag):
    content = bytearray(bag.read_bytes())
    content[content.index(b'"timeline"') + 3] ^= 1
    bag.write_bytes(content)
    assert verified(bag) == (1, ["data/dossier.json: anders"])


def test_a_missing_file_is_named(bag):
    rewritten(bag, lambda part, content: None if part.endswith("bestek.pdf") else content)
    code, (line,) = verified(bag)
    assert (code, line.endswith("0002-bestek.pdf: ontbreekt")) == (1, True)


def test_it_says_of_each_version_what_it_is_and_what_changed(tmp_path):
    document = projects.document(versions=2)
    path = tmp_path / "f.zip"
    call_command("export_dossier", document.project.ref, output=path, stdout=io.StringIO())
    told = content_of(path)
    listed = [(one["document_kind"], one["version"], one["note"], one["sha256"]) for one in told["documents"]]
    assert listed == [
        ("tender_document", version.number, version.note, version.file.sha256)
        for version in document.versions.order_by("number")
    ]
    assert [one["title"] for one in told["project"]["documents"]] == ["Bestek"]
    assert verified(path) == (0, [f"{path}: in orde"])


def test_a_document_of_a_procurement_is_told_once_and_lies_with_it(tmp_path):
    made = projects.project(phase=Phase.DOCUMENTS).procurements.get()
    projects.remark(of=projects.document(of=made.project, procurement=made))
    path = tmp_path / "f.zip"
    call_command("export_dossier", made.project.ref, output=path, stdout=io.StringIO())
    told = content_of(path)
    (listed,) = told["documents"]
    assert (listed["of"], listed["file"]) == (made.ref, f"documenten/{made.ref}/0001-bestek-1.png")
    (document,) = told["project"]["documents"]
    assert (document["procurement"], len(document["remarks"])) == (str(made), 1)
    assert "documents" not in told["project"]["procurements"][0]


@pytest.mark.parametrize("name", ["data/documenten/extra.txt", "extra.txt", "data/dossier.json"])
def test_an_added_file_is_named(project, bag, name):
    with zipfile.ZipFile(bag, "a") as archive, pytest.MonkeyPatch.context() as patch:
        patch.setattr("warnings.warn", lambda *_, **__: None)  # zipfile warns of a name that is there already
        archive.writestr(f"{project.ref}/{name}", b"x")
    code, lines = verified(bag)
    assert (code, f"{name}: toegevoegd" in lines) == (1, True)


def test_a_file_outside_the_folder_is_named(bag):
    rewritten(bag, lambda _part, content: content, added=["elders.txt"])
    assert verified(bag) == (1, ["elders.txt: toegevoegd"])


def test_a_manifest_that_no_longer_lists_a_file_is_named(bag):
    def without_last_line(part, content):
        return b"".join(content.splitlines(keepends=True)[:-1]) if part.endswith("/manifest-sha256.txt") else content

    code, lines = verified(rewritten(bag, without_last_line))
    assert (code, lines[0]) == (1, "manifest-sha256.txt: anders")
    assert lines[1].endswith(": toegevoegd")


def test_a_manifest_left_out_with_its_line_is_named(bag):
    def without_manifest(part, content):
        if part.endswith("/manifest-sha256.txt"):
            return None
        lines = content.splitlines(keepends=True)
        return b"".join(line for line in lines if b"  manifest-" not in line) if "tagmanifest" in part else content

    code, lines = verified(rewritten(bag, without_manifest))
    assert (code, lines[0]) == (1, "manifest-sha256.txt: ontbreekt")


@pytest.mark.parametrize("content", [b"", b"PK", b"geen zip"])
def test_what_is_no_bag_is_refused(tmp_path, content):
    path = tmp_path / "f.zip"
    path.write_bytes(content)
    with pytest.raises(CommandError, match="geen"):
        call_command("verify_dossier", path)
    with pytest.raises(CommandError, match="geen"):
        call_command("verify_dossier", tmp_path / "nergens.zip")


def test_an_unknown_project_and_a_damaged_document_are_refused(project, tmp_path):
    path = tmp_path / "f.zip"
    with pytest.raises(CommandError, match="geen project"):
        call_command("export_dossier", "P-1999-0001", output=path)
    document = attach(owner=project, upload=png("weg.png"), kind="project", title="Weg", internal=False, by=None, at=AT)
    document.file.storage.delete(document.file.name)
    with pytest.raises(CommandError, match="weg of beschadigd"):
        call_command("export_dossier", project.ref, output=path)
    assert not path.exists()


def test_a_large_document_is_not_held_in_memory(tmp_path):
    project, size = projects.project(), 64 * 1024 * 1024
    large = tmp_path / "groot"
    with large.open("wb") as stream:
        stream.truncate(size)
    with large.open("rb") as stream:
        keep_file(
            owner=project,
            kind="project",
            title="Groot",
            filename="groot.bin",
            content=File(stream),
            content_type="x/y",
            at=AT,
        )
    tracemalloc.start()
    call_command("export_dossier", project.ref, output=tmp_path / "f.zip", stdout=io.StringIO())
    call_command("verify_dossier", tmp_path / "f.zip", stdout=io.StringIO())
    _now, most = tracemalloc.get_traced_memory()
    tracemalloc.stop()
    assert most < size / 4
