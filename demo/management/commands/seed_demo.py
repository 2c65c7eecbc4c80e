"""Fills an empty database with the demo programme."""

import gc

from django.core.management.base import BaseCommand, CommandError
from django.utils import timezone

from demo.programme import SEED, tell
from demo.reset import empty_everything
from demo.tasks import post_papers
from demo.volume import tell_in_bulk
from pio_portal.accounts.models import User


class Command(BaseCommand):
    help = "Makes the demo programme through the domain's own functions; --scale N makes N applications in bulk."

    def add_arguments(self, parser) -> None:
        parser.add_argument("--scale", type=int, metavar="N", help="add N applications with all that follows, in bulk")
        parser.add_argument("--reset", action="store_true", help="remove everything first")
        parser.add_argument("--seed", type=int, default=SEED, help="another seed gives another programme")

    def handle(self, *, scale: int | None, reset: bool, seed: int, **_options) -> None:
        if scale is not None and scale < 1:
            raise CommandError("--scale takes a whole number from 1.")
        if reset:
            empty_everything()
        if scale is not None:
            self.stdout.write(tell_in_bulk(scale, timezone.now(), seed=seed))
            return
        if User.objects.exists():
            raise CommandError("The database is not empty: seed_demo --reset removes everything first.")
        gc.set_threshold(100_000)  # many short-lived objects, hardly any circle: looking for them costs a twentieth
        happened = tell(timezone.now(), seed=seed)
        post_papers()
        self.stdout.write(f"The demo programme stands: {happened} things happened in it.")
