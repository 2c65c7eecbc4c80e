"""The standard mails to people who register. They have no account: each mail carries the link to their own page."""

from django.utils.translation import gettext_lazy as _

from pio_portal.correspondence.wording import register_mail

PLACES = {
    "title": _("Titel van de bijeenkomst"),
    "when": _("Dag en uur"),
    "where": _("Plaats, of online"),
    "page": _("Adres van de publieke pagina"),
    "link": _("Adres van de eigen pagina van de ingeschrevene"),
}
SAMPLE = {
    "title": "Slimme straatverlichting die meet en deelt",
    "when": "3 december 2026 om 10.00 uur (Brussel)",
    "where": "Gent en online",
    "page": "https://pio.voorbeeld.be/marktconsultaties/slimme-straatverlichting/",
    "link": "https://pio.voorbeeld.be/inschrijving/voorbeeld/",
}
ABOUT = """Wat: {{ title }}
Wanneer: {{ when }}
Waar: {{ where }}"""

KINDS = {
    "registration_confirm": (
        _("Inschrijving: vraag om bevestiging"),
        _("Bevestig uw inschrijving: {{ title }}"),
        _("""U vroeg een inschrijving aan:

{{ about }}

Uw inschrijving telt pas als u ze bevestigt. Dat doet u op deze pagina:

{{ link }}

Hebt u zich niet ingeschreven? Dan hoeft u niets te doen."""),
    ),
    "registration_known": (
        _("Inschrijving: al ingeschreven"),
        _("U bent al ingeschreven: {{ title }}"),
        _("""U vroeg opnieuw een inschrijving aan, maar u was al ingeschreven. Er is niets veranderd.

{{ about }}

Op uw eigen pagina kunt u uw inschrijving bekijken, wijzigen of annuleren:

{{ link }}"""),
    ),
    "registration_confirmed": (
        _("Inschrijving: bevestigd"),
        _("U bent ingeschreven: {{ title }}"),
        _("""Uw inschrijving is bevestigd.

{{ about }}

Kunt u toch niet komen? Annuleer dan op uw eigen pagina, zodat iemand anders uw plaats krijgt.
U vindt er ook een bestand voor uw agenda:

{{ link }}"""),
    ),
    "registration_waiting": (
        _("Inschrijving: op de wachtlijst"),
        _("U staat op de wachtlijst: {{ title }}"),
        _("""Uw inschrijving is bevestigd, maar alle plaatsen zijn bezet. U staat op de wachtlijst.

{{ about }}

Komt er een plaats vrij, dan krijgt u ze vanzelf en sturen we u een mail. U kunt uw inschrijving altijd annuleren:

{{ link }}"""),
    ),
    "registration_moved_up": (
        _("Inschrijving: plaats vrijgekomen"),
        _("U hebt nu een plaats: {{ title }}"),
        _("""Er is een plaats vrijgekomen en u stond bovenaan op de wachtlijst. U bent nu ingeschreven.

{{ about }}

Kunt u niet meer komen? Annuleer dan op uw eigen pagina:

{{ link }}"""),
    ),
    "registration_cancelled": (
        _("Inschrijving: geannuleerd"),
        _("Uw inschrijving is geannuleerd: {{ title }}"),
        _("""Uw inschrijving is geannuleerd. U hoeft niets meer te doen.

{{ about }}

Wilt u toch komen? U kunt zich opnieuw inschrijven zolang de inschrijvingen open zijn:

{{ page }}"""),
    ),
    "occasion_changed": (
        _("Inschrijving: dag, uur of plaats gewijzigd"),
        _("Gewijzigd: {{ title }}"),
        _("""De praktische gegevens van een bijeenkomst waarvoor u ingeschreven bent, zijn gewijzigd. Dit is hoe het nu is:

{{ about }}

Past dit u niet? Annuleer dan uw inschrijving op uw eigen pagina:

{{ link }}"""),
    ),
    "occasion_cancelled": (
        _("Inschrijving: bijeenkomst gaat niet door"),
        _("Gaat niet door: {{ title }}"),
        _("""Een bijeenkomst waarvoor u ingeschreven bent, gaat niet door.

{{ about }}
Reden: {{ reason }}

U hoeft niets te doen."""),
    ),
}

for kind, (title, subject, body) in KINDS.items():
    own = {"reason": _("Waarom de bijeenkomst niet doorgaat")} if kind == "occasion_cancelled" else {}
    register_mail(
        kind,
        title=title,
        subject=subject,
        body=str(body).replace("{{ about }}", ABOUT),
        variables={**PLACES, **own},
        sample={**SAMPLE, **({"reason": "De zaal is niet beschikbaar."} if own else {})},
    )
