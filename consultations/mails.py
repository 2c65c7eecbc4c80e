"""The standard mails about consultations, beside those about registrations."""

from django.utils.translation import gettext_lazy as _

from pio_portal.correspondence.wording import register_mail
from pio_portal.registrations.mails import PLACES, SAMPLE

CONCLUSIONS = _("""U schreef zich in voor een marktconsultatie. Bedankt voor uw belangstelling.

Wat: {{ title }}
Wanneer: {{ when }}

De conclusies staan nu online. U leest er wat we van de markt leerden en wat de volgende stap is:

{{ page }}""")

register_mail(
    "consultation_conclusions",
    title=_("Marktconsultatie: conclusies gepubliceerd"),
    subject=_("De conclusies staan online: {{ title }}"),
    body=CONCLUSIONS,
    variables=PLACES,
    sample=SAMPLE,
)
