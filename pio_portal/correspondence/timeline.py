"""What timelines tell of messages, mails and notes."""

from django.utils.translation import gettext_lazy as _

from pio_portal.audit.sentences import register_sentences
from pio_portal.correspondence.querysets import SETTLED

register_sentences({"message_sent": _("%(by)s stuurde een bericht.")}, public=True)
register_sentences(
    {
        SETTLED: _("%(by)s liet weten dat het laatste bericht geen antwoord vraagt."),
        "mail_sent_again": _("%(by)s verstuurde de mail “%(subject)s” opnieuw, omdat ze niet bezorgd was."),
        "mail_settled": _("%(by)s handelde de mail “%(subject)s” af, die niet bezorgd was."),
        "note_written": _("%(by)s schreef een notitie."),
        "note_changed": _("%(by)s wijzigde een eigen notitie."),
    }
)
