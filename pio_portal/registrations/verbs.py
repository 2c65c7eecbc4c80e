"""What the timelines tell about registrations. Who registers has no account: the portal did it for them."""

from django.utils.translation import gettext_lazy as _

from pio_portal.audit.verbs import register_verb


def register_verbs() -> None:
    """Make them known. Called when the app loads."""
    register_verb("registration_made", _("Ingeschreven; de bevestiging per mail wordt afgewacht."))
    register_verb("registration_confirmed", _("Inschrijving bevestigd: er is een plaats."))
    register_verb("registration_waitlisted", _("Inschrijving bevestigd: op de wachtlijst."))
    register_verb("registration_moved_up", _("Van de wachtlijst naar een vrijgekomen plaats."))
    register_verb("registration_changed", _("De gegevens van de inschrijving zijn gewijzigd."))
    register_verb("registration_cancelled", _("Inschrijving geannuleerd."))
    register_verb("attendance_recorded", _("%(by)s noteerde de aanwezigen: %(present)s van %(seated)s."))
    register_verb("numbers_counted", _("%(by)s legde getelde aantallen vast (bron: %(source)s)."))
