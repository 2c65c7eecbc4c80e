"""How many parts of a draft are complete: for reminders, and for staff, who see no answers of a draft."""

from collections.abc import Iterable, Mapping
from typing import Any

from calls.models import Application, SectionAnswer
from calls.questionnaire import answers, definition


def sections_done(application: Application, stored: Mapping[str, Mapping[str, Any]]) -> tuple[int, int]:
    """How many parts are complete, and how many there are: title and theme are one, and each section is."""
    asked = definition.of(application.form).asked(stored).sections
    states = [answers.state_of(s, stored.get(s.key, {})) for s in asked]
    return states.count("done") + has_basics(application), len(states) + 1


def has_basics(application: Application) -> bool:
    """Whether its theme and policy domain were chosen; it always has a title."""
    return application.theme_id is not None and application.policy_domain_id is not None


def progress_of(applications: Iterable[Application]) -> dict[int, tuple[int, int]]:
    """The same for many, by their ids. One query."""
    rows = list(applications)
    stored: dict[int, dict[str, Any]] = {a.pk: {} for a in rows}
    answered = SectionAnswer.objects.filter(application__in=stored).values_list("application_id", "section", "values")
    for pk, section, values in answered:
        stored[pk][section] = values
    return {a.pk: sections_done(a, stored[a.pk]) for a in rows}
