"""The applications that look like another."""

from collections.abc import Iterable

from django.utils.translation import gettext as _

from calls.enums import ApplicationStatus as Status
from calls.models import Application
from pio_portal.ui.similarity import Similar, Subject, close, doubles, nearest, register_similar


@register_similar("applications")
def similar_applications(user, subject: Subject, *, staff: bool, own: bool, limit: int) -> Iterable[Similar]:
    """For staff what was handed in and they may see; for applicants those of their own organisations."""
    rows = Application.objects.visible_to(user).exclude(status=Status.VOID).exclude(pk__in=subject.applications)
    rows = rows.exclude(origin__in=subject.applications)
    rows = rows.submitted() if staff else rows.of_member(user)
    if own or staff:
        rows = rows.filter(project=None)  # its project is found too, and says more
    if own:
        rows = rows.of_organisations(subject.organisations)
    find = doubles if own else nearest if staff else close
    for row in find(rows, subject.title, limit).select_related("organisation"):
        status = Status(row.status)
        yield Similar(
            title=row.title,
            url=row.get_staff_url() if staff else row.get_absolute_url(),
            kind=_("Aanvraag"),
            about=f"{row.ref} · {row.organisation}",
            state=status.label if staff else status.public_label,
            tone=status.tone,
            closeness=row.closeness,
        )
