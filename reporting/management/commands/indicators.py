from datetime import date

from django.core.management.base import BaseCommand, CommandError
from django.utils import timezone

from reporting.importing.values import FIRST_YEAR, LAST_YEAR
from reporting.indicators.engine import Period
from reporting.indicators.output import as_csv, as_json, as_table, dump

MOST_YEARS = 100


def year(text: str) -> int:
    """Read a year, or say what is expected."""
    if not text.isdigit() or not FIRST_YEAR <= int(text) <= LAST_YEAR:
        raise CommandError(f"“{text}” is geen jaar. Verwacht: een jaartal van vier cijfers, zoals 2024.")
    return int(text)


def day(text: str) -> date:
    """Read a day, or say what is expected."""
    try:
        return date.fromisoformat(text)
    except ValueError as error:
        raise CommandError(f"“{text}” is geen datum. Verwacht: een datum zoals 2026-01-15.") from error


class Command(BaseCommand):
    help = "De twaalf indicatoren over een periode. Zonder --as-of wordt niets weggelaten."

    def add_arguments(self, parser) -> None:
        parser.add_argument("--from", dest="first", required=True, type=year, metavar="JAAR")
        parser.add_argument("--to", dest="last", required=True, type=year, metavar="JAAR")
        parser.add_argument("--format", choices=["json", "csv", "table"], default="json")
        parser.add_argument("--as-of", type=day, metavar="DATUM", help="wat zo was tot en met die dag")

    def handle(self, *, first: int, last: int, format: str, as_of: date | None, **_options) -> None:  # noqa: A002
        if last < first:
            raise CommandError(f"{first} ligt na {last}. Verwacht: --from niet later dan --to.")
        document = as_json(Period(first, last, as_of), timezone.localdate())
        show = {"json": dump, "csv": as_csv, "table": as_table}[format]
        self.stdout.write(show(document), ending="" if format == "csv" else "\n")
