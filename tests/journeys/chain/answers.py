"""What an applicant writes in each section of the application. Keys are the questions as they stand on the page."""

import datetime as dt

from tests.journeys.chain.story import typed
from tests.journeys.people import Person

CONTACT = {
    "Wie is de projectleider?": "Ann Peeters, coördinator riolering",
    "Op welk e-mailadres bereiken we de projectleider?": "ann@stad.test",
    "Wie is de interne opdrachtgever?": "De algemeen directeur",
}
PROBLEM = "Welk probleem wilt u oplossen?"
NEED = {
    PROBLEM: "Onze riolen verzakken zonder dat iemand het ziet. Pas bij een instorting weten we waar het fout zat.",
    "Wie ondervindt het probleem, en hoe vaak?": "Elk jaar 40 straten en hun 3.000 bewoners, meestal in de winter.",
    "Hoe pakt u het vandaag aan, en waar loopt dat mis?": "Met een camera per streng: dat duurt elf jaar per ronde.",
    "Wat moet de oplossing kunnen?": "Elke verzakking van meer dan twee centimeter binnen de maand aanwijzen.",
}
MARKET = {
    "Waar hebt u al naar oplossingen gezocht?": "Op twee vakbeurzen en bij vier andere steden en gemeenten.",
    "Waarom volstaan de bestaande oplossingen niet?": "Ze meten in droge buizen; onze riolen staan altijd onder water.",
}
IMPACT = {
    "Wat verandert er als het lukt?": "We herstellen voor de weg instort: minder hinder en een derde minder kosten.",
    "Hoe gaat u dat meten?": "Aantal instortingen per jaar, en de kost per kilometer.",
    "Wie kan de oplossing na u ook gebruiken?": "Elke rioolbeheerder in Vlaanderen en daarbuiten.",
}
MEANS = {
    "Wie werkt eraan mee, en hoeveel tijd krijgen ze?": "Een ingenieur, vier dagen per maand, en de aankoopdienst.",
    "Geraamde kost van de opdracht": "400.000",
    "Hoeveel daarvan betaalt u zelf?": "250.000,00",
}


def fill_contact(who: Person) -> None:
    who.fill(CONTACT).press("Bewaren en verder")


def fill_need(who: Person) -> None:
    who.fill(NEED).press("Bewaren en verder")


def fill_the_rest(who: Person, today: dt.date) -> None:
    """The market, the impact and the means, one page after the other."""
    who.sees_title("Wat bestaat er al?").fill(MARKET)
    who.choose("Wat is er nieuw aan wat u zoekt?", "Een oplossing die nog moet worden ontwikkeld")
    who.press("Bewaren en verder").sees_title("Impact en opschaling").fill(IMPACT)
    who.choose("Bent u bereid uw ervaring te delen?", "Ja")
    who.press("Bewaren en verder").sees_title("Planning, team en budget").fill(MEANS)
    launch = typed(today + dt.timedelta(days=300))
    who.fill({"Tegen wanneer wilt u de overheidsopdracht lanceren?": launch})
    who.choose("Is dat budget al goedgekeurd?", "Ja, het staat in de begroting")
    who.press("Bewaren en verder")
