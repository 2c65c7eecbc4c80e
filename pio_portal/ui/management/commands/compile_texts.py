from pathlib import Path

from django.conf import settings
from django.core.management.base import BaseCommand

from pio_portal.ui.catalog import mo_bytes, read_po


class Command(BaseCommand):
    help = "Maakt van elke vertaling (locale/*/LC_MESSAGES/django.po) wat het portaal leest (django.mo)."
    requires_system_checks = ()

    def handle(self, **_options) -> None:
        for po in sorted(Path(settings.BASE_DIR).glob("locale/*/LC_MESSAGES/django.po")):
            po.with_suffix(".mo").write_bytes(mo_bytes(read_po(po.read_text(encoding="utf-8"))))
            self.stdout.write(str(po.relative_to(settings.BASE_DIR)))
