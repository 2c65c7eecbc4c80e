"""What the timelines of a round and an application tell of closing moments."""

from django.utils.translation import gettext_lazy as _

from pio_portal.audit.sentences import register_sentences

register_sentences(
    {
        "round_extended": _("%(by)s verlengde de indiendatum van %(was)s tot %(until)s, reden: %(reason)s."),
        "round_reopened": _("%(by)s opende de indiendatum van %(was)s opnieuw, tot %(until)s, reden: %(reason)s."),
        "application_extended": _("%(by)s gaf uitstel tot %(until)s, reden: %(reason)s."),
        "submission_too_late": _("%(by)s wilde indienen op %(moment)s: na de sluiting, en dus te laat."),
    },
    public=True,
)

register_sentences(
    {
        "round_announced": _("%(by)s schreef de aankondiging “%(title)s”."),
        "announcement_withdrawn": _("%(by)s nam de aankondiging “%(title)s” weg."),
        "round_reminders_set": _("%(by)s wijzigde de herinneringen: %(n)s voor de sluiting."),
    }
)
