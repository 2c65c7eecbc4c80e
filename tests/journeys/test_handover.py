"""A closed dossier goes to the agency: its file is what the portal made, and one that somebody touched is not."""

import hashlib
import io

import pytest
from django.core.management import CommandError, call_command

from pio_portal.accounts.enums import Role
from projects.enums import HandoverStatus
from tests.factories import states
from tests.journeys.people import People


def test_a_dossier_is_handed_over_with_a_file_of_which_any_change_is_seen(transactional_db, new_page, tmp_path):
    made = states.handover(HandoverStatus.QUEUED)
    staff = People(new_page).with_role("Els Peeters", Role.STAFF)
    staff.go("/beheer/overdracht/").follow(made.project.title).sees("Overdracht aan KRIS", made.sha256)
    path = tmp_path / "dossier.zip"
    path.write_bytes(staff.download(staff.page.get_by_role("link", name="Overdrachtsbestand")))
    assert hashlib.sha256(path.read_bytes()).hexdigest() == made.sha256
    call_command("verify_dossier", path, stdout=io.StringIO())

    touched = bytearray(path.read_bytes())
    touched[touched.index(b'"timeline"') + 3] ^= 1
    path.write_bytes(touched)
    said = io.StringIO()
    with pytest.raises(CommandError, match="niet meer wat overgedragen werd"):
        call_command("verify_dossier", path, stdout=said)
    assert "data/dossier.json: anders" in said.getvalue()

    staff.follow("Overdracht vastleggen").fill({"Dossiernummer in KRIS": "KRIS-2026-7"}).press("Overdracht vastleggen")
    staff.sees("KRIS-2026-7").follow("Weigering vastleggen")
    staff.fill({"Waarom weigerde KRIS het dossier?": "Eén byte anders"}).press("Weigering vastleggen")
    staff.sees("KRIS weigerde het dossier", "Eén byte anders")
