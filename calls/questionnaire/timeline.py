"""What the timeline of a form tells."""

from django.utils.translation import gettext_lazy as _

from pio_portal.audit.sentences import register_sentences

register_sentences(
    {
        "form_started": _("%(by)s begon deze versie, als kopie van %(source)s."),
        "form_published": _("%(by)s publiceerde deze versie."),
        "form_discarded": _("%(by)s gooide versie %(n)s weg, die hierop gebaseerd was."),
    }
)
