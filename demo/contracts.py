"""The extract of the contract-management system that I12 reads: it comes from outside, so it is not told by verbs."""

import datetime as dt
from decimal import Decimal
from random import Random

from pio_portal.organisations.enums import OrganisationType
from pio_portal.organisations.models import Organisation
from reporting.models import Contract

PER_YEAR = 180
INNOVATIVE = 0.035


def write_contracts(year: int, now: dt.datetime, chance: Random) -> None:
    """A year's extract, once the year is over."""
    if year >= now.year:
        return
    authorities = list(Organisation.objects.filter(type=OrganisationType.FLEMISH_GOVERNMENT).order_by("pk"))
    Contract.objects.bulk_create(
        Contract(
            year=year,
            number=f"C{year}{number:05d}",
            authority=chance.choice(authorities),
            amount=Decimal(chance.randrange(12_000, 900_000, 500)) if chance.random() < 0.97 else None,
            awarded_on=dt.date(year, chance.randint(1, 12), chance.randint(1, 28)),
            innovative=chance.random() < INNOVATIVE,
        )
        for number in range(1, PER_YEAR + 1)
    )
