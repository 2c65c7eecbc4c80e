"""A mail that its reader did not get: noticed, sent again, or settled in another way."""

from datetime import datetime

from django.db import transaction
from django.utils.translation import gettext as _
from post_office.models import STATUS, Email

from pio_portal.audit.workflow import record
from pio_portal.change import Refused, locked, permit
from pio_portal.correspondence.bounces import bounce_in
from pio_portal.correspondence.models import SentMail

MAY = "correspondence.follow_mail"


@transaction.atomic
def send_again(*, mail: SentMail, by, at: datetime) -> SentMail:
    """Hand the mail to the mail server once more, as it was. Raises Refused for one that did arrive or was settled."""
    mail = _undelivered(mail, by=by)
    Email.objects.filter(pk=mail.email_id).update(
        status=STATUS.queued, number_of_retries=None, scheduled_time=None, last_updated=at
    )
    mail.bounced_at, mail.bounce = None, ""
    mail.save(update_fields=["bounced_at", "bounce"])
    _tell_timeline(mail, "mail_sent_again", by=by, at=at)
    return mail


@transaction.atomic
def settle_mail(*, mail: SentMail, by, at: datetime) -> SentMail:
    """Say that its reader knows by another way, so that it is no signal any more. Raises Refused as above."""
    mail = _undelivered(mail, by=by)
    mail.settled_at, mail.settled_by = at, by
    mail.save(update_fields=["settled_at", "settled_by"])
    _tell_timeline(mail, "mail_settled", by=by, at=at)
    return mail


def file_mail(*, raw: bytes, at: datetime) -> SentMail | None:
    """Take in what arrived at the sender address. Gives the mail that came back, if it tells of one of ours."""
    bounce = bounce_in(raw)
    return note_bounce(message_id=bounce.message_id, reason=bounce.reason, at=at) if bounce else None


@transaction.atomic
def note_bounce(*, message_id: str, reason: str, at: datetime) -> SentMail | None:
    """A mail came back: it did not reach its reader. None for a mail that the portal did not send. Twice is once."""
    mail = SentMail.objects.select_for_update().filter(email__message_id=message_id).first()
    if mail is None or mail.bounced_at is not None:
        return mail
    mail.bounced_at, mail.bounce = at, reason
    mail.settled_at = mail.settled_by = None
    mail.save(update_fields=["bounced_at", "bounce", "settled_at", "settled_by"])
    return mail


def _undelivered(mail: SentMail, *, by) -> SentMail:
    permit(MAY, mail, by=by)
    mail = locked(mail)
    if not mail.is_undelivered:
        raise Refused(_("Deze mail is intussen opnieuw verstuurd of afgehandeld."))
    return mail


def _tell_timeline(mail: SentMail, verb: str, *, by, at: datetime) -> None:
    if mail.about is not None:
        record(about=mail.about, verb=verb, by=by, at=at, detail={"subject": mail.email.subject, "to": mail.recipient})
