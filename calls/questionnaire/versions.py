"""The versions of a form: a draft begins as a copy, is changed, and never changes again once it is published."""

from collections.abc import Callable, Iterator
from contextlib import contextmanager
from datetime import datetime
from typing import Any

from django.db import IntegrityError, transaction
from django.utils.translation import gettext as _

from calls.models import Questionnaire
from calls.questionnaire import definition, editing
from pio_portal.audit.workflow import record
from pio_portal.change import Refused, locked, perform, permit, save_checked


class StaleForm(Refused):
    """Someone saved this version since it was opened. `current` is what stands there now."""

    def __init__(self, current: Questionnaire) -> None:
        super().__init__(
            _("Een collega bewaarde intussen iets in deze vragenlijst. Er is niets overschreven: bewaar opnieuw.")
        )
        self.current = current


@transaction.atomic
def start_version(*, source: Questionnaire, by, at: datetime, name: str = "") -> Questionnaire:
    """Begin a draft as a copy: the next number of the same form, or number 1 of a form with another name.

    Raises NotPermitted, and Refused when this form has a draft already, or the other name is taken.
    """
    permit("calls.change_form", source, by=by)
    source = locked(source)
    name = " ".join(name.split()) or source.name
    siblings = list(Questionnaire.objects.select_for_update().filter(name__iexact=name).order_by("-number"))
    if name != source.name and siblings:
        raise Refused(_("Er is al een vragenlijst met deze naam. Kies een andere naam."), field="name")
    if draft := next((version for version in siblings if version.is_draft), None):
        raise Refused(
            _("Versie %(n)d van deze vragenlijst is al in opmaak. Werk daarin verder, of verwijder ze eerst.")
            % {"n": draft.number},
            field="name",
        )
    number = siblings[0].number + 1 if siblings else 1
    made = Questionnaire(name=name, number=number, definition=source.definition, based_on=source)
    made.created_at, made.created_by = at, by
    try:
        with transaction.atomic():
            save_checked(made)
    except IntegrityError:  # two people give two copies the same new name at the same moment
        raise Refused(_("Er is al een vragenlijst met deze naam. Kies een andere naam."), field="name") from None
    record(about=made, verb="form_started", by=by, at=at, detail={"source": str(source)})
    return made


@transaction.atomic
def save_definition(*, form: Questionnaire, data: dict[str, Any], version: int, by, at: datetime) -> Questionnaire:
    """Keep the questions of a draft. `version` is the one that was changed: raises StaleForm when someone saved since.

    A section may still be without questions; everything else must be a form, else Refused says what is wrong.
    """
    permit("calls.change_form", form, by=by)
    form = locked(form)
    if not form.is_draft:
        raise Refused(_("Deze versie is gepubliceerd en verandert niet meer. Begin een nieuwe versie."))
    if form.version != version:
        raise StaleForm(form)
    try:
        editing.check(data)
    except definition.DefinitionError as error:
        raise Refused(str(error)) from error
    if data == form.definition:
        return form
    form.definition, form.version = data, form.version + 1
    form.changed_at, form.changed_by = at, by
    form.save(update_fields=["definition", "version", "changed_at", "changed_by"])
    return form


class PartChanged(Refused):
    """Someone changed or took away this part of the draft since its page was opened."""


Put = Callable[[editing.Data, dict[str, Any], str], tuple[editing.Data, str]]


def save_part(*, form: Questionnaire, place: str, put: Put, values: dict[str, Any], seen: str, by, at: datetime) -> str:
    """Write one part of a draft with a function of `editing`, or add it (`place` is empty). Gives the key of the part.

    `seen` is the fingerprint of the part when its page was opened: raises PartChanged when it is another one now. What
    was taken away since, and is sent again with an empty `seen`, is added anew. Raises StaleForm and Refused, too.
    """
    if seen != editing.fingerprint(form.definition, place):
        if editing.item_at(form.definition, place) is None:
            raise PartChanged(_("Een collega nam dit intussen weg. Bewaar opnieuw om het als nieuw toe te voegen."))
        raise PartChanged(_("Een collega wijzigde dit intussen. Vergelijk beide versies."))
    key = place.rpartition(".")[2] if seen else ""
    with _sentences():
        data, key = put(form.definition, values, key)
    save_definition(form=form, data=data, version=form.version, by=by, at=at)
    return key


def move_part(*, form: Questionnaire, place: str, step: int, by, at: datetime) -> None:
    """Move a part of a draft one step up (-1) or down (1). Raises Refused when a condition stands in the way."""
    with _sentences():
        data = editing.move(form.definition, place, step)
    save_definition(form=form, data=data, version=form.version, by=by, at=at)


def remove_part(*, form: Questionnaire, place: str, seen: str, by, at: datetime) -> None:
    """Take a part away. Raises PartChanged when it is not as it was `seen` (empty: whatever it is), and Refused."""
    now = editing.fingerprint(form.definition, place)
    if seen and now and seen != now:
        raise PartChanged(_("Een collega wijzigde dit intussen. Kijk eerst na wat er nu staat."))
    with _sentences():
        data = editing.remove(form.definition, place)
    save_definition(form=form, data=data, version=form.version, by=by, at=at)


@contextmanager
def _sentences() -> Iterator[None]:
    """What is no form is a refusal, with the sentence that says why."""
    try:
        yield
    except definition.DefinitionError as error:
        raise Refused(str(error)) from error


@transaction.atomic
def publish_form(*, form: Questionnaire, by, at: datetime) -> Questionnaire:
    """Let calls choose this version, which never changes again. Raises Refused when it cannot be asked as it is."""
    form = locked(form)
    perform(form, "publish", by=by)
    if faults := editing.faults(form.definition):
        raise Refused(" ".join(faults))
    form.published_at, form.published_by = at, by
    form.save(update_fields=["status", "published_at", "published_by"])
    record(about=form, verb="form_published", by=by, at=at)
    return form


@transaction.atomic
def discard_draft(*, form: Questionnaire, by, at: datetime) -> None:
    """Throw a draft away; its history keeps what it was. Raises Refused for a published one, or one that is in use."""
    permit("calls.change_form", form, by=by)
    form = locked(form)
    if not form.is_draft:
        raise Refused(_("Een gepubliceerde versie blijft bewaard: er kunnen aanvragen mee begonnen zijn."))
    if form.calls.exists() or form.applications.exists() or form.next.exists():
        raise Refused(_("Deze versie is in gebruik en kan niet weg."))
    if form.based_on is not None:
        record(about=form.based_on, verb="form_discarded", by=by, at=at, detail={"n": form.number})
    form.delete()
