"""What the timeline says about the files of an application, and who hears of a virus in one."""

from datetime import datetime

from django.utils.translation import gettext_lazy as _

from pio_portal.audit.verbs import register_verb


def register() -> None:
    """Register everything. Called from AppConfig.ready."""
    from calls.models import Application
    from pio_portal.documents.scan import register_teller

    register_verb("answer_file_added", _("%(by)s voegde “%(title)s” toe bij “%(question)s”."), public=True)
    register_verb("answer_file_removed", _("%(by)s nam “%(title)s” weg bij “%(question)s”."), public=True)
    register_verb("file_infected", _("In “%(title)s” werd een virus gevonden. Het bestand is gesloten."), public=True)
    register_teller(Application, tell)


def tell(document, at: datetime) -> list:
    """Write it in the dossier; its handler hears of it, or the programme leads as long as nobody follows it."""
    from pio_portal.accounts.enums import Role
    from pio_portal.accounts.models import User
    from pio_portal.audit.workflow import record

    application = document.owner
    record(about=application, verb="file_infected", by=None, at=at, detail={"title": document.title})
    return [application.handler] if application.handler else list(User.objects.with_role(Role.LEAD))
