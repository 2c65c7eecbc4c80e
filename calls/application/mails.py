"""The standard mails to applicants: submitting, completing, applying together and signing."""

from django.utils.translation import gettext_lazy as _

from calls.application.mail_places import LINK, NAMES, REFERENCE, SAMPLE, TITLE, text_of
from pio_portal.correspondence.wording import register_mail

REASON = _("Wat moet worden aangevuld")
SECTIONS = _("Welke onderdelen open staan")
ASKED = {**NAMES, "reason": REASON, "sections": SECTIONS, "due_on": _("Voor wanneer")}
ASKED_SAMPLE = {
    **SAMPLE,
    "reason": "Voeg een raming van de kosten toe, met de btw apart.",
    "sections": "Planning, team en budget, Bijlagen",
    "due_on": "15 januari 2027",
}
OPEN_NOW = _("U kunt nu dit wijzigen: {{ sections }}. De rest blijft zoals u het indiende.")
EXTENSION = _("Of de indiendatum werd verlengd, tot wanneer en waarom (een regel erbij, of niets)")
ORGANISATION = _("Naam van de uitgenodigde organisatie")
APPLICANT = _("Naam van de aanvragende organisatie")
PERSON = _("Naam van de persoon die dit deed of vraagt")
TOGETHER = {
    **SAMPLE,
    "organisation": "Gemeente Beersel",
    "applicant": "Stad Halle",
    "person": "Nora Claes",
    "message": "Het bericht daarbij: We willen samen meten in onze grensstraten.",
    "link": "https://portaal.pio.test/mijn/uitnodigingen/7/",
}

# Submitting

register_mail(
    "application_receipt",
    title=_("Ontvangstbewijs van een aanvraag"),
    subject=_("Uw aanvraag {{ reference }} is ingediend"),
    body=_(
        "PIO ontving de aanvraag “{{ title }}” van {{ organisation }} voor {{ call }}.\n\n"
        "Referentie: {{ reference }}\n"
        "Ingediend: {{ moment }}{{ extension }}\n"
        "Vingerafdruk van de inhoud (SHA-256): {{ hash }}\n\n"
        "Het ontvangstbewijs met de volledige inhoud vindt u als PDF in uw dossier: {{ link }}\n\n"
        "Wat nu? We kijken eerst na of de aanvraag ontvankelijk is. Daarna beoordelen we ze. "
        "U hoort van ons zodra er iets verandert."
    ),
    variables={
        "reference": REFERENCE,
        "title": TITLE,
        "organisation": _("Naam van de organisatie"),
        "call": _("Titel van de oproep"),
        "moment": _("Wanneer de aanvraag aankwam"),
        "extension": EXTENSION,
        "hash": _("SHA-256 van de ingediende inhoud"),
        "link": LINK,
    },
    sample={
        **SAMPLE,
        "organisation": "Stad Halle",
        "call": "Open oproep 2026",
        "moment": "14 dec 2026 om 11.42 uur (Brussel)",
        "extension": "",
        "hash": "9f86d081884c7d659a2feaa0c55ad015a3bf4f1b2b0b822cd15d6c15b0f00a08",
    },
)
register_mail(
    "application_resubmission_receipt",
    title=_("Ontvangstbewijs van een aanvraag die opnieuw werd ingediend"),
    subject=_("Uw aanvraag {{ reference }} is opnieuw ingediend"),
    body=text_of(
        _("PIO ontving een nieuwe versie van de aanvraag “{{ title }}” van {{ organisation }}. Deze versie telt nu."),
        _(
            "Referentie: {{ reference }}\nVersie {{ number }} ingediend: {{ moment }}{{ extension }}\n"
            "Eerst ingediend: {{ first }}\nVingerafdruk van de inhoud (SHA-256): {{ hash }}"
        ),
        _("De ontvangstbewijzen van deze en van de vorige versie vindt u als PDF in uw dossier: {{ link }}"),
        _(
            "Wat nu? Na de indiendatum kijken we na of de aanvraag ontvankelijk is. U hoort van ons zodra er iets verandert."
        ),
    ),
    variables={
        **NAMES,
        "organisation": APPLICANT,
        "number": _("De hoeveelste versie dit is"),
        "moment": _("Wanneer deze versie aankwam"),
        "extension": EXTENSION,
        "first": _("Wanneer de aanvraag voor het eerst aankwam"),
        "hash": _("SHA-256 van de ingediende inhoud"),
    },
    sample={
        **SAMPLE,
        "organisation": "Stad Halle",
        "number": "2",
        "moment": "14 dec 2026 om 11.42 uur (Brussel)",
        "extension": "",
        "first": "10 dec 2026 om 9.05 uur (Brussel)",
        "hash": "9f86d081884c7d659a2feaa0c55ad015a3bf4f1b2b0b822cd15d6c15b0f00a08",
    },
)
register_mail(
    "application_completion_receipt",
    title=_("Ontvangstbewijs van een aanvulling"),
    subject=_("Uw aanvulling van {{ reference }} is ingediend"),
    body=text_of(
        _("PIO ontving uw aanvulling van de aanvraag “{{ title }}” van {{ organisation }}."),
        _(
            "Referentie: {{ reference }}\nAanvulling ingediend: {{ moment }}\nEerst ingediend: {{ first }}\n"
            "Vingerafdruk van de inhoud (SHA-256): {{ hash }}"
        ),
        _("Het ontvangstbewijs met de volledige inhoud vindt u als PDF in uw dossier: {{ link }}"),
        _("Wat nu? We behandelen uw aanvraag verder met deze versie. U hoort van ons zodra er iets verandert."),
    ),
    variables={
        **NAMES,
        "organisation": APPLICANT,
        "moment": _("Wanneer de aanvulling aankwam"),
        "first": _("Wanneer de aanvraag voor het eerst aankwam"),
        "hash": _("SHA-256 van de ingediende inhoud"),
    },
    sample={
        **SAMPLE,
        "organisation": "Stad Halle",
        "moment": "14 jan 2027 om 11.42 uur (Brussel)",
        "first": "14 dec 2026 om 11.42 uur (Brussel)",
        "hash": "9f86d081884c7d659a2feaa0c55ad015a3bf4f1b2b0b822cd15d6c15b0f00a08",
    },
)
register_mail(
    "application_withdrawn",
    title=_("Bevestiging van een intrekking"),
    subject=_("Uw aanvraag {{ reference }} is ingetrokken"),
    body=_(
        "De aanvraag “{{ title }}” ({{ reference }}) werd ingetrokken op {{ moment }}. "
        "We behandelen ze niet verder. U kunt ze nog lezen in uw dossier: {{ link }}"
    ),
    variables={"reference": REFERENCE, "title": TITLE, "moment": _("Wanneer ze werd ingetrokken"), "link": LINK},
    sample={**SAMPLE, "moment": "20 dec 2026 om 9.10 uur (Brussel)"},
)

# Reopening

LAST = _("Wanneer de versie die telt, werd ingediend")
register_mail(
    "application_reopened",
    title=_("Een ingediende aanvraag is heropend"),
    subject=_("Uw aanvraag {{ reference }} is heropend: dien ze opnieuw in voor {{ closes }}"),
    body=text_of(
        _("{{ person }} heropende de aanvraag “{{ title }}” ({{ reference }}) om ze te wijzigen."),
        _(
            "Uw wijzigingen tellen pas als een beheerder van uw organisatie opnieuw ondertekent en indient, "
            "voor {{ closes }}. Gebeurt dat niet, dan telt de versie van {{ submitted }}."
        ),
        _("De aanvraag wijzigen en opnieuw indienen: {{ link }}"),
    ),
    variables={**NAMES, "person": PERSON, "closes": _("Tot wanneer indienen kan"), "submitted": LAST},
    sample={
        **SAMPLE,
        "person": "Nora Claes",
        "closes": "15 dec 2026 om 12.00 uur (Brussel)",
        "submitted": "10 dec 2026 om 9.05 uur (Brussel)",
    },
)
register_mail(
    "application_kept_as_submitted",
    title=_("Een heropende aanvraag blijft zoals ze was ingediend"),
    subject=_("Uw aanvraag {{ reference }} blijft zoals u ze indiende"),
    body=text_of(
        _("De aanvraag “{{ title }}” ({{ reference }}) was heropend om ze te wijzigen. {{ why }}"),
        _(
            "De versie van {{ submitted }} telt. Uw aanvraag is dus ingediend en u hoeft niets te doen. "
            "Wat daarna nog werd gewijzigd, hoort er niet bij."
        ),
        _("Uw antwoorden en uw ontvangstbewijs vindt u in uw dossier: {{ link }}"),
    ),
    variables={**NAMES, "why": _("Waarom ze niet meer openstaat"), "submitted": LAST},
    sample={
        **SAMPLE,
        "why": "De indiendatum sloot op 15 dec 2026 om 12.00 uur (Brussel), en er was niet opnieuw ingediend.",
        "submitted": "10 dec 2026 om 9.05 uur (Brussel)",
    },
)

# Completing

register_mail(
    "application_info_requested",
    title=_("Vraag om een aanvraag aan te vullen"),
    subject=_("Vul uw aanvraag {{ reference }} aan, ten laatste op {{ due_on }}"),
    body=text_of(
        _("We lazen uw aanvraag “{{ title }}” ({{ reference }}). Voor we verder kunnen, hebben we nog iets nodig:"),
        "{{ reason }}",
        OPEN_NOW,
        _("Vul uw aanvraag aan en dien ze opnieuw in, ten laatste op {{ due_on }}: {{ link }}"),
    ),
    variables=ASKED,
    sample=ASKED_SAMPLE,
)
register_mail(
    "application_completion_due",
    title=_("Herinnering: aanvulling gevraagd"),
    subject=_("Herinnering: vul uw aanvraag {{ reference }} aan, ten laatste op {{ due_on }}"),
    body=text_of(
        _("PIO wacht nog op uw aanvulling van “{{ title }}” ({{ reference }}): {{ left }}. We vroegen:"),
        "{{ reason }}",
        OPEN_NOW,
        _("Vul uw aanvraag aan en dien ze opnieuw in, ten laatste op {{ due_on }}: {{ link }}"),
        _("Lukt dat niet op tijd? Laat het ons weten met een bericht in uw dossier."),
    ),
    variables={**ASKED, "left": _("Hoeveel tijd er nog is")},
    sample={**ASKED_SAMPLE, "left": "nog 3 dagen"},
    reminder=True,
)
register_mail(
    "application_completion_late",
    title=_("De gevraagde aanvulling is te laat"),
    subject=_("De aanvulling van uw aanvraag {{ reference }} is te laat"),
    body=text_of(
        _(
            "We vroegen om “{{ title }}” ({{ reference }}) aan te vullen, ten laatste op {{ due_on }}. Dat gebeurde niet."
        ),
        "{{ reason }}",
        _(
            "U kunt nu nog indienen: {{ link }}. Wacht niet langer, want PIO kan beslissen om verder te gaan met wat u eerder indiende."
        ),
    ),
    variables={**ASKED, "left": _("Hoeveel tijd er nog is (leeg)")},
    sample={**ASKED_SAMPLE, "left": ""},
)
register_mail(
    "application_completion_stopped",
    title=_("PIO gaat verder zonder aanvulling"),
    subject=_("PIO behandelt uw aanvraag {{ reference }} verder zonder aanvulling"),
    body=text_of(
        _("PIO wacht niet langer op een aanvulling van “{{ title }}” ({{ reference }})."),
        "{{ explanation }}",
        _(
            "We behandelen de aanvraag zoals u ze het laatst indiende. Wat u daarna wijzigde en niet indiende, telt niet mee. Uw dossier: {{ link }}"
        ),
    ),
    variables={
        **NAMES,
        "reason": REASON,
        "sections": SECTIONS,
        "explanation": _("Toelichting van PIO (kan leeg zijn)"),
    },
    sample={
        **SAMPLE,
        "reason": ASKED_SAMPLE["reason"],
        "sections": ASKED_SAMPLE["sections"],
        "explanation": "De raming die u eerder gaf, volstaat voor ons.",
    },
)

# Applying together

INVITED = {
    "reference": REFERENCE,
    "title": TITLE,
    "organisation": ORGANISATION,
    "applicant": APPLICANT,
    "person": PERSON,
    "message": _("Wat de aanvrager erbij schreef, met een woord vooraf (kan leeg zijn)"),
    "link": _("Het adres waarop de lezer verdergaat"),
}
INVITATION = _("{{ applicant }} vraagt {{ organisation }} om mee te doen in een aanvraag")
OPENING = (
    _(
        "{{ person }} van {{ applicant }} nodigt {{ organisation }} uit om mee te doen in de aanvraag "
        "“{{ title }}” ({{ reference }}) bij PIO."
    ),
    "{{ message }}",
)
register_mail(
    "invitation_received",
    title=_("Samen aanvragen: uitnodiging"),
    subject=INVITATION,
    body=text_of(
        *OPENING, _("U bent beheerder van {{ organisation }}: lees wat meedoen betekent, en antwoord: {{ link }}")
    ),
    variables=INVITED,
    sample=TOGETHER,
)
SIGN_UP = _(
    "Nog niemand van {{ organisation }} is beheerder op het portaal. Zo sluit u aan: maak een account met "
    "dit e-mailadres of log in, en vraag toegang tot uw organisatie: {{ link }}"
)
THEN = _("PIO kijkt uw vraag na. Zodra u beheerder bent, staat de uitnodiging op uw overzicht.")
register_mail(
    "invitation_to_join",
    title=_("Samen aanvragen: uitnodiging aan wie nog geen account heeft"),
    subject=INVITATION,
    body=text_of(*OPENING, SIGN_UP, THEN),
    variables=INVITED,
    sample={**TOGETHER, "link": "https://portaal.pio.test/mijn/organisaties/zoeken/?q=0207499430"},
)
register_mail(
    "invitation_answered",
    title=_("Samen aanvragen: antwoord op een uitnodiging"),
    subject=_("{{ organisation }} {{ answer }} in aanvraag {{ reference }}"),
    body=text_of(
        _(
            "{{ person }} antwoordde op uw uitnodiging: {{ organisation }} {{ answer }} in de aanvraag "
            "“{{ title }}” ({{ reference }})."
        ),
        _("Wie er meedoet, ziet u hier: {{ link }}"),
    ),
    variables={
        "reference": REFERENCE,
        "title": TITLE,
        "organisation": ORGANISATION,
        "person": PERSON,
        "answer": _("“doet mee” of “doet niet mee”"),
        "link": LINK,
    },
    sample={**TOGETHER, "answer": "doet mee"},
)
NAMED = {"reference": REFERENCE, "title": TITLE, "organisation": ORGANISATION}
register_mail(
    "invitation_cancelled",
    title=_("Samen aanvragen: uitnodiging ingetrokken"),
    subject=_("De uitnodiging voor aanvraag {{ reference }} is ingetrokken"),
    body=text_of(
        _(
            "De uitnodiging van {{ applicant }} aan {{ organisation }} voor de aanvraag “{{ title }}” "
            "({{ reference }}) geldt niet meer. U hoeft niets te doen."
        )
    ),
    variables={**NAMED, "applicant": APPLICANT},
    sample=TOGETHER,
)
register_mail(
    "partner_left",
    title=_("Samen aanvragen: een partner doet niet meer mee"),
    subject=_("{{ organisation }} doet niet meer mee in aanvraag {{ reference }}"),
    body=text_of(
        _(
            "{{ organisation }} doet niet meer mee in de aanvraag “{{ title }}” ({{ reference }}), op vraag van "
            "{{ person }}. De leden van {{ organisation }} zien de aanvraag niet meer."
        ),
        "{{ reason }}",
    ),
    variables={
        **NAMED,
        "person": PERSON,
        "reason": _("Waarom, als PIO de partner uit de aanvraag haalde (kan leeg zijn)"),
    },
    sample={**TOGETHER, "reason": "Reden: Beide gemeenten zijn gefuseerd."},
)
register_mail(
    "signature_asked",
    title=_("Vraag om een aanvraag te ondertekenen"),
    subject=_("Onderteken aanvraag {{ reference }} en dien ze in"),
    body=text_of(
        _(
            "{{ person }} vraagt u om de aanvraag “{{ title }}” ({{ reference }}) van {{ organisation }} na te "
            "kijken, te ondertekenen en in te dienen."
        ),
        "{{ closing }}",
        _("Naar de antwoorden: {{ link }}"),
    ),
    variables={
        **NAMES,
        "organisation": APPLICANT,
        "person": PERSON,
        "closing": _("Tot wanneer ze kan worden ingediend, als zin (kan leeg zijn)"),
    },
    sample={
        **SAMPLE,
        "organisation": "Stad Halle",
        "person": "Nora Claes",
        "closing": "Indienen kan tot 1 mrt 2027 om 12.00 uur.",
    },
)
