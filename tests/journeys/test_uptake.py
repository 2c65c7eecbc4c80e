"""Uptake in the browser: the client is asked by mail, answers, PIO approves, and everybody reads who took it over."""

import datetime as dt

from django.utils import timezone

from pio_portal.accounts.enums import Role
from projects.enums import Phase
from projects.models import PhaseEntry, Procurement
from projects.project.publishing import edit_public_texts, publish_project
from projects.survey.tasks import ask_clients
from tests.factories import ground, projects
from tests.journeys.people import People


def test_uptake_asked_answered_approved_and_public(transactional_db, new_page):
    people = People(new_page)
    staff = people.with_role("Els Peeters", Role.STAFF)
    ground.organisation(name="Stad Gent")
    muntpunt = ground.organisation(name="Muntpunt")
    ann = ground.who_logs_in(ground.member(muntpunt))
    project = projects.project(phase=Phase.DELIVERY, client=muntpunt, of={"title": "Bookaplace"})
    texts = {"need": "Studenten zoeken een plek.", "approach": "", "lessons": ""}
    publish_project(
        project=edit_public_texts(project=project, by=None, at=timezone.now(), **texts), by=None, at=timezone.now()
    )
    PhaseEntry.objects.all().delete()
    Procurement.objects.update(delivered_on=timezone.localdate() - dt.timedelta(days=190))
    ask_clients(timezone.now())

    colleague = people.visitor(ann.email).follow_mail("in gebruik", part="/bevraging/")
    colleague.sees_title("Gebruik, 6 maanden na de oplevering").choose(
        "Is de oplossing in gebruik?", "Ja, zoals bedoeld"
    )
    colleague.fill({"Op welke schaal?": "1.400 boekingen per week", "Wat veranderde de oplossing?": "Minder wachten."})
    first, more = (
        colleague.field("Organisatie").first,
        colleague.page.locator("details", has_text="Nog een organisatie (2)"),
    )
    first.fill("stad gent")
    colleague.field("Sinds").first.fill("2026-02-01")
    more.locator("summary").click()
    colleague.fill(
        {"Organisatie": "Bibliotheek Permeke", "Sinds": "2026-03-01", "Hoe weet u dat?": "Een collega"}, within=more
    )
    colleague.press("Antwoord versturen").sees("We hebben uw antwoord")

    people.visitor(ann.email).log_in().go(project.get_applicant_url()).sees_not("Naar de vragen")
    staff.go("/beheer/").follow("Kijk na wat de klant over het gebruik vertelt")
    staff.sees("Bibliotheek Permeke", "Na te kijken").follow(
        "Nakijken en goedkeuren Gebruik, 6 maanden na de oplevering"
    )
    staff.fill({"Wat leest iedereen?": "1.400 boekingen per week."}).press("Goedkeuren en tonen").sees("Goedgekeurd.")

    visitor = people.visitor()
    visitor.go(project.get_absolute_url())
    visitor.sees("Ook in gebruik bij", "Stad Gent", "Bibliotheek Permeke", "1.400 boekingen per week.").sees_not(
        "Een collega"
    )
    staff.go("/beheer/rapporten/gebruik/").follow(str(timezone.localdate().year)).sees(
        "Ja, zoals bedoeld", "Bookaplace"
    )
