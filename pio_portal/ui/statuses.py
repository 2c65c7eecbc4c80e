"""From a row to the enum member that says where it stands: its label, its public label and its tone."""

from enum import Enum
from functools import cache
from importlib import import_module
from inspect import getmembers, isclass
from typing import Any

from django.db.models import Choices


def status_of(source: Any, field: str = "status") -> Any:
    """The member of the status enum: of a row, or the member itself when that is given."""
    if isinstance(source, Enum):
        return source
    value = getattr(source, field)
    if isinstance(value, Enum):
        return value
    return enum_of(source.__class__, field)(value)


@cache
def enum_of(model: Any, field: str) -> type[Choices]:
    """The enum behind a field: the one in the app's `enums` that has the field's choices (Django keeps only those)."""
    choices = [(value, str(label)) for value, label in model._meta.get_field(field).flatchoices]
    app = model._meta.app_config.module.__name__
    for _name, enum in getmembers(import_module(f"{app}.enums"), isclass):
        if issubclass(enum, Choices) and [(value, str(label)) for value, label in enum.choices] == choices:
            return enum
    msg = f"{model.__name__}.{field} has no enum in {app}.enums"
    raise LookupError(msg)
