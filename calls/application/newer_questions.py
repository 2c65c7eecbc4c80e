"""A draft goes on with the newer version of the questions that its call asks now."""

from datetime import datetime

from django.db import transaction
from django.utils.translation import gettext as _

from calls.application.content import stored_of
from calls.enums import ApplicationStatus
from calls.models import Application, Questionnaire, SectionAnswer
from calls.questionnaire import definition
from calls.questionnaire.carry_over import Carried, carried_answers
from pio_portal.audit.workflow import record
from pio_portal.change import Refused, locked, permit


def newer_form(application: Application) -> Questionnaire | None:
    """The version that the call asks now, when a draft was begun with another one."""
    if application.status != ApplicationStatus.DRAFT or application.call.form_id in (None, application.form_id):
        return None
    return application.call.form


def carried_to(application: Application, form: Questionnaire) -> Carried:
    """What would come along to that version, and what would not."""
    return carried_answers(definition.of(application.form), definition.of(form), stored_of(application))


@transaction.atomic
def carry_to_form(*, application: Application, by, at: datetime) -> Application:
    """Let a draft go on with the questions that its call asks now.

    Answers are matched by `calls.questionnaire.carry_over`. Those that fit nowhere stay stored, and are not shown.
    Raises NotPermitted, and Refused when the application was submitted or already has this version.
    """
    application = locked(application)
    permit("calls.edit_application", application, by=by)
    if application.status != ApplicationStatus.DRAFT:
        raise Refused(_("Alleen een ontwerp kan naar de nieuwe vragen."))
    form = newer_form(application)
    if form is None:
        raise Refused(_("Deze aanvraag heeft al de nieuwste vragen."))
    carried = carried_to(application, form)
    rows = {row.section: row for row in SectionAnswer.objects.filter(application=application)}
    for section, values in carried.answers.items():
        row = rows.get(section) or SectionAnswer(application=application, section=section)
        if row.pk is None or row.values != {**row.values, **values}:
            row.write(values, by=by, at=at, page="")
            row.save()
    application.form = form
    application.save(update_fields=["form"])
    record(about=application, verb="application_carried_to_form", by=by, at=at, detail={"n": form.number})
    return application
