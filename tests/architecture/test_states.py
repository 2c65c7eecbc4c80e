"""The document of states is what the models say."""

from pathlib import Path

from django.conf import settings

from pio_portal.audit.management.commands.states_table import document


def test_the_document_of_states_is_true():
    written = (Path(settings.BASE_DIR) / "docs" / "states.md").read_text(encoding="utf-8")
    assert written == document(), "run manage.py states_table"
