"""What the timeline of a consultation tells."""

from django.utils.translation import gettext_lazy as _

from pio_portal.audit.sentences import register_sentences

register_sentences(
    {
        "consultation_created": _("%(by)s bereidt de marktconsultatie voor."),
        "consultation_changed": _("%(by)s paste de marktconsultatie aan."),
        "consultation_project_linked": _("%(by)s koppelde project %(project)s."),
        "consultation_project_unlinked": _("%(by)s ontkoppelde project %(project)s."),
        "consultation_document_added": _("%(by)s voegde het document “%(title)s” toe."),
        "consultation_document_removed": _("%(by)s haalde het document “%(title)s” weg."),
    }
)

register_sentences(
    {
        "consultation_published": _("%(by)s publiceerde de marktconsultatie."),
        "consultation_cancelled": _("%(by)s annuleerde de marktconsultatie: %(reason)s"),
        "consultation_concluded": _("%(by)s publiceerde de conclusies."),
        "consultation_held_for_project": _("Marktconsultatie %(ref)s aangekondigd: %(title)s."),
    },
    public=True,
)
