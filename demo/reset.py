"""Empties the database, for a fresh demo."""

from django.core.management import call_command


def empty_everything() -> None:
    """Remove every row, history included, and put the reference lists back. For demo and benchmark data only."""
    call_command("flush", interactive=False, verbosity=0)
