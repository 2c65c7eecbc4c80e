from django.db.models import TextChoices
from django.utils.translation import gettext_lazy as _


class Role(TextChoices):
    """What someone inside the programme does. Applicants have memberships."""

    ADVISER = "adviser", _("Beoordelaar")
    STAFF = "staff", _("PIO-medewerker")
    LEAD = "lead", _("Programmaleider")
    COMMITTEE = "committee", _("Comitélid")
    SECRETARY = "secretary", _("Secretaris")
    COMMUNICATION = "communication", _("Communicatie")
    MANAGEMENT = "management", _("Management")
    ADMINISTRATOR = "administrator", _("Beheerder")
