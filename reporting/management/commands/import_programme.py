from pathlib import Path

from django.core.management.base import BaseCommand, CommandError
from django.utils import timezone

from reporting.importing.faults import Faulty, Unreadable
from reporting.importing.ownership import KEPT
from reporting.importing.programme import import_programme
from reporting.importing.progress import paced


class Command(BaseCommand):
    help = "Importeert de tabellen van het programma: alles of niets. De fouten komen op stdout, met uitgang 1."

    def add_arguments(self, parser) -> None:
        parser.add_argument("path", type=Path, help="een map (of zip) met CSV-bestanden, of een Excel-werkboek (.xlsx)")
        parser.add_argument("--dry-run", action="store_true", help="kijkt alles na en telt, maar bewaart niets")

    def _tell(self, part: float, doing: str) -> None:
        """A sign of life beside what is printed: on stderr, once a second."""
        self.stderr.write(f"{part:4.0%} {doing}")

    def handle(self, *, path: Path, dry_run: bool, **_options) -> None:
        try:
            counts = import_programme(path=path, at=timezone.now(), dry_run=dry_run, told=paced(self._tell))
        except Unreadable as error:
            raise CommandError(str(error)) from error
        except Faulty as error:
            for fault in error.faults:
                self.stdout.write(str(fault))
            number = len(error.faults)
            raise CommandError(f"{number} {'fout' if number == 1 else 'fouten'}: er is niets geïmporteerd.") from error
        for table, done in counts.items():
            self.stdout.write(f"{table}: {done.new} nieuw, {done.changed} gewijzigd, {done.unchanged} ongewijzigd")
            for row, names in done.kept.items():
                self.stdout.write(f"{table}:{row}: {KEPT} ({', '.join(names)})")
        self.stdout.write("Proef: er is niets bewaard." if dry_run else "Geïmporteerd.")
