"""What the timelines tell about registrations. Who registers has no account: the portal did it for them."""

from django.utils.translation import gettext_lazy as _

from pio_portal.audit.sentences import register_sentences

register_sentences(
    {
        "registration_made": _("Ingeschreven; de bevestiging per mail wordt afgewacht."),
        "registration_confirmed": _("Inschrijving bevestigd: er is een plaats."),
        "registration_waitlisted": _("Inschrijving bevestigd: op de wachtlijst."),
        "registration_moved_up": _("Van de wachtlijst naar een vrijgekomen plaats."),
        "registration_changed": _("De gegevens van de inschrijving zijn gewijzigd."),
        "registration_cancelled": _("Inschrijving geannuleerd."),
        "attendance_recorded": _("%(by)s noteerde de aanwezigen: %(present)s van %(seated)s."),
        "numbers_counted": _("%(by)s legde getelde aantallen vast (bron: %(source)s)."),
    }
)
