"""The whole demo programme, from the first call to today."""

import datetime as dt
from random import Random

from demo.agenda import Agenda, moment
from demo.applications import Applications
from demo.cast import gather
from demo.cofinancing import Money
from demo.contracts import write_contracts
from demo.outreach import Outreach
from demo.projects import Projects
from pio_portal.correspondence import outbox
from pio_portal.retelling import retelling
from projects.tempo.warning import recompute_warnings

YEARS = 5
PER_ROUND = 6
SEED = 1  # one of several tried: soon told, with a project in every phase and one that was stopped


def tell(now: dt.datetime, *, seed: int = SEED, years: int = YEARS, per_round: int = PER_ROUND) -> int:
    """Make the demo programme as it stands at `now`, all or nothing. The same seed and moment give the same programme.

    No mail leaves and no letter is made for what is told again; returns how many things happened.
    """
    chance = Random(seed)
    first = now.year - years + 1
    agenda = Agenda(now=now, chance=chance)
    with outbox.muted(), retelling():
        cast = gather(chance, since=moment(dt.date(first - 1, 10, 1)))
        money, outreach = Money(agenda, cast), Outreach(agenda, cast)
        projects = Projects(agenda, cast, money, outreach)
        applications = Applications(agenda, cast, per_round, selected=projects.plan_start)
        for year in range(first, now.year + 2):
            applications.plan_call(year)
            money.plan_year(year)
            outreach.plan_year(year)
            write_contracts(year, now, chance)
        happened = agenda.play()
        recompute_warnings(at=now)
        return happened
