"""Writes docs/access.md: every address with who may use it, as the urls declare it."""

from pathlib import Path

from django.conf import settings
from django.core.management.base import BaseCommand
from django.urls import get_resolver

from pio_portal.accounts.access import declared_routes
from pio_portal.accounts.middleware import audience_of

HEAD = """# Who may use which address

Written by `manage.py access_table` from the declarations beside each address; a test keeps it true and walks every
address with every role. *Public* needs no log-in; *logged in* is everybody with an account: which dossiers they see
there is decided by `.visible_to(user)`. Whoever may not see a dossier gets 404.

| Address | Methods | For |
|---|---|---|
"""


def table() -> str:
    """The whole document."""
    rows = []
    for address, pattern in declared_routes(get_resolver().url_patterns):
        methods = ", ".join(m for m in getattr(pattern.callback, "methods", ("GET", "POST")) if m != "HEAD")
        rows.append(f"| `/{address}` | {methods} | {audience_of(pattern.callback) or '**nobody said**'} |")
    return (
        HEAD
        + "\n".join(row for row in rows if "`/admin/" not in row)
        + "\n| `/admin/…` | GET, POST | administrator |\n"
    )


class Command(BaseCommand):
    help = "Writes docs/access.md from the declarations in the urls."

    def handle(self, **_options) -> None:
        path = Path(settings.BASE_DIR) / "docs" / "access.md"
        path.write_text(table(), encoding="utf-8")
        self.stdout.write(f"{path} written")
