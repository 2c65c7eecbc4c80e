from pathlib import Path

from django.core.management.base import BaseCommand, CommandError

from pio_portal.change import Refused
from pio_portal.references import as_reference
from projects.handover.file import write_handover
from projects.models import Project


class Command(BaseCommand):
    help = "Het overdrachtsbestand van een project: alle documenten, het dossier als JSON en een manifest met SHA-256."

    def add_arguments(self, parser) -> None:
        parser.add_argument("ref", metavar="REF", help="de referentie van het project, zoals P-2026-0012")
        parser.add_argument("--output", required=True, type=Path, metavar="BESTAND")

    def handle(self, *, ref: str, output: Path, **_options) -> None:
        known = as_reference(ref, prefix="P") or ref
        project = Project.objects.select_related("application").filter(ref=known).first()
        if project is None:
            raise CommandError(f"Er is geen project met referentie {ref}.")
        try:
            with output.open("wb") as stream:
                write_handover(project, stream)
        except OSError as error:
            raise CommandError(f"{output} kan niet worden geschreven: {error.strerror}.") from error
        except Refused as error:
            output.unlink(missing_ok=True)
            raise CommandError(str(error)) from error
        self.stdout.write(f"{output}: {output.stat().st_size} bytes")
