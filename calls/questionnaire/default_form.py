"""The questions and the criteria that a new call starts with. Staff may publish other ones; see `calls.questionnaire.definition`."""

from typing import Any

NAME = "Aanvraagformulier innovatieve overheidsopdracht"

ORGANISATION = {
    "key": "contact",
    "group": "Uw organisatie",
    "title": "Contact en trekker",
    "help": "Wie trekt dit project bij u? Zonder trekker met tijd en mandaat raakt een project vertraagd.",
    "fields": [
        {
            "key": "projectleider",
            "label": "Wie is de projectleider?",
            "kind": "text",
            "max_length": 120,
            "help": "Voornaam, naam en functie van wie het project dagelijks trekt.",
        },
        {
            "key": "email",
            "label": "Op welk e-mailadres bereiken we de projectleider?",
            "kind": "email",
        },
        {"key": "telefoon", "label": "Op welk telefoonnummer?", "kind": "phone", "required": False},
        {
            "key": "opdrachtgever",
            "label": "Wie is de interne opdrachtgever?",
            "kind": "text",
            "max_length": 120,
            "help": "De leidinggevende die het project steunt en er budget voor vrijmaakt.",
        },
        {
            "key": "partners",
            "label": "Wie is er nog bij betrokken?",
            "kind": "text",
            "required": False,
            "max_length": 300,
            "help": "Andere organisaties die mee betalen of de oplossing later ook willen kopen. Wie mee aanvraagt, nodigt u uit op de takenlijst.",
        },
    ],
}

NEED = {
    "key": "behoefte",
    "group": "Uw uitdaging",
    "title": "Behoefte en gebruikers",
    "help": "Beschrijf het probleem, niet de oplossing. Hoe duidelijker de behoefte, hoe beter de markt antwoordt.",
    "fields": [
        {
            "key": "probleem",
            "label": "Welk probleem wilt u oplossen?",
            "kind": "long",
            "min_length": 50,
            "max_length": 4000,
            "public": True,
            "help": "In gewone woorden, zodat iemand van buiten uw organisatie het begrijpt.",
        },
        {
            "key": "gebruikers",
            "label": "Wie ondervindt het probleem, en hoe vaak?",
            "kind": "long",
            "min_length": 30,
            "max_length": 2500,
            "help": "Denk aan burgers, medewerkers of bedrijven. Geef aantallen als u ze kent.",
        },
        {
            "key": "vandaag",
            "label": "Hoe pakt u het vandaag aan, en waar loopt dat mis?",
            "kind": "long",
            "min_length": 30,
            "max_length": 2500,
        },
        {
            "key": "resultaat",
            "label": "Wat moet de oplossing kunnen?",
            "kind": "long",
            "min_length": 30,
            "max_length": 2500,
            "public": True,
            "help": "Beschrijf het resultaat dat u wilt bereiken, liefst meetbaar: sneller, minder, nauwkeuriger.",
        },
    ],
}

MARKET = {
    "key": "markt",
    "group": "Uw uitdaging",
    "title": "Wat bestaat er al?",
    "help": "PIO helpt als de oplossing nog niet te koop is. U hoeft de markt nog niet te kennen: vertel wat u al weet.",
    "fields": [
        {
            "key": "gezocht",
            "label": "Waar hebt u al naar oplossingen gezocht?",
            "kind": "long",
            "min_length": 30,
            "max_length": 2500,
            "help": "Gesprekken met leveranciers, beurzen, andere besturen, studies.",
        },
        {
            "key": "tekort",
            "label": "Waarom volstaan de bestaande oplossingen niet?",
            "kind": "long",
            "min_length": 30,
            "max_length": 2500,
        },
        {
            "key": "vernieuwing",
            "label": "Wat is er nieuw aan wat u zoekt?",
            "kind": "choice",
            "choices": [
                ["nieuw", "Een oplossing die nog moet worden ontwikkeld"],
                ["aangepast", "Een bestaande oplossing die sterk moet worden aangepast"],
                ["eerste", "Een bestaande oplossing die nog nooit in deze context werd gebruikt"],
                ["onbekend", "Dat weten we nog niet"],
            ],
        },
        {
            "key": "aanpassing",
            "label": "Wat moet er aan die bestaande oplossing veranderen?",
            "kind": "long",
            "min_length": 20,
            "max_length": 1500,
            "when": {"question": "markt.vernieuwing", "is": ["aangepast", "eerste"]},
            "help": "Noem de oplossing als u ze kent, en wat ze in uw geval nog niet kan.",
        },
        {
            "key": "octrooien",
            "label": "Weet u van rechten van anderen die u kunnen hinderen?",
            "kind": "long",
            "required": False,
            "max_length": 1500,
            "visibility": "pio",
            "help": "Bijvoorbeeld octrooien, databankrechten of een lopend contract.",
        },
        {
            "key": "verkenning",
            "label": "Hebt u al een studie of een verslag van een marktverkenning?",
            "kind": "file",
            "required": False,
            "most": 3,
            "help": "Voeg ze toe als ze er zijn: PDF, Word, Excel, PowerPoint, OpenDocument, PNG of JPG.",
        },
    ],
}

IMPACT = {
    "key": "impact",
    "group": "Uw uitdaging",
    "title": "Impact en opschaling",
    "fields": [
        {
            "key": "impact",
            "label": "Wat verandert er als het lukt?",
            "kind": "long",
            "min_length": 50,
            "max_length": 3000,
            "public": True,
            "help": "Voor uw gebruikers, uw organisatie en de samenleving.",
        },
        {
            "key": "bijdrage",
            "label": "Waaraan draagt het project bij?",
            "kind": "multiple",
            "required": False,
            "public": True,
            "choices": [
                ["dienst", "Betere dienstverlening aan burgers of bedrijven"],
                ["kosten", "Lagere kosten of minder werk voor de overheid"],
                ["klimaat", "Klimaat, energie en milieu"],
                ["gezondheid", "Gezondheid en welzijn"],
                ["veiligheid", "Veiligheid en mobiliteit"],
                ["andere", "Iets anders"],
            ],
            "help": "Kruis alles aan wat past.",
        },
        {
            "key": "bijdrage_andere",
            "label": "Waaraan draagt het nog bij?",
            "kind": "text",
            "max_length": 120,
            "when": {"question": "impact.bijdrage", "is": ["andere"]},
        },
        {"key": "meten", "label": "Hoe gaat u dat meten?", "kind": "long", "min_length": 20, "max_length": 1500},
        {
            "key": "opschaling",
            "label": "Wie kan de oplossing na u ook gebruiken?",
            "kind": "long",
            "min_length": 20,
            "max_length": 2000,
            "help": "Andere besturen, andere beleidsdomeinen, bedrijven.",
        },
        {
            "key": "kennis",
            "label": "Bent u bereid uw ervaring te delen?",
            "kind": "yes_no",
            "help": "Wie steun krijgt, deelt zijn kennis minstens één keer: met een activiteit en met een verhaal.",
            "agrees": {
                "how": "is",
                "with": "ja",
                "sentence": "U antwoordt “Nee”, maar wie indient, verklaart dat de organisatie haar ervaring deelt.",
            },
        },
    ],
}

MEANS = {
    "key": "middelen",
    "group": "Uw aanpak",
    "title": "Planning, team en budget",
    "help": "Een schatting volstaat. Tijdens het voortraject maken we ze samen nauwkeuriger.",
    "fields": [
        {
            "key": "lancering",
            "label": "Tegen wanneer wilt u de overheidsopdracht lanceren?",
            "kind": "date",
            "help": "De dag van de aankondiging of van de eerste uitnodiging.",
            "agrees": {
                "how": "after",
                "with": "vandaag",
                "sentence": "De dag waarop u de opdracht wilt lanceren, is al voorbij.",
            },
        },
        {
            "key": "team",
            "label": "Wie werkt eraan mee, en hoeveel tijd krijgen ze?",
            "kind": "long",
            "min_length": 20,
            "max_length": 2000,
            "help": "Noem de functies en het aantal dagen per maand, ook van aankoop, IT en juridische dienst.",
        },
        {
            "key": "kosten",
            "label": "Uit welke kosten bestaat de opdracht?",
            "kind": "costs",
            "required": False,
            "help": "Zonder btw. Bijvoorbeeld ontwikkeling, integratie en twee jaar onderhoud. Een ruwe verdeling volstaat.",
        },
        {
            "key": "raming",
            "label": "Geraamde kost van de opdracht",
            "kind": "money",
            "help": "Zonder btw, in euro: het totaal van de tabel hierboven, of een schatting.",
            "min": 1,
        },
        {
            "key": "eigen_middelen",
            "label": "Hoeveel daarvan betaalt u zelf?",
            "kind": "money",
            "help": "Zonder btw, in euro. De rest vraagt u later als cofinanciering, per overheidsopdracht.",
            "agrees": {
                "how": "at_most",
                "with": "middelen.raming",
                "sentence": "Uw eigen deel is groter dan de geraamde kost. Verander een van beide bedragen.",
                "hard": True,
            },
        },
        {
            "key": "budget",
            "label": "Is dat budget al goedgekeurd?",
            "kind": "choice",
            "choices": [
                ["ja", "Ja, het staat in de begroting"],
                ["gepland", "Nog niet, de beslissing is gepland"],
                ["nee", "Nee, daar is nog geen beslissing over gepland"],
            ],
        },
        {
            "key": "andere_koper",
            "label": "Plaatst een andere organisatie de opdracht voor u?",
            "kind": "yes_no",
            "required": False,
            "help": "Bijvoorbeeld een aankoopcentrale of een intercommunale.",
        },
        {
            "key": "koper",
            "label": "Welke organisatie is dat?",
            "kind": "organisation",
            "when": {"question": "middelen.andere_koper", "is": ["ja"]},
            "help": "Haar KBO-nummer, bijvoorbeeld 0316.380.841.",
        },
        {
            "key": "risico",
            "label": "Wat kan het project doen vertragen?",
            "kind": "long",
            "required": False,
            "max_length": 1500,
            "help": "Trage besluitvorming, andere prioriteiten, een projectleider die wegvalt: hoe vangt u dat op?",
        },
    ],
}

# The yes-or-no questions before the form: whether one may apply, and should.
CHECKS = [
    {
        "key": "publiek",
        "question": "Plaatst uw organisatie overheidsopdrachten?",
        "help": "Departementen, agentschappen, lokale besturen, intercommunales, provincies en veel zorgorganisaties.",
        "advice": (
            "PIO helpt enkel wie onder de wetgeving overheidsopdrachten valt. Werkt u voor een onderneming? "
            "Kijk dan naar de marktconsultaties: daar zoeken overheden oplossingen."
        ),
        "hard": True,
    },
    {
        "key": "behoefte",
        "question": "Hebt u een concrete behoefte waarvoor nog geen oplossing te koop is?",
        "help": "U hoeft de oplossing nog niet te kennen. Een bestaand product dat niet volstaat, telt ook.",
        "advice": (
            "Is er al een oplossing te koop, dan hebt u PIO niet nodig. Twijfelt u, neem dan contact op: we denken mee."
        ),
    },
    {
        "key": "aankoop",
        "question": "Bent u bereid om de oplossing via een overheidsopdracht aan te kopen?",
        "help": "PIO subsidieert geen onderzoek of eigen ontwikkeling: het doel is een aankoop.",
        "advice": "PIO begeleidt en financiert alleen overheidsopdrachten. Voor onderzoek bestaan andere kanalen.",
        "hard": True,
    },
    {
        "key": "trekker",
        "question": "Is er iemand die het project trekt, met tijd en met steun van de leiding?",
        "help": "Reken op enkele dagen per maand, een jaar lang.",
        "advice": "Zoek eerst een projectleider met een mandaat: zonder trekker raken projecten vertraagd.",
    },
    {
        "key": "delen",
        "question": "Wilt u uw ervaring delen met andere besturen?",
        "help": "Minstens met één activiteit en één verhaal, wanneer het project klaar is.",
        "advice": (
            "Kennis delen hoort erbij: zonder kunnen we een project niet afsluiten. Bespreek met ons wat haalbaar is."
        ),
    },
]

DEFINITION: dict[str, Any] = {"sections": [ORGANISATION, NEED, MARKET, IMPACT, MEANS], "checks": CHECKS}

WHO_MAY_APPLY = (
    "Publieke organisaties in Vlaanderen die onder de wetgeving overheidsopdrachten vallen: departementen en "
    "agentschappen van de Vlaamse overheid, lokale besturen, intercommunales, provincies en zorgorganisaties. "
    "U mag samen met andere organisaties aanvragen.\n\n"
    "U hebt een behoefte waarvoor nog geen oplossing te koop is, en u wilt ze via een overheidsopdracht aankopen."
)

SUMMARY = (
    "PIO begeleidt u bij de voorbereiding van een innovatieve overheidsopdracht, betaalt daarbij de externe expertise, "
    "en kan de opdracht zelf mee financieren."
)

# Name, what it looks at, weight, knock-out below (of 5 points; None: no knock-out).
CRITERIA: list[tuple[str, str, int, int | None]] = [
    ("Behoefte", "Is het probleem helder, belangrijk en door gebruikers gedragen?", 3, 2),
    ("Innovatie", "Is de oplossing nog niet te koop, en kan de markt ze ontwikkelen?", 3, 2),
    ("Impact en opschaling", "Wat verandert er, en wie kan de oplossing na de aanvrager gebruiken?", 2, None),
    ("Haalbaarheid", "Zijn planning, team, mandaat en budget realistisch?", 2, 2),
    ("Engagement", "Draagt de organisatie het project, en wil ze haar kennis delen?", 1, None),
]

# What staff ticks off before an application is assessed: the condition, and how to see whether it is met.
ELIGIBILITY: list[tuple[str, str]] = [
    (
        "De aanvrager is een aanbestedende overheid",
        "Een Vlaamse of lokale overheid, of een organisatie die onder de wetgeving overheidsopdrachten valt.",
    ),
    ("Ingediend door wie voor de organisatie mag tekenen", "Kijk na wie indiende, en of er een volmacht nodig was."),
    ("De oplossing is nog niet te koop", "Een bestaand product dat volstaat, koopt de aanvrager zonder PIO."),
    ("Het doel is een aankoop", "Geen subsidie voor onderzoek of voor eigen ontwikkeling: een overheidsopdracht."),
    ("Geen dubbele financiering", "Dezelfde kosten worden niet al door een andere steunmaatregel betaald."),
    ("Het dossier is volledig", "Alle verplichte vragen zijn echt beantwoord, en de bijlagen zijn leesbaar."),
]
