"""What the timeline of a consultation tells."""

from django.utils.translation import gettext_lazy as _

from pio_portal.audit.verbs import register_verb


def register_verbs() -> None:
    """Make them known. Called when the app loads."""
    register_verb("consultation_created", _("%(by)s bereidt de marktconsultatie voor."))
    register_verb("consultation_changed", _("%(by)s paste de marktconsultatie aan."))
    register_verb("consultation_project_linked", _("%(by)s koppelde project %(project)s."))
    register_verb("consultation_project_unlinked", _("%(by)s ontkoppelde project %(project)s."))
    register_verb("consultation_published", _("%(by)s publiceerde de marktconsultatie."), public=True)
    register_verb("consultation_cancelled", _("%(by)s annuleerde de marktconsultatie: %(reason)s"), public=True)
    register_verb("consultation_concluded", _("%(by)s publiceerde de conclusies."), public=True)
    register_verb("consultation_document_added", _("%(by)s voegde het document “%(title)s” toe."))
    register_verb("consultation_document_removed", _("%(by)s haalde het document “%(title)s” weg."))
    register_verb("consultation_held_for_project", _("Marktconsultatie %(ref)s aangekondigd: %(title)s."), public=True)
