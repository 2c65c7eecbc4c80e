from pathlib import Path

from django.core.management.base import BaseCommand, CommandError
from django.utils import timezone

from reporting.management.commands.indicators import day, year
from reporting.reports import build_report, report_period


class Command(BaseCommand):
    help = "Het indicatorenrapport van een jaar als PDF, met alle rijen als CSV erin."

    def add_arguments(self, parser) -> None:
        parser.add_argument("--year", required=True, type=year, metavar="JAAR")
        parser.add_argument("--output", required=True, type=Path, metavar="BESTAND")
        parser.add_argument("--as-of", type=day, metavar="DATUM", help="wat zo was tot en met die dag")

    def handle(self, *, year: int, output: Path, as_of, **_options) -> None:
        content, _figures = build_report(period=report_period(year, as_of), made_on=timezone.localdate())
        try:
            output.write_bytes(content)
        except OSError as error:
            raise CommandError(f"{output} kan niet worden geschreven: {error.strerror}.") from error
        self.stdout.write(f"{output}: {len(content)} bytes")
