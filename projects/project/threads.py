"""The messages in the dossier of a project, between its client and PIO: who reads them, and who gets a mail."""

from django.db.models import Q
from django.urls import reverse
from django.utils.translation import gettext_lazy as _

from pio_portal.accounts.models import User
from pio_portal.correspondence.parties import in_the_thread, organisations_of
from pio_portal.correspondence.thread_kinds import ThreadKind, register_thread
from projects.models import Project


def messages_address(project: Project, pio: bool) -> str:  # noqa: FBT001 - the ground's own form
    """The page with the messages, on the side of PIO or of the client."""
    return reverse(f"projects:{'staff' if pio else 'applicant'}_project_messages", args=[project.ref])


def correspondents_of(project: Project, pio: bool) -> list[User]:  # noqa: FBT001 - the ground's own form
    """Who gets a mail about a message to their side. Of PIO that is the lead; without one it only stands on Vandaag."""
    people = [project.lead] if pio else in_the_thread(project)
    present = [user for user in people if user is not None and user.is_active]
    return [user for user in present if user.has_perm("projects.view_messages_project", project)]


def read_by_client(user):
    """The projects whose messages somebody reads as a client: nobody of PIO sits on that side of the table."""
    return Project.objects.none() if user.is_pio else Project.objects.of_member(user)


def followed(user):
    """The projects that a colleague of PIO guides, and those that nobody does."""
    return Project.objects.visible_to(user).filter(Q(lead=user) | Q(lead=None))


register_thread(
    ThreadKind(
        model=Project,
        read_by_applicant=read_by_client,
        recipients=correspondents_of,
        address=messages_address,
        notes=lambda project: reverse("projects:staff_project_notes", args=[project.ref]),
        reference=lambda project: project.ref,
        title=lambda project: project.title,
        works_for=organisations_of,
        followed=followed,
        whose=lambda project: project.organisation.name,
        other=_("klant"),
    )
)
