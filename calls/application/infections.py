"""Who hears of a virus in a file of an application."""

from datetime import datetime

from calls.models import Application
from pio_portal.accounts.enums import Role
from pio_portal.accounts.models import User
from pio_portal.audit.workflow import record
from pio_portal.documents.scan import register_teller


@register_teller(Application)
def tell(document, at: datetime) -> list:
    """Write it in the dossier; its handler hears of it, or the programme leads as long as nobody follows it."""
    application = document.owner
    record(about=application, verb="file_infected", by=None, at=at, detail={"title": document.title})
    return [application.handler] if application.handler else list(User.objects.with_role(Role.LEAD))
