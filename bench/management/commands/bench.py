"""Prints the benchmarks as tables of figures and ratios."""

import platform

from django.core.management import call_command
from django.core.management.base import BaseCommand

from bench import indicators, pages, submitting, warning
from bench.clock import loop
from bench.databases import LARGE, SMALL, TOLD, programme_of


class Command(BaseCommand):
    help = "Measures P1, P2, P3, P6 and the early warning at a thousand and at a hundred thousand applications, side by side."

    def add_arguments(self, parser) -> None:
        parser.add_argument("--large", type=int, default=LARGE, help="the size of the large programme")
        parser.add_argument("--only", choices=["pages", "P6", "tempo"], help="nothing else")

    def handle(self, *, large: int, only: str | None = None, **_options) -> None:
        call_command("collectstatic", interactive=False, verbosity=0)
        if only == "tempo":
            self._tempo(large)
            return
        if only == "P6":
            with programme_of(SMALL, self.stdout.write):
                self._submitting(self._both_ways())
            return
        found = {}
        for size in (SMALL, large):
            with programme_of(size, self.stdout.write):
                found[size] = (pages.lists(), pages.details())
                if size == large and not only:
                    ours, by_hand = indicators.indicators(), indicators.by_hand()
                    sent = self._both_ways()
        self._head(large)
        for title, part, most in (("P1 staff lists", 0, 12), ("P2 detail pages", 1, 20)):
            self._pages(title, found[SMALL][part], found[large][part], large, most)
        if only:
            return
        self.stdout.write(f"\nP3 twelve indicators over ten years, at {large} applications (target: ratio at most 1.5)")
        self.stdout.write(f"{'':46}{'queries':>8}{'wall ms':>10}")
        self.stdout.write(f"{'by hand':46}{by_hand.queries:>8}{by_hand.wall:>10.0f}")
        self.stdout.write(f"{'the indicator engine':46}{ours.queries:>8}{ours.wall:>10.0f}")
        self.stdout.write(f"{'ratio':46}{'':8}{ours.wall / by_hand.wall:>10.2f}")
        self._submitting(sent)
        self._tempo(large)

    def _tempo(self, large: int) -> None:
        with programme_of(TOLD, self.stdout.write):
            brier = warning.of_the_demo()
        with programme_of(large, self.stdout.write):
            taken = warning.recomputing()
        self.stdout.write(
            "\nThe early warning, looked back at month by month on the demo programme: Brier score (0 is best)"
        )
        if brier:
            rows = (
                ("the early warning", brier.warning),
                ("the base rate", brier.base_rate),
                ("the client", brier.client),
            )
            for name, score in rows:
                self.stdout.write(f"{f'{name}, {brier.forecasts} forecasts':46}{score:>8.3f}")
        self.stdout.write(f"Recomputing {taken.projects} projects (target: less than as many single-row UPDATEs)")
        self.stdout.write(f"{'all at once, s':46}{taken.all_at_once:>8.2f}")
        self.stdout.write(f"{'as many single-row UPDATEs, s':46}{taken.one_by_one:>8.2f}")
        self.stdout.write(f"{'ratio':46}{taken.ratio:>8.2f}")

    def _both_ways(self) -> dict[str, submitting.Submitting]:
        return {
            "three files in one request": submitting.submitting(at_once=submitting.FILES),
            "three files in three requests": submitting.submitting(at_once=1),
        }

    def _submitting(self, sent: dict[str, submitting.Submitting]) -> None:
        self.stdout.write("\nP6 submitting with 3 attachments of 5 MB, over HTTP, ms (target: ratio at most 1.5)")
        self.stdout.write(f"{'':46}{'files':>8}{'submission':>12}{'both':>8}{'ratio':>7}")
        for way, found in sent.items():
            for where, taken in (("in an empty view", found.empty), ("in the portal", found.portal)):
                ratio = f"{found.ratio:>7.2f}" if taken is found.portal else ""
                name = f"{way}, {where}"
                self.stdout.write(f"{name:46}{taken.files:>8.0f}{taken.last:>12.0f}{taken.both:>8.0f}{ratio}")

    def _head(self, large: int) -> None:
        self.stdout.write(
            f"\nPython {platform.python_version()} on {platform.machine()}; a fixed loop of Python takes {loop():.0f} ms CPU here."
        )
        self.stdout.write(f"Medians, in-process, Python's CPU; programmes of {SMALL} and {large} applications.")

    def _pages(self, title: str, small: dict, big: dict, large: int, most: int) -> None:
        self.stdout.write(f"\n{title} (target: at most {most} queries, ratio of CPU at most 1.5)")
        self.stdout.write(
            f"{'':46}{'queries':>8}{f'CPU {SMALL}':>10}{f'CPU {large}':>12}{'ratio':>7}{f'wall {large}':>13}"
        )
        for name, taken in big.items():
            before = small[name]
            self.stdout.write(
                f"{name:46}{taken.queries:>8}{before.cpu:>10.1f}{taken.cpu:>12.1f}{taken.cpu / before.cpu:>7.2f}{taken.wall:>13.1f}"
            )
