"""PIO's own wording of the standard mails."""

from datetime import datetime

from django.db import transaction
from django.utils.translation import gettext as _

from pio_portal.change import NotPermitted, Refused
from pio_portal.correspondence.models import MailTemplate
from pio_portal.correspondence.wording import KINDS, check_wording


@transaction.atomic
def reword_mail(*, kind: str, subject: str, body: str, version: int, by, at: datetime) -> MailTemplate:
    """Keep a new wording of one kind of mail; mails that already left keep theirs. The history keeps every version.

    `version` is the one that the editor started from (0: the default). Raises Refused when a colleague changed the
    wording since, or when it has a place that this mail does not know; NotPermitted for others than PIO.
    """
    if by is not None and not by.has_perm("correspondence.change_mailtemplate"):
        raise NotPermitted(_("Alleen het PIO-team past de standaardmails aan."))
    check_wording(kind, subject)
    check_wording(kind, body)
    first = {"subject": subject, "body": body, "version": 0, "changed_at": at, "changed_by": by}
    MailTemplate.objects.get_or_create(kind=kind, defaults=first)  # two that are the first come one after the other
    template = MailTemplate.objects.select_for_update().get(kind=kind)
    if template.version != version:
        raise Refused(
            _(
                "Een collega paste deze mail intussen aan. Uw tekst staat hieronder nog; vergelijk hem met de nieuwe versie."
            )
        )
    template.subject, template.body, template.version = subject.strip(), body.strip(), version + 1
    template.changed_at, template.changed_by = at, by
    template.save()
    return template


@transaction.atomic
def restore_mail(*, kind: str, by) -> None:
    """Go back to the wording that the portal came with."""
    if by is not None and not by.has_perm("correspondence.change_mailtemplate"):
        raise NotPermitted(_("Alleen het PIO-team past de standaardmails aan."))
    KINDS[kind]
    MailTemplate.objects.filter(kind=kind).delete()
