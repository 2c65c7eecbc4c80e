"""What a client is told at each phase: what happens now, what PIO asks, and what comes next."""

from dataclasses import dataclass
from typing import Any

from django.utils.translation import gettext_lazy as _

from projects.enums import Phase


@dataclass(frozen=True)
class Guide:
    """A phase in plain words."""

    now: Any
    asked: Any
    then: Any


GUIDES: dict[Phase, Guide] = {
    Phase.INTAKE: Guide(
        now=_("Uw organisatie en PIO spreken af wat ze elkaar beloven. Dat zijn de engagementen."),
        asked=_("Lees de engagementen. Kies voor elke belofte van u wie ervoor instaat. Een beheerder bevestigt ze."),
        then=_("Als u en PIO bevestigd hebben, begint het voortraject."),
    ),
    Phase.PREPARATION: Guide(
        now=_(
            "U onderzoekt samen met PIO en een consultant wat u echt nodig hebt, wat er al bestaat en wat de markt kan. "
            "PIO betaalt de consultant."
        ),
        asked=_(
            "Maak tijd voor de gesprekken en werkgroepen. Zeg het meteen als een mijlpaal opschuift, en waarom. "
            "Lees de verslagen na."
        ),
        then=_("Met wat u leerde, kiest u hoe u de innovatie het best aankoopt: de aankoopstrategie."),
    ),
    Phase.STRATEGY: Guide(
        now=_("U kiest samen met PIO welke opdrachten er komen, met welke procedure en met welk budget."),
        asked=_("Laat uw juridische dienst en uw aankoopdienst meedenken. Leg elke opdracht vast op deze bladzijde."),
        then=_("Daarna schrijft u de opdrachtdocumenten."),
    ),
    Phase.DOCUMENTS: Guide(
        now=_("U schrijft de opdrachtdocumenten: het bestek en zijn bijlagen. PIO leest mee en geeft opmerkingen."),
        asked=_(
            "Bezorg elke nieuwe versie aan PIO en verwerk de opmerkingen. Vraag op tijd de goedkeuring van uw bestuur. "
            "De documenten blijven vertrouwelijk tot de lancering."
        ),
        then=_("Als alles goedgekeurd is, lanceert u de opdracht."),
    ),
    Phase.AWARD: Guide(
        now=_("De opdracht is gelanceerd. Ondernemingen stellen vragen, dienen in, en u beoordeelt hun voorstellen."),
        asked=_("Leg vast wie meedeed, en wie de opdracht kreeg zodra u gegund hebt. Meld het als u uitstel geeft."),
        then=_("Na de gunning en de wachttermijn sluit u het contract en begint de uitvoering."),
    ),
    Phase.EXECUTION: Guide(
        now=_("De onderneming ontwikkelt, test en levert wat u gevraagd hebt."),
        asked=_("Leg het contract vast, en elk deel dat geleverd is. Vertel PIO wat goed gaat en wat niet."),
        then=_("Als u de oplossing aanvaardt, legt u de oplevering vast."),
    ),
    Phase.DELIVERY: Guide(
        now=_("De oplossing is opgeleverd. Nu telt wat u eruit leerde."),
        asked=_(
            "Schrijf op wat u leerde. Spreek met PIO een activiteit af waar u het deelt, en werk mee aan een verhaal."
        ),
        then=_("Andere besturen leren van uw project. Daarna sluit PIO het project af."),
    ),
    Phase.KNOWLEDGE: Guide(
        now=_("U deelt uw kennis met andere besturen, op een activiteit en in een verhaal."),
        asked=_("Kom vertellen wat werkte en wat niet. Lees het verhaal na voor het verschijnt."),
        then=_("PIO sluit het project af. Na 6, 12 en 24 maanden vragen we of de oplossing nog in gebruik is."),
    ),
    Phase.CLOSED: Guide(
        now=_("Uw project is afgesloten."),
        asked=_("Vertel ons of de oplossing in gebruik is, als we u dat vragen."),
        then=_("Na 6, 12 en 24 maanden vragen we hoe het met de oplossing gaat."),
    ),
}
