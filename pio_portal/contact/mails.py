"""The standard mails around a question to PIO."""

from django.utils.translation import gettext_lazy as _

from pio_portal.correspondence.wording import register_mail

REFERENCE = {"reference": _("Referentie van de vraag")}
SAMPLE = {"reference": "V-2026-0012"}

RECEIVED = _("""We kregen uw vraag, met als referentie {{ reference }}. Een medewerker van PIO antwoordt u op dit e-mailadres, meestal binnen drie werkdagen.

Stelde u geen vraag? Dan hoeft u niets te doen.""")
FOR_PIO = _("""Iemand stelde een vraag via het contactformulier ({{ reference }}: {{ topic }}). Lees en beantwoord ze in het portaal:

{{ link }}""")
ANSWERED = _("""U vroeg ons ({{ reference }}):

{{ question }}

{{ person }} antwoordt u namens PIO:

{{ answer }}""")

register_mail(
    "enquiry_received",
    title=_("Contact: we kregen uw vraag"),
    subject=_("We kregen uw vraag ({{ reference }})"),
    body=RECEIVED,
    variables=REFERENCE,
    sample=SAMPLE,
)
register_mail(
    "enquiry_for_pio",
    title=_("Contact: een nieuwe vraag voor PIO"),
    subject=_("Nieuwe vraag {{ reference }}: {{ topic }}"),
    body=FOR_PIO,
    variables={**REFERENCE, "topic": _("Waarover ze gaat"), "link": _("Adres van de vraag in het portaal")},
    sample={
        **SAMPLE,
        "topic": "Een oproep of een aanvraag",
        "link": "https://portaal.pio.test/beheer/vragen/V-2026-0012/",
    },
)
register_mail(
    "enquiry_answered",
    title=_("Contact: antwoord op een vraag"),
    subject=_("Antwoord op uw vraag {{ reference }}"),
    body=ANSWERED,
    variables={
        **REFERENCE,
        "question": _("Wat er gevraagd werd"),
        "answer": _("Het antwoord"),
        "person": _("Wie antwoordt"),
    },
    sample={
        **SAMPLE,
        "question": "Mogen wij samen met de buurgemeente indienen?",
        "answer": "Dat kan. Een van beide dient in, de andere nodigt u uit als partner.",
        "person": "An Peeters",
    },
)
