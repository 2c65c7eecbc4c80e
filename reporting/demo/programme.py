"""The whole demo programme, from the first call to today."""

import datetime as dt
from random import Random

from django.db import transaction

from pio_portal.correspondence import outbox
from reporting.demo.agenda import Agenda, moment
from reporting.demo.applications import Applications
from reporting.demo.cast import gather
from reporting.demo.contracts import write_contracts
from reporting.demo.money import Money
from reporting.demo.outreach import Outreach
from reporting.demo.projects import Projects

YEARS = 5
PER_ROUND = 10
SEED = 2017  # the year in which the programme began


@transaction.atomic
def tell(now: dt.datetime, *, seed: int = SEED, years: int = YEARS, per_round: int = PER_ROUND) -> int:
    """Make the demo programme as it stands at `now`, all or nothing. The same seed and moment give the same programme.

    No mail leaves and no letter is made for what is told again; returns how many things happened.
    """
    chance = Random(seed)
    first = now.year - years + 1
    agenda = Agenda(now=now, chance=chance)
    with outbox.muted():
        cast = gather(chance, since=moment(dt.date(first - 1, 10, 1)))
        money, outreach = Money(agenda, cast), Outreach(agenda, cast)
        projects = Projects(agenda, cast, money, outreach)
        applications = Applications(agenda, cast, per_round, selected=projects.plan_start)
        for year in range(first, now.year + 2):
            applications.plan_call(year)
            money.plan_year(year)
            outreach.plan_year(year)
            write_contracts(year, now, chance)
        return agenda.play()
