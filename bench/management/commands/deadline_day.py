"""`make deadline-day`: the whole portal under the rush of a closing round, on a data folder of its own."""

import datetime as dt
import os
import random
import time

from django.core.management import call_command
from django.core.management.base import BaseCommand, CommandError
from django.db import connection
from django.utils import timezone

from bench.clock import loop
from bench.deadline import rush, scene, verdict
from bench.portal import running_portal
from calls.deadline.extension import extend_application
from calls.models import Round
from pio_portal.accounts.enums import Role
from pio_portal.accounts.models import User
from pio_portal.environment import Environment

READY = 15  # seconds between the last preparation and the first click
EXTENDED = dt.timedelta(minutes=10)


class Command(BaseCommand):
    help = "Lets hundreds submit in the last seconds of a round, over HTTP, and checks what became of each."

    def add_arguments(self, parser) -> None:
        parser.add_argument("--applications", type=int, default=500, help="drafts that are submitted in time")
        parser.add_argument("--late", type=int, default=40, help="drafts that are sent from the closing on")
        parser.add_argument("--twice", type=int, default=50, help="of those in time, how many click twice")
        parser.add_argument("--seconds", type=float, default=5.0, help="within how many seconds before the closing")
        parser.add_argument("--patience", type=int, default=1800, help="seconds to wait for the last receipt")
        parser.add_argument("--seed", type=int, default=2026)

    def handle(
        self, *, applications: int, late: int, twice: int, seconds: float, patience: int, seed: int, **_
    ) -> None:
        chance = random.Random(seed)  # noqa: S311 - when people click
        self._say("Preparing the portal ...")
        call_command("migrate", verbosity=0, interactive=False)
        self._say(f"Writing {applications + late + 1} complete drafts ...")
        round_, drafts = scene.prepare(applications + late + 1, timezone.now())
        port = Environment().port()
        with running_portal():
            people = scene.senders(drafts)
            closes = timezone.now() + dt.timedelta(seconds=READY + seconds)
            Round.objects.filter(pk=round_.pk).update(closes_at=closes)
            self._extend(drafts[-1], closes)
            in_time, too_late, extended = people[:applications], people[applications:-1], people[-1:]
            plans = rush.spread(in_time, closes, chance, seconds=seconds, doubles=twice)
            plans += rush.after(too_late, closes, chance, seconds=seconds)
            plans += rush.after(extended, closes + dt.timedelta(seconds=1), chance, seconds=seconds)
            connection.close()
            self._say(f"The round closes at {timezone.localtime(closes):%H:%M:%S}.")
            outcomes = rush.run(port, plans)
            waited = self._wait(drafts, closes, patience)
        found = verdict.faults(drafts, outcomes)
        self._report(verdict.figures(drafts, outcomes), waited)
        for fault in found[:50]:
            self._say(f"WRONG  {fault}")
        if found:
            raise CommandError(f"{len(found)} things went wrong.")
        self._say("None lost, none twice, none misjudged.")

    def _extend(self, draft, closes: dt.datetime) -> None:
        staff = User.objects.with_role(Role.LEAD).first()
        until, now = closes + EXTENDED, timezone.now()
        extend_application(application=draft, until=until, reason="Ziekte van de projectleider", by=staff, at=now)

    def _wait(self, drafts, closes: dt.datetime, patience: int) -> float:
        """Seconds between the closing and the moment at which nothing waits any more."""
        self._say("Waiting for the last receipt ...")
        deadline = time.monotonic() + patience
        while left := verdict.waiting(drafts):
            if time.monotonic() > deadline:
                self._say(f"{left} receipts and mails still wait after {patience} s.")
                break
            time.sleep(1)
        return (timezone.now() - closes).total_seconds()

    def _report(self, figures: dict[str, str], waited: float) -> None:
        self._say(
            f"\nDeadline day (a fixed loop of Python takes {loop():.0f} ms CPU here; {os.cpu_count()} processors)"
        )
        for name, figure in {**figures, "from the closing to the last receipt": f"{waited:.0f} s"}.items():
            self._say(f"{name:42} {figure}")

    def _say(self, line: str) -> None:
        self.stdout.write(line)
        self.stdout.flush()
