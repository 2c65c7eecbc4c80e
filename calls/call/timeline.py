"""What the timeline of a call tells."""

from django.utils.translation import gettext_lazy as _

from pio_portal.audit.sentences import register_sentences

register_sentences(
    {
        "call_published": _("%(by)s publiceerde de oproep."),
    },
    public=True,
)

register_sentences(
    {
        "call_created": _("%(by)s maakte de oproep."),
        "call_taken_back": _("%(by)s nam de oproep terug van de publieke site: %(reason)s"),
        "call_discarded": _("%(by)s verwijderde oproep %(code)s, die nog in voorbereiding was."),
        "call_amended": _("%(by)s wijzigde de oproep."),
    }
)
