"""The standard mails around an organisation and its members."""

from django.utils.translation import gettext_lazy as _

from pio_portal.correspondence.wording import register_mail

ORGANISATION = _("Naam van de organisatie")
LINK = _("Het adres waarop de lezer verdergaat")
SAMPLE = {"organisation": "Stad Halle", "link": "https://portaal.voorbeeld.be/mijn/organisaties/"}

REQUESTED = _("""{{ person }} ({{ email }}) vraagt toegang tot de dossiers van {{ organisation }}. U bent beheerder: beslis of dat mag, en kies wat deze persoon mag doen.

{{ link }}""")
ACCEPTED = _("""U hebt nu toegang tot de dossiers van {{ organisation }}, als {{ level }}.

{{ link }}""")
REFUSED = _("""De beheerder van {{ organisation }} gaf u geen toegang. Is dat een vergissing? Spreek dan uw collega aan en vraag het opnieuw.

{{ link }}""")
ENDED = _("""U hebt geen toegang meer tot de dossiers van {{ organisation }}. Is dat een vergissing? Spreek dan de beheerder van uw organisatie aan.

{{ link }}""")
INVITATION = _("""{{ person }} nodigt u uit om mee te werken aan de dossiers van {{ organisation }} op het portaal van PIO. Log in of maak een account met dit e-mailadres, en neem de uitnodiging aan met deze link. Ze geldt 30 dagen.

{{ link }}""")
CHANGED = _("""Wat u mag doen voor {{ organisation }} is aangepast: u bent nu {{ level }}. Een lezer leest mee, een bewerker schrijft mee, een beheerder dient in, tekent en beslist wie toegang heeft.

{{ link }}""")

BASIC = {"organisation": ORGANISATION, "link": LINK}
PERSON = {"person": _("Naam van de persoon")}
register_mail(
    "membership_requested",
    title=_("Organisatie: iemand vraagt toegang"),
    subject=_("{{ person }} vraagt toegang tot {{ organisation }}"),
    body=REQUESTED,
    variables={**BASIC, **PERSON, "email": _("E-mailadres van de persoon")},
    sample={**SAMPLE, "person": "Nora Claes", "email": "nora@halle.be"},
)
register_mail(
    "membership_accepted",
    title=_("Organisatie: toegang gekregen"),
    subject=_("U hebt toegang tot {{ organisation }}"),
    body=ACCEPTED,
    variables={**BASIC, "level": _("Wat de persoon mag: lezer, bewerker of beheerder")},
    sample={**SAMPLE, "level": "bewerker"},
)
register_mail(
    "membership_level_changed",
    title=_("Organisatie: andere rechten"),
    subject=_("U bent nu {{ level }} van {{ organisation }}"),
    body=CHANGED,
    variables={**BASIC, "level": _("Wat de persoon mag: lezer, bewerker of beheerder")},
    sample={**SAMPLE, "level": "beheerder"},
)
register_mail(
    "membership_refused",
    title=_("Organisatie: toegang geweigerd"),
    subject=_("Geen toegang tot {{ organisation }}"),
    body=REFUSED,
    variables=BASIC,
    sample=SAMPLE,
)
register_mail(
    "membership_ended",
    title=_("Organisatie: toegang beëindigd"),
    subject=_("Uw toegang tot {{ organisation }} is beëindigd"),
    body=ENDED,
    variables=BASIC,
    sample=SAMPLE,
)
register_mail(
    "membership_invitation",
    title=_("Organisatie: uitnodiging"),
    subject=_("{{ person }} nodigt u uit bij {{ organisation }}"),
    body=INVITATION,
    variables={**BASIC, **PERSON},
    sample={**SAMPLE, "person": "Karel Maes"},
)
