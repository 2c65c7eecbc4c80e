"""What the timeline of an application tells of its decision."""

from django.utils.translation import gettext_lazy as _

from pio_portal.audit.sentences import register_sentences

register_sentences(
    {
        "application_selected": _("%(by)s selecteerde de aanvraag op %(decided_on)s."),
        "application_refused": _("%(by)s besliste op %(decided_on)s om de aanvraag niet te selecteren."),
        "application_declared_ineligible": _(
            "%(by)s verklaarde de aanvraag onontvankelijk op %(decided_on)s: ze voldoet niet aan de voorwaarden."
        ),
    },
    public=True,
)

register_sentences(
    {
        "decision_drafted": _("%(by)s bereidde een beslissing voor."),
        "decision_despite": _("%(by)s besliste ondanks twijfel (%(doubts)s). Reden: %(reason)s"),
        "decision_draft_discarded": _("%(by)s gooide het ontwerp van de beslissing weg."),
    }
)
