"""The matrix of a table of transitions, generated: every state, every transition, every role."""

import itertools

from pio_portal.accounts.enums import Role


def transitions_of(model, field: str = "status") -> list:
    """The transitions that the model declares on the field, by name."""
    found = {t.name: t for t in getattr(model, f"get_all_{field}_transitions")(model())}
    return [found[name] for name in sorted(found)]


def matrix(model, states, field: str = "status") -> list[tuple]:
    """(state, transition, whether the table allows it) for every pair."""
    declared = {}
    for transition in getattr(model, f"get_all_{field}_transitions")(model()):
        declared.setdefault(transition.name, set()).add(transition.source)
    return [(state, name, state in declared[name]) for state, name in itertools.product(states, sorted(declared))]


ROLES = [*Role, None]
