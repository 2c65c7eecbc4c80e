"""Engagements in the browser: adapted, confirmed by both, broken, agreed on anew, and mended."""

import datetime as dt

from django.utils import timezone

from pio_portal.accounts.enums import Role
from projects.models import Project
from tests.factories import ground, projects
from tests.journeys.people import People, Person

PROMISE = "De jurist beslist binnen twee weken"
SLOWER = "De jurist beslist binnen vier weken"
WHY = "De jurist was ziek en niemand verving haar."


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

    staff.go(f"{project.get_staff_url()}engagementen/").follow(f"Wijzigen {PROMISE}")
    staff.sees("opnieuw bevestigen").fill({"Engagement": SLOWER}).press("Bewaren").sees("Versie 1 blijft gelden")
    confirm_both(staff, client, project)
    staff.go(f"{project.get_staff_url()}engagementen/").follow("Versie 2").sees("Wat er veranderde sinds versie 1")
    client.go(project.get_applicant_url()).follow("Versie 1").sees(PROMISE)

    check(staff, project, {"Nagekomen?": "Nagekomen"})
    staff.go(project.get_staff_url()).sees_not("Engagement niet nagekomen")
