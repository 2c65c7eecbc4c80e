"""Takes in a mail that came to the sender address of the portal, as a mail server hands it over: on standard input."""

import sys

from django.core.management.base import BaseCommand
from django.utils import timezone

from pio_portal.correspondence.workflow.delivery import file_mail


class Command(BaseCommand):
    help = "Reads one mail from standard input; when it tells that a mail of the portal came back, PIO sees that."

    def handle(self, **_options) -> None:
        mail = file_mail(raw=sys.stdin.buffer.read(), at=timezone.now())
        self.stdout.write("a mail of the portal came back" if mail else "no bounce of a mail of the portal")
