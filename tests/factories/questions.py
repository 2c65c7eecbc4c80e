"""Forms with the questions that a test needs."""

import datetime as dt
from itertools import count
from typing import Any

from django.utils import timezone

from calls.application.files import attach_answer
from calls.application.writing import save_section
from calls.models import Application, Call, PolicyDomain, Questionnaire, Theme
from pio_portal.accounts.models import User
from pio_portal.change import perform
from pio_portal.documents.models import Document
from tests.factories import calls as make
from tests.files import png

_numbers = count(1)

# A form of its own: a multiple choice that decides about the rest, every kind that is more than one text, PIO's eyes only.
KINDS: dict[str, Any] = {
    "sections": [
        {
            "key": "plan",
            "title": "Het plan",
            "fields": [
                {"key": "soort", "label": "Welk soort?", "kind": "multiple", "choices": [["a", "Aankoop"], ["b", "Bouw"], ["c", "Cijfers"]]},
                {"key": "bouw", "label": "Wat bouwt u?", "kind": "text", "when": {"question": "plan.soort", "is": ["b"]}},
                {"key": "samen", "label": "Doet u het samen?", "kind": "yes_no"},
                {"key": "met", "label": "Met welke organisatie?", "kind": "organisation", "when": {"question": "plan.samen", "is": ["ja"]}},
                {"key": "kosten", "label": "Wat kost het?", "kind": "costs", "most": 5},
            ],
        },
        {
            "key": "stukken",
            "title": "De stukken",
            "fields": [
                {"key": "studie", "label": "Welke studie hebt u?", "kind": "file", "required": False, "most": 2},
                {"key": "geheim", "label": "Wat is vertrouwelijk?", "kind": "long", "required": False, "visibility": "pio"},
                {"key": "geheim_stuk", "label": "Vertrouwelijk stuk?", "kind": "file", "required": False, "visibility": "pio"},
                {"key": "naam", "label": "Hoe heet de studie?", "kind": "text", "required": False},
                {"key": "extra", "label": "Extra stuk over de bouw?", "kind": "file", "when": {"question": "plan.soort", "is": ["b"]}},
            ],
        },
        {
            "key": "partner",
            "title": "De partner",
            "when": {"question": "plan.samen", "is": ["ja"]},
            "fields": [{"key": "rol", "label": "Welke rol heeft de partner?", "kind": "text"}],
        },
    ]
}  # fmt: skip
PLAN = {
    "soort": "a|c",
    "bouw": "verborgen antwoord",
    "samen": "nee",
    "kosten": '[["Werk","1000.00"],["Rest","250.50"]]',
}
STUDY = {"section": "stukken", "question": "studie"}


def form(definition: dict[str, Any] | None = None) -> Questionnaire:
    """A form that is in use."""
    made = Questionnaire(
        name=f"Formulier {next(_numbers)}", definition=definition or KINDS, published_at=timezone.now()
    )
    perform(made, "publish", by=None)
    made.save()
    return made


def call(definition: dict[str, Any] | None = None, *, at: dt.datetime = make.AT) -> Call:
    """A call that asks these questions."""
    return make.call(form=form(definition), at=at)


def application(by: User, *, plan: dict[str, str] | None = None, at: dt.datetime = make.AT) -> Application:
    """A draft with the questions of KINDS, with its plan filled in."""
    named = {"theme": Theme.objects.first(), "policy_domain": PolicyDomain.objects.first()}
    draft = make.application(of=by.organisations.get(), by=by, within=call(at=at), at=at, **named)
    values = PLAN if plan is None else plan
    save_section(application=draft, section="plan", values=values, version=0, by=by, at=at)
    return draft


def study(draft: Application, by: User, name: str = "studie.png", **place: str) -> Document:
    """A file in answer to the question about the study, or to another one."""
    return attach_answer(application=draft, upload=png(name), by=by, at=make.AT, **STUDY | place)
