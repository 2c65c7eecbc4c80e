from pathlib import Path

from django.core.management.base import BaseCommand, CommandError

from projects.procurement.cpv import Unreadable, load_cpv


class Command(BaseCommand):
    help = "Vervangt de lijst van CPV-codes: de officiële Excel (kolommen CODE en NL), of een CSV (code, titel)."

    def add_arguments(self, parser) -> None:
        parser.add_argument("path", type=Path, help="het Excel-werkboek (.xlsx) of het CSV-bestand")

    def handle(self, *, path: Path, **_options) -> None:
        if not path.is_file():
            raise CommandError(f"Er is geen bestand {path}.")
        try:
            number = load_cpv(path)
        except Unreadable as error:
            raise CommandError(f"{error} Er is niets veranderd.") from error
        self.stdout.write(f"{number} CPV-codes geladen.")
