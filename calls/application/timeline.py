"""What the timeline of an application tells: most of it is the applicants' own doing, so they read it."""

from django.utils.translation import gettext_lazy as _

from pio_portal.audit.sentences import register_sentences

register_sentences(
    {
        "application_started": _("%(by)s begon de aanvraag."),
        "application_amended": _("%(by)s wijzigde de titel, het thema of het beleidsdomein."),
        "attachment_added": _("%(by)s voegde de bijlage “%(title)s” toe."),
        "attachment_removed": _("%(by)s nam de bijlage “%(title)s” weg."),
        "application_moved": _("%(by)s nam de aanvraag mee naar de indiendatum van %(round)s."),
        "application_submitted": _("%(by)s diende de aanvraag in."),
        "application_reopened": _(
            "%(by)s heropende de aanvraag om ze te wijzigen. De ingediende versie blijft tellen."
        ),
        "application_resubmitted": _("%(by)s diende de aanvraag opnieuw in (versie %(revision)s)."),
        "application_kept_as_submitted": _("%(by)s maakte de heropening ongedaan: de ingediende versie telt."),
        "application_kept_at_closing": _("De aanvraag werd niet opnieuw ingediend: de ingediende versie telt."),
        "application_completed": _("%(by)s diende de gevraagde aanvulling in."),
        "application_withdrawn": _("%(by)s trok de aanvraag in."),
        "application_info_requested": _("%(by)s vroeg om de aanvraag aan te vullen, ten laatste op %(due_on)s."),
        "application_voided": _("%(by)s verklaarde de aanvraag nietig: ze telt niet mee."),
        "application_completion_stopped": _(
            "%(by)s behandelt de aanvraag verder zonder aanvulling: de laatst ingediende versie telt."
        ),
        "answer_file_added": _("%(by)s voegde “%(title)s” toe bij “%(question)s”."),
        "answer_file_removed": _("%(by)s nam “%(title)s” weg bij “%(question)s”."),
        "file_infected": _("In “%(title)s” werd een virus gevonden. Het bestand is gesloten."),
        "application_carried_to_form": _("%(by)s nam de nieuwe vragen over (versie %(n)s van het formulier)."),
        "organisation_invited": _("%(by)s nodigde %(organisation)s uit om mee te doen."),
        "invitation_accepted": _("%(by)s aanvaardde de uitnodiging: %(organisation)s doet mee."),
        "invitation_declined": _("%(by)s sloeg de uitnodiging af: %(organisation)s doet niet mee."),
        "invitation_cancelled": _("%(by)s trok de uitnodiging aan %(organisation)s in."),
        "invitation_lapsed": _("De uitnodiging aan %(organisation)s verviel zonder antwoord."),
        "partner_left": _("%(organisation)s doet niet meer mee, op vraag van %(by)s."),
        "partner_removed": _("%(by)s haalde %(organisation)s uit de aanvraag: %(reason)s"),
        "signature_asked": _("%(by)s vroeg om de aanvraag te ondertekenen en in te dienen."),
        "application_copied": _("%(by)s begon deze aanvraag als kopie van %(origin)s."),
        "application_carried": _("%(by)s nam aanvraag %(origin)s mee als deze nieuwe aanvraag."),
        "application_carried_on": _("%(by)s nam deze aanvraag mee naar een volgende indiendatum, als %(successor)s."),
        "application_discarded": _("%(by)s gooide de aanvraag weg."),
    },
    public=True,
)
