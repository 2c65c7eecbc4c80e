"""What an import keeps, and that importing the same again keeps everything as it is."""

from datetime import date, datetime
from decimal import Decimal
from io import StringIO

import pytest
from django.apps import apps
from django.core.management import CommandError, call_command
from django.db import connection
from django.utils import timezone
from django.utils.timezone import get_default_timezone
from psycopg import sql

from calls.enums import ApplicationStatus
from calls.models import Application, Call, Theme
from pio_portal import references
from pio_portal.registrations.models import Registration
from projects.enums import Phase
from projects.models import Participant, Procurement, Project
from reporting.importing.programme import import_programme
from tests.reporting.tables import CLIENT, EXAMPLE, faults_in, import_small, places, small, write_csv, write_xlsx

pytestmark = pytest.mark.django_db


def dump() -> dict[str, list]:
    """Every row of every table that the import writes, histories included."""
    with connection.cursor() as cursor:
        cursor.execute(
            "SELECT tablename FROM pg_tables WHERE schemaname = 'public' AND tablename ~ "
            "'^(organisations|calls|projects|consultations|cofinancing|outreach|registrations|reporting)_' ORDER BY 1"
        )
        tables = [name for (name,) in cursor.fetchall()]
        found = {}
        for name in tables:
            cursor.execute(sql.SQL("SELECT t::text FROM {} t ORDER BY 1").format(sql.Identifier(name)))
            found[name] = cursor.fetchall()
        return found


def test_a_second_import_of_the_same_changes_nothing():
    import_programme(path=EXAMPLE, at=timezone.now())
    before = dump()

    counts = import_programme(path=EXAMPLE, at=timezone.now())

    assert dump() == before
    assert all((done.new, done.changed) == (0, 0) for done in counts.values())
    assert counts["inschrijvingen"].unchanged == 617


def test_a_dry_run_counts_and_keeps_nothing(tmp_path):
    before = dump()

    counts = import_programme(path=write_csv(tmp_path, small()), at=timezone.now(), dry_run=True)

    assert {name: done.new for name, done in counts.items() if done.new} == dict.fromkeys(small(), 1) | {
        "organisaties": 2,
        "cofinanciering": 2,
    }
    assert dump() == before


def test_a_dossier_is_imported_as_history(tmp_path):
    import_small(tmp_path, small())

    application = Application.objects.get(ref="A-2024-0001")
    assert application.imported
    assert application.status == ApplicationStatus.SELECTED
    assert application.submitted_at == datetime(2024, 3, 29, 11, 59, tzinfo=get_default_timezone())
    assert [partner.kbo for partner in application.partners.all()] == ["0207499430"]
    assert application.theme == Theme.objects.get(name="energie")
    project = Project.objects.get()
    assert (project.phase, project.organisation, list(project.partners.all())) == (
        Phase.KNOWLEDGE, application.organisation, list(application.partners.all()),
    )  # fmt: skip
    assert project.milestones.get().is_launch
    assert project.delays.get().reason == "market"
    procurement = Procurement.objects.get()
    assert (procurement.estimate, procurement.award_value) == (Decimal("1234.50"), Decimal("1234.50"))
    assert (procurement.cofinancing_granted, procurement.cofinancing_decided_on) == (
        Decimal("80000.00"),
        date(2025, 2, 1),
    )
    assert procurement.counted_enterprises is None
    assert Registration.objects.get().confirmed_at is not None
    assert Call.objects.get().status == "published"


def test_what_changed_is_updated_and_only_that(tmp_path):
    import_small(tmp_path, small())
    programme = small()
    programme["opdrachten"][0]["titel"] = "Andere titel"
    programme["inschrijvingen"].append({"doel": "E-2024-0001", "email": "bo@voorbeeld.be"})
    history = apps.get_model("projects", "ProcurementEvent").objects
    before = history.count()

    counts = import_small(tmp_path, programme)

    done = {name: (c.new, c.changed) for name, c in counts.items() if c.new or c.changed}
    assert done == {"opdrachten": (0, 1), "inschrijvingen": (1, 0)}
    assert Procurement.objects.get().title == "Andere titel"
    assert history.count() == before + 1


def test_one_person_twice_stays_two_rows_and_the_same_rows_stay(tmp_path):
    programme = small()
    programme["inschrijvingen"] *= 2
    import_small(tmp_path, programme)
    ids = set(Registration.objects.values_list("pk", flat=True))

    import_small(tmp_path, programme)

    assert set(Registration.objects.values_list("pk", flat=True)) == ids
    assert len(ids) == 2


def test_a_participant_that_left_the_file_leaves_the_procurement(tmp_path):
    programme = small()
    programme["deelnemers"].append({"opdracht": "O-2024-0001", "land": "NL", "naam": "Delft BV", "rol": "kandidaat"})
    import_small(tmp_path, programme)
    programme["deelnemers"].pop(0)

    import_small(tmp_path, programme)

    assert [participant.name for participant in Participant.objects.all()] == ["Delft BV"]


def test_references_go_on_after_the_imported_ones(tmp_path):
    import_small(tmp_path, small())

    assert references.next_reference("A", 2024) == "A-2024-0002"


def test_a_word_that_no_list_has_is_added(tmp_path):
    programme = small()
    programme["aanvragen"][0] |= {"thema": "ruimtevaart", "beleidsdomein": "Toekomst"}
    programme["activiteiten"][0]["partners"] = "HFB|NIEUW"

    import_small(tmp_path, programme)

    application = Application.objects.get()
    assert (application.theme.name, application.policy_domain.name) == ("ruimtevaart", "Toekomst")


def test_references_may_point_to_what_the_portal_already_has(tmp_path):
    import_small(tmp_path, small())
    later = {"contracten": [{"jaar": "2025", "nummer": "C2", "overheid": CLIENT}]}

    counts = import_programme(path=write_csv(tmp_path / "later", later), at=timezone.now())

    assert counts["contracten"].new == 1


def test_a_dossier_of_the_portal_itself_is_not_overwritten(tmp_path):
    import_small(tmp_path, small())
    Procurement.objects.update(imported=False, contractor_name="Lumen bv")

    faults = faults_in(tmp_path)

    assert places(faults) == [
        ("opdrachten", 2, "code"), ("deelnemers", 2, "opdracht"), ("cofinanciering", 2, "opdracht"), ("cofinanciering", 3, "opdracht"),
    ]  # fmt: skip


def test_a_decision_is_never_edited(tmp_path):
    import_small(tmp_path, small())
    programme = small()
    programme["cofinanciering"][1]["bedrag"] = "70000.00"

    assert places(faults_in(write_csv(tmp_path, programme))) == [("cofinanciering", 3, "code")]


@pytest.mark.parametrize("typed", [False, True], ids=["text", "real dates and numbers"])
def test_a_workbook_gives_the_same_as_the_folder(tmp_path, typed):
    import_small(tmp_path / "csv", small())
    before = dump()

    counts = import_programme(path=write_xlsx(tmp_path / "programma.xlsx", small(), typed=typed), at=timezone.now())

    assert dump() == before
    assert all((done.new, done.changed) == (0, 0) for done in counts.values())


@pytest.mark.parametrize(
    ("delimiter", "encoding"), [(",", "utf-8"), (",", "utf-8-sig"), (";", "utf-8"), ("\t", "utf-8-sig")]
)
def test_the_delimiter_is_seen_from_the_header(tmp_path, delimiter, encoding):
    programme = small()
    programme["aanvragen"][0]["titel"] = 'Een; "nieuwe", slimme\r\noplossing'

    import_programme(path=write_csv(tmp_path, programme, delimiter=delimiter, encoding=encoding), at=timezone.now())

    assert Application.objects.get().title == 'Een; "nieuwe", slimme\r\noplossing'


def test_the_command_prints_each_fault_and_keeps_nothing(tmp_path):
    programme = small()
    programme["organisaties"][1]["kbo"] = "0123.456.789"
    out = StringIO()

    with pytest.raises(CommandError, match="fouten: er is niets geïmporteerd"):
        call_command("import_programme", str(write_csv(tmp_path, programme)), stdout=out)

    lines = out.getvalue().splitlines()
    assert [line.split(": ")[0] for line in lines] == ["organisaties:3:kbo", "aanvragen:2:partners"]
    assert "Verwacht: 10 cijfers" in lines[0]
    assert not Application.objects.exists()


def test_the_command_says_what_it_did(tmp_path):
    out = StringIO()

    call_command("import_programme", str(write_csv(tmp_path, small())), "--dry-run", stdout=out)

    assert "organisaties: 2 nieuw, 0 gewijzigd, 0 ongewijzigd" in out.getvalue()
    assert "Proef: er is niets bewaard." in out.getvalue()


@pytest.mark.parametrize("content", [b"", b"geen werkboek", b"PK\x03\x04 half"])
def test_a_file_of_another_kind_is_refused_kindly(tmp_path, content):
    path = tmp_path / "programma.xlsx"
    path.write_bytes(content)

    with pytest.raises(CommandError, match="Verwacht: "):
        call_command("import_programme", str(path))


def test_a_folder_without_tables_is_refused_kindly(tmp_path):
    with pytest.raises(CommandError, match="Er staan geen tabellen in"):
        call_command("import_programme", str(tmp_path))
