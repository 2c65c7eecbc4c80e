"""What the timelines of requests, meetings and envelopes tell. Applicants read their procurement's instead."""

from django.utils.translation import gettext_lazy as _

from pio_portal.audit.sentences import register_sentences

register_sentences(
    {
        "cofinancing_requested": _("%(by)s vroeg %(amount)s cofinanciering voor opdracht %(procurement)s."),
        "cofinancing_withdrawn": _("%(by)s trok de vraag in."),
        "cofinancing_scheduled": _("%(by)s zette de vraag op de agenda van %(meeting)s."),
        "cofinancing_unscheduled": _("%(by)s haalde de vraag van de agenda van %(meeting)s."),
        "cofinancing_granted": _("%(by)s legde toekenning %(ref)s vast: %(amount)s, beslist op %(on)s."),
        "cofinancing_refused": _("%(by)s legde weigering %(ref)s vast, beslist op %(on)s."),
        "cofinancing_amended": _("%(by)s legde wijziging %(ref)s vast: voortaan %(amount)s, beslist op %(on)s."),
        "cofinancing_revoked": _("%(by)s legde intrekking %(ref)s vast, beslist op %(on)s."),
        "meeting_planned": _("%(by)s plande de vergadering op %(when)s."),
        "meeting_held": _("%(by)s noteerde dat de vergadering gehouden is."),
        "agenda_reordered": _("%(by)s veranderde de volgorde van de agenda."),
        "envelope_set": _("%(by)s bracht de enveloppe %(year)s van %(before)s op %(after)s."),
    }
)
