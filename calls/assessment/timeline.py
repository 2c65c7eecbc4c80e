"""What the timeline of an application tells of its assessment. Applicants never read who judges, or what they say."""

from django.utils.translation import gettext_lazy as _

from pio_portal.audit.sentences import register_sentences

register_sentences(
    {
        "application_declared_eligible": _(
            "%(by)s verklaarde de aanvraag ontvankelijk: ze voldoet aan de voorwaarden en wordt beoordeeld."
        ),
        "completion_reminded": _("%(by)s herinnerde aan de gevraagde aanvulling."),
        "eligibility_reconsidered": _(
            "%(by)s nam de ontvankelijkverklaring terug: de voorwaarden worden opnieuw nagekeken."
        ),
    },
    public=True,
)

register_sentences(
    {
        "eligibility_reconsidered_because": _("Waarom %(by)s de ontvankelijkverklaring terugnam: %(reason)s"),
        "application_handler_assigned": _("%(by)s gaf de aanvraag in behandeling bij %(handler)s."),
        "adviser_assigned": _("%(by)s wees %(adviser)s toe als beoordelaar."),
        "advice_reminded": _("%(by)s herinnerde aan het gevraagde advies: %(advisers)s."),
        "advice_due_moved": _("%(by)s vraagt het advies van %(adviser)s nu voor %(due_on)s."),
        "no_conflict_declared": _("%(by)s verklaarde geen belangenconflict te hebben."),
        "conflict_declared": _("%(by)s verklaarde een belangenconflict."),
        "scores_saved": _("%(by)s bewaarde scores."),
        "advice_given": _("%(by)s gaf advies: %(advice)s."),
        "eligibility_checked": _("%(by)s keek de ontvankelijkheid na (%(n)s)."),
        "handler_left": _("%(handler)s behandelt de aanvraag niet meer: belangenconflict."),
        "advice_reopened": _("%(by)s heropende het advies van %(adviser)s: %(reason)s"),
        "assignment_withdrawn": _("%(by)s trok de toewijzing aan %(adviser)s in: %(reason)s"),
    }
)
