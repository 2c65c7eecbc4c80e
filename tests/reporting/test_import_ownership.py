"""What people changed in the portal stays, for every table, and the preview says so for each row."""

from io import StringIO

import pytest
from django.core.management import call_command

from calls.application.partners import leave_application
from calls.models import Application, Call, Decision, Invitation, Round
from cofinancing.models import CofinancingDecision
from consultations.models import MarketConsultation
from consultations.workflow import unlink_project
from outreach.models import Event
from pio_portal.accounts.enums import Role
from pio_portal.audit.workflow import record
from pio_portal.organisations.models import Organisation
from pio_portal.registrations.models import Occasion, Registration
from pio_portal.retelling import retelling
from projects.models import Delay, Milestone, Participant, Procurement, Project
from reporting.importing.tables import BY_NAME
from tests.factories.ground import AT, user
from tests.reporting.tables import OTHER, import_small, small, write_csv

pytestmark = pytest.mark.django_db

# Per table: the row in the portal, what people make of it there, what a later file says of the same, and what stays.
CHANGED = {
    "organisaties": (lambda: Organisation.objects.filter(ovo="OVO002949"), {"postcode": "9300"}, {"postcode": "2000"}, "postcode"),
    "oproepen": (Call.objects.all, {"title": "Onze titel"}, {"titel": "Andere"}, "titel"),
    "indiendata": (Round.objects.all, {"closes_at": AT}, {"sluit": "2024-03-30 12:00"}, "sluit op"),
    "aanvragen": (Application.objects.all, {"title": "Onze titel"}, {"titel": "Andere"}, "titel"),
    "projecten": (Project.objects.all, {"started_on": "2024-06-06"}, {"gestart_op": "2024-06-09"}, "gestart op"),
    "mijlpalen": (Milestone.objects.all, {"forecast_on": "2025-01-01"}, {"verwacht_op": "2025-02-01"}, "verwacht"),
    "marktconsultaties": (
        lambda: Occasion.objects.filter(consultation__isnull=False),
        {"title": "Onze titel"}, {"titel": "Andere"}, "titel",
    ),
    "opdrachten": (Procurement.objects.all, {"estimate": "7.00"}, {"raming": "9"}, "raming"),
    "deelnemers": (Participant.objects.all, {"name": "Lumen bv"}, {}, "deelnemer"),
    "activiteiten": (
        lambda: Occasion.objects.filter(event__isnull=False),
        {"title": "Onze titel"}, {"titel": "Andere"}, "titel",
    ),
    "inschrijvingen": (Registration.objects.all, {"attended": True}, {}, "inschrijving"),
}  # fmt: skip
NEVER_CHANGED = {"cofinanciering": CofinancingDecision, "contracten": None}  # the portal has no way to change them


def test_every_table_is_held():
    assert CHANGED.keys() | NEVER_CHANGED.keys() == BY_NAME.keys()


@pytest.mark.parametrize("table", CHANGED)
def test_what_people_changed_stays_and_the_import_says_so(table, tmp_path):
    rows, ours, later, name = CHANGED[table]
    import_small(tmp_path, small())
    with retelling():
        rows().update(**ours)
    before = rows().values().get()
    programme = small()
    programme[table][0] |= later

    for _again in range(2):  # what an import leaves alone is still the portal's for the next one
        counts = import_small(tmp_path, programme)

        assert rows().values().get() == before
        assert counts[table].kept == {2: [name]}
        assert (counts[table].new, counts[table].changed) == (0, 0)


@pytest.mark.parametrize("table", CHANGED)
def test_what_only_the_file_changed_is_imported(table, tmp_path):
    _rows, _ours, later, _name = CHANGED[table]
    import_small(tmp_path, small())
    programme = small()
    programme[table][0] |= later

    counts = import_small(tmp_path, programme)

    assert counts[table].kept == {}
    assert counts[table].changed == (1 if later else 0)


def test_the_rest_of_a_changed_row_is_imported(tmp_path):
    import_small(tmp_path, small())
    Procurement.objects.update(title="Onze titel")
    programme = small()
    programme["opdrachten"][0] |= {"titel": "Andere", "raming": "9"}

    counts = import_small(tmp_path, programme)

    procurement = Procurement.objects.get()
    assert (procurement.title, procurement.estimate) == ("Onze titel", 9)
    assert (counts["opdrachten"].changed, counts["opdrachten"].kept) == (1, {2: ["titel"]})


def test_a_status_stands_or_falls_with_its_days(tmp_path):
    programme = small()
    programme["aanvragen"][0] |= {"status": "ingediend", "beslist_op": ""}
    programme = {name: programme[name] for name in ("organisaties", "oproepen", "indiendata", "aanvragen")}
    import_small(tmp_path, programme)
    Application.objects.update(status="eligible", eligible_at=AT, eligible_by=user(Role.STAFF))
    programme["aanvragen"][0] |= {"status": "geselecteerd", "beslist_op": "2024-05-01", "motivering": "Sterk."}

    counts = import_small(tmp_path, programme)

    application = Application.objects.get()
    assert (application.status, application.decided_on) == ("eligible", None)
    assert not Decision.objects.exists()
    assert counts["aanvragen"].kept == {2: ["status", "beslist op"]}


def test_what_people_renamed_or_took_away_does_not_come_back(tmp_path):
    import_small(tmp_path, small())
    Milestone.objects.update(name="Publicatie")
    Participant.objects.get().delete()

    counts = import_small(tmp_path, small())

    assert [milestone.name for milestone in Milestone.objects.all()] == ["Publicatie"]
    assert not Participant.objects.exists()
    assert (counts["mijlpalen"].kept, counts["deelnemers"].kept) == ({2: ["mijlpaal"]}, {2: ["deelnemer"]})


def test_what_an_import_took_away_comes_back_with_the_file(tmp_path):
    import_small(tmp_path, small())
    programme = small()
    programme["deelnemers"] = [{"opdracht": "O-2024-0001", "land": "NL", "naam": "Delft BV", "rol": "kandidaat"}]
    import_small(tmp_path, programme)

    counts = import_small(tmp_path, small())

    assert [participant.kbo for participant in Participant.objects.all()] == ["0248211419"]
    assert counts["deelnemers"].kept == {}


def test_a_participant_whom_people_touched_stays_when_the_file_drops_it(tmp_path):
    import_small(tmp_path, small())
    Participant.objects.update(name="Lumen bv")
    programme = small()
    programme["deelnemers"] = [{"opdracht": "O-2024-0001", "land": "NL", "naam": "Delft BV", "rol": "kandidaat"}]

    import_small(tmp_path, programme)

    assert {participant.name for participant in Participant.objects.all()} == {"Lumen bv", "Delft BV"}


def test_a_round_that_was_made_in_the_portal_keeps_its_dates(tmp_path):
    import_small(tmp_path, small())
    opens, closes = AT, AT + 30 * (AT - AT.replace(hour=AT.hour - 1))
    Round.objects.create(call=Call.objects.get(), number=2, opens_at=opens, closes_at=closes)
    programme = small()
    late = {"oproep": "PIO-2024", "nummer": "2", "opent": "2024-06-01", "sluit": "2024-07-01"}
    programme["indiendata"].append(late)

    counts = import_small(tmp_path, programme)

    assert Round.objects.get(number=2).opens_at == opens
    assert counts["indiendata"].kept == {3: ["opent op", "sluit op"]}


def test_a_delay_of_a_milestone_that_people_moved_is_not_told_again(tmp_path):
    import_small(tmp_path, small())
    Milestone.objects.update(forecast_on="2025-01-01")
    programme = small()
    programme["mijlpalen"][0] |= {"verwacht_op": "2025-02-01", "vertraging": "budget"}

    import_small(tmp_path, programme)

    assert [delay.reason for delay in Delay.objects.all()] == ["market"]


def test_links_that_people_chose_stay(tmp_path):
    import_small(tmp_path, small())
    consultation, event = MarketConsultation.objects.get(), Event.objects.get()
    unlink_project(consultation=consultation, project=Project.objects.get(), by=user(Role.STAFF), at=AT)
    event.partners.clear()
    record(about=event, verb="event_changed", by=None, at=AT)

    counts = import_small(tmp_path, small())

    assert (consultation.projects.count(), event.partners.count(), event.projects.count()) == (0, 0, 1)
    assert counts["marktconsultaties"].kept == {2: ["projecten"]}
    assert counts["activiteiten"].kept == {2: ["partners"]}


def test_a_partner_that_left_an_imported_application_stays_away(tmp_path):
    import_small(tmp_path, small())
    application, partner = Application.objects.get(), Organisation.objects.get(kbo=OTHER.replace(".", ""))
    staff = user(Role.STAFF)
    Invitation.objects.create(
        application=application, organisation=partner, invited_at=AT, decided_at=AT, status="accepted"
    )
    leave_application(application=application, organisation=partner, by=staff, at=AT, reason="Gefuseerd.")

    counts = import_small(tmp_path, small())

    assert not application.partners.exists()
    assert counts["aanvragen"].kept == {2: ["organisaties"]}


def test_the_command_names_each_row_that_stays(tmp_path):
    import_small(tmp_path, small())
    Procurement.objects.update(title="Onze titel")
    programme, out = small(), StringIO()

    call_command("import_programme", str(write_csv(tmp_path, programme)), "--dry-run", stdout=out)

    assert "opdrachten:2: in het portaal gewijzigd: blijft (titel)" in out.getvalue().splitlines()
