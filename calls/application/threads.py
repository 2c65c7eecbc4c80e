"""The messages in the dossier of an application: who reads them, and who gets a mail."""

from django.urls import reverse
from django.utils.translation import gettext_lazy as _

from calls.application.recipients import correspondents_of, writing_along
from calls.models import Application
from pio_portal.correspondence.parties import organisations_of
from pio_portal.correspondence.thread_kinds import ThreadKind, register_thread


def messages_address(application: Application, pio: bool) -> str:  # noqa: FBT001 - the ground's own form
    """The page with the messages, on the side of PIO or of the applicants."""
    name = "staff_application_messages" if pio else "applicant_application_messages"
    return reverse(f"calls:{name}", args=[application.ref])


def followed(user):
    """The applications that a colleague of PIO handles, and those that nobody does."""
    return Application.objects.visible_to(user).for_handler(user).submitted()


register_thread(
    ThreadKind(
        model=Application,
        read_by_applicant=lambda user: Application.objects.of_applicant(user).submitted(),
        recipients=correspondents_of,
        address=messages_address,
        notes=lambda application: reverse("calls:staff_application_notes", args=[application.ref]),
        reference=lambda application: application.ref,
        title=lambda application: application.title,
        works_for=organisations_of,
        followed=followed,
        whose=lambda application: application.organisation.name,
        other=_("aanvrager"),
        copies=writing_along,
    )
)
