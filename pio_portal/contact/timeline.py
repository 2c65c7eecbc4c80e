"""What the timeline of a question tells."""

from django.utils.translation import gettext_lazy as _

from pio_portal.audit.sentences import register_sentences

register_sentences(
    {
        "enquiry_asked": _("%(name)s stelde een vraag."),
        "enquiry_answered": _("%(by)s antwoordde per mail."),
        "enquiry_closed": _("%(by)s sloot de vraag af zonder mail."),
    }
)
