"""What the applicants of the demo programme answer to each kind of question."""

import datetime as dt
from collections.abc import Callable
from dataclasses import dataclass

from calls.enums import FieldKind
from calls.questionnaire import costs
from calls.questionnaire.question import BETWEEN, Question, Section
from demo import words
from demo.words import Idea
from pio_portal.organisations.models import Organisation

COSTS = [costs.Row("Ontwikkeling", "230.000"), costs.Row("Integratie", "80.000"), costs.Row("Onderhoud", "50.000")]


@dataclass(frozen=True)
class Asked:
    """One question, the how many-th of its section it is, and who answers it about what."""

    question: Question
    n: int
    idea: Idea
    organisation: Organisation
    person: str
    near: dt.date


def answers(section: Section, idea: Idea, organisation: Organisation, person: str, near: dt.date) -> dict[str, str]:
    """Believable answers to every question of a section, as someone would type them."""
    asked = [Asked(question, n, idea, organisation, person, near) for n, question in enumerate(section.fields)]
    return {one.question.key: BY_KIND[one.question.kind](one) for one in asked}


def _long(asked: Asked) -> str:
    filler = words.FILLER
    text = f"{asked.idea.need} {filler[asked.n % len(filler)]} {filler[(asked.n + 2) % len(filler)]}"
    return text[: asked.question.max_length or len(text)]


def _short(asked: Asked) -> str:
    question = asked.question
    if "leider" in question.key:
        return f"{asked.person}, projectleider"
    if "partner" in question.key:
        return "De hulpverleningszone en twee buurgemeenten, die de oplossing ook willen kopen"
    if question.when:
        return "Meer samenwerking tussen besturen"
    return f"Directie {asked.organisation.name}"[: question.max_length]


BY_KIND: dict[FieldKind, Callable[[Asked], str]] = {
    FieldKind.TEXT: _short,
    FieldKind.LONG: _long,
    FieldKind.NUMBER: lambda _asked: "12",
    FieldKind.MONEY: lambda asked: "180.000,00" if "eigen" in asked.question.key else "360.000,00",
    FieldKind.DATE: lambda asked: (asked.near + dt.timedelta(days=420)).strftime("%d/%m/%Y"),
    FieldKind.CHOICE: lambda asked: asked.question.choices[0][0],
    FieldKind.YES_NO: lambda asked: "ja" if asked.question.required else "nee",
    FieldKind.MULTIPLE: lambda asked: BETWEEN.join(v for v, _l in asked.question.choices[asked.n % 2 :][:2]),
    FieldKind.EMAIL: lambda _asked: "projectleider@demo.pio.test",
    FieldKind.PHONE: lambda _asked: "09 210 00 00",
    FieldKind.WEBSITE: lambda _asked: "www.demo.pio.test",
    FieldKind.ORGANISATION: lambda asked: asked.organisation.kbo or "",
    FieldKind.COSTS: lambda _asked: costs.as_text(COSTS),
    FieldKind.FILE: lambda _asked: "",
}
