"""Engagements in the browser: adapted, confirmed by both, broken, discussed, agreed on anew, and mended."""

import datetime as dt

from django.utils import timezone

from pio_portal.accounts.enums import Role
from projects.models import Project
from tests.eyes import faults_of
from tests.factories import ground, projects
from tests.journeys.people import People, Person

PROMISE = "De jurist beslist binnen twee weken"
SLOWER = "De jurist beslist binnen vier weken"
WHY = "De jurist was ziek en niemand verving haar."
SORRY = "We zoeken een vervanger voor de jurist."


def confirm_both(staff: Person, client: Person, project: Project) -> None:
    """PIO puts the list to the client, who confirms it."""
    staff.go(f"{project.get_staff_url()}engagementen/").press("Bevestigen voor PIO en voorleggen aan de klant")
    staff.sees("De engagementen zijn bevestigd voor PIO")
    client.go(project.get_applicant_url()).press("Ik bevestig deze engagementen")
    client.sees("U hebt de engagementen bevestigd")


def check(staff: Person, project: Project, answers: dict[str, str]) -> None:
    """Say what became of the promise of the client."""
    staff.go(f"{project.get_staff_url()}engagementen/").follow("Nagaan")
    staff.fill(answers, within=staff.group(f"Klant: {SLOWER if 'Nagekomen' in answers.values() else PROMISE}"))
    staff.press("Bewaren").sees("Bewaard. De klant leest dit ook.")


def discuss(staff: Person, client: Person, project: Project) -> None:
    """An evaluation: planned, prepared by the client, written down with what is agreed, and read by the client."""
    tab = f"{project.get_staff_url()}evaluaties/"
    staff.go(tab).follow("Evaluatie plannen").fill(
        {"Wanneer is de volgende evaluatie?": timezone.localdate().isoformat()}
    )
    staff.press("Plannen").follow("Evaluatie van").press("Agenda bijwerken")
    staff.sees("De agenda is bijgewerkt", f"Niet nagekomen: “{PROMISE}”. {WHY}")
    assert faults_of(staff.page) == []

    client.go("/mijn/").sees("PIO vraagt om de evaluatie voor te bereiden")
    client.go(project.get_applicant_url()).follow("Naar de agenda")
    client.fill({"Wat wilt u hierover zeggen of vragen?": SORRY}, within=client.group("Engagementen"))
    assert faults_of(client.page) == []
    client.press("Voorbereiding bewaren").sees("Uw voorbereiding is bewaard")

    page = Project.objects.get(pk=project.pk).evaluations.get().get_staff_url()
    staff.go(page).sees(SORRY).follow("Verslag schrijven")
    staff.fill({"Wat is er gezegd?": "De stad zoekt een vervanger."}, within=staff.group("Engagementen"))
    staff.fill({"Wat is het besluit?": "Verder, met vier weken per beslissing."}).press("Verslag bewaren")
    staff.sees("Het verslag is bewaard").follow("Afspraak toevoegen")
    staff.fill({"Wat moet er gebeuren?": "Zoek een vervanger", "Voor wie?": "Klant"}).press("Taak toevoegen")
    staff.sees("De afspraak is bewaard", "Zoek een vervanger").follow("Engagementen nagaan")
    for promise in project.engagements.exclude(text=PROMISE):
        staff.fill({"Nagekomen?": "Nagekomen"}, within=staff.group(f"{promise.get_side_display()}: {promise}"))
    staff.press("Bewaren").go(page).follow("Verslag afsluiten").press("Verslag afsluiten")
    staff.sees("Het verslag is afgesloten")

    client.go(project.get_applicant_url()).follow("Evaluatie van")
    client.sees("De stad zoekt een vervanger.", "Verder, met vier weken per beslissing.", "Zoek een vervanger")
    assert faults_of(client.page) == []


def test_engagements_confirmed_broken_and_agreed_on_anew(transactional_db, new_page):
    people = People(new_page)
    staff = people.with_role("Els Peeters", Role.STAFF)
    organisation = ground.organisation()
    ann = ground.who_logs_in(ground.member(organisation))
    client = people.visitor(ann.email).log_in()
    started = timezone.localdate() - dt.timedelta(days=60)
    project = projects.named(projects.project(client=organisation, started_on=started))

    client.go(project.get_applicant_url()).sees("PIO schrijft uit wat")
    staff.go(f"{project.get_staff_url()}engagementen/").follow("Engagement toevoegen")
    staff.choose("Wie belooft dit?", "Klant").fill({"Engagement": PROMISE, "Wie staat ervoor in?": "Ann"})
    staff.press("Toevoegen").sees("Het engagement is toegevoegd", PROMISE)
    confirm_both(staff, client, project)

    check(staff, project, {"Nagekomen?": "Niet nagekomen", "Toelichting": WHY})
    staff.go("/beheer/projecten/?engagements=broken").sees(project.title)
    staff.go(project.get_staff_url()).sees("Engagement niet nagekomen")
    client.go(project.get_applicant_url()).sees("Niet nagekomen", WHY)
    staff.go(f"{project.get_staff_url()}").press("Naar fase “Voortraject”")
    discuss(staff, client, project)

    staff.go(f"{project.get_staff_url()}engagementen/").follow(f"Wijzigen {PROMISE}")
    staff.sees("opnieuw bevestigen").fill({"Engagement": SLOWER}).press("Bewaren").sees("Versie 1 blijft gelden")
    confirm_both(staff, client, project)
    staff.go(f"{project.get_staff_url()}engagementen/").follow("Versie 2").sees("Wat er veranderde sinds versie 1")
    client.go(project.get_applicant_url()).follow("Versie 1").sees(PROMISE)

    check(staff, project, {"Nagekomen?": "Nagekomen"})
    staff.go(project.get_staff_url()).sees_not("Engagement niet nagekomen")
