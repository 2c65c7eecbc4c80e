"""Standard replies: what PIO writes often, kept to start a message from."""

from datetime import datetime

from django.db import IntegrityError, transaction
from django.utils.translation import gettext as _

from pio_portal.change import Refused, locked, permit
from pio_portal.correspondence.models import StandardReply
from pio_portal.searched import Sorted

KEEP = "correspondence.keep_replies"


def replies():
    """All of them, by title."""
    return StandardReply.objects.select_related("changed_by").order_by(Sorted("title"), "pk")


def keep_reply(*, reply: StandardReply | None = None, title: str, text: str, by, at: datetime) -> StandardReply:
    """Keep a new reply, or the new words of one. Messages that were sent stay as they are. Raises NotPermitted.

    Raises Refused for a title that another one has.
    """
    permit(KEEP, reply, by=by)
    taken = Refused(_("Er is al een standaardantwoord met deze naam."), field="title")
    try:
        with transaction.atomic():
            reply = locked(reply) if reply is not None else StandardReply()
            if StandardReply.objects.filter(title__iexact=title.strip()).exclude(pk=reply.pk).exists():
                raise taken
            reply.title, reply.text = title.strip(), text.replace("\r\n", "\n").strip()
            reply.changed_at, reply.changed_by = at, by
            reply.save()
    except IntegrityError:  # two people keep one by the same name in the same moment
        raise taken from None
    return reply


def remove_reply(*, reply: StandardReply, by, at: datetime) -> None:  # noqa: ARG001 - one form for every verb
    """Offer it no longer; the history keeps what it said. Raises NotPermitted."""
    permit(KEEP, reply, by=by)
    reply.delete()
