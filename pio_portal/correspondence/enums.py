from django.db.models import TextChoices
from django.utils.translation import gettext_lazy as _


class Place(TextChoices):
    """Where in a dossier people write to each other."""

    MESSAGES = "messages", _("Berichten")
    NOTES = "notes", _("Notities")
