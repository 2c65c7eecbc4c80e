"""The standard mails about files."""

from django.utils.translation import gettext_lazy as _

from pio_portal.correspondence.wording import register_mail

register_mail(
    "document_infected",
    title=_("Virus in een bestand"),
    subject=_("Virus gevonden in “{{ title }}”"),
    body=_(
        "De virusscanner vond een virus ({{ virus }}) in het bestand “{{ title }}” bij {{ dossier }}. "
        "Niemand kan het bestand openen.\n\n"
        "Verwijder het bestand, voeg een veilige versie toe, en laat het toestel nakijken waarvan het komt: {{ link }}"
    ),
    variables={
        "title": _("Titel van het bestand"),
        "virus": _("Naam van het virus"),
        "dossier": _("Het dossier waar het bij hoort"),
        "link": _("Adres van het dossier"),
    },
    sample={
        "title": "Rioolplan.pdf",
        "virus": "Eicar-Test-Signature",
        "dossier": "A-2026-0012 Slimme straatverlichting die meet en deelt",
        "link": "https://portaal.pio.test/mijn/aanvragen/A-2026-0012/",
    },
)
