"""The standard mails about projects."""

from django.utils.translation import gettext_lazy as _

from pio_portal.correspondence.wording import register_mail

ENGAGEMENTS = _("""Het PIO-project “{{ project }}” ({{ ref }}) van {{ organisation }} is klaar om te beginnen.
Er staat op papier wat uw organisatie en PIO elkaar beloven.

Wat vragen we u? Lees de engagementen en bevestig ze.
Het voortraject begint zodra u en PIO bevestigd hebben.

{{ link }}

Klopt er iets niet? Neem dan contact op met uw PIO-begeleider voor u bevestigt.""")

register_mail(
    "engagements_to_confirm",
    title=_("Project: engagementen te bevestigen"),
    subject=_("Bevestig de engagementen van project {{ ref }}"),
    body=ENGAGEMENTS,
    variables={
        "project": _("Titel van het project"),
        "ref": _("Referentie van het project"),
        "organisation": _("Naam van de klant"),
        "link": _("Adres van het project in Mijn PIO"),
    },
    sample={
        "project": "Slimme straatverlichting die meet en deelt",
        "ref": "P-2026-0012",
        "organisation": "Stad Halle",
        "link": "https://pio.voorbeeld.be/mijn/projecten/P-2026-0012/",
    },
)

LATE = _("""In het PIO-project “{{ project }}” ({{ ref }}) van {{ organisation }} is een afgesproken dag voorbij.
“{{ what }}” werd verwacht op {{ due_on }}.

{{ asked }}

{{ link }}""")
MANY_LATE = _("""In uw PIO-projecten zijn {{ number }} afgesproken dagen voorbij:

{{ list }}

Is het intussen gebeurd, of wordt het later? Zeg het in het project.""")

register_mail(
    "project_late",
    title=_("Project: een dag is voorbij"),
    subject=_("{{ ref }}: “{{ what }}” werd verwacht op {{ due_on }}"),
    body=LATE,
    variables={
        "project": _("Titel van het project"),
        "ref": _("Referentie van het project"),
        "organisation": _("Naam van de klant"),
        "what": _("De mijlpaal of het engagement"),
        "due_on": _("De dag die voorbij is"),
        "asked": _("Wat gevraagd wordt: van de klant, haar opdrachtgever of PIO"),
        "link": _("Adres van het project"),
    },
    sample={
        "project": "Slimme straatverlichting die meet en deelt",
        "ref": "P-2026-0012",
        "organisation": "Stad Halle",
        "what": "Behoefteanalyse",
        "due_on": "15 januari 2027",
        "asked": "Is het bereikt? Laat het uw PIO-begeleider weten. Wordt het later, zeg dan wanneer u het nu verwacht.",
        "link": "https://pio.voorbeeld.be/mijn/projecten/P-2026-0012/",
    },
    reminder=True,
    together="projects_late_together",
    line=_("“{{ what }}”, {{ due_on }}, in {{ ref }} van {{ organisation }}: {{ link }}"),
)
register_mail(
    "projects_late_together",
    title=_("Projecten: verschillende dagen zijn voorbij"),
    subject=_("{{ number }} afgesproken dagen zijn voorbij"),
    body=MANY_LATE,
    variables={
        "number": _("Hoeveel dagen"),
        "list": _("Wat werd verwacht, elk op een regel met het adres van het project"),
    },
    sample={
        "number": "2",
        "list": "- “Behoefteanalyse”, 15 januari 2027, in P-2026-0012 van Stad Halle: https://pio.voorbeeld.be/…\n"
        "- “Lancering”, 1 februari 2027, in P-2026-0014 van Stad Aalst: https://pio.voorbeeld.be/…",
    },
    reminder=True,
)

EVALUATION = _("""Op {{ day }} bekijken {{ organisation }} en PIO samen hoe het staat met het project “{{ project }}” ({{ ref }}).

Wat vragen we u? Lees wat er veranderde, en schrijf bij elk punt wat u erover wilt zeggen of vragen.

{{ link }}""")

register_mail(
    "evaluation_to_prepare",
    title=_("Project: een evaluatie voor te bereiden"),
    subject=_("Bereid de evaluatie van project {{ ref }} voor, op {{ day }}"),
    body=EVALUATION,
    variables={
        "project": _("Titel van het project"),
        "ref": _("Referentie van het project"),
        "organisation": _("Naam van de klant"),
        "day": _("De dag van de evaluatie"),
        "link": _("Adres van de evaluatie in Mijn PIO"),
    },
    sample={
        "project": "Slimme straatverlichting die meet en deelt",
        "ref": "P-2026-0012",
        "organisation": "Stad Halle",
        "day": "15 januari 2027",
        "link": "https://pio.voorbeeld.be/mijn/projecten/P-2026-0012/evaluaties/3/",
    },
)
