"""What the forms and their versions tell the shared parts of the portal: the lines of their timelines."""

from django.utils.translation import gettext_lazy as _

from pio_portal.audit.verbs import register_verb


def register() -> None:
    """Register everything. Called from AppConfig.ready."""
    register_verb("form_started", _("%(by)s begon deze versie, als kopie van %(source)s."))
    register_verb("form_published", _("%(by)s publiceerde deze versie."))
    register_verb("form_discarded", _("%(by)s gooide versie %(n)s weg, die hierop gebaseerd was."))
    register_verb(
        "application_carried_to_form",
        _("%(by)s nam de nieuwe vragen over (versie %(n)s van het formulier)."),
        public=True,
    )
