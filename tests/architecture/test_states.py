"""The document of states is what the models say, and every transition says who may make it."""

from pathlib import Path

import rules
from django.conf import settings

from pio_portal.audit.management.commands.states_table import document, fields


def test_the_document_of_states_is_true():
    written = (Path(settings.BASE_DIR) / "docs" / "states.md").read_text(encoding="utf-8")
    assert written == document(), "run manage.py states_table"


def test_every_transition_names_a_permission_that_has_a_rule():
    unruled = {
        f"{model.__name__}.{t.name}"
        for model, field in fields()
        for t in field.get_all_transitions(model)
        if not isinstance(t.permission, str) or not rules.perm_exists(t.permission)
    }
    assert unruled == set()
