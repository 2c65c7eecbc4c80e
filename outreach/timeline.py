"""What the timelines of events and stories tell."""

from django.utils.translation import gettext_lazy as _

from pio_portal.audit.sentences import register_sentences

register_sentences(
    {
        "event_created": _("%(by)s bereidt de activiteit voor."),
        "event_changed": _("%(by)s paste de activiteit aan."),
        "event_project_linked": _("%(by)s koppelde project %(project)s."),
        "event_project_unlinked": _("%(by)s ontkoppelde project %(project)s."),
        "story_created": _("%(by)s begon het verhaal."),
        "story_changed": _("%(by)s paste het verhaal aan."),
        "story_project_linked": _("%(by)s koppelde project %(project)s."),
        "story_project_unlinked": _("%(by)s ontkoppelde project %(project)s."),
    }
)

register_sentences(
    {
        "event_published": _("%(by)s publiceerde de activiteit."),
        "event_held": _("%(by)s noteerde dat de activiteit gehouden is."),
        "event_cancelled": _("%(by)s annuleerde de activiteit: %(reason)s"),
        "story_published": _("%(by)s publiceerde het verhaal."),
    },
    public=True,
)
