"""What the timelines of events and stories tell."""

from django.utils.translation import gettext_lazy as _

from pio_portal.audit.verbs import register_verb


def register_verbs() -> None:
    """Make them known. Called when the app loads."""
    register_verb("event_created", _("%(by)s bereidt de activiteit voor."))
    register_verb("event_changed", _("%(by)s paste de activiteit aan."))
    register_verb("event_project_linked", _("%(by)s koppelde project %(project)s."))
    register_verb("event_project_unlinked", _("%(by)s ontkoppelde project %(project)s."))
    register_verb("event_published", _("%(by)s publiceerde de activiteit."), public=True)
    register_verb("event_held", _("%(by)s noteerde dat de activiteit gehouden is."), public=True)
    register_verb("event_cancelled", _("%(by)s annuleerde de activiteit: %(reason)s"), public=True)
    register_verb("story_created", _("%(by)s begon het verhaal."))
    register_verb("story_changed", _("%(by)s paste het verhaal aan."))
    register_verb("story_project_linked", _("%(by)s koppelde project %(project)s."))
    register_verb("story_project_unlinked", _("%(by)s ontkoppelde project %(project)s."))
    register_verb("story_published", _("%(by)s publiceerde het verhaal."), public=True)
