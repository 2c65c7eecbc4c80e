"""What the timeline of an organisation tells."""

from django.utils.translation import gettext_lazy as _

from pio_portal.audit.sentences import register_sentences

register_sentences(
    {
        "organisation_added": _("%(by)s voegde de organisatie toe."),
        "organisation_address_changed": _("%(by)s wijzigde het adres."),
        "membership_requested": _("%(by)s vroeg toegang."),
        "membership_accepted": _("%(by)s gaf %(person)s toegang als %(level)s."),
        "membership_refused": _("%(by)s weigerde de toegang aan %(person)s."),
        "membership_level_changed": _("%(by)s maakte %(person)s %(level)s."),
        "membership_ended": _("%(by)s beëindigde de toegang van %(person)s."),
        "mail_domain_noted": _("%(by)s noteerde het maildomein: %(domain)s."),
        "membership_confirmed_by_domain": _("%(person)s is beheerder, door een adres van de organisatie zelf."),
        "membership_invited": _("%(by)s nodigde %(email)s uit."),
        "membership_invitation_accepted": _("%(by)s nam de uitnodiging aan."),
    },
    public=True,
)
