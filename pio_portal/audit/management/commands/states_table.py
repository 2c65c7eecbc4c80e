"""Writes docs/states.md: every state with its transitions and who may make them, read from the models' own tables."""

from collections.abc import Iterator
from pathlib import Path

from django.apps import apps
from django.conf import settings
from django.core.management.base import BaseCommand
from django.db import models
from django_fsm import FSMField
from pghistory.models import Event

HEAD = """# States and transitions

Written by `manage.py states_table` from the table of transitions on each model; a test keeps it true. The guards, the
buttons and the test matrices read the same tables. A permission's rule stands in the app's `rules.py`.
"""


def document() -> str:
    """The whole document."""
    return HEAD + "".join(_part(model, field) for model, field in fields())


def fields() -> Iterator[tuple[type[models.Model], FSMField]]:
    """Every status field of the portal, app by app."""
    for model in apps.get_models():
        for field in model._meta.concrete_fields:
            if isinstance(field, FSMField) and not issubclass(model, Event) and _is_ours(model, field):
                yield model, field


def _is_ours(model: type[models.Model], field: FSMField) -> bool:
    return any(True for _transition in field.get_all_transitions(model))


def _part(model: type[models.Model], field: FSMField) -> str:
    transitions = sorted(field.get_all_transitions(model), key=lambda t: (t.name, str(t.source)))
    name = f"{model._meta.app_label}.{model.__name__}.{field.name}"
    states = "\n".join(f"    {value}: {label}" for value, label in field.choices or ())
    arrows = "\n".join(f"    {t.source} --> {t.target}: {t.name}" for t in transitions)
    by_name: dict[str, list] = {}
    for transition in transitions:
        by_name.setdefault(transition.name, []).append(transition)
    rows = "\n".join(
        f"| `{verb}` | {', '.join(f'`{t.source}`' for t in group)} | `{group[0].target}` | `{group[0].permission}` |"
        for verb, group in by_name.items()
    )
    return (
        f"\n## {name}\n\n```mermaid\nstateDiagram-v2\n{states}\n    [*] --> {field.get_default()}\n{arrows}\n```\n\n"
        f"| Transition | From | To | Permission |\n|---|---|---|---|\n{rows}\n"
    )


class Command(BaseCommand):
    help = "Writes docs/states.md from the models' tables of transitions."

    def handle(self, **_options) -> None:
        path = Path(settings.BASE_DIR) / "docs" / "states.md"
        path.write_text(document(), encoding="utf-8")
        self.stdout.write(f"{path} written")
