"""Names and texts of the demo.

Organisations and projects that the plan names are as it describes them; people, mail addresses and all other
organisations are invented.
"""

from dataclasses import dataclass

from pio_portal.organisations.enums import OrganisationType as Type

FIRST = [
    "An", "Bart", "Els", "Karel", "Fatima", "Joris", "Lien", "Mehmet", "Nele", "Pieter", "Sofie", "Tom", "Yasmina", "Wout",
    "Griet", "Koen", "Ilse", "Dries", "Katrien", "Omar", "Saskia", "Hanne", "Ruben", "Veerle", "Jonas", "Leen", "Stijn", "Inge",
]  # fmt: skip
LAST = [
    "Peeters", "Maes", "De Wilde", "Aerts", "Claes", "Goossens", "Van Dam", "Yilmaz", "Wouters", "De Smedt", "Lambrecht",
    "Verbeke", "Haddad", "Coppens", "Mertens", "Bogaert", "Van Loo", "Ceulemans", "Baeten", "Dekeyser", "Segers", "Thijs",
]  # fmt: skip


@dataclass(frozen=True)
class Body:
    """An organisation of the demo."""

    name: str
    type: Type
    postcode: str


# Named in the plan, as clients or partners of its example projects.
FROM_THE_PLAN = [
    Body("Stad Halle", Type.LOCAL_AUTHORITY, "1500"),
    Body("Sport Vlaanderen", Type.FLEMISH_GOVERNMENT, "1000"),
    Body("ZorgSaam", Type.CARE, "9000"),
    Body("Departement Landbouw en Visserij", Type.FLEMISH_GOVERNMENT, "1000"),
    Body("Departement Welzijn, Volksgezondheid en Gezin", Type.FLEMISH_GOVERNMENT, "1000"),
    Body("Stad Mechelen", Type.LOCAL_AUTHORITY, "2800"),
    Body("Muntpunt", Type.FLEMISH_GOVERNMENT, "1000"),
    Body("Stad Antwerpen", Type.LOCAL_AUTHORITY, "2000"),
    Body("Limburg.net", Type.INTERMUNICIPAL, "3500"),
    Body("Fluvius", Type.INTERMUNICIPAL, "9090"),
    Body("VIPA", Type.FLEMISH_GOVERNMENT, "1000"),
]
INVENTED = [
    Body("Gemeente Avelbeke", Type.LOCAL_AUTHORITY, "8570"),
    Body("Stad Borgstede", Type.LOCAL_AUTHORITY, "9100"),
    Body("Gemeente Duinhaven", Type.LOCAL_AUTHORITY, "8420"),
    Body("Stad Essenvoorde", Type.LOCAL_AUTHORITY, "2910"),
    Body("Gemeente Heidebergen", Type.LOCAL_AUTHORITY, "3600"),
    Body("Stad Lindestede", Type.LOCAL_AUTHORITY, "3200"),
    Body("Gemeente Kortemeer", Type.LOCAL_AUTHORITY, "3010"),
    Body("Stad Rozenmark", Type.LOCAL_AUTHORITY, "9300"),
    Body("Intercommunale Demerwater", Type.INTERMUNICIPAL, "3290"),
    Body("Intercommunale Westland Afval", Type.INTERMUNICIPAL, "8800"),
    Body("Provinciedomein Groenhoek", Type.PROVINCE, "2400"),
    Body("Woonzorggroep De Linde", Type.CARE, "2300"),
    Body("Ziekenhuis Sint-Aldegonde", Type.CARE, "8500"),
    Body("Agentschap Binnenhavens", Type.FLEMISH_GOVERNMENT, "9000"),
    Body("Agentschap Open Erfgoed", Type.FLEMISH_GOVERNMENT, "1210"),
    Body("Departement Bruggen en Tunnels", Type.FLEMISH_GOVERNMENT, "1000"),
    Body("Scholengroep Noorderlicht", Type.OTHER, "2060"),
    Body("Hulpverleningszone Scheldedal", Type.OTHER, "9200"),
]
# Whose task a policy domain is; a domain that is not here is everybody's. Towns do most of it, but run no hospital or farm.
OF_DOMAIN = {
    "Welzijn, Volksgezondheid en Gezin": ("ZorgSaam", "Woonzorggroep De Linde", "Ziekenhuis Sint-Aldegonde", "Departement Welzijn, Volksgezondheid en Gezin", "VIPA"),
    "Onderwijs en Vorming": ("Scholengroep Noorderlicht",),
    "Mobiliteit en Openbare Werken": ("Departement Bruggen en Tunnels", "Agentschap Binnenhavens"),
    "Omgeving": ("Intercommunale Demerwater", "Intercommunale Westland Afval", "Provinciedomein Groenhoek", "Limburg.net", "Fluvius"),
    "Cultuur, Jeugd, Sport en Media": ("Muntpunt", "Agentschap Open Erfgoed", "Sport Vlaanderen"),
    "Landbouw en Visserij": ("Departement Landbouw en Visserij", "Provinciedomein Groenhoek"),
    "Kanselarij, Bestuur, Buitenlandse Zaken en Justitie": ("Hulpverleningszone Scheldedal",),
}  # fmt: skip
NOT_OF_TOWNS = ("Welzijn, Volksgezondheid en Gezin", "Landbouw en Visserij")
STREETS = ["Grote Markt", "Stationsstraat", "Kerkplein", "Havenlaan", "Schoolstraat"]
PLACES = {
    "1000": "Brussel", "1210": "Brussel", "1500": "Halle", "2000": "Antwerpen", "2060": "Antwerpen", "2300": "Turnhout",
    "2400": "Mol", "2800": "Mechelen", "2910": "Essen", "3010": "Leuven", "3200": "Aarschot", "3290": "Diest",
    "3500": "Hasselt", "3600": "Genk", "8420": "De Haan", "8500": "Kortrijk", "8570": "Anzegem", "8800": "Roeselare",
    "9000": "Gent", "9090": "Merelbeke-Melle", "9100": "Sint-Niklaas", "9200": "Dendermonde", "9300": "Aalst",
}  # fmt: skip
ENTERPRISES = [
    "Alvento nv", "Betasens bv", "Circulo cv", "Dataweg bv", "Energiek nv", "Fietslab bv", "Groenlicht nv", "Helix Care bv",
    "Inmeet bv", "Kadans Software nv", "Lumina Systems nv", "Mobilab bv", "Nordsee Robotics bv", "Optiwa nv", "Plasma bv",
    "Quadrant Data nv", "Recirkel cv", "Sensorius bv", "Tactiel bv", "Umbra Safety nv", "Vectio nv", "Waterkracht bv",
    "Xylon Bouw nv", "Zorgtech Vlaanderen bv",
]  # fmt: skip


@dataclass(frozen=True)
class Idea:
    """What an application is about: title, the need in one sentence, its theme and policy domain."""

    title: str
    need: str
    theme: str
    domain: str = ""


# The nine example projects of the plan: (client, partners, idea).
EXAMPLES = [
    ("Sport Vlaanderen", [], Idea("Cold2Gold", "Topsporters hebben koelkledij nodig die hun lichaamstemperatuur tijdens de inspanning laag houdt.", "zorg en welzijn", "Cultuur, Jeugd, Sport en Media")),
    ("ZorgSaam", [], Idea("Incontinentiezorg 2.0", "Bewoners verdienen comfort en zorgverleners werkbaar werk: een slimme luier die meldt wanneer verversen nodig is.", "zorg en welzijn", "Welzijn, Volksgezondheid en Gezin")),
    ("Departement Landbouw en Visserij", [], Idea("App LV-AgriLens", "Landbouwers willen hun dossier onderweg vervolledigen met foto's met plaatsbepaling en perceelsinformatie.", "digitalisering", "Landbouw en Visserij")),
    ("Stad Halle", ["Fluvius"], Idea("Duurzame straatverlichting", "De stad zoekt slimme, stuurbare en energiezuinige straatverlichting volgens circulaire principes.", "energie", "Omgeving")),
    ("Departement Welzijn, Volksgezondheid en Gezin", ["VIPA"], Idea("Kader brandveiligheid in zorggebouwen", "Er is een brandproefprogramma nodig om rookbeheersing in residentiële zorg te kunnen beoordelen.", "veiligheid", "Welzijn, Volksgezondheid en Gezin")),
    ("Stad Mechelen", [], Idea("Digitale Mechelenbon", "Inwoners en bedrijven willen een digitale geschenkbon die bij elke Mechelse handelaar werkt.", "digitalisering", "Economie, Wetenschap en Innovatie")),
    ("Muntpunt", [], Idea("Bookaplace", "Studenten en telewerkers zoeken een rustige plek en willen die vooraf reserveren, ook in Gent en Antwerpen.", "onderwijs en cultuur", "Cultuur, Jeugd, Sport en Media")),
    ("Stad Antwerpen", [], Idea("Taalstad", "Medewerkers willen hun taal en hun digitale vaardigheden verbeteren op het werk zelf.", "onderwijs en cultuur", "Werk en Sociale Economie")),
    ("Limburg.net", [], Idea("Optimo huisvuilwagen", "Meerdere afvalfracties in één transport ophalen spaart ritten, uitstoot en kosten.", "circulaire economie", "Omgeving")),
]  # fmt: skip

IDEAS = [
    Idea("Slimme waterpeilen in kleine waterlopen", "Waterbeheerders willen overstromingen in kleine waterlopen een dag vooraf zien aankomen.", "klimaat en omgeving", "Omgeving"),
    Idea("Circulaire schoolmeubelen", "Scholen willen meubelen die dertig jaar meegaan, meegroeien en terug te nemen zijn.", "circulaire economie", "Onderwijs en Vorming"),
    Idea("Valpreventie zonder camera", "Bewoners van een woonzorgcentrum vallen 's nachts; een camera in de kamer willen ze niet.", "zorg en welzijn", "Welzijn, Volksgezondheid en Gezin"),
    Idea("Brugdek dat zelf waarschuwt", "Beheerders willen scheurtjes in bruggen vinden voor een inspecteur ze kan zien.", "mobiliteit", "Mobiliteit en Openbare Werken"),
    Idea("Stille veegwagen voor de vroege ochtend", "Bewoners klagen over lawaai; straten moeten toch voor zeven uur proper zijn.", "klimaat en omgeving", "Omgeving"),
    Idea("Leesbare brieven op maat", "Eén burger op vijf begrijpt de brieven van zijn gemeente niet.", "digitalisering", "Kanselarij, Bestuur, Buitenlandse Zaken en Justitie"),
    Idea("Herbruikbare verpakking voor maaltijden aan huis", "Een maaltijddienst gooit elk jaar een miljoen bakjes weg.", "circulaire economie", "Welzijn, Volksgezondheid en Gezin"),
    Idea("Warmte uit rioolwater", "In het riool stroomt warmte weg waarmee een zwembad kan worden verwarmd.", "energie", "Omgeving"),
    Idea("Digitale tweeling van de binnenhaven", "Schippers en havenmeesters willen weten waar morgen plaats is.", "mobiliteit", "Mobiliteit en Openbare Werken"),
    Idea("Brandweerpak dat roet loslaat", "Brandweerlieden nemen na een brand giftig roet mee naar huis.", "veiligheid", "Kanselarij, Bestuur, Buitenlandse Zaken en Justitie"),
    Idea("Erfgoed voelen", "Blinde en slechtziende bezoekers willen topstukken kunnen voelen.", "onderwijs en cultuur", "Cultuur, Jeugd, Sport en Media"),
    Idea("Deelbare laadplein-planning", "Gemeenten plaatsen laadpalen zonder te weten waar het net nog ruimte heeft.", "energie", "Omgeving"),
    Idea("Bomen die om water vragen", "Jonge straatbomen sterven omdat niemand weet welke droog staan.", "klimaat en omgeving", "Omgeving"),
    Idea("Samen rijden naar het werk op het bedrijventerrein", "Op een bedrijventerrein zonder bus rijdt iedereen alleen.", "mobiliteit", "Mobiliteit en Openbare Werken"),
    Idea("Vroege signalen van schooluitval", "Leerlingen verdwijnen stil; scholen merken het te laat.", "onderwijs en cultuur", "Onderwijs en Vorming"),
    Idea("Operatiekwartier zonder wegwerptextiel", "Een ziekenhuis verbrandt elke dag een container wegwerptextiel.", "circulaire economie", "Welzijn, Volksgezondheid en Gezin"),
    Idea("Vergunningen die met elkaar praten", "Wie bouwt, geeft aan vijf diensten hetzelfde door.", "digitalisering", "Omgeving"),
    Idea("Noodnet voor het rusthuis", "Als de stroom uitvalt, moet een woonzorgcentrum acht uur verder kunnen.", "energie", "Welzijn, Volksgezondheid en Gezin"),
    Idea("Vaccinkoeling op zonne-energie", "Mobiele teams willen vaccins koel houden zonder stopcontact.", "zorg en welzijn", "Welzijn, Volksgezondheid en Gezin"),
    Idea("Fietspad dat zichzelf ontdooit", "Gladde fietspaden doen mensen de auto nemen.", "mobiliteit", "Mobiliteit en Openbare Werken"),
    Idea("Geluidskaart van de stad in ware tijd", "Klachten over lawaai komen dagen later aan.", "klimaat en omgeving", "Omgeving"),
    Idea("Inclusieve speeltoestellen", "Kinderen in een rolstoel kijken toe op het speelplein.", "zorg en welzijn", "Cultuur, Jeugd, Sport en Media"),
    Idea("Asfalt uit oud asfalt, koud gemengd", "Wegenwerken verbruiken te veel warmte en nieuwe steen.", "circulaire economie", "Mobiliteit en Openbare Werken"),
    Idea("Veilige data voor het wijkteam", "Hulpverleners delen gegevens met papiertjes, omdat het anders niet mag.", "digitalisering", "Welzijn, Volksgezondheid en Gezin"),
    Idea("Meldingen die de juiste dienst vinden", "Wie een losse stoeptegel meldt, wordt vaak drie keer doorverbonden.", "digitalisering", "Kanselarij, Bestuur, Buitenlandse Zaken en Justitie"),
    Idea("Regenwater dat op tijd plaats maakt", "Regenputten staan vol als de bui komt, en leeg als de tuin droog staat.", "klimaat en omgeving", "Omgeving"),
    Idea("Geneesmiddelen tot aan het bed", "Verpleegkundigen lopen een vijfde van hun dag om medicatie te halen en te controleren.", "zorg en welzijn", "Welzijn, Volksgezondheid en Gezin"),
    Idea("Sluizen zonder wachttijd", "Schepen liggen stil voor sluizen die niet weten wat er aankomt.", "mobiliteit", "Mobiliteit en Openbare Werken"),
    Idea("Leslokalen die zelf verluchten", "In klassen stijgt de CO2 voor iemand een raam opent, en gaat warmte verloren als het openstaat.", "energie", "Onderwijs en Vorming"),
    Idea("Textiel uit het containerpark", "Van het ingezamelde textiel wordt een derde verbrand, omdat niemand de vezels kan sorteren.", "circulaire economie", "Omgeving"),
    Idea("Museumgids in eenvoudige taal", "Bezoekers met een verstandelijke beperking vinden in een museum geen uitleg die ze begrijpen.", "onderwijs en cultuur", "Cultuur, Jeugd, Sport en Media"),
    Idea("Schade aan wegen zien vanuit de vuilniswagen", "Putten worden pas hersteld als iemand belt, terwijl elke straat wekelijks wordt bereden.", "mobiliteit", "Mobiliteit en Openbare Werken"),
    Idea("Nachtrust op de afdeling", "Patiënten worden wakker van alarmen die voor de verpleging zijn bedoeld.", "zorg en welzijn", "Welzijn, Volksgezondheid en Gezin"),
    Idea("Zwembaden met de helft van het water", "Een zwembad ververst elke dag dertig liter per zwemmer.", "energie", "Cultuur, Jeugd, Sport en Media"),
    Idea("Een loket dat meekomt", "Wie slecht te been is of geen computer heeft, mist premies waar hij recht op heeft.", "digitalisering", "Kanselarij, Bestuur, Buitenlandse Zaken en Justitie"),
    Idea("Beton zonder nieuw cement", "Cement is goed voor de helft van de uitstoot van een gemeentelijk bouwproject.", "circulaire economie", "Mobiliteit en Openbare Werken"),
    Idea("Thuis herstellen na een operatie", "Patiënten blijven twee dagen langer dan nodig, omdat niemand thuis de wonde kan volgen.", "zorg en welzijn", "Welzijn, Volksgezondheid en Gezin"),
    Idea("Hitte-eilanden die verdwijnen", "Op pleinen is het in de zomer acht graden warmer dan in het park ernaast.", "klimaat en omgeving", "Omgeving"),
    Idea("Archieven die zichzelf beschrijven", "Kilometers archief zijn niet te vinden, omdat het beschrijven met de hand gebeurt.", "onderwijs en cultuur", "Cultuur, Jeugd, Sport en Media"),
    Idea("Schoolroutes zonder dode hoek", "Vrachtwagens en kinderen op de fiets zien elkaar te laat.", "mobiliteit", "Mobiliteit en Openbare Werken"),
    Idea("Drones die een brand verkennen", "Een ploeg gaat een brandend gebouw in zonder te weten waar de brand zit.", "veiligheid", "Kanselarij, Bestuur, Buitenlandse Zaken en Justitie"),
    Idea("Slib dat een grondstof wordt", "Waterzuivering laat slib na dat duur wordt verbrand, met fosfor erin.", "circulaire economie", "Omgeving"),
    Idea("Taalhulp in de klas", "Leraren hebben kinderen voor zich die elf talen spreken.", "onderwijs en cultuur", "Onderwijs en Vorming"),
    Idea("Batterijen die een wijk delen", "Zonnestroom van overdag is er ’s avonds niet meer.", "energie", "Omgeving"),
    Idea("Vrijwilligers die elkaar vinden", "Mensen willen helpen in hun buurt, maar weten niet waar of wanneer.", "zorg en welzijn", "Welzijn, Volksgezondheid en Gezin"),
    Idea("Graafschade vermijden", "Elke dag wordt een leiding geraakt die op geen plan staat.", "veiligheid", "Mobiliteit en Openbare Werken"),
    Idea("Kunstgras zonder microplastic", "Uit elk voetbalveld spoelt per jaar een kruiwagen korrels naar de beek.", "klimaat en omgeving", "Cultuur, Jeugd, Sport en Media"),
    Idea("Plannen in drie dimensies voor iedereen", "Buren begrijpen een bouwplan pas als het gebouw er staat.", "digitalisering", "Omgeving"),
    Idea("Zelf roosteren in de zorg", "Zorgverleners vallen uit omdat hun rooster geen rekening houdt met hun leven.", "zorg en welzijn", "Welzijn, Volksgezondheid en Gezin"),
    Idea("Fietsen die men leent tot aan de deur", "Pendelaars missen de laatste kilometer tussen halte en werk.", "mobiliteit", "Mobiliteit en Openbare Werken"),
    Idea("Oude ramen die isoleren", "Beschermde gebouwen mogen geen nieuwe ramen krijgen en verliezen er hun warmte.", "energie", "Cultuur, Jeugd, Sport en Media"),
    Idea("Exoten vroeg opsporen", "Invasieve planten worden gezien als ze al overal staan.", "klimaat en omgeving", "Omgeving"),
    Idea("Schoolmaaltijden zonder overschot", "Een kwart van de warme maaltijden op school gaat in de vuilnisbak.", "circulaire economie", "Onderwijs en Vorming"),
    Idea("Noodoproepen met beeld", "Een centralist moet raden hoe erg een ongeval is.", "veiligheid", "Kanselarij, Bestuur, Buitenlandse Zaken en Justitie"),
    Idea("Bruggen die men op afstand nakijkt", "Een inspectie sluit een brug een nacht lang, ook als er niets is.", "mobiliteit", "Mobiliteit en Openbare Werken"),
    Idea("Samen aan tafel in het woonzorgcentrum", "Bewoners met dementie eten te weinig als niemand hen eraan herinnert.", "zorg en welzijn", "Welzijn, Volksgezondheid en Gezin"),
    Idea("Geluidloze bouwwerf", "Wie naast een werf woont, kan maanden niet thuiswerken.", "klimaat en omgeving", "Omgeving"),
    Idea("Straatmeubilair uit eigen afval", "Gemeenten kopen banken van nieuw hout en verbranden hun eigen snoeihout.", "circulaire economie", "Omgeving"),
    Idea("Uitleendienst zonder balie", "Sportclubs halen materiaal op uren waarop de dienst gesloten is.", "digitalisering", "Cultuur, Jeugd, Sport en Media"),
    Idea("Veilig oversteken in het donker", "Aan landelijke haltes ziet een bestuurder de voetganger pas op het laatste moment.", "veiligheid", "Mobiliteit en Openbare Werken"),
    Idea("Wachttijden die men vooraf kent", "Gezinnen zoeken maanden naar een plaats in de jeugdhulp, zonder te weten waar ze staan.", "digitalisering", "Welzijn, Volksgezondheid en Gezin"),
    Idea("Stages die bij een leerling passen", "Scholen en bedrijven zoeken elkaar elk jaar opnieuw met lijsten en mails.", "onderwijs en cultuur", "Onderwijs en Vorming"),
    Idea("Grondwater in kaart tot op de dag", "Boeren en drinkwatermaatschappijen weten pas na maanden hoe laag het water staat.", "klimaat en omgeving", "Landbouw en Visserij"),
    Idea("Mest die niet ruikt", "Buren van stallen klagen, en een boer heeft geen betaalbaar middel.", "klimaat en omgeving", "Landbouw en Visserij"),
]  # fmt: skip
# What an idea is called when it comes back: each fits every idea.
AGAIN = ["", ", fase 2", ": opschaling", ", vervolg", ", fase 3", " 2.0"]

GROUNDS_YES = "De behoefte is scherp en door gebruikers onderbouwd, de oplossing is niet te koop, en de organisatie maakt tijd en budget vrij. De jury adviseert unaniem om te selecteren."
CONDITIONS = "Het bestuur stelt een projectleider aan voor de kick-off. De juridische dienst werkt vanaf het begin mee."
DESPITE = "De beoordelaars vonden één onderdeel te zwak. Het bestuur vult dat aan in het voortraject; de behoefte zelf weegt zwaarder."
GROUNDS_NO = "De behoefte is reëel, maar de markt biedt al oplossingen die met een gewone aankoop kunnen worden verworven. Het innovatieve deel is te klein."
FEEDBACK = "Kijk eerst naar de oplossingen die drie andere besturen al gebruiken. Blijft er daarna een deel van uw behoefte open, dien dan opnieuw in met dat deel."
GROUNDS_INELIGIBLE = "De aanvrager valt niet onder de wetgeving overheidsopdrachten, zoals de oproep vraagt."
FILLER = [
    "We spraken met medewerkers en gebruikers, en bezochten twee andere besturen die met dezelfde vraag zitten.",
    "Vandaag lossen we dit op met losse lijsten, telefoontjes en veel goede wil. Dat kost tijd en er gaat geregeld iets mis.",
    "We verwachten een derde minder tijdverlies, minder fouten en tevreden gebruikers; we meten voor en na.",
    "Minstens twaalf andere besturen hebben dezelfde behoefte. We delen onze documenten en onze ervaring met hen.",
    "Een projectleider halftijds, een aankoper en een jurist elk twee dagen per maand, en een stuurgroep die elke zes weken beslist.",
]
COMMENTS = [
    "Goed onderbouwd.",
    "Kan concreter, maar overtuigt.",
    "Het belang is duidelijk.",
    "Planning is krap.",
    "Sterk team.",
]
CONCLUSIONS = (
    "De markt bevestigt dat de oplossing nog niet kant-en-klaar bestaat, en dat ze binnen anderhalf jaar kan worden "
    "ontwikkeld.\n\nDeelnemers raadden aan om met een functionele vraag te werken, om de gegevens open te houden en om de "
    "proef op twee plaatsen te doen. Ze vroegen om minstens zes weken voor een offerte."
)
STORY = (
    "“We wisten precies wat er misliep, maar niet wat er te koop was,” zegt de projectleider. Samen met PIO sprak de "
    "organisatie met meer dan twintig bedrijven voor ze iets aankocht.\n\nDat gesprek veranderde de vraag: niet een toestel, "
    "maar een resultaat. De winnende offerte was er een die niemand vooraf had bedacht.\n\nWat zou ze anders doen? “Vroeger "
    "beginnen met de juristen, en gebruikers van in de eerste week laten meekijken.”"
)

# Messages about a completion, and a note that no applicant may ever read.
QUESTION = "Rekende u ook de energie voor de sensoren mee? Die vinden we niet terug in uw raming."
ANSWER = "Ja, die zit bij het onderhoud. We hebben de raming aangevuld en het akkoord toegevoegd."
COMPLETED = "Het managementteam maakte voor het onderhoud een halve dag per week vrij."
NOTE = "De aanvulling overtuigt, maar de projectleider wisselde al twee keer: vraag dat na bij de kick-off."
REPLIES = [
    ("Een bijlage toevoegen", "Voeg het document toe bij “Bijlagen” in uw aanvraag. Een PDF, een Word- of een Excel-bestand is goed, tot 25 MB."),
    ("Meer tijd voor een aanvulling", "U krijgt een week langer om uw aanvulling in te dienen. Wat u al schreef, blijft bewaard."),
    ("Een gesprek plannen", "Dat bespreken we graag met u. Schikt dinsdag of donderdag om 10 uur? Het duurt een halfuur, online."),
]  # fmt: skip
