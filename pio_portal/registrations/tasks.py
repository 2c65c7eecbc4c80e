"""News for everybody who is registered, sent by the worker."""

from datetime import datetime

from django.contrib.contenttypes.models import ContentType
from django.db import transaction

from pio_portal.correspondence import outbox
from pio_portal.correspondence.models import SentMail
from pio_portal.registrations.models import Occasion, Registration
from pio_portal.registrations.workflow.notices import mail_registrant


@outbox.task("registrations.tell")
def tell(*, occasion: int, kind: str, since: str, context: dict[str, str]) -> None:
    """Mail each registrant once: whoever got this kind of mail since then is passed over, should this run twice."""
    told = SentMail.objects.filter(
        kind=kind,
        about_type=ContentType.objects.get_for_model(Registration),
        email__created__gte=datetime.fromisoformat(since),
    ).values("about_id")
    about = Occasion.objects.get(pk=occasion)
    for registration in about.registrations.confirmed().exclude(pk__in=told).order_by("pk"):
        registration.occasion = about
        with transaction.atomic():
            mail_registrant(registration, kind, **context)
