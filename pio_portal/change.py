"""How an object of the domain changes: locked, permitted, legal.

Every verb in a `workflow` module goes through here, so that none can forget a step:
atomic, lock the row, guard, write, audit, and mail or tasks through the outbox (docs/architecture.md).
"""

from functools import reduce
from operator import and_
from typing import TypeVar

from django.core.exceptions import NON_FIELD_ERRORS, FieldError, ValidationError
from django.db import models
from django.db.models import Q
from django.db.models.functions import Coalesce
from django.utils.translation import gettext as _
from django_fsm import can_proceed, has_transition_perm

from pio_portal.retelling import is_history

M = TypeVar("M", bound=models.Model)


class Refused(Exception):  # noqa: N818 - it is an answer to the user, not a fault of the program
    """The change is not possible now. `str()` is a sentence for the user that says why and what to do.

    `field` names the form field that the sentence belongs to, when there is one.
    """

    def __init__(self, message: str, *, field: str | None = None) -> None:
        super().__init__(message)
        self.field = field


class NotPermitted(Refused):
    """The user may not make this change, in any state."""


class LockFirst(Exception):  # noqa: N818 - it is a request, not a fault
    """What a page sends must be brought together with what stands there under the lock of this row.

    `route()` then asks the view again while the row is held, so that all it reads is what the change will find.
    """

    def __init__(self, row: models.Model) -> None:
        super().__init__()
        self.row = row


def locked(instance: M, *related: str) -> M:
    """The row as it is now, held until the transaction ends. Related rows stay free; those named come along with it.

    Raises Refused when somebody else took it away meanwhile.
    """
    rows = type(instance)._default_manager.select_for_update(of=("self",))  # type: ignore[attr-defined]
    try:
        return (rows.select_related(*related) if related else rows).get(pk=instance.pk)
    except type(instance).DoesNotExist:  # type: ignore[attr-defined]
        raise Refused(_("Dit bestaat niet meer: een collega haalde het intussen weg.")) from None


def permit(permission: str, instance: models.Model | None, *, by) -> None:
    """Raise NotPermitted unless `by` has the permission on the instance. None is the system, which may."""
    _ask_anew(by)
    if by is not None and not by.has_perm(permission, instance):
        raise NotPermitted(_("U hebt geen rechten voor deze handeling."))


def perform(instance: models.Model, transition: str, *, by) -> None:
    """Make one transition of the instance's table of transitions, without saving.

    `by` None is the system (an import, a scheduled task): its permission is not asked.
    Raises NotPermitted or Refused; the instance is then as it was.
    """
    change = getattr(instance, transition)
    if not can_proceed(change):
        state = change._django_fsm.field.name  # noqa: SLF001 - django-fsm keeps the field there
        label = _label(instance, state, by=by)
        raise Refused(_("Dit kan niet meer: de stand is intussen “%(status)s”.") % {"status": label})
    _ask_anew(by)
    if by is not None and not has_transition_perm(change, by):
        raise NotPermitted(_("U hebt geen rechten voor deze handeling."))
    change()


def _ask_anew(by) -> None:
    """Forget what the page knew of who changes: while the row was waited for, they may have lost a seat or an impartial eye."""
    if by is not None and by.is_authenticated and not is_history():
        by.known.clear()


def _label(instance: models.Model, field: str, *, by) -> str:
    """The status as this user reads it: the programme's people the staff's word, others the public one."""
    from pio_portal.ui.statuses import status_of  # noqa: PLC0415 - it looks the enum up in the app that changes

    member = status_of(instance, field)
    inside = by is None or by.is_internal
    return str(member.label if inside else getattr(member, "public_label", member.label))


def available(instance: models.Model, field: str, *, by) -> set[str]:
    """Names of the transitions that `by` could make now: what the page's buttons are drawn from."""
    return {t.name for t in getattr(instance, f"get_available_user_{field}_transitions")(by)}


def save_checked(instance: models.Model) -> None:
    """Save after the model's own validation. Raises Refused, on the field at fault, instead of a database error."""
    check(instance)
    instance.save()


def check(instance: models.Model) -> None:
    """Raise Refused, on the field at fault, when the model's own validation says that this cannot be saved.

    Status fields are not cleaned: only transitions write them. The constraints on them are checked all the same.
    What the database will refuse by itself is not asked beforehand in history that is told again.
    """
    fields = instance._meta.concrete_fields
    left_out = {field.name for field in fields if getattr(field, "protected", False)}  # cleaning would assign them
    if is_history():
        left_out |= {field.name for field in fields if field.is_relation}
    try:
        instance.clean_fields(exclude=left_out)
        instance.clean()
        if not is_history():
            instance.validate_unique()
            _check_constraints(instance)
    except ValidationError as error:
        at_fault = [name for name in error.message_dict if name != NON_FIELD_ERRORS]
        raise Refused(" ".join(error.messages), field=at_fault[0] if len(at_fault) == 1 else None) from error


def _check_constraints(instance: models.Model) -> None:
    """Do what `validate_constraints` does, asking the database once about all conditions and not once for each.

    When they do not all hold, Django's own way finds out which, and says so.
    """
    constraints = [(model, one) for model, several in instance.get_constraints() for one in several]
    conditions = [one.condition for _model, one in constraints if isinstance(one, models.CheckConstraint)]
    values = instance._get_field_expression_map(meta=instance._meta)  # type: ignore[attr-defined] # noqa: SLF001
    unknown_holds = [
        Q(Coalesce(Q(condition), models.Value(value=True), output_field=models.BooleanField()))
        for condition in conditions
    ]
    try:
        fine = not conditions or reduce(and_, unknown_holds).check(values)
        for model, one in constraints:
            if not isinstance(one, models.CheckConstraint):
                one.validate(model, instance)
    except (ValidationError, FieldError):
        fine = False
    if not fine:
        instance.validate_constraints()
