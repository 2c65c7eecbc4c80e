"""The accounts of the demo programme: one per role, all with the same password, only in demo mode."""

from dataclasses import dataclass
from typing import Any

from django.utils.translation import gettext_lazy as _

from pio_portal.accounts.enums import Role

DEMO_PASSWORD = "demo-pio-2025"  # noqa: S105  published on purpose: these accounts exist in demo mode only
DEMO_DOMAIN = "demo.pio.test"


@dataclass(frozen=True)
class DemoAccount:
    """One way to look at the demo programme. An applicant has no role but a membership."""

    key: str
    name: str
    sees: Any
    role: Role | None = None

    @property
    def email(self) -> str:
        return f"{self.key}@{DEMO_DOMAIN}"


DEMO_ACCOUNTS = (
    DemoAccount("aanvrager", "Karel Maes", _("dient in en tekent voor de stad Halle")),
    DemoAccount("collega", "Nora Claes", _("schrijft mee aan de aanvragen van de stad Halle")),
    DemoAccount("beoordelaar", "Luc Wouters", _("beoordeelt de aanvragen die hem zijn toegewezen"), Role.ADVISER),
    DemoAccount("medewerker", "An Peeters", _("begeleidt dossiers van oproep tot oplevering"), Role.STAFF),
    DemoAccount("programmaleider", "Bart Desmet", _("selecteert en beslist"), Role.LEAD),
    DemoAccount("secretaris", "Els Verhaegen", _("bereidt het beslissingscomité voor"), Role.SECRETARY),
    DemoAccount("comitelid", "Ilse Jacobs", _("stemt over de cofinanciering"), Role.COMMITTEE),
    DemoAccount("communicatie", "Tom Goossens", _("verzorgt activiteiten en verhalen"), Role.COMMUNICATION),
    DemoAccount("management", "Hilde Lemmens", _("leest de cijfers en het jaarrapport"), Role.MANAGEMENT),
    DemoAccount("beheerder", "Pieter Aerts", _("beheert gebruikers en instellingen"), Role.ADMINISTRATOR),
)
