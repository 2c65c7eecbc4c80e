from pathlib import Path

from django.core.management.base import BaseCommand, CommandError

from pio_portal.documents.bag import Unreadable, faults_of


class Command(BaseCommand):
    help = "Kijkt een overdrachtsbestand na: noemt elk bestand dat anders is, ontbreekt of erbij kwam (dan uitgang 1)."
    requires_system_checks = ()

    def add_arguments(self, parser) -> None:
        parser.add_argument("path", type=Path, metavar="BESTAND")

    def handle(self, *, path: Path, **_options) -> None:
        try:
            faults = faults_of(path)
        except Unreadable as error:
            raise CommandError(f"{path} is geen (heel) overdrachtsbestand.") from error
        for label, names in (("anders", faults.changed), ("ontbreekt", faults.missing), ("toegevoegd", faults.added)):
            for name in names:
                self.stdout.write(f"{name}: {label}")
        if faults:
            raise CommandError(f"{path} is niet meer wat overgedragen werd.")
        self.stdout.write(f"{path}: in orde")
