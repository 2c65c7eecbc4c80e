from django.db.models import IntegerChoices, TextChoices
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


class ReminderDelay(IntegerChoices):
    """How many working days later than usual somebody is told that a day of a project is past."""

    NONE = 0, _("Zo snel mogelijk")
    ONE = 1, _("Eén werkdag later")
    THREE = 3, _("Drie werkdagen later")
    WEEK = 5, _("Een week later")
