"""What people ask PIO, and what PIO does with it. An enquiry is answered once; who has another question asks anew."""

from datetime import datetime

from django.conf import settings
from django.db import transaction
from django.utils.timezone import localtime
from django.utils.translation import gettext as _

from pio_portal.accounts.models import User
from pio_portal.audit.workflow import record
from pio_portal.change import Refused, locked, perform, save_checked
from pio_portal.contact.models import Enquiry
from pio_portal.correspondence import outbox
from pio_portal.references import next_reference


@transaction.atomic
def ask(*, name: str, email: str, topic: str, text: str, by: User | None, at: datetime) -> Enquiry:
    """Ask PIO something. Who asks gets a mail with its reference, without the text: anyone can type any address."""
    enquiry = Enquiry(
        ref=next_reference("V", localtime(at).year),
        name=name,
        email=email.strip().lower(),
        topic=topic,
        text=text.strip(),
        asked_at=at,
        asked_by=by,
    )
    save_checked(enquiry)
    record(about=enquiry, verb="enquiry_asked", by=by, at=at, detail={"name": name})
    outbox.post_mail("enquiry_received", to=enquiry.email, about=enquiry, context={"reference": enquiry.ref})
    if settings.CONTACT_EMAIL:
        outbox.post_mail(
            "enquiry_for_pio",
            to=settings.CONTACT_EMAIL,
            about=enquiry,
            context={
                "recipient_name": _("collega"),
                "reference": enquiry.ref,
                "topic": str(enquiry.get_topic_display()),
                "link": outbox.link(enquiry.get_staff_url()),
            },
        )
    return enquiry


@transaction.atomic
def answer(*, enquiry: Enquiry, text: str, by: User, at: datetime) -> Enquiry:
    """Mail the answer to who asked."""
    enquiry = locked(enquiry)
    if not text.strip():
        raise Refused(_("Schrijf eerst uw antwoord."), field="text")
    perform(enquiry, "give_answer", by=by)
    enquiry.answer = text.strip()
    _handled(enquiry, "enquiry_answered", by=by, at=at)
    context = {"reference": enquiry.ref, "question": enquiry.text, "answer": enquiry.answer, "person": by.name}
    outbox.post_mail("enquiry_answered", to=enquiry.email, about=enquiry, context=context)
    return enquiry


@transaction.atomic
def close(*, enquiry: Enquiry, by: User, at: datetime) -> Enquiry:
    """It needs no answer by mail: PIO called, or it is no question. Who asked hears nothing."""
    enquiry = locked(enquiry)
    perform(enquiry, "close", by=by)
    return _handled(enquiry, "enquiry_closed", by=by, at=at)


def _handled(enquiry: Enquiry, verb: str, *, by: User, at: datetime) -> Enquiry:
    enquiry.handled_at, enquiry.handled_by = at, by
    enquiry.save()
    record(about=enquiry, verb=verb, by=by, at=at)
    return enquiry
