"""Forms and their versions, made through their workflow."""

import copy
import datetime as dt
from typing import Any

from calls.call.workflow import Judged, Period, amend_call, default_questionnaire
from calls.models import Call, Questionnaire
from calls.questionnaire import editing
from calls.questionnaire.versions import publish_form, save_definition, start_version
from pio_portal.accounts.enums import Role
from pio_portal.retelling import retelling
from tests.factories.calls import AT
from tests.factories.ground import user


@retelling()
def draft(
    *, of: Questionnaire | None = None, name: str = "", by=None, data: dict[str, Any] | None = None
) -> Questionnaire:
    """A copy of the portal's own form (or of another version), with other questions when `data` gives them."""
    by = by or user(Role.STAFF)
    made = start_version(source=of or default_questionnaire(), name=name, by=by, at=AT)
    return save_definition(form=made, data=data, version=made.version, by=by, at=AT) if data else made


@retelling()
def published(**fields: Any) -> Questionnaire:
    """The same, in use."""
    return publish_form(form=draft(**fields), by=user(Role.LEAD), at=AT)


def changed(form: Questionnaire) -> dict[str, Any]:
    """The questions of a form with one question more, one less and one worded otherwise."""
    data = copy.deepcopy(form.definition)
    data, _key = editing.put_question(data, "behoefte", {"label": "Hoe dringend is het?", "kind": "text"})
    data = editing.remove(data, "contact.telefoon")
    question = {**editing.item_at(data, "behoefte.probleem"), "label": "Wat is het probleem?"}
    return editing.put_question(data, "behoefte", question, "probleem")[0]


@retelling()
def ask_newer(call: Call, at: dt.datetime = AT) -> Questionnaire:
    """Let the call ask a newer version of its form."""
    newer = published(of=call.form, data=changed(call.form))
    periods = [Period(r.opens_at, r.closes_at) for r in call.rounds.order_by("number")]
    kept = [Judged(c.name, c.help, c.weight, c.knockout_below, c.pk, c.scale) for c in call.criteria.all()]
    amend_call(call=call, rounds=periods, criteria=kept, form=newer, by=user(Role.LEAD), at=at)
    return newer
